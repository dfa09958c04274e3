//! The one comparison: what a document says, against what the spec says.

mod content;
mod examples;
mod fields;
mod message_codes;
pub(crate) mod protocol;
mod samples;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Finding, Place};
use crate::page::codes;
use crate::page::facts::{Fact, Facts, Field, Origin, parent};

/// One finding, with what a declaration in the spec has to say to silence it.
pub(crate) struct Difference {
    pub(crate) finding: Finding,
    /// What differs: `200.data.roles[].id`, `servers.sandbox`.
    pub(crate) subject: String,
    /// Which of its values, where it has several: a code.
    pub(crate) value: Option<String>,
    pub(crate) anchor: Anchor,
}

/// The mappings of the spec in which a difference can be declared.
#[derive(Clone)]
pub(crate) enum Anchor {
    /// They define what differs.
    Own(Vec<usize>),
    /// They define what it lies in, so a declaration has to name the path.
    Inside(Vec<usize>),
}

impl Difference {
    fn new(code: &'static Code, place: &Place, subject: &str, anchor: Anchor, message: String) -> Self {
        let finding = Finding::new(code, place.clone(), message);
        Self { finding, subject: subject.to_owned(), value: None, anchor }
    }

    fn help(mut self, help: &str) -> Self {
        self.finding = self.finding.help(help);
        self
    }

    fn related(mut self, place: &Place, what: impl Into<String>) -> Self {
        self.finding = self.finding.related(place.clone(), what);
        self
    }

    fn value(mut self, value: &str) -> Self {
        self.value = Some(value.to_owned());
        self
    }
}

pub(crate) struct Outcome {
    pub(crate) differences: Vec<Difference>,
    /// Rows of a page that have a counterpart in the spec.
    pub(crate) matched_rows: usize,
    /// Fields and parameters that have one.
    pub(crate) matched_fields: usize,
    /// The mappings of the spec that could not be compared, because what they lie in differs.
    pub(crate) closed: HashSet<usize>,
}

/// Holds what a document says against the spec.
pub(crate) fn compare(documented: &Facts, spec: &Facts) -> Outcome {
    let mut comparison = Comparison {
        documented,
        spec,
        documented_fields: Index::new(documented),
        spec_fields: Index::new(spec),
        closed: HashSet::new(),
        explained: HashSet::new(),
        named: HashSet::new(),
        differences: Vec::new(),
    };
    comparison.protocol();
    comparison.parameters();
    comparison.fields();
    comparison.message_codes();
    comparison.samples();
    comparison.page_itself();
    let (matched_rows, matched_fields) = comparison.coverage();
    let is_closed = |field: &&Field| comparison.is_closed(&field.path);
    let closed = spec.fields.iter().filter(is_closed).flat_map(|field| field.anchors.clone()).collect();
    Outcome { differences: comparison.differences, matched_rows, matched_fields, closed }
}

struct Comparison<'a> {
    documented: &'a Facts,
    spec: &'a Facts,
    documented_fields: Index<'a>,
    spec_fields: Index<'a>,
    /// Paths with a difference that explains every difference further down.
    closed: HashSet<String>,
    /// Paths whose values were reported already.
    explained: HashSet<String>,
    /// Names of types that were reported.
    named: HashSet<String>,
    differences: Vec<Difference>,
}

/// Bodies and their fields by path.
struct Index<'a> {
    by_path: HashMap<&'a str, &'a Field>,
    /// What has fields or items.
    parents: HashSet<&'a str>,
}

impl<'a> Index<'a> {
    fn new(facts: &'a Facts) -> Self {
        let by_path = facts.fields.iter().map(|field| (field.path.as_str(), field)).collect();
        let parents = facts.fields.iter().filter_map(|field| parent(&field.path)).collect();
        Self { by_path, parents }
    }

    fn get(&self, path: &str) -> Option<&'a Field> {
        self.by_path.get(path).copied()
    }
}

