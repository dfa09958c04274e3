//! What `Debug` and `Display` show of every public type, and that no secret is in it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use leegality::api::{self, types};
use leegality::test_util::{ALL_ERROR_KINDS, ErrorBuilder, ReceiptBuilder, SessionBuilder};
use leegality::{
    AuthToken, Client, Environment, Invitation, MessageCode, Outcome, RecordedOutcome, RetryPolicy, SignUrl,
    SigningRecord,
};
use support::server::{ClosedPort, Reply, Server};
use support::shown::Shown;
use support::{assert_no_secret, sample, snapshot, tls};

#[test]
fn credentials_and_inputs() {
    let mut shown = Shown::default();
    shown.debug(&sample::auth_token());
    shown.debug(&sample::credentials());
    shown.debug(&sample::invitation());
    shown.debug(sample::invitation().sign_url());
    for short in [
        "https://sandbox.leegality.com/sign/abcdefgh1234567",
        "https://acme.sandbox.leegality.com/sign/abcdefgh12345678?token=query-canary-1234567890",
        "https://sandbox.leegality.com/sign/abcdefgh12345678/#fragment-canary",
    ] {
        let sign_url: SignUrl = short.parse().unwrap();
        let text = format!("{sign_url:?}");
        assert!(!text.contains("canary") && !text.contains("abcd") && !text.contains("4567)"), "{text}");
        shown.debug(&sign_url);
    }
    shown.debug(sample::invitation().profile_id());
    shown.display(sample::invitation().profile_id());
    shown.debug(&sample::consent());
    shown.debug(&sample::consent().record());
    snapshot!("shown__credentials_and_inputs", shown.text());
}

#[test]
fn clients_and_settings() {
    let mut shown = Shown::default();
    let environments = [
        Environment::Production,
        Environment::Sandbox,
        Environment::custom("https://leegality.example/api/").unwrap(),
    ];
    for environment in &environments {
        shown.debug(environment);
        shown.display(environment);
        if let Environment::Custom(base_url) = environment {
            shown.debug(base_url);
            shown.display(base_url);
        }
    }
    for policy in [RetryPolicy::default(), RetryPolicy::never(), RetryPolicy::reconcile()] {
        shown.debug(&policy);
    }
    let builder = Client::builder(Environment::Sandbox)
        .auth_token(sample::auth_token())
        .sign_station_url("https://station.example/api")
        .sign_station_auth_token(AuthToken::new(sample::SIGN_STATION_AUTH_TOKEN).unwrap())
        .add_root_certificate_pem(tls::ROOT)
        .client_certificate_pem(format!("{}{}", tls::CERTIFICATE, tls::KEY))
        .proxy(format!("http://proxyuser:{}@127.0.0.1:9", sample::PROXY_PASSWORD))
        .user_agent_suffix("contracts/2.4");
    shown.debug(&builder);
    let client = builder.build().unwrap();
    shown.debug(&client);
    shown.debug(&client.with_auth_token(AuthToken::new("another-token").unwrap()));
    shown.debug(&Client::builder(Environment::Production).build().unwrap());
    snapshot!("shown__clients_and_settings", shown.text());
}

#[test]
fn results() {
    let mut shown = Shown::default();
    for outcome in [Outcome::NotSent, Outcome::Refused, Outcome::Unknown] {
        shown.debug(&outcome);
        shown.display(&outcome);
        shown.debug(&RecordedOutcome::from(outcome));
    }
    for code in ["signing.success", "LE_ERR_SS_301", "brand.new", "two words", "esc\u{1b}[31m", ""] {
        shown.debug(&MessageCode::from(code));
        shown.display(&MessageCode::from(code));
    }
    let receipt = ReceiptBuilder::new()
        .signing(&sample::invitation(), &sample::consent())
        .message("signing.success", sample::AUTH_TOKEN)
        .message(sample::AUTH_TOKEN, sample::SIGN_URL)
        .attempts(2)
        .build();
    shown.debug(&receipt);
    shown.debug(&receipt.messages());
    shown.debug(&receipt.record());
    shown.debug(&SigningRecord::intent(&Environment::Sandbox, &sample::invitation(), &sample::consent()));
    let session = SessionBuilder::new()
        .username("user@acme.example")
        .name("Test User")
        .authorities(["signDocument"])
        .access_token(sample::ACCESS_TOKEN)
        .expires_in(Duration::from_secs(60))
        .build();
    shown.debug(&session);
    shown.debug(session.user());
    shown.debug(session.access_token());
    shown.debug(&session.authorization());
    snapshot!("shown__results", shown.text());
}

