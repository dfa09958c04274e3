//! Findings as SARIF 2.1.0, for code scanning.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Common, Finding, Place};

pub(crate) fn render(findings: &[Finding]) -> String {
    let rules: BTreeMap<_, _> = findings.iter().map(|finding| (finding.code.id, finding.code)).collect();
    let rules: Vec<_> = rules
        .values()
        .map(|code| {
            json!({
                "id": code.id,
                "shortDescription": { "text": code.title },
                "fullDescription": { "text": code.explanation },
                "defaultConfiguration": { "level": level(code.severity.common()) },
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

fn level(level: Common) -> &'static str {
    match level {
        Common::Error => "error",
        Common::Warning => "warning",
        Common::Note => "note",
    }
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
        "level": level(finding.code.severity.common()),
        "message": { "text": format!("{}\n{}", finding.message, finding.advice()) },
        "locations": [location(&finding.place)],
        "relatedLocations": related,
    })
}

/// A path as a reference to a URI: relative as it is, absolute with a scheme.
fn uri(path: &str) -> String {
    let is_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let (mut uri, rest) = match path {
        _ if is_drive => (format!("file:///{}:", &path[..1]), &path[2..]),
        _ if path.starts_with('/') => ("file://".to_owned(), path),
        _ => (String::new(), path),
    };
    for &byte in rest.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn location(place: &Place) -> Value {
    let start = place.file.position(place.range.start);
    let end = place.file.position(place.range.end);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file.name) },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references_to_uris() {
        for (path, expected) in [
            ("spec/leegality.yaml", "spec/leegality.yaml"),
            ("../a b/c#d?e%f.yaml", "../a%20b/c%23d%3Fe%25f.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
            ("/tmp/é.yaml", "file:///tmp/%C3%A9.yaml"),
            ("C:/specs/a b.yaml", "file:///C:/specs/a%20b.yaml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
