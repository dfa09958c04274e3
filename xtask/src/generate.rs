//! `cargo xtask generate`: the JSON that leegality-api packages, from the YAML that people edit.

use std::fs;
use std::path::Path;

use clap::Args;

use crate::spec::{Spec, json};
use crate::{Verdict, workspace};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Write nothing; exit with 1 when the file is stale
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let workspace = workspace();
    let spec = workspace.join("spec/leegality.yaml");
    let target = workspace.join("crates/leegality-api/openapi.json");

    let derived = json::derive(&Spec::read(&spec)?.root)?;
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    ensure_contents(&target, &derived, mode)
}

#[derive(Clone, Copy)]
enum Mode {
    Write,
    Check,
}

fn ensure_contents(path: &Path, contents: &str, mode: Mode) -> Result<Verdict, String> {
    let shown = path.strip_prefix(workspace()).unwrap_or(path).display().to_string();
    let current = match fs::read_to_string(path) {
        Ok(current) => Some(current),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(format!("could not read {shown}: {error}")),
    };
    if current.as_deref() == Some(contents) {
        println!("{shown} is up to date");
        return Ok(Verdict::Clean);
    }
    match mode {
        Mode::Check => {
            eprintln!("{shown} does not match spec/leegality.yaml; run `cargo xtask generate`");
            Ok(Verdict::Findings)
        }
        Mode::Write => {
            fs::write(path, contents).map_err(|error| format!("could not write {shown}: {error}"))?;
            println!("wrote {shown}");
            Ok(Verdict::Clean)
        }
    }
}
