//! The demo in numbers.

use serde::Serialize;

use crate::demo::stage::Stage;
use crate::demo::step::{Ended, Step};

#[derive(Serialize)]
pub(crate) struct Summary {
    pub(crate) as_expected: bool,
    pub(crate) steps: usize,
    pub(crate) steps_as_expected: usize,
    pub(crate) signed: usize,
    pub(crate) refused: usize,
    pub(crate) not_sent: usize,
    pub(crate) unknown: usize,
    pub(crate) requests: usize,
    pub(crate) connections: u64,
    pub(crate) note: &'static str,
}

impl Summary {
    pub(crate) fn of(steps: &[Step], stage: &Stage) -> Self {
        let ended = |how| steps.iter().filter(|step| step.ended == how).count();
        let steps_as_expected = steps.iter().filter(|step| step.as_expected()).count();
        Self {
            as_expected: steps_as_expected == steps.len(),
            steps: steps.len(),
            steps_as_expected,
            signed: ended(Ended::Signed),
            refused: ended(Ended::Refused),
            not_sent: ended(Ended::NotSent),
            unknown: ended(Ended::Unknown),
            requests: stage.mock.requests().len(),
            connections: stage.mock.connections(),
            note: "nothing left this machine, and nothing was legally signed",
        }
    }
}
