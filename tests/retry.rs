//! When a call is tried again, and that nobody but the policy does it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use leegality::Outcome::{NotSent, Refused, Unknown};
use leegality::{ClientBuilder, Environment, Error, ErrorKind, Receipt, RetryPolicy};
use support::server::{ClosedPort, Reply, Server};
use support::{render, sample};

async fn sign(client: ClientBuilder) -> Result<Receipt, Error> {
    client.build().unwrap().sign_invitation(&sample::invitation(), sample::consent()).await
}

fn rate_limited(retry_after: &str) -> Reply {
    Reply::new(429, &[&format!("retry-after: {retry_after}")], "")
}

fn at(port: &ClosedPort) -> ClientBuilder {
    let environment = Environment::custom(port.base_url()).unwrap();
    leegality::Client::builder(environment).auth_token(sample::auth_token())
}

#[tokio::test]
async fn what_was_not_sent_is_tried_again_twice() {
    let closed = ClosedPort::reserve();
    let client = at(&closed);
    let error = sign(client.clone()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind(), error.attempts()), (NotSent, ErrorKind::Connect, 3));
    assert_eq!(error.record().unwrap().attempts(), 3);

    let error = client.build().unwrap().login(&sample::credentials()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind(), error.attempts()), (NotSent, ErrorKind::Connect, 3));
}

#[tokio::test]
async fn a_server_that_comes_up_in_time_signs() {
    let port = ClosedPort::reserve();
    let patient = RetryPolicy::default().max_retries(40).max_elapsed(Duration::from_secs(20));
    let call = tokio::spawn(sign(at(&port).retry(patient)));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let server = Server::open(port, [Reply::json(200, sample::SIGNED)]);

    let receipt = call.await.unwrap().expect("the server is up now");
    assert!(receipt.attempts() >= 2, "{receipt:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn no_policy_no_second_attempt() {
    let server = Server::start([rate_limited("0"), Reply::json(503, "")]).await;
    let error = sign(sample::client(&server)).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Refused, 1));
    let client = sample::client(&server).build().unwrap();
    let error = client.login(&sample::credentials()).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Unknown, 1));
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn signing_waits_as_long_as_a_429_asks() {
    let server = Server::start([rate_limited("1"), Reply::json(200, sample::SIGNED)]).await;
    let began = Instant::now();
    let receipt = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap();
    assert_eq!(receipt.attempts(), 2);
    assert!(began.elapsed() >= Duration::from_secs(1), "{:?}", began.elapsed());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn signing_gives_up_after_two_retries_and_does_not_wait_too_long() {
    let server = Server::start([rate_limited("0"), rate_limited("0"), rate_limited("0")]).await;
    let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind(), error.attempts()), (Refused, ErrorKind::RateLimited, 3));
    assert_eq!(server.connections(), 3);

    // No Retry-After, one that is nonsense, one beyond the policy's time, and one beyond all time.
    for header in ["", "soon", "61", "Wed, 31 Dec 2098 23:59:59 GMT", "18446744073709551615"] {
        let server = Server::start([rate_limited(header)]).await;
        let began = Instant::now();
        let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (Refused, 1), "{header:?}");
        assert!(began.elapsed() < Duration::from_secs(5), "{header:?}");
        assert_eq!(server.connections(), 1, "{header:?}");
    }
    let server = Server::start([Reply::new(429, &[], ""), rate_limited("61")]).await;
    let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, None));
    let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(61))));
}

/// A 429 that says "signed", or breaks off before it could, is no reason to sign again.
#[tokio::test]
async fn signing_is_not_repeated_on_a_429_that_may_be_a_signature() {
    for (body, outcome) in [
        (sample::SIGNED.to_owned(), Unknown),
        (r#"{"status":1.0,"data":[]}"#.to_owned(), Unknown),
        (format!(r#"{{"status":1,"data":"{}"}}"#, "x".repeat(2 * 1024 * 1024)), Refused),
    ] {
        let limited = Reply::new(429, &["retry-after: 0"], &body);
        let server = Server::start([limited, Reply::json(200, sample::SIGNED)]).await;
        let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (outcome, 1), "{:.60}", body);
        assert_eq!(server.requests().len(), 1, "{:.60}", body);
    }
}

#[tokio::test]
async fn a_retry_after_in_the_past_is_no_wait() {
    let past = rate_limited("Sun, 06 Nov 1994 08:49:37 GMT");
    let server = Server::start([past, Reply::json(200, sample::SIGNED)]).await;
    let receipt = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap();
    assert_eq!(receipt.attempts(), 2);
}

#[tokio::test]
async fn signing_is_never_repeated_by_itself_when_it_may_have_happened() {
    let replies = [
        Reply::Drop,
        Reply::cut_short(200, sample::SIGNED),
        Reply::json(200, "{}"),
        Reply::new(408, &["retry-after: 0"], ""),
        Reply::new(500, &["retry-after: 0"], ""),
        Reply::new(502, &["retry-after: 0"], ""),
        Reply::new(503, &["retry-after: 0"], ""),
        Reply::new(504, &["retry-after: 0"], ""),
        Reply::new(429, &["retry-after: 0"], sample::SIGNED),
    ];
    for reply in replies {
        let server = Server::start([reply.clone(), Reply::json(200, sample::SIGNED)]).await;
        let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts()), (Unknown, 1), "{reply:?}");
        assert_eq!(server.connections(), 1, "{reply:?}");
    }
}

