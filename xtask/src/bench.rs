//! `cargo xtask bench`: what the project costs, beside what others cost, in one run.

mod build;
mod call;
mod load;
mod measure;
mod path;
mod program;
mod report;
mod server;
mod spec;
mod spread;
mod tools;

use clap::{Args, Subcommand};

use crate::Verdict;
use report::{Format, Report};

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
    /// How the tables are printed
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
}

#[derive(Subcommand)]
enum What {
    /// Time validate, drift and diff beside linters and differs of others
    Tools(tools::Arguments),
    /// Count what a signing call takes in this client and in others
    Call(call::Arguments),
    /// Measure clean builds of programs with one call
    Build(build::Arguments),
    /// Measure how many signing calls a second go through, with many in flight
    Load(load::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let report: Report = match &arguments.what {
        What::Tools(arguments) => tools::run(arguments)?,
        What::Call(arguments) => call::run(arguments)?,
        What::Build(arguments) => build::run(arguments)?,
        What::Load(arguments) => load::run(arguments)?,
    };
    report::print(&report, arguments.format)?;
    Ok(Verdict::Clean)
}

/// As it was typed.
fn command() -> String {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    format!("cargo xtask {}", arguments.join(" "))
}
