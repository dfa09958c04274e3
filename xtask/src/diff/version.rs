//! Versions of the crates, and where they stand.

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;
use std::str::FromStr;

use crate::diagnostic::Place;
use crate::source::SourceFile;

/// How much a version has to rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bump {
    None,
    Patch,
    Minor,
    Major,
}

impl Bump {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// The lowest version that says so much; cargo takes the first number that is not 0 for the major one.
    pub(super) fn raised(self, bump: Bump) -> Self {
        let Self { major, minor, patch } = self;
        match (bump, major) {
            (Bump::None, _) => self,
            (Bump::Major, 0) => Self { major, minor: minor.saturating_add(1), patch: 0 },
            (Bump::Minor, 0) | (Bump::Patch, _) => Self { major, minor, patch: patch.saturating_add(1) },
            (Bump::Major, _) => Self { major: major.saturating_add(1), minor: 0, patch: 0 },
            (Bump::Minor, _) => Self { major, minor: minor.saturating_add(1), patch: 0 },
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Result<Vec<u64>, _> =
            text.strip_prefix('v').unwrap_or(text).split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok(&[major, minor, patch]) => Ok(Self { major, minor, patch }),
            _ => Err("a version is three numbers, such as 0.1.0".to_owned()),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The manifest of a workspace whose crates share a version.
pub(super) struct Manifest {
    pub(super) version: Version,
    pub(super) place: Place,
}

impl Manifest {
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let file = Rc::new(SourceFile::read(path)?);
        let Some((version, range)) = of_workspace(&file.text) else {
            return Err(format!("{} has no `version = \"0.1.0\"` under `[workspace.package]`", file.name));
        };
        Ok(Self { version, place: Place::new(&file, range) })
    }
}

/// The version under `[workspace.package]`, and where it stands.
pub(super) fn of_workspace(manifest: &str) -> Option<(Version, Range<usize>)> {
    let mut section = "";
    let mut start = 0;
    for line in manifest.split_inclusive('\n') {
        let text = line.trim();
        if text.starts_with('[') {
            section = text;
        } else if section == "[workspace.package]"
            && let Some((key, value)) = text.split_once('=')
            && key.trim() == "version"
        {
            let version = value.trim().split('"').nth(1)?.parse().ok()?;
            let indent = line.len() - line.trim_start().len();
            return Some((version, start + indent..start + indent + text.len()));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Bump, Version, of_workspace};

    #[test]
    fn a_break_raises_the_first_number_that_is_not_zero() {
        for (version, bump, expected) in [
            ("0.1.7", Bump::Major, "0.2.0"),
            ("0.1.7", Bump::Minor, "0.1.8"),
            ("0.1.7", Bump::Patch, "0.1.8"),
            ("0.1.7", Bump::None, "0.1.7"),
            ("1.2.3", Bump::Major, "2.0.0"),
            ("1.2.3", Bump::Minor, "1.3.0"),
            ("v1.2.3", Bump::Patch, "1.2.4"),
        ] {
            assert_eq!(
                version.parse().map(|version: Version| version.raised(bump).to_string()),
                Ok(expected.to_owned())
            );
        }
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-rc.1", "18446744073709551616.0.0"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_version_of_a_workspace() {
        let text = "[package]\nversion = \"9.9.9\"\n[workspace.package]\n  version = \"0.1.0\" # now\n";
        let (version, range) = of_workspace(text).expect("there is one");
        assert_eq!((version.to_string().as_str(), &text[range]), ("0.1.0", "version = \"0.1.0\" # now"));
        assert!(of_workspace("[workspace]\nversion = \"0.1.0\"\n").is_none());
    }
}
