//! Faults, as they look on the wire.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::io::ErrorKind;
use std::time::Duration;

use common::{address, sign_body};
use leegality_api::facts::{AUTH_TOKEN_HEADER, SIGN_INVITATION_PATH};
use leegality_mock::{Fault, Mock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// What arrives until the end of the connection, and how that ends.
async fn exchange(stream: &mut TcpStream, mock: &Mock) -> (String, Result<(), ErrorKind>) {
    let body = sign_body(mock, &mock.sign_urls()[0]).to_string();
    let head = format!(
        "POST /api{SIGN_INVITATION_PATH} HTTP/1.1\r\nhost: mock\r\n{AUTH_TOKEN_HEADER}: {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n",
        mock.auth_token(),
        body.len(),
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut seen = Vec::new();
    let end = timeout(Duration::from_secs(10), stream.read_to_end(&mut seen)).await.expect("it ends");
    (String::from_utf8_lossy(&seen).into_owned(), end.map(|_| ()).map_err(|error| error.kind()))
}

async fn under(fault: &str) -> (String, Result<(), ErrorKind>, u64, usize) {
    let mock = Mock::builder().faults([fault.parse::<Fault>().unwrap()]).start().await.unwrap();
    let mut stream = TcpStream::connect(address(&mock)).await.unwrap();
    let (seen, end) = exchange(&mut stream, &mock).await;
    (seen, end, mock.ledger()[0].count, mock.requests().len())
}

const RESET: Result<(), ErrorKind> = Err(ErrorKind::ConnectionReset);

#[tokio::test]
async fn resets_are_resets_and_the_ledger_knows_when() {
    assert_eq!(under("reset-before-reading").await, (String::new(), RESET, 0, 0));
    assert_eq!(under("reset").await, (String::new(), RESET, 0, 1));
    assert_eq!(under("reset-after-signing").await, (String::new(), RESET, 1, 1));
    let (seen, end, signed, _) = under("reset-in-answer").await;
    assert!(seen.starts_with("HTTP/1.1 200 OK\r\n") && !seen.ends_with('}'), "{seen}");
    assert_eq!((end, signed), (RESET, 1));
}

#[tokio::test]
async fn closing_is_no_reset() {
    assert_eq!(under("close").await, (String::new(), Ok(()), 0, 1));
    assert_eq!(under("close-after-signing").await, (String::new(), Ok(()), 1, 1));
    let (seen, end, ..) = under("close-idle=20ms").await;
    assert!(seen.ends_with('}') && !seen.to_lowercase().contains("connection: close"), "{seen}");
    assert_eq!(end, Ok(()));
}

#[tokio::test]
async fn bodies_are_cut_where_the_fault_says() {
    let length = |seen: &str| {
        let (head, body) = seen.split_once("\r\n\r\n").unwrap();
        let announced = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        (announced.parse::<usize>().unwrap(), body.len())
    };
    let (seen, end, signed, _) = under("cut-body").await;
    let (announced, sent) = length(&seen);
    assert_eq!((announced / 2, end, signed), (sent, Ok(()), 1), "{seen}");
    let (seen, ..) = under("slow=1ms").await;
    let (announced, sent) = length(&seen);
    assert_eq!(announced, sent, "{seen}");
}

#[tokio::test]
async fn a_script_is_for_requests_under_api_on_any_connection() {
    let mock = Mock::start().await.unwrap();
    mock.script(["none", "reset-before-reading"].map(|fault| fault.parse().unwrap()));
    let client = common::client();
    let ledger = format!("{}/_mock/ledger", common::origin(&mock));
    let call = || async { common::post(&mock, SIGN_INVITATION_PATH).body("{}").send().await };

    assert_eq!(call().await.unwrap().status(), 415);
    assert_eq!(client.get(&ledger).send().await.unwrap().status(), 200);
    assert!(call().await.is_err());
    assert_eq!(call().await.unwrap().status(), 415);
    assert_eq!(mock.requests().len(), 2);

    mock.always("status=503,retry-after-date=60".parse().unwrap());
    for _ in 0..3 {
        let answer = call().await.unwrap();
        assert_eq!(answer.status(), 503);
        assert!(answer.headers()["retry-after"].to_str().unwrap().ends_with(" GMT"));
    }
    mock.script([]);
    assert_eq!(call().await.unwrap().status(), 415);
}

#[tokio::test]
async fn nobody_listens_at_the_unreachable_url() {
    let url = Mock::unreachable_url().unwrap();
    assert_eq!(url, Mock::unreachable_url().unwrap());
    assert!(common::client().get(url).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn what_is_killed_signs_nothing_more() {
    let mock = Mock::start().await.unwrap();
    mock.always("hang-after-signing".parse().unwrap());
    let mut stream = TcpStream::connect(address(&mock)).await.unwrap();
    let waiting = async { timeout(Duration::from_millis(300), exchange(&mut stream, &mock)).await };
    assert!(waiting.await.is_err(), "there is no answer");
    let at = address(&mock);
    let ledger = mock.kill().await;
    assert_eq!(ledger[0].count, 1);
    assert!(TcpStream::connect(at).await.is_err());
}
