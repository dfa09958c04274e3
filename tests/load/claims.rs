//! What calls say that happened, counted and held against the ledger.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use leegality::{Error, ErrorKind, Outcome};
use leegality_mock::LedgerEntry;

/// What one call says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) attempts: u32,
    /// Nothing if it is done.
    pub(crate) failure: Option<(Outcome, ErrorKind)>,
}

impl Claim {
    /// The claim of a call that gives its attempts, or an error.
    pub(crate) fn of(result: Result<u32, Error>) -> Self {
        match result {
            Ok(attempts) => Self { attempts, failure: None },
            Err(error) => Self { attempts: error.attempts(), failure: Some((error.outcome(), error.kind())) },
        }
    }
}

/// The claims of many calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) calls: u64,
    pub(crate) attempts: u64,
    /// What was signed by calls that do not know it.
    pub(crate) unknown_and_signed: u64,
    /// How many calls say what, such as `Ok` and `Unknown, Timeout`.
    pub(crate) said: BTreeMap<String, u64>,
}

impl Tally {
    /// Counts claims of calls that sign nothing.
    pub(crate) fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut tally = Self::default();
        for claim in claims {
            tally.calls += 1;
            tally.attempts += u64::from(claim.attempts);
            let what = match claim.failure {
                None => "Ok".to_owned(),
                Some((outcome, kind)) => format!("{outcome:?}, {kind:?}"),
            };
            *tally.said.entry(what).or_default() += 1;
        }
        tally
    }

    /// Counts the claims of signing calls, and asserts that none of them is false: the first claim is about the first
    /// invitation of the ledger, and so on.
    pub(crate) fn held_against(ledger: &[LedgerEntry], claims: &[Claim]) -> Self {
        assert_eq!(ledger.len(), claims.len(), "each invitation is claimed once");
        let mut tally = Self::of(claims);
        let mut wrong = Vec::new();
        for (index, (entry, claim)) in ledger.iter().zip(claims).enumerate() {
            let is_true = match claim.failure {
                None => entry.count == 1,
                Some((Outcome::NotSent | Outcome::Refused, _)) => entry.count == 0,
                Some((Outcome::Unknown, _)) => {
                    tally.unknown_and_signed += entry.count;
                    entry.count <= 1
                }
            };
            if !is_true {
                wrong.push(format!("call {index} says {claim:?}, signed {} times", entry.count));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let signed: u64 = ledger.iter().map(|entry| entry.count).sum();
        assert_eq!(signed, tally.count("Ok") + tally.unknown_and_signed, "the ledger has other signatures");
        tally
    }

    /// How many calls say this.
    pub(crate) fn count(&self, what: &str) -> u64 {
        self.said.get(what).copied().unwrap_or_default()
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.attempts += other.attempts;
        self.unknown_and_signed += other.unknown_and_signed;
        for (what, count) in other.said {
            *self.said.entry(what).or_default() += count;
        }
    }
}
