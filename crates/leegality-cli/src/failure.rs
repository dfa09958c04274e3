//! How failures are told: on standard error for people, on standard output for programs.

use std::error::Error as StdError;

use leegality::SigningRecord;
use serde::Serialize;

use crate::exit::Exit;
use crate::output::{self, Format, Unwritable};
use crate::server_message::{Secrets, ServerMessage};
use crate::text::{printable, whole_seconds};

/// Why the command did not do what it was to do.
#[derive(Debug, Serialize)]
pub(crate) struct Failure(Box<Parts>);

#[derive(Debug, Serialize)]
struct Parts {
    result: &'static str,
    kind: String,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    caused_by: Vec<String>,
    #[serde(flatten)]
    call: Option<Call>,
    #[serde(skip)]
    exit: Exit,
    #[serde(skip)]
    next: Option<String>,
}

/// What is known about a call that failed.
#[derive(Debug, Default, Serialize)]
struct Call {
    code: Option<String>,
    http_status: Option<u16>,
    retry_after_seconds: Option<u64>,
    attempts: u32,
    messages: Vec<ServerMessage>,
    record: Option<SigningRecord>,
}

impl Failure {
    /// Something that the person who runs the command has to put right.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", message)
    }

    /// A call that was interrupted, and may have done what it was to do.
    pub(crate) fn interrupted(message: impl Into<String>) -> Self {
        Self::new(Exit::Interrupted, "interrupted", message)
    }

    /// Somebody interrupted the command before there was a call.
    pub(crate) fn interrupted_before_sending() -> Self {
        let mut failure = Self::interrupted("interrupted; nothing was sent");
        failure.0.result = "not_sent";
        failure
    }

    /// A call that failed.
    pub(crate) fn of_call(error: &leegality::Error, secrets: &Secrets) -> Self {
        let call = Call {
            code: error.code().map(str::to_owned),
            http_status: error.http_status(),
            retry_after_seconds: error.retry_after().map(whole_seconds),
            attempts: error.attempts(),
            messages: ServerMessage::all(error.messages(), secrets),
            record: error.record(),
        };
        let kind = error.kind().as_str();
        let mut failure = Self::new(Exit::of(error), kind, error.to_string()).with_causes(error.source());
        failure.0.call = Some(call);
        failure
    }

    fn new(exit: Exit, kind: impl Into<String>, message: impl Into<String>) -> Self {
        let result = match exit {
            Exit::Refused => "refused",
            Exit::Unknown | Exit::Interrupted => "unknown",
            Exit::NotSent => "not_sent",
            Exit::Usage | Exit::Success => "error",
        };
        Self(Box::new(Parts {
            result,
            kind: kind.into(),
            message: message.into(),
            caused_by: Vec::new(),
            call: None,
            exit,
            next: None,
        }))
    }

    pub(crate) fn caused_by(self, cause: &(dyn StdError + 'static)) -> Self {
        self.with_causes(Some(cause))
    }

    fn with_causes(mut self, first: Option<&(dyn StdError + 'static)>) -> Self {
        let causes = std::iter::successors(first, |&cause| cause.source());
        self.0.caused_by.extend(causes.map(ToString::to_string));
        self
    }

    /// What a person should do now.
    pub(crate) fn next(mut self, next: impl Into<String>) -> Self {
        self.0.next = Some(next.into());
        self
    }

    /// What is kept of a call that did not come to its end.
    pub(crate) fn recorded_as(mut self, record: SigningRecord) -> Self {
        self.0.call.get_or_insert_default().record = Some(record);
        self
    }

    /// Tells it to whoever reads the output.
    pub(crate) fn report(&self, format: Format) -> Exit {
        match format {
            Format::Human => self.say(),
            Format::Json => {
                if output::print_json(self).is_err() {
                    self.say();
                }
            }
        }
        self.0.exit
    }

    fn say(&self) {
        self.lines().iter().for_each(|line| output::say(line));
    }

    /// What a person reads.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("error: {}", printable(&self.0.message))];
        lines.extend(self.0.caused_by.iter().map(|cause| format!("caused by: {}", printable(cause))));
        let messages = self.0.call.iter().flat_map(|call| &call.messages);
        lines.extend(messages.map(|message| format!("the server says: {}", message.line())));
        lines.extend(self.0.next.iter().map(|next| format!("next: {}", printable(next))));
        lines
    }
}

/// An error from before any call.
impl From<leegality::Error> for Failure {
    fn from(error: leegality::Error) -> Self {
        Self::of_call(&error, &Secrets::default())
    }
}

impl From<Unwritable> for Failure {
    fn from(Unwritable(error): Unwritable) -> Self {
        Self::usage("standard output cannot be written").caused_by(&error)
    }
}
