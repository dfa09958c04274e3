//! Ctrl-C while the answer is awaited.
#![cfg(unix)]

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use leegality::RecordedOutcome;

use crate::support::{Run, leegality, listener, read_request, records};

const SIGN_URL: &str = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c";

pub(crate) fn send(signal: &str, process: u32) {
    let status = Command::new("kill").args([signal, &process.to_string()]).status().expect("kill runs");
    assert!(status.success());
}

/// Runs a call against a server that reads the request and never answers, and interrupts it.
fn interrupted(command: &mut Command, signal: &str) -> Run {
    let (listener, base_url) = listener();
    command.env("LEEGALITY_BASE_URL", base_url).env("LEEGALITY_AUTH_TOKEN", "throwaway");
    let child = command.spawn().expect("the command runs");
    let (mut stream, _) = listener.accept().expect("the command connects");
    read_request(&mut stream);
    thread::sleep(Duration::from_millis(50));
    send(signal, child.id());
    let run = Run::from(child.wait_with_output().expect("the command ends"));
    drop(stream);
    run
}

#[test]
fn a_signature_may_have_happened() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("records.jsonl");
    let sign = |format: &str, signal: &str| {
        let mut command =
            leegality(&["sign", "--sign-url", SIGN_URL, "--consent-by", "ops", "--profile-id", "p"]);
        interrupted(command.args(["--output", format, "--record"]).arg(&file), signal)
    };
    let told = sign("human", "-INT");
    let json = sign("json", "-TERM");
    let records = records(&fs::read_to_string(&file).expect("the file is there"));

    assert_eq!((told.code, json.code), (Some(130), Some(130)), "{told:?}");
    assert!(told.stderr.contains("the document may have been signed"), "{}", told.stderr);
    assert!(told.stderr.contains(records[0].fingerprint()), "{}", told.stderr);
    assert_eq!(json.json()["result"], "unknown");
    assert_eq!(json.json()["kind"], "interrupted");
    assert_eq!(json.json()["record"]["fingerprint"], records[0].fingerprint());
    assert_eq!(records.len(), 2);
    assert!(records.iter().all(|record| record.outcome() == RecordedOutcome::Unknown));
}

#[test]
fn a_login_is_interrupted() {
    let mut command = leegality(&["login", "--username", "u"]);
    let run = interrupted(command.env("LEEGALITY_PASSWORD", "p"), "-INT");
    assert_eq!(run.code, Some(130), "{run:?}");
}
