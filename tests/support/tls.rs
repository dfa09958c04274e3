//! Certificates of a private root, for `sandbox.leegality.com` and `app1.leegality.com`. They are good for these tests
//! alone; nobody has the root's key.

use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The root certificate.
pub const ROOT: &str = include_str!("tls/root.pem");
/// The certificate of the server, and of a client.
pub const CERTIFICATE: &str = include_str!("tls/server.pem");
/// The private key of [`CERTIFICATE`].
pub const KEY: &str = include_str!("tls/server.key.pem");

/// The server's side of TLS.
pub(crate) fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
