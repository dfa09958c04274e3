//! Findings as SARIF 2.1.0, for code scanning.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Finding, Place};

pub(crate) fn render(findings: &[Finding]) -> String {
    let rules: BTreeMap<_, _> = findings.iter().map(|finding| (finding.code.id, finding.code)).collect();
    let rules: Vec<_> = rules
        .values()
        .map(|code| {
            json!({
                "id": code.id,
                "shortDescription": { "text": code.title },
                "fullDescription": { "text": code.explanation },
                "defaultConfiguration": { "level": code.severity.name() },
            })
        })
        .collect();
    let results: Vec<_> = findings.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "leegality-xtask",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(finding: &Finding) -> Value {
    let related: Vec<_> = finding
        .related
        .iter()
        .map(|(place, what)| {
            let mut location = location(place);
            location["message"] = json!({ "text": what });
            location
        })
        .collect();
    json!({
        "ruleId": finding.code.id,
        "level": finding.code.severity.name(),
        "message": { "text": format!("{}\n{}", finding.message, finding.advice()) },
        "locations": [location(&finding.place)],
        "relatedLocations": related,
    })
}

fn location(place: &Place) -> Value {
    let start = place.file.position(place.range.start);
    let end = place.file.position(place.range.end);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": place.file.name },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    })
}
