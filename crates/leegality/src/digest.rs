//! Digests that stand in records in place of what they are made from.

use sha2::{Digest, Sha256};

/// The SHA-256 of a text, in hex.
pub(crate) fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
