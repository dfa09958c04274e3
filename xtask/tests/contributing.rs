//! The console sessions of CONTRIBUTING.md are real: each command is run, and prints what stands below it.

#![cfg(target_os = "linux")] // They use GNU sed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn commands_print_what_stands_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    // The sessions write to this folder, wherever the build goes.
    fs::create_dir_all(root.join("target")).unwrap();

    let sessions: Vec<_> =
        text.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert_eq!(
        sessions.len(),
        6,
        "a field renamed, a code added, the consent statement reworded, a spec changed, two imports"
    );
    for session in sessions {
        for step in session.split("$ ").skip(1) {
            let (command, expected) = step.split_once('\n').unwrap();
            let command = command.replace("cargo xtask", env!("CARGO_BIN_EXE_xtask"));
            let output = Command::new("sh").current_dir(root).args(["-c", &command]).output().unwrap();
            let printed = [output.stdout, output.stderr].concat();
            assert_eq!(String::from_utf8(printed).unwrap(), expected, "{command}");
        }
    }
}
