//! The values that a person or a file gives to the library and to the stand-in.
//!
//! The first line of an input names what the rest is. Where it names nothing, the whole input is taken for each of the
//! things that are quick to read.

use std::sync::LazyLock;

use leegality::http::HeaderValue;
use leegality::{AuthToken, Client, Consent, Environment, Invitation, ProfileId, SignUrl, SigningRecord};
use leegality_mock::Fault;

use crate::shown::{SECRETS, assert_error_is_fit, assert_is_plain, filled};

/// What an input is, and its value with the secrets filled in.
pub(crate) fn split(data: &[u8]) -> (&str, Vec<u8>) {
    let named = data.iter().position(|byte| *byte == b'\n').and_then(|end| {
        let kind = str::from_utf8(&data[..end]).ok()?;
        KINDS.contains(&kind).then(|| (kind, filled(&data[end + 1..])))
    });
    named.unwrap_or_else(|| ("", filled(data)))
}

/// `arguments`, `password`, `principal` and `text` are for the command alone.
const KINDS: [&str; 14] = [
    "arguments",
    "auth-token",
    "client-certificate",
    "consent",
    "environment",
    "fault",
    "password",
    "principal",
    "profile-id",
    "proxy",
    "record",
    "root-certificate",
    "sign-url",
    "text",
];

pub(crate) fn check(kind: &str, value: &[u8]) {
    let text = String::from_utf8_lossy(value);
    match kind {
        "auth-token" => auth_token(&text),
        "client-certificate" => client(|builder| builder.client_certificate_pem(value)),
        "consent" => consent(&text),
        "environment" => environment(&text),
        "fault" => fault(&text),
        "principal" => principal(&text),
        "profile-id" => profile_id(&text),
        "proxy" => proxy(&text),
        "record" => record(value),
        "root-certificate" => client(|builder| builder.add_root_certificate_pem(value)),
        "sign-url" => sign_url(&text),
        "text" => client(|builder| builder.user_agent_suffix(text)),
        "" => {
            auth_token(&text);
            consent(&text);
            environment(&text);
            fault(&text);
            principal(&text);
            profile_id(&text);
            record(value);
            sign_url(&text);
        }
        _ => {}
    }
}

fn sign_url(text: &str) {
    let sign_url: SignUrl = match text.parse() {
        Ok(sign_url) => sign_url,
        Err(error) => return assert_error_is_fit(&error, &SECRETS),
    };
    assert_eq!(sign_url.expose(), text);
    let host = assert_is_plain_address(text);
    assert_eq!(host, sign_url.host());

    let debug = format!("{sign_url:?}");
    assert_is_plain(&debug);
    let path = text.split(['?', '#']).next().unwrap();
    let id = path.trim_end_matches('/').rsplit('/').next().unwrap();
    assert!(id.len() < 16 || id == host || !debug.contains(id), "{debug} shows the id");
    assert!(debug.len() <= "SignUrl(/…1234)".len() + host.len(), "{debug} shows too much");

    let invitation = Invitation::new(sign_url, "profile".parse().unwrap());
    let is_below = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    let is_sandbox = host == "sandbox.leegality.com" || is_below("sandbox.leegality.com");
    let is_production = is_below("leegality.com") && !is_sandbox;
    for (client, fits) in [(&*PRODUCTION, is_production), (&*SANDBOX, is_sandbox)] {
        let checked = client.check_invitation(&invitation);
        assert_eq!(checked.is_ok(), fits, "{host} on {}", client.environment());
        checked.err().iter().for_each(|error| assert_error_is_fit(error, &SECRETS));
    }
}

fn environment(text: &str) {
    for environment in [text.parse(), Environment::custom(text)] {
        let environment: Environment = match environment {
            Ok(environment) => environment,
            Err(error) => {
                assert_error_is_fit(&error, &SECRETS);
                continue;
            }
        };
        assert_eq!(environment.to_string().parse::<Environment>().ok().as_ref(), Some(&environment));
        assert_eq!(Environment::custom(environment.base_url()).ok().as_ref(), Some(&environment));
        assert_is_plain_address(environment.base_url());
        assert!(!environment.base_url().contains(['?', '#']) && !environment.base_url().ends_with('/'));
        assert_is_plain(&format!("{environment:?}"));
    }
}

