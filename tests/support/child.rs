//! Processes with environment variables of their own. A process may not change its own ones safely, so a test about them
//! runs its binary again with others.

use std::ffi::OsStr;
use std::process::Command;

/// Marks what the child has to say among what the test harness prints.
const MARK: &str = "child: ";

/// Runs the ignored test `name` of this test binary in another process, in which of all `LEEGALITY_` and proxy
/// variables those of `variables` alone are set, and returns what it [`say`]s.
pub fn run(name: &str, variables: &[(&str, &str)]) -> String {
    let mut command = command(std::env::current_exe().unwrap(), variables);
    command.args([name, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    // The harness may have begun the line.
    let said = text.lines().filter_map(|line| line.split_once(MARK)).map(|(_, said)| said);
    let said: Vec<_> = said.collect();
    assert!(!said.is_empty(), "the child said nothing: {text}");
    said.join("\n")
}

/// A command in whose environment, of all `LEEGALITY_` and proxy variables, those of `variables` alone are set.
pub fn command(program: impl AsRef<OsStr>, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program);
    for (variable, _) in std::env::vars_os() {
        let lower = variable.to_string_lossy().to_lowercase();
        if lower.starts_with("leegality_") || lower.ends_with("_proxy") {
            command.env_remove(variable);
        }
    }
    command.envs(variables.iter().copied());
    command
}

/// Says something to the process that [`run`] this one.
pub fn say(text: impl std::fmt::Display) {
    println!("\n{MARK}{text}");
}
