//! Input that nobody means well: whatever it is, the command ends soon, says how, and does not panic. And the time that
//! a comparison takes grows with the documents, not faster.

use std::fmt::Write;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::{BASE, folder, write};

/// For the build that tests run, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Compares both ways, and says how long the slower one took.
fn survives(folder: &Path, name: &str, old: &[u8], new: &[u8]) -> Duration {
    let paths = [folder.join("old.yaml"), folder.join("new.yaml")];
    std::fs::write(&paths[0], old).unwrap();
    std::fs::write(&paths[1], new).unwrap();
    let mut slowest = Duration::ZERO;
    for (number, (old, new)) in [(0, 1), (1, 0)].into_iter().enumerate() {
        // Output goes to files: a full pipe would be a hang of our own.
        let (out, err) = (folder.join("out"), folder.join("err"));
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["diff", "--format", ["human", "json"][number]])
            .args([&paths[old], &paths[new]])
            .stdout(Stdio::from(File::create(&out).unwrap()))
            .stderr(Stdio::from(File::create(&err).unwrap()))
            .spawn()
            .unwrap();
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("{name}: no end after {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        slowest = slowest.max(start.elapsed());
        let errors = std::fs::read_to_string(err).unwrap();
        assert!(matches!(status.code(), Some(0..=2)), "{name}: {status}: {errors}");
        assert!(!errors.contains("panicked"), "{name}: {errors}");
    }
    slowest
}

/// Held by what takes all of the machine, so that nothing is measured beside it.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn documents_cut_and_scrambled() {
    let folder = folder("scrambled");
    for end in (0..BASE.len()).step_by(211) {
        survives(&folder, &format!("until {end}"), BASE.as_bytes(), &BASE.as_bytes()[..end]);
    }
    // A generator of our own, so that a failure can be repeated.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).unwrap() % below
    };
    let lines: Vec<&str> = BASE.lines().collect();
    for round in 0..60 {
        let mut changed = lines.clone();
        for _ in 0..=round / 6 {
            let (a, b) = (random(changed.len()), random(changed.len()));
            match random(3) {
                0 => drop(changed.remove(a)),
                1 => changed.insert(a, lines[random(lines.len())]),
                _ => changed.swap(a, b),
            }
        }
        survives(&folder, &format!("lines {round}"), BASE.as_bytes(), changed.join("\n").as_bytes());
        let mut bytes = BASE.as_bytes().to_vec();
        for _ in 0..=round / 6 {
            let at = random(bytes.len());
            bytes[at] = b"{}[]:,-#&*!|>'\"%@`\n\t ?~0a"[random(25)];
        }
        survives(&folder, &format!("bytes {round}"), BASE.as_bytes(), &bytes);
    }
}

fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    post:\n      operationId: a\n      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A0'}}}}}}}}\n      responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A0'}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn many(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn reference(n: usize) -> String {
    format!("{{$ref: '#/components/schemas/A{n}'}}")
}

#[test]
fn schemas_that_do_not_end() {
    let folder = folder("endless");
    let texts = [
        ("itself", "    A0: {$ref: '#/components/schemas/A0'}\n".to_owned()),
        ("all of itself", format!("    A0: {{allOf: [{}]}}\n", reference(0))),
        ("not itself", format!("    A0: {{not: {}, oneOf: [{}]}}\n", reference(0), reference(0))),
        ("a long circle", many(5_000, |n| format!("    A{n}: {}\n", reference((n + 1) % 5_000)))),
        ("a long way", many(5_000, |n| format!("    A{n}: {{type: object, properties: {{a: {}}}}}\n", reference(n + 1)))),
        ("arrays", many(5_000, |n| format!("    A{n}: {{type: array, items: {}}}\n", reference((n + 1) % 5_000)))),
        (
            "a tower",
            many(5_000, |n| {
                format!("    A{n}: {{allOf: [{}], properties: {{a{n}: {}}}}}\n", reference(n + 1), reference(n + 2))
            }),
        ),
        (
            "a tree",
            many(64, |n| {
                format!("    A{n}: {{allOf: [{0}, {{allOf: [{0}]}}], oneOf: [{0}, {0}], anyOf: [{0}]}}\n", reference(n + 1))
            }),
        ),
        (
            "parameters",
            "    A0: {}\n  parameters:\n    A: {$ref: '#/components/parameters/B'}\n    B: {$ref: '#/components/parameters/A'}\n"
                .to_owned(),
        ),
    ];
    for (name, schemas) in &texts {
        let old = document(schemas);
        survives(&folder, name, old.as_bytes(), old.replace("A0: {", "A0: {nullable: true, ").as_bytes());
        survives(&folder, name, old.as_bytes(), document("    A0: {type: string}\n").as_bytes());
        let ways = old.replace(
            "operationId: a\n",
            "operationId: a\n      parameters: [{$ref: '#/components/parameters/A'}]\n",
        );
        survives(&folder, name, old.as_bytes(), ways.as_bytes());
    }
}

#[test]
fn a_circle_of_references_is_said_to_be_one() {
    let folder = folder("circle-found");
    let old = write(&folder, "a.yaml", &document("    A0: {type: string}\n"));
    let new = write(&folder, "b.yaml", &document("    A0: {$ref: '#/components/schemas/A0'}\n"));
    let found = super::codes(&super::diff(&[&old, &new], &["--format", "json"]));
    assert_eq!(found, ["diff-not-compared", "diff-not-compared"], "in the request and in the response");
    // What is wrong in both is no change.
    assert_eq!(super::codes(&super::diff(&[&new, &new], &["--format", "json"])), Vec::<String>::new());
}

#[test]
fn megabytes() {
    let _alone = ALONE.lock().unwrap();
    let folder = folder("megabytes");
    let mut bomb = "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n".to_owned();
    for level in 1..400 {
        let before = vec![format!("*x{}", level - 1); 10].join(", ");
        let _ = writeln!(bomb, "x{level}: &x{level} [{before}]");
    }
    let list = |count: usize| many(count, |n| format!("{n}, "));
    let texts = [
        ("text", "a".repeat(1_000_000)),
        ("brackets", "[".repeat(1_000_000)),
        ("bomb", format!("{}{bomb}", document("    A0: {}\n"))),
        (
            "fields",
            document(&format!(
                "    A0: {{properties: {{{}}}}}\n",
                many(8_000, |n| format!("f{n}: {{type: string}}, "))
            )),
        ),
        ("required", document(&format!("    A0: {{required: [{}]}}\n", many(20_000, |n| format!("f{n}, "))))),
        ("enum", document(&format!("    A0: {{enum: [{}]}}\n", list(20_000)))),
        (
            "branches",
            document(&format!("    A0: {{oneOf: [{}]}}\n", many(5_000, |n| format!("{{enum: [{n}]}}, ")))),
        ),
        (
            "parts",
            document(&format!("    A0: {{allOf: [{}]}}\n", many(20_000, |n| format!("{{enum: [{n}]}}, ")))),
        ),
        (
            "codes",
            document(&format!(
                "    A0: {{x-documented-codes: [{}]}}\n",
                many(5_000, |n| format!("{{code: c{n}}}, "))
            )),
        ),
        (
            "security",
            format!(
                "{}security: [{}]\n",
                document("    A0: {}\n"),
                many(5_000, |n| format!("{{s{n}: [], s{}: []}}, ", n + 1))
            ),
        ),
        (
            "servers",
            format!(
                "{}servers: [{}]\n",
                document("    A0: {}\n"),
                many(10_000, |n| format!("{{url: 'https://h{n}'}}, "))
            ),
        ),
        (
            "parameters",
            document("    A0: {}\n").replace(
                "operationId: a\n",
                &format!(
                    "operationId: a\n      parameters: [{}]\n",
                    many(10_000, |n| format!("{{name: p{n}, in: query}}, "))
                ),
            ),
        ),
        (
            "long names",
            document(&format!("    A0: {{properties: {{{}: {{type: string}}}}}}\n", "n".repeat(300_000))),
        ),
    ];
    let small = document("    A0: {}\n");
    for (name, text) in &texts {
        survives(&folder, name, small.as_bytes(), text.as_bytes());
        // Nearly everything changes a little.
        let other =
            text.replace("string", "integer").replace("enum: [", "enum: [x").replace("code: c", "code: d");
        survives(&folder, name, text.as_bytes(), other.as_bytes());
    }
}

/// A document with so many calls, which share schemas, and one change in every tenth.
fn calls(count: usize, change: &str) -> String {
    let mut text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n".to_owned();
    for n in 0..count {
        let _ = write!(
            text,
            "  /a{n}/{{id}}:\n    post:\n      operationId: a{n}\n      parameters:\n        - {{name: id, in: path, required: true, schema: {{type: string}}}}\n      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/R{n}'}}}}}}}}\n      responses:\n        '200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Shared'}}}}}}}}\n"
        );
    }
    text.push_str("components:\n  schemas:\n    Shared: {type: object, properties: {a: {type: string}, next: {$ref: '#/components/schemas/Shared'}}}\n");
    for n in 0..count {
        let length = if n % 10 == 0 { change } else { "80" };
        let _ = writeln!(
            text,
            "    R{n}: {{type: object, required: [name], properties: {{name: {{type: string, maxLength: {length}}}, shared: {{$ref: '#/components/schemas/Shared'}}, parts: {{type: array, items: {{nullable: true, allOf: [{{$ref: '#/components/schemas/Shared'}}]}}}}}}}}"
        );
    }
    text
}

#[test]
fn ten_times_the_calls_take_ten_times_as_long() {
    let _alone = ALONE.lock().unwrap();
    let folder = folder("linear");
    let run = |count: usize| {
        let (old, new) = (calls(count, "80"), calls(count, "70"));
        // The faster of two runs: the machine does other things as well.
        let once = || survives(&folder, "calls", old.as_bytes(), new.as_bytes());
        once().min(once())
    };
    let (few, many) = (run(400), run(4_000));
    // What is not linear takes a hundred times as long.
    assert!(many < few * 40, "400 calls in {few:?}, 4,000 in {many:?}");
}
