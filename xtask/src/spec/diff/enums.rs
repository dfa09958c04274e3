//! Lists of values: those that are allowed, and those that the vendor documents.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::spec::tree::Node;

use super::codes::{self, schema as code};
use super::parts::Parts;
use super::schema::{Context, Kind, Shift};
use super::trail::{Trail, shown};
use super::{Diff, consent, notes};

const ENUM: Kind = Kind {
    key: "enum",
    breaking: [code::REQUEST_ENUM_NARROWED, code::RESPONSE_ENUM_WIDENED],
    additive: [code::REQUEST_ENUM_WIDENED, code::RESPONSE_ENUM_NARROWED],
};

pub(super) fn compare<'a>(diff: &mut Diff<'a>, context: &Context<'_, 'a>) {
    let is_consent = context.old.list.iter().any(|part| consent::is_statement(&diff.old, part))
        || context.new.list.iter().any(|part| consent::is_statement(&diff.new, part));
    if is_consent {
        consent::changed(diff, context.old.entry("enum"), context.new.entry("enum"), context.owners());
        return;
    }
    let (old, new) = (allowed(context.old), allowed(context.new));
    match (&old, &new) {
        (None, None) => {}
        (None, Some(_)) => {
            context.shifted(diff, &ENUM, Shift::Narrowed, "only listed values are allowed now");
        }
        (Some(_), None) => context.shifted(diff, &ENUM, Shift::Widened, "any value is allowed now"),
        (Some(old), Some(new)) => {
            let gone = missing(old, new);
            let come = missing(new, old);
            if !gone.is_empty() {
                context.shifted(
                    diff,
                    &ENUM,
                    Shift::Narrowed,
                    &format!("{} not allowed any more", list(&gone)),
                );
            }
            if !come.is_empty() {
                context.shifted(diff, &ENUM, Shift::Widened, &format!("{} allowed now", list(&come)));
            }
        }
    }
}

/// The values that all lists have; none if there is no list.
fn allowed(parts: &Parts<'_>) -> Option<Vec<String>> {
    let texts = |list: &Rc<Node>| -> Vec<String> { list.items().iter().map(|value| text(value)).collect() };
    let mut lists = parts.entries("enum").map(|entry| texts(&entry.node));
    let first = lists.next()?;
    Some(lists.fold(first, |all, more| {
        let more: HashSet<_> = more.into_iter().collect();
        all.into_iter().filter(|value| more.contains(value)).collect()
    }))
}

/// A value as JSON: the text `1` is not the number.
fn text(value: &Node) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn missing(list: &[String], other: &[String]) -> Vec<String> {
    let other: HashSet<_> = other.iter().collect();
    list.iter().filter(|value| !other.contains(value)).cloned().collect()
}

fn list(values: &[String]) -> String {
    const MAX_VALUES: usize = 5;
    let mut shown: Vec<_> =
        values.iter().take(MAX_VALUES).map(|value| format!("`{}`", shown(value))).collect();
    if values.len() > MAX_VALUES {
        shown.push(format!("{} more", values.len() - MAX_VALUES));
    }
    let verb = if values.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", shown.join(", "))
}

/// Compares `x-documented-codes` and `x-documented-values`.
pub(super) fn documented<'a>(diff: &mut Diff<'a>, old: &'a Rc<Node>, new: &'a Rc<Node>, trail: &Trail) {
    for key in ["x-documented-codes", "x-documented-values"] {
        let items = |node: &'a Rc<Node>| node.get(key).map(|list| list.items()).unwrap_or_default();
        let name = |item: &Rc<Node>| match item.get("code") {
            Some(code) => text(code),
            None => text(item),
        };
        let now: HashMap<String, &Rc<Node>> =
            items(new).iter().rev().map(|item| (name(item), item)).collect();
        let before: HashSet<String> = items(old).iter().map(name).collect();
        for item in items(old) {
            let old_place = diff.old.spec.head(item);
            let code = name(item);
            let Some(other) = now.get(&code) else {
                let place = diff.new.head(new.get(key).or(Some(new)));
                diff.push(code::CODE_REMOVED, old_place, place, format!("{trail}: {} is gone", shown(&code)));
                continue;
            };
            let new_place = diff.new.spec.head(other);
            let status = |item: &Node| item.get("status").map(|status| text(status));
            let meaning = |item: &Node| item.get("meaning").map(|meaning| text(meaning));
            if status(item) != status(other) {
                let message = format!("{trail}: {} goes with another status", shown(&code));
                diff.push(code::CODE_STATUS, old_place, new_place, message);
            } else if meaning(item) != meaning(other) {
                let message = format!("{trail}: {} is described in other words", shown(&code));
                diff.push(codes::DOCUMENTATION, old_place, new_place, message);
            } else if !notes::is_same(item, other) {
                diff.push(
                    codes::EXTENSION,
                    old_place,
                    new_place,
                    format!("{trail}: {} has other keys", shown(&code)),
                );
            }
        }
        for item in items(new).iter().filter(|item| !before.contains(&name(item))) {
            let place = (diff.old.head(old.get(key).or(Some(old))), diff.new.spec.head(item));
            diff.push(code::CODE_ADDED, place.0, place.1, format!("{trail}: {} is new", shown(&name(item))));
        }
    }
}
