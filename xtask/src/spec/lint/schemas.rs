//! Keywords of schemas that are wrong by themselves, whatever the values.

use std::collections::HashMap;
use std::rc::Rc;

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_absent, is_typeless, listed, shown};
use super::nearest::nearest;
use super::statements;
use super::table::{Kind, shape_of};
use crate::spec::codes;
use crate::spec::example::canonical::canonical;
use crate::spec::example::pattern::problem;
use crate::spec::tree::{Entry, Node, Value};

/// Keywords, and the types that they concern.
const CONCERNS: &[(&[&str], &[&str])] = &[
    (&["maxLength", "minLength", "pattern"], &["string"]),
    (&["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"], &["integer", "number"]),
    (&["items", "maxItems", "minItems", "uniqueItems"], &["array"]),
    (
        &[
            "properties",
            "required",
            "additionalProperties",
            "maxProperties",
            "minProperties",
            "discriminator",
        ],
        &["object"],
    ),
];

const STRING_FORMATS: &[&str] = &[
    "binary",
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ip",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];
const INTEGER_FORMATS: &[&str] =
    &["int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"];
const NUMBER_FORMATS: &[&str] = &["float", "double"];

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for Visit { entry, node } in index.all(Kind::Schema) {
        if let Some(kind) = node.get("type").and_then(|node| node.as_str()) {
            typed(kind, node, report);
            if kind == "array" && is_absent(node, Kind::Schema, "items") {
                let place = node.entry("type").or(*entry);
                report.push(report.about(codes::MISSING_ITEMS, place, node, "an array needs `items`"));
            }
        }
        typeless(node, report);
        bounds(node, report);
        pattern(node, report);
        lists(node, report);
        one_way(node, report);
        statements::check(node, report);
    }
    for Visit { node, .. } in index.all(Kind::Document) {
        tags(node, report);
    }
}

fn typeless(node: &Node, report: &mut Report<'_>) {
    for property in node.get("properties").map(|properties| properties.entries()).unwrap_or_default() {
        let schema = &property.node;
        if schema.kind() == "an object" && is_typeless(schema) {
            let message = format!("`{}` does not say what it is", shown(&property.key));
            let has = |key: &str| schema.get(key).is_some();
            let help = match () {
                () if has("properties") || has("additionalProperties") => "add `type: object`",
                () if has("items") => "add `type: array`",
                () => "add `type`, or reference a schema",
            };
            report.push(report.at_key(codes::MISSING_TYPE, property, message).help(help));
        }
    }
}

fn one_way(node: &Node, report: &mut Report<'_>) {
    let is_set = |entry: &&Entry| entry.node.as_bool() == Some(true);
    if let (Some(read), Some(write)) =
        (node.entry("readOnly").filter(is_set), node.entry("writeOnly").filter(is_set))
    {
        let (first, second) =
            if read.key_range.start < write.key_range.start { (read, write) } else { (write, read) };
        let message = format!("`{}` excludes `{}`", first.key, second.key);
        let finding = report.at_key(codes::CONFLICTING_KEYS, second, message);
        report.push(finding.related(report.key_place(first), "stands here already"));
    }
}

fn typed(kind: &str, node: &Node, report: &mut Report<'_>) {
    let formats = match kind {
        "string" => STRING_FORMATS,
        "integer" => INTEGER_FORMATS,
        "number" => NUMBER_FORMATS,
        "boolean" | "array" | "object" => &[],
        // Reported as an unknown word; nothing is known about what goes with it.
        _ => return,
    };
    for entry in node.entries() {
        // A value of the wrong kind is a finding already.
        let is_right =
            || shape_of(Kind::Schema, &entry.key).is_some_and(|shape| shape.is_kind_of(&entry.node));
        let concerned =
            CONCERNS.iter().find(|(keywords, _)| keywords.contains(&entry.key.as_str()) && is_right());
        if let Some((_, types)) = concerned.filter(|(_, types)| !types.contains(&kind)) {
            let types = types.join(" or ");
            let message = format!("`{}` has no effect on type `{kind}`", entry.key);
            let finding = report.at_key(codes::KEYWORD_OF_OTHER_TYPE, entry, message);
            report.push(finding.help(format!("it concerns {types}; remove it, or correct the type")));
        }
    }
    let Some(format) = node.get("format") else { return };
    if let Some(text) = format.as_str().filter(|text| !formats.contains(text)) {
        let message = format!("`{}` is no known format of type `{kind}`", shown(text));
        let finding = report.at(codes::UNKNOWN_FORMAT, format, message);
        let help = match nearest(text, formats.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if formats.is_empty() => "this type has no formats; remove it".to_owned(),
            None => format!("known are {}", listed(formats.iter().copied())),
        };
        report.push(finding.help(help));
    }
}

