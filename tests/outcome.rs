//! May it have happened? Every kind of answer, and of missing answer, to both calls.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use leegality::Outcome::{self, NotSent, Refused, Unknown};
use leegality::{Client, Environment, ErrorKind, RetryPolicy};
use support::server::{ClosedPort, Reply, Server};
use support::stage::Stage;
use support::{render, sample};

fn envelope(status: &str, code: &str) -> String {
    format!(r#"{{"status":{status},"data":{{}},"messages":[{{"code":"{code}","message":"Text."}}]}}"#)
}

#[tokio::test]
async fn status_gives_the_verdict() {
    let stage = Stage::new().await;
    for code in ["signing.success", "simpleWorkFlow.success", "brand.new", ""] {
        assert_eq!(stage.sign(Reply::json(200, &envelope("1", code))).await, (None, None), "{code}");
    }
    assert_eq!(stage.sign(Reply::json(200, r#"{"status":1}"#)).await, (None, None));

    for (code, kind) in [
        ("invitation.not.exists", ErrorKind::InvitationNotExists),
        ("invalid.consent", ErrorKind::InvalidConsent),
        ("profile.not.exists", ErrorKind::ProfileNotExists),
        ("brand.new", ErrorKind::NotSigned),
        ("", ErrorKind::NotSigned),
    ] {
        let answer = stage.sign(Reply::json(200, &envelope("0", code))).await;
        assert_eq!(answer, (Some(Refused), Some(kind)), "{code}");
    }
    let answer = stage.sign(Reply::json(200, r#"{"status":0}"#)).await;
    assert_eq!(answer, (Some(Refused), Some(ErrorKind::NotSigned)));
}

#[tokio::test]
async fn a_status_that_is_neither_0_nor_1_decides_nothing() {
    let stage = Stage::new().await;
    for status in ["2", "-1", "10", "null", "\"1\"", "\"0\"", "true", "false", "1.5", "[]", "{}"] {
        for code in ["signing.success", "invalid.consent"] {
            let answer = stage.sign(Reply::json(200, &envelope(status, code))).await;
            assert_eq!(answer, (Some(Unknown), Some(ErrorKind::UnreadableResponse)), "{status} {code}");
        }
    }
    for body in ["{}", r#"{"Status":1}"#, r#"{"messages":[]}"#, r#"{"data":{"status":1}}"#] {
        let answer = stage.sign(Reply::json(200, body)).await;
        assert_eq!(answer, (Some(Unknown), Some(ErrorKind::UnreadableResponse)), "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_contradicts_itself_decides_nothing() {
    let stage = Stage::new().await;
    let contradiction = (Some(Unknown), Some(ErrorKind::Contradiction));
    for (status, code) in [
        ("0", "signing.success"),
        ("1", "invitation.not.exists"),
        ("1", "invalid.consent"),
        ("1", "profile.not.exists"),
    ] {
        assert_eq!(stage.sign(Reply::json(200, &envelope(status, code))).await, contradiction, "{code}");
        // The code may stand anywhere among the messages.
        let late = format!(r#"{{"status":{status},"messages":[{{}},{{"code":"a"}},{{"code":"{code}"}}]}}"#);
        assert_eq!(stage.sign(Reply::json(200, &late)).await, contradiction, "{code}");
    }
    for http_status in [307, 308, 400, 401, 403, 404, 409, 422, 429] {
        let answer = stage.sign(Reply::json(http_status, sample::SIGNED)).await;
        assert_eq!(answer, contradiction, "HTTP {http_status}");
        let answer = stage.sign(Reply::json(http_status, &envelope("0", "signing.success"))).await;
        assert_eq!(answer, contradiction, "HTTP {http_status} with status 0 and signing.success");
        let answer = stage.sign(Reply::json(http_status, &envelope("1", "brand.new"))).await;
        assert_eq!(answer, contradiction, "HTTP {http_status} with status 1 and an unknown code");
    }
    for http_status in [201, 202, 203, 206, 299, 301, 408, 499, 500, 502, 503] {
        let answer = stage.sign(Reply::json(http_status, sample::SIGNED)).await;
        assert_eq!(answer.0, Some(Unknown), "HTTP {http_status}");
    }
}

#[tokio::test]
async fn a_status_of_1_beside_a_refusal_counts_whatever_else_the_body_holds() {
    let stage = Stage::new().await;
    let rests = [
        "",
        ".0",
        r#","status":0"#,
        r#","data":[]"#,
        r#","data":"x""#,
        r#","messages":{}"#,
        r#","messages":[null]"#,
    ];
    let mut refused = Vec::new();
    for rest in rests {
        let body = format!(r#"{{"status":1{rest}}}"#);
        if stage.sign(Reply::json(400, &body)).await.0 != Some(Unknown) {
            refused.push(body);
        }
    }
    assert!(refused.is_empty(), "these bodies under HTTP 400 are not Unknown: {refused:?}");
}

/// What an HTTP status means by itself, for both calls.
fn by_status(status: u16) -> Outcome {
    match status {
        408 | 499 => Unknown,
        307 | 308 | 400..=499 => Refused,
        _ => Unknown,
    }
}

const STATUSES: [u16; 43] = [
    201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 399, 400, 401, 402,
    403, 404, 405, 407, 408, 409, 410, 413, 415, 418, 421, 422, 425, 426, 429, 431, 451, 499, 500, 502, 503,
    504,
];

#[tokio::test]
async fn every_other_http_status_means_the_same_whatever_the_body() {
    let stage = Stage::new().await;
    for status in STATUSES.into_iter().chain([501, 505, 511, 520, 524, 599]) {
        let html = "<html><body>Bad gateway</body></html>";
        for body in ["", html, "{}", r#"{"status":0,"messages":[{"code":"invalid.consent"}]}"#, "[1,2"] {
            let answer = stage.sign(Reply::json(status, body)).await;
            assert_eq!(answer.0, Some(by_status(status)), "signing, HTTP {status}, {body}: {:?}", answer.1);
            let answer = stage.login(Reply::json(status, body)).await;
            assert_eq!(answer.0, Some(by_status(status)), "login, HTTP {status}, {body}: {:?}", answer.1);
        }
        // No token under another status than 200 makes a session.
        let answer = stage.login(Reply::json(status, sample::LOGGED_IN)).await;
        assert_eq!(answer.0, Some(by_status(status)), "login, HTTP {status} with a token");
    }
}

#[tokio::test]
async fn the_kinds_of_http_statuses() {
    let stage = Stage::new().await;
    for (status, kind) in [
        (204, ErrorKind::UnreadableResponse),
        (302, ErrorKind::Redirected),
        (307, ErrorKind::Redirected),
        (308, ErrorKind::Redirected),
        (400, ErrorKind::HttpStatus),
        (401, ErrorKind::Unauthorized),
        (403, ErrorKind::Unauthorized),
        (408, ErrorKind::HttpStatus),
        (429, ErrorKind::RateLimited),
        (503, ErrorKind::HttpStatus),
    ] {
        assert_eq!(stage.sign(Reply::json(status, "")).await.1, Some(kind), "signing, HTTP {status}");
        assert_eq!(stage.login(Reply::json(status, "")).await.1, Some(kind), "login, HTTP {status}");
    }
}

#[tokio::test]
async fn a_200_that_is_not_the_documented_json_decides_nothing() {
    let stage = Stage::new().await;
    for body in
        ["", " ", "<html>Maintenance</html>", "null", "1", "[]", "\"signed\"", "{\"status\":1", "\u{feff}{}"]
    {
        let unreadable = (Some(Unknown), Some(ErrorKind::UnreadableResponse));
        assert_eq!(stage.sign(Reply::json(200, body)).await, unreadable, "signing: {body:?}");
        assert_eq!(stage.login(Reply::json(200, body)).await, unreadable, "login: {body:?}");
    }
}

#[tokio::test]
async fn a_login_needs_a_token_that_fits_a_header() {
    let stage = Stage::new().await;
    assert_eq!(stage.login(Reply::json(200, sample::LOGGED_IN)).await, (None, None));
    for token in ["null", "\"\"", "\"a\\nb\"", "\"a b\"", "\"\u{fc}\"", "7"] {
        let body = format!(r#"{{"code":"LE_SS_301","data":{{"accessToken":{token}}}}}"#);
        let answer = stage.login(Reply::json(200, &body)).await;
        assert_eq!(answer, (Some(Unknown), Some(ErrorKind::UnreadableResponse)), "{token}");
    }
    for body in [r#"{"code":"LE_SS_301"}"#, r#"{"data":null}"#, r#"{"data":{}}"#] {
        assert_eq!(stage.login(Reply::json(200, body)).await.0, Some(Unknown), "{body}");
    }
}

/// A gateway's page says no less than an answer without a body.
#[tokio::test]
async fn a_body_that_is_not_the_documented_one_leaves_the_status_of_a_login_as_it_is() {
    for body in ["", "<html></html>", "[]", r#"{"errors":1}"#] {
        let reply = |status| Reply::new(status, &["retry-after: 7"], body);
        let server = Server::start([reply(401), reply(500)]).await;
        let client = sample::client(&server).build().unwrap();
        let error = client.login(&sample::credentials()).await.unwrap_err();
        assert_eq!((error.outcome(), error.kind()), (Refused, ErrorKind::Unauthorized), "{body}");
        assert!(
            error.to_string().ends_with("it may also be the username or the password"),
            "{body}: {error}"
        );
        let error = client.login(&sample::credentials()).await.unwrap_err();
        assert_eq!((error.outcome(), error.http_status()), (Unknown, Some(500)), "{body}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)), "{body}");
    }
}

/// A server that failed may have issued a token, whatever its codes say.
#[tokio::test]
async fn a_code_does_not_change_what_the_http_status_of_a_login_means() {
    let stage = Stage::new().await;
    let body = |code: &str| format!(r#"{{"code":"LE_ERR_SS_401","errors":[{{"code":"{code}"}}]}}"#);
    for code in ["LE_ERR_SS_301", "LE_SS_301", "brand.new"] {
        assert_eq!(stage.login(Reply::json(401, &body(code))).await.0, Some(Refused), "HTTP 401, {code}");
    }
    for code in ["LE_ERR_SS_301", "LE_SS_301", "brand.new"] {
        assert_eq!(stage.login(Reply::json(500, &body(code))).await.0, Some(Unknown), "HTTP 500, {code}");
    }
}

#[tokio::test]
async fn an_answer_above_the_limit_is_not_read() {
    let stage = Stage::new().await;
    let padded = |length: usize| {
        let frame = r#"{"status":1,"x":""}"#.len();
        format!(r#"{{"status":1,"x":"{}"}}"#, "x".repeat(length - frame))
    };
    let (fits, too_large) = (padded(10_000), padded(10_001));
    let refused = (Some(Unknown), Some(ErrorKind::ResponseTooLarge));

    assert_eq!(stage.sign(Reply::json(200, &fits)).await, (None, None));
    assert_eq!(stage.sign(Reply::chunked(200, &[&fits[..5_000], &fits[5_000..]])).await, (None, None));
    assert_eq!(stage.sign(Reply::json(200, &too_large)).await, refused);
    assert_eq!(stage.sign(Reply::chunked(200, &[&too_large[..5_000], &too_large[5_000..]])).await, refused);
    assert_eq!(stage.login(Reply::chunked(200, &[&too_large])).await, refused);
    // The limit strikes while the server is still sending: it is not waited for.
    let endless = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".to_vec();
    assert_eq!(stage.sign(Reply::Stall(endless)).await, refused);
    let chunks =
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2711\r\n{}\r\n", "x".repeat(0x2711));
    assert_eq!(stage.sign(Reply::Stall(chunks.into_bytes())).await, refused);
}

#[tokio::test]
async fn a_connection_that_is_lost_after_sending_decides_nothing() {
    let stage = Stage::new().await;
    for reply in [
        Reply::Drop,
        Reply::Bytes(Vec::new()),
        Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()),
        Reply::cut_short(200, sample::SIGNED),
        Reply::cut_short(200, sample::NOT_EXISTS),
        Reply::Bytes(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"sta".to_vec()),
    ] {
        let lost = (Some(Unknown), Some(ErrorKind::ConnectionLost));
        assert_eq!(stage.sign(reply.clone()).await, lost, "signing: {reply:?}");
        assert_eq!(stage.login(reply.clone()).await, lost, "login: {reply:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_decides_nothing() {
    let stage = Stage::new().await;
    for answer in ["not HTTP at all\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n"] {
        let reply = Reply::Bytes(answer.into());
        let unreadable = (Some(Unknown), Some(ErrorKind::UnreadableResponse));
        assert_eq!(stage.sign(reply.clone()).await, unreadable, "signing: {answer:?}");
        assert_eq!(stage.login(reply).await, unreadable, "login: {answer:?}");
    }
}

#[tokio::test]
async fn a_timeout_decides_nothing() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"status\"".to_vec();
    for reply in [Reply::Stall(Vec::new()), Reply::Stall(head)] {
        let server = Server::start([reply.clone(), reply.clone()]).await;
        let client = sample::client(&server)
            .connect_timeout(Duration::from_millis(1_400))
            .timeout(Duration::from_millis(1_500))
            .build()
            .unwrap();
        let (invitation, credentials) = (sample::invitation(), sample::credentials());
        let (signing, login) =
            tokio::join!(client.sign_invitation(&invitation, sample::consent()), client.login(&credentials));
        for error in [signing.unwrap_err(), login.unwrap_err()] {
            let what = render::error(&error);
            assert_eq!((error.outcome(), error.kind()), (Unknown, ErrorKind::Timeout), "{reply:?}: {what}");
        }
        assert_eq!(server.requests().len(), 2, "{reply:?}");
    }
}

#[tokio::test]
async fn no_connection_means_not_sent() {
    let closed = ClosedPort::reserve();
    let environment = Environment::custom(closed.base_url()).unwrap();
    let client = Client::builder(environment)
        .auth_token(sample::auth_token())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();

    let error = client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind(), error.attempts()), (NotSent, ErrorKind::Connect, 1));
    assert_eq!(error.record().expect("a record").outcome(), NotSent.into(), "{}", render::error(&error));
    let error = client.login(&sample::credentials()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind(), error.attempts()), (NotSent, ErrorKind::Connect, 1));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let stage = Stage::new().await;
    let elsewhere = Server::start([]).await;
    for status in [300, 301, 302, 303, 304, 305, 306, 307, 308] {
        for target in [elsewhere.base_url(), stage.server.base_url()] {
            let location = format!("location: {target}/v3.0/sign/docSigner/invitation");
            let reply = Reply::new(status, &[&location], "");
            assert_eq!(stage.sign(reply.clone()).await.0, Some(by_status(status)), "HTTP {status}");
            assert_eq!(stage.login(reply).await.0, Some(by_status(status)), "HTTP {status}");
        }
    }
    assert_eq!(elsewhere.connections(), 0);
    assert_eq!(stage.server.connections(), 9 * 2 * 2);
}
