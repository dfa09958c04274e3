//! The HTTP client underneath, with everything turned off that could send a request twice or elsewhere.

use std::time::Duration;

use leegality_api::Client as RawClient;
use reqwest::Url;
use zeroize::Zeroizing;

use crate::address::Address;
use crate::error::{Error, Result};
use crate::transport::Endpoint;
use crate::variables;

/// A server closes idle connections, and a request that meets the closing is lost with an unknown outcome. So idle
/// connections are given up before servers do that.
const IDLE: Duration = Duration::from_secs(5);

/// How connections are made.
pub(crate) struct Connection {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) client_certificate: Option<Zeroizing<Vec<u8>>>,
    pub(crate) proxy: Proxy,
    pub(crate) user_agent_suffix: Option<String>,
}

/// Which proxy is used for other hosts than loopback.
#[derive(Clone)]
pub(crate) enum Proxy {
    FromSystem,
    At(Zeroizing<String>),
    None,
}

/// Whether calls would go through this proxy. One of another kind would be passed over without a word, and the calls
/// would go out directly.
pub(crate) fn is_supported_proxy(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), None | Some("http" | "https"))
}

impl Connection {
    /// A client of `base_url`, with a pool of connections of its own.
    pub(crate) fn endpoint(&self, base_url: &str, max_response_bytes: usize) -> Result<Endpoint> {
        let address = Address::parse(base_url, "base URL")?;
        let url = Url::parse(base_url).map_err(|_| Error::input("the base URL is not a URL"))?;
        let raw = RawClient::new(&url, self.open(&address)?, max_response_bytes);
        Ok(Endpoint { base_url: base_url.to_owned(), raw })
    }

    fn open(&self, address: &Address<'_>) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .user_agent(self.user_agent())
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE)
            .https_only(address.is_encrypted)
            // A redirect would carry the auth token and the body to another host.
            .redirect(reqwest::redirect::Policy::none())
            // A repetition down there would be an attempt that nobody counts.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .referer(false)
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd();
        builder = match &self.proxy {
            _ if address.is_loopback() => builder.no_proxy(),
            Proxy::None => builder.no_proxy(),
            Proxy::FromSystem => {
                variables::check_proxies()?;
                builder
            }
            Proxy::At(url) => {
                // The errors do not quote it: it may hold a password.
                if !is_supported_proxy(url) {
                    return Err(Error::configuration("the proxy has to start with http:// or https://"));
                }
                let proxy = reqwest::Proxy::all(url.as_str())
                    .map_err(|_| Error::configuration("the proxy is not a URL"))?;
                builder.no_proxy().proxy(proxy)
            }
        };
        builder = self.with_tls(builder, address.is_encrypted)?;
        builder.build().map_err(|error| {
            Error::configuration(
                "the HTTP client could not be built; look at the user agent and the certificates",
            )
            .with_cause_of(&error)
        })
    }

    fn user_agent(&self) -> String {
        let own = concat!("leegality-rust/", env!("CARGO_PKG_VERSION"));
        match &self.user_agent_suffix {
            Some(suffix) => format!("{own} {suffix}"),
            None => own.to_owned(),
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn with_tls(
        &self,
        builder: reqwest::ClientBuilder,
        is_encrypted: bool,
    ) -> Result<reqwest::ClientBuilder> {
        // Chosen by name: otherwise another crate's choice of a feature would change it.
        #[cfg(feature = "rustls")]
        let mut builder = builder.tls_backend_rustls();
        #[cfg(not(feature = "rustls"))]
        let mut builder = builder.tls_backend_native();

        if !is_encrypted {
            // Loopback without TLS needs no trust store, and a small container may have none.
            builder = builder.tls_certs_only([]);
        }
        for pem in &self.root_certificates {
            let certificates = reqwest::Certificate::from_pem_bundle(pem).unwrap_or_default();
            if certificates.is_empty() {
                return Err(Error::configuration(
                    "the root certificate is not a PEM file with a certificate",
                ));
            }
            builder = builder.tls_certs_merge(certificates);
        }
        if let Some(pem) = &self.client_certificate {
            #[cfg(feature = "rustls")]
            let identity = reqwest::Identity::from_pem(pem);
            #[cfg(not(feature = "rustls"))]
            let identity = reqwest::Identity::from_pkcs8_pem(pem, pem);
            builder = builder.identity(identity.map_err(|_| {
                Error::configuration(
                    "the client certificate is not a PEM file with a certificate and its key",
                )
            })?);
        }
        Ok(builder)
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn with_tls(
        &self,
        builder: reqwest::ClientBuilder,
        is_encrypted: bool,
    ) -> Result<reqwest::ClientBuilder> {
        if is_encrypted || !self.root_certificates.is_empty() || self.client_certificate.is_some() {
            return Err(Error::configuration(
                "this program was built without TLS; turn on the feature `rustls` or `native-tls` of the crate `leegality`",
            ));
        }
        Ok(builder)
    }
}
