//! A spec that changes under its pages, and how much of a page was compared.

use crate::support::{Folder, SPEC};

#[test]
fn a_spec_that_changes_in_one_place_is_found_as_well() {
    let folder = Folder::new("spec-mutations");
    for (from, to, code) in [
        ("pieces: {type: integer}", "pieces: {type: string}", "drift-field-type"),
        ("required: [weight, service,", "required: [service,", "drift-field-required"),
        ("        fragile: {type: boolean}\n", "", "drift-field-missing-in-spec"),
        (
            "extra: {type: object}",
            "extra: {type: object}\n        late: {type: boolean}",
            "drift-field-missing-on-page",
        ),
        ("- {code: parcel.gone, status: 0}", "- {code: parcel.gone, status: 1}", "drift-code-side"),
        ("            - {code: parcel.gone, status: 0}\n", "", "drift-code-missing-in-spec"),
        ("my own risk, &", "my own risk; &", "drift-consent"),
        ("enum: [slow, fast, now]", "enum: [slow, fast]", "drift-value-missing-in-spec"),
        ("live.courier.example/base", "live.courier.example/root", "drift-server"),
        ("name: X-Courier-Key", "name: X-Key", "drift-authentication"),
        ("'503':", "'504':", "drift-status-changed"),
        ("api/create-parcel", "api/created-parcel", "drift-source"),
        ("tags: [red, blue]", "tags: [red]", "drift-sample-value"),
        ("pieces: {type: integer}", "pieces: {}", "drift-field-type"),
        ("items: {type: string}\n        tags", "items: {}\n        tags", "drift-item-type"),
        ("- {code: parcel.gone, status: 0}", "- {code: parcel.gone}", "drift-code-side"),
        (
            "documented:\n                value:\n                  weight",
            "shown:\n                value:\n                  weight",
            "drift-sample-missing-in-spec",
        ),
        (
            "documented:\n                  value:\n                    state",
            "shown:\n                  value:\n                    state",
            "drift-sample-missing-in-spec",
        ),
        ("- Key: []", "- Key: []\n  - {}", "drift-authentication"),
        ("x-vendor-schemas: [Parcel Event]", "x-vendor-schemas: [Parcel News]", "drift-type-name"),
    ] {
        folder.write("spec.yaml", SPEC);
        folder.edit("spec.yaml", from, to);
        folder.drift(&["parcel.txt"]).assert_codes(&[code]);
    }
}

#[test]
fn a_page_says_how_many_of_its_rows_were_matched() {
    let folder = Folder::new("coverage");
    let run = folder.run(&["parcel.txt", "label.txt"]);
    assert_eq!(run.stdout, "no findings\n");
    assert_eq!(
        run.stderr,
        "parcel.txt: POST /v2/parcels is createParcel, 29 of 29 rows matched\n\
         label.txt: GET /v2/parcels/{parcelId}/label is printLabel, 4 of 4 rows matched\n"
    );
    folder.edit("parcel.txt", "| `zone` |", "| `gate` | string | No | New. | `A` |\n| `zone` |");
    let run = folder.run(&["parcel.txt"]);
    assert!(run.stderr.contains("29 of 30 rows matched"), "{run:?}");
}

#[test]
fn a_type_that_may_be_null_is_a_type() {
    let folder = Folder::new("spec-null");
    folder.edit("spec.yaml", "pieces: {type: integer}", "pieces: {type: [integer, 'null']}");
    folder.drift(&["parcel.txt"]).assert_clean();
    folder.edit("spec.yaml", "type: [integer, 'null']", "type: [string, 'null']");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-field-type"]);
}

#[test]
fn a_value_with_its_meaning_is_an_allowed_one() {
    let folder = Folder::new("meanings");
    folder.edit("parcel.txt", "Its zone.", "`7` = Town `8` = Country");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-value-missing-in-spec"]);
    folder.edit("spec.yaml", "zone: {type: integer}", "zone: {type: integer, x-documented-values: [7, 8]}");
    folder.drift(&["parcel.txt"]).assert_clean();
    folder.edit("parcel.txt", "`8` = Country", "`9` = Country");
    folder.drift(&["parcel.txt"]).assert_codes(&["drift-value-changed"]);
}

#[test]
fn a_whole_number_may_be_written_as_a_fraction() {
    let folder = Folder::new("fractions");
    folder.edit("parcel.txt", "\"weight\": 2,", "\"weight\": 2.0,");
    folder.edit("spec.yaml", "weight: 2\n", "weight: 2.0\n");
    folder.drift(&["parcel.txt"]).assert_clean();
}
