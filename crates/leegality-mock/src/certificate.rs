//! Certificates that are made at the start, and what is wrong with them.

use std::error::Error;
use std::fmt;
use std::io;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    IsCa, KeyPair, KeyUsagePurpose,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// The certificate that a stand-in shows over HTTPS: a good one, or one with which a single thing is wrong.
///
/// All but [`SelfSigned`](Self::SelfSigned) are signed by a root that is made at each start, whose key is forgotten right
/// after: [`Mock::root_certificate_pem`](crate::Mock::root_certificate_pem).
///
/// `Display` and `FromStr` have the same spelling, which is that of `leegality mock --https`: `trusted`, `expired`,
/// `not-yet-valid`, `self-signed` and `other-host`.
///
/// ```
/// use leegality_mock::Certificate;
///
/// # fn main() -> Result<(), leegality_mock::ParseCertificateError> {
/// let certificate: Certificate = "not-yet-valid".parse()?;
/// assert_eq!(certificate, Certificate::NotYetValid);
/// assert_eq!(certificate.to_string(), "not-yet-valid");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Certificate {
    /// Good for whoever trusts the root, for 90 days.
    Trusted,
    /// Has expired a day ago.
    Expired,
    /// Will be valid in a day.
    NotYetValid,
    /// Signed by itself, and by no root.
    SelfSigned,
    /// For `elsewhere.example` and no other name.
    OtherHost,
}

const ALL: [Certificate; 5] = [
    Certificate::Trusted,
    Certificate::Expired,
    Certificate::NotYetValid,
    Certificate::SelfSigned,
    Certificate::OtherHost,
];

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Trusted => "trusted",
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::SelfSigned => "self-signed",
            Self::OtherHost => "other-host",
        })
    }
}

impl FromStr for Certificate {
    type Err = ParseCertificateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = ALL.into_iter().find(|certificate| certificate.to_string() == text);
        found.ok_or_else(|| ParseCertificateError(text.to_owned()))
    }
}

/// A text that names no [`Certificate`].
///
/// ```
/// let error = "forged".parse::<leegality_mock::Certificate>().unwrap_err();
/// assert!(error.to_string().starts_with("no certificate has the name `forged`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCertificateError(String);

impl fmt::Display for ParseCertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [names @ .., last] = ALL.map(|certificate| certificate.to_string());
        let names = names.join(", ");
        write!(f, "no certificate has the name `{}`; there are {names} and {last}", self.0)
    }
}

impl Error for ParseCertificateError {}

/// A certificate with its key.
pub(crate) struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) key: PrivateKeyDer<'static>,
    /// The root, in PEM.
    pub(crate) root_pem: String,
}

impl Certificate {
    /// Makes a root and a certificate for `hosts`, names and IP addresses alike.
    pub(crate) fn issue(self, hosts: Vec<String>) -> io::Result<Identity> {
        let hosts = match self {
            Self::OtherHost => vec!["elsewhere.example".to_owned()],
            _ => hosts,
        };
        let params = CertificateParams::new(hosts);
        let params = params.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let root = KeyPair::generate().and_then(|key| CertifiedIssuer::self_signed(root(), key));
        let root = root.map_err(io::Error::other)?;

        let mut params = named(params, "A stand-in for Leegality");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let params = match self {
            Self::Expired => valid(params, Day(-30), Day(-1)),
            Self::NotYetValid => valid(params, Day(1), Day(90)),
            Self::Trusted | Self::SelfSigned | Self::OtherHost => valid(params, Day(-1), Day(90)),
        };
        let certificate = match self {
            Self::SelfSigned => params.self_signed(&key),
            _ => params.signed_by(&key, &root),
        };
        Ok(Identity {
            certificate: certificate.map_err(io::Error::other)?.der().clone(),
            key: PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
            root_pem: root.pem(),
        })
    }
}

/// A root that signs certificates of servers and nothing else, and is valid for longer than each of them.
fn root() -> CertificateParams {
    let mut root = named(CertificateParams::default(), "The root of a stand-in for Leegality");
    root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    valid(root, Day(-60), Day(120))
}

fn named(mut params: CertificateParams, name: &str) -> CertificateParams {
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

/// Days from now on.
#[derive(Clone, Copy)]
struct Day(i64);

fn valid(mut params: CertificateParams, from: Day, until: Day) -> CertificateParams {
    // A clock before 1970 is one that nobody can issue certificates by.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let at = |Day(days)| {
        let seconds = now.as_secs().saturating_add_signed(days * 24 * 60 * 60);
        rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(seconds)
    };
    params.not_before = at(from);
    params.not_after = at(until);
    params
}
