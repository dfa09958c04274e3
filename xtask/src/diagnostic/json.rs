//! Findings as JSON.

use serde_json::{Value, json};

use super::{Finding, Place};

pub(crate) fn render(findings: &[Finding], notes: &[String]) -> String {
    let findings: Vec<_> = findings.iter().map(finding).collect();
    format!("{:#}\n", json!({ "findings": findings, "notes": notes }))
}

pub(crate) fn finding(finding: &Finding) -> Value {
    let mut value = place(&finding.place);
    let related: Vec<_> = finding
        .related
        .iter()
        .map(|(at, what)| {
            let mut value = place(at);
            value["message"] = json!(what);
            value
        })
        .collect();
    value["code"] = json!(finding.code.id);
    value["severity"] = json!(finding.code.severity.name());
    value["message"] = json!(finding.message);
    value["help"] = json!(finding.advice());
    value["related"] = json!(related);
    value
}

pub(crate) fn place(place: &Place) -> Value {
    let start = place.file.position(place.range.start);
    let end = place.file.position(place.range.end);
    json!({
        "file": place.file.name,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}
