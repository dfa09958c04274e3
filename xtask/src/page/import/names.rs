//! Names that a page does not have: of the operation, of the schemas of bodies, of values.

use std::collections::HashSet;

use heck::{ToLowerCamelCase, ToPascalCase};

/// The method, what the path says besides versions, and the parameters that it ends with: `getParcelsByParcelId`.
pub(super) fn operation_id(method: &str, path: &str) -> String {
    let is_version = |word: &str| {
        word.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_parameter = |part: &&&str| part.starts_with('{');
    let trailing = parts.iter().rev().take_while(is_parameter).count();
    let (before, last) = parts.split_at(parts.len() - trailing);
    let mut words = vec![method.to_lowercase()];
    let kept = before.iter().filter(|part| !is_parameter(part) && **part != "api" && !is_version(part));
    words.extend(kept.map(|part| plain(part)));
    for (number, part) in last.iter().enumerate() {
        words.push(if number == 0 { "by" } else { "and" }.to_owned());
        words.push(plain(part));
    }
    words.join("-").to_lower_camel_case()
}

/// What is left of a text in a name.
fn plain(text: &str) -> String {
    text.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// The one name of several types: the words that all of them begin and end with, or else the first of them.
pub(super) fn common(names: &[String]) -> String {
    let [first, others @ ..] = names else { return String::new() };
    let is_start = |text: &str, at: usize| {
        let begins =
            |is: fn(&char) -> bool| text[at..].starts_with(|c| is(&c)) && !text[..at].ends_with(|c| is(&c));
        begins(char::is_ascii_uppercase) || begins(char::is_ascii_digit)
    };
    let shared = |(at, _): &(usize, char)| {
        is_start(first, *at) && others.iter().all(|other| other.starts_with(&first[..*at]))
    };
    let prefix = first.char_indices().filter(shared).map(|(at, _)| at).max().unwrap_or_default();
    let ends = |(at, _): &(usize, char)| {
        *at >= prefix && is_start(first, *at) && others.iter().all(|other| other.ends_with(&first[*at..]))
    };
    let suffix = first.char_indices().find(ends).map_or("", |(at, _)| &first[at..]);
    let is_rest = |other: &String| other.len() < prefix + suffix.len();
    if prefix == 0 || others.iter().any(is_rest) {
        return first.clone();
    }
    format!("{}{suffix}", &first[..prefix])
}

/// The names of components, of which no two may be one name in Rust.
#[derive(Clone, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name like the wanted one that is not taken yet.
    pub(super) fn take(&mut self, wanted: &str, otherwise: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let name = match wanted.chars().all(is_plain) {
            true => wanted.to_owned(),
            false => plain(wanted).to_pascal_case(),
        };
        let name =
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("Type{name}") };
        let numbered = (2..).map(|number| format!("{name}{otherwise}{number}"));
        let mut candidates = [name.clone(), format!("{name}{otherwise}")].into_iter().chain(numbered);
        candidates.find(|name| self.0.insert(name.to_pascal_case())).unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_named_by_method_and_path() {
        for (method, path, id) in [
            ("POST", "/v3.0/sign/docSigner/invitation", "postSignDocSignerInvitation"),
            ("POST", "/api/v1/auth/login", "postAuthLogin"),
            ("GET", "/v2/parcels/{parcelId}/label", "getParcelsLabel"),
            ("GET", "/v2/parcels/{parcelId}", "getParcelsByParcelId"),
            ("PUT", "/a/{b-c}/{d}", "putAByBCAndD"),
            ("DELETE", "/", "delete"),
        ] {
            assert_eq!(operation_id(method, path), id);
        }
    }

    #[test]
    fn several_types_have_the_words_that_they_share() {
        for (names, name) in [
            (&["ErrorDetailLogin401VO", "ErrorDetailToken500VO"][..], "ErrorDetailVO"),
            (&["Hint400VO", "Hint503VO"], "HintVO"),
            (&["Reason", "Cause"], "Reason"),
            (&["BadReason", "BadReason"], "BadReason"),
            (&["AB", "ABAB"], "AB"),
        ] {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(common(&names), name);
        }
    }
}
