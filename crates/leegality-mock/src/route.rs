//! From a request to its answer: which path it is for, and what is written down about it.

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Body;
use leegality_api::facts::{LOGIN_PATH, SIGN_INVITATION_PATH};

use crate::answer::{self, Answer};
use crate::conduct::{self, Act};
use crate::door::{self, BODY_LIMIT, Extent, Received};
use crate::fault::Moment;
use crate::record::RecordedRequest;
use crate::state::{SIGN_PATH, State};
use crate::{login, sign};

/// What the base URL ends in.
pub(crate) const API_PATH: &str = "/api";
const LEDGER_PATH: &str = "/_mock/ledger";
const REQUESTS_PATH: &str = "/_mock/requests";

/// What is done with one request of a connection.
pub(crate) async fn answer(
    state: &State,
    connection: u64,
    request: Request<impl Body<Data = Bytes> + Unpin>,
) -> Act {
    let path = request.uri().path();
    match path.strip_prefix(API_PATH) {
        Some(below) if below.is_empty() || below.starts_with('/') => {
            if let Some(fault) = state.take_due(Moment::Head) {
                return conduct::replace(fault);
            }
            let (parts, body) = request.into_parts();
            let (body, extent) = read(body).await;
            let fault = state.record(recorded(&parts, &body, connection));
            conduct::under(fault, || api(state, parts, body, extent)).await
        }
        _ => Act::Answer(beside_api(state, request.method(), path)),
    }
}

fn api(state: &State, parts: Parts, body: Vec<u8>, extent: Extent) -> Answer {
    let operation = parts.uri.path().strip_prefix(API_PATH).and_then(Operation::at);
    let Some(operation) = operation else {
        return answer::text(StatusCode::NOT_FOUND, unknown_path());
    };
    let received = Received { method: parts.method, headers: parts.headers, body, extent };
    let admitted = door::admit(&received, state);
    let answered = admitted.and_then(|request| match operation {
        Operation::SignInvitation => sign::answer(request, state),
        Operation::Login => login::answer(request, state),
    });
    answered.unwrap_or_else(|rejection| {
        let answer = match operation {
            Operation::SignInvitation => sign::reject(&rejection),
            Operation::Login => login::reject(&rejection),
        };
        match rejection.status {
            StatusCode::METHOD_NOT_ALLOWED => answer::allow(answer, "POST"),
            _ => answer,
        }
    })
}

#[derive(Clone, Copy)]
enum Operation {
    SignInvitation,
    Login,
}

impl Operation {
    fn at(path: &str) -> Option<Self> {
        match path {
            SIGN_INVITATION_PATH => Some(Self::SignInvitation),
            LOGIN_PATH => Some(Self::Login),
            _ => None,
        }
    }
}

/// What Leegality does not have, and the pages behind the sign URLs. None of it is recorded.
fn beside_api(state: &State, method: &Method, path: &str) -> Answer {
    let found = match path {
        LEDGER_PATH => answer::json(StatusCode::OK, &state.ledger()),
        REQUESTS_PATH => answer::json(StatusCode::OK, &state.requests()),
        _ => match state.invitation(&format!("{}{path}", state.origin())) {
            Some((invitation, sign_type)) => answer::text(
                StatusCode::OK,
                format!("A stand-in for Leegality.\nState: {invitation:?}\nSign type: {sign_type:?}\n"),
            ),
            None if path.starts_with(SIGN_PATH) => {
                return answer::text(
                    StatusCode::NOT_FOUND,
                    "A stand-in for Leegality.\nNo such invitation.\n",
                );
            }
            None => return answer::text(StatusCode::NOT_FOUND, unknown_path()),
        },
    };
    if method == Method::GET || method == Method::HEAD {
        return found;
    }
    answer::allow(answer::text(StatusCode::METHOD_NOT_ALLOWED, "This path takes GET alone.\n"), "GET, HEAD")
}

fn unknown_path() -> String {
    format!(
        "A stand-in for Leegality. It has\n\
         POST {API_PATH}{SIGN_INVITATION_PATH}\n\
         POST {API_PATH}{LOGIN_PATH}\n\
         GET {LEDGER_PATH}\n\
         GET {REQUESTS_PATH}\n"
    )
}

/// Reads the body and keeps at most [`BODY_LIMIT`] bytes of it.
///
/// The rest is read and thrown away: a client that is still sending when the connection closes may see a reset in
/// place of the answer.
async fn read(mut incoming: impl Body<Data = Bytes> + Unpin) -> (Vec<u8>, Extent) {
    let mut body = Vec::new();
    let mut extent = Extent::Whole;
    while let Some(frame) = incoming.frame().await {
        let Ok(frame) = frame else { return (body, Extent::Broken) };
        let Some(data) = frame.data_ref() else { continue };
        let room = BODY_LIMIT - body.len();
        if data.len() > room {
            extent = Extent::TooLarge;
        }
        body.extend_from_slice(&data[..data.len().min(room)]);
    }
    (body, extent)
}

fn recorded(parts: &Parts, body: &[u8], connection: u64) -> RecordedRequest {
    let path = parts.uri.path_and_query().map_or(parts.uri.path(), |path| path.as_str());
    RecordedRequest {
        method: parts.method.to_string(),
        path: path.to_owned(),
        headers: pairs(&parts.headers),
        body: String::from_utf8_lossy(body).into_owned(),
        connection,
        version: format!("{:?}", parts.version),
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}
