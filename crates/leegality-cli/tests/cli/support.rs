//! Running the command, and servers for it to talk to.

use std::env;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::thread;

use leegality::SigningRecord;
use leegality_mock::Mock;
use serde_json::Value;
use tokio::runtime::Runtime;

/// What a run of the command left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn everything(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }
}

/// The command, with nothing of this process's settings and nothing on its standard input.
pub(crate) fn leegality(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leegality"));
    for (name, _) in env::vars_os() {
        let upper = name.to_string_lossy().to_uppercase();
        if upper.starts_with("LEEGALITY_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn run(command: &mut Command) -> Run {
    command.output().expect("the command runs").into()
}

pub(crate) fn run_with_input(command: &mut Command, input: &str) -> Run {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the command runs");
    // A command that does not want its input has closed it.
    let _ = child.stdin.take().expect("stdin is piped").write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends").into()
}

/// The records of a file, one a line.
pub(crate) fn records(text: &str) -> Vec<SigningRecord> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is a record")).collect()
}

/// A stand-in that runs beside the test.
pub(crate) struct StandIn {
    pub(crate) mock: Mock,
    // Dropped last: the stand-in lives in it.
    _runtime: Runtime,
}

impl StandIn {
    pub(crate) fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime starts");
        let mock = runtime.block_on(Mock::start()).expect("the stand-in starts");
        Self { mock, _runtime: runtime }
    }

    /// The command, set up for this stand-in.
    pub(crate) fn leegality(&self, arguments: &[&str]) -> Command {
        let mut command = leegality(arguments);
        command
            .env("LEEGALITY_BASE_URL", self.mock.base_url())
            .env("LEEGALITY_AUTH_TOKEN", self.mock.auth_token())
            .env("LEEGALITY_PROFILE_ID", self.mock.profile_id());
        command
    }

    pub(crate) fn sign_url(&self) -> String {
        self.mock.sign_urls().remove(0)
    }

    pub(crate) fn signatures(&self) -> u64 {
        self.mock.ledger().iter().map(|entry| entry.count).sum()
    }
}

/// A server that reads a request, answers with these bytes, and closes; again and again. Returns its base URL.
pub(crate) fn server(answer: impl Into<Vec<u8>>) -> String {
    let (listener, base_url) = listener();
    let answer = answer.into();
    thread::spawn(move || {
        loop {
            let (mut stream, _) = listener.accept().expect("somebody connects");
            read_request(&mut stream);
            stream.write_all(&answer).expect("the answer is taken");
        }
    });
    base_url
}

/// An answer with this body, which is JSON.
pub(crate) fn http(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
}

pub(crate) fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let base_url = format!("http://{}/api", listener.local_addr().expect("it has an address"));
    (listener, base_url)
}

pub(crate) fn read_request(stream: &mut TcpStream) {
    let (mut request, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut piece).expect("the request can be read");
        request.extend_from_slice(&piece[..read]);
        // Both calls send one JSON object.
        if read == 0 || request.ends_with(b"}") {
            return;
        }
    }
}
