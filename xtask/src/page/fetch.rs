//! Getting a page from its address, by `curl`: one program that every maintainer has, and no HTTP library here.

use std::process::{Command, Stdio};
use std::rc::Rc;

use crate::source::SourceFile;

/// The plain text of the page at an address. What is not fetched whole is an error.
pub(crate) fn page(address: &str) -> Result<Rc<SourceFile>, String> {
    // The address comes from a file, and must not become an option.
    if !address.starts_with("https://") {
        return Err(format!("the address of a page has to begin with https://, not `{address}`"));
    }
    let url = plain_text(address);
    let output = Command::new("curl")
        .args(["--proto", "=https", "--fail", "--silent", "--show-error"])
        .args(["--max-time", "60", "--max-filesize", "5M", "--url", &url])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("could not run curl, which fetches the pages: {error}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("could not fetch {url}: {} ({})", reason.trim(), output.status));
    }
    let text = String::from_utf8(output.stdout).map_err(|_| format!("{url} is not UTF-8"))?;
    if text.trim().is_empty() {
        return Err(format!(
            "could not fetch {url}: the answer is empty, which is what a redirect looks like"
        ));
    }
    Ok(Rc::new(SourceFile::new(url, text)))
}

/// The site serves every article's plain text beside it.
fn plain_text(address: &str) -> String {
    format!("{}.txt", address.trim_end_matches('/').trim_end_matches(".txt"))
}
