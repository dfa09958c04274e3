//! `leegality mock`.

use std::net::SocketAddr;
use std::path::{self, Path, PathBuf};
use std::{fs, io};

use clap::Args;
use leegality::{AuthToken, ProfileId};
use leegality_mock::{Certificate, Fault, Mock};
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output;

pub(crate) const HELP: &str = "\
Example:
  leegality mock
  leegality mock --listen 127.0.0.1:0 --invitations 100 --seed 7
  leegality mock --fault none --fault reset-after-signing
  leegality mock --https --root-certificate root.pem

Faults: the first --fault is for the first request under /api, and so on;
requests after that get none. The ledger tells what was signed all the same.
  none                   nothing, for a request in between
  reset-before-reading   reset the connection, the request unread
  reset                  read the request, then reset
  close                  read the request, then close in good order
  hang                   read the request, never answer
  refused-stream         refuse the stream; over HTTP/1.1 as close
  go-away                GOAWAY without the request; over HTTP/1.1 as close
  html=502               an HTML page, as a proxy answers
  status=503             this HTTP status; with ,retry-after=SECONDS or
                         ,retry-after-date=SECONDS from then
  redirect=307,location=URL
  oversized=BYTES        a large answer; oversized-chunked=BYTES without its size
  gzip-bomb=BYTES        an answer that decompresses to this size
  body=JSON              this answer; body=403 JSON under this HTTP status
From reset-before-reading to body, nothing is signed. Behind the name of each
but reset-before-reading, -after-signing means that it is:
reset-after-signing, html-after-signing=502. These spoil the true answer:
  reset-in-answer, cut-json, cut-body, duplicate-headers
  slow=20ms              byte by byte, with this pause
  close-idle=20ms        whole, and the connection closes this long after
  content-type=TYPE, large-headers=BYTES
And these a TLS handshake, or a request that has none before it:
  handshake-reset, handshake-close, handshake-hang

HTTPS: the certificate is trusted (by who trusts the root), expired,
not-yet-valid, self-signed or other-host. Clients that ask for HTTP/2 get it.

Beside /api there are:
  GET /_mock/ledger     how often each invitation was signed
  GET /_mock/requests   what arrived, with the credentials that were sent

The same seed and port give the same token, password and sign URLs. Use
throwaway credentials: who reaches the port can read them.";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Where to listen. Port 0 takes any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,

    /// How many invitations wait to be signed
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    invitations: u32,

    /// The auth token of the account, made up if not given
    #[arg(long, value_name = "T")]
    auth_token: Option<String>,

    /// The DocSigner profile of the account, made up if not given
    #[arg(long, value_name = "P")]
    profile_id: Option<String>,

    /// What made-up values derive from
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,

    /// What goes wrong with the next request; can be repeated
    #[arg(long = "fault", value_name = "FAULT")]
    faults: Vec<Fault>,

    /// Speak HTTPS, with this certificate [if none is named: trusted]
    #[arg(long, value_name = "CERTIFICATE", num_args = 0..=1, default_missing_value = "trusted")]
    https: Option<Certificate>,

    /// Where to write the root certificate that clients have to trust, in PEM
    #[arg(long, value_name = "FILE", requires = "https")]
    root_certificate: Option<PathBuf>,
}

/// The first line on standard output: all that a client needs.
#[derive(Serialize)]
struct Announcement<'a> {
    base_url: String,
    auth_token: &'a str,
    profile_id: &'a str,
    username: &'a str,
    password: &'a str,
    sign_urls: Vec<String>,
    /// In PEM.
    #[serde(skip_serializing_if = "Option::is_none")]
    root_certificate: Option<&'a str>,
}

pub(crate) async fn run(arguments: Arguments) -> Result<Exit, Failure> {
    let address = arguments.listen;
    let root_file = arguments.root_certificate.clone();
    let mut interrupt = Interrupt::listen()?;
    let mock = start(arguments).await?;
    if let Some((file, root)) = root_file.as_deref().zip(mock.root_certificate_pem()) {
        fs::write(file, root).map_err(|error| {
            let file = file.display();
            Failure::usage(format!("the root certificate cannot be written to {file}")).caused_by(&error)
        })?;
    }
    let announcement = Announcement {
        base_url: mock.base_url(),
        auth_token: mock.auth_token(),
        profile_id: mock.profile_id(),
        username: mock.username(),
        password: mock.password(),
        sign_urls: mock.sign_urls(),
        root_certificate: mock.root_certificate_pem(),
    };
    output::print_json(&announcement)?;
    if !address.ip().is_loopback() {
        output::say(&format!(
            "warning: {address} is not loopback; other machines may reach the stand-in, and read what is sent to it\n"
        ));
    }
    output::say(&instructions(&announcement, root_file.as_deref()));

    interrupt.arrived().await;
    output::say("stopping");
    mock.shutdown().await;
    Ok(Exit::Success)
}

