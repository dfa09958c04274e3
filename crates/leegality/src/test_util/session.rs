//! Sessions made by hand.

use std::time::{Duration, SystemTime};

use leegality_api::types::LoginUserVo;

use crate::session::Session;
use crate::timestamp;

/// Builds a [`Session`].
///
/// ```
/// use std::time::Duration;
/// use leegality::test_util::SessionBuilder;
///
/// let session = SessionBuilder::new().username("user@example.com").build();
/// assert!(!session.is_expired());
/// assert!(SessionBuilder::new().expires_in(Duration::ZERO).build().is_expired());
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SessionBuilder {
    user: LoginUserVo,
    issued_at: SystemTime,
}

impl SessionBuilder {
    /// A session of an hour, without a profile.
    pub fn new() -> Self {
        let user = LoginUserVo {
            access_token: Some(leegality_api::AccessToken::new("header.payload.signature")),
            token_type: Some("Bearer".to_owned()),
            expires_in: Some(3600),
            ..LoginUserVo::default()
        };
        Self { user, issued_at: timestamp::now() }
    }

    /// The name under which the user logged in.
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.user.username = Some(username.into());
        self
    }

    /// The user's full name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.user.name = Some(name.into());
        self
    }

    /// The user's permissions.
    pub fn authorities<T: Into<String>>(mut self, authorities: impl IntoIterator<Item = T>) -> Self {
        self.user.authorities =
            Some(authorities.into_iter().map(|authority| Some(authority.into())).collect());
        self
    }

    /// The access token.
    pub fn access_token(mut self, token: &str) -> Self {
        self.user.access_token = Some(leegality_api::AccessToken::new(token));
        self
    }

    /// How long the token lives, from now on.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.user.expires_in = i64::try_from(lifetime.as_secs()).ok();
        self
    }

    /// Leaves unsaid when the token expires.
    pub fn without_expiry(mut self) -> Self {
        self.user.expires_in = None;
        self
    }

    /// The session.
    ///
    /// # Panics
    ///
    /// When the access token is empty or fits no header: no login yields such a session.
    pub fn build(self) -> Session {
        match Session::read(self.user, self.issued_at, 1) {
            Ok(session) => session,
            Err(problem) => panic!("no login yields this session: {problem}"),
        }
    }
}

impl Default for SessionBuilder {
    fn default() -> Self {
        Self::new()
    }
}
