//! An answer to one of the calls, written as text:
//!
//! ```text
//! sign 429
//! retry-after: 1
//!
//! {"status":0}
//! ```
//!
//! The first line has the call, `sign` or `login`, and the HTTP status. Every text is an answer, so that no mutation is in
//! vain: what is missing or cannot be read is left out, and the status is 200 then.

use leegality::http::{HeaderName, HeaderValue};

use crate::shown::{AUTH_TOKEN, PASSWORD, SIGN_URL, SIGN_URL_ID, filled};

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) call: Call,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Sign,
    Login,
}

impl Call {
    /// What the call knows, and what an answer to it could repeat.
    pub(crate) fn secrets(self) -> &'static [&'static str] {
        match self {
            Self::Sign => &[AUTH_TOKEN, SIGN_URL, SIGN_URL_ID],
            Self::Login => &[AUTH_TOKEN, PASSWORD],
        }
    }
}

impl Answer {
    pub(crate) fn read(data: &[u8]) -> Self {
        let (head, body) = match data.windows(2).position(|pair| pair == b"\n\n") {
            Some(end) => (&data[..end], &data[end + 2..]),
            None => (data, &[][..]),
        };
        let mut lines = head.split(|byte| *byte == b'\n');
        let first = lines.next().unwrap_or_default();
        let call = if first.starts_with(b"l") { Call::Login } else { Call::Sign };
        let status = String::from_utf8_lossy(first).split(' ').nth(1).and_then(|status| status.parse().ok());
        Self {
            call,
            status: status.filter(|status| (100..=999).contains(status)).unwrap_or(200),
            headers: lines.filter_map(header).collect(),
            body: filled(body),
        }
    }
}

fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = HeaderName::from_bytes(&line[..colon]).ok()?;
    let value = HeaderValue::from_bytes(filled(&line[colon + 1..]).trim_ascii()).ok()?;
    Some((name, value))
}
