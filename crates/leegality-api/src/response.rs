//! Answers: as they arrived, and as the spec's types.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::{Error, Position};

/// The status line and the headers of an answer.
///
/// `Debug` does not show the headers: a server may echo a secret in them.
#[derive(Clone, Default)]
pub struct Head {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head").field("status", &self.status).finish_non_exhaustive()
    }
}

/// An answer as it arrived.
///
/// `Debug` shows neither the headers nor the body.
#[derive(Clone)]
pub struct Response {
    /// The status and the headers.
    pub head: Head,
    /// The body.
    pub body: Bytes,
}

impl Response {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("head", &self.head).field("body_bytes", &self.body.len()).finish()
    }
}

/// An answer of a documented status, and its body as a type of the spec.
///
/// `Debug` shows neither the headers nor the body.
#[derive(Clone)]
pub struct ResponseValue<T> {
    /// The status and the headers.
    pub head: Head,
    /// The body.
    pub value: T,
}

impl<T: DeserializeOwned> ResponseValue<T> {
    /// For the generated code, which awaits it.
    pub(crate) async fn from_response<E>(response: Response) -> Result<Self, Error<E>> {
        let Response { head, body } = response;
        // The generated types would take an array as well, whose items would be read as their fields, in alphabetical
        // order: `[{}, [], 1]` would be a signature.
        if !body.trim_ascii_start().starts_with(b"{") {
            return Err(Error::InvalidResponsePayload(head, None));
        }
        match serde_json::from_slice(&body) {
            Ok(value) => Ok(Self { head, value }),
            Err(error) => Err(Error::InvalidResponsePayload(head, Some(Position::of(&error)))),
        }
    }
}

impl<T> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue").field("head", &self.head).finish_non_exhaustive()
    }
}
