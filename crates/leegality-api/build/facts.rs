//! The facts of the spec that the client generator leaves out, as constants.

use std::error::Error;
use std::fmt::Write;

use serde_json::Value;

/// The source of a module with the servers, the auth header, the paths, the consent and the codes of `spec`.
pub(crate) fn generate(spec: &Value) -> Result<String, Box<dyn Error>> {
    let mut source = String::new();
    for server in items(spec, "/servers")? {
        let environment = text(server, "/x-environment")?;
        let docs = format!("Base URL of the {environment} environment.");
        constant(&mut source, &docs, &format!("{environment}_URL"), text(server, "/url")?)?;
    }
    let header = text(spec, "/components/securitySchemes/AuthToken/name")?;
    constant(&mut source, "Name of the header that carries the auth token.", "AUTH_TOKEN_HEADER", header)?;
    for (path, item) in entries(spec, "/paths")? {
        for (method, operation) in entries(item, "")? {
            let id = text(operation, "/operationId")?;
            let docs = format!("Path of `{} {path}` below the base URL.", method.to_uppercase());
            constant(&mut source, &docs, &format!("{}_PATH", screaming(id)), path)?;
        }
    }
    let statement = text(spec, "/components/schemas/ConsentStatement/enum/0")?;
    constant(&mut source, "The consent statement that is in force.", "CONSENT_STATEMENT", statement)?;
    codes(&mut source, spec)?;
    Ok(prettyplease::unparse(&syn::parse_file(&source)?))
}

/// A constant for each code that the spec lists as `x-documented-codes` of a property.
fn codes(source: &mut String, spec: &Value) -> Result<(), Box<dyn Error>> {
    writeln!(source, "/// The codes that Leegality documents.\npub mod code {{")?;
    for (_, schema) in entries(spec, "/components/schemas")? {
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { continue };
        for property in properties.values() {
            for code in property.get("x-documented-codes").and_then(Value::as_array).into_iter().flatten() {
                let value = text(code, "/code")?;
                constant(source, text(code, "/meaning")?, &value.replace('.', "_"), value)?;
            }
        }
    }
    writeln!(source, "}}")?;
    Ok(())
}

fn constant(source: &mut String, docs: &str, name: &str, value: &str) -> Result<(), Box<dyn Error>> {
    let name = name.to_uppercase();
    let docs = format!(" {docs}");
    writeln!(source, "#[doc = {docs:?}]\npub const {name}: &str = {value:?};")?;
    Ok(())
}

/// `signInvitation` as `SIGN_INVITATION`.
fn screaming(camel: &str) -> String {
    let mut name = String::new();
    for character in camel.chars() {
        if character.is_uppercase() {
            name.push('_');
        }
        name.extend(character.to_uppercase());
    }
    name
}

fn text<'a>(value: &'a Value, pointer: &str) -> Result<&'a str, String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.ok_or_else(|| format!("openapi.json: no text at `{pointer}` of {value}"))
}

fn items<'a>(value: &'a Value, pointer: &str) -> Result<&'a Vec<Value>, String> {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.ok_or_else(|| format!("openapi.json: no array at `{pointer}`"))
}

fn entries<'a>(value: &'a Value, pointer: &str) -> Result<&'a serde_json::Map<String, Value>, String> {
    let found = value.pointer(pointer).and_then(Value::as_object);
    found.ok_or_else(|| format!("openapi.json: no object at `{pointer}`"))
}
