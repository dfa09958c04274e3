//! Ten thousand signing calls, of which every number is known but the order.

use std::time::Instant;

use leegality::{ErrorKind, Outcome};
use leegality_mock::{Keep, Mock};
use support::chance::Chance;
use support::process::{descriptors, memory_kib};
use support::sample;

use crate::claims::{Claim, Tally};
use crate::document;
use crate::plan::{Mix, Plan};
use crate::site::{IN_FLIGHT, all, client, settled, sign, unreachable_client};

const CALLS: usize = 10_000;

/// A call in so many goes to a port at which nobody listens.
const UNREACHABLE: u64 = 100;

const RATE_LIMITED: &str = "status=429,retry-after=0";
const LOST: &[&str] = &["reset", "reset-after-signing", "cut-body"];
const FAILED: &[&str] = &["html=502", "html-after-signing=502"];
const REFUSED: &str = "status=400";
const MIX: Mix = &[
    (RATE_LIMITED, 10),
    ("reset", 10),
    ("reset-after-signing", 10),
    ("cut-body", 10),
    ("html=502", 10),
    ("html-after-signing=502", 10),
    (REFUSED, 10),
];

/// How much memory the second half of the calls may add, in KiB. A leak of 1 KiB in each call would be more.
const GROWTH_KIB: u64 = 4 * 1024;

pub(crate) async fn ten_thousand_calls() {
    let unreachable = unreachable_client();
    let before = descriptors();
    let mut chance = Chance::new(1);
    let is_reachable: Vec<bool> = (0..CALLS).map(|_| chance.below(UNREACHABLE) > 0).collect();
    let reachable = is_reachable.iter().filter(|reachable| **reachable).count();
    let plan = Plan::draw(&mut chance, MIX, reachable);
    let mock = Mock::builder()
        .auth_token(sample::AUTH_TOKEN)
        .invitations(CALLS)
        .keep_requests(Keep::Latest(0))
        .faults(plan.faults())
        .start()
        .await
        .unwrap();
    let client = client(&mock.base_url()).build().unwrap();
    let profile_id = mock.profile_id().to_owned();

    let began = Instant::now();
    let mut calls = mock.sign_urls().into_iter().zip(&is_reachable).map(|(sign_url, is_reachable)| {
        let client = if *is_reachable { &client } else { &unreachable };
        sign(client.clone(), sign_url, profile_id.clone())
    });
    let mut claims = all(calls.by_ref().take(CALLS / 2)).await;
    let half = memory_kib();
    claims.extend(all(calls).await);
    let growth = memory_kib().saturating_sub(half);

    let tally = Tally::held_against(&mock.ledger(), &claims);
    let (requests, connections) = (mock.request_count(), mock.connections());
    println!(
        "{:?}: {tally:?}, {requests} requests, {connections} connections, +{growth} KiB",
        began.elapsed()
    );

    let sent = claims.iter().zip(&is_reachable).filter(|(_, is_reachable)| **is_reachable);
    let attempts: u64 = sent.map(|(claim, _)| u64::from(claim.attempts)).sum();
    assert_eq!(attempts, requests, "attempts and requests");
    let not_sent = (CALLS - reachable) as u64;
    assert_eq!(tally.attempts - attempts, 3 * not_sent, "who is not reached is tried three times");

    // Each fault ends its call, but for the rate limit, which does so in the third attempt alone.
    let is_rate_limited = |claim: &&Claim| claim.failure == Some((Outcome::Refused, ErrorKind::RateLimited));
    assert!(claims.iter().filter(is_rate_limited).all(|claim| claim.attempts == 3), "{tally:?}");
    let rate_limited = tally.count("Refused, RateLimited");
    assert_eq!(requests, reachable as u64 + plan.count(&[RATE_LIMITED]) - rate_limited);
    assert_eq!(tally.count("NotSent, Connect"), not_sent);
    assert_eq!(tally.count("Unknown, ConnectionLost"), plan.count(LOST));
    assert_eq!(tally.count("Unknown, HttpStatus"), plan.count(FAILED));
    assert_eq!(tally.count("Refused, HttpStatus"), plan.count(&[REFUSED]));
    let failed = not_sent + plan.count(LOST) + plan.count(FAILED) + plan.count(&[REFUSED]) + rate_limited;
    assert_eq!(tally.count("Ok"), CALLS as u64 - failed);
    assert_eq!(
        tally.unknown_and_signed,
        plan.count(&["reset-after-signing", "cut-body", "html-after-signing=502"])
    );

    assert!(growth < GROWTH_KIB, "the second half of the calls added {growth} KiB");
    // A connection that is begun while another becomes free may turn out to be one too many. It is kept as well.
    let explained = 2 * IN_FLIGHT as u64 + plan.count(LOST);
    assert!(connections <= explained, "{connections} connections, up to {explained} can be explained");
    drop((client, unreachable));
    // Of the server, the port that it listens on is open.
    settled(before + 1).await;
    mock.shutdown().await;
    settled(before).await;
    document::compare_burst(CALLS, not_sent, &plan, MIX);
}
