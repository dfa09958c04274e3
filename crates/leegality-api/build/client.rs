//! The generator's client of a spec. Its settings stand here and nowhere else.

use std::error::Error;
use std::iter;

use heck::ToPascalCase;
use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypePatch};

/// The client of `spec`, in which the named schemas are hand-written types.
pub(crate) fn generate(spec: &OpenAPI, replacements: &[(&str, &str)]) -> Result<syn::File, Box<dyn Error>> {
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional);
    for (schema, replacement) in replacements {
        settings.with_replacement(schema, replacement, iter::empty());
    }
    let mut json_schema = TypePatch::default();
    json_schema.with_attr("#[cfg_attr(feature = \"schemars\", derive(schemars::JsonSchema))]");
    for schema in spec.components.iter().flat_map(|components| components.schemas.keys()) {
        // A patch goes by the name of the Rust type: `LoginUserVo`, not `LoginUserVO`.
        settings.with_patch(schema.to_pascal_case(), &json_schema);
    }
    let tokens = Generator::new(&settings).generate_tokens(spec)?;
    Ok(syn::parse2(tokens)?)
}
