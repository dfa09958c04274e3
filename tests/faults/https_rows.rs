//! What is tried over HTTPS, and what is expected of it.

use leegality::ErrorKind::Connect;
use leegality::Outcome::NotSent;
use leegality_mock::Certificate::{Expired, NotYetValid, OtherHost, SelfSigned};

use crate::rows::Claim::{Done, Failed};
use crate::rows::{Claim, LOST, Row, login, sign};
use crate::server::Server::{self, Https};

const NO_CONNECTION: Claim = Failed(NotSent, Connect);

/// Those with a claim of their own. A row for plain HTTP that is not here comes out the same.
#[rustfmt::skip]
pub(crate) const HTTPS_ROWS: &[Row] = &[
    sign(&["none"], Done, 1, 1).over(Server::HTTPS),
    // The certificate.
    sign(&["none"], NO_CONNECTION, 0, 3).over(Https(Expired)),
    sign(&["none"], NO_CONNECTION, 0, 3).over(Https(NotYetValid)),
    sign(&["none"], NO_CONNECTION, 0, 3).over(Https(SelfSigned)),
    sign(&["none"], NO_CONNECTION, 0, 3).over(Https(OtherHost)),
    // The handshake.
    sign(&["handshake-reset"], Done, 1, 2).over(Server::HTTPS),
    sign(&["handshake-reset", "handshake-reset", "handshake-reset"], NO_CONNECTION, 0, 3).over(Server::HTTPS),
    sign(&["handshake-close"], Done, 1, 2).over(Server::HTTPS),
    sign(&["handshake-close", "handshake-close", "handshake-close"], NO_CONNECTION, 0, 3).over(Server::HTTPS),
    sign(&["handshake-hang"], Done, 1, 2).over(Server::HTTPS),
    sign(&["handshake-hang", "handshake-hang", "handshake-hang"], NO_CONNECTION, 0, 3).over(Server::HTTPS),
    sign(&["handshake-close", "reset-after-signing"], LOST, 1, 2).over(Server::HTTPS),
    // The stream, and the connection of all streams.
    sign(&["refused-stream"], LOST, 0, 1).over(Server::HTTPS),
    sign(&["refused-stream-after-signing"], LOST, 1, 1).over(Server::HTTPS),
    sign(&["go-away"], LOST, 0, 1).over(Server::HTTPS),
    sign(&["go-away-after-signing"], LOST, 1, 1).over(Server::HTTPS),
    // A head that breaks the rules ends the stream; nothing tells it from a stream that the server ended.
    sign(&["duplicate-headers"], LOST, 1, 1).over(Server::HTTPS),
    sign(&["large-headers=1000000"], LOST, 1, 1).over(Server::HTTPS),
    sign(&["status=429,retry-after=0", "refused-stream"], LOST, 0, 2).over(Server::HTTPS),
    sign(&["status=429,retry-after=0", "go-away-after-signing"], LOST, 1, 2).over(Server::HTTPS),

    login(&["none"], Done, 1).over(Server::HTTPS),
    login(&["none"], NO_CONNECTION, 3).over(Https(Expired)),
    login(&["none"], NO_CONNECTION, 3).over(Https(NotYetValid)),
    login(&["none"], NO_CONNECTION, 3).over(Https(SelfSigned)),
    login(&["none"], NO_CONNECTION, 3).over(Https(OtherHost)),
    login(&["handshake-reset"], Done, 2).over(Server::HTTPS),
    login(&["handshake-close"], Done, 2).over(Server::HTTPS),
    login(&["handshake-hang"], Done, 2).over(Server::HTTPS),
    login(&["handshake-hang", "handshake-close", "handshake-reset"], NO_CONNECTION, 3).over(Server::HTTPS),
    login(&["refused-stream"], LOST, 1).over(Server::HTTPS),
    login(&["refused-stream-after-signing"], LOST, 1).over(Server::HTTPS),
    login(&["go-away"], LOST, 1).over(Server::HTTPS),
    login(&["go-away-after-signing"], LOST, 1).over(Server::HTTPS),
    login(&["duplicate-headers"], LOST, 1).over(Server::HTTPS),
    login(&["large-headers=1000000"], LOST, 1).over(Server::HTTPS),
];
