//! Signing, logging in and a shared session for minutes, by one client, while the servers are started anew again and
//! again: so what the stand-ins remember is gone from the memory between two rounds.

use std::collections::HashSet;
use std::env;
use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};

use leegality::http::HeaderValue;
use leegality::{Client, Credentials, SessionCache};
use support::chance::Chance;
use support::process::{descriptors, memory_kib};
use support::sample;

use crate::document;
use crate::numbers::Numbers;
use crate::round::Round;
use crate::site::{client, settled, unreachable_client};

/// How long the soak goes on where `SOAK_SECONDS` says nothing.
const DURATION: Duration = Duration::from_secs(600);

/// A soak of fewer rounds says nothing about memory.
const FEWEST_ROUNDS: usize = 6;

/// How much more memory the second half of the rounds may have than the first, in KiB, whatever their number.
const GROWTH_KIB: u64 = 16 * 1024;

/// What lives through all rounds.
pub(crate) struct Subject {
    pub(crate) client: Client,
    pub(crate) unreachable: Client,
    pub(crate) cache: SessionCache,
    pub(crate) credentials: Credentials,
    /// The sessions that the cache has given so far.
    pub(crate) sessions: HashSet<HeaderValue>,
}

pub(crate) fn duration() -> Duration {
    match env::var("SOAK_SECONDS") {
        Ok(seconds) => Duration::from_secs(seconds.parse().expect("SOAK_SECONDS is a number of seconds")),
        Err(_) => DURATION,
    }
}

pub(crate) async fn run(duration: Duration) {
    let unreachable = unreachable_client();
    let (documents, station) = two_addresses();
    let client = client(&format!("http://{documents}/api"))
        .sign_station_url(format!("http://{station}/api"))
        .sign_station_auth_token(sample::auth_token())
        .build()
        .unwrap();
    let credentials = Credentials::new("user@acme.example", sample::PASSWORD);
    let cache = SessionCache::new(client.clone(), credentials.clone());
    let mut subject = Subject { client, unreachable, cache, credentials, sessions: HashSet::new() };
    let mut chance = Chance::new(3);
    let mut numbers = Numbers { descriptors_before: descriptors(), ..Numbers::default() };

    let began = Instant::now();
    while began.elapsed() < duration || numbers.rounds < FEWEST_ROUNDS {
        let round = Round::start(documents, station, &mut chance).await;
        round.run(&mut subject, &mut chance, &mut numbers).await;
        numbers.descriptors_peak = numbers.descriptors_peak.max(descriptors());
        numbers.memory_peak_kib = numbers.memory_peak_kib.max(memory_kib());
        round.stop().await;
        numbers.descriptors_after = settled(numbers.descriptors_before).await;
        numbers.memory_kib.push(memory_kib());
        numbers.rounds += 1;
        println!("round {}: {} KiB, {} descriptors", numbers.rounds, memory_kib(), numbers.descriptors_after);
    }
    numbers.took = began.elapsed();
    println!("{numbers:#?}");
    numbers.assert_every_kind();
    let (first, second) = numbers.median_memory_kib();
    assert!(second < first + GROWTH_KIB, "the memory grew from {first} KiB to {second} KiB");
    document::write_soak(&numbers);
}

/// Where the servers listen, each time anew. They are free now.
fn two_addresses() -> (SocketAddr, SocketAddr) {
    let listeners = [TcpListener::bind("127.0.0.1:0").unwrap(), TcpListener::bind("127.0.0.1:0").unwrap()];
    let [documents, station] = listeners.each_ref().map(|listener| listener.local_addr().unwrap());
    (documents, station)
}
