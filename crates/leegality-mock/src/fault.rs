//! What can go wrong with a request on purpose.

use std::time::Duration;

use http::StatusCode;

/// Something that goes wrong with one request under `/api`.
///
/// A test hands them to [`Mock::script`](crate::Mock::script) or [`MockBuilder::faults`](crate::MockBuilder::faults), a
/// person to `leegality mock --fault`. The ledger tells what was signed all the same.
///
/// A fault that takes the place of the answer says in a [`Signs`] whether the request does its work first: signs, or
/// issues a token. The other ones spoil the true answer, so that the work is always done.
///
/// # As text
///
/// `Display` and `FromStr` have the same spelling: a name, and a value where the fault has one. Times are written as
/// `20ms` or `2s`, sizes in bytes.
///
/// | text | |
/// |---|---|
/// | `none` | [`None`](Self::None) |
/// | `reset-before-reading` | [`ResetBeforeReading`](Self::ResetBeforeReading) |
/// | `reset` | [`Reset`](Self::Reset) |
/// | `reset-in-answer` | [`ResetInAnswer`](Self::ResetInAnswer) |
/// | `close` | [`Close`](Self::Close) |
/// | `close-idle=20ms` | [`CloseIdle`](Self::CloseIdle) |
/// | `hang` | [`Hang`](Self::Hang) |
/// | `slow=20ms` | [`Slow`](Self::Slow) |
/// | `cut-json` | [`CutJson`](Self::CutJson) |
/// | `cut-body` | [`CutBody`](Self::CutBody) |
/// | `content-type=text/html` | [`ContentType`](Self::ContentType) |
/// | `duplicate-headers` | [`DuplicateHeaders`](Self::DuplicateHeaders) |
/// | `large-headers=100000` | [`LargeHeaders`](Self::LargeHeaders) |
/// | `html=502` | [`Html`](Self::Html) |
/// | `status=503`, `status=429,retry-after=1`, `status=503,retry-after-date=60` | [`Status`](Self::Status) |
/// | `redirect=307,location=https://elsewhere.example/` | [`Redirect`](Self::Redirect) |
/// | `oversized=2000000`, `oversized-chunked=2000000` | [`Oversized`](Self::Oversized) |
/// | `gzip-bomb=10000000` | [`GzipBomb`](Self::GzipBomb) |
/// | `body={"status":2}`, `body=403 {"status":1}` | [`Body`](Self::Body) |
///
/// Where there is a [`Signs`], `-after-signing` behind the name means [`Signs::Before`]: `reset-after-signing`,
/// `status-after-signing=503`.
///
/// ```
/// use leegality_mock::{Fault, Signs};
///
/// # fn main() -> Result<(), leegality_mock::ParseFaultError> {
/// let fault: Fault = "reset-after-signing".parse()?;
/// assert_eq!(fault, Fault::Reset(Signs::Before));
/// assert_eq!(fault.to_string(), "reset-after-signing");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing. For a request before the one that something is to go wrong with.
    None,
    /// Resets the connection when the first bytes of the request are there, without reading them.
    ///
    /// Such a request is not recorded.
    ResetBeforeReading,
    /// Reads the request and resets the connection.
    Reset(Signs),
    /// Sends the first half of the answer and resets the connection.
    ResetInAnswer,
    /// Reads the request and closes the connection in good order.
    Close(Signs),
    /// Answers, keeps the connection open as if for more, and closes it this long after.
    CloseIdle(Duration),
    /// Reads the request and never answers.
    Hang(Signs),
    /// Answers one byte after the other, with this pause before each.
    Slow(Duration),
    /// Answers with the first half of the JSON, under a `Content-Length` that is right.
    CutJson,
    /// Answers with the first half of the JSON, under the `Content-Length` of the whole, and closes the connection.
    CutBody,
    /// Answers with another content type. One that cannot stand in a header is sent empty.
    ContentType(String),
    /// Answers with two content types, two dates, and `Content-Length` twice with two values.
    DuplicateHeaders,
    /// Answers with a header of this many bytes on top.
    LargeHeaders {
        /// Length of the header's value in bytes.
        bytes: usize,
    },
    /// Answers with an HTML page, as a proxy does.
    Html {
        /// The HTTP status.
        status: StatusCode,
        /// Whether the work is done first.
        signs: Signs,
    },
    /// Answers with a status and an empty JSON object.
    Status {
        /// The HTTP status.
        status: StatusCode,
        /// When the client is asked to come back.
        retry_after: Option<RetryAfter>,
        /// Whether the work is done first.
        signs: Signs,
    },
    /// Sends the client elsewhere.
    Redirect {
        /// The HTTP status.
        status: StatusCode,
        /// The header `Location`. What cannot stand in a header is sent empty.
        location: String,
        /// Whether the work is done first.
        signs: Signs,
    },
    /// Answers with JSON that claims a success, filled up to a size. It is not held in memory.
    Oversized {
        /// Size of the body in bytes. Sizes too small for JSON are rounded up.
        bytes: u64,
        /// Whether the client can know the size in advance.
        framing: Framing,
        /// Whether the work is done first.
        signs: Signs,
    },
    /// Answers with JSON that claims a success, compressed by gzip although nobody asked for it.
    GzipBomb {
        /// Size of the decompressed body in bytes, a little more or less. What is sent,
        /// and held in memory, is about a 150th of it.
        bytes: u64,
        /// Whether the work is done first.
        signs: Signs,
    },
    /// Answers with any text as JSON, word for word.
    Body {
        /// The HTTP status.
        status: StatusCode,
        /// The body.
        text: String,
        /// Whether the work is done first.
        signs: Signs,
    },
}

impl Fault {
    /// Whether the work is done before a fault that takes the place of the answer; nothing for one that spoils it.
    pub(crate) fn signs(&self) -> Option<Signs> {
        match self {
            Self::Reset(signs) | Self::Close(signs) | Self::Hang(signs) => Some(*signs),
            Self::Html { signs, .. }
            | Self::Status { signs, .. }
            | Self::Redirect { signs, .. }
            | Self::Oversized { signs, .. }
            | Self::GzipBomb { signs, .. }
            | Self::Body { signs, .. } => Some(*signs),
            Self::ResetBeforeReading => Some(Signs::Never),
            Self::None
            | Self::ResetInAnswer
            | Self::CloseIdle(_)
            | Self::Slow(_)
            | Self::CutJson
            | Self::CutBody
            | Self::ContentType(_)
            | Self::DuplicateHeaders
            | Self::LargeHeaders { .. } => None,
        }
    }
}

/// Whether a request does its work before something goes wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Signs {
    /// The work is not done: the fault comes instead.
    #[default]
    Never,
    /// The work is done as if nothing was wrong, and the fault comes in place of its answer.
    Before,
}

/// When a client is asked to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryAfter {
    /// After a time, rounded down to whole seconds.
    Seconds(Duration),
    /// At a date, this long after the answer is made. HTTP dates have whole seconds.
    Date(Duration),
}

/// How the size of a body is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Framing {
    /// In advance, by `Content-Length`.
    ContentLength,
    /// Not at all, by `Transfer-Encoding: chunked`.
    Chunked,
}
