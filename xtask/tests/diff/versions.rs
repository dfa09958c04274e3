//! What a change means for the versions of the crates.

use super::{BASE, diff, folder, json, stdout, write};

const MANIFEST: &str = "[workspace.package]\nversion = \"0.1.0\"\n";

/// Changes of the base, and the bumps: of the spec, of `leegality-api`, of `leegality`.
const BUMPS: &[(&str, &str, [&str; 3])] = &[
    ("title: Garden", "title: Park", ["patch", "patch", "patch"]),
    ("'204':", "'429': {description: Slower.}\n        '204':", ["minor", "minor", "minor"]),
    // A new field of a struct that users write as a literal.
    (
        "name: {type: string, minLength",
        "size: {type: string}\n        name: {type: string, minLength",
        ["minor", "major", "minor"],
    ),
    // And one of a struct that they only read.
    (
        "text: {type: string, d",
        "more: {type: string}\n        text: {type: string, d",
        ["minor", "minor", "minor"],
    ),
    // The Rust type is another one, on the wire nothing breaks.
    ("remark: {type: string, nullable: true", "remark: {type: string", ["minor", "minor", "minor"]),
    ("amount: {type: number}", "amount: {type: integer}", ["minor", "major", "minor"]),
    // Behind the wrapper.
    ("maxLength: 40, pattern: '^[A-Z]'", "maxLength: 30, pattern: '^[A-Z]'", ["major", "major", "minor"]),
    ("operationId: listPlants", "operationId: allPlants", ["major", "major", "minor"]),
    // In sight of its users.
    (
        "count: {type: integer, format: int32, minimum: 0}",
        "many: {type: integer}",
        ["major", "major", "major"],
    ),
    ("code: plant.bad", "code: plant.sad", ["major", "major", "major"]),
    ("enum: [I agree", "enum: [I consent", ["major", "major", "major"]),
];

#[test]
fn each_crate_gets_the_bump_that_its_interface_needs() {
    let folder = folder("bumps");
    let manifest = write(&folder, "Cargo.toml", MANIFEST);
    let old = write(&folder, "old.yaml", BASE);
    for (find, put, [spec, generated, wrapper]) in BUMPS {
        assert_eq!(BASE.matches(find).count(), 1, "{find}");
        let new = write(&folder, "new.yaml", &BASE.replace(find, put));
        let report =
            json(&diff(&[&old, &new], &["--format", "json", "--manifest", manifest.to_str().unwrap()]));
        let crates = &report["crates"];
        let found = [&report["bump"], &crates[0]["bump"], &crates[1]["bump"]];
        assert_eq!(found, [spec, generated, wrapper], "{put}");
        assert_eq!((&crates[0]["name"], &crates[1]["name"]), (&"leegality-api".into(), &"leegality".into()));
        // They share a version, so the higher bump counts.
        let next = if *generated == "major" { "0.2.0" } else { "0.1.1" };
        assert_eq!(
            (&report["release"]["bump"], &report["release"]["to"]),
            (&(*generated).into(), &next.into()),
            "{put}"
        );
    }
}

#[test]
fn against_a_version_only_the_version_counts() {
    let folder = folder("against");
    let old = write(&folder, "old.yaml", BASE);
    let breaking = write(&folder, "breaking.yaml", &BASE.replace("maximum: 9", "maximum: 8"));
    let additive = write(&folder, "additive.yaml", &BASE.replace("maximum: 9", "maximum: 10"));
    for (new, present, against, fails) in [
        (&breaking, "0.1.0", "0.1.0", true),
        (&breaking, "0.1.9", "0.1.0", true),
        (&breaking, "0.2.0", "0.1.0", false),
        (&breaking, "0.2.0", "v0.2.0", true),
        (&breaking, "1.9.0", "1.0.0", true),
        (&breaking, "2.0.0", "1.0.0", false),
        (&additive, "0.1.0", "0.1.0", true),
        (&additive, "0.1.1", "0.1.0", false),
        (&additive, "1.0.1", "1.0.0", true),
        (&additive, "1.1.0", "1.0.0", false),
        (&old, "0.1.0", "0.1.0", false),
    ] {
        let manifest = write(&folder, "Cargo.toml", &MANIFEST.replace("0.1.0", present));
        let arguments =
            ["--against-version", against, "--manifest", manifest.to_str().unwrap(), "--format", "json"];
        let output = diff(&[&old, new], &arguments);
        let report = json(&output);
        assert_eq!(output.status.code(), Some(i32::from(fails)), "{present} {against} {report:#}");
        let codes: Vec<_> = report["findings"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
        assert_eq!(codes, if fails { vec!["diff-version"] } else { vec![] }, "{present} {against}");
        if fails {
            assert_eq!(
                (&report["findings"][0]["line"], &report["findings"][0]["column"]),
                (&2.into(), &1.into())
            );
        }
    }
}

#[test]
fn the_versions_are_named_for_people() {
    let folder = folder("people");
    let manifest = write(&folder, "Cargo.toml", MANIFEST);
    let old = write(&folder, "old.yaml", BASE);
    let new = write(&folder, "new.yaml", &BASE.replace("maximum: 9", "maximum: 8"));
    let text = stdout(&diff(&[&old, &new], &["--manifest", manifest.to_str().unwrap()]));
    let expected = "\
leegality-api 0.1.0 → 0.2.0 (major)
leegality     0.1.0 → 0.1.1 (minor)
all crates share one version: 0.1.0 → 0.2.0 (major)
";
    assert!(text.ends_with(expected), "{text}");
    assert!(text.starts_with("breaking[diff-request-bound-narrowed]: "), "{text}");
}
