// By `cargo xtask generate` from spec/leegality.yaml; do not edit.

/// Base URL of the production environment.
pub const PRODUCTION_URL: &str = "https://app1.leegality.com/api";
/// Base URL of the sandbox environment.
pub const SANDBOX_URL: &str = "https://sandbox.leegality.com/api";
/// Name of the header that carries the auth token.
pub const AUTH_TOKEN_HEADER: &str = "X-Auth-Token";
/// Path of `POST /api/v1/auth/login` below the base URL.
pub const LOGIN_PATH: &str = "/api/v1/auth/login";
/// Path of `POST /v3.0/sign/docSigner/invitation` below the base URL.
pub const SIGN_INVITATION_PATH: &str = "/v3.0/sign/docSigner/invitation";
/// The consent statement that is in force.
pub const CONSENT_STATEMENT: &str = "By using this authenticated API and the ProfileID associated with this Document Signer Certificate, I agree that the Document Signer Certificate saved in this Account will be used to eSign documents for me. I also understand that recipients of such electronic documents will be able to see my signing details.";
/// The codes that Leegality documents.
pub mod code {
    /// The username or the password is wrong.
    pub const LE_ERR_SS_301: &str = "LE_ERR_SS_301";
    /// The credentials were not accepted.
    pub const LE_ERR_SS_401: &str = "LE_ERR_SS_401";
    /// Sign Station failed.
    pub const LE_ERR_SS_500: &str = "LE_ERR_SS_500";
    /// The user is logged in.
    pub const LE_SS_301: &str = "LE_SS_301";
    /// The document is signed.
    pub const SIGNING_SUCCESS: &str = "signing.success";
    /// There is no such invitation for this account. The link may be wrong, the invitation of another sign type, signed already, expired or part of a completed document, or the auth token may be of an account other than the invitee's.
    pub const INVITATION_NOT_EXISTS: &str = "invitation.not.exists";
    /// The consent statement differs from the required text.
    pub const INVALID_CONSENT: &str = "invalid.consent";
    /// The invitee's account has no DocSigner profile with this id.
    pub const PROFILE_NOT_EXISTS: &str = "profile.not.exists";
}
