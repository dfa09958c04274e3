//! The OpenAPI document that everything is generated from.

use serde_json::Value;

/// A documented answer.
#[derive(Clone, Debug)]
pub struct Example {
    /// `signInvitation` or `login`.
    pub operation: String,
    /// The path below the base URL.
    pub path: String,
    /// The HTTP status.
    pub status: u16,
    /// The example's name in the document.
    pub name: String,
    /// The body.
    pub body: Value,
    /// The schema of the body, as it stands in the document.
    pub schema: Value,
}

/// `openapi.json` as text.
pub fn text() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/leegality-api/openapi.json");
    std::fs::read_to_string(path).expect("openapi.json is readable")
}

/// `openapi.json`.
pub fn document() -> Value {
    serde_json::from_str(&text()).expect("openapi.json is JSON")
}

/// The component schemas by name.
pub fn schemas() -> serde_json::Map<String, Value> {
    document()["components"]["schemas"].as_object().unwrap().clone()
}

/// Every example of every answer.
pub fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for (path, item) in document()["paths"].as_object().unwrap() {
        for operation in item.as_object().unwrap().values() {
            for (status, response) in operation["responses"].as_object().unwrap() {
                let content = &response["content"]["application/json"];
                let named = content["examples"].as_object().expect("every answer has examples");
                assert!(!named.is_empty(), "{path} {status}: every answer has examples");
                examples.extend(named.iter().map(|(name, example)| Example {
                    operation: operation["operationId"].as_str().unwrap().to_owned(),
                    path: path.clone(),
                    status: status.parse().unwrap(),
                    name: name.clone(),
                    body: example["value"].clone(),
                    schema: content["schema"].clone(),
                }));
            }
        }
    }
    examples
}

/// Follows `$ref` and a lone `allOf`, keeping `nullable`.
pub fn resolve(schema: &Value) -> Value {
    let target = schema.get("$ref").or_else(|| schema.pointer("/allOf/0/$ref"));
    let Some(target) = target else { return schema.clone() };
    let name = target.as_str().unwrap().strip_prefix("#/components/schemas/").unwrap();
    let mut resolved = schemas().get(name).cloned().unwrap_or_else(|| panic!("no schema {name}"));
    if let Some(nullable) = schema.get("nullable") {
        resolved["nullable"] = nullable.clone();
    }
    resolved
}

/// JSON pointers to every field of every object that the schema describes, in lists their first item's. A documented
/// field that the sample lacks is a panic: then nothing would be tested about it.
pub fn fields(schema: &Value, sample: &Value) -> Vec<String> {
    let mut pointers = Vec::new();
    walk(&resolve(schema), sample, "", &mut pointers);
    pointers
}

fn walk(schema: &Value, sample: &Value, at: &str, pointers: &mut Vec<String>) {
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let pointer = format!("{at}/{name}");
        let value = sample.get(name).unwrap_or_else(|| panic!("the sample has no {pointer}"));
        pointers.push(pointer.clone());
        let property = resolve(property);
        match property["type"].as_str() {
            Some("object") => walk(&property, value, &pointer, pointers),
            Some("array") => {
                let first = value.get(0).unwrap_or_else(|| panic!("the sample has nothing in {pointer}"));
                walk(&resolve(&property["items"]), first, &format!("{pointer}/0"), pointers);
            }
            _ => {}
        }
    }
}
