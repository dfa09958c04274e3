//! Many calls at a time while things go wrong: what each of them claims is held against the stand-in's ledger, and memory,
//! descriptors and connections against what they may be.
//!
//! Client and stand-in share the process, and Linux says what it uses.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod burst;
mod claims;
mod closing;
mod document;
mod numbers;
mod plan;
mod round;
mod site;
mod soak;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::timeout;

#[test]
fn ten_thousand_calls_claim_what_the_ledger_says() {
    alone(Duration::from_secs(240), burst::ten_thousand_calls());
}

#[test]
fn connections_that_close_under_load_make_no_claim_false() {
    alone(Duration::from_secs(120), closing::two_thousand_calls());
}

#[test]
#[ignore = "takes 10 minutes, or SOAK_SECONDS; cargo test -p leegality-tests --test load -- --ignored --nocapture"]
fn ten_minutes_of_everything() {
    let duration = soak::duration();
    alone(duration + Duration::from_secs(240), soak::run(duration));
}

/// Runs one test at a time, because memory and descriptors belong to the process, and none without an end.
fn alone(limit: Duration, test: impl Future<Output = ()>) {
    static PROCESS: Mutex<()> = Mutex::new(());
    let _alone = PROCESS.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async { timeout(limit, test).await }).expect("nothing hangs");
}
