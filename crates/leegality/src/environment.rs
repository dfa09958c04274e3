//! Where a client sends its calls.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use leegality_api::facts;

use crate::address::Address;
use crate::error::{Error, Result};
use crate::error_kind::ErrorKind;
use crate::invitation::SignUrl;
use crate::outcome::Outcome;

const DOMAIN: &str = "leegality.com";
const SANDBOX_HOST: &str = "sandbox.leegality.com";

/// The Leegality installation that a client talks to.
///
/// There is no default: nobody signs in production by leaving a setting out.
///
/// ```
/// use leegality::Environment;
///
/// # fn main() -> leegality::Result<()> {
/// let environment: Environment = "sandbox".parse()?;
/// assert_eq!(environment, Environment::Sandbox);
///
/// let stand_in = Environment::custom("http://127.0.0.1:4010/api")?;
/// assert_eq!(stand_in.to_string(), "http://127.0.0.1:4010/api");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// `app1.leegality.com`. What is signed there is legally binding.
    Production,
    /// `sandbox.leegality.com`, for tests with an account of its own.
    Sandbox,
    /// Another installation; made by [`Environment::custom`].
    Custom(BaseUrl),
}

impl Environment {
    /// An installation at `base_url`, the documented `/api` included, such as `http://127.0.0.1:4010/api`.
    ///
    /// It accepts sign URLs of any host, unless it is itself below `leegality.com`. The base URL of production or of the
    /// sandbox yields that environment.
    ///
    /// # Errors
    ///
    /// When `base_url` is not an `https` URL (`http` is allowed for loopback), or has a username, a query, a fragment
    /// or a host with a trailing dot.
    pub fn custom(base_url: impl AsRef<str>) -> Result<Self> {
        let base_url = BaseUrl::parse(base_url.as_ref(), "base URL")?;
        Ok(match base_url.as_str() {
            facts::PRODUCTION_URL => Self::Production,
            facts::SANDBOX_URL => Self::Sandbox,
            _ => Self::Custom(base_url),
        })
    }

    /// The URL that the documented paths are appended to, without a trailing slash.
    pub fn base_url(&self) -> &str {
        match self {
            Self::Production => facts::PRODUCTION_URL,
            Self::Sandbox => facts::SANDBOX_URL,
            Self::Custom(base_url) => base_url.as_str(),
        }
    }

    /// What `Display` writes. It is a part of every record, and costs nothing for the documented environments.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Production => Cow::Borrowed("production"),
            Self::Sandbox => Cow::Borrowed("sandbox"),
            Self::Custom(base_url) => Cow::Owned(base_url.as_str().to_owned()),
        }
    }

    /// Refuses a sign URL that belongs to another environment.
    pub(crate) fn check(&self, sign_url: &SignUrl) -> Result<()> {
        let home = Home::of(sign_url.host());
        let fits = match self {
            Self::Production => home == Home::Production,
            Self::Sandbox => home == Home::Sandbox,
            Self::Custom(base_url) => {
                let own = Home::of(base_url.host());
                own == Home::Elsewhere || own == home
            }
        };
        if fits {
            return Ok(());
        }
        let problem = match home {
            Home::Production => "the sign URL belongs to production",
            Home::Sandbox => "the sign URL belongs to the sandbox",
            Home::Elsewhere => "the sign URL is not of leegality.com, which needs a custom environment",
        };
        let summary = format!("{problem}, and this client is for {self}");
        Err(Error::new(ErrorKind::WrongEnvironment, Outcome::NotSent, summary))
    }
}

impl FromStr for Environment {
    type Err = Error;

    /// Reads what `Display` writes: `production`, `sandbox`, or the base URL of a custom environment.
    ///
    /// # Errors
    ///
    /// When the text is none of them.
    fn from_str(text: &str) -> Result<Self> {
        match text {
            "production" => Ok(Self::Production),
            "sandbox" => Ok(Self::Sandbox),
            url if url.contains("://") => Self::custom(url),
            _ => Err(Error::input(
                "the environment is unknown; it is `production`, `sandbox`, or the base URL of a custom one",
            )),
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// A checked base URL, without a trailing slash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    text: String,
    host: String,
}

impl BaseUrl {
    /// An error calls the URL `what`.
    pub(crate) fn parse(text: &str, what: &str) -> Result<Self> {
        let address = Address::parse(text, what)?;
        if address.has_query_or_fragment() {
            return Err(Error::input(format!("the {what} may not have a query or a fragment")));
        }
        Ok(Self { text: text.trim_end_matches('/').to_owned(), host: address.host() })
    }

    fn host(&self) -> &str {
        &self.host
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BaseUrl({:?})", self.text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Which environment a host belongs to, by the hosts that were seen in sign URLs: `sandbox.leegality.com`,
/// `NAME.sandbox.leegality.com` and `app1.leegality.com`.
#[derive(PartialEq)]
enum Home {
    Production,
    Sandbox,
    Elsewhere,
}

impl Home {
    fn of(host: &str) -> Self {
        let is_below = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
        if host == SANDBOX_HOST || is_below(SANDBOX_HOST) {
            Self::Sandbox
        } else if is_below(DOMAIN) {
            Self::Production
        } else {
            Self::Elsewhere
        }
    }
}
