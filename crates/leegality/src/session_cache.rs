//! One login for everybody.

mod builder;
mod flight;
mod state;

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::HeaderValue;

use crate::client::Client;
use crate::credentials::Credentials;
use crate::error::Result;
use crate::session::Session;
use crate::session_cache::flight::lock;
use crate::session_cache::state::{State, Step, was_left_alone};
use crate::telemetry;

pub use crate::session_cache::builder::{Clock, SessionCacheBuilder};

/// The session of one Sign Station user, for a program that makes many calls: it logs in when a session is needed, and
/// renews it before it expires. Clones are cheap and share the session.
///
/// ```no_run
/// use leegality::http::{Request, header::AUTHORIZATION};
/// use leegality::{Client, Credentials, Environment, SessionCache};
///
/// # async fn example(url: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder(Environment::Production)
///     .sign_station_url("https://sign-station.acme.example/api")
///     .build()?;
/// let cache = SessionCache::new(client, Credentials::new("user@acme.example", "Strong@Passw0rd"));
///
/// let authorization = cache.authorization().await?; // logs in
/// let request = Request::get(url)
///     .header(AUTHORIZATION, &authorization)
///     .body(())?;
/// // ... where the answer is 401:
/// cache.invalidate(&authorization);
/// let authorization = cache.authorization().await?; // logs in again
/// # let _ = (request, authorization);
/// # Ok(())
/// # }
/// ```
///
/// - **One login at a time**, for however many callers. They all drive it: one that is dropped, or that nobody polls any
///   more, holds up none of the others. A login that all its callers have left is taken over by the next one; if it
///   has timed out by then, or its runtime has ended, that one begins another.
/// - **Renewed ahead of expiry** ([`SessionCacheBuilder::refresh_ahead`]). The first caller within that time logs in and
///   waits for it; the others get the session that is still valid, and so does the first if the login fails. Nothing
///   runs in the background: without callers, there are no logins.
/// - **An unknown expiry** counts as 5 minutes from the login, and so does one that has passed when the answer arrives.
/// - **After a failure, a pause**: a random part of 1 second, which doubles with each further failure up to 60
///   seconds, and not less than the server's `Retry-After`, up to 5 minutes. Within it, every call that has no session
///   left to use gets the error of the last login at once. That is besides the retries of the client's
///   [`RetryPolicy`](crate::RetryPolicy), which are part of one login.
/// - **HTTP 401 is final**, because accounts lock: wrong credentials are sent once, and from then on every call gets that
///   error, until [`replace_credentials`](Self::replace_credentials) or [`reset`](Self::reset). The same goes for
///   credentials that cannot be sent. Only a 401 that no caller stayed to hear, as the first point says, cannot be known.
#[derive(Clone)]
pub struct SessionCache {
    shared: Arc<Shared>,
}

struct Shared {
    client: Client,
    refresh_ahead: Duration,
    clock: Box<dyn Clock>,
    /// Held for moments, never while anything is waited for.
    state: Mutex<State>,
}

impl SessionCache {
    /// A cache with the usual settings. Nothing is sent yet.
    pub fn new(client: Client, credentials: Credentials) -> Self {
        Self::builder(client, credentials).build()
    }

