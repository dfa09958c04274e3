//! The secrets of the calls, and what no shown text may hold.

use std::error::Error;

pub(crate) const AUTH_TOKEN: &str = "canary-auth-token-4nXhk2Lr9QmZ";
pub(crate) const PASSWORD: &str = "canary-passw0rd-7uJmK2";
pub(crate) const SIGN_URL: &str = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c";
pub(crate) const SIGN_URL_ID: &str = "6069cd1e-961f-47b1-bd27-ac7ba1d7363c";

pub(crate) const SECRETS: [&str; 4] = [AUTH_TOKEN, PASSWORD, SIGN_URL, SIGN_URL_ID];

/// How an input names the secrets. The first that fits is taken, so that the longer name comes first.
const NAMES: [(&[u8], &str); 4] = [
    (b"$AUTH_TOKEN", AUTH_TOKEN),
    (b"$PASSWORD", PASSWORD),
    (b"$SIGN_URL_ID", SIGN_URL_ID),
    (b"$SIGN_URL", SIGN_URL),
];

/// Puts the secrets in the place of their names.
pub(crate) fn filled(mut input: &[u8]) -> Vec<u8> {
    let mut filled = Vec::with_capacity(input.len());
    while let Some(first) = input.first() {
        match NAMES.iter().find(|(name, _)| input.starts_with(name)) {
            Some((name, secret)) => {
                filled.extend_from_slice(secret.as_bytes());
                input = &input[name.len()..];
            }
            None => {
                filled.push(*first);
                input = &input[1..];
            }
        }
    }
    filled
}

/// An error as whoever prints it sees it, with all of its causes.
#[track_caller]
pub(crate) fn assert_error_is_fit(error: &(dyn Error + 'static), secrets: &[&str]) {
    assert_is_fit(&format!("{error:?}"), secrets);
    for error in std::iter::successors(Some(error), |&error| error.source()) {
        assert_is_fit(&error.to_string(), secrets);
    }
}

/// No control character, and no secret in any spelling.
#[track_caller]
pub(crate) fn assert_is_fit(text: &str, secrets: &[&str]) {
    assert_is_plain(text);
    assert!(!holds_any(text, secrets), "a secret is shown:\n{text}");
}

/// Whether a secret is in a text, in any spelling.
pub(crate) fn holds_any(text: &str, secrets: &[&str]) -> bool {
    let essence = essence(text);
    secrets.iter().any(|secret| essence.contains(&self::essence(secret)))
}

/// No control character.
#[track_caller]
pub(crate) fn assert_is_plain(text: &str) {
    assert!(!text.contains(char::is_control), "a control character is shown: {text:?}");
}

/// Letters and digits in lower case: what another spelling leaves of a text.
fn essence(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
