//! The verdict on every pair, held against that of another tool.

use std::collections::BTreeSet;
use std::process::Command;

use super::{cases, changed, diff, folder, json, stdout, write, xtask};

/// The pairs on whose breaking or not the two disagree: the code, and a part of what makes the pair. `explain` says why.
const DISAGREEMENTS: &[(&str, &str)] = &[
    ("diff-consent-history", ""),
    ("diff-operation-id-changed", ""),
    ("diff-parameter-became-optional", "x-trace"),
    ("diff-parameter-encoding-changed", "explode"),
    ("diff-encoding-changed", "spaceDelimited"),
    ("diff-security-narrowed", ""),
    ("diff-security-scheme-changed", "X-Key"),
    ("diff-server-removed", ""),
    ("diff-server-url-changed", "park"),
    ("diff-server-changed", "south"),
    ("diff-documentation", "password"),
    ("diff-request-field-added-required", "default"),
    ("diff-request-field-removed", "readOnly"),
    ("diff-response-field-removed", "writeOnly"),
    ("diff-request-type-widened", "free"),
    ("diff-response-type-changed", "X-Wait"),
    ("diff-request-format-changed", "date-time"),
    ("diff-request-format-widened", "since"),
    ("diff-response-format-narrowed", "float"),
    ("diff-request-enum-widened", "kind: §{type: string}"),
    ("diff-response-enum-widened", "state: §{type: string}"),
    ("diff-request-bound-narrowed", "multipleOf"),
    ("diff-request-bound-narrowed", "maxProperties"),
    ("diff-response-pattern-changed", "^q"),
    ("diff-request-default", "6"),
    ("diff-request-other-fields-narrowed", "false"),
    ("diff-response-other-fields-widened", "string"),
    ("diff-response-alternative-added", "Square"),
    ("diff-discriminator-changed", ""),
    ("diff-request-not-changed", "moss"),
    ("diff-response-not-changed", "word"),
    ("diff-documented-code-removed", ""),
    ("diff-documented-code-status", "0"),
];

/// The pairs that it does not read, because a reference leads nowhere.
const UNREAD: &str = "diff-not-compared";

#[test]
#[ignore = "needs oasdiff 1.15 on the PATH, or its path in the variable OASDIFF"]
fn the_verdict_is_that_of_oasdiff_but_for_what_is_explained() {
    let program = std::env::var_os("OASDIFF").unwrap_or_else(|| "oasdiff".into());
    let folder = folder("oasdiff");
    let old = write(&folder, "base.yaml", super::BASE);
    let mut failures = Vec::new();
    let mut disagreements = 0;
    for (number, case) in cases::CASES.iter().enumerate() {
        let new = write(&folder, &format!("{number}.yaml"), &changed(case));
        let report = json(&diff(&[&old, &new], &["--format", "json"]));
        let breaks = report["changes"].as_array().unwrap().iter().any(|change| change["level"] == "breaking");

        let output = Command::new(&program)
            .args(["breaking", "--format", "json"])
            .args([&old, &new])
            .output()
            .expect("oasdiff is installed");
        if case.code == UNREAD {
            assert!(!output.status.success(), "{}: oasdiff reads it now", case.code);
            continue;
        }
        assert!(output.status.success(), "{number}: {}", String::from_utf8_lossy(&output.stderr));
        let theirs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let is_breaking_there = theirs.as_array().is_some_and(|changes| !changes.is_empty());

        let is_known = DISAGREEMENTS.iter().any(|(code, part)| is_meant(case, code, part));
        disagreements += usize::from(breaks != is_breaking_there);
        if (breaks != is_breaking_there) != is_known {
            failures
                .push(format!("{number} {}: {breaks} here, {is_breaking_there} there: {theirs}", case.code));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    println!("{} pairs, {disagreements} known disagreements", cases::CASES.len());
}

fn is_meant(case: &cases::Case, code: &str, part: &str) -> bool {
    let mut texts = case.also.iter().map(|(_, put)| *put).chain([case.put]);
    case.code == code && texts.any(|text| text.contains(part))
}

#[test]
fn each_disagreement_is_explained() {
    let codes: BTreeSet<_> = DISAGREEMENTS.iter().map(|(code, _)| *code).chain([UNREAD]).collect();
    for code in codes {
        let text = stdout(&xtask(&["explain", code]));
        assert!(text.contains("oasdiff"), "{code}: {text}");
    }
    for (code, part) in DISAGREEMENTS {
        assert!(cases::CASES.iter().any(|case| is_meant(case, code, part)), "{code} {part}");
    }
}
