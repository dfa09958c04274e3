//! The files that the build script writes. `cargo xtask generate` copies them to `src/generated` as they are.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use crate::{client, facts, operations};

const SPEC: &str = "openapi.json";

/// What each file begins with.
const ORIGIN: &str = "// By `cargo xtask generate` from spec/leegality.yaml; do not edit.\n\n";

/// Schemas whose values no `Debug` may show, or that have a single value, and the hand-written types for them.
const REPLACEMENTS: [(&str, &str); 4] = [
    ("SignUrl", "crate::secret::SignUrl"),
    ("Password", "crate::secret::Password"),
    ("AccessToken", "crate::secret::AccessToken"),
    ("ConsentStatement", "crate::consent::ConsentStatement"),
];

/// Writes the client and the constants to the folder of the build script's output.
pub(crate) fn write() -> Result<(), Box<dyn Error>> {
    for path in [SPEC, "build"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let text = fs::read_to_string(SPEC)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let spec = serde_json::from_str(&text)?;
    let client = client::generate(&spec, &REPLACEMENTS)?;
    // Beside the client, for a test to hold it against.
    fs::write(out.join("generator.rs"), prettyplease::unparse(&client))?;
    let client = prettyplease::unparse(&operations::rewrite(client, &spec)?);
    fs::write(out.join("client.rs"), format!("{ORIGIN}{client}"))?;
    let facts = facts::generate(&serde_json::from_str(&text)?)?;
    fs::write(out.join("facts.rs"), format!("{ORIGIN}{facts}"))?;
    Ok(())
}