impl Comparison<'_> {
    fn push(&mut self, difference: Difference) {
        self.differences.push(difference);
    }

    /// How messages call the document.
    fn name(&self) -> &'static str {
        self.documented.origin.name()
    }

    /// Says nothing more about a path and what lies in it.
    fn close(&mut self, path: &str) {
        self.closed.insert(path.to_owned());
    }

    fn is_closed(&self, path: &str) -> bool {
        let mut outer = Some(path);
        while let Some(path) = outer {
            if self.closed.contains(path) {
                return true;
            }
            outer = parent(path);
        }
        false
    }

    /// Where the spec's side of a field is, or that of the nearest thing that it lies in.
    fn spec_side(&self, path: &str) -> (Place, Anchor) {
        if let Some(field) = self.spec_fields.get(path) {
            return (field.place.clone(), Anchor::Own(field.anchors.clone()));
        }
        let mut outer = parent(path);
        while let Some(path) = outer {
            if let Some(field) = self.spec_fields.get(path) {
                return (field.place.clone(), Anchor::Inside(field.anchors.clone()));
            }
            outer = parent(path);
        }
        (self.spec.place.clone(), Anchor::Inside(self.spec.anchors.clone()))
    }

    /// Where the document's side of a field is, or that of the nearest thing that it lies in.
    fn documented_side(&self, path: &str) -> Place {
        let mut outer = Some(path);
        while let Some(path) = outer {
            if let Some(field) = self.documented_fields.get(path) {
                return field.place.clone();
            }
            outer = parent(path);
        }
        self.documented.place.clone()
    }

    /// What a page says against itself, tables that nothing refers to, and sections that nobody has looked at.
    fn page_itself(&mut self) {
        let (documented, spec) = (self.documented, self.spec);
        let inside = Anchor::Inside(spec.anchors.clone());
        for Fact { value, place } in &documented.contradictions {
            let message = format!("{} contradicts itself: {value}", self.name());
            let difference =
                Difference::new(codes::CONTRADICTION, place, "page", inside.clone(), message).value(value);
            self.push(difference.related(&spec.place, "the operation"));
        }
        // A table may have lost its row to a difference that was reported.
        let explained: HashSet<&str> = spec
            .fields
            .iter()
            .filter(|field| self.is_closed(&field.path))
            .flat_map(|field| field.type_names.iter().map(String::as_str))
            .collect();
        for Fact { value, place } in &documented.unreferenced {
            // Without a reference, where the name of the type ends is not known.
            if explained.iter().any(|name| name.split(' ').next() == Some(value)) {
                continue;
            }
            let message = format!("no row of {} refers to the table `{value}`", self.name());
            let difference =
                Difference::new(codes::TABLE_UNREFERENCED, place, "page", inside.clone(), message)
                    .value(value);
            self.push(difference.related(&spec.place, "the operation"));
        }
        for Fact { value, place } in &documented.sections {
            let message =
                format!("{} has a section `{value} …`, which is not known and not compared", self.name());
            let difference =
                Difference::new(codes::SECTION_UNKNOWN, place, "page", inside.clone(), message).value(value);
            self.push(difference.related(&spec.place, "the operation"));
        }
    }

    /// How many rows and how many fields of the document have a counterpart.
    fn coverage(&self) -> (usize, usize) {
        let spec_parameters: HashSet<&str> =
            self.spec.parameters.iter().map(|field| field.path.as_str()).collect();
        let parameters = self
            .documented
            .parameters
            .iter()
            .map(|field| (field, spec_parameters.contains(field.path.as_str())));
        let fields =
            self.documented.fields.iter().map(|field| (field, self.spec_fields.get(&field.path).is_some()));
        let (mut rows, mut unmatched, mut matched_fields) = (HashSet::new(), HashSet::new(), 0);
        for (field, is_matched) in parameters.chain(fields) {
            matched_fields += usize::from(is_matched);
            rows.extend(field.row);
            if !is_matched {
                unmatched.extend(field.row);
            }
        }
        (rows.difference(&unmatched).count(), matched_fields)
    }

    /// Whether the document's silence means nothing.
    fn may_be_silent(&self) -> bool {
        self.documented.origin == Origin::OpenApi
    }
}

/// A text in a message.
fn quoted(text: &str) -> String {
    format!("`{}`", crate::page::word::shortened(text))
}

/// Two texts in a message, so that it shows where they differ.
fn quoted_pair(one: &str, other: &str) -> (String, String) {
    let (one, other) = crate::page::word::shortened_pair(one, other);
    (format!("`{one}`"), format!("`{other}`"))
}

/// The only ones that are missing on either side are one thing that was renamed, if they are alike.
fn only_pair<'a, A, B>(
    ours: &[&'a A],
    theirs: &[&'a B],
    is_alike: impl Fn(&A, &B) -> bool,
) -> Option<(&'a A, &'a B)> {
    match (ours, theirs) {
        ([one], [other]) if is_alike(one, other) => Some((one, other)),
        _ => None,
    }
}
