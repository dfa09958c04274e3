//! The programs below tests/bench, copied to where they can be built.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use serde_json::Value;

use crate::bench::path;
use crate::{cargo_program, target_folder, workspace};

/// A program that makes signing calls, and takes a base URL and their number.
pub(super) struct Program {
    /// Its folder below tests/bench.
    pub(super) folder: &'static str,
    pub(super) title: &'static str,
}

pub(super) const REQWEST: Program = Program { folder: "reqwest", title: "reqwest by hand" };

/// Which takes more arguments.
pub(super) const LOAD: Program = Program { folder: "load", title: "`leegality`" };

pub(super) const PROGRAMS: [Program; 5] = [
    REQWEST,
    Program { folder: "hyper", title: "hyper by hand, one connection" },
    Program { folder: "openapi-generator", title: "openapi-generator's client" },
    Program { folder: "generated", title: "`leegality-api`, the raw client" },
    Program { folder: "leegality", title: "`leegality`" },
];

/// Why a program is not there.
pub(super) enum Problem {
    /// What this machine lacks.
    Missing(String),
    Failed(String),
}

impl From<String> for Problem {
    fn from(problem: String) -> Self {
        Self::Failed(problem)
    }
}

impl Program {
    /// Copies it, with the versions of the workspace's dependencies, and gives where it lies then.
    pub(super) fn prepare(&self) -> Result<PathBuf, Problem> {
        let to = target_folder().join("bench").join(self.folder);
        let copy = || {
            fs::create_dir_all(to.join("src"))?;
            let from = workspace().join("tests/bench").join(self.folder);
            fs::copy(from.join("src/main.rs"), to.join("src/main.rs"))?;
            let manifest = fs::read_to_string(from.join("Cargo.toml"))?;
            let root = format!("path = \"{}/", workspace().display().to_string().replace('\\', "/"));
            fs::write(to.join("Cargo.toml"), manifest.replace("path = \"../../../", &root))?;
            fs::copy(workspace().join("Cargo.lock"), to.join("Cargo.lock"))?;
            Ok::<_, io::Error>(())
        };
        copy().map_err(|error| format!("could not copy {}: {error}", self.folder))?;
        let statement = to.join("consent.txt");
        fs::write(&statement, consent_statement()?)
            .map_err(|error| format!("could not write {}: {error}", statement.display()))?;
        if self.folder == "openapi-generator" {
            generate(&to.join("client"))?;
        }
        Ok(to)
    }

    /// Its release build.
    pub(super) fn build(&self) -> Result<PathBuf, Problem> {
        let folder = self.prepare()?;
        let target = target_folder().join("bench/target");
        let mut cargo = Command::new(cargo_program());
        cargo.args(["build", "--quiet", "--release", "--manifest-path"]).arg(folder.join("Cargo.toml"));
        let status = cargo.env("CARGO_TARGET_DIR", &target).status();
        match status {
            Ok(status) if status.success() => {
                Ok(target.join("release").join(format!("bench-{}{}", self.folder, env::consts::EXE_SUFFIX)))
            }
            Ok(status) => Err(format!("{} does not build: {status}", self.folder).into()),
            Err(error) => Err(format!("could not run cargo: {error}").into()),
        }
    }
}

/// From the packaged spec, its only home.
pub(super) fn consent_statement() -> Result<String, String> {
    let text = fs::read_to_string(packaged_spec()).map_err(|error| format!("no packaged spec: {error}"))?;
    let spec: Value = serde_json::from_str(&text).map_err(|error| format!("no packaged spec: {error}"))?;
    let statement = spec.pointer("/components/schemas/ConsentStatement/enum/0").and_then(Value::as_str);
    statement.map(str::to_owned).ok_or_else(|| "the packaged spec has no consent statement".to_owned())
}

fn packaged_spec() -> PathBuf {
    workspace().join("crates/leegality-api/openapi.json")
}

fn generate(client: &Path) -> Result<(), Problem> {
    let Some(generator) = path::find("openapi-generator-cli") else {
        let missing =
            "openapi-generator-cli is not on the PATH (PyPI package openapi-generator-cli, and Java)";
        return Err(Problem::Missing(missing.to_owned()));
    };
    let output = Command::new(generator)
        .args(["generate", "--generator-name", "rust", "--additional-properties", "packageName=generated"])
        .arg("--input-spec")
        .arg(packaged_spec())
        .arg("--output")
        .arg(client)
        .output()
        .map_err(|error| format!("could not run openapi-generator-cli: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.lines().last().unwrap_or_default();
            Err(Problem::Missing(format!("openapi-generator-cli did not generate: {last}")))
        }
    }
}
