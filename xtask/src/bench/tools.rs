//! `cargo xtask bench tools`: this tool beside linters and differs of others.

mod contestant;
mod race;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clap::Args;

use crate::bench::command;
use crate::bench::report::{Report, Row, Table};
use crate::bench::spec::{self, Edition};
use crate::scratch::Scratch;
use crate::{cargo_program, target_folder, workspace};
use contestant::Subject;

const COLUMNS: &[&str] = &["wall, ms", "CPU, ms", "ours / its wall", "ours / its CPU"];

#[derive(Args)]
pub(crate) struct Arguments {
    /// How often each tool runs
    #[arg(long, value_name = "N", default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many operations the generated spec has
    #[arg(long, value_name = "N", default_value_t = 400)]
    operations: usize,
    /// How many operations the spec has that shows whether time grows faster than size
    #[arg(long, value_name = "N", default_value_t = 4000)]
    large: usize,
    /// The build of this tool to time, instead of a release build made for it
    #[arg(long, value_name = "PATH")]
    xtask: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Report, String> {
    let xtask = match &arguments.xtask {
        Some(xtask) => {
            fs::canonicalize(xtask).map_err(|error| format!("could not find {}: {error}", xtask.display()))?
        }
        None => release_build()?,
    };
    let scratch = Scratch::new("bench")?;
    let folder = scratch.0.as_path();
    let rounds = arguments.rounds;

    let ours = Subject::of_the_project(folder)?;
    let middle = generated(folder, arguments.operations)?;
    let large = generated(folder, arguments.large)?;
    let tables = vec![
        table("spec/leegality.yaml, 2 operations", race::rows(&ours, &xtask, folder, rounds)?),
        table(
            &format!("generated, {} operations", arguments.operations),
            race::rows(&middle, &xtask, folder, rounds)?,
        ),
        Table {
            title: format!("{} to {} operations", arguments.operations, arguments.large),
            columns: vec!["CPU, ms, smaller", "CPU, ms, larger", "CPU of an operation, larger / smaller"],
            rows: race::growth(&[&middle, &large], &xtask, folder, rounds)?,
        },
    ];
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let notes = vec![
        format!("median (least to most) of {rounds} rounds, {cores} cores; a round runs every tool once"),
        "each tool with the rules that it has by default, Spectral with `spectral:oas`".to_owned(),
        "a ratio below 1 means that ours takes less; it is taken within each round".to_owned(),
    ];
    Ok(Report { command: command(), tables, notes })
}

fn table(title: &str, rows: Vec<Row>) -> Table {
    Table { title: title.to_owned(), columns: COLUMNS.to_vec(), rows }
}

fn generated(folder: &Path, operations: usize) -> Result<Subject, String> {
    let write = |name: &str, edition| {
        let path = folder.join(format!("{operations}-{name}.yaml"));
        fs::write(&path, spec::yaml(operations, edition))
            .map_err(|error| format!("could not write {}: {error}", path.display()))?;
        Ok::<_, String>(path)
    };
    let (spec, changed) = (write("first", Edition::First)?, write("second", Edition::Second)?);
    Ok(Subject { spec, changed, operations, has_lock: false })
}

fn release_build() -> Result<PathBuf, String> {
    let build = Command::new(cargo_program())
        .args(["build", "--quiet", "--release", "--package", "xtask"])
        .current_dir(workspace())
        .status();
    match build {
        Ok(status) if status.success() => {
            Ok(target_folder().join("release").join(format!("xtask{}", env::consts::EXE_SUFFIX)))
        }
        Ok(status) => Err(format!("the release build failed: {status}")),
        Err(error) => Err(format!("could not run cargo: {error}")),
    }
}
