//! Input that nobody means well: whatever it is, the command ends soon, says how, and does not panic.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{BASE, folder};

/// For the build that tests run, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn survives(name: &str, bytes: &[u8], format: &str) {
    let path = folder().join(name);
    std::fs::write(&path, bytes).expect("a file can be written");
    // Output goes to files: a full pipe would be a hang of our own.
    let file = |end: &str| folder().join(format!("{name}.{end}"));
    let open = |path: &Path| Stdio::from(std::fs::File::create(path).expect("a file can be made"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["validate", "--format", format, "--spec"])
        .arg(&path)
        .stdout(open(&file("out")))
        .stderr(open(&file("err")))
        .spawn()
        .expect("xtask runs");
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the child can be asked") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("the child can be stopped");
            panic!("{name}: no end after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let errors = std::fs::read_to_string(file("err")).expect("what it says is UTF-8");
    assert!(matches!(status.code(), Some(0..=2)), "{name}: {status}: {errors}");
    assert!(!errors.contains("panicked"), "{name}: {errors}");
    for path in [path, file("out"), file("err")] {
        std::fs::remove_file(path).expect("a file can be removed");
    }
}

fn document(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\n{rest}")
}

#[test]
fn truncated_specs() {
    let landed = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/leegality.yaml");
    let landed = std::fs::read(landed).expect("the spec can be read");
    for (name, bytes, step) in [("base", BASE.as_bytes(), 97), ("landed", &landed[..], 733)] {
        for end in (0..bytes.len()).step_by(step) {
            survives(&format!("{name}-until-{end}.yaml"), &bytes[..end], "human");
        }
        for start in (1..bytes.len()).step_by(step * 3) {
            survives(&format!("{name}-from-{start}.yaml"), &bytes[start..], "json");
        }
    }
}

#[test]
fn random_bytes_and_random_changes() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 16).expect("a number of 48 bits") % limit
    };
    for round in 0..40 {
        let noise: Vec<u8> = (0..random(4000)).map(|_| u8::try_from(random(256)).expect("a byte")).collect();
        survives(&format!("noise-{round}.yaml"), &noise, "json");
        // Characters that mean something to YAML, in places where they did not stand.
        let mut text = BASE.as_bytes().to_vec();
        for _ in 0..=round / 4 {
            let at = random(text.len());
            text[at] = b"{}[]:,-#&*!|>'\"%@`\n\t ?~0a"[random(25)];
        }
        survives(&format!("changed-{round}.yaml"), &text, ["human", "json", "sarif", "github"][round % 4]);
    }
}

#[test]
fn deep_nesting() {
    for (name, open) in
        [("sequences", "["), ("mappings", "{a: "), ("flow", "[{a: ["), ("dashes", "- "), ("keys", "? ")]
    {
        for depth in [100, 127, 1000, 100_000] {
            survives(&format!("{name}-{depth}.yaml"), open.repeat(depth).as_bytes(), "human");
        }
    }
    let indented = (0..2000).fold(String::new(), |mut text, depth| {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
        text
    });
    survives("indented.yaml", indented.as_bytes(), "human");
    let closed = format!("{}{}", "[".repeat(120), "]".repeat(120));
    survives("closed.yaml", document(&format!("x-a: {closed}\n")).as_bytes(), "human");
    let schema = format!("{}type: string{}", "{type: array, items: ".repeat(110), "}".repeat(110));
    survives(
        "schemas.yaml",
        document(&format!("components: {{schemas: {{A: {schema}}}}}\n")).as_bytes(),
        "human",
    );
}

#[test]
fn aliases_that_multiply() {
    let mut bomb = "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n".to_owned();
    let mut chain = "x0: &x0 {a: 1}\n".to_owned();
    let mut tower = "x0: &x0 [a]\n".to_owned();
    for level in 1..400 {
        let before = level - 1;
        let many = vec![format!("*x{before}"); 10].join(", ");
        let _ = writeln!(bomb, "x{level}: &x{level} [{many}]");
        let _ = writeln!(chain, "x{level}: &x{level} {{a: *x{before}}}");
        let _ = writeln!(tower, "x{level}: &x{level} {}*x{before}{}", "[".repeat(100), "]".repeat(100));
    }
    for (name, text) in
        [("bomb", bomb), ("chain", chain), ("tower", tower), ("itself", "x: &x [*x]\n".to_owned())]
    {
        survives(&format!("{name}.yaml"), document(&text).as_bytes(), "human");
    }
}

#[test]
fn megabytes() {
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let spec = |schemas: &str| document(&format!("components:\n  schemas:\n{schemas}"));
    let one_line = document(&format!("x-a: [{}]", "{a: 1, a: 2}, ".repeat(10_000)));
    let example = |count| "1, ".repeat(count);
    let texts = [
        ("text", "a".repeat(5_000_000)),
        ("brackets", "[".repeat(5_000_000)),
        ("quoted", format!("x: \"{}", "é".repeat(2_500_000))),
        ("unknown keys", many(20_000, &|n| format!("key{n}: {n}\n"))),
        ("repeated keys", "openapi: 3.0.3\n".repeat(20_000)),
        ("one line", one_line),
        (
            "broken references",
            spec(&many(5_000, &|n| format!("    A{n}: {{$ref: '#/components/schemas/B{n}'}}\n"))),
        ),
        (
            "chain",
            spec(&many(5_000, &|n| {
                format!(
                    "    A{n}: {{allOf: [{{$ref: '#/components/schemas/A{}'}}], required: [a], example: {{a: 1}}}}\n",
                    n + 1
                )
            })),
        ),
        (
            "alternatives",
            spec(&format!(
                "    A:\n      anyOf: [{}]\n    B:\n      type: array\n      items: {{$ref: '#/components/schemas/A'}}\n      example: [{}]\n",
                "{type: string}, ".repeat(5_000),
                example(5_000)
            )),
        ),
        (
            "branches",
            spec(&many(40, &|n| {
                format!(
                    "    A{n}:\n      oneOf: [{{$ref: '#/components/schemas/A{0}'}}, {{anyOf: [{{$ref: '#/components/schemas/A{0}'}}]}}]\n      example: [{1}]\n",
                    n + 1,
                    example(10)
                )
            })),
        ),
        (
            "enum",
            spec(&format!(
                "    A:\n      type: array\n      items: {{type: integer, enum: [{}]}}\n      example: [{}]\n",
                many(5_000, &|n| format!("{n}, ")),
                example(5_000)
            )),
        ),
        (
            "examples",
            spec(&format!(
                "    A:\n      type: array\n      items: {{type: string}}\n      example: [{}]\n",
                example(30_000)
            )),
        ),
        (
            "pattern",
            spec(&format!(
                "    A:\n      type: string\n      pattern: '{}'\n      example: {}\n",
                "(a*)*".repeat(500),
                "a".repeat(10_000)
            )),
        ),
        (
            "patterns",
            spec(&many(300, &|n| {
                format!("    A{n}: {{type: string, pattern: '^(a+)+$', example: {}b}}\n", "a".repeat(50))
            })),
        ),
        (
            "paths",
            document("").replace(
                "paths: {}",
                &format!("paths:\n{}", many(3_000, &|n| format!("  /a{n}/{{b}}/{{b}}: {{get: {{}}}}\n"))),
            ),
        ),
    ];
    for (number, (name, text)) in texts.iter().enumerate() {
        survives(&format!("{name}.yaml"), text.as_bytes(), ["human", "json"][number % 2]);
    }
}
