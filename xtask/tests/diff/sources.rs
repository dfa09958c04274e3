//! OLD and NEW: files and revisions, and what cannot be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{BASE, codes, folder, json, stdout, write};

/// A repository with two versions of a spec, of which the first is tagged.
fn repository(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::create_dir_all(folder.join("spec")).unwrap();
    git(&folder, &["init", "--quiet", "."]);
    commit(&folder, BASE, "0.3.0");
    git(&folder, &["tag", "v0.3.0"]);
    commit(&folder, &BASE.replace("maximum: 9", "maximum: 8"), "0.3.1");
    folder
}

fn commit(folder: &Path, spec: &str, version: &str) {
    write(folder, "spec/leegality.yaml", spec);
    write(folder, "other.yaml", spec);
    write(folder, "Cargo.toml", &format!("[workspace.package]\nversion = \"{version}\"\n"));
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message", version]);
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder).arg("diff").args(arguments).output().unwrap()
}

#[test]
fn revisions_are_read_from_git() {
    let folder = repository("revisions");
    for (old, new) in [
        ("v0.3.0", "HEAD"),
        ("HEAD~1", "spec/leegality.yaml"),
        ("v0.3.0:other.yaml", "other.yaml"),
        ("v0.3.0:./other.yaml", "HEAD:spec/leegality.yaml"),
    ] {
        let output = run(&folder, &[old, new, "--format", "json"]);
        assert_eq!(codes(&output), ["diff-request-bound-narrowed"], "{old} {new}");
    }
    let report = json(&run(&folder, &["v0.3.0", "HEAD", "--format", "json"]));
    assert_eq!(report["changes"][0]["old"]["file"], "v0.3.0:spec/leegality.yaml");
    // A file that has the name of a revision wins.
    write(&folder, "v0.3.0", &BASE.replace("maximum: 9", "maximum: 8"));
    assert_eq!(codes(&run(&folder, &["v0.3.0", "HEAD", "--format", "json"])), Vec::<String>::new());
}

#[test]
fn a_revision_tells_the_version_that_its_crates_had() {
    let folder = repository("version");
    let against = |old: &str| {
        run(&folder, &[old, "HEAD", "--manifest", "Cargo.toml", "--format", "json", "--against-version"])
    };
    let output = against("v0.3.0");
    let report = json(&output);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((&report["release"]["from"], &report["release"]["to"]), (&"0.3.0".into(), &"0.4.0".into()));
    let output = against("other.yaml");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`--against-version 0.1.0`"));
}

#[test]
fn what_cannot_be_read_is_exit_code_2_and_says_what_to_do() {
    let folder = repository("refused");
    write(&folder, "broken.yaml", "a: [1,\nb: }");
    write(&folder, "swagger.yaml", "swagger: '2.0'\n");
    write(&folder, "new.yaml", "openapi: 3.1.0\npaths: {}\n");
    write(&folder, "list.yaml", "- openapi: 3.0.3\n");
    write(&folder, "empty.yaml", "");
    fs::write(folder.join("latin.yaml"), b"a: \xff").unwrap();
    fs::create_dir(folder.join("directory")).unwrap();
    for (name, expected) in [
        ("nobody.yaml", "REVISION:PATH"),
        ("v9.9.9", "REVISION:PATH"),
        ("HEAD:nobody.yaml", "REVISION:PATH"),
        ("directory", "REVISION:PATH"),
        ("", "REVISION:PATH"),
        (":", "REVISION:PATH"),
        ("broken.yaml", "not valid YAML"),
        ("swagger.yaml", "openapi: 3.0.x"),
        ("new.yaml", "convert it first"),
        ("list.yaml", "openapi: 3.0.x"),
        ("empty.yaml", "no document"),
        ("latin.yaml", "not UTF-8"),
    ] {
        for arguments in [[name, "HEAD"], ["HEAD", name]] {
            for format in ["human", "json", "sarif", "github"] {
                let output = run(&folder, &[&arguments[..], &["--format", format]].concat());
                assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{name}");
                let error = String::from_utf8_lossy(&output.stderr);
                assert!(error.starts_with("error: ") && error.contains(expected), "{name}: {error}");
            }
        }
    }
    // No option of git's comes in as a revision.
    let output = run(&folder, &["--", "--output=stolen", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!folder.join("stolen").exists());
}

#[test]
fn all_formats_say_the_same() {
    let folder = repository("formats");
    let text = stdout(&run(&folder, &["v0.3.0", "HEAD", "--format", "github"]));
    let start = "::error file=HEAD%3Aspec/leegality.yaml,line=";
    assert!(text.starts_with(start) && text.contains("title=diff-request-bound-narrowed"), "{text}");
    let sarif: serde_json::Value =
        serde_json::from_str(&stdout(&run(&folder, &["v0.3.0", "HEAD", "--format", "sarif"]))).unwrap();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"diff-request-bound-narrowed".into(), &"error".into())
    );
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "before");
    // What breaks nothing is a note for others.
    let sarif: serde_json::Value =
        serde_json::from_str(&stdout(&run(&folder, &["HEAD", "v0.3.0", "--format", "sarif"]))).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["level"], "note");
}
