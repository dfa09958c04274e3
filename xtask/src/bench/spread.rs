//! What several rounds came to.

use std::fmt;

use serde::Serialize;

/// The median of several rounds, between the least and the most.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Spread {
    pub(super) median: f64,
    pub(super) min: f64,
    pub(super) max: f64,
}

impl Spread {
    /// None without rounds.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let (min, max) = (*values.first()?, *values.last()?);
        let middle = values.len() / 2;
        let median = match values.len() % 2 {
            0 => f64::midpoint(values[middle - 1], values[middle]),
            _ => values[middle],
        };
        Some(Self { median, min, max })
    }

    /// One thing over another, round by round: what disturbs a round disturbs both.
    pub(super) fn of_ratios(ours: &[f64], theirs: &[f64]) -> Option<Self> {
        Self::of(ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs))
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, min, max } = *self;
        if min == max {
            return f.write_str(&number(median));
        }
        write!(f, "{} ({} to {})", number(median), number(min), number(max))
    }
}

/// With three digits that mean something, or the whole number.
pub(super) fn number(value: f64) -> String {
    match value.abs() {
        ..0.0005 => "0".to_owned(),
        ..10.0 if value.fract() == 0.0 => format!("{value:.0}"),
        ..1.0 => format!("{value:.3}"),
        ..10.0 => format!("{value:.2}"),
        ..100.0 if value.fract() == 0.0 => format!("{value:.0}"),
        ..100.0 => format!("{value:.1}"),
        _ => grouped(value),
    }
}

/// A whole number in groups of three digits.
fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let rest = digits.len() - at;
        if at > 0 && rest % 3 == 0 && !text.ends_with('-') {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(Spread::of([3.0, 1.0, 9.0]), Some(Spread { median: 3.0, min: 1.0, max: 9.0 }));
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 9.0]), Some(Spread { median: 3.0, min: 1.0, max: 9.0 }));
        assert_eq!(Spread::of([]), None);
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        // The second round was disturbed; both took twice as long.
        let ratios = Spread::of_ratios(&[1.0, 2.0, 1.0], &[4.0, 8.0, 4.0]);
        assert_eq!(ratios, Some(Spread { median: 0.25, min: 0.25, max: 0.25 }));
    }

    #[test]
    fn numbers_are_short() {
        let shown = [0.0, 0.2041, 1.0, 3.456, 12.34, 60.0, 123.4, 98_412.0, 1_234_567.0].map(number);
        assert_eq!(shown, ["0", "0.204", "1", "3.46", "12.3", "60", "123", "98,412", "1,234,567"]);
    }
}
