//! Signatures that succeed, and what is kept of them.

use std::fs;

use leegality::{Consent, Invitation, RecordedOutcome, SigningRecord};

use crate::support::{StandIn, records, run, run_with_input};

#[test]
fn a_signature_is_shown_and_recorded() {
    let stand_in = StandIn::start();
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("records.jsonl");
    let path = file.to_str().expect("a path in UTF-8");
    let sign_url = stand_in.sign_url();

    let sign = ["sign", "--sign-url", &sign_url, "--consent-by", "ops@acme.example", "--record", path];
    let first = run(&mut stand_in.leegality(&sign));
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(first.stdout.starts_with("signed\n"), "{}", first.stdout);
    assert!(first.stdout.contains("signing.success"));
    assert!(first.stderr.contains(Consent::STATEMENT), "{}", first.stderr);

    let second = run(&mut stand_in.leegality(&sign));
    assert_eq!(second.code, Some(1), "{second:?}");

    let records = records(&fs::read_to_string(&file).expect("the file is there"));
    let outcomes: Vec<_> = records.iter().map(SigningRecord::outcome).collect();
    assert_eq!(outcomes, [RecordedOutcome::Signed, RecordedOutcome::Refused]);
    let invitation = Invitation::new(
        sign_url.parse().expect("a sign URL"),
        stand_in.mock.profile_id().parse().expect("a profile id"),
    );
    assert_eq!(records[0].fingerprint(), invitation.fingerprint());
    assert_eq!(records[0].consent().principal(), "ops@acme.example");
    assert_eq!(stand_in.signatures(), 1);
}

#[test]
fn json_holds_the_record_and_the_messages() {
    let stand_in = StandIn::start();
    let sign_url = stand_in.sign_url();
    let run = run(&mut stand_in.leegality(&[
        "--output",
        "json",
        "sign",
        "--sign-url",
        &sign_url,
        "--consent-by",
        "ops@acme.example",
    ]));
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.json()["result"], "signed");
    assert_eq!(run.json()["messages"][0]["code"], "signing.success");
    let record: SigningRecord = serde_json::from_value(run.json()["record"].clone()).expect("a record");
    assert_eq!(record.outcome(), RecordedOutcome::Signed);
}

#[test]
fn a_sign_url_comes_from_standard_input() {
    let stand_in = StandIn::start();
    for (sign_url, end) in stand_in.mock.sign_urls().iter().zip(["", "\n", "\r\n"]) {
        let mut command = stand_in.leegality(&["sign", "--sign-url", "-", "--consent-by", "ops"]);
        let run = run_with_input(&mut command, &format!("{sign_url}{end}"));
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    assert_eq!(stand_in.signatures(), 3);
}

#[test]
fn standard_input_holds_one_sign_url() {
    let stand_in = StandIn::start();
    let two = stand_in.mock.sign_urls()[..2].join("\n");
    for (input, complaint) in [(two.as_str(), "more than one line"), ("", "is empty")] {
        let mut command = stand_in.leegality(&["sign", "--sign-url", "-", "--consent-by", "ops"]);
        let run = run_with_input(&mut command, input);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(complaint), "{}", run.stderr);
    }
    assert!(stand_in.mock.requests().is_empty());
}
