//! Digests that stand in records in place of what they are made from.

/// The SHA-256 of a text, in hex.
pub(crate) fn sha256_hex(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hex = [0; 64];
    for (pair, byte) in hex.chunks_exact_mut(2).zip(sha256(text.as_bytes()).as_ref()) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    str::from_utf8(&hex).unwrap_or_default().to_owned()
}

/// By the library that TLS comes with, which uses what the processor has for it.
#[cfg(feature = "rustls")]
fn sha256(bytes: &[u8]) -> impl AsRef<[u8]> {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes)
}

#[cfg(not(feature = "rustls"))]
fn sha256(bytes: &[u8]) -> impl AsRef<[u8]> {
    hmac_sha256::Hash::hash(bytes)
}
