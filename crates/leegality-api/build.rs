//! Generates the client and the constants of this crate from `openapi.json`.

#[path = "build/client.rs"]
mod client;
#[path = "build/facts.rs"]
mod facts;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

const SPEC: &str = "openapi.json";

/// Schemas whose values no `Debug` may show, or that have a single value, and the hand-written types for them.
const REPLACEMENTS: [(&str, &str); 4] = [
    ("SignUrl", "crate::secret::SignUrl"),
    ("Password", "crate::secret::Password"),
    ("AccessToken", "crate::secret::AccessToken"),
    ("ConsentStatement", "crate::consent::ConsentStatement"),
];

fn main() -> Result<(), Box<dyn Error>> {
    for path in [SPEC, "build.rs", "build/client.rs", "build/facts.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let text = fs::read_to_string(SPEC)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("client.rs"), client::generate(&text, &REPLACEMENTS)?)?;
    fs::write(out.join("facts.rs"), facts::generate(&serde_json::from_str(&text)?)?)?;
    Ok(())
}
