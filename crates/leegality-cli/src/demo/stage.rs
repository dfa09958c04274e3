//! Where the demo plays: a stand-in, and a client that knows nothing else.

use leegality::{AuthToken, Client, Consent, Environment, Invitation};
use leegality_mock::Mock;

use crate::failure::Failure;

/// Who consents in the demo.
const PRINCIPAL: &str = "demo@example.com";

/// A root certificate whose key was thrown away.
const NOBODYS_CERTIFICATE: &str = include_str!("nobodys_certificate.pem");

/// The environment variables of the person who runs the demo are not looked at: they may name the real Leegality.
pub(crate) struct Stage {
    pub(crate) mock: Mock,
    pub(crate) client: Client,
    pub(crate) consent: Consent,
}

impl Stage {
    pub(crate) async fn open() -> Result<Self, Failure> {
        let mock = Mock::start().await.map_err(|error| {
            Failure::usage("the stand-in finds no port on the loopback address to listen on")
                .caused_by(&error)
        })?;
        let client = Client::builder(Environment::custom(mock.base_url())?)
            .auth_token(AuthToken::new(mock.auth_token())?)
            .user_agent_suffix(concat!("leegality-cli/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { mock, client, consent: Consent::granted_by(PRINCIPAL)? })
    }

    /// A client for production. Should it ever send anything, the stand-in gets it: it is set up as the proxy. The
    /// certificate lets the client be built on a machine that trusts none, such as a small container.
    pub(crate) fn production_client(&self) -> leegality::Result<Client> {
        Client::builder(Environment::Production)
            .auth_token(AuthToken::new(self.mock.auth_token())?)
            .proxy(self.origin())
            .add_root_certificate_pem(NOBODYS_CERTIFICATE)
            .build()
    }

    /// One of the invitations that wait at the stand-in, with a profile to sign it with.
    pub(crate) fn invitation(&self, position: usize, profile_id: &str) -> leegality::Result<Invitation> {
        let sign_urls = self.mock.sign_urls();
        let sign_url = sign_urls.get(position).map_or("", String::as_str);
        Ok(Invitation::new(sign_url.parse()?, profile_id.parse()?))
    }

    /// How often the stand-in signed an invitation.
    pub(crate) fn signatures(&self, position: usize) -> u64 {
        self.mock.ledger().get(position).map_or(0, |entry| entry.count)
    }

    /// Scheme, host and port of the stand-in.
    pub(crate) fn origin(&self) -> String {
        self.mock.base_url().trim_end_matches("/api").to_owned()
    }

    pub(crate) async fn close(self) {
        drop(self.client);
        self.mock.shutdown().await;
    }
}
