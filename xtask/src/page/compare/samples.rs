//! Sample JSON, against the page's own tables and against the spec's types.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::examples::is_documented;
use super::{Comparison, Difference, only_pair, quoted, quoted_pair};
use crate::diagnostic::Code;
use crate::page::codes;
use crate::page::facts::{Field, Kind, parent};
use crate::page::sample::{Entry, Sample};

impl Comparison<'_> {
    pub(super) fn samples(&mut self) {
        let documented = self.documented;
        let mut rows: HashMap<&str, Vec<&Field>> = HashMap::new();
        for field in documented.fields.iter().filter(|field| field.required.is_some()) {
            if let Some(parent) = parent(&field.path) {
                rows.entry(parent).or_default().push(field);
            }
        }
        let moved = self.moved_sample();
        for sample in &documented.samples {
            if moved.as_deref() == Some(sample.body.as_str()) {
                continue;
            }
            let mut reported = HashSet::new();
            let renamed = self.renamed_keys(sample, &rows, &mut reported);
            let pointers: HashSet<&str> = sample.entries.iter().map(|entry| entry.pointer.as_str()).collect();
            for entry in &sample.entries {
                if self.is_closed(&entry.path) || self.is_inside_of_any(&entry.path, &reported) {
                    continue;
                }
                if !self.entry(entry) {
                    reported.insert(entry.path.clone());
                    continue;
                }
                let Some(fields) = rows.get(entry.path.as_str()).filter(|_| entry.kind == Kind::Object)
                else {
                    continue;
                };
                for field in fields.iter().filter(|field| is_required(field)) {
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
            if !renamed {
                self.example(sample, &reported);
            }
        }
        if moved.is_none() {
            self.missing_samples();
        }
    }

    /// In one object, one key that no table has and one that the sample lacks are one that was renamed. Gives whether
    /// there are such.
    fn renamed_keys(
        &mut self,
        sample: &Sample,
        rows: &HashMap<&str, Vec<&Field>>,
        reported: &mut HashSet<String>,
    ) -> bool {
        let pointers: HashSet<&str> = sample.entries.iter().map(|entry| entry.pointer.as_str()).collect();
        let is_unknown = |entry: &&Entry| {
            !entry.path.ends_with("[]")
                && self.documented_fields.get(&entry.path).is_none()
                && self.spec_fields.get(&entry.path).is_none()
                && !self.is_closed(&entry.path)
        };
        let mut unknown: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in sample.entries.iter().filter(is_unknown) {
            if let Some((object, _)) = entry.pointer.rsplit_once('.') {
                unknown.entry(object).or_default().push(entry);
            }
        }
        let shown: HashSet<&str> = self
            .spec
            .samples
            .iter()
            .filter(|example| is_documented(example))
            .flat_map(|example| example.entries.iter().map(|entry| entry.path.as_str()))
            .collect();
        let mut pairs = Vec::new();
        for (object, entries) in unknown {
            let Some(path) = entries.first().and_then(|entry| parent(&entry.path)) else { continue };
            let is_missing = |field: &&&Field| {
                let name = &field.path[path.len()..];
                !pointers.contains(format!("{object}{name}").as_str())
                    && (is_required(field) || shown.contains(field.path.as_str()))
                    && !self.is_closed(&field.path)
            };
            let missing: Vec<&Field> =
                rows.get(path).into_iter().flatten().filter(is_missing).copied().collect();
            pairs.extend(only_pair(&entries, &missing, |_, _| true));
        }
        for (entry, field) in &pairs {
            if !reported.insert(entry.path.clone()) {
                continue;
            }
            reported.insert(field.path.clone());
            let (ours, theirs) = (quoted(&entry.path), quoted(&field.path));
            let message = format!("the sample has {ours} where its table has {theirs}");
            self.sample(codes::SAMPLE_UNKNOWN_FIELD, entry, &entry.path, message);
        }
        !pairs.is_empty()
    }

    pub(super) fn is_inside_of_any(&self, path: &str, outer: &HashSet<String>) -> bool {
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
        if is_fitting && !self.is_allowed(entry) {
            return false;
        }
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

    /// Compares a value with those that the page itself allows.
    fn is_allowed(&mut self, entry: &Entry) -> bool {
        let (Some(field), Some(value)) = (self.documented_fields.get(&entry.path), &entry.value) else {
            return true;
        };
        // A text or a value that only one side has was reported.
        let of_spec = self.spec_fields.get(&entry.path).map_or(&[][..], |field| field.allowed.as_slice());
        if self.explained.contains(&entry.path) || of_spec.iter().any(|one| one.value == *value) {
            return true;
        }
        if let Some(required) = field.required_value.as_ref().filter(|required| required.value != *value) {
            let (shown, demanded) = quoted_pair(value, &required.value);
            let what = quoted(&entry.path);
            let message =
                format!("the sample has {shown} for {what}, the page's own required text is {demanded}");
            self.sample(codes::CONTRADICTION, entry, &entry.path, message);
            return false;
        }
        if !field.allowed.is_empty() && field.allowed.iter().all(|one| one.value != *value) {
            let (shown, what) = (quoted(value), quoted(&entry.path));
            let message = format!("the sample has {shown} for {what}, which the page does not allow");
            self.sample(codes::SAMPLE_NOT_ALLOWED, entry, &entry.path, message);
            return false;
        }
        true
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
}

fn is_required(field: &Field) -> bool {
    field.required.as_ref().is_some_and(|required| required.value)
}
