//! Servers: the addresses that paths are appended to.

use std::collections::HashMap;

use super::Report;
use super::index::{Index, Visit};
use super::meaning::{is_unreadable, shown};
use super::shape::is_web_address;
use super::table::Kind;
use crate::spec::codes;
use crate::spec::tree::Node;

pub(super) fn check(index: &Index<'_>, report: &mut Report<'_>) {
    for Visit { node, .. } in index.all(Kind::Server) {
        let Some(url) = node.get("url") else { continue };
        let Some(text) = url.as_str() else { continue };
        if let Some((problem, help)) = problem(text) {
            let message = format!("`{}` {problem}", shown(text));
            report.push(report.at(codes::INVALID_SERVER, url, message).help(help));
        }
        if !is_unreadable(node, Kind::Server, "variables") {
            variables(node, url, text, report);
        }
    }
    for kind in [Kind::Document, Kind::PathItem, Kind::Operation] {
        for Visit { node, .. } in index.all(kind) {
            repeated(node, report);
        }
    }
}

/// What is wrong with a URL, and what to do about it.
fn problem(url: &str) -> Option<(&'static str, &'static str)> {
    // Whatever stands for a variable, and a path in place of a whole URL, would fit.
    let parts = url.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let filled = parts.collect::<Vec<_>>().join("a");
    if url.contains(['?', '#']) {
        return Some(("has a query or a fragment", "paths are appended to the URL: leave them out"));
    }
    let is_whole = if url.starts_with('{') {
        true
    } else if filled.starts_with('/') {
        is_web_address(&format!("https://a{filled}"))
    } else {
        is_web_address(&filled)
    };
    if !is_whole {
        return Some(("is no URL of a server", "begin it with `https://`, `http://` or `/`"));
    }
    let is_slashed = url.ends_with('/');
    is_slashed.then_some(("ends with a slash", "paths begin with one: leave it out here"))
}

fn variables(server: &Node, url: &Node, text: &str, report: &mut Report<'_>) {
    let variables = server.get("variables");
    for part in text.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if variables.and_then(|variables| variables.get(name)).is_none() {
            let message = format!("no variable of this server is named `{}`", shown(name));
            let finding = report.at(codes::INVALID_SERVER, url, message);
            report.push(finding.help("define it under `variables`, with a `default`"));
        }
    }
}

fn repeated(owner: &Node, report: &mut Report<'_>) {
    let mut first = HashMap::new();
    for server in owner.get("servers").map(|servers| servers.items()).unwrap_or_default() {
        let Some(url) = server.get("url") else { continue };
        let Some(text) = url.as_str() else { continue };
        let earlier = *first.entry(text).or_insert(url);
        if !std::ptr::eq(earlier, url) {
            let message = format!("`{}` is listed here a second time", shown(text));
            let finding = report.at(codes::INVALID_SERVER, url, message);
            report.push(finding.related(report.place(earlier), "the first one"));
        }
    }
}
