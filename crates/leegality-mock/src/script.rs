//! Which request gets which fault.

use std::collections::VecDeque;

use crate::fault::Fault;

/// The faults of the requests to come.
#[derive(Clone, Debug)]
pub(crate) struct Script<F = Fault> {
    next: VecDeque<F>,
    always: Option<F>,
}

impl<F: Clone> Script<F> {
    /// A script for the next requests and nothing for those after them.
    pub(crate) fn of(faults: impl IntoIterator<Item = F>) -> Self {
        Self { next: faults.into_iter().collect(), always: None }
    }

    pub(crate) fn always(fault: F) -> Self {
        Self { next: VecDeque::new(), always: Some(fault) }
    }

    /// The fault of the next request, if it has one, which is taken off the script.
    pub(crate) fn take(&mut self) -> Option<F> {
        self.next.pop_front().or_else(|| self.always.clone())
    }

    /// The fault of the next request, if it has one.
    pub(crate) fn peek(&self) -> Option<&F> {
        self.next.front().or(self.always.as_ref())
    }
}

impl<F> Default for Script<F> {
    fn default() -> Self {
        Self { next: VecDeque::new(), always: None }
    }
}
