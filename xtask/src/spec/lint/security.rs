//! Security schemes, and the requirements that name them.

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_absent, is_unreadable_section, shown};
use super::nearest::{MAX_SUGGESTIONS, nearest};
use super::table::Kind;
use crate::spec::codes;
use crate::spec::tree::{Entry, Node};

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    let mut suggestions = 0..MAX_SUGGESTIONS;
    for Visit { node, .. } in index.all(Kind::SecurityRequirement) {
        for entry in node.entries() {
            if let Some(named) = index.component("securitySchemes", &entry.key) {
                scopes(index, entry, named, report);
            } else if !is_unreadable_section(index, "securitySchemes") {
                let message = format!("no security scheme is named `{}`", shown(&entry.key));
                let finding = report.at_key(codes::UNDEFINED_SECURITY_SCHEME, entry, message);
                report.push(match scheme(index, &entry.key, &mut suggestions) {
                    Some(near) => finding.help(format!("did you mean `{}`?", near.key)),
                    None => finding.help("define it under `components/securitySchemes`"),
                });
            }
        }
    }
    for Visit { entry, node } in index.all(Kind::SecurityScheme) {
        let needed: &[&str] = match node.get("type").and_then(|node| node.as_str()) {
            Some("apiKey") => &["name", "in"],
            Some("http") => &["scheme"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            _ => &[],
        };
        missing(node, *entry, Kind::SecurityScheme, needed, report);
    }
    for Visit { node, .. } in index.all(Kind::OAuthFlows) {
        for flow in node.entries() {
            let needed: &[&str] = match flow.key.as_str() {
                "implicit" => &["authorizationUrl"],
                "password" | "clientCredentials" => &["tokenUrl"],
                "authorizationCode" => &["authorizationUrl", "tokenUrl"],
                _ => &[],
            };
            missing(&flow.node, Some(flow), Kind::OAuthFlow, needed, report);
        }
    }
}

/// The security scheme that a requirement names, or probably means.
pub(super) fn scheme<'a>(
    index: &Index<'a>,
    name: &str,
    suggestions: &mut impl Iterator,
) -> Option<&'a Entry> {
    let section = "securitySchemes";
    let near = || {
        suggestions.next()?;
        index.component(section, nearest(name, index.names(section))?)
    };
    index.component(section, name).or_else(near)
}

fn scopes(index: &Index<'_>, requirement: &Entry, scheme: &Entry, report: &mut Report<'_>) {
    let kind = index.resolve(&scheme.node).and_then(|scheme| scheme.get("type")?.as_str());
    let (Some(kind @ ("apiKey" | "http")), Some(first)) = (kind, requirement.node.items().first()) else {
        return;
    };
    let message = format!("a scheme of type `{kind}` has no scopes");
    let finding = report.at(codes::UNEXPECTED_SCOPES, first, message);
    report.push(finding.related(report.key_place(scheme), "the scheme").help("write `[]`"));
}

fn missing(node: &Node, entry: Option<&Entry>, kind: Kind, needed: &[&str], report: &mut Report<'_>) {
    for key in needed.iter().filter(|key| is_absent(node, kind, key)) {
        let message = format!("this kind of security needs `{key}`");
        report.push(report.about(codes::MISSING_KEY, entry, node, message));
    }
}
