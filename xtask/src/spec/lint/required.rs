//! Required names that are no properties.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Report;
use super::index::{Index, reference};
use super::meaning::{is_unreadable, shown};
use super::nearest::nearest;
use super::table::Kind;
use crate::spec::codes;
use crate::spec::example::Undeclared;
use crate::spec::tree::Node;

/// So many schemas are looked through, over all lists of required names.
const MAX_STEPS: usize = 2_000_000;

/// Where the parts of a schema stand.
const PARTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Returns the names that are no properties, so that no example has to have them.
pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) -> Undeclared {
    let mut undeclared = HashSet::new();
    let wholes = wholes(index);
    let mut steps = 0..MAX_STEPS;
    for visit in index.all(Kind::Schema) {
        let names = visit.node.get("required").map(|names| names.items()).unwrap_or_default();
        let Some(first) = names.first() else { continue };
        let mut whole = visit.node;
        // The document nests to a limited depth, aliases included, so this ends.
        while let Some(outer) = wholes.get(&Rc::as_ptr(whole)) {
            whole = outer;
        }
        match declared(index, whole, &mut steps) {
            Some(Declared::Unreadable) => {}
            Some(Declared::Names(declared)) => {
                for name in names.iter().filter(|name| required(name, &declared, report)) {
                    undeclared.insert(Rc::as_ptr(name));
                }
            }
            None => {
                let message = "these schemas extend each other too often to be followed";
                report.push(report.at(codes::NOT_CHECKED, first, message));
            }
        }
    }
    undeclared
}

/// The schema that another one is a part of: `required` may name a property of a sibling under `allOf`.
fn wholes<'a>(index: &Index<'a>) -> HashMap<*const Node, &'a Rc<Node>> {
    let mut wholes = HashMap::new();
    for visit in index.all(Kind::Schema) {
        let parts = PARTS.iter().filter_map(|key| visit.node.get(key)).flat_map(|parts| parts.items());
        for part in parts.chain(visit.node.get("not")) {
            wholes.insert(Rc::as_ptr(part), visit.node);
        }
    }
    wholes
}

/// The names of all properties.
enum Declared<'a> {
    Names(HashSet<&'a str>),
    /// Properties stand under a misspelt key, or behind a broken reference.
    Unreadable,
}

/// The properties of a schema and of its parts; none if there are too many to look through.
fn declared<'a>(index: &Index<'a>, whole: &'a Rc<Node>, steps: &mut impl Iterator) -> Option<Declared<'a>> {
    let mut declared = HashSet::new();
    let mut seen = HashSet::new();
    let mut waiting = vec![whole];
    while let Some(schema) = waiting.pop() {
        if !seen.insert(Rc::as_ptr(schema)) {
            continue;
        }
        if let Some(reference) = reference(schema) {
            match index.target(reference) {
                Some(target) => waiting.push(&target.node),
                None => return Some(Declared::Unreadable),
            }
        }
        if is_unreadable(schema, Kind::Schema, "properties") {
            return Some(Declared::Unreadable);
        }
        for property in schema.get("properties").map(|node| node.entries()).unwrap_or_default() {
            declared.insert(property.key.as_str());
            steps.next()?;
        }
        for part in PARTS.iter().filter_map(|key| schema.get(key)).flat_map(|parts| parts.items()) {
            waiting.push(part);
            steps.next()?;
        }
        steps.next()?;
    }
    Some(Declared::Names(declared))
}

/// Whether a required name is no property, which is reported.
fn required(name: &Node, declared: &HashSet<&str>, report: &mut Report<'_>) -> bool {
    let Some(text) = name.as_str().filter(|text| !declared.contains(text)) else { return false };
    let message = format!("`{}` is required, but is no property", shown(text));
    let finding = report.at(codes::REQUIRED_WITHOUT_PROPERTY, name, message);
    report.push(match nearest(text, declared.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("declare it under `properties`, or remove it here"),
    });
    true
}
