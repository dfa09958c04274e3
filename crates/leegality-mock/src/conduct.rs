//! What the server does under a fault.

use std::error::Error;
use std::fmt;
use std::future::pending;
use std::io;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use http_body_util::{BodyExt, Full};
use tokio::time::sleep;

use crate::answer::{self, Answer};
use crate::fault::{Fault, Framing, RetryAfter, Signs};
use crate::gzip;
use crate::wire::Wire;

/// How long the first half of an answer gets to arrive before a reset, which would throw it away.
const HEAD_START: Duration = Duration::from_millis(20);

/// Dates further ahead than this, about ten years, are not written: HTTP has four digits for a year.
const FURTHEST_DATE: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// What a large body is sent in, in bytes.
const PIECE: usize = 16 * 1024;

/// HTTP gives the request no answer: what there was to send is sent, and the connection closes.
#[derive(Debug)]
pub(crate) struct HungUp;

impl fmt::Display for HungUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is closed on purpose")
    }
}

impl Error for HungUp {}

impl From<io::Error> for HungUp {
    /// The client has gone first, which many faults are meant to bring about.
    fn from(_: io::Error) -> Self {
        Self
    }
}

/// Answers a request under `fault`. `operate` does the work and gives the true answer.
pub(crate) async fn under(
    fault: Fault,
    wire: &Wire,
    operate: impl FnOnce() -> Answer,
) -> Result<Answer, HungUp> {
    match fault.signs() {
        None => spoil(operate(), fault, wire).await,
        Some(signs) => {
            if signs == Signs::Before {
                drop(operate());
            }
            replace(fault, wire).await
        }
    }
}

/// Hands out the true answer, damaged.
async fn spoil(mut answer: Answer, fault: Fault, wire: &Wire) -> Result<Answer, HungUp> {
    match fault {
        Fault::CloseIdle(delay) => {
            let wire = wire.clone();
            tokio::spawn(async move {
                sleep(delay).await;
                wire.hang_up();
            });
        }
        Fault::ContentType(value) => {
            answer.headers_mut().insert(CONTENT_TYPE, value_of(&value));
        }
        Fault::LargeHeaders { bytes } => {
            let name = HeaderName::from_static("x-large");
            answer.headers_mut().insert(name, value_of(&"x".repeat(bytes)));
        }
        Fault::CutJson => {
            let (parts, body) = answer.into_parts();
            let body = whole(body).await;
            return Ok(Answer::from_parts(parts, Full::new(body.slice(..body.len() / 2))));
        }
        Fault::CutBody => {
            let (head, body) = written(answer, "").await;
            wire.write_all(&[head.as_slice(), &body[..body.len() / 2]].concat()).await?;
            return Err(HungUp);
        }
        Fault::ResetInAnswer => {
            let (head, body) = written(answer, "").await;
            wire.write_all(&[head.as_slice(), &body[..body.len() / 2]].concat()).await?;
            sleep(HEAD_START).await;
            wire.reset_on_close();
            return Err(HungUp);
        }
        Fault::Slow(pause) => {
            let (head, body) = written(answer, "").await;
            for byte in head.iter().chain(&body) {
                sleep(pause).await;
                wire.write_all(&[*byte]).await?;
            }
            return Err(HungUp);
        }
        Fault::DuplicateHeaders => {
            let twice = "content-type: text/plain\r\n\
                         date: Thu, 01 Jan 2026 00:00:00 GMT\r\n\
                         date: Fri, 02 Jan 2026 00:00:00 GMT\r\n\
                         content-length: 7\r\n";
            let (head, body) = written(answer, twice).await;
            wire.write_all(&[head.as_slice(), &body].concat()).await?;
            return Err(HungUp);
        }
        _ => {}
    }
    Ok(answer)
}

