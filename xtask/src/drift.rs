//! `cargo xtask drift`: the vendor's pages, held against the spec.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args;

use crate::Verdict;
use crate::date::Date;
use crate::diagnostic::{self, Finding, Format};
use crate::page::codes;
use crate::page::lock::{self, Lock};
use crate::page::session::Session;
use crate::page::{expand, fetch, operation};
use crate::source::SourceFile;
use crate::spec::{self, Spec};

#[derive(Args)]
pub(crate) struct Arguments {
    /// The documentation pages, as plain text
    #[arg(value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The OpenAPI document, YAML or JSON
    #[arg(long, value_name = "PATH", default_value_os_t = spec::default_path())]
    spec: PathBuf,
    /// Get every page from its address, by curl
    #[arg(long, conflicts_with = "pages")]
    fetch: bool,
    /// Compare what the pages said when they were last read; needs no page
    #[arg(long, conflicts_with = "update_lock")]
    lock: bool,
    /// Record what the pages say now, and compare nothing
    #[arg(long, conflicts_with = "openapi")]
    update_lock: bool,
    /// Where readings are recorded [default: docs.lock.yaml beside the spec]
    #[arg(long, value_name = "PATH")]
    lock_file: Option<PathBuf>,
    /// Report readings of the lock that are older than this
    #[arg(long, value_name = "DAYS", requires = "lock")]
    max_lock_age: Option<u32>,
    /// The day of the reading, instead of today in UTC
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Compare the vendor's own OpenAPI file, YAML or JSON
    #[arg(long, value_name = "FILE")]
    openapi: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let reads_pages = arguments.fetch || !arguments.pages.is_empty();
    if !reads_pages && !arguments.lock && arguments.openapi.is_none() {
        return Err("nothing to do: name a PAGE, or give --fetch, --lock or --openapi FILE".to_owned());
    }
    let spec = Spec::read(&arguments.spec)?;
    let lock_path = arguments.lock_file.clone().unwrap_or_else(|| beside(&arguments.spec));
    let pages = match arguments.fetch {
        true => fetched(&spec, Lock::read_if_any(&lock_path)?.as_ref())?,
        false => arguments
            .pages
            .iter()
            .map(|path| SourceFile::read(path).map(Rc::new))
            .collect::<Result<_, _>>()?,
    };
    let today = arguments.date.unwrap_or_else(Date::today);
    if arguments.update_lock {
        return record(&pages, &lock_path, today);
    }

    let mut session = Session::new(&spec)?;
    if !pages.is_empty() {
        let lock = Lock::read_if_any(&lock_path)?;
        for page in &pages {
            session.page(page, lock.as_ref())?;
        }
    }
    let mut old = Vec::new();
    if arguments.lock {
        let lock = Lock::read(&lock_path)?;
        session.lock(&lock)?;
        if let Some(days) = arguments.max_lock_age {
            old = outdated(&lock, today, i64::from(days));
        }
    }
    if let Some(path) = &arguments.openapi {
        session.openapi(&Spec::read(path)?)?;
    }
    let (mut findings, notes) = session.finish();
    findings.extend(old);
    Ok(diagnostic::report(findings, &notes, arguments.format))
}

fn beside(spec: &Path) -> PathBuf {
    spec.with_file_name("docs.lock.yaml")
}

/// The pages that the lock has readings of, and those that the spec's operations name.
fn fetched(spec: &Spec, lock: Option<&Lock>) -> Result<Vec<Rc<SourceFile>>, String> {
    let known = lock.map(|lock| lock.entries.as_slice()).unwrap_or_default();
    let mut addresses: Vec<String> =
        known.iter().filter_map(|entry| entry.address()).map(str::to_owned).collect();
    for operation in operation::all(spec) {
        let source = operation.source(spec).map(|source| source.value);
        addresses.extend(source.filter(|source| lock.is_none_or(|lock| lock.entry(source).is_none())));
    }
    addresses.dedup();
    if addresses.is_empty() {
        return Err("neither the lock nor the spec's `externalDocs` names a page to fetch".to_owned());
    }
    addresses.iter().map(|address| fetch::page(address)).collect()
}

fn record(pages: &[Rc<SourceFile>], lock_path: &Path, today: Date) -> Result<Verdict, String> {
    let mut readings = Vec::new();
    for page in pages {
        let (facts, _) = expand::read(page)?;
        if facts.source.is_none() {
            return Err(format!(
                "{}: expected `> **Source:** ADDRESS` above the title, found none",
                page.name
            ));
        }
        readings.push(lock::Entry::new(page, facts, today));
    }
    let count = readings.len();
    lock::update(lock_path, readings)?;
    let pages = if count == 1 { "page" } else { "pages" };
    println!("recorded {count} {pages} as of {today} in {}", lock_path.display());
    Ok(Verdict::Clean)
}

fn outdated(lock: &Lock, today: Date, days: i64) -> Vec<Finding> {
    // A reading of tomorrow would not be old for years.
    let is_wrong = |entry: &&lock::Entry| !(0..=days).contains(&today.days_since(entry.read.value));
    let old = lock.entries.iter().filter(is_wrong).map(|entry| {
        let age = today.days_since(entry.read.value);
        let page = entry.address().unwrap_or("the page");
        let message = match age {
            ..0 => format!("{page} was read on {}, which is in the future", entry.read.value),
            0.. => format!("{page} was read {age} days ago"),
        };
        Finding::new(codes::LOCK_OLD, entry.read.place.clone(), message).help(
            "read it again: `cargo xtask drift --fetch`, then `cargo xtask drift --fetch --update-lock`",
        )
    });
    old.collect()
}
