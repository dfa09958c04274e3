//! What came out of the soak.

use std::time::Duration;

use crate::claims::Tally;

/// The numbers of all rounds together.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    pub(crate) took: Duration,
    pub(crate) rounds: usize,
    pub(crate) sign: Tally,
    pub(crate) login: Tally,
    pub(crate) cache: CacheNumbers,
    /// Signing, logging in and the cache's logins, as the servers count them.
    pub(crate) requests: u64,
    /// Attempts to sign that the server never read, because it had closed the connection.
    pub(crate) unread: u64,
    pub(crate) connections: u64,
    /// Between rounds: after the warm-up, and at the end.
    pub(crate) memory_before_kib: u64,
    pub(crate) memory_after_kib: u64,
    /// At the end of a round, with all that the servers remember.
    pub(crate) memory_peak_kib: u64,
    /// Without connections: before the first round, and after the last.
    pub(crate) descriptors_before: usize,
    pub(crate) descriptors_after: usize,
    pub(crate) descriptors_peak: usize,
}

/// How a session cache was used.
#[derive(Debug, Default)]
pub(crate) struct CacheNumbers {
    pub(crate) calls: u64,
    pub(crate) errors: u64,
    pub(crate) invalidated: u64,
    pub(crate) sessions: u64,
}

impl Numbers {
    /// Asserts that there was some of everything that the soak is about.
    pub(crate) fn assert_every_kind(&self) {
        for what in [
            "Ok",
            "NotSent, Connect",
            "Refused, HttpStatus",
            "Unknown, ConnectionLost",
            "Unknown, HttpStatus",
        ] {
            assert!(self.sign.count(what) > 0, "no signing call says {what}");
        }
        for what in ["Ok", "Unknown, ConnectionLost"] {
            assert!(self.login.count(what) > 0, "no login says {what}");
        }
        assert!(self.sign.unknown_and_signed > 0, "no signature is unknown");
        assert!(self.cache.sessions > 1, "the cache never logged in again");
    }
}
