//! The vendor's own OpenAPI file.

use crate::support::{Folder, SPEC};

/// The vendor's file: the same operation, another line between server and path, and without what only pages tell.
const VENDOR: &str = r#"{
  "openapi": "3.0.1",
  "servers": [{ "url": "https://live.courier.example" }],
  "paths": {
    "/base/v2/parcels/{parcelId}/label": {
      "get": {
        "parameters": [
          { "name": "parcelId", "in": "path", "required": true, "schema": { "type": "string" } },
          { "name": "format", "in": "query", "schema": { "type": "string" } },
          { "name": "copies", "in": "query", "schema": { "type": "integer" } }
        ],
        "responses": {
          "200": { "content": { "application/json": { "schema": {
            "type": "object", "properties": { "url": { "type": "string" } }
          } } } },
          "404": { "description": "No." },
          "default": { "description": "Anything else." }
        }
      }
    }
  }
}"#;

#[test]
fn an_operation_of_the_vendors_file_is_compared_like_a_page() {
    let folder = Folder::new("openapi");
    folder.write("vendor.json", VENDOR.replace("/base/v2", "/v2").replace("example\"", "example/base\""));
    let run = folder.drift(&["--openapi", "vendor.json"]);
    run.assert_clean();
    assert!(run.stdout.contains("compared printLabel"), "{run:?}");
    assert!(run.stdout.contains("does not have createParcel"), "{run:?}");
    for (from, to, code) in [
        ("\"url\": { \"type\": \"string\" }", "\"url\": { \"type\": \"integer\" }", "drift-field-type"),
        (
            "\"name\": \"copies\", \"in\": \"query\"",
            "\"name\": \"copies\", \"in\": \"header\"",
            "drift-parameter-location",
        ),
        ("\"404\"", "\"410\"", "drift-status-changed"),
        (
            "\"in\": \"query\", \"schema\": { \"type\": \"string\" }",
            "\"in\": \"query\", \"schema\": { \"type\": \"string\", \"enum\": [\"pdf\"] }",
            "drift-value-missing-on-page",
        ),
        (
            "\"name\": \"copies\", \"in\"",
            "\"name\": \"copies\", \"required\": true, \"in\"",
            "drift-parameter-required",
        ),
    ] {
        folder.write("vendor.json", VENDOR.replace("/base/v2", "/v2").replace("example\"", "example/base\""));
        folder.edit("vendor.json", from, to);
        let run = folder.drift(&["--openapi", "vendor.json"]);
        // A single value is one that has to be sent.
        run.assert_codes(&[code]);
    }
}

#[test]
fn the_line_between_server_and_path_may_be_elsewhere() {
    let folder = Folder::new("openapi-line");
    folder.write("vendor.json", VENDOR);
    folder.drift(&["--openapi", "vendor.json"]).assert_codes(&["drift-path"]);
}

#[test]
fn the_spec_agrees_with_itself() {
    let folder = Folder::new("openapi-self");
    folder.write("vendor.yaml", SPEC);
    folder.drift(&["--openapi", "vendor.yaml"]).assert_clean();
}

#[test]
fn a_file_without_our_operations_is_no_success() {
    let folder = Folder::new("openapi-none");
    for text in ["openapi: 3.0.3\npaths: {}\n", "paths: {/other: {get: {responses: {}}}}", "[]", "{", "a: b"]
    {
        folder.write("vendor.yaml", text);
        assert_eq!(folder.run(&["--openapi", "vendor.yaml"]).exit, 2, "{text}");
    }
    assert_eq!(folder.run(&["--openapi", "nowhere.yaml"]).exit, 2);
}
