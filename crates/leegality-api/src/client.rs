//! The client: how a request is built and sent, and its answer is read.

use bytes::Bytes;
use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Request, Url};
use serde::Serialize;

use crate::error::Error;
use crate::facts;
use crate::generated::Urls;
use crate::response::{Head, Response};

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

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Room for a signing call's JSON, most of which is the consent statement.
const BODY_BYTES: usize = 1024;

/// Client for Leegality. Its functions are the operations of the spec; each takes the auth token to send, if any.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use leegality_api::{Client, facts};
///
/// let client = Client::new(&facts::SANDBOX_URL.parse()?, reqwest::Client::new(), 1024 * 1024);
/// // … client.sign_invitation(Some("my-auth-token".parse()?), &request).await …
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    pub(crate) urls: Urls,
    max_response_bytes: usize,
}

impl Client {
    /// A client of the servers at `base_url`, to which the paths of the spec are appended. It reads at most
    /// `max_response_bytes` bytes of an answer's body.
    ///
    /// `base_url` is used as it is: a query or a fragment would be a part of every URL, and a username or a password is shown
    /// by `Debug`. It should have none of them.
    pub fn new(base_url: &Url, http: reqwest::Client, max_response_bytes: usize) -> Self {
        Self { http, urls: Urls::new(base_url), max_response_bytes }
    }

    /// Sends `body` and reads the answer, whatever it is.
    pub(crate) async fn send<E>(
        &self,
        method: Method,
        url: &Url,
        auth_token: Option<HeaderValue>,
        body: &impl Serialize,
    ) -> Result<Response, Error<E>> {
        let mut request = Request::new(method, url.clone());
        let headers = request.headers_mut();
        headers.insert(ACCEPT, JSON);
        headers.insert(CONTENT_TYPE, JSON);
        if let Some(mut token) = auth_token {
            token.set_sensitive(true);
            headers.insert(AUTH_TOKEN_HEADER, token);
        }
        let mut json = Vec::with_capacity(BODY_BYTES);
        serde_json::to_writer(&mut json, body).map_err(Error::InvalidRequest)?;
        *request.body_mut() = Some(json.into());

        let mut answer = execute(&self.http, request).await.map_err(Error::CommunicationError)?;
        let body = read(&mut answer, self.max_response_bytes).await;
        let head = Head { status: answer.status(), headers: std::mem::take(answer.headers_mut()) };
        match body {
            Ok(Some(body)) => Ok(Response { head, body }),
            Ok(None) => Err(Error::ResponseTooLarge(head)),
            Err(error) => Err(Error::ResponseBodyError(head, error)),
        }
    }
}

/// The URL of a path of the spec.
pub(crate) fn below(base_url: &Url, path: &str) -> Url {
    let mut url = base_url.clone();
    url.set_path(&format!("{}{path}", base_url.path().trim_end_matches('/')));
    url
}

#[cfg(not(fuzzing))]
async fn execute(client: &reqwest::Client, request: Request) -> reqwest::Result<reqwest::Response> {
    client.execute(request).await
}

/// A fuzzer gives the answers itself, where it wants to.
#[cfg(fuzzing)]
async fn execute(client: &reqwest::Client, request: Request) -> reqwest::Result<reqwest::Response> {
    match crate::fuzzing::answer() {
        Some(answer) => Ok(answer),
        None => client.execute(request).await,
    }
}

/// The body, or nothing where it is larger than `limit`.
async fn read(answer: &mut reqwest::Response, limit: usize) -> reqwest::Result<Option<Bytes>> {
    let announced = answer.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > limit) {
        return Ok(None);
    }
    let Some(first) = answer.chunk().await? else { return Ok(Some(Bytes::new())) };
    if first.len() > limit {
        return Ok(None);
    }
    let Some(second) = answer.chunk().await? else { return Ok(Some(first)) };
    // More than one piece, which a small answer does not come in.
    let mut body = Vec::from(first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        if chunk.len() > limit - body.len() {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
        next = answer.chunk().await?;
    }
    Ok(Some(body.into()))
}
