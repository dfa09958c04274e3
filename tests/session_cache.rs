//! One login for everybody: how many of them a server sees.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::{Duration, SystemTime};

use leegality::Outcome::{Refused, Unknown};
use leegality::{AuthToken, Client, Credentials, Environment, ErrorKind, RetryPolicy, SessionCache};
use leegality_mock::Mock;
use support::server::{Reply, Server};
use support::session::{Time, builder, cache, login, logins, slowly, token, wrong_credentials};
use support::{assert_no_secret, sample};
use tokio::task::JoinSet;
use tokio::time::timeout;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_callers_of_an_expired_session_make_one_login() {
    let server = Server::start([login("first", "3600"), slowly(login("second", "3600"))]).await;
    let time = Time::new();
    let cache = cache(&server, &time);
    assert_eq!(token(&cache).await, "first");
    time.pass(3600);

    let mut callers = JoinSet::new();
    for _ in 0..1000 {
        let cache = cache.clone();
        callers.spawn(async move { token(&cache).await });
    }
    let tokens = callers.join_all().await;
    assert_eq!(tokens.len(), 1000);
    assert!(tokens.iter().all(|token| token == "second"));
    assert_eq!(server.connections(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_callers_share_one_failure() {
    let server = Server::start([slowly(Reply::json(500, ""))]).await;
    let cache = cache(&server, &Time::new());
    let mut callers = JoinSet::new();
    for _ in 0..1000 {
        let cache = cache.clone();
        callers.spawn(async move { cache.session().await.unwrap_err() });
    }
    for error in callers.join_all().await {
        assert_eq!((error.outcome(), error.http_status(), error.attempts()), (Unknown, Some(500), 1));
    }
    assert_eq!(server.connections(), 1);
}

/// A caller that is dropped in mid-login: those who wait along go on, with the same login.
#[tokio::test]
async fn a_dropped_caller_takes_nothing_along() {
    let server = Server::start([slowly(login("first", "3600"))]).await;
    let cache = cache(&server, &Time::new());
    let first = tokio::spawn({
        let cache = cache.clone();
        async move { token(&cache).await }
    });
    logins(&server, 1).await;
    let mut others = JoinSet::new();
    for _ in 0..100 {
        let cache = cache.clone();
        others.spawn(async move { token(&cache).await });
    }
    tokio::task::yield_now().await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    assert!(others.join_all().await.iter().all(|token| token == "first"));
    assert_eq!(server.connections(), 1);
}

/// A caller that lives, but is not polled any more, is no better than a dropped one.
#[tokio::test]
async fn an_idle_caller_holds_nobody_up() {
    let server = Server::start([slowly(login("first", "3600"))]).await;
    let cache = cache(&server, &Time::new());
    let mut idle = Box::pin(cache.session());
    assert!(timeout(Duration::from_millis(50), &mut idle).await.is_err());
    let other = timeout(Duration::from_secs(5), token(&cache)).await;
    assert_eq!(other.expect("an idle caller holds this one up"), "first");
    assert_eq!(idle.await.unwrap().access_token().expose(), "first");
    assert_eq!(server.connections(), 1);
}

/// No caller waits long enough, but together they do.
#[tokio::test]
async fn a_login_that_everyone_left_is_taken_over() {
    let server = Server::start([slowly(login("first", "3600"))]).await;
    let cache = cache(&server, &Time::new());
    let mut callers = 0;
    while timeout(Duration::from_millis(15), cache.session()).await.is_err() {
        callers += 1;
    }
    assert!(callers > 1, "{callers}");
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 1));
}

#[tokio::test]
async fn a_login_that_timed_out_while_it_was_left_alone_is_begun_anew() {
    let server = Server::start([Reply::Stall(vec![]), login("first", "3600")]).await;
    let client = sample::client(&server)
        .connect_timeout(Duration::from_millis(900))
        .timeout(Duration::from_millis(1_000))
        .build()
        .unwrap();
    let cache = SessionCache::new(client, sample::credentials());
    assert!(timeout(Duration::from_millis(300), cache.session()).await.is_err());
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 2));
}

#[tokio::test]
async fn every_wait_ends() {
    let server = Server::start([Reply::Stall(vec![]), Reply::Drop]).await;
    let client = sample::client(&server)
        .connect_timeout(Duration::from_millis(900))
        .timeout(Duration::from_millis(1_000))
        .build()
        .unwrap();
    let time = Time::new();
    let cache = SessionCache::builder(client, sample::credentials()).clock(time.clone()).build();
    let (first, second) = tokio::join!(cache.session(), cache.session());
    for error in [first.unwrap_err(), second.unwrap_err()] {
        assert_eq!((error.outcome(), error.kind()), (Unknown, ErrorKind::Timeout));
    }
    time.pass(1);
    assert_eq!(cache.session().await.unwrap_err().kind(), ErrorKind::ConnectionLost);
    assert_eq!(server.connections(), 2);
}

