//! The library's log, on standard error.

use std::io;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::Cli;

/// Shows the library's warnings or, where asked for, everything that it says. Other crates are kept quiet: nobody has
/// looked at what they would print.
pub(crate) fn start(cli: &Cli) {
    let level = if cli.verbose { LevelFilter::DEBUG } else { LevelFilter::WARN };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .without_time();
    tracing_subscriber::registry().with(lines).with(Targets::new().with_target("leegality", level)).init();
}
