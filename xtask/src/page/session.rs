//! One run of the comparison: the operations of the spec, what was compared with them, and what came out.

use std::collections::HashSet;
use std::rc::Rc;

use crate::diagnostic::{Finding, Place};
use crate::page::codes;
use crate::page::compare::protocol::same_address;
use crate::page::compare::{self, Outcome};
use crate::page::declaration::Declarations;
use crate::page::expand;
use crate::page::facts::{Facts, Origin};
use crate::page::lock::{self, Lock};
use crate::page::operation;
use crate::source::SourceFile;
use crate::spec::Spec;

/// More findings than anybody reads. A page with more of them is another page.
const MAX_FINDINGS: usize = 200;

pub(crate) struct Session {
    operations: Vec<Operation>,
    declarations: Declarations,
    /// Mappings that a difference kept from being compared.
    closed: HashSet<usize>,
    findings: Vec<Finding>,
    notes: Vec<String>,
}

struct Operation {
    name: String,
    facts: Facts,
    /// The mappings of the spec that define it.
    mappings: HashSet<usize>,
    is_compared: bool,
}

impl Session {
    pub(crate) fn new(spec: &Spec) -> Result<Self, String> {
        let mut operations = Vec::new();
        for operation in operation::all(spec) {
            let (facts, mappings) = operation.facts(spec, Origin::Spec)?;
            operations.push(Operation { name: operation.name(), facts, mappings, is_compared: false });
        }
        let declarations = Declarations::find(spec);
        Ok(Self { operations, declarations, closed: HashSet::new(), findings: Vec::new(), notes: Vec::new() })
    }

    /// Compares a page. What was last read of it, if anything, says what is new.
    pub(crate) fn page(&mut self, file: &Rc<SourceFile>, lock: Option<&Lock>) -> Result<(), String> {
        let (facts, rows) = expand::read(file)?;
        let operation = format!("{}: {} {}", file.name, facts.method.value, facts.path.value);
        match self.compare(&facts) {
            Some((name, Outcome { matched_rows, .. })) => {
                self.notes.push(format!("{operation} is {name}, {matched_rows} of {rows} rows matched"));
            }
            None => self.notes.push(format!("{operation} is not in the spec, 0 of {rows} rows matched")),
        }
        if let Some(note) = lock.and_then(|lock| news(file, &facts, lock)) {
            self.notes.push(format!("{}: {note}", file.name));
        }
        Ok(())
    }

    /// Compares what the pages said when they were last read.
    pub(crate) fn lock(&mut self, lock: &Lock) -> Result<(), String> {
        if lock.entries.is_empty() {
            return Err(format!(
                "{} has no page; `cargo xtask drift --update-lock PAGE` records one",
                lock.file.name
            ));
        }
        for entry in &lock.entries {
            let facts = &entry.facts;
            let count = facts.parameters.len() + facts.fields.len();
            let found = match self.compare(facts) {
                Some((name, outcome)) => {
                    format!("is {name}, {} of {count} fields matched", outcome.matched_fields)
                }
                None => format!("is not in the spec, 0 of {count} fields matched"),
            };
            let (method, path) = (&facts.method.value, &facts.path.value);
            self.notes
                .push(format!("{}: {method} {path}, read on {}, {found}", lock.file.name, entry.read.value));
        }
        for operation in &self.operations {
            let Some(source) = &operation.facts.source else { continue };
            let is_read = lock.entries.iter().any(|entry| {
                matches(&operation.facts, &entry.facts)
                    || entry.address().is_some_and(|at| same_address(at, &source.value))
            });
            if !is_read {
                let message = format!("{} has no reading of the page of {}", lock.file.name, operation.name);
                self.findings.push(
                    Finding::new(codes::LOCK_MISSING, source.place.clone(), message)
                        .help("record one with `cargo xtask drift --update-lock PAGE`"),
                );
            }
        }
        Ok(())
    }

