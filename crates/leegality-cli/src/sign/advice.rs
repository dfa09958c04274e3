//! What to do after a signature that failed.

use leegality::{Error, ErrorKind, Outcome};

use crate::exit::Exit;
use crate::text::whole_seconds;

/// What a person should do now, in a sentence or two.
pub(crate) fn next_step(error: &Error, fingerprint: &str) -> String {
    if Exit::of(error) == Exit::Usage {
        return "nothing was sent; put it right and run the command again".to_owned();
    }
    match error.outcome() {
        Outcome::Unknown => look_up(fingerprint),
        Outcome::NotSent if error.kind() == ErrorKind::WrongEnvironment => {
            "nothing was sent, so nothing was signed; choose the environment of the sign URL with \
             LEEGALITY_ENVIRONMENT or LEEGALITY_BASE_URL, if that is where you want to sign"
                .to_owned()
        }
        Outcome::NotSent => {
            "nothing was sent, so nothing was signed; once the cause is gone, run the command again"
                .to_owned()
        }
        Outcome::Refused => refused(error),
    }
}

/// The document may have been signed.
pub(crate) fn look_up(fingerprint: &str) -> String {
    format!(
        "do not sign again yet; look the document up in Leegality's dashboard first. The invitation is the one whose sign \
         URL has the SHA-256 {fingerprint}"
    )
}

fn refused(error: &Error) -> String {
    let what = match error.kind() {
        ErrorKind::ProfileNotExists => "compare the profile id with the one in the invitee's dashboard",
        ErrorKind::InvitationNotExists => {
            "open the sign URL or the dashboard to see whether the document is signed already or expired, and check that \
             the auth token is the invitee's"
        }
        ErrorKind::InvalidConsent => {
            "read the statement that Leegality demands now, and use a version of this command that sends it"
        }
        ErrorKind::Unauthorized => {
            "check LEEGALITY_AUTH_TOKEN against the dashboard, and the account's IP allow-list"
        }
        ErrorKind::Redirected => {
            "check LEEGALITY_BASE_URL: the server sends calls elsewhere, and they are not sent on"
        }
        ErrorKind::RateLimited => {
            return match error.retry_after() {
                Some(wait) => {
                    format!("this call signed nothing; run the command again in {} s", whole_seconds(wait))
                }
                None => "this call signed nothing; run the command again later".to_owned(),
            };
        }
        _ => "read what the server says; running the command again will not help by itself",
    };
    format!("this call signed nothing; {what}")
}