async fn start(arguments: Arguments) -> Result<Mock, Failure> {
    let mut builder = Mock::builder()
        .listen(arguments.listen)
        .invitations(arguments.invitations as usize)
        .seed(arguments.seed)
        .faults(arguments.faults);
    if let Some(certificate) = arguments.https {
        builder = builder.https(certificate);
    }
    if let Some(auth_token) = arguments.auth_token {
        // The stand-in takes any text, but no client could send it.
        AuthToken::new(auth_token.as_str())?;
        builder = builder.auth_token(auth_token);
    }
    if let Some(profile_id) = arguments.profile_id {
        builder = builder.profile_id(profile_id.parse::<ProfileId>()?.as_str());
    }
    builder.start().await.map_err(|error| {
        let problem = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "is in use; stop what listens there, or choose another port with --listen (port 0 takes any)"
            }
            io::ErrorKind::AddrNotAvailable => "is no address of this machine; choose another with --listen",
            io::ErrorKind::PermissionDenied => {
                "may not be listened on; choose a port above 1023 with --listen"
            }
            _ => "cannot be listened on; choose another address with --listen",
        };
        Failure::usage(format!("{} {problem}", arguments.listen)).caused_by(&error)
    })
}

/// How to use the stand-in, for a person who reads along.
fn instructions(mock: &Announcement<'_>, root_file: Option<&Path>) -> String {
    let origin = mock.base_url.trim_end_matches("/api");
    let sign_url = mock.sign_urls.first().map_or("SIGN_URL", String::as_str);
    // Whatever is wrong with the certificate, these two are to work.
    let curl = if mock.root_certificate.is_some() { "curl --insecure" } else { "curl" };
    format!(
        "A stand-in for Leegality listens on {origin}. Nothing that it signs is signed.\n\
         Ctrl-C stops it.\n\
         {}\n\
         In another terminal:\n\
         \n\
         \x20 unset LEEGALITY_ENVIRONMENT\n\
         \x20 export LEEGALITY_BASE_URL={}\n\
         \x20 export LEEGALITY_AUTH_TOKEN={}\n\
         \x20 export LEEGALITY_PROFILE_ID={}\n\
         \x20 export LEEGALITY_USERNAME={}\n\
         \x20 export LEEGALITY_PASSWORD={}\n\
         {}\
         \n\
         \x20 leegality login\n\
         \x20 leegality sign --sign-url {sign_url}\n\
         \n\
         \x20 {curl} {origin}/_mock/ledger      # how often each invitation was signed\n\
         \x20 {curl} {origin}/_mock/requests    # what arrived, credentials included\n",
        where_the_root_is(mock, root_file),
        quoted(&mock.base_url),
        quoted(mock.auth_token),
        quoted(mock.profile_id),
        quoted(mock.username),
        quoted(mock.password),
        trust(root_file),
    )
}

fn where_the_root_is(mock: &Announcement<'_>, root_file: Option<&Path>) -> String {
    match (mock.root_certificate, root_file) {
        (None, _) => String::new(),
        (Some(_), Some(file)) => {
            format!("Clients have to trust the root certificate in {}.\n", file.display())
        }
        (Some(_), None) => {
            "Clients have to trust its root certificate; --root-certificate FILE writes it down.\n".to_owned()
        }
    }
}

/// How `leegality` comes to trust the root.
fn trust(root_file: Option<&Path>) -> String {
    let Some(file) = root_file else { return String::new() };
    // Another terminal may be in another directory.
    let file = path::absolute(file).unwrap_or_else(|_| file.to_owned());
    format!(
        "\x20 export SSL_CERT_FILE={}    # on Linux; trusts nothing else\n",
        quoted(&file.display().to_string())
    )
}

/// A value as a shell takes it for one word.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}
