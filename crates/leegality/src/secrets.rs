//! Keeps the secrets of a call out of what is shown of its answer.

use crate::invitation::SignUrl;
use crate::message::MessageCode;

/// Texts of one call that a server might send back, and that may not be shown then.
pub(crate) struct Secrets<'a> {
    pub(crate) sign_url: Option<&'a SignUrl>,
    pub(crate) password: Option<&'a str>,
    pub(crate) auth_token: Option<&'a str>,
}

impl Secrets<'_> {
    /// A secret shorter than this says little, and occurs in ordinary words.
    const MIN_PART_BYTES: usize = 8;

    /// The code, unless it gives a secret away. A documented code does not: everybody knows it.
    pub(crate) fn withhold<'c>(&self, code: Option<&'c str>) -> Option<&'c str> {
        code.filter(|code| {
            let is_documented = !matches!(MessageCode::from(*code), MessageCode::Other(_));
            is_documented || !self.occur_in(&essence(code))
        })
    }

    fn occur_in(&self, text: &str) -> bool {
        let parts = self.sign_url.into_iter().flat_map(SignUrl::parts);
        parts
            .chain(self.password)
            .chain(self.auth_token)
            .map(essence)
            .filter(|secret| !secret.is_empty())
            .any(|secret| secret == text || (secret.len() >= Self::MIN_PART_BYTES && text.contains(&secret)))
    }
}

/// What is left of a text in another spelling: letters and digits, in lower case.
fn essence(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::Secrets;

    #[test]
    fn a_code_that_holds_a_secret_is_withheld_in_every_spelling() {
        let sign_url = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1".parse().expect("a sign URL");
        let secrets = Secrets { sign_url: Some(&sign_url), password: None, auth_token: Some("tok") };
        for code in ["6069cd1e-961f-47b1", "x.6069CD1E961F47B1", "tok", "T-O-K"] {
            assert_eq!(secrets.withhold(Some(code)), None, "{code}");
        }
        assert_eq!(secrets.withhold(Some("token.expired")), Some("token.expired"));
    }

    #[test]
    fn a_documented_code_is_shown_whatever_the_secrets_are() {
        let secrets = Secrets { sign_url: None, password: Some("invitation"), auth_token: None };
        assert_eq!(secrets.withhold(Some("invitation.not.exists")), Some("invitation.not.exists"));
    }
}