    /// Compares the operations that the vendor's own OpenAPI file has.
    pub(crate) fn openapi(&mut self, document: &Spec) -> Result<(), String> {
        let mut names = Vec::new();
        for operation in operation::all(document) {
            let (facts, _) = operation.facts(document, Origin::OpenApi)?;
            if self.operations.iter().any(|ours| matches(&ours.facts, &facts))
                && let Some((name, _)) = self.compare(&facts)
            {
                names.push(name);
            }
        }
        if names.is_empty() {
            return Err(format!(
                "{} has none of the spec's operations, so there is nothing to compare",
                document.file.name
            ));
        }
        self.notes.push(format!("{}: compared {}", document.file.name, names.join(", ")));
        for ours in self.operations.iter().filter(|ours| !names.contains(&ours.name)) {
            self.notes.push(format!("{}: does not have {}", document.file.name, ours.name));
        }
        Ok(())
    }

    /// Compares with the operation that the facts are of, and gives its name.
    fn compare(&mut self, facts: &Facts) -> Option<(String, Outcome)> {
        let by_page = self.operations.iter().position(|operation| names_page(&operation.facts, facts));
        let index = by_page.or_else(|| self.operations.iter().position(|ours| matches(&ours.facts, facts)));
        let Some(operation) = index.and_then(|index| self.operations.get_mut(index)) else {
            let message = format!("the spec has no operation {} {}", facts.method.value, facts.path.value);
            let place = Place::new(
                &facts.path.place.file,
                facts.method.place.range.start..facts.path.place.range.end,
            );
            let place = if place.range.is_empty() { facts.place.clone() } else { place };
            self.findings.push(
                Finding::new(codes::OPERATION_MISSING, place, message)
                    .help("`externalDocs.url` of an operation is what its page is found by"),
            );
            return None;
        };
        operation.is_compared = true;
        if facts.origin == Origin::OpenApi {
            self.declarations.excuse_pages();
        }
        let mut outcome = compare::compare(facts, &operation.facts);
        self.closed.extend(&outcome.closed);
        let name = operation.name.clone();
        let mut findings = self.declarations.undeclared(std::mem::take(&mut outcome.differences));
        if findings.len() > MAX_FINDINGS {
            self.notes.push(format!("{} findings, of which {MAX_FINDINGS} are shown", findings.len()));
            findings.truncate(MAX_FINDINGS);
        }
        self.findings.extend(findings);
        Some((name, outcome))
    }

    /// The findings, those about declarations included, and what was checked.
    pub(crate) fn finish(self) -> (Vec<Finding>, Vec<String>) {
        let Self { operations, declarations, closed: mut not_compared, mut findings, notes } = self;
        not_compared
            .extend(operations.into_iter().filter(|one| !one.is_compared).flat_map(|one| one.mappings));
        findings.extend(declarations.findings(&not_compared));
        (findings, notes)
    }
}

fn names_page(spec: &Facts, documented: &Facts) -> bool {
    let both = spec.source.as_ref().zip(documented.source.as_ref());
    both.is_some_and(|(ours, theirs)| same_address(&ours.value, &theirs.value))
}

/// By page, by method and path, or by a whole address: the vendor's OpenAPI file may draw the line between the server
/// and the path elsewhere.
fn matches(spec: &Facts, documented: &Facts) -> bool {
    if names_page(spec, documented) {
        return true;
    }
    let is_same_path = spec.path.value == documented.path.value;
    let is_same_address = || {
        if documented.origin != Origin::OpenApi {
            return false;
        }
        let has = |url: &str| spec.servers.iter().any(|server| server.url.value == url);
        documented.servers.iter().any(|server| has(&server.url.value))
    };
    spec.method.value == documented.method.value && (is_same_path || is_same_address())
}

/// What is new about a page since it was last read.
fn news(file: &SourceFile, facts: &Facts, lock: &Lock) -> Option<String> {
    let Some(entry) = facts.source.as_ref().and_then(|source| lock.entry(&source.value)) else {
        return Some(format!("{} has no reading of this page", lock.file.name));
    };
    let date = entry.read.value;
    Some(if entry.sha256 == lock::fingerprint(&file.text) {
        format!("the text is the one read on {date}")
    } else if entry.has_facts_of(facts) {
        format!("the text changed since {date}, no fact in it did")
    } else {
        format!("the text and facts in it changed since {date}")
    })
}
