//! A folder for the time of one run.

use std::path::PathBuf;
use std::{env, fs};

pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(command: &str) -> Result<Self, String> {
        let folder = env::temp_dir().join(format!("leegality-{command}-{}", std::process::id()));
        fs::create_dir_all(&folder)
            .map_err(|error| format!("could not make {}: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It lies in the system's folder for such files; the system removes what is left.
        let _ = fs::remove_dir_all(&self.0);
    }
}
