//! The codes that a field is documented to have.

use std::collections::BTreeMap;

use super::{Anchor, Comparison, Difference, only_pair, quoted};
use crate::page::codes;
use crate::page::facts::{Fact, Field, MessageCode, Side};

impl Comparison<'_> {
    pub(super) fn message_codes(&mut self) {
        let spec = self.spec;
        // One schema of the spec may serve several bodies, and each of them documents some of its codes.
        let mut groups: BTreeMap<usize, Vec<&Field>> = BTreeMap::new();
        for (index, field) in spec.fields.iter().enumerate() {
            // A row that lost what it holds has the codes of the field `code` in it, and that was reported.
            let lost_shape = self.has_lost_shape(&field.path);
            let is_documented = self
                .documented_fields
                .get(&field.path)
                .is_some_and(|documented| !documented.codes.is_empty() && !lost_shape);
            match field.codes.first() {
                Some(first) => groups.entry(first.code.place.range.start).or_default().push(field),
                // Codes of the document that the spec has no list for. No place is as far out as these.
                None if is_documented => groups.entry(usize::MAX - index).or_default().push(field),
                None => {}
            }
        }
        for fields in groups.into_values() {
            self.group(&fields);
        }
    }

    /// Whether the spec says what a field holds, and it could not be compared.
    fn has_lost_shape(&self, path: &str) -> bool {
        self.is_closed(path)
            || [format!("{path}[]"), format!("{path}[].code"), format!("{path}.code")]
                .iter()
                .any(|inner| self.spec_fields.get(inner).is_some() && self.is_closed(inner))
    }

    fn group(&mut self, fields: &[&Field]) {
        let is_open = |field: &&&Field| {
            !self.is_closed(&field.path) && self.documented_fields.get(&field.path).is_some()
        };
        let open: Vec<&Field> = fields.iter().filter(is_open).copied().collect();
        let documented: Vec<&Field> =
            open.iter().filter_map(|field| self.documented_fields.get(&field.path)).collect();
        let (Some(&spec), Some(&first)) = (open.first(), documented.first()) else { return };
        let listed: Vec<MessageCode> = documented.iter().flat_map(|field| field.codes.clone()).collect();
        let shown = self.shown(&documented);
        // Without a list, the codes in examples are the documented ones.
        let ours = match listed.is_empty() {
            true => shown.iter().map(|code| MessageCode { code: code.clone(), side: Side::Unsaid }).collect(),
            false => {
                self.undocumented(first, spec, &listed, &shown);
                listed
            }
        };
        if ours.is_empty() && self.may_be_silent() {
            return;
        }
        let place = ours.first().map_or(&first.place, |code| &code.code.place).clone();

        for code in &ours {
            if let Some(theirs) = spec.codes.iter().find(|theirs| theirs.code.value == code.code.value) {
                self.side(first, spec, code, theirs);
            }
        }
        let lacks = |list: &[MessageCode], code: &MessageCode| {
            list.iter().all(|one| one.code.value != code.code.value)
        };
        let mut unknown: Vec<&MessageCode> = ours.iter().filter(|code| lacks(&spec.codes, code)).collect();
        unknown.dedup_by(|a, b| a.code.value == b.code.value);
        // A field that could not be compared may document the codes that the others lack.
        let is_whole = open.len() == fields.len();
        let is_gone = |code: &&MessageCode| {
            is_whole && lacks(&ours, code) && !self.explained.contains(&code.code.value)
        };
        let gone: Vec<&MessageCode> = spec.codes.iter().filter(is_gone).collect();

        let anchor = Anchor::Own(spec.anchors.clone());
        let path = first.path.as_str();
        self.explained.extend(unknown.iter().map(|code| code.code.value.clone()));
        if let Some((new, old)) = only_pair(&unknown, &gone, may_be_the_same) {
            let (now, before) = (quoted(&new.code.value), quoted(&old.code.value));
            let message = format!("{} has the code {now} where the spec has {before}", self.name());
            self.push(
                Difference::new(codes::CODE_CHANGED, &new.code.place, path, anchor, message)
                    .value(&new.code.value)
                    .related(&old.code.place, "the spec's code"),
            );
            return;
        }
        for code in unknown {
            let value = &code.code.value;
            let message = format!(
                "{} documents the code {} of `{path}`, the spec does not",
                self.name(),
                quoted(value)
            );
            self.push(
                Difference::new(codes::CODE_MISSING_IN_SPEC, &code.code.place, path, anchor.clone(), message)
                    .value(value)
                    .related(&spec.place, "the spec's field")
                    .help("add it to `x-documented-codes`"),
            );
        }
        for code in gone {
            let value = &code.code.value;
            let message = format!(
                "the spec documents the code {} of `{path}`, {} does not",
                quoted(value),
                self.name()
            );
            self.push(
                Difference::new(codes::CODE_MISSING_ON_PAGE, &place, path, anchor.clone(), message)
                    .value(value)
                    .related(&code.code.place, "the spec's code"),
            );
        }
    }

    /// The codes in example cells and in samples, each once.
    fn shown(&self, fields: &[&Field]) -> Vec<Fact<String>> {
        let mut shown: Vec<Fact<String>> = fields.iter().filter_map(|field| field.shown.clone()).collect();
        for entry in self.documented.samples.iter().flat_map(|sample| &sample.entries) {
            let is_code =
                Field::holds_codes(&entry.path) && fields.iter().any(|field| field.path == entry.path);
            if let Some(value) = entry.value.as_ref().filter(|_| is_code) {
                shown.push(Fact::new(value.clone(), entry.place.clone()));
            }
        }
        let mut known = std::collections::HashSet::new();
        shown.retain(|code| known.insert(code.value.clone()));
        shown
    }

    /// Codes in examples that are missing in the list.
    fn undocumented(&mut self, first: &Field, spec: &Field, listed: &[MessageCode], shown: &[Fact<String>]) {
        for code in shown.iter().filter(|code| listed.iter().all(|one| one.code.value != code.value)) {
            let message = format!(
                "an example of {} has the code {}, which its list of codes for `{}` lacks",
                self.name(),
                quoted(&code.value),
                first.path
            );
            self.explained.insert(code.value.clone());
            let anchor = Anchor::Own(spec.anchors.clone());
            self.push(
                Difference::new(codes::SAMPLE_CODE, &code.place, &first.path, anchor, message)
                    .value(&code.value)
                    .related(&spec.place, "the spec's field"),
            );
        }
    }

    fn side(&mut self, field: &Field, spec: &Field, ours: &MessageCode, theirs: &MessageCode) {
        if ours.side == theirs.side || ours.side == Side::Unsaid {
            return;
        }
        let (code, side) = (quoted(&ours.code.value), ours.side.name());
        let message = match theirs.side {
            Side::Unsaid => format!(
                "the code {code} tells {side} in {}, the spec does not say what it tells",
                self.name()
            ),
            other => format!("the code {code} tells {side} in {}, {} in the spec", self.name(), other.name()),
        };
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(codes::CODE_SIDE, &ours.code.place, &field.path, anchor, message)
                .value(&ours.code.value)
                .related(&theirs.code.place, "the spec's code"),
        );
    }
}

fn may_be_the_same(one: &MessageCode, other: &MessageCode) -> bool {
    one.side == other.side || one.side == Side::Unsaid || other.side == Side::Unsaid
}
