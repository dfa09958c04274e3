//! The client, from a spec. The generator's settings stand here and nowhere else.

use std::error::Error;
use std::iter;

use heck::ToPascalCase;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypePatch};

/// The source of the client of `spec`, in which the named schemas are hand-written types.
pub(crate) fn generate(spec: &str, replacements: &[(&str, &str)]) -> Result<String, Box<dyn Error>> {
    let spec: openapiv3::OpenAPI = serde_json::from_str(spec)?;

    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        // A client without our hooks would send a header that Leegality does not document, and no auth token.
        .with_hooks(HooksMode::Expected)
        .with_inner_type("crate::hooks::Call".parse()?);
    for (schema, replacement) in replacements {
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
