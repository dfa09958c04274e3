//! The public interface that the generator makes of a spec, as lines: one for each type, field, call and constant.
//!
//! It follows the generator's rules as far as specs of this workspace use them, so that a change can be read before
//! anything is built. What the generated code really is, the build tells.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use crate::spec::tree::Node;

/// The lines of a document.
pub(crate) fn of(document: &Node) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for schema in entries(document, "/components/schemas") {
        types(&schema.key, &schema.node, &mut lines);
    }
    for path in entries(document, "/paths") {
        for operation in path.node.entries() {
            call(&operation.key, &path.key, &operation.node, &mut lines);
        }
    }
    for server in document.get("servers").into_iter().flat_map(|servers| servers.items()) {
        if let (Some(name), Some(url)) = (text(server, "x-environment"), text(server, "url")) {
            lines.insert(format!("facts::{}_URL = {url:?}", name.to_uppercase()));
        }
    }
    let scheme = document.pointer("/components/securitySchemes/AuthToken");
    if let Some(header) = scheme.and_then(|scheme| text(scheme, "name")) {
        lines.insert(format!("facts::AUTH_TOKEN_HEADER = {header:?}"));
    }
    if let Some(statement) =
        document.pointer("/components/schemas/ConsentStatement/enum/0").and_then(Node::as_str)
    {
        lines.insert(format!("facts::CONSENT_STATEMENT = {statement:?}"));
    }
    lines
}

/// What `new` has and `old` has not, with a `+`, and the other way round, with a `-`.
pub(crate) fn changes(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Vec<String> {
    let gone = old.difference(new).map(|line| (item(line), '-', line));
    let come = new.difference(old).map(|line| (item(line), '+', line));
    let mut lines: Vec<_> = gone.chain(come).collect();
    // What went stands before what came in its place.
    lines.sort_by_key(|&(item, sign, line)| (item, sign == '+', line));
    lines.into_iter().map(|(_, sign, line)| format!("  {sign} {line}")).collect()
}

/// What a line is about, without what it says of it.
fn item(line: &str) -> &str {
    line.split([' ', '(']).next().unwrap_or_default().trim_end_matches(':')
}

fn types(name: &str, schema: &Node, lines: &mut BTreeSet<String>) {
    let name = name.to_pascal_case();
    let Some(properties) = schema.get("properties") else {
        // Generated as a type of its own, unless the build script has a hand-written one for it.
        lines.insert(format!("schema {name}: {}", rust_type(schema)));
        return;
    };
    let is_closed = schema.get("additionalProperties").and_then(|value| value.as_bool()) == Some(false);
    let closed = if is_closed { ", which refuses unknown fields" } else { "" };
    lines.insert(format!("types::{name}{closed}"));
    let required: Vec<_> = schema
        .get("required")
        .into_iter()
        .flat_map(|names| names.items())
        .filter_map(|name| name.as_str())
        .collect();
    for property in properties.entries() {
        let plain = rust_type(&property.node);
        let is_nullable = is_nullable(&property.node);
        let is_optional = is_nullable || !required.contains(&property.key.as_str());
        let shown = match is_optional {
            // An array that may be absent, but not null, is empty when it is absent.
            true if plain.starts_with("Vec<") && !is_nullable => plain,
            true => format!("Option<{plain}>"),
            false => plain,
        };
        lines.insert(format!("types::{name}::{}: {shown}", property.key.to_snake_case()));
        codes(&property.node, lines);
    }
}

fn codes(property: &Node, lines: &mut BTreeSet<String>) {
    for code in property.get("x-documented-codes").into_iter().flat_map(|codes| codes.items()) {
        if let Some(code) = text(code, "code") {
            lines.insert(format!("facts::code::{} = {code:?}", code.replace('.', "_").to_uppercase()));
        }
    }
}

fn call(method: &str, path: &str, operation: &Node, lines: &mut BTreeSet<String>) {
    let Some(id) = text(operation, "operationId") else { return };
    let body = operation.pointer("/requestBody/content/application~1json/schema").map(rust_type);
    let mut success = "()".to_owned();
    let mut failure = "()".to_owned();
    for response in operation.get("responses").into_iter().flat_map(|responses| responses.entries()) {
        let schema = response.node.pointer("/content/application~1json/schema").map(rust_type);
        match response.key.as_bytes().first() {
            Some(b'2') => success = schema.unwrap_or(success),
            _ => failure = schema.unwrap_or(failure),
        }
    }
    let parameters = operation.get("parameters").into_iter().flat_map(|parameters| parameters.items());
    let arguments: Vec<_> = parameters
        .map(|parameter| argument(parameter))
        .chain(body.map(|body| format!("body: &{body}")))
        .collect();
    let (name, arguments) = (id.to_snake_case(), arguments.join(", "));
    lines.insert(format!(
        "Client::{name}({arguments}) -> Result<{success}, {failure}>, by {}",
        method.to_uppercase()
    ));
    lines.insert(format!("facts::{}_PATH = {path:?}", id.to_shouty_snake_case()));
}

fn argument(parameter: &Node) -> String {
    let Some(name) = text(parameter, "name") else {
        return text(parameter, "$ref").unwrap_or_default().to_owned();
    };
    let plain = parameter.get("schema").map_or("Value".to_owned(), |schema| rust_type(schema));
    let is_required = parameter.get("required").and_then(|value| value.as_bool()) == Some(true);
    if is_required {
        format!("{}: {plain}", name.to_snake_case())
    } else {
        format!("{}: Option<{plain}>", name.to_snake_case())
    }
}

fn rust_type(schema: &Node) -> String {
    let referenced = text(schema, "$ref").or_else(|| {
        let [only] = schema.get("allOf")?.items() else { return None };
        text(only, "$ref")
    });
    if let Some(reference) = referenced {
        return reference.rsplit('/').next().unwrap_or_default().to_pascal_case();
    }
    match (text(schema, "type"), text(schema, "format")) {
        (Some("string"), _) if schema.get("enum").is_some() => "enum".to_owned(),
        (Some("string"), Some(format @ ("date-time" | "date" | "uuid" | "ip" | "ipv4" | "ipv6"))) => {
            format!("a type for {format}")
        }
        (Some("string"), _)
            if ["minLength", "maxLength", "pattern"].iter().any(|key| schema.get(key).is_some()) =>
        {
            "a checked String".to_owned()
        }
        (Some("string"), _) => "String".to_owned(),
        (Some("integer"), Some("int32")) => "i32".to_owned(),
        (Some("integer"), _) => "i64".to_owned(),
        (Some("number"), _) => "f64".to_owned(),
        (Some("boolean"), _) => "bool".to_owned(),
        (Some("array"), _) => {
            format!("Vec<{}>", schema.get("items").map_or("Value".to_owned(), |item| item_type(item)))
        }
        (Some("object"), _) => "Map<String, Value>".to_owned(),
        _ => "Value".to_owned(),
    }
}

fn item_type(item: &Node) -> String {
    let plain = rust_type(item);
    if is_nullable(item) { format!("Option<{plain}>") } else { plain }
}

fn is_nullable(schema: &Node) -> bool {
    schema.get("nullable").and_then(|value| value.as_bool()) == Some(true)
}

fn entries<'a>(document: &'a Node, pointer: &str) -> &'a [crate::spec::tree::Entry] {
    document.pointer(pointer).map_or(&[], Node::entries)
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::{changes, of};
    use crate::source::SourceFile;
    use crate::spec::tree;

    const SPEC: &str = r##"
