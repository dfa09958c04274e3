//! Dates of the calendar, in UTC.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// Days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(i64);

impl Date {
    pub(crate) fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Self(i64::try_from(seconds / SECONDS_PER_DAY).unwrap_or_default())
    }

    pub(crate) fn days_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    // Both directions as in "chrono-compatible low-level date algorithms" by Howard Hinnant: years begin in March, so
    // that the leap day is the last one.
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self(era * 146_097 + day_of_era - 719_468)
    }

    fn year_month_day(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let invalid = || "a date is written YYYY-MM-DD".to_owned();
        let is_date_like = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_date_like {
            return Err(invalid());
        }
        let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().map_err(|_| invalid());
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let date = Self::of(year, month.clamp(1, 12), day);
        // The 30th of February is another day.
        if date.year_month_day() == (year, month, day) { Ok(date) } else { Err(invalid()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn counts_days_as_the_calendar_does() {
        for (text, days) in
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-11-21", 20_778), ("1969-12-31", -1)]
        {
            let date: Date = text.parse().unwrap();
            assert_eq!(date, Date(days), "{text}");
            assert_eq!(date.to_string(), text);
        }
        for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "21.11.2026", "２026-1-1", ""] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
