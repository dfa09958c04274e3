//! `cargo xtask generate`: what the published crates package, from what people edit.

mod client;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::rc::Rc;

use clap::Args;

use crate::source::SourceFile;
use crate::spec::{self, Spec, json, surface, tree};
use crate::{Verdict, workspace};

/// The crates that are published, each with a copy of the licences.
const PUBLISHED: [&str; 4] = ["leegality", "leegality-api", "leegality-cli", "leegality-mock"];
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

#[derive(Args)]
pub(crate) struct Arguments {
    /// Write nothing; exit with 1 when a file is stale
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    let mut stale = 0;

    let spec = Spec::read(&spec::default_path())?;
    let target = workspace().join("crates/leegality-api/openapi.json");
    let before = read(&target)?;
    let derived = json::derive(&spec.root)?;
    if ensure_contents(&target, before.as_deref(), &derived, mode)? == State::Stale {
        stale += 1;
        show_surface(before, &spec);
    }

    // From the packaged spec as it lies there now.
    for (name, text) in client::generated()? {
        let target = workspace().join("crates/leegality-api/src/generated").join(name);
        if ensure_contents(&target, read(&target)?.as_deref(), &text, mode)? == State::Stale {
            stale += 1;
        }
    }

    for licence in LICENCES {
        let text =
            fs::read_to_string(workspace().join(licence)).map_err(|error| format!("{licence}: {error}"))?;
        for krate in PUBLISHED {
            let target = workspace().join("crates").join(krate).join(licence);
            if ensure_contents(&target, read(&target)?.as_deref(), &text, mode)? == State::Stale {
                stale += 1;
            }
        }
    }
    Ok(match stale {
        0 => {
            println!("all generated files are up to date");
            Verdict::Clean
        }
        _ => mode.verdict(),
    })
}

#[derive(Clone, Copy)]
enum Mode {
    Write,
    Check,
}

impl Mode {
    /// What a stale file amounts to.
    fn verdict(self) -> Verdict {
        match self {
            Self::Write => Verdict::Clean,
            Self::Check => Verdict::Findings,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Current,
    Stale,
}

fn ensure_contents(path: &Path, before: Option<&str>, contents: &str, mode: Mode) -> Result<State, String> {
    if before == Some(contents) {
        return Ok(State::Current);
    }
    let shown = shown(path);
    match mode {
        Mode::Check => eprintln!("{shown} is stale; run `cargo xtask generate`"),
        Mode::Write => {
            fs::write(path, contents).map_err(|error| format!("could not write {shown}: {error}"))?;
            println!("wrote {shown}");
        }
    }
    Ok(State::Stale)
}

/// Says what the new spec changes in the interface of the generated client.
fn show_surface(before: Option<String>, spec: &Spec) {
    let old = before.map(|text| tree::parse(&SourceFile::new("openapi.json".to_owned(), text)));
    // A file that cannot be read any more had no interface.
    let old = old.and_then(Result::ok).map(|root: Rc<tree::Node>| surface::of(&root)).unwrap_or_default();
    let changes = surface::changes(&old, &surface::of(&spec.root));
    if changes.is_empty() {
        println!("no change of the generated client's interface that this summary follows");
    } else {
        println!("the interface of the generated client changes:\n{}", changes.join("\n"));
    }
}

fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("could not read {}: {error}", shown(path))),
    }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(workspace()).unwrap_or(path).display().to_string()
}
