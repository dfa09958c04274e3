//! A page that changes in one place yields one finding, there, in lines and on one line.

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

const OF_PARCEL: &[Mutation] = &[
    one(&[("# POST /v2", "# PUT /v2")], "drift-method", "PUT /v2/parcels —"),
    one(&[("POST ", "PUT ")], "drift-method", "PUT /v2/parcels —"),
    one(&[("# POST /v2/parcels", "# POST /v3/parcels")], "drift-path", "/v3/parcels —"),
    one(&[("/v2/parcels", "/v3/parcels")], "drift-path", "/v3/parcels —"),
    one(&[("/api/create-parcel", "/api/new-parcel")], "drift-source", "https://docs.courier.example/api/new"),
    one(&[("> **Source:**", "> **Origin:**")], "drift-source", "POST /v2"),
    one(&[("try.courier", "test.courier")], "drift-server", "https://test"),
    one(&[("live.courier", "work.courier")], "drift-server", "https://work"),
    one(&[("- Production: `https://live", "- Production: `https://work")], "drift-server", "https://work"),
    one(&[("- Sandbox", "- Playground")], "drift-server", "https://try"),
    one(
        &[(
            "- Sandbox: `https://try",
            "- Staging: `https://stage.courier.example/base/v2/parcels`\n- Sandbox: `https://try",
        )],
        "drift-server-missing-in-spec",
        "https://stage",
    ),
    one(
        &[("- Sandbox: `https://try.courier.example/base/v2/parcels`", "")],
        "drift-server-missing-on-page",
        "POST /v2",
    ),
    one(&[("POST https://live", "POST https://old")], "drift-request-url", "https://old"),
    one(&[("`X-Courier-Key`", "`X-Api-Key`")], "drift-authentication", "X-Api-Key"),
    one(&[("`X-Courier-Key` header required on each call.", "None.")], "drift-authentication", "POST /v2"),
    one(&[("header required", "header optional")], "drift-authentication", "POST /v2"),
    one(
        &[("**Authentication:** `X-Courier-Key` header required", "Anything")],
        "drift-authentication",
        "POST /v2",
    ),
    one(&[("`application/json`", "`multipart/form-data`")], "drift-content-type", "multipart/form-data"),
    one(&[("**Content-Type:** `application/json`", "")], "drift-content-type", "Request Body"),
    // Fields
    one(&[("| `fragile` |", "| `brittle` |")], "drift-field-renamed", "`brittle`"),
    one(&[("| `zone` |", "| `area` |"), ("\"zone\"", "\"area\"")], "drift-field-renamed", "`area`"),
    one(&[("| `town` | string | No | Its name. | `Ulm` |\n", "")], "drift-field-missing-on-page", "`place`"),
    one(
        &[("| `place` | PlaceVO | No | See **PlaceVO** below. | — |\n", "")],
        "drift-field-missing-on-page",
        "`events`",
    ),
    one(
        &[("| `zone` |", "| `gate` | string | No | New. | `A` |\n| `zone` |")],
        "drift-field-missing-in-spec",
        "`gate`",
    ),
    one(&[("| `pieces` | integer", "| `pieces` | string")], "drift-field-type", "string | No | How many"),
    one(&[("| `sender` | Party |", "| `sender` | string |")], "drift-field-type", "string | Yes | See"),
    one(
        &[("| `notices` | array\\ |", "| `notices` | object |")],
        "drift-field-type",
        "object | No | What there",
    ),
    one(&[("array\\<string\\>", "array\\<integer\\>")], "drift-item-type", "array\\<integer\\>"),
    one(&[("| `tags` | array\\ |", "| `tags` | integer[] |")], "drift-item-type", "integer[]"),
    one(
        &[("Free words, written", "See **File** below. Written")],
        "drift-item-type",
        "array\\ | No | See **File** below. W",
    ),
    one(
        &[("| `pieces` | integer | No", "| `pieces` | integer | Yes")],
        "drift-field-required",
        "Yes | How many",
    ),
    one(&[("| `at` | string | No", "| `at` | string | Yes")], "drift-field-required", "Yes | When."),
    one(
        &[("| `extra` | object | No | |", "| `extra` | object | No | See **PlaceVO** below. |")],
        "drift-nested-missing-in-spec",
        "object | No | See",
    ),
    one(
        &[("PlaceVO | No | See **PlaceVO** below.", "object | No | Somewhere.")],
        "drift-nested-missing-on-page",
        "object | No | Some",
    ),
    one(
        &[("| `events` | array\\ | No | See **Parcel Event** below.", "| `events` | array\\ | No | All.")],
        "drift-nested-missing-on-page",
        "array\\ | No | All.",
    ),
    one(&[("| `deputy` | Party |", "| `deputy` | string |")], "drift-field-type", "string | No | Who"),
    // Values, codes and the required text
    one(&[("`slow`, `fast` or", "`slow`, `fast`, `idle` or")], "drift-value-missing-in-spec", "idle"),
    one(&[("`slow`, `fast` or", "`fast` or")], "drift-value-missing-on-page", "fast` or"),
    one(&[("`slow`, `fast` or", "`lazy`, `fast` or")], "drift-value-changed", "lazy"),
    one(&[("Allowed: `slow`, `fast` or `now`.", "Any.")], "drift-value-missing-on-page", "`service`"),
    one(&[("- `moving` —", "- `lost` — away\n- `moving` —")], "drift-value-missing-in-spec", "lost"),
    one(&[("Its name.", "Allowed: `Ulm`.")], "drift-value-missing-in-spec", "Ulm`."),
    one(&[("at my own risk", "at my Own risk")], "drift-consent", "Own risk"),
    one(
        &[("`I accept that porcelain travels", "`I accept that  porcelain travels")],
        "drift-consent",
        " porcelain",
    ),
    one(&[("is only a word.` |", "is only a word` |")], "drift-consent", "` |"),
    one(&[("**Required value:**", "**Usual value:**")], "drift-consent", "`terms`"),
    one(&[("In kilograms.", "**Required value:** `1`")], "drift-consent", "1` |"),
    one(
        &[("- `parcel.gone` —", "- `parcel.wet` — rain\n- `parcel.gone` —")],
        "drift-code-missing-in-spec",
        "parcel.wet",
    ),
    one(&[("- `parcel.gone` — nobody knows where\n", "")], "drift-code-missing-on-page", "parcel.taken"),
    one(&[("`parcel.gone`", "`parcel.away`")], "drift-code-changed", "parcel.away"),
    one(
        &[
            ("**Error codes:**\n- `parcel.heavy`", "- `parcel.heavy`"),
            ("- `parcel.gone`", "**Error codes:**\n- `parcel.gone`"),
        ],
        "drift-code-side",
        "parcel.heavy",
    ),
    one(&[("| `RULE_4` |", "| `RULE_5` |")], "drift-code-changed", "`RULE_5`"),
    // Responses
    one(&[("### 400 —", "### 422 —")], "drift-status-changed", "422"),
    one(&[("### 201 —", "### 200 —"), ("(201)", "(200)")], "drift-status-changed", "200"),
    one(&[("### 400 —", "### 410 — Gone\n\nFor good.\n\n### 400 —")], "drift-status-missing-in-spec", "410"),
    // Samples
    one(&[("\"pieces\": 3", "\"pieces\": 3.5")], "drift-sample-type", "3.5"),
    one(&[("\"red\", \"blue\"", "\"red\", 7")], "drift-sample-type", "7]"),
    one(&[("\"town\": \"Ulm\"", "\"town\": false")], "drift-sample-type", "false"),
    one(&[("\"weight\": 2", "\"weight\": null")], "drift-sample-type", "null"),
    one(&[("\"extra\": {}", "\"extra\": {}, \"more\": 1")], "drift-sample-unknown-field", "1"),
    one(&[("\"extra\": {}", "\"extra\": { \"more\": 1 }")], "drift-sample-unknown-field", "1 }"),
    one(
        &[("{ \"title\": \"Invoice | 1\", \"pages\": 2 }", "{ \"pages\": 2 }")],
        "drift-sample-required",
        "{",
    ),
    one(
        &[("\"code\": \"letter.taken\"", "\"code\": \"letter.lost\"")],
        "drift-sample-code",
        "\"letter.lost\"",
    ),
    one(&[("\"Thank you.\"", "\"Thanks.\"")], "drift-sample-value", "\"Thanks.\""),
    one(&[("\"extra\": {}", "\"fragile\": true, \"extra\": {}")], "drift-sample-value", "true"),
    one(&[("### Sample Request", "### Usual Request")], "drift-sample-missing", "Request Body"),
    one(&[("\"town\": \"Ulm\"", "\"city\": \"Ulm\"")], "drift-sample-unknown-field", "\"Ulm\""),
    one(&[("\"weight\": 2,", "\"mass\": 2,")], "drift-sample-unknown-field", "2,"),
    one(&[("\"service\": \"fast\"", "\"service\": \"soon\"")], "drift-sample-not-allowed", "\"soon\""),
    one(&[("\"state\": \"taken\"", "\"state\": \"lost\"")], "drift-sample-not-allowed", "\"lost\""),
    one(&[("at my own risk, & \\\"", "at my Own risk, & \\\"")], "drift-contradiction", "\"I accept"),
    one(&[("### Sample Response (201)", "### Sample Response (400)")], "drift-sample-missing", "{"),
    // The page itself
    one(
        &[
            ("| `papers` |", "| `prints` | array\\ | No | See **Scan** below. | — |\n| `papers` |"),
            (
                "## File",
                "## Scan\n\n| Field | Type | Required | Description | Example |\n|---|---|---|---|---|\n| `title` | string | Yes | | `A` |\n| `pages` | integer | No | | `2` |\n\n## File",
            ),
        ],
        "drift-field-missing-in-spec",
        "`prints`",
    ),
    one(
        &[(
            "### Sample Request",
            "#### Spare\n\n| Field | Type | Required | Description | Example |\n|---|---|---|---|---|\n| `a` | string | Yes | | `A` |\n\n### Sample Request",
        )],
        "drift-table-unreferenced",
        "Spare",
    ),
    one(&[("| `place` | PlaceVO |", "| `place` | SpotVO |")], "drift-contradiction", "SpotVO"),
    one(
        &[("array\\<string\\> | No | Towns", "array\\<string\\> | No | See **Party** below. Towns")],
        "drift-contradiction",
        "array\\<string\\>",
    ),
    one(
        &[("| `notices` | array\\ |", "| `notices` | array\\<string\\> |")],
        "drift-contradiction",
        "array\\<string\\> | No | What there",
    ),
    one(&[("PlaceVO", "SpotVO")], "drift-type-name", "SpotVO | No"),
    one(
        &[("**Parcel Event**", "**Parcel News**"), ("#### Parcel Event", "#### Parcel News")],
        "drift-type-name",
        "array\\ | No | See **Parcel News**",
    ),
    one(&[("\nSee **Notice** below.", "")], "drift-nested-missing-on-page", "array\\ | No | What there is"),
];

