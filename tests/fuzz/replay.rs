//! Each input of the corpus, through what the fuzz targets run.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

#[path = "src/files.rs"]
mod files;

#[test]
fn decoder() {
    replay("decoder", fuzz::decoder);
}

#[test]
fn inputs() {
    replay("inputs", fuzz::inputs);
}

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    for (_named, input) in files::inputs(&folder) {
        run(&input);
    }
}
