//! Deliberate differences are declared in the spec, exactly, and with a reason.

use crate::support::Folder;

const NEW_FIELD: (&str, &str) = ("| `zone` |", "| `gate` | string | No | New. | `A` |\n| `zone` |");

#[test]
fn a_declaration_silences_its_finding_and_no_other() {
    let folder = Folder::new("declared");
    folder.edit("parcel.txt", "| `zone` | integer | No", "| `zone` | integer | Yes");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-field-required"]);
    folder.edit(
        "spec.yaml",
        "zone: {type: integer}",
        "zone: {type: integer, x-drift: [{code: drift-field-required, reason: Read leniently.}]}",
    );
    folder.drift(&["parcel.txt"]).assert_clean();
    // Another difference of the same field, and the same difference of another field.
    folder.edit("parcel.txt", "| `zone` | integer | Yes", "| `zone` | string | Yes");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-field-type"]);
    folder.edit("parcel.txt", "| `zone` | string | Yes", "| `zone` | integer | Yes");
    folder.edit("parcel.txt", "| `town` | string | No", "| `town` | string | Yes");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-field-required"]);
}

#[test]
fn what_the_spec_lacks_is_declared_by_its_path() {
    let folder = Folder::new("declared-by-path");
    folder.edit("parcel.txt", NEW_FIELD.0, NEW_FIELD.1);
    let declare = |text: &str| {
        folder.write("spec.yaml", crate::support::SPEC);
        let with = format!("    PlaceVO:\n      x-drift:\n        - {text}\n");
        folder.edit("spec.yaml", "    PlaceVO:\n", &with);
        folder.drift(&["parcel.txt"])
    };
    let code = "code: drift-field-missing-in-spec";
    declare(&format!("{{{code}, path: '201.events[].place.gate', reason: Of no use here.}}")).assert_clean();
    declare(&format!("{{{code}, reason: Of no use here.}}"))
        .assert_codes(&["drift-field-missing-in-spec", "drift-declaration-unused"]);
    declare(&format!("{{{code}, path: '201.events[].place.door', reason: Of no use here.}}"))
        .assert_codes(&["drift-field-missing-in-spec", "drift-declaration-unused"]);
}

#[test]
fn a_declaration_that_matches_nothing_is_a_finding() {
    let folder = Folder::new("unused");
    folder.edit("parcel.txt", "`letter.taken` |", "`parcel.taken` |");
    folder.edit("parcel.txt", "\"letter.taken\"", "\"parcel.taken\"");
    folder.edit("spec.yaml", "{code: letter.taken,", "{code: parcel.taken,");
    let run = folder.drift(&["parcel.txt"]);
    run.assert_codes(&["drift-declaration-unused"]);
    assert_eq!(run.findings()[0]["file"], "spec.yaml");
    // Nobody knows that without the page that it is about.
    folder.drift(&["label.txt"]).assert_clean();
    // One code does not excuse another.
    folder.write("spec.yaml", crate::support::SPEC);
    folder.write("parcel.txt", crate::support::PARCEL);
    folder.edit("spec.yaml", "value: letter.taken", "value: letter.lost");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-sample-code", "drift-declaration-unused"]);
    // Where no operation looks, every declaration is one too many.
    folder.write("spec.yaml", crate::support::SPEC);
    folder.edit(
        "spec.yaml",
        "  title: Courier\n",
        "  title: Courier\n  x-drift: [{code: drift-path, reason: So.}]\n",
    );
    folder.drift(&["label.txt"]).assert_codes(&["drift-declaration-unused"]);
}

#[test]
fn a_declaration_has_a_known_code_and_a_reason() {
    let folder = Folder::new("invalid-declarations");
    for text in [
        "[{code: drift-field-type}]",
        "[{code: drift-field-type, reason: ''}]",
        "[{code: drift-of-continents, reason: Slow.}]",
        "[{reason: Because.}]",
        "[{code: drift-field-type, reason: So., until: never}]",
        "{code: drift-field-type, reason: So.}",
        "[]",
        "yes",
        "[[], yes]",
    ] {
        folder.write("spec.yaml", crate::support::SPEC);
        folder.edit(
            "spec.yaml",
            "zone: {type: integer}",
            &format!("zone: {{type: integer, x-drift: {text}}}"),
        );
        let codes = folder.drift(&["parcel.txt"]).codes();
        assert!(
            !codes.is_empty() && codes.iter().all(|code| code == "drift-declaration-invalid"),
            "{text} {codes:?}"
        );
    }
}
