//! HTTPS, HTTP/2 and what goes wrong with them, as they look on the wire.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "https/client.rs"]
mod client;
mod common;

use std::io::ErrorKind;
use std::time::Duration;

use client::{Broken, HTTP_1_1, HTTP_2, Seen, connect, exchange};
use h2::Reason;
use leegality_mock::{Certificate, Fault, Mock};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::rustls::{CertificateError, Error as TlsError};

/// The longest wait for something that has to come.
const PATIENCE: Duration = Duration::from_secs(20);

async fn mock(faults: &[&str]) -> Mock {
    let faults: Vec<Fault> = faults.iter().map(|fault| fault.parse().unwrap()).collect();
    Mock::builder().https(Certificate::Trusted).faults(faults).start().await.unwrap()
}

/// What a client of HTTP/2 sees of a signing call under this fault, how often it signed, and what was recorded.
async fn under(fault: &str) -> (Seen, u64, usize) {
    let mock = mock(&[fault]).await;
    let mut client = connect(&mock, HTTP_2).await.unwrap().http_2().await;
    let seen = client.sign(&mock).await;
    (seen, mock.ledger()[0].count, mock.requests().len())
}

#[tokio::test]
async fn clients_get_the_version_that_they_ask_for() {
    let mock = mock(&[]).await;
    assert!(mock.base_url().starts_with("https://127.0.0.1:"), "{}", mock.base_url());
    assert!(mock.sign_urls()[0].starts_with(mock.base_url().trim_end_matches("/api")));

    let seen = connect(&mock, HTTP_2).await.unwrap().http_2().await.sign(&mock).await;
    assert_eq!(seen.status, Some(200), "{seen:?}");
    assert!(seen.body.contains("signing.success") && seen.end.is_ok(), "{seen:?}");
    let mut stream = connect(&mock, HTTP_1_1).await.unwrap().stream;
    assert!(exchange(&mut stream, &mock).await.0.starts_with("HTTP/1.1 200 OK\r\n"));
    // One that asks for nothing.
    let mut stream = connect(&mock, b"").await.unwrap().stream;
    assert!(exchange(&mut stream, &mock).await.0.starts_with("HTTP/1.1 200 OK\r\n"));

    let versions: Vec<_> = mock.requests().into_iter().map(|request| request.version).collect();
    assert_eq!(versions, ["HTTP/2.0", "HTTP/1.1", "HTTP/1.1"]);
    assert_eq!(mock.ledger()[0].count, 1, "the others find it signed");
}

