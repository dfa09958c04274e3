//! What a change of the spec means for the versions of the crates.

use std::collections::{BTreeSet, HashSet};

use heck::ToPascalCase;

use crate::diagnostic::{Code, Finding, Severity};
use crate::diff::version::{Bump, Manifest, Version};
use crate::spec::diff::Changes;
use crate::spec::diff::codes::{self, schema};
use crate::spec::{Spec, surface};

/// What the public face of `leegality` shows of the spec: the consent, the calls, what they ask for and what they answer,
/// the documented codes and the environments. All else is behind it, and no type of the generated crate is in a
/// signature, so that it is no break of `leegality` when something else breaks.
const SHOWN: &[&Code] = &[
    codes::CONSENT,
    codes::CONSENT_HISTORY,
    codes::NOT_COMPARED,
    codes::OPERATION_REMOVED,
    codes::REQUIRED_BODY_ADDED,
    codes::REQUIRED_PARAMETER_ADDED,
    codes::PARAMETER_BECAME_REQUIRED,
    codes::SERVER_REMOVED,
    codes::SERVER_CHANGED,
    schema::REQUIRED_FIELD_ADDED,
    schema::REQUEST_FIELD_REMOVED,
    schema::REQUEST_FIELD_REQUIRED,
    schema::RESPONSE_FIELD_REMOVED,
    schema::CODE_REMOVED,
    schema::CODE_STATUS,
];

/// A published crate, and how much its version has to rise.
pub(super) struct Crate {
    pub(super) name: &'static str,
    pub(super) bump: Bump,
}

/// The version that the crates had, and what they need now.
pub(super) struct Versions {
    pub(super) before: Version,
    /// What the changes amount to by themselves.
    pub(super) spec: Bump,
    pub(super) crates: [Crate; 2],
    /// What changes in the Rust interface of the generated crate.
    pub(super) interface: Vec<String>,
}

impl Versions {
    pub(super) fn new(changes: &Changes, old: &Spec, new: &Spec, before: Version) -> Self {
        let (old, new) = (surface::of(&old.root), surface::of(&new.root));
        let spec = changes.findings.iter().map(|finding| level(finding.code)).max().unwrap_or(Bump::None);
        let generated = spec.max(interface(&old, &new, &changes.request_schemas));
        let wrapper =
            changes.findings.iter().map(|finding| of_wrapper(finding.code)).max().unwrap_or(Bump::None);
        let crates =
            [Crate { name: "leegality-api", bump: generated }, Crate { name: "leegality", bump: wrapper }];
        Self { before, spec, crates, interface: surface::changes(&old, &new) }
    }

    /// What all crates need, since they share a version.
    pub(super) fn bump(&self) -> Bump {
        self.crates.iter().map(|it| it.bump).max().unwrap_or(self.spec)
    }

    pub(super) fn needed(&self) -> Version {
        self.before.raised(self.bump())
    }

    /// The finding that the crates do not have the version.
    pub(super) fn too_low(&self, manifest: &Manifest) -> Finding {
        let message = format!(
            "the crates have {}, and this change needs {} or more after {}",
            manifest.version,
            self.needed(),
            self.before
        );
        Finding::new(codes::VERSION, manifest.place.clone(), message)
    }
}

fn level(code: &Code) -> Bump {
    match code.severity {
        Severity::Error | Severity::Warning | Severity::Breaking => Bump::Major,
        Severity::Additive => Bump::Minor,
        Severity::Cosmetic => Bump::Patch,
    }
}

fn of_wrapper(code: &Code) -> Bump {
    match level(code) {
        Bump::Major if SHOWN.iter().all(|shown| shown.id != code.id) => Bump::Minor,
        level => level,
    }
}

/// What the lines of the generated crate's interface amount to: a line that goes breaks, and so does a field that comes
/// to a struct that users write, which is each that a request reaches.
fn interface(old: &BTreeSet<String>, new: &BTreeSet<String>, request_schemas: &HashSet<String>) -> Bump {
    if !old.is_subset(new) {
        return Bump::Major;
    }
    let written: HashSet<String> = request_schemas.iter().map(|name| name.to_pascal_case()).collect();
    let breaks = |line: &String| {
        let field = line.strip_prefix("types::").and_then(|line| line.split_once("::"));
        field.is_some_and(|(name, _)| written.contains(name) && is_struct(old, name))
    };
    new.difference(old)
        .map(|line| if breaks(line) { Bump::Major } else { Bump::Minor })
        .max()
        .unwrap_or(Bump::None)
}

fn is_struct(lines: &BTreeSet<String>, name: &str) -> bool {
    let line = format!("types::{name}");
    lines.contains(&line) || lines.contains(&format!("{line}, which refuses unknown fields"))
}
