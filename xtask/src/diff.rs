//! `cargo xtask diff`: what changed between two specs, and what versions that needs.

mod output;
mod source;
mod version;
mod versions;

use std::path::PathBuf;

use clap::Args;

use crate::Verdict;
use crate::diagnostic::{Format, Severity};
use crate::spec::diff;

use versions::Versions;

const HELP: &str = "\
OLD and NEW are files, or revisions as git spells them: `v0.1.0` is spec/leegality.yaml in that revision, and \
`v0.1.0:some/spec.yaml` another file of it. A file that exists wins.

Exit code: 0 when nothing breaks, 1 when something does, 2 when the comparison could not run. With --against-version \
only the version counts: 0 when the crates have the one that the change needs, even if it breaks, and 1 when they have \
a lower one. In CI:

    cargo xtask diff v0.1.0 spec/leegality.yaml --against-version 0.1.0

Changes have the level that they have for programs that make the calls. What the change needs of `leegality-api` is \
at least that, and `major` when its Rust interface loses something, or when a struct that users write gets a field. \
`leegality` hides the generated types, so it needs `major` only for what it shows: the consent statement, calls, what \
they ask for and answer, documented codes, environments. All crates share one version, so the higher bump counts.

With --format json, `changes` are the changes, each with its `code`, `level`, `message`, `old` and `new` place, `bump` is what \
they need by themselves, `crates` and `release` what the crates need, `interface` the lines of the Rust interface that come \
and go, and `findings` what --against-version has to say.";

#[derive(Args)]
#[command(after_long_help = HELP)]
pub(crate) struct Arguments {
    /// The document as it was: a file, a revision, or REVISION:PATH
    old: String,
    /// The document as it is
    new: String,
    /// Fail unless the crates' version is far enough above this one [default: what Cargo.toml had in OLD's revision]
    #[arg(long, value_name = "VERSION", num_args = 0..=1)]
    against_version: Option<Option<version::Version>>,
    /// The manifest that has the crates' version
    #[arg(long, value_name = "PATH", default_value_os_t = crate::in_workspace("Cargo.toml"), hide_default_value = true)]
    manifest: PathBuf,
    /// How changes are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let old = source::read(&arguments.old)?;
    let new = source::read(&arguments.new)?;
    let changes = diff::compare(&old.spec, &new.spec)?;
    let breaks = changes.findings.iter().any(|finding| finding.code.severity == Severity::Breaking);

    let manifest = version::Manifest::read(&arguments.manifest)?;
    let before = match &arguments.against_version {
        Some(Some(version)) => *version,
        Some(None) => old.version.ok_or(
            "--against-version needs a version here, such as `--against-version 0.1.0`: OLD is no revision whose Cargo.toml could tell it",
        )?,
        None => old.version.unwrap_or(manifest.version),
    };
    let versions = Versions::new(&changes, &old.spec, &new.spec, before);
    let mut findings = changes.findings;
    let is_low = arguments.against_version.is_some() && manifest.version < versions.needed();
    if is_low {
        findings.insert(0, versions.too_low(&manifest));
    }
    output::print(&findings, &versions, arguments.format);
    let fails = if arguments.against_version.is_some() { is_low } else { breaks };
    Ok(if fails { Verdict::Findings } else { Verdict::Clean })
}
