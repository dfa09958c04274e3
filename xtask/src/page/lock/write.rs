//! The lock as YAML.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::page::facts::{Fact, Facts, Field, Side};
use crate::page::lock::Entry;
use crate::page::sample::Sample;
use crate::yaml::{path_key as key, scalar};

const HEADER: &str = "\
# Written by `cargo xtask drift --update-lock PAGE...`; do not edit.
#
# What Leegality's documentation pages said when they were last read: names, types, codes and addresses, and of a
# sample its fingerprint and its types. `cargo xtask drift --lock` holds this against leegality.yaml.
";

pub(super) fn document(entries: &[Entry]) -> String {
    let mut out = format!("{HEADER}pages:\n");
    for entry in entries {
        let source = entry.address().unwrap_or_default();
        let _ = writeln!(out, "  - source: {}", scalar(source));
        let _ = writeln!(out, "    read: {}", scalar(&entry.read.value.to_string()));
        let _ = writeln!(out, "    sha256: {}", scalar(&entry.sha256));
        for line in facts(&entry.facts).lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

/// The facts without the reading that they are from. Two readings with the same facts have the same text here.
pub(super) fn facts(facts: &Facts) -> String {
    let mut out = Lines::default();
    out.pair(0, "method", &facts.method.value);
    out.pair(0, "path", &facts.path.value);
    if let Some((method, url)) = &facts.request_url {
        out.pair(0, "request-url", &format!("{} {}", method.value, url.value));
    }
    if !facts.servers.is_empty() {
        out.line(0, "servers:");
    }
    for server in &facts.servers {
        out.pair(1, server.name.as_deref().unwrap_or_default(), &server.url.value);
    }
    out.optional(0, "authentication", facts.authentication.as_ref());
    out.optional(0, "content-type", facts.content_type.as_ref());
    let statuses: Vec<_> = facts.statuses.iter().map(|status| scalar(&status.code.value)).collect();
    out.line(0, &format!("statuses: [{}]", statuses.join(", ")));
    out.fields("parameters", &facts.parameters);
    out.fields("fields", &facts.fields);
    if !facts.samples.is_empty() {
        out.line(0, "samples:");
    }
    for sample in &facts.samples {
        out.sample(sample);
    }
    out.list(0, "unreferenced", &facts.unreferenced);
    out.list(0, "sections", &facts.sections);
    out.list(0, "contradictions", &facts.contradictions);
    out.text
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, level: usize, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", level * 2);
    }

    fn pair(&mut self, level: usize, key: &str, value: &str) {
        self.line(level, &format!("{}: {}", scalar(key), scalar(value)));
    }

    fn optional(&mut self, level: usize, key: &str, value: Option<&Fact<String>>) {
        if let Some(value) = value {
            self.pair(level, key, &value.value);
        }
    }

    fn list(&mut self, level: usize, key: &str, values: &[Fact<String>]) {
        if !values.is_empty() {
            let values: Vec<_> = values.iter().map(|value| scalar(&value.value)).collect();
            self.line(level, &format!("{key}: [{}]", values.join(", ")));
        }
    }

    fn fields(&mut self, name: &str, fields: &[Field]) {
        if !fields.is_empty() {
            self.line(0, &format!("{name}:"));
        }
        for field in fields {
            let mut line = format!("{}: {{type: {}", key(&field.path), field.kind.value);
            if let Some(required) = &field.required {
                let _ = write!(line, ", required: {}", required.value);
            }
            let says_more = field.is_recursive
                || field.shown.is_some()
                || field.required_value.is_some()
                || !field.allowed.is_empty()
                || !field.codes.is_empty();
            if !says_more {
                self.line(1, &format!("{line}}}"));
                continue;
            }
            self.line(1, &format!("{}:", key(&field.path)));
            self.pair(2, "type", field.kind.value.name());
            if let Some(required) = &field.required {
                self.line(2, &format!("required: {}", required.value));
            }
            if field.is_recursive {
                self.line(2, "recursive: true");
            }
            self.optional(2, "shown", field.shown.as_ref());
            self.optional(2, "required-value", field.required_value.as_ref());
            self.list(2, "allowed", &field.allowed);
            for side in [Side::Success, Side::Error, Side::Unsaid] {
                let of_side = field.codes.iter().filter(|code| code.side == side);
                let codes: Vec<_> = of_side.map(|code| code.code.clone()).collect();
                self.list(2, &format!("{}-codes", side.name()), &codes);
            }
        }
    }

    fn sample(&mut self, sample: &Sample) {
        self.line(1, &format!("{}:", key(&sample.body)));
        self.pair(2, "sha256", &sample.sha256);
        self.line(2, "types:");
        // All items of an array in one: the fingerprint knows them apart.
        let mut order = Vec::new();
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entry in &sample.entries {
            let known = kinds.entry(&entry.path).or_default();
            if known.is_empty() {
                order.push(entry.path.as_str());
            }
            if !known.contains(&entry.kind.name()) {
                known.push(entry.kind.name());
            }
            if let Some(value) = entry.value.as_deref().filter(|_| Field::holds_codes(&entry.path)) {
                let known = codes.entry(&entry.path).or_default();
                if !known.contains(&value) {
                    known.push(value);
                }
            }
        }
        for path in order {
            let kinds = kinds.get(path).map(|kinds| kinds.join(", ")).unwrap_or_default();
            self.line(3, &format!("{}: [{kinds}]", key(path)));
        }
        if !codes.is_empty() {
            self.line(2, "codes:");
        }
        for (path, codes) in codes {
            let codes: Vec<_> = codes.into_iter().map(scalar).collect();
            self.line(3, &format!("{}: [{}]", key(path), codes.join(", ")));
        }
    }
}
