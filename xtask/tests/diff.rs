//! `cargo xtask diff`, from the outside.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

#[path = "diff/cases.rs"]
mod cases;
#[path = "diff/hostile.rs"]
mod hostile;
#[path = "diff/meaning.rs"]
mod meaning;
#[path = "diff/oasdiff.rs"]
mod oasdiff;
#[path = "diff/sources.rs"]
mod sources;
#[path = "diff/versions.rs"]
mod versions;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const BASE: &str = include_str!("specs/diff.yaml");

#[test]
fn each_pair_gives_one_change_at_its_places() {
    let folder = folder("cases");
    let old = write(&folder, "base.yaml", BASE);
    let mut failures = Vec::new();
    for (number, case) in cases::CASES.iter().enumerate() {
        let new = write(&folder, &format!("{number}.yaml"), &changed(case));
        let output = diff(&[&old, &new], &["--format", "json"]);
        let report = json(&output);
        let changes = report["changes"].as_array().unwrap();
        let codes: Vec<_> = changes.iter().map(|change| change["code"].as_str().unwrap()).collect();
        if codes != [case.code] {
            let messages: Vec<_> = changes.iter().map(|change| change["message"].as_str().unwrap()).collect();
            failures.push(format!("case {number}: expected {}, found {codes:?}: {messages:#?}", case.code));
            continue;
        }
        let breaks = changes[0]["level"] == "breaking";
        assert_eq!(output.status.code(), Some(i32::from(breaks)), "case {number}: {report:#}");
        for (side, expected) in
            [("old", place(case, case.find, case.find)), ("new", place(case, case.find, case.put))]
        {
            let found = format!("{}:{}", changes[0][side]["line"], changes[0][side]["column"]);
            if let Some(expected) = expected.filter(|expected| *expected != found) {
                failures.push(format!("case {number} ({}): {side} is at {found}, not {expected}", case.code));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_code_has_a_pair() {
    let list = stdout(&xtask(&["explain"]));
    let known: BTreeSet<_> = list
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|id| id.starts_with("diff-") && *id != "diff-version")
        .collect();
    let covered: BTreeSet<_> = cases::CASES.iter().map(|case| case.code).collect();
    assert!(known.len() > 50, "{known:?}");
    assert_eq!(known.difference(&covered).collect::<Vec<_>>(), Vec::<&&str>::new());
    for code in covered {
        let output = xtask(&["explain", code]);
        let text = stdout(&output);
        assert!(output.status.success() && text.starts_with(&format!("{code}: ")), "{code}");
        // What to do is a sentence of its own, so that it can stand below a change.
        assert!(text.trim_end().ends_with('.') && text.contains(". "), "{text}");
    }
}

#[test]
fn a_document_compared_with_itself_has_no_changes() {
    let folder = folder("itself");
    let base = write(&folder, "base.yaml", BASE);
    let landed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/leegality.yaml");
    for path in [base, landed] {
        let output = diff(&[&path, &path], &["--format", "json"]);
        let report = json(&output);
        assert_eq!(output.status.code(), Some(0), "{report:#}");
        assert_eq!(
            (&report["changes"], &report["bump"]),
            (&serde_json::json!([]), &serde_json::json!("none"))
        );
    }
}

/// The base with the change of a case.
fn changed(case: &cases::Case) -> String {
    let find = case.find.replace('§', "");
    assert_eq!(BASE.matches(&find).count(), 1, "{}: {find:?} is not there once", case.code);
    also(case, BASE.replace(&find, &case.put.replace('§', "")))
}

fn also(case: &cases::Case, mut text: String) -> String {
    for (find, put) in case.also {
        let put = put.replace('§', "");
        assert_eq!(text.matches(find).count(), 1, "{}: {find:?} is not there once", case.code);
        text = text.replace(find, &put);
    }
    text
}

/// Where the mark of a text stands once that text is in the document.
fn place(case: &cases::Case, find: &str, put: &str) -> Option<String> {
    let text = BASE.replace(&find.replace('§', ""), put);
    let text = match find == put {
        true => text,
        false => case.also.iter().fold(text, |text, (find, put)| text.replace(find, put)),
    };
    let marker = text.find('§')?;
    let line = text[..marker].matches('\n').count() + 1;
    let column = text[..marker].rsplit('\n').next()?.chars().count() + 1;
    Some(format!("{line}:{column}"))
}

/// The codes of the changes.
fn codes(output: &Output) -> Vec<String> {
    let report = json(output);
    report["changes"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn diff(paths: &[&Path; 2], arguments: &[&str]) -> Output {
    let paths = paths.map(|path| path.to_str().unwrap());
    xtask(&[&["diff"], &paths[..], arguments].concat())
}

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An empty folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}
