//! The settings of a client.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::client::{Client, Shared, SignStationToken};
use crate::connection::{self, Connection};
use crate::credentials::AuthToken;
use crate::environment::{BaseUrl, Environment};
use crate::error::{Error, Result};
use crate::retry::RetryPolicy;
use crate::variables::{self, Variables};

/// Collects the settings of a [`Client`]. What is set by hand is not checked before [`build`](ClientBuilder::build).
///
/// ```
/// use std::time::Duration;
/// use leegality::{AuthToken, Client, Environment, RetryPolicy};
///
/// # fn main() -> leegality::Result<()> {
/// let client = Client::builder(Environment::Production)
///     .auth_token(AuthToken::new("my-token")?)
///     .timeout(Duration::from_secs(30))
///     .retry(RetryPolicy::never())
///     .user_agent_suffix("contracts/2.4")
///     .build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    environment: Environment,
    auth_token: Option<AuthToken>,
    sign_station_url: Option<String>,
    sign_station_auth_token: Option<AuthToken>,
    timeout: Duration,
    connect_timeout: Duration,
    retry: RetryPolicy,
    max_response_bytes: usize,
    root_certificates: Vec<Vec<u8>>,
    client_certificate: Option<Zeroizing<Vec<u8>>>,
    proxy: connection::Proxy,
    user_agent_suffix: Option<String>,
}

impl ClientBuilder {
    pub(crate) fn new(environment: Environment) -> Self {
        Self {
            environment,
            auth_token: None,
            sign_station_url: None,
            sign_station_auth_token: None,
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            retry: RetryPolicy::default(),
            max_response_bytes: 1024 * 1024,
            root_certificates: Vec::new(),
            client_certificate: None,
            proxy: connection::Proxy::FromSystem,
            user_agent_suffix: None,
        }
    }

    /// The settings of these environment variables. One that is empty counts as not set.
    ///
    /// | variable | sets |
    /// |---|---|
    /// | `LEEGALITY_ENVIRONMENT` | the environment: `production` or `sandbox` |
    /// | `LEEGALITY_BASE_URL` | a custom environment, in place of `LEEGALITY_ENVIRONMENT` |
    /// | `LEEGALITY_AUTH_TOKEN` | [`auth_token`](Self::auth_token) |
    /// | `LEEGALITY_SIGN_STATION_URL` | [`sign_station_url`](Self::sign_station_url) |
    /// | `LEEGALITY_SIGN_STATION_AUTH_TOKEN` | [`sign_station_auth_token`](Self::sign_station_auth_token) |
    ///
    /// ```no_run
    /// use leegality::{ClientBuilder, RetryPolicy};
    ///
    /// # fn main() -> leegality::Result<()> {
    /// let client = ClientBuilder::from_env()?.retry(RetryPolicy::never()).build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When neither `LEEGALITY_ENVIRONMENT` nor `LEEGALITY_BASE_URL` is set, or both are, or a value cannot be used.
    pub fn from_env() -> Result<Self> {
        let variables = Variables::of_process();
        let mut builder = Self::new(variables.environment()?);
        builder.auth_token = variables.auth_token(variables::AUTH_TOKEN)?;
        builder.sign_station_url = variables.url(variables::SIGN_STATION_URL)?;
        builder.sign_station_auth_token = variables.auth_token(variables::SIGN_STATION_AUTH_TOKEN)?;
        Ok(builder)
    }

    /// The auth token of the account that calls; for signing, the invitee's. [`Client::with_auth_token`] sets it
    /// later, for each tenant.
    pub fn auth_token(mut self, token: AuthToken) -> Self {
        self.auth_token = Some(token);
        self
    }

    /// Where Sign Station is installed, if not at the environment's host: the URL that `/api/v1/auth/login` is
    /// appended to. The client's auth token is not sent there.
    pub fn sign_station_url(mut self, base_url: impl Into<String>) -> Self {
        self.sign_station_url = Some(base_url.into());
        self
    }

