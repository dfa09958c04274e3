//! Access tokens that look like a JWT and that nobody can verify.

use serde_json::json;

/// How long an access token lives, in seconds.
pub(crate) const LIFETIME: u64 = 3600;

/// A token for `username`, issued `now` seconds after the Unix epoch.
pub(crate) fn issue(username: &str, now: u64, signature: &[u8]) -> String {
    let header = json!({ "alg": "HS256", "typ": "JWT" }).to_string();
    let payload = json!({ "sub": username, "iat": now, "exp": now + LIFETIME }).to_string();
    [header.as_bytes(), payload.as_bytes(), signature].map(base64url).join(".")
}

/// Base64 in the alphabet for URLs, without padding.
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = (0..3).fold(0_u32, |group, at| group << 8 | u32::from(*chunk.get(at).unwrap_or(&0)));
        for letter in 0..=chunk.len() {
            text.push(char::from(LETTERS[(group >> (18 - 6 * letter)) as usize & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_has_no_padding_and_its_own_alphabet() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(base64url(bytes), text);
        }
    }

    #[test]
    fn token_has_three_parts() {
        let token = issue("user@example.com", 1_000, &[1, 2, 3]);
        let parts: Vec<&str> = token.split('.').collect();
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[1], base64url(br#"{"exp":4600,"iat":1000,"sub":"user@example.com"}"#));
        assert_eq!(parts[2], "AQID");
    }
}
