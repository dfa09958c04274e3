//! What is not understood, or cannot be said in a spec, is an error that points at it, and nothing is written.

use std::collections::BTreeSet;

use crate::support::{Folder, collapsed, page};

#[test]
fn what_cannot_be_imported_is_found_where_it_stands() {
    let folder = Folder::new("refusals");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, from, to, code, at) in [
        // Not understood
        ("track-parcel", "## Responses", "## Limits\n\nFew.\n\n## Responses", "import-unread", "## Limits"),
        ("track-parcel", "## Responses", "```\ncurl it\n```\n\n## Responses", "import-unread", "```"),
        ("track-parcel", "Follows a", "**Quota:** `5` a day. Follows a", "import-unread", "**Quota:**"),
        (
            "track-parcel",
            "Follows a",
            "- `x` — an item\n\nFollows a `b` or `c`",
            "import-unread",
            "`b` or `c`",
        ),
        ("track-parcel", "In kilograms.", "One of `1`, `2`.", "import-unread", "`1`, `2`."),
        ("track-parcel", "In kilograms.", "`a` / `b`", "import-unread", "`a` / `b`"),
        ("track-parcel", "In kilograms.", "**Default:** `2`", "import-unread", "**Default:** `2`"),
        ("track-parcel", "In kilograms.", "Default: `2`", "import-unread", "Default: `2`"),
        ("track-parcel", "In kilograms.", "**Maximum:** 2", "import-unread", "**Maximum:** 2"),
        ("track-parcel", "In kilograms.", "`1` — light `2` — heavy", "import-unread", "`2` — heavy"),
        ("track-parcel", "| `2.5` |", "| 2.5 |", "import-unread", "2.5 |"),
        (
            "track-parcel",
            "### 404 — No such parcel",
            "### 404 — No such parcel\n\n**Content-Type:** `text/plain`",
            "import-unread",
            "**Content-Type:**",
        ),
        (
            "track-parcel",
            "header required on every call",
            "header optional",
            "import-unread",
            "**Authentication:**",
        ),
        // Contradictions
        ("track-parcel", "| `2.5` |", "| `heavy` |", "import-example", "heavy`"),
        ("track-parcel", "| `5` |", "| `2.5` |", "import-example", "2.5`"),
        ("track-parcel", "Allowed: `de`, `en`", "Allowed: `fr`, `en`", "invalid-example", "`language`"),
        ("change-delivery", "Allowed: `1`,", "Allowed: `low`,", "import-example", "low`"),
        ("track-parcel", "\"weight\": 2.0", "\"weight\": \"2\"", "drift-sample-type", "\"2\""),
        ("track-parcel", "\"weight\": 2.0", "\"colour\": 2", "drift-sample-unknown-field", "2,"),
        (
            "change-delivery",
            "\"speed\": \"as soon as possible\"",
            "\"speed\": \"soon\"",
            "drift-sample-not-allowed",
            "\"soon\"",
        ),
        ("replace-route", "  \"name\": \"Over the hills: #1\",\n", "", "drift-sample-required", "{"),
        (
            "track-parcel",
            "See **DepotVO** below.",
            "Where. |  — |\n| `hall` | DepotVO | No | See **TrackEvent** below.",
            "drift-contradiction",
            "DepotVO | No | See",
        ),
        ("track-parcel", "See **TrackEvent** below.", "What.", "drift-table-unreferenced", "TrackEvent"),
        ("track-parcel", "?language=de", "?lang=de", "drift-parameter-missing-in-spec", "https://live"),
        (
            "track-parcel",
            "| `parcelId` | path | Yes |",
            "| `parcelId` | path | No |",
            "drift-parameter-required",
            "No | string | Printed",
        ),
        (
            "track-parcel",
            "| `parcelId` | path |",
            "| `parcel` | path |",
            "undeclared-path-parameter",
            "/v2/parcels/{parcelId}",
        ),
        // What the spec or the generator cannot say
        ("track-parcel", "> **Source:**", "> **From:**", "import-no-source", "GET /v2"),
        (
            "track-parcel",
            "- Sandbox: `https://try.courier.example/base/v2/parcels/{parcelId}/track`",
            "- Sandbox: `https://try.courier.example/base/v3`",
            "import-server",
            "https://try.courier.example/base/v3",
        ),
        (
            "track-parcel",
            "| `X-Trace` | header |",
            "| `X-Trace` | cookie |",
            "unsupported-parameter",
            "string | Comes",
        ),
        (
            "add-note",
            "`application/x-www-form-urlencoded`",
            "`multipart/form-data`",
            "unsupported-content-type",
            "multipart/form-data",
        ),
        (
            "add-note",
            "`application/x-www-form-urlencoded`",
            "`application/xml`",
            "unsupported-content-type",
            "application/xml",
        ),
        (
            "add-note",
            "**Content-Type:** `application/x-www-form-urlencoded`",
            "",
            "drift-content-type",
            "Request Body",
        ),
        (
            "book-pickup",
            "`application/json`",
            "`application/x-www-form-urlencoded`",
            "unsupported-content-type",
            "array\\ | No | Scans",
        ),
        ("add-note", "POST ", "DELETE ", "unexpected-body", "Request Body"),
        (
            "add-note",
            "### 200 — Written down",
            "### 204 — Nothing\n\n### 200 — Written down\n\n| Field | Type | Required | Description | Example |\n|---|---|---|---|---|\n| `a` | string | No | | — |",
            "import-bodiless-success",
            "204",
        ),
        (
            "change-delivery",
            "| `code` | string | No | Why. | `RULE_2` |",
            "| `code` | integer | No | Why. | `2` |",
            "import-conflicting-types",
            "integer | No | Why",
        ),
        (
            "list-depots",
            "| `town` | string | No | Its name.",
            "| `Type` | string | No | | — |\n| `town` | string | No | Its name.",
            "colliding-names",
            "`type`",
        ),
    ] {
        let changed = page(name).replace(from, to);
        assert_ne!(changed, page(name), "{from:?}");
        let run = folder.import(&changed);
        if run.exit != 1 {
            wrong.push(format!("{to:?}: {run:?}"));
            continue;
        }
        let findings = run.places(&changed);
        seen.insert(code);
        if !findings.iter().any(|(found, text)| found == code && text.starts_with(at)) {
            wrong.push(format!("{to:?} wants {code} at {at:?}: {findings:?}"));
        }
        let flat = folder.import(&collapsed(&changed));
        assert_eq!(flat.exit, 1, "collapsed {to:?} {flat:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let list = folder.run(&["explain"]).stdout;
    let codes = list.split_whitespace().filter(|word| word.starts_with("import-"));
    assert_eq!(codes.filter(|code| !seen.contains(code)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn what_is_no_page_of_an_endpoint_is_an_error() {
    let folder = Folder::new("no-page");
    for (from, to, at, expected) in [
        ("# GET /v2", "# WEBHOOK /v2", "6:3", "`WEBHOOK` is no HTTP operation"),
        ("| `weight` | number |", "| `weight` | int<5> |", "47:14", "expected a type"),
        ("| `weight` | number |", "| `weight` | Weight |", "47:14", "expected a heading `Weight`"),
        ("Allowed: `de`", "Allowed: de", "29:61", "the allowed values in backticks"),
        ("**Possible values:**", "**Kinds:**", "44:3", "not one that is not known, `Kinds`"),
    ] {
        let changed = page("track-parcel").replacen(from, to, 1);
        assert_ne!(changed, page("track-parcel"), "{from:?}");
        folder.write("page.txt", &changed);
        let run = folder.run(&["import", "page.txt", "--output", "spec.yaml"]);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{to:?} {run:?}");
        assert!(
            run.stderr.starts_with(&format!("error: page.txt:{at}")) && run.stderr.contains(expected),
            "{to:?} {run:?}"
        );
        assert!(!folder.run(&["validate", "--spec", "spec.yaml"]).stderr.is_empty(), "nothing is written");
    }
}

#[test]
fn a_page_cut_anywhere_is_refused_or_read() {
    let folder = Folder::new("cut");
    for name in ["track-parcel", "change-delivery"] {
        let page = page(name);
        for end in (0..page.len()).step_by(97).filter(|end| page.is_char_boundary(*end)) {
            let run = folder.import(&page[..end]);
            assert!((0..=2).contains(&run.exit) && !run.stderr.contains("panicked"), "{end} {run:?}");
        }
    }
}
