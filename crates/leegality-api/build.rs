//! Generates the client and the constants of this crate from `openapi.json`.
//!
//! The generator's settings stand here and nowhere else.

#[path = "build/facts.rs"]
mod facts;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs, iter};

use heck::ToPascalCase;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};

const SPEC: &str = "openapi.json";

/// Schemas whose values no `Debug` may show, or that have a single value, and the hand-written types for them.
const REPLACEMENTS: [(&str, &str); 4] = [
    ("SignUrl", "crate::secret::SignUrl"),
    ("Password", "crate::secret::Password"),
    ("AccessToken", "crate::secret::AccessToken"),
    ("ConsentStatement", "crate::consent::ConsentStatement"),
];

fn main() -> Result<(), Box<dyn Error>> {
    for path in [SPEC, "build.rs", "build/facts.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let text = fs::read_to_string(SPEC)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    fs::write(out.join("client.rs"), client(&text)?)?;
    fs::write(out.join("facts.rs"), facts::generate(&serde_json::from_str(&text)?)?)?;
    Ok(())
}

fn client(spec: &str) -> Result<String, Box<dyn Error>> {
    let spec: openapiv3::OpenAPI = serde_json::from_str(spec)?;

    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        // A client without our hooks would send a header that Leegality does not document, and no auth token.
        .with_hooks(HooksMode::Expected)
        .with_inner_type("crate::hooks::Call".parse()?);
    for (schema, replacement) in REPLACEMENTS {
        settings.with_replacement(schema, replacement, iter::empty());
    }
    let mut json_schema = TypePatch::default();
    json_schema.with_attr("#[cfg_attr(feature = \"schemars\", derive(schemars::JsonSchema))]");
    for schema in spec.components.iter().flat_map(|components| components.schemas.keys()) {
        // A patch goes by the name of the Rust type: `LoginUserVo`, not `LoginUserVO`.
        settings.with_patch(schema.to_pascal_case(), &json_schema);
    }

    let tokens = Generator::new(&settings).generate_tokens(&spec)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}
