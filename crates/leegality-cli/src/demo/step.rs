//! One step of the demo: what happened, and whether it is what should happen.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A step with what there is to tell about it.
#[derive(Serialize)]
pub(crate) struct Step {
    pub(crate) title: &'static str,
    #[serde(serialize_with = "as_object")]
    pub(crate) facts: Vec<Fact>,
    pub(crate) checks: Vec<Check>,
    pub(crate) ended: Ended,
}

/// Something that a person may want to see.
pub(crate) struct Fact {
    pub(crate) way: Way,
    pub(crate) label: &'static str,
    pub(crate) lines: Vec<String>,
}

/// In which direction a fact travels.
#[derive(Clone, Copy)]
pub(crate) enum Way {
    Nowhere,
    Out,
    Back,
}

/// Something that should be so.
#[derive(Serialize)]
pub(crate) struct Check {
    pub(crate) what: &'static str,
    expected: Value,
    found: Value,
}

/// How the call of a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Ended {
    NoCall,
    LoggedIn,
    Signed,
    NotSent,
    Refused,
    Unknown,
}

impl Step {
    pub(crate) fn new(title: &'static str) -> Self {
        Self { title, facts: Vec::new(), checks: Vec::new(), ended: Ended::NoCall }
    }

    pub(crate) fn fact(&mut self, label: &'static str, text: impl Into<String>) {
        self.facts.push(Fact { way: Way::Nowhere, label, lines: vec![text.into()] });
    }

    /// Something on its way to the server.
    pub(crate) fn out(&mut self, label: &'static str, text: impl Into<String>) {
        self.facts.push(Fact { way: Way::Out, label, lines: vec![text.into()] });
    }

    pub(crate) fn out_lines(&mut self, label: &'static str, lines: Vec<String>) {
        self.facts.push(Fact { way: Way::Out, label, lines });
    }

    /// Something on its way back.
    pub(crate) fn back(&mut self, label: &'static str, text: impl Into<String>) {
        self.facts.push(Fact { way: Way::Back, label, lines: vec![text.into()] });
    }

    pub(crate) fn expect(&mut self, what: &'static str, expected: impl Into<Value>, found: impl Into<Value>) {
        self.checks.push(Check { what, expected: expected.into(), found: found.into() });
    }

    pub(crate) fn as_expected(&self) -> bool {
        self.checks.iter().all(Check::passed)
    }
}

impl Check {
    pub(crate) fn passed(&self) -> bool {
        self.expected == self.found
    }

    pub(crate) fn expected(&self) -> String {
        text(&self.expected)
    }

    pub(crate) fn found(&self) -> String {
        text(&self.found)
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn as_object<S: Serializer>(facts: &[Fact], serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_map(Some(facts.len()))?;
    for fact in facts {
        match fact.lines.as_slice() {
            [line] => object.serialize_entry(fact.label, line)?,
            lines => object.serialize_entry(fact.label, lines)?,
        }
    }
    object.end()
}

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn one_check_that_fails_is_enough() {
        let mut step = Step::new("a step");
        step.expect("the call ended", "signed", "signed");
        assert!(step.as_expected());
        step.expect("signatures in the ledger", 1, 2);
        assert!(!step.as_expected());
    }
}
