//! What a session cache knows, and what follows from it at a point in time.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::client::Client;
use crate::credentials::Credentials;
use crate::error::Error;
use crate::error_kind::ErrorKind;
use crate::retry::backoff;
use crate::session::Session;
use crate::session_cache::flight::{Flight, Seat};

/// The end of a login, for everyone who waited for it.
pub(crate) type Login = Result<Arc<Session>, Arc<Error>>;

/// What a caller does.
pub(crate) enum Step {
    Serve(Arc<Session>),
    Fail(Error),
    /// Waits for the login that is under way.
    Wait(Seat<Login>),
}

pub(crate) struct State {
    pub(crate) credentials: Credentials,
    held: Option<Held>,
    rest: Option<Rest>,
    failures: u32,
    flight: Option<Arc<Flight<Login>>>,
}

impl State {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self { credentials, held: None, rest: None, failures: 0, flight: None }
    }

    /// What a caller does now. A login that it needs and that is not under way begins here.
    pub(crate) fn step(&mut self, client: &Client, now: SystemTime) -> Step {
        let held = self.held.as_ref();
        if let Some(held) = held.filter(|held| now < held.renew_at) {
            return Step::Serve(Arc::clone(&held.session));
        }
        let meanwhile = self.unexpired(now);
        if let Some(rest) = self.rest.as_ref().filter(|rest| rest.holds(now)) {
            return meanwhile.map_or_else(|| Step::Fail(rest.error()), Step::Serve);
        }
        self.flight.take_if(|flight| flight.is_stranded());
        match (&self.flight, meanwhile) {
            (Some(flight), Some(session)) if flight.is_driven() => return Step::Serve(session),
            (Some(flight), _) => return Step::Wait(flight.join()),
            (None, _) => {}
        }
        let (client, credentials) = (client.clone(), self.credentials.clone());
        let flight =
            Flight::new(async move { client.login(&credentials).await.map(Arc::new).map_err(Arc::new) });
        Step::Wait(self.flight.insert(flight).join())
    }

    /// The session that is held, unless it has expired.
    pub(crate) fn unexpired(&self, now: SystemTime) -> Option<Arc<Session>> {
        let held = self.held.as_ref().filter(|held| now < held.expires_at);
        held.map(|held| Arc::clone(&held.session))
    }

    /// Takes in how a login ended. All who waited for it come here, and the first of them is the one who counts: it gets
    /// the failure, if it is one.
    pub(crate) fn settle(
        &mut self,
        flight: &Arc<Flight<Login>>,
        login: &Login,
        ahead: Duration,
        now: SystemTime,
    ) -> Option<Arc<Error>> {
        self.flight.take_if(|current| Arc::ptr_eq(current, flight))?;
        match login {
            Ok(session) => {
                self.held = Some(Held::new(Arc::clone(session), ahead, now));
                (self.rest, self.failures) = (None, 0);
                None
            }
            Err(error) if was_left_alone(flight, error) => None,
            Err(error) => {
                self.failures = self.failures.saturating_add(1);
                self.rest = Some(Rest::new(Arc::clone(error), self.failures, now));
                Some(Arc::clone(error))
            }
        }
    }

    /// Forgets a login that came to nothing.
    pub(crate) fn forget(&mut self, flight: &Arc<Flight<Login>>) {
        self.flight.take_if(|current| Arc::ptr_eq(current, flight));
    }

    /// Drops the session, if `is_refused` says so of it.
    pub(crate) fn drop_session(&mut self, is_refused: impl FnOnce(&Session) -> bool) {
        self.held.take_if(|held| is_refused(&held.session));
    }

    /// Forgets all but the credentials, and returns the login that was under way.
    pub(crate) fn reset(&mut self) -> Option<Arc<Flight<Login>>> {
        (self.held, self.rest, self.failures) = (None, None, 0);
        self.flight.take()
    }
}

/// Whether a login timed out of which nobody saw the answer, if there was one. It says nothing about the server.
pub(crate) fn was_left_alone(flight: &Flight<Login>, error: &Error) -> bool {
    error.kind() == ErrorKind::Timeout && flight.was_deserted()
}

/// A session, and how long it is good for by the cache's clock.
struct Held {
    session: Arc<Session>,
    renew_at: SystemTime,
    expires_at: SystemTime,
}

impl Held {
    /// For a session of which it is not known when it expires.
    const UNKNOWN_LIFETIME: Duration = Duration::from_secs(5 * 60);

    fn new(session: Arc<Session>, ahead: Duration, now: SystemTime) -> Self {
        // The session counts by the system's time, whatever the cache's clock says.
        let known = session.expires_at().and_then(|at| at.duration_since(SystemTime::now()).ok());
        let lifetime = known
            .filter(|lifetime| !lifetime.is_zero() && now.checked_add(*lifetime).is_some())
            .unwrap_or(Self::UNKNOWN_LIFETIME);
        // Not more than half of it, or a short session would be renewed by every call.
        let fresh = lifetime - ahead.min(lifetime / 2);
        Self {
            session,
            renew_at: now.checked_add(fresh).unwrap_or(now),
            expires_at: now.checked_add(lifetime).unwrap_or(now),
        }
    }
}

/// A time without logins, after one that failed.
struct Rest {
    error: Arc<Error>,
    since: SystemTime,
    /// Without an end where the same login would fail again.
    until: Option<SystemTime>,
}

impl Rest {
    const FIRST: Duration = Duration::from_secs(1);
    const LONGEST: Duration = Duration::from_secs(60);
    /// The longest that a server may ask for.
    const LONGEST_ASKED_FOR: Duration = Duration::from_secs(5 * 60);

    fn new(error: Arc<Error>, failures: u32, now: SystemTime) -> Self {
        let is_final = error.http_status() == Some(401)
            || matches!(error.kind(), ErrorKind::WrongCredentials | ErrorKind::InvalidInput);
        let asked_for = error.retry_after().unwrap_or_default().min(Self::LONGEST_ASKED_FOR);
        let wait = backoff(Self::FIRST, Self::LONGEST, failures).max(asked_for);
        let until = (!is_final).then(|| now.checked_add(wait).unwrap_or(now));
        Self { error, since: now, until }
    }

    fn holds(&self, now: SystemTime) -> bool {
        // A clock that was set back does not make it longer.
        self.until.is_none_or(|until| self.since <= now && now < until)
    }

    fn error(&self) -> Error {
        self.error.duplicate().with_hint(match self.until {
            None => "no login is tried until the credentials are replaced or the cache is reset",
            Some(_) => "the next login is not tried yet",
        })
    }
}
