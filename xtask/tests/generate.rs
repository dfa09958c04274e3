//! Holding the checked-in client against what the build script writes, by a `cargo` that is none. The real one runs in
//! `cargo xtask ci`.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A script cannot be run while another thread, about to start a program, has it open for writing.
static ALONE: Mutex<()> = Mutex::new(());

/// A folder with a script in the place of `cargo`, and what a build script might have written.
struct Folder(PathBuf, #[expect(dead_code, reason = "held while the test runs")] MutexGuard<'static, ()>);

impl Folder {
    /// The build script wrote what is checked in.
    fn new(name: &str) -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate").join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("out")).unwrap();
        for file in ["client.rs", "facts.rs"] {
            let checked_in = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../crates/leegality-api/src/generated")
                .join(file);
            fs::copy(checked_in, path.join("out").join(file)).unwrap();
        }
        Self(path, alone)
    }

    /// A line that cargo prints about the build script of a package.
    fn executed(&self, package: &str) -> String {
        let id = format!("path+file:///checkout/crates/{package}#0.1.0");
        let out = self.0.join("out");
        format!(
            r#"echo '{{"reason":"build-script-executed","package_id":"{id}","out_dir":"{}"}}'"#,
            out.display()
        )
    }

    /// The exit code of `generate --check`, what it prints, and what it says of problems.
    fn check(&self, script: &str) -> (i32, String, String) {
        let cargo = self.0.join("cargo");
        let call = self.0.join("call");
        fs::write(&cargo, format!("#!/bin/sh\nprintf '%s' \"$*\" > {}\n{script}\n", call.display())).unwrap();
        fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
        self.check_with(&cargo)
    }

    fn check_with(&self, cargo: &Path) -> (i32, String, String) {
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let output = xtask.args(["generate", "--check"]).env("CARGO", cargo).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

#[test]
fn what_the_build_script_wrote_is_compared() {
    let folder = Folder::new("stale");
    let script = format!(
        "echo 'not JSON'\n{}\n{}",
        r#"echo '{"reason":"build-finished"}'"#,
        folder.executed("leegality-api")
    );
    let clean = (0, "all generated files are up to date\n".to_owned(), String::new());
    assert_eq!(folder.check(&script), clean);
    assert_eq!(
        fs::read_to_string(folder.0.join("call")).unwrap(),
        "check --quiet --package leegality-api --features codegen --message-format=json-render-diagnostics"
    );

    let facts = folder.0.join("out/facts.rs");
    fs::write(&facts, fs::read_to_string(&facts).unwrap().replace("X-Auth-Token", "X-Other-Token")).unwrap();
    let stale = "crates/leegality-api/src/generated/facts.rs is stale; run `cargo xtask generate`\n";
    assert_eq!(folder.check(&script), (1, String::new(), stale.to_owned()));
}

#[test]
fn a_build_that_fails_is_no_success() {
    let folder = Folder::new("fails");
    for (script, problem) in [
        (format!("{}\necho 'error[E0425]' >&2\nexit 101", folder.executed("leegality-api")), "error[E0425]"),
        (
            format!("{}\nexit 101", folder.executed("leegality-api")),
            "leegality-api does not build (exit status: 101)",
        ),
        ("exit 0".to_owned(), "cargo does not say"),
        (folder.executed("another-leegality-api"), "cargo does not say"),
        (
            format!("rm -f {}/out/client.rs\n{}", folder.0.display(), folder.executed("leegality-api")),
            "could not read",
        ),
    ] {
        let (exit, stdout, stderr) = folder.check(&script);
        assert_eq!((exit, stdout.as_str()), (2, ""), "{script}");
        assert!(stderr.contains(problem), "{script}: {stderr}");
    }
    let (exit, _, stderr) = folder.check_with(Path::new("/nowhere/cargo"));
    assert_eq!(exit, 2);
    assert!(stderr.contains("could not run cargo"), "{stderr}");
}
