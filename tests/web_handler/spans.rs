//! What the service hands to OpenTelemetry.

use leegality_mock::{Fault, Mock};

use crate::service::Service;

#[tokio::test]
async fn the_spans_of_calls_are_exported_below_those_of_their_tasks() {
    let mock = Mock::builder().faults([Fault::None, "status=503".parse().unwrap()]).start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(&mock, &folder.path().join("journal"));
    for (sign_url, status) in mock.sign_urls().iter().zip([200, 502]) {
        let answer = service.caller.clone().sign(sign_url.clone(), mock.profile_id().to_owned());
        assert_eq!(answer.await, Some(status));
    }

    // A task's span ends after that of its call, and `busy_ns` and `idle_ns` are the last that is shown of it.
    let said = service.says("idle_ns", 4).await;
    let spans = said.split("Span #").skip(1);
    let (calls, tasks): (Vec<&str>, Vec<&str>) = spans.partition(|span| span.contains(": leegality\n"));
    assert_eq!((calls.len(), tasks.len()), (2, 2), "{said}");

    let environment = format!("String(Owned(\"{}\"))", mock.base_url());
    for (call, (outcome, status)) in calls.iter().zip([("signed", "200"), ("unknown", "503")]) {
        assert_eq!(attribute(call, "operation"), r#"String(Owned("sign_invitation"))"#);
        assert_eq!(attribute(call, "environment"), environment);
        assert_eq!(attribute(call, "outcome"), format!("String(Owned(\"{outcome}\"))"));
        assert_eq!(attribute(call, "status"), format!("I64({status})"));
        assert_eq!(attribute(call, "attempt"), "I64(1)");
        assert!(attribute(call, "elapsed_ms").starts_with("I64("), "{call}");
    }
    for (call, task) in calls.iter().zip(&tasks) {
        assert_eq!(line(call, "ParentSpanId :"), line(task, "SpanId       :"));
        assert_eq!(line(call, "TraceId      :"), line(task, "TraceId      :"));
        assert!(attribute(task, "fingerprint").len() > 64, "{task}");
    }
    for secret in mock.sign_urls().iter().map(String::as_str).chain([mock.auth_token()]) {
        assert!(!said.contains(secret), "a span shows {secret}:\n{said}");
    }
}

fn attribute<'a>(span: &'a str, name: &str) -> &'a str {
    line(span, &format!("->  {name}:"))
}

/// What stands behind `start` on its line.
fn line<'a>(span: &'a str, start: &str) -> &'a str {
    let line = span.lines().find_map(|line| line.trim().strip_prefix(start));
    line.unwrap_or_else(|| panic!("no line starts with `{start}`:\n{span}")).trim()
}
