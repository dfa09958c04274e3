//! What programs do not notice: words, examples, extensions.

use std::rc::Rc;

use crate::spec::tree::{Node, Value};

use super::trail::{Trail, shown};
use super::{Diff, codes, pairs};

/// Compares the words of two objects, once: all keys but those whose meaning is compared elsewhere.
pub(super) fn compare<'a>(
    diff: &mut Diff<'a>,
    old: &'a Rc<Node>,
    new: &'a Rc<Node>,
    compared_elsewhere: &[&str],
    trail: &Trail,
) {
    if !diff.noted.insert((Rc::as_ptr(old), Rc::as_ptr(new))) {
        return;
    }
    for pair in pairs(Some(old), Some(new)) {
        let Some(key) = pair.old.or(pair.new).map(|entry| entry.key.as_str()) else { continue };
        let nodes = pair.nodes();
        let is_equal = matches!(nodes, (Some(old), Some(new)) if is_same(old, new));
        if is_equal || key == "$ref" || compared_elsewhere.contains(&key) {
            continue;
        }
        let code = match key {
            "example" | "examples" => codes::EXAMPLE,
            _ if DOCUMENTATION.contains(&key) => codes::DOCUMENTATION,
            _ => codes::EXTENSION,
        };
        let key = shown(key);
        match (pair.old, pair.new) {
            (Some(old), Some(new)) => diff.changed(code, old, new, format!("{trail}: `{key}` changed")),
            (None, Some(entry)) => {
                let place = diff.old.head(Some(old));
                diff.added(code, place, entry, format!("{trail}: `{key}` is new"));
            }
            (Some(entry), None) => {
                let place = diff.new.head(Some(new));
                diff.removed(code, entry, place, format!("{trail}: `{key}` is gone"));
            }
            (None, None) => {}
        }
    }
}

const DOCUMENTATION: &[&str] = &[
    "bearerFormat",
    "contact",
    "description",
    "externalDocs",
    "info",
    "license",
    "summary",
    "tags",
    "termsOfService",
    "title",
    "version",
    "xml",
];

/// Whether two values are the same, in whatever order an object has its keys.
pub(super) fn is_same(old: &Node, new: &Node) -> bool {
    if std::ptr::eq(old, new) {
        return true;
    }
    match (&old.value, &new.value) {
        (Value::Mapping(a), Value::Mapping(b)) if a.len() == b.len() => {
            let in_order = a.iter().zip(b).all(|(a, b)| a.key == b.key);
            if in_order {
                return a.iter().zip(b).all(|(a, b)| is_same(&a.node, &b.node));
            }
            let by_key: std::collections::HashMap<_, _> =
                b.iter().rev().map(|entry| (entry.key.as_str(), &entry.node)).collect();
            a.iter()
                .all(|entry| by_key.get(entry.key.as_str()).is_some_and(|node| is_same(&entry.node, node)))
        }
        (Value::Sequence(a), Value::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Mapping(_), _) | (Value::Sequence(_), _) => false,
        _ => is_equal_scalar(old, new),
    }
}

fn is_equal_scalar(old: &Node, new: &Node) -> bool {
    match (&old.value, &new.value) {
        (Value::Null, Value::Null) => true,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        _ => old.as_number().is_some() && old.as_number() == new.as_number(),
    }
}

/// The first values that differ in their text or their order.
pub(super) fn first_difference<'a>(old: &'a Node, new: &'a Node) -> Option<(&'a Node, &'a Node)> {
    let here = Some((old, new));
    match (&old.value, &new.value) {
        (Value::Mapping(a), Value::Mapping(b)) => {
            if a.len() != b.len() || a.iter().zip(b).any(|(a, b)| a.key != b.key) {
                return here;
            }
            a.iter().zip(b).find_map(|(a, b)| first_difference(&a.node, &b.node))
        }
        (Value::Sequence(a), Value::Sequence(b)) if a.len() == b.len() => {
            a.iter().zip(b).find_map(|(a, b)| first_difference(a, b))
        }
        (Value::Mapping(_) | Value::Sequence(_), _) => here,
        _ if is_equal_scalar(old, new) => None,
        _ => here,
    }
}
