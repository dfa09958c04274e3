//! Spans and events. No field holds a secret.

use std::time::Duration;

use tracing::{Span, field};

use crate::environment::Environment;
use crate::error::Error;
use crate::outcome::Outcome;

/// The span of one call. What is not known yet is filled in as the call goes on.
pub(crate) fn span(operation: &'static str, environment: &Environment) -> Span {
    tracing::info_span!(
        "leegality",
        operation,
        %environment,
        attempt = field::Empty,
        status = field::Empty,
        outcome = field::Empty,
        elapsed_ms = field::Empty,
    )
}

/// An attempt begins.
pub(crate) fn attempt(number: u32) {
    tracing::debug!(attempt = number, "sending");
}

/// The call did what it was to do.
pub(crate) fn succeeded(span: &Span, outcome: &str, attempts: u32, elapsed: Duration) {
    span.record("outcome", outcome).record("status", 200);
    end(span, attempts, elapsed);
}

/// The call failed.
pub(crate) fn failed(span: &Span, error: &Error, elapsed: Duration) {
    span.record("outcome", field::display(error.outcome()));
    if let Some(status) = error.http_status() {
        span.record("status", i64::from(status));
    }
    tracing::debug!(kind = error.kind().as_str(), code = error.code(), "{error}");
    end(span, error.attempts(), elapsed);
}

/// A session could not be renewed ahead of its expiry, and is still served. No caller gets to see this error.
pub(crate) fn not_renewed(error: &Error) {
    tracing::warn!(kind = error.kind().as_str(), code = error.code(), "the session was not renewed: {error}");
}

/// Fills in the number of the last attempt once, at the end: some subscribers show every value that a field had.
///
/// Numbers are signed: OpenTelemetry has no others, and would get text.
fn end(span: &Span, attempts: u32, elapsed: Duration) {
    if attempts > 0 {
        span.record("attempt", i64::from(attempts));
    }
    span.record("elapsed_ms", i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX));
}

/// Warns when a signing call is dropped while its outcome is open.
pub(crate) struct InFlight<'a> {
    fingerprint: &'a str,
    is_sending: bool,
    worst: Outcome,
}

impl<'a> InFlight<'a> {
    pub(crate) fn new(fingerprint: &'a str) -> Self {
        Self { fingerprint, is_sending: false, worst: Outcome::NotSent }
    }

    /// An attempt begins. Up to the point where it can be dropped, it hands its request to the HTTP client.
    pub(crate) fn began(&mut self) {
        self.is_sending = true;
    }

    /// The attempt ended, and another one follows.
    pub(crate) fn waits(&mut self, worst: Outcome) {
        self.is_sending = false;
        self.worst = worst;
    }

    /// The call ended, and its caller knows how.
    pub(crate) fn settled(&mut self) {
        self.is_sending = false;
        self.worst = Outcome::NotSent;
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if self.is_sending || self.worst == Outcome::Unknown {
            tracing::warn!(
                fingerprint = %self.fingerprint,
                outcome = %Outcome::Unknown,
                "a signing call was dropped before its answer arrived; the document may have been signed"
            );
        }
    }
}
