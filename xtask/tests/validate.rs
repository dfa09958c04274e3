//! `cargo xtask validate`, from the outside.

#![allow(clippy::expect_used, reason = "the lint's exception for tests does not reach their helpers")]

#[path = "validate/cases.rs"]
mod cases;
#[path = "validate/formats.rs"]
mod formats;
#[path = "validate/hostile.rs"]
mod hostile;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const BASE: &str = include_str!("specs/base.yaml");

#[test]
fn the_base_spec_is_clean() {
    let output = validate(&write("base.yaml", BASE), &[]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), "no findings\n".to_owned()));
}

#[test]
fn the_spec_of_this_workspace_is_clean() {
    let output = xtask(&["validate"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn each_change_gives_one_finding_at_its_place() {
    let mut failures = Vec::new();
    for (number, case) in cases::CASES.iter().enumerate() {
        let mut text = BASE.to_owned();
        for (find, put) in case.edits.iter().filter(|(find, _)| !find.is_empty()) {
            assert_eq!(
                text.matches(find).count(),
                1,
                "{} (case {number}): {find:?} is not there once",
                case.code
            );
            text = text.replace(find, put);
        }
        let marker = text.find('§').unwrap_or_else(|| panic!("{}: no marker", case.code));
        let line = text[..marker].matches('\n').count() + 1;
        let column = text[..marker].rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let text = text.replacen('§', "", 1);

        let found = findings(&write(&format!("case-{number}.yaml"), &text));
        let expected = format!("{} at {line}:{column}", case.code);
        if found != [expected.as_str()] {
            failures.push(format!("case {number}: expected {expected}, found {found:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let list = stdout(&xtask(&["explain"]));
    let known: BTreeSet<_> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|id| !["drift-", "diff-", "import-"].iter().any(|other| id.starts_with(other)))
        .collect();
    let covered: BTreeSet<_> = cases::CASES.iter().map(|case| case.code).collect();
    assert!(!known.is_empty());
    assert_eq!(known.difference(&covered).collect::<Vec<_>>(), Vec::<&&str>::new());
    for code in covered {
        let output = xtask(&["explain", code]);
        assert!(output.status.success() && stdout(&output).starts_with(&format!("{code}: ")), "{code}");
    }
}

#[test]
fn all_problems_are_found_in_one_run() {
    let text =
        BASE.replace("info:", "infos:").replace("maxLength", "maxLenght").replace("example: 7", "example: 0");
    let found = findings(&write("several.yaml", &text));
    let codes: Vec<_> = found.iter().filter_map(|finding| finding.split(' ').next()).collect();
    assert_eq!(codes, ["unknown-key", "invalid-example", "unknown-key"]);
}

#[test]
fn a_misspelt_key_comes_with_the_nearest_one() {
    for (key, misspelt) in [
        ("required:\n", "requird:\n"),
        ("maxLength", "maxLenght"),
        ("operationId: addBook", "operationID: addBook"),
        ("info:", "infos:"),
    ] {
        let text =
            BASE.replace("required: [title, authors]", "required:\n        - title").replace(key, misspelt);
        let output = validate(&write("misspelt.yaml", &text), &["--format", "json"]);
        let help = json(&output)["findings"][0]["help"].as_str().unwrap_or_default().to_owned();
        let key = key.split(':').next().unwrap_or_default();
        assert_eq!(help, format!("did you mean `{key}`?"), "{misspelt}");
    }
}

#[test]
fn the_help_fits_the_finding() {
    for (find, put, help) in [
        (
            "type: integer\n          format",
            "type: [integer, 'null']\n          format",
            "a list of types belongs to OpenAPI 3.1: write one type, and `nullable: true` if `null` is one of them",
        ),
        (
            "format: int32",
            "format: int32\n          required: true",
            "list the names of the required properties in the `required` of the schema around it",
        ),
        ("minLength: 1", "minLength: '1'", "remove the quotes"),
        ("version: 1.0.0", "version: 1.0", "put it in quotes"),
        (
            "tags: [Books]\n      description: Puts",
            "tags: Books\n      description: Puts",
            "write it as a list, in brackets",
        ),
        ("minItems: 1", "minItems:", "write a value, or remove the key"),
        ("      operationId: addBook\n", "", "the generated function is named by it: `postShelvesBooks`"),
        ("      operationId: listBooks\n", "", "the generated function is named by it: `getBooks`"),
        (
            "- url: https://library.example\n",
            "- url: https://library.example\n    x-enviroment: a\n",
            "did you mean `x-environment`?",
        ),
        (
            "description: Id of the book.",
            "description: Id of the book.\n          x-environment: a",
            "it belongs to a server",
        ),
    ] {
        assert!(BASE.contains(find), "{find}");
        let output = validate(&write("help.yaml", &BASE.replace(find, put)), &["--format", "json"]);
        assert_eq!(json(&output)["findings"][0]["help"], help, "{put}");
    }
}

#[test]
fn a_document_that_is_no_object_is_told_so() {
    let report = json(&validate(&write("list.yaml", "- a\n- b\n"), &["--format", "json"]));
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(1), "{report:#}");
    assert_eq!(report["findings"][0]["message"], "the document has to be an object, not an array");
}

#[test]
fn other_extensions_are_free() {
    let text =
        BASE.replace("openapi: 3.0.3", "openapi: 3.0.3\nx-own: 1\nx-version: {a: 1}\nx-generated: here");
    assert_eq!(findings(&write("extensions.yaml", &text)), Vec::<String>::new());
}

#[test]
fn servers_may_be_relative_or_have_variables() {
    for url in ["/api", "https://library.example:8080/api", "'https://{town}.example'", "'{town}/api'"] {
        let text = BASE.replace(
            "url: https://library.example\n",
            &format!("url: {url}\n    variables: {{town: {{default: a}}}}\n"),
        );
        assert_eq!(findings(&write("servers.yaml", &text)), Vec::<String>::new(), "{url}");
    }
}

#[test]
fn json_documents_are_read_as_well() {
    let text = "{\"openapi\": \"3.0.3\",\n \"info\": {\"title\": \"T\", \"version\": \"1\", \"titel\": 1},\n \"paths\": {}}";
    assert_eq!(findings(&write("document.json", text)), ["unknown-key at 2:41"]);
}

#[test]
fn what_cannot_be_read_is_exit_code_2() {
    let missing = folder().join("no-such-file.yaml");
    let broken = write("broken.yaml", "a: [1,\nb: }");
    let latin = folder().join("latin.yaml");
    std::fs::write(&latin, b"a: \xff").expect("a file can be written");
    for path in [missing, broken, latin, write("empty.yaml", ""), write("two.yaml", "a: 1\n---\nb: 2\n")] {
        for format in ["human", "json", "sarif", "github"] {
            let output = validate(&path, &["--format", format]);
            assert_eq!(output.status.code(), Some(2), "{path:?}");
            assert_eq!(stdout(&output), "");
            assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: "), "{path:?}");
        }
    }
}

/// The findings as `code at line:column`.
fn findings(path: &Path) -> Vec<String> {
    let output = validate(path, &["--format", "json"]);
    let report = json(&output);
    let list = report["findings"].as_array().expect("there are findings");
    assert_eq!(output.status.code(), Some(i32::from(!list.is_empty())));
    let show =
        |one: &Value| format!("{} at {}:{}", one["code"].as_str().unwrap_or("?"), one["line"], one["column"]);
    list.iter().map(show).collect()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn validate(path: &Path, arguments: &[&str]) -> Output {
    let path = path.to_str().expect("the path is UTF-8");
    xtask(&[&["validate", "--spec", path], arguments].concat())
}

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().expect("xtask runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validate");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn write(name: &str, text: &str) -> PathBuf {
    let path = folder().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    path
}
