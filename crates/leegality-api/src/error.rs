//! Why an operation has no answer of the documented kind.

use std::error::Error as StdError;
use std::fmt;

use crate::response::{Head, Response, ResponseValue};

/// An operation that did not end in a documented success; `E` is the body of its documented errors.
///
/// Every variant that comes after an answer's head has it. `Display` and `Debug` show no header and no body.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = ()> {
    /// The body could not be written as JSON. Nothing was sent.
    InvalidRequest(serde_json::Error),
    /// The request could not be built or sent, or no answer's head arrived.
    CommunicationError(reqwest::Error),
    /// The head of an answer arrived, and its body did not.
    ResponseBodyError(Head, reqwest::Error),
    /// The body of the answer is larger than the limit, and reading it was given up.
    ResponseTooLarge(Head),
    /// The status is a documented one, and the body is not the JSON that goes with it: no object, or not from this position
    /// on.
    InvalidResponsePayload(Head, Option<Position>),
    /// A documented error.
    ErrorResponse(ResponseValue<E>),
    /// An answer whose status is not documented.
    UnexpectedResponse(Response),
}

/// A place in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1 on.
    pub line: usize,
    /// The column, from 1 on; 0 is the line break before.
    pub column: usize,
}

impl Position {
    /// All that is kept of the parser's error, which quotes the body.
    pub(crate) fn of(error: &serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column() }
    }
}

impl<E> Error<E> {
    /// The head of the answer, where one arrived.
    pub fn head(&self) -> Option<&Head> {
        match self {
            Self::InvalidRequest(_) | Self::CommunicationError(_) => None,
            Self::ResponseBodyError(head, _)
            | Self::ResponseTooLarge(head)
            | Self::InvalidResponsePayload(head, _) => Some(head),
            Self::ErrorResponse(response) => Some(&response.head),
            Self::UnexpectedResponse(response) => Some(&response.head),
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidRequest(_) => f.write_str("the request could not be written as JSON"),
            Self::CommunicationError(_) => f.write_str("no answer arrived"),
            Self::ResponseBodyError(head, _) => {
                write!(f, "HTTP {}: the answer's body did not arrive", head.status.as_u16())
            }
            Self::ResponseTooLarge(head) => {
                write!(f, "HTTP {}: the answer is larger than the limit", head.status.as_u16())
            }
            Self::InvalidResponsePayload(head, None) => {
                write!(f, "HTTP {}: the answer is no JSON object", head.status.as_u16())
            }
            Self::InvalidResponsePayload(head, Some(Position { line, column })) => {
                let status = head.status.as_u16();
                write!(
                    f,
                    "HTTP {status}: the answer is not the documented JSON, from line {line}, column {column} on"
                )
            }
            Self::ErrorResponse(response) => {
                write!(f, "HTTP {}: a documented error", response.head.status.as_u16())
            }
            Self::UnexpectedResponse(response) => {
                write!(f, "HTTP {}, which is not documented", response.status().as_u16())
            }
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::InvalidRequest(error) => Some(error),
            Self::CommunicationError(error) | Self::ResponseBodyError(_, error) => Some(error),
            _ => None,
        }
    }
}
