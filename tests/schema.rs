//! The generated types are what the OpenAPI document says: the same properties, of the same types, required or not. A
//! newer generator that means something else by the same document fails here.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use leegality_api::{AccessToken, ConsentStatement, Password, SignUrl, types};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};
use support::spec;

/// Each schema of the document with the JSON schema of the type that was generated for it.
fn generated() -> Vec<(&'static str, Value)> {
    vec![
        ("AccessToken", of::<AccessToken>()),
        ("ConsentStatement", of::<ConsentStatement>()),
        ("DepartmentVO", of::<types::DepartmentVo>()),
        ("EntitlementVO", of::<types::EntitlementVo>()),
        ("LoginErrorDetail", of::<types::LoginErrorDetail>()),
        ("LoginErrorResponse", of::<types::LoginErrorResponse>()),
        ("LoginRequest", of::<types::LoginRequest>()),
        ("LoginResponse", of::<types::LoginResponse>()),
        ("LoginUserVO", of::<types::LoginUserVo>()),
        ("Message", of::<types::Message>()),
        ("OrganizationVO", of::<types::OrganizationVo>()),
        ("Password", of::<Password>()),
        ("RoleVO", of::<types::RoleVo>()),
        ("SignInvitationRequest", of::<types::SignInvitationRequest>()),
        ("SignInvitationResponse", of::<types::SignInvitationResponse>()),
        ("SignUrl", of::<SignUrl>()),
    ]
}

fn of<T: JsonSchema>() -> Value {
    SchemaGenerator::default().into_root_schema_for::<T>().to_value()
}

#[test]
fn every_schema_has_its_type_and_every_type_its_schema() {
    let ours: BTreeSet<_> = generated().into_iter().map(|(name, _)| name.to_owned()).collect();
    let theirs: BTreeSet<_> = spec::schemas().keys().cloned().collect();
    assert_eq!(ours, theirs);
}

#[test]
fn every_type_agrees_with_its_schema() {
    for (name, schema) in generated() {
        let expected = shape_in_document(&spec::schemas()[name]);
        assert_eq!(shape_in_rust(&schema, &schema), expected, "{name}");
    }
}

/// What a schema of the document says, in the form that both sides are compared in: references followed, `nullable`
/// beside the type, no description.
fn shape_in_document(schema: &Value) -> Value {
    let schema = spec::resolve(schema);
    let kind = schema["type"].as_str().expect("a schema has a type");
    let mut shape = json!({ "type": kind, "nullable": schema["nullable"] == json!(true) });
    match kind {
        "object" => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            describe_object(&mut shape, &schema, &required, shape_in_document);
        }
        "array" => shape["items"] = shape_in_document(&schema["items"]),
        // Of the formats, one decides on a Rust type; `password` does not.
        "integer" => shape["format"] = schema["format"].clone(),
        _ => {}
    }
    if let Some(values) = schema.get("enum") {
        shape["enum"] = values.clone();
    }
    shape
}

/// The same for what `schemars` says of a Rust type.
fn shape_in_rust(schema: &Value, root: &Value) -> Value {
    if let Some(target) = schema["$ref"].as_str() {
        let pointer = target.strip_prefix('#').expect("a reference into the same schema");
        return shape_in_rust(root.pointer(pointer).expect("what is referred to exists"), root);
    }
    // An optional reference is either of two.
    if let Some(choice) = schema["anyOf"].as_array() {
        assert_eq!((choice.len(), &choice[1]), (2, &json!({ "type": "null" })), "{schema}");
        let mut shape = shape_in_rust(&choice[0], root);
        shape["nullable"] = json!(true);
        return shape;
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        kind => vec![kind.clone()],
    };
    let (null, kinds): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| kind == "null");
    assert_eq!(kinds.len(), 1, "a type is one type: {schema}");
    let mut shape = json!({ "type": kinds[0], "nullable": !null.is_empty() });
    match kinds[0].as_str() {
        Some("object") => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            describe_object(&mut shape, schema, &required, |property| shape_in_rust(property, root));
        }
        Some("array") => shape["items"] = shape_in_rust(&schema["items"], root),
        Some("integer") => shape["format"] = schema["format"].clone(),
        _ => {}
    }
    if let Some(values) = schema.get("enum") {
        shape["enum"] = values.clone();
    }
    shape
}

fn describe_object(
    shape: &mut Value,
    schema: &Value,
    required: &[Value],
    describe: impl Fn(&Value) -> Value,
) {
    let mut names: Vec<_> = required.iter().map(|name| name.as_str().unwrap()).collect();
    names.sort_unstable();
    shape["required"] = json!(names);
    let properties = schema["properties"].as_object().into_iter().flatten();
    shape["properties"] = properties.map(|(name, property)| (name.clone(), describe(property))).collect();
}

/// The comparison above compares something: these are differences that it has to see.
#[test]
fn the_comparison_sees_each_kind_of_difference() {
    let schema = of::<types::LoginUserVo>();
    let expected = shape_in_document(&spec::schemas()["LoginUserVO"]);
    let changes = [
        ("/properties/name", json!({ "type": "string" })),
        ("/properties/expiresIn/type", json!(["number", "null"])),
        ("/properties/expiresIn/format", json!("int32")),
        ("/properties/authorities/items/type", json!("integer")),
        ("/properties/accessToken", json!({ "$ref": "#/$defs/AccessToken" })),
        ("/$defs/RoleVo/properties/entitlements/items/anyOf/0/$ref", json!("#/$defs/AccessToken")),
        ("/properties", json!({})),
    ];
    for (pointer, value) in changes {
        let mut changed = schema.clone();
        let place = changed.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer} in {schema}"));
        *place = value;
        assert_ne!(shape_in_rust(&changed, &changed), expected, "{pointer}");
    }
    let mut changed = schema.clone();
    changed["required"] = json!(["name"]);
    assert_ne!(shape_in_rust(&changed, &changed), expected, "required");
    assert_eq!(shape_in_rust(&schema, &schema), expected);
}
