//! The first question after every failure: may it have happened?

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a failed call means for the thing it was to do.
///
/// For [`Client::sign_invitation`](crate::Client::sign_invitation) that is the signature, for
/// [`Client::login`](crate::Client::login) the issuing of a token. It speaks of the requests of this call alone: an
/// invitation that somebody signed yesterday is [`Refused`](Outcome::Refused) today.
///
/// The variants are ordered by how bad they are. Over several attempts, the worst one counts.
///
/// ```
/// use leegality::Outcome;
///
/// fn next_step(outcome: Outcome) -> &'static str {
///     match outcome {
///         Outcome::NotSent => "fix the cause and call again",
///         Outcome::Refused => "read the code; calling again will not help by itself",
///         Outcome::Unknown => "look the document up before anything else",
///     }
/// }
///
/// assert!(Outcome::NotSent < Outcome::Unknown);
/// # next_step(Outcome::Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// No request of this call reached the server.
    NotSent,
    /// The server answered, and did not do it.
    Refused,
    /// It may have happened.
    Unknown,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "not sent",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        })
    }
}
