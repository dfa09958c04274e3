//! A running stand-in.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::account::Account;
use crate::builder::MockBuilder;
use crate::fault::Fault;
use crate::invitation::Invitation;
use crate::record::{LedgerEntry, RecordedRequest};
use crate::route::API_PATH;
use crate::script::Script;
use crate::server::Server;
use crate::state::State;
use crate::unreachable;
use crate::user::User;

/// A stand-in for Leegality that listens on a TCP port.
///
/// It starts with one account, one DocSigner profile, one user and some active invitations. Dropping it cuts all
/// connections and frees the port as soon as the runtime gets to it; [`Mock::shutdown`] waits for both.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// use leegality_mock::Mock;
///
/// let mock = Mock::start().await?;
/// assert!(mock.base_url().starts_with("http://127.0.0.1:"));
/// assert!(mock.ledger().iter().all(|entry| entry.count == 0));
/// mock.shutdown().await;
/// # Ok(())
/// # }
/// ```
pub struct Mock {
    state: Arc<State>,
    server: Server,
    first: First,
}

/// What the stand-in starts with.
pub(crate) struct First {
    pub(crate) auth_token: String,
    pub(crate) profile_id: String,
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) sign_urls: Vec<String>,
    #[cfg_attr(not(feature = "https"), expect(dead_code, reason = "only HTTPS has one"))]
    pub(crate) root_certificate_pem: Option<String>,
}

impl Mock {
    pub(crate) fn new(state: Arc<State>, server: Server, first: First) -> Self {
        Self { state, server, first }
    }

    /// Starts a stand-in with the settings of an untouched [`MockBuilder`], on a random port of the loopback address.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// let mock = leegality_mock::Mock::start().await?;
    /// assert_eq!(mock.sign_urls().len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// There is no port to listen on.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime with I/O and time enabled.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Settings to start from.
    pub fn builder() -> MockBuilder {
        MockBuilder::new()
    }

    /// The base URL for a client, `http://127.0.0.1:PORT/api` or `https://127.0.0.1:PORT/api`.
    pub fn base_url(&self) -> String {
        format!("{}{API_PATH}", self.state.origin())
    }

    /// The root certificate that a client has to trust, in PEM. There is none without
    /// [`https`](MockBuilder::https), and a client that trusts it takes none but a
    /// [good](crate::Certificate::Trusted) certificate.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Certificate, Mock};
    ///
    /// let mock = Mock::builder().https(Certificate::Trusted).start().await?;
    /// let root = mock.root_certificate_pem().unwrap_or_default();
    /// assert!(root.starts_with("-----BEGIN CERTIFICATE-----"));
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "https")]
    pub fn root_certificate_pem(&self) -> Option<&str> {
        self.first.root_certificate_pem.as_deref()
    }

    /// Where the stand-in listens, for a [`Proxy`](crate::Proxy) or a client of one's own.
    pub fn address(&self) -> SocketAddr {
        self.state.address()
    }

    /// The auth token of the first account.
    pub fn auth_token(&self) -> &str {
        &self.first.auth_token
    }

    /// The DocSigner profile of the first account.
    pub fn profile_id(&self) -> &str {
        &self.first.profile_id
    }

    /// The username of the first user.
    pub fn username(&self) -> &str {
        &self.first.username
    }

    /// The password of the first user.
    pub fn password(&self) -> &str {
        &self.first.password
    }

    /// The sign URLs of the invitations that were made, active, at the start.
    pub fn sign_urls(&self) -> Vec<String> {
        self.first.sign_urls.clone()
    }

    /// Adds an account. It takes the place of one with the same auth token.
    pub fn add_account(&self, account: Account) {
        self.state.add_account(account);
    }

    /// Adds an invitation and returns its sign URL.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Account, Invitation, Mock};
    ///
    /// let mock = Mock::start().await?;
    /// mock.add_account(Account::new("another-auth-token").profile_id("p1"));
    /// let sign_url = mock.add_invitation(Invitation::new().invitee("another-auth-token"));
    /// assert_eq!(mock.ledger().last().map(|entry| entry.sign_url.clone()), Some(sign_url));
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_invitation(&self, invitation: Invitation) -> String {
        self.state.add_invitation(invitation)
    }

    /// Adds a user. It takes the place of one with the same username.
    pub fn add_user(&self, user: User) {
        self.state.add_user(user);
    }

    /// Lets things go wrong: the first request under `/api` from now on gets the first of `faults`, and so on. Requests
    /// after that get none. What is left of an earlier script is forgotten.
    ///
    /// Simultaneous requests get theirs in the order in which they are recorded.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Fault, Mock, Signs};
    ///
    /// let mock = Mock::start().await?;
    /// mock.script([Fault::None, Fault::Reset(Signs::Before)]);
    /// // The second request signs, and its answer is lost.
    /// # Ok(())
    /// # }
    /// ```
    pub fn script(&self, faults: impl IntoIterator<Item = Fault>) {
        self.state.follow(Script::of(faults));
    }

    /// Lets the same thing go wrong with every request under `/api` from now on, until the next [`script`](Self::script).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Fault, Mock, Signs};
    ///
    /// let mock = Mock::start().await?;
    /// mock.always(Fault::Hang(Signs::Never));
    /// // …
    /// mock.script([]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn always(&self, fault: Fault) {
        self.state.follow(Script::always(fault));
    }

    /// How often each invitation was signed, in the order in which they were added.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.state.ledger()
    }

    /// Every request that arrived under `/api`, in the order in which their bodies ended.
    ///
    /// The requests are kept as long as the stand-in runs, unless [`MockBuilder::keep_requests`] says otherwise.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.requests()
    }

    /// How many requests arrived under `/api`, kept or not.
    pub fn request_count(&self) -> u64 {
        self.state.request_count()
    }

    /// How many TCP connections were accepted.
    pub fn connections(&self) -> u64 {
        self.state.connections()
    }

    /// Stops accepting connections, lets requests under way have their answers, for 5 seconds at most, and frees the
    /// port.
    pub async fn shutdown(self) {
        self.server.stop().await;
    }

    /// Ends as a crash does: cuts all connections where they are and frees the port. Returns the
    /// [`ledger`](Self::ledger), to which nothing is added any more.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// let mock = leegality_mock::Mock::start().await?;
    /// // … a client is in mid-call …
    /// let signed = mock.kill().await.iter().filter(|entry| entry.count > 0).count();
    /// # assert_eq!(signed, 0);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn kill(self) -> Vec<LedgerEntry> {
        self.server.kill().await;
        self.state.ledger()
    }

    /// A base URL that refuses connections, for as long as this process runs: nobody listens on its port, and nobody
    /// else can.
    ///
    /// ```
    /// # fn main() -> std::io::Result<()> {
    /// let base_url = leegality_mock::Mock::unreachable_url()?;
    /// assert!(base_url.starts_with("http://127.0.0.1:"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// There is no port left.
    pub fn unreachable_url() -> io::Result<String> {
        Ok(format!("http://{}{API_PATH}", unreachable::address()?))
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