fn bounds(node: &Node, report: &mut Report<'_>) {
    let pairs = [
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
        ("minimum", "maximum"),
    ];
    for (low, high) in pairs {
        if low != "minimum" {
            not_negative(node, low, report);
            not_negative(node, high, report);
        }
        if let (Some(least), Some(most)) = (number(node, low), number(node, high))
            && (least > most || least == most && low == "minimum" && is_exclusive(node))
            && let (Some(low), Some(high)) = (node.entry(low), node.entry(high))
        {
            let message = format!("no value is at least {least} and at most {most}");
            let finding = report.at(codes::CONTRADICTING_BOUNDS, &high.node, message);
            report.push(finding.related(report.place(&low.node), "the lower bound"));
        }
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(entry) = node.entry(exclusive).filter(|_| node.get(bound).is_none()) {
            let message = format!("`{exclusive}` without `{bound}` bounds nothing");
            if entry.node.as_bool().is_some() {
                report.push(report.at_key(codes::CONTRADICTING_BOUNDS, entry, message));
            }
        }
    }
    if let Some(divisor) =
        node.get("multipleOf").filter(|_| number(node, "multipleOf").is_some_and(|n| n <= 0.0))
    {
        report.push(report.at(codes::NEGATIVE_LENGTH, divisor, "`multipleOf` has to be above 0"));
    }
}

fn not_negative(node: &Node, key: &str, report: &mut Report<'_>) {
    if let Some(entry) = node.entry(key).filter(|entry| matches!(entry.node.value, Value::Integer(..0))) {
        report.push(report.at(codes::NEGATIVE_LENGTH, &entry.node, format!("`{key}` cannot be negative")));
    }
}

fn number(node: &Node, key: &str) -> Option<f64> {
    node.get(key)?.as_number()
}

fn is_exclusive(node: &Node) -> bool {
    ["exclusiveMinimum", "exclusiveMaximum"]
        .iter()
        .any(|key| node.get(key).and_then(|node| node.as_bool()).unwrap_or_default())
}

fn pattern(node: &Node, report: &mut Report<'_>) {
    let Some(pattern) = node.get("pattern") else { return };
    if let Some(problem) = pattern.as_str().and_then(problem) {
        let message = format!("this pattern is no regular expression: {problem}");
        report.push(report.at(codes::INVALID_PATTERN, pattern, message));
    }
}

fn lists(node: &Node, report: &mut Report<'_>) {
    for key in ["enum", "allOf", "anyOf", "oneOf"] {
        if let Some(entry) = node.entry(key)
            && matches!(&entry.node.value, Value::Sequence(items) if items.is_empty())
        {
            report.push(report.at_key(codes::EMPTY_ENUM, entry, format!("an empty `{key}` allows nothing")));
        }
    }
    if let Some(entry) = node.entry("required")
        && matches!(&entry.node.value, Value::Sequence(items) if items.is_empty())
    {
        report.push(report.at_key(codes::EMPTY_REQUIRED, entry, "an empty `required` is not allowed"));
    }
    for key in ["enum", "required"] {
        let items = node.get(key).map(|list| list.items()).unwrap_or_default();
        distinct(items.iter().map(|item| (canonical(item), item)), report);
    }
}

fn tags(document: &Node, report: &mut Report<'_>) {
    let tags = document.get("tags").map(|tags| tags.items()).unwrap_or_default();
    let names = tags.iter().filter_map(|tag| tag.get("name"));
    distinct(names.filter_map(|name| Some((name.as_str()?.to_owned(), name))), report);
}

fn distinct<'a>(values: impl Iterator<Item = (String, &'a Rc<Node>)>, report: &mut Report<'_>) {
    let mut first = HashMap::new();
    for (text, node) in values {
        let message = format!("`{}` stands here a second time", shown(&text));
        let earlier = *first.entry(text).or_insert(node);
        if !std::ptr::eq(earlier, node) {
            let finding = report.at(codes::REPEATED_VALUE, node, message);
            report.push(finding.related(report.place(earlier), "the first one"));
        }
    }
}
