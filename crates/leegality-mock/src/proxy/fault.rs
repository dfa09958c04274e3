//! What can go wrong with a tunnel on purpose.

use std::time::Duration;

use http::StatusCode;

/// Something that goes wrong with one `CONNECT` and the tunnel that it opens.
///
/// A test hands them to [`Proxy::script`](crate::Proxy::script) or [`Proxy::always`](crate::Proxy::always).
///
/// # As text
///
/// `Display` and `FromStr` have the same spelling. Times are written as `20ms` or `2s`, sizes in bytes.
///
/// | text | |
/// |---|---|
/// | `none` | [`None`](Self::None) |
/// | `status=407` | [`Status`](Self::Status) |
/// | `slow=20ms` | [`Slow`](Self::Slow) |
/// | `large-headers=100000` | [`LargeHeaders`](Self::LargeHeaders) |
/// | `close-before-tunnel` | [`Ends`](Self::Ends) at [`Point::BeforeTunnel`] |
/// | `close-in-handshake=100` | [`Ends`](Self::Ends) at [`Point::InHandshake`] |
/// | `close-before-request` | [`Ends`](Self::Ends) at [`Point::BeforeRequest`] |
/// | `close-in-answer=100` | [`Ends`](Self::Ends) at [`Point::InAnswer`] |
///
/// In place of `close` there may be `reset`, `stall` and `garble`, the other [`Ending`]s.
///
/// ```
/// use leegality_mock::{Ending, ParseFaultError, Point, ProxyFault};
///
/// # fn main() -> Result<(), ParseFaultError> {
/// let fault: ProxyFault = "stall-in-handshake=100".parse()?;
/// assert_eq!(fault, ProxyFault::Ends(Ending::Stall, Point::InHandshake { bytes: 100 }));
/// assert_eq!(fault.to_string(), "stall-in-handshake=100");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProxyFault {
    /// Nothing. For a tunnel before the one that something is to go wrong with.
    #[default]
    None,
    /// Opens no tunnel, but answers with this status and an HTML page, and closes.
    ///
    /// With 407 come the headers that ask for credentials. 200 is what a captive portal does: the client takes the
    /// page for the other side of the tunnel.
    Status(StatusCode),
    /// Opens the tunnel, and says so one byte after the other, with this pause before each.
    Slow(Duration),
    /// Opens the tunnel, and says so with a header of this many bytes on top. It is not held in memory, so that
    /// [`u64::MAX`] is one without end.
    LargeHeaders {
        /// Length of the header's value in bytes.
        bytes: u64,
    },
    /// Comes to an end.
    Ends(Ending, Point),
}

/// How a connection through the proxy comes to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The connection to the client is closed in good order. The client finds TLS cut off, because the proxy cannot close
    /// that.
    Close,
    /// The connection to the client is reset.
    Reset,
    /// Nothing is forwarded any more, and the connections stay open until the client goes away.
    Stall,
    /// The client gets bytes that make sense neither as HTTP nor as TLS, and then the connection is closed.
    Garble,
}

/// When a connection through the proxy comes to an end.
///
/// The proxy cannot look into TLS, but sees its records. After the handshake, it takes the next record of the client's for
/// the beginning of the request, and what the upstream sends after that for the answer: so it is with HTTP/1.1. Session
/// tickets of TLS 1.3 come unasked. For [`InAnswer`](Self::InAnswer), the request waits until the upstream has sent some
/// and has been silent for 50 milliseconds, or for one second without any. A client certificate may not have a record
/// of its own. In a tunnel without TLS, the first byte begins the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// When the `CONNECT` has arrived, in place of an answer to it.
    BeforeTunnel,
    /// When the upstream has sent this many bytes, and some more, before the request. As many reach the client. With 0,
    /// the client gets nothing. With more than the upstream sends before the request, nothing goes wrong.
    InHandshake {
        /// How many bytes reach the client.
        bytes: u64,
    },
    /// When the request begins, in place of forwarding it. For the client, the TLS handshake is done.
    BeforeRequest,
    /// When the request was forwarded and the upstream has sent this many bytes of the answer. As many reach the client.
    /// With 0, it is when the answer begins, and the client gets nothing.
    ///
    /// TLS shows nothing of a record before all of it is there: a client that is to see the beginning of an answer
    /// needs an upstream whose answer fills several, as under [`Fault::Oversized`](crate::Fault::Oversized).
    InAnswer {
        /// How many bytes reach the client.
        bytes: u64,
    },
}
