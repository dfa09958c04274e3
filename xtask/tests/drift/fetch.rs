//! Getting the pages, by a `curl` that is none.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::support::{Folder, Run};

/// Runs with a script in the place of `curl`.
fn fetch(folder: &Folder, script: &str, arguments: &[&str]) -> Run {
    with_curl(folder, script, &mut folder.command(&[&["--fetch"], arguments].concat()))
}

/// Runs a command with a script in the place of `curl`.
pub(crate) fn with_curl(folder: &Folder, script: &str, command: &mut Command) -> Run {
    let bin = folder.path().join("bin");
    fs::create_dir_all(&bin).unwrap();
    let curl = bin.join("curl");
    fs::write(&curl, format!("#!/bin/sh\nprintf '%s\\n' \"$*\" >> calls\n{script}\n")).unwrap();
    fs::set_permissions(&curl, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    Run::of(command.env("PATH", path).output().unwrap())
}

pub(crate) const SERVE: &str = r#"case "$*" in *create-parcel.txt) cat parcel.txt ;; *print-label.txt) cat label.txt ;; *) exit 22 ;; esac"#;

#[test]
fn pages_come_from_the_addresses_in_the_spec() {
    let folder = Folder::new("fetch");
    let run = fetch(&folder, SERVE, &["--format", "json"]);
    run.assert_clean();
    let calls = folder.read("calls");
    let url = "https://docs.courier.example/api/create-parcel.txt";
    let call =
        format!("--proto =https --fail --silent --show-error --max-time 60 --max-filesize 5M --url {url}");
    assert_eq!(calls.lines().next(), Some(call.as_str()));
    folder.edit("parcel.txt", "| `pieces` | integer", "| `pieces` | string");
    let run = fetch(&folder, SERVE, &["--format", "json"]);
    run.assert_codes(&["drift-field-type"]);
    assert_eq!(run.findings()[0]["file"], url);
}

#[test]
fn what_was_fetched_can_be_recorded() {
    let folder = Folder::new("fetch-record");
    assert_eq!(fetch(&folder, SERVE, &["--update-lock"]).exit, 0);
    folder.drift(&["--lock"]).assert_clean();
    // The lock's addresses come first, and each page is fetched once.
    let before = folder.read("calls").lines().count();
    fetch(&folder, SERVE, &["--format", "json"]).assert_clean();
    assert_eq!(folder.read("calls").lines().count() - before, 2);
}

#[test]
fn a_page_that_does_not_come_is_no_success() {
    let folder = Folder::new("fetch-fails");
    for (script, reason) in [
        ("echo 'curl: (22) 404' >&2; exit 22", "curl: (22) 404"),
        ("exit 0", "the answer is empty"),
        ("echo '<html>Moved</html>'", "expected a title"),
        ("printf '\\377'", "not UTF-8"),
        ("head -c 900 parcel.txt", "expected"),
        ("head -c 900 parcel.txt; exit 18", "could not fetch"),
    ] {
        let run = fetch(&folder, script, &[]);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{script}");
        assert!(run.stderr.contains(reason), "{script} {run:?}");
        assert_eq!(fetch(&folder, script, &["--update-lock"]).exit, 2, "{script}");
        assert!(!folder.path().join("docs.lock.yaml").exists());
    }
    let run = Run::of(folder.command(&["--fetch"]).env("PATH", "/nowhere").output().unwrap());
    assert_eq!(run.exit, 2);
    assert!(run.stderr.contains("could not run curl"), "{run:?}");
    folder.edit(
        "spec.yaml",
        "url: https://docs.courier.example/api/create-parcel",
        "url: --output=parcel.txt",
    );
    assert_eq!(fetch(&folder, SERVE, &[]).exit, 2);
}
