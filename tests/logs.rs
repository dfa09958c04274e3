//! What this project and the libraries below it log, on every level: no secret, whatever the connection is made of.
//!
//! Features of the libraries that turn more of their logging on are on in this package, because a program may turn them
//! on as well.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::net::SocketAddr;

use leegality::{AuthToken, Client, ClientBuilder, Environment, ErrorKind, Outcome, RetryPolicy};
use support::capture::{self, Log, the_log};
use support::http2::{Answer, Http2Server};
use support::request::Request;
use support::server::{Reply, Server};
use support::shown::Shown;
use support::{assert_no_secret, sample, tls};
use tracing::Level;

/// An answer, in any version of HTTP.
struct Planned {
    call: Call,
    status: u16,
    body: String,
    is_whole: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    Sign,
    Login,
}

/// What a server answers that sends back what it got, where it can.
fn plan() -> Vec<Planned> {
    let secrets = [sample::AUTH_TOKEN, sample::SIGN_STATION_AUTH_TOKEN, sample::SIGN_URL, sample::PASSWORD];
    // Only what a call sent itself does it know as a secret that cannot be a code.
    let refusal = |code| {
        let message = format!(r#"{{"code":"{code}","message":"{}"}}"#, secrets.join(" "));
        format!(r#"{{"status":0,"messages":[{message}],"errors":[{message}]}}"#)
    };
    let (not_signed, not_logged_in) = (refusal(sample::AUTH_TOKEN), refusal(sample::PASSWORD));
    let answer = |call, status, body: &str| Planned { call, status, body: body.to_owned(), is_whole: true };
    vec![
        answer(Call::Sign, 200, sample::SIGNED),
        answer(Call::Login, 200, sample::LOGGED_IN),
        answer(Call::Sign, 200, &not_signed),
        answer(Call::Login, 401, &not_logged_in),
        answer(Call::Sign, 200, &format!(r#"{{"status":"{}"}}"#, sample::AUTH_TOKEN)),
        answer(Call::Sign, 307, &not_signed),
        answer(Call::Sign, 500, sample::SIGN_URL),
        Planned { is_whole: false, ..answer(Call::Login, 200, sample::LOGGED_IN) },
        Planned { is_whole: false, ..answer(Call::Sign, 200, &not_signed) },
    ]
}

/// The headers of every answer.
fn echoes() -> [(&'static str, String); 2] {
    [
        ("x-echo", format!("{} {}", sample::AUTH_TOKEN, sample::PASSWORD)),
        ("location", sample::SIGN_URL.to_owned()),
    ]
}

#[tokio::test]
async fn nothing_secret_is_logged_over_plain_http() {
    let _turn = capture::start().await;
    let server = Server::start(replies()).await;
    make_calls(&sample::client(&server).build().unwrap()).await;
    assert_sent(&server.requests(), &[sample::AUTH_TOKEN, sample::PASSWORD, sample::SIGN_URL]);
    assert_logged(&["leegality", "reqwest", "hyper_util"]);
}

#[tokio::test]
async fn nothing_secret_is_logged_over_https() {
    let _turn = capture::start().await;
    let server = Server::start_tunnel(replies()).await;
    make_calls(&through_proxy(server.address()).build().unwrap()).await;
    assert_sent(&server.requests(), ALL_THAT_IS_SENT);
    assert_logged(&["leegality", "reqwest", "hyper_util", "rustls"]);
    assert_certificate_was_shown();
}

#[tokio::test]
async fn nothing_secret_is_logged_over_http2() {
    let _turn = capture::start().await;
    let server = Http2Server::start(plan().into_iter().map(|planned| {
        let mut answer = http::Response::builder().status(planned.status);
        for (name, value) in echoes() {
            answer = answer.header(name, value);
        }
        let answer = answer.body(planned.body).unwrap();
        if planned.is_whole { Answer::Whole(answer) } else { Answer::Half(answer) }
    }))
    .await;
    make_calls(&through_proxy(server.address()).build().unwrap()).await;
    assert_sent(&server.requests(), ALL_THAT_IS_SENT);
    assert_logged(&["leegality", "reqwest", "hyper_util", "rustls", "h2", "tokio_util"]);
    assert_certificate_was_shown();
}

/// The libraries' own features do not do it.
#[tokio::test]
#[cfg_attr(
    not(hyper_unstable_tracing),
    ignore = "RUSTFLAGS='--cfg hyper_unstable_tracing' cargo test -p leegality-tests --test logs --target-dir target/hyper"
)]
async fn hyper_is_among_those_that_log() {
    let _turn = capture::start().await;
    let server = Server::start(replies()).await;
    make_calls(&sample::client(&server).build().unwrap()).await;
    assert_logged(&["hyper"]);
}

fn replies() -> Vec<Reply> {
    let echoes = echoes().map(|(name, value)| format!("{name}: {value}"));
    let headers = echoes.each_ref().map(String::as_str);
    let reply = |planned: &Planned| {
        if planned.is_whole {
            Reply::new(planned.status, &headers, &planned.body)
        } else {
            Reply::cut_short(planned.status, &planned.body)
        }
    };
    plan().iter().map(reply).collect()
}

/// A client with everything that can be secret.
fn through_proxy(proxy: SocketAddr) -> ClientBuilder {
    Client::builder(Environment::Sandbox)
        .auth_token(sample::auth_token())
        .sign_station_url("https://app1.leegality.com/api")
        .sign_station_auth_token(AuthToken::new(sample::SIGN_STATION_AUTH_TOKEN).unwrap())
        .retry(RetryPolicy::never())
        .add_root_certificate_pem(tls::ROOT)
        .client_certificate_pem(format!("{}{}", tls::CERTIFICATE, tls::KEY))
        .proxy(format!("http://proxyuser:{}@{proxy}", sample::PROXY_PASSWORD))
}

const ALL_THAT_IS_SENT: &[&str] = &[
    sample::AUTH_TOKEN,
    sample::SIGN_STATION_AUTH_TOKEN,
    sample::PASSWORD,
    sample::SIGN_URL,
    sample::PROXY_AUTHORIZATION,
];

async fn make_calls(client: &Client) {
    for planned in plan() {
        let is_done = match planned.call {
            Call::Sign => client.sign_invitation(&sample::invitation(), sample::consent()).await.is_ok(),
            Call::Login => client.login(&sample::credentials()).await.is_ok(),
        };
        let is_success = planned.is_whole && [sample::SIGNED, sample::LOGGED_IN].contains(&&*planned.body);
        assert_eq!(is_done, is_success, "{} {}", planned.status, planned.body);
    }
}

#[track_caller]
fn assert_sent(requests: &[Request], secrets: &[&str]) {
    let text = format!("{requests:?}");
    for secret in secrets {
        assert!(text.contains(secret), "{secret} was not sent: {text}");
    }
}

/// Each of these has logged something, and nobody a secret.
#[track_caller]
fn assert_logged(libraries: &[&str]) {
    let log = the_log();
    for library in libraries {
        assert!(heard(&log, library).count() > 0, "{library} has logged nothing: {}", log.text());
    }
    assert_no_secret(&log.text(), "the log");
}

/// What a library has logged.
fn heard<'l>(log: &'l Log, library: &'l str) -> impl Iterator<Item = String> + 'l {
    let is_of = move |target: &str| target.split("::").next() == Some(library);
    let entries = log.spans.iter().chain(&log.events).filter(move |entry| is_of(&entry.target));
    let lines = log.lines.iter().filter(move |line| {
        is_of(line.split_once(' ').and_then(|(_, rest)| rest.split(": ").next()).unwrap_or_default())
    });
    entries.map(|entry| format!("{entry:?}")).chain(lines.cloned())
}

/// The private key was used.
#[track_caller]
fn assert_certificate_was_shown() {
    let log = the_log();
    assert!(heard(&log, "rustls").any(|line| line.contains("Attempting client auth")), "{}", log.text());
}

/// An HTTP/2 server may say in its own words why it closes a connection. They are a text of the server's, like a body.
#[tokio::test]
async fn the_last_words_of_an_http2_connection_are_logged_where_the_crate_page_says_and_in_no_error() {
    let _turn = capture::start().await;
    let server = Http2Server::start([Answer::GoAway(sample::AUTH_TOKEN.to_owned())]).await;
    let client = through_proxy(server.address()).build().unwrap();
    let error = client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind()), (Outcome::Unknown, ErrorKind::ConnectionLost));
    let mut shown = Shown::default();
    shown.error("a connection that is closed", &error);
    assert!(
        shown.text().contains("connection error received"),
        "the cause has another text: {}",
        shown.text()
    );

    let log = the_log();
    let (quoting, others): (Vec<_>, Vec<_>) = log
        .spans
        .iter()
        .chain(&log.events)
        .map(|entry| (entry.level, entry.target.as_str(), format!("{entry:?}")))
        .partition(|(_, _, text)| text.contains(sample::AUTH_TOKEN));
    let places =
        quoting.iter().filter(|(level, target, _)| *level < Level::TRACE || !target.starts_with("h2::"));
    let places: BTreeSet<_> = places.map(|(level, target, _)| (*level, *target)).collect();
    let mut expected = BTreeSet::from([(Level::DEBUG, "h2::codec::framed_read")]);
    if cfg!(hyper_unstable_tracing) {
        expected.insert((Level::DEBUG, "hyper::proto::h2::client"));
    }
    assert_eq!(places, expected);
    assert_no_secret(&format!("{others:#?}{}", log.lines.join("\n")), "the rest of the log");
}
