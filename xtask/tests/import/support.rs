//! Running the command in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The pages, by their names.
pub(crate) const PAGES: [(&str, &str); 8] = [
    ("add-note", include_str!("pages/add-note.txt")),
    ("book-pickup", include_str!("pages/book-pickup.txt")),
    ("cancel-pickup", include_str!("pages/cancel-pickup.txt")),
    ("change-delivery", include_str!("pages/change-delivery.txt")),
    ("list-depots", include_str!("pages/list-depots.txt")),
    ("odd-names", include_str!("pages/odd-names.txt")),
    ("replace-route", include_str!("pages/replace-route.txt")),
    ("track-parcel", include_str!("pages/track-parcel.txt")),
];

pub(crate) fn page(name: &str) -> &'static str {
    PAGES.iter().find(|(known, _)| *known == name).unwrap().1
}

pub(crate) struct Folder(PathBuf);

#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = command.current_dir(&self.0).args(arguments).output().unwrap();
        Run {
            exit: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Imports a text as a page.
    pub(crate) fn import(&self, page: &str) -> Run {
        self.write("page.txt", page);
        self.run(&["import", "page.txt", "--format", "json"])
    }
}

impl Run {
    /// The code of each finding, and the text at its place.
    pub(crate) fn findings(&self, page: &str) -> Vec<(String, String)> {
        let json: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{self:?}"));
        let lines: Vec<&str> = page.lines().collect();
        let finding = |finding: &Value| {
            let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap() - 1;
            let line = lines[number("line")];
            let rest = line.chars().skip(number("column")).collect();
            (finding["code"].as_str().unwrap().to_owned(), rest)
        };
        json["findings"].as_array().unwrap().iter().map(finding).collect()
    }
}

/// A page whose line breaks became spaces.
pub(crate) fn collapsed(page: &str) -> String {
    page.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
