//! Faults as text.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use http::{HeaderValue, StatusCode};

use crate::fault::{Fault, Framing, RetryAfter, Signs};

const AFTER_SIGNING: &str = "-after-signing";

/// A text that names no fault.
///
/// ```
/// let error = "lightning".parse::<leegality_mock::Fault>().unwrap_err();
/// assert!(error.to_string().starts_with("no fault has the name `lightning`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFaultError(String);

impl fmt::Display for ParseFaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for ParseFaultError {}

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value = Value::behind_name(text);
        let name = value.name;
        let (base, signs) = match name.strip_suffix(AFTER_SIGNING) {
            Some(base) => (base, Signs::Before),
            None => (name, Signs::Never),
        };
        let fault = match (base, signs) {
            ("reset", _) => value.none(Self::Reset(signs))?,
            ("close", _) => value.none(Self::Close(signs))?,
            ("hang", _) => value.none(Self::Hang(signs))?,
            ("refused-stream", _) => value.none(Self::RefusedStream(signs))?,
            ("go-away", _) => value.none(Self::GoAway(signs))?,
            ("html", _) => Self::Html { status: status(value.some()?)?, signs },
            ("status", _) => {
                let (code, retry_after) = split(value.some()?, ",");
                let retry_after = retry_after.map(parse_retry_after).transpose()?;
                Self::Status { status: status(code)?, retry_after, signs }
            }
            ("redirect", _) => {
                let (code, location) = split(value.some()?, ",location=");
                let location = header(location.unwrap_or_default())?;
                if location.is_empty() {
                    return Err(wrong("a redirect is written `redirect=307,location=URL`"));
                }
                Self::Redirect { status: status(code)?, location, signs }
            }
            ("oversized", _) => {
                Self::Oversized { bytes: value.number()?, framing: Framing::ContentLength, signs }
            }
            ("oversized-chunked", _) => {
                Self::Oversized { bytes: value.number()?, framing: Framing::Chunked, signs }
            }
            ("gzip-bomb", _) => Self::GzipBomb { bytes: value.number()?, signs },
            ("body", _) => {
                let (status, text) = body(value.some()?);
                Self::Body { status, text: text.to_owned(), signs }
            }
            ("none", Signs::Never) => value.none(Self::None)?,
            ("handshake-reset", Signs::Never) => value.none(Self::HandshakeReset)?,
            ("handshake-close", Signs::Never) => value.none(Self::HandshakeClose)?,
            ("handshake-hang", Signs::Never) => value.none(Self::HandshakeHang)?,
            ("reset-before-reading", Signs::Never) => value.none(Self::ResetBeforeReading)?,
            ("reset-in-answer", Signs::Never) => value.none(Self::ResetInAnswer)?,
            ("close-idle", Signs::Never) => Self::CloseIdle(duration(value.some()?)?),
            ("slow", Signs::Never) => Self::Slow(duration(value.some()?)?),
            ("cut-json", Signs::Never) => value.none(Self::CutJson)?,
            ("cut-body", Signs::Never) => value.none(Self::CutBody)?,
            ("content-type", Signs::Never) => Self::ContentType(header(value.some()?)?),
            ("duplicate-headers", Signs::Never) => value.none(Self::DuplicateHeaders)?,
            ("large-headers", Signs::Never) => Self::LargeHeaders { bytes: value.number()? },
            _ => return Err(wrong(format!("no fault has the name `{name}`; there are {NAMES}"))),
        };
        Ok(fault)
    }
}

const NAMES: &str = "none, handshake-reset, handshake-close, handshake-hang, reset-before-reading, reset, \
                     reset-in-answer, close, close-idle, hang, refused-stream, go-away, slow, cut-json, cut-body, \
                     content-type, duplicate-headers, large-headers, html, status, redirect, oversized, \
                     oversized-chunked, gzip-bomb and body";

/// What stands behind a name.
pub(crate) struct Value<'a> {
    pub(crate) name: &'a str,
    value: Option<&'a str>,
}

impl<'a> Value<'a> {
    pub(crate) fn behind_name(text: &'a str) -> Self {
        let (name, value) = split(text, "=");
        Self { name, value }
    }

    pub(crate) fn none<T>(&self, fault: T) -> Result<T, ParseFaultError> {
        match self.value {
            None => Ok(fault),
            Some(_) => Err(wrong(format!("`{}` takes no value", self.name))),
        }
    }

    pub(crate) fn some(&self) -> Result<&'a str, ParseFaultError> {
        self.value.ok_or_else(|| wrong(format!("`{0}` needs a value: `{0}=VALUE`", self.name)))
    }

    pub(crate) fn number<T: FromStr>(&self) -> Result<T, ParseFaultError> {
        let value = self.some()?;
        value.parse().map_err(|_| wrong(format!("`{value}` is no number of bytes")))
    }
}

/// A text may quote what was given, which is escaped, so that it cannot redraw a terminal.
pub(crate) fn wrong(text: impl AsRef<str>) -> ParseFaultError {
    let mut shown = String::new();
    for character in text.as_ref().chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    ParseFaultError(shown)
}

