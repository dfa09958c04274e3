//! One future, driven by everyone who waits for it.
//!
//! Whoever waits polls it, and what wakes it wakes them all. So it goes on where one of them is dropped, or is kept but
//! no longer polled, and nothing has to be spawned.

use std::collections::HashMap;
use std::mem;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use tokio::runtime;

/// A future whose output everyone who waits gets a copy of.
pub(crate) struct Flight<T> {
    progress: Mutex<Progress<T>>,
    seats: Arc<Seats>,
    runtime: Option<runtime::Id>,
}

enum Progress<T> {
    Flying(Pin<Box<dyn Future<Output = T> + Send>>),
    Landed(T),
    GivenUp,
}

impl<T: Clone> Flight<T> {
    pub(crate) fn new(future: impl Future<Output = T> + Send + 'static) -> Arc<Self> {
        let progress = Mutex::new(Progress::Flying(Box::pin(future)));
        Arc::new(Self { progress, seats: Arc::default(), runtime: current_runtime() })
    }

    /// One more who waits.
    pub(crate) fn join(self: &Arc<Self>) -> Seat<T> {
        Seat { flight: Arc::clone(self), number: self.seats.take() }
    }

    /// Whether somebody waits.
    pub(crate) fn is_driven(&self) -> bool {
        lock(&self.seats.taken).count > 0
    }

    /// Whether there was a time in which nobody waited any more.
    pub(crate) fn was_deserted(&self) -> bool {
        lock(&self.seats.taken).deserted
    }

    /// Whether everyone has left who could say that the runtime still lives to which its timers and its connection
    /// belong. Timers panic where theirs has ended.
    pub(crate) fn is_stranded(&self) -> bool {
        !self.is_driven() && self.runtime != current_runtime()
    }

    /// Drops the future, and sends those away who wait.
    pub(crate) fn give_up(&self) {
        // What is dropped may run anything, so it is dropped after the lock.
        let _future = mem::replace(&mut *lock(&self.progress), Progress::GivenUp);
        self.seats.ring();
    }

    fn poll(&self) -> Poll<Option<T>> {
        let mut progress = lock(&self.progress);
        // A future that panics while it is polled is not polled again.
        match mem::replace(&mut *progress, Progress::GivenUp) {
            Progress::Flying(mut future) => {
                let waker = Waker::from(Arc::clone(&self.seats));
                let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) else {
                    *progress = Progress::Flying(future);
                    return Poll::Pending;
                };
                *progress = Progress::Landed(output.clone());
                Poll::Ready(Some(output))
            }
            Progress::Landed(output) => {
                *progress = Progress::Landed(output.clone());
                Poll::Ready(Some(output))
            }
            Progress::GivenUp => Poll::Ready(None),
        }
    }
}

/// One who waits. It yields the output, or nothing when the flight was given up.
pub(crate) struct Seat<T> {
    flight: Arc<Flight<T>>,
    number: u64,
}

impl<T> Seat<T> {
    pub(crate) fn flight(&self) -> &Arc<Flight<T>> {
        &self.flight
    }
}

impl<T: Clone> Future for Seat<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let seats = &self.flight.seats;
        seats.wait(self.number, context.waker());
        let end = RingsWhenDropped(seats);
        let output = self.flight.poll();
        if output.is_pending() {
            mem::forget(end);
        }
        output
    }
}

impl<T> Drop for Seat<T> {
    fn drop(&mut self) {
        self.flight.seats.leave(self.number);
    }
}

/// Tells those who wait of the end of the flight, also where it is a panic.
struct RingsWhenDropped<'a>(&'a Seats);

impl Drop for RingsWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.ring();
    }
}

/// Who waits. It is also the waker of the future.
#[derive(Default)]
struct Seats {
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    count: usize,
    next_number: u64,
    wakers: HashMap<u64, Waker>,
    deserted: bool,
}

impl Seats {
    fn take(&self) -> u64 {
        let mut taken = lock(&self.taken);
        taken.count += 1;
        taken.next_number += 1;
        taken.next_number
    }

    fn wait(&self, number: u64, waker: &Waker) {
        let waker = waker.clone();
        lock(&self.taken).wakers.insert(number, waker);
    }

    fn leave(&self, number: u64) {
        let mut taken = lock(&self.taken);
        taken.count -= 1;
        taken.deserted |= taken.count == 0;
        let waker = taken.wakers.remove(&number);
        drop(taken);
        drop(waker);
    }

    fn ring(&self) {
        let wakers = mem::take(&mut lock(&self.taken).wakers);
        wakers.into_values().for_each(Waker::wake);
    }
}

impl Wake for Seats {
    fn wake(self: Arc<Self>) {
        self.ring();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.ring();
    }
}

fn current_runtime() -> Option<runtime::Id> {
    runtime::Handle::try_current().ok().map(|handle| handle.id())
}

/// What a panic leaves behind is whole: no lock is held over a step that must not be left half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::future::{pending, poll_fn};
    use std::pin::Pin;
    use std::sync::Arc;
    use std::task::{Context, Poll, Waker};

    use tokio::sync::oneshot;

    use super::Flight;

    fn poll<F: Future + Unpin>(mut future: F) -> Poll<F::Output> {
        Pin::new(&mut future).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[tokio::test]
    async fn one_who_no_longer_polls_holds_nobody_up() {
        let (send, receive) = oneshot::channel();
        let flight = Flight::new(async { receive.await.unwrap_or(0) });
        let mut idle = flight.join();
        assert!(poll(&mut idle).is_pending());
        let other = tokio::spawn(flight.join());
        tokio::task::yield_now().await;
        // The one who waits here was the last to poll, and is gone; the wake-up reaches the other all the same.
        let mut last = flight.join();
        assert!(poll(&mut last).is_pending());
        drop(last);
        send.send(7).unwrap();
        assert_eq!(other.await.unwrap(), Some(7));
        assert_eq!(idle.await, Some(7));
    }

    #[test]
    fn it_knows_when_nobody_is_left() {
        let flight = Flight::new(pending::<()>());
        assert!(!flight.is_driven() && !flight.was_deserted());
        let seats = (flight.join(), flight.join());
        drop(seats.0);
        assert!(flight.is_driven() && !flight.was_deserted());
        drop(seats.1);
        assert!(!flight.is_driven() && flight.was_deserted());
        let _again = flight.join();
        assert!(flight.is_driven() && flight.was_deserted());
    }

    #[tokio::test]
    async fn giving_up_and_panics_send_everyone_away() {
        let flight = Flight::new(pending::<()>());
        let waiting = tokio::spawn(flight.join());
        tokio::task::yield_now().await;
        flight.give_up();
        assert_eq!(waiting.await.unwrap(), None);
        assert_eq!(flight.join().await, None);

        let (send, mut receive) = oneshot::channel::<()>();
        let flight = Flight::new(poll_fn(move |context| {
            assert!(Pin::new(&mut receive).poll(context).is_pending(), "a panic on purpose");
            Poll::<()>::Pending
        }));
        let callers = [tokio::spawn(flight.join()), tokio::spawn(flight.join())];
        tokio::task::yield_now().await;
        send.send(()).unwrap();
        let mut panics = 0;
        for caller in callers {
            match caller.await {
                Ok(output) => assert_eq!(output, None),
                Err(error) => panics += u32::from(error.is_panic()),
            }
        }
        assert_eq!((panics, Arc::strong_count(&flight)), (1, 1));
    }
}
