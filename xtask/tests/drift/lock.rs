//! What the pages said when they were last read.

use std::path::Path;
use std::process::Command;

use crate::support::{Folder, PARCEL, Run, collapsed};

fn recorded(name: &str) -> Folder {
    let folder = Folder::new(name);
    let run = folder.run(&["--update-lock", "--date", "2020-02-29", "parcel.txt", "label.txt"]);
    assert_eq!((run.exit, run.stdout.as_str()), (0, "recorded 2 pages as of 2020-02-29 in docs.lock.yaml\n"));
    folder
}

#[test]
fn a_recorded_reading_agrees_with_the_spec_without_a_page() {
    let folder = recorded("lock");
    let lock = folder.read("docs.lock.yaml");
    assert!(
        lock.starts_with("# Written by `cargo xtask drift --update-lock PAGE...`; do not edit.\n"),
        "{lock}"
    );
    assert!(lock.contains("\n    read: '2020-02-29'\n"), "{lock}");
    // Sentences stay where they are; only the required text is a fact.
    for sentence in ["Takes a parcel", "Somebody who", "all is well", "What travels", "Thank you"] {
        assert!(!lock.contains(sentence), "{lock}");
    }
    let run = folder.run(&["--lock"]);
    assert_eq!((run.exit, run.stdout.as_str()), (0, "no findings\n"), "{run:?}");
    assert_eq!(
        run.stderr,
        "docs.lock.yaml: POST /v2/parcels, read on 2020-02-29, is createParcel, 40 of 40 fields matched\n\
         docs.lock.yaml: GET /v2/parcels/{parcelId}/label, read on 2020-02-29, is printLabel, 5 of 5 fields matched\n"
    );
}

#[test]
fn the_lock_of_this_project_agrees_with_its_spec() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let run = Run::of(command.current_dir(workspace).args(["drift", "--lock"]).output().unwrap());
    assert_eq!((run.exit, run.stdout.as_str()), (0, "no findings\n"), "{run:?}");
}

#[test]
fn both_forms_of_a_page_are_one_reading() {
    let folder = recorded("lock-forms");
    let lock = folder.read("docs.lock.yaml");
    folder.write("parcel.txt", format!("\u{feff}{}", collapsed(PARCEL).replace(" ## ", "\r\n## ")));
    folder.run(&["--update-lock", "--date", "2020-02-29", "parcel.txt"]);
    assert_eq!(folder.read("docs.lock.yaml"), lock);
}

#[test]
fn a_new_reading_replaces_that_of_its_page_only() {
    let folder = recorded("lock-replace");
    let before = folder.read("docs.lock.yaml");
    folder.edit("label.txt", "| `copies` | query | No", "| `copies` | query | Yes");
    folder.run(&["--update-lock", "--date", "2020-03-01", "label.txt"]);
    let after = folder.read("docs.lock.yaml");
    let changed: Vec<_> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_eq!(changed.len(), 3, "{changed:?}");
    assert!(
        changed.iter().any(|line| line.contains("query.copies: {type: integer, required: true}")),
        "{changed:?}"
    );
    folder.drift(&["--lock"]).assert_codes(&["drift-parameter-required"]);
}

#[test]
fn every_difference_of_a_page_is_one_of_its_reading() {
    let folder = Folder::new("lock-differences");
    for (from, to, code) in [
        ("# POST /v2/parcels", "# POST /v3/parcels", "drift-path"),
        ("| `pieces` | integer", "| `pieces` | string", "drift-field-type"),
        ("array\\<string\\>", "array\\<integer\\>", "drift-item-type"),
        ("`slow`, `fast` or", "`lazy`, `fast` or", "drift-value-changed"),
        ("at my own risk", "at my Own risk", "drift-consent"),
        ("`parcel.gone`", "`parcel.away`", "drift-code-changed"),
        ("### 400 —", "### 422 —", "drift-status-changed"),
        ("try.courier", "test.courier", "drift-server"),
        ("\"Thank you.\"", "\"Thanks.\"", "drift-sample-value"),
        ("\"code\": \"letter.taken\"", "\"code\": \"letter.lost\"", "drift-sample-code"),
        ("\"pieces\": 3", "\"pieces\": 3.5", "drift-sample-type"),
        ("| `place` | PlaceVO |", "| `place` | SpotVO |", "drift-contradiction"),
        ("\nSee **Notice** below.", "", "drift-nested-missing-on-page"),
        ("\"town\": \"Ulm\"", "\"city\": \"Ulm\"", "drift-sample-unknown-field"),
        ("\"weight\": 2,", "\"mass\": 2,", "drift-sample-unknown-field"),
        ("### Sample Response (201)", "### Sample Response (400)", "drift-sample-missing"),
        ("\"service\": \"fast\"", "\"service\": \"soon\"", "drift-sample-value"),
    ] {
        folder.write("parcel.txt", PARCEL);
        folder.edit("parcel.txt", from, to);
        folder.run(&["--update-lock", "parcel.txt", "label.txt"]);
        let run = folder.drift(&["--lock"]);
        run.assert_codes(&[code]);
        assert_eq!(run.findings()[0]["file"], "docs.lock.yaml");
    }
}