    /// The auth token for Sign Station, where it is not the client's.
    pub fn sign_station_auth_token(mut self, token: AuthToken) -> Self {
        self.sign_station_auth_token = Some(token);
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer; 60 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take; 10 seconds by default. It has to be shorter than the
    /// [`timeout`](Self::timeout): only so it is certain that an attempt whose connection did not come about was not
    /// sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// When a call is tried again; [`RetryPolicy::default`] by default.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How many bytes of an answer are read; 1 MiB by default. A larger answer is an error.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Trusts the certificates of a PEM file, beside those that the platform trusts, for all calls of the client: those
    /// to Sign Station and those to Document Execution.
    ///
    /// ```no_run
    /// use leegality::{Client, Environment};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder(Environment::Production)
    ///     .sign_station_url("https://sign-station.acme.example/api")
    ///     .add_root_certificate_pem(std::fs::read("acme-root.pem")?)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_root_certificate_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.root_certificates.push(pem.as_ref().to_vec());
        self
    }

    /// Identifies this client, to every server that asks, by a certificate: a PEM file with the certificate, its chain,
    /// and its PKCS #8 key.
    pub fn client_certificate_pem(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.client_certificate = Some(Zeroizing::new(pem.as_ref().to_vec()));
        self
    }

    /// Sends calls through an HTTP proxy, in place of the one that the system names: `HTTPS_PROXY` and its like, or the
    /// settings of macOS or Windows. Calls to loopback go through no proxy.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = connection::Proxy::At(Zeroizing::new(url.into()));
        self
    }

    /// Uses no proxy, whatever the system says.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = connection::Proxy::None;
        self
    }

    /// Adds the name of your program to the `User-Agent` header.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Checks the settings and builds the client. No connection is made yet.
    ///
    /// ```
    /// use std::time::Duration;
    /// use leegality::{Client, Environment, ErrorKind};
    ///
    /// let hurried = Client::builder(Environment::Sandbox).timeout(Duration::from_secs(1));
    /// let error = hurried.build().unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Configuration); // the connect time-out is 10 seconds
    /// ```
    ///
    /// # Errors
    ///
    /// When a URL, a certificate, the proxy or the suffix of the user agent cannot be used, when a time-out or the
    /// size limit is zero, or when the connect time-out is not shorter than the time-out.
    pub fn build(self) -> Result<Client> {
        if self.connect_timeout.is_zero() || self.connect_timeout >= self.timeout {
            return Err(Error::configuration(format!(
                "the connect time-out ({:?}) has to be longer than zero and shorter than the time-out ({:?})",
                self.connect_timeout, self.timeout
            )));
        }
        if self.max_response_bytes == 0 {
            return Err(Error::configuration("the size limit of answers is zero bytes"));
        }
        let connection = Connection {
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            root_certificates: self.root_certificates,
            client_certificate: self.client_certificate,
            proxy: self.proxy,
            user_agent_suffix: self.user_agent_suffix,
        };
        let endpoint = |base_url: &str| connection.endpoint(base_url, self.max_response_bytes);
        let document_execution = endpoint(self.environment.base_url())?;
        let (sign_station, sign_station_token) = match self.sign_station_url {
            Some(url) => {
                let base_url = BaseUrl::parse(&url, "Sign Station URL")?;
                let endpoint = endpoint(base_url.as_str())?;
                (endpoint, SignStationToken::Own(self.sign_station_auth_token))
            }
            None => {
                let token = match self.sign_station_auth_token {
                    Some(token) => SignStationToken::Own(Some(token)),
                    None => SignStationToken::Client,
                };
                (document_execution.clone(), token)
            }
        };
        let shared = Shared {
            environment: self.environment,
            document_execution,
            sign_station,
            sign_station_token,
            timeout: self.timeout,
            retry: self.retry,
            max_response_bytes: self.max_response_bytes,
        };
        Ok(Client::new(shared, self.auth_token))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("auth_token", &self.auth_token)
            .field("sign_station_auth_token", &self.sign_station_auth_token)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("retry", &self.retry)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
