//! What has to be put right before anything is sent: exit code 2.

use std::process::Command;

use crate::support::{StandIn, leegality, run};

/// Runs it for a person and for a program, and finds the complaint in both.
fn assert_complains(command: impl Fn() -> Command, complaint: &str) {
    let told = run(&mut command());
    assert_eq!(told.code, Some(2), "{told:?}");
    assert!(told.stderr.contains(complaint), "{complaint:?} is missing in {told:?}");
    assert!(told.stderr.lines().any(|line| line.starts_with("error: ")), "{told:?}");
    assert_eq!(told.stdout, "");

    let json = run(command().args(["--output", "json"]));
    assert_eq!(json.code, Some(2), "{json:?}");
    assert_eq!(json.json()["result"], "error");
    assert!(json.json()["message"].as_str().is_some_and(|message| !message.is_empty()), "{json:?}");
}

#[test]
fn settings_of_signing() {
    let stand_in = StandIn::start();
    let sign_url = stand_in.sign_url();
    let sign = || stand_in.leegality(&["sign", "--sign-url", &sign_url, "--consent-by", "ops"]);
    let with = |name: &'static str, value: &'static str| {
        move || {
            let mut command = sign();
            command.env(name, value);
            command
        }
    };

    assert_complains(with("LEEGALITY_BASE_URL", ""), "no environment is chosen");
    assert_complains(with("LEEGALITY_ENVIRONMENT", "sandbox"), "both set");
    assert_complains(with("LEEGALITY_BASE_URL", "http://leegality.example/api"), "LEEGALITY_BASE_URL");
    assert_complains(with("LEEGALITY_AUTH_TOKEN", ""), "set LEEGALITY_AUTH_TOKEN");
    assert_complains(with("LEEGALITY_AUTH_TOKEN", " token"), "LEEGALITY_AUTH_TOKEN");
    assert_complains(with("LEEGALITY_PROFILE_ID", ""), "--profile-id");
    assert_complains(with("LEEGALITY_PROFILE_ID", "two\nlines"), "control character");
    assert!(stand_in.mock.requests().is_empty());
}

#[test]
fn arguments_of_signing() {
    let stand_in = StandIn::start();
    let sign_url = stand_in.sign_url();
    let directory = tempfile::tempdir().expect("a directory");
    let directory = directory.path().to_str().expect("a path in UTF-8");

    assert_complains(|| stand_in.leegality(&["sign"]), "--sign-url");
    for bad in ["", "not a URL", "http://sandbox.leegality.com/sign/abc", "https://sandbox.leegality.com/"] {
        let sign = ["sign", "--consent-by", "ops", "--sign-url", bad];
        assert_complains(|| stand_in.leegality(&sign), "the sign URL");
    }
    assert_complains(|| stand_in.leegality(&["sign", "--sign-url", &sign_url]), "--consent-by");
    assert_complains(|| stand_in.leegality(&["sign", "--sign-url", "-"]), "--consent-by");
    let sign = ["sign", "--sign-url", &sign_url, "--consent-by", ""];
    assert_complains(|| stand_in.leegality(&sign), "the principal who consents is empty");
    let sign = ["sign", "--sign-url", &sign_url, "--consent-by", "ops", "--record", directory];
    assert_complains(|| stand_in.leegality(&sign), "cannot be opened");
    assert!(stand_in.mock.requests().is_empty());
}

#[test]
fn arguments_of_the_others() {
    assert_complains(|| leegality(&["mock", "--listen", "nowhere"]), "--listen");
    assert_complains(|| leegality(&["mock", "--listen", "127.0.0.1:0", "--auth-token", ""]), "auth token");
    assert_complains(|| leegality(&["mock", "--fault", "lightning"]), "reset-before-reading");
    assert_complains(|| leegality(&["mock", "--https", "forged"]), "not-yet-valid");
    assert_complains(|| leegality(&["mock", "--root-certificate", "root.pem"]), "--https");
    assert_complains(|| leegality(&["sgin"]), "sgin");
    assert_complains(|| leegality(&["sg\u{1b}in"]), r"sg\u{1b}in");
    assert_complains(|| leegality(&["login", "--password", "hunter2"]), "--password");
}

#[test]
fn a_secret_in_the_wrong_place_is_not_repeated() {
    let sign_url = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c";
    for arguments in [&["sign", sign_url][..], &[sign_url], &["login", "6069cd1e-961f-47b1"]] {
        for format in ["human", "json"] {
            let run = run(leegality(arguments).args(["--output", format]));
            assert_eq!(run.code, Some(2));
            assert!(!run.everything().contains("6069cd1e"), "{run:?}");
        }
    }
}

#[test]
fn help_has_the_exit_codes_and_the_variables() {
    let help = run(&mut leegality(&["--help"]));
    assert_eq!(help.code, Some(0));
    for essential in ["Exit codes:", "130", "LEEGALITY_ENVIRONMENT", "LEEGALITY_AUTH_TOKEN", "leegality demo"]
    {
        assert!(help.stdout.contains(essential), "{essential}");
    }
    for command in ["demo", "consent", "sign", "login", "mock", "completions"] {
        let help = run(&mut leegality(&[command, "--help"]));
        assert_eq!(help.code, Some(0), "{command}");
        assert!(help.stdout.contains("Example:"), "{command}");
    }
}
