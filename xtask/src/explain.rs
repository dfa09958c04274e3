//! `cargo xtask explain CODE`.

use clap::Args;

use crate::Verdict;
use crate::diagnostic::Code;
use crate::{page, spec};

#[derive(Args)]
pub(crate) struct Arguments {
    /// A code, as a finding shows it; without one, all codes are listed
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    match &arguments.code {
        None => {
            for code in all() {
                println!("{:<28} {}", code.id, code.title);
            }
        }
        Some(id) => {
            let code = all()
                .find(|code| code.id == id)
                .ok_or_else(|| format!("there is no code `{id}`; `cargo xtask explain` lists all of them"))?;
            println!("{}: {} ({})\n\n{}", code.id, code.title, code.severity.name(), code.explanation);
        }
    }
    Ok(Verdict::Clean)
}

fn all() -> impl Iterator<Item = &'static Code> {
    let of_diff = spec::diff::codes::ALL.iter().chain(spec::diff::codes::schema::ALL);
    spec::codes::ALL.iter().chain(page::codes::ALL).chain(page::import::codes::ALL).chain(of_diff).copied()
}
