//! What the server said, made fit to be shown.

use leegality::{Invitation, Message};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::text::printable;

/// A message of the server without our secrets, should it repeat them. Its text is still the server's: escape it.
#[derive(Debug, Serialize)]
pub(crate) struct ServerMessage {
    code: Option<String>,
    text: Option<String>,
}

impl ServerMessage {
    pub(crate) fn all(messages: &[Message], secrets: &Secrets) -> Vec<Self> {
        let shown = |message: &Message| Self {
            code: message.code().map(|code| secrets.mask(code)),
            text: message.text().map(|text| secrets.mask(text)),
        };
        messages.iter().map(shown).collect()
    }

    /// One line, escaped.
    pub(crate) fn line(&self) -> String {
        match (&self.code, &self.text) {
            (Some(code), Some(text)) => format!("{} ({})", printable(text), printable(code)),
            (Some(only), None) | (None, Some(only)) => printable(only),
            (None, None) => "(empty)".to_owned(),
        }
    }
}

/// The secrets of a call, which a server might send back.
#[derive(Default)]
pub(crate) struct Secrets(Vec<Zeroizing<String>>);

impl Secrets {
    /// A shorter text occurs in ordinary words, and masking it would tell what it is.
    const MIN_BYTES: usize = 8;

    pub(crate) fn add(mut self, secret: &str) -> Self {
        if secret.len() >= Self::MIN_BYTES {
            self.0.push(Zeroizing::new(secret.to_owned()));
        }
        self
    }

    /// The value of an environment variable.
    pub(crate) fn add_variable(self, name: &str) -> Self {
        match std::env::var(name) {
            Ok(value) => self.add(&value),
            Err(_) => self,
        }
    }

    /// The link of an invitation, and each part of it behind the host: they make it a secret.
    pub(crate) fn add_invitation(self, invitation: &Invitation) -> Self {
        let sign_url = invitation.sign_url().expose();
        let behind_host = sign_url.split('/').skip(3).flat_map(|part| part.split(['?', '&', '=', '#']));
        behind_host.fold(self.add(sign_url), Self::add)
    }

    fn mask(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "(not shown)"))
    }
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn a_secret_that_comes_back_is_masked() {
        let secrets = Secrets::default().add("hunter2hunter2").add("a");
        assert_eq!(secrets.mask("bad token hunter2hunter2"), "bad token (not shown)");
    }
}
