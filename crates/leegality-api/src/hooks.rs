//! What this crate adds to the generated client: the auth token, a limit on the answer's size, and a memory of what
//! was seen of the answer, which an error of the generated client does not keep.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use progenitor_client::{ClientHooks, Error, OperationInfo};
use reqwest::{Request, Response, ResponseBuilderExt};

use crate::facts;
use crate::generated::Client;

/// The generator sends the version of the spec in this header; Leegality documents no such header.
const API_VERSION_HEADER: HeaderName = HeaderName::from_static("api-version");

/// [`facts::AUTH_TOKEN_HEADER`], made while compiling: a call has no header to parse, and a name that is none in the spec
/// does not compile.
const AUTH_TOKEN_HEADER: HeaderName = {
    const LOWERCASE: [u8; facts::AUTH_TOKEN_HEADER.len()] = {
        let mut name = [0; facts::AUTH_TOKEN_HEADER.len()];
        name.copy_from_slice(facts::AUTH_TOKEN_HEADER.as_bytes());
        name.make_ascii_lowercase();
        name
    };
    match str::from_utf8(&LOWERCASE) {
        Ok(name) => HeaderName::from_static(name),
        Err(_) => panic!("the auth header of the spec is no header name"),
    }
};

/// What a [`Client`] needs to know for one call, and what it saw of the answer.
///
/// Make one for each call. Clones share what was seen.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use leegality_api::{Call, Client, facts};
///
/// let call = Call::new(1024 * 1024).auth_token("my-auth-token".parse()?);
/// let client = Client::new_with_client(facts::SANDBOX_URL, reqwest::Client::new(), call.clone());
/// // … client.sign_invitation(&request).await …
/// assert_eq!(call.seen().status, None);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Call {
    auth_token: Option<HeaderValue>,
    max_response_bytes: usize,
    seen: Arc<Mutex<Seen>>,
}

/// What was seen of a call so far.
///
/// `Debug` does not show the header's value: a server may echo a secret in it.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Seen {
    /// The request was handed to the HTTP client: from here on, it may reach the server.
    pub started: bool,
    /// The status of the answer, once its head arrived.
    pub status: Option<StatusCode>,
    /// The answer's `Retry-After`, once its head arrived.
    pub retry_after: Option<HeaderValue>,
    /// The answer was larger than the limit, and reading it was given up.
    pub too_large: bool,
    /// The answer says that it is a success, and its body is no JSON object.
    pub not_an_object: bool,
}

impl Call {
    /// A call without an auth token that reads at most `max_response_bytes` bytes of the answer's body.
    pub fn new(max_response_bytes: usize) -> Self {
        Self { auth_token: None, max_response_bytes, seen: Arc::default() }
    }

    /// Sends `token` as `X-Auth-Token`, marked sensitive.
    #[must_use]
    pub fn auth_token(mut self, mut token: HeaderValue) -> Self {
        token.set_sensitive(true);
        self.auth_token = Some(token);
        self
    }

    /// What was seen of the call so far.
    pub fn seen(&self) -> Seen {
        self.state().clone()
    }

    fn state(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("auth_token", &self.auth_token)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("started", &self.started)
            .field("status", &self.status)
            .field("retry_after", &self.retry_after.as_ref().map(|_| ".."))
            .field("too_large", &self.too_large)
            .field("not_an_object", &self.not_an_object)
            .finish()
    }
}

impl ClientHooks<Call> for Client {
    async fn pre<E>(&self, request: &mut Request, _: &OperationInfo) -> Result<(), Error<E>> {
        let headers = request.headers_mut();
        headers.remove(API_VERSION_HEADER);
        if let Some(token) = &self.inner.auth_token {
            headers.insert(AUTH_TOKEN_HEADER, token.clone());
        }
        Ok(())
    }

    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        self.inner.state().started = true;
        let mut response = send(&self.client, request).await?;
        {
            let mut seen = self.inner.state();
            seen.status = Some(response.status());
            seen.retry_after = response.headers().get(RETRY_AFTER).cloned();
        }
        let body = read(&mut response, self.inner.max_response_bytes).await?;
        let mut seen = self.inner.state();
        seen.too_large = body.is_none();
        let body = body.unwrap_or_default();
        seen.not_an_object = response.status().is_success() && !is_object(&body);
        Ok(rebuild(&mut response, body))
    }

    async fn post<E>(&self, _: &reqwest::Result<Response>, _: &OperationInfo) -> Result<(), Error<E>> {
        let seen = self.inner.state();
        if seen.too_large {
            let limit = self.inner.max_response_bytes;
            return Err(Error::Custom(format!("the response is larger than {limit} bytes")));
        }
        if seen.not_an_object {
            return Err(Error::Custom("the response is no JSON object".to_owned()));
        }
        Ok(())
    }
}

#[cfg(not(fuzzing))]
async fn send(client: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
    client.execute(request).await
}

/// A fuzzer gives the answers itself, where it wants to.
#[cfg(fuzzing)]
async fn send(client: &reqwest::Client, request: Request) -> reqwest::Result<Response> {
    match crate::fuzzing::answer() {
        Some(answer) => Ok(answer),
        None => client.execute(request).await,
    }
}

/// The body, or nothing where it is larger than `limit`.
async fn read(response: &mut Response, limit: usize) -> reqwest::Result<Option<Bytes>> {
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Ok(None);
    }
    let Some(first) = response.chunk().await? else { return Ok(Some(Bytes::new())) };
    if first.len() > limit {
        return Ok(None);
    }
    let Some(second) = response.chunk().await? else { return Ok(Some(first)) };
    // More than one piece, which a small answer does not come in.
    let mut body = Vec::from(first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        if chunk.len() > limit - body.len() {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
        next = response.chunk().await?;
    }
    Ok(Some(body.into()))
}

/// Whether a body can be a JSON object. The generated types would take an array as well, whose items would be read as
/// their fields, in alphabetical order: `[{}, [], 1]` would be a signature.
fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{")
}

/// A response that the generated code can read, with the body at hand.
fn rebuild(response: &mut Response, body: Bytes) -> Response {
    // With its URL, for which a placeholder would be parsed otherwise. Building it cannot fail: every part was part of a
    // response before.
    let mut builder = http::Response::builder();
    if let Some(extensions) = builder.extensions_mut() {
        *extensions = std::mem::take(response.extensions_mut());
    }
    let mut rebuilt = builder.url(response.url().clone()).body(body).unwrap_or_default();
    *rebuilt.status_mut() = response.status();
    *rebuilt.version_mut() = response.version();
    *rebuilt.headers_mut() = std::mem::take(response.headers_mut());
    Response::from(rebuilt)
}
