use crate::support::{leegality, run};

#[test]
fn every_shell_gets_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = run(&mut leegality(&["completions", shell]));
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.stdout.contains("consent-by"), "{shell}");
    }
}