const OF_LABEL: &[Mutation] = &[
    one(&[("# GET ", "# DELETE "), ("GET https", "DELETE https")], "drift-method", "DELETE /v2"),
    one(
        &[("| `copies` | query |", "| `amount` | query |"), ("copies=2", "amount=2")],
        "drift-parameter-renamed",
        "`amount`",
    ),
    one(
        &[("| `copies` | query |", "| `copies` | path |"), ("&copies=2", "")],
        "drift-parameter-location",
        "`copies`",
    ),
    one(
        &[("| `copies` | query | No | integer", "| `copies` | query | No | string")],
        "drift-parameter-type",
        "string | How many",
    ),
    one(
        &[("| `format` | query | No", "| `format` | query | Yes")],
        "drift-parameter-required",
        "Yes | string | How",
    ),
    one(
        &[("| `copies` |", "| `paper` | query | No | string | New. | `a4` |\n| `copies` |")],
        "drift-parameter-missing-in-spec",
        "`paper`",
    ),
    one(&[("&copies=2", "&copies=2&paper=a4")], "drift-parameter-missing-in-spec", "https://live"),
    one(
        &[("| `copies` | query | No | integer | How many. | `2` |\n", "")],
        "drift-parameter-missing-on-page",
        "GET /v2",
    ),
    one(&[("`pdf`, `zpl`", "`pdf`, `zpl`, `png`")], "drift-value-missing-in-spec", "png"),
    one(
        &[("### 404 — No such parcel\n\nNothing comes back.\n", "")],
        "drift-status-missing-on-page",
        "GET /v2",
    ),
    one(
        &[("# GET /v2/parcels/{parcelId}/label", "# GET /v2/parcels/{id}/label")],
        "drift-path",
        "/v2/parcels/{id}/label —",
    ),
    one(
        &[("/api/print-label", "/api/elsewhere"), ("# GET /v2", "# GET /v9")],
        "drift-operation-missing",
        "GET /v9",
    ),
];

#[test]
fn one_change_of_a_page_is_one_finding() {
    let folder = Folder::new("mutations");
    for (page, mutations) in [(PARCEL, OF_PARCEL), (LABEL, OF_LABEL)] {
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