    /// Starts to build a cache with other settings.
    ///
    /// ```
    /// use std::time::Duration;
    /// use leegality::{Client, Credentials, Environment, SessionCache};
    ///
    /// # fn main() -> leegality::Result<()> {
    /// let client = Client::builder(Environment::custom("http://127.0.0.1:4010/api")?).build()?;
    /// let credentials = Credentials::new("user@example.com", "Strong@Passw0rd");
    /// let cache = SessionCache::builder(client, credentials).refresh_ahead(Duration::from_secs(300)).build();
    /// # let _ = cache;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(client: Client, credentials: Credentials) -> SessionCacheBuilder {
        SessionCacheBuilder::new(client, credentials)
    }

    fn from_builder(builder: SessionCacheBuilder) -> Self {
        let SessionCacheBuilder { client, credentials, refresh_ahead, clock } = builder;
        let state = Mutex::new(State::new(credentials));
        Self { shared: Arc::new(Shared { client, refresh_ahead, clock, state }) }
    }

    /// The session, after a login where there is none that can be used.
    ///
    /// It can be dropped at any time. The client's timeouts and its [`RetryPolicy`](crate::RetryPolicy) bound how long it
    /// takes, as they bound a login.
    ///
    /// ```no_run
    /// # async fn example(cache: leegality::SessionCache) -> leegality::Result<()> {
    /// let session = cache.session().await?;
    /// println!("welcome, {}", session.user().name().unwrap_or("stranger"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Client::login`]. All callers that waited for a login get the same one, and so do the calls in the pause
    /// after it: its outcome and its attempts are those of that login, whoever sent it.
    pub async fn session(&self) -> Result<Arc<Session>> {
        let Shared { client, refresh_ahead, clock, state } = &*self.shared;
        loop {
            let now = clock.now();
            let step = lock(state).step(client, now);
            let mut seat = match step {
                Step::Serve(session) => return Ok(session),
                Step::Fail(error) => return Err(error),
                Step::Wait(seat) => seat,
            };
            let Some(login) = (&mut seat).await else {
                // The credentials were replaced meanwhile, or another caller panicked.
                lock(state).forget(seat.flight());
                continue;
            };
            let now = clock.now();
            let (failure, unexpired) = {
                let mut state = lock(state);
                (state.settle(seat.flight(), &login, *refresh_ahead, now), state.unexpired(now))
            };
            if let (Some(error), Some(_)) = (failure, &unexpired) {
                telemetry::not_renewed(&error);
            }
            match (login, unexpired) {
                (Ok(session), _) | (Err(_), Some(session)) => return Ok(session),
                (Err(error), None) if was_left_alone(seat.flight(), &error) => {}
                (Err(error), None) => return Err(error.duplicate()),
            }
        }
    }

    /// The value of the `Authorization` header for Sign Station calls, marked sensitive; [`Session::authorization`] of
    /// [`session`](Self::session).
    ///
    /// Never send it along with an `X-Auth-Token` to Document Execution.
    ///
    /// ```no_run
    /// # async fn example(cache: leegality::SessionCache) -> leegality::Result<()> {
    /// let authorization = cache.authorization().await?;
    /// assert!(authorization.is_sensitive());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`session`](Self::session).
    pub async fn authorization(&self) -> Result<HeaderValue> {
        Ok(self.session().await?.authorization())
    }

    /// Gives the session up whose [`authorization`](Session::authorization) another call was refused with: the next caller
    /// logs in again.
    ///
    /// A thousand calls that were refused with one value cause one login: when the cache has another session by now, that
    /// one stays.
    pub fn invalidate(&self, refused: &HeaderValue) {
        lock(&self.shared.state).drop_session(|session| session.authorization() == refused);
    }

    /// From now on, logs in with these credentials. Session, errors and pauses of the old ones are forgotten, and who waits
    /// for a login with them waits for one with the new ones instead.
    pub fn replace_credentials(&self, credentials: Credentials) {
        let flight = {
            let mut state = lock(&self.shared.state);
            state.credentials = credentials;
            state.reset()
        };
        if let Some(flight) = flight {
            flight.give_up();
        }
    }

    /// Forgets session, errors and pauses: the next caller logs in, after a 401 as well. A login under way is abandoned.
    pub fn reset(&self) {
        let flight = lock(&self.shared.state).reset();
        if let Some(flight) = flight {
            flight.give_up();
        }
    }
}

impl fmt::Debug for SessionCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let credentials = lock(&self.shared.state).credentials.clone();
        f.debug_struct("SessionCache")
            .field("client", &self.shared.client)
            .field("credentials", &credentials)
            .field("refresh_ahead", &self.shared.refresh_ahead)
            .finish_non_exhaustive()
    }
}
