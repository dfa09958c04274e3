//! What the fuzzer has collected, through the same assertions as in `tests/fuzz`, over real sockets and public interfaces.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use leegality::{AuthToken, Client, Consent, Credentials, Environment, Invitation, RetryPolicy};
use support::server::{Reply, Server};

use crate::answer::{Answer, Call};
use crate::files::Named;

#[path = "fuzz/src/answer.rs"]
mod answer;
#[path = "fuzz/src/claims.rs"]
mod claims;
#[path = "fuzz/src/files.rs"]
mod files;
#[path = "fuzz/src/shown.rs"]
mod shown;
#[path = "fuzz/src/values.rs"]
mod values;

#[tokio::test]
async fn every_answer_is_claimed_to_be_what_it_is() {
    let server = Server::start([]).await;
    let client = Client::builder(Environment::custom(server.base_url()).unwrap())
        .auth_token(AuthToken::new(shown::AUTH_TOKEN).unwrap())
        .max_response_bytes(claims::MAX_RESPONSE_BYTES)
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    for (_named, input) in inputs("decoder") {
        let answer = Answer::read(&input);
        let Some(reply) = reply(&answer) else { continue };
        server.reply(reply);
        match answer.call {
            Call::Sign => {
                let invitation =
                    Invitation::new(shown::SIGN_URL.parse().unwrap(), "d4NrfHV".parse().unwrap());
                let consent = Consent::granted_by("tester@acme.example").unwrap();
                claims::signing(&answer, &client.sign_invitation(&invitation, consent).await);
            }
            Call::Login => {
                let credentials = Credentials::new("user@acme.example", shown::PASSWORD);
                claims::login(&answer, &client.login(&credentials).await);
            }
        }
    }
}

#[test]
fn every_value_is_read_as_what_it_is() {
    for (_named, input) in inputs("inputs") {
        let (kind, value) = values::split(&input);
        values::check(kind, &value);
    }
}

fn inputs(target: &str) -> impl Iterator<Item = (Named, Vec<u8>)> {
    files::inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target))
}

/// The answer as it goes over a connection, if it can: there, a status below 200 announces another one, some statuses
/// have no body, and some headers say where the body ends.
fn reply(answer: &Answer) -> Option<Reply> {
    let framing = ["connection", "content-length", "transfer-encoding", "upgrade"];
    let is_framing = |name: &str| framing.contains(&name);
    if answer.status < 200
        || [204, 304].contains(&answer.status) && !answer.body.is_empty()
        || answer.headers.iter().any(|(name, _)| is_framing(name.as_str()))
    {
        return None;
    }
    let mut bytes = format!("HTTP/1.1 {} Reason\r\nconnection: close\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    bytes.extend(format!("content-length: {}\r\n\r\n", answer.body.len()).into_bytes());
    bytes.extend(&answer.body);
    Some(Reply::Bytes(bytes))
}
