//! Components that no call reaches, and the schemes of the credentials.

use crate::spec::tree::Entry;

use super::trail::shown;
use super::{Diff, codes, notes, pairs};

pub(super) fn compare(diff: &mut Diff<'_>) {
    let (old_reached, new_reached) = (diff.old.reachable(), diff.new.reachable());
    let (old, new) = (diff.old.spec.root.get("components"), diff.new.spec.root.get("components"));
    for section in pairs(old, new) {
        let (old_section, new_section) = section.nodes();
        for pair in pairs(old_section, new_section) {
            let is_reached = pair.old.is_some_and(|entry| old_reached.contains(&std::ptr::from_ref(entry)))
                || pair.new.is_some_and(|entry| new_reached.contains(&std::ptr::from_ref(entry)));
            if is_reached {
                continue;
            }
            let what = |entry: &Entry| {
                let section = section.old.or(section.new).map_or("", |section| section.key.as_str());
                format!("{}/{}", shown(section), shown(&entry.key))
            };
            match (pair.old, pair.new) {
                (Some(old), None) => {
                    let place = diff.new.head(new_section.or(new));
                    let message = format!("`components/{}` is gone, and no call used it", what(old));
                    diff.removed(codes::UNUSED_COMPONENT, old, place, message);
                }
                (None, Some(new)) => {
                    let place = diff.old.head(old_section.or(old));
                    let message = format!("`components/{}` is new, and no call uses it", what(new));
                    diff.added(codes::UNUSED_COMPONENT, place, new, message);
                }
                (Some(old), Some(new)) if !notes::is_same(&old.node, &new.node) => {
                    let message = format!("`components/{}` changed, and no call uses it", what(new));
                    diff.changed(codes::UNUSED_COMPONENT, old, new, message);
                }
                _ => {}
            }
        }
    }
}
