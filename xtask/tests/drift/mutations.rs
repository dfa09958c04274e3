//! A page that changes in one place yields one finding, there, in lines and on one line.

#[path = "mutations/label.rs"]
mod label;
#[path = "mutations/parcel.rs"]
mod parcel;

use crate::support::{Folder, LABEL, PARCEL, Run, collapsed};

/// What changes, and the finding: its code and how the text at its place begins.
struct Mutation {
    edits: &'static [(&'static str, &'static str)],
    code: &'static str,
    at: &'static str,
}

const fn one(
    edits: &'static [(&'static str, &'static str)],
    code: &'static str,
    at: &'static str,
) -> Mutation {
    Mutation { edits, code, at }
}

#[test]
fn one_change_of_a_page_is_one_finding() {
    let folder = Folder::new("mutations");
    for (page, mutations) in [(PARCEL, parcel::MUTATIONS), (LABEL, label::MUTATIONS)] {
        folder.write("page.txt", page);
        folder.drift(&["page.txt"]).assert_clean();
        folder.write("page.txt", collapsed(page));
        folder.drift(&["page.txt"]).assert_clean();
        for mutation in mutations {
            check(&folder, page, mutation);
        }
    }
}

fn check(folder: &Folder, page: &str, mutation: &Mutation) {
    let Mutation { edits, code, at } = mutation;
    let changed = edits.iter().fold(page.to_owned(), |page, (from, to)| {
        assert!(page.contains(from), "{from:?}");
        page.replace(from, to)
    });
    folder.write("page.txt", &changed);
    let run = folder.drift(&["page.txt"]);
    assert_eq!(run.codes(), [*code], "{edits:?} {run:?}");
    assert!(text_at(&changed, &run).starts_with(at), "{edits:?} {:?}", text_at(&changed, &run));
    let finding = &run.findings()[0];
    let related = finding["related"].as_array().unwrap();
    assert!(*code == "drift-operation-missing" || related[0]["file"] == "spec.yaml", "{finding}");

    // White space inside of code is lost with the line breaks.
    if at.starts_with(' ') {
        return;
    }
    let changed = collapsed(&changed);
    folder.write("page.txt", &changed);
    let run = folder.drift(&["page.txt"]);
    assert_eq!(run.codes(), [*code], "collapsed: {edits:?} {run:?}");
    assert!(text_at(&changed, &run).starts_with(at), "collapsed: {edits:?} {:?}", text_at(&changed, &run));
}

/// What stands at the place of the only finding.
fn text_at(page: &str, run: &Run) -> String {
    let finding = &run.findings()[0];
    let number = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
    let line = page.split('\n').nth(number("line") - 1).unwrap();
    line.chars().skip(number("column") - 1).collect()
}
