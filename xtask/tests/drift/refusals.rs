//! What is not a page of the grammar is an error with a place, never "no drift".

use crate::support::{Folder, PARCEL, collapsed};

#[test]
fn a_page_that_is_none_says_where_and_what_was_expected() {
    let folder = Folder::new("refusals");
    let mut wrong = Vec::new();
    for (from, to, at, expected) in [
        ("# POST", "POST", "10", "expected an HTTP method in capitals"),
        ("# POST", "# WEBHOOK", "8", "`WEBHOOK` is no HTTP operation"),
        ("# POST", "# Post", "8", "expected an HTTP method in capitals"),
        ("# POST /v2/parcels", "# POST parcels", "8", "beginning with `/`"),
        ("/v2/parcels — Hand", "/v2/parcels Hand", "8", "expected `—`"),
        ("## Request URL", "## Address", "167", "expected a section `Request URL`"),
        ("POST https://live", "https://live", "17", "expected an HTTP method and a URL"),
        ("- Production:", "- The Production of", "21", "name of an environment"),
        ("Production: `https", "Production: https", "21", "URL in backticks"),
        (
            "`X-Courier-Key` header required",
            "`X-Courier-Key` header wanted",
            "12",
            "`not required` or `optional`",
        ),
        ("`X-Courier-Key` header", "Some header", "12", "expected the header in backticks"),
        ("**Content-Type:** `application/json`", "**Content-Type:** JSON", "28", "content type in backticks"),
        (
            "| Field | Type | Required | Description | Example |\n|-------|------|----------|-------------|---------|\n| `weight`",
            "| Field | Type | Needed | Description | Example |\n|-------|------|----------|-------------|---------|\n| `weight`",
            "32",
            "expected a table with the columns",
        ),
        (
            "|-------|------|----------|-------------|---------|\n| `weight`",
            "| `weight`",
            "33",
            "line of dashes",
        ),
        ("| `pieces` | integer | No |", "| `pieces` | integer | Sometimes |", "35", "expected `Yes` or `No`"),
        ("| `pieces` | integer | No |", "| pieces | integer | No |", "35", "expected a row that begins with"),
        ("| `pieces` | integer | No |", "| `weight` | integer | No |", "35", "not a second one"),
        ("| `pieces` | integer |", "| `pieces` | int<5> |", "35", "expected a type"),
        ("In kilograms. | `2.5` |", "In kilograms. `2.5` |", "34", "expected a description, an example"),
        ("In kilograms. | `2.5` |", "In kilograms. | `2.5` | `3` |", "34", "line"),
        (
            "**Required value:** `I accept",
            "**Required value:** I accept",
            "42",
            "the required value in backticks",
        ),
        (
            "**Success code:**\n- `parcel.taken`",
            "**Success code:**\n- parcel.taken",
            "99",
            "expected a list with codes",
        ),
        ("Allowed: `slow`", "Allowed: slow", "40", "expected the allowed values"),
        ("#### Parcel Event", "#### Happening", "106", "expected a heading `Parcel Event`"),
        ("| `deputy` | Party |", "| `deputy` | Person |", "56", "expected a heading `Person`"),
        ("### Sample Response (201)", "### Sample Response", "157", "status of the sample"),
        (
            "### Sample Response (201)",
            "### Sample Response (201)\n\n### Sample Response (400)",
            "157",
            "expected a fenced sample",
        ),
        ("### 503 — Closed", "### 400 — Closed", "142", "one section for each status"),
        ("### 503 — Closed", "### 503 Closed", "142", "expected `—` and a title"),
        ("\"pieces\": 3,", "\"pieces\": 3", "77", "expected `,` or `}`"),
        ("\"pieces\": 3,", "\"pieces\": three,", "76", "expected a JSON value"),
        ("\"pieces\": 3,", "'pieces': 3,", "76", "expected a key in quotes"),
        ("\"extra\": {}\n}", "\"extra\": {}\n}}", "84", "expected nothing more"),
        ("  \"extra\": {}\n}\n```", "  \"extra\": {}\n}\n", "", "expected"),
        // A second one of what a page has once
        ("## Request URL", "# GET /v2/other — Other\n\n## Request URL", "14:3", "one title on a page"),
        ("## Request URL", "**Authentication:** None.\n\n## Request URL", "14", "one `**Authentication:**`"),
        (
            "## Request Body",
            "**Authentication:** None.\n\n## Request Body",
            "26",
            "one `**Authentication:**`",
        ),
        (
            "## Request Body",
            "**Environments:**\n- Moon: `https://moon.courier.example`\n\n## Request Body",
            "26",
            "one `**Environments:**`",
        ),
        (
            "**Content-Type:** `application/json`",
            "**Content-Type:** `application/json`\n**Content-Type:** `text/plain`",
            "29",
            "one `**Content-Type:**`",
        ),
        (
            "**Environments:**",
            "```\nPOST https://try.courier.example/base/v2/parcels\n```\n\n**Environments:**",
            "21",
            "one request URL",
        ),
        (
            "## Request Body",
            "## Request URL\n\n```\nPOST https://old.courier.example/\n```\n\n## Request Body",
            "26",
            "one `Request URL`",
        ),
        ("## Responses", "## Request Body\n\n## Responses", "89", "one `Request Body`"),
        ("### 400 —", "## Responses\n\n### 400 —", "129", "one `Responses`"),
        (
            "is only a word.` |",
            "is only a word.` **Required value:** `Yes.` |",
            "42",
            "one required value in a row",
        ),
        ("See **Party** below.", "See **Party** below. See **File** below.", "43", "one type in a row"),
        ("on each call.", "on each call, and `X-Courier-Sign`.", "12", "one header for authentication"),
        (
            "on each call.",
            "on each call. The `X-Courier-Sign` header required as well.",
            "12",
            "one header for authentication",
        ),
        ("\"pieces\": 3,", "\"pieces\": 3, \"pieces\": 3,", "76", "each key once"),
        // Lists that are not known
        ("**Success code:**", "**Warning codes:**", "99", "a label for them, not one that is not known"),
        ("**Error codes:**", "**Error code(s):**", "101", "not one that is not known, `Error code(s)`"),
        ("**Error codes:**", "**Failure codes:**", "101", "not one that is not known, `Failure codes`"),
        ("**Error codes:**", "**Error codes**", "101", "not one that is not known, `Error codes`"),
        ("nobody knows where", "nobody **knows** where\n- `parcel.lost` — nor why", "105", "in bold"),
        ("- `parcel.gone` —", "- **`parcel.gone`** —", "104", "in backticks only"),
        // Tables
        ("`Ulm,Bonn` |", "`Ulm,Bonn` | `extra` |", "44", "after the row of `stops`: expected another row"),
        ("`Ulm,Bonn` |", "`Ulm,Bonn` | |", "44", "after the row of `stops`: expected another row"),
        (
            "| Example |\n|-------|------|----------|-------------|---------|\n| `weight`",
            "| Example | Since |\n|-------|------|----------|-------------|---------|-----|\n| `weight`",
            "32",
            "expected five columns",
        ),
    ] {
        let changed = PARCEL.replacen(from, to, 1);
        assert_ne!(changed, PARCEL, "{from:?}");
        folder.write("page.txt", &changed);
        let run = folder.run(&["page.txt"]);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{to:?} {run:?}");
        let place = format!("error: page.txt:{at}");
        let is_explained =
            run.stderr.starts_with(&place) && (run.stderr.contains(expected) || expected == "line");
        if !is_explained {
            wrong.push(format!("{to:?} wants {at} {expected}: {}", run.stderr));
        }
        folder.write("page.txt", collapsed(&changed));
        let run = folder.run(&["page.txt"]);
        assert_eq!(run.exit, 2, "collapsed {to:?} {run:?}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_command_without_work_or_with_unreadable_files_is_an_error() {
    let folder = Folder::new("usage");
    folder.write("bytes.txt", [0xff, 0xfe]);
    folder.write("broken.yaml", "a: [");
    for arguments in [
        &[][..],
        &["--update-lock"],
        &["--max-lock-age", "3", "parcel.txt"],
        &["--date", "2020-02-30", "parcel.txt"],
        &["--fetch", "parcel.txt"],
        &["nowhere.txt"],
        &["bytes.txt"],
        &["parcel.txt", "nowhere.txt"],
        &["parcel.txt", "--lock"],
        &["parcel.txt", "--lock-file", "broken.yaml"],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.exit, run.stdout.as_str()), (2, ""), "{arguments:?} {run:?}");
        assert!(run.stderr.starts_with("error: "), "{run:?}");
    }
    folder.write("spec.yaml", "a: [");
    assert_eq!(folder.run(&["parcel.txt"]).exit, 2);
}

#[test]
fn all_formats_tell_a_finding() {
    let folder = Folder::new("formats");
    folder.edit("parcel.txt", "at my own risk", "at my Own risk");
    for format in ["human", "json", "sarif", "github"] {
        let run = folder.run(&["parcel.txt", "--format", format]);
        assert_eq!(run.exit, 1);
        assert!(run.stdout.contains("drift-consent") && run.stdout.contains("parcel.txt"), "{run:?}");
        assert!(run.stdout.contains("differs from character 39 on"), "{run:?}");
    }
}
