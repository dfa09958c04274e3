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
/// # Over TLS and HTTP/2
///
/// With the feature `https`, all of them work over HTTP/1.1 and over HTTP/2. What ends a connection ends all streams on
/// it; a connection that closes in good order says so in TLS, but not in HTTP/2, where
/// [`GoAway`](Self::GoAway) does that. What belongs to one of the two alone does the nearest thing on the other, as
/// described there.
///
/// # As text
///
/// `Display` and `FromStr` have the same spelling: a name, and a value where the fault has one. Times are written as
/// `20ms` or `2s`, sizes in bytes.
///
/// | text | |
/// |---|---|
/// | `none` | [`None`](Self::None) |
/// | `handshake-reset` | [`HandshakeReset`](Self::HandshakeReset) |
/// | `handshake-close` | [`HandshakeClose`](Self::HandshakeClose) |
/// | `handshake-hang` | [`HandshakeHang`](Self::HandshakeHang) |
/// | `reset-before-reading` | [`ResetBeforeReading`](Self::ResetBeforeReading) |
/// | `reset` | [`Reset`](Self::Reset) |
/// | `reset-in-answer` | [`ResetInAnswer`](Self::ResetInAnswer) |
/// | `close` | [`Close`](Self::Close) |
/// | `close-idle=20ms` | [`CloseIdle`](Self::CloseIdle) |
/// | `hang` | [`Hang`](Self::Hang) |
/// | `refused-stream` | [`RefusedStream`](Self::RefusedStream) |
/// | `go-away` | [`GoAway`](Self::GoAway) |
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
    /// Reads the first message of a client's TLS handshake, the `ClientHello`, and resets the connection.
    ///
    /// This and the other two faults of handshakes are for a connection, whatever path it is to serve. If the next
    /// request under `/api` comes over a connection that has no handshake before it, the same happens to that request,
    /// before its body is read: over plain HTTP, and where a connection is used again. Such a request is not recorded.
    HandshakeReset,
    /// Reads the `ClientHello` and closes the connection, without a word of TLS.
    HandshakeClose,
    /// Reads the `ClientHello` and never answers.
    HandshakeHang,
    /// Resets the connection when the head of the request is there, without reading its body.
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
    /// Reads the request and resets its stream of HTTP/2, and not the connection, with `REFUSED_STREAM`. By that a server
    /// says that it did nothing, and clients repeat such requests unasked.
    ///
    /// HTTP/1.1 has no streams: there, the connection closes as in [`Close`](Self::Close).
    RefusedStream(Signs),
    /// Reads the request, says in a `GOAWAY` of HTTP/2 that it is not among those that it took, and closes the
    /// connection. The error code is `NO_ERROR`, as when a server restarts, and clients repeat such requests unasked.
    ///
    /// On HTTP/1.1, the connection closes as in [`Close`](Self::Close).
    GoAway(Signs),
    /// Answers one byte after the other, with this pause before each. On HTTP/2, the head comes as one.
    Slow(Duration),
    /// Answers with the first half of the JSON, under a `Content-Length` that is right.
    CutJson,
    /// Answers with the first half of the JSON, under the `Content-Length` of the whole, and closes the connection.
    CutBody,
    /// Answers with another content type. One that cannot stand in a header is sent empty.
    ContentType(String),
    /// Answers with two content types, two dates, and `Content-Length` twice with two values. HTTP/2 can carry all of it.
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
            Self::Reset(signs)
            | Self::Close(signs)
            | Self::Hang(signs)
            | Self::RefusedStream(signs)
            | Self::GoAway(signs) => Some(*signs),
            Self::Html { signs, .. }
            | Self::Status { signs, .. }
            | Self::Redirect { signs, .. }
            | Self::Oversized { signs, .. }
            | Self::GzipBomb { signs, .. }
            | Self::Body { signs, .. } => Some(*signs),
            Self::HandshakeReset | Self::HandshakeClose | Self::HandshakeHang | Self::ResetBeforeReading => {
                Some(Signs::Never)
            }
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

    /// When it strikes.
    pub(crate) fn moment(&self) -> Moment {
        match self {
            Self::HandshakeReset | Self::HandshakeClose | Self::HandshakeHang => Moment::Handshake,
            Self::ResetBeforeReading => Moment::Head,
            _ => Moment::Whole,
        }
    }
}

/// How far a connection and its request have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Moment {
    /// The handshake of TLS has begun.
    Handshake,
    /// The head of the request is read.
    Head,
    /// All of the request is read.
    Whole,
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
    /// Not at all: by `Transfer-Encoding: chunked` in HTTP/1.1, by no header in HTTP/2.
    Chunked,
}
