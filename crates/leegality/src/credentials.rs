//! Secrets. None of them shows anything in `Debug`, and their memory is overwritten when they are dropped.

use std::fmt;

use http::HeaderValue;
use zeroize::Zeroizing;

use crate::error::{Error, Result};

/// The auth token of a Leegality account, sent as `X-Auth-Token`.
///
/// For signing it has to be the token of the invitee's account.
///
/// ```
/// use leegality::AuthToken;
///
/// # fn main() -> leegality::Result<()> {
/// let token = AuthToken::new("4nXhk2Lr9QmZ")?;
/// assert_eq!(format!("{token:?}"), "AuthToken(..)");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AuthToken(Zeroizing<String>);

impl AuthToken {
    /// Wraps a token.
    ///
    /// # Errors
    ///
    /// When the text is empty, begins or ends with white space, or has a character that no header value may have.
    pub fn new(text: impl Into<String>) -> Result<Self> {
        let token = Zeroizing::new(text.into());
        if token.is_empty() {
            return Err(Error::input("the auth token is empty"));
        }
        if token.trim() != token.as_str() {
            return Err(Error::input("the auth token begins or ends with white space"));
        }
        if let Some(position) = token.chars().position(|c| !matches!(c, ' '..='~')) {
            return Err(Error::input(format!(
                "the auth token has a character that no header may carry, at position {}",
                position + 1
            )));
        }
        Ok(Self(token))
    }

    /// The token as a header value that is marked sensitive.
    pub(crate) fn header(&self) -> Result<HeaderValue> {
        sensitive(&self.0).ok_or_else(|| Error::input("the auth token is no header value"))
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthToken(..)")
    }
}

/// A Sign Station user's name and password.
///
/// ```
/// use leegality::Credentials;
///
/// let credentials = Credentials::new("user@example.com", "Strong@Passw0rd");
/// assert_eq!(format!("{credentials:?}"), r#"Credentials { username: "user@example.com", password: .. }"#);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    username: String,
    password: Zeroizing<String>,
}

impl Credentials {
    /// A username, which is an e-mail address, and its password.
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self { username: username.into(), password: Zeroizing::new(password.into()) }
    }

    /// The username.
    pub fn username(&self) -> &str {
        &self.username
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let password = format_args!("..");
        f.debug_struct("Credentials").field("username", &self.username).field("password", &password).finish()
    }
}

/// The JWT that a login yields.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken(Zeroizing<String>);

impl AccessToken {
    /// A token that fits a header.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The token itself. [`Session::authorization`](crate::Session::authorization) has it as a header value.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `Bearer` and the token, as a header value that is marked sensitive.
    pub(crate) fn bearer(&self) -> HeaderValue {
        let text = Zeroizing::new(format!("Bearer {}", self.expose()));
        // The constructor admits nothing that a header value would not.
        sensitive(&text).unwrap_or_else(|| HeaderValue::from_static("Bearer"))
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(..)")
    }
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
