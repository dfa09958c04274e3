use leegality::Consent;

use crate::support::{leegality, run};

#[test]
fn the_statement_and_a_line_break_are_all_of_it() {
    let run = run(&mut leegality(&["consent"]));
    assert_eq!(run.code, Some(0));
    assert_eq!(run.stdout, format!("{}\n", Consent::STATEMENT));
    assert_eq!(run.stderr, "");
}

#[test]
fn json_has_the_digest_of_every_record() {
    let run = run(&mut leegality(&["consent", "--output", "json"]));
    let record = Consent::granted_by("somebody").expect("a principal").record();
    assert_eq!(run.code, Some(0));
    assert_eq!(run.json()["statement"], Consent::STATEMENT);
    assert_eq!(run.json()["sha256"], record.statement_sha256());
}

/// A reader that went away before it read anything.
#[cfg(unix)]
#[test]
fn a_broken_pipe_is_no_panic() {
    for command in ["consent", "demo", "completions bash"] {
        let arguments: Vec<_> = command.split(' ').collect();
        let mut child = leegality(&arguments).spawn().expect("the command runs");
        drop(child.stdout.take());
        let run = crate::support::Run::from(child.wait_with_output().expect("the command ends"));
        assert_eq!(run.code, Some(0), "{command}: {run:?}");
        assert_eq!(run.stderr, "", "{command}");
    }
}
