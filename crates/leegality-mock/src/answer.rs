//! Answers, as HTTP has them.

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use serde::Serialize;

/// The one type of every answer.
pub(crate) type Answer = Response<Full<Bytes>>;

/// An answer in JSON.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    match serde_json::to_vec(value) {
        Ok(body) => of_type(status, "application/json", body),
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, format!("cannot write the answer: {error}\n")),
    }
}

/// An answer in plain text, for people.
pub(crate) fn text(status: StatusCode, body: impl Into<String>) -> Answer {
    of_type(status, "text/plain; charset=utf-8", body.into())
}

/// The answer with the methods that the path has.
pub(crate) fn allow(mut answer: Answer, methods: &'static str) -> Answer {
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    answer
}

/// An answer of any content type.
pub(crate) fn of_type(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// The body in one piece.
pub(crate) async fn whole(body: Full<Bytes>) -> Bytes {
    let Ok(body) = body.collect().await;
    body.to_bytes()
}
