//! What can go wrong.

/// What went wrong, in more detail than [`Outcome`](crate::Outcome) and without a promise that the list is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client, an environment variable or a certificate cannot be used.
    Configuration,
    /// A value of the caller's cannot be used: a sign URL, a profile id, a token, a principal, a consent text.
    InvalidInput,
    /// The sign URL belongs to another environment than the client's.
    WrongEnvironment,
    /// The client has no auth token, and the call needs one.
    MissingAuthToken,
    /// No connection to the server came about.
    Connect,
    /// `invalid.consent`: the statement that this version of the crate sends is no longer the one demanded.
    InvalidConsent,
    /// `invitation.not.exists`: there is no such invitation for this account.
    InvitationNotExists,
    /// `profile.not.exists`: the account has no DocSigner profile with this id.
    ProfileNotExists,
    /// The server did not sign, and gave another reason than the documented ones, or none.
    NotSigned,
    /// The username or the password is wrong.
    WrongCredentials,
    /// HTTP 401 or 403, other than wrong credentials: the auth token was not accepted.
    Unauthorized,
    /// HTTP 429: too many requests.
    RateLimited,
    /// HTTP 3xx: the server sent the call elsewhere. Redirects are not followed, they would carry the token along.
    Redirected,
    /// Another HTTP status that says that the call failed.
    HttpStatus,
    /// The time for an attempt was up before the answer arrived.
    Timeout,
    /// The connection was lost before the answer arrived.
    ConnectionLost,
    /// The answer is not what the documentation describes.
    UnreadableResponse,
    /// The answer is larger than the limit.
    ResponseTooLarge,
    /// The answer says at once that the document was signed and that it was not.
    Contradiction,
}

impl ErrorKind {
    /// A stable name for logs and for programs in other languages, such as `invitation_not_exists`.
    ///
    /// ```
    /// assert_eq!(leegality::ErrorKind::RateLimited.as_str(), "rate_limited");
    /// ```
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::InvalidInput => "invalid_input",
            Self::WrongEnvironment => "wrong_environment",
            Self::MissingAuthToken => "missing_auth_token",
            Self::Connect => "connect",
            Self::InvalidConsent => "invalid_consent",
            Self::InvitationNotExists => "invitation_not_exists",
            Self::ProfileNotExists => "profile_not_exists",
            Self::NotSigned => "not_signed",
            Self::WrongCredentials => "wrong_credentials",
            Self::Unauthorized => "unauthorized",
            Self::RateLimited => "rate_limited",
            Self::Redirected => "redirected",
            Self::HttpStatus => "http_status",
            Self::Timeout => "timeout",
            Self::ConnectionLost => "connection_lost",
            Self::UnreadableResponse => "unreadable_response",
            Self::ResponseTooLarge => "response_too_large",
            Self::Contradiction => "contradiction",
        }
    }
}
