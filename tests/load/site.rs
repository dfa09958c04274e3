//! Clients, and many calls of theirs at a time.

use std::time::{Duration, Instant};

use leegality::{Client, ClientBuilder, Consent, Environment, Invitation};
use leegality_mock::Mock;
use support::process::descriptors;
use support::sample;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::claims::Claim;

/// How many calls are under way at a time. Each has a connection, and both its ends are in this process.
pub(crate) const IN_FLIGHT: usize = 256;

/// What a request takes only if it hangs.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long it may take until closed connections are gone.
const SETTLED_AFTER: Duration = Duration::from_secs(20);

/// A client whose timeouts strike only if something hangs: see [`most_that_hang`].
pub(crate) fn client(base_url: &str) -> ClientBuilder {
    Client::builder(Environment::custom(base_url).unwrap())
        .auth_token(sample::auth_token())
        .connect_timeout(Duration::from_secs(15))
        .timeout(TIMEOUT)
}

/// A client at whose address nobody listens. It takes the sign URLs of any port of loopback.
pub(crate) fn unreachable_client() -> Client {
    client(&Mock::unreachable_url().unwrap()).build().unwrap()
}

/// Signs, and says what came out.
pub(crate) async fn sign(client: Client, sign_url: String, profile_id: String) -> Claim {
    let invitation = Invitation::new(sign_url.parse().unwrap(), profile_id.parse().unwrap());
    let consent = Consent::granted_by("tester@acme.example").unwrap();
    Claim::of(client.sign_invitation(&invitation, consent).await.map(|receipt| receipt.attempts()))
}

/// Makes all these calls, [`IN_FLIGHT`] at a time, and returns what comes out in the order of the calls.
pub(crate) async fn all<C>(calls: impl IntoIterator<Item = C>) -> Vec<C::Output>
where
    C: Future<Output: Send + 'static> + Send + 'static,
{
    let mut running = JoinSet::new();
    let mut done = Vec::new();
    for (index, call) in calls.into_iter().enumerate() {
        if running.len() == IN_FLIGHT {
            done.push(running.join_next().await.unwrap().unwrap());
        }
        running.spawn(async move { (index, call.await) });
    }
    done.extend(running.join_all().await);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, output)| output).collect()
}

/// How many of these calls may hang. Where a server closes idle connections, hyper has a race: a request that is handed to
/// a connection at the moment of its end is neither sent nor given back, until the time-out ends it. It was seen with
/// hyper 1.12, in two calls of 1.6 million.
pub(crate) fn most_that_hang(calls: u64) -> u64 {
    2 + calls / 500_000
}

/// Waits until no more descriptors are open than `before`, and returns how many are.
pub(crate) async fn settled(before: usize) -> usize {
    let began = Instant::now();
    while descriptors() > before {
        assert!(began.elapsed() < SETTLED_AFTER, "{before} descriptors were open, now {}", descriptors());
        sleep(Duration::from_millis(20)).await;
    }
    descriptors()
}
