//! What the fuzzer in `tests/fuzz` calls. Only there with `--cfg fuzzing`.

use std::ffi::OsString;

use leegality::{Error, Receipt, Session};

use crate::failure::Failure;
use crate::server_message::{Secrets, ServerMessage};
use crate::sign::advice::next_step;
use crate::{cli, login, output, sign, text};

/// Reads a command line, the name of the program included. What is wrong with it comes as it would be shown.
pub fn arguments(arguments: impl IntoIterator<Item = OsString>) -> Result<(), String> {
    cli::read(arguments).map(|_| ()).map_err(|error| error.to_string())
}

/// What `sign --sign-url -` takes from standard input.
pub fn sign_url(input: &[u8]) -> Result<String, Vec<String>> {
    sign::read_sign_url(input).map_err(|failure| shown(&failure))
}

/// What `login --password-stdin` takes from standard input.
pub fn password(input: &[u8]) -> Result<String, Vec<String>> {
    login::read_password(input).map(|password| password.to_string()).map_err(|failure| shown(&failure))
}

/// Who consents, by an answer on the terminal.
pub fn principal(input: &[u8]) -> Result<String, Vec<String>> {
    let consent = sign::ask(input).map_err(|failure| shown(&failure))?;
    Ok(consent.record().principal().to_owned())
}

/// What is shown of a call that failed and knew these secrets, for people and as JSON.
pub fn failure(error: &Error, secrets: &[&str]) -> Vec<String> {
    let failure = Failure::of_call(error, &masked(secrets));
    shown(&failure.next(next_step(error, "fingerprint")))
}

/// What is shown of the server's messages after a signature, for people and as JSON.
pub fn messages(receipt: &Receipt, secrets: &[&str]) -> Vec<String> {
    let messages = ServerMessage::all(receipt.messages(), &masked(secrets));
    messages.iter().map(ServerMessage::line).chain([json(&messages)]).collect()
}

/// What is shown of a login, for people and as JSON.
pub fn profile(session: &Session) -> Vec<String> {
    let token = Some(session.access_token().expose());
    let text = login::profile::text(session, token);
    text.lines().map(str::to_owned).chain([json(&login::profile::json(session, token))]).collect()
}

/// A text fit to be shown.
pub fn printable(text: &str) -> String {
    text::printable(text)
}

/// A text as JSON fit to be shown.
pub fn printable_json(text: &str) -> String {
    json(&text)
}

/// A text in lines.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    text::wrap(text, width)
}

fn masked(secrets: &[&str]) -> Secrets {
    secrets.iter().fold(Secrets::default(), |masked, secret| masked.add(secret))
}

fn shown(failure: &Failure) -> Vec<String> {
    failure.lines().into_iter().chain([json(failure)]).collect()
}

fn json(value: &impl serde::Serialize) -> String {
    output::json(value).unwrap_or_else(|unwritable| panic!("no JSON: {}", unwritable.0))
}
