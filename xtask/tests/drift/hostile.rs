//! No page makes the command panic or hang.

use std::time::{Duration, Instant};

use crate::support::{Folder, LABEL, PARCEL, Run, collapsed};

/// Longer than any of these takes in a debug build on a busy machine, and far from what anything but linear takes.
const LIMIT: Duration = Duration::from_secs(20);

#[track_caller]
fn survives(folder: &Folder, page: &str) -> Run {
    folder.write("page.txt", page);
    let begin = Instant::now();
    let run = folder.drift(&["page.txt"]);
    assert!((0..=2).contains(&run.exit) && !run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(begin.elapsed() < LIMIT, "{:?}", begin.elapsed());
    run
}

#[test]
fn a_page_cut_anywhere_is_never_clean() {
    let folder = Folder::new("cut");
    for page in [PARCEL.to_owned(), collapsed(PARCEL), collapsed(LABEL)] {
        // Up to the end of the last sample, which is what a cut page lacks.
        for end in (0..page.trim_end().len() - 3).step_by(50) {
            let end = (0..=end).rfind(|&at| page.is_char_boundary(at)).unwrap();
            let run = survives(&folder, &page[..end]);
            assert_ne!(run.exit, 0, "cut at {end}: {run:?}");
        }
    }
}

#[test]
fn scrambled_pages_are_refused_or_compared() {
    let folder = Folder::new("scrambled");
    let words: Vec<&str> = PARCEL.split_ascii_whitespace().collect();
    // A generator of our own, so that a failure can be repeated.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for round in 0..120 {
        let mut changed: Vec<&str> = words.clone();
        for _ in 0..=round % 4 {
            let at = random(changed.len());
            match random(4) {
                0 => drop(changed.remove(at)),
                1 => changed.insert(at, words[random(words.len())]),
                2 => changed[at] = ["|", "`", "```", "##", "**", "\u{1f4e6}", "\\", "{"][random(8)],
                _ => {
                    let other = random(changed.len());
                    changed.swap(at, other);
                }
            }
        }
        survives(&folder, &changed.join(" "));
    }
    for text in
        ["", " ", "#", "# POST", "# POST / —", "|", "`", "\u{feff}", "\0", "> **Source:**", "🦀 | ` ```"]
    {
        assert_eq!(survives(&folder, text).exit, 2, "{text:?}");
    }
}

#[test]
fn types_that_never_end_are_cut_short() {
    let folder = Folder::new("endless");
    let head = PARCEL.split("### 201").next().unwrap();
    let table = "| Field | Type | Required | Description | Example |\n|---|---|---|---|---|\n";
    let mut chain = format!("{head}### 201 — Taken\n\n{table}| `a` | T0 | No | | — |\n");
    let mut tree = chain.clone();
    for level in 0..2_000 {
        let next = level + 1;
        chain += &format!("\n#### T{level}\n\n{table}| `a` | T{next} | No | | — |\n");
        tree += &format!(
            "\n#### T{level}\n\n{table}| `a` | T{next} | No | | — |\n| `b` | T{next} | No | | — |\n"
        );
    }
    let end = format!("\n#### T2000\n\n{table}| `a` | string | No | | — |\n");
    assert!(survives(&folder, &(chain.clone() + &end)).stderr.contains("nested deeper than"), "deep");
    assert_eq!(survives(&folder, &(tree + &end)).exit, 2, "wide");
    // In a circle there is an end.
    let circle = format!("\n#### T2000\n\n{table}| `a` | T0 | No | | — |\n");
    assert_eq!(survives(&folder, &(chain + &circle)).exit, 2);
}

#[test]
fn megabytes_take_their_time_and_no_more() {
    let folder = Folder::new("megabytes");
    let row = "| `pieces` | integer | No |";
    let many = 1 << 20;
    for filling in [
        "x".repeat(many),
        "| ".repeat(many / 2),
        "` ".repeat(many / 2),
        "`a ".repeat(many / 3),
        "``` ".repeat(many / 4),
        "- `code` ".repeat(many / 9),
        "**Error codes:** ".to_owned() + &"- `a.b` ".repeat(many / 8),
        "Allowed: ".to_owned() + &(0..100_000).map(|n| format!("`v{n}`, ")).collect::<String>(),
        "**Error codes:** ".to_owned() + &(0..100_000).map(|n| format!("- `c{n}` ")).collect::<String>(),
        "See **A ".repeat(many / 8),
        "\u{1f4e6}\u{300} ".repeat(many / 7),
    ] {
        survives(&folder, &PARCEL.replace(row, &format!("{row} {filling}")));
    }
    for filling in [
        "[".repeat(many),
        format!("[{}1]", "1,".repeat(many / 2)),
        format!("\"{}\"", "\\\"".repeat(many / 2)),
        format!("{{\"{}\": 1}}", "k".repeat(many)),
        "{\"a\":".repeat(many / 5),
    ] {
        survives(&folder, &PARCEL.replace("\"extra\": {}", &format!("\"extra\": {filling}")));
    }
    let rows: String = (0..40_000).map(|n| format!("| `f{n}` | string | No | New. | `A` |\n")).collect();
    survives(&folder, &PARCEL.replace("| `zone` |", &format!("{rows}| `zone` |")));
    survives(&folder, &PARCEL.replace("## File", &"#### A\n\nB\n\n".repeat(many / 12)));
    assert_eq!(survives(&folder, &"x ".repeat(4 * many)).exit, 2);
}
