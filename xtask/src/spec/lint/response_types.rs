//! One type for success and one for errors: the generator asserts it of every operation.

use std::rc::Rc;

use super::Report;
use super::index::{Index, reference};
use super::meaning::{is_json, shown};
use super::table::Kind;
use crate::diagnostic::Code;
use crate::spec::codes;
use crate::spec::example::canonical::canonical;
use crate::spec::tree::{Entry, Node};

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for operation in index.all(Kind::Operation) {
        let Some(responses) = operation.node.get("responses") else { continue };
        let mut responses: Vec<_> =
            responses.entries().iter().filter_map(|entry| Some((number(&entry.key)?, entry))).collect();
        responses.sort_by_key(|(number, _)| *number);

        let mut success: Vec<_> =
            responses.iter().filter(|(number, _)| matches!(*number, 101 | 200..=299 | DEFAULT)).collect();
        // A `default` behind nothing but `2XX` is no success any more.
        if let [.., (200, range), (DEFAULT, _)] = success[..]
            && range.key.ends_with(['X', 'x'])
        {
            success.pop();
        }
        let errors: Vec<_> =
            responses.iter().filter(|(number, _)| matches!(*number, 400..=599 | DEFAULT)).collect();
        one_type(index, codes::SEVERAL_SUCCESS_TYPES, &success, report);
        one_type(index, codes::SEVERAL_ERROR_TYPES, &errors, report);
    }
}

/// The place of `default` among the statuses.
const DEFAULT: u16 = 1000;

/// A status as the generator sorts it; none if it has none.
fn number(status: &str) -> Option<u16> {
    if status == "default" {
        return Some(DEFAULT);
    }
    let digits = status.replace(['X', 'x'], "0");
    (digits.len() == 3).then(|| digits.parse().ok()).flatten()
}

/// What a response becomes in the generated code.
#[derive(PartialEq)]
enum Type {
    Nothing,
    Bytes,
    Json(String),
}

fn one_type(index: &Index<'_>, code: &'static Code, responses: &[&(u16, &Entry)], report: &mut Report<'_>) {
    let mut first: Option<(Type, &Entry)> = None;
    for (_, entry) in responses {
        let Some((rust, at)) = response_type(index, &entry.node) else { continue };
        match &first {
            None => first = Some((rust, entry)),
            Some((expected, earlier)) if *expected != rust => {
                let status = shown(&entry.key);
                let message = format!("`{status}` has another type than `{}`", shown(&earlier.key));
                let finding = match at {
                    Some(at) => report.at(code, at, message),
                    None => report.at_key(code, entry, message),
                };
                report.push(
                    finding
                        .related(report.key_place(earlier), "the first one")
                        .help("use one schema for both"),
                );
            }
            Some(_) => {}
        }
    }
}

/// The type of a response, and where it is said; none if that is broken anyway.
fn response_type<'a>(index: &Index<'a>, response: &'a Rc<Node>) -> Option<(Type, Option<&'a Node>)> {
    let at_reference = response.get("$ref");
    let response = index.resolve(response)?;
    let content = response.get("content").map(|content| content.entries()).unwrap_or_default();
    let Some(entry) = content.iter().find(|entry| is_json(&entry.key)) else {
        return Some((
            if content.is_empty() { Type::Nothing } else { Type::Bytes },
            at_reference.map(|node| &**node),
        ));
    };
    let schema = entry.node.get("schema")?;
    let at = at_reference.or_else(|| schema.get("$ref")).unwrap_or(schema);
    Some((Type::Json(schema_type(schema)), Some(at)))
}

fn schema_type(schema: &Node) -> String {
    if let Some(reference) = reference(schema) {
        return reference.to_owned();
    }
    let kind = schema.get("type").and_then(|kind| kind.as_str()).unwrap_or_default();
    let is_plain = ["enum", "pattern", "minLength", "maxLength", "allOf", "anyOf", "oneOf", "not"]
        .iter()
        .all(|key| schema.get(key).is_none());
    // Descriptions and examples do not make another string, but they do make another struct.
    if matches!(kind, "string" | "integer" | "number" | "boolean") && is_plain {
        let part = |key: &str| schema.get(key).map(|node| canonical(node)).unwrap_or_default();
        return format!("{kind} {} {}", part("format"), part("nullable"));
    }
    canonical(schema)
}
