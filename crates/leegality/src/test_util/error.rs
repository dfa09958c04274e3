//! Errors made by hand.

use std::time::Duration;

use crate::consent::Consent;
use crate::environment::Environment;
use crate::error::Error;
use crate::error_kind::ErrorKind;
use crate::invitation::Invitation;
use crate::message::{Message, MessageCode};
use crate::outcome::Outcome;
use crate::receipt::leading_code;
use crate::test_util::signing::Signing;

/// Every kind of error that this version of the crate has.
pub const ALL_ERROR_KINDS: &[ErrorKind] = &[
    ErrorKind::Configuration,
    ErrorKind::InvalidInput,
    ErrorKind::WrongEnvironment,
    ErrorKind::MissingAuthToken,
    ErrorKind::Connect,
    ErrorKind::InvalidConsent,
    ErrorKind::InvitationNotExists,
    ErrorKind::ProfileNotExists,
    ErrorKind::NotSigned,
    ErrorKind::WrongCredentials,
    ErrorKind::Unauthorized,
    ErrorKind::RateLimited,
    ErrorKind::Redirected,
    ErrorKind::HttpStatus,
    ErrorKind::Timeout,
    ErrorKind::ConnectionLost,
    ErrorKind::UnreadableResponse,
    ErrorKind::ResponseTooLarge,
    ErrorKind::Contradiction,
];

/// Builds an [`Error`].
///
/// ```
/// use leegality::test_util::ErrorBuilder;
/// use leegality::{ErrorKind, Outcome};
///
/// let error = ErrorBuilder::new(ErrorKind::InvalidConsent).build();
/// assert_eq!(error.outcome(), Outcome::Refused);
/// assert_eq!(error.code(), Some("invalid.consent"));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ErrorBuilder {
    kind: ErrorKind,
    outcome: Outcome,
    messages: Vec<Message>,
    http_status: Option<u16>,
    retry_after: Option<Duration>,
    attempts: u32,
    signing: Option<Signing>,
}

impl ErrorBuilder {
    /// An error of `kind`, with the outcome, the code and the HTTP status that go with it.
    pub fn new(kind: ErrorKind) -> Self {
        let outcome = usual_outcome(kind);
        let messages = usual_code(kind).map(|code| Message::new(Some(code.as_str().to_owned()), None));
        Self {
            kind,
            outcome,
            messages: messages.into_iter().collect(),
            http_status: usual_http_status(kind),
            retry_after: None,
            attempts: u32::from(outcome != Outcome::NotSent || kind == ErrorKind::Connect),
            signing: None,
        }
    }

    /// The outcome, where it is not the usual one of the kind. A connection that fails after an earlier attempt timed
    /// out is [`Outcome::Unknown`], for instance.
    pub fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// Makes it an error of a signing call, so that it has a [record](Error::record).
    pub fn signing(mut self, invitation: &Invitation, consent: &Consent) -> Self {
        let environment = Environment::Sandbox;
        self.signing =
            Some(Signing { environment, invitation: invitation.clone(), consent: consent.clone() });
        self
    }

    /// Replaces the messages of the server by one. Its code is the error's.
    pub fn message(mut self, code: impl Into<String>, text: impl Into<String>) -> Self {
        self.messages = vec![Message::new(Some(code.into()), Some(text.into()))];
        self
    }

    /// The HTTP status of the last answer.
    pub fn http_status(mut self, status: u16) -> Self {
        self.http_status = Some(status);
        self
    }

    /// How long the server asked to wait.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// How many attempts there were.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The error.
    pub fn build(self) -> Error {
        let code = leading_code(&self.messages, |_| false).map(str::to_owned);
        let error = Error::new(self.kind, self.outcome, format!("made by a test ({:?})", self.kind))
            .with_code(code.as_deref())
            .with_messages(self.messages)
            .with_http_status(self.http_status)
            .with_retry_after(self.retry_after)
            .with_attempts(self.attempts);
        let Some(signing) = self.signing else { return error };
        let outcome = error.outcome().into();
        let record = signing.open().close(
            outcome,
            self.attempts,
            self.http_status,
            error.code().map(MessageCode::from),
        );
        error.with_record(record)
    }
}

fn usual_outcome(kind: ErrorKind) -> Outcome {
    match kind {
        ErrorKind::Configuration
        | ErrorKind::InvalidInput
        | ErrorKind::WrongEnvironment
        | ErrorKind::MissingAuthToken
        | ErrorKind::Connect => Outcome::NotSent,
        ErrorKind::InvalidConsent
        | ErrorKind::InvitationNotExists
        | ErrorKind::ProfileNotExists
        | ErrorKind::NotSigned
        | ErrorKind::WrongCredentials
        | ErrorKind::Unauthorized
        | ErrorKind::RateLimited
        | ErrorKind::Redirected => Outcome::Refused,
        ErrorKind::HttpStatus
        | ErrorKind::Timeout
        | ErrorKind::ConnectionLost
        | ErrorKind::UnreadableResponse
        | ErrorKind::ResponseTooLarge
        | ErrorKind::Contradiction => Outcome::Unknown,
    }
}

fn usual_code(kind: ErrorKind) -> Option<MessageCode> {
    match kind {
        ErrorKind::InvalidConsent => Some(MessageCode::InvalidConsent),
        ErrorKind::InvitationNotExists => Some(MessageCode::InvitationNotExists),
        ErrorKind::ProfileNotExists => Some(MessageCode::ProfileNotExists),
        ErrorKind::WrongCredentials => Some(MessageCode::WrongCredentials),
        _ => None,
    }
}

fn usual_http_status(kind: ErrorKind) -> Option<u16> {
    match kind {
        ErrorKind::WrongCredentials | ErrorKind::Unauthorized => Some(401),
        ErrorKind::RateLimited => Some(429),
        ErrorKind::Redirected => Some(307),
        ErrorKind::HttpStatus => Some(502),
        ErrorKind::InvalidConsent
        | ErrorKind::InvitationNotExists
        | ErrorKind::ProfileNotExists
        | ErrorKind::NotSigned
        | ErrorKind::UnreadableResponse
        | ErrorKind::ResponseTooLarge
        | ErrorKind::Contradiction => Some(200),
        _ => None,
    }
}
