//! What is imported is a valid spec, and says what the page says.

use crate::support::{Folder, PAGES, collapsed};

#[test]
fn an_imported_spec_lacks_nothing_but_descriptions_and_agrees_with_its_page() {
    let folder = Folder::new("agreement");
    for (name, page) in PAGES {
        let mut texts = Vec::new();
        for (form, page) in [("lines", page.to_owned()), ("line", collapsed(page))] {
            let (page_name, spec) = (format!("{name}-{form}.txt"), format!("{name}-{form}.yaml"));
            folder.write(&page_name, &page);
            let run = folder.run(&["import", &page_name, "--output", &spec]);
            assert_eq!((run.exit, run.stdout.as_str()), (0, ""), "{name} {form} {run:?}");
            let left: usize = run.stderr.split(' ').next().unwrap().parse().unwrap();

            let run = folder.run(&["validate", "--spec", &spec, "--format", "json"]);
            let codes: Vec<&str> = run.stdout.split("\"code\": \"").skip(1).collect();
            assert_eq!(codes.len(), left, "{name} {form} {run:?}");
            assert!(codes.iter().all(|code| code.starts_with("undescribed-")), "{name} {form} {run:?}");

            let run = folder.run(&["drift", &page_name, "--spec", &spec]);
            assert_eq!((run.exit, run.stdout.as_str()), (0, "no findings\n"), "{name} {form} {run:?}");
            let (_, rows) = run.stderr.trim_end().rsplit_once(", ").unwrap();
            let mut words = rows.split(' ');
            assert_eq!(words.next(), words.nth(1), "{name} {form} {rows}");
            texts.push(folder.read(&spec));
        }
        assert_eq!(texts[0], texts[1], "{name}");
        assert_eq!(folder.run(&["import", &format!("{name}-lines.txt")]).stdout, texts[0], "{name}");
    }
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let folder = Folder::new("output");
    folder.write("page.txt", PAGES[0].1);
    folder.write("spec.yaml", "mine");
    let run = folder.run(&["import", "page.txt", "--output", "spec.yaml"]);
    assert_eq!((run.exit, folder.read("spec.yaml").as_str()), (2, "mine"), "{run:?}");
    assert!(run.stderr.contains("spec.yaml exists already"), "{run:?}");
    assert_eq!(folder.run(&["import", "page.txt", "--output", "nowhere/spec.yaml"]).exit, 2);
}

#[test]
fn a_described_spec_is_clean() {
    let folder = Folder::new("described");
    folder.write("page.txt", crate::support::page("add-note"));
    let mut text = folder.run(&["import", "page.txt"]).stdout;
    for (from, to) in [
        ("description: ''", "description: Ours."),
        ("operationId: postParcelsNotes", "operationId: postParcelsNotes\n      description: Ours."),
        ("- name: parcelId", "- name: parcelId\n          description: Ours."),
        ("        note:", "        note:\n          description: Ours."),
        ("        loud:", "        loud:\n          description: Ours."),
    ] {
        assert!(text.contains(from), "{from:?} {text}");
        text = text.replace(from, to);
    }
    folder.write("spec.yaml", &text);
    let run = folder.run(&["validate", "--spec", "spec.yaml"]);
    assert_eq!((run.exit, run.stdout.as_str()), (0, "no findings\n"), "{text}");
}
