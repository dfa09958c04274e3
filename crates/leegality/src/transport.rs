//! One attempt of a call: the generated client for it, and what its failures mean.

use std::error::Error as _;
use std::iter;
use std::time::{Duration, SystemTime};

use http::{HeaderValue, StatusCode};
use leegality_api::{Call, Client as RawClient, Error as RawError, Seen};

use crate::error::Error;
use crate::error_kind::ErrorKind;
use crate::outcome::Outcome;

/// A base URL and the connections to it.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) base_url: String,
    pub(crate) http: reqwest::Client,
}

impl Endpoint {
    /// The generated client for one attempt.
    pub(crate) fn raw(&self, call: Call) -> RawClient {
        RawClient::new_with_client(&self.base_url, self.http.clone(), call)
    }
}

/// What an attempt needs that every attempt of a call shares.
pub(crate) fn call(max_response_bytes: usize, auth_token: Option<&HeaderValue>) -> Call {
    let call = Call::new(max_response_bytes);
    match auth_token {
        Some(token) => call.auth_token(token.clone()),
        None => call,
    }
}

/// What it means that the generated client handed over no answer.
///
/// The generated error prints bodies and headers, so nothing of it is kept but its kind and its causes.
pub(crate) fn failure<E>(error: &RawError<E>, seen: &Seen) -> Error {
    if let Some(status) = seen.status.filter(|status| *status != StatusCode::OK) {
        // The head of the answer arrived and decides. But what the rest of it said is not known, so that nothing is
        // sent again on the strength of its `Retry-After`.
        return by_status(status, seen.retry_after.as_ref()).with_retry_after(None);
    }
    let failure = match error {
        _ if seen.too_large => unknown(ErrorKind::ResponseTooLarge, "the answer is larger than the limit"),
        RawError::InvalidResponsePayload(_, error) => unknown(
            ErrorKind::UnreadableResponse,
            // The parser's own text would quote the answer.
            &format!(
                "the answer is not the documented JSON, from line {}, column {} on",
                error.line(),
                error.column()
            ),
        ),
        RawError::CommunicationError(error) | RawError::ResponseBodyError(error) => lost(error, seen),
        RawError::InvalidRequest(_) if !seen.started => {
            Error::configuration("the request could not be built")
        }
        _ => unknown(ErrorKind::UnreadableResponse, "the answer could not be understood"),
    };
    failure.with_http_status(seen.status.map(|status| status.as_u16()))
}

/// What it means that the HTTP client failed.
fn lost(error: &reqwest::Error, seen: &Seen) -> Error {
    let failure = if error.is_builder() && seen.status.is_none() {
        Error::configuration("the request could not be built")
    } else if error.is_connect() && seen.status.is_none() {
        Error::new(ErrorKind::Connect, Outcome::NotSent, "could not connect to the server")
    } else if error.is_timeout() {
        unknown(ErrorKind::Timeout, "the time was up before the answer arrived")
    } else if is_not_http(error) {
        unknown(ErrorKind::UnreadableResponse, "what arrived cannot be read as an HTTP answer")
    } else {
        unknown(ErrorKind::ConnectionLost, "the connection was lost before the answer arrived")
    };
    failure.with_cause_of(error)
}

/// Whether something arrived that could not be read as the head of an answer.
fn is_not_http(error: &reqwest::Error) -> bool {
    let causes = iter::successors(error.source(), |&error| error.source());
    causes.filter_map(|cause| cause.downcast_ref::<hyper::Error>()).any(hyper::Error::is_parse)
}

/// What an answer means that has another status than the documented ones, or a documented one that means a failure.
pub(crate) fn by_status(status: StatusCode, retry_after: Option<&HeaderValue>) -> Error {
    let code = status.as_u16();
    let (kind, outcome, summary) = match code {
        401 | 403 => (
            ErrorKind::Unauthorized,
            Outcome::Refused,
            "the server did not accept the auth token; it may have been regenerated, or the account's IP allow-list may \
             not have this machine's address",
        ),
        429 => (ErrorKind::RateLimited, Outcome::Refused, "the server asks for fewer requests"),
        307 | 308 => (
            ErrorKind::Redirected,
            Outcome::Refused,
            "the server sent the call elsewhere, and redirects are not followed",
        ),
        408 | 499 => (ErrorKind::HttpStatus, Outcome::Unknown, "the server gave up on the request"),
        400..=499 => (ErrorKind::HttpStatus, Outcome::Refused, "the server did not accept the request"),
        300..=399 => (ErrorKind::Redirected, Outcome::Unknown, "the server answered with a redirect"),
        500.. => (ErrorKind::HttpStatus, Outcome::Unknown, "the server failed"),
        _ => (
            ErrorKind::UnreadableResponse,
            Outcome::Unknown,
            "the server answered with an undocumented status",
        ),
    };
    Error::new(kind, outcome, format!("HTTP {code}: {summary}"))
        .with_http_status(Some(code))
        .with_retry_after(retry_after.and_then(parse_retry_after))
}

pub(crate) fn unknown(kind: ErrorKind, summary: &str) -> Error {
    Error::new(kind, Outcome::Unknown, summary)
}

/// `Retry-After`, in seconds or as a date.
fn parse_retry_after(value: &HeaderValue) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}
