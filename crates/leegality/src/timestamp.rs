//! Points in time as RFC 3339 in UTC, with milliseconds.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

/// Now, to the millisecond, so that a value equals what is read back from its record.
pub(crate) fn now() -> SystemTime {
    to_the_millisecond(SystemTime::now())
}

/// For `#[serde(with = "timestamp")]`.
pub(crate) fn serialize<S: Serializer>(time: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&humantime::format_rfc3339_millis(*time))
}

/// For `#[serde(with = "timestamp")]`.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    humantime::parse_rfc3339(&text)
        // Another writer's may be more precise, and would not be what is written again.
        .map(to_the_millisecond)
        .map_err(|_| D::Error::custom("expected a time such as 2026-01-31T12:00:00.000Z"))
}

fn to_the_millisecond(time: SystemTime) -> SystemTime {
    let since_epoch = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + Duration::new(since_epoch.as_secs(), since_epoch.subsec_millis() * 1_000_000)
}
