//! Signatures that fail: the exit code, the record, and what a person is told to do.

use std::fs;

use leegality::RecordedOutcome;

use crate::support::{Run, StandIn, http, leegality, listener, records, run, server};

const SANDBOX_SIGN_URL: &str = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c";
const SIGN: [&str; 7] =
    ["sign", "--sign-url", SANDBOX_SIGN_URL, "--profile-id", "d4NrfHV", "--consent-by", "ops@acme.example"];

/// Signs at a server of the test's own, for a person and for a program.
fn sign_at(base_url: &str) -> (Run, Run) {
    let sign = |more: &[&str]| {
        let mut command = leegality(&SIGN);
        command.args(more).env("LEEGALITY_BASE_URL", base_url).env("LEEGALITY_AUTH_TOKEN", "throwaway");
        run(&mut command)
    };
    (sign(&[]), sign(&["--output", "json"]))
}

#[test]
fn a_refusal_is_1() {
    let stand_in = StandIn::start();
    let sign_url = stand_in.sign_url();
    let sign = ["sign", "--sign-url", &sign_url, "--consent-by", "ops", "--profile-id", "no-such-profile"];
    let told = run(&mut stand_in.leegality(&sign));
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        told.stderr.contains("error: not signed: the account has no DocSigner profile"),
        "{}",
        told.stderr
    );
    assert!(told.stderr.contains("next: this call signed nothing"), "{}", told.stderr);
    assert_eq!(told.stdout, "");

    let json = run(stand_in.leegality(&sign).args(["--output", "json"])).json();
    assert_eq!(json["result"], "refused");
    assert_eq!(json["kind"], "profile_not_exists");
    assert_eq!(json["code"], "profile.not.exists");
    assert_eq!(json["http_status"], 200);
    assert_eq!(json["attempts"], 1);
    assert_eq!(json["messages"][0]["code"], "profile.not.exists");
    assert_eq!(json["record"]["outcome"], "refused");
    assert_eq!(stand_in.signatures(), 0);
}

#[test]
fn a_server_that_asks_to_wait_says_how_long() {
    let answer = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3600\r\ncontent-length: 0\r\n\r\n";
    let (told, json) = sign_at(&server(answer));
    assert_eq!((told.code, json.code), (Some(1), Some(1)), "{told:?}");
    assert!(told.stderr.contains("in 3600 s"), "{}", told.stderr);
    assert_eq!(json.json()["retry_after_seconds"], 3600);
}

#[test]
fn a_lost_connection_is_3() {
    let (told, json) = sign_at(&server(""));
    assert_eq!((told.code, json.code), (Some(3), Some(3)), "{told:?}");
    assert!(told.stderr.contains("may have been signed"), "{}", told.stderr);
    assert!(told.stderr.contains("next: do not sign again yet"), "{}", told.stderr);
    assert_eq!(json.json()["result"], "unknown");
    assert_eq!(json.json()["record"]["outcome"], "unknown");
}

#[test]
fn a_server_error_is_3() {
    let (told, json) = sign_at(&server(http("500 Internal Server Error", "{}")));
    assert_eq!((told.code, json.code), (Some(3), Some(3)), "{told:?}");
}

#[test]
fn a_refused_connection_is_4() {
    // The listener is gone, and with it whoever would accept.
    let base_url = listener().1;
    let (told, json) = sign_at(&base_url);
    assert_eq!((told.code, json.code), (Some(4), Some(4)), "{told:?}");
    assert!(told.stderr.contains("caused by: "), "{}", told.stderr);
    assert!(told.stderr.contains("next: nothing was sent"), "{}", told.stderr);
    assert_eq!(json.json()["result"], "not_sent");
    assert_eq!(json.json()["kind"], "connect");
    assert!(json.json()["caused_by"].is_array());
}

#[test]
fn another_environment_is_4() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("records.jsonl");
    let mut command = leegality(&SIGN);
    command.args(["--output", "json", "--record"]).arg(&file);
    command.env("LEEGALITY_ENVIRONMENT", "production").env("LEEGALITY_AUTH_TOKEN", "throwaway");
    let run = run(&mut command);
    assert_eq!(run.code, Some(4), "{run:?}");
    assert_eq!(run.json()["kind"], "wrong_environment");
    assert_eq!(run.json()["attempts"], 0);
    let records = records(&fs::read_to_string(&file).expect("the file is there"));
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].outcome(), RecordedOutcome::NotSent);
}

#[test]
fn control_characters_of_the_server_are_escaped() {
    let body = r#"{"status":0,"messages":[{"code":"odd\u001b[31m","message":"a\u001b]0;b\u0007\r\nc\u009b2J\u007f\u202e"}]}"#;
    let (told, json) = sign_at(&server(http("200 OK", body)));
    assert_eq!((told.code, json.code), (Some(1), Some(1)), "{told:?}");
    assert!(told.stderr.contains(r"a\u{1b}]0;b\u{7}\r\nc\u{9b}2J\u{7f}\u{202e}"), "{}", told.stderr);
    for run in [&told, &json] {
        let is_harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!run.everything().contains(is_harmful), "{run:?}");
    }
    assert_eq!(json.json()["messages"][0]["text"], "a\u{1b}]0;b\u{7}\r\nc\u{9b}2J\u{7f}\u{202e}");
    assert_eq!(json.json()["code"], serde_json::Value::Null);
}
