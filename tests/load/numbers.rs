//! What came out of the soak.

use std::time::Duration;

use crate::claims::Tally;
use crate::site::most_that_hang;

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
    /// After each round, when the servers are gone.
    pub(crate) memory_kib: Vec<u64>,
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
    /// The median of the memory after each round, of the first half of the rounds and of the second. It goes up and down
    /// by some MiB with what the allocator keeps.
    pub(crate) fn median_memory_kib(&self) -> (u64, u64) {
        let (first, second) = self.memory_kib.split_at(self.memory_kib.len() / 2);
        (median(first), median(second))
    }

    /// Asserts that there was some of everything that the soak is about, and little of what it is not.
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
        let hung = self.sign.count("Unknown, Timeout");
        assert!(hung <= most_that_hang(self.sign.calls), "{hung} calls hung");
        assert!(self.cache.sessions > 1, "the cache never logged in again");
    }
}

fn median(values: &[u64]) -> u64 {
    let mut values = values.to_vec();
    values.sort_unstable();
    values[values.len() / 2]
}
