//! `cargo xtask bench build`: what a clean build of a program with one call takes.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::{env, fs};

use clap::{Args, ValueEnum};

use crate::bench::command;
use crate::bench::measure::{self, Cost};
use crate::bench::program::{PROGRAMS, Problem, Program};
use crate::bench::report::{Cell, Report, Row, Table};
use crate::bench::spread::Spread;
use crate::scratch::Scratch;
use crate::{cargo_program, workspace};

#[derive(Args)]
pub(crate) struct Arguments {
    /// How often each program is built
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Which profiles are built; both, if none is named
    #[arg(long, value_enum)]
    profile: Vec<Profile>,
    /// Build only the programs of these folders below tests/bench
    #[arg(long, value_name = "PROGRAM")]
    only: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Profile {
    Debug,
    Release,
}

pub(super) fn run(arguments: &Arguments) -> Result<Report, String> {
    let is_wanted = |program: &&Program| {
        arguments.only.is_empty() || arguments.only.iter().any(|only| only == program.folder)
    };
    let programs: Vec<_> = PROGRAMS.iter().filter(is_wanted).collect();
    if programs.is_empty() {
        let folders = PROGRAMS.map(|program| program.folder).join(", ");
        return Err(format!("no program has this name; the programs are: {folders}"));
    }
    let both = [Profile::Debug, Profile::Release];
    let profiles = if arguments.profile.is_empty() { &both[..] } else { &arguments.profile };
    let mut tables = Vec::new();
    for &profile in profiles {
        let mut rows = Vec::new();
        for program in &programs {
            rows.push(row(program, None, profile, arguments.rounds)?);
            if program.folder == "leegality" {
                rows.push(row(program, Some("codegen"), profile, arguments.rounds)?);
            }
        }
        let title = match profile {
            Profile::Debug => "a clean build, debug",
            Profile::Release => "a clean build, release",
        };
        let columns = vec!["CPU, s", "wall, s", "crates", "program, KiB"];
        tables.push(Table { title: title.to_owned(), columns, rows });
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let notes = vec![
        format!(
            "{} round(s), {cores} cores; into an empty folder, from crates that are downloaded",
            arguments.rounds
        ),
        "a debug build has its debug information in the program, a release build has none".to_owned(),
    ];
    Ok(Report { command: command(), tables, notes })
}

fn row(program: &Program, feature: Option<&str>, profile: Profile, rounds: u32) -> Result<Row, String> {
    let title = match feature {
        Some(feature) => format!("{} with `{feature}`", program.title),
        None => program.title.to_owned(),
    };
    let folder = match program.prepare() {
        Ok(folder) => folder,
        Err(Problem::Missing(what)) => return Ok(Row::skipped(title, what)),
        Err(Problem::Failed(problem)) => return Err(problem),
    };
    let manifest = folder.join("Cargo.toml");
    if let Some(feature) = feature
        && !turn_on(feature, &manifest)?
    {
        return Ok(Row::skipped(title, format!("`leegality` has no feature `{feature}`")));
    }
    let scratch = Scratch::new("bench")?;
    let output = scratch.0.join("output");
    let fetch = measure::run(Command::new(cargo_program()).arg("fetch").current_dir(&folder), &output)?;
    succeeded(fetch, &output)?;

    let mut builds = Vec::new();
    for _ in 0..rounds {
        builds.push(build(program, &folder, profile, &output)?);
    }
    let of = |value: fn(&Build) -> Option<f64>| Spread::of(builds.iter().filter_map(value));
    let cells = [
        of(|build| build.cost.cpu.map(|cpu| cpu.as_secs_f64())),
        of(|build| Some(build.cost.wall.as_secs_f64())),
        of(|build| Some(build.crates)),
        of(|build| Some(build.kibibytes)),
    ];
    Ok(Row::measured(title, cells.map(Cell::from).into()))
}

struct Build {
    cost: Cost,
    crates: f64,
    kibibytes: f64,
}

fn build(program: &Program, folder: &Path, profile: Profile, output: &Path) -> Result<Build, String> {
    let target = Target(folder.join("clean"));
    target.remove();
    let mut cargo = Command::new(cargo_program());
    cargo.args(["build", "--offline"]).current_dir(folder).env("CARGO_TARGET_DIR", &target.0);
    cargo.env("CARGO_TERM_COLOR", "never").env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    let name = match profile {
        Profile::Debug => "debug",
        Profile::Release => {
            cargo.arg("--release");
            "release"
        }
    };
    let cost = succeeded(measure::run(&mut cargo, output)?, output)?;
    let said = fs::read_to_string(output).unwrap_or_default();
    let crates = said.lines().filter(|line| line.trim_start().starts_with("Compiling ")).count();
    let built = target.0.join(name).join(format!("bench-{}{}", program.folder, env::consts::EXE_SUFFIX));
    let size = fs::metadata(&built).map_err(|error| format!("no {}: {error}", built.display()))?.len();
    let number = |count: u64| u32::try_from(count).map(f64::from).map_err(|_| "too large".to_owned());
    Ok(Build { cost, crates: number(crates as u64)?, kibibytes: number(size / 1024)? })
}

fn succeeded((status, cost): (ExitStatus, Cost), output: &Path) -> Result<Cost, String> {
    if status.success() {
        return Ok(cost);
    }
    Err(format!("cargo: {status}\n{}", fs::read_to_string(output).unwrap_or_default()))
}

/// Whether `leegality` has the feature, which the copied program then has.
fn turn_on(feature: &str, manifest: &Path) -> Result<bool, String> {
    let read = |path: &Path| {
        fs::read_to_string(path).map_err(|error| format!("could not read {}: {error}", path.display()))
    };
    let crate_manifest = read(&workspace().join("crates/leegality/Cargo.toml"))?;
    if !crate_manifest.lines().any(|line| line.starts_with(&format!("{feature} = "))) {
        return Ok(false);
    }
    let text = read(manifest)?
        .replace("crates/leegality\" }", &format!("crates/leegality\", features = [\"{feature}\"] }}"));
    fs::write(manifest, text).map_err(|error| format!("could not write {}: {error}", manifest.display()))?;
    Ok(true)
}

/// Where one build goes; a disk holds few of them.
struct Target(PathBuf);

impl Target {
    fn remove(&self) {
        // Where it cannot be removed, cargo will say more.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.remove();
    }
}
