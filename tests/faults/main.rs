//! Signing and logging in while things go wrong, over real sockets: what the wrapper claims is held against what the
//! stand-in's ledger says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod document;
mod https_rows;
mod idle;
mod kill;
mod rows;
mod run;
mod server;

use std::sync::Arc;

use rows::{Call, Claim, Row};
use run::Seen;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many rows run at a time. More of them would make slow machines look like slow servers.
const AT_A_TIME: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_comes_out_as_expected_and_as_documented() {
    let rows = rows::table();
    let seen = run(&rows).await;
    assert_as_expected(&rows, &seen);
    document::compare(&rows, &seen);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http_2_every_other_fault_comes_out_the_same() {
    let rows = rows::beside_the_table();
    assert!(rows.len() > 100, "most of the table: {}", rows.len());
    assert_as_expected(&rows, &run(&rows).await);
}

/// What came out of each row.
async fn run(rows: &[Row]) -> Vec<Seen> {
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let mut running = JoinSet::new();
    for (index, row) in rows.iter().copied().enumerate() {
        let room = Arc::clone(&room);
        running.spawn(async move {
            let _permit = room.acquire_owned().await.unwrap();
            (index, run::row(&row).await)
        });
    }
    let mut seen = running.join_all().await;
    seen.sort_by_key(|(index, _)| *index);
    seen.into_iter().map(|(_, seen)| seen).collect()
}

fn assert_as_expected(rows: &[Row], seen: &[Seen]) {
    let mut wrong = Vec::new();
    for (row, seen) in rows.iter().zip(seen) {
        let expected = Seen { claim: row.claim, signatures: row.signatures, attempts: row.attempts };
        if *seen != expected {
            wrong.push(format!(
                "{:?} over {}, {:?}\n  expected {expected:?}\n  seen     {seen:?}",
                row.call, row.server, row.faults
            ));
        }
        if row.call == Call::Sign {
            let claims_not =
                matches!(seen.claim, Claim::Failed(outcome, _) if outcome != leegality::Outcome::Unknown);
            assert!(!(claims_not && seen.signatures > 0), "a signature is denied: {row:?}");
            assert!(!(seen.claim == Claim::Done && seen.signatures != 1), "no signature: {row:?}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
