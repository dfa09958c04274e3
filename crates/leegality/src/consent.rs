//! The consent to a signature: a statement, word for word, and the principal who made it.

use std::borrow::Cow;
use std::sync::LazyLock;
use std::time::SystemTime;

use leegality_api::facts;
use serde::{Deserialize, Serialize};

use crate::digest::sha256_hex;
use crate::error::{Error, Result};
use crate::timestamp;

const MAX_PRINCIPAL_BYTES: usize = 256;

/// The consent to one or more signatures, granted by a named principal.
///
/// Granting is an act: somebody, or a system in somebody's name, agrees to [`Consent::STATEMENT`]. Who it was and when
/// stays with the signature, in its [`SigningRecord`](crate::SigningRecord).
///
/// The wording is part of this crate's interface: a changed statement is a major release. A program that wants to
/// notice a change by itself keeps the text that was approved and passes it to [`Consent::from_statement`].
///
/// ```
/// use leegality::Consent;
///
/// # fn main() -> leegality::Result<()> {
/// let consent = Consent::granted_by("contracts@acme.example")?;
/// assert_eq!(consent.record().principal(), "contracts@acme.example");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Consent(ConsentRecord);

impl Consent {
    /// The statement that is consented to, in the words that Leegality demands.
    pub const STATEMENT: &'static str = facts::CONSENT_STATEMENT;

    /// The SHA-256 of [`Consent::STATEMENT`], in hex, as records hold it.
    ///
    /// ```
    /// // The same as: leegality consent | tr -d '\n' | sha256sum
    /// assert!(leegality::Consent::statement_sha256().starts_with("9967326c"));
    /// ```
    pub fn statement_sha256() -> String {
        statement_digest().to_owned()
    }

    /// `principal` consents to [`Consent::STATEMENT`], now. The principal is whatever names the one who is
    /// responsible: an e-mail address, an employee number, the name of a service.
    ///
    /// # Errors
    ///
    /// When `principal` is empty or blank, longer than 256 bytes, or has a control character.
    pub fn granted_by(principal: impl Into<String>) -> Result<Self> {
        let principal = principal.into();
        if principal.trim().is_empty() {
            return Err(Error::input("the principal who consents is empty"));
        }
        if principal.len() > MAX_PRINCIPAL_BYTES {
            let length = principal.len();
            return Err(Error::input(format!(
                "the principal who consents has {length} bytes, and {MAX_PRINCIPAL_BYTES} are allowed"
            )));
        }
        if principal.chars().any(char::is_control) {
            return Err(Error::input("the principal who consents has a control character"));
        }
        Ok(Self(ConsentRecord {
            principal,
            statement_sha256: Cow::Borrowed(statement_digest()),
            granted_at: timestamp::now(),
        }))
    }

    /// Like [`Consent::granted_by`], if `statement` is the one that this crate sends.
    ///
    /// ```
    /// use leegality::{Consent, Outcome};
    ///
    /// let approved = "By using this authenticated API and the ProfileID associated with that certificate, …";
    /// let error = Consent::from_statement(approved, "contracts@acme.example").unwrap_err();
    /// assert_eq!(error.outcome(), Outcome::NotSent);
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the consent text differs from the statement at character 69: `a` instead of `i`"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// When `statement` differs from [`Consent::STATEMENT`], saying where, and as [`Consent::granted_by`].
    pub fn from_statement(statement: impl AsRef<str>, principal: impl Into<String>) -> Result<Self> {
        match difference(statement.as_ref(), Self::STATEMENT) {
            None => Self::granted_by(principal),
            Some(place) => {
                Err(Error::input(format!("the consent text differs from the statement at {place}")))
            }
        }
    }

    /// Who consented to what, and when.
    pub fn record(&self) -> ConsentRecord {
        self.0.clone()
    }

    pub(crate) fn into_record(self) -> ConsentRecord {
        self.0
    }
}

fn statement_digest() -> &'static str {
    static DIGEST: LazyLock<String> = LazyLock::new(|| sha256_hex(Consent::STATEMENT));
    &DIGEST
}

/// Where `text` first differs from `statement`, counted in characters from 1.
fn difference(text: &str, statement: &str) -> Option<String> {
    let (mut ours, mut theirs) = (text.chars(), statement.chars());
    let mut position = 0;
    loop {
        position += 1;
        let place = match (ours.next(), theirs.next()) {
            (None, None) => return None,
            (Some(is), Some(should)) if is == should => continue,
            (Some(is), Some(should)) => format!("`{}` instead of `{should}`", is.escape_debug()),
            (Some(is), None) => format!("`{}` after its end", is.escape_debug()),
            (None, Some(should)) => format!("it ends before `{should}`"),
        };
        return Some(format!("character {position}: {place}"));
    }
}

/// Who consented to what, and when: the part of a [`Consent`] that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentRecord {
    principal: String,
    statement_sha256: Cow<'static, str>,
    #[serde(with = "timestamp")]
    granted_at: SystemTime,
}

impl ConsentRecord {
    /// Who consented.
    pub fn principal(&self) -> &str {
        &self.principal
    }

    /// The SHA-256 of the statement, in hex. It tells which wording was consented to.
    pub fn statement_sha256(&self) -> &str {
        &self.statement_sha256
    }

    /// When the consent was granted, to the millisecond.
    pub fn granted_at(&self) -> SystemTime {
        self.granted_at
    }
}
