//! The pages, and importing them.

use serde_json::Value;

pub(crate) use crate::folder::{Folder, Run, collapsed};

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

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        Self::empty("import", test)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.xtask(arguments).output().unwrap())
    }

    /// Imports a text as a page.
    pub(crate) fn import(&self, page: &str) -> Run {
        self.write("page.txt", page);
        self.run(&["import", "page.txt", "--format", "json"])
    }
}

impl Run {
    /// The code of each finding, and the text at its place.
    pub(crate) fn places(&self, page: &str) -> Vec<(String, String)> {
        let lines: Vec<&str> = page.lines().collect();
        let place = |finding: &Value| {
            let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap() - 1;
            let rest = lines[number("line")].chars().skip(number("column")).collect();
            (finding["code"].as_str().unwrap().to_owned(), rest)
        };
        self.findings().iter().map(place).collect()
    }
}
