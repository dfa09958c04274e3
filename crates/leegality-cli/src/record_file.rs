//! The file that signing records are appended to.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use leegality::SigningRecord;

use crate::failure::Failure;
use crate::output;
use crate::text::printable;

/// A file of records, one line of JSON each. It is opened before anything is sent, so that a signature is not made and
/// then not written down.
pub(crate) struct RecordFile {
    path: PathBuf,
    file: File,
}

impl RecordFile {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let file = OpenOptions::new().append(true).create(true).open(path).map_err(|error| {
            let shown = path.display();
            Failure::usage(format!(
                "the record file {shown} cannot be opened for appending; nothing was sent"
            ))
            .caused_by(&error)
        })?;
        Ok(Self { path: path.to_owned(), file })
    }

    /// Appends a record. The call is over by now, so a failure is a warning that holds the record itself.
    pub(crate) fn append(&mut self, record: &SigningRecord) {
        let Ok(line) = output::json(record) else { return };
        if let Err(error) = self.write(&line) {
            let path = self.path.display().to_string();
            let path = printable(&path);
            output::say(&format!(
                "warning: the record could not be written to {path}; keep this line instead"
            ));
            output::say(&format!("caused by: {error}"));
            output::say(&line);
        }
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        // In one piece, so that records of several processes do not mix.
        self.file.write_all(format!("{line}\n").as_bytes())?;
        match self.file.sync_all() {
            // A pipe or a terminal has nothing to sync.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            result => result,
        }
    }
}
