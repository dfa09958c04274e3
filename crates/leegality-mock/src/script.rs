//! Which request gets which fault.

use std::collections::VecDeque;

use crate::fault::Fault;

/// The faults of the requests to come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    next: VecDeque<Fault>,
    always: Option<Fault>,
}

impl Script {
    /// A script for the next requests and nothing for those after them.
    pub(crate) fn of(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { next: faults.into_iter().collect(), always: None }
    }

    pub(crate) fn always(fault: Fault) -> Self {
        Self { next: VecDeque::new(), always: Some(fault) }
    }

    /// The fault of the next request, which is taken off the script.
    pub(crate) fn take(&mut self) -> Fault {
        self.next.pop_front().or_else(|| self.always.clone()).unwrap_or(Fault::None)
    }

    /// The fault of the next request.
    pub(crate) fn peek(&self) -> &Fault {
        self.next.front().or(self.always.as_ref()).unwrap_or(&Fault::None)
    }
}
