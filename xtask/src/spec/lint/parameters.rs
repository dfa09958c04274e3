//! Parameters by themselves and in their lists.

use std::collections::HashMap;

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_absent, listed, name_and_place, parameters, shown};
use super::table::Kind;
use crate::spec::codes;
use crate::spec::tree::Node;

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for Visit { node, .. } in index.all(Kind::Parameter) {
        let Some(place) = node.get("in") else { continue };
        if place.as_str() == Some("path") {
            optional(node, place, report);
        }
        style(node, place, report);
    }
    for kind in [Kind::PathItem, Kind::Operation] {
        for Visit { node, .. } in index.all(kind) {
            repeated(index, node, report);
        }
    }
}

fn optional(parameter: &Node, place: &Node, report: &mut Report<'_>) {
    let at = match parameter.get("required") {
        Some(required) if required.as_bool() == Some(false) => required,
        None if is_absent(parameter, Kind::Parameter, "required") => place,
        _ => return,
    };
    let finding =
        report.at(codes::OPTIONAL_PATH_PARAMETER, at, "a path parameter has to be `required: true`");
    report.push(finding);
}

fn style(parameter: &Node, place: &Node, report: &mut Report<'_>) {
    let styles: &[&str] = match place.as_str() {
        Some("path") => &["matrix", "label", "simple"],
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => return,
    };
    let all = ["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"];
    let Some(style) = parameter.get("style") else { return };
    // A style that does not exist at all is reported with the table.
    if let Some(text) = style.as_str().filter(|text| all.contains(text) && !styles.contains(text)) {
        let place = place.as_str().unwrap_or_default();
        let message = format!("`{text}` is no style of a parameter in `{place}`");
        let finding = report.at(codes::UNKNOWN_WORD, style, message);
        report.push(finding.help(format!("allowed are {}", listed(styles.iter().copied()))));
    }
}

fn repeated(index: &Index<'_>, node: &Node, report: &mut Report<'_>) {
    let mut first = HashMap::new();
    for (item, parameter) in parameters(index, node) {
        let Some(key) = name_and_place(parameter) else { continue };
        let at = item.get("$ref").or_else(|| item.get("name")).unwrap_or(item);
        let earlier = *first.entry(key).or_insert(at);
        if !std::ptr::eq(earlier, at) {
            let message = format!("`{}` in `{}` is declared here a second time", shown(key.0), key.1);
            let finding = report.at(codes::REPEATED_PARAMETER, at, message);
            report.push(finding.related(report.place(earlier), "the first one"));
        }
    }
}
