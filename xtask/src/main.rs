//! The maintainer's tool: `cargo xtask COMMAND`.

mod bench;
mod ci;
mod date;
mod diagnostic;
mod diff;
mod drift;
mod explain;
mod generate;
mod import;
mod nightly;
mod page;
mod release;
mod scratch;
mod source;
mod spec;
mod stand_in;
mod validate;
mod yaml;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps what derives from the spec in step with it.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = false,
    after_help = "Exit codes: 0 nothing to report; 1 findings, warnings among them, or a break; 2 could not run."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Derive the packaged spec and the generated client from spec/leegality.yaml
    Generate(generate::Arguments),
    /// Check the spec: everything that is wrong with it, in one run
    Validate(validate::Arguments),
    /// Hold the vendor's documentation pages against the spec
    Drift(drift::Arguments),
    /// Say what changed between two specs, and what version that needs
    Diff(diff::Arguments),
    /// Write a spec from the documentation page of an endpoint
    Import(import::Arguments),
    /// Read the pages, and decide what the issue about them is to say
    Nightly(nightly::Arguments),
    /// Hold a tag against the version and the changelog
    Release(release::Arguments),
    /// Run every gate, and say how long each took
    Ci(ci::Arguments),
    /// Measure what the project costs, beside what others cost
    Bench(bench::Arguments),
    /// Say what a code means and what to do about it
    Explain(explain::Arguments),
}

/// What a command found out; a command that could not run is an error instead.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Clean,
    Findings,
}

fn main() -> ExitCode {
    let verdict = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Drift(arguments) => drift::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Nightly(arguments) => nightly::run(&arguments),
        Command::Release(arguments) => release::run(&arguments),
        Command::Ci(arguments) => ci::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    };
    match verdict {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// The folder that this workspace is checked out in.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A file of this workspace, as a path from the current folder where that is possible.
fn in_workspace(name: &str) -> PathBuf {
    let path = workspace().join(name);
    match env::current_dir() {
        Ok(here) => path.strip_prefix(here).map(Path::to_path_buf).unwrap_or(path),
        Err(_) => path,
    }
}

/// The cargo that runs this tool.
fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Where the workspace is built, and what is kept between runs.
fn target_folder() -> PathBuf {
    workspace().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}
