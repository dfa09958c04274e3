//! What the build script of leegality-api writes: it holds the generator's settings, and this tool has none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{cargo_program, workspace};

/// The files of the build script's output that are checked in.
const FILES: [&str; 2] = ["client.rs", "facts.rs"];

/// A file of the generator's: its name, and what stands in it.
pub(crate) type File = (&'static str, String);

/// Lets the build script run, if anything has changed, and reads what it wrote.
pub(crate) fn generated() -> Result<[File; 2], String> {
    let folder = output_folder()?;
    let read = |name| -> Result<File, String> {
        let path = folder.join(name);
        let text = fs::read_to_string(&path);
        Ok((name, text.map_err(|error| format!("could not read {}: {error}", path.display()))?))
    };
    let [client, facts] = FILES;
    Ok([read(client)?, read(facts)?])
}

/// Where the build script wrote to, as cargo says it.
fn output_folder() -> Result<PathBuf, String> {
    let mut cargo = Command::new(cargo_program());
    // A check runs the build script too, and takes half as long as a build.
    cargo.args(["check", "--quiet", "--package", "leegality-api", "--features", "codegen"]);
    cargo.arg("--message-format=json-render-diagnostics");
    cargo.current_dir(workspace()).stderr(Stdio::inherit());
    let output = cargo.output().map_err(|error| format!("could not run cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "leegality-api does not build ({}), so its generated files stay as they are",
            output.status
        ));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let folder = messages.find_map(|message| folder_of(&message));
    folder.ok_or_else(|| "cargo does not say where the build script of leegality-api wrote to".to_owned())
}

fn folder_of(message: &Value) -> Option<PathBuf> {
    let is_ours = message["reason"] == "build-script-executed"
        && message["package_id"].as_str().is_some_and(|id| id.contains("/crates/leegality-api#"));
    is_ours.then(|| message["out_dir"].as_str().map(|folder| Path::new(folder).to_path_buf())).flatten()
}
