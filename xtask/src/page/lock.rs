//! What the pages said when they were last read: facts, none of the vendor's sentences.

mod read;
mod write;

use std::fs;
use std::path::Path;
use std::rc::Rc;

use hmac_sha256::Hash;

use crate::date::Date;
use crate::page::compare::protocol::same_address;
use crate::page::facts::{Fact, Facts};
use crate::page::sample::hex;
use crate::source::SourceFile;
use crate::spec::Spec;

pub(crate) struct Lock {
    pub(crate) file: Rc<SourceFile>,
    /// In the order of their addresses.
    pub(crate) entries: Vec<Entry>,
}

pub(crate) struct Entry {
    /// On which the page was read.
    pub(crate) read: Fact<Date>,
    /// Of the page's text with white space normalized.
    pub(crate) sha256: String,
    pub(crate) facts: Facts,
}

impl Lock {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let document = Spec::read(path)?;
        let entries = read::entries(&document)?;
        Ok(Self { file: document.file, entries })
    }

    /// Reads the lock; none if there is no such file.
    pub(crate) fn read_if_any(path: &Path) -> Result<Option<Self>, String> {
        if path.exists() { Self::read(path).map(Some) } else { Ok(None) }
    }

    pub(crate) fn entry(&self, source: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.address().is_some_and(|address| same_address(address, source)))
    }
}

impl Entry {
    pub(crate) fn new(file: &SourceFile, facts: Facts, read: Date) -> Self {
        let read = Fact::new(read, facts.place.clone());
        Self { read, sha256: fingerprint(&file.text), facts }
    }

    pub(crate) fn address(&self) -> Option<&str> {
        self.facts.source.as_ref().map(|source| source.value.as_str())
    }

    /// Whether another reading of the page found the same facts.
    pub(crate) fn has_facts_of(&self, other: &Facts) -> bool {
        write::facts(&self.facts) == write::facts(other)
    }
}

/// Writes the lock with new readings in the place of older ones of the same pages.
pub(crate) fn update(path: &Path, new: Vec<Entry>) -> Result<(), String> {
    let old = Lock::read_if_any(path)?.map(|lock| lock.entries).unwrap_or_default();
    let is_replaced = |entry: &Entry| {
        new.iter()
            .any(|new| new.address().zip(entry.address()).is_some_and(|(new, old)| same_address(new, old)))
    };
    let mut entries: Vec<Entry> = old.into_iter().filter(|entry| !is_replaced(entry)).collect();
    entries.extend(new);
    entries.sort_by(|a, b| a.address().cmp(&b.address()));
    fs::write(path, write::document(&entries))
        .map_err(|error| format!("could not write {}: {error}", path.display()))
}

/// The SHA-256 of a page's text, whatever became of its line breaks.
pub(crate) fn fingerprint(text: &str) -> String {
    let words: Vec<&str> = text.trim_start_matches('\u{feff}').split_ascii_whitespace().collect();
    hex(&Hash::hash(words.join(" ").as_bytes()))
}
