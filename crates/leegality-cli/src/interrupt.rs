//! Being asked to stop.

use std::io;

use crate::failure::Failure;

/// Listens for Ctrl-C and, on Unix, for the signal that asks a process to terminate. From its creation on, they do not
/// end the process by themselves.
pub(crate) struct Interrupt {
    signals: Signals,
}

impl Interrupt {
    pub(crate) fn listen() -> Result<Self, Failure> {
        let signals = Signals::listen()
            .map_err(|error| Failure::usage("the system gives no signals to listen to").caused_by(&error))?;
        Ok(Self { signals })
    }

    /// Waits until one of them arrives.
    pub(crate) async fn arrived(&mut self) {
        self.signals.arrived().await;
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn arrived(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Signals {
    ctrl_c: tokio::signal::windows::CtrlC,
}

#[cfg(windows)]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self { ctrl_c: tokio::signal::windows::ctrl_c()? })
    }

    async fn arrived(&mut self) {
        let _ = self.ctrl_c.recv().await;
    }
}
