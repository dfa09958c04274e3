//! Everything that can be wrong with a spec, found in one run.
//!
//! One walk compares the document with the table of OpenAPI's objects and notes where each object stands. The checks
//! behind it take the objects from those notes, so that each of them is one loop.

mod generator;
pub(super) mod index;
mod meaning;
mod names;
mod nearest;
mod operations;
mod own_rules;
mod parameters;
mod paths;
mod references;
mod repeated;
mod required;
mod response_rules;
mod response_types;
mod schemas;
mod security;
mod servers;
mod shape;
mod statements;
mod table;
mod values;

use std::collections::HashSet;

use crate::diagnostic::{Code, Finding, Place};
use crate::spec::Spec;
use crate::spec::tree::{Entry, Node};

/// All findings, in no particular order.
pub(crate) fn lint(spec: &Spec) -> Vec<Finding> {
    let mut report = Report { spec, findings: Vec::new() };
    repeated::check(spec, &mut report);
    let index = shape::check(spec, &mut report);
    references::check(&index, &mut report);
    schemas::check(&index, &mut report);
    let undeclared = required::check(&index, &mut report);
    values::check(&index, &undeclared, &mut report);
    paths::check(&index, &mut report);
    parameters::check(&index, &mut report);
    operations::check(&index, &mut report);
    security::check(&index, &mut report);
    servers::check(&index, &mut report);
    names::check(&index, &mut report);
    generator::check(&index, &mut report);
    response_types::check(&index, &mut report);
    own_rules::check(&index, &mut report);
    response_rules::check(&index, &mut report);
    report.finish()
}

/// Where the checks put what they find.
pub(crate) struct Report<'a> {
    spec: &'a Spec,
    findings: Vec<Finding>,
}

impl Report<'_> {
    pub(crate) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A finding at a key.
    pub(crate) fn at_key(&self, code: &'static Code, entry: &Entry, message: impl Into<String>) -> Finding {
        Finding::new(code, self.spec.key_place(entry), message)
    }

    /// A finding at a value, or, if that is an object, at its beginning.
    pub(crate) fn at(&self, code: &'static Code, node: &Node, message: impl Into<String>) -> Finding {
        Finding::new(code, self.place(node), message)
    }

    /// A finding about an object as a whole: at the key that it stands under, or else at its beginning.
    pub(crate) fn about(
        &self,
        code: &'static Code,
        entry: Option<&Entry>,
        node: &Node,
        message: impl Into<String>,
    ) -> Finding {
        match entry {
            Some(entry) => self.at_key(code, entry, message),
            None => self.at(code, node, message),
        }
    }

    pub(crate) fn place(&self, node: &Node) -> Place {
        self.spec.head(node)
    }

    pub(crate) fn key_place(&self, entry: &Entry) -> Place {
        self.spec.key_place(entry)
    }

    /// What an alias repeats is one problem, not many.
    fn finish(self) -> Vec<Finding> {
        let mut seen = HashSet::new();
        let mut findings = self.findings;
        findings.retain(|finding| {
            seen.insert((finding.code.id, finding.place.range.clone(), finding.message.clone()))
        });
        findings
    }
}
