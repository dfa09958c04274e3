//! Sample JSON, against the examples that the spec has of it.

use std::collections::{HashMap, HashSet};

use super::{Comparison, Difference, only_pair, quoted};
use crate::page::codes;
use crate::page::facts::{Origin, is_within, parent};
use crate::page::sample::{Entry, Sample};

/// The name of the spec's example that is a page's sample.
const DOCUMENTED: &str = "documented";

impl Comparison<'_> {
    /// The spec holds the page's samples as examples, so that the stand-in answers with them.
    pub(super) fn example(&mut self, sample: &Sample, reported: &HashSet<String>) {
        let spec = self.spec;
        let examples: Vec<&Sample> =
            spec.samples.iter().filter(|example| example.body == sample.body).collect();
        if is_due(sample) && !examples.iter().any(|example| is_documented(example)) {
            return self.missing_in_examples(sample, &examples);
        }
        let is_known = examples.iter().any(|example| example.sha256 == sample.sha256);
        if is_known || self.documented.origin == Origin::OpenApi {
            return;
        }
        let named = examples.iter().find(|example| is_documented(example));
        let Some(example) = named.or(examples.first()) else { return };

        let is_explained = |comparison: &Self, entry: &Entry| {
            comparison.is_closed(&entry.path)
                || comparison.is_inside_of_any(&entry.path, reported)
                || comparison.explained.contains(&entry.path)
                || entry.value.as_ref().is_some_and(|value| comparison.explained.contains(value))
        };
        let first_difference = match self.documented.origin {
            // The lock keeps the fingerprint of a sample, not its values.
            Origin::Lock => {
                let closed = self.closed.iter().chain(reported).filter(|path| !self.is_in_repeated(path));
                let paths = closed.chain(&self.explained);
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

    /// A page that was cut short has lost its samples first of all. Of failures, pages show none.
    pub(super) fn missing_samples(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        for example in spec.samples.iter().filter(|example| is_documented(example)) {
            let is_shown = documented.samples.iter().any(|sample| sample.body == example.body);
            if is_shown || !is_due(example) || self.is_closed(&example.body) || self.may_be_silent() {
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

    fn missing_in_examples(&mut self, sample: &Sample, others: &[&Sample]) {
        if self.is_closed(&sample.body) || self.may_be_silent() {
            return;
        }
        let what = quoted(&sample.body);
        let message = format!("{} has a sample of {what}, the spec no example `{DOCUMENTED}`", self.name());
        let (place, anchor) = self.spec_side(&sample.body);
        let place = others.first().map_or(&place, |example| &example.place);
        self.push(
            Difference::new(codes::SAMPLE_MISSING_IN_SPEC, &sample.place, &sample.body, anchor, message)
                .related(place, "the spec's side"),
        );
    }

    /// One sample of a body that has none in the spec, and none of a body that has one, are one under another name.
    /// Gives the body that the document has it under.
    pub(super) fn moved_sample(&mut self) -> Option<String> {
        let (documented, spec) = (self.documented, self.spec);
        let lacks = |list: &[Sample], sample: &Sample| list.iter().all(|one| one.body != sample.body);
        let ours: Vec<_> = documented.samples.iter().filter(|one| lacks(&spec.samples, one)).collect();
        let theirs: Vec<_> = spec
            .samples
            .iter()
            .filter(|one| is_due(one) && is_documented(one) && !self.is_closed(&one.body))
            .filter(|one| lacks(&documented.samples, one))
            .collect();
        let (ours, theirs) = only_pair(&ours, &theirs, |_, _| !self.may_be_silent())?;
        let (now, before) = (quoted(&ours.body), quoted(&theirs.body));
        let message = format!("{} has a sample of {now} where the spec has one of {before}", self.name());
        let (_, anchor) = self.spec_side(&theirs.body);
        self.push(
            Difference::new(codes::SAMPLE_MISSING, &ours.place, &theirs.body, anchor, message)
                .related(&theirs.place, "the spec's example"),
        );
        Some(ours.body.clone())
    }

    /// Whether a path was not compared only because the type that it lies in is not written out again.
    fn is_in_repeated(&self, path: &str) -> bool {
        let outer = parent(path).unwrap_or_default();
        let fields = [self.documented_fields.get(outer), self.spec_fields.get(outer)];
        fields.into_iter().flatten().any(|field| field.is_recursive)
    }
}

pub(super) fn is_documented(example: &Sample) -> bool {
    example.name.as_deref() == Some(DOCUMENTED)
}

/// Of failures, pages show no samples.
fn is_due(sample: &Sample) -> bool {
    sample.body == "request" || sample.body.starts_with('2')
}
