//! Signing and logging in while things go wrong, over real sockets: what the wrapper claims is held against what the
//! stand-in's ledger says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod document;
mod idle;
mod kill;
mod rows;
mod run;

use std::sync::Arc;

use rows::{Call, Claim, ROWS};
use run::Seen;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many rows run at a time. More of them would make slow machines look like slow servers.
const AT_A_TIME: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_comes_out_as_expected_and_as_documented() {
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let mut running = JoinSet::new();
    for (index, row) in ROWS.iter().enumerate() {
        let room = Arc::clone(&room);
        running.spawn(async move {
            let _permit = room.acquire_owned().await.unwrap();
            (index, run::row(row).await)
        });
    }
    let mut seen = running.join_all().await;
    seen.sort_by_key(|(index, _)| *index);
    let seen: Vec<Seen> = seen.into_iter().map(|(_, seen)| seen).collect();

    let mut wrong = Vec::new();
    for (row, seen) in ROWS.iter().zip(&seen) {
        let expected = Seen { claim: row.claim, signatures: row.signatures, attempts: row.attempts };
        if *seen != expected {
            wrong.push(format!(
                "{:?} {:?}\n  expected {expected:?}\n  seen     {seen:?}",
                row.call, row.faults
            ));
        }
        if row.call == Call::Sign {
            let claims_not =
                matches!(seen.claim, Claim::Failed(outcome, _) if outcome != leegality::Outcome::Unknown);
            assert!(!(claims_not && seen.signatures > 0), "a signature is denied: {:?}", row.faults);
            assert!(!(seen.claim == Claim::Done && seen.signatures != 1), "no signature: {:?}", row.faults);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    document::compare(&seen);
}
