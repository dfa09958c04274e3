use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout};

use serde_json::Value;

use crate::support::{leegality, run};

/// A stand-in in a process of its own.
struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    announced: Value,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut child =
            leegality(&["mock", "--listen", "127.0.0.1:0"]).args(arguments).spawn().expect("it starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a first line");
        let announced = serde_json::from_str(&line).expect("the first line is JSON");
        Self { child, stdout, announced }
    }

    fn text(&self, name: &str) -> &str {
        self.announced[name].as_str().expect("a text")
    }

    fn get(&self, path: &str) -> Value {
        let address = self.text("base_url").trim_start_matches("http://").trim_end_matches("/api");
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).expect("JSON")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_first_line_is_all_that_a_client_needs() {
    let server = Server::start(&["--invitations", "2"]);
    assert!(server.text("base_url").ends_with("/api"));
    let sign_url = server.announced["sign_urls"][1].as_str().expect("two sign URLs");

    let mut login = leegality(&["login"]);
    let login = run(login
        .env("LEEGALITY_BASE_URL", server.text("base_url"))
        .env("LEEGALITY_AUTH_TOKEN", server.text("auth_token"))
        .env("LEEGALITY_USERNAME", server.text("username"))
        .env("LEEGALITY_PASSWORD", server.text("password")));
    assert_eq!(login.code, Some(0), "{login:?}");

    let mut sign = leegality(&["sign", "--consent-by", "ops", "--sign-url", sign_url]);
    let sign = run(sign
        .env("LEEGALITY_BASE_URL", server.text("base_url"))
        .env("LEEGALITY_AUTH_TOKEN", server.text("auth_token"))
        .env("LEEGALITY_PROFILE_ID", server.text("profile_id")));
    assert_eq!(sign.code, Some(0), "{sign:?}");

    let counts: Vec<_> = server.get("/_mock/ledger").as_array().expect("a list").clone();
    assert_eq!(counts.len(), 2);
    assert_eq!((&counts[0]["count"], &counts[1]["count"]), (&0.into(), &1.into()));
    assert_eq!(counts[1]["sign_url"], sign_url);
    assert_eq!(server.get("/_mock/requests").as_array().map(Vec::len), Some(2));
}

#[test]
fn settings_are_kept_and_a_seed_gives_the_same() {
    let arguments = ["--auth-token", "throwaway", "--profile-id", "p1", "--seed", "7", "--invitations", "0"];
    let (one, other) = (Server::start(&arguments), Server::start(&arguments));
    assert_eq!(one.text("auth_token"), "throwaway");
    assert_eq!(one.text("profile_id"), "p1");
    assert_eq!(one.announced["sign_urls"], serde_json::json!([]));
    assert_eq!(one.text("password"), other.text("password"));
}

#[test]
fn faults_strike_one_request_after_the_other() {
    let server = Server::start(&["--fault", "status=429", "--fault", "reset-after-signing"]);
    let codes: Vec<_> = (0..3)
        .map(|index| {
            let sign_url = server.announced["sign_urls"][index].as_str().expect("three sign URLs");
            let mut sign = leegality(&["sign", "--consent-by", "ops", "--sign-url", sign_url]);
            let sign = run(sign
                .env("LEEGALITY_BASE_URL", server.text("base_url"))
                .env("LEEGALITY_AUTH_TOKEN", server.text("auth_token"))
                .env("LEEGALITY_PROFILE_ID", server.text("profile_id")));
            sign.code
        })
        .collect();
    assert_eq!(codes, [Some(1), Some(3), Some(0)]);
    let ledger = server.get("/_mock/ledger");
    let counts: Vec<_> = ledger.as_array().expect("a list").iter().map(|entry| &entry["count"]).collect();
    assert_eq!(counts, [0, 1, 1]);
}

#[test]
fn over_https_the_announced_root_is_the_one_to_trust() {
    let directory = tempfile::tempdir().expect("a scratch directory");
    let file = directory.path().join("root.pem");
    let path = file.to_str().expect("UTF-8");
    let server = Server::start(&["--https", "--root-certificate", path]);
    assert!(server.text("base_url").starts_with("https://127.0.0.1:"));
    let root = server.text("root_certificate");
    assert!(root.starts_with("-----BEGIN CERTIFICATE-----"), "{root}");
    assert_eq!(std::fs::read_to_string(&file).expect("it is written"), root);

    let client = leegality::Client::builder(server.text("base_url").parse().expect("a base URL"))
        .auth_token(leegality::AuthToken::new(server.text("auth_token")).expect("a token"))
        .add_root_certificate_pem(root)
        .build()
        .expect("a client");
    let credentials = leegality::Credentials::new(server.text("username"), server.text("password"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(client.login(&credentials)).expect("it logs in");
}

/// Elsewhere, the platform has a trust store that no variable names.
#[cfg(target_os = "linux")]
#[test]
fn the_command_trusts_the_file_that_a_variable_names() {
    let directory = tempfile::tempdir().expect("a scratch directory");
    let file = directory.path().join("root.pem");
    let path = file.to_str().expect("UTF-8");
    for (certificate, code) in [("trusted", 0), ("expired", 4), ("self-signed", 4)] {
        let server = Server::start(&["--https", certificate, "--root-certificate", path]);
        let sign_url = server.announced["sign_urls"][0].as_str().expect("a sign URL");
        let mut sign = leegality(&["sign", "--consent-by", "ops", "--sign-url", sign_url]);
        let sign = run(sign
            .env("SSL_CERT_FILE", &file)
            .env("LEEGALITY_BASE_URL", server.text("base_url"))
            .env("LEEGALITY_AUTH_TOKEN", server.text("auth_token"))
            .env("LEEGALITY_PROFILE_ID", server.text("profile_id")));
        assert_eq!(sign.code, Some(code), "{certificate}: {sign:?}");
    }
}

#[test]
fn a_root_certificate_that_cannot_be_written_is_2() {
    let directory = tempfile::tempdir().expect("a scratch directory");
    let path = directory.path().to_str().expect("UTF-8");
    let run =
        run(&mut leegality(&["mock", "--listen", "127.0.0.1:0", "--https", "--root-certificate", path]));
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("error: the root certificate cannot be written"), "{}", run.stderr);
    assert_eq!(run.stdout, "", "nobody is told of a stand-in that is gone");
}

#[test]
fn an_address_in_use_is_2() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = taken.local_addr().expect("it has an address").to_string();
    let run = run(&mut leegality(&["mock", "--listen", &address]));
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains(&format!("error: {address} is in use")), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn ctrl_c_and_a_request_to_terminate_end_it_well() {
    for (signal, arguments) in [("-INT", &[][..]), ("-TERM", &["--https"][..])] {
        let mut server = Server::start(arguments);
        crate::interrupt::send(signal, server.child.id());
        assert_eq!(server.child.wait().expect("it ends").code(), Some(0), "{signal}");
        let (mut rest, mut told) = (String::new(), String::new());
        server.stdout.read_to_string(&mut rest).expect("stdout is UTF-8");
        server.child.stderr.take().expect("stderr is piped").read_to_string(&mut told).expect("it is UTF-8");
        assert_eq!(rest, "");
        assert!(told.contains("export LEEGALITY_BASE_URL="), "{told}");
        let is_https = arguments.contains(&"--https");
        assert_eq!(told.contains("--root-certificate FILE writes it down"), is_https, "{told}");
        assert_eq!(told.contains("curl --insecure https://"), is_https, "{told}");
        assert!(told.contains("/_mock/ledger") && told.contains("/_mock/requests"), "{told}");
        assert!(!told.contains("warning"), "{told}");
    }
}
