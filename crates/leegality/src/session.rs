//! A login that succeeded.

use std::time::{Duration, SystemTime};

use http::HeaderValue;
use leegality_api::types::LoginUserVo;

use crate::credentials::AccessToken;
use crate::user::User;

/// A user who is logged in to Sign Station, and the token for further calls.
///
/// ```
/// use leegality::Session;
///
/// fn may_sign(session: &Session) -> bool {
///     !session.is_expired() && session.user().authorities().iter().any(|authority| authority == "signDocument")
/// }
/// # #[cfg(feature = "test-util")]
/// # assert!(may_sign(&leegality::test_util::SessionBuilder::new().authorities(["signDocument"]).build()));
/// ```
#[derive(Clone, Debug)]
pub struct Session {
    user: User,
    access_token: AccessToken,
    token_type: Option<String>,
    expires_at: Option<SystemTime>,
    attempts: u32,
}

impl Session {
    /// Reads the answer to a login that was sent at `sent_at`, or says what is wrong with its token.
    pub(crate) fn read(
        mut user: LoginUserVo,
        sent_at: SystemTime,
        attempts: u32,
    ) -> Result<Self, &'static str> {
        let access_token = match user.access_token.take() {
            Some(token) if !token.expose().is_empty() => {
                AccessToken::new(token.expose()).ok_or("the access token of the answer fits no header")?
            }
            _ => return Err("the answer holds no access token"),
        };
        let lifetime =
            user.expires_in.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
        Ok(Self {
            access_token,
            token_type: user.token_type.take(),
            // Counted from before sending, so that the token never seems to live longer than it does.
            expires_at: lifetime.and_then(|lifetime| sent_at.checked_add(lifetime)),
            user: User::read(user),
            attempts,
        })
    }

    /// The user's profile.
    pub fn user(&self) -> &User {
        &self.user
    }

    /// The JWT.
    pub fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    /// The kind of the token as the server names it, as a rule `Bearer`.
    pub fn token_type(&self) -> Option<&str> {
        self.token_type.as_deref()
    }

    /// When the token expires, counted from before the login was sent; nothing if the server does not say, or says
    /// something that is no lifetime.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Whether the token has expired by now. Where it is not known when it expires, it has.
    pub fn is_expired(&self) -> bool {
        self.expires_at.is_none_or(|expires_at| expires_at <= SystemTime::now())
    }

    /// The value of the `Authorization` header for other Sign Station calls, marked sensitive.
    ///
    /// ```
    /// use leegality::Session;
    /// use leegality::http::{Request, header::AUTHORIZATION};
    ///
    /// fn request(url: &str, session: &Session) -> leegality::http::Result<Request<()>> {
    ///     Request::get(url).header(AUTHORIZATION, session.authorization()).body(())
    /// }
    /// ```
    ///
    /// Never send it along with an `X-Auth-Token` to Document Execution.
    pub fn authorization(&self) -> HeaderValue {
        self.access_token.bearer()
    }

    /// How many times the login was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}