#[tokio::test]
async fn a_refusal_is_not_repeated() {
    for reply in [
        Reply::json(200, sample::NOT_EXISTS),
        Reply::new(400, &["retry-after: 0"], ""),
        Reply::new(401, &["retry-after: 0"], ""),
        Reply::new(307, &["retry-after: 0"], ""),
    ] {
        let server = Server::start([reply.clone(), Reply::json(200, sample::SIGNED)]).await;
        let error = sign(sample::client(&server).retry(RetryPolicy::default())).await.unwrap_err();
        assert_eq!((error.outcome(), error.attempts(), server.connections()), (Refused, 1, 1), "{reply:?}");
    }
}

#[tokio::test]
async fn login_is_repeated_on_502_503_and_504() {
    let replies = [502, 503].map(|status| Reply::new(status, &["retry-after: 0"], ""));
    let server = Server::start(replies.into_iter().chain([Reply::json(200, sample::LOGGED_IN)])).await;
    let client = sample::client(&server).retry(RetryPolicy::default()).build().unwrap();
    let session = client.login(&sample::credentials()).await.unwrap();
    assert_eq!((session.attempts(), server.connections()), (3, 3));

    server.reply(Reply::json(504, "<html>"));
    server.reply(Reply::json(200, sample::LOGGED_IN));
    assert_eq!(client.login(&sample::credentials()).await.unwrap().attempts(), 2);
}

#[tokio::test]
async fn a_login_is_never_repeated_on_401_or_on_anything_else() {
    let wrong = r#"{"code":"LE_ERR_SS_401","errors":[{"code":"LE_ERR_SS_301"}]}"#;
    let zero = "retry-after: 0";
    for reply in [
        Reply::json(401, wrong),
        Reply::new(401, &[zero], ""),
        Reply::new(403, &[zero], ""),
        Reply::new(408, &[zero], ""),
        Reply::new(429, &[zero], ""),
        Reply::json(500, wrong),
        Reply::json(500, r#"{"code":"LE_ERR_SS_500","errors":[]}"#),
        Reply::new(500, &[zero], ""),
        Reply::json(200, "{}"),
        Reply::Drop,
        Reply::cut_short(200, sample::LOGGED_IN),
    ] {
        let server = Server::start([reply.clone(), Reply::json(200, sample::LOGGED_IN)]).await;
        let client = sample::client(&server).retry(RetryPolicy::default()).build().unwrap();
        let error = client.login(&sample::credentials()).await.unwrap_err();
        assert_eq!((error.attempts(), server.connections()), (1, 1), "{reply:?}: {error:?}");
    }
}

#[tokio::test]
async fn after_unknown_only_success_or_unknown_can_follow() {
    let seconds = [
        (Reply::json(200, sample::SIGNED), None),
        (Reply::json(200, sample::NOT_EXISTS), Some(ErrorKind::InvitationNotExists)),
        (Reply::json(401, ""), Some(ErrorKind::Unauthorized)),
        (rate_limited("0"), Some(ErrorKind::RateLimited)),
        (Reply::json(500, ""), Some(ErrorKind::HttpStatus)),
        (Reply::Drop, Some(ErrorKind::ConnectionLost)),
    ];
    let firsts = [Reply::Stall(Vec::new()), Reply::Drop, Reply::json(503, "")];
    // All at once, because each takes a while.
    let mut calls = Vec::new();
    for (second, kind) in seconds {
        for first in firsts.clone() {
            let server = Server::start([first, second.clone()]).await;
            let client = hasty(&server).build().unwrap();
            calls.push((server, client, second.clone(), kind));
        }
    }
    let mut tasks = tokio::task::JoinSet::new();
    for (server, client, second, kind) in calls {
        tasks.spawn(async move {
            let began = Instant::now();
            let result = client.sign_invitation(&sample::invitation(), sample::consent()).await;
            // The first request may be at work for as long as an attempt may take.
            assert!(began.elapsed() >= TIMEOUT, "{:?}", began.elapsed());
            assert_eq!(server.connections(), 2, "{second:?}");
            match (result, kind) {
                (Ok(receipt), None) => assert_eq!(receipt.attempts(), 2),
                (Err(error), Some(kind)) => {
                    let what = render::error(&error);
                    assert_eq!(
                        (error.outcome(), error.kind(), error.attempts()),
                        (Unknown, kind, 2),
                        "{what}"
                    );
                    assert_eq!(error.record().unwrap().outcome(), Unknown.into(), "{what}");
                    assert!(error.to_string().contains("an earlier request of this call may have signed it"));
                }
                (result, _) => panic!("{second:?}: {result:?}"),
            }
        });
    }
    assert_eq!(tasks.join_all().await.len(), 18);
}

#[tokio::test]
async fn a_server_that_is_gone_after_the_unknown_changes_nothing() {
    let server = Server::start([Reply::Drop]).await;
    let client = hasty(&server).build().unwrap();
    let call =
        tokio::spawn(async move { client.sign_invitation(&sample::invitation(), sample::consent()).await });
    while server.connections() == 0 {
        assert!(!call.is_finished(), "the call ended");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(server);
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.outcome(), error.kind(), error.attempts()), (Unknown, ErrorKind::Connect, 2));
    assert_eq!(error.record().unwrap().outcome(), Unknown.into());
}

/// A 429 may be waited for first; the rule is about the worst of all attempts.
#[tokio::test]
async fn a_refusal_before_the_unknown_is_forgotten() {
    let server = Server::start([rate_limited("0"), Reply::Drop, Reply::json(200, sample::NOT_EXISTS)]).await;
    let error = sign(hasty(&server)).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Unknown, 3));
}

const TIMEOUT: Duration = Duration::from_millis(500);

/// Signs once more after an unknown outcome, in a hurry.
fn hasty(server: &Server) -> ClientBuilder {
    sample::client(server)
        .connect_timeout(Duration::from_millis(450))
        .timeout(TIMEOUT)
        .retry(RetryPolicy::reconcile())
}
