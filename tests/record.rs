//! The JSON of signing records: what was written once has to stay readable.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::time::{Duration, UNIX_EPOCH};

use leegality::{Client, RecordedOutcome, RetryPolicy, SigningRecord};
use serde_json::{Map, Value, json};
use support::request::pretty;
use support::server::{ClosedPort, Reply, Server};
use support::{assert_no_secret, sample};

/// One record of each outcome, from real calls.
async fn records() -> Vec<(&'static str, SigningRecord)> {
    let server = Server::start([
        Reply::json(200, sample::SIGNED),
        Reply::json(200, sample::NOT_EXISTS),
        Reply::json(502, "<html>"),
    ])
    .await;
    let client = sample::client(&server).build().unwrap();
    let invitation = sample::invitation();
    let sign = || client.sign_invitation(&invitation, sample::consent());
    let signed = sign().await.unwrap().record();
    let refused = sign().await.unwrap_err().record().unwrap();
    let unknown = sign().await.unwrap_err().record().unwrap();

    let closed = ClosedPort::reserve();
    let nowhere = closed.base_url().parse().unwrap();
    let lost = Client::builder(nowhere).auth_token(sample::auth_token()).retry(RetryPolicy::never()).build();
    let lost = lost.unwrap().sign_invitation(&sample::invitation(), sample::consent()).await;
    let not_sent = lost.unwrap_err().record().unwrap();

    let environment = sample::environment(&server);
    let intent = SigningRecord::intent(&environment, &sample::invitation(), &sample::consent());
    vec![
        ("intent", intent),
        ("not_sent", not_sent),
        ("refused", refused),
        ("signed", signed),
        ("unknown", unknown),
    ]
}

#[tokio::test]
async fn the_json_of_every_outcome_is_pinned() {
    let actual: Map<_, _> =
        records().await.into_iter().map(|(name, record)| (name.to_owned(), normalized(&record))).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/signing_record.json");
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        pretty(&Value::Object(actual)),
        pretty(&golden),
        "records that programs stored differ from what is written now; a new form needs a new version"
    );
}

/// The record's JSON with its times, its port and the crate's version replaced.
fn normalized(record: &SigningRecord) -> Value {
    let mut json = serde_json::to_value(record).unwrap();
    for pointer in ["/started_at", "/ended_at", "/consent/granted_at"] {
        let time = json.pointer_mut(pointer).unwrap();
        let text = time.as_str().unwrap();
        // 2026-01-31T12:00:00.000Z
        assert_eq!((text.len(), &text[10..11], &text[19..20], &text[23..]), (24, "T", ".", "Z"), "{text}");
        *time = json!("[time]");
    }
    assert_eq!(json["sdk_version"], env!("CARGO_PKG_VERSION"));
    json["sdk_version"] = json!("[version]");
    let environment = json["environment"].as_str().unwrap();
    assert!(environment.starts_with("http://127.0.0.1:") && environment.ends_with("/api"), "{environment}");
    json["environment"] = json!("http://127.0.0.1:[port]/api");
    json
}

#[tokio::test]
async fn a_record_survives_the_round_trip_and_holds_no_secret() {
    for (name, record) in records().await {
        let text = serde_json::to_string(&record).unwrap();
        assert_no_secret(&text, name);
        let read: SigningRecord = serde_json::from_str(&text).unwrap();
        assert_eq!(read, record, "{name}");
        assert_eq!(serde_json::to_string(&read).unwrap(), text, "{name}");
        assert!(record.started_at() <= record.ended_at(), "{name}");
        assert!(record.consent().granted_at() <= record.started_at(), "{name}");
    }
}

