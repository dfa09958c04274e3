//! Counting by valgrind.

use std::path::Path;
use std::process::Command;

#[derive(Clone, Copy)]
pub(super) enum Count {
    Instructions,
    /// Of memory, however large.
    Allocations,
}

/// How many a program takes from its start to its end.
pub(super) fn count(valgrind: &Path, count: Count, program: &Command) -> Result<f64, String> {
    let mut command = Command::new(valgrind);
    match count {
        Count::Instructions => command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]),
        Count::Allocations => command.args(["--tool=dhat", "--dhat-out-file=/dev/null"]),
    };
    command.arg(program.get_program()).args(program.get_args());
    let output = command.output().map_err(|error| format!("could not run valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{command:?}: {}: {}", output.status, said.lines().last().unwrap_or_default()));
    }
    read(count, &said).ok_or_else(|| format!("valgrind did not say what it counted: {said}"))
}

/// The number in what valgrind says at the end.
fn read(count: Count, said: &str) -> Option<f64> {
    let (before, after) = match count {
        Count::Instructions => ("Collected : ", ""),
        Count::Allocations => ("Total: ", " in "),
    };
    let line = said.lines().find_map(|line| Some(line.split_once(before)?.1))?;
    let number = if after.is_empty() { line } else { line.split_once(after)?.1 };
    number.split_whitespace().next()?.replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_found() {
        let callgrind =
            "==7== Events    : Ir\n==7== Collected : 13427718\n==7==\n==7== I   refs:      13,427,718\n";
        assert_eq!(read(Count::Instructions, callgrind), Some(13_427_718.0));
        let dhat = "==7== Total:     1,234,567 bytes in 8,901 blocks\n==7== At t-gmax: 1 bytes in 2 blocks\n";
        assert_eq!(read(Count::Allocations, dhat), Some(8_901.0));
        assert_eq!(read(Count::Allocations, "==7== killed\n"), None);
    }
}
