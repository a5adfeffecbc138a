//! Looking at the workspace again and again in a thread of its own, so that a slow disk never makes a
//! key wait. Knows nothing of screens.

use super::input::Input;
use crate::store::follow::Follower;
use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(700);
/// How long a look may take before the folder is said not to answer.
const PATIENCE: Duration = Duration::from_millis(1_800);

/// The looking.
pub(super) struct Watch {
    /// When the look that is going on began; nothing between two looks.
    looking: Arc<Mutex<Option<Instant>>>,
}

impl Watch {
    /// Begins to look, until nobody listens any more.
    pub(super) fn start(mut follower: Follower, queue: Sender<Input>) -> io::Result<Self> {
        let looking = Arc::new(Mutex::new(None));
        let shared = Arc::clone(&looking);
        let set = move |at| *shared.lock().unwrap_or_else(PoisonError::into_inner) = at;
        let watch = move || {
            loop {
                set(Some(Instant::now()));
                let news = follower.look();
                set(None);
                if !news.is_empty() && queue.send(Input::News(Box::new(news))).is_err() {
                    return;
                }
                std::thread::sleep(PAUSE);
            }
        };
        std::thread::Builder::new()
            .name("watch".to_owned())
            .spawn(watch)?;
        Ok(Self { looking })
    }

    /// Whether the folder has not answered for so long that a person must be told.
    pub(super) fn is_without_answer(&self) -> bool {
        let looking = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        looking.is_some_and(|since| since.elapsed() > PATIENCE)
    }
}
