//! `cargo xtask bench build`: what a clean build of a program with one call takes.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::{env, fs};

use clap::{Args, ValueEnum};

use crate::bench::command;
use crate::bench::measure::{self, Cost};
use crate::bench::program::{PROGRAMS, Problem, Program, REQWEST};
use crate::bench::report::{Cell, Report, Row, Table};
use crate::bench::spread::Spread;
use crate::cargo_program;
use crate::scratch::Scratch;

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
    let scratch = Scratch::new("bench")?;
    let output = scratch.0.join("output");
    let mut tables = Vec::new();
    for &profile in profiles {
        let mut lanes = Vec::new();
        for program in &programs {
            lanes.push(Lane::new(program, None, &output)?);
            if program.folder == "leegality" {
                lanes.push(Lane::new(program, Some("codegen"), &output)?);
            }
        }
        for _ in 0..arguments.rounds {
            for lane in &mut lanes {
                lane.build(profile, &output)?;
            }
        }
        let title = match profile {
            Profile::Debug => "a clean build, debug",
            Profile::Release => "a clean build, release",
        };
        let baseline = lanes.iter().find(|lane| lane.title == REQWEST.title).map(Lane::cpu);
        let rows = lanes.iter().map(|lane| lane.row(baseline.as_deref().unwrap_or_default())).collect();
        let columns = vec!["CPU, s", "wall, s", "crates", "program, KiB", "CPU / reqwest's"];
        tables.push(Table { title: title.to_owned(), columns, rows });
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let notes = vec![
        format!(
            "median (least to most) of {} round(s), {cores} cores; a round builds every program once, into an empty folder, \
             from crates that are downloaded",
            arguments.rounds
        ),
        "a debug build has its debug information in the program, a release build has none".to_owned(),
    ];
    Ok(Report { command: command(), tables, notes })
}

/// A program with or without a feature of `leegality`, and its builds.
struct Lane<'a> {
    title: String,
    program: &'a Program,
    feature: Option<&'a str>,
    /// Or what is missing.
    folder: Result<PathBuf, String>,
    builds: Vec<Build>,
}

impl<'a> Lane<'a> {
    fn new(program: &'a Program, feature: Option<&'a str>, output: &Path) -> Result<Self, String> {
        let title = match feature {
            Some(feature) => format!("{} with `{feature}`", program.title),
            None => program.title.to_owned(),
        };
        let folder = match program.prepare() {
            Ok(folder) => {
                let mut fetch = Command::new(cargo_program());
                succeeded(measure::run(fetch.arg("fetch").current_dir(&folder), output)?, output)?;
                Ok(folder)
            }
            Err(Problem::Missing(what)) => Err(what),
            Err(Problem::Failed(problem)) => return Err(problem),
        };
        Ok(Self { title, program, feature, folder, builds: Vec::new() })
    }

    fn build(&mut self, profile: Profile, output: &Path) -> Result<(), String> {
        let Ok(folder) = &self.folder else { return Ok(()) };
        self.builds.push(build(self.program, self.feature, folder, profile, output)?);
        Ok(())
    }

    /// Seconds of CPU time, round by round.
    fn cpu(&self) -> Vec<f64> {
        self.builds.iter().filter_map(|build| Some(build.cost.cpu?.as_secs_f64())).collect()
    }

    fn row(&self, baseline: &[f64]) -> Row {
        if let Err(missing) = &self.folder {
            return Row::skipped(&self.title, missing);
        }
        let of = |value: fn(&Build) -> f64| Spread::of(self.builds.iter().map(value));
        let cpu = self.cpu();
        let cells = [
            Spread::of(cpu.iter().copied()),
            of(|build| build.cost.wall.as_secs_f64()),
            of(|build| build.crates),
            of(|build| build.kibibytes),
            Spread::of_ratios(&cpu, baseline),
        ];
        Row::measured(&self.title, cells.map(Cell::from).into())
    }
}

struct Build {
    cost: Cost,
    crates: f64,
    kibibytes: f64,
}

fn build(
    program: &Program,
    feature: Option<&str>,
    folder: &Path,
    profile: Profile,
    output: &Path,
) -> Result<Build, String> {
    let target = Target(folder.join("clean"));
    target.remove();
    let mut cargo = Command::new(cargo_program());
    cargo.args(["build", "--offline"]).current_dir(folder).env("CARGO_TARGET_DIR", &target.0);
    cargo.env("CARGO_TERM_COLOR", "never").env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    cargo.args(feature.map(|feature| format!("--features=leegality/{feature}")));
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
