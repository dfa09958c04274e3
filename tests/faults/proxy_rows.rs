//! What is tried with a proxy, and what is expected of it.

use leegality::ErrorKind::{Connect, ConnectionLost, Timeout};
use leegality::Outcome::{NotSent, Unknown};

use crate::rows::Claim::{self, Done, Failed};
use crate::rows::{Call, UNREACHABLE};
use crate::run::Seen;

/// A row of the proxy's table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) call: Call,
    /// A lone one is the fault of every tunnel. Of several, the first is that of the first tunnel, and so on.
    pub(crate) faults: &'static [&'static str],
    /// The fault of the server's, for the first request.
    pub(crate) server: &'static str,
    pub(crate) expected: Seen,
}

impl Row {
    /// Whether the time to connect is to run out.
    pub(crate) fn stalls_before_request(&self) -> bool {
        self.faults.iter().any(|fault| {
            ["stall-before-tunnel", "stall-in-handshake", "slow=1000ms"]
                .iter()
                .any(|slow| fault.starts_with(slow))
        })
    }

    const fn server(mut self, server: &'static str) -> Self {
        self.server = server;
        self
    }
}

const fn sign(faults: &'static [&'static str], claim: Claim, signatures: u64, attempts: u32) -> Row {
    Row { call: Call::Sign, faults, server: "none", expected: Seen { claim, signatures, attempts } }
}

const fn login(faults: &'static [&'static str], claim: Claim, attempts: u32) -> Row {
    Row { call: Call::Login, faults, server: "none", expected: Seen { claim, signatures: 0, attempts } }
}

const NO_WAY: Claim = Failed(NotSent, Connect);
const LOST: Claim = Failed(Unknown, ConnectionLost);
const LATE: Claim = Failed(Unknown, Timeout);

/// The table.
#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    sign(&["none"], Done, 1, 1),
    // No tunnel.
    sign(&[UNREACHABLE], NO_WAY, 0, 3),
    sign(&["close-before-tunnel"], NO_WAY, 0, 3),
    sign(&["reset-before-tunnel"], NO_WAY, 0, 3),
    sign(&["stall-before-tunnel"], NO_WAY, 0, 3),
    sign(&["garble-before-tunnel"], NO_WAY, 0, 3),
    sign(&["status=200"], NO_WAY, 0, 3),
    sign(&["status=302"], NO_WAY, 0, 3),
    sign(&["status=400"], NO_WAY, 0, 3),
    sign(&["status=401"], NO_WAY, 0, 3),
    sign(&["status=403"], NO_WAY, 0, 3),
    sign(&["status=407"], NO_WAY, 0, 3),
    sign(&["status=429"], NO_WAY, 0, 3),
    sign(&["status=500"], NO_WAY, 0, 3),
    sign(&["status=502"], NO_WAY, 0, 3),
    sign(&["status=503"], NO_WAY, 0, 3),
    sign(&["status=504"], NO_WAY, 0, 3),
    sign(&["slow=1ms"], Done, 1, 1),
    sign(&["slow=1000ms"], NO_WAY, 0, 3),
    sign(&["large-headers=4000"], Done, 1, 1),
    sign(&["large-headers=1000000"], NO_WAY, 0, 3),
    sign(&["large-headers=18446744073709551615"], NO_WAY, 0, 3),
    // A tunnel, and no TLS in it.
    sign(&["close-in-handshake=0"], NO_WAY, 0, 3),
    sign(&["close-in-handshake=100"], NO_WAY, 0, 3),
    sign(&["reset-in-handshake=0"], NO_WAY, 0, 3),
    sign(&["reset-in-handshake=100"], NO_WAY, 0, 3),
    sign(&["stall-in-handshake=0"], NO_WAY, 0, 3),
    sign(&["stall-in-handshake=100"], NO_WAY, 0, 3),
    sign(&["garble-in-handshake=0"], NO_WAY, 0, 3),
    sign(&["garble-in-handshake=100"], NO_WAY, 0, 3),
    // The request is under way.
    sign(&["close-before-request"], LOST, 0, 1),
    sign(&["reset-before-request"], LOST, 0, 1),
    sign(&["stall-before-request"], LATE, 0, 1),
    sign(&["garble-before-request"], LOST, 0, 1),
    sign(&["close-in-answer=0"], LOST, 1, 1),
    sign(&["reset-in-answer=0"], LOST, 1, 1),
    sign(&["stall-in-answer=0"], LATE, 1, 1),
    sign(&["garble-in-answer=0"], LOST, 1, 1),
    sign(&["close-in-answer=50"], LOST, 1, 1),
    sign(&["close-in-answer=100000"], LOST, 1, 1).server("oversized-after-signing=500000"),
    sign(&["reset-in-answer=100000"], LOST, 1, 1).server("oversized-after-signing=500000"),
    sign(&["stall-in-answer=100000"], LATE, 1, 1).server("oversized-after-signing=500000"),
    sign(&["garble-in-answer=100000"], LOST, 1, 1).server("oversized-after-signing=500000"),
    // Trying again.
    sign(&["status=502", "close-before-tunnel"], Done, 1, 3),
    sign(&["stall-in-handshake=100", "none"], Done, 1, 2),
    sign(&["reset-in-handshake=100", "close-before-request"], LOST, 0, 2),
    sign(&["status=407", "close-in-answer=0"], LOST, 1, 2),

    login(&["none"], Done, 1),
    login(&[UNREACHABLE], NO_WAY, 3),
    login(&["stall-before-tunnel"], NO_WAY, 3),
    login(&["status=407"], NO_WAY, 3),
    login(&["status=502"], NO_WAY, 3),
    login(&["close-in-handshake=100"], NO_WAY, 3),
    login(&["close-before-request"], LOST, 1),
    login(&["reset-in-answer=0"], LOST, 1),
    login(&["stall-in-answer=0"], LATE, 1),
    login(&["status=503", "reset-in-answer=0"], LOST, 2),
];
