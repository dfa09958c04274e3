//! `cargo xtask import`: the spec of an endpoint, from its page.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;

use crate::Verdict;
use crate::diagnostic::{self, Format};
use crate::page::import::{Imported, import};
use crate::source::SourceFile;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The documentation page, as plain text
    #[arg(value_name = "PAGE")]
    page: PathBuf,
    /// Where to write the spec, instead of stdout; a file that exists is left alone
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let page = Rc::new(SourceFile::read(&arguments.page)?);
    let (text, left) = match import(&page)? {
        Imported::Document { text, left } => (text, left),
        Imported::Findings(findings) => return Ok(diagnostic::report(findings, &[], arguments.format)),
    };
    match &arguments.output {
        None => print!("{text}"),
        Some(path) => write(path, &text)?,
    }
    let file = arguments.output.as_deref().unwrap_or(Path::new("FILE")).display();
    eprintln!("{left} descriptions are left to write; `cargo xtask validate --spec {file}` lists them");
    Ok(Verdict::Clean)
}

/// Writes a file that is not there yet: what stands there may have been worked on.
fn write(path: &Path, text: &str) -> Result<(), String> {
    let problem = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            format!("{} exists already; remove it, or take another FILE", path.display())
        }
        _ => format!("could not write {}: {error}", path.display()),
    };
    let mut file = File::create_new(path).map_err(problem)?;
    file.write_all(text.as_bytes()).map_err(problem)
}
