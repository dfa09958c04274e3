//! Where the spec deliberately says something else than the page: an `x-drift` beside the place, with the reason.

use crate::diagnostic::Code;
use crate::page::codes as drift;
use crate::page::compare::Difference;
use crate::page::facts::{Kind, parent};
use crate::page::import::model::{Model, Side};
use crate::yaml::Yaml;

/// A place of the spec that a difference can be declared at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot(String);

impl Spot {
    /// The schema of a body.
    pub(super) fn body(root: &str) -> Self {
        Self(root.to_owned())
    }

    pub(super) fn property(component: &str, name: &str) -> Self {
        Self(format!("{component} {name}"))
    }

    /// The items of a property.
    pub(super) fn items(&self) -> Self {
        Self(format!("{}[]", self.0))
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Declaration {
    spot: Spot,
    code: &'static str,
    value: Option<String>,
    path: Option<String>,
    reason: &'static str,
}

#[derive(Debug, Default)]
pub(super) struct Declarations(Vec<Declaration>);

impl Declarations {
    /// Declares what follows from the rules of the spec, and gives back the other differences.
    pub(super) fn of(differences: Vec<Difference>, model: &Model<'_>) -> (Self, Vec<Difference>) {
        let mut declarations = Self::default();
        let mut others = Vec::new();
        for difference in differences {
            match declaration(&difference, model) {
                Some(declaration) if declarations.0.contains(&declaration) => {}
                Some(declaration) => declarations.0.push(declaration),
                None => others.push(difference),
            }
        }
        (declarations, others)
    }

    /// The value of `x-drift` at a place, if something is declared there.
    pub(super) fn at(&self, spot: &Spot) -> Option<Yaml> {
        let here = self.0.iter().filter(|declaration| declaration.spot == *spot);
        let list: Vec<_> = here.map(Declaration::entry).collect();
        (!list.is_empty()).then_some(Yaml::List(list))
    }
}

impl Declaration {
    fn entry(&self) -> Yaml {
        let mut entry = vec![("code", Yaml::text(self.code))];
        entry.extend(self.value.as_ref().map(|value| ("value", Yaml::text(value))));
        entry.extend(self.path.as_ref().map(|path| ("path", Yaml::text(path))));
        entry.push(("reason", Yaml::text(self.reason)));
        Yaml::map(entry)
    }
}

fn declaration(difference: &Difference, model: &Model<'_>) -> Option<Declaration> {
    let (subject, code) = (difference.subject.as_str(), difference.finding.code);
    if code.id == drift::SAMPLE_UNKNOWN_FIELD.id {
        return Some(Declaration {
            spot: open_object(subject, model)?,
            code: code.id,
            value: None,
            path: Some(subject.to_owned()),
            reason: "The page says that it is an object, and only its sample shows what may be in it.",
        });
    }
    let (reason, is_everywhere) = reason(code, Side::of(subject))?;
    Some(Declaration {
        spot: spot(subject, model)?,
        code: code.id,
        value: difference.value.clone(),
        path: (!is_everywhere).then(|| subject.to_owned()),
        reason,
    })
}

/// Why the spec does not follow the page, and whether that holds wherever the type occurs.
fn reason(code: &'static Code, side: Side) -> Option<(&'static str, bool)> {
    let is_answer = side != Side::Request;
    Some(match code.id {
        id if id == drift::FIELD_REQUIRED.id && is_answer => {
            ("Answers are read leniently: a field that is missing one day must not fail the rest.", true)
        }
        id if id == drift::SAMPLE_CODE.id => {
            ("The page's own example shows this code, and its list of codes does not have it.", true)
        }
        id if id == drift::SAMPLE_NOT_ALLOWED.id && is_answer => {
            ("The page's own sample shows another value than its list has.", false)
        }
        id if id == drift::FIELD_MISSING_ON_PAGE.id && is_answer => (
            "The page has it under another status. The generator gives an operation one type for all of them.",
            false,
        ),
        id if id == drift::NESTED_MISSING_ON_PAGE.id && is_answer => (
            "The page says what it holds under another status, and the schema is one for all of them.",
            false,
        ),
        id if id == drift::VALUE_MISSING_ON_PAGE.id && is_answer => {
            ("The page lists it under another status, and the schema is one for all of them.", false)
        }
        _ => return None,
    })
}

/// The object without a table that a path lies in.
fn open_object(subject: &str, model: &Model<'_>) -> Option<Spot> {
    let mut outer = parent(subject)?;
    let class = loop {
        match model.class_at(outer) {
            Some(class) => break class,
            None => outer = parent(outer)?,
        }
    };
    let below = &subject[outer.len() + 1..];
    let property = class.properties.iter().find(|property| {
        below.strip_prefix(property.name.as_str()).is_some_and(|rest| rest.starts_with('.'))
    })?;
    let is_open = property.kind() == Kind::Object && model.class_of(&property.fields).is_none();
    is_open.then(|| Spot::property(&class.name, &property.name))
}

fn spot(subject: &str, model: &Model<'_>) -> Option<Spot> {
    let Some(outer) = parent(subject) else { return Some(Spot::body(subject)) };
    if subject.ends_with("[]") {
        return spot(outer, model).map(|array| array.items());
    }
    let class = model.class_at(outer)?;
    Some(Spot::property(&class.name, &subject[outer.len() + 1..]))
}
