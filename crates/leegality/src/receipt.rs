//! The proof that a document was signed.

use crate::consent::ConsentRecord;
use crate::message::{Message, MessageCode, presentable};
use crate::record::SigningRecord;

/// The server said that the document was signed.
///
/// ```
/// use leegality::Receipt;
///
/// fn audit(receipt: &Receipt) -> Result<String, serde_json::Error> {
///     serde_json::to_string(&receipt.record())
/// }
/// # #[cfg(feature = "test-util")]
/// # assert!(audit(&leegality::test_util::ReceiptBuilder::new().build())?.contains("signing.success"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Receipt {
    messages: Vec<Message>,
    record: SigningRecord,
}

impl Receipt {
    pub(crate) fn new(messages: Vec<Message>, record: SigningRecord) -> Self {
        Self { messages, record }
    }

    /// The code of the answer, where there is one that looks like a code. As a rule it is `signing.success`; the
    /// verdict does not depend on it.
    pub fn code(&self) -> Option<&str> {
        self.record.code()
    }

    /// [`code()`](Self::code) as a value to match on.
    pub fn message_code(&self) -> Option<MessageCode> {
        self.code().map(MessageCode::from)
    }

    /// The server's text for people, as it came. It may hold anything; see [`Message`].
    pub fn message(&self) -> Option<&str> {
        self.messages.iter().find_map(Message::text)
    }

    /// All of the server's messages, as they came.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The consent under which the document was signed.
    pub fn consent(&self) -> &ConsentRecord {
        self.record.consent()
    }

    /// How many times the call tried to send its request, the last one included.
    pub fn attempts(&self) -> u32 {
        self.record.attempts()
    }

    /// The HTTP status of the answer, which is 200.
    pub fn http_status(&self) -> u16 {
        self.record.http_status().unwrap_or(200)
    }

    /// What to keep of the call.
    pub fn record(&self) -> SigningRecord {
        self.record.clone()
    }
}

/// The first of `messages` whose code `is_wanted`, or else the first one with a code; the code only if it is
/// presentable.
pub(crate) fn leading_code(messages: &[Message], is_wanted: impl Fn(&MessageCode) -> bool) -> Option<&str> {
    let wanted = messages.iter().find(|message| message.message_code().is_some_and(|code| is_wanted(&code)));
    wanted.and_then(Message::code).or_else(|| messages.iter().find_map(Message::code)).and_then(presentable)
}
