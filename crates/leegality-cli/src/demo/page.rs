//! How the demo looks to a person.

use std::env;
use std::io::{self, IsTerminal};

use leegality::Consent;

use crate::demo::step::{Check, Fact, Step, Way};
use crate::demo::summary::Summary;
use crate::text::{count, printable, wrap};

const LABEL_WIDTH: usize = 11;
const TEXT_WIDTH: usize = 62;

/// Lays out text for standard output: coloured on a terminal, unless `NO_COLOR` is set.
pub(crate) struct Page {
    destination: Destination,
    colours: Colours,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    Terminal,
    Elsewhere,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Colours {
    On,
    Off,
}

impl Page {
    pub(crate) fn of_terminal() -> Self {
        if !io::stdout().is_terminal() {
            return Self { destination: Destination::Elsewhere, colours: Colours::Off };
        }
        let is_unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        // An older console of Windows would show the escape sequences themselves.
        let is_unable = cfg!(windows) || env::var_os("TERM").is_none_or(|terminal| terminal == "dumb");
        let colours = if is_unwanted || is_unable { Colours::Off } else { Colours::On };
        Self { destination: Destination::Terminal, colours }
    }

    pub(crate) fn opening(&self) -> String {
        let title = self.bold("leegality demo");
        let out = "command ──▶ wrapper ──▶ generated client ──▶ HTTP ──▶ stand-in";
        let back = "   ◀──────────────────── and back ────────────────────◀";
        format!(
            "\n{title}\n\n\
             Both calls, all the way, against a stand-in for Leegality on this machine:\n\n\
             \x20 {out}\n\x20 {back}\n\n\
             No account, no network: nothing leaves this machine, nothing is legally signed.\n\n"
        )
    }

    pub(crate) fn step(&self, number: usize, step: &Step) -> String {
        let mut text = format!("{}\n\n", self.bold(&format!("{number}  {}", step.title)));
        for fact in &step.facts {
            text += &self.fact(fact);
        }
        text.push('\n');
        for check in &step.checks {
            text += &self.check(check);
        }
        text.push('\n');
        text
    }

    pub(crate) fn ending(&self, summary: &Summary) -> String {
        let Summary { steps, steps_as_expected, signed, refused, not_sent, unknown, .. } = summary;
        let verdict = if summary.as_expected {
            self.green(&format!("All {steps} steps came out as they should."))
        } else {
            self.red(&format!("Only {steps_as_expected} of {steps} steps came out as they should."))
        };
        let requests = count(summary.requests as u64, "request", "requests");
        let connections = count(summary.connections, "connection", "connections");
        let title = self.bold("Summary");
        let next = self.bold("Next");
        format!(
            "{title}\n\n\
             \x20  {verdict}\n\n\
             \x20  {signed} signed     the server said so, and there is a receipt\n\
             \x20  {refused} refused    the server answered, and this call signed nothing\n\
             \x20  {not_sent} not sent   stopped before anything was sent\n\
             \x20  {unknown} unknown    would mean: look the document up before anything else\n\n\
             \x20  {requests} over {connections}, all of them to the stand-in on this machine.\n\
             \x20  Nothing left this machine, and nothing was legally signed.\n\n\
             {next}\n\n\
             \x20  leegality mock           a stand-in that stays, to try the commands below with\n\
             \x20  leegality login --help\n\
             \x20  leegality sign --help\n\n"
        )
    }

    fn fact(&self, fact: &Fact) -> String {
        let mark = match fact.way {
            Way::Nowhere => " ",
            Way::Out => "▼",
            Way::Back => "▲",
        };
        let label = self.dim(&format!("{mark} {:LABEL_WIDTH$}", fact.label));
        let lines: Vec<String> = fact.lines.iter().flat_map(|line| self.lines(line)).collect();
        let indent = format!("\n{:1$}", "", LABEL_WIDTH + 6);
        format!("   {label} {}\n", lines.join(&indent))
    }

    /// The statement stays in one piece where a program may look for it.
    fn lines(&self, text: &str) -> Vec<String> {
        let text = printable(text);
        if text == Consent::STATEMENT && self.destination == Destination::Elsewhere {
            vec![text]
        } else {
            wrap(&text, TEXT_WIDTH)
        }
    }

    fn check(&self, check: &Check) -> String {
        let (what, found) = (check.what, printable(&check.found()));
        if check.passed() {
            format!("   {} {what}: {found}\n", self.green("✓"))
        } else {
            format!("   {} {what}: {found}, and it should be: {}\n", self.red("✗"), check.expected())
        }
    }

    fn bold(&self, text: &str) -> String {
        self.styled("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.styled("2", text)
    }

    fn green(&self, text: &str) -> String {
        self.styled("32", text)
    }

    fn red(&self, text: &str) -> String {
        self.styled("31", text)
    }

    fn styled(&self, style: &str, text: &str) -> String {
        match self.colours {
            Colours::On => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
            Colours::Off => text.to_owned(),
        }
    }
}
