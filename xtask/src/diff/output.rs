//! What `diff` prints.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::diagnostic::{Finding, Format, Severity, github, human, json as places, sarif};
use crate::diff::versions::Versions;
use crate::spec::diff::codes;

pub(super) fn print(findings: &[Finding], versions: &Versions, format: Format) {
    match format {
        Format::Human => print!("{}{}", human::excerpts(findings), summary(findings, versions)),
        Format::Json => println!("{:#}", json(findings, versions)),
        Format::Sarif => print!("{}", sarif::render(findings)),
        Format::Github => print!("{}", github::render(findings)),
    }
}

fn summary(findings: &[Finding], versions: &Versions) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    if !versions.interface.is_empty() {
        let _ = writeln!(text, "the interface of leegality-api:\n{}\n", versions.interface.join("\n"));
    }
    let count = |level: Severity| {
        let count = findings.iter().filter(|finding| finding.code.severity == level).count();
        (count > 0).then(|| format!("{count} {}", level.name()))
    };
    let levels = [Severity::Breaking, Severity::Additive, Severity::Cosmetic];
    let counts: Vec<_> = levels.into_iter().filter_map(count).collect();
    let changes = findings.iter().find(|finding| finding.code.id != codes::VERSION.id);
    match changes {
        Some(first) => {
            let (counts, id) = (counts.join(", "), first.code.id);
            let _ =
                writeln!(text, "{counts}: {}; `cargo xtask explain {id}` says more", versions.spec.name());
        }
        None => text.push_str("no changes\n"),
    }
    let before = versions.before;
    for it in &versions.crates {
        let _ = writeln!(text, "{:<13} {before} → {} ({})", it.name, before.raised(it.bump), it.bump.name());
    }
    let (bump, needed) = (versions.bump().name(), versions.needed());
    let _ = writeln!(text, "all crates share one version: {before} → {needed} ({bump})");
    text
}

fn json(findings: &[Finding], versions: &Versions) -> Value {
    let (errors, changes): (Vec<_>, Vec<_>) =
        findings.iter().partition(|finding| finding.code.id == codes::VERSION.id);
    let before = versions.before;
    let crates: Vec<_> = versions
        .crates
        .iter()
        .map(|it| {
            json!({
                "name": it.name,
                "bump": it.bump.name(),
                "from": before.to_string(),
                "to": before.raised(it.bump).to_string(),
            })
        })
        .collect();
    json!({
        "changes": changes.into_iter().map(change).collect::<Vec<_>>(),
        "bump": versions.spec.name(),
        "crates": crates,
        "release": {
            "bump": versions.bump().name(),
            "from": before.to_string(),
            "to": versions.needed().to_string(),
        },
        "interface": versions.interface.iter().map(|line| line.trim()).collect::<Vec<_>>(),
        "findings": errors.into_iter().map(places::finding).collect::<Vec<_>>(),
    })
}

fn change(finding: &Finding) -> Value {
    json!({
        "code": finding.code.id,
        "level": finding.code.severity.name(),
        "message": finding.message,
        "help": finding.advice(),
        "old": finding.related.first().map(|(place, _)| places::place(place)),
        "new": places::place(&finding.place),
    })
}
