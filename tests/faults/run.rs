//! One row of the table, run.

use std::time::{Duration, Instant};

use leegality::{Client, Consent, Credentials, Error, ErrorKind, Invitation};
use leegality_mock::Mock;
use support::sample;
use support::shown::Shown;

use crate::rows::{Call, Claim, Row, UNREACHABLE};
use crate::server;

/// The longest that a row may take beside its timeouts, on a machine with other things to do.
pub(crate) const SLACK: Duration = Duration::from_secs(20);

/// What came out of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) claim: Claim,
    pub(crate) signatures: u64,
    pub(crate) attempts: u32,
}

/// Runs a row, and asserts what holds for every one.
pub(crate) async fn row(row: Row) -> Seen {
    let mock = row.server.mock().credentials("user@acme.example", sample::PASSWORD).start().await.unwrap();
    let sign_url = mock.sign_urls().remove(0);
    let is_unreachable = row.faults == [UNREACHABLE];
    if !is_unreachable {
        mock.script(row.faults.iter().map(|fault| fault_in(fault, &sign_url)));
    }
    let base_url = if is_unreachable { Mock::unreachable_url().unwrap() } else { mock.base_url() };
    // Only where the time is to run out, it is short.
    let timeout = match row.claim {
        Claim::Failed(_, ErrorKind::Timeout) => Duration::from_secs(2),
        _ if row.faults.contains(&"handshake-hang") => Duration::from_secs(4),
        _ => SLACK,
    };
    let client =
        server::client(&mock, &base_url).connect_timeout(timeout / 2).timeout(timeout).build().unwrap();

    let began = Instant::now();
    // The client takes the sign URLs of its own environment, whatever the port.
    let result = call(&client, row.call, &sign_url, mock.profile_id()).await;
    assert!(began.elapsed() < SLACK, "{row:?} took {:?}", began.elapsed());

    let (claim, attempts) = match result {
        Ok(attempts) => (Claim::Done, attempts),
        Err(error) => {
            assert_keeps_secrets(&error, &row, &sign_url);
            (Claim::Failed(error.outcome(), error.kind()), error.attempts())
        }
    };
    if !is_unreachable {
        let requests = mock.requests();
        assert_eq!(
            attempts as usize,
            requests.len() + without_request(&row),
            "requests of {row:?}: {requests:?}"
        );
        assert!(
            requests.iter().all(|request| request.version == row.server.version()),
            "{row:?}: {requests:?}"
        );
    }
    if !row.server.is_trusted() {
        assert_eq!(u64::from(attempts), mock.connections(), "connections of {row:?}");
    }
    Seen { claim, signatures: mock.ledger().iter().map(|entry| entry.count).sum(), attempts }
}

/// How many attempts end before there is a request.
fn without_request(row: &Row) -> usize {
    if !row.server.is_trusted() {
        return row.attempts as usize;
    }
    let is_early = |fault: &&&str| **fault == "reset-before-reading" || fault.starts_with("handshake-");
    row.faults.iter().filter(is_early).count()
}

/// Makes the call, and says how many attempts it took.
pub(crate) async fn call(
    client: &Client,
    call: Call,
    sign_url: &str,
    profile_id: &str,
) -> Result<u32, Error> {
    match call {
        Call::Sign => {
            let invitation = Invitation::new(sign_url.parse().unwrap(), profile_id.parse().unwrap());
            let consent = Consent::granted_by("tester@acme.example").unwrap();
            client.sign_invitation(&invitation, consent).await.map(|receipt| receipt.attempts())
        }
        Call::Login => {
            let credentials = Credentials::new("user@acme.example", sample::PASSWORD);
            client.login(&credentials).await.map(|session| session.attempts())
        }
    }
}

fn fault_in(text: &str, sign_url: &str) -> leegality_mock::Fault {
    let text = text
        .replace("$AUTH_TOKEN", sample::AUTH_TOKEN)
        .replace("$PASSWORD", sample::PASSWORD)
        .replace("$SIGN_URL", sign_url);
    text.parse().unwrap()
}

fn assert_keeps_secrets(error: &Error, row: &Row, sign_url: &str) {
    let mut shown = Shown::default();
    shown.error(row.faults[0], error);
    let id = sign_url.rsplit('/').next().unwrap();
    let text = format!("{} {error:#?} {:?}", shown.text(), error.record());
    assert!(!text.contains(id), "the sign URL is shown: {text}");
    assert!(!text.contains('\u{1b}'), "a terminal would obey this: {text}");
    assert!(!error.to_string().is_empty());
}
