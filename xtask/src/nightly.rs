//! `cargo xtask nightly`: the pages, held against the spec while nobody looks, and what the one issue about them is to say.
//!
//! It decides and writes files. The workflow `nightly.yml` does what was decided.

mod issue;
mod record;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use clap::Args;

use crate::date::Date;
use crate::page::lock::Lock;
use crate::{Verdict, spec};
use issue::{Action, Night};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Holds open.md, the text of the open issue, if there is one; gets body.md and comment.md, and keeps from night to
    /// night how often the pages could not be read
    #[arg(long, value_name = "PATH")]
    folder: PathBuf,
    /// The day of the last commit
    #[arg(long, value_name = "YYYY-MM-DD")]
    last_commit: Date,
    /// The OpenAPI document, YAML or JSON
    #[arg(long, value_name = "PATH", default_value_os_t = spec::default_path())]
    spec: PathBuf,
    /// The day, instead of today in UTC
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

/// Prints `issue=` and `record=`, as a step of a workflow hands on what it found out.
pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let Arguments { folder, last_commit, spec, date } = arguments;
    let today = date.unwrap_or_else(Date::today);
    // What is wrong here is no matter of the pages.
    spec::Spec::read(spec)?;
    let oldest_reading = oldest_reading(spec)?;
    let night = read_pages(spec)?;

    fs::create_dir_all(folder).map_err(|error| problem(folder, &error))?;
    let count = folder.join("could-not-run");
    let failures = read_if_any(&count)?.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    let open = read_if_any(&folder.join("open.md"))?;
    let decision = issue::decide(&night, failures, open.as_deref(), today);
    let record = record::decide(&night, oldest_reading, *last_commit, today);

    write(&count, &decision.failures.to_string())?;
    let (action, body, comment) = match &decision.action {
        Action::Leave => ("leave", None, None),
        Action::Open { body } => ("open", Some(body), None),
        Action::Update { body, comment } => ("update", Some(body), comment.as_ref()),
        Action::Close { comment } => ("close", None, Some(comment)),
    };
    for (name, text) in [("body.md", body), ("comment.md", comment)] {
        let path = folder.join(name);
        match text {
            Some(text) => write(&path, text)?,
            // What an earlier night had to say.
            None if path.exists() => fs::remove_file(&path).map_err(|error| problem(&path, &error))?,
            None => {}
        }
    }
    println!("issue={action}\nrecord={}", record.as_str());
    Ok(Verdict::Clean)
}

/// `drift --fetch`, in a process of its own: whatever becomes of it is an answer.
fn read_pages(spec: &Path) -> Result<Night, String> {
    let program = env::current_exe().map_err(|error| format!("this program is not to be found: {error}"))?;
    let output = Command::new(&program)
        .args(["drift", "--fetch", "--spec"])
        .arg(spec)
        .output()
        .map_err(|error| problem(&program, &error))?;
    let report = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    eprint!("{report}");
    Ok(match output.status.code() {
        Some(0) => Night::Clean,
        Some(1) => Night::Findings(report),
        _ => Night::CouldNotRun(report),
    })
}

fn oldest_reading(spec: &Path) -> Result<Option<Date>, String> {
    let lock = Lock::read_if_any(&spec.with_file_name("docs.lock.yaml"))?;
    Ok(lock.and_then(|lock| lock.entries.iter().map(|entry| entry.read.value).min()))
}

fn read_if_any(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(problem(path, &error)),
    }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| problem(path, &error))
}

fn problem(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
