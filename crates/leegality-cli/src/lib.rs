//! What the `leegality` command does.
//!
//! A library, so that it can be fuzzed. It is no interface: the command is.

#![deny(missing_docs)]

mod cli;
mod completions;
mod consent;
mod demo;
mod exit;
mod failure;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod interrupt;
mod logging;
mod login;
mod mock;
mod output;
mod record_file;
mod server_message;
mod sign;
mod text;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::exit::Exit;
use crate::failure::Failure;

/// Does what the command line says, and tells how it ended.
#[doc(hidden)]
pub fn main() -> ExitCode {
    let cli = match cli::parse() {
        Ok(cli) => cli,
        Err(exit) => return exit.into(),
    };
    logging::start(&cli);
    let format = cli.output;
    run(cli).unwrap_or_else(|failure| failure.report(format)).into()
}

fn run(cli: Cli) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::usage("the system gives no threads to work with").caused_by(&error))?;
    let result = runtime.block_on(async {
        match cli.command {
            Command::Demo => demo::run(cli.output).await,
            Command::Consent => consent::run(cli.output),
            Command::Sign(arguments) => sign::run(arguments, cli.output).await,
            Command::Login(arguments) => login::run(arguments, cli.output).await,
            Command::Mock(arguments) => mock::run(arguments).await,
            Command::Completions(arguments) => completions::run(&arguments),
        }
    });
    // Not dropped: that would wait for a name lookup that an interruption left behind.
    runtime.shutdown_background();
    result
}
