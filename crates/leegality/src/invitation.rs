//! What is signed: an invitation, and the DocSigner profile to sign it with.

use std::fmt;
use std::str::FromStr;

use crate::address::Address;
use crate::digest::sha256_hex;
use crate::error::{Error, Result};

/// An invitation and the DocSigner profile that signs it.
///
/// ```
/// use leegality::Invitation;
///
/// # fn main() -> leegality::Result<()> {
/// let invitation = Invitation::new(
///     "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c".parse()?,
///     "d4NrfHV".parse()?,
/// );
/// assert_eq!(invitation.fingerprint().len(), 64);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Invitation {
    sign_url: SignUrl,
    profile_id: ProfileId,
}

impl Invitation {
    /// The invitation behind `sign_url`, to be signed with the certificate of the DocSigner profile `profile_id`.
    pub fn new(sign_url: SignUrl, profile_id: ProfileId) -> Self {
        Self { sign_url, profile_id }
    }

    /// The link of the invitation.
    pub fn sign_url(&self) -> &SignUrl {
        &self.sign_url
    }

    /// The profile that signs.
    pub fn profile_id(&self) -> &ProfileId {
        &self.profile_id
    }

    /// The SHA-256 of the sign URL, in hex. It names the invitation in records and logs, where the link itself would
    /// let a reader open it.
    ///
    /// ```
    /// # fn main() -> leegality::Result<()> {
    /// # use leegality::Invitation;
    /// # let invitation = Invitation::new("https://sandbox.leegality.com/sign/a".parse()?, "p".parse()?);
    /// // The same as: printf %s "$SIGN_URL" | sha256sum
    /// assert!(invitation.fingerprint().starts_with("e93d160d"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn fingerprint(&self) -> String {
        self.sign_url.fingerprint.clone()
    }
}

/// The link under which an invitation is signed, as the call that created it returned it.
///
/// Who has the link can open the invitation. So `Debug` shows its host and at most the last four characters of its id,
/// and there is no `Display`. It is sent as it was given, unchanged.
///
/// ```
/// use leegality::SignUrl;
///
/// # fn main() -> leegality::Result<()> {
/// let sign_url: SignUrl = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c".parse()?;
/// assert_eq!(format!("{sign_url:?}"), "SignUrl(sandbox.leegality.com/…363c)");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SignUrl {
    text: String,
    host: String,
    /// The SHA-256 of the text. Every record has it, so it is made once.
    fingerprint: String,
}

impl SignUrl {
    /// Ids shorter than this are not shown, not even in part.
    const MIN_ID_SHOWN: usize = 16;

    /// The link itself.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The host of the link, in lower case.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// What makes the link a secret: each part of it behind the host, as the server might send it back.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &str> {
        let behind_host = self.text.split('/').skip(3).flat_map(|part| part.split(['?', '&', '=', '#']));
        behind_host.filter(|part| !part.is_empty())
    }
}

impl FromStr for SignUrl {
    type Err = Error;

    /// # Errors
    ///
    /// When the text is not an `https` URL with a path (`http` is allowed for loopback), or has white space, a
    /// username, or a host that is not written in its plain form.
    fn from_str(text: &str) -> Result<Self> {
        let address = Address::parse(text, "sign URL")?;
        if !address.has_path() {
            return Err(Error::input("the sign URL has no path, so it names no invitation"));
        }
        Ok(Self { text: text.to_owned(), host: address.host(), fingerprint: sha256_hex(text) })
    }
}

impl fmt::Debug for SignUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.text.split(['?', '#']).next().unwrap_or_default();
        let id = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let shown = if id.len() < Self::MIN_ID_SHOWN { "" } else { &id[id.len() - 4..] };
        write!(f, "SignUrl({}/…{shown})", self.host)
    }
}

/// The id of a DocSigner profile, as the invitee's dashboard shows it.
///
/// ```
/// use leegality::ProfileId;
///
/// # fn main() -> leegality::Result<()> {
/// let profile_id: ProfileId = "d4NrfHV".parse()?;
/// assert_eq!(profile_id.as_str(), "d4NrfHV");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProfileId(String);

impl ProfileId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProfileId {
    type Err = Error;

    /// # Errors
    ///
    /// When the text is empty, has a control character, or begins or ends with white space.
    fn from_str(text: &str) -> Result<Self> {
        if text.is_empty() {
            return Err(Error::input("the profile id is empty"));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::input("the profile id has a control character"));
        }
        if text.trim() != text {
            return Err(Error::input("the profile id begins or ends with white space"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
