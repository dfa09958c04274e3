//! The parts of `docs/reliability.md` that tests write.

use std::sync::{Mutex, PoisonError};
use std::{env, fs};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reliability.md");

/// The tests of one binary run at the same time.
static DOCUMENT: Mutex<()> = Mutex::new(());

/// What stands between two lines of the document, both of them comments.
#[derive(Debug)]
pub struct Section {
    /// The line before, which names the command.
    pub begin: &'static str,
    /// The line after.
    pub end: &'static str,
}

impl Section {
    /// Asserts that the document says `current` here. With `UPDATE_RELIABILITY` set, writes it there.
    pub fn compare(&self, current: &str) {
        if self.update(current) == Update::Done {
            return;
        }
        let text = read();
        let (_, section, _) = self.split(&text);
        assert!(
            section == current,
            "docs/reliability.md is out of date; the command in this line writes it anew:\n{}\n{current}",
            self.begin
        );
    }

    /// Writes `current` into the document if `UPDATE_RELIABILITY` is set: for what differs from run to run.
    pub fn update(&self, current: &str) -> Update {
        if env::var_os("UPDATE_RELIABILITY").is_none() {
            return Update::NotAskedFor;
        }
        let _alone = DOCUMENT.lock().unwrap_or_else(PoisonError::into_inner);
        let text = read();
        let (before, _, after) = self.split(&text);
        fs::write(PATH, format!("{before}{}\n{current}{}\n{after}", self.begin, self.end)).unwrap();
        Update::Done
    }

    /// What is before the section and its line, in it, and after its last line.
    fn split<'a>(&self, text: &'a str) -> (&'a str, &'a str, &'a str) {
        let (before, rest) = text
            .split_once(&format!("{}\n", self.begin))
            .unwrap_or_else(|| panic!("docs/reliability.md has no line {:?}", self.begin));
        let (section, after) = rest
            .split_once(&format!("{}\n", self.end))
            .unwrap_or_else(|| panic!("docs/reliability.md has no line {:?} behind that", self.end));
        (before, section, after)
    }
}

/// Whether a section was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// It was.
    Done,
    /// `UPDATE_RELIABILITY` is not set.
    NotAskedFor,
}

/// The document, with the line ends that it was written with: a checkout on Windows may have others.
fn read() -> String {
    fs::read_to_string(PATH).expect("docs/reliability.md can be read").replace("\r\n", "\n")
}
