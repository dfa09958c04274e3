//! What the comparison looks through, and what it does not report twice.

use std::path::Path;

use super::{BASE, codes, diff, folder, json, write};

/// The codes of the changes between two documents.
fn compare(folder: &Path, old: &str, new: &str) -> Vec<String> {
    let (old, new) = (write(folder, "old.yaml", old), write(folder, "new.yaml", new));
    codes(&diff(&[&old, &new], &["--format", "json"]))
}

fn replaced(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (find, put)| {
        assert_eq!(text.matches(find).count(), 1, "{find:?} is not there once");
        text.replace(find, put)
    })
}

/// A document with one call that sends and answers schemas.
fn document(request: &str, response: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: a\n      requestBody: {{content: {{application/json: {{schema: {request}}}}}}}\n      responses: {{'200': {{description: d, content: {{application/json: {{schema: {response}}}}}}}}}\ncomponents:\n  schemas:\n    Z: {{type: string}}\n{schemas}"
    )
}

const BOTH: &str = "{$ref: '#/components/schemas/A'}";

#[test]
fn a_schema_of_both_directions_is_judged_in_both() {
    let folder = folder("both");
    let of = |schema: &str| document(BOTH, BOTH, &format!("    A: {schema}\n"));
    for (old, new, expected) in [
        (
            "{type: string, enum: [a]}",
            "{type: string, enum: [a, b]}",
            ["diff-response-enum-widened", "diff-request-enum-widened"],
        ),
        (
            "{type: string, enum: [a, b]}",
            "{type: string, enum: [a]}",
            ["diff-request-enum-narrowed", "diff-response-enum-narrowed"],
        ),
        (
            "{type: string}",
            "{type: string, nullable: true}",
            ["diff-response-nullable", "diff-request-nullable"],
        ),
        ("{type: integer}", "{type: number}", ["diff-response-type-changed", "diff-request-type-widened"]),
        (
            "{type: object, required: [a], properties: {a: {type: string}}}",
            "{type: object, properties: {a: {type: string}}}",
            ["diff-response-field-became-optional", "diff-request-field-became-optional"],
        ),
        (
            "{type: object, properties: {a: {type: string}, b: {type: string}}}",
            "{type: object, properties: {a: {type: string}}}",
            ["diff-request-field-removed", "diff-response-field-removed"],
        ),
    ] {
        assert_eq!(compare(&folder, &of(old), &of(new)), expected, "{old} {new}");
    }
    // What it is described by is one change, whoever sends it.
    let found =
        compare(&folder, &of("{type: string, description: a}"), &of("{type: string, description: b}"));
    assert_eq!(found, ["diff-documentation"]);
}

#[test]
fn a_shared_schema_is_one_change() {
    let folder = folder("shared");
    let uses: String = (0..50)
        .map(|n| format!("        a{n}: {{$ref: '#/components/schemas/A'}}\n        b{n}: {{nullable: true, allOf: [{{$ref: '#/components/schemas/A'}}]}}\n"))
        .collect();
    let of = |schema: &str| {
        let schemas = format!("    A: {schema}\n    All:\n      type: object\n      properties:\n{uses}");
        document("{$ref: '#/components/schemas/All'}", "{}", &schemas)
    };
    let old = of("{type: object, properties: {x: {type: string}}}");
    let new = of("{type: object, properties: {x: {type: integer}}}");
    assert_eq!(compare(&folder, &old, &new), ["diff-request-type-changed"]);
}

#[test]
fn composition_is_added_up() {
    let folder = folder("composition");
    let base = "    Base: {type: object, required: [id], properties: {id: {type: string}}}\n";
    let flat = document(
        "{}",
        BOTH,
        &format!(
            "{base}    A: {{type: object, required: [id], properties: {{id: {{type: string}}, name: {{type: string}}}}}}\n"
        ),
    );
    let composed = document(
        "{}",
        BOTH,
        &format!(
            "{base}    A: {{allOf: [{{$ref: '#/components/schemas/Base'}}, {{type: object, properties: {{name: {{type: string}}}}}}]}}\n"
        ),
    );
    assert_eq!(compare(&folder, &flat, &composed), ["diff-spelling"]);
    let less = composed.replace(", required: [id]", "");
    assert_eq!(compare(&folder, &composed, &less), ["diff-response-field-became-optional"]);
    let more = composed.replace("Base'}, ", "Base'}, {type: object, properties: {more: {type: string}}}, ");
    assert_eq!(compare(&folder, &composed, &more), ["diff-response-field-added"]);
    // The wrapping that lets words stand beside a reference says nothing on the wire.
    let plain =
        document(BOTH, "{}", "    A: {type: object, properties: {z: {$ref: '#/components/schemas/Z'}}}\n");
    let wrapped =
        plain.replace("{$ref: '#/components/schemas/Z'}", "{allOf: [{$ref: '#/components/schemas/Z'}]}");
    assert_eq!(compare(&folder, &plain, &wrapped), ["diff-spelling"]);
}

#[test]
fn a_circle_is_compared_once_around() {
    let folder = folder("circle");
    let of = |kind: &str| {
        let schemas = format!(
            "    A: {{type: object, properties: {{next: {{$ref: '#/components/schemas/B'}}, all: {{type: array, items: {{$ref: '#/components/schemas/A'}}}}}}}}\n    B: {{type: object, properties: {{back: {{$ref: '#/components/schemas/A'}}, end: {{type: {kind}}}}}}}\n"
        );
        document(BOTH, "{}", &schemas)
    };
    assert_eq!(compare(&folder, &of("string"), &of("boolean")), ["diff-request-type-changed"]);
}

#[test]
fn a_move_to_the_components_changes_nothing_on_the_wire() {
    let folder = folder("move");
    let inline = document("{type: object, properties: {a: {type: string}}}", "{}", "");
    let moved = document(BOTH, "{}", "    A: {type: object, properties: {a: {type: string}}}\n");
    // Z is not used, and stays as it is.
    assert_eq!(compare(&folder, &inline, &moved), ["diff-component-moved"]);
    assert_eq!(compare(&folder, &moved, &inline), ["diff-component-moved"]);
}

#[test]
fn several_changes_come_with_what_breaks_first() {
    let folder = folder("several");
    let new = replaced(
        BASE,
        &[
            ("description: A plant to be.", "description: A plant."),
            ("enum: [tree, bush]", "enum: [tree, moss]"),
            ("        '204':\n", "        '429': {description: Slower.}\n        '204':\n"),
        ],
    );
    let (old, new) = (write(&folder, "old.yaml", BASE), write(&folder, "new.yaml", &new));
    let report = json(&diff(&[&old, &new], &["--format", "json"]));
    let found: Vec<_> =
        report["changes"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    let expected = [
        "diff-request-enum-narrowed",
        "diff-status-added",
        "diff-request-enum-widened",
        "diff-documentation",
    ];
    assert_eq!(found, expected);
    assert_eq!(report["bump"], "major");
}

#[test]
fn a_comment_and_another_format_of_the_file_are_no_change() {
    let folder = folder("formats");
    let yaml =
        write(&folder, "a.yaml", "# Now.\nopenapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n");
    let json = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {}}";
    let json = write(&folder, "a.json", json);
    assert_eq!(codes(&diff(&[&yaml, &json], &["--format", "json"])), Vec::<String>::new());
}
