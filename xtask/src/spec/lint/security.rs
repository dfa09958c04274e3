//! Security schemes, and the requirements that name them.

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_absent, shown};
use super::nearest::nearest;
use super::table::Kind;
use crate::spec::codes;
use crate::spec::tree::{Entry, Node};

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for Visit { node, .. } in index.all(Kind::SecurityRequirement) {
        for entry in node.entries() {
            if index.component("securitySchemes", &entry.key).is_none() {
                let message = format!("no security scheme is named `{}`", shown(&entry.key));
                let finding = report.at_key(codes::UNDEFINED_SECURITY_SCHEME, entry, message);
                report.push(match nearest(&entry.key, index.names("securitySchemes")) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
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

fn missing(node: &Node, entry: Option<&Entry>, kind: Kind, needed: &[&str], report: &mut Report<'_>) {
    for key in needed.iter().filter(|key| is_absent(node, kind, key)) {
        let message = format!("this kind of security needs `{key}`");
        report.push(report.about(codes::MISSING_KEY, entry, node, message));
    }
}
