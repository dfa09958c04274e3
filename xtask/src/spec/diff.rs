//! What changed between two specs, for those who use the SDK.
//!
//! The comparison goes by meaning: it follows references, adds up what `allOf` composes, and judges each schema by the
//! directions in which it is used. A pair of schemas is compared once for each direction, however many places refer to
//! it, and waits in a queue until then: so the time grows with the documents, and circles end.

mod alternatives;
mod bodies;
pub(crate) mod codes;
mod consent;
mod document;
mod enums;
mod fields;
mod notes;
mod operation;
mod parameters;
mod parts;
mod responses;
mod scalars;
mod schema;
mod security;
mod servers;
mod side;
mod trail;
mod unused;

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::spec::Spec;
use crate::spec::tree::{Entry, Node, Value};

use schema::{Direction, Task};
use side::Side;

/// What changed, breaking things first, and the schemas that requests of the new spec reach.
pub(crate) struct Changes {
    pub(crate) findings: Vec<Finding>,
    pub(crate) request_schemas: HashSet<String>,
}

/// Compares two documents of OpenAPI 3.0.
pub(crate) fn compare(old: &Spec, new: &Spec) -> Result<Changes, String> {
    check_version(old)?;
    check_version(new)?;
    let mut diff = Diff {
        old: Side::new(old),
        new: Side::new(new),
        findings: Vec::new(),
        tasks: HashSet::new(),
        queue: VecDeque::new(),
        noted: HashSet::new(),
        compared: HashSet::new(),
        renamed: HashMap::new(),
        budget: parts::BUDGET,
    };
    document::compare(&mut diff);
    while let Some(task) = diff.queue.pop_front() {
        schema::compare(&mut diff, &task);
    }
    consent::compare(&mut diff);
    unused::compare(&mut diff);
    Ok(diff.finish())
}

fn check_version(spec: &Spec) -> Result<(), String> {
    match spec.root.get("openapi").map(|node| &node.value) {
        Some(Value::String(version)) if version.starts_with("3.0.") => Ok(()),
        // A number is what YAML makes of `3.0`.
        Some(Value::Float(version)) if (3.0..3.1).contains(version) => Ok(()),
        Some(Value::String(version)) => Err(format!(
            "{} is of OpenAPI {}, and this compares documents of 3.0; convert it first",
            spec.file.name,
            version.chars().take(20).collect::<String>().escape_debug()
        )),
        _ => Err(format!("{} is no OpenAPI document: it has no `openapi: 3.0.x` at its top", spec.file.name)),
    }
}

/// A comparison on its way.
struct Diff<'a> {
    old: Side<'a>,
    new: Side<'a>,
    findings: Vec<Finding>,
    /// The pairs of schemas that were compared or wait for it.
    tasks: HashSet<(Vec<*const Node>, Vec<*const Node>, Direction)>,
    queue: VecDeque<Task<'a>>,
    /// The pairs of objects whose words were compared.
    noted: HashSet<(*const Node, *const Node)>,
    /// The pairs of other things that are compared once, wherever they are inherited.
    compared: HashSet<(*const Node, *const Node)>,
    /// The schemas that have another name in the new spec.
    renamed: HashMap<&'a str, &'a str>,
    /// How many parts of schemas may still be looked at.
    budget: usize,
}

impl<'a> Diff<'a> {
    fn push(&mut self, code: &'static Code, old: Place, new: Place, message: impl Into<String>) {
        self.findings.push(Finding::new(code, new, message).related(old, "before"));
    }

    /// A change between two entries.
    fn changed(&mut self, code: &'static Code, old: &Entry, new: &Entry, message: impl Into<String>) {
        let (old, new) = (self.old.spec.key_place(old), self.new.spec.key_place(new));
        self.push(code, old, new, message);
    }

    /// An entry that is in the new spec only; the old one has the place where it would stand.
    fn added(&mut self, code: &'static Code, old: Place, new: &Entry, message: impl Into<String>) {
        let new = self.new.spec.key_place(new);
        self.push(code, old, new, message);
    }

    fn removed(&mut self, code: &'static Code, old: &Entry, new: Place, message: impl Into<String>) {
        let old = self.old.spec.key_place(old);
        self.push(code, old, new, message);
    }

    /// Whether a pair of things that several places inherit comes for the first time.
    fn is_first(&mut self, old: Option<&Rc<Node>>, new: Option<&Rc<Node>>) -> bool {
        let pointer = |node: Option<&Rc<Node>>| node.map_or(std::ptr::null(), Rc::as_ptr);
        self.compared.insert((pointer(old), pointer(new)))
    }

    fn finish(mut self) -> Changes {
        if self.findings.is_empty()
            && let Some((old, new)) = notes::first_difference(&self.old.spec.root, &self.new.spec.root)
        {
            let (old, new) = (self.old.spec.head(old), self.new.spec.head(new));
            self.push(codes::SPELLING, old, new, "the documents say the same in another way");
        }
        let mut seen = HashSet::new();
        self.findings.retain(|finding| {
            // The same places are the same change, by whatever way the comparison came to them.
            let old = finding.related.first().map(|(place, _)| place.range.clone());
            seen.insert((finding.code.id, finding.place.range.clone(), old))
        });
        let rank = |finding: &Finding| match finding.code.severity {
            Severity::Additive => 1,
            Severity::Cosmetic => 2,
            _ => 0,
        };
        self.findings.sort_by_key(|finding| (rank(finding), finding.place.range.start));
        Changes { findings: self.findings, request_schemas: self.new.request_schemas() }
    }
}

/// Entries of two mappings under one key.
struct Pair<'a> {
    old: Option<&'a Entry>,
    new: Option<&'a Entry>,
}

impl<'a> Pair<'a> {
    fn nodes(&self) -> (Option<&'a Rc<Node>>, Option<&'a Rc<Node>>) {
        (self.old.map(|entry| &entry.node), self.new.map(|entry| &entry.node))
    }
}

/// The entries of both sides by their keys: those of the old side in its order, then those that are new.
fn pairs<'a>(old: Option<&'a Rc<Node>>, new: Option<&'a Rc<Node>>) -> Vec<Pair<'a>> {
    pairs_by(old, new, str::to_owned)
}

/// As `pairs`, where different keys may mean the same.
fn pairs_by<'a>(
    old: Option<&'a Rc<Node>>,
    new: Option<&'a Rc<Node>>,
    meaning: impl Fn(&str) -> String,
) -> Vec<Pair<'a>> {
    let entries = |node: Option<&'a Rc<Node>>| node.map_or(&[][..], |node| node.entries());
    let mut list: Vec<Pair<'a>> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    for entry in entries(old) {
        at.entry(meaning(&entry.key)).or_insert_with(|| {
            list.push(Pair { old: Some(entry), new: None });
            list.len() - 1
        });
    }
    for entry in entries(new) {
        match at.get(&meaning(&entry.key)) {
            Some(&index) => _ = list[index].new.get_or_insert(entry),
            None => {
                at.insert(meaning(&entry.key), list.len());
                list.push(Pair { old: None, new: Some(entry) });
            }
        }
    }
    list
}
