//! What the server has to say: codes for programs, texts for people.

use std::borrow::Cow;
use std::fmt;

use leegality_api::facts::code;
use leegality_api::types;

/// The longest code that is shown.
const MAX_CODE_BYTES: usize = 64;

/// One message of an answer.
///
/// The code and the text are the server's own and may hold anything. `Debug` shows neither, unless the code is a
/// documented one, and no error shows the text. Print them only where control characters are escaped.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    code: Option<String>,
    text: Option<String>,
}

impl Message {
    pub(crate) fn new(code: Option<String>, text: Option<String>) -> Self {
        Self { code, text }
    }

    pub(crate) fn from_sign(message: types::Message) -> Self {
        Self::new(message.code, message.message)
    }

    pub(crate) fn from_login(detail: types::LoginErrorDetail) -> Self {
        Self::new(detail.code, detail.message)
    }

    /// The code as it came, whatever it looks like.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The code as one of those that are documented, or [`MessageCode::Other`].
    pub fn message_code(&self) -> Option<MessageCode> {
        self.code().map(MessageCode::from)
    }

    /// The server's text as it came.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let documented = self.message_code().filter(|code| !matches!(code, MessageCode::Other(_)));
        f.debug_struct("Message")
            .field("code", &documented)
            .field("text_bytes", &self.text().map(str::len))
            .finish()
    }
}

/// A code of Leegality: the documented ones by name, any other as it came.
///
/// ```
/// use leegality::MessageCode;
///
/// assert_eq!(MessageCode::from("invalid.consent"), MessageCode::InvalidConsent);
/// assert_eq!(MessageCode::from("brand.new").as_str(), "brand.new");
/// ```
///
/// `Debug` does not show a code that the documentation does not have: a server may put anything there.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MessageCode {
    /// `signing.success`: the document is signed.
    SigningSuccess,
    /// `invitation.not.exists`: there is no such invitation for this account.
    InvitationNotExists,
    /// `invalid.consent`: the consent statement differs from the one that is demanded.
    InvalidConsent,
    /// `profile.not.exists`: the account has no DocSigner profile with this id.
    ProfileNotExists,
    /// `LE_SS_301`: the user is logged in.
    LoggedIn,
    /// `LE_ERR_SS_301`: the username or the password is wrong.
    WrongCredentials,
    /// `LE_ERR_SS_401`: the login was not authorized.
    Unauthorized,
    /// `LE_ERR_SS_500`: Sign Station failed.
    SignStationFailed,
    /// A code that the documentation does not have.
    Other(String),
}

impl MessageCode {
    /// The code as it stands in an answer.
    pub fn as_str(&self) -> &str {
        self.documented().unwrap_or_else(|other| other)
    }

    /// The code as text, without a copy of one that is documented.
    pub(crate) fn into_text(self) -> Cow<'static, str> {
        self.documented().map_or_else(|other| Cow::Owned(other.to_owned()), Cow::Borrowed)
    }

    /// The code if it is documented, or else what it is.
    fn documented(&self) -> Result<&'static str, &str> {
        Ok(match self {
            Self::SigningSuccess => code::SIGNING_SUCCESS,
            Self::InvitationNotExists => code::INVITATION_NOT_EXISTS,
            Self::InvalidConsent => code::INVALID_CONSENT,
            Self::ProfileNotExists => code::PROFILE_NOT_EXISTS,
            Self::LoggedIn => code::LE_SS_301,
            Self::WrongCredentials => code::LE_ERR_SS_301,
            Self::Unauthorized => code::LE_ERR_SS_401,
            Self::SignStationFailed => code::LE_ERR_SS_500,
            Self::Other(code) => return Err(code),
        })
    }

    /// Whether the documentation lists this code as a reason why an invitation was not signed.
    pub(crate) fn denies_signature(&self) -> bool {
        matches!(self, Self::InvitationNotExists | Self::InvalidConsent | Self::ProfileNotExists)
    }
}

impl From<&str> for MessageCode {
    fn from(text: &str) -> Self {
        match text {
            code::SIGNING_SUCCESS => Self::SigningSuccess,
            code::INVITATION_NOT_EXISTS => Self::InvitationNotExists,
            code::INVALID_CONSENT => Self::InvalidConsent,
            code::PROFILE_NOT_EXISTS => Self::ProfileNotExists,
            code::LE_SS_301 => Self::LoggedIn,
            code::LE_ERR_SS_301 => Self::WrongCredentials,
            code::LE_ERR_SS_401 => Self::Unauthorized,
            code::LE_ERR_SS_500 => Self::SignStationFailed,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Debug for MessageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(_) => f.write_str("Other(..)"),
            documented => write!(f, "MessageCode({})", documented.as_str()),
        }
    }
}

impl fmt::Display for MessageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(presentable(self.as_str()).unwrap_or("(not a code)"))
    }
}

/// The code, where it looks like one. A server can put anything into the field, a secret or an escape sequence too.
pub(crate) fn presentable(code: &str) -> Option<&str> {
    let fits = (1..=MAX_CODE_BYTES).contains(&code.len());
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    (fits && plain).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::{MessageCode, presentable};

    #[test]
    fn a_code_is_shown_only_if_it_looks_like_one() {
        assert_eq!(presentable("invalid.consent"), Some("invalid.consent"));
        assert_eq!(presentable(&"a".repeat(64)).map(str::len), Some(64));
        for odd in ["", "two words", "esc\u{1b}[31m", "ümlaut", &"a".repeat(65)] {
            assert_eq!(presentable(odd), None, "{odd:?}");
        }
        assert_eq!(MessageCode::from("two words").to_string(), "(not a code)");
    }
}
