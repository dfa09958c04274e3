//! `cargo xtask nightly`: the files and the lines that the workflow goes by.
#![cfg(unix)]

use crate::fetch::{self, SERVE};
use crate::support::{Folder, Run};

/// A night in which the pages come as `script` says.
fn night(folder: &Folder, script: &str, date: &str) -> Run {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder.path()).args(["nightly", "--folder", "nightly", "--spec", "spec.yaml"]);
    command.args(["--last-commit", "2026-03-01", "--date", date]);
    fetch::with_curl(folder, script, &mut command)
}

#[test]
fn an_issue_is_opened_and_closed() {
    let folder = Folder::new("nightly");
    let run = night(&folder, SERVE, "2026-03-02");
    assert_eq!((run.exit, run.stdout.as_str()), (0, "issue=leave\nrecord=reading\n"), "{}", run.stderr);

    folder.edit("parcel.txt", "| `pieces` | integer", "| `pieces` | string");
    let run = night(&folder, SERVE, "2026-03-03");
    assert_eq!((run.exit, run.stdout.as_str()), (0, "issue=open\nrecord=nothing\n"), "{}", run.stderr);
    let body = folder.read("nightly/body.md");
    assert!(body.contains("error[drift-field-type]") && body.contains("2026-03-03"), "{body}");

    folder.write("nightly/open.md", &body);
    folder.edit("parcel.txt", "| `pieces` | string", "| `pieces` | integer");
    let run = night(&folder, SERVE, "2026-03-04");
    assert_eq!((run.exit, run.stdout.as_str()), (0, "issue=close\nrecord=reading\n"), "{}", run.stderr);
    assert!(folder.read("nightly/comment.md").contains("2026-03-04"));
}

#[test]
fn nights_without_a_reading_are_counted() {
    const FAILS: &str = "echo 'curl: (6) no such host' >&2; exit 6";
    let folder = Folder::new("nightly-fails");
    for (day, expected) in [(2, "leave"), (3, "leave"), (4, "open")] {
        let run = night(&folder, FAILS, &format!("2026-03-{day:02}"));
        let expected = format!("issue={expected}\nrecord=nothing\n");
        assert_eq!((run.exit, run.stdout), (0, expected), "{}", run.stderr);
    }
    let body = folder.read("nightly/body.md");
    assert!(body.contains("in 3 nights in a row") && body.contains("no such host"), "{body}");
    let run = night(&folder, FAILS, "2026-03-29");
    assert!(run.stdout.ends_with("record=wake\n"), "{}", run.stdout);
}
