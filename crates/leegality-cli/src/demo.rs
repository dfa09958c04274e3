//! `leegality demo`: the whole way of both calls, against a stand-in on this machine.

mod page;
mod scenes;
mod stage;
mod step;
mod summary;
mod traffic;

use serde::Serialize;

use crate::demo::page::Page;
use crate::demo::stage::Stage;
use crate::demo::step::Step;
use crate::demo::summary::Summary;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Format, Unwritable};

/// Plays the scenes in their order, and ends well only if each came out as it should.
pub(crate) async fn run(format: Format) -> Result<Exit, Failure> {
    let mut story = Story { format, page: Page::of_terminal(), steps: Vec::new() };
    story.begin()?;
    let stage = Stage::open().await?;
    story.tell(scenes::start(&stage))?;
    story.tell(scenes::log_in(&stage).await)?;
    story.tell(scenes::consent(&stage))?;
    story.tell(scenes::sign(&stage).await)?;
    story.tell(scenes::wrong_profile(&stage).await)?;
    story.tell(scenes::wrong_environment(&stage).await)?;
    story.tell(scenes::already_signed(&stage).await)?;
    story.tell(scenes::ledger(&stage))?;
    let summary = Summary::of(&story.steps, &stage);
    story.end(&summary)?;
    stage.close().await;
    Ok(if summary.as_expected { Exit::Success } else { Exit::Refused })
}

/// What happened so far, and for whom it is told. A program gets it in one piece, a person as it goes on.
struct Story {
    format: Format,
    page: Page,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Whole<'a> {
    steps: Vec<Numbered<'a>>,
    summary: &'a Summary,
}

#[derive(Serialize)]
struct Numbered<'a> {
    number: usize,
    as_expected: bool,
    #[serde(flatten)]
    step: &'a Step,
}

impl Story {
    fn begin(&self) -> Result<(), Unwritable> {
        self.print(Page::opening)
    }

    fn tell(&mut self, step: Step) -> Result<(), Unwritable> {
        let number = self.steps.len() + 1;
        self.print(|page| page.step(number, &step))?;
        self.steps.push(step);
        Ok(())
    }

    fn end(&self, summary: &Summary) -> Result<(), Unwritable> {
        match self.format {
            Format::Human => self.print(|page| page.ending(summary)),
            Format::Json => {
                let number_and_step = self.steps.iter().enumerate();
                let steps = number_and_step.map(|(position, step)| Numbered {
                    number: position + 1,
                    as_expected: step.as_expected(),
                    step,
                });
                output::print_json(&Whole { steps: steps.collect(), summary })
            }
        }
    }

    fn print(&self, text: impl FnOnce(&Page) -> String) -> Result<(), Unwritable> {
        match self.format {
            Format::Human => output::print(&text(&self.page)),
            Format::Json => Ok(()),
        }
    }
}
