//! An invitation to sign.

use std::fmt;

/// An invitation, as it is before anybody asks to sign it.
///
/// `Debug` does not show the auth token of the invitee's account, nor the sign URL.
///
/// ```
/// use leegality_mock::{Invitation, InvitationState, SignType};
///
/// let expired = Invitation::new().state(InvitationState::Expired);
/// let by_otp = Invitation::new().sign_type(SignType::Other);
/// let of_somebody_else = Invitation::new().invitee("another-auth-token");
/// ```
#[derive(Clone, Default)]
pub struct Invitation {
    pub(crate) sign_url: Option<String>,
    pub(crate) invitee: Option<String>,
    pub(crate) state: InvitationState,
    pub(crate) sign_type: SignType,
}

/// Where an invitation stands. Only an active one can be signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvitationState {
    /// Waits for the signature.
    #[default]
    Active,
    /// Was signed.
    Signed,
    /// Was not signed in time.
    Expired,
    /// Belongs to a document that was completed without it.
    Completed,
}

/// How an invitation is meant to be signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignType {
    /// With a Document Signer Certificate. Only this type can be signed by a program.
    #[default]
    DocSigner,
    /// In any other way.
    Other,
}

impl Invitation {
    /// An active DocSigner invitation for the stand-in's first account.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the invitation this sign URL, in place of one at the stand-in's own address. Of two invitations with the
    /// same one, only the later can be signed.
    ///
    /// For clients that check the host of a sign URL, through a [`Proxy`](crate::Proxy) for example. There is no page
    /// behind it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// use leegality_mock::{Invitation, Mock};
    ///
    /// let mock = Mock::start().await?;
    /// let sign_url = "https://sandbox.leegality.com/sign/2b0f";
    /// assert_eq!(mock.add_invitation(Invitation::new().sign_url(sign_url)), sign_url);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn sign_url(mut self, sign_url: impl Into<String>) -> Self {
        self.sign_url = Some(sign_url.into());
        self
    }

    /// Addresses the invitation to the account with this auth token. No account can sign it while there is none with
    /// that token.
    #[must_use]
    pub fn invitee(mut self, auth_token: impl Into<String>) -> Self {
        self.invitee = Some(auth_token.into());
        self
    }

    /// Puts the invitation in another state.
    #[must_use]
    pub fn state(mut self, state: InvitationState) -> Self {
        self.state = state;
        self
    }

    /// Gives the invitation another sign type.
    #[must_use]
    pub fn sign_type(mut self, sign_type: SignType) -> Self {
        self.sign_type = sign_type;
        self
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation")
            .field("state", &self.state)
            .field("sign_type", &self.sign_type)
            .finish_non_exhaustive()
    }
}
