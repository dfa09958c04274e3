//! Sample JSON, against the page's own tables, against the spec's types and against the spec's examples.

use std::collections::{HashMap, HashSet};

use super::{Comparison, Difference, quoted};
use crate::diagnostic::Code;
use crate::page::codes;
use crate::page::facts::{Field, Kind, Origin, is_within, parent};
use crate::page::sample::{Entry, Sample};

/// The name of the spec's example that is a page's sample.
const DOCUMENTED: &str = "documented";

impl Comparison<'_> {
    pub(super) fn samples(&mut self) {
        let documented = self.documented;
        let mut required: HashMap<&str, Vec<&Field>> = HashMap::new();
        for field in &documented.fields {
            if let Some(parent) = parent(&field.path)
                && field.required.as_ref().is_some_and(|required| required.value)
            {
                required.entry(parent).or_default().push(field);
            }
        }
        for sample in &documented.samples {
            let mut reported = HashSet::new();
            let pointers: HashSet<&str> = sample.entries.iter().map(|entry| entry.pointer.as_str()).collect();
            for entry in &sample.entries {
                if self.is_closed(&entry.path) || self.is_inside_of_any(&entry.path, &reported) {
                    continue;
                }
                if !self.entry(entry) {
                    reported.insert(entry.path.clone());
                    continue;
                }
                let Some(fields) = required.get(entry.path.as_str()).filter(|_| entry.kind == Kind::Object)
                else {
                    continue;
                };
                for field in fields {
                    let name = &field.path[entry.path.len()..];
                    if !pointers.contains(format!("{}{name}", entry.pointer).as_str())
                        && !self.is_closed(&field.path)
                        && reported.insert(field.path.clone())
                    {
                        let message = format!("the sample lacks {}, which is required", quoted(&field.path));
                        self.sample(codes::SAMPLE_REQUIRED, entry, &field.path, message);
                    }
                }
            }
            self.example(sample, &reported);
        }
        self.missing_samples();
    }

    /// A page that was cut short has lost its samples first of all. Of failures, pages show none.
    fn missing_samples(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        for example in spec.samples.iter().filter(|example| example.name.as_deref() == Some(DOCUMENTED)) {
            let is_shown = documented.samples.iter().any(|sample| sample.body == example.body);
            let is_due = example.body == "request" || example.body.starts_with('2');
            if is_shown || !is_due || self.is_closed(&example.body) || self.may_be_silent() {
                continue;
            }
            let message =
                format!("{} has no sample of {}, the spec has one", self.name(), quoted(&example.body));
            let place = self.documented_side(&example.body);
            let (_, anchor) = self.spec_side(&example.body);
            self.push(
                Difference::new(codes::SAMPLE_MISSING, &place, &example.body, anchor, message)
                    .related(&example.place, "the spec's example"),
            );
        }
    }

    fn is_inside_of_any(&self, path: &str, outer: &HashSet<String>) -> bool {
        let mut inner = Some(path);
        while let Some(path) = inner {
            if outer.contains(path) {
                return true;
            }
            inner = parent(path);
        }
        false
    }

    /// Compares a value with the field that it is of, and gives whether that went well.
    fn entry(&mut self, entry: &Entry) -> bool {
        let documented = self.documented_fields.get(&entry.path);
        let spec = self.spec_fields.get(&entry.path);
        let described = documented.filter(|field| field.kind.value != Kind::Unknown);
        let Some(field) = described.or(spec) else {
            let outer = parent(&entry.path).and_then(|path| self.documented_fields.get(path));
            // A body without a table, fields of a type that is not written out again, items of which nothing is said.
            let is_open = documented.is_some() || outer.is_some_and(|outer| outer.is_recursive);
            if !is_open {
                let message = format!("the sample has {}, which no table has", quoted(&entry.path));
                self.sample(codes::SAMPLE_UNKNOWN_FIELD, entry, &entry.path, message);
            }
            return false;
        };
        let is_fitting = match (entry.kind, field.kind.value) {
            (_, Kind::Unknown) | (Kind::Integer, Kind::Number) => true,
            (Kind::Null, _) => field.required.as_ref().is_none_or(|required| !required.value),
            (ours, theirs) => ours == theirs,
        };
        if !is_fitting {
            let side = if described.is_some() { "the page's table" } else { "the spec" };
            let message = format!(
                "{} is {} in the sample, {} in {side}",
                quoted(&entry.path),
                entry.kind,
                field.kind.value
            );
            self.sample(codes::SAMPLE_TYPE, entry, &entry.path, message);
        }
        is_fitting
    }

    fn sample(&mut self, code: &'static Code, entry: &Entry, path: &str, message: String) {
        let (place, anchor) = self.spec_side(path);
        let mut difference =
            Difference::new(code, &entry.place, path, anchor, message).related(&place, "the spec's side");
        if let Some(field) = self.documented_fields.get(path) {
            difference = difference.related(&field.place, "the row");
        }
        self.push(difference);
    }

    /// The spec holds the page's samples as examples, so that the stand-in answers with them.
    fn example(&mut self, sample: &Sample, reported: &HashSet<String>) {
        let spec = self.spec;
        let examples: Vec<&Sample> =
            spec.samples.iter().filter(|example| example.body == sample.body).collect();
        let is_known = examples.iter().any(|example| example.sha256 == sample.sha256);
        if is_known || self.documented.origin == Origin::OpenApi {
            return;
        }
        let is_named = |example: &&&Sample| example.name.as_deref() == Some(DOCUMENTED);
        let Some(example) = examples.iter().find(is_named).or(examples.first()) else { return };

        let is_explained = |comparison: &Self, entry: &Entry| {
            comparison.is_closed(&entry.path)
                || comparison.is_inside_of_any(&entry.path, reported)
                || comparison.explained.contains(&entry.path)
                || entry.value.as_ref().is_some_and(|value| comparison.explained.contains(value))
        };
        let first_difference = match self.documented.origin {
            // The lock keeps the fingerprint of a sample, not its values.
            Origin::Lock => {
                let paths = self.closed.iter().chain(reported).chain(&self.explained);
                let is_new_code = |entry: &Entry| {
                    let is_old = |old: &Entry| old.path == entry.path && old.value == entry.value;
                    entry.value.as_ref().is_some_and(|value| self.explained.contains(value))
                        && !example.entries.iter().any(is_old)
                };
                let is_explained = paths.into_iter().any(|path| is_within(path, &sample.body))
                    || sample.entries.iter().any(is_new_code);
                let first = sample.entries.first().filter(|_| !is_explained);
                first.map(|entry| (entry, None))
            }
            _ => {
                let theirs: HashMap<&str, &Entry> =
                    example.entries.iter().map(|entry| (entry.pointer.as_str(), entry)).collect();
                let changed = sample.entries.iter().find_map(|entry| {
                    let other = theirs.get(entry.pointer.as_str()).copied();
                    let is_equal =
                        other.is_some_and(|other| other.kind == entry.kind && other.value == entry.value);
                    (!is_equal && !is_explained(self, entry)).then_some((entry, other))
                });
                let pointers: HashSet<&str> =
                    sample.entries.iter().map(|entry| entry.pointer.as_str()).collect();
                changed.or_else(|| {
                    let gone = example.entries.iter().find(|entry| {
                        !pointers.contains(entry.pointer.as_str()) && !is_explained(self, entry)
                    })?;
                    sample.entries.first().map(|entry| (entry, Some(gone)))
                })
            }
        };
        let Some((entry, other)) = first_difference else { return };
        let pointer = other.filter(|_| entry.pointer == sample.body).unwrap_or(entry).pointer.clone();
        let message = format!("the sample differs from the spec's example at {}", quoted(&pointer));
        let (_, anchor) = self.spec_side(&sample.body);
        let at = other.map_or(&example.place, |other| &other.place);
        self.push(
            Difference::new(codes::SAMPLE_VALUE, &entry.place, &sample.body, anchor, message)
                .related(at, "the spec's example")
                .help("copy the page's sample into the spec's example `documented`"),
        );
    }
}
