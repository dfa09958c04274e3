//! The guide shows the example as it is.

const GUIDE: &str = include_str!("../../docs/web-handler.md");
const EXAMPLE: &str = include_str!("../examples/web_handler.rs");

#[test]
fn the_code_of_the_guide_is_that_of_the_example() {
    let example = lines(EXAMPLE);
    let mut blocks = 0;
    for block in GUIDE.split("```rust\n").skip(1) {
        let block = lines(block.split("```").next().unwrap());
        let is_there = example.windows(block.len()).any(|window| window == block);
        assert!(is_there, "tests/examples/web_handler.rs has no such lines:\n{}", block.join("\n"));
        blocks += 1;
    }
    assert_eq!(blocks, 6, "blocks of code in the guide");
}

/// The guide leaves out how far a line is indented.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).collect()
}
