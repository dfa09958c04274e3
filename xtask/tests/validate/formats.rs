//! The four ways in which findings are printed.

use super::{BASE, json, stdout, validate, write};

/// A spec whose finding has related places, help, and characters that need escaping in every format.
fn odd() -> std::path::PathBuf {
    let text = BASE.replace("example: 7", "\"100%: a,\\rb\": 7\n      \"100%: a,\\rb\": 8");
    write("odd name, 100%.yaml", &text)
}

#[test]
fn human() {
    let text = stdout(&validate(&write("human.yaml", &BASE.replace("maxLength", "maxLenght")), &[]));
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], "error[unknown-key]: a schema has no key `maxLenght`");
    assert!(lines[1].trim_start().starts_with("--> ") && lines[1].ends_with("human.yaml:114:11"), "{text}");
    assert_eq!(lines[3], "114 |           maxLenght: 80");
    assert_eq!(lines[4], "    |           ^^^^^^^^^");
    assert_eq!(lines[6], "    = help: did you mean `maxLength`?");
    assert_eq!(lines[8], "1 error; `cargo xtask explain unknown-key` says more");
}

#[test]
fn json_has_all_there_is() {
    let report = json(&validate(&odd(), &["--format", "json"]));
    let repeated =
        report["findings"].as_array().expect("a list").iter().find(|one| one["code"] == "repeated-key");
    let repeated = repeated.expect("the key is repeated");
    assert_eq!(repeated["severity"], "error");
    assert!(repeated["message"].as_str().is_some_and(|text| text.contains("a second time")));
    assert!(repeated["file"].as_str().is_some_and(|text| text.ends_with("odd name, 100%.yaml")));
    let line = |value: &serde_json::Value| value["line"].as_u64().expect("a line");
    assert_eq!(line(&repeated["related"][0]) + 1, line(repeated));
    for key in ["column", "end_line", "end_column"] {
        assert!(repeated[key].is_u64(), "{key}");
    }
    assert!(repeated["help"].is_string());
}

#[test]
fn sarif_has_the_required_fields() {
    let log = json(&validate(&odd(), &["--format", "sarif"]));
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|text| text.contains("sarif-2.1.0")));
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string());
    let rules: Vec<_> = driver["rules"].as_array().expect("rules").iter().map(|rule| &rule["id"]).collect();
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        assert!(rules.contains(&&result["ruleId"]));
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap_or_default()));
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
        assert!(uri.starts_with("file:///") && uri.ends_with("/odd%20name%2C%20100%25.yaml"), "{uri}");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0));
        assert!(place["region"]["startColumn"].as_u64().is_some_and(|column| column > 0));
    }
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let text = stdout(&validate(&odd(), &["--format", "github"]));
    assert!(!text.is_empty());
    for line in text.lines() {
        assert!(!line.contains('\r'));
        let (properties, message) =
            line.strip_prefix("::error ").and_then(|rest| rest.split_once("::")).expect("a command");
        let keys: Vec<_> = properties.split(',').filter_map(|property| property.split('=').next()).collect();
        assert_eq!(keys, ["file", "line", "col", "title"]);
        assert!(properties.contains("odd name%2C 100%25.yaml"), "{properties}");
        assert!(message.contains("100%25: a,") && !message.contains("% "), "{message}");
    }
}

#[test]
fn a_clean_spec_is_clean_in_every_format() {
    let path = write("clean.yaml", BASE);
    assert_eq!(stdout(&validate(&path, &[])), "no findings\n");
    assert_eq!(json(&validate(&path, &["--format", "json"]))["findings"], serde_json::json!([]));
    assert_eq!(json(&validate(&path, &["--format", "sarif"]))["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(stdout(&validate(&path, &["--format", "github"])), "");
}
