//! How the command ends.

use std::process::ExitCode;

use leegality::{Error, ErrorKind, Outcome};

/// The exit codes of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Success = 0,
    Refused = 1,
    Usage = 2,
    Unknown = 3,
    NotSent = 4,
    Interrupted = 130,
}

impl Exit {
    /// The code for an error of the library. What the caller has to put right first is not a matter of sending.
    pub(crate) fn of(error: &Error) -> Self {
        match (error.kind(), error.outcome()) {
            (ErrorKind::Configuration | ErrorKind::InvalidInput | ErrorKind::MissingAuthToken, _) => {
                Self::Usage
            }
            (_, Outcome::Refused) => Self::Refused,
            (_, Outcome::Unknown) => Self::Unknown,
            (_, Outcome::NotSent) => Self::NotSent,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
