//! Signing and logging in while things go wrong, over real sockets: what the wrapper claims is held against what the
//! stand-in's ledger says.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod document;
mod https_rows;
mod idle;
mod kill;
mod proxy;
mod proxy_rows;
mod rows;
mod run;
mod server;

use std::sync::Arc;

use document::Table;
use rows::{Call, Claim, Row};
use run::Seen;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many rows run at a time. More of them would make slow machines look like slow servers.
const AT_A_TIME: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_comes_out_as_expected_and_as_documented() {
    let rows = rows::table();
    let seen = in_parallel(rows.iter().copied(), run::row).await;
    check(rows.iter().map(expected).zip(&seen));
    let lines = rows.iter().zip(&seen).map(|(row, seen)| (row.call, row.cells(), *seen));
    document::compare(Table::Server, lines);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_http_2_every_other_fault_comes_out_the_same() {
    let rows = rows::beside_the_table();
    assert!(rows.len() > 100, "most of the table: {}", rows.len());
    let seen = in_parallel(rows.iter().copied(), run::row).await;
    check(rows.iter().map(expected).zip(&seen));
}

fn expected(row: &Row) -> (String, Call, Seen) {
    let seen = Seen { claim: row.claim, signatures: row.signatures, attempts: row.attempts };
    (format!("over {}, {:?}", row.server, row.faults), row.call, seen)
}

/// Runs all rows, some at a time, and returns what came out of them in their order.
async fn in_parallel<R, F>(rows: impl IntoIterator<Item = R>, run: fn(R) -> F) -> Vec<Seen>
where
    R: Send + 'static,
    F: Future<Output = Seen> + Send + 'static,
{
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let mut running = JoinSet::new();
    for (index, row) in rows.into_iter().enumerate() {
        let room = Arc::clone(&room);
        running.spawn(async move {
            let _permit = room.acquire_owned().await.unwrap();
            (index, run(row).await)
        });
    }
    let mut seen = running.join_all().await;
    seen.sort_by_key(|(index, _)| *index);
    seen.into_iter().map(|(_, seen)| seen).collect()
}

/// Asserts that each row came out as expected, and that nothing claimed is false.
fn check<'a>(rows: impl Iterator<Item = ((String, Call, Seen), &'a Seen)>) {
    let mut wrong = Vec::new();
    for ((faults, call, expected), seen) in rows {
        if *seen != expected {
            wrong.push(format!("{call:?} {faults}\n  expected {expected:?}\n  seen     {seen:?}"));
        }
        if call == Call::Sign {
            let claims_not =
                matches!(seen.claim, Claim::Failed(outcome, _) if outcome != leegality::Outcome::Unknown);
            assert!(!(claims_not && seen.signatures > 0), "a signature is denied: {faults}");
            assert!(!(seen.claim == Claim::Done && seen.signatures != 1), "no signature: {faults}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
