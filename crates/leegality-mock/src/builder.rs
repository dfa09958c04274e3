//! How a stand-in is set up.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::account::Account;
#[cfg(feature = "https")]
use crate::certificate::Certificate;
use crate::fault::Fault;
use crate::invitation::Invitation;
use crate::mock::{First, Mock};
use crate::record::{Keep, Requests};
use crate::script::Script;
use crate::seed::Seed;
use crate::server::{Security, Server};
use crate::state::State;
#[cfg(feature = "https")]
use crate::tls::Tls;
use crate::user::User;

/// Settings of a [`Mock`] that is yet to start.
///
/// What is not set derives from the seed. `Debug` does not show the auth token and the password.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// use leegality_mock::Mock;
///
/// let mock = Mock::builder().invitations(100).auth_token("throwaway").seed(7).start().await?;
/// assert_eq!(mock.sign_urls().len(), 100);
/// assert_eq!(mock.auth_token(), "throwaway");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until it is started"]
pub struct MockBuilder {
    address: SocketAddr,
    seed: u64,
    invitations: usize,
    auth_token: Option<String>,
    profile_id: Option<String>,
    credentials: Option<(String, String)>,
    script: Script,
    #[cfg(feature = "https")]
    certificate: Option<Certificate>,
    #[cfg(feature = "https")]
    certificate_hosts: Vec<String>,
    keep_requests: Keep,
}

impl MockBuilder {
    pub(crate) fn new() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 0,
            invitations: 3,
            auth_token: None,
            profile_id: None,
            credentials: None,
            script: Script::default(),
            #[cfg(feature = "https")]
            certificate: None,
            #[cfg(feature = "https")]
            certificate_hosts: Vec::new(),
            keep_requests: Keep::default(),
        }
    }

    /// Listens on `address`, in place of a random port on the IPv4 loopback address.
    ///
    /// Anybody who reaches the address can read the recorded requests, credentials included.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Starts with `count` active invitations for the first account, in place of 3.
    pub fn invitations(mut self, count: usize) -> Self {
        self.invitations = count;
        self
    }

    /// Sets the auth token of the first account.
    pub fn auth_token(mut self, auth_token: impl Into<String>) -> Self {
        self.auth_token = Some(auth_token.into());
        self
    }

    /// Sets the DocSigner profile of the first account.
    pub fn profile_id(mut self, profile_id: impl Into<String>) -> Self {
        self.profile_id = Some(profile_id.into());
        self
    }

    /// Sets the username and the password of the first user.
    pub fn credentials(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials = Some((username.into(), password.into()));
        self
    }

    /// Derives what is made up from `seed`, in place of 0: the same seed and port give the same sign URLs.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Starts with these faults: see [`Mock::script`].
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.script = Script::of(faults);
        self
    }

    /// Speaks HTTPS, with this certificate: HTTP/2 with clients that ask for it, and HTTP/1.1 with others.
    ///
    /// The certificate is for `localhost`, the loopback addresses and the address of [`listen`](Self::listen). A client
    /// has to trust [`Mock::root_certificate_pem`].
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Certificate, Mock};
    ///
    /// let mock = Mock::builder().https(Certificate::Trusted).start().await?;
    /// assert!(mock.base_url().starts_with("https://127.0.0.1:"));
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "https")]
    pub fn https(mut self, certificate: Certificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    /// Makes the certificate of [`https`](Self::https) be for `host` as well, a name or an IP address; can be repeated.
    ///
    /// This is for clients that are led here by a proxy or a resolver. One that was to be for
    /// [another host](Certificate::OtherHost) is not for this one either.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Certificate, Mock};
    ///
    /// let builder = Mock::builder().https(Certificate::Trusted);
    /// let mock = builder.certificate_for("sandbox.leegality.com").start().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "https")]
    pub fn certificate_for(mut self, host: impl Into<String>) -> Self {
        self.certificate_hosts.push(host.into());
        self
    }

    /// Keeps these of the requests that arrive, in place of all: what is kept takes memory, which a long run under load
    /// may not have.
    pub fn keep_requests(mut self, keep: Keep) -> Self {
        self.keep_requests = keep;
        self
    }

    /// Starts the stand-in. When this returns, it accepts connections.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::Mock;
    ///
    /// let mock = Mock::builder().listen(([127, 0, 0, 1], 0).into()).start().await?;
    /// println!("{}", mock.base_url());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The address cannot be listened on: it is in use, not of this machine, or the port is privileged. Or there can be no
    /// certificate for one of the hosts ([`InvalidInput`](io::ErrorKind::InvalidInput)).
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime with I/O and time enabled.
    pub async fn start(self) -> io::Result<Mock> {
        let listener = TcpListener::bind(self.address).await?;
        let address = reachable(listener.local_addr()?);
        let (security, root_certificate_pem) = self.security(address.ip())?;

        let seed = Seed(self.seed);
        let auth_token = self.auth_token.unwrap_or_else(|| seed.auth_token());
        let profile_id = self.profile_id.unwrap_or_else(|| seed.profile_id());
        let (username, password) =
            self.credentials.unwrap_or_else(|| ("user@example.com".to_owned(), seed.password()));

        let scheme = match security {
            Security::Plain => "http",
            #[cfg(feature = "https")]
            Security::Tls(_) => "https",
        };
        let origin = format!("{scheme}://{address}");
        let account = Account::new(&auth_token).profile_id(&profile_id);
        let state = State::new(seed, address, origin, account, Requests::new(self.keep_requests));
        state.follow(self.script);
        state.add_user(User::new(&username, &password));
        let sign_urls = (0..self.invitations).map(|_| state.add_invitation(Invitation::new())).collect();

        let state = Arc::new(state);
        let server = Server::spawn(listener, security, Arc::clone(&state));
        let first = First { auth_token, profile_id, username, password, sign_urls, root_certificate_pem };
        Ok(Mock::new(state, server, first))
    }

    /// What HTTP is to be spoken over, and the root that clients need for it.
    #[cfg(feature = "https")]
    fn security(&self, address: IpAddr) -> io::Result<(Security, Option<String>)> {
        let Some(certificate) = self.certificate else { return Ok((Security::Plain, None)) };
        let mut hosts = vec!["localhost".to_owned()];
        hosts.extend(
            [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into(), address].map(|ip| ip.to_string()),
        );
        hosts.extend(self.certificate_hosts.iter().cloned());
        hosts.sort();
        hosts.dedup();
        let identity = certificate.issue(hosts)?;
        let root_certificate_pem = identity.root_pem.clone();
        Ok((Security::Tls(Tls::new(identity)?), Some(root_certificate_pem)))
    }

    #[cfg(not(feature = "https"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "with HTTPS, both are needed")]
    fn security(&self, _: IpAddr) -> io::Result<(Security, Option<String>)> {
        Ok((Security::Plain, None))
    }
}

impl fmt::Debug for MockBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockBuilder")
            .field("address", &self.address)
            .field("seed", &self.seed)
            .field("invitations", &self.invitations)
            .finish_non_exhaustive()
    }
}

/// An address that a client on this machine can connect to, where the server listens on all of them.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}
