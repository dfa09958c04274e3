//! `cargo xtask ci`: every gate, with the time that each took.

mod contract;
mod imported;
mod semver;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use clap::Args;

use crate::scratch::Scratch;
use crate::{Verdict, cargo_program, target_folder, workspace};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Run only the steps whose name contains this text; one that there is not lists them
    #[arg(value_name = "STEP")]
    only: Option<String>,
}

/// A gate: its name, and what it does. It prints as it goes.
type Step = (&'static str, fn(&Scratch) -> Result<(), Stop>);

/// Why a step did not get to its good end.
enum Stop {
    /// What is wrong.
    Failed(String),
    /// What this machine lacks.
    Skipped(String),
}

impl From<String> for Stop {
    fn from(problem: String) -> Self {
        Self::Failed(problem)
    }
}

const STEPS: &[Step] = &[
    ("tools", tools),
    ("format", |_| cargo(&["fmt", "--all", "--check"])),
    ("generated files", |_| this(&["generate", "--check"])),
    ("spec", |_| this(&["validate"])),
    ("documentation pages", |_| this(&["drift", "--lock"])),
    ("licences, bans, sources", |_| {
        cargo(&["deny", "--log-level", "error", "--all-features", "check", "licenses", "bans", "sources"])
    }),
    ("tests", tests),
    ("tests without the generator", tests_without_the_generator),
    ("snapshots", snapshots),
    ("contract", contract::contract),
    ("fuzz corpus", fuzz_corpus),
    ("lints", lints),
    ("docs", docs),
    ("README example", readme_example),
    ("imported pages", imported_pages),
    ("packages", packages),
    ("semver", semver::semver),
];

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict, String> {
    let is_wanted = |name: &str| {
        arguments.only.as_deref().is_none_or(|only| name.to_lowercase().contains(&only.to_lowercase()))
    };
    let steps: Vec<_> = STEPS.iter().filter(|(name, _)| is_wanted(name)).collect();
    if steps.is_empty() {
        let names: Vec<_> = STEPS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no step has this name; the steps are: {}", names.join("; ")));
    }
    let scratch = Scratch::new("ci")?;
    let mut rows = Vec::new();
    for (name, step) in steps {
        println!("\n== {name}");
        let began = Instant::now();
        let result = step(&scratch);
        match &result {
            Ok(()) => {}
            Err(Stop::Failed(problem)) => eprintln!("{problem}"),
            Err(Stop::Skipped(reason)) => println!("skipped: {reason}"),
        }
        rows.push((*name, result, began.elapsed()));
    }
    summarize(&rows);
    let is_failed = rows.iter().any(|(_, result, _)| matches!(result, Err(Stop::Failed(_))));
    Ok(if is_failed { Verdict::Findings } else { Verdict::Clean })
}

fn summarize(rows: &[(&str, Result<(), Stop>, Duration)]) {
    println!("\n== summary");
    for (name, result, elapsed) in rows {
        let (verdict, reason) = match result {
            Ok(()) => ("ok", String::new()),
            Err(Stop::Failed(_)) => ("FAILED", String::new()),
            Err(Stop::Skipped(reason)) => ("skipped", format!(": {reason}")),
        };
        println!("{verdict:<7} {:>7.1} s  {name}{reason}", elapsed.as_secs_f64());
    }
    let total: Duration = rows.iter().map(|(_, _, elapsed)| *elapsed).sum();
    println!("        {:>7.1} s  in all", total.as_secs_f64());
}

/// Installs what a machine with nothing but a Rust toolchain lacks.
fn tools(_: &Scratch) -> Result<(), Stop> {
    if cargo(&["deny", "--version"]).is_err() {
        let mut install = Command::new(cargo_program());
        install.args(["install", "--quiet", "--locked", "cargo-deny", "--version", "^0.20"]);
        // It runs for a second; optimizing it takes minutes.
        install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_LTO", "off");
        perform(&mut install)?;
    }
    let has_openssl = Command::new("pkg-config")
        .args(["--exists", "openssl"])
        .status()
        .is_ok_and(|status| status.success());
    if cfg!(target_os = "linux") && !has_openssl {
        // The feature native-tls uses the platform's OpenSSL.
        let apt_get = |arguments: &[&str]| perform(Command::new("apt-get").args(arguments));
        apt_get(&["update", "-qq"])
            .and_then(|()| apt_get(&["install", "-qq", "-y", "pkg-config", "libssl-dev"]))
            .map_err(|_| "install pkg-config and the headers of OpenSSL: apt-get could not".to_owned())?;
    }
    Ok(())
}

fn tests(scratch: &Scratch) -> Result<(), Stop> {
    let mut test = Command::new(cargo_program());
    // As the README says it.
    test.args(["test", "--workspace"]);
    test.env("INSTA_UPDATE", "no").env("INSTA_SNAPSHOT_REFERENCES_FILE", referenced(scratch));
    perform(&mut test)
}

/// Where the tests write down which snapshots they refer to.
fn referenced(scratch: &Scratch) -> PathBuf {
    scratch.0.join("snapshots")
}

/// The wrapper as its users build it. In the workspace, others turn the generator on.
fn tests_without_the_generator(_: &Scratch) -> Result<(), Stop> {
    let wrapper = ["--package", "leegality", "--features", "blocking,test-util"];
    let mut tree = Command::new(cargo_program());
    tree.args(["tree", "--edges", "normal,build", "--prefix", "none"]).args(wrapper);
    let tree = tree.current_dir(workspace()).output().map_err(|error| format!("cargo tree: {error}"))?;
    let crates = String::from_utf8_lossy(&tree.stdout);
    let has = |name: &str| crates.lines().any(|line| line.split(' ').next() == Some(name));
    if !has("leegality-api") || has("progenitor") {
        return Err(format!("this is to be the wrapper without the generator:\n{crates}").into());
    }
    cargo(&[&["test"], &wrapper[..]].concat())?;
    // The library of TLS makes the digests, where there is one.
    cargo(&["test", "--package", "leegality", "--no-default-features", "--lib"])
}

/// No snapshot without a test that refers to it.
fn snapshots(scratch: &Scratch) -> Result<(), Stop> {
    let referenced = fs::read_to_string(referenced(scratch))
        .map_err(|_| "the tests have to run before it is known which snapshots they refer to".to_owned())?;
    let referenced: BTreeSet<_> =
        referenced.lines().filter_map(|line| Path::new(line).canonicalize().ok()).collect();
    let mut present = BTreeSet::new();
    for folder in ["crates", "tests", "xtask"] {
        find_snapshots(&workspace().join(folder), &mut present)?;
    }
    let orphans: Vec<_> = present.difference(&referenced).map(|path| path.display().to_string()).collect();
    println!("{} snapshots, {} without a test", present.len(), orphans.len());
    if orphans.is_empty() { Ok(()) } else { Err(format!("remove them:\n{}", orphans.join("\n")).into()) }
}

fn find_snapshots(folder: &Path, found: &mut BTreeSet<PathBuf>) -> Result<(), String> {
    let problem = |error: std::io::Error| format!("could not read {}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if path.is_dir() {
            find_snapshots(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            found.insert(path.canonicalize().map_err(problem)?);
        }
    }
    Ok(())
}

/// What the fuzzer has collected, through all that the fuzz targets assert. No fuzzer is needed for it, but a `cfg` that
/// gives every dependency a build of its own.
fn fuzz_corpus(_: &Scratch) -> Result<(), Stop> {
    let manifest = workspace().join("tests/fuzz/Cargo.toml");
    perform(Command::new(cargo_program()).args(["fmt", "--check", "--manifest-path"]).arg(&manifest))?;
    let mut test = Command::new(cargo_program());
    test.args(["test", "--quiet", "--locked", "--no-default-features", "--manifest-path"]).arg(&manifest);
    test.env("RUSTFLAGS", "--cfg fuzzing --deny warnings").env("CARGO_TARGET_DIR", target_folder());
    perform(&mut test)
}

fn lints(_: &Scratch) -> Result<(), Stop> {
    let clippy = |arguments: &[&str]| {
        cargo(&[&["clippy", "--quiet"], arguments, &["--", "--deny", "warnings"]].concat())
    };
    clippy(&["--workspace", "--all-targets"])?;
    clippy(&["--package", "leegality", "--no-default-features"])?;
    clippy(&["--package", "leegality", "--no-default-features", "--features", "native-tls,test-util"])?;
    clippy(&["--package", "leegality", "--all-targets", "--all-features"])?;
    // In the workspace, others turn their features on.
    clippy(&["--package", "leegality-api", "--all-targets", "--no-default-features"])?;
    clippy(&["--package", "leegality-mock", "--all-targets"])
}

fn docs(_: &Scratch) -> Result<(), Stop> {
    let mut doc = Command::new(cargo_program());
    doc.args(["doc", "--quiet", "--workspace", "--no-deps", "--all-features"]);
    doc.env("RUSTDOCFLAGS", "--deny warnings");
    perform(&mut doc)
}

/// The README's example compiles in a crate outside of the workspace.
fn readme_example(scratch: &Scratch) -> Result<(), Stop> {
    let workspace = workspace();
    let readme = fs::read_to_string(workspace.join("README.md")).map_err(|error| error.to_string())?;
    let example = readme.split("```rust").nth(1).and_then(|rest| rest.split_once('\n'));
    let example = example.and_then(|(_, rest)| rest.split("```").next());
    let example = example.ok_or_else(|| "README.md has no Rust example".to_owned())?;
    let manifest = format!(
        "[package]\nname = \"outside\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         leegality = {{ path = {:?} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        workspace.join("crates/leegality")
    );
    let outside = scratch.0.join("outside");
    let write = || {
        fs::create_dir_all(outside.join("src"))?;
        // The same versions as the workspace's.
        fs::copy(workspace.join("Cargo.lock"), outside.join("Cargo.lock"))?;
        fs::write(outside.join("Cargo.toml"), manifest)?;
        fs::write(outside.join("src/main.rs"), example)
    };
    write().map_err(|error| format!("could not write the crate: {error}"))?;
    perform(check(&outside.join("Cargo.toml")).arg("--quiet"))
}

/// What is imported from pages is code that compiles.
fn imported_pages(scratch: &Scratch) -> Result<(), Stop> {
    let specs = imported::Crate::new(scratch.0.join("specs"))?;
    perform(check(&specs.manifest()).args(["--quiet", "--all-features"]))
}

/// Checks a crate outside of the workspace.
fn check(manifest: &Path) -> Command {
    let mut check = Command::new(cargo_program());
    check.args(["check", "--manifest-path"]).arg(manifest);
    // What the workspace built of the same dependencies need not be built again.
    check.env("CARGO_TARGET_DIR", target_folder());
    check
}

/// Each package builds by itself, from the other packages and not from the checkout, and the registry would take it.
fn packages(scratch: &Scratch) -> Result<(), Stop> {
    let mut publish = Command::new(cargo_program());
    publish.args(["publish", "--workspace", "--dry-run", "--allow-dirty", "--quiet"]);
    // In a folder of its own: cargo takes a package of the same version and folder from an earlier run for this one.
    publish.env("CARGO_TARGET_DIR", scratch.0.join("package"));
    perform(&mut publish)
}

fn cargo(arguments: &[&str]) -> Result<(), Stop> {
    perform(Command::new(cargo_program()).args(arguments))
}

/// Another command of this tool.
fn this(arguments: &[&str]) -> Result<(), Stop> {
    let program = env::current_exe().map_err(|error| format!("this program is not to be found: {error}"))?;
    perform(Command::new(program).args(arguments))
}

fn perform(command: &mut Command) -> Result<(), Stop> {
    perform_in(&workspace(), command)
}

fn perform_in(folder: &Path, command: &mut Command) -> Result<(), Stop> {
    let shown = format!("{command:?}");
    match command.current_dir(folder).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{shown}: {status}").into()),
        Err(error) => Err(format!("{shown}: {error}").into()),
    }
}
