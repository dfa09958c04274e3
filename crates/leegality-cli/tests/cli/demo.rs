use leegality::Consent;
use serde_json::Value;

use crate::support::{leegality, run};

#[test]
fn every_step_comes_out_as_it_should() {
    let run = run(&mut leegality(&["demo"]));
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stderr, "");
    for essential in [
        "Log in to Sign Station",
        "POST /api/api/v1/auth/login",
        Consent::STATEMENT,
        "POST /api/v3.0/sign/docSigner/invitation",
        "signing.success",
        "profile.not.exists",
        "the sign URL belongs to the sandbox, and this client is",
        "invitation.not.exists",
        "ledger",
        "Summary",
        "All 8 steps came out as they should.",
        "Nothing left this machine, and nothing was legally signed.",
    ] {
        assert!(run.stdout.contains(essential), "{essential} is missing in\n{}", run.stdout);
    }
    assert!(!run.stdout.contains('✗'), "{}", run.stdout);
    assert!(!run.stdout.contains('\u{1b}'), "colours, and nobody looks");
}

#[test]
fn json_is_one_object() {
    let run = run(&mut leegality(&["demo", "--output", "json"]));
    assert_eq!(run.code, Some(0), "{run:?}");
    let (story, summary) = (&run.json()["steps"], &run.json()["summary"]);
    let steps = story.as_array().expect("a list of steps");
    assert_eq!(steps.len(), 8);
    assert!(steps.iter().all(|step| step["as_expected"] == true));
    let ended: Vec<&Value> = steps.iter().map(|step| &step["ended"]).collect();
    assert_eq!(
        ended,
        ["no_call", "logged_in", "no_call", "signed", "refused", "not_sent", "refused", "no_call"]
    );
    assert_eq!(summary["as_expected"], true);
    assert_eq!(summary["signed"], 1);
}

#[test]
fn the_settings_of_the_person_who_runs_it_do_not_matter() {
    let mut command = leegality(&["demo"]);
    command
        .env("LEEGALITY_ENVIRONMENT", "production")
        .env("LEEGALITY_AUTH_TOKEN", "of the real one")
        .env("HTTP_PROXY", "http://127.0.0.1:1")
        .env("HTTPS_PROXY", "http://127.0.0.1:1")
        .env("ALL_PROXY", "http://127.0.0.1:1");
    assert_eq!(run(&mut command).code, Some(0));
}
