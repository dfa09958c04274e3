//! The maintainer's tool: `cargo xtask COMMAND`.

mod generate;
mod spec;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps what derives from the spec in step with it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = false)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Derive crates/leegality-api/openapi.json from spec/leegality.yaml
    Generate(generate::Arguments),
}

/// What a command found out; a command that could not run is an error instead.
enum Verdict {
    Clean,
    Findings,
}

fn main() -> ExitCode {
    let verdict = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
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
