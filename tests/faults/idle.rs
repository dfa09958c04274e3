//! The server closes idle connections at random moments, some of them just as the next request goes out.

use std::time::Duration;

use leegality::{Consent, Invitation, Outcome, RetryPolicy};
use leegality_mock::Fault;
use support::chance::Chance;

use crate::server::{self, Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_that_closes_never_makes_a_claim_false() {
    close_idle(Server::Http).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_of_http_2_that_closes_never_makes_a_claim_false() {
    close_idle(Server::HTTPS).await;
}

async fn close_idle(server: Server) {
    const CALLS: usize = 200;
    let mut chance = Chance::new(7);
    let mock = server.mock().invitations(CALLS).start().await.unwrap();
    mock.script((0..CALLS).map(|_| Fault::CloseIdle(Duration::from_millis(chance.below(4)))));
    let client = server::client(&mock, &mock.base_url()).retry(RetryPolicy::never()).build().unwrap();

    let mut signed = 0;
    for (index, sign_url) in mock.sign_urls().into_iter().enumerate() {
        let invitation = Invitation::new(sign_url.parse().unwrap(), mock.profile_id().parse().unwrap());
        let arrived = mock.requests().len();
        let result = client.sign_invitation(&invitation, Consent::granted_by("tester").unwrap()).await;
        let count = mock.ledger()[index].count;
        match result.map_err(|error| error.outcome()) {
            Ok(_) => {
                assert_eq!(count, 1, "call {index}");
                signed += 1;
            }
            Err(Outcome::NotSent | Outcome::Refused) => assert_eq!(count, 0, "call {index}"),
            Err(Outcome::Unknown) => {}
        }
        assert!(mock.requests().len() <= arrived + 1, "call {index} was sent twice");
        tokio::time::sleep(Duration::from_millis(chance.below(4))).await;
    }
    assert!(mock.connections() > 1, "no connection was closed");
    assert!(signed > CALLS / 2, "{signed} of {CALLS} calls came through");
}
