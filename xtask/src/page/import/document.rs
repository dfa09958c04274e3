//! The whole document: one operation, its servers, its components.

use crate::diagnostic::Finding;
use crate::page::facts::{Facts, Field, Kind, parent};
use crate::page::import::declarations::{Declarations, Spot};
use crate::page::import::examples;
use crate::page::import::model::{Model, Side};
use crate::page::import::names;
use crate::page::import::schemas::{Schemas, entries, is_required, push};
use crate::yaml::Yaml;

/// The name of the one security scheme.
const SCHEME: &str = "AuthToken";

/// Writes the document. What keeps a value from being written is found on the way.
pub(super) fn write(
    facts: &Facts,
    model: &Model<'_>,
    declarations: &Declarations,
    findings: &mut Vec<Finding>,
) -> Result<String, String> {
    let mut schemas = Schemas { facts, model, declarations, findings };
    let operation = operation(facts, &mut schemas)?;
    let title = format!("{} {}", facts.method.value, facts.path.value);
    let mut document = entries([
        ("openapi", Yaml::text("3.0.3")),
        ("info", Yaml::map([("title", Yaml::text(title)), ("version", Yaml::text("1.0.0"))])),
        ("servers", servers(facts)),
    ]);
    let mut components = Vec::new();
    if let Some(header) = &facts.authentication {
        push(&mut document, "security", Yaml::List(vec![Yaml::map([(SCHEME, Yaml::List(Vec::new()))])]));
        let scheme = Yaml::map([
            ("type", Yaml::text("apiKey")),
            ("in", Yaml::text("header")),
            ("name", Yaml::text(&header.value)),
        ]);
        components.push(("securitySchemes", Yaml::map([(SCHEME, scheme)])));
    }
    let method = facts.method.value.to_lowercase();
    let path = Yaml::map([(method.as_str(), operation)]);
    push(&mut document, "paths", Yaml::map([(facts.path.value.as_str(), path)]));
    let of_types = schemas.components();
    if !of_types.is_empty() {
        components.push(("schemas", Yaml::Map(of_types)));
    }
    if !components.is_empty() {
        push(&mut document, "components", Yaml::map(components));
    }
    Ok(format!("{}{}", header(facts), Yaml::Map(document).document()))
}

fn header(facts: &Facts) -> String {
    let source = facts.source.as_ref().map(|source| source.value.as_str()).unwrap_or_default();
    format!(
        "\
# Written by `cargo xtask import` from {source}
#
# Names, types, codes, values, examples and addresses are the page's. Its sentences are not here: what is left to write,
# in our own words, are a `description` of everything, blank ones included, and the `meaning` of each code.
# `cargo xtask validate --spec FILE` lists all of it, `cargo xtask drift PAGE --spec FILE` holds the page against this.
"
    )
}

/// The bases of the addresses, each once.
fn servers(facts: &Facts) -> Yaml {
    let mut servers: Vec<Yaml> = Vec::new();
    for server in &facts.servers {
        let base = base(&server.url.value, &facts.path.value).unwrap_or(&server.url.value);
        let mut entry = vec![("url", Yaml::text(base))];
        entry.extend(server.name.as_ref().map(|name| ("x-environment", Yaml::text(name))));
        servers.push(Yaml::map(entry));
    }
    Yaml::List(servers)
}

/// An operation's address without its path and the query behind it.
pub(super) fn base<'a>(url: &'a str, path: &str) -> Option<&'a str> {
    url.split('?').next().unwrap_or_default().strip_suffix(path)
}

fn operation(facts: &Facts, schemas: &mut Schemas<'_, '_>) -> Result<Yaml, String> {
    let id = names::operation_id(&facts.method.value, &facts.path.value);
    let mut operation = entries([("operationId", Yaml::text(id))]);
    if let Some(source) = &facts.source {
        push(&mut operation, "externalDocs", Yaml::map([("url", Yaml::text(&source.value))]));
    }
    let parameters: Vec<&Field> = facts.parameters.iter().filter(|field| is_parameter(field)).collect();
    if !parameters.is_empty() {
        let list = parameters.into_iter().map(|field| parameter(field, schemas)).collect();
        push(&mut operation, "parameters", Yaml::List(list));
    }
    if let Some(class) = schemas.model.body(Side::Request) {
        let content_type = facts.content_type.as_ref().map_or("application/json", |kind| &kind.value);
        let content = content(facts, "request", content_type, &class.name, schemas)?;
        let body = [("required", Yaml::Boolean(true)), ("content", content)];
        push(&mut operation, "requestBody", Yaml::map(body));
    }
    let mut responses = Vec::new();
    for status in &facts.statuses {
        let status = status.code.value.as_str();
        let mut response = entries([("description", Yaml::text(""))]);
        if let Some(class) = schemas.model.body(Side::of(status)) {
            push(&mut response, "content", content(facts, status, "application/json", &class.name, schemas)?);
        }
        responses.push((status, Yaml::Map(response)));
    }
    push(&mut operation, "responses", Yaml::map(responses));
    Ok(Yaml::Map(operation))
}

/// Whether it is a parameter, and not the items of one.
fn is_parameter(field: &Field) -> bool {
    parent(&field.path).is_some_and(|place| !place.contains('.')) && !field.path.ends_with("[]")
}

fn parameter(field: &Field, schemas: &mut Schemas<'_, '_>) -> Yaml {
    let (place, name) = field.path.split_once('.').unwrap_or_default();
    let items = format!("{}[]", field.path);
    let facts = schemas.facts;
    let mut schema = entries([("type", Yaml::text(field.kind.value.name()))]);
    if field.kind.value == Kind::Array {
        let items = facts.parameters.iter().find(|one| one.path == items);
        let kind = items.map_or(Kind::Unknown, |items| items.kind.value);
        // An address is a text.
        let kind = if kind == Kind::Unknown { Kind::String } else { kind };
        push(&mut schema, "items", Yaml::map([("type", Yaml::text(kind.name()))]));
    }
    let is_text = field.kind.value == Kind::String;
    match &field.required_value {
        Some(value) if is_text => push(&mut schema, "enum", Yaml::texts([value.value.as_str()])),
        _ if field.allowed.is_empty() => {}
        // The generator has closed lists of texts only.
        _ if is_text => push(&mut schema, "enum", schemas.allowed(field)),
        _ if field.kind.value == Kind::Array => {
            let values = field.allowed.iter().map(|value| value.value.as_str());
            push(&mut schema, "x-documented-values", Yaml::texts(values));
        }
        _ => push(&mut schema, "x-documented-values", schemas.allowed(field)),
    }
    let mut parameter = entries([
        ("name", Yaml::text(name)),
        ("in", Yaml::text(place)),
        ("required", Yaml::Boolean(is_required(field) || place == "path")),
        ("schema", Yaml::Map(schema)),
    ]);
    if let Some(example) = examples::example(facts, field, schemas.findings) {
        push(&mut parameter, "example", example);
    }
    Yaml::Map(parameter)
}

fn content(
    facts: &Facts,
    body: &str,
    content_type: &str,
    name: &str,
    schemas: &Schemas<'_, '_>,
) -> Result<Yaml, String> {
    let mut media_type = vec![("schema", schemas.reference(name, false, &Spot::body(body)))];
    if let Some(sample) = facts.samples.iter().find(|sample| sample.body == body) {
        let value = Yaml::map([("value", examples::sample(sample)?)]);
        media_type.push(("examples", Yaml::map([("documented", value)])));
    }
    Ok(Yaml::map([(content_type, Yaml::map(media_type))]))
}
