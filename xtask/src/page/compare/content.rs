//! Allowed values, and the text that a request has to send word for word.

use super::{Anchor, Comparison, Difference, only_pair, quoted};
use crate::diagnostic::Place;
use crate::page::codes;
use crate::page::facts::{Fact, Field};

impl Comparison<'_> {
    pub(super) fn content(&mut self, documented: &Field, spec: &Field) {
        let statement = match spec.allowed.as_slice() {
            [only] => Some(only),
            _ => None,
        };
        match (&documented.required_value, statement) {
            (Some(ours), Some(theirs)) => self.statement(documented, ours, spec, theirs),
            (Some(ours), None) => {
                let message = format!(
                    "{} demands one text for {}, the spec any",
                    self.name(),
                    quoted(&documented.path)
                );
                self.consent(&ours.place, documented, spec, &spec.place, message);
            }
            (None, Some(theirs)) if documented.allowed.is_empty() => {
                if !self.may_be_silent() {
                    let message = format!(
                        "{} no longer says which text {} has to be",
                        self.name(),
                        quoted(&documented.path)
                    );
                    self.consent(&documented.place, documented, spec, &theirs.place, message);
                }
            }
            (None, _) => self.allowed(documented, spec),
        }
    }

    fn statement(&mut self, documented: &Field, ours: &Fact<String>, spec: &Field, theirs: &Fact<String>) {
        if ours.value == theirs.value {
            return;
        }
        let common = ours.value.chars().zip(theirs.value.chars()).take_while(|(a, b)| a == b).count();
        let first = [&ours.value, &theirs.value].map(|text| text.chars().nth(common));
        // Letters of another alphabet and spaces of another width look alike.
        let is_plain = first.iter().flatten().all(|c| *c == ' ' || c.is_ascii_graphic());
        let ending = |text: &str| match text.chars().nth(common) {
            None => "ends".to_owned(),
            Some(first) => {
                let rest = quoted(&text.chars().skip(common).collect::<String>());
                let point = if is_plain { String::new() } else { format!(" (U+{:04X})", u32::from(first)) };
                format!("goes on with {rest}{point}")
            }
        };
        let message = format!(
            "the required text of {} differs from character {} on: {} {}, the spec {}",
            quoted(&documented.path),
            common + 1,
            self.name(),
            ending(&ours.value),
            ending(&theirs.value)
        );
        let place = from_character(&ours.place, &ours.value, common);
        self.consent(&place, documented, spec, &theirs.place, message);
    }

    fn consent(&mut self, place: &Place, documented: &Field, spec: &Field, at: &Place, message: String) {
        self.explained.insert(documented.path.clone());
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(codes::CONSENT, place, &documented.path, anchor, message)
                .related(at, "the spec's text")
                .help("the wording is part of the API: a new one is a major release, and the old one stays listed"),
        );
    }

    fn allowed(&mut self, documented: &Field, spec: &Field) {
        if documented.allowed.is_empty() && (spec.allowed.is_empty() || self.may_be_silent()) {
            return;
        }
        let (path, anchor) = (documented.path.as_str(), Anchor::Own(spec.anchors.clone()));
        let what = quoted(path);
        if documented.allowed.is_empty() {
            let message = format!("{} no longer says which values {what} may have", self.name());
            let at = spec.allowed.first().map_or(&spec.place, |value| &value.place);
            let code = codes::VALUE_MISSING_ON_PAGE;
            self.push(
                Difference::new(code, &documented.place, path, anchor, message)
                    .related(at, "the first of the spec's values"),
            );
            return;
        }
        if spec.allowed.is_empty() {
            let message = format!("{} says which values {what} may have, the spec does not", self.name());
            let at = documented.allowed.first().map_or(&documented.place, |value| &value.place);
            self.push(
                Difference::new(codes::VALUE_MISSING_IN_SPEC, at, path, anchor, message)
                    .related(&spec.place, "the spec's field")
                    .help("`enum` in a request; `x-documented-values` in a response, which stays an open string"),
            );
            return;
        }

        let lacks =
            |list: &[Fact<String>], value: &Fact<String>| list.iter().all(|one| one.value != value.value);
        let ours: Vec<_> = documented.allowed.iter().filter(|value| lacks(&spec.allowed, value)).collect();
        let theirs: Vec<_> = spec.allowed.iter().filter(|value| lacks(&documented.allowed, value)).collect();
        if let Some((ours, theirs)) = only_pair(&ours, &theirs, |_, _| true) {
            let (new, old) = (quoted(&ours.value), quoted(&theirs.value));
            let message = format!("{what} may be {new} in {} where the spec has {old}", self.name());
            self.push(
                Difference::new(codes::VALUE_CHANGED, &ours.place, path, anchor, message)
                    .value(&ours.value)
                    .related(&theirs.place, "the spec's value"),
            );
            return;
        }
        for value in ours {
            let message =
                format!("{what} may be {} in {}, not in the spec", quoted(&value.value), self.name());
            self.push(
                Difference::new(codes::VALUE_MISSING_IN_SPEC, &value.place, path, anchor.clone(), message)
                    .value(&value.value)
                    .related(&spec.place, "the spec's field"),
            );
        }
        for value in theirs {
            let message =
                format!("{what} may be {} in the spec, not in {}", quoted(&value.value), self.name());
            let at = documented.allowed.first().map_or(&documented.place, |first| &first.place);
            self.push(
                Difference::new(codes::VALUE_MISSING_ON_PAGE, at, path, anchor.clone(), message)
                    .value(&value.value)
                    .related(&value.place, "the spec's value"),
            );
        }
    }
}

/// The place of a character of a text; the whole text where that is written in another way than it reads.
fn from_character(place: &Place, text: &str, character: usize) -> Place {
    let written = place.file.text.get(place.range.clone()).unwrap_or_default();
    if written != text {
        return place.clone();
    }
    let at = written.char_indices().nth(character);
    let (start, width) = at.map_or((written.len(), 0), |(byte, c)| (byte, c.len_utf8()));
    Place::new(&place.file, place.range.start + start..place.range.start + start + width)
}
