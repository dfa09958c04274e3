//! Operations: ids, statuses, tags.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use heck::ToLowerCamelCase;

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_absent, operations, shown};
use super::names::is_keyword;
use super::nearest::{MAX_SUGGESTIONS, nearest};
use super::table::{Keys, Kind, object};
use crate::spec::codes;
use crate::spec::tree::{Entry, Node};

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    let (tags, are_all_known) = declared_tags(index);
    let paths = paths(index);
    let mut suggestions = 0..MAX_SUGGESTIONS;
    let mut ids: HashMap<&str, &Node> = HashMap::new();
    for Visit { entry, node } in index.all(Kind::Operation) {
        match node.get("operationId") {
            Some(id) => {
                if let Some(text) = id.as_str() {
                    operation_id(id, text, &mut ids, report);
                }
            }
            None if is_absent(node, Kind::Operation, "operationId") => {
                let message = "this operation needs an `operationId`";
                let finding = report.about(codes::MISSING_OPERATION_ID, *entry, node, message);
                let path = paths.get(&Rc::as_ptr(node)).copied().unwrap_or_default();
                let name = suggested_id(entry.map_or("", |entry| &entry.key), path);
                report.push(finding.help(format!("the generated function is named by it: `{name}`")));
            }
            None => {}
        }
        if let Some(responses) = node.entry("responses") {
            statuses(responses, report);
        }
        if let Some(entry) = entry.filter(|entry| matches!(&*entry.key, "get" | "head" | "delete"))
            && let Some(body) = node.entry("requestBody")
        {
            let message = format!("the body of a `{}` request has no meaning", entry.key.to_uppercase());
            report.push(report.at_key(codes::UNEXPECTED_BODY, body, message));
        }
        for tag in node.get("tags").map(|tags| tags.items()).unwrap_or_default() {
            if let Some(text) = tag.as_str().filter(|text| !tags.contains(text)) {
                let near = suggestions.next().and_then(|_| nearest(text, tags.iter().copied()));
                if near.is_none() && !are_all_known {
                    continue;
                }
                let message = format!("no tag `{}` is declared", shown(text));
                let finding = report.at(codes::UNDEFINED_TAG, tag, message);
                report.push(match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("declare it under `tags` at the top"),
                });
            }
        }
    }
    for id in index.all(Kind::Link).iter().filter_map(|link| link.node.get("operationId")) {
        if let Some(text) = id.as_str().filter(|text| !ids.contains_key(text)) {
            let message = format!("no operation has the id `{}`", shown(text));
            report.push(report.at(codes::BROKEN_REFERENCE, id, message));
        }
    }
    component_names(index, report);
}

/// The names of the declared tags, and whether those are all: one without a name is a finding already.
fn declared_tags<'a>(index: &Index<'a>) -> (HashSet<&'a str>, bool) {
    let tags = index.root.get("tags");
    let items = tags.map(|tags| tags.items()).unwrap_or_default();
    let names: HashSet<&str> = items.iter().filter_map(|tag| tag.get("name")?.as_str()).collect();
    let is_list = match tags {
        Some(tags) => tags.kind() == "an array",
        None => is_absent(index.root, Kind::Document, "tags"),
    };
    let has_name = |tag: &Rc<Node>| tag.get("name").is_some_and(|name| name.as_str().is_some());
    (names, is_list && items.iter().all(has_name))
}

/// The paths that operations stand under.
fn paths<'a>(index: &Index<'a>) -> HashMap<*const Node, &'a str> {
    let paths = index.all(Kind::PathItem).iter().filter_map(|path| Some((path.entry?, path.node)));
    let each = paths.flat_map(|(entry, node)| {
        operations(node).map(|operation| (Rc::as_ptr(&operation.node), entry.key.as_str()))
    });
    each.collect()
}

/// A name for an operation: its method, and what its path says besides parameters and versions.
fn suggested_id(method: &str, path: &str) -> String {
    let is_version = |word: &str| {
        word.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let words = path.split('/').filter(|word| !word.contains('{') && *word != "api" && !is_version(word));
    let name = words.fold(method.to_owned(), |name, word| name + "-" + word).to_lower_camel_case();
    shown(&name).into_owned()
}

fn operation_id<'a>(
    id: &'a Node,
    text: &'a str,
    ids: &mut HashMap<&'a str, &'a Node>,
    report: &mut Report<'_>,
) {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    if !is_plain || is_keyword(text) {
        let message = format!("`{}` does not make a function name", shown(text));
        let finding = report.at(codes::INVALID_OPERATION_ID, id, message);
        report.push(finding.help("take letters and digits that begin with a letter, and no keyword of Rust"));
    }
    let earlier = *ids.entry(text).or_insert(id);
    if !std::ptr::eq(earlier, id) {
        let message = format!("another operation has the id `{}` as well", shown(text));
        let finding = report.at(codes::REPEATED_OPERATION_ID, id, message);
        report.push(finding.related(report.place(earlier), "the other one"));
    }
}

fn statuses(responses: &Entry, report: &mut Report<'_>) {
    let mut has_success = false;
    let mut has_invalid = false;
    for entry in responses.node.entries().iter().filter(|entry| !entry.key.starts_with("x-")) {
        let is_valid = entry.key == "default"
            || matches!(entry.key.as_bytes(), [b'1'..=b'5', b'X', b'X'])
            || matches!(entry.key.as_bytes(), [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
        has_success |= entry.key == "default" || entry.key == "101" || entry.key.starts_with('2');
        has_invalid |= !is_valid;
        if !is_valid {
            let message = format!("`{}` is no HTTP status", shown(&entry.key));
            let finding = report.at_key(codes::INVALID_STATUS, entry, message);
            report.push(finding.help("take `100` to `599`, a range such as `4XX`, or `default`"));
        }
    }
    if !has_success && !has_invalid && matches!(responses.node.kind(), "an object") {
        let message = "no response says what success looks like";
        report.push(report.at_key(codes::NO_SUCCESS_RESPONSE, responses, message).help("describe a `200`"));
    }
}

fn component_names(index: &Index<'_>, report: &mut Report<'_>) {
    let Keys::Fixed(sections) = &object(Kind::Components).keys else { return };
    let known = |entry: &&Entry| sections.iter().any(|section| section.name == entry.key);
    for Visit { node, .. } in index.all(Kind::Components) {
        for entry in node.entries().iter().filter(known).flat_map(|section| section.node.entries()) {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            if entry.key.is_empty() || !entry.key.chars().all(is_plain) {
                let message = format!("`{}` is no name for a component", shown(&entry.key));
                let finding = report.at_key(codes::INVALID_COMPONENT_NAME, entry, message);
                report.push(finding.help("take letters, digits and `._-`"));
            }
        }
    }
}
