//! `leegality consent`.

use leegality::Consent;
use serde::Serialize;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Format};

#[derive(Serialize)]
struct Statement {
    statement: &'static str,
    sha256: String,
}

pub(crate) fn run(format: Format) -> Result<Exit, Failure> {
    match format {
        Format::Human => output::print(&format!("{}\n", Consent::STATEMENT))?,
        Format::Json => output::print_json(&Statement {
            statement: Consent::STATEMENT,
            sha256: Consent::statement_sha256(),
        })?,
    }
    Ok(Exit::Success)
}
