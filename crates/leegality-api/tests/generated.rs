//! What is checked in is what the build script of this build wrote.

#[test]
fn the_checked_in_files_are_those_of_the_generator() {
    let files = [
        (
            "client.rs",
            include_str!("../src/generated/client.rs"),
            include_str!(concat!(env!("OUT_DIR"), "/client.rs")),
        ),
        (
            "facts.rs",
            include_str!("../src/generated/facts.rs"),
            include_str!(concat!(env!("OUT_DIR"), "/facts.rs")),
        ),
    ];
    for (name, checked_in, generated) in files {
        assert!(checked_in.starts_with("// By `cargo xtask generate` from "), "{name}");
        assert!(checked_in == generated, "src/generated/{name} is stale; run `cargo xtask generate`");
    }
}
