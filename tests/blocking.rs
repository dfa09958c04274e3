//! The client for programs without an async runtime: the same requests, the same outcomes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use leegality::blocking::Client;
use leegality::{ErrorKind, Outcome, RecordedOutcome, RetryPolicy};
use leegality_mock::{Fault, Mock, Signs};
use support::server::{Reply, Server};
use support::{sample, snapshot};
use tokio::runtime::Runtime;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// A server lives on a runtime; the calls of a test are made outside of it.
fn server(runtime: &Runtime, reply: Reply) -> (Server, Client) {
    let server = runtime.block_on(Server::start([reply]));
    let client = Client::builder(sample::environment(&server)).auth_token(sample::auth_token());
    (server, client.retry(RetryPolicy::never()).build().unwrap())
}

#[test]
fn signing_sends_what_the_async_client_sends() {
    let runtime = Runtime::new().unwrap();
    let (server, client) = server(&runtime, Reply::json(200, sample::SIGNED));
    let receipt = client.sign_invitation(&sample::invitation(), sample::consent()).unwrap();
    assert_eq!((receipt.attempts(), receipt.record().outcome()), (1, RecordedOutcome::Signed));
    snapshot!("sign__custom", server.request().rendered());
}

#[test]
fn login_sends_what_the_async_client_sends() {
    let runtime = Runtime::new().unwrap();
    let (server, client) = server(&runtime, Reply::json(200, sample::LOGGED_IN));
    let session = client.login(&sample::credentials()).unwrap();
    assert_eq!(session.access_token().expose(), sample::ACCESS_TOKEN);
    snapshot!("login__custom", server.request().rendered());
}

#[test]
fn an_unknown_outcome_is_unknown_here_too() {
    let runtime = Runtime::new().unwrap();
    let (_server, client) = server(&runtime, Reply::Drop);
    let error = client.sign_invitation(&sample::invitation(), sample::consent()).unwrap_err();
    assert_eq!((error.outcome(), error.kind()), (Outcome::Unknown, ErrorKind::ConnectionLost));
    assert_eq!(error.record().unwrap().outcome(), RecordedOutcome::Unknown);
}

#[test]
fn inside_of_a_runtime_it_is_an_error_and_nothing_is_sent() {
    let runtime = Runtime::new().unwrap();
    let (server, client) = server(&runtime, Reply::json(200, sample::SIGNED));
    let call = || client.sign_invitation(&sample::invitation(), sample::consent());
    let error = runtime.block_on(async { call() }).unwrap_err();
    assert_eq!((error.outcome(), error.kind()), (Outcome::NotSent, ErrorKind::Configuration));
    assert_eq!(error.record().unwrap().outcome(), RecordedOutcome::NotSent);
    let error = runtime.block_on(async { client.login(&sample::credentials()) }).unwrap_err();
    assert_eq!((error.outcome(), error.kind()), (Outcome::NotSent, ErrorKind::Configuration));
    assert_eq!(server.connections(), 0);

    call().unwrap();
    assert_eq!(server.connections(), 1);
}

#[test]
fn many_threads_share_the_connections_and_do_not_wait_for_each_other() {
    const THREADS: usize = 8;
    let runtime = Runtime::new().unwrap();
    let mock = runtime.block_on(Mock::builder().invitations(THREADS + 1).start()).unwrap();
    let client = Client::builder(leegality::Environment::custom(mock.base_url()).unwrap())
        .auth_token(leegality::AuthToken::new(mock.auth_token()).unwrap())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(6))
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let mut invitations: Vec<_> = mock
        .sign_urls()
        .iter()
        .map(|url| leegality::Invitation::new(url.parse().unwrap(), mock.profile_id().parse().unwrap()))
        .collect();
    let last = invitations.pop().unwrap();

    // One call hangs, and the others end all the same.
    mock.script([Fault::Hang(Signs::Never)]);
    std::thread::scope(|scope| {
        let (client, mock) = (&client, &mock);
        let hanging = scope.spawn(move || client.sign_invitation(&last, sample::consent()));
        while mock.requests().is_empty() {
            assert!(!hanging.is_finished(), "the first call ended");
            std::thread::sleep(Duration::from_millis(5));
        }
        let calls: Vec<_> = invitations
            .iter()
            .map(|invitation| scope.spawn(move || client.sign_invitation(invitation, sample::consent())))
            .collect();
        for call in calls {
            call.join().unwrap().unwrap();
        }
        assert!(!hanging.is_finished(), "the hanging call ended first");
        assert_eq!(mock.ledger().iter().filter(|entry| entry.count == 1).count(), THREADS);
        runtime.block_on(async { mock.script([]) });
    });
    assert!(mock.connections() <= THREADS as u64 + 1);
}

#[test]
fn the_span_of_a_call_is_below_the_callers_in_the_callers_log() {
    let runtime = Runtime::new().unwrap();
    let (_server, client) = server(&runtime, Reply::json(200, sample::SIGNED));
    let log = Buffer::default();
    // Of this thread alone, as that of a test often is.
    let subscriber =
        tracing_subscriber::fmt().with_span_events(FmtSpan::CLOSE).with_writer(log.clone()).with_ansi(false);
    tracing::subscriber::with_default(subscriber.finish(), || {
        let _span = tracing::info_span!("batch").entered();
        client.sign_invitation(&sample::invitation(), sample::consent()).unwrap();
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains(" batch:leegality{operation=\"sign_invitation\""), "{log}");
    assert!(log.contains("outcome=\"signed\""), "{log}");
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Buffer {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
