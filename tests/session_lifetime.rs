//! How long a session is served, and when the next login is tried.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use leegality::Outcome::NotSent;
use leegality::{Credentials, ErrorKind, SessionCache};
use support::server::{Reply, Server};
use support::session::{Time, builder, cache, login, logins, slowly, token, wrong_credentials};
use support::{assert_no_secret, capture, sample};

#[tokio::test]
async fn nothing_is_sent_before_it_is_needed_and_nothing_while_it_is_valid() {
    let server = Server::start([login("first", "3600"), login("second", "3600")]).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    assert_eq!(server.connections(), 0);
    for _ in 0..3 {
        assert_eq!(token(&cache).await, "first");
    }
    let authorization = cache.authorization().await.unwrap();
    assert_eq!((authorization.to_str().unwrap(), authorization.is_sensitive()), ("Bearer first", true));
    // A minute before its end, less the moment that the login took.
    time.pass(3538);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 1));
    time.pass(2);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 2));
}

#[tokio::test]
async fn the_old_session_is_served_while_it_is_renewed() {
    let server = Server::start([login("first", "3600"), slowly(login("second", "3600"))]).await;
    let time = Time::new();
    let cache = builder(&server).refresh_ahead(Duration::from_secs(600)).clock(time.clone()).build();
    assert_eq!(token(&cache).await, "first");
    time.pass(3300);
    let renewing = tokio::spawn({
        let cache = cache.clone();
        async move { token(&cache).await }
    });
    logins(&server, 2).await;
    for _ in 0..100 {
        assert_eq!(token(&cache).await, "first");
    }
    assert!(!renewing.is_finished());
    assert_eq!(renewing.await.unwrap(), "second");
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 2));
}

#[tokio::test]
async fn a_failed_renewal_leaves_the_old_session_to_its_end() {
    let _log = capture::start().await;
    let failing = Reply::json(503, "");
    let server = Server::start([login("first", "3600"), failing, login("second", "3600")]).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    assert_eq!(token(&cache).await, "first");
    time.pass(3550);
    for _ in 0..10 {
        assert_eq!(token(&cache).await, "first");
    }
    assert_eq!(server.connections(), 2);
    {
        let log = capture::the_log();
        let warnings = log.own_events(tracing::Level::WARN);
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].fields["message"].starts_with("the session was not renewed"), "{warnings:?}");
        assert_no_secret(&log.text(), "the log");
    }
    time.pass(2);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 3));
}

#[tokio::test]
async fn a_renewal_that_is_denied_is_not_repeated_and_the_old_session_ends() {
    let _log = capture::start().await;
    let server = Server::start([login("first", "3600"), wrong_credentials()]).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    assert_eq!(token(&cache).await, "first");
    time.pass(3550);
    for _ in 0..10 {
        assert_eq!(token(&cache).await, "first");
        time.pass(1);
    }
    time.pass(100);
    assert_eq!(cache.session().await.unwrap_err().kind(), ErrorKind::WrongCredentials);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn credentials_that_cannot_be_sent_are_not() {
    let server = Server::start([login("first", "3600")]).await;
    let time = Time::new();
    let cache = SessionCache::builder(sample::client(&server).build().unwrap(), Credentials::new("", ""))
        .clock(time.clone())
        .build();
    for _ in 0..3 {
        let error = cache.session().await.unwrap_err();
        assert_eq!((error.outcome(), error.kind()), (NotSent, ErrorKind::InvalidInput));
        time.pass(1000);
    }
    cache.replace_credentials(sample::credentials());
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 1));
}

#[tokio::test]
async fn failures_back_off() {
    let server = Server::start((0..100).map(|_| Reply::json(500, ""))).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    // The longest pause after each failure. Once it is over, one call is sent; before, and all along with it, none.
    for (failures, longest) in (1..).zip([1, 2, 4, 8, 16, 32, 60, 60, 60]) {
        let first = cache.session().await.unwrap_err();
        assert_eq!(first.http_status(), Some(500));
        for _ in 0..50 {
            let error = cache.session().await.unwrap_err();
            assert_eq!((error.http_status(), error.attempts()), (Some(500), 1));
            assert_eq!(error.to_string(), format!("{first}; the next login is not tried yet"));
        }
        assert_eq!(server.connections(), failures);
        time.pass(longest);
    }
}

/// Callers who come ten times a second for ten minutes.
#[tokio::test]
async fn a_server_that_is_down_for_long_sees_few_logins() {
    let server = Server::start((0..1000).map(|_| Reply::json(500, ""))).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    for _ in 0..600 {
        for _ in 0..10 {
            assert!(cache.session().await.is_err());
        }
        time.pass(1);
    }
    // At full jitter, a pause is half as long as the longest one in the mean: about 25 logins.
    let logins = server.connections();
    assert!((9..=90).contains(&logins), "{logins}");
}

#[tokio::test]
async fn a_pause_is_as_long_as_the_server_asks_and_ends_with_a_success() {
    let limited = |wait: &str| Reply::new(429, &[&format!("retry-after: {wait}")], "");
    let failing = || Reply::json(500, "");
    let replies =
        [limited("120"), limited("86400"), login("first", "3600"), failing(), login("second", "3600")];
    let server = Server::start(replies).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    for (seconds, logins) in [(119, 1), (1, 1), (299, 2)] {
        assert_eq!(cache.session().await.unwrap_err().kind(), ErrorKind::RateLimited);
        assert_eq!(server.connections(), logins);
        time.pass(seconds);
    }
    assert!(cache.session().await.is_err());
    assert_eq!(server.connections(), 2);
    time.pass(1);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 3));

    // The first failure after it counts as a first one again.
    time.pass(3600);
    assert!(cache.session().await.is_err());
    time.pass(1);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 5));
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_no_pause_longer() {
    let server = Server::start([Reply::json(500, ""), login("first", "3600")]).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    assert!(cache.session().await.is_err());
    time.turn_back(3600);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 2));
}

/// What a session without a usable lifetime is good for: a while, but not a login for each call.
#[tokio::test]
async fn an_unknown_expiry_counts_as_five_minutes() {
    for expires_in in ["null", "-1", "0", "9223372036854775807"] {
        let server = Server::start([login("first", expires_in), login("second", expires_in)]).await;
        let time = Time::new();
        let cache = builder(&server).refresh_ahead(Duration::ZERO).clock(time.clone()).build();
        for _ in 0..100 {
            assert_eq!(token(&cache).await, "first", "{expires_in}");
        }
        time.pass(299);
        assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 1), "{expires_in}");
        time.pass(1);
        assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 2), "{expires_in}");
    }
}

/// A session that lives shorter than the time ahead of which it is renewed.
#[tokio::test]
async fn a_short_session_is_used_for_half_of_its_life() {
    let server = Server::start([login("first", "60"), login("second", "60")]).await;
    let time = Time::new();
    let cache = builder(&server).refresh_ahead(Duration::MAX).clock(time.clone()).build();
    for _ in 0..28 {
        assert_eq!(token(&cache).await, "first");
        time.pass(1);
    }
    time.pass(2);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 2));
}
