//! What goes over the wire: the whole request of both calls, caught by a plain TCP listener.
//!
//! The hosts of production and sandbox are reached through a tunnel that ends in the test, with certificates of a
//! private root. Only on Linux: other platforms' trust stores refuse certificates that are valid for a century.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use leegality::{AuthToken, ClientBuilder, Environment, Invitation};
use support::request::Request;
use support::server::{Reply, Server};
use support::{sample, snapshot, tls};

#[tokio::test]
async fn signing_in_a_custom_environment() {
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();

    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();

    let request = server.request();
    assert_eq!(request.header("x-auth-token"), Some(sample::AUTH_TOKEN));
    assert_eq!(request.header("host"), Some(server.address().to_string().as_str()));
    snapshot!("sign__custom", request.rendered());
}

#[tokio::test]
#[cfg_attr(not(target_os = "linux"), ignore = "the platform refuses the certificate")]
async fn signing_in_production() {
    let sign_url = sample::SIGN_URL.replace("sandbox.", "app1.").parse().unwrap();
    let invitation = Invitation::new(sign_url, "d4NrfHV".parse().unwrap());
    let [connect, request] = sign_through_tunnel(Environment::Production, &invitation).await;

    assert_eq!(connect.line, "CONNECT app1.leegality.com:443 HTTP/1.1");
    snapshot!("sign__production", request.rendered());
}

#[tokio::test]
#[cfg_attr(not(target_os = "linux"), ignore = "the platform refuses the certificate")]
async fn signing_in_the_sandbox() {
    let [connect, request] = sign_through_tunnel(Environment::Sandbox, &sample::invitation()).await;

    assert_eq!(connect.line, "CONNECT sandbox.leegality.com:443 HTTP/1.1");
    snapshot!("sign__sandbox", request.rendered());
}

async fn sign_through_tunnel(environment: Environment, invitation: &Invitation) -> [Request; 2] {
    let server = Server::start_tunnel([Reply::json(200, sample::SIGNED)]).await;
    let client = through_tunnel(environment, &server).build().unwrap();
    client.sign_invitation(invitation, sample::consent()).await.unwrap();
    tunnelled(&server)
}

#[tokio::test]
async fn login_in_a_custom_environment_carries_the_clients_auth_token() {
    let server = Server::start([Reply::json(200, sample::LOGGED_IN)]).await;
    let client = sample::client(&server).build().unwrap();

    client.login(&sample::credentials()).await.unwrap();

    let request = server.request();
    assert_eq!(request.header("x-auth-token"), Some(sample::AUTH_TOKEN));
    snapshot!("login__custom", request.rendered());
}

#[tokio::test]
#[cfg_attr(not(target_os = "linux"), ignore = "the platform refuses the certificate")]
async fn login_in_production_and_in_the_sandbox() {
    for (environment, host) in
        [(Environment::Production, "app1.leegality.com"), (Environment::Sandbox, "sandbox.leegality.com")]
    {
        let server = Server::start_tunnel([Reply::json(200, sample::LOGGED_IN)]).await;
        let name = format!("login__{environment}");
        let client = through_tunnel(environment, &server).build().unwrap();

        client.login(&sample::credentials()).await.unwrap();

        let [connect, request] = tunnelled(&server);
        assert_eq!(connect.line, format!("CONNECT {host}:443 HTTP/1.1"));
        snapshot!(name, request.rendered());
    }
}

fn through_tunnel(environment: Environment, server: &Server) -> ClientBuilder {
    let proxy = format!("http://proxyuser:{}@{}", sample::PROXY_PASSWORD, server.address());
    leegality::Client::builder(environment)
        .auth_token(sample::auth_token())
        .add_root_certificate_pem(tls::ROOT)
        .proxy(proxy)
}

/// The `CONNECT` request and the one inside, each without the other's secrets.
fn tunnelled(server: &Server) -> [Request; 2] {
    let requests: [Request; 2] = server.requests().try_into().expect("a CONNECT and a request");
    let [connect, request] = &requests;
    assert_eq!(connect.header("x-auth-token"), None);
    assert_eq!(
        connect.header("proxy-authorization"),
        Some(&*format!("Basic {}", sample::PROXY_AUTHORIZATION))
    );
    assert!(!format!("{connect:?}").contains(sample::AUTH_TOKEN), "{connect:?}");
    assert_eq!(request.header("proxy-authorization"), None);
    assert_eq!(request.header("x-auth-token"), Some(sample::AUTH_TOKEN));
    requests
}

