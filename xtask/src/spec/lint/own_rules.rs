//! Rules of this project: everything is described, and says where it comes from.

use super::Report;
use super::index::{Index, Visit, reference};
use super::meaning::{is_absent, says, shown};
use super::table::Kind;
use crate::diagnostic::Finding;
use crate::spec::codes;

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for Visit { entry, node } in index.all(Kind::Operation) {
        if !says(node, Kind::Operation, "description") {
            let at = node.entry("description").or(*entry);
            let message = "this operation has no description";
            report.push(report.about(codes::UNDESCRIBED_OPERATION, at, node, message));
        }
        if is_absent(node, Kind::Operation, "externalDocs") {
            let message = "this operation does not name its documentation page";
            let finding = report.about(codes::MISSING_DOCUMENTATION_LINK, *entry, node, message);
            report.push(finding.help("add `externalDocs` with the `url` of the vendor's page"));
        }
    }
    for Visit { entry, node } in index.all(Kind::Parameter) {
        if !says(node, Kind::Parameter, "description") {
            let name = node.get("name");
            let finding = match (node.entry("description").or(*entry), name) {
                (None, Some(name)) => report.at(codes::UNDESCRIBED_PARAMETER, name, ""),
                (at, _) => report.about(codes::UNDESCRIBED_PARAMETER, at, node, ""),
            };
            let name = name.and_then(|name| name.as_str()).unwrap_or_default();
            report.push(Finding {
                message: format!("parameter `{}` has no description", shown(name)),
                ..finding
            });
        }
    }
    let blank = |kind: Kind, key: &'static str| {
        let visits = index.all(kind).iter().filter_map(move |visit| Some((visit, visit.node.entry(key)?)));
        visits.filter(|(_, text)| text.node.as_str().is_some_and(|text| text.trim().is_empty()))
    };
    for (Visit { entry, .. }, text) in blank(Kind::Response, "description") {
        let name = entry.map(|entry| entry.key.as_str()).unwrap_or_default();
        let message = format!("the response `{}` has no description", shown(name));
        report.push(report.at_key(codes::UNDESCRIBED_RESPONSE, text, message));
    }
    for (Visit { node, .. }, text) in blank(Kind::DocumentedCode, "meaning") {
        let code = node.get("code").and_then(|code| code.as_str()).unwrap_or_default();
        let message = format!("the code `{}` has no meaning", shown(code));
        report.push(report.at_key(codes::UNDESCRIBED_CODE, text, message));
    }
    for Visit { node, .. } in index.all(Kind::Schema) {
        for property in node.get("properties").map(|properties| properties.entries()).unwrap_or_default() {
            let node = &property.node;
            // A broken reference is a finding already.
            let described = match reference(node) {
                Some(_) => index.resolve(node).is_none_or(|target| says(target, Kind::Schema, "description")),
                None => says(node, Kind::Schema, "description"),
            };
            if !described && node.kind() == "an object" {
                let message = format!("`{}` has no description", shown(&property.key));
                let at = node.entry("description").unwrap_or(property);
                report.push(report.at_key(codes::UNDESCRIBED_FIELD, at, message));
            }
        }
    }
}
