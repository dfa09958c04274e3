//! The settings of a session cache.

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::client::Client;
use crate::credentials::Credentials;
use crate::session_cache::SessionCache;

/// The time of day, as a [`SessionCache`] sees it. `SystemTime::now` is one, and so is every closure that returns a time.
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use std::time::{Duration, SystemTime};
/// use leegality::{Client, Credentials, Environment, SessionCache};
///
/// # fn main() -> leegality::Result<()> {
/// let time = Arc::new(Mutex::new(SystemTime::UNIX_EPOCH));
/// let shown = Arc::clone(&time);
/// let client = Client::builder(Environment::custom("http://127.0.0.1:4010/api")?).build()?;
/// let cache = SessionCache::builder(client, Credentials::new("user@example.com", "Strong@Passw0rd"))
///     .clock(move || *shown.lock().unwrap())
///     .build();
/// *time.lock().unwrap() += Duration::from_secs(3600); // and an hour later
/// # let _ = cache;
/// # Ok(())
/// # }
/// ```
pub trait Clock: Send + Sync + 'static {
    /// What time it is. No lock is held meanwhile.
    fn now(&self) -> SystemTime;
}

impl<F: Fn() -> SystemTime + Send + Sync + 'static> Clock for F {
    fn now(&self) -> SystemTime {
        self()
    }
}

/// Builds a [`SessionCache`].
#[must_use]
pub struct SessionCacheBuilder {
    pub(crate) client: Client,
    pub(crate) credentials: Credentials,
    pub(crate) refresh_ahead: Duration,
    pub(crate) clock: Box<dyn Clock>,
}

impl SessionCacheBuilder {
    pub(crate) fn new(client: Client, credentials: Credentials) -> Self {
        let refresh_ahead = Duration::from_secs(60);
        Self { client, credentials, refresh_ahead, clock: Box::new(SystemTime::now) }
    }

    /// How long before its expiry a session is renewed; 60 seconds by default, and never more than half of the
    /// session's lifetime. With zero, a session is renewed when it has expired.
    pub fn refresh_ahead(self, ahead: Duration) -> Self {
        Self { refresh_ahead: ahead, ..self }
    }

    /// The clock for expiry and for the pauses after failures; the system's by default. It may show any time of day: of
    /// a session, only its remaining lifetime counts.
    pub fn clock(self, clock: impl Clock) -> Self {
        Self { clock: Box::new(clock), ..self }
    }

    /// The cache. Nothing is sent yet.
    pub fn build(self) -> SessionCache {
        SessionCache::from_builder(self)
    }
}

impl fmt::Debug for SessionCacheBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionCacheBuilder")
            .field("client", &self.client)
            .field("credentials", &self.credentials)
            .field("refresh_ahead", &self.refresh_ahead)
            .finish_non_exhaustive()
    }
}
