//! `leegality mock`, as a process.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{cargo_program, workspace};

/// How the command is built.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// A stand-in that stops when this is dropped.
pub(crate) struct StandIn {
    pub(crate) announcement: Announcement,
    process: Child,
}

/// Its first line.
#[derive(Deserialize)]
pub(crate) struct Announcement {
    pub(crate) base_url: String,
    pub(crate) auth_token: String,
    pub(crate) profile_id: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) sign_urls: Vec<String>,
}

/// How often an invitation was signed.
#[derive(Deserialize)]
pub(crate) struct LedgerEntry {
    pub(crate) count: u64,
}

/// What arrived.
#[derive(Deserialize)]
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) body: String,
}

impl StandIn {
    /// Builds and starts it, at a port of its choice, with so many invitations that wait to be signed.
    pub(crate) fn start(profile: Profile, invitations: u32) -> Result<Self, String> {
        let mut process = Command::new(build(profile)?)
            .args(["mock", "--listen", "127.0.0.1:0", "--invitations", &invitations.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It greets people there.
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("could not start the stand-in: {error}"))?;
        let mut line = String::new();
        let stdout = process.stdout.take().ok_or("the stand-in has no output")?;
        let read = BufReader::new(stdout).read_line(&mut line);
        let announcement = read.map_err(|error| error.to_string()).and_then(|_| {
            serde_json::from_str(&line).map_err(|error| format!("{error}; run `leegality mock` to see why"))
        });
        match announcement {
            Ok(announcement) => Ok(Self { announcement, process }),
            Err(reason) => {
                stop(&mut process);
                Err(format!("could not read the first line of the stand-in: {reason}"))
            }
        }
    }

    pub(crate) fn ledger(&self) -> Result<Vec<LedgerEntry>, String> {
        self.fetch("/_mock/ledger")
    }

    pub(crate) fn requests(&self) -> Result<Vec<Request>, String> {
        self.fetch("/_mock/requests")
    }

    /// HTTP 1.0, where an answer ends with its connection: no HTTP library for two requests.
    fn fetch<T: DeserializeOwned>(&self, path: &str) -> Result<T, String> {
        let exchange = || {
            let base_url = &self.announcement.base_url;
            let address = base_url.trim_start_matches("http://").trim_end_matches("/api");
            let mut stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(Duration::from_secs(10)))?;
            write!(stream, "GET {path} HTTP/1.0\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
            Ok(serde_json::from_str(body)?)
        };
        exchange().map_err(|error: std::io::Error| format!("could not read {path} of the stand-in: {error}"))
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        stop(&mut self.process);
    }
}

fn stop(process: &mut Child) {
    // What cannot be stopped has ended by itself.
    let _ = process.kill();
    let _ = process.wait();
}

/// The path of the program.
fn build(profile: Profile) -> Result<String, String> {
    let profile = match profile {
        Profile::Dev => "dev",
        Profile::Release => "release",
    };
    let output = Command::new(cargo_program())
        .args(["build", "--quiet", "--package", "leegality-cli", "--profile", profile])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(workspace())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("could not run cargo: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter_map(|message| message["executable"].as_str().map(str::to_owned));
    programs
        .next()
        .filter(|_| output.status.success())
        .ok_or_else(|| "could not build the stand-in".to_owned())
}
