//! What arrived at the stand-in, made fit to be shown.

use leegality::{Error, Message};
use leegality_mock::RecordedRequest;
use serde_json::{Map, Value};

use crate::server_message::{Secrets, ServerMessage};
use crate::text::shortened;

/// A request in lines: its first line, its headers, its body. Credentials are left out.
pub(crate) fn request(request: &RecordedRequest) -> Vec<String> {
    let mut lines = vec![format!("{} {}", request.method, request.path), headers(request)];
    let body: Map<String, Value> = serde_json::from_str(&request.body).unwrap_or_default();
    lines.extend(body.iter().map(|(name, value)| format!("{name}: {}", shown(name, value))));
    lines
}

/// The answer that an error speaks of.
pub(crate) fn answer_of_error(error: &Error) -> String {
    match error.http_status() {
        Some(status) => answer(status, error.messages()),
        None => "no answer".to_owned(),
    }
}

pub(crate) fn answer(http_status: u16, messages: &[Message]) -> String {
    let messages: Vec<_> =
        ServerMessage::all(messages, &Secrets::default()).iter().map(ServerMessage::line).collect();
    format!("HTTP {http_status}: {}", messages.join("; "))
}

pub(crate) fn sign_url(text: &str) -> String {
    text.parse().map_or_else(|_| "(no sign URL)".to_owned(), |sign_url| shortened(&sign_url))
}

fn headers(request: &RecordedRequest) -> String {
    let name = |(name, _): &(String, String)| match name.as_str() {
        "x-auth-token" => "x-auth-token (not shown)".to_owned(),
        _ => name.clone(),
    };
    let names: Vec<_> = request.headers.iter().map(name).collect();
    format!("headers: {}", names.join(", "))
}

fn shown(name: &str, value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    match name {
        "password" => "(not shown)".to_owned(),
        "signUrl" => sign_url(text),
        "consent" => {
            let beginning: String = text.chars().take(28).collect();
            format!("{beginning}… ({} characters)", text.chars().count())
        }
        _ => text.to_owned(),
    }
}
