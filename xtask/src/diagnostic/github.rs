//! Findings as annotations of a GitHub workflow.

use std::fmt::Write;

use super::{Common, Finding};

pub(crate) fn render(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let start = finding.place.file.position(finding.place.range.start);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "::{} file={},line={},col={},title={}::{}",
            level(finding.code.severity.common()),
            property(&finding.place.file.name),
            start.line,
            start.column,
            property(finding.code.id),
            data(&format!("{}\n{}", finding.message, finding.advice())),
        );
    }
    text
}

fn level(level: Common) -> &'static str {
    match level {
        Common::Error => "error",
        Common::Warning => "warning",
        Common::Note => "notice",
    }
}

/// Escapes the text of an annotation.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of an annotation.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
