//! What an answer to a signing call means.

use leegality_api::facts::code;
use leegality_api::types::SignInvitationResponse;

use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::lenient::items;
use crate::message::{Message, MessageCode};
use crate::outcome::Outcome;
use crate::receipt::leading_code;
use crate::secrets::Secrets;
use crate::transport;

/// An answer: what its HTTP status means if that is not 200, and what its body says.
pub(crate) struct Answer {
    refusal: Option<Error>,
    status: Option<i64>,
    messages: Vec<Message>,
}

/// The server said that the document was signed.
pub(crate) struct Signed {
    pub(crate) code: Option<MessageCode>,
    pub(crate) messages: Vec<Message>,
}

impl Answer {
    pub(crate) fn documented(body: SignInvitationResponse) -> Self {
        let messages = items(body.messages).map(Message::from_sign).collect();
        Self { refusal: None, status: body.status, messages }
    }

    /// Reads the body of an answer whose HTTP status says that nothing was signed. It is not the documented envelope as a
    /// rule, so that the slightest sign of a signature in it counts.
    pub(crate) fn undocumented(refusal: Error, body: &[u8]) -> Self {
        let envelope = serde_json::from_slice(body).unwrap_or_default();
        let answer = Self { refusal: Some(refusal), ..Self::documented(envelope) };
        let text = unescaped(&String::from_utf8_lossy(body));
        if claims_signature(&text) || claims_signature(&unquoted(&text)) {
            Self { status: Some(1), ..answer }
        } else {
            answer
        }
    }

    /// Opens the envelope. `status` gives the verdict; a documented code, or an HTTP status, that says the opposite
    /// takes it back.
    pub(crate) fn verdict(self, secrets: &Secrets<'_>) -> Result<Signed> {
        let Self { refusal, status, messages } = self;
        let codes = || messages.iter().filter_map(Message::message_code);
        let denied = codes().any(|code| code.denies_signature());
        let confirmed = codes().any(|code| code == MessageCode::SigningSuccess);
        let shown =
            |is_wanted: fn(&MessageCode) -> bool| secrets.withhold(leading_code(&messages, is_wanted));

        let contradiction = "the answer says both that the document was signed and that it was not";
        let error = match (refusal, status) {
            (None, Some(1)) if !denied => {
                let code = shown(|code| *code == MessageCode::SigningSuccess);
                return Ok(Signed { code: code.map(MessageCode::from), messages });
            }
            (None, Some(0)) if !confirmed => refused(shown(MessageCode::denies_signature)),
            (None, Some(0 | 1)) => transport::unknown(ErrorKind::Contradiction, contradiction),
            (None, _) => {
                transport::unknown(ErrorKind::UnreadableResponse, "the answer has no status of 0 or 1")
            }
            (Some(refusal), status)
                if refusal.outcome() == Outcome::Refused && (status == Some(1) || confirmed) =>
            {
                transport::unknown(ErrorKind::Contradiction, contradiction)
                    .with_http_status(refusal.http_status())
            }
            (Some(refusal), _) => refusal,
        };
        let http_status = error.http_status().or(Some(200));
        let error = error.with_http_status(http_status).with_code(shown(MessageCode::denies_signature));
        Err(error.with_messages(messages))
    }
}

/// The error for a `status` of 0.
fn refused(code: Option<&str>) -> Error {
    let (kind, summary) = match code.map(MessageCode::from) {
        Some(MessageCode::InvitationNotExists) => (
            ErrorKind::InvitationNotExists,
            "not signed: there is no such invitation for this account, or it is signed, expired, or of another sign type",
        ),
        Some(MessageCode::InvalidConsent) => (
            ErrorKind::InvalidConsent,
            "not signed: the consent statement was not accepted; Leegality may have changed its wording, so look for a \
             newer version of this crate and read what it consents to",
        ),
        Some(MessageCode::ProfileNotExists) => {
            (ErrorKind::ProfileNotExists, "not signed: the account has no DocSigner profile with this id")
        }
        _ => (ErrorKind::NotSigned, "not signed"),
    };
    let summary = match code {
        Some(code) => format!("{summary} ({code})"),
        None => format!("{summary}, and the answer gives no code that can be shown"),
    };
    Error::new(kind, Outcome::Refused, summary)
}

/// Whether a text, JSON or not, has the success code, or a `status` of 1 in any spelling: `1.0`, `"1"`, `true`, beside
/// another `status`, in a text that breaks off.
fn claims_signature(body: &str) -> bool {
    let mut values = body.split("\"status\"").skip(1).filter_map(|rest| rest.trim_start().strip_prefix(':'));
    let says_1 = |rest: &str| {
        let value = rest.trim_start().trim_start_matches('"');
        let end =
            value.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(value.len());
        value[..end].eq_ignore_ascii_case("true") || value[..end].parse() == Ok(1.0)
    };
    body.contains(code::SIGNING_SUCCESS) || values.any(says_1)
}

/// A text as it reads where it is quoted inside of another: a gateway may hand on the answer that it got as a string.
fn unquoted(body: &str) -> String {
    body.replace('\\', "")
}

/// A text with the characters that escapes like `\u0073` stand for: JSON may spell a name so.
fn unescaped(body: &str) -> String {
    let mut parts = body.split("\\u");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let character = part.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match character.and_then(char::from_u32) {
            Some(character) => {
                text.push(character);
                text.push_str(&part[4..]);
            }
            None => {
                text.push_str("\\u");
                text.push_str(part);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{claims_signature, unescaped, unquoted};

    #[test]
    fn every_spelling_of_a_success_is_a_claim() {
        for body in [
            r#"{"status":1}"#,
            r#"{"status" : 1.0}"#,
            r#"{"status":1e0"#,
            r#"{"status":"1","data":[]}"#,
            r#"{"status":true}"#,
            r#"{"status":1,"status":0}"#,
            "\u{feff}{\"status\":1} x",
            r#"{"data":{"status":1}}"#,
            r#"[["signing.success","t"]]"#,
            r#"{"messages":1,"\u0073tatus":1}"#,
            r#"[["signing.s\u0075ccess","\ud83d"#,
        ] {
            assert!(claims_signature(&unescaped(body)), "{body}");
        }
    }

    #[test]
    fn a_success_that_a_gateway_quotes_is_a_claim() {
        for body in [r#"{"upstream":"{\"status\":1}"}"#, r#"{"a":"{\"b\":\"{\\\"status\\\": 1}\"}"}"#] {
            assert!(!claims_signature(body) && claims_signature(&unquoted(body)), "{body}");
        }
    }

    #[test]
    fn the_usual_errors_of_servers_are_no_claim() {
        for body in [
            "",
            "<html><title>status 1</title></html>",
            r#"{"timestamp":"2026-01-01T00:00:00Z","status":401,"error":"Unauthorized"}"#,
            r#"{"status":"error","code":1}"#,
            r#"{"status":0,"messages":[{"code":"invalid.consent"}]}"#,
            r#"{"status":null,"status":10}"#,
            r#"{"status""#,
            r#"{"\u0073tatus":0,"\u","\ü"#,
        ] {
            assert!(!claims_signature(&unescaped(body)), "{body}");
        }
    }
}
