//! OLD and NEW: a file, or a document in a revision of git.

use std::path::Path;
use std::process::Command;

use crate::diff::version::{self, Version};
use crate::source::SourceFile;
use crate::spec::Spec;

const SPEC: &str = "spec/leegality.yaml";

/// A document to compare.
pub(super) struct Source {
    pub(super) spec: Spec,
    /// The version that the crates had in its revision, if it is of one.
    pub(super) version: Option<Version>,
}

pub(super) fn read(name: &str) -> Result<Source, String> {
    let path = Path::new(name);
    if path.exists() && !path.is_dir() {
        return Ok(Source { spec: Spec::read(path)?, version: None });
    }
    let object = match name {
        "" => {
            return Err("an empty name is no document; name a file, a revision, or REVISION:PATH".to_owned());
        }
        _ if name.contains(':') => name.to_owned(),
        _ => format!("{name}:{SPEC}"),
    };
    let text = blob(&object).map_err(|problem| {
        format!(
            "`{name}` is no file, and git has no `{object}` ({problem}); name a file, a revision such as `HEAD~1`, or \
             REVISION:PATH"
        )
    })?;
    let revision = name.split(':').next().unwrap_or_default();
    // A file of the index, `:path`, is of no revision.
    let manifest = if revision.is_empty() { None } else { blob(&format!("{revision}:Cargo.toml")).ok() };
    let version = manifest.and_then(|text| version::of_workspace(&text).map(|(version, _)| version));
    Ok(Source { spec: Spec::parse(SourceFile::new(object, text))?, version })
}

/// The text of an object of git.
fn blob(object: &str) -> Result<String, String> {
    if object.starts_with('-') {
        return Err("a revision does not begin with `-`".to_owned());
    }
    let output = Command::new("git")
        .args(["cat-file", "blob", object])
        .output()
        .map_err(|error| format!("git could not be run: {error}"))?;
    if !output.status.success() {
        let problem = String::from_utf8_lossy(&output.stderr);
        return Err(problem.trim().lines().next().unwrap_or("git does not say why").to_owned());
    }
    String::from_utf8(output.stdout).map_err(|_| "it is not UTF-8".to_owned())
}
