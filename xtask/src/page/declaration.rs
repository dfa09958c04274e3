//! Deliberate differences, declared in the spec beside the place they concern:
//!
//! ```yaml
//! x-drift:
//!   - code: drift-sample-code
//!     value: some.code        # where a finding is about one value of several
//!     path: 200.messages[].code   # where the mapping does not define exactly this field
//!     reason: Why the spec does not follow the page.
//! ```

use std::collections::HashSet;

use crate::diagnostic::{Finding, Place};
use crate::page::codes;
use crate::page::compare::{Anchor, Difference};
use crate::page::schema::scalar_text;
use crate::spec::Spec;
use crate::spec::tree::Node;

const KEY: &str = "x-drift";

pub(crate) struct Declarations {
    list: Vec<Declaration>,
    /// What is wrong with those that are none.
    invalid: Vec<Finding>,
}

struct Declaration {
    /// Where the mapping begins that it stands in.
    owner: usize,
    place: Place,
    code: String,
    path: Option<String>,
    value: Option<String>,
    is_used: bool,
}

impl Declarations {
    pub(crate) fn find(spec: &Spec) -> Self {
        let mut declarations = Self { list: Vec::new(), invalid: Vec::new() };
        let mut seen = HashSet::new();
        declarations.collect(spec, &spec.root, &mut seen);
        declarations
    }

    fn collect(&mut self, spec: &Spec, node: &Node, seen: &mut HashSet<(usize, usize)>) {
        // An alias stands where its anchor stands; it declares nothing twice.
        if !seen.insert((node.range.start, node.range.end)) {
            return;
        }
        for entry in node.entries() {
            if entry.key != KEY {
                self.collect(spec, &entry.node, seen);
                continue;
            }
            if entry.node.items().is_empty() {
                let message = "`x-drift` has to be a list of differences, each with `code` and `reason`";
                self.invalid.push(Finding::new(codes::DECLARATION_INVALID, spec.key_place(entry), message));
            }
            for item in entry.node.items() {
                self.add(spec, node.range.start, item);
            }
        }
        for item in node.items() {
            self.collect(spec, item, seen);
        }
    }

    fn add(&mut self, spec: &Spec, owner: usize, item: &Node) {
        let text =
            |key: &str| item.get(key).map(|value| scalar_text(value)).filter(|text| !text.trim().is_empty());
        let place = item.get("code").map_or_else(|| spec.place(item), |code| spec.place(code));
        let code = text("code").unwrap_or_default();
        let problem = if !codes::ALL.iter().any(|known| known.id == code) {
            Some("a declared difference needs a `code` that `cargo xtask explain` knows".to_owned())
        } else if text("reason").is_none() {
            Some(format!("the declared difference `{code}` has no reason"))
        } else {
            item.entries()
                .iter()
                .find(|entry| !["code", "path", "value", "reason"].contains(&entry.key.as_str()))
                .map(|entry| {
                    format!("a declared difference has no `{}`", crate::page::word::shortened(&entry.key))
                })
        };
        match problem {
            Some(problem) => {
                self.invalid.push(Finding::new(codes::DECLARATION_INVALID, place, problem));
            }
            None => self.list.push(Declaration {
                owner,
                place,
                code,
                path: text("path"),
                value: text("value"),
                is_used: false,
            }),
        }
    }

    /// Gives the findings that no declaration silences.
    pub(crate) fn undeclared(&mut self, differences: Vec<Difference>) -> Vec<Finding> {
        differences
            .into_iter()
            .filter_map(|difference| {
                let mut is_declared = false;
                for declaration in &mut self.list {
                    if declaration.silences(&difference) {
                        declaration.is_used = true;
                        is_declared = true;
                    }
                }
                (!is_declared).then_some(difference.finding)
            })
            .collect()
    }

    /// Takes those as used that are about what only a page can have.
    pub(crate) fn excuse_pages(&mut self) {
        let of_pages = [codes::TABLE_UNREFERENCED.id, codes::SECTION_UNKNOWN.id];
        for declaration in self.list.iter_mut().filter(|one| of_pages.contains(&one.code.as_str())) {
            declaration.is_used = true;
        }
    }

    /// Gives what is wrong with the declarations themselves.
    ///
    /// One that matched nothing is a finding, unless it stands where an operation reads it that was not compared.
    pub(crate) fn findings(self, not_compared: &HashSet<usize>) -> Vec<Finding> {
        let unused = self.list.into_iter().filter(|one| !one.is_used && !not_compared.contains(&one.owner));
        let unused = unused.map(|one| {
            let message = format!("the declared difference `{}` does not exist", one.code);
            Finding::new(codes::DECLARATION_UNUSED, one.place, message)
                .help("remove it, or correct its place, its `path` or its `value`")
        });
        self.invalid.into_iter().chain(unused).collect()
    }
}

impl Declaration {
    fn silences(&self, difference: &Difference) -> bool {
        let is_here = match &difference.anchor {
            Anchor::Own(anchors) => {
                anchors.contains(&self.owner)
                    && self.path.as_ref().is_none_or(|path| *path == difference.subject)
            }
            Anchor::Inside(anchors) => {
                anchors.contains(&self.owner) && self.path.as_ref() == Some(&difference.subject)
            }
        };
        is_here && self.code == difference.finding.code.id && self.value == difference.value
    }
}
