//! The committed inputs of a target.

use std::path::{Path, PathBuf};

/// Each input of a folder, with a name that is told if it fails.
pub(crate) fn inputs(folder: &Path) -> impl Iterator<Item = (Named, Vec<u8>)> + use<> {
    let paths: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(paths.len() > 20, "the corpus is lost: {paths:?}");
    paths.into_iter().map(|path| {
        let input = std::fs::read(&path).unwrap();
        (Named(path), input)
    })
}

pub(crate) struct Named(PathBuf);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the input is {}", self.0.display());
        }
    }
}
