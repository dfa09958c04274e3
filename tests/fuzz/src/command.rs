//! What the command itself makes of its arguments, of standard input, and of texts that it shows.

use std::ffi::OsString;

use leegality_cli::fuzzing as command;

use crate::shown::{SECRETS, assert_is_fit, assert_is_plain, holds_any};

pub(crate) fn check(kind: &str, value: &[u8]) {
    match kind {
        "arguments" => arguments(value),
        "password" => password(value),
        "principal" => principal(value),
        "sign-url" => sign_url(value),
        "text" => text(&String::from_utf8_lossy(value)),
        "" => {
            password(value);
            principal(value);
            sign_url(value);
            text(&String::from_utf8_lossy(value));
        }
        _ => {}
    }
}

/// One argument in each line. What is wrong with them may be quoted, but never a link.
fn arguments(lines: &[u8]) {
    let arguments: Vec<_> = lines.split(|byte| *byte == b'\n').map(argument).collect();
    let is_quotable = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .any(|argument| holds_any(&argument, &SECRETS) && !argument.contains("://"));
    if let Err(shown) = command::arguments([OsString::from("leegality")].into_iter().chain(arguments)) {
        let secrets: &[&str] = if is_quotable { &[] } else { &SECRETS };
        shown.lines().for_each(|line| assert_is_fit(line, secrets));
    }
}

#[cfg(unix)]
fn argument(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn argument(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// A password is taken as it is, but for one line break.
fn password(input: &[u8]) {
    match command::password(input) {
        Ok(password) => {
            let rest = input.strip_prefix(password.as_bytes()).expect("the beginning of the input");
            let is_line_break =
                rest.last() == Some(&b'\n') && rest[..rest.len() - 1].iter().all(|byte| *byte == b'\r');
            assert!((rest.is_empty() || is_line_break) && !password.is_empty(), "{rest:?} is lost");
        }
        Err(lines) => lines.iter().for_each(|line| assert_is_fit(line, &SECRETS)),
    }
}

fn principal(input: &[u8]) {
    match command::principal(input) {
        Ok(principal) => assert!(!principal.is_empty() && principal.trim() == principal),
        Err(lines) => lines.iter().for_each(|line| assert_is_fit(line, &SECRETS)),
    }
}

fn sign_url(input: &[u8]) {
    match command::sign_url(input) {
        Ok(line) => assert!(input.starts_with(line.as_bytes()) && !line.contains('\n')),
        Err(lines) => lines.iter().for_each(|line| assert_is_fit(line, &SECRETS)),
    }
}

fn text(text: &str) {
    let printable = command::printable(text);
    assert_is_plain(&printable);
    let is_deceptive = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!printable.contains(is_deceptive), "{printable:?}");
    assert_eq!(command::printable(&printable), printable, "escaped twice");

    let json = command::printable_json(text);
    assert_is_plain(&json);
    assert!(!json.contains(is_deceptive), "{json:?}");
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);

    for width in [1, 20] {
        let lines = command::wrap(text, width).join(" ");
        assert!(
            lines
                .split(' ')
                .filter(|word| !word.is_empty())
                .eq(text.split(' ').filter(|word| !word.is_empty()))
        );
    }
}