#[tokio::test]
async fn a_401_is_asked_for_once() {
    for reply in [wrong_credentials(), Reply::json(401, "{}"), Reply::new(401, &["retry-after: 0"], "")] {
        let server = Server::start([slowly(reply.clone()), login("first", "3600")]).await;
        let client = sample::client(&server).retry(RetryPolicy::default()).build().unwrap();
        let time = Time::new();
        let cache = SessionCache::builder(client, sample::credentials()).clock(time.clone()).build();
        let together = tokio::join!(cache.session(), cache.session(), cache.authorization());
        let [first, second] = [together.0.unwrap_err(), together.1.unwrap_err()];
        assert_eq!((first.outcome(), first.http_status()), (Refused, Some(401)), "{reply:?}");
        assert_eq!(first.to_string(), second.to_string());
        assert!(together.2.is_err());
        for _ in 0..100 {
            let error = cache.session().await.unwrap_err();
            assert_eq!((error.kind(), error.code()), (first.kind(), first.code()));
            assert!(error.to_string().ends_with("credentials are replaced or the cache is reset"), "{error}");
            cache.invalidate(&"Bearer first".parse().unwrap());
            time.pass(100_000);
        }
        time.turn_back(1_000_000);
        assert!(cache.session().await.is_err());
        assert_eq!(server.connections(), 1, "{reply:?}");

        cache.reset();
        assert_eq!((token(&cache).await.as_str(), server.connections()), ("first", 2));
    }
}

/// The answer comes when all who asked for it have left.
#[tokio::test]
async fn a_401_that_nobody_stayed_for_is_asked_for_once() {
    let server = Server::start([slowly(wrong_credentials()), login("first", "3600")]).await;
    let cache = cache(&server, &Time::new());
    for _ in 0..3 {
        assert!(timeout(Duration::from_millis(20), cache.session()).await.is_err());
    }
    for _ in 0..3 {
        assert_eq!(cache.session().await.unwrap_err().kind(), ErrorKind::WrongCredentials);
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_refused_session_is_replaced_once() {
    let server = Server::start([login("first", "3600"), slowly(login("second", "3600"))]).await;
    let cache = cache(&server, &Time::new());
    let refused = cache.authorization().await.unwrap();
    let mut callers = JoinSet::new();
    for _ in 0..100 {
        let (cache, refused) = (cache.clone(), refused.clone());
        callers.spawn(async move {
            cache.invalidate(&refused);
            token(&cache).await
        });
    }
    assert!(callers.join_all().await.iter().all(|token| token == "second"));
    // The refusal of a call that was slower than the others comes late.
    cache.invalidate(&refused);
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("second", 2));
}

#[tokio::test]
async fn who_waits_with_old_credentials_gets_the_session_of_the_new_ones() {
    let server = Server::start([Reply::Stall(vec![]), login("second", "3600"), login("third", "3600")]).await;
    let cache = cache(&server, &Time::new());
    let waiting = tokio::spawn({
        let cache = cache.clone();
        async move { token(&cache).await }
    });
    logins(&server, 1).await;
    cache.replace_credentials(Credentials::new("another@acme.example", sample::PASSWORD));
    assert_eq!(waiting.await.unwrap(), "second");
    let requests = server.requests();
    assert_eq!(requests[0].json()["username"], "user@acme.example");
    assert_eq!(requests[1].json()["username"], "another@acme.example");
    // A session of the old credentials is not served either.
    cache.replace_credentials(sample::credentials());
    assert_eq!((token(&cache).await.as_str(), server.connections()), ("third", 3));
}

#[tokio::test]
async fn the_stand_in_gives_sessions_that_are_kept() {
    let mock = Mock::start().await.unwrap();
    let client = Client::builder(Environment::custom(mock.base_url()).unwrap())
        .auth_token(AuthToken::new(mock.auth_token()).unwrap())
        .build()
        .unwrap();
    let cache = SessionCache::new(client, Credentials::new(mock.username(), "mistyped"));
    for _ in 0..3 {
        assert_eq!(cache.session().await.unwrap_err().kind(), ErrorKind::WrongCredentials);
    }
    assert_eq!(mock.requests().len(), 1);
    cache.replace_credentials(Credentials::new(mock.username(), mock.password()));
    let session = cache.session().await.unwrap();
    assert_eq!(session.user().username(), Some(mock.username()));
    assert_eq!(cache.authorization().await.unwrap(), session.authorization());
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn it_shows_no_secret() {
    let server =
        Server::start([Reply::json(200, sample::LOGGED_IN), Reply::json(401, sample::LOGGED_IN)]).await;
    let time = Time::new();
    let builder = builder(&server).clock(time.clone());
    assert_no_secret(&format!("{builder:?} {builder:#?}"), "the builder");
    let cache = builder.build();
    assert_eq!(token(&cache).await, sample::ACCESS_TOKEN);
    assert_no_secret(&format!("{cache:?} {cache:#?} {:?}", cache.authorization().await), "the cache");
    time.pass(3600);
    for _ in 0..2 {
        let error = cache.session().await.unwrap_err();
        assert_no_secret(&format!("{error} {error:?} {cache:?}"), "the error");
    }
}

#[test]
fn it_goes_wherever_a_program_needs_it() {
    fn everywhere<T: Send + Sync + Clone + 'static>(_: &T) {}
    fn spawned<T: Send>(_: &T) {}
    let client = Client::builder(Environment::Sandbox).build().unwrap();
    let cache = SessionCache::builder(client, sample::credentials()).clock(SystemTime::now).build();
    everywhere(&cache);
    spawned(&cache.session());
    spawned(&cache.authorization());
}

/// A login whose only caller ends with its runtime, as in tests that share a cache.
#[test]
fn a_login_of_a_runtime_that_has_ended_is_begun_anew() {
    let on_another = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let servers = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = servers.block_on(Server::start([Reply::Stall(vec![]), login("first", "3600")]));
    let cache = cache(&server, &Time::new());
    let left =
        on_another().block_on(async { timeout(Duration::from_millis(100), cache.session()).await.is_err() });
    assert!(left);
    let token = on_another().block_on(token(&cache));
    assert_eq!((token.as_str(), server.connections()), ("first", 2));
}
