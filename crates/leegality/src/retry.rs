//! When a call is tried again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

use tokio::time::Instant;

use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::outcome::Outcome;

/// When and how often a call is tried again.
///
/// A signing call is repeated only where the first request cannot have signed: when it was not sent, and on HTTP 429
/// with a `Retry-After`. A login is repeated when it was not sent, and on HTTP 502, 503 and 504; never on 401, because
/// accounts lock.
///
/// Nothing below this crate repeats a request, so [`Error::attempts`] is the truth.
///
/// ```
/// use std::time::Duration;
/// use leegality::RetryPolicy;
///
/// let patient = RetryPolicy::default().max_retries(5).max_elapsed(Duration::from_secs(300));
/// let none = RetryPolicy::never();
/// # let _ = (patient, none);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    max_elapsed: Duration,
    after_unknown: AfterUnknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AfterUnknown {
    Stop,
    SignAgain,
}

/// Which rules hold for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    SignInvitation,
    Login,
}

impl RetryPolicy {
    const FIRST_DELAY: Duration = Duration::from_millis(250);
    const LONGEST_DELAY: Duration = Duration::from_secs(5);

    /// Never tries again.
    pub fn never() -> Self {
        Self { max_retries: 0, ..Self::default() }
    }

    /// Signs once more after an [`Outcome::Unknown`].
    ///
    /// **Choose this only if a second signature would do no harm.** It rests on an assumption that the documentation
    /// does not confirm: that the server refuses an invitation which is signed already.
    ///
    /// The first request may still be at work, so this waits as long as an attempt may take before it signs again. A
    /// success is then a [`Receipt`](crate::Receipt). Everything else stays [`Outcome::Unknown`], `invitation.not.exists`
    /// too: it may mean that the first request signed.
    ///
    /// ```
    /// use std::time::Duration;
    /// use leegality::{Client, Environment, RetryPolicy};
    ///
    /// # fn main() -> leegality::Result<()> {
    /// let client = Client::builder(Environment::Sandbox)
    ///     .timeout(Duration::from_secs(20)) // and so long it waits before it signs again
    ///     .retry(RetryPolicy::reconcile())
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reconcile() -> Self {
        Self { after_unknown: AfterUnknown::SignAgain, ..Self::default() }
    }

    /// How many times a call is tried again at most; 2 by default. The one further signature of
    /// [`reconcile`](Self::reconcile) does not count.
    #[must_use]
    pub fn max_retries(self, retries: u32) -> Self {
        Self { max_retries: retries, ..self }
    }

    /// No attempt begins later than this after the call began; 60 seconds by default. A `Retry-After` that would go
    /// beyond it is not waited for. The wait of [`reconcile`](Self::reconcile) does not count.
    #[must_use]
    pub fn max_elapsed(self, elapsed: Duration) -> Self {
        Self { max_elapsed: elapsed, ..self }
    }

    /// How long to wait before the next attempt, or nothing if there is none.
    fn delay(
        &self,
        operation: Operation,
        error: &Error,
        attempts: u32,
        elapsed: Duration,
    ) -> Option<Duration> {
        if attempts > self.max_retries {
            return None;
        }
        let delay = match (operation, error.kind()) {
            (_, ErrorKind::Connect) => backoff(Self::FIRST_DELAY, Self::LONGEST_DELAY, attempts),
            (Operation::SignInvitation, ErrorKind::RateLimited) => error.retry_after()?,
            (Operation::Login, ErrorKind::HttpStatus) if matches!(error.http_status(), Some(502..=504)) => {
                error
                    .retry_after()
                    .unwrap_or_else(|| backoff(Self::FIRST_DELAY, Self::LONGEST_DELAY, attempts))
            }
            _ => return None,
        };
        (elapsed.saturating_add(delay) <= self.max_elapsed).then_some(delay)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { max_retries: 2, max_elapsed: Duration::from_secs(60), after_unknown: AfterUnknown::Stop }
    }
}

/// The attempts of one call: how many there were, what the worst of them may have done, and whether another follows.
pub(crate) struct Attempts<'a> {
    policy: &'a RetryPolicy,
    operation: Operation,
    /// How long an attempt may take, and so how long one that seems lost may still be at work.
    timeout: Duration,
    began: Instant,
    count: u32,
    worst: Outcome,
    signed_again: bool,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(policy: &'a RetryPolicy, operation: Operation, timeout: Duration) -> Self {
        let began = Instant::now();
        Self { policy, operation, timeout, began, count: 0, worst: Outcome::NotSent, signed_again: false }
    }

    /// Counts an attempt that begins now.
    pub(crate) fn begin(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// The worst that an attempt so far may have done.
    pub(crate) fn worst(&self) -> Outcome {
        self.worst
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// After a failed attempt: how long to wait before the next one, or the error that the call ends with.
    pub(crate) fn after(&mut self, error: Error) -> Result<Duration> {
        self.worst = self.worst.max(error.outcome());
        let again = match self.operation {
            Operation::SignInvitation if self.signed_again => None,
            Operation::SignInvitation if self.worst == Outcome::Unknown => {
                self.signed_again = self.policy.after_unknown == AfterUnknown::SignAgain;
                self.signed_again.then_some(self.timeout)
            }
            operation => self.policy.delay(operation, &error, self.count, self.elapsed()),
        };
        let error = error.after(self.worst).with_attempts(self.count);
        match again {
            Some(wait) => Ok(wait),
            None if self.signed_again => {
                Err(error.with_hint("an earlier request of this call may have signed it"))
            }
            None => Err(error),
        }
    }
}

/// A random part of a time that doubles with each failure, up to the longest.
pub(crate) fn backoff(first: Duration, longest: Duration, failures: u32) -> Duration {
    let doubled = first.saturating_mul(2u32.saturating_pow(failures.saturating_sub(1)));
    // The hasher's keys are random, which is all the randomness that spreading out retries takes.
    let random = RandomState::new().build_hasher().finish();
    let nanos = u64::try_from(doubled.min(longest).as_nanos()).unwrap_or(u64::MAX);
    Duration::from_nanos(random % nanos.saturating_add(1))
}
