//! The settings of a blocking client.

use std::time::Duration;

use super::Client;
use crate::credentials::AuthToken;
use crate::environment::Environment;
use crate::error::Result;
use crate::retry::RetryPolicy;

/// Collects the settings of a blocking [`Client`]: the same ones as [`ClientBuilder`](crate::ClientBuilder) has.
///
/// ```
/// use std::time::Duration;
/// use leegality::blocking::Client;
/// use leegality::{AuthToken, Environment};
///
/// # fn main() -> leegality::Result<()> {
/// let client = Client::builder(Environment::Production)
///     .auth_token(AuthToken::new("my-token")?)
///     .timeout(Duration::from_secs(30))
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ClientBuilder(crate::ClientBuilder);

/// Each setting is handed on to the builder of the async client.
macro_rules! settings {
    ($($name:ident($($argument:ident: $type:ty)?);)*) => {
        $(
            #[doc = concat!("As [`ClientBuilder::", stringify!($name), "`](crate::ClientBuilder::", stringify!($name), ").")]
            pub fn $name(self $(, $argument: $type)?) -> Self {
                Self(self.0.$name($($argument)?))
            }
        )*
    };
}

impl ClientBuilder {
    pub(super) fn new(environment: Environment) -> Self {
        Self(crate::ClientBuilder::new(environment))
    }

    /// The settings of the environment variables, as [`ClientBuilder::from_env`](crate::ClientBuilder::from_env).
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::from_env`](crate::ClientBuilder::from_env).
    pub fn from_env() -> Result<Self> {
        crate::ClientBuilder::from_env().map(Self)
    }

    settings! {
        auth_token(token: AuthToken);
        sign_station_url(base_url: impl Into<String>);
        sign_station_auth_token(token: AuthToken);
        timeout(timeout: Duration);
        connect_timeout(timeout: Duration);
        retry(policy: RetryPolicy);
        max_response_bytes(bytes: usize);
        add_root_certificate_pem(pem: impl AsRef<[u8]>);
        client_certificate_pem(pem: impl AsRef<[u8]>);
        proxy(url: impl Into<String>);
        no_proxy();
        user_agent_suffix(suffix: impl Into<String>);
    }

    /// Checks the settings and builds the client. No connection is made yet, and no thread started.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`](crate::ClientBuilder::build).
    pub fn build(self) -> Result<Client> {
        self.0.build().map(Client)
    }
}
