//! What no spec can be made of.

use crate::diagnostic::Finding;
use crate::page::codes as drift;
use crate::page::facts::{Facts, Kind, parent};
use crate::page::import::document::base;
use crate::page::import::model::Side;
use crate::page::import::{codes, examples};
use crate::page::word::shortened;
use crate::spec::codes as spec;

pub(super) fn find(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for unread in &facts.unread {
        findings.push(Finding::new(codes::UNREAD, unread.place.clone(), &unread.value));
    }
    for contradiction in &facts.contradictions {
        let message = format!("the page contradicts itself: {}", contradiction.value);
        findings.push(
            Finding::new(drift::CONTRADICTION, contradiction.place.clone(), message)
                .help("decide, and correct a copy of the page"),
        );
    }
    for table in &facts.unreferenced {
        let message = format!("no row of the page refers to the table `{}`", table.value);
        findings.push(
            Finding::new(drift::TABLE_UNREFERENCED, table.place.clone(), message)
                .help("find out what has this type, and say it in a copy of the page"),
        );
    }
    if facts.source.is_none() {
        let message = "the page does not say its address";
        findings.push(Finding::new(codes::NO_SOURCE, facts.place.clone(), message));
    }
    servers(facts, &mut findings);
    parameters(facts, &mut findings);
    request(facts, &mut findings);
    bodiless_success(facts, &mut findings);
    findings
}

fn servers(facts: &Facts, findings: &mut Vec<Finding>) {
    if facts.servers.is_empty() {
        let place = facts.request_url.as_ref().map_or(&facts.place, |(_, url)| &url.place);
        let message = "the page has no list of environments, so the servers have no names";
        findings.push(
            Finding::new(codes::SERVER, place.clone(), message)
                .help("add `**Environments:**` and the list to a copy of the page"),
        );
    }
    for server in &facts.servers {
        if base(&server.url.value, &facts.path.value).is_none_or(str::is_empty) {
            let (url, path) = (shortened(&server.url.value), shortened(&facts.path.value));
            let message = format!("`{url}` does not end with the path `{path}`");
            let finding = Finding::new(codes::SERVER, server.url.place.clone(), message);
            findings.push(finding.related(facts.path.place.clone(), "the path"));
        }
    }
}

fn parameters(facts: &Facts, findings: &mut Vec<Finding>) {
    for field in &facts.parameters {
        let is_inner = parent(&field.path).is_some_and(|outer| outer.contains('.'));
        let problem = if field.path.starts_with("cookie.") {
            "the generator sends no cookies"
        } else if field.kind.value == Kind::Object && !is_inner {
            "an object is no parameter that the generator can send"
        } else if field.kind.value == Kind::Object && field.path.ends_with("[]") {
            "a list of objects is no parameter that the generator can send"
        } else {
            continue;
        };
        let message = format!("`{}`: {problem}", shortened(&field.path));
        findings.push(
            Finding::new(spec::UNSUPPORTED_PARAMETER, field.kind.place.clone(), message)
                .help("the call has to be written by hand"),
        );
    }
}

fn request(facts: &Facts, findings: &mut Vec<Finding>) {
    let Some(body) = facts.fields.iter().find(|field| field.path == "request") else { return };
    let method = facts.method.value.as_str();
    if matches!(method, "GET" | "HEAD" | "DELETE") {
        let message = format!("the body of a `{method}` request has no meaning");
        findings.push(Finding::new(spec::UNEXPECTED_BODY, body.place.clone(), message));
    }
    let Some(content_type) = &facts.content_type else {
        let message = "the page does not say the content type of the request";
        findings.push(
            Finding::new(drift::CONTENT_TYPE, body.place.clone(), message)
                .help("find out, and add `**Content-Type:**` to a copy of the page"),
        );
        return;
    };
    let shown = shortened(&content_type.value);
    let problem = match content_type.value.as_str() {
        "application/json" => return,
        "application/x-www-form-urlencoded" => {
            let is_nested = |path: &str| {
                parent(path) == Some("request") || path == "request" || !path.starts_with("request")
            };
            let nested = facts.fields.iter().find(|field| {
                !is_nested(&field.path)
                    || field.path.starts_with("request.") && !examples::is_scalar(field.kind.value)
            });
            let Some(nested) = nested else { return };
            let message = format!("`{}` is nested, which a form cannot hold", shortened(&nested.path));
            findings.push(
                Finding::new(spec::UNSUPPORTED_CONTENT_TYPE, nested.kind.place.clone(), message)
                    .related(content_type.place.clone(), "a form")
                    .help("the call has to be written by hand"),
            );
            return;
        }
        "multipart/form-data" => format!("the generator does not send `{shown}`, and so no files"),
        _ => format!("the generator does not know `{shown}`"),
    };
    findings.push(
        Finding::new(spec::UNSUPPORTED_CONTENT_TYPE, content_type.place.clone(), problem)
            .help("the call has to be written by hand"),
    );
}

/// Errors without a table can be read as those with one, since an error is an error either way.
fn bodiless_success(facts: &Facts, findings: &mut Vec<Finding>) {
    let has_body = |status: &str| facts.fields.iter().any(|field| field.path == status);
    for side in [Side::Success, Side::Other] {
        let statuses = facts.statuses.iter().map(|status| &status.code);
        let of_side = statuses.filter(|code| Side::of(&code.value) == side);
        let (with, without): (Vec<_>, Vec<_>) = of_side.partition(|code| has_body(&code.value));
        if let ([with, ..], [without, ..]) = (with.as_slice(), without.as_slice()) {
            let message = format!("{} has no table, {} has one", without.value, with.value);
            findings.push(
                Finding::new(codes::BODILESS_SUCCESS, without.place.clone(), message)
                    .related(with.place.clone(), "the one with a table"),
            );
        }
    }
}
