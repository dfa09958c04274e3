//! Names that the generator turns into the same Rust name.

use std::collections::HashMap;
use std::rc::Rc;

use heck::{ToPascalCase, ToSnakeCase};

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{name_and_place, operations, parameters, shown};
use super::table::Kind;
use crate::diagnostic::{Finding, Place};
use crate::spec::codes;
use crate::spec::tree::Node;

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    let ids = index.all(Kind::Operation).iter().filter_map(|operation| operation.node.get("operationId"));
    let ids = ids.filter_map(|id| Some((id.as_str()?, report.place(id))));
    collide(&ids.collect::<Vec<_>>(), snake, report);

    let schemas = index.root.get("components").and_then(|components| components.get("schemas"));
    let schemas = schemas.map(|schemas| schemas.entries()).unwrap_or_default().iter();
    let schemas = schemas.map(|entry| (entry.key.as_str(), report.key_place(entry)));
    collide(&schemas.collect::<Vec<_>>(), pascal, report);

    for Visit { node, .. } in index.all(Kind::Schema) {
        let properties = node.get("properties").map(|properties| properties.entries()).unwrap_or_default();
        let properties = properties.iter().map(|entry| (entry.key.as_str(), report.key_place(entry)));
        collide(&properties.collect::<Vec<_>>(), snake, report);
        allowed_values(node, report);
    }
    for Visit { node: path, .. } in index.all(Kind::PathItem) {
        for operation in operations(path) {
            parameter_names(index, path, &operation.node, report);
        }
    }
}

/// Variants of an enum. Those that would be one are told apart by their special characters, where that is possible.
fn allowed_values(schema: &Node, report: &mut Report<'_>) {
    let values = schema.get("enum").map(|list| list.items()).unwrap_or_default();
    let values: Vec<_> = values.iter().filter_map(|value| Some((value.as_str()?, value))).collect();
    let mut plain: Vec<_> = values.iter().map(|(text, _)| pascal(text)).collect();
    plain.sort_unstable();
    plain.dedup();
    if plain.len() < values.len() {
        let values = values.into_iter().map(|(text, value)| (text, report.place(value)));
        collide(&values.collect::<Vec<_>>(), |text| pascal(&text.replace(is_special, "X")), report);
    }
}

fn is_special(c: char) -> bool {
    !c.is_alphanumeric()
}

/// The generator knows the parameters of an operation by their names, wherever they are sent.
fn parameter_names(index: &Index<'_>, path: &Rc<Node>, operation: &Rc<Node>, report: &mut Report<'_>) {
    let own = parameters(index, operation);
    let is_overridden = |key| own.iter().any(|(_, parameter)| name_and_place(parameter) == Some(key));
    let mut named: Vec<(&str, &str, Place)> = Vec::new();
    for (from_path, (item, parameter)) in parameters(index, path)
        .into_iter()
        .map(|each| (true, each))
        .chain(own.iter().map(|each| (false, *each)))
    {
        let Some(key) = name_and_place(parameter) else { continue };
        if !(from_path && is_overridden(key)) {
            let at = item.get("$ref").or_else(|| item.get("name")).unwrap_or(item);
            named.push((key.0, key.1, report.place(at)));
        }
    }
    let mut first: HashMap<String, usize> = HashMap::new();
    for (number, (name, place, at)) in named.iter().enumerate() {
        let earlier = *first.entry(snake(name)).or_insert(number);
        let (other, other_place, other_at) = &named[earlier];
        // The same name in the same place is a repeated parameter.
        if (other, other_place) != (name, place) {
            let message = format!("`{}` and `{}` are one name in Rust", shown(name), shown(other));
            let finding = Finding::new(codes::COLLIDING_NAMES, at.clone(), message);
            report.push(finding.related(other_at.clone(), "the other one"));
        }
    }
}

fn collide(names: &[(&str, Place)], rust: impl Fn(&str) -> String, report: &mut Report<'_>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (number, (name, place)) in names.iter().enumerate() {
        let rust = rust(name);
        let earlier = *first.entry(rust.clone()).or_insert(number);
        let (other, other_place) = &names[earlier];
        // The same name twice is a finding of its own.
        if other != name {
            let message =
                format!("`{}` and `{}` are both `{}` in Rust", shown(name), shown(other), shown(&rust));
            let finding = Finding::new(codes::COLLIDING_NAMES, place.clone(), message);
            report.push(finding.related(other_place.clone(), "the other one").help("rename one of them"));
        }
    }
}

fn pascal(name: &str) -> String {
    plain(name).to_pascal_case()
}

fn snake(name: &str) -> String {
    plain(name).to_snake_case()
}

/// What the generator does to a name before it changes the case.
fn plain(name: &str) -> String {
    match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => name.replace('\'', "").replace(|c: char| !(c.is_alphanumeric() || c == '_'), "-"),
    }
}

/// Whether a function cannot have the name as it is.
pub(super) fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
        "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self",
        "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
        "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&snake(name).as_str())
}
