//! Findings for people: an excerpt with carets, and what to do.

use std::io::IsTerminal;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Finding, Severity};

pub(crate) fn render(findings: &[Finding]) -> String {
    let is_colourful = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if is_colourful { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings {
        text.push_str(&renderer.render(&[group(finding)]));
        text.push_str("\n\n");
    }
    text.push_str(&summary(findings));
    text
}

fn group(finding: &Finding) -> Group<'_> {
    let level = match finding.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        finding.related.iter().partition(|(place, _)| Rc::ptr_eq(&place.file, &finding.place.file));
    let annotations = here
        .iter()
        .map(|(place, what)| AnnotationKind::Context.span(place.range.clone()).label(what.as_str()))
        .chain([AnnotationKind::Primary.span(finding.place.range.clone())]);
    let snippet = Snippet::source(finding.place.file.text.as_str())
        .path(finding.place.file.name.as_str())
        .annotations(annotations);
    let mut group = level.primary_title(finding.message.as_str()).id(finding.code.id).element(snippet);
    for (place, what) in elsewhere {
        group = group.element(
            Snippet::source(place.file.text.as_str())
                .path(place.file.name.as_str())
                .annotation(AnnotationKind::Context.span(place.range.clone()).label(what.as_str())),
        );
    }
    match &finding.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn summary(findings: &[Finding]) -> String {
    match findings {
        [] => "no findings\n".to_owned(),
        [one] => format!("1 finding; `cargo xtask explain {}` says more\n", one.code.id),
        [first, ..] => {
            format!(
                "{} findings; `cargo xtask explain {}` says more, for instance\n",
                findings.len(),
                first.code.id
            )
        }
    }
}
