//! Changes of the page that prints a label.

use super::{Mutation, one};

pub(super) const MUTATIONS: &[Mutation] = &[
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
