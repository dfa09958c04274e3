use std::process::Command;

use crate::support::{StandIn, http, leegality, run, run_with_input, server};

fn log_in(stand_in: &StandIn, arguments: &[&str]) -> Command {
    let mut command = stand_in.leegality(&["login"]);
    command.args(arguments).env("LEEGALITY_USERNAME", stand_in.mock.username());
    command
}

#[test]
fn the_profile_is_printed_and_the_token_is_not() {
    let stand_in = StandIn::start();
    for end in ["", "\n", "\r\n"] {
        let password = format!("{}{end}", stand_in.mock.password());
        let run = run_with_input(&mut log_in(&stand_in, &["--password-stdin"]), &password);
        assert_eq!(run.code, Some(0), "{run:?}");
        for part in
            ["Test User", "Test Organization", "DOCUMENT_SIGN", "Test Department", "signDocument", "expires"]
        {
            assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
        }
        assert!(!run.everything().contains("eyJ"), "{run:?}");
        assert!(!run.everything().contains(stand_in.mock.password()), "{run:?}");
    }
}

#[test]
fn the_token_is_shown_on_demand() {
    let stand_in = StandIn::start();
    let mut command = log_in(&stand_in, &["--show-token"]);
    let run = run(command.env("LEEGALITY_PASSWORD", stand_in.mock.password()));
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("eyJ"), "{}", run.stdout);
}

#[test]
fn json_has_the_profile() {
    let stand_in = StandIn::start();
    let mut command = log_in(&stand_in, &["--output", "json"]);
    command.env("LEEGALITY_PASSWORD", stand_in.mock.password());
    let json = run(&mut command).json();
    assert_eq!(json["result"], "logged_in");
    assert_eq!(json["user"]["organization"]["name"], "Test Organization");
    assert_eq!(json["user"]["roles"][0]["entitlements"][0]["name"], "DOCUMENT_SIGN");
    assert_eq!(json["token_type"], "Bearer");
    assert!(json["expires_at"].is_string());
    assert!(json.get("access_token").is_none());

    let json = run(command.arg("--show-token")).json();
    assert!(json["access_token"].as_str().is_some_and(|token| token.starts_with("eyJ")));
}

#[test]
fn a_lifetime_that_no_calendar_has_breaks_nothing() {
    let answer = http("200 OK", r#"{"data":{"accessToken":"a.b.c","expiresIn":300000000000}}"#);
    let log_in = |output: &str| {
        let mut command = leegality(&["login", "--username", "user@acme.example", "--output", output]);
        command.env("LEEGALITY_BASE_URL", server(answer.as_bytes())).env("LEEGALITY_PASSWORD", "secret");
        run(&mut command)
    };
    let text = log_in("human");
    assert_eq!(text.code, Some(0), "{text:?}");
    assert!(text.stdout.contains("expires after the year 9999"), "{}", text.stdout);
    assert!(log_in("json").json()["expires_at"].is_null());
}

#[test]
fn a_wrong_password_is_1() {
    let stand_in = StandIn::start();
    let run = run(log_in(&stand_in, &[]).env("LEEGALITY_PASSWORD", "wrong"));
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("accounts lock"), "{}", run.stderr);
    assert_eq!(stand_in.mock.requests().len(), 1);
}

#[test]
fn without_a_password_or_a_user_nothing_is_sent() {
    let stand_in = StandIn::start();
    let asked = run(&mut log_in(&stand_in, &[]));
    assert_eq!(asked.code, Some(2), "{asked:?}");
    assert!(asked.stderr.contains("--password-stdin"), "{}", asked.stderr);
    let empty = run_with_input(&mut log_in(&stand_in, &["--password-stdin"]), "\n");
    assert_eq!(empty.code, Some(2), "{empty:?}");
    let nobody = run(stand_in.leegality(&["login"]).env("LEEGALITY_PASSWORD", "p"));
    assert_eq!(nobody.code, Some(2), "{nobody:?}");
    assert!(nobody.stderr.contains("--username"), "{}", nobody.stderr);
    assert!(stand_in.mock.requests().is_empty());
}

#[test]
fn an_answer_without_a_token_is_3() {
    let mut command = leegality(&["login", "--username", "u"]);
    command.env("LEEGALITY_BASE_URL", server(http("200 OK", "{}"))).env("LEEGALITY_PASSWORD", "p");
    assert_eq!(run(&mut command).code, Some(3));
}

#[test]
fn control_characters_of_a_profile_are_escaped() {
    let body = r#"{"data":{"accessToken":"t","name":"a\u001b[2Jb","username":"\u0007"}}"#;
    let mut command = leegality(&["login", "--username", "u"]);
    command.env("LEEGALITY_BASE_URL", server(http("200 OK", body))).env("LEEGALITY_PASSWORD", "p");
    let run = run(&mut command);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains(r"a\u{1b}[2Jb"), "{}", run.stdout);
    assert!(!run.stdout.contains(|c: char| c.is_control() && c != '\n'), "{}", run.stdout);
}
