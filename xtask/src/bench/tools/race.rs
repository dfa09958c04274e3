//! Rounds in which every tool runs once.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::bench::measure::{self, Cost};
use crate::bench::report::{Cell, Row};
use crate::bench::spread::Spread;
use crate::bench::tools::contestant::{self, Contestant, Subject, Task};

/// A row for each tool.
pub(super) fn rows(subject: &Subject, xtask: &Path, folder: &Path, rounds: u32) -> Result<Vec<Row>, String> {
    let ours = contestant::ours(subject, xtask);
    let others = contestant::others(subject, folder)?;
    let mut lanes: Vec<Lane> = ours.into_iter().chain(others).map(Lane::new).collect();
    race(&mut lanes, folder, rounds)?;

    let mut rows = Vec::new();
    for task in [Task::Check, Task::Compare] {
        let lanes = || lanes.iter().filter(|lane| lane.contestant.task == task);
        let ours = lanes().find(|lane| lane.contestant.is_ours);
        rows.extend(lanes().map(|lane| lane.row(ours.filter(|_| !lane.contestant.is_ours))));
    }
    Ok(rows)
}

/// What this tool takes for an operation, in specs of two sizes.
pub(super) fn growth(
    subjects: &[&Subject; 2],
    xtask: &Path,
    folder: &Path,
    rounds: u32,
) -> Result<Vec<Row>, String> {
    let [smaller, larger] = subjects.map(|subject| contestant::ours(subject, xtask));
    let mut lanes: Vec<Lane> = smaller.into_iter().chain(larger).map(Lane::new).collect();
    race(&mut lanes, folder, rounds)?;

    let (smaller, larger) = lanes.split_at(lanes.len() / 2);
    let size = |subject: &Subject| u32::try_from(subject.operations).map(f64::from);
    let sizes = size(subjects[0]).and_then(|smaller| Ok(size(subjects[1])? / smaller));
    let times = sizes.map_err(|_| "too many operations".to_owned())?;
    let rows = smaller.iter().zip(larger).map(|(smaller, larger)| {
        let name = smaller.contestant.name.clone();
        match smaller.problem().or(larger.problem()) {
            Some(problem) => Row::skipped(name, problem),
            None => {
                let (smaller, larger) = (smaller.cpu(), larger.cpu());
                let each: Vec<f64> = larger.iter().map(|cost| cost / times).collect();
                let cells: [Option<Spread>; 3] =
                    [Spread::of(smaller.clone()), Spread::of(larger), Spread::of_ratios(&each, &smaller)];
                Row::measured(name, cells.map(Cell::from).into())
            }
        }
    });
    Ok(rows.collect())
}

/// A tool on its way.
struct Lane {
    contestant: Contestant,
    costs: Vec<Cost>,
    failure: Option<String>,
}

fn race(lanes: &mut [Lane], folder: &Path, rounds: u32) -> Result<(), String> {
    // The first round finds files that are not in memory yet.
    for round in 0..=rounds {
        for lane in &mut *lanes {
            lane.run(folder);
            if round == 0 {
                lane.costs.clear();
            }
        }
    }
    // Of others a row says it; that ours does not work is no result.
    let failed = lanes.iter().find(|lane| lane.contestant.is_ours && lane.failure.is_some());
    match failed.and_then(|lane| Some((lane, lane.failure.as_ref()?))) {
        Some((lane, failure)) => Err(format!("{}: {failure}", lane.contestant.name)),
        None => Ok(()),
    }
}

impl Lane {
    fn new(contestant: Contestant) -> Self {
        Self { contestant, costs: Vec::new(), failure: None }
    }

    fn run(&mut self, folder: &Path) {
        let Ok(calls) = &self.contestant.calls else { return };
        if self.failure.is_some() {
            return;
        }
        let output = folder.join("output");
        let mut total: Option<Cost> = None;
        for call in calls {
            let mut command = Command::new(&call.program);
            // Nobody's settings, and nothing that goes over the network.
            command.args(&call.arguments).current_dir(folder).env("NO_COLOR", "1");
            command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
            match measure::run(&mut command, &output) {
                Ok((status, cost)) if status.code().is_some_and(|code| call.fine.contains(&code)) => {
                    total = Some(total.map_or(cost, |total| total.plus(cost)));
                }
                Ok((status, _)) => {
                    let said = fs::read_to_string(&output).unwrap_or_default();
                    let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
                    self.failure = Some(format!("it failed with {status}: {}", last.trim()));
                    return;
                }
                Err(problem) => {
                    self.failure = Some(problem);
                    return;
                }
            }
        }
        self.costs.extend(total);
    }

    fn problem(&self) -> Option<&str> {
        let missing = self.contestant.calls.as_ref().err();
        missing.or(self.failure.as_ref()).map(String::as_str)
    }

    /// With what ours took over what it took, if it is not ours.
    fn row(&self, ours: Option<&Self>) -> Row {
        if let Some(problem) = self.problem() {
            return Row::skipped(self.contestant.name.clone(), problem);
        }
        let ours = ours.filter(|ours| ours.problem().is_none());
        let cells = [
            Spread::of(self.wall()),
            Spread::of(self.cpu()),
            ours.and_then(|ours| Spread::of_ratios(&ours.wall(), &self.wall())),
            ours.and_then(|ours| Spread::of_ratios(&ours.cpu(), &self.cpu())),
        ];
        Row::measured(self.contestant.name.clone(), cells.map(Cell::from).into())
    }

    /// In milliseconds.
    fn wall(&self) -> Vec<f64> {
        self.costs.iter().map(|cost| cost.wall.as_secs_f64() * 1000.0).collect()
    }

    /// In milliseconds; nothing where the system does not tell it.
    fn cpu(&self) -> Vec<f64> {
        self.costs.iter().filter_map(|cost| cost.cpu).map(|cpu| cpu.as_secs_f64() * 1000.0).collect()
    }
}
