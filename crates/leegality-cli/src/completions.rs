//! `leegality completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;

pub(crate) const HELP: &str = "\
Example:
  source <(leegality completions bash)
  leegality completions zsh > ~/.zfunc/_leegality
  leegality completions fish > ~/.config/fish/completions/leegality.fish";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The shell that completes
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    // Into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "leegality", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Success)
}
