//! What the calls of a test are made to, and how.

use std::fmt;

use leegality::{Client, ClientBuilder, Environment};
use leegality_mock::{Certificate, Mock, MockBuilder};
use support::sample;

/// What HTTP is spoken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Server {
    /// TCP alone, with HTTP/1.1.
    Http,
    /// TLS with this certificate, and HTTP/2.
    Https(Certificate),
}

impl Server {
    pub(crate) const HTTPS: Self = Self::Https(Certificate::Trusted);

    /// A stand-in to start.
    pub(crate) fn mock(self) -> MockBuilder {
        let mock = Mock::builder().auth_token(sample::AUTH_TOKEN);
        match self {
            Self::Http => mock,
            Self::Https(certificate) => mock.https(certificate),
        }
    }

    /// The version of HTTP that the client gets.
    pub(crate) fn version(self) -> &'static str {
        match self {
            Self::Http => "HTTP/1.1",
            Self::Https(_) => "HTTP/2.0",
        }
    }

    /// Whether a client that trusts the root connects at all.
    pub(crate) fn is_trusted(self) -> bool {
        matches!(self, Self::Http | Self::HTTPS)
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Http => f.write_str("http"),
            Self::HTTPS => f.write_str("https"),
            Self::Https(certificate) => write!(f, "https, `{certificate}`"),
        }
    }
}

/// A client for `base_url` that trusts the stand-in.
pub(crate) fn client(mock: &Mock, base_url: &str) -> ClientBuilder {
    let client = Client::builder(Environment::custom(base_url).unwrap()).auth_token(sample::auth_token());
    match mock.root_certificate_pem() {
        Some(root) => client.add_root_certificate_pem(root),
        None => client,
    }
}
