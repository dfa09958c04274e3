//! What `cargo xtask import` makes of the test pages compiles, by the generator's settings of this workspace.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::page::import::{Imported, import};
use crate::source::SourceFile;
use crate::spec::{json, tree};
use crate::workspace;

/// A crate beside the workspace, with a module for each page.
pub(super) struct Crate {
    folder: PathBuf,
}

impl Crate {
    /// Imports the pages and writes the crate around the specs.
    pub(super) fn new(folder: PathBuf) -> Result<Self, String> {
        let krate = Self { folder };
        let pages = pages()?;
        for (name, page) in &pages {
            krate.write(&format!("imported/specs/{name}.json"), &spec(page)?)?;
        }
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        krate.write("imported/build.rs", &build_script())?;
        krate.write("imported/src/lib.rs", &library(&names))?;
        krate.manifests()?;
        println!("{} imported specs: {}", names.len(), names.join(", "));
        Ok(krate)
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }

    /// The same dependencies in the same versions, with the same features, as the crate of the packaged spec.
    fn manifests(&self) -> Result<(), String> {
        let workspace = workspace();
        let root = read(&workspace.join("Cargo.toml"))?;
        let members = r#"members = ["crates/*", "tests", "xtask"]"#;
        self.write("Cargo.toml", &replaced(&root, members, r#"members = ["imported"]"#)?)?;
        let manifest = read(&workspace.join("crates/leegality-api/Cargo.toml"))?;
        let named = replaced(&manifest, r#"name = "leegality-api""#, r#"name = "imported""#)?;
        // The tests are of the packaged spec. What they compare the client with is what is compiled here.
        let (library, rest) = split(&named, "[dev-dependencies]\n")?;
        let (_, lints) = split(rest, "[lints]\n")?;
        let library =
            replaced(library, "[dependencies]\n", "[dependencies]\nprogenitor-client.workspace = true\n")?;
        self.write("imported/Cargo.toml", &format!("{library}[lints]\n{lints}"))?;
        self.write("Cargo.lock", &read(&workspace.join("Cargo.lock"))?)
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            fs::write(&path, text)
        };
        write().map_err(|error| format!("could not write {}: {error}", path.display()))
    }
}

/// The pages of the tests, by their names.
fn pages() -> Result<Vec<(String, PathBuf)>, String> {
    let folder = workspace().join("xtask/tests/import/pages");
    let problem = |error: std::io::Error| format!("could not read {}: {error}", folder.display());
    let mut pages = Vec::new();
    for entry in fs::read_dir(&folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            pages.push((name.to_owned(), path));
        }
    }
    pages.sort();
    if pages.is_empty() { Err(format!("there is no page in {}", folder.display())) } else { Ok(pages) }
}

fn spec(page: &Path) -> Result<String, String> {
    match import(&Rc::new(SourceFile::read(page)?))? {
        Imported::Document { text, .. } => {
            let root = tree::parse(&SourceFile::new(format!("the spec of {}", page.display()), text))?;
            json::derive(&root)
        }
        Imported::Findings(_) => Err(format!("`cargo xtask import {}` has findings", page.display())),
    }
}

fn build_script() -> String {
    format!(
        "\
#[path = {:?}]
mod client;

fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let out = std::path::PathBuf::from(std::env::var_os(\"OUT_DIR\").ok_or(\"OUT_DIR is not set\")?);
    for entry in std::fs::read_dir(\"specs\")? {{
        let path = entry?.path();
        let spec = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let source = client::generate(&spec, &[]).map_err(|error| format!(\"{{}}: {{error}}\", path.display()))?;
        let name = path.file_stem().ok_or(\"a spec without a name\")?;
        std::fs::write(out.join(name).with_extension(\"rs\"), prettyplease::unparse(&source))?;
    }}
    Ok(())
}}
",
        workspace().join("crates/leegality-api/build/client.rs")
    )
}

fn library(names: &[&str]) -> String {
    let mut library = String::new();
    for name in names {
        let module = name.replace('-', "_");
        let _ = write!(
            library,
            "
#[allow(dead_code, nonstandard_style, unreachable_pub, unused_qualifications)]
mod {module} {{
    include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\"));
}}
"
        );
    }
    library
}

fn replaced(text: &str, from: &str, to: &str) -> Result<String, String> {
    match text.contains(from) {
        true => Ok(text.replacen(from, to, 1)),
        false => Err(format!("a manifest no longer has `{from}`")),
    }
}

fn split<'a>(text: &'a str, at: &str) -> Result<(&'a str, &'a str), String> {
    text.split_once(at).ok_or_else(|| format!("a manifest no longer has `{at}`"))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("could not read {}: {error}", path.display()))
}
