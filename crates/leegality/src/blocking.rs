//! The same calls for programs without an async runtime.
//!
//! Calls run on one background thread that all clients of a process share; it starts with the first call. What holds for
//! [`leegality::Client`](crate::Client) holds here: outcomes, records, retries, connections, spans. Any number of threads may
//! call at the same time.
//!
//! ```no_run
//! use leegality::blocking::Client;
//! use leegality::{AuthToken, Consent, Environment, Invitation};
//!
//! # fn main() -> leegality::Result<()> {
//! let client = Client::builder(Environment::Sandbox).auth_token(AuthToken::new("my-auth-token")?).build()?;
//! let sign_url = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c".parse()?;
//! let invitation = Invitation::new(sign_url, "d4NrfHV".parse()?);
//! let receipt = client.sign_invitation(&invitation, Consent::granted_by("contracts@acme.example")?)?;
//! println!("signed: {:?}", receipt.record());
//! # Ok(())
//! # }
//! ```
//!
//! # Inside of an async runtime
//!
//! A blocking call would hold the runtime up. There, each call is an error of the kind
//! [`Configuration`](crate::ErrorKind::Configuration), and nothing is sent. This includes the threads of
//! `tokio::task::spawn_blocking`, which cannot be told apart: use [`leegality::Client`](crate::Client) with
//! `Handle::current().block_on(..)` on them.
//!
//! # After a fork
//!
//! A child process that was forked after the first call has no background thread, and its calls would wait for ever. Fork
//! first, or start another program.

mod background;
mod builder;

use std::fmt;

pub use builder::ClientBuilder;

use crate::consent::Consent;
use crate::credentials::{AuthToken, Credentials};
use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::invitation::Invitation;
use crate::outcome::Outcome;
use crate::receipt::Receipt;
use crate::record::OpenRecord;
use crate::session::Session;
use crate::sign;

/// A client for one [`Environment`] whose calls block the thread. Clones are cheap and share their connections.
#[derive(Clone)]
pub struct Client(crate::Client);

impl Client {
    /// Starts to build a client, as [`Client::builder`](crate::Client::builder) does.
    pub fn builder(environment: Environment) -> ClientBuilder {
        ClientBuilder::new(environment)
    }

    /// A client with the settings of the environment variables; see [`ClientBuilder::from_env`].
    ///
    /// ```no_run
    /// # fn main() -> leegality::Result<()> {
    /// let client = leegality::blocking::Client::from_env()?;
    /// println!("calls go to {}", client.environment());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    /// The same client for another account, as [`Client::with_auth_token`](crate::Client::with_auth_token).
    #[must_use]
    pub fn with_auth_token(&self, auth_token: AuthToken) -> Self {
        Self(self.0.with_auth_token(auth_token))
    }

    /// Where this client sends its calls.
    pub fn environment(&self) -> &Environment {
        self.0.environment()
    }

    /// Checks all that can be checked of a signing call without sending anything, as
    /// [`Client::check_invitation`](crate::Client::check_invitation).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::WrongEnvironment`] and [`ErrorKind::MissingAuthToken`].
    pub fn check_invitation(&self, invitation: &Invitation) -> Result<()> {
        self.0.check_invitation(invitation)
    }

    /// Signs the document behind `invitation`. **Legally binding.** See
    /// [`Client::sign_invitation`](crate::Client::sign_invitation).
    ///
    /// ```no_run
    /// use leegality::{Consent, Invitation, Outcome};
    /// use leegality::blocking::Client;
    ///
    /// # fn example(client: Client, invitation: Invitation) -> leegality::Result<()> {
    /// match client.sign_invitation(&invitation, Consent::granted_by("contracts@acme.example")?) {
    ///     Ok(receipt) => println!("signed: {:?}", receipt.record()),
    ///     Err(error) if error.outcome() == Outcome::Unknown => println!("look it up: {error}"),
    ///     Err(error) => println!("not signed: {error}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Client::sign_invitation`](crate::Client::sign_invitation), and [`Outcome::NotSent`] inside of an async runtime.
    pub fn sign_invitation(&self, invitation: &Invitation, consent: Consent) -> Result<Receipt> {
        let record = OpenRecord::begin(self.environment(), invitation, consent.record());
        let (client, invitation) = (self.0.clone(), invitation.clone());
        let call = async move { client.sign_invitation(&invitation, consent).await };
        background::run(call).unwrap_or_else(|problem| {
            let error = match problem {
                Problem::BrokeOff => problem.explained().with_hint(sign::MAY_BE_SIGNED),
                _ => problem.explained(),
            };
            let record = record.close(error.outcome().into(), 0, None, None);
            Err(error.with_record(record))
        })
    }

    /// Logs a user in to Sign Station. See [`Client::login`](crate::Client::login).
    ///
    /// Each call logs in. [`SessionCache`](crate::SessionCache) is for async programs alone; here, keep the session and
    /// ask [`Session::is_expired`].
    ///
    /// ```no_run
    /// use leegality::Credentials;
    /// use leegality::blocking::Client;
    ///
    /// # fn example(client: Client) -> leegality::Result<()> {
    /// let session = client.login(&Credentials::new("user@acme.example", "Strong@Passw0rd"))?;
    /// println!("welcome, {}", session.user().name().unwrap_or("stranger"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Client::login`](crate::Client::login), and [`Outcome::NotSent`] inside of an async runtime.
    pub fn login(&self, credentials: &Credentials) -> Result<Session> {
        let (client, credentials) = (self.0.clone(), credentials.clone());
        let call = async move { client.login(&credentials).await };
        background::run(call).unwrap_or_else(|problem| Err(problem.explained()))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("blocking::Client").field(&self.0).finish()
    }
}

/// Why a call did not run to its end on the background thread.
#[derive(Clone, Copy, Debug)]
enum Problem {
    /// The caller is inside of an async runtime.
    InsideRuntime,
    /// The system gave no thread.
    NoThread,
    /// The call began and broke off.
    BrokeOff,
}

impl Problem {
    fn explained(self) -> Error {
        match self {
            Self::InsideRuntime => Error::configuration(
                "the blocking client was called inside of an async runtime, which it would hold up; use \
                 `leegality::Client` there",
            ),
            Self::NoThread => {
                Error::configuration("the background thread for blocking calls could not be started")
            }
            Self::BrokeOff => Error::new(
                ErrorKind::ConnectionLost,
                Outcome::Unknown,
                "the background thread ended in mid-call",
            ),
        }
    }
}