#[test]
fn errors_of_every_kind() {
    let mut shown = Shown::default();
    for &kind in ALL_ERROR_KINDS {
        let error = ErrorBuilder::new(kind)
            .signing(&sample::invitation(), &sample::consent())
            .message("brand.new", sample::AUTH_TOKEN)
            .build();
        assert_eq!(error.messages()[0].text(), Some(sample::AUTH_TOKEN), "messages() has it as it came");
        shown.error(&format!("{kind:?}"), &error);
        assert_no_secret(
            &format!("{:?}", ErrorBuilder::new(kind).message("x", sample::AUTH_TOKEN)),
            "the builder",
        );
    }
    snapshot!("shown__errors_of_every_kind", shown.text());
}

/// A server that sends back what it got, wherever it can.
#[tokio::test]
async fn errors_of_a_server_that_echoes_secrets() {
    let mut shown = Shown::default();
    let server = Server::start([]).await;
    let client = sample::client(&server).build().unwrap();
    // A call can withhold what it sent, and no call sends all of these.
    for (secret, is_signed_with, is_logged_in_with) in [
        (sample::AUTH_TOKEN, true, true),
        (sample::SIGN_URL_ID, true, false),
        (sample::SIGN_URL, true, false),
        (sample::PASSWORD, false, true),
    ] {
        // Of several secrets, one in the snapshot is enough: nothing of them is shown.
        let mut unseen = Shown::default();
        let shown = if secret == sample::AUTH_TOKEN { &mut shown } else { &mut unseen };
        for (what, status, body) in echoes(secret) {
            let reply =
                Reply::new(status, &[&format!("x-echo: {secret}"), &format!("location: /{secret}")], &body);
            if is_signed_with {
                server.reply(reply.clone());
                let result = client.sign_invitation(&sample::invitation(), sample::consent()).await;
                shown.error(&format!("signing: {what}"), &result.unwrap_err());
            }
            if is_logged_in_with {
                server.reply(reply);
                shown.error(
                    &format!("login: {what}"),
                    &client.login(&sample::credentials()).await.unwrap_err(),
                );
            }
        }
        // A success can echo as well.
        if is_signed_with {
            let body = format!(r#"{{"status":1,"messages":[{{"code":"{secret}","message":"{secret}"}}]}}"#);
            server.reply(Reply::json(200, &body));
            let receipt = client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();
            Shown::default().debug(&receipt);
            Shown::default().debug(&receipt.code());
            assert_eq!(receipt.messages()[0].code(), Some(secret), "messages() has it as it came");
        }
    }
    snapshot!("shown__errors_of_a_server_that_echoes_secrets", shown.text());
}

/// Answers with the secret in every place that a parser or a person could look at.
fn echoes(secret: &str) -> Vec<(&'static str, u16, String)> {
    let message = format!(r#"{{"code":"{secret}","message":"{secret}","path":"{secret}"}}"#);
    let envelope = format!(
        r#"{{"status":0,"code":"{secret}","messages":[{message}],"errors":[{message}],"data":{{}}}}"#
    );
    let contradiction =
        format!(r#"{{"status":1,"messages":[{{"code":"invalid.consent"}},{message}],"data":{{}}}}"#);
    let odd = format!(r#"{{"status":"{secret}","data":"{secret}","{secret}":1}}"#);
    vec![
        ("a refusal", 200, envelope.clone()),
        ("a contradiction", 200, contradiction),
        ("an answer that does not decode", 200, odd.clone()),
        ("an answer that is no JSON", 200, secret.to_owned()),
        ("a bad request", 400, envelope.clone()),
        ("no access", 401, envelope.clone()),
        ("no access, undocumented", 401, odd),
        ("a redirect", 307, envelope.clone()),
        ("a failure", 500, envelope),
        ("a failure that is no JSON", 500, secret.to_owned()),
    ]
}

#[tokio::test]
async fn errors_of_connections() {
    let mut shown = Shown::default();
    let userinfo = format!("http://proxyuser:{}@", sample::PROXY_PASSWORD);
    let closed = ClosedPort::reserve();
    let builder =
        || Client::builder(Environment::Sandbox).auth_token(sample::auth_token()).retry(RetryPolicy::never());
    let refusing = Server::start([Reply::json(407, "")]).await;
    for (what, client) in [
        ("no proxy there", builder().proxy(format!("{userinfo}{}", closed.address()))),
        ("a proxy that refuses", builder().proxy(format!("{userinfo}{}", refusing.address()))),
    ] {
        let client = client.build().unwrap();
        let error = client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
        // The operating system's own words differ from one to the next.
        assert_eq!(error.to_string(), "could not connect to the server", "{what}");
        let mut unseen = Shown::default();
        unseen.error(what, &error);
        shown.line(what, &error.to_string());
    }
    snapshot!("shown__errors_of_connections", shown.text());
}

#[test]
fn the_raw_crate() {
    let mut shown = Shown::default();
    shown.debug(&api::SignUrl::new(sample::SIGN_URL));
    shown.debug(&api::Password::new(sample::PASSWORD));
    shown.debug(&api::AccessToken::new(sample::ACCESS_TOKEN));
    shown.debug(&api::ConsentStatement);
    shown.debug(&types::SignInvitationRequest {
        sign_url: api::SignUrl::new(sample::SIGN_URL),
        profile_id: "d4NrfHV".to_owned(),
        consent: api::ConsentStatement,
    });
    shown.debug(&types::LoginRequest {
        username: "user@acme.example".to_owned(),
        password: api::Password::new(sample::PASSWORD),
    });
    shown.debug(&serde_json::from_str::<types::SignInvitationResponse>(sample::NOT_EXISTS).unwrap());
    shown.debug(&serde_json::from_str::<types::LoginResponse>(sample::LOGGED_IN).unwrap());
    let mut head = api::Head::default();
    head.headers.insert("x-echo", sample::AUTH_TOKEN.parse().unwrap());
    let body = sample::LOGGED_IN.into();
    let response = api::Response { head: head.clone(), body };
    let value = types::LoginErrorResponse { code: Some(sample::PASSWORD.to_owned()), errors: None };
    let errors: [api::Error<types::LoginErrorResponse>; 5] = [
        api::Error::ResponseTooLarge(head.clone()),
        api::Error::InvalidResponsePayload(head.clone(), None),
        api::Error::InvalidResponsePayload(head.clone(), Some(api::Position { line: 1, column: 12 })),
        api::Error::ErrorResponse(api::ResponseValue { head, value }),
        api::Error::UnexpectedResponse(response),
    ];
    for error in errors {
        shown.debug(&error);
        shown.line("error", &error.to_string());
    }
    let proxy = format!("http://proxyuser:{}@127.0.0.1:9", sample::PROXY_PASSWORD);
    let http = reqwest::Client::builder().proxy(reqwest::Proxy::all(proxy).unwrap()).build().unwrap();
    let client = api::Client::new(&api::facts::SANDBOX_URL.parse().unwrap(), http, 1024);
    // What the HTTP library says of itself is its own affair.
    assert_no_secret(&format!("{client:?} {client:#?}"), "the raw client");
    snapshot!("shown__the_raw_crate", shown.text());
}

#[tokio::test]
async fn the_stand_in() {
    let mut shown = Shown::default();
    shown.debug(&leegality_mock::Account::new(sample::AUTH_TOKEN).profile_id("d4NrfHV"));
    shown.debug(&leegality_mock::Invitation::new().invitee(sample::AUTH_TOKEN));
    shown.debug(&leegality_mock::User::new("user@acme.example", sample::PASSWORD));
    let builder = leegality_mock::Mock::builder()
        .auth_token(sample::AUTH_TOKEN)
        .credentials("user@acme.example", sample::PASSWORD);
    shown.debug(&builder);
    let mock = builder.start().await.unwrap();
    shown.debug(&mock);
    snapshot!("shown__the_stand_in", shown.text());
}

/// The assertion that all of this rests on does its work.
#[test]
#[should_panic(expected = "shows the secret")]
fn a_secret_would_be_noticed() {
    Shown::default()
        .debug(&Invitation::new(sample::SIGN_URL.parse().unwrap(), sample::AUTH_TOKEN.parse().unwrap()));
}
