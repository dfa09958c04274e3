//! Receipts made by hand.

use crate::consent::Consent;
use crate::invitation::Invitation;
use crate::message::{Message, MessageCode};
use crate::receipt::{Receipt, leading_code};
use crate::record::RecordedOutcome;
use crate::test_util::signing::Signing;

/// Builds a [`Receipt`].
///
/// ```
/// use leegality::test_util::ReceiptBuilder;
///
/// let receipt = ReceiptBuilder::new().message("signing.success", "Signed.").attempts(2).build();
/// assert_eq!(receipt.code(), Some("signing.success"));
/// assert_eq!(receipt.attempts(), 2);
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ReceiptBuilder {
    signing: Signing,
    messages: Vec<Message>,
    attempts: u32,
}

impl ReceiptBuilder {
    /// A receipt with the documented code, after one attempt.
    pub fn new() -> Self {
        Self { signing: Signing::default(), messages: Vec::new(), attempts: 1 }
    }

    /// Says which invitation was signed under which consent.
    pub fn signing(mut self, invitation: &Invitation, consent: &Consent) -> Self {
        self.signing.invitation = invitation.clone();
        self.signing.consent = consent.clone();
        self
    }

    /// Adds a message of the server's.
    pub fn message(mut self, code: impl Into<String>, text: impl Into<String>) -> Self {
        self.messages.push(Message::new(Some(code.into()), Some(text.into())));
        self
    }

    /// How many attempts it took.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The receipt.
    pub fn build(mut self) -> Receipt {
        if self.messages.is_empty() {
            self.messages.push(Message::new(Some(MessageCode::SigningSuccess.as_str().to_owned()), None));
        }
        let code = leading_code(&self.messages, |code| *code == MessageCode::SigningSuccess);
        let record = self.signing.open().close(
            RecordedOutcome::Signed,
            self.attempts,
            Some(200),
            code.map(MessageCode::from),
        );
        Receipt::new(self.messages, record)
    }
}

impl Default for ReceiptBuilder {
    fn default() -> Self {
        Self::new()
    }
}
