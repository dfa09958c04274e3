//! Rules of this project for responses: what the server may send one day must not fail the decoding.

use std::collections::HashSet;
use std::rc::Rc;

use super::Report;
use super::index::{Index, reference};
use super::meaning::{is_absent, is_typeless, shown};
use super::table::Kind;
use crate::spec::codes;
use crate::spec::tree::{Entry, Node, Value};

/// Formats that the generated code parses, and refuses if it cannot.
const PARSED: [&str; 6] = ["date", "date-time", "uuid", "ip", "ipv4", "ipv6"];

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for schema in reachable(index) {
        required(schema, report);
        strict(schema, report);
        for property in schema.get("properties").map(|properties| properties.entries()).unwrap_or_default() {
            if !is_nullable(index, &property.node) {
                let message = format!("`{}` is in a response, and not nullable", shown(&property.key));
                let finding = report.at_key(codes::NON_NULLABLE_RESPONSE_FIELD, property, message);
                report.push(finding.help(match reference(&property.node) {
                    Some(_) => {
                        "wrap the reference: `nullable: true`, a `description` and `allOf: [{$ref: ...}]`"
                    }
                    None => "add `nullable: true`",
                }));
            }
        }
        for key in ["items", "additionalProperties"] {
            let Some(entry) = schema.entry(key).filter(|entry| entry.node.kind() == "an object") else {
                continue;
            };
            if !is_nullable(index, &entry.node) {
                let message = format!("`{key}` of a response are not nullable");
                let finding = report.at_key(codes::NON_NULLABLE_RESPONSE_FIELD, entry, message);
                report.push(finding.help(match reference(&entry.node) {
                    Some(_) => "wrap the reference: `nullable: true` and `allOf: [{$ref: ...}]`",
                    None => "add `nullable: true` inside",
                }));
            }
        }
    }
}

/// The schemas that a response is made of.
fn reachable<'a>(index: &Index<'a>) -> Vec<&'a Rc<Node>> {
    let contents = index.all(Kind::Response).iter().filter_map(|response| response.node.get("content"));
    let types = contents.flat_map(|content| content.entries());
    let mut waiting: Vec<_> = types.filter_map(|entry| entry.node.get("schema")).collect();
    let mut seen = HashSet::new();
    let mut schemas = Vec::new();
    while let Some(schema) = waiting.pop() {
        let Some(schema) = index.resolve(schema) else { continue };
        if !seen.insert(Rc::as_ptr(schema)) {
            continue;
        }
        schemas.push(schema);
        let list = |key: &str| schema.get(key).map(|list| list.items()).unwrap_or_default();
        waiting.extend(["allOf", "anyOf", "oneOf"].iter().flat_map(|key| list(key)));
        waiting
            .extend(schema.get("properties").iter().flat_map(|node| node.entries()).map(|entry| &entry.node));
        waiting.extend(["items", "additionalProperties"].iter().filter_map(|key| schema.get(key)));
    }
    schemas
}

fn is_nullable(index: &Index<'_>, property: &Rc<Node>) -> bool {
    let Some(schema) = index.resolve(property) else { return true };
    // What is of the wrong kind, or says nothing at all, is a finding already, or allows `null` anyway.
    if schema.kind() != "an object" || is_typeless(schema) || has_type_of_wrong_kind(schema) {
        return true;
    }
    match schema.get("nullable") {
        // Another value than these is of the wrong type.
        Some(nullable) => nullable.as_bool() != Some(false),
        None => !is_absent(schema, Kind::Schema, "nullable"),
    }
}

fn has_type_of_wrong_kind(schema: &Node) -> bool {
    schema.get("type").is_some_and(|kind| kind.as_str().is_none())
}

fn required(schema: &Node, report: &mut Report<'_>) {
    if let Some(entry) = schema.entry("required").filter(|entry| !entry.node.items().is_empty()) {
        let message = "fields of a response must not be required";
        let finding = report.at_key(codes::REQUIRED_RESPONSE_FIELD, entry, message);
        report.push(finding.help("remove `required`"));
    }
}

fn strict(schema: &Node, report: &mut Report<'_>) {
    if let Some(entry) = schema.entry("enum") {
        let message = "the values of a response must not be a closed list";
        let finding = report.at_key(codes::CLOSED_RESPONSE_ENUM, entry, message);
        report.push(finding.help("keep the value open, and list the known ones under an `x-` key"));
    }
    if let Some(format) = schema.get("format")
        && let Some(text) = format.as_str().filter(|text| PARSED.contains(text))
    {
        let message = format!("a response with a text that is no `{text}` would not be decoded");
        report.push(report.at(codes::STRICT_RESPONSE_FIELD, format, message).help("remove the format"));
    }
    let is_string = schema.get("type").and_then(|kind| kind.as_str()) == Some("string");
    let closes = |entry: &&Entry| match entry.key.as_str() {
        // A length of the wrong kind or below 0 is a finding already.
        "pattern" => is_string && entry.node.as_str().is_some(),
        "minLength" | "maxLength" => is_string && matches!(entry.node.value, Value::Integer(0..)),
        "additionalProperties" => entry.node.as_bool() == Some(false),
        _ => false,
    };
    for entry in schema.entries().iter().filter(closes) {
        let message = format!("`{}` would fail a response that is different one day", entry.key);
        report.push(report.at_key(codes::STRICT_RESPONSE_FIELD, entry, message).help("remove it"));
    }
}
