//! Running the command on copies of the pages.

use std::process::Command;

pub(crate) use crate::folder::{Folder, Run, collapsed};

pub(crate) const PARCEL: &str = include_str!("../pages/create-parcel.txt");
pub(crate) const LABEL: &str = include_str!("../pages/print-label.txt");
pub(crate) const SPEC: &str = include_str!("../pages/spec.yaml");

impl Folder {
    /// With both pages and the spec.
    pub(crate) fn new(test: &str) -> Self {
        let folder = Self::empty("drift", test);
        folder.write("parcel.txt", PARCEL);
        folder.write("label.txt", LABEL);
        folder.write("spec.yaml", SPEC);
        folder
    }

    /// Replaces a text that has to be there.
    pub(crate) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replace(from, to));
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        self.xtask(&[&["drift", "--spec", "spec.yaml"], arguments].concat())
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
