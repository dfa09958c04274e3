//! `cargo xtask release`: whether a tag is that of this version, and what to say about it.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use crate::{Verdict, workspace};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The tag, such as v0.1.0
    #[arg(long)]
    tag: String,
    /// Where to write the changelog's section of this version
    #[arg(long, value_name = "FILE")]
    notes: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let changelog = workspace().join("CHANGELOG.md");
    let changelog = fs::read_to_string(&changelog)
        .map_err(|error| format!("could not read {}: {error}", changelog.display()))?;
    // All crates of the workspace have the same one.
    let notes = notes(&arguments.tag, env!("CARGO_PKG_VERSION"), &changelog)?;
    fs::write(&arguments.notes, notes)
        .map_err(|error| format!("could not write {}: {error}", arguments.notes.display()))?;
    Ok(Verdict::Clean)
}

fn notes(tag: &str, version: &str, changelog: &str) -> Result<String, String> {
    if tag.strip_prefix('v') != Some(version) {
        return Err(format!("the tag of this version is v{version}, not {tag}"));
    }
    let sections = changelog.split("\n## ").skip(1).filter_map(|section| section.split_once('\n'));
    // A section's heading is the version, and may have a date behind it.
    let mut of_version = sections.filter(|(heading, _)| heading.split_whitespace().next() == Some(version));
    match of_version.next().map(|(_, text)| text.trim()) {
        Some(text) if !text.is_empty() => Ok(format!("{text}\n")),
        Some(_) => Err(format!("the section of {version} in CHANGELOG.md is empty")),
        None => Err(format!("CHANGELOG.md has no section `## {version}`; rename `## Unreleased`")),
    }
}

#[cfg(test)]
mod tests {
    use super::notes;

    const CHANGELOG: &str = "# Changelog\n\n## Unreleased\n\n- new\n\n## 1.2.0 (2026-03-01)\n\n- a\n- b\n\n## 1.1.0\n\n## 1.0.0\n\n- c\n";

    #[test]
    fn the_notes_are_those_of_the_version() {
        assert_eq!(notes("v1.2.0", "1.2.0", CHANGELOG).unwrap(), "- a\n- b\n");
        assert_eq!(notes("v1.0.0", "1.0.0", CHANGELOG).unwrap(), "- c\n");
        for (tag, version, problem) in [
            ("v1.2.1", "1.2.0", "the tag of this version is v1.2.0"),
            ("1.2.0", "1.2.0", "the tag of this version is v1.2.0"),
            ("v1.1.0", "1.1.0", "is empty"),
            ("v1.2", "1.2", "no section"),
        ] {
            assert!(notes(tag, version, CHANGELOG).unwrap_err().contains(problem), "{tag}");
        }
    }
}
