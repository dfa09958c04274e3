//! The examples of `tests/examples`, run as programs against a stand-in. `web_handler` has a test of its own; what
//! `own_trait` and `mock_in_tests` show most of all are the unit tests in them, which `cargo test` runs as well.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Output, Stdio};

use leegality::{Consent, RecordedOutcome, SigningRecord};
use leegality_mock::{Fault, Mock, Signs};
use support::child;

/// What an example said, and its exit code.
struct Said {
    text: String,
    code: Option<i32>,
}

/// Runs an example as a caller of the stand-in.
async fn run(mock: &Mock, program: &'static str, arguments: &[&str], input: &str) -> Said {
    let (url, token) = (mock.base_url(), mock.auth_token());
    let (username, password) = (mock.username(), mock.password());
    let mut command = child::command(
        program,
        &[
            ("LEEGALITY_BASE_URL", &url),
            ("LEEGALITY_AUTH_TOKEN", token),
            ("LEEGALITY_USERNAME", username),
            ("LEEGALITY_PASSWORD", password),
            ("TIMEOUT_SECONDS", "2"),
        ],
    );
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let input = input.to_owned();
    let output: Output = tokio::task::spawn_blocking(move || {
        let mut process = command.spawn().unwrap();
        process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        process.wait_with_output().unwrap()
    })
    .await
    .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    for secret in [&mock.sign_urls()[0], token, password] {
        assert!(!text.contains(secret), "the example shows a secret:\n{text}");
    }
    Said { text, code: output.status.code() }
}

impl Said {
    #[track_caller]
    fn assert_says(&self, expected: &str) {
        assert!(self.text.contains(expected), "expected `{expected}` in:\n{}", self.text);
    }

    /// The signing record among the lines.
    fn record(&self) -> SigningRecord {
        let line = self.text.lines().find(|line| line.starts_with('{')).expect("a record is printed");
        serde_json::from_str(line).unwrap()
    }
}

async fn sign_one(mock: &Mock) -> Said {
    let arguments = [mock.profile_id(), "tester@acme.example"];
    run(mock, env!("CARGO_BIN_EXE_sign_one"), &arguments, &mock.sign_urls()[0]).await
}

#[tokio::test]
async fn sign_one_says_what_became_of_it() {
    let mock = Mock::builder().faults([Fault::None, Fault::None, Fault::Reset(Signs::Before)]).start();
    let mock = mock.await.unwrap();

    let said = sign_one(&mock).await;
    said.assert_says(Consent::STATEMENT);
    said.assert_says("\nsigned\n");
    let record = said.record();
    assert_eq!((said.code, record.outcome()), (Some(0), RecordedOutcome::Signed));
    assert_eq!(record.consent().principal(), "tester@acme.example");
    assert_eq!(mock.ledger()[0].count, 1);

    let said = sign_one(&mock).await;
    said.assert_says("refused, ");
    assert_eq!((said.code, said.record().outcome()), (Some(1), RecordedOutcome::Refused));

    let said = sign_one(&mock).await;
    said.assert_says("may be signed, look it up");
    assert_eq!((said.code, said.record().outcome()), (Some(1), RecordedOutcome::Unknown));
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn session_logs_in_once_for_all_tasks_and_once_more_after_a_refusal() {
    let mock = Mock::start().await.unwrap();
    let said = run(&mock, env!("CARGO_BIN_EXE_session"), &[], "").await;
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert_eq!(said.text.matches("a task has Sensitive").count(), 10);
    said.assert_says("logged in as ");
    said.assert_says("another session: true");
    assert_eq!(mock.requests().len(), 2);
}

async fn reconcile(mock: &Mock) -> Said {
    let arguments = [mock.profile_id(), "tester@acme.example"];
    run(mock, env!("CARGO_BIN_EXE_reconcile"), &arguments, &mock.sign_urls()[0]).await
}

#[tokio::test]
async fn reconcile_signs_once_more_after_an_unknown_outcome() {
    let mock = Mock::builder().faults([Fault::Reset(Signs::Never)]).start().await.unwrap();
    let said = reconcile(&mock).await;
    said.assert_says("signed, after 2 attempts");
    assert_eq!((said.code, said.record().outcome()), (Some(0), RecordedOutcome::Signed));
    assert_eq!(mock.ledger()[0].count, 1);
}

#[tokio::test]
async fn reconcile_leaves_to_a_person_what_the_second_answer_cannot_settle() {
    let mock = Mock::builder().faults([Fault::Reset(Signs::Before)]).start().await.unwrap();
    let said = reconcile(&mock).await;
    said.assert_says("may be signed: a person has to look, after 2 attempts");
    assert_eq!((said.code, said.record().outcome()), (Some(3), RecordedOutcome::Unknown));
    assert_eq!(mock.ledger()[0].count, 1);
}

#[tokio::test]
async fn own_trait_signs_a_batch_and_puts_the_lost_one_aside() {
    let mock = Mock::builder().faults([Fault::None, Fault::Reset(Signs::Before)]).start().await.unwrap();
    let urls = mock.sign_urls().join("\n");
    let said = run(&mock, env!("CARGO_BIN_EXE_own_trait"), &[mock.profile_id()], &urls).await;
    assert_eq!(said.code, Some(0), "{}", said.text);
    assert!(mock.ledger().iter().all(|entry| entry.count == 1));
    // Fingerprints have 64 digits.
    let (_, aside) = said.text.split_once("may_be_signed: [").expect("the summary is printed");
    let (aside, rest) = aside.split_once(']').unwrap();
    assert_eq!(aside.matches('"').count(), 2, "{}", said.text);
    assert!(rest.contains("not_signed: []"), "{}", said.text);
}

#[tokio::test]
async fn mock_in_tests_tells_the_customer() {
    let mock = Mock::start().await.unwrap();
    let said =
        run(&mock, env!("CARGO_BIN_EXE_mock_in_tests"), &[mock.profile_id()], &mock.sign_urls()[0]).await;
    assert_eq!((said.text.as_str(), said.code), ("Your contract is signed.\n", Some(0)));
}
