//! The service dies at a random moment, and is started again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::ops::AddAssign;
use std::time::Duration;

use leegality::{Invitation, RecordedOutcome};
use leegality_mock::{Fault, Mock, Signs};
use support::chance::Chance;
use tokio::task::JoinSet;

use crate::service::{Caller, Row, Service, State};

#[derive(Debug, Default)]
struct Tally {
    signed: u64,
    unknown: u64,
    unknown_and_signed: u64,
    absent: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.signed += other.signed;
        self.unknown += other.unknown;
        self.unknown_and_signed += other.unknown_and_signed;
        self.absent += other.absent;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_service_knows_what_it_may_have_signed() {
    kill_rounds(0..30).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute; cargo test -p leegality-tests --test web_handler -- --ignored"]
async fn a_service_killed_1000_times_knows_what_it_may_have_signed() {
    kill_rounds(1_000..2_000).await;
}

async fn kill_rounds(seeds: std::ops::Range<u64>) {
    let mut tally = Tally::default();
    for seed in seeds {
        tally += round(seed).await;
    }
    println!("{tally:?}");
    assert!(tally.signed > 0 && tally.unknown > 0, "every round was killed too late or too early: {tally:?}");
}

async fn round(seed: u64) -> Tally {
    let mut chance = Chance::new(seed);
    let mock = Mock::builder().invitations(4).start().await.unwrap();
    match chance.below(4) {
        0 => mock.always(Fault::Slow(Duration::from_micros(100))),
        1 => mock.script([Fault::Hang(Signs::Before), Fault::Hang(Signs::Never)]),
        _ => {}
    }
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let service = Service::start(&mock, &journal);
    let watch = tokio::spawn(watch(service.caller.clone()));
    let orders = order_all(&service, &mock);
    // Mostly soon, for the moments in between; sometimes late, where storing a row takes long.
    let longest = if chance.below(4) == 0 { 400_000 } else { 40_000 };
    tokio::time::sleep(Duration::from_micros(chance.below(longest))).await;
    service.kill();
    let answers: BTreeMap<_, _> = orders.join_all().await.into_iter().collect();
    let seen = watch.await.unwrap();

    if chance.below(2) == 0 {
        // A power cut can end the file in the middle of a line.
        let mut file = OpenOptions::new().append(true).open(&journal).unwrap();
        file.write_all(br#"{"state":"started","record":{"version":1,"sdk_"#).unwrap();
    }
    mock.script([]);
    let service = Service::start(&mock, &journal);
    let rows = by_fingerprint(service.caller.rows().await.unwrap());
    let answers_again: BTreeMap<_, _> = order_all(&service, &mock).join_all().await.into_iter().collect();
    let requests: Vec<_> = mock.requests().iter().map(|request| request.body.clone()).collect();
    let ledger = mock.kill().await;

    let known: BTreeSet<_> = rows.keys().collect();
    assert!(seen.keys().all(|fingerprint| known.contains(fingerprint)), "round {seed}: a row is lost");
    let mut tally = Tally::default();
    for entry in ledger {
        let invitation = Invitation::new(entry.sign_url.parse().unwrap(), "profile".parse().unwrap());
        let fingerprint = invitation.fingerprint();
        let row = rows.get(&fingerprint);
        let (answer, answer_again) = (answers[&entry.sign_url], answers_again[&entry.sign_url]);
        let what = format!("round {seed}: {row:?}, {entry:?}, {answer:?}, {answer_again:?}");
        let sent = requests.iter().filter(|body| body.contains(&entry.sign_url)).count();
        assert!(sent <= 1, "sent {sent} times: {what}");
        let Some(row) = row else {
            // Nothing was sent, so it can be asked for again.
            assert_eq!((answer, answer_again, entry.count), (None, Some(200), 1), "{what}");
            tally.absent += 1;
            continue;
        };
        assert_eq!((row.state, answer_again), (State::Ended, Some(409)), "{what}");
        match row.record.outcome() {
            RecordedOutcome::Signed => {
                assert_eq!(entry.count, 1, "a signature is claimed: {what}");
                tally.signed += 1;
            }
            RecordedOutcome::Unknown => {
                assert_eq!(answer, None, "it was known: {what}");
                assert_ne!(seen.get(&fingerprint), Some(&RecordedOutcome::Signed), "it was known: {what}");
                tally.unknown += 1;
                tally.unknown_and_signed += entry.count;
            }
            RecordedOutcome::Refused | RecordedOutcome::NotSent => panic!("a signature is denied: {what}"),
        }
    }
    tally
}

/// Asks for the signature of every invitation at once. Where there is no answer, there is no status.
fn order_all(service: &Service, mock: &Mock) -> JoinSet<(String, Option<u16>)> {
    let mut orders = JoinSet::new();
    for sign_url in mock.sign_urls() {
        let order = service.caller.clone().sign(sign_url.clone(), mock.profile_id().to_owned());
        orders.spawn(async { (sign_url, order.await) });
    }
    orders
}

/// What the service let on until it died.
async fn watch(caller: Caller) -> BTreeMap<String, RecordedOutcome> {
    let mut seen = BTreeMap::new();
    while let Some(rows) = caller.rows().await {
        for (fingerprint, row) in by_fingerprint(rows) {
            seen.insert(fingerprint, row.record.outcome());
        }
    }
    seen
}

fn by_fingerprint(rows: Vec<Row>) -> BTreeMap<String, Row> {
    rows.into_iter().map(|row| (row.record.fingerprint().to_owned(), row)).collect()
}
