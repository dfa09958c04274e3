//! Values that the tests use: recognizable secrets, and clients, invitations and credentials made of them.

use std::time::Duration;

use leegality::{
    AuthToken, Client, ClientBuilder, Consent, Credentials, Environment, Invitation, RetryPolicy,
};

use crate::server::Server;

/// The auth token of every client that [`client`] builds.
pub const AUTH_TOKEN: &str = "canary-auth-token-4nXhk2Lr9QmZ";
/// An auth token for Sign Station alone.
pub const SIGN_STATION_AUTH_TOKEN: &str = "canary-sign-station-token-8sKq1Vb";
/// The password of [`credentials`]. It could be taken for a message code, which is the harder case.
pub const PASSWORD: &str = "canary-passw0rd-7uJmK2";
/// A JWT that a server may answer with.
pub const ACCESS_TOKEN: &str = "canaryjwthead.canaryjwtbody.canaryjwtsign";
/// A proxy's password.
pub const PROXY_PASSWORD: &str = "canaryproxypassword";
/// Basic authorization of the user `proxyuser` with [`PROXY_PASSWORD`], as it goes over the wire.
pub const PROXY_AUTHORIZATION: &str = "cHJveHl1c2VyOmNhbmFyeXByb3h5cGFzc3dvcmQ=";
/// What makes [`SIGN_URL`] a secret.
pub const SIGN_URL_ID: &str = "6069cd1e-961f-47b1-bd27-ac7ba1d7363c";
/// The sign URL of [`invitation`].
pub const SIGN_URL: &str = "https://sandbox.leegality.com/sign/6069cd1e-961f-47b1-bd27-ac7ba1d7363c";
/// A line of the private key in `tls/server.key.pem`.
pub const PRIVATE_KEY: &str = "vMY8iOuYJRzc52RzL7hZjXg+FvmhRANCAARWNMDjoVieccbkpf4aRQ9/WCG1tsKt";

/// Everything that no output may show. [`crate::assert_no_secret`] ignores case, so that a host or a header name that
/// was brought into lower case is found as well.
pub const SECRETS: &[&str] = &[
    AUTH_TOKEN,
    SIGN_STATION_AUTH_TOKEN,
    PASSWORD,
    ACCESS_TOKEN,
    PROXY_PASSWORD,
    PROXY_AUTHORIZATION,
    SIGN_URL_ID,
    PRIVATE_KEY,
];

/// [`AUTH_TOKEN`] as the type that a client takes.
pub fn auth_token() -> AuthToken {
    AuthToken::new(AUTH_TOKEN).unwrap()
}

/// The invitation behind [`SIGN_URL`].
pub fn invitation() -> Invitation {
    Invitation::new(SIGN_URL.parse().unwrap(), "d4NrfHV".parse().unwrap())
}

/// A consent by `tester@acme.example`.
pub fn consent() -> Consent {
    Consent::granted_by("tester@acme.example").unwrap()
}

/// `user@acme.example` with [`PASSWORD`].
pub fn credentials() -> Credentials {
    Credentials::new("user@acme.example", PASSWORD)
}

/// The custom environment at `server`.
pub fn environment(server: &Server) -> Environment {
    Environment::custom(server.base_url()).unwrap()
}

/// A client for `server` that never tries again and whose attempts take 10 seconds at most. No test waits that long,
/// unless it fails.
pub fn client(server: &Server) -> ClientBuilder {
    Client::builder(environment(server))
        .auth_token(auth_token())
        .retry(RetryPolicy::never())
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(10))
}

/// The answer `signing.success`, as JSON.
pub const SIGNED: &str =
    r#"{"status":1,"data":{},"messages":[{"code":"signing.success","message":"Signed."}]}"#;
/// The answer `invitation.not.exists`, as JSON.
pub const NOT_EXISTS: &str =
    r#"{"status":0,"data":{},"messages":[{"code":"invitation.not.exists","message":"No such invitation."}]}"#;
/// An answer to a login, with [`ACCESS_TOKEN`], as JSON.
pub const LOGGED_IN: &str = r#"{"code":"LE_SS_301","message":"Authentication successful.","data":{
    "username":"user@acme.example","name":"Test User","tokenType":"Bearer","expiresIn":3600,
    "accessToken":"canaryjwthead.canaryjwtbody.canaryjwtsign"}}"#;
