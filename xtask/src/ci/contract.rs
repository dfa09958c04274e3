//! The stand-in, held against the spec from outside: schemathesis sends what the spec allows and what it forbids, and
//! looks at what comes back.

mod reached;
mod spec;
mod virtual_environment;

use std::fs;
use std::process::Command;

use crate::ci::{Scratch, Stop, perform_in};
use crate::stand_in::{Profile, StandIn};
use crate::workspace;

/// Enough for each way to the success of a signature, with some left over.
const INVITATIONS: u32 = 20;

pub(super) fn contract(scratch: &Scratch) -> Result<(), Stop> {
    let schemathesis = virtual_environment::schemathesis()?;
    let stand_in = StandIn::start(Profile::Dev, INVITATIONS)?;
    let spec = spec::of(&stand_in.announcement)?;

    // It leaves files where it runs.
    let folder = scratch.0.join("contract");
    let spec_path = folder.join("openapi.json");
    let report_path = folder.join("report.har");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&spec_path, spec.to_string()))
        .map_err(|error| format!("could not write {}: {error}", spec_path.display()))?;

    let mut run = Command::new(schemathesis);
    run.arg("--config-file").arg(workspace().join("xtask/contract/schemathesis.toml"));
    run.arg("run").arg(&spec_path).args(["--no-color", "--checks", "all"]);
    run.args(["--url", &stand_in.announcement.base_url]);
    run.args(["--report", "har", "--report-har-path"]).arg(&report_path);
    run.env("LEEGALITY_AUTH_TOKEN", &stand_in.announcement.auth_token);
    // A proxy of the environment cannot reach the stand-in.
    run.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1");
    run.env("PYTHONUTF8", "1");
    perform_in(&folder, &mut run)?;

    let report = fs::read_to_string(&report_path)
        .map_err(|error| format!("could not read {}: {error}", report_path.display()))?;
    reached::check(&report, &spec, &stand_in)?;
    Ok(())
}
