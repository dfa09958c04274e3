//! From the page of an endpoint to a spec of it.
//!
//! The page's facts become a document. The document is read again and held against the page: what is written has to
//! say what was read, or else the page says what no spec can say, and the finding points at it.

pub(crate) mod codes;
mod declarations;
mod document;
mod examples;
mod model;
mod names;
mod refusals;
mod schemas;

use std::rc::Rc;

use crate::diagnostic::{Finding, Place};
use crate::page::compare::{self, Difference};
use crate::page::expand;
use crate::page::facts::{Facts, Origin};
use crate::page::import::declarations::Declarations;
use crate::page::import::model::Model;
use crate::page::operation;
use crate::page::session::Session;
use crate::source::SourceFile;
use crate::spec::{Spec, lint, tree};

pub(crate) enum Imported {
    Document {
        text: String,
        /// How many descriptions and meanings there are to be written.
        left: usize,
    },
    /// What stands in the way.
    Findings(Vec<Finding>),
}

/// Reads a page and writes the spec of its endpoint. An error says where it is no page of the grammar.
pub(crate) fn import(file: &Rc<SourceFile>) -> Result<Imported, String> {
    let (facts, _) = expand::read(file)?;
    let mut findings = refusals::find(&facts);
    let model = Model::new(&facts, &mut findings);
    let draft = document::write(&facts, &model, &Declarations::default(), &mut findings)?;
    if !findings.is_empty() {
        return Ok(Imported::Findings(findings));
    }

    // The rules of the spec make some differences, and each of them is declared in it.
    let differences = differences(&facts, &read(draft)?)?;
    let (declarations, others) = Declarations::of(differences, &model);
    findings.extend(others.into_iter().map(|difference| of_page(difference.finding, &facts)));
    let text = document::write(&facts, &model, &declarations, &mut findings)?;
    let spec = read(text.clone())?;
    let (left, wrong) = lint::lint(&spec).into_iter().partition::<Vec<_>, _>(is_left_to_write);
    findings.extend(in_page(wrong, &spec, &facts)?);
    if findings.is_empty() {
        let mut session = Session::new(&spec)?;
        session.page(file, None)?;
        findings.extend(session.finish().0.into_iter().map(|finding| of_page(finding, &facts)));
    }
    Ok(match findings.is_empty() {
        true => Imported::Document { text, left: left.len() },
        false => Imported::Findings(findings),
    })
}

fn read(text: String) -> Result<Spec, String> {
    let file = Rc::new(SourceFile::new("the imported spec".to_owned(), text));
    let root = tree::parse(&file)?;
    Ok(Spec { file, root })
}

fn differences(facts: &Facts, spec: &Spec) -> Result<Vec<Difference>, String> {
    let operations = operation::all(spec);
    let [operation] = operations.as_slice() else {
        return Err("the imported spec has to have one operation".to_owned());
    };
    let (of_spec, _) = operation.facts(spec, Origin::Spec)?;
    Ok(compare::compare(facts, &of_spec).differences)
}

fn is_left_to_write(finding: &Finding) -> bool {
    finding.code.id.starts_with("undescribed-")
}

/// A difference between the page and what was made of it, without the side that nobody wrote.
fn of_page(finding: Finding, facts: &Facts) -> Finding {
    let is_ours = |place: &Place| Rc::ptr_eq(&place.file, &facts.place.file);
    let place = if is_ours(&finding.place) { finding.place } else { facts.place.clone() };
    let related = finding.related.into_iter().filter(|(place, _)| is_ours(place)).collect();
    Finding { place, related, ..finding }
        .help("the page contradicts itself, or says what no spec can say: decide, and correct a copy of it")
}

/// What `validate` would find, where the page says it.
fn in_page(wrong: Vec<Finding>, spec: &Spec, facts: &Facts) -> Result<Vec<Finding>, String> {
    if wrong.is_empty() {
        return Ok(Vec::new());
    }
    let mut sides: Vec<(usize, Place)> = Vec::new();
    for operation in operation::all(spec) {
        let (of_spec, _) = operation.facts(spec, Origin::Spec)?;
        let mut pair = |spec: &Place, page: &Place| sides.push((spec.range.start, page.clone()));
        pair(&of_spec.path.place, &facts.path.place);
        pair(&of_spec.method.place, &facts.method.place);
        for ours in of_spec.parameters.iter().chain(&of_spec.fields) {
            let mut fields = facts.parameters.iter().chain(&facts.fields);
            if let Some(field) = fields.find(|field| field.path == ours.path) {
                pair(&ours.place, &field.place);
                ours.allowed.iter().for_each(|value| pair(&value.place, &field.place));
            }
        }
        for server in &of_spec.servers {
            if let Some(other) = facts.servers.iter().find(|other| other.name == server.name) {
                pair(&server.url.place, &other.url.place);
            }
        }
    }
    sides.sort_by_key(|(start, _)| *start);
    let nearest = |start: usize| {
        let before = sides.partition_point(|(side, _)| *side <= start);
        sides.get(before.saturating_sub(1)).map_or(&facts.place, |(_, place)| place).clone()
    };
    let moved = wrong.into_iter().map(|finding| {
        let place = nearest(finding.place.range.start);
        Finding { place, related: Vec::new(), ..finding }
    });
    Ok(moved.collect())
}
