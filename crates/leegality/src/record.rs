//! What is kept of a signing call.

use std::borrow::Cow;
use std::time::SystemTime;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::consent::{Consent, ConsentRecord};
use crate::environment::Environment;
use crate::invitation::Invitation;
use crate::message::MessageCode;
use crate::outcome::Outcome;
use crate::timestamp;

/// Everything about one signing call that is worth keeping, and no secret: one object for the audit log, a database row
/// and a journal.
///
/// [`Receipt::record`](crate::Receipt::record) and [`Error::record`](crate::Error::record) yield it. Its JSON is
/// versioned and stable:
///
/// ```
/// use leegality::{RecordedOutcome, SigningRecord};
///
/// let line = r#"{
///     "version": 1,
///     "sdk_version": "0.1.0",
///     "environment": "sandbox",
///     "fingerprint": "5a0a07be0b9d5f2ac0b16a07ce8a6a0b8f6f4a6f8f7d1c1de2f0a7a2ac2f1b3c",
///     "profile_id": "d4NrfHV",
///     "consent": {
///         "principal": "contracts@acme.example",
///         "statement_sha256": "9967326c0114afc576f4787c5a0dabe54c10f603db4e46ab8b2ad65a519660cf",
///         "granted_at": "2026-01-31T12:00:00.000Z"
///     },
///     "started_at": "2026-01-31T12:00:01.000Z",
///     "ended_at": "2026-01-31T12:00:02.250Z",
///     "attempts": 1,
///     "http_status": 200,
///     "code": "signing.success",
///     "outcome": "signed"
/// }"#;
/// let record: SigningRecord = serde_json::from_str(line)?;
/// assert_eq!(record.outcome(), RecordedOutcome::Signed);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningRecord {
    #[serde(deserialize_with = "known_version")]
    version: u32,
    sdk_version: Cow<'static, str>,
    environment: Cow<'static, str>,
    fingerprint: String,
    profile_id: String,
    consent: ConsentRecord,
    #[serde(with = "timestamp")]
    started_at: SystemTime,
    #[serde(with = "timestamp")]
    ended_at: SystemTime,
    attempts: u32,
    http_status: Option<u16>,
    code: Option<Cow<'static, str>>,
    outcome: RecordedOutcome,
}

/// How a signing call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordedOutcome {
    /// The document was signed.
    Signed,
    /// No request reached the server.
    NotSent,
    /// The server did not sign.
    Refused,
    /// The document may have been signed.
    Unknown,
}

impl From<Outcome> for RecordedOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::NotSent => Self::NotSent,
            Outcome::Refused => Self::Refused,
            Outcome::Unknown => Self::Unknown,
        }
    }
}

impl SigningRecord {
    /// The version of the record's JSON that this crate writes. A reader refuses any other.
    pub const VERSION: u32 = 1;

    /// The record of a call that is about to be made: its outcome is [`RecordedOutcome::Unknown`] and its attempts are
    /// 0, which is the truth about it until somebody knows better.
    ///
    /// Store it before [`Client::sign_invitation`](crate::Client::sign_invitation) and replace it by the call's own
    /// record afterwards. Whatever happens in between, a crash or a dropped future, leaves a trace then.
    ///
    /// ```
    /// use leegality::{Consent, Environment, Invitation, RecordedOutcome, SigningRecord};
    ///
    /// # fn main() -> leegality::Result<()> {
    /// # let sign_url = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c".parse()?;
    /// # let invitation = Invitation::new(sign_url, "d4NrfHV".parse()?);
    /// let consent = Consent::granted_by("contracts@acme.example")?;
    /// let intent = SigningRecord::intent(&Environment::Sandbox, &invitation, &consent);
    /// assert_eq!(intent.outcome(), RecordedOutcome::Unknown);
    /// # Ok(())
    /// # }
    /// ```
    pub fn intent(environment: &Environment, invitation: &Invitation, consent: &Consent) -> Self {
        OpenRecord::begin(environment, invitation, consent.record()).close(
            RecordedOutcome::Unknown,
            0,
            None,
            None,
        )
    }

    /// The version of this crate that wrote the record.
    pub fn sdk_version(&self) -> &str {
        &self.sdk_version
    }

    /// `production`, `sandbox`, or the base URL of a custom environment.
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// The invitation, as [`Invitation::fingerprint`] names it.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The DocSigner profile.
    pub fn profile_id(&self) -> &str {
        &self.profile_id
    }

    /// The consent that was given.
    pub fn consent(&self) -> &ConsentRecord {
        &self.consent
    }

    /// When the call began, to the millisecond.
    pub fn started_at(&self) -> SystemTime {
        self.started_at
    }

    /// When the call ended, to the millisecond.
    pub fn ended_at(&self) -> SystemTime {
        self.ended_at
    }

    /// How many times the call tried to send its request.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The HTTP status of the last attempt, if it was answered.
    pub fn http_status(&self) -> Option<u16> {
        self.http_status
    }

    /// The code of the last attempt's answer, if it looked like one.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// How the call ended.
    pub fn outcome(&self) -> RecordedOutcome {
        self.outcome
    }
}

/// A record whose call is still going on.
#[derive(Clone, Debug)]
pub(crate) struct OpenRecord {
    environment: Cow<'static, str>,
    fingerprint: String,
    profile_id: String,
    consent: ConsentRecord,
    started_at: SystemTime,
}

impl OpenRecord {
    pub(crate) fn begin(environment: &Environment, invitation: &Invitation, consent: ConsentRecord) -> Self {
        Self {
            environment: environment.name(),
            fingerprint: invitation.fingerprint(),
            profile_id: invitation.profile_id().as_str().to_owned(),
            consent,
            started_at: timestamp::now(),
        }
    }

    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(crate) fn close(
        self,
        outcome: RecordedOutcome,
        attempts: u32,
        http_status: Option<u16>,
        code: Option<MessageCode>,
    ) -> SigningRecord {
        SigningRecord {
            version: SigningRecord::VERSION,
            sdk_version: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
            environment: self.environment,
            fingerprint: self.fingerprint,
            profile_id: self.profile_id,
            consent: self.consent,
            started_at: self.started_at,
            // A clock that was set back in between must not make the call end before it began.
            ended_at: timestamp::now().max(self.started_at),
            attempts,
            http_status,
            code: code.map(MessageCode::into_text),
            outcome,
        }
    }
}

fn known_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let version = u32::deserialize(deserializer)?;
    if version == SigningRecord::VERSION {
        Ok(version)
    } else {
        let known = SigningRecord::VERSION;
        Err(D::Error::custom(format!("a signing record of version {version}, where {known} is known")))
    }
}
