//! What the generator panics at, refuses or forgets. Every rule here was tried on progenitor 0.15.1.

use std::collections::HashSet;
use std::rc::Rc;

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_absent, is_json, shown};
use super::table::Kind;
use crate::spec::codes;
use crate::spec::tree::{Entry, Node, Value};

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for reference in index.all(Kind::PathItem).iter().filter_map(|path| path.node.get("$ref")) {
        let message = "the generator does not follow a reference to a path";
        report.push(
            report.at(codes::PATH_ITEM_REFERENCE, reference, message).help("write its operations here"),
        );
    }
    for Visit { node, .. } in index.all(Kind::Parameter) {
        parameter(node, report);
    }
    for Visit { node, .. } in index.all(Kind::RequestBody) {
        request(index, node, report);
    }
    for Visit { node, .. } in index.all(Kind::Response) {
        response(index, node, report);
    }
    for Visit { node, .. } in index.all(Kind::Schema) {
        schema(node, report);
    }
}

fn parameter(node: &Node, report: &mut Report<'_>) {
    let style = node.get("style");
    let at = match (node.get("in").and_then(|node| node.as_str()), style.and_then(|style| style.as_str())) {
        (Some("cookie"), _) => node.get("in").map(|place| (place, "cookies".to_owned())),
        (Some("path"), Some("matrix" | "label"))
        | (Some("query"), Some("spaceDelimited" | "pipeDelimited" | "deepObject")) => {
            style.map(|style| (style, "parameters of this style".to_owned()))
        }
        _ => None,
    };
    if let Some((at, what)) = at {
        let message = format!("the generator cannot send {what}");
        report.push(report.at(codes::UNSUPPORTED_PARAMETER, at, message));
    }
    if let Some(content) = node.entry("content") {
        let message = "the generator cannot send a parameter with `content`";
        report.push(
            report.at_key(codes::UNSUPPORTED_PARAMETER, content, message).help("describe it by `schema`"),
        );
    }
}

fn request(index: &Index<'_>, node: &Node, report: &mut Report<'_>) {
    let content = node.get("content").map(|content| content.entries()).unwrap_or_default();
    if several(content, "the generator panics at a request body of several content types", report) {
        return;
    }
    for entry in content {
        let essence = entry.key.split(';').next().unwrap_or_default();
        let schema = index.follow(&entry.node, "schema");
        match essence {
            "application/json" | "application/x-www-form-urlencoded" => encoding(entry, report),
            "application/octet-stream" | "text/plain" | "text/x-markdown" => {
                raw(entry, essence, schema, report);
            }
            _ => {
                let message = format!("the generator does not know `{}`", shown(&entry.key));
                report.push(report.at_key(codes::UNSUPPORTED_CONTENT_TYPE, entry, message));
                continue;
            }
        }
        missing_schema(entry, report);
    }
}

/// Bytes and text are sent as they are; their schema has to say so, and nothing else.
fn raw(entry: &Entry, essence: &str, schema: Option<&Rc<Node>>, report: &mut Report<'_>) {
    let Some(schema) = schema else { return };
    let text = |key| schema.get(key).and_then(|node| node.as_str());
    let (is_plain, expected) = match essence {
        "application/octet-stream" => (text("format") == Some("binary"), "{type: string, format: binary}"),
        _ => (schema.get("format").is_none(), "{type: string}"),
    };
    let restricts = ["pattern", "enum", "minLength", "maxLength", "default", "nullable", "discriminator"];
    if text("type") != Some("string") || !is_plain || restricts.iter().any(|key| schema.get(key).is_some()) {
        let message = format!("the schema of `{essence}` has to be `{expected}`");
        report.push(report.at_key(codes::UNSUPPORTED_CONTENT_TYPE, entry, message));
    }
}

fn response(index: &Index<'_>, node: &Node, report: &mut Report<'_>) {
    let content = node.get("content").map(|content| content.entries()).unwrap_or_default();
    if several(content, "the generator forgets all content types of a response but one", report) {
        return;
    }
    for entry in content {
        if is_json(&entry.key) {
            encoding(entry, report);
            missing_schema(entry, report);
        } else if let Some(schema) = index.follow(&entry.node, "schema")
            && schema.get("type").is_none_or(|kind| kind.as_str() != Some("string"))
        {
            let message =
                format!("the generator hands over `{}` as bytes, and forgets the schema", shown(&entry.key));
            let finding = report.at_key(codes::UNSUPPORTED_CONTENT_TYPE, entry, message);
            report.push(finding.help("take `application/json`, or `{type: string, format: binary}`"));
        }
    }
}

fn several(content: &[Entry], message: &str, report: &mut Report<'_>) -> bool {
    let [first, second, ..] = content else { return false };
    let finding = report.at_key(codes::SEVERAL_CONTENT_TYPES, second, message);
    report.push(finding.related(report.key_place(first), "the first one"));
    true
}

fn encoding(entry: &Entry, report: &mut Report<'_>) {
    if let Some(encoding) = entry.node.entry("encoding").filter(|entry| !entry.node.entries().is_empty()) {
        let message = "the generator panics at `encoding`";
        report.push(report.at_key(codes::UNSUPPORTED_ENCODING, encoding, message).help("remove it"));
    }
}

fn missing_schema(entry: &Entry, report: &mut Report<'_>) {
    if is_absent(&entry.node, Kind::MediaType, "schema") {
        let message = format!("`{}` needs a `schema`", shown(&entry.key));
        report
            .push(report.at_key(codes::MISSING_SCHEMA, entry, message).help("an empty one allows anything"));
    }
}

fn schema(node: &Node, report: &mut Report<'_>) {
    if let Some(not) = node.entry("not") {
        let keys = not.node.entries();
        let is_list = not.node.get("enum").is_some_and(|list| !mixes_kinds(list));
        let is_required =
            node.get("properties").is_some() && keys.iter().all(|entry| entry.key == "required");
        if !(is_list || is_required || keys.is_empty()) {
            let message = "the generator panics at a `not` of anything but allowed values of one kind";
            report.push(report.at_key(codes::UNSUPPORTED_SCHEMA, not, message));
        }
    }
    let Some(list) = node.entry("enum").filter(|_| is_absent(node, Kind::Schema, "type")) else { return };
    let is_null = |item: &Rc<Node>| matches!(item.value, Value::Null);
    let is_nullable = node.get("nullable").and_then(|node| node.as_bool()).unwrap_or_default();
    if mixes_kinds(&list.node) || is_nullable && list.node.items().iter().any(is_null) {
        let message =
            "the generator panics at an `enum` without a `type` whose values are of different kinds";
        report.push(report.at_key(codes::UNSUPPORTED_SCHEMA, list, message).help("add a `type`"));
    }
}

fn mixes_kinds(list: &Node) -> bool {
    let kinds = list.items().iter().map(|item| match item.value {
        Value::Integer(_) => "a number",
        _ => item.kind(),
    });
    kinds.filter(|kind| *kind != "null").collect::<HashSet<_>>().len() > 1
}