/// As version 0.1.0 of the crate wrote it.
const OLD: &str = r#"{"version":1,"sdk_version":"0.1.0","environment":"sandbox","fingerprint":"d90ac9b35a8e21f79f3c86e8e28c8d7b1b1f8ab9de8da0eefa6b1a3d3dbb9b1e","profile_id":"d4NrfHV","consent":{"principal":"contracts@acme.example","statement_sha256":"0d0f3c","granted_at":"2026-01-31T12:00:00.000Z"},"started_at":"2026-01-31T12:00:01.000Z","ended_at":"2026-01-31T12:00:02.250Z","attempts":1,"http_status":200,"code":"signing.success","outcome":"signed"}"#;

#[test]
fn an_old_record_stays_readable() {
    let record: SigningRecord = serde_json::from_str(OLD).unwrap();
    assert_eq!(record.sdk_version(), "0.1.0");
    assert_eq!(record.environment(), "sandbox");
    assert!(record.fingerprint().starts_with("d90ac9b3"));
    assert_eq!(record.profile_id(), "d4NrfHV");
    assert_eq!(record.consent().principal(), "contracts@acme.example");
    assert_eq!(record.consent().statement_sha256(), "0d0f3c");
    let noon = UNIX_EPOCH + Duration::from_secs(1_769_860_800);
    assert_eq!(record.consent().granted_at(), noon);
    assert_eq!(record.started_at(), noon + Duration::from_secs(1));
    assert_eq!(record.ended_at(), noon + Duration::from_millis(2_250));
    assert_eq!((record.attempts(), record.http_status()), (1, Some(200)));
    assert_eq!(record.code(), Some("signing.success"));
    assert_eq!(record.outcome(), RecordedOutcome::Signed);
    // And what is written of it is what was read.
    assert_eq!(serde_json::to_string(&record).unwrap(), OLD);
}

#[test]
fn a_time_of_another_writer_is_read_to_the_millisecond() {
    for time in ["2026-01-31T12:00:02.2509Z", "9999-12-31T23:59:60.999999999+00:00"] {
        let record: SigningRecord = serde_json::from_value(old_with("ended_at", json!(time))).unwrap();
        let written = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<SigningRecord>(&written).unwrap(), record, "{time}");
    }
}

#[test]
fn every_outcome_has_its_name() {
    for (name, outcome) in [
        ("signed", RecordedOutcome::Signed),
        ("not_sent", RecordedOutcome::NotSent),
        ("refused", RecordedOutcome::Refused),
        ("unknown", RecordedOutcome::Unknown),
    ] {
        let record: SigningRecord = serde_json::from_value(old_with("outcome", json!(name))).unwrap();
        assert_eq!(record.outcome(), outcome);
    }
}

#[test]
fn what_is_no_record_of_this_version_is_refused() {
    for version in [json!(0), json!(2), json!("1"), json!(null)] {
        let error =
            serde_json::from_value::<SigningRecord>(old_with("version", version.clone())).unwrap_err();
        if version.is_u64() {
            assert_eq!(error.to_string(), format!("a signing record of version {version}, where 1 is known"));
        }
    }
    for field in
        ["version", "fingerprint", "profile_id", "consent", "started_at", "ended_at", "attempts", "outcome"]
    {
        let mut json = old_with("x", json!(null));
        json.as_object_mut().unwrap().remove(field);
        assert!(serde_json::from_value::<SigningRecord>(json).is_err(), "without {field}");
    }
    for (field, value) in
        [("outcome", json!("maybe")), ("started_at", json!("yesterday")), ("attempts", json!(-1))]
    {
        assert!(serde_json::from_value::<SigningRecord>(old_with(field, value)).is_err(), "{field}");
    }
}

/// A later minor version may add a field without a new version of the record.
#[test]
fn unknown_fields_are_accepted() {
    let record: SigningRecord = serde_json::from_value(old_with("document_id", json!("x"))).unwrap();
    assert_eq!(record, serde_json::from_str(OLD).unwrap());
}

fn old_with(field: &str, value: Value) -> Value {
    let mut json: Value = serde_json::from_str(OLD).unwrap();
    json[field] = value;
    json
}
