//! `leegality login`.

use std::env;
use std::io::{self, IsTerminal, Read};
use std::time::Duration;

use clap::Args;
use leegality::{ClientBuilder, Credentials, Error, ErrorKind, Outcome};
use zeroize::Zeroizing;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output::{self, Format};
use crate::server_message::Secrets;
use crate::text::printable;

pub(crate) mod profile;

pub(crate) const HELP: &str = "\
Example:
  export LEEGALITY_ENVIRONMENT=sandbox
  leegality login --username user@acme.example
  pass show leegality | leegality login --username user@acme.example \\
    --password-stdin --show-token --output json | jq -r .access_token

Sign Station of your own: set LEEGALITY_SIGN_STATION_URL, and
LEEGALITY_SIGN_STATION_AUTH_TOKEN if it asks for an auth token.

Exit codes:
    0  logged in
    1  refused: the username or the password is wrong, or the auth token
    2  usage or configuration; nothing was sent
    3  unknown: no answer, or none that can be understood
    4  not sent: no request reached the server
  130  interrupted";

const PASSWORD: &str = "LEEGALITY_PASSWORD";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The user who logs in
    #[arg(long, value_name = "NAME", env = "LEEGALITY_USERNAME", hide_env_values = true)]
    username: Option<String>,

    /// Read the password from standard input
    #[arg(long)]
    password_stdin: bool,

    /// Print the access token as well. Who has it can act as the user
    #[arg(long)]
    show_token: bool,
}

pub(crate) async fn run(arguments: Arguments, format: Format) -> Result<Exit, Failure> {
    let user_agent = concat!("leegality-cli/", env!("CARGO_PKG_VERSION"));
    let client = ClientBuilder::from_env()?.user_agent_suffix(user_agent).build()?;
    let username = arguments.username.as_deref().filter(|name| !name.is_empty()).ok_or_else(|| {
        Failure::usage("nobody logs in; say who does with --username, or set LEEGALITY_USERNAME")
    })?;
    let mut interrupt = Interrupt::listen()?;
    let password = arguments.password(username, &mut interrupt).await?;
    let secrets = Secrets::default()
        .add(&password)
        .add_variable("LEEGALITY_AUTH_TOKEN")
        .add_variable("LEEGALITY_SIGN_STATION_AUTH_TOKEN");
    let credentials = Credentials::new(username, password.as_str());
    drop(password);

    let result = tokio::select! {
        biased;
        result = client.login(&credentials) => result,
        () = interrupt.arrived() => {
            return Err(Failure::interrupted("interrupted before the answer arrived; a token may have been issued"));
        }
    };
    let session = result.map_err(|error| Failure::of_call(&error, &secrets).next(next_step(&error)))?;
    let token = arguments.show_token.then(|| session.access_token().expose());
    match format {
        Format::Human => output::print(&profile::text(&session, token))?,
        Format::Json => output::print_json(&profile::json(&session, token))?,
    }
    Ok(Exit::Success)
}

impl Arguments {
    async fn password(
        &self,
        username: &str,
        interrupt: &mut Interrupt,
    ) -> Result<Zeroizing<String>, Failure> {
        if self.password_stdin {
            return read_password(io::stdin().lock());
        }
        match env::var_os(PASSWORD).filter(|password| !password.is_empty()) {
            Some(password) => password
                .into_string()
                .map(Zeroizing::new)
                .map_err(|_| Failure::usage(format!("{PASSWORD} is not UTF-8"))),
            None if io::stdin().is_terminal() => ask(username, interrupt).await,
            None => Err(Failure::usage(format!(
                "no password is given; pipe it in with --password-stdin, set {PASSWORD}, or run this on a terminal \
                 to be asked"
            ))),
        }
    }
}

/// Asks on the terminal, where the answer is not shown.
async fn ask(username: &str, interrupt: &mut Interrupt) -> Result<Zeroizing<String>, Failure> {
    const TIDYING: Duration = Duration::from_millis(500);

    let question = format!("Password of {}: ", printable(username));
    let mut answer = tokio::task::spawn_blocking(|| rpassword::prompt_password(question).map(Zeroizing::new));
    tokio::select! {
        biased;
        () = interrupt.arrived() => {
            // After a Ctrl-C, the terminal has to be told to show again what is typed.
            let _ = tokio::time::timeout(TIDYING, answer).await;
            Err(Failure::interrupted_before_sending())
        }
        answered = &mut answer => match answered.unwrap_or_else(|error| Err(error.into())) {
            Ok(password) => Ok(password),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Failure::interrupted_before_sending()),
            Err(error) => {
                Err(Failure::usage("the password cannot be read; nothing was sent").caused_by(&error))
            }
        }
    }
}

/// Reads a password that may end in one line break.
pub(crate) fn read_password(input: impl Read) -> Result<Zeroizing<String>, Failure> {
    const LONGEST: usize = 64 * 1024;

    // As large as it can get, so that it does not move and leave copies behind.
    let mut password = Zeroizing::new(String::with_capacity(LONGEST));
    let read = input.take(LONGEST as u64).read_to_string(&mut password);
    read.map_err(|error| Failure::usage("standard input holds no password").caused_by(&error))?;
    let length = password.strip_suffix('\n').map_or(password.len(), |line| line.trim_end_matches('\r').len());
    password.truncate(length);
    if password.is_empty() {
        return Err(Failure::usage("standard input is empty; it has to hold the password"));
    }
    Ok(password)
}

fn next_step(error: &Error) -> &'static str {
    match (error.kind(), error.outcome()) {
        (ErrorKind::WrongCredentials, _) => "check both, and do not guess: accounts lock after some attempts",
        (ErrorKind::Unauthorized, _) => {
            "check the username, the password, the auth token, and the account's IP allow-list"
        }
        (_, Outcome::NotSent) => "nothing was sent; once the cause is gone, run the command again",
        (_, Outcome::Refused) => {
            "read what the server says; running the command again will not help by itself"
        }
        (_, Outcome::Unknown) => {
            "a token may have been issued, and nobody holds it; running the command again does no harm"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read_password;

    #[test]
    fn one_line_break_is_no_part_of_a_password() {
        let read = |text: &str| read_password(text.as_bytes()).ok().map(|password| password.to_string());
        assert_eq!(read("secret").as_deref(), Some("secret"));
        assert_eq!(read("secret\n").as_deref(), Some("secret"));
        assert_eq!(read("secret\r\n").as_deref(), Some("secret"));
        assert_eq!(read(" two words \n").as_deref(), Some(" two words "));
        assert_eq!(read("secret\n\n").as_deref(), Some("secret\n"));
        assert_eq!(read("\n"), None);
    }
}
