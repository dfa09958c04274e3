//! A message shows what differs.

use crate::support::{Folder, PARCEL};

#[test]
fn a_message_shows_where_two_texts_differ() {
    let folder = Folder::new("messages");
    for (from, to, shown) in [
        (
            "`https://live.courier.example/base/v2/parcels`",
            "`https://live.courier.example/base/v2/parcel`",
            &["courier.example/base/v2/parcel` in", "courier.example/base/v2/parcels` in"][..],
        ),
        (
            "POST https://live.courier.example/base/v2/parcels",
            "POST https://live.courier.example/base/v2/parcel",
            &["/base/v2/parcel`"],
        ),
        (
            "porcelain travels at my own risk, & \"fra",
            "porcelain travels at my \u{43e}wn risk, & \"fra",
            &["(U+043E)", "(U+006F)"],
        ),
        ("at my own risk, & \"fra", "at my\u{a0}own risk, & \"fra", &["(U+00A0)", "(U+0020)"]),
        ("at my own risk, & \"fra", "at my own\u{200b} risk, & \"fra", &["(U+200B)", "(U+0020)"]),
    ] {
        folder.write("parcel.txt", PARCEL);
        folder.edit("parcel.txt", from, to);
        let run = folder.drift(&["parcel.txt"]);
        assert_eq!(run.exit, 1, "{to} {run:?}");
        let message = run.findings()[0]["message"].as_str().unwrap().to_owned();
        assert!(shown.iter().all(|shown| message.contains(shown)), "{to} {message}");
    }
}
