//! The proxy, as it looks on the wire.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod common;

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use common::{counts, sign_body};
use leegality_api::facts::{AUTH_TOKEN_HEADER, SIGN_INVITATION_PATH};
use leegality_mock::{Mock, Proxy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

const CONNECT: &str = "CONNECT sandbox.leegality.com:443 HTTP/1.1\r\nhost: sandbox.leegality.com:443\r\n\r\n";
const ESTABLISHED: &str = "HTTP/1.1 200 Connection established\r\n\r\n";
const LIMIT: Duration = Duration::from_secs(10);

type End = Result<(), ErrorKind>;
const RESET: End = Err(ErrorKind::ConnectionReset);

/// What arrives until the end of the connection, and how that ends.
async fn rest(stream: &mut TcpStream) -> (Vec<u8>, End) {
    let mut seen = Vec::new();
    let end = timeout(LIMIT, stream.read_to_end(&mut seen)).await.expect("it ends");
    (seen, end.map(|_| ()).map_err(|error| error.kind()))
}

/// A `CONNECT`, and a request to sign where the tunnel opens, without TLS.
async fn sign_under(fault: &str) -> (String, End, Mock, Proxy) {
    let mock = Mock::start().await.unwrap();
    let proxy = Proxy::start(mock.address()).await.unwrap();
    proxy.script([fault.parse().unwrap()]);
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(CONNECT.as_bytes()).await.unwrap();
    let mut seen = vec![0; ESTABLISHED.len()];
    // It breaks off where there is no tunnel, and the rest says how.
    let opens = timeout(LIMIT, stream.read_exact(&mut seen)).await.expect("it answers or ends");
    if let Err(error) = opens {
        seen.retain(|byte| *byte != 0);
        let end = if error.kind() == ErrorKind::UnexpectedEof { Ok(()) } else { Err(error.kind()) };
        return (String::from_utf8_lossy(&seen).into_owned(), end, mock, proxy);
    }
    let body = sign_body(&mock, &mock.sign_urls()[0]).to_string();
    let head = format!(
        "POST /api{SIGN_INVITATION_PATH} HTTP/1.1\r\nhost: sandbox.leegality.com\r\nconnection: close\r\n\
         {AUTH_TOKEN_HEADER}: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        mock.auth_token(),
        body.len(),
    );
    // A tunnel that is not one may be closed already.
    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
    let (more, end) = rest(&mut stream).await;
    seen.extend(more);
    (String::from_utf8_lossy(&seen).into_owned(), end, mock, proxy)
}

#[tokio::test]
async fn a_tunnel_leads_to_the_upstream_whatever_host_was_asked_for() {
    let (seen, end, mock, proxy) = sign_under("none").await;
    assert!(seen.starts_with(&format!("{ESTABLISHED}HTTP/1.1 200 OK\r\n")) && seen.ends_with('}'), "{seen}");
    assert_eq!((end, counts(&mock), proxy.tunnels()), (Ok(()), vec![1, 0, 0], 1));
    let connects = proxy.connects();
    assert_eq!((connects.len(), connects[0].target.as_str()), (1, "sandbox.leegality.com:443"));
    assert_eq!(connects[0].header("Host"), Some("sandbox.leegality.com:443"));
}

#[tokio::test]
async fn without_a_tunnel_nothing_gets_through() {
    for (fault, beginning, expected) in [
        ("close-before-tunnel", "", Ok(())),
        ("reset-before-tunnel", "", RESET),
        ("garble-before-tunnel", "\u{fffd}", Ok(())),
        ("status=407", "HTTP/1.1 407 Proxy Authentication Required\r\n", Ok(())),
        ("status=502", "HTTP/1.1 502 Bad Gateway\r\n", Ok(())),
        ("status=200", "HTTP/1.1 200 OK\r\n", Ok(())),
    ] {
        let (seen, end, mock, proxy) = sign_under(fault).await;
        assert!(seen.starts_with(beginning) && seen.is_empty() == beginning.is_empty(), "{fault}: {seen}");
        assert_eq!((end, proxy.tunnels()), (expected, 0), "{fault}");
        assert_eq!((mock.connections(), proxy.connects().len()), (0, 1), "{fault}");
        assert_eq!(seen.contains("proxy-authenticate: Basic"), fault == "status=407", "{seen}");
    }
}

#[tokio::test]
async fn a_tunnel_without_tls_ends_where_the_fault_says() {
    let (whole, ..) = sign_under("none").await;
    let answer = whole.len() - ESTABLISHED.len();
    for (fault, got, expected, signed) in [
        ("close-before-request".to_owned(), 0, Ok(()), 0),
        ("reset-before-request".to_owned(), 0, RESET, 0),
        ("close-in-answer=0".to_owned(), 0, Ok(()), 1),
        ("reset-in-answer=0".to_owned(), 0, RESET, 1),
        ("close-in-answer=100".to_owned(), 100, Ok(()), 1),
        (format!("close-in-answer={answer}"), answer, Ok(()), 1),
        ("close-in-answer=100000".to_owned(), answer, Ok(()), 1),
    ] {
        let (seen, end, mock, proxy) = sign_under(&fault).await;
        assert_eq!((seen.len() - ESTABLISHED.len(), end), (got, expected), "{fault}: {seen}");
        assert_eq!(
            (counts(&mock)[0], mock.requests().len() as u64, proxy.tunnels()),
            (signed, signed, 1),
            "{fault}"
        );
    }
    let (seen, _, mock, _) = sign_under("garble-in-answer=0").await;
    assert!(seen[ESTABLISHED.len()..].starts_with('\u{fffd}'), "{seen}");
    assert_eq!(counts(&mock)[0], 1);
}

#[tokio::test]
async fn a_stall_lasts_until_the_client_goes_away() {
    for (fault, signed) in [("stall-before-tunnel", 0), ("stall-before-request", 0), ("stall-in-answer=0", 1)]
    {
        let mock = Mock::start().await.unwrap();
        let proxy = Proxy::start(mock.address()).await.unwrap();
        proxy.always(fault.parse().unwrap());
        let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
        let body = sign_body(&mock, &mock.sign_urls()[0]).to_string();
        // All at once: the proxy keeps for the tunnel what comes early.
        let request = format!(
            "{CONNECT}POST /api{SIGN_INVITATION_PATH} HTTP/1.1\r\nhost: a\r\n{AUTH_TOKEN_HEADER}: {}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            mock.auth_token(),
            body.len(),
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut seen = vec![0; if fault == "stall-before-tunnel" { 0 } else { ESTABLISHED.len() }];
        stream.read_exact(&mut seen).await.unwrap();
        let more = timeout(Duration::from_millis(300), stream.read(&mut [0])).await;
        assert!(more.is_err(), "{fault}: {more:?}");
        let is_signed = async {
            while counts(&mock)[0] < signed {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(LIMIT, is_signed).await.expect("the request is forwarded");
        assert_eq!(counts(&mock)[0], signed, "{fault}");
        proxy.kill().await;
        assert!(timeout(LIMIT, stream.read(&mut [0])).await.is_ok(), "{fault}: killed");
    }
}

#[tokio::test]
async fn the_answer_to_a_connect_can_be_slow_or_large() {
    let began = Instant::now();
    let (seen, _, mock, proxy) = sign_under("slow=2ms").await;
    assert!(seen.starts_with(&format!("{ESTABLISHED}HTTP/1.1 200 OK\r\n")), "{seen}");
    assert!(began.elapsed() >= Duration::from_millis(2 * ESTABLISHED.len() as u64));
    assert_eq!(counts(&mock)[0], 1);

    proxy.script([
        "large-headers=100000".parse().unwrap(),
        "large-headers=18446744073709551615".parse().unwrap(),
    ]);
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(CONNECT.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        assert!(timeout(LIMIT, stream.read_buf(&mut head)).await.unwrap().unwrap() > 0);
    }
    assert_eq!(head.len(), ESTABLISHED.len() + "x-padding: \r\n".len() + 100_000);

    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    stream.write_all(CONNECT.as_bytes()).await.unwrap();
    let mut seen = vec![0; 3_000_000];
    timeout(LIMIT, stream.read_exact(&mut seen)).await.unwrap().unwrap();
    assert!(seen.ends_with(b"aaaa"));
}

#[tokio::test]
async fn each_connect_has_its_own_fault_and_its_credentials_are_not_shown() {
    let nobody = Mock::unreachable_url().unwrap();
    let nobody = nobody.trim_start_matches("http://").trim_end_matches("/api").parse().unwrap();
    let proxy = Proxy::start(nobody).await.unwrap();
    proxy.script(["status=503".parse().unwrap()]);
    let ask = async |request: &str| {
        let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let (seen, end) = rest(&mut stream).await;
        assert_eq!(end, Ok(()));
        String::from_utf8(seen).unwrap()[9..12].to_owned()
    };
    let with_credentials =
        "CONNECT a.example:443 HTTP/1.1\r\nProxy-Authorization: Basic c2VjcmV0\r\nVia: b\r\n\r\n";
    assert_eq!(ask("GET http://a.example/ HTTP/1.1\r\n\r\n").await, "405");
    assert_eq!(ask("What?\r\n\r\n").await, "400");
    assert_eq!(ask(with_credentials).await, "503");
    assert_eq!(ask(CONNECT).await, "502", "nobody is there");

    let connects = proxy.connects();
    assert_eq!(connects.len(), 2);
    assert_eq!(connects[0].header("proxy-authorization"), Some("Basic c2VjcmV0"));
    let shown = format!("{:?} {proxy:?}", connects[0]);
    assert!(shown.contains("proxy-authorization") && shown.contains("via"), "{shown}");
    assert!(!shown.contains("c2VjcmV0"), "{shown}");
}

/// A record of TLS, with no more in it than an outsider can see.
fn record(content_type: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[content_type, 3, 3, length[0], length[1]], content].concat()
}

/// Both ends of a tunnel under `fault`.
async fn both_ends(fault: &str) -> (TcpStream, TcpStream, Proxy) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let proxy = Proxy::start(listener.local_addr().unwrap()).await.unwrap();
    proxy.script([fault.parse().unwrap()]);
    let mut client = TcpStream::connect(proxy.address()).await.unwrap();
    client.write_all(CONNECT.as_bytes()).await.unwrap();
    let (server, _) = listener.accept().await.unwrap();
    pass(&mut client, ESTABLISHED.as_bytes()).await;
    (client, server, proxy)
}

/// Asserts that these bytes arrive.
async fn pass(to: &mut TcpStream, bytes: &[u8]) {
    let mut seen = vec![0; bytes.len()];
    timeout(LIMIT, to.read_exact(&mut seen)).await.expect("something arrives").unwrap();
    assert_eq!(seen, bytes);
}

async fn send(from: &mut TcpStream, to: &mut TcpStream, bytes: &[u8]) {
    from.write_all(bytes).await.unwrap();
    pass(to, bytes).await;
}

#[tokio::test]
async fn the_request_is_found_behind_every_form_of_the_handshake() {
    const CLIENT_HELLO: &[u8] = &[1, 0, 0, 2, 7, 7];
    for (name, has_second_hello, last, tickets) in [
        ("TLS 1.2", false, 22, 0),
        ("TLS 1.3", false, 23, 2),
        ("TLS 1.3 with a second greeting", true, 23, 1),
        ("TLS 1.3 without tickets", false, 23, 0),
    ] {
        for (fault, is_forwarded) in [("close-before-request", false), ("close-in-answer=0", true)] {
            let (mut client, mut server, _proxy) = both_ends(fault).await;
            send(&mut client, &mut server, &record(22, CLIENT_HELLO)).await;
            send(&mut server, &mut client, &record(22, b"hello")).await;
            send(&mut client, &mut server, &record(20, &[1])).await;
            if has_second_hello {
                send(&mut client, &mut server, &record(22, CLIENT_HELLO)).await;
            }
            send(&mut server, &mut client, &[record(20, &[1]), record(last, b"finished")].concat()).await;
            send(&mut client, &mut server, &record(last, b"finished")).await;
            client.write_all(&record(23, b"request")).await.unwrap();
            if is_forwarded {
                for _ in 0..tickets {
                    send(&mut server, &mut client, &record(23, b"ticket")).await;
                }
                pass(&mut server, &record(23, b"request")).await;
                server.write_all(&record(23, b"answer")).await.unwrap();
            } else {
                assert_eq!(rest(&mut client).await, (Vec::new(), Ok(())), "{name}");
                drop(client);
                assert_eq!(rest(&mut server).await, (Vec::new(), Ok(())), "{name}");
                continue;
            }
            assert_eq!(rest(&mut client).await, (Vec::new(), Ok(())), "{name}");
        }
    }
}

#[tokio::test]
async fn a_handshake_ends_after_the_bytes_that_the_fault_says() {
    for bytes in [0, 3, 10] {
        let (mut client, mut server, _proxy) = both_ends(&format!("close-in-handshake={bytes}")).await;
        send(&mut client, &mut server, &record(22, b"hello")).await;
        server.write_all(&record(22, b"hello")).await.unwrap();
        assert_eq!(rest(&mut client).await, (record(22, b"hello")[..bytes].to_vec(), Ok(())));
    }
    let (mut client, mut server, _proxy) = both_ends("close-in-handshake=11").await;
    send(&mut client, &mut server, &record(22, b"hello")).await;
    send(&mut server, &mut client, &record(22, b"hello")).await;
}
