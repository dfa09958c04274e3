//! Running the command in a folder of its own, on copies of the pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub(crate) const PARCEL: &str = include_str!("../pages/create-parcel.txt");
pub(crate) const LABEL: &str = include_str!("../pages/print-label.txt");
pub(crate) const SPEC: &str = include_str!("../pages/spec.yaml");

/// A folder with both pages and the spec.
pub(crate) struct Folder(PathBuf);

/// What the command found.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drift").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("parcel.txt", PARCEL);
        folder.write("label.txt", LABEL);
        folder.write("spec.yaml", SPEC);
        folder
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

    /// Replaces a text that has to be there.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replace(from, to));
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.current_dir(&self.0).arg("drift").args(["--spec", "spec.yaml"]).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// Runs with JSON.
    pub(crate) fn drift(&self, arguments: &[&str]) -> Run {
        self.run(&[arguments, &["--format", "json"]].concat())
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

    pub(crate) fn findings(&self) -> Vec<Value> {
        let json: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{self:?}"));
        json["findings"].as_array().unwrap().clone()
    }

    pub(crate) fn codes(&self) -> Vec<String> {
        self.findings().iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    }

    #[track_caller]
    pub(crate) fn assert_clean(&self) {
        assert_eq!((self.exit, self.codes()), (0, vec![]), "{self:?}");
    }

    #[track_caller]
    pub(crate) fn assert_codes(&self, codes: &[&str]) {
        assert_eq!(self.codes(), codes, "{self:?}");
        assert_eq!(self.exit, i32::from(!codes.is_empty()), "{self:?}");
    }
}

/// A page whose line breaks became spaces.
pub(crate) fn collapsed(page: &str) -> String {
    page.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
