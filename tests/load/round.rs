//! A round of the soak: two servers, and some thousand calls.

use std::io::ErrorKind::AddrInUse;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leegality::{Client, Credentials, Session, SessionCache};
use leegality_mock::{Keep, Mock};
use support::chance::Chance;
use support::sample;
use tokio::time::{sleep, timeout};

use crate::claims::{Claim, Tally};
use crate::numbers::{CacheNumbers, Numbers};
use crate::plan::{Mix, Plan};
use crate::site::{all, sign};
use crate::soak::Subject;

const SIGN_CALLS: usize = 9_000;
/// One login, and one call of the cache, for so many signing calls.
const SIGN_CALLS_PER_LOGIN: usize = 18;

/// One of so many signing calls goes to a port at which nobody listens.
const UNREACHABLE: u64 = 100;
/// One of so many sessions of the cache is refused somewhere, and so given up.
const INVALIDATED: u64 = 20;

const CLOSING: &[&str] = &["close-idle=0ms", "close-idle=3ms"];
const SIGN: Mix = &[
    ("status=429,retry-after=0", 10),
    ("reset", 10),
    ("reset-after-signing", 10),
    ("cut-body", 10),
    ("html=502", 10),
    ("html-after-signing=502", 10),
    ("status=400", 10),
    ("close-idle=0ms", 10),
    ("close-idle=3ms", 10),
];
const LOGIN: Mix = &[("html=502", 20), ("status=503,retry-after=0", 20), ("reset", 10), ("cut-body", 10)];

/// How long the calls of a round may take. One that hangs takes longer.
const LIMIT: Duration = Duration::from_secs(180);

/// How often a port is asked for that another process got hold of between two rounds.
const BIND_ATTEMPTS: u32 = 100;

pub(crate) struct Round {
    documents: Mock,
    station: Mock,
    plan: Plan,
}

/// What came out of a call.
enum Done {
    Signed(Reached, Claim),
    LoggedIn(Claim),
    /// The cache's session, if it has one.
    Served(Option<Arc<Session>>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    Yes,
    No,
}

type Call = Pin<Box<dyn Future<Output = Done> + Send>>;

impl Round {
    /// Starts the servers.
    pub(crate) async fn start(documents: SocketAddr, station: SocketAddr, chance: &mut Chance) -> Self {
        let plan = Plan::draw(chance, SIGN, SIGN_CALLS);
        let seed = chance.below(u64::MAX);
        Self {
            documents: server(documents, &plan, SIGN_CALLS, seed).await,
            station: server(station, &Plan::draw(chance, LOGIN, SIGN_CALLS / SIGN_CALLS_PER_LOGIN), 0, seed)
                .await,
            plan,
        }
    }

    /// Makes the calls, asserts what holds for them, and adds them up.
    pub(crate) async fn run(&self, subject: &mut Subject, chance: &mut Chance, numbers: &mut Numbers) {
        let calls = self.calls(subject, chance, &mut numbers.cache);
        let (mut sign, mut login, mut sessions) = (Vec::new(), Vec::new(), Vec::new());
        let (mut sent, mut cache_errors) = (0, 0);
        for done in timeout(LIMIT, all(calls)).await.expect("no call hangs") {
            match done {
                Done::Signed(reached, claim) => {
                    sent += if reached == Reached::Yes { u64::from(claim.attempts) } else { 0 };
                    sign.push(claim);
                }
                Done::LoggedIn(claim) => login.push(claim),
                Done::Served(Some(session)) => sessions.push(session),
                Done::Served(None) => cache_errors += 1,
            }
        }

        let sign = Tally::held_against(&self.documents.ledger(), &sign);
        let signing_requests = self.documents.request_count();
        assert!(signing_requests <= sent, "{signing_requests} requests of {sent} attempts to sign");
        let unread = sent - signing_requests;
        assert!(unread <= self.plan.count(CLOSING), "{unread} attempts to sign never arrived");

        let login = Tally::of(&login);
        let mut claimed = login.attempts;
        for session in sessions {
            if subject.sessions.insert(session.authorization()) {
                claimed += u64::from(session.attempts());
                numbers.cache.sessions += 1;
            }
        }
        let login_requests = self.station.request_count();
        // A login of the cache that fails has three attempts at most, and somebody hears of it.
        let most = claimed + 3 * cache_errors;
        assert!(
            (claimed..=most).contains(&login_requests),
            "{login_requests} logins, {claimed} to {most} claimed"
        );

        numbers.sign += sign;
        numbers.login += login;
        numbers.cache.errors += cache_errors;
        assert!(numbers.cache.sessions <= numbers.cache.invalidated + 1, "{:?}", numbers.cache);
        numbers.requests += signing_requests + login_requests;
        numbers.unread += unread;
        numbers.connections += self.documents.connections() + self.station.connections();
    }

    /// Signs each invitation once, and logs in in between.
    fn calls(&self, subject: &Subject, chance: &mut Chance, cache: &mut CacheNumbers) -> Vec<Call> {
        let mut calls = Vec::<Call>::new();
        for (index, sign_url) in self.documents.sign_urls().into_iter().enumerate() {
            let (client, reached) = match chance.below(UNREACHABLE) {
                0 => (subject.unreachable.clone(), Reached::No),
                _ => (subject.client.clone(), Reached::Yes),
            };
            let profile_id = self.documents.profile_id().to_owned();
            calls.push(Box::pin(
                async move { Done::Signed(reached, sign(client, sign_url, profile_id).await) },
            ));
            if index % SIGN_CALLS_PER_LOGIN == 0 {
                calls.push(Box::pin(log_in(subject.client.clone(), subject.credentials.clone())));
                let then = match chance.below(INVALIDATED) {
                    0 => Then::Invalidate,
                    _ => Then::Keep,
                };
                cache.calls += 1;
                cache.invalidated += u64::from(then == Then::Invalidate);
                calls.push(Box::pin(ask(subject.cache.clone(), then)));
            }
        }
        calls
    }

    /// Stops the servers.
    pub(crate) async fn stop(self) {
        tokio::join!(self.documents.shutdown(), self.station.shutdown());
    }
}

async fn log_in(client: Client, credentials: Credentials) -> Done {
    Done::LoggedIn(Claim::of(client.login(&credentials).await.map(|session| session.attempts())))
}

/// What the caller does with a session that it got.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Keep,
    Invalidate,
}

async fn ask(cache: SessionCache, then: Then) -> Done {
    let session = cache.session().await.ok();
    if let (Some(session), Then::Invalidate) = (&session, then) {
        cache.invalidate(&session.authorization());
    }
    Done::Served(session)
}

async fn server(address: SocketAddr, plan: &Plan, invitations: usize, seed: u64) -> Mock {
    for _ in 0..BIND_ATTEMPTS {
        let builder = Mock::builder()
            .listen(address)
            .auth_token(sample::AUTH_TOKEN)
            .credentials("user@acme.example", sample::PASSWORD)
            .invitations(invitations)
            .seed(seed)
            .keep_requests(Keep::Latest(0))
            .faults(plan.faults());
        match builder.start().await {
            Err(error) if error.kind() == AddrInUse => sleep(Duration::from_millis(100)).await,
            started => return started.unwrap(),
        }
    }
    panic!("{address} is in use")
}