#[tokio::test]
async fn one_thing_alone_is_wrong_with_a_certificate() {
    use CertificateError::{ExpiredContext, NotValidForNameContext, NotValidYetContext, UnknownIssuer};
    type Expected = fn(&CertificateError) -> bool;
    let expected: [(&str, Expected); 4] = [
        ("expired", |error| matches!(error, ExpiredContext { .. })),
        ("not-yet-valid", |error| matches!(error, NotValidYetContext { .. })),
        ("self-signed", |error| matches!(error, UnknownIssuer)),
        ("other-host", |error| matches!(error, NotValidForNameContext { .. })),
    ];
    for (name, is_expected) in expected {
        let certificate: Certificate = name.parse().unwrap();
        let mock = Mock::builder().https(certificate).start().await.unwrap();
        match connect(&mock, HTTP_2).await.map(drop).unwrap_err() {
            Broken::Tls(TlsError::InvalidCertificate(error)) => {
                assert!(is_expected(&error), "{name}: {error}");
            }
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!((mock.connections(), mock.requests().len()), (1, 0), "{name}");
    }
}

#[tokio::test]
async fn the_root_of_one_stand_in_is_not_that_of_another() {
    let (one, other) = (mock(&[]).await, mock(&[]).await);
    let root = other.root_certificate_pem().unwrap();
    let error = client::connect_as(&one, "127.0.0.1", root, HTTP_2).await.map(drop).unwrap_err();
    assert!(
        matches!(
            error,
            Broken::Tls(TlsError::InvalidCertificate(
                CertificateError::BadSignature | CertificateError::UnknownIssuer
            ))
        ),
        "{error:?}"
    );
    assert_eq!(Mock::start().await.unwrap().root_certificate_pem(), None, "plain HTTP needs none");
}

#[tokio::test]
async fn a_certificate_is_for_the_hosts_that_it_was_made_for() {
    let builder = Mock::builder().https(Certificate::Trusted);
    let mock = builder.certificate_for("sandbox.leegality.com").start().await.unwrap();
    let root = mock.root_certificate_pem().unwrap();
    for host in ["localhost", "127.0.0.1", "sandbox.leegality.com"] {
        assert!(client::connect_as(&mock, host, root, HTTP_2).await.is_ok(), "{host}");
    }
    assert!(client::connect_as(&mock, "app1.leegality.com", root, HTTP_2).await.is_err());

    let builder = Mock::builder().https(Certificate::Trusted).certificate_for("München");
    assert_eq!(builder.start().await.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn handshakes_are_cut_off_and_no_request_is_there() {
    for (fault, end) in
        [("handshake-reset", ErrorKind::ConnectionReset), ("handshake-close", ErrorKind::UnexpectedEof)]
    {
        let mock = mock(&[fault]).await;
        match connect(&mock, HTTP_2).await.map(drop).unwrap_err() {
            Broken::Io(kind) => assert_eq!(kind, end, "{fault}"),
            other => panic!("{fault}: {other:?}"),
        }
        assert_eq!((mock.connections(), mock.requests().len()), (1, 0));
        // The fault was for that connection.
        assert!(connect(&mock, HTTP_2).await.is_ok(), "{fault}");
    }
    let mock = mock(&["handshake-hang"]).await;
    // As long as the stand-in takes to see the first handshake, and a moment more.
    let connecting = timeout(Duration::from_secs(2), connect(&mock, HTTP_2)).await;
    assert!(connecting.is_err(), "there is no answer");
    assert!(timeout(PATIENCE, connect(&mock, HTTP_2)).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_handshake_that_is_over_passes_its_fault_on_to_the_request() {
    for protocol in [HTTP_1_1, HTTP_2] {
        let mock = mock(&["none", "handshake-reset"]).await;
        let stream = connect(&mock, protocol).await.unwrap();
        let end = if protocol == HTTP_2 {
            let mut client = stream.http_2().await;
            assert_eq!(client.sign(&mock).await.status, Some(200));
            client.sign(&mock).await.end.map_err(|error| error.get_io().map(std::io::Error::kind))
        } else {
            let mut stream = stream.stream;
            client::send(&mut stream, &mock).await;
            client::read_some(&mut stream).await;
            exchange(&mut stream, &mock).await.1.map_err(Some)
        };
        assert_eq!(end, Err(Some(ErrorKind::ConnectionReset)));
        assert_eq!(mock.requests().len(), 1, "the second is not recorded");
    }
}

#[tokio::test]
async fn a_refused_stream_leaves_the_connection() {
    let mock = mock(&["refused-stream", "refused-stream-after-signing"]).await;
    let mut client = connect(&mock, HTTP_2).await.unwrap().http_2().await;
    for signed in [0, 1] {
        let error = client.sign(&mock).await.end.unwrap_err();
        assert!(error.is_reset() && error.is_remote(), "{error:?}");
        assert_eq!(error.reason(), Some(Reason::REFUSED_STREAM));
        assert_eq!(mock.ledger()[0].count, signed);
    }
    assert_eq!(client.sign(&mock).await.status, Some(200));
    assert_eq!((mock.connections(), mock.requests().len()), (1, 3));
}

#[tokio::test]
async fn a_connection_goes_away_without_the_request() {
    for (fault, signed) in [("go-away", 0), ("go-away-after-signing", 1)] {
        let mock = mock(&["none", fault]).await;
        let mut client = connect(&mock, HTTP_2).await.unwrap().http_2().await;
        assert_eq!(client.login(&mock).await.status, Some(200), "it was there before");
        let error = client.sign(&mock).await.end.unwrap_err();
        assert!(error.is_go_away() && error.is_remote(), "{error:?}");
        assert_eq!(error.reason(), Some(Reason::NO_ERROR));
        assert_eq!((mock.ledger()[0].count, mock.requests().len()), (signed, 2));
        assert!(client.sign(&mock).await.end.is_err(), "the connection is closed");
    }
}

#[tokio::test]
async fn http_1_1_has_no_streams_to_refuse() {
    for (fault, signed) in [("refused-stream", 0), ("go-away-after-signing", 1)] {
        let mock = mock(&[fault]).await;
        let mut stream = connect(&mock, HTTP_1_1).await.unwrap().stream;
        assert_eq!(exchange(&mut stream, &mock).await, (String::new(), Ok(())), "{fault}");
        assert_eq!((mock.ledger()[0].count, mock.requests().len()), (signed, 1));
    }
}

#[tokio::test]
async fn resets_and_closings_are_told_apart_over_tls() {
    let over_http_1 = async |fault| {
        let mock = mock(&[fault]).await;
        let mut stream = connect(&mock, HTTP_1_1).await.unwrap().stream;
        let (seen, end) = exchange(&mut stream, &mock).await;
        (seen, end, mock.ledger()[0].count, mock.requests().len())
    };
    const RESET: Result<(), ErrorKind> = Err(ErrorKind::ConnectionReset);
    assert_eq!(over_http_1("reset-before-reading").await, (String::new(), RESET, 0, 0));
    assert_eq!(over_http_1("reset-after-signing").await, (String::new(), RESET, 1, 1));
    // `Ok` says that TLS was closed as well.
    assert_eq!(over_http_1("close-after-signing").await, (String::new(), Ok(()), 1, 1));
    let (seen, end, signed, _) = over_http_1("reset-in-answer").await;
    assert!(seen.starts_with("HTTP/1.1 200 OK\r\n") && !seen.ends_with('}'), "{seen}");
    assert_eq!((end, signed), (RESET, 1));
    let (seen, end, ..) = over_http_1("cut-body").await;
    assert!(seen.starts_with("HTTP/1.1 200 OK\r\n") && !seen.ends_with('}'), "{seen}");
    assert_eq!(end, Ok(()));
}

#[tokio::test]
async fn the_other_faults_strike_on_http_2_as_well() {
    let is_reset = |seen: &Seen| {
        let error = seen.end.as_ref().unwrap_err();
        error.get_io().map(std::io::Error::kind) == Some(ErrorKind::ConnectionReset)
    };
    let (seen, signed, recorded) = under("reset-before-reading").await;
    assert!(is_reset(&seen) && seen.status.is_none(), "{seen:?}");
    assert_eq!((signed, recorded), (0, 0));
    let (seen, signed, recorded) = under("reset-after-signing").await;
    assert!(is_reset(&seen) && seen.status.is_none(), "{seen:?}");
    assert_eq!((signed, recorded), (1, 1));
    let (seen, ..) = under("close").await;
    assert!(!is_reset(&seen) && seen.status.is_none(), "{seen:?}");

    for (fault, resets) in [("reset-in-answer", true), ("cut-body", false)] {
        let (seen, signed, _) = under(fault).await;
        assert_eq!((seen.status, signed, is_reset(&seen)), (Some(200), 1, resets), "{fault}: {seen:?}");
        assert_eq!(seen.body.len(), seen.content_length.unwrap() / 2, "{fault}: {seen:?}");
    }
    for fault in ["close-idle=20ms", "slow=1ms", "oversized=200000", "content-type=text/html"] {
        let (seen, ..) = under(fault).await;
        assert!(seen.end.is_ok() && seen.body.ends_with('}'), "{fault}: {seen:?}");
        assert_eq!(seen.content_length, Some(seen.body.len()), "{fault}");
    }
    let (seen, ..) = under("oversized-chunked=200000").await;
    assert_eq!((seen.content_length, seen.body.len()), (None, 200_000));
    assert!(seen.end.is_ok());
    let (seen, ..) = under("status=204").await;
    assert_eq!((seen.status, seen.body.as_str()), (Some(204), ""), "{seen:?}");

    // The first length is not that of the body, which the library notices.
    let (seen, signed, _) = under("duplicate-headers").await;
    assert_eq!(seen.end.unwrap_err().reason(), Some(Reason::PROTOCOL_ERROR));
    assert_eq!(signed, 1);
}

#[tokio::test]
async fn requests_of_one_connection_run_at_a_time() {
    let mock = mock(&["hang"]).await;
    let mut client = connect(&mock, HTTP_2).await.unwrap().http_2().await;
    let mut other = client.clone();
    let seen = async {
        while mock.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        other.sign(&mock).await
    };
    let seen = tokio::select! {
        _ = client.sign(&mock) => panic!("there is an answer"),
        seen = timeout(PATIENCE, seen) => seen.expect("the second one is answered"),
    };
    assert_eq!((seen.status, mock.connections()), (Some(200), 1));
}

#[tokio::test]
async fn stopping_is_graceful_and_killing_is_not() {
    let stopped = mock(&["slow=1ms"]).await;
    let signing = sign_until_recorded(&stopped).await;
    let (seen, ()) = tokio::join!(signing.finish(), stopped.shutdown());
    assert_eq!((seen.status, seen.end.is_ok()), (Some(200), true), "{seen:?}");

    let killed = mock(&["hang-after-signing"]).await;
    let signing = sign_until_recorded(&killed).await;
    let address = client::address(&killed);
    assert_eq!(killed.kill().await[0].count, 1);
    let error = signing.finish().await.end.unwrap_err();
    assert!(!error.is_go_away(), "a crash says nothing: {error:?}");
    assert!(TcpStream::connect(address).await.is_err());
}

async fn sign_until_recorded(mock: &Mock) -> client::Pending {
    let mut client = connect(mock, HTTP_2).await.unwrap().http_2().await;
    let signing = client::signing(&mut client, mock).await;
    let recorded = async {
        while mock.requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(PATIENCE, recorded).await.expect("the request arrives");
    signing
}
