//! The signing call that a hand-made receipt or error is about.

use crate::consent::Consent;
use crate::environment::Environment;
use crate::invitation::Invitation;
use crate::record::OpenRecord;

/// The signing call that a receipt or an error is about.
#[derive(Clone, Debug)]
pub(crate) struct Signing {
    pub(crate) environment: Environment,
    pub(crate) invitation: Invitation,
    pub(crate) consent: Consent,
}

impl Signing {
    pub(crate) fn open(&self) -> OpenRecord {
        OpenRecord::begin(&self.environment, &self.invitation, self.consent.record())
    }
}

impl Default for Signing {
    fn default() -> Self {
        let sample = || -> crate::Result<Self> {
            let sign_url =
                "https://sandbox.leegality.com/sign/00000000-0000-4000-8000-000000000000".parse()?;
            Ok(Self {
                environment: Environment::Sandbox,
                invitation: Invitation::new(sign_url, "profile".parse()?),
                consent: Consent::granted_by("test")?,
            })
        };
        sample().unwrap_or_else(|_| unreachable!("the sample values are valid"))
    }
}