/// HTTPS or loopback, without a user or anything else that two readers could read differently. Yields the host.
fn assert_is_plain_address(text: &str) -> String {
    let (scheme, rest) = text.split_once("://").expect("a scheme");
    let authority = rest.split(['/', '?', '#']).next().unwrap().to_ascii_lowercase();
    let is_port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) => host,
        _ => &authority,
    };
    assert!(!authority.contains('@') && !host.ends_with('.') && !host.is_empty(), "{authority}");
    let is_loopback = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    match scheme.to_ascii_lowercase().as_str() {
        "https" => {}
        "http" => assert!(is_loopback, "{host} without TLS"),
        _ => panic!("the scheme is {scheme}"),
    }
    host.to_owned()
}

fn profile_id(text: &str) {
    match text.parse::<ProfileId>() {
        Ok(id) => {
            assert_eq!((id.as_str(), id.to_string().parse().ok().as_ref()), (text, Some(&id)));
            assert_is_plain(text);
            assert_eq!(text.trim(), text);
        }
        Err(error) => assert_error_is_fit(&error, &SECRETS),
    }
}

fn auth_token(text: &str) {
    match AuthToken::new(text) {
        Ok(token) => {
            assert_eq!(format!("{token:?}"), "AuthToken(..)");
            let header = HeaderValue::from_str(text).expect("a token that fits a header");
            assert_eq!(header.to_str().unwrap(), text);
        }
        Err(error) => assert_error_is_fit(&error, &SECRETS),
    }
}

/// The text, and in the last line who consents.
fn consent(text: &str) {
    let (statement, principal) = text.rsplit_once('\n').unwrap_or((text, "tester@acme.example"));
    match Consent::from_statement(statement, principal) {
        Ok(_) => assert_eq!(statement, Consent::STATEMENT),
        Err(error) => assert_error_is_fit(&error, &SECRETS),
    }
}

fn principal(text: &str) {
    match Consent::granted_by(text) {
        Ok(consent) => {
            let record = consent.record();
            assert_eq!(record.principal(), text);
            assert!((1..=256).contains(&text.len()));
            assert_is_plain(text);
            let json = serde_json::to_string(&record).unwrap();
            assert_eq!(serde_json::from_str::<leegality::ConsentRecord>(&json).unwrap(), record);
        }
        Err(error) => assert_error_is_fit(&error, &SECRETS),
    }
}

/// What was read is what is written, and what is written is what is read.
fn record(json: &[u8]) {
    let Ok(record) = serde_json::from_slice::<SigningRecord>(json) else { return };
    let written = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<SigningRecord>(&written).unwrap(), record);
    assert_is_plain(&format!("{record:?}"));
}

/// The stand-in has no secrets, and quotes what it does not know.
fn fault(text: &str) {
    match text.parse::<Fault>() {
        Ok(fault) => assert_eq!(fault.to_string().parse::<Fault>().as_ref(), Ok(&fault), "{fault}"),
        Err(error) => assert_is_plain(&error.to_string()),
    }
}

fn proxy(text: &str) {
    // The certificate comes after the proxy, and ends it: a trust store is slow to open.
    let builder = Client::builder(Environment::Production).add_root_certificate_pem("none").proxy(text);
    assert_is_plain(&format!("{builder:?}"));
    assert_error_is_fit(&builder.build().expect_err("there is no certificate"), &SECRETS);
}

fn client(with: impl FnOnce(leegality::ClientBuilder) -> leegality::ClientBuilder) {
    let builder = with(Client::builder(Environment::custom("http://127.0.0.1:9/api").unwrap()));
    assert_is_plain(&format!("{builder:?}"));
    builder.build().err().iter().for_each(|error| assert_error_is_fit(error, &SECRETS));
}

static PRODUCTION: LazyLock<Client> = LazyLock::new(|| ready(Environment::Production));
static SANDBOX: LazyLock<Client> = LazyLock::new(|| ready(Environment::Sandbox));

fn ready(environment: Environment) -> Client {
    Client::builder(environment).auth_token(AuthToken::new("token").unwrap()).no_proxy().build().unwrap()
}
