//! The public interface that the generator makes of a spec, as lines: one for each type, field, call and constant.
//!
//! It follows the generator's rules as far as specs of this workspace use them, so that a change can be read before
//! anything is built.

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
            call(&path.key, &operation.node, &mut lines);
        }
    }
    for server in document.get("servers").into_iter().flat_map(|servers| servers.items()) {
        if let (Some(name), Some(url)) = (text(server, "x-environment"), text(server, "url")) {
            lines.insert(format!("facts::{}_URL = {url:?}", name.to_uppercase()));
        }
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
    let mut lines: Vec<_> = old
        .difference(new)
        .map(|line| (line, '-'))
        .chain(new.difference(old).map(|line| (line, '+')))
        .collect();
    lines.sort();
    lines.into_iter().map(|(line, sign)| format!("  {sign} {line}")).collect()
}

fn types(name: &str, schema: &Node, lines: &mut BTreeSet<String>) {
    let name = name.to_pascal_case();
    let Some(properties) = schema.get("properties") else {
        lines.insert(format!("types::{name}: {}", rust_type(schema)));
        return;
    };
    lines.insert(format!("types::{name}"));
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

fn call(path: &str, operation: &Node, lines: &mut BTreeSet<String>) {
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
    let arguments = body.map(|body| format!("body: &{body}")).unwrap_or_default();
    lines.insert(format!("Client::{}({arguments}) -> Result<{success}, {failure}>", id.to_snake_case()));
    lines.insert(format!("facts::{}_PATH = {path:?}", id.to_shouty_snake_case()));
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
        (Some("string"), Some("date-time")) => "DateTime".to_owned(),
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
            "Client::make_thing(body: &ThingVo) -> Result<ThingVo, Oops>",
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
        assert!(changes(&lines(SPEC), &lines(SPEC)).is_empty());
    }
}
