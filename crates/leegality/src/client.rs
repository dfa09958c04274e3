//! The client: what its calls share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::builder::ClientBuilder;
use crate::credentials::AuthToken;
use crate::environment::Environment;
use crate::error::Result;
use crate::retry::{Attempts, Operation, RetryPolicy};
use crate::transport::Endpoint;

/// A client for one [`Environment`]. Clones are cheap and share their connections.
///
/// ```
/// use leegality::{AuthToken, Client, Environment};
///
/// # fn main() -> leegality::Result<()> {
/// let client = Client::builder(Environment::Sandbox).auth_token(AuthToken::new("my-token")?).build()?;
/// assert_eq!(client.environment(), &Environment::Sandbox);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    auth_token: Option<AuthToken>,
}

/// What clients with different auth tokens have in common.
pub(crate) struct Shared {
    pub(crate) environment: Environment,
    pub(crate) document_execution: Endpoint,
    pub(crate) sign_station: Endpoint,
    pub(crate) sign_station_token: SignStationToken,
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_bytes: usize,
}

/// Which auth token goes to Sign Station.
pub(crate) enum SignStationToken {
    /// The client's: Sign Station is at the environment's host.
    Client,
    /// This one, or none: Sign Station has a host of its own.
    Own(Option<AuthToken>),
}

impl Client {
    /// Starts to build a client.
    ///
    /// ```
    /// # fn main() -> leegality::Result<()> {
    /// use leegality::{Client, Environment};
    ///
    /// let client = Client::builder(Environment::custom("http://127.0.0.1:4010/api")?).build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder(environment: Environment) -> ClientBuilder {
        ClientBuilder::new(environment)
    }

    /// A client with the settings of the environment variables; see [`ClientBuilder::from_env`].
    ///
    /// ```no_run
    /// # fn main() -> leegality::Result<()> {
    /// let client = leegality::Client::from_env()?;
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

    pub(crate) fn new(shared: Shared, auth_token: Option<AuthToken>) -> Self {
        Self { shared: Arc::new(shared), auth_token }
    }

    /// The same client for another account. It shares the connections, so a client for each tenant costs next to
    /// nothing. An auth token that was set for Sign Station alone stays as it is.
    ///
    /// ```
    /// use leegality::{AuthToken, Client, Environment};
    ///
    /// # fn main() -> leegality::Result<()> {
    /// let client = Client::builder(Environment::Sandbox).build()?;
    /// let tenant = client.with_auth_token(AuthToken::new("the-tenants-token")?);
    /// # let _ = tenant;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_auth_token(&self, auth_token: AuthToken) -> Self {
        Self { shared: Arc::clone(&self.shared), auth_token: Some(auth_token) }
    }

    /// Where this client sends its calls.
    pub fn environment(&self) -> &Environment {
        &self.shared.environment
    }

    pub(crate) fn auth_token(&self) -> Option<&AuthToken> {
        self.auth_token.as_ref()
    }

    pub(crate) fn sign_station_auth_token(&self) -> Option<&AuthToken> {
        match &self.shared.sign_station_token {
            SignStationToken::Client => self.auth_token(),
            SignStationToken::Own(token) => token.as_ref(),
        }
    }

    pub(crate) fn document_execution(&self) -> &Endpoint {
        &self.shared.document_execution
    }

    pub(crate) fn sign_station(&self) -> &Endpoint {
        &self.shared.sign_station
    }

    pub(crate) fn attempts(&self, operation: Operation) -> Attempts<'_> {
        Attempts::new(&self.shared.retry, operation, self.shared.timeout)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("environment", &self.shared.environment)
            .field("sign_station", &self.shared.sign_station.base_url)
            .field("auth_token", &self.auth_token)
            .field("timeout", &self.shared.timeout)
            .field("retry", &self.shared.retry)
            .field("max_response_bytes", &self.shared.max_response_bytes)
            .finish_non_exhaustive()
    }
}
