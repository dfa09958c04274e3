//! The `leegality` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    leegality_cli::main()
}
