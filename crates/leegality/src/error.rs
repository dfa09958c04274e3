//! The one error of this crate.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::cause::Cause;
use crate::error_kind::ErrorKind;
use crate::message::{Message, MessageCode, presentable};
use crate::outcome::Outcome;
use crate::record::SigningRecord;

/// A result with this crate's [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed, and what that means.
///
/// It is opaque, so that it can learn to say more without breaking anybody. Ask it, in this order:
///
/// 1. [`outcome()`](Self::outcome): may the document have been signed? This is what a program acts on.
/// 2. [`kind()`](Self::kind): what went wrong, as a value to match on.
/// 3. [`code()`](Self::code), [`http_status()`](Self::http_status), [`messages()`](Self::messages): what the server
///    said.
///
/// `Display` and `Debug` are in this crate's own words. They never hold a secret, a body or the server's text.
///
/// ```
/// use leegality::{ErrorKind, Outcome, SignUrl};
///
/// let error = "http://sandbox.leegality.com/sign/6069cd1e".parse::<SignUrl>().unwrap_err();
/// assert_eq!(error.outcome(), Outcome::NotSent);
/// assert_eq!(error.kind(), ErrorKind::InvalidInput);
/// assert_eq!(error.to_string(), "the sign URL has to start with https://");
/// ```
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    outcome: Outcome,
    summary: String,
    code: Option<String>,
    messages: Vec<Message>,
    http_status: Option<u16>,
    retry_after: Option<Duration>,
    attempts: u32,
    record: Option<SigningRecord>,
    cause: Option<Cause>,
}

impl Error {
    /// Whether the call may have done what it was to do. For a signing call: may the document have been signed?
    pub fn outcome(&self) -> Outcome {
        self.0.outcome
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The code of the server's answer, where there is one that looks like a code: at most 64 letters, digits, dots,
    /// underscores and hyphens. [`messages()`](Self::messages) has them all, as they came.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// [`code()`](Self::code) as a value to match on.
    pub fn message_code(&self) -> Option<MessageCode> {
        self.code().map(MessageCode::from)
    }

    /// The server's messages, as they came. They may hold anything; see [`Message`].
    pub fn messages(&self) -> &[Message] {
        &self.0.messages
    }

    /// The HTTP status of the last attempt, if it was answered.
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// How long the server asked to wait before the next attempt.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many times this call tried to send its request; 0 when it failed before that.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The record of a signing call, for the audit log. Every error of
    /// [`Client::sign_invitation`](crate::Client::sign_invitation) has one, no other error does.
    pub fn record(&self) -> Option<SigningRecord> {
        self.0.record.clone()
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, outcome: Outcome, summary: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            outcome,
            summary: summary.into(),
            code: None,
            messages: Vec::new(),
            http_status: None,
            retry_after: None,
            attempts: 0,
            record: None,
            cause: None,
        }))
    }

    /// The same error for one more caller. `Clone` is not public: as a rule, an error belongs to one call.
    pub(crate) fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// A value of the caller's that cannot be used.
    pub(crate) fn input(summary: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput, Outcome::NotSent, summary)
    }

    /// A setting of the client that cannot be used.
    pub(crate) fn configuration(summary: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, Outcome::NotSent, summary)
    }

    pub(crate) fn with_code(mut self, code: Option<&str>) -> Self {
        self.0.code = code.and_then(presentable).map(str::to_owned);
        self
    }

    pub(crate) fn with_messages(mut self, messages: Vec<Message>) -> Self {
        self.0.messages = messages;
        self
    }

    pub(crate) fn with_http_status(mut self, status: Option<u16>) -> Self {
        self.0.http_status = status;
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// Takes over the outcome of the worst attempt, and says so before anything else.
    pub(crate) fn after(mut self, worst: Outcome) -> Self {
        if worst > self.0.outcome {
            self.0.outcome = worst;
            self.0.summary.insert_str(0, &format!("{worst} because of an earlier attempt; the last one: "));
        }
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_record(mut self, record: SigningRecord) -> Self {
        self.0.record = Some(record);
        self
    }

    /// Takes over the causes of another error, but not its own text: that one may name a URL or a type.
    pub(crate) fn with_cause_of(mut self, error: &(dyn StdError + 'static)) -> Self {
        self.0.cause = error.source().map(Cause::of);
        self
    }

    /// Says which setting the value is of that cannot be used.
    pub(crate) fn of_setting(mut self, name: &str) -> Self {
        self.0.kind = ErrorKind::Configuration;
        self.0.summary.insert_str(0, &format!("{name}: "));
        self
    }

    /// Adds to the summary what a person should know as well.
    pub(crate) fn with_hint(mut self, hint: &str) -> Self {
        self.0.summary.push_str("; ");
        self.0.summary.push_str(hint);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.summary)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("outcome", &inner.outcome)
            .field("summary", &inner.summary)
            .field("code", &inner.code)
            .field("messages", &inner.messages)
            .field("http_status", &inner.http_status)
            .field("retry_after", &inner.retry_after)
            .field("attempts", &inner.attempts)
            .field("cause", &inner.cause)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as &(dyn StdError + 'static))
    }
}
