//! Programs that are installed, or not.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Where a program is on the PATH.
pub(super) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What a program says its version is.
pub(super) fn version(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace().map(|word| word.trim_start_matches('v'));
    let is_version = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.');
    words.find(is_version).map(str::to_owned)
}

/// The program that an npm package brings for this platform, if what is on the PATH is a script that starts it: starting
/// Node would take longer than the program itself.
pub(super) fn behind_npm_script(script: &Path, scope: &str, program: &str) -> Option<PathBuf> {
    let script = script.canonicalize().ok()?;
    let modules = script.ancestors().find(|folder| folder.ends_with("node_modules"))?;
    let packages = fs::read_dir(modules.join(scope)).ok()?;
    packages.flatten().map(|package| package.path().join("bin").join(program)).find(|file| file.is_file())
}

/// What an expression of Python's prints, with the Python of the PATH.
pub(super) fn ask_python(expression: &str) -> Option<PathBuf> {
    let output = Command::new(find("python3")?).args(["-c", expression]).output().ok()?;
    let file = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end());
    file.is_file().then_some(file)
}
