//! What one run of a program takes.

use std::fs::File;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub(super) wall: Duration,
    /// Of the program and of those that it started and waited for. None where the system does not tell it.
    pub(super) cpu: Option<Duration>,
}

impl Cost {
    pub(super) fn plus(self, other: Self) -> Self {
        let cpu = self.cpu.zip(other.cpu).map(|(one, two)| one + two);
        Self { wall: self.wall + other.wall, cpu }
    }
}

/// Runs a program to its end, with what it prints in a file: a terminal or a pipe would be measured along.
///
/// Nothing else may be started meanwhile, or it is counted too.
pub(super) fn run(command: &mut Command, output: &Path) -> Result<(ExitStatus, Cost), String> {
    let program = command.get_program().display().to_string();
    let file =
        File::create(output).map_err(|error| format!("could not make {}: {error}", output.display()))?;
    let copy = file.try_clone().map_err(|error| format!("could not share {}: {error}", output.display()))?;
    command.stdin(Stdio::null()).stdout(file).stderr(copy);

    let cpu_before = cpu_of_children();
    let began = Instant::now();
    let status = command.status().map_err(|error| format!("could not run {program}: {error}"))?;
    let wall = began.elapsed();
    let cpu = cpu_of_children().zip(cpu_before).map(|(after, before)| after.saturating_sub(before));
    Ok((status, Cost { wall, cpu }))
}

/// User and system time of all children that have ended.
#[cfg(unix)]
fn cpu_of_children() -> Option<Duration> {
    use nix::sys::resource::{UsageWho, getrusage};

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
    let microseconds = [usage.user_time(), usage.system_time()]
        .iter()
        .map(|time| time.tv_sec().unsigned_abs() * 1_000_000 + time.tv_usec().unsigned_abs())
        .sum();
    Some(Duration::from_micros(microseconds))
}

#[cfg(not(unix))]
fn cpu_of_children() -> Option<Duration> {
    None
}
