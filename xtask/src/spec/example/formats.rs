//! Whether a text is of a format, in the loose sense: enough to notice a wrong example.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// True for formats that are not known here.
pub(super) fn fits(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "uuid" => is_uuid(text),
        "email" => is_email(text),
        "uri" => is_uri(text),
        "hostname" => is_hostname(text),
        "ip" => text.parse::<IpAddr>().is_ok(),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "byte" => is_base64(text),
        _ => true,
    }
}

/// The number that some digits make.
fn digits(text: Option<&str>, length: usize) -> Option<u32> {
    let text = text.filter(|text| text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))?;
    text.parse().ok()
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |length| digits(parts.next(), length);
    let (Some(year), Some(month), Some(day)) = (next(4), next(2), next(2)) else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day) && parts.next().is_none()
}

/// By RFC 3339.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return false };
    let Some(at) = time.find(['Z', 'z', '+', '-']) else { return false };
    let (time, zone) = time.split_at(at);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let zone_fits = matches!(zone, "Z" | "z") || is_clock(&zone[1..], &[24, 60]);
    let fraction_fits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    is_date(date) && is_clock(clock, &[24, 60, 61]) && fraction_fits && zone_fits
}

/// Two digits for each limit, below it, with colons between.
fn is_clock(text: &str, limits: &[u32]) -> bool {
    let mut parts = text.split(':');
    limits.iter().all(|limit| digits(parts.next(), 2).is_some_and(|number| number < *limit))
        && parts.next().is_none()
}

fn is_uuid(text: &str) -> bool {
    let is_hex = |part: &str| part.bytes().all(|b| b.is_ascii_hexdigit());
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.split('-').all(is_hex)
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)
    })
}

fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
    })
}

fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn formats_are_told_apart() {
        for (format, good, bad) in [
            ("date", "2024-02-29", "2023-02-29"),
            ("date", "2025-12-31", "2025-13-01"),
            ("date-time", "2025-12-15T10:20:30Z", "2025-12-15"),
            ("date-time", "2025-12-15T10:20:30.5+05:30", "2025-12-15T25:00:00Z"),
            ("date-time", "2025-12-15t10:20:60z", "2025-12-15T10:20:30"),
            ("uuid", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "3fa85f64-5717-4562-b3fc-2c963f66afag"),
            ("email", "a@example.org", "example.org"),
            ("uri", "https://example.org/a?b", "example.org/a"),
            ("uri", "urn:a:b", "http://example.org/a b"),
            ("hostname", "example.org", "-example.org"),
            ("ipv4", "127.0.0.1", "127.0.0.256"),
            ("ipv6", "::1", "127.0.0.1"),
            ("ip", "::1", "localhost"),
            ("byte", "YWI=", "YWI"),
        ] {
            assert!(fits(format, good), "{format} {good}");
            assert!(!fits(format, bad), "{format} {bad}");
        }
        assert!(fits("of-our-own", ""));
    }

    #[test]
    fn odd_texts_are_no_panic() {
        for format in ["date", "date-time", "uuid", "email", "uri", "hostname", "byte"] {
            for text in ["", "é", "T", "TZ", "2025-12-15Té", "2025-12-15T10:20:30é", "-", ":", "@", "==="]
            {
                fits(format, text);
            }
        }
    }
}
