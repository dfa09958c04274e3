//! Running the command in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub(crate) struct Folder(PathBuf);

/// What a run of the command came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    /// For one test of a kind of tests.
    pub(crate) fn empty(kind: &str, test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(kind).join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    pub(crate) fn xtask(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(self.path()).args(arguments);
        command
    }
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            exit: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The findings of a run with `--format json`.
    pub(crate) fn findings(&self) -> Vec<Value> {
        let json: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{self:?}"));
        json["findings"].as_array().unwrap().clone()
    }
}

/// A page whose line breaks became spaces.
pub(crate) fn collapsed(page: &str) -> String {
    page.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
