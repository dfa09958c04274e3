//! No release breaks a program that depends on it, unless its version says so.

use std::process::Command;

use crate::ci::{Scratch, Stop, cargo, cargo_program, perform};
use crate::workspace;

/// Those whose interface is promised. `leegality-api` is outside of the promise, and the command has no interface in Rust.
const PROMISED: [&str; 2] = ["leegality", "leegality-mock"];

pub(super) fn semver(_: &Scratch) -> Result<(), Stop> {
    let tags = Command::new("git")
        .args(["tag", "--list", "v[0-9]*", "--merged", "HEAD", "--sort=-version:refname"])
        .current_dir(workspace())
        .output()
        .map_err(|error| format!("could not run git, which knows the last release: {error}"))?;
    if !tags.status.success() {
        let reason = String::from_utf8_lossy(&tags.stderr).trim().to_owned();
        return Err(Stop::Skipped(format!("git does not say which releases there are: {reason}")));
    }
    let tags = String::from_utf8_lossy(&tags.stdout).into_owned();
    let Some(tag) = tags.lines().next() else {
        return Err(Stop::Skipped("there is no release yet: no tag `v*` to compare with".to_owned()));
    };
    if cargo(&["semver-checks", "--version"]).is_err() {
        let mut install = Command::new(cargo_program());
        install.args(["install", "--quiet", "--locked", "cargo-semver-checks", "--version", "^0.51"]);
        perform(&mut install)?;
    }
    println!("compared with {tag}");
    let mut check = Command::new(cargo_program());
    check.args(["semver-checks", "--quiet", "--all-features", "--baseline-rev", tag]);
    for package in PROMISED {
        check.args(["--package", package]);
    }
    perform(&mut check)
}
