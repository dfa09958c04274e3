//! When something is committed: GitHub puts the schedules of a repository to sleep that sees no commit for 60 days.

use super::issue::Night;
use crate::date::Date;

/// A month, on the short side.
const DAYS: i64 = 28;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// The date of a reading that found nothing new.
    Reading,
    /// An empty commit: the pages differ or cannot be read, and their reading must not be recorded unseen.
    Wake,
    Nothing,
}

impl Record {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Wake => "wake",
            Self::Nothing => "nothing",
        }
    }
}

pub(super) fn decide(night: &Night, oldest_reading: Option<Date>, last_commit: Date, today: Date) -> Record {
    let is_old = |date: Date| today.days_since(date) >= DAYS;
    match night {
        Night::Clean if oldest_reading.is_none_or(is_old) => Record::Reading,
        _ if is_old(last_commit) => Record::Wake,
        _ => Record::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_month_sees_a_commit_and_only_a_clean_night_is_recorded() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let (old, new, today) = (date("2026-03-01"), date("2026-03-02"), date("2026-03-29"));
        let findings = || Night::Findings(String::new());
        let failed = || Night::CouldNotRun(String::new());
        for (night, reading, commit, expected) in [
            (Night::Clean, old, new, Record::Reading),
            (Night::Clean, old, old, Record::Reading),
            (Night::Clean, new, new, Record::Nothing),
            (Night::Clean, new, old, Record::Wake),
            (findings(), old, new, Record::Nothing),
            (findings(), old, old, Record::Wake),
            (failed(), old, old, Record::Wake),
        ] {
            assert_eq!(
                decide(&night, Some(reading), commit, today),
                expected,
                "{night:?} {reading} {commit}"
            );
        }
        assert_eq!(decide(&Night::Clean, None, new, today), Record::Reading);
    }
}
