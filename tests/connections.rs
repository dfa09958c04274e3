//! Which connections are made, and what is sent over them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use leegality::{AuthToken, Client, Consent, Credentials, Environment, ErrorKind, Invitation, Outcome};
use leegality_mock::{Account, Mock};
use support::server::{Reply, Server};
use support::{child, sample, tls};

#[tokio::test]
async fn a_hundred_tenants_share_one_connection_each_with_its_own_header() {
    let mock = Mock::start().await.unwrap();
    let client = Client::builder(Environment::custom(mock.base_url()).unwrap()).build().unwrap();
    for tenant in 0..100 {
        let token = format!("token-of-tenant-{tenant}");
        mock.add_account(Account::new(&token).profile_id("profile"));
        let sign_url = mock.add_invitation(leegality_mock::Invitation::new().invitee(&token));
        let invitation = Invitation::new(sign_url.parse().unwrap(), "profile".parse().unwrap());
        let tenant = client.with_auth_token(AuthToken::new(token).unwrap());
        tenant.sign_invitation(&invitation, Consent::granted_by("tester").unwrap()).await.unwrap();
    }

    assert_eq!(mock.connections(), 1);
    let requests = mock.requests();
    let tokens: Vec<_> = requests.iter().map(|request| request.header("x-auth-token").unwrap()).collect();
    let expected: Vec<_> = (0..100).map(|tenant| format!("token-of-tenant-{tenant}")).collect();
    assert_eq!(tokens, expected);
    let values: BTreeSet<_> = requests.iter().flat_map(|request| &request.headers).collect();
    assert_eq!(values.iter().filter(|(name, _)| name == "x-auth-token").count(), 100);
    let signed = mock.ledger().iter().filter(|entry| entry.count == 1).count();
    assert_eq!(signed, 100);
}

#[tokio::test]
async fn a_tenants_client_leaves_the_first_one_as_it_was() {
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();
    drop(client.with_auth_token(AuthToken::new("another").unwrap()));
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();
    assert_eq!(server.request().header("x-auth-token"), Some(sample::AUTH_TOKEN));
}

#[tokio::test]
async fn both_calls_share_a_connection_to_the_same_host() {
    let mock = Mock::start().await.unwrap();
    let client = Client::builder(Environment::custom(mock.base_url()).unwrap())
        .auth_token(AuthToken::new(mock.auth_token()).unwrap())
        .build()
        .unwrap();
    client.login(&Credentials::new(mock.username(), mock.password())).await.unwrap();
    let sign_url = mock.sign_urls()[0].parse().unwrap();
    let invitation = Invitation::new(sign_url, mock.profile_id().parse().unwrap());
    client.sign_invitation(&invitation, sample::consent()).await.unwrap();
    assert_eq!((mock.connections(), mock.requests().len()), (1, 2));
}

#[tokio::test]
async fn a_certificate_of_an_unknown_root_is_not_trusted() {
    let server = Server::start_tunnel([Reply::json(200, sample::SIGNED)]).await;
    let client = Client::builder(Environment::Sandbox)
        .auth_token(sample::auth_token())
        .retry(leegality::RetryPolicy::never())
        .proxy(format!("http://{}", server.address()))
        .build()
        .unwrap();
    let error = client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind()), (Outcome::NotSent, ErrorKind::Connect));
    assert_eq!(server.request().line, "CONNECT sandbox.leegality.com:443 HTTP/1.1");
}

#[tokio::test]
#[cfg_attr(not(target_os = "linux"), ignore = "the platform refuses the certificate")]
async fn a_certificate_of_another_host_is_not_trusted() {
    let server = Server::start_tunnel([Reply::json(200, sample::SIGNED)]).await;
    let client = Client::builder(Environment::custom("https://acme.sandbox.leegality.com/api").unwrap())
        .auth_token(sample::auth_token())
        .retry(leegality::RetryPolicy::never())
        .add_root_certificate_pem(tls::ROOT)
        .proxy(format!("http://{}", server.address()))
        .build()
        .unwrap();
    let error = client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    assert_eq!((error.outcome(), error.kind()), (Outcome::NotSent, ErrorKind::Connect));
    assert_eq!(server.requests().len(), 1, "the CONNECT alone");
}

#[tokio::test]
async fn loopback_is_reached_without_the_proxy_that_was_set() {
    let (proxy, server) = (Server::start([]).await, Server::start([Reply::json(200, sample::SIGNED)]).await);
    let client = sample::client(&server).proxy(format!("http://{}", proxy.address())).build().unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();
    assert_eq!((proxy.connections(), server.connections()), (0, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_proxy_of_the_environment_variables_is_for_other_hosts_than_loopback() {
    // One more connection than is expected would be answered as well.
    let proxy = Server::start([Reply::json(502, ""), Reply::json(502, "")]).await;
    let url = format!("http://{}", proxy.address());
    let run = move || {
        let names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"];
        child::run("with_proxy_variables", &names.map(|name| (name, url.as_str())))
    };
    let said = tokio::task::spawn_blocking(run).await.unwrap();

    assert_eq!(said, "loopback: signed\nsandbox: NotSent");
    assert_eq!(proxy.request().line, "CONNECT sandbox.leegality.com:443 HTTP/1.1");
}

#[tokio::test]
#[ignore = "another test runs it in a process of its own"]
async fn with_proxy_variables() {
    assert!(std::env::var_os("HTTPS_PROXY").is_some(), "this would go to the real sandbox");
    let server = Server::start([Reply::json(200, sample::SIGNED)]).await;
    let client = sample::client(&server).build().unwrap();
    client.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap();
    child::say("loopback: signed");

    let sandbox = Client::builder(Environment::Sandbox)
        .auth_token(sample::auth_token())
        .retry(leegality::RetryPolicy::never())
        .build()
        .unwrap();
    let error = sandbox.sign_invitation(&sample::invitation(), sample::consent()).await.unwrap_err();
    child::say(format_args!("sandbox: {:?}", error.outcome()));
}

#[tokio::test]
#[ignore = "takes 6 seconds"]
async fn a_connection_that_idles_for_five_seconds_is_given_up() {
    let mock = Mock::builder().invitations(2).start().await.unwrap();
    let client = Client::builder(Environment::custom(mock.base_url()).unwrap())
        .auth_token(AuthToken::new(mock.auth_token()).unwrap())
        .build()
        .unwrap();
    for sign_url in mock.sign_urls() {
        let invitation = Invitation::new(sign_url.parse().unwrap(), mock.profile_id().parse().unwrap());
        client.sign_invitation(&invitation, sample::consent()).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    }
    assert_eq!(mock.connections(), 2);
}
