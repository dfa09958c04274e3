//! An account of Leegality.

use std::fmt;

/// An account: an auth token and the DocSigner profiles saved under it.
///
/// `Debug` does not show the auth token.
///
/// ```
/// use leegality_mock::Account;
///
/// let account = Account::new("another-auth-token").profile_id("p1").profile_id("p2");
/// ```
#[derive(Clone)]
pub struct Account {
    pub(crate) auth_token: String,
    pub(crate) profile_ids: Vec<String>,
}

impl Account {
    /// An account without a profile.
    pub fn new(auth_token: impl Into<String>) -> Self {
        Self { auth_token: auth_token.into(), profile_ids: Vec::new() }
    }

    /// Saves a DocSigner profile in the account.
    #[must_use]
    pub fn profile_id(mut self, profile_id: impl Into<String>) -> Self {
        self.profile_ids.push(profile_id.into());
        self
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("profile_ids", &self.profile_ids).finish_non_exhaustive()
    }
}
