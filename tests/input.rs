//! Bad input gets a clear error, and nothing is sent.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::time::Duration;

use leegality::{
    AuthToken, Client, Consent, Credentials, Environment, Error, ErrorKind, Invitation, Outcome, ProfileId,
    SignUrl,
};
use support::server::Server;
use support::{assert_no_secret, child, sample, snapshot};

/// Collects the messages of errors, each of which has to mean that nothing was sent.
#[derive(Default)]
struct Messages(String);

impl Messages {
    #[track_caller]
    fn add<T>(&mut self, case: &str, result: Result<T, Error>) {
        let Err(error) = result else { panic!("{case} was accepted") };
        assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0), "{case}: {error:?}");
        assert_no_secret(&format!("{error}\n{error:?}"), case);
        writeln!(self.0, "{case}\n    {:?}: {error}", error.kind()).unwrap();
    }
}

#[test]
fn values() {
    let mut messages = Messages::default();
    let id = sample::SIGN_URL_ID;
    for (case, url) in [
        ("a sign URL that is empty", String::new()),
        ("a sign URL without a scheme", format!("sandbox.leegality.com/sign/{id}")),
        ("a sign URL that does not parse", format!("https://sandbox.leegality.com:port/sign/{id}")),
        ("a sign URL with a space", format!("https://sandbox.leegality.com/sign/{id} ")),
        ("a sign URL in plain http", format!("http://sandbox.leegality.com/sign/{id}")),
        ("a sign URL of another scheme", format!("ftp://sandbox.leegality.com/sign/{id}")),
        (
            "a sign URL with a username",
            format!("https://{}@sandbox.leegality.com/sign/{id}", sample::PASSWORD),
        ),
        ("a sign URL with a dot after its host", format!("https://sandbox.leegality.com./sign/{id}")),
        ("a sign URL without a path", "https://sandbox.leegality.com".to_owned()),
    ] {
        messages.add(case, url.parse::<SignUrl>());
    }
    for (case, id) in [
        ("a profile id that is empty", ""),
        ("a profile id with a line break", "d4Nr\nfHV"),
        ("a profile id with NUL", "d4Nr\0"),
        ("a profile id with a space after it", "d4NrfHV "),
    ] {
        messages.add(case, id.parse::<ProfileId>());
    }
    for (case, token) in [
        ("an auth token that is empty", String::new()),
        ("an auth token with a line break in it", format!("{}\n{}", sample::AUTH_TOKEN, sample::AUTH_TOKEN)),
        ("an auth token with a line break after it", format!("{}\n", sample::AUTH_TOKEN)),
        ("an auth token with an umlaut", format!("{}ü", sample::AUTH_TOKEN)),
    ] {
        messages.add(case, AuthToken::new(token));
    }
    for (case, principal) in [
        ("a principal that is empty", String::new()),
        ("a principal that is blank", " ".to_owned()),
        ("a principal of 257 bytes", "p".repeat(257)),
        ("a principal with a control character", "ops\u{1b}[31m".to_owned()),
    ] {
        messages.add(case, Consent::granted_by(principal));
    }
    assert!(Consent::granted_by("p".repeat(256)).is_ok());

    let statement = Consent::STATEMENT;
    for (case, text) in [
        ("a consent text with one other character", statement.replacen("eSign", "e-sign", 1)),
        ("a consent text with another case", statement.replacen('B', "b", 1)),
        ("a consent text without its full stop", statement.trim_end_matches('.').to_owned()),
        ("a consent text with a line break after it", format!("{statement}\n")),
        ("a consent text that is empty", String::new()),
    ] {
        messages.add(case, Consent::from_statement(text, "tester@acme.example"));
    }
    messages.add("the consent text without a principal", Consent::from_statement(statement, ""));
    assert!(Consent::from_statement(statement, "tester@acme.example").is_ok());

    for (case, environment) in [
        ("an environment that is empty", ""),
        ("an environment that is unknown", "staging"),
        ("an environment in capitals", "Sandbox"),
        ("a custom environment in plain http", "http://leegality.example/api"),
        ("a custom environment with a query", "https://leegality.example/api?x=1"),
        ("a custom environment with a username", "https://user@leegality.example/api"),
    ] {
        messages.add(case, environment.parse::<Environment>());
    }
    for (base_url, environment) in [
        ("https://app1.leegality.com/api/", Environment::Production),
        ("https://sandbox.leegality.com/api", Environment::Sandbox),
    ] {
        assert_eq!(Environment::custom(base_url).unwrap(), environment);
    }
    messages.add("a custom environment without a scheme", Environment::custom("leegality.example/api"));
    snapshot!("input__values", &messages.0);
}

#[test]
fn settings() {
    let mut messages = Messages::default();
    let seconds = Duration::from_secs;
    let builder = || Client::builder(Environment::Sandbox).auth_token(sample::auth_token());
    let proxy = format!("http://proxyuser:{}@[not a host/", sample::PROXY_PASSWORD);
    let no_key = support::tls::CERTIFICATE;
    let no_certificate = support::tls::KEY;
    for (case, builder) in [
        ("a connect time-out above the time-out", builder().connect_timeout(seconds(3)).timeout(seconds(2))),
        (
            "a connect time-out equal to the time-out",
            builder().connect_timeout(seconds(2)).timeout(seconds(2)),
        ),
        ("a connect time-out of zero", builder().connect_timeout(Duration::ZERO)),
        ("a size limit of zero", builder().max_response_bytes(0)),
        ("a Sign Station in plain http", builder().sign_station_url("http://station.example/api")),
        ("a Sign Station that is no URL", builder().sign_station_url("station")),
        ("a root certificate that is none", builder().add_root_certificate_pem("-----BEGIN NONSENSE-----")),
        ("a client certificate without a key", builder().client_certificate_pem(no_key)),
        ("a client key without a certificate", builder().client_certificate_pem(no_certificate)),
        ("a proxy that is no URL", builder().proxy(proxy)),
        ("a proxy with a misspelt scheme", builder().proxy("htpp://user:hunter2@proxy.example:3128")),
        ("a proxy of another kind", builder().proxy("socks5://proxy.example:1080")),
        ("a suffix of the user agent with a line break", builder().user_agent_suffix("a\nb")),
    ] {
        messages.add(case, builder.build());
    }
    snapshot!("input__settings", &messages.0);
}

