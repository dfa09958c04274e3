//! Reading answers, in which anything may be absent or null.

/// What a list holds, if it is there at all, without its nulls.
pub(crate) fn items<T>(list: Option<Vec<Option<T>>>) -> impl Iterator<Item = T> {
    list.unwrap_or_default().into_iter().flatten()
}
