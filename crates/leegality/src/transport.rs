//! Where calls go, and what the failures of an attempt mean.

use std::error::Error as _;
use std::iter;
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use leegality_api::{Client as RawClient, Error as RawError, Head, Position};

use crate::error::Error;
use crate::error_kind::ErrorKind;
use crate::outcome::Outcome;

/// A base URL and the raw client of what is there.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) base_url: String,
    pub(crate) raw: RawClient,
}

/// What it means that the raw client handed over no answer of the documented kind.
pub(crate) fn failure<E>(error: &RawError<E>) -> Error {
    let status = error.head().map(|head| head.status);
    if let Some(head) = error.head().filter(|head| head.status != StatusCode::OK) {
        // The head of the answer arrived and decides. But what the rest of it said is not known, so that nothing is
        // sent again on the strength of its `Retry-After`.
        return by_status(head).with_retry_after(None);
    }
    let failure = match error {
        RawError::InvalidRequest(_) => Error::configuration("the request could not be built"),
        RawError::CommunicationError(error) => unanswered(error),
        RawError::ResponseBodyError(_, error) => lost(error),
        RawError::ResponseTooLarge(_) => {
            unknown(ErrorKind::ResponseTooLarge, "the answer is larger than the limit")
        }
        RawError::InvalidResponsePayload(_, Some(Position { line, column })) => {
            let summary =
                format!("the answer is not the documented JSON, from line {line}, column {column} on");
            unknown(ErrorKind::UnreadableResponse, &summary)
        }
        _ => unknown(ErrorKind::UnreadableResponse, "the answer could not be understood"),
    };
    failure.with_http_status(status.map(|status| status.as_u16()))
}

/// What it means that no head of an answer arrived.
fn unanswered(error: &reqwest::Error) -> Error {
    if error.is_builder() {
        Error::configuration("the request could not be built").with_cause_of(error)
    } else if error.is_connect() {
        let summary = "could not connect to the server";
        Error::new(ErrorKind::Connect, Outcome::NotSent, summary).with_cause_of(error)
    } else {
        lost(error)
    }
}

/// What it means that an answer did not arrive, or not all of it.
fn lost(error: &reqwest::Error) -> Error {
    let failure = if error.is_timeout() {
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
pub(crate) fn by_status(head: &Head) -> Error {
    let code = head.status.as_u16();
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
        .with_retry_after(head.headers.get(RETRY_AFTER).and_then(parse_retry_after))
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
