//! How many pages are recognised at the same time, whichever files they belong to.

use std::sync::{Condvar, Mutex, PoisonError};

/// So many at a time.
#[derive(Debug)]
pub struct Permits {
    free: Mutex<usize>,
    given_back: Condvar,
}

/// One of them; dropping it gives it back.
pub struct Permit<'a>(&'a Permits);

/// The number of processor cores.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, Into::into)
}

impl Permits {
    /// So many.
    pub const fn new(free: usize) -> Self {
        Self {
            free: Mutex::new(free),
            given_back: Condvar::new(),
        }
    }

    /// Waits for one.
    pub fn take(&self) -> Permit<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .given_back
            .wait_while(free, |free| *free == 0)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Permit(self)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.given_back.notify_one();
    }
}