/// Does something in place of an answer.
async fn replace(fault: Fault, wire: &Wire) -> Result<Answer, HungUp> {
    match fault {
        Fault::Hang(_) => pending().await,
        Fault::Reset(_) | Fault::ResetBeforeReading => {
            wire.reset_on_close();
            Err(HungUp)
        }
        Fault::Html { status, .. } => {
            let page = format!("<html><head><title>{status}</title></head><body>{status}</body></html>\n");
            Ok(answer::of_type(status, "text/html", page))
        }
        Fault::Status { status, retry_after, .. } => {
            let mut answer = answer::of_type(status, "application/json", "{}");
            if let Some(retry_after) = retry_after {
                answer.headers_mut().insert(RETRY_AFTER, value_of(&retry_after.to_string()));
            }
            Ok(answer)
        }
        Fault::Redirect { status, location, .. } => {
            let mut answer = answer::of_type(status, "text/plain", "");
            answer.headers_mut().insert(LOCATION, value_of(&location));
            Ok(answer)
        }
        Fault::Oversized { bytes, framing, .. } => {
            send_oversized(bytes, framing, wire).await?;
            Err(HungUp)
        }
        Fault::GzipBomb { bytes, .. } => {
            let mut answer = answer::of_type(StatusCode::OK, "application/json", gzip::bomb(bytes));
            answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Ok(answer)
        }
        Fault::Body { status, text, .. } => Ok(answer::of_type(status, "application/json", text)),
        _ => Err(HungUp),
    }
}

/// A client that reads on gets all of it; one that gives up ends it.
async fn send_oversized(bytes: u64, framing: Framing, wire: &Wire) -> io::Result<()> {
    let (begin, end) = (br#"{"status":1,"x":""#, br#""}"#);
    let mut left = bytes.saturating_sub((begin.len() + end.len()) as u64);
    let length = (begin.len() + end.len()) as u64 + left;
    let size = match framing {
        Framing::ContentLength => format!("content-length: {length}"),
        Framing::Chunked => "transfer-encoding: chunked".to_owned(),
    };
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{size}\r\n\r\n");
    wire.write_all(head.as_bytes()).await?;
    send_piece(begin, framing, wire).await?;
    let filling = [b'x'; PIECE];
    while left > 0 {
        let count = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
        send_piece(&filling[..count], framing, wire).await?;
        left -= count as u64;
    }
    send_piece(end, framing, wire).await?;
    match framing {
        Framing::ContentLength => Ok(()),
        // A chunk of no length is the last.
        Framing::Chunked => send_piece(b"", framing, wire).await,
    }
}

async fn send_piece(bytes: &[u8], framing: Framing, wire: &Wire) -> io::Result<()> {
    match framing {
        Framing::ContentLength => wire.write_all(bytes).await,
        Framing::Chunked => {
            let length = format!("{:x}\r\n", bytes.len());
            wire.write_all(&[length.as_bytes(), bytes, b"\r\n"].concat()).await
        }
    }
}

/// Head and body as they stand on the wire, with `headers` on top, each of them with its line break.
async fn written(answer: Answer, headers: &str) -> (Vec<u8>, Bytes) {
    let (parts, body) = answer.into_parts();
    let body = whole(body).await;
    let mut head =
        format!("HTTP/1.1 {}\r\n{headers}content-length: {}\r\n", parts.status, body.len()).into_bytes();
    for (name, value) in &parts.headers {
        head.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    head.extend_from_slice(b"\r\n");
    (head, body)
}

async fn whole(body: Full<Bytes>) -> Bytes {
    let Ok(body) = body.collect().await;
    body.to_bytes()
}

/// A text that cannot stand in a header becomes an empty one.
fn value_of(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

impl fmt::Display for RetryAfter {
    /// The header's value, if it is sent now.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(wait) => write!(f, "{}", wait.as_secs()),
            Self::Date(wait) => {
                let date = SystemTime::now() + (*wait).min(FURTHEST_DATE);
                f.write_str(&httpdate::fmt_http_date(date))
            }
        }
    }
}
