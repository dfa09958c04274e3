//! Secrets do not reach any output, whatever the server does and however much is said.

use crate::support::{Run, StandIn, http, leegality, run, server};

const TOKEN: &str = "canary-token-5f1c2a";
const SIGN_URL: &str = "https://sandbox.leegality.com/sign/canary-9d3b-6f1e7a";

fn assert_keeps_secrets(run: &Run) {
    for canary in [TOKEN, "canary-9d3b-6f1e7a"] {
        assert!(!run.everything().contains(canary), "{run:?}");
    }
}

#[test]
fn of_signing() {
    let stand_in = StandIn::start();
    let echo = format!(
        r#"{{"status":0,"messages":[{{"code":"{TOKEN}","message":"{TOKEN} may not sign {SIGN_URL}"}}]}}"#
    );
    let signed =
        format!(r#"{{"status":1,"messages":[{{"code":"signing.success","message":"{TOKEN} {SIGN_URL}"}}]}}"#);
    let answers: [(String, &[i32]); 5] = [
        (stand_in.mock.base_url(), &[1]),
        (server(http("200 OK", &echo)), &[1]),
        (server(http("200 OK", &signed)), &[0]),
        (server(http("502 Bad Gateway", &format!("<p>{TOKEN} {SIGN_URL}"))), &[3]),
        ("http://127.0.0.1:1/api".to_owned(), &[4]),
    ];
    for (base_url, codes) in answers {
        for format in ["human", "json"] {
            let mut command = stand_in.leegality(&["sign", "--verbose", "--output", format]);
            command.args(["--sign-url", SIGN_URL, "--consent-by", "ops"]);
            command.env("LEEGALITY_BASE_URL", &base_url).env("LEEGALITY_AUTH_TOKEN", TOKEN);
            let run = run(&mut command);
            assert!(run.code.is_some_and(|code| codes.contains(&code)), "{run:?}");
            assert_keeps_secrets(&run);
        }
    }
}

#[test]
fn of_login() {
    let body = format!(
        r#"{{"code":"LE_ERR_SS_401","errors":[{{"message":"no {TOKEN} for {TOKEN}","code":"{TOKEN}"}}]}}"#
    );
    for format in ["human", "json"] {
        let mut command = leegality(&["login", "-v", "--username", "u", "--output", format]);
        command.env("LEEGALITY_BASE_URL", server(http("401 Unauthorized", &body)));
        command.env("LEEGALITY_PASSWORD", TOKEN);
        let run = run(&mut command);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert_keeps_secrets(&run);
    }
}
