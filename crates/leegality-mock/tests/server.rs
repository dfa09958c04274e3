//! Start, connections and end of the stand-in.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::time::Duration;

use common::{address, client, origin, post, sign, sign_body};
use leegality_api::facts::{AUTH_TOKEN_HEADER, SIGN_INVITATION_PATH};
use leegality_mock::Mock;
use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

#[tokio::test]
async fn addresses_are_on_the_loopback() {
    let mock = Mock::start().await.unwrap();
    assert!(address(&mock).ip().is_loopback());
    assert_eq!(mock.base_url(), format!("http://{}/api", address(&mock)));
    assert_eq!(mock.sign_urls().len(), 3);
    for sign_url in mock.sign_urls() {
        let id = sign_url.strip_prefix(&format!("{}/sign/", origin(&mock))).unwrap();
        assert_eq!(id.len(), 36);
    }
}

#[tokio::test]
async fn address_for_all_interfaces_is_reached_by_loopback() {
    let mock = Mock::builder().listen(([0, 0, 0, 0], 0).into()).start().await.unwrap();
    assert!(mock.base_url().starts_with("http://127.0.0.1:"));
    assert_eq!(sign(&mock, &sign_body(&mock, &mock.sign_urls()[0])).await.1["status"], 1);
}

#[tokio::test]
async fn same_seed_and_port_give_the_same_values() {
    let first = Mock::builder().seed(7).start().await.unwrap();
    let at = address(&first);
    let values = (
        first.auth_token().to_owned(),
        first.profile_id().to_owned(),
        first.password().to_owned(),
        first.sign_urls(),
    );
    first.shutdown().await;

    let second = Mock::builder().seed(7).listen(at).start().await.unwrap();
    assert_eq!(values.0, second.auth_token());
    assert_eq!(values.1, second.profile_id());
    assert_eq!(values.2, second.password());
    assert_eq!(values.3, second.sign_urls());

    let other = Mock::builder().seed(8).start().await.unwrap();
    assert_ne!(other.auth_token(), second.auth_token());
}

#[tokio::test]
async fn settings_replace_what_is_derived() {
    let mock = Mock::builder()
        .auth_token("token")
        .profile_id("profile")
        .credentials("tester@example.com", "throwaway")
        .invitations(0)
        .start()
        .await
        .unwrap();
    let values = [mock.auth_token(), mock.profile_id(), mock.username(), mock.password()];
    assert_eq!(values, ["token", "profile", "tester@example.com", "throwaway"]);
    assert!(mock.sign_urls().is_empty());
    let shown = format!("{mock:?} {:?}", Mock::builder().auth_token("token").credentials("a", "throwaway"));
    assert!(!shown.contains("token") && !shown.contains("throwaway"), "{shown}");
}

#[tokio::test]
async fn taken_port_is_an_error() {
    let mock = Mock::start().await.unwrap();
    let error = Mock::builder().listen(address(&mock)).start().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn kept_alive_connection_counts_once() {
    let mock = Mock::start().await.unwrap();
    let client = client();
    for sign_url in mock.sign_urls() {
        let request = client.post(format!("{}{SIGN_INVITATION_PATH}", mock.base_url()));
        let request = request.header(AUTH_TOKEN_HEADER, mock.auth_token()).json(&sign_body(&mock, &sign_url));
        request.send().await.unwrap().text().await.unwrap();
    }
    assert_eq!(mock.connections(), 1);
    sign(&mock, &json!({})).await;
    assert_eq!(mock.connections(), 2);

    let connections: Vec<u64> = mock.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [1, 1, 1, 2]);
}

#[tokio::test]
async fn shutdown_frees_the_port_at_once_when_connections_are_idle() {
    let mock = Mock::start().await.unwrap();
    let at = address(&mock);
    let client = client();
    client.get(format!("{}/_mock/ledger", origin(&mock))).send().await.unwrap().text().await.unwrap();
    let _silent = TcpStream::connect(at).await.unwrap();
    accepted(&mock, 2).await;

    timeout(Duration::from_secs(1), mock.shutdown()).await.unwrap();
    TcpListener::bind(at).await.unwrap();
}

#[tokio::test]
async fn shutdown_lets_a_request_under_way_end() {
    let mock = Mock::start().await.unwrap();
    let at = address(&mock);
    let body = sign_body(&mock, &mock.sign_urls()[0]).to_string();
    let (first, rest) = body.split_at(body.len() / 2);
    let head = format!(
        "POST /api{SIGN_INVITATION_PATH} HTTP/1.1\r\nHost: {at}\r\n{AUTH_TOKEN_HEADER}: {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{first}",
        mock.auth_token(),
        body.len()
    );
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(50)).await;

    let shutdown = tokio::spawn(mock.shutdown());
    while TcpStream::connect(at).await.is_ok() {
        sleep(Duration::from_millis(5)).await;
    }
    assert!(!shutdown.is_finished());
    stream.write_all(rest.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("signing.success"), "{answer}");
    timeout(Duration::from_secs(1), shutdown).await.unwrap().unwrap();
}

#[tokio::test]
async fn shutdown_does_not_wait_for_ever() {
    let mock = Mock::start().await.unwrap();
    let at = address(&mock);
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(b"POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf").await.unwrap();
    sleep(Duration::from_millis(50)).await;

    timeout(Duration::from_secs(6), mock.shutdown()).await.unwrap();
    TcpListener::bind(at).await.unwrap();
}

#[tokio::test]
async fn drop_cuts_connections_and_frees_the_port() {
    let mock = Mock::start().await.unwrap();
    let at = address(&mock);
    let mut stream = TcpStream::connect(at).await.unwrap();
    stream.write_all(b"POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf").await.unwrap();
    accepted(&mock, 1).await;
    drop(mock);

    let mut rest = Vec::new();
    // The end may show as a close or as a reset.
    let _ = timeout(Duration::from_secs(1), stream.read_to_end(&mut rest)).await.unwrap();
    assert!(rest.is_empty());
    TcpListener::bind(at).await.unwrap();
}

#[tokio::test]
async fn stand_in_can_be_shared_between_tasks() {
    fn shareable<T: Send + Sync + 'static>(_: &T) {}
    let mock = Mock::start().await.unwrap();
    shareable(&mock);
    assert_eq!(post(&mock, "/x").send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

/// Waits until the stand-in has accepted this many connections.
async fn accepted(mock: &Mock, count: u64) {
    let all = async {
        while mock.connections() < count {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), all).await.unwrap();
}
