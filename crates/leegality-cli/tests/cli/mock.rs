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
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start(&[]);
        crate::interrupt::send(signal, server.child.id());
        assert_eq!(server.child.wait().expect("it ends").code(), Some(0), "{signal}");
        let (mut rest, mut told) = (String::new(), String::new());
        server.stdout.read_to_string(&mut rest).expect("stdout is UTF-8");
        server.child.stderr.take().expect("stderr is piped").read_to_string(&mut told).expect("it is UTF-8");
        assert_eq!(rest, "");
        assert!(told.contains("export LEEGALITY_BASE_URL="), "{told}");
        assert!(told.contains("/_mock/ledger") && told.contains("/_mock/requests"), "{told}");
        assert!(!told.contains("warning"), "{told}");
    }
}
