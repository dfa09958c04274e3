//! What a benchmark found, as Markdown for the documents or as JSON.

use clap::ValueEnum;
use serde::Serialize;

use crate::bench::spread::Spread;

#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum Format {
    /// Markdown, as the documents have it
    #[default]
    Markdown,
    Json,
}

#[derive(Serialize)]
pub(super) struct Report {
    /// What was run to get it.
    pub(super) command: String,
    pub(super) tables: Vec<Table>,
    pub(super) notes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Table {
    pub(super) title: String,
    /// Of the cells; the first column has the names of the rows.
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Row>,
}

#[derive(Serialize)]
pub(super) struct Row {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) result: Result,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Result {
    Cells(Vec<Cell>),
    /// What is missing.
    Skipped(String),
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Spread(Spread),
    Nothing(()),
}

impl Row {
    pub(super) fn measured(name: impl Into<String>, cells: Vec<Cell>) -> Self {
        Self { name: name.into(), result: Result::Cells(cells) }
    }

    pub(super) fn skipped(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { name: name.into(), result: Result::Skipped(reason.into()) }
    }
}

impl From<Option<Spread>> for Cell {
    fn from(spread: Option<Spread>) -> Self {
        spread.map_or(Self::Nothing(()), Self::Spread)
    }
}

pub(super) fn print(report: &Report, format: Format) -> std::result::Result<(), String> {
    match format {
        Format::Markdown => print!("{}", markdown(report)),
        Format::Json => {
            let json = serde_json::to_string_pretty(report);
            println!("{}", json.map_err(|error| format!("the report is no JSON: {error}"))?);
        }
    }
    Ok(())
}

fn markdown(report: &Report) -> String {
    let mut text = format!("`{}`\n", report.command);
    for table in &report.tables {
        let columns = table.columns.join(" | ");
        text += &format!("\n| {} | {columns} |\n|---|{}\n", table.title, "---|".repeat(table.columns.len()));
        for row in &table.rows {
            let cells = match &row.result {
                Result::Cells(cells) => cells.iter().map(shown).collect::<Vec<_>>(),
                Result::Skipped(reason) => std::iter::once(format!("skipped: {reason}"))
                    .chain(std::iter::repeat_n(String::new(), table.columns.len() - 1))
                    .collect(),
            };
            text += &format!("| {} | {} |\n", row.name, cells.join(" | "));
        }
    }
    if !report.notes.is_empty() {
        text.push('\n');
    }
    for note in &report.notes {
        text += &format!("- {note}\n");
    }
    text
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Spread(spread) => spread.to_string(),
        Cell::Nothing(()) => String::new(),
    }
}
