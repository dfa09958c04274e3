//! The checks before an operation. The vendor's pages do not describe them: they are this crate's assumptions.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};
use leegality_api::facts::AUTH_TOKEN_HEADER;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::state::State;

/// The largest body that is looked at, in bytes.
pub(crate) const BODY_LIMIT: usize = 1024 * 1024;

/// A request to an operation, with what was read of its body.
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) extent: Extent,
}

/// How much of a body was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    Whole,
    /// The beginning of a body above the limit.
    TooLarge,
    /// What came before the client stopped.
    Broken,
}

/// A request that an operation can look at.
pub(crate) struct Admitted {
    pub(crate) auth_token: String,
    pub(crate) body: Map<String, Value>,
}

/// Why a request got no answer that the vendor's pages describe.
pub(crate) struct Rejection {
    pub(crate) status: StatusCode,
    pub(crate) message: String,
}

impl Rejection {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    pub(crate) fn malformed(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }
}

/// Checks the method, the token and the body, in this order.
pub(crate) fn admit(request: &Received, state: &State) -> Result<Admitted, Rejection> {
    if request.method != Method::POST {
        return Err(Rejection::new(StatusCode::METHOD_NOT_ALLOWED, "This operation takes POST alone."));
    }
    let auth_token = auth_token(&request.headers, state)?;
    let body = body(request)?;
    Ok(Admitted { auth_token, body })
}

/// Reads `body` as the type that the spec gives it.
pub(crate) fn fields<T: DeserializeOwned>(body: Map<String, Value>) -> Result<T, Rejection> {
    serde_json::from_value(Value::Object(body))
        .map_err(|error| Rejection::malformed(format!("The body does not fit the operation: {error}.")))
}

fn auth_token(headers: &HeaderMap, state: &State) -> Result<String, Rejection> {
    let unauthorized = |message: String| Rejection::new(StatusCode::UNAUTHORIZED, message);
    let value = headers
        .get(AUTH_TOKEN_HEADER)
        .ok_or_else(|| unauthorized(format!("The header {AUTH_TOKEN_HEADER} is missing.")))?;
    match value.to_str() {
        Ok(token) if state.knows_account(token) => Ok(token.to_owned()),
        _ => Err(unauthorized(format!(
            "The value of {AUTH_TOKEN_HEADER} is not the auth token of an account."
        ))),
    }
}

fn body(request: &Received) -> Result<Map<String, Value>, Rejection> {
    let content_type = request.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    if !essence.trim().eq_ignore_ascii_case("application/json") {
        let message = "The content type has to be application/json.";
        return Err(Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    match request.extent {
        Extent::Whole => {}
        Extent::TooLarge => {
            let message = format!("The body is larger than {BODY_LIMIT} bytes.");
            return Err(Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, message));
        }
        Extent::Broken => return Err(Rejection::malformed("The body ended early.")),
    }
    // A structure would be read from an array as well: the body has to be an object first.
    serde_json::from_slice(&request.body)
        .map_err(|error| Rejection::malformed(format!("The body is not a JSON object: {error}.")))
}
