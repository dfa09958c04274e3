//! Texts made fit to be shown.

use std::time::Duration;

use leegality::SignUrl;

/// The text with its control characters escaped, and those that change the direction of what follows: a server's text
/// must not be able to redraw the terminal, or to make a line read as another one.
pub(crate) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_harmful(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// JSON in which every harmful character is escaped. JSON by itself leaves those above ASCII as they are.
pub(crate) fn printable_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_harmful(character) {
            // All of them have four digits at most, and none stands outside of a string.
            shown.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Lines of at most `width` characters, broken at spaces.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The host of a sign URL and the end of its id. Who has the whole link can open the invitation.
pub(crate) fn shortened(sign_url: &SignUrl) -> String {
    let debug = format!("{sign_url:?}");
    debug.trim_start_matches("SignUrl(").trim_end_matches(')').to_owned()
}

/// Rounded up: whoever waits so long has waited long enough.
pub(crate) fn whole_seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}

/// One thing, or so many of them.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn is_harmful(character: char) -> bool {
    // Marks and overrides of direction, line and paragraph separators, invisible characters.
    let is_deceptive = matches!(
        character,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    );
    character.is_control() || is_deceptive
}

#[cfg(test)]
mod tests {
    use super::{printable, printable_json, wrap};

    #[test]
    fn control_characters_are_escaped_and_letters_are_not() {
        assert_eq!(
            printable("a\u{1b}[2J\r\n\u{7f}\u{9b}\u{202e}ü✓"),
            r"a\u{1b}[2J\r\n\u{7f}\u{9b}\u{202e}ü✓"
        );
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = "a\u{1b}\u{7f}\u{9b}\u{202e}\"ü✓";
        let json = printable_json(&serde_json::to_string(text).expect("a string is JSON"));
        assert_eq!(json, r#""a\u001b\u007f\u009b\u202e\"ü✓""#);
        assert_eq!(serde_json::from_str::<String>(&json).expect("still JSON"), text);
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable is long", 4), ["unbreakable", "is", "long"]);
    }
}
