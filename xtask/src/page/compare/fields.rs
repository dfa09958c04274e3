//! Fields and parameters: which there are, their types, and whether they are required.

use std::collections::HashMap;

use super::{Anchor, Comparison, Difference, only_pair, quoted};
use crate::diagnostic::Code;
use crate::page::codes;
use crate::page::facts::{Field, Kind, parent};

impl Comparison<'_> {
    pub(super) fn fields(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for field in &documented.fields {
            if self.is_closed(&field.path) {
                continue;
            }
            match self.spec_fields.get(&field.path) {
                Some(counterpart) => self.field(field, counterpart),
                None => {
                    self.close(&field.path);
                    ours.push(field);
                }
            }
        }
        for field in &spec.fields {
            if !self.is_closed(&field.path) && self.documented_fields.get(&field.path).is_none() {
                self.close(&field.path);
                theirs.push(field);
            }
        }

        // In one object, one field that came and one that went are one that was renamed.
        let mut by_parent: HashMap<Option<&str>, (Vec<&Field>, Vec<&Field>)> = HashMap::new();
        ours.iter().for_each(|field| by_parent.entry(parent(&field.path)).or_default().0.push(field));
        theirs.iter().for_each(|field| by_parent.entry(parent(&field.path)).or_default().1.push(field));
        for (_, (ours, theirs)) in by_parent {
            if let Some((ours, theirs)) = only_pair(&ours, &theirs, |a, b| a.kind.value == b.kind.value) {
                self.renamed(codes::FIELD_RENAMED, ours, theirs);
                continue;
            }
            ours.into_iter().for_each(|field| self.missing_in_spec(codes::FIELD_MISSING_IN_SPEC, field));
            theirs.into_iter().for_each(|field| self.missing_on_page(codes::FIELD_MISSING_ON_PAGE, field));
        }
    }

    pub(super) fn parameters(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let lacks = |list: &[Field], field: &Field| list.iter().all(|one| one.path != field.path);
        let mut ours: Vec<_> =
            documented.parameters.iter().filter(|field| lacks(&spec.parameters, field)).collect();
        let mut theirs: Vec<_> =
            spec.parameters.iter().filter(|field| lacks(&documented.parameters, field)).collect();
        for field in &documented.parameters {
            if let Some(counterpart) = spec.parameters.iter().find(|one| one.path == field.path) {
                self.kinds(codes::PARAMETER_TYPE, field, counterpart);
                self.requiredness(codes::PARAMETER_REQUIRED, field, counterpart);
                self.content(field, counterpart);
            }
        }
        ours.retain(|field| {
            let moved = theirs.iter().position(|other| name(other) == name(field));
            if let Some(index) = moved {
                self.moved(field, theirs.remove(index));
            }
            moved.is_none()
        });
        let is_alike =
            |a: &Field, b: &Field| parent(&a.path) == parent(&b.path) && a.kind.value == b.kind.value;
        if let Some((ours, theirs)) = only_pair(&ours, &theirs, is_alike) {
            self.renamed(codes::PARAMETER_RENAMED, ours, theirs);
            return;
        }
        ours.into_iter().for_each(|field| self.missing_in_spec(codes::PARAMETER_MISSING_IN_SPEC, field));
        theirs.into_iter().for_each(|field| self.missing_on_page(codes::PARAMETER_MISSING_ON_PAGE, field));
    }

    fn field(&mut self, documented: &Field, spec: &Field) {
        if documented.is_recursive || spec.is_recursive {
            self.close_children(&documented.path);
        }
        let code = if documented.path.ends_with("[]") { codes::ITEM_TYPE } else { codes::FIELD_TYPE };
        if self.kinds(code, documented, spec) == Agreement::Differ {
            self.close(&documented.path);
            return;
        }
        self.requiredness(codes::FIELD_REQUIRED, documented, spec);
        self.content(documented, spec);
        self.type_name(documented, spec);
        self.shape(documented, spec);
    }

    /// The spec has the page's name of a type as the name of a schema or in `x-vendor-schemas`.
    fn type_name(&mut self, documented: &Field, spec: &Field) {
        let Some(name) = documented.type_names.first() else { return };
        // A schema that stands where it is used has no name, and a type of several fields is reported once.
        if spec.type_names.is_empty() || spec.type_names.contains(name) || !self.named.insert(name.clone()) {
            return;
        }
        let (path, names) = (documented.path.as_str(), spec.type_names.join("`, `"));
        let message = format!(
            "the type of {} is {} in {}, `{names}` in the spec",
            quoted(path),
            quoted(name),
            self.name()
        );
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(codes::TYPE_NAME, &documented.kind.place, path, anchor, message)
                .value(name)
                .related(&spec.place, "the spec's side"),
        );
    }

    fn kinds(&mut self, code: &'static Code, documented: &Field, spec: &Field) -> Agreement {
        let (ours, theirs) = (documented.kind.value, spec.kind.value);
        if ours == theirs || ours == Kind::Unknown {
            return Agreement::Agree;
        }
        let what = quoted(&documented.path);
        let message = match theirs {
            Kind::Unknown => format!("{what} is {ours} in {}, the spec does not say its type", self.name()),
            _ => format!("{what} is {ours} in {}, {theirs} in the spec", self.name()),
        };
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(code, &documented.kind.place, &documented.path, anchor, message)
                .related(&spec.kind.place, "the spec's type"),
        );
        Agreement::Differ
    }

    fn requiredness(&mut self, code: &'static Code, documented: &Field, spec: &Field) {
        let (Some(ours), Some(theirs)) = (&documented.required, &spec.required) else { return };
        if ours.value == theirs.value {
            return;
        }
        let word = |is_required| if is_required { "required" } else { "optional" };
        let (what, now, before) = (quoted(&documented.path), word(ours.value), word(theirs.value));
        let message = format!("{what} is {now} in {}, {before} in the spec", self.name());
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(code, &ours.place, &documented.path, anchor, message)
                .related(&theirs.place, format!("{before} in the spec")),
        );
    }

    /// Where one side describes what a field holds and the other does not, that is one difference.
    fn shape(&mut self, documented: &Field, spec: &Field) {
        let path = documented.path.as_str();
        let ours = self.documented_fields.parents.contains(path);
        let theirs = self.spec_fields.parents.contains(path);
        if ours == theirs || documented.is_recursive || spec.is_recursive {
            return;
        }
        // An array of which nobody knows what is in it.
        let items = format!("{path}[]");
        let items = self.documented_fields.get(&items).or_else(|| self.spec_fields.get(&items));
        if items.is_some_and(|items| items.kind.value == Kind::Unknown) {
            return self.close(path);
        }
        let what = quoted(path);
        let (code, message) = match ours {
            true => (
                codes::NESTED_MISSING_IN_SPEC,
                format!("{} says what {what} holds, the spec does not", self.name()),
            ),
            false => (
                codes::NESTED_MISSING_ON_PAGE,
                format!("{} does not say what {what} holds, the spec does", self.name()),
            ),
        };
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(code, &documented.kind.place, path, anchor, message)
                .related(&spec.place, "the spec's side"),
        );
        self.close(path);
    }

    fn close_children(&mut self, path: &str) {
        for fields in [&self.documented.fields, &self.spec.fields] {
            for field in fields {
                if parent(&field.path) == Some(path) {
                    self.closed.insert(field.path.clone());
                }
            }
        }
    }

    fn missing_in_spec(&mut self, code: &'static Code, field: &Field) {
        let message = format!("{} has {}, the spec has not", self.name(), quoted(&field.path));
        let (place, anchor) = self.spec_side(&field.path);
        self.push(
            Difference::new(code, &field.place, &field.path, anchor, message)
                .related(&place, "where the spec would have it")
                .help("add it to the spec, with a description in our own words"),
        );
    }

    fn missing_on_page(&mut self, code: &'static Code, field: &Field) {
        let message = format!("the spec has {}, {} has not", quoted(&field.path), self.name());
        let place = self.documented_side(&field.path);
        let anchor = Anchor::Own(field.anchors.clone());
        self.push(
            Difference::new(code, &place, &field.path, anchor, message)
                .related(&field.place, "the spec's field")
                .help("find out whether the server still knows it before the spec loses it"),
        );
    }

    fn renamed(&mut self, code: &'static Code, documented: &Field, spec: &Field) {
        let (ours, theirs) = (quoted(&documented.path), quoted(&spec.path));
        let message = format!("{} has {ours} where the spec has {theirs}", self.name());
        let anchor = Anchor::Own(spec.anchors.clone());
        self.push(
            Difference::new(code, &documented.place, &documented.path, anchor, message)
                .related(&spec.place, "the spec's name"),
        );
    }

    fn moved(&mut self, documented: &Field, spec: &Field) {
        let side = |field: &Field| parent(&field.path).unwrap_or_default().to_owned();
        let message = format!(
            "the parameter {} stands in the {} in {}, in the {} in the spec",
            quoted(name(documented)),
            side(documented),
            self.name(),
            side(spec)
        );
        let anchor = Anchor::Own(spec.anchors.clone());
        let code = codes::PARAMETER_LOCATION;
        self.push(
            Difference::new(code, &documented.place, &documented.path, anchor, message)
                .related(&spec.place, "the spec's parameter"),
        );
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    Agree,
    Differ,
}

/// The name of a parameter, without where it stands.
fn name(parameter: &Field) -> &str {
    parameter.path.split_once('.').map_or(parameter.path.as_str(), |(_, name)| name)
}
