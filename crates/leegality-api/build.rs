//! With the feature `codegen`, generates the client and the constants of this crate from `openapi.json`.

#[cfg(feature = "codegen")]
#[path = "build/client.rs"]
mod client;
#[cfg(feature = "codegen")]
#[path = "build/facts.rs"]
mod facts;
#[cfg(feature = "codegen")]
#[path = "build/files.rs"]
mod files;
#[cfg(feature = "codegen")]
#[path = "build/operations.rs"]
mod operations;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "codegen")]
    files::write()?;
    Ok(())
}
