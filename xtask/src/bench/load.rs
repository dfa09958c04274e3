//! `cargo xtask bench load`: how many signing calls a second go through.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde_json::Value;

use crate::bench::program::{self, LOAD, Problem};
use crate::bench::report::{Cell, Report, Row, Table};
use crate::bench::spread::Spread;
use crate::bench::{command, path};
use crate::scratch::Scratch;
use crate::stand_in::{Profile, StandIn};

const SCRIPT: &str = include_str!("load/signing.lua");
const COLUMNS: &[&str] = &["calls a second", "wrk, requests a second", "calls / requests"];

#[derive(Args)]
pub(crate) struct Arguments {
    /// How often each is run
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many calls `leegality` makes in a run
    #[arg(long, value_name = "N", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=500_000))]
    calls: u32,
    /// How many are in flight; 1, 16 and 256, if none is named
    #[arg(long, value_name = "N")]
    in_flight: Vec<u32>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Report, String> {
    let scratch = Scratch::new("bench")?;
    let program = match LOAD.build() {
        Ok(program) => program,
        Err(Problem::Missing(problem) | Problem::Failed(problem)) => return Err(problem),
    };
    let wrk = path::find("wrk");
    let usual = [1, 16, 256];
    let in_flight = if arguments.in_flight.is_empty() { &usual[..] } else { &arguments.in_flight };
    let mut rows = Vec::new();
    for &in_flight in in_flight {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..arguments.rounds {
            let run = Run::new(arguments.calls, in_flight, &scratch.0)?;
            ours.push(run.leegality(&program)?);
            if let Some(wrk) = &wrk {
                let run = Run::new(arguments.calls, in_flight, &scratch.0)?;
                theirs.push(run.wrk(wrk)?);
            }
        }
        let ratio = Spread::of_ratios(&ours, &theirs);
        let cells = [Spread::of(ours), Spread::of(theirs), ratio];
        rows.push(Row::measured(in_flight.to_string(), cells.map(Cell::from).into()));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut notes = vec![
        format!(
            "median (least to most) of {} rounds, {cores} cores, which the client and `leegality mock` share",
            arguments.rounds
        ),
        format!(
            "one thread each, the program of `leegality` with thin LTO; each run has a stand-in of its own with {} invitations, of which `leegality` signs all, and wrk as many as it can in a second",
            arguments.calls
        ),
    ];
    if wrk.is_none() {
        notes.push("skipped: wrk is not on the PATH (Debian package wrk)".to_owned());
    }
    let table = Table { title: "in flight".to_owned(), columns: COLUMNS.to_vec(), rows };
    Ok(Report { command: command(), tables: vec![table], notes })
}

/// A stand-in for one run, so that all have invitations to sign.
struct Run {
    stand_in: StandIn,
    in_flight: u32,
    sign_urls: PathBuf,
    script: PathBuf,
}

impl Run {
    fn new(invitations: u32, in_flight: u32, folder: &Path) -> Result<Self, String> {
        let stand_in = StandIn::start(Profile::Release, invitations)?;
        let (sign_urls, script) = (folder.join("sign-urls"), folder.join("signing.lua"));
        fs::write(&sign_urls, stand_in.announcement.sign_urls.join("\n"))
            .and_then(|()| fs::write(&script, SCRIPT))
            .map_err(|error| format!("could not write to {}: {error}", folder.display()))?;
        Ok(Self { stand_in, in_flight, sign_urls, script })
    }

    /// Calls a second.
    fn leegality(&self, program: &Path) -> Result<f64, String> {
        let announcement = &self.stand_in.announcement;
        let mut command = Command::new(program);
        command.args([&announcement.base_url, &announcement.auth_token, &announcement.profile_id]);
        command.arg(&self.sign_urls).arg(self.in_flight.to_string());
        let said = said(&mut command)?;
        said.trim().parse().map_err(|_| format!("expected calls a second, found {said:?}"))
    }

    /// Requests a second.
    fn wrk(&self, wrk: &Path) -> Result<f64, String> {
        let announcement = &self.stand_in.announcement;
        let consent = Value::from(program::consent_statement()?);
        let profile_id = Value::from(announcement.profile_id.as_str());
        let connections = self.in_flight.to_string();
        let mut command = Command::new(wrk);
        command.args(["--threads", "1", "--connections", &connections, "--duration", "1s", "--script"]);
        command.arg(&self.script);
        command.arg(format!("{}/v3.0/sign/docSigner/invitation", announcement.base_url)).arg("--");
        command.arg(&announcement.auth_token);
        command.arg(format!("{{\"consent\":{consent},\"profileId\":{profile_id},\"signUrl\":\"")).arg("\"}");
        command.arg(&self.sign_urls);
        summary(&said(&mut command)?)
    }
}

fn said(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("could not run {program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    Err(format!("{program}: {}: {said}{}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// What the script prints at the end: requests, those that failed, and requests a second.
fn summary(said: &str) -> Result<f64, String> {
    let line = said.lines().find_map(|line| line.strip_prefix("bench "));
    let numbers: Vec<f64> = line.iter().flat_map(|line| line.split(' ')).flat_map(str::parse).collect();
    match numbers[..] {
        [requests, failed, rate] if failed == 0.0 && requests > 0.0 => Ok(rate),
        _ => Err(format!("wrk did not get an answer to everything: {said}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_that_failed_are_no_result() {
        assert_eq!(summary("Running 2s test\nbench 1000 0 500.250000\n"), Ok(500.25));
        assert!(summary("bench 1000 1 500.250000\n").is_err());
        assert!(summary("bench 0 0 0.000000\n").is_err());
        assert!(summary("Running 2s test\n").is_err());
    }
}
