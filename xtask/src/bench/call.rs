//! `cargo xtask bench call`: what a signing call costs in a client.

mod valgrind;

use std::path::PathBuf;
use std::process::Command;

use clap::Args;

use crate::bench::measure;
use crate::bench::program::{PROGRAMS, Problem, Program, REQWEST};
use crate::bench::report::{Cell, Report, Row, Table};
use crate::bench::spread::Spread;
use crate::bench::{command, path, server};
use crate::scratch::Scratch;
use valgrind::Count;

/// Start-up is what a run of few calls and a run of many have in common.
const COUNTED: [u32; 2] = [100, 600];
const TIMED: [u32; 2] = [1000, 11_000];

#[derive(Args)]
pub(crate) struct Arguments {
    /// How often each program runs
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

pub(super) fn run(arguments: &Arguments) -> Result<Report, String> {
    let base_url = server::start()?;
    let scratch = Scratch::new("bench")?;
    let valgrind = path::find("valgrind");
    let mut lanes = Vec::new();
    for program in &PROGRAMS {
        lanes.push(Lane::new(program, program.title.to_owned(), &[])?);
        if program.folder == "leegality" {
            lanes.push(Lane::new(program, "`leegality`, an invitation at hand".to_owned(), &["kept"])?);
        }
    }

    for _ in 0..arguments.rounds {
        for lane in &mut lanes {
            let Ok(program) = &lane.program else { continue };
            let run = |calls: u32| {
                let mut command = Command::new(program);
                command.arg(&base_url).arg(calls.to_string()).args(lane.arguments);
                command
            };
            if let Some(valgrind) = &valgrind {
                for (count, into) in [
                    (Count::Instructions, &mut lane.instructions),
                    (Count::Allocations, &mut lane.allocations),
                ] {
                    let [few, many] = COUNTED.map(|calls| valgrind::count(valgrind, count, &run(calls)));
                    into.push(per_call(COUNTED, [few?, many?]));
                }
            }
            let output = scratch.0.join("output");
            let mut costs = Vec::new();
            for calls in TIMED {
                let (status, cost) = measure::run(&mut run(calls), &output)?;
                if !status.success() {
                    let said = std::fs::read_to_string(&output).unwrap_or_default();
                    return Err(format!("{}: {status}: {}", lane.title, said.trim()));
                }
                costs.push(cost);
            }
            if let [few, many] = costs[..] {
                let micros = [few.wall, many.wall].map(|wall| wall.as_secs_f64() * 1e6);
                lane.wall.push(per_call(TIMED, micros));
                if let Some(micros) = few.cpu.zip(many.cpu) {
                    lane.cpu.push(per_call(TIMED, [micros.0, micros.1].map(|cpu| cpu.as_secs_f64() * 1e6)));
                }
            }
        }
    }

    let baseline = lanes.iter().find(|lane| lane.title == REQWEST.title);
    let rows = lanes.iter().map(|lane| lane.row(baseline)).collect();
    let mut notes = vec![
        format!(
            "median (least to most) of {} rounds; over keep-alive, to a server on loopback",
            arguments.rounds
        ),
        format!(
            "instructions and allocations by valgrind: ({} calls - {} calls) / {}; time in the same way, with more calls",
            COUNTED[1],
            COUNTED[0],
            COUNTED[1] - COUNTED[0]
        ),
        "reqwest by hand has no time-outs, no limit on the answer's size and no record".to_owned(),
        "`leegality` hashes each sign URL; valgrind counts that without the processor's instructions for it"
            .to_owned(),
    ];
    if valgrind.is_none() {
        notes.push("skipped: instructions and allocations; valgrind is not on the PATH".to_owned());
    }
    let columns = vec!["instructions", "allocations", "wall, µs", "CPU, µs", "instructions / reqwest's"];
    let table = Table { title: "a signing call".to_owned(), columns, rows };
    Ok(Report { command: command(), tables: vec![table], notes })
}

/// Without what a run of no calls would take.
fn per_call([few, many]: [u32; 2], [with_few, with_many]: [f64; 2]) -> f64 {
    (with_many - with_few) / f64::from(many - few)
}

/// A program on its way.
struct Lane {
    title: String,
    arguments: &'static [&'static str],
    /// Or what is missing.
    program: Result<PathBuf, String>,
    instructions: Vec<f64>,
    allocations: Vec<f64>,
    /// In microseconds.
    wall: Vec<f64>,
    /// In microseconds.
    cpu: Vec<f64>,
}

impl Lane {
    fn new(program: &Program, title: String, arguments: &'static [&'static str]) -> Result<Self, String> {
        let program = match program.build() {
            Ok(built) => Ok(built),
            Err(Problem::Missing(what)) => Err(what),
            Err(Problem::Failed(problem)) => return Err(problem),
        };
        let [instructions, allocations, wall, cpu] = Default::default();
        Ok(Self { title, arguments, program, instructions, allocations, wall, cpu })
    }

    fn row(&self, baseline: Option<&Self>) -> Row {
        if let Err(missing) = &self.program {
            return Row::skipped(&self.title, missing);
        }
        let of = |values: &[f64]| Spread::of(values.iter().copied());
        let ratio =
            baseline.and_then(|baseline| Spread::of_ratios(&self.instructions, &baseline.instructions));
        let cells = [of(&self.instructions), of(&self.allocations), of(&self.wall), of(&self.cpu), ratio];
        Row::measured(&self.title, cells.map(Cell::from).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_up_is_not_counted() {
        // A start-up of 5,000,000, and 80,000 for each call.
        assert_eq!(per_call([100, 600], [13_000_000.0, 53_000_000.0]), 80_000.0);
        assert_eq!(per_call([100, 600], [7_000.0, 7_000.0]), 0.0);
    }
}