servers: [{url: 'https://live.example/api', x-environment: production}]
paths:
  /v1/things:
    post:
      operationId: makeThing
      parameters: [{name: dryRun, in: query, schema: {type: boolean}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/ThingVO'}}}}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/ThingVO'}}}}
        '401': {content: {application/json: {schema: {$ref: '#/components/schemas/Oops'}}}}
components:
  schemas:
    ThingVO:
      type: object
      required: [thingId]
      properties:
        thingId: {type: string}
        count: {type: integer, format: int64}
        labels: {type: array, nullable: true, items: {type: string, nullable: true}}
        plain: {type: array, items: {type: boolean}}
        inner: {nullable: true, allOf: [{$ref: '#/components/schemas/Oops'}]}
    Oops:
      type: object
      properties:
        code: {type: string, nullable: true, x-documented-codes: [{code: not.there, meaning: No.}]}
"##;

    fn lines(text: &str) -> std::collections::BTreeSet<String> {
        of(&tree::parse(&SourceFile::new("spec.yaml".to_owned(), text.to_owned())).expect("a document"))
    }

    #[test]
    fn the_interface_of_a_spec() {
        let expected = [
            "Client::make_thing(dry_run: Option<bool>, body: &ThingVo) -> Result<ThingVo, Oops>, by POST",
            "facts::MAKE_THING_PATH = \"/v1/things\"",
            "facts::PRODUCTION_URL = \"https://live.example/api\"",
            "facts::code::NOT_THERE = \"not.there\"",
            "types::Oops",
            "types::Oops::code: Option<String>",
            "types::ThingVo",
            "types::ThingVo::count: Option<i64>",
            "types::ThingVo::inner: Option<Oops>",
            "types::ThingVo::labels: Option<Vec<Option<String>>>",
            "types::ThingVo::plain: Vec<bool>",
            "types::ThingVo::thing_id: String",
        ];
        assert_eq!(lines(SPEC).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_renamed_field_is_one_gone_and_one_come() {
        let renamed = SPEC.replace("count:", "amount:");
        let expected = ["  + types::ThingVo::amount: Option<i64>", "  - types::ThingVo::count: Option<i64>"];
        assert_eq!(changes(&lines(SPEC), &lines(&renamed)), expected);
        let retyped =
            SPEC.replace("count: {type: integer, format: int64}", "count: {type: string, maxLength: 9}");
        let expected =
            ["  - types::ThingVo::count: Option<i64>", "  + types::ThingVo::count: Option<a checked String>"];
        assert_eq!(changes(&lines(SPEC), &lines(&retyped)), expected);
        assert!(changes(&lines(SPEC), &lines(SPEC)).is_empty());
    }
}
