//! The nearest of some names, for misspelt ones.

/// Names of this length and beyond are not compared.
const MAX_LENGTH: usize = 64;

/// So many names are compared with one misspelt name.
const MAX_CANDIDATES: usize = 10_000;

/// So many misspelt names of one kind get a suggestion; each costs a look at all names.
pub(crate) const MAX_SUGGESTIONS: usize = 100;

/// The candidate that somebody probably meant.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > MAX_LENGTH {
        return None;
    }
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (name.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= limit)
        .map(|candidate| (distance(&name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        // Of equally near ones the first by name, so that the answer is always the same.
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be inserted, removed, replaced or swapped, whatever their case.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn misspelt_names_have_a_nearest_one() {
        let keys = ["required", "maxLength", "minLength", "operationId", "info", "in"];
        for (name, expected) in [
            ("requird", Some("required")),
            ("maxLenght", Some("maxLength")),
            ("operationID", Some("operationId")),
            ("infos", Some("info")),
            ("REQUIRED", Some("required")),
            ("unrelated", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, keys), expected, "{name}");
        }
    }
}
