//! Calls through a proxy that fails, to a server behind TLS.

use std::time::{Duration, Instant};

use leegality::{Client, Environment, Error, ErrorKind};
use leegality_mock::{Mock, Proxy};
use support::shown::Shown;
use support::tls_front::TlsFront;
use support::{sample, tls};

use crate::document::{self, Table};
use crate::proxy_rows::{ROWS, Row};
use crate::rows::{Claim, UNREACHABLE};
use crate::run::{SLACK, Seen, call};
use crate::{check, in_parallel};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_a_proxy_comes_out_as_expected_and_as_documented() {
    let seen = in_parallel(ROWS, row).await;
    check(ROWS.iter().map(|row| (format!("{:?}", row.faults), row.call, row.expected)).zip(&seen));
    let lines = ROWS.iter().zip(&seen).map(|(row, seen)| (row.call, vec![described(row)], *seen));
    document::compare(Table::Proxy, lines);
}

/// The fault column of the document.
fn described(row: &Row) -> String {
    let proxy: Vec<_> = row.faults.iter().map(|fault| format!("`{fault}`")).collect();
    match row.server {
        "none" => proxy.join(", then "),
        server => format!("{}; server `{server}`", proxy.join(", then ")),
    }
}

/// Runs a row, and asserts what holds for every one.
async fn row(row: &'static Row) -> Seen {
    let mock = Mock::builder()
        .auth_token(sample::AUTH_TOKEN)
        .credentials("user@acme.example", sample::PASSWORD)
        .faults([row.server.parse().unwrap()])
        .start()
        .await
        .unwrap();
    mock.add_invitation(leegality_mock::Invitation::new().sign_url(sample::SIGN_URL));
    let front = TlsFront::start(mock.address()).await;
    let proxy = Proxy::start(front.address()).await.unwrap();
    let mut proxy_address = proxy.address().to_string();
    match row.faults {
        [UNREACHABLE] => {
            let url = Mock::unreachable_url().unwrap();
            proxy_address = url.trim_start_matches("http://").trim_end_matches("/api").to_owned();
        }
        [fault] => proxy.always(fault.parse().unwrap()),
        faults => proxy.script(faults.iter().map(|fault| fault.parse().unwrap())),
    }
    // Only where a time is to run out, it is short.
    let connect_timeout = if row.stalls_before_request() { Duration::from_secs(2) } else { SLACK / 2 };
    let timeout = match row.expected.claim {
        Claim::Failed(_, ErrorKind::Timeout) => Duration::from_secs(2),
        _ => SLACK,
    };
    let client = Client::builder(Environment::Sandbox)
        .auth_token(sample::auth_token())
        .add_root_certificate_pem(tls::ROOT)
        .proxy(format!("http://proxyuser:{}@{proxy_address}", sample::PROXY_PASSWORD))
        .connect_timeout(connect_timeout.min(timeout * 3 / 4))
        .timeout(timeout)
        .build()
        .unwrap();

    let began = Instant::now();
    let result = call(&client, row.call, sample::SIGN_URL, mock.profile_id()).await;
    assert!(began.elapsed() < SLACK, "{:?} took {:?}", row.faults, began.elapsed());

    let (claim, attempts) = match result {
        Ok(attempts) => (Claim::Done, attempts),
        Err(error) => {
            assert_says_nothing_of_the_proxy(&error, row);
            (Claim::Failed(error.outcome(), error.kind()), error.attempts())
        }
    };
    let connects = proxy.connects();
    if row.faults != [UNREACHABLE] {
        assert_eq!(connects.len(), attempts as usize, "tunnels of {:?}", row.faults);
    }
    for connect in connects {
        assert_eq!(connect.target, "sandbox.leegality.com:443");
        let authorization = format!("Basic {}", sample::PROXY_AUTHORIZATION);
        assert_eq!(connect.header("proxy-authorization"), Some(authorization.as_str()));
        assert_eq!(connect.header("x-auth-token"), None);
    }
    for request in mock.requests() {
        assert_eq!(request.header("proxy-authorization"), None, "the server gets the proxy's credentials");
    }
    let requests = mock.requests().len();
    let signatures = mock.ledger().iter().map(|entry| entry.count).sum();
    if matches!(claim, Claim::Failed(leegality::Outcome::NotSent, _)) {
        assert_eq!(requests, 0, "{:?}", row.faults);
    }
    assert!(requests <= 1, "sent {requests} times under {:?}", row.faults);
    Seen { claim, signatures, attempts }
}

/// Neither its credentials nor its status, which is not the server's.
fn assert_says_nothing_of_the_proxy(error: &Error, row: &Row) {
    let mut shown = Shown::default();
    shown.error(row.faults[0], error);
    // A server with a fault is one whose answer has begun.
    let status = (row.server != "none").then_some(200);
    assert_eq!(error.http_status(), status, "{:?}: {error:?}", row.faults);
    assert_eq!(error.retry_after(), None, "{:?}: {error:?}", row.faults);
}