fn split<'a>(text: &'a str, separator: &str) -> (&'a str, Option<&'a str>) {
    text.split_once(separator).map_or((text, None), |(first, second)| (first, Some(second)))
}

/// A status that ends an exchange: below 200, the answer would be yet to come.
pub(crate) fn status(text: &str) -> Result<StatusCode, ParseFaultError> {
    let status = text.parse().ok().filter(|status: &StatusCode| status.as_u16() >= 200);
    status.ok_or_else(|| wrong(format!("`{text}` is no HTTP status from 200 on")))
}

fn header(text: &str) -> Result<String, ParseFaultError> {
    match HeaderValue::from_str(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(wrong(format!("`{text}` cannot stand in a header"))),
    }
}

fn parse_retry_after(text: &str) -> Result<RetryAfter, ParseFaultError> {
    let seconds = |text: &str| {
        let seconds = text.parse().map_err(|_| wrong(format!("`{text}` is no number of seconds")))?;
        Ok(Duration::from_secs(seconds))
    };
    match text.split_once('=') {
        Some(("retry-after", text)) => seconds(text).map(RetryAfter::Seconds),
        Some(("retry-after-date", text)) => seconds(text).map(RetryAfter::Date),
        _ => Err(wrong(format!("`{text}` is neither `retry-after=SECONDS` nor `retry-after-date=SECONDS`"))),
    }
}

/// Three digits and a space are a status, because no JSON begins so.
fn body(text: &str) -> (StatusCode, &str) {
    match text.split_once(' ') {
        Some((code, rest)) if code.len() == 3 => match status(code) {
            Ok(status) => (status, rest),
            Err(_) => (StatusCode::OK, text),
        },
        _ => (StatusCode::OK, text),
    }
}

pub(crate) fn duration(text: &str) -> Result<Duration, ParseFaultError> {
    let number = |unit| text.strip_suffix(unit).and_then(|number: &str| number.parse().ok());
    number("ms")
        .map(Duration::from_millis)
        .or_else(|| number("s").map(Duration::from_secs))
        .ok_or_else(|| wrong(format!("`{text}` is no time such as 20ms or 2s")))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after = |signs: &Signs| match signs {
            Signs::Never => "",
            Signs::Before => AFTER_SIGNING,
        };
        match self {
            Self::None => f.write_str("none"),
            Self::HandshakeReset => f.write_str("handshake-reset"),
            Self::HandshakeClose => f.write_str("handshake-close"),
            Self::HandshakeHang => f.write_str("handshake-hang"),
            Self::ResetBeforeReading => f.write_str("reset-before-reading"),
            Self::Reset(signs) => write!(f, "reset{}", after(signs)),
            Self::ResetInAnswer => f.write_str("reset-in-answer"),
            Self::Close(signs) => write!(f, "close{}", after(signs)),
            Self::CloseIdle(delay) => write!(f, "close-idle={}", time(*delay)),
            Self::Hang(signs) => write!(f, "hang{}", after(signs)),
            Self::RefusedStream(signs) => write!(f, "refused-stream{}", after(signs)),
            Self::GoAway(signs) => write!(f, "go-away{}", after(signs)),
            Self::Slow(pause) => write!(f, "slow={}", time(*pause)),
            Self::CutJson => f.write_str("cut-json"),
            Self::CutBody => f.write_str("cut-body"),
            Self::ContentType(value) => write!(f, "content-type={value}"),
            Self::DuplicateHeaders => f.write_str("duplicate-headers"),
            Self::LargeHeaders { bytes } => write!(f, "large-headers={bytes}"),
            Self::Html { status, signs } => write!(f, "html{}={}", after(signs), status.as_u16()),
            Self::Status { status, retry_after, signs } => {
                write!(f, "status{}={}", after(signs), status.as_u16())?;
                match retry_after {
                    Some(RetryAfter::Seconds(wait)) => write!(f, ",retry-after={}", wait.as_secs()),
                    Some(RetryAfter::Date(wait)) => write!(f, ",retry-after-date={}", wait.as_secs()),
                    None => Ok(()),
                }
            }
            Self::Redirect { status, location, signs } => {
                write!(f, "redirect{}={},location={location}", after(signs), status.as_u16())
            }
            Self::Oversized { bytes, framing, signs } => {
                let chunked = match framing {
                    Framing::ContentLength => "",
                    Framing::Chunked => "-chunked",
                };
                write!(f, "oversized{chunked}{}={bytes}", after(signs))
            }
            Self::GzipBomb { bytes, signs } => write!(f, "gzip-bomb{}={bytes}", after(signs)),
            Self::Body { status, text, signs } if body(text) == (*status, text) => {
                write!(f, "body{}={text}", after(signs))
            }
            Self::Body { status, text, signs } => {
                write!(f, "body{}={} {text}", after(signs), status.as_u16())
            }
        }
    }
}

/// In milliseconds, or in seconds where there are too many of them.
fn time(time: Duration) -> String {
    match u64::try_from(time.as_millis()) {
        Ok(millis) => format!("{millis}ms"),
        Err(_) => format!("{}s", time.as_secs()),
    }
}