#[test]
fn a_changed_spec_is_found_without_a_page() {
    let folder = recorded("lock-spec");
    folder.edit("spec.yaml", "pieces: {type: integer}", "pieces: {type: string}");
    folder.drift(&["--lock"]).assert_codes(&["drift-field-type"]);
    folder.write("spec.yaml", crate::support::SPEC);
    folder.edit("spec.yaml", "/v2/parcels/{parcelId}/label:", "/v2/parcels/{parcelId}/sticker:");
    folder.edit("spec.yaml", "api/print-label", "api/print-sticker");
    folder.drift(&["--lock"]).assert_codes(&["drift-operation-missing", "drift-lock-missing"]);
}

#[test]
fn an_old_reading_is_a_finding_on_request() {
    let folder = recorded("lock-age");
    let age = |days: &str, today: &str| folder.drift(&["--lock", "--max-lock-age", days, "--date", today]);
    age("30", "2020-03-30").assert_clean();
    age("30", "2020-03-31").assert_codes(&["drift-lock-old", "drift-lock-old"]);
    // A reading of the future would not be old for years.
    let run = age("30", "2020-02-28");
    run.assert_codes(&["drift-lock-old", "drift-lock-old"]);
    assert!(run.stdout.contains("was read on 2020-02-29, which is in the future"), "{run:?}");
    // Without a date, today.
    folder.drift(&["--lock", "--max-lock-age", "30"]).assert_codes(&["drift-lock-old", "drift-lock-old"]);
    folder.drift(&["--lock"]).assert_clean();
}

#[test]
fn a_page_says_whether_it_changed_since_it_was_read() {
    let folder = recorded("lock-news");
    let news = |page: &str| {
        folder.write("parcel.txt", page);
        folder.run(&["parcel.txt"]).stderr.lines().nth(1).unwrap().to_owned()
    };
    let same = "parcel.txt: the text is the one read on 2020-02-29";
    assert_eq!(news(PARCEL), same);
    assert_eq!(news(&collapsed(PARCEL)), same);
    assert_eq!(
        news(&PARCEL.replace("In kilograms.", "In stones.")),
        "parcel.txt: the text changed since 2020-02-29, no fact in it did"
    );
    assert_eq!(
        news(&PARCEL.replace("| `fragile` |", "| `brittle` |")),
        "parcel.txt: the text and facts in it changed since 2020-02-29"
    );
    assert_eq!(
        news(&PARCEL.replace("api/create-parcel", "api/create")),
        "parcel.txt: docs.lock.yaml has no reading of this page"
    );
}

#[test]
fn a_lock_that_is_none_is_no_success() {
    let folder = Folder::new("lock-broken");
    assert_eq!(folder.run(&["--lock"]).exit, 2);
    for text in
        ["pages: []", "pages", "other: 1", "pages: [{}]", "pages: [", "pages: [{source: a, read: soon}]", ""]
    {
        folder.write("docs.lock.yaml", text);
        let run = folder.run(&["--lock"]);
        assert_eq!(run.exit, 2, "{text} {run:?}");
        assert!(run.stderr.contains("docs.lock.yaml"), "{run:?}");
    }
    // A page that is none leaves the lock alone.
    let folder = recorded("lock-kept");
    let before = folder.read("docs.lock.yaml");
    folder.edit("label.txt", "## Request URL", "## Address");
    assert_eq!(folder.run(&["--update-lock", "parcel.txt", "label.txt"]).exit, 2);
    assert_eq!(folder.read("docs.lock.yaml"), before);
}
