//! What happens without the pattern.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::routing::post;
use leegality::{AuthToken, Client, Environment, Invitation};
use leegality_mock::{Fault, Mock, Signs};
use support::capture::{self, the_log};
use support::sample;
use tracing::Level;

use crate::service::PATIENCE;

#[tokio::test]
async fn a_handler_that_signs_in_its_own_future_forgets_a_signature() {
    let _turn = capture::start().await;
    let mock = Arc::new(Mock::builder().faults([Fault::Hang(Signs::Before)]).start().await.unwrap());
    let routes = axum::Router::new().route("/signatures", post(sign)).with_state(Arc::clone(&mock));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/signatures", listener.local_addr().unwrap());
    let server = tokio::spawn(async { axum::serve(listener, routes).await });

    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let client = tokio::spawn(async move { http.post(url).send().await });
    let began = Instant::now();
    while mock.ledger()[0].count == 0 {
        assert!(began.elapsed() < PATIENCE, "the handler did not sign");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    client.abort();

    // It is signed, and a line in the log is all that is left of it.
    let began = Instant::now();
    while the_log().own_events(Level::WARN).is_empty() {
        assert!(began.elapsed() < PATIENCE, "the handler's future was not dropped");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let log = the_log();
    let warnings = log.own_events(Level::WARN);
    let invitation = invitation(&mock);
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].fields["fingerprint"], invitation.fingerprint());
    assert_eq!(warnings[0].fields["outcome"], "unknown");
    server.abort();
}

async fn sign(State(mock): State<Arc<Mock>>) -> &'static str {
    let client = Client::builder(Environment::custom(mock.base_url()).unwrap())
        .auth_token(AuthToken::new(mock.auth_token()).unwrap())
        .build()
        .unwrap();
    match client.sign_invitation(&invitation(&mock), sample::consent()).await {
        Ok(_) => "signed",
        Err(_) => "not signed, perhaps",
    }
}

fn invitation(mock: &Mock) -> Invitation {
    Invitation::new(mock.sign_urls()[0].parse().unwrap(), mock.profile_id().parse().unwrap())
}
