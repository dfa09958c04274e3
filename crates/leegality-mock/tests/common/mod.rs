//! A client for the stand-in and the answers that the spec shows.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use std::net::SocketAddr;

use leegality_api::facts::{AUTH_TOKEN_HEADER, CONSENT_STATEMENT, LOGIN_PATH, SIGN_INVITATION_PATH};
use leegality_mock::Mock;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

/// A client that goes straight to the stand-in.
pub(crate) fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

/// Scheme, host and port.
pub(crate) fn origin(mock: &Mock) -> String {
    mock.base_url().trim_end_matches("/api").to_owned()
}

pub(crate) fn address(mock: &Mock) -> SocketAddr {
    origin(mock).trim_start_matches("http://").parse().unwrap()
}

/// A request body for `sign_url` that lacks nothing.
pub(crate) fn sign_body(mock: &Mock, sign_url: &str) -> Value {
    json!({ "signUrl": sign_url, "profileId": mock.profile_id(), "consent": CONSENT_STATEMENT })
}

pub(crate) fn login_body(mock: &Mock) -> Value {
    json!({ "username": mock.username(), "password": mock.password() })
}

/// A request to `path` below the base URL, with the first account's token.
pub(crate) fn post(mock: &Mock, path: &str) -> RequestBuilder {
    client().post(format!("{}{path}", mock.base_url())).header(AUTH_TOKEN_HEADER, mock.auth_token())
}

pub(crate) async fn sign(mock: &Mock, body: &Value) -> (StatusCode, Value) {
    opened(post(mock, SIGN_INVITATION_PATH).json(body).send().await).await
}

pub(crate) async fn login(mock: &Mock, body: &Value) -> (StatusCode, Value) {
    opened(post(mock, LOGIN_PATH).json(body).send().await).await
}

/// Status and body of an answer that has to be JSON.
pub(crate) async fn opened(response: reqwest::Result<Response>) -> (StatusCode, Value) {
    let response = response.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    (response.status(), response.json().await.unwrap())
}

/// How often each invitation was signed.
pub(crate) fn counts(mock: &Mock) -> Vec<u64> {
    mock.ledger().iter().map(|entry| entry.count).collect()
}

/// An example answer of the spec.
pub(crate) fn example(path: &str, status: &str, name: &str) -> Value {
    let spec: Value = serde_json::from_str(include_str!("../../../leegality-api/openapi.json")).unwrap();
    let content = &spec["paths"][path]["post"]["responses"][status]["content"]["application/json"];
    let value = content["examples"][name]["value"].clone();
    assert!(value.is_object(), "the spec has an example `{name}` for {status} of {path}");
    value
}

/// `value` with its leaves replaced by the names of their types and its arrays cut to one item.
pub(crate) fn shape(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("boolean"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(items) => Value::Array(items.first().map(shape).into_iter().collect()),
        Value::Object(fields) => fields.iter().map(|(name, field)| (name.clone(), shape(field))).collect(),
    }
}
