//! `cargo xtask validate`: every problem of the spec, in one run.

use std::path::PathBuf;

use clap::Args;

use crate::Verdict;
use crate::diagnostic::{self, Format};
use crate::spec::{self, Spec, lint};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The OpenAPI document, YAML or JSON
    #[arg(long, value_name = "PATH", default_value_os_t = spec::default_path())]
    spec: PathBuf,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let spec = Spec::read(&arguments.spec)?;
    Ok(diagnostic::report(lint::lint(&spec), &[], arguments.format))
}
