//! Python's side: a virtual environment with schemathesis in it, kept between runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::ci::{Stop, target_folder};
use crate::workspace;

/// Fails where Python is too old for the pinned schemathesis, or comes without what makes a virtual environment.
const PROBE: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";

/// The program, installed if it is not there yet. What this machine lacks is a reason to skip.
pub(super) fn schemathesis() -> Result<PathBuf, Stop> {
    let requirements = workspace().join("xtask/contract/requirements.txt");
    let wanted = fs::read_to_string(&requirements)
        .map_err(|error| format!("could not read {}: {error}", requirements.display()))?;
    let folder = target_folder().join("schemathesis");
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let program = programs.join("schemathesis");

    let installed = folder.join("installed.txt");
    let is_installed = fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted);
    if is_installed && quietly(Command::new(&program).arg("--version")).is_ok() {
        return Ok(program);
    }
    quietly(Command::new("python3").args(["-c", PROBE])).map_err(|_| {
        Stop::Skipped("there is no `python3` from 3.11 on with `venv` and `ensurepip`".to_owned())
    })?;
    install(&folder, &programs, &requirements)?;
    // Written last: what was interrupted is not taken for whole.
    fs::write(&installed, wanted)
        .map_err(|error| format!("could not write {}: {error}", installed.display()))?;
    Ok(program)
}

fn install(folder: &Path, programs: &Path, requirements: &Path) -> Result<(), Stop> {
    println!("installing schemathesis in {}", folder.display());
    quietly(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))
        .map_err(|reason| format!("could not make a virtual environment: {reason}"))?;
    let mut pip = Command::new(programs.join("python"));
    pip.args(["-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]);
    pip.args(["install", "--retries", "1", "--requirement"]).arg(requirements);
    // pip says the same whether nothing can be reached or a version is gone.
    quietly(&mut pip).map_err(|reason| Stop::Skipped(format!("pip could not install schemathesis: {reason}")))
}

/// Runs a command whose output is of interest only if it fails; the error is its last line.
fn quietly(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let last = said.lines().rev().map(str::trim).find(|line| !line.is_empty());
    Err(last.map_or_else(|| output.status.to_string(), str::to_owned))
}
