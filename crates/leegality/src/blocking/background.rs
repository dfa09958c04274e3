//! The one background thread of the process, and the runtime on it.

use std::future::{Future, pending};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use super::Problem;

/// The runtime of the background thread, once it has started.
static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

/// Runs `call` on the background thread and waits for its end.
pub(super) fn run<T: Send + 'static>(call: impl Future<Output = T> + Send + 'static) -> Result<T, Problem> {
    if Handle::try_current().is_ok() {
        return Err(Problem::InsideRuntime);
    }
    let (done, result) = mpsc::sync_channel(1);
    let call = async move {
        // The caller waits for it, whatever happens.
        let _ = done.send(call.await);
    };
    // Who reads the caller's log finds the call in it, below the caller's span.
    runtime()?.spawn(call.in_current_span().with_current_subscriber());
    result.recv().map_err(|_| Problem::BrokeOff)
}

fn runtime() -> Result<Handle, Problem> {
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = runtime.as_ref() {
        return Ok(handle.clone());
    }
    let handle = start().ok_or(Problem::NoThread)?;
    Ok(runtime.insert(handle).clone())
}

/// The thread lives as long as the process: its connections are shared by all clients.
fn start() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    let thread = thread::Builder::new().name("leegality-blocking".to_owned());
    thread.spawn(move || runtime.block_on(pending::<()>())).ok()?;
    Some(handle)
}