#[test]
fn the_environments_have_the_documented_base_urls() {
    assert_eq!(Environment::Production.base_url(), "https://app1.leegality.com/api");
    assert_eq!(Environment::Sandbox.base_url(), "https://sandbox.leegality.com/api");
    let custom = Environment::custom("http://127.0.0.1:4010/api/").unwrap();
    assert_eq!(custom.base_url(), "http://127.0.0.1:4010/api");
}

#[tokio::test]
async fn signing_has_exactly_these_headers_and_these_fields() {
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();

    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();

    let request = server.request();
    assert_eq!(
        request.header_names(),
        ["accept", "content-length", "content-type", "host", "user-agent", "x-auth-token"]
    );
    let body = request.json();
    let mut fields: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["consent", "profileId", "signUrl"]);
    assert_eq!(body["consent"], leegality::Consent::STATEMENT);
    assert_eq!(body["profileId"], "d4NrfHV");
    assert_eq!(body["signUrl"], sample::SIGN_URL);
}

#[tokio::test]
async fn the_sign_url_is_sent_as_it_was_given() {
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();
    let odd = "HTTPS://Sandbox.Leegality.com:443/sign/./a%7e/../B?x=%31#part";

    let invitation = Invitation::new(odd.parse().unwrap(), "d4NrfHV".parse().unwrap());
    client.sign_invitation(&invitation, sample::consent()).await.unwrap();

    assert_eq!(server.request().json()["signUrl"], odd);
}

#[tokio::test]
async fn a_sign_station_of_its_own_gets_no_auth_token() {
    let (home, station) =
        (Server::start([]).await, Server::start([Reply::json(200, sample::LOGGED_IN)]).await);
    let client = sample::client(&home).sign_station_url(station.base_url()).build().unwrap();

    client.login(&sample::credentials()).await.unwrap();

    let request = station.request();
    assert_eq!(request.header_names(), ["accept", "content-length", "content-type", "host", "user-agent"]);
    assert_eq!(home.connections(), 0);
    snapshot!("login__sign_station", request.rendered());
}

#[tokio::test]
async fn a_sign_station_of_its_own_gets_the_auth_token_that_was_given_for_it() {
    let (home, station) =
        (Server::start([]).await, Server::start([Reply::json(200, sample::LOGGED_IN)]).await);
    let token = AuthToken::new(sample::SIGN_STATION_AUTH_TOKEN).unwrap();
    let client = sample::client(&home)
        .sign_station_url(station.base_url())
        .sign_station_auth_token(token)
        .build()
        .unwrap();

    // A tenant's token is for Document Execution alone.
    client.with_auth_token(sample::auth_token()).login(&sample::credentials()).await.unwrap();

    let request = station.request();
    assert_eq!(request.header("x-auth-token"), Some(sample::SIGN_STATION_AUTH_TOKEN));
    assert_eq!(home.connections(), 0);
    snapshot!("login__sign_station_with_auth_token", request.rendered());
}

#[tokio::test]
async fn signing_never_goes_to_the_sign_station_and_never_with_its_token() {
    let (home, station) = (Server::start([Reply::json(200, sample::SIGNED)]).await, Server::start([]).await);
    let token = AuthToken::new(sample::SIGN_STATION_AUTH_TOKEN).unwrap();
    let client = sample::client(&home)
        .sign_station_url(station.base_url())
        .sign_station_auth_token(token)
        .build()
        .unwrap();

    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();

    assert_eq!(home.request().header("x-auth-token"), Some(sample::AUTH_TOKEN));
    assert_eq!(station.connections(), 0);
}

#[tokio::test]
async fn no_call_has_an_authorization_header() {
    let server = Server::start([Reply::json(200, sample::LOGGED_IN), Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();

    // Not even after a login.
    client.login(&sample::credentials()).await.unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();

    for request in server.requests() {
        assert_eq!(request.header("authorization"), None, "{}", request.line);
        assert!(!format!("{request:?}").contains(sample::ACCESS_TOKEN), "{}", request.line);
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn the_user_agent_names_the_program_behind_the_crate() {
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).user_agent_suffix("contracts/2.4").build().unwrap();

    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();

    let expected = format!("leegality-rust/{} contracts/2.4", env!("CARGO_PKG_VERSION"));
    assert_eq!(server.request().header("user-agent"), Some(expected.as_str()));
}
