//! `CONNECT`, and the answers to it.

use std::fmt;
use std::io;
use std::time::Duration;

use http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::proxy::fault::{Point, ProxyFault};
use crate::proxy::{Shared, ending, tunnel};

/// The largest head of a request that is read, in bytes.
const HEAD_LIMIT: usize = 64 * 1024;
/// How much of an answer without end is written at a time.
static PIECE: [u8; 16 * 1024] = [b'a'; 16 * 1024];

/// A `CONNECT` as it arrived.
///
/// Headers are kept verbatim, the client's credentials among them. `Debug` says of those only that they are there.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectRequest {
    /// Host and port that a tunnel was asked for, as they came.
    pub target: String,
    /// Names and values in the order of arrival, the names in lower case. Bytes that are not UTF-8 are replaced.
    pub headers: Vec<(String, String)>,
}

impl ConnectRequest {
    /// The first value of the header `name`, whose case does not matter.
    ///
    /// ```
    /// # fn example(connect: &leegality_mock::ConnectRequest) {
    /// assert_eq!(connect.header("Proxy-Authorization"), Some("Basic dXNlcjpwYXNz"));
    /// # }
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Reads a head, or says with which status it is refused.
    fn parse(head: &[u8]) -> Result<Self, StatusCode> {
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Err(StatusCode::BAD_REQUEST);
        };
        if !version.starts_with("HTTP/1.") {
            return Err(StatusCode::BAD_REQUEST);
        }
        if method != "CONNECT" {
            return Err(StatusCode::METHOD_NOT_ALLOWED);
        }
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
        Ok(Self { target: target.to_owned(), headers: headers.collect() })
    }
}

impl fmt::Debug for ConnectRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.headers.iter().map(|(name, value)| match name.as_str() {
            "proxy-authorization" => (name, "…"),
            _ => (name, value.as_str()),
        });
        f.debug_struct("ConnectRequest")
            .field("target", &self.target)
            .field("headers", &shown.collect::<Vec<_>>())
            .finish()
    }
}

/// Answers the request of a new connection, and serves the tunnel to its end.
pub(super) async fn answer(mut client: TcpStream, shared: &Shared) -> io::Result<()> {
    let (head, early) = match read_head(&mut client).await? {
        Head::Whole(head, early) => (head, early),
        Head::TooLarge => return refuse(client, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE).await,
        Head::Broken => return Ok(()),
    };
    let fault = match ConnectRequest::parse(&head) {
        Ok(request) => shared.record(request),
        Err(status) => return refuse(client, status).await,
    };
    match fault {
        ProxyFault::Status(status) => return refuse(client, status).await,
        ProxyFault::Ends(ending, Point::BeforeTunnel) => return ending.befall(client).await,
        _ => {}
    }
    let Ok(upstream) = TcpStream::connect(shared.upstream).await else {
        return refuse(client, StatusCode::BAD_GATEWAY).await;
    };
    // As for the client's side: a failure costs time alone.
    let _ = upstream.set_nodelay(true);
    accept(&mut client, &fault).await?;
    shared.add_tunnel();
    match fault {
        ProxyFault::Ends(ending, point) => tunnel::ends(client, early, upstream, ending, point).await,
        _ => tunnel::lasts(client, early, upstream).await,
    }
}

enum Head {
    /// A head, and what came behind it.
    Whole(Vec<u8>, Vec<u8>),
    TooLarge,
    /// The client went away.
    Broken,
}

async fn read_head(client: &mut TcpStream) -> io::Result<Head> {
    let mut head = Vec::new();
    loop {
        if let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
            let early = head.split_off(end + 4);
            return Ok(Head::Whole(head, early));
        }
        if head.len() > HEAD_LIMIT {
            return Ok(Head::TooLarge);
        }
        if client.read_buf(&mut head).await? == 0 {
            return Ok(Head::Broken);
        }
    }
}

/// Says that the tunnel is open, well or badly.
async fn accept(client: &mut TcpStream, fault: &ProxyFault) -> io::Result<()> {
    const ESTABLISHED: &[u8] = b"HTTP/1.1 200 Connection established\r\n";
    match fault {
        ProxyFault::Slow(pause) => slowly(client, &[ESTABLISHED, b"\r\n"].concat(), *pause).await,
        ProxyFault::LargeHeaders { bytes } => {
            client.write_all(&[ESTABLISHED, b"x-padding: "].concat()).await?;
            let mut left = *bytes;
            while left > 0 {
                let piece = usize::try_from(left).unwrap_or(usize::MAX).min(PIECE.len());
                client.write_all(&PIECE[..piece]).await?;
                left -= piece as u64;
            }
            client.write_all(b"\r\n\r\n").await
        }
        _ => client.write_all(&[ESTABLISHED, b"\r\n"].concat()).await,
    }
}

async fn slowly(client: &mut TcpStream, bytes: &[u8], pause: Duration) -> io::Result<()> {
    for byte in bytes.chunks(1) {
        sleep(pause).await;
        client.write_all(byte).await?;
    }
    Ok(())
}

/// Answers with an HTML page, and closes.
async fn refuse(mut client: TcpStream, status: StatusCode) -> io::Result<()> {
    let page = format!("<html><body><h1>{status}</h1>A stand-in for a proxy says so.</body></html>");
    let extra = match status {
        StatusCode::PROXY_AUTHENTICATION_REQUIRED => "proxy-authenticate: Basic realm=\"stand-in\"\r\n",
        StatusCode::METHOD_NOT_ALLOWED => "allow: CONNECT\r\n",
        _ => "",
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html\r\ncontent-length: {}\r\nconnection: close\r\n{extra}\r\n",
        page.len()
    );
    client.write_all(format!("{head}{page}").as_bytes()).await?;
    ending::close(client).await
}
