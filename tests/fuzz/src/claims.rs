//! What may be claimed of a call that got an [`Answer`].

use leegality::http::HeaderValue;
use leegality::{Error, Outcome, Receipt, RecordedOutcome, Session, SigningRecord};
use serde::Deserialize;
use serde_json::Value;

use crate::answer::{Answer, Call};
use crate::shown::{assert_error_is_fit, assert_is_fit};

/// The limit of the clients: small, so that answers above it are short enough to be tried.
pub(crate) const MAX_RESPONSE_BYTES: usize = 4096;

pub(crate) fn signing(answer: &Answer, result: &leegality::Result<Receipt>) {
    let record = match result {
        Ok(receipt) => {
            assert!(answer.says_signed(), "this is no signature");
            assert_is_fit(&format!("{receipt:?}"), answer.call.secrets());
            assert_eq!(receipt.http_status(), 200);
            receipt.record()
        }
        Err(error) => {
            failure(answer, error);
            error.record().expect("every failed signing call has a record")
        }
    };
    let expected = match result.as_ref().map_err(Error::outcome) {
        Ok(_) => RecordedOutcome::Signed,
        Err(Outcome::Refused) => RecordedOutcome::Refused,
        Err(Outcome::Unknown) => RecordedOutcome::Unknown,
        Err(Outcome::NotSent) => RecordedOutcome::NotSent,
    };
    assert_eq!((record.outcome(), record.http_status()), (expected, Some(answer.status)));
    let json = serde_json::to_string(&record).unwrap();
    assert_is_fit(&json, answer.call.secrets());
    assert_is_fit(&format!("{record:?}"), answer.call.secrets());
    assert_eq!(serde_json::from_str::<SigningRecord>(&json).unwrap(), record);
}

pub(crate) fn login(answer: &Answer, result: &leegality::Result<Session>) {
    match result {
        Ok(session) => {
            let token = session.access_token().expose();
            assert!(answer.status == 200 && answer.is_read() && !token.is_empty(), "this is no login");
            let bearer =
                HeaderValue::from_str(&format!("Bearer {token}")).expect("a token that fits a header");
            assert_eq!(session.authorization(), bearer);
            assert!(session.authorization().is_sensitive());
            let given = answer.json().and_then(|json| json.pointer("/data/accessToken").cloned());
            assert!(given.is_none_or(|given| given == token), "another token than the answer's");
            // The server's own words are in it: that they are secrets as well is its own business.
            let _ = (format!("{session:?}"), session.is_expired());
        }
        Err(error) => {
            failure(answer, error);
            assert!(error.record().is_none());
            assert!(
                error.outcome() != Outcome::Refused || answer.status != 200,
                "an HTTP 200 refuses no login"
            );
        }
    }
}

fn failure(answer: &Answer, error: &Error) {
    assert_error_is_fit(error, answer.call.secrets());
    assert!(error.attempts() > 0);
    assert_eq!(error.http_status(), Some(answer.status));
    match error.outcome() {
        Outcome::NotSent => panic!("an answer arrived, so that the request was sent"),
        Outcome::Refused => {
            let status_refuses = matches!(answer.status, 200 | 307 | 308 | 400..=407 | 409..=498);
            assert!(status_refuses, "HTTP {} refuses nothing", answer.status);
            let is_claim = answer.call == Call::Sign && answer.claims_signature();
            assert!(!is_claim, "refused, and the answer claims a signature");
        }
        Outcome::Unknown => {}
    }
}

/// What the documentation says of a signing call's answer.
#[derive(Deserialize)]
struct Envelope {
    status: Option<Value>,
    messages: Option<Vec<Option<Message>>>,
}

#[derive(Deserialize)]
struct Message {
    code: Option<String>,
}

impl Answer {
    /// A larger body is given up, so that only the status is known.
    fn is_read(&self) -> bool {
        self.body.len() <= MAX_RESPONSE_BYTES
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Nothing but a documented success: HTTP 200, and an object with a status of 1 and no documented failure.
    fn says_signed(&self) -> bool {
        let failures = ["invitation.not.exists", "invalid.consent", "profile.not.exists"];
        let is_object = self.body.trim_ascii_start().starts_with(b"{");
        let Ok(envelope) = serde_json::from_slice::<Envelope>(&self.body) else { return false };
        let codes = envelope.messages.into_iter().flatten().flatten().filter_map(|message| message.code);
        self.status == 200
            && self.is_read()
            && is_object
            && envelope.status == Some(Value::from(1))
            && codes.into_iter().all(|code| !failures.contains(&code.as_str()))
    }

    /// The least that claims a signature: an object with a status of 1, or with the code of a success.
    fn claims_signature(&self) -> bool {
        let Some(Value::Object(json)) = self.json().filter(|_| self.is_read()) else { return false };
        let codes = json.get("messages").and_then(Value::as_array).into_iter().flatten();
        json.get("status").and_then(Value::as_f64) == Some(1.0)
            || codes.into_iter().any(|message| message["code"] == "signing.success")
    }
}
