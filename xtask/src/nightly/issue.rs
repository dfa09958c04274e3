//! What the one issue about the pages is to say after a night.

use crate::date::Date;

/// So many nights in a row in which the pages could not be read are a finding themselves.
const TOO_OFTEN: u32 = 3;

/// In characters. An issue holds two reports at most, and GitHub takes 65,536 characters.
const MAX_REPORT: usize = 30_000;

/// The part of an issue behind it says how the pages differ. It stays when they cannot be read.
const DIFFERENCES: &str = "<!-- differences -->";

/// What became of reading the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Night {
    Clean,
    Findings(String),
    CouldNotRun(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    /// In how many nights in a row the pages could not be read, this one included.
    pub(super) failures: u32,
    pub(super) action: Action,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Leave,
    Open {
        body: String,
    },
    /// Nobody is told that an issue has another text, so news is a comment as well.
    Update {
        body: String,
        comment: Option<String>,
    },
    Close {
        comment: String,
    },
}

/// `failures` is the count of the nights before, `open` the text of the open issue.
pub(super) fn decide(night: &Night, failures: u32, open: Option<&str>, today: Date) -> Decision {
    match night {
        Night::Clean => {
            let comment = format!("On {today}, the pages say what the spec says.");
            let action = if open.is_some() { Action::Close { comment } } else { Action::Leave };
            Decision { failures: 0, action }
        }
        Night::Findings(report) => {
            let differences = differences(report, today);
            let is_known = open.is_some_and(|open| open.contains(&fenced(report)));
            let news =
                (!is_known).then(|| format!("On {today}, the pages differ in another way than before."));
            Decision { failures: 0, action: write(open, differences, news) }
        }
        Night::CouldNotRun(report) => {
            let failures = failures.saturating_add(1);
            if failures < TOO_OFTEN {
                return Decision { failures, action: Action::Leave };
            }
            let known = open.and_then(|open| open.find(DIFFERENCES).map(|at| &open[at..]));
            let body = could_not_run(report, failures, today) + known.unwrap_or_default();
            let news = (failures == TOO_OFTEN)
                .then(|| format!("The pages could not be read in {failures} nights, up to {today}."));
            Decision { failures, action: write(open, body, news) }
        }
    }
}

fn write(open: Option<&str>, body: String, news: Option<String>) -> Action {
    match open {
        None => Action::Open { body },
        Some(_) => Action::Update { body, comment: news },
    }
}

fn differences(report: &str, today: Date) -> String {
    format!(
        "{DIFFERENCES}\nOn {today}, Leegality's pages say something else than `spec/leegality.yaml`. CONTRIBUTING.md, \"The \
         morning on which a page changes\", says what to do. This text is written anew each night, and the issue is closed \
         when nothing differs.\n\n{}\n",
        fenced(report)
    )
}

fn could_not_run(report: &str, failures: u32, today: Date) -> String {
    format!(
        "The pages could not be read in {failures} nights in a row, up to {today}: nobody knows whether they have \
         changed. Either their address or their form is another one, or the site is down.\n\n{}\n\n",
        fenced(report)
    )
}

/// The report as a block that nothing in it can end: it quotes pages which are not ours.
fn fenced(report: &str) -> String {
    // What it quotes must not pass for a mark of ours.
    let report = report.trim_end().replace("<!--", "<! --");
    let shown: String = report.chars().take(MAX_REPORT).collect();
    let cut = if shown.len() == report.len() { "" } else { "\n... the log of the run has the rest" };
    let longest = report.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{shown}{cut}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> Date {
        format!("2026-03-{day:02}").parse().unwrap()
    }

    fn findings(report: &str) -> Night {
        Night::Findings(report.to_owned())
    }

    fn failed() -> Night {
        Night::CouldNotRun("error: could not fetch".to_owned())
    }

    #[track_caller]
    fn body(decision: Decision) -> String {
        match decision.action {
            Action::Open { body } | Action::Update { body, .. } => body,
            other => panic!("no text is written: {other:?}"),
        }
    }

    #[test]
    fn a_clean_night_closes_what_is_open() {
        let decision = decide(&Night::Clean, 2, None, on(1));
        assert_eq!(decision, Decision { failures: 0, action: Action::Leave });
        let decision = decide(&Night::Clean, 2, Some("text"), on(1));
        assert_eq!(decision.failures, 0);
        assert!(matches!(decision.action, Action::Close { comment } if comment.contains("2026-03-01")));
    }

    #[test]
    fn one_issue_stays_up_to_date_and_comments_on_news_alone() {
        let first = decide(&findings("error: a"), 2, None, on(1));
        assert_eq!(first.failures, 0);
        assert!(matches!(first.action, Action::Open { .. }));
        let open = body(first);
        assert!(open.contains("```text\nerror: a\n```"), "{open}");

        let same = decide(&findings("error: a\n"), 0, Some(&open), on(2));
        assert!(matches!(&same.action, Action::Update { comment: None, .. }), "{same:?}");
        assert!(body(same).contains("2026-03-02"));
        let other = decide(&findings("error: b"), 0, Some(&open), on(3));
        assert!(matches!(&other.action, Action::Update { comment: Some(_), .. }), "{other:?}");
        assert!(!body(other).contains("error: a"));
    }

    #[test]
    fn the_third_night_without_a_reading_is_a_finding() {
        let first = decide(&failed(), 0, None, on(1));
        assert_eq!(first, Decision { failures: 1, action: Action::Leave });
        let second = decide(&failed(), 1, None, on(2));
        assert_eq!(second, Decision { failures: 2, action: Action::Leave });
        let third = decide(&failed(), 2, None, on(3));
        assert!(matches!(&third.action, Action::Open { body } if body.contains("in 3 nights in a row")));
        assert_eq!(third.failures, 3);
        let open = body(third);
        let fourth = decide(&failed(), 3, Some(&open), on(4));
        assert!(matches!(&fourth.action, Action::Update { comment: None, .. }), "{fourth:?}");
        assert!(body(fourth).contains("in 4 nights in a row"));
    }

    #[test]
    fn known_differences_stay_while_the_pages_cannot_be_read() {
        let open = body(decide(&findings("error: a"), 0, None, on(1)));
        assert_eq!(decide(&failed(), 0, Some(&open), on(2)).action, Action::Leave);
        let third = decide(&failed(), 2, Some(&open), on(4));
        assert!(matches!(&third.action, Action::Update { comment: Some(_), .. }), "{third:?}");
        let third = body(third);
        let fourth = body(decide(&failed(), 3, Some(&third), on(5)));
        for text in [&third, &fourth] {
            assert!(text.contains("error: a") && text.matches("could not fetch").count() == 1, "{text}");
        }
        // The same differences again are no news.
        let again = decide(&findings("error: a"), 4, Some(&fourth), on(6));
        assert!(matches!(&again.action, Action::Update { comment: None, .. }), "{again:?}");
        assert!(!body(again).contains("could not fetch"));
    }

    #[test]
    fn what_a_page_says_stays_inside_of_its_block() {
        let text = body(decide(&findings("````\n@everyone\n````\n<!-- differences -->"), 0, None, on(1)));
        assert!(text.contains("\n`````text\n"), "{text}");
        assert_eq!(text.matches(DIFFERENCES).count(), 1, "{text}");
        let long = body(decide(&findings(&"ä".repeat(2 * MAX_REPORT)), 0, None, on(1)));
        assert!(long.chars().count() < 31_000 && long.contains("the log of the run has the rest"));
    }
}
