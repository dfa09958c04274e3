//! Whoever asked for a signature goes away.

use std::time::{Duration, Instant};

use leegality::RecordedOutcome;
use leegality_mock::{Fault, Mock};

use crate::service::{PATIENCE, Service, State};

/// An answer of some hundred bytes takes seconds.
const SLOW: Fault = Fault::Slow(Duration::from_millis(10));

#[tokio::test]
async fn a_call_goes_on_when_its_http_client_goes_away() {
    let mock = Mock::builder().faults([SLOW]).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(&mock, &folder.path().join("journal"));

    leave_in_mid_call(&service, &mock).await;
    let row = service.caller.row_in(State::Ended).await;
    assert_eq!((row.outcome(), row.record.attempts()), (RecordedOutcome::Signed, 1));
    assert_eq!(mock.ledger()[0].count, 1);

    // Whoever got no answer asks again, and nothing is sent.
    assert_eq!(sign(&service, &mock).await, Some(409));
    assert_eq!(mock.requests().len(), 1);
}

#[cfg(unix)]
#[tokio::test]
async fn a_service_that_is_told_to_stop_waits_for_calls_that_nobody_waits_for() {
    let mock = Mock::builder().faults([SLOW]).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let journal = folder.path().join("journal");
    let service = Service::start(&mock, &journal);

    leave_in_mid_call(&service, &mock).await;
    assert!(service.stop().await.success());
    let row = Service::start(&mock, &journal).caller.row_in(State::Ended).await;
    assert_eq!((row.outcome(), row.record.attempts()), (RecordedOutcome::Signed, 1));
}

/// What is known to be unsigned may be tried again, and what cannot be signed at all gets no row.
#[tokio::test]
async fn a_refused_invitation_can_be_asked_for_again() {
    let mock = Mock::builder().faults(["status=403".parse().unwrap()]).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(&mock, &folder.path().join("journal"));

    let nowhere = service.caller.clone().sign("no URL".to_owned(), mock.profile_id().to_owned());
    assert_eq!(nowhere.await, Some(400));
    assert!(service.caller.rows().await.unwrap().is_empty());
    assert_eq!(sign(&service, &mock).await, Some(422));
    assert_eq!(service.caller.row_in(State::Ended).await.outcome(), RecordedOutcome::Refused);
    assert_eq!(sign(&service, &mock).await, Some(200));
    assert_eq!(service.caller.row_in(State::Ended).await.outcome(), RecordedOutcome::Signed);
}

/// Asks for the signature of the first invitation.
fn sign(service: &Service, mock: &Mock) -> impl Future<Output = Option<u16>> + use<> {
    service.caller.clone().sign(mock.sign_urls().remove(0), mock.profile_id().to_owned())
}

/// Asks for a signature, and closes the connection while the answer of Leegality is on its way.
async fn leave_in_mid_call(service: &Service, mock: &Mock) {
    let client = tokio::spawn(sign(service, mock));
    let row = service.caller.row_in(State::Started).await;
    assert_eq!((row.outcome(), row.record.attempts()), (RecordedOutcome::Unknown, 0));
    let began = Instant::now();
    while mock.requests().is_empty() {
        assert!(began.elapsed() < PATIENCE, "the service did not call");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(!client.is_finished(), "the answer was there too early");
    client.abort();
    assert!(client.await.unwrap_err().is_cancelled());
}
