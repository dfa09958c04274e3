//! What the wrapper logs: a span for each call, and one warning for a call that is dropped.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use leegality::{Client, Environment, RetryPolicy};
use support::capture::{self, the_log};
use support::server::{ClosedPort, Reply, Server};
use support::{assert_no_secret, sample};
use tracing::Level;

/// The fields of the only span of the wrapper, `elapsed_ms` checked and taken out.
#[track_caller]
fn the_span() -> Vec<(String, String)> {
    let log = the_log();
    let spans = log.own_spans();
    assert_eq!(spans.len(), 1, "one span for each call: {spans:?}");
    let mut fields = spans[0].fields.clone();
    let elapsed = fields.remove("elapsed_ms").expect("the span has elapsed_ms");
    assert!(elapsed.parse::<u64>().unwrap() < 10_000, "{elapsed}");
    assert_eq!(spans[0].level, Level::INFO);
    fields.into_iter().collect()
}

#[track_caller]
fn assert_span(server: &str, operation: &str, rest: &[(&str, &str)]) {
    let mut expected = vec![("environment", server), ("operation", operation)];
    expected.extend(rest);
    expected.sort_unstable();
    let expected: Vec<_> =
        expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    assert_eq!(the_span(), expected);
}

#[tokio::test]
async fn the_span_of_a_signature() {
    let _turn = capture::start().await;
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();
    let rest = [("attempt", "1"), ("status", "200"), ("outcome", "signed")];
    assert_span(&server.base_url(), "sign_invitation", &rest);
    assert!(the_log().own_events(Level::WARN).is_empty());
}

#[tokio::test]
async fn the_span_of_a_refusal_after_a_retry() {
    let _turn = capture::start().await;
    let limited = Reply::new(429, &["retry-after: 0"], "");
    let server = Server::start([limited, Reply::json(200, sample::NOT_EXISTS)]).await;
    let client = sample::client(&server).retry(RetryPolicy::default()).build().unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    let rest = [("attempt", "2"), ("status", "200"), ("outcome", "refused")];
    assert_span(&server.base_url(), "sign_invitation", &rest);
    assert!(the_log().own_events(Level::WARN).is_empty());
}

#[tokio::test]
async fn the_span_of_an_unknown_outcome() {
    let _turn = capture::start().await;
    let server = Server::start([Reply::json(503, "")]).await;
    let client = sample::client(&server).build().unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    let rest = [("attempt", "1"), ("status", "503"), ("outcome", "unknown")];
    assert_span(&server.base_url(), "sign_invitation", &rest);
    assert!(the_log().own_events(Level::WARN).is_empty());
}

#[tokio::test]
async fn the_span_of_a_call_that_was_not_sent_has_no_status() {
    let _turn = capture::start().await;
    let closed = ClosedPort::reserve();
    let environment = Environment::custom(closed.base_url()).unwrap();
    let client = Client::builder(environment).auth_token(sample::auth_token()).retry(RetryPolicy::never());
    client.build().unwrap().sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    assert_span(&closed.base_url(), "sign_invitation", &[("attempt", "1"), ("outcome", "not sent")]);
    assert!(the_log().own_events(Level::WARN).is_empty());
}

#[tokio::test]
async fn the_span_of_our_own_refusal_has_no_attempt() {
    let _turn = capture::start().await;
    let client = Client::builder(Environment::Production).auth_token(sample::auth_token()).build().unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    assert_span("production", "sign_invitation", &[("outcome", "not sent")]);
}

#[tokio::test]
async fn the_spans_of_logins() {
    let _turn = capture::start().await;
    let server = Server::start([Reply::json(200, sample::LOGGED_IN), Reply::json(401, "{}")]).await;
    let client = sample::client(&server).build().unwrap();
    client.login(&sample::credentials()).await.unwrap();
    let rest = [("attempt", "1"), ("status", "200"), ("outcome", "logged in")];
    assert_span(&server.base_url(), "login", &rest);

    *the_log() = capture::Log::default();
    client.login(&sample::credentials()).await.unwrap_err();
    let rest = [("attempt", "1"), ("status", "401"), ("outcome", "refused")];
    assert_span(&server.base_url(), "login", &rest);
}

#[tokio::test]
async fn a_call_dropped_after_sending_warns_once() {
    let _turn = capture::start().await;
    let server = Server::start([Reply::Stall(Vec::new())]).await;
    let client = sample::client(&server).build().unwrap();
    drop_after_requests(&client, &server, 1).await;

    let log = the_log();
    let warnings = log.own_events(Level::WARN);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0].fields["fingerprint"], sample::invitation().fingerprint());
    assert_eq!(warnings[0].fields["outcome"], "unknown");
    assert!(warnings[0].fields["message"].contains("may have been signed"), "{warnings:?}");
    assert!(log.own_events(Level::ERROR).is_empty());
    assert_no_secret(&format!("{warnings:?}"), "the warning");
}

/// Signs, and gives up as soon as the server has this many requests and a moment has passed.
async fn drop_after_requests(client: &Client, server: &Server, count: usize) {
    let arrived = async {
        while server.requests().len() < count {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    };
    let invitation = sample::invitation();
    tokio::select! {
        result = client.sign_invitation(&invitation, sample::consent()) => panic!("it ended: {result:?}"),
        () = arrived => {}
    }
}

#[tokio::test]
async fn a_call_dropped_while_its_outcome_is_open_warns_once() {
    let _turn = capture::start().await;
    // The first attempt may have signed, and the second one is waited for.
    let server = Server::start([Reply::json(503, "")]).await;
    let client = sample::client(&server).retry(RetryPolicy::reconcile()).build().unwrap();
    drop_after_requests(&client, &server, 1).await;
    assert_eq!(the_log().own_events(Level::WARN).len(), 1);
}

#[tokio::test]
async fn a_call_dropped_after_a_refusal_does_not_warn() {
    let _turn = capture::start().await;
    let server = Server::start([Reply::new(429, &["retry-after: 30"], "")]).await;
    let client = sample::client(&server).retry(RetryPolicy::default()).build().unwrap();
    drop_after_requests(&client, &server, 1).await;
    assert!(the_log().own_events(Level::WARN).is_empty());
}

#[tokio::test]
async fn a_call_dropped_before_it_began_does_not_warn() {
    let _turn = capture::start().await;
    let server = Server::start([]).await;
    let client = sample::client(&server).build().unwrap();
    let invitation = sample::invitation();
    drop(client.sign_invitation(&invitation, sample::consent()));
    assert_eq!((server.connections(), the_log().own_events(Level::WARN).len()), (0, 0));
}
