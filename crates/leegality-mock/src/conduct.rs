//! What the server does under a fault, whatever version of HTTP carries it out.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use http_body_util::Full;

use crate::answer::{self, Answer};
use crate::fault::{Fault, RetryAfter, Signs};
use crate::gzip;
use crate::oversized::Oversized;
use crate::wire::End;

/// How long the first half of an answer gets to arrive before a reset, which would throw it away.
pub(crate) const HEAD_START: Duration = Duration::from_millis(20);

/// Headers that contradict those of any answer, and one another.
pub(crate) const CONTRADICTION: [(&str, &str); 4] = [
    ("content-type", "text/plain"),
    ("date", "Thu, 01 Jan 2026 00:00:00 GMT"),
    ("date", "Fri, 02 Jan 2026 00:00:00 GMT"),
    ("content-length", "7"),
];

/// Dates further ahead than this, about ten years, are not written: HTTP has four digits for a year.
const FURTHEST_DATE: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// What is done with a request.
pub(crate) enum Act {
    Answer(Answer),
    /// The connection closes this long after the answer.
    AnswerAndClose(Answer, Duration),
    /// Half of the body is sent, and the connection ends.
    AnswerHalf(Answer, End),
    /// One byte after the other, with this pause before each.
    AnswerSlowly(Answer, Duration),
    /// With [`CONTRADICTION`] before its own headers.
    AnswerTwice(Answer),
    Oversized(Oversized),
    HangUp(End),
    Hang,
    /// The stream of HTTP/2 is refused.
    RefuseStream,
    /// The connection of HTTP/2 ends, and this request is not among those that it took.
    GoAway,
}

/// What is done with a request under `fault`. `operate` does the work and gives the true answer.
pub(crate) async fn under(fault: Fault, operate: impl FnOnce() -> Answer) -> Act {
    match fault.signs() {
        None => spoil(operate(), fault).await,
        Some(signs) => {
            if signs == Signs::Before {
                drop(operate());
            }
            replace(fault)
        }
    }
}

/// Hands out the true answer, damaged.
async fn spoil(mut answer: Answer, fault: Fault) -> Act {
    match fault {
        Fault::CloseIdle(delay) => return Act::AnswerAndClose(answer, delay),
        Fault::CutBody => return Act::AnswerHalf(answer, End::Close),
        Fault::ResetInAnswer => return Act::AnswerHalf(answer, End::Reset),
        Fault::Slow(pause) => return Act::AnswerSlowly(answer, pause),
        Fault::DuplicateHeaders => return Act::AnswerTwice(answer),
        Fault::ContentType(value) => {
            answer.headers_mut().insert(CONTENT_TYPE, value_of(&value));
        }
        Fault::LargeHeaders { bytes } => {
            let name = HeaderName::from_static("x-large");
            answer.headers_mut().insert(name, value_of(&"x".repeat(bytes)));
        }
        Fault::CutJson => {
            let (parts, body) = answer.into_parts();
            let body = answer::whole(body).await;
            answer = Answer::from_parts(parts, Full::new(body.slice(..body.len() / 2)));
        }
        _ => {}
    }
    Act::Answer(answer)
}

/// Does something in place of an answer.
pub(crate) fn replace(fault: Fault) -> Act {
    match fault {
        Fault::Hang(_) | Fault::HandshakeHang => Act::Hang,
        Fault::Reset(_) | Fault::ResetBeforeReading | Fault::HandshakeReset => Act::HangUp(End::Reset),
        Fault::RefusedStream(_) => Act::RefuseStream,
        Fault::GoAway(_) => Act::GoAway,
        Fault::Html { status, .. } => {
            let page = format!("<html><head><title>{status}</title></head><body>{status}</body></html>\n");
            Act::Answer(answer::of_type(status, "text/html", page))
        }
        Fault::Status { status, retry_after, .. } => {
            let mut answer = answer::of_type(status, "application/json", "{}");
            if let Some(retry_after) = retry_after {
                answer.headers_mut().insert(RETRY_AFTER, value_of(&retry_after.to_string()));
            }
            Act::Answer(answer)
        }
        Fault::Redirect { status, location, .. } => {
            let mut answer = answer::of_type(status, "text/plain", "");
            answer.headers_mut().insert(LOCATION, value_of(&location));
            Act::Answer(answer)
        }
        Fault::Oversized { bytes, framing, .. } => Act::Oversized(Oversized::new(bytes, framing)),
        Fault::GzipBomb { bytes, .. } => {
            let mut answer = answer::of_type(StatusCode::OK, "application/json", gzip::bomb(bytes));
            answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            Act::Answer(answer)
        }
        Fault::Body { status, text, .. } => Act::Answer(answer::of_type(status, "application/json", text)),
        _ => Act::HangUp(End::Close),
    }
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
