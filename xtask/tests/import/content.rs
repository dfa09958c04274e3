//! What stands in an imported spec.

use crate::support::{Folder, page};

/// Imports a page and checks that these pieces stand in the spec, in this order, and those nowhere.
#[track_caller]
fn assert_spec(name: &str, pieces: &[&str], absent: &[&str]) {
    let folder = Folder::new(&format!("content-{name}"));
    let run = folder.import(page(name));
    assert_eq!(run.exit, 0, "{run:?}");
    let mut rest = run.stdout.as_str();
    for piece in pieces {
        let Some((_, after)) = rest.split_once(piece) else { panic!("{piece:?} is missing in {rest}") };
        rest = after;
    }
    for piece in absent {
        assert!(!run.stdout.contains(piece), "{piece:?} {}", run.stdout);
    }
}

#[test]
fn parameters_statuses_and_open_answers() {
    assert_spec(
        "track-parcel",
        &[
            "- url: 'https://live.courier.example/base'\n    x-environment: production\n",
            "security:\n  - AuthToken: []\n",
            "  '/v2/parcels/{parcelId}/track':\n    get:\n      operationId: getParcelsTrack\n",
            "url: 'https://docs.courier.example/api/track-parcel'",
            "- name: parcelId\n          in: path\n          required: true\n",
            "- name: language\n          in: query\n          required: false\n",
            "enum: [de, en, tlh]",
            "items:\n              type: integer\n",
            "- name: X-Trace\n          in: header\n",
            "'200':\n          description: ''\n",
            "labels: ['red: yes', '# blue', '1.0']",
            "'404':\n          description: ''\n",
            "x-drift:\n                  - code: drift-field-missing-on-page\n                    path: '404'\n",
            "in: header\n      name: X-Courier-Key\n",
            "type: string\n          nullable: true\n          example: moving\n          x-documented-values: [taken, moving, there]\n          x-drift:\n            - code: drift-field-required\n",
            "x-documented-values: [1, 0]\n",
            "nullable: true\n            allOf:\n              - $ref: '#/components/schemas/TrackEvent'\n",
        ],
        &["format:", "Follows", "Printed on", "at the counter", "Nothing comes back"],
    );
}

#[test]
fn a_type_of_a_request_is_another_one_in_an_answer() {
    assert_spec(
        "replace-route",
        &[
            "PutRoutesByRouteIdRequest:\n      type: object\n      required: [name, stops]\n",
            "$ref: '#/components/schemas/StopRequest'\n",
            "StopRequest:\n      type: object\n      x-vendor-schemas: [Stop]\n      required: [address]\n",
            "next:\n          nullable: true\n          allOf:\n            - $ref: '#/components/schemas/StopRequest'\n",
            "    PointRequest:\n",
            "required: [lat, lon]",
            "    PutRoutesByRouteIdResponse:\n      type: object\n      properties:\n",
            "    Stop:\n      type: object\n      properties:\n",
            "    Point:\n      type: object\n      properties:\n        lat:\n          type: number\n          nullable: true\n",
        ],
        &[],
    );
}

#[test]
fn closed_lists_of_a_request_and_errors_of_several_shapes() {
    assert_spec(
        "change-delivery",
        &[
            "x-documented-values: [1, 2, 3]\n",
            "$ref: '#/components/schemas/PatchParcelsDeliveryRequestSpeed'\n",
            "enum: [slow, fast, 'as soon as possible']\n",
            "TermsStatement:\n      type: string\n      enum: ['I agree: it may take longer, & \"nobody\" — not even I — complains. 100 % # yes']\n",
            "    PersonKind:\n      type: string\n      enum: [friend, other]\n",
            "x-documented-values: [slow, fast]\n          x-drift:\n            - code: drift-sample-not-allowed\n",
            "    PatchParcelsDeliveryErrorResponse:\n",
            "code: drift-field-missing-on-page\n              path: 422.since\n",
            "code: drift-field-missing-on-page\n              path: 409.field\n",
            "    MessageError:\n      type: object\n      x-vendor-schemas: [Message]\n",
        ],
        &[],
    );
}

#[test]
fn no_authentication_no_body_and_types_in_themselves() {
    assert_spec(
        "cancel-pickup",
        &[
            "delete:\n      operationId: deletePickupsByPickupId\n",
            "example: '0042'\n",
            "enum: ['I changed my mind']\n",
            "'204':\n          description: ''\n        '404':",
            "    Cause:\n      type: object\n",
            "cause:\n          nullable: true\n          allOf:\n            - $ref: '#/components/schemas/Cause'\n",
        ],
        &["security", "requestBody"],
    );
}

#[test]
fn codes_tell_their_side_and_wait_for_their_meaning() {
    assert_spec(
        "book-pickup",
        &[
            "    ParcelKind:\n      type: object\n      x-vendor-schemas: ['Parcel Kind']\n",
            "- code: pickup.booked\n              status: 1\n              meaning: ''\n",
            "- code: pickup.full\n              status: 0\n              meaning: ''\n",
            "code: drift-sample-code\n              value: parcel.taken\n",
            "    NoticeError:\n",
            "- code: pickup.rule\n              meaning: ''\n",
        ],
        &["title:\n          type: string\n          example"],
    );
}

#[test]
fn a_form_is_sent_as_one() {
    assert_spec(
        "add-note",
        &["required: true\n        content:\n          application/x-www-form-urlencoded:\n"],
        &[],
    );
}