#[tokio::test]
async fn calls() {
    let mut messages = Messages::default();
    // A proxy stands where the way to a real host begins.
    let server = Server::start([]).await;
    let through_proxy = |environment| {
        let builder = Client::builder(environment).auth_token(sample::auth_token());
        builder.proxy(format!("http://{}", server.address())).build().unwrap()
    };
    let (production, sandbox) = (through_proxy(Environment::Production), through_proxy(Environment::Sandbox));
    let another = through_proxy(Environment::custom("https://app1.leegality.com/another/api").unwrap());
    let custom = sample::client(&server).build().unwrap();
    let without_token = Client::builder(sample::environment(&server)).build().unwrap();

    let host = |host: &str| format!("https://{host}/sign/{}", sample::SIGN_URL_ID);
    for (case, client, sign_url) in [
        ("a sign URL of the sandbox in production", &production, host("sandbox.leegality.com")),
        ("a sign URL below the sandbox in production", &production, host("acme.sandbox.leegality.com")),
        ("a sign URL of the sandbox, in capitals, in production", &production, host("SANDBOX.leegality.com")),
        ("a sign URL of production in the sandbox", &sandbox, host("app1.leegality.com")),
        ("a sign URL of somebody else in production", &production, host("leegality.com.evil.example")),
        ("a sign URL of a likely name in production", &production, host("app1leegality.com")),
        ("a sign URL of a likely name in the sandbox", &sandbox, host("sandbox.leegality.com.evil.example")),
        (
            "a sign URL of the sandbox at another address of production",
            &another,
            host("sandbox.leegality.com"),
        ),
        ("signing without an auth token", &without_token, host("sandbox.leegality.com")),
    ] {
        let invitation = Invitation::new(sign_url.parse().unwrap(), "d4NrfHV".parse().unwrap());
        let result = client.sign_invitation(&invitation, sample::consent()).await;
        let record = result.as_ref().unwrap_err().record().expect("every error of signing has a record");
        assert_eq!((record.outcome(), record.attempts()), (Outcome::NotSent.into(), 0), "{case}");
        messages.add(case, result);
    }
    for (case, credentials) in [
        ("a login without a username", Credentials::new("", sample::PASSWORD)),
        ("a login without a password", Credentials::new("user@acme.example", "")),
    ] {
        messages.add(case, custom.login(&credentials).await);
    }
    assert_eq!(server.connections(), 0);
    snapshot!("input__calls", &messages.0);
}

#[test]
fn environment_variables() {
    let token = sample::AUTH_TOKEN;
    let broken = format!("{token}\t{token}");
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("no environment", &[("LEEGALITY_AUTH_TOKEN", token)]),
        ("an empty environment", &[("LEEGALITY_ENVIRONMENT", ""), ("LEEGALITY_BASE_URL", "")]),
        ("an unknown environment", &[("LEEGALITY_ENVIRONMENT", "staging")]),
        (
            "an environment and a base URL",
            &[("LEEGALITY_ENVIRONMENT", "sandbox"), ("LEEGALITY_BASE_URL", "https://leegality.example/api")],
        ),
        ("a base URL in plain http", &[("LEEGALITY_BASE_URL", "http://leegality.example/api")]),
        (
            "an auth token that is no header value",
            &[("LEEGALITY_ENVIRONMENT", "sandbox"), ("LEEGALITY_AUTH_TOKEN", &broken)],
        ),
        (
            "a Sign Station in plain http",
            &[
                ("LEEGALITY_ENVIRONMENT", "sandbox"),
                ("LEEGALITY_SIGN_STATION_URL", "http://station.example/api"),
            ],
        ),
    ];
    let mut said = String::new();
    for (case, variables) in cases {
        let message = child::run("from_env", variables);
        assert!(message.starts_with("NotSent, Configuration: "), "{case}: {message}");
        writeln!(said, "{case}\n    {message}").unwrap();
    }
    assert_no_secret(&said, "an environment variable");
    snapshot!("input__environment_variables", said);

    let sandbox = child::run("from_env", &[("LEEGALITY_ENVIRONMENT", "sandbox"), ("LEEGALITY_BASE_URL", "")]);
    assert_eq!(sandbox, "a client for sandbox");
    let custom = child::run("from_env", &[("LEEGALITY_BASE_URL", "https://leegality.example/api/")]);
    assert_eq!(custom, "a client for https://leegality.example/api");
}

#[test]
#[ignore = "another test runs it in a process of its own"]
fn from_env() {
    match Client::from_env() {
        Ok(client) => child::say(format_args!("a client for {}", client.environment())),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            child::say(format_args!("{:?}, {:?}: {error}", error.outcome(), error.kind()));
        }
    }
}
