//! The server dies at a random moment.

use std::ops::AddAssign;
use std::time::Duration;

use leegality::{Consent, Invitation, Outcome, RetryPolicy};
use leegality_mock::Fault;
use support::chance::Chance;

use crate::server::{self, Server};

#[derive(Debug, Default)]
struct Tally {
    signed: u64,
    refused_or_not_sent: u64,
    unknown: u64,
    unknown_and_signed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.signed += other.signed;
        self.refused_or_not_sent += other.refused_or_not_sent;
        self.unknown += other.unknown;
        self.unknown_and_signed += other.unknown_and_signed;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_never_makes_a_claim_false() {
    kill_rounds(200, Server::Http).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_of_http_2_never_makes_a_claim_false() {
    kill_rounds(200, Server::HTTPS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes longer; cargo test -p leegality-tests --test faults -- --ignored"]
async fn a_server_killed_1000_times_never_makes_a_claim_false() {
    kill_rounds(1_000, Server::Http).await;
    kill_rounds(1_000, Server::HTTPS).await;
}

async fn kill_rounds(rounds: u64, server: Server) {
    let mut tally = Tally::default();
    for seed in 0..rounds {
        tally += round(seed, server).await;
    }
    println!("{rounds} rounds over {server}: {tally:?}");
    assert!(tally.signed > 0 && tally.unknown > 0, "every round was killed too late or too early: {tally:?}");
}

async fn round(seed: u64, server: Server) -> Tally {
    let mut chance = Chance::new(seed);
    let mock = server.mock().invitations(4).start().await.unwrap();
    if chance.below(2) == 0 {
        // The answers are under way for longer, so that more of them are hit.
        mock.always(Fault::Slow(Duration::from_micros(100)));
    }
    let client = server::client(&mock, &mock.base_url()).retry(RetryPolicy::never());
    // Shorter than the wait below: a call may be lost in the connection's end, and its time-out is the end of that.
    let client = client.timeout(Duration::from_secs(30)).build().unwrap();
    let sign_urls = mock.sign_urls();
    let profile_id = mock.profile_id().to_owned();
    let calls: Vec<_> = sign_urls
        .iter()
        .map(|sign_url| {
            let invitation = Invitation::new(sign_url.parse().unwrap(), profile_id.parse().unwrap());
            let client = client.clone();
            tokio::spawn(async move {
                client.sign_invitation(&invitation, Consent::granted_by("tester").unwrap()).await
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(chance.below(8))).await;
    for _ in 0..chance.below(100) {
        tokio::task::yield_now().await;
    }
    let ledger = mock.kill().await;

    let mut tally = Tally::default();
    for (call, entry) in calls.into_iter().zip(ledger) {
        let result = tokio::time::timeout(Duration::from_secs(60), call).await.expect("it ends").unwrap();
        match result.map_err(|error| error.outcome()) {
            Ok(receipt) => {
                assert_eq!(entry.count, 1, "round {seed} claims a signature: {:?}", receipt.record());
                tally.signed += 1;
            }
            Err(Outcome::NotSent | Outcome::Refused) => {
                assert_eq!(entry.count, 0, "round {seed} denies a signature");
                tally.refused_or_not_sent += 1;
            }
            Err(Outcome::Unknown) => {
                tally.unknown += 1;
                tally.unknown_and_signed += entry.count;
            }
        }
    }
    tally
}
