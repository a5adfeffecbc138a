//! Reading files in with the terminal in our hands: the bar and the first page are drawn while the
//! children work, and Esc stops them.

use super::event_loop::Stage;
use super::importing::{self, End, Step};
use super::input::Input;
use super::reading;
use super::receipt::{Receipt, Status};
use super::session::{Session, SessionError};
use super::terminal::Guard;
use super::worker::Worker;
use crate::app::Key;
use crate::app::arriving::Arriving;
use crate::app::key::Code;
use crate::ui::{self, Theme};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How often at most the screen is drawn while many files fly by.
const BETWEEN_FRAMES: Duration = Duration::from_millis(60);
/// How often the listener looks whether everything was read.
const GLANCE: Duration = Duration::from_millis(30);

/// Why reading in failed as a whole.
#[derive(Debug, thiserror::Error)]
pub enum ArrivingError {
    /// Nothing can be kept here.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// The terminal is gone.
    #[error(transparent)]
    Terminal(#[from] io::Error),
}

/// What came of it.
#[derive(Debug)]
pub struct Arrived {
    /// The receipts, in the order of the files.
    pub receipts: Vec<Receipt>,
    /// How it ended.
    pub end: End,
}

/// What is told of each step.
pub type Tell<'a> = dyn FnMut(Step<'_>) -> Result<(), ArrivingError> + 'a;

/// The terminal in our hands while files are read in.
pub(super) struct Hands<'a> {
    /// Where it is drawn.
    pub guard: &'a mut Guard,
    /// What comes from it.
    pub queue: &'a mut Receiver<Input>,
    /// Where what is not for us goes back to.
    pub sender: &'a Sender<Input>,
    /// How it looks.
    pub theme: Theme,
}

impl Stage {
    /// Reads files in, and shows how far it is.
    pub fn read_in(
        &mut self,
        session: &mut Session,
        worker: &Worker,
        paths: &[PathBuf],
        checklist: &[u8],
    ) -> Result<Arrived, ArrivingError> {
        let files = reading::files(paths);
        let hands = Hands {
            theme: self.looks.shown(&self.looks.look),
            guard: &mut self.guard,
            queue: &mut self.queue,
            sender: &self.sender,
        };
        let (receipts, end) = hands.read_in(worker, files.len(), |tell| {
            importing::run(session, worker, files, checklist, tell)
        })?;
        Ok(Arrived { receipts, end })
    }
}

impl Hands<'_> {
    /// Lets so many files be read in, shows how far it is, and stops it when the person wishes; gives the receipts
    /// and what the reading gave.
    pub fn read_in<R>(
        self,
        worker: &Worker,
        files: usize,
        read: impl FnOnce(&mut Tell<'_>) -> Result<R, ArrivingError>,
    ) -> Result<(Vec<Receipt>, R), ArrivingError> {
        let mut screen = Screen {
            guard: self.guard,
            theme: self.theme,
            arriving: Arriving::of(files),
            began: Instant::now(),
            drawn: None,
        };
        screen.draw()?;
        let over = AtomicBool::new(false);
        let queue = std::mem::replace(self.queue, std::sync::mpsc::channel().1);
        let mut receipts = Vec::new();
        let (outcome, heard) = std::thread::scope(|scope| {
            let listener = scope.spawn(|| listen(queue, worker, &over));
            let outcome = read(&mut |step| {
                screen.arriving.stopping = worker.cancel().is_cancelled();
                screen.take_in(step, &mut receipts)
            });
            over.store(true, Ordering::SeqCst);
            // The listener need not wait for the end of its glance; the queue lives as long as the loop.
            drop(self.sender.send(Input::Over));
            (outcome, listener.join())
        });
        if let Ok((queue, later)) = heard {
            *self.queue = queue;
            for input in later {
                // The queue lives as long as the loop.
                drop(self.sender.send(input));
            }
        }
        screen.guard.redraw()?;
        Ok((receipts, outcome?))
    }
}

/// Waits for a wish to stop; gives the queue back when everything was read, and what was not for us: keys
/// are not, because they were pressed at a screen that is gone by then.
fn listen(
    queue: Receiver<Input>,
    worker: &Worker,
    over: &AtomicBool,
) -> (Receiver<Input>, Vec<Input>) {
    let mut later = Vec::new();
    while !over.load(Ordering::SeqCst) {
        match queue.recv_timeout(GLANCE) {
            Ok(input) => {
                if means_stop(&input) {
                    worker.cancel().cancel();
                }
                if outlasts(&input) {
                    later.push(input);
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    (queue, later)
}

/// Whether something is still to be taken in when the files were read: all but what fingers did.
const fn outlasts(input: &Input) -> bool {
    !matches!(
        input,
        Input::Key(_)
            | Input::Paste(_)
            | Input::Click(..)
            | Input::Drag(..)
            | Input::Released
            | Input::Wheel(..)
            | Input::Interrupted
            | Input::Over
    )
}

fn means_stop(input: &Input) -> bool {
    match input {
        Input::Key(Key { code, ctrl, .. }) => {
            *code == Code::Esc || (*ctrl && *code == Code::Char('c'))
        }
        Input::Quit | Input::Interrupted | Input::Lost => true,
        _ => false,
    }
}

/// The screen while files are read.
struct Screen<'a> {
    guard: &'a mut Guard,
    theme: Theme,
    arriving: Arriving,
    began: Instant,
    drawn: Option<Instant>,
}

impl Screen<'_> {
    fn take_in(
        &mut self,
        step: Step<'_>,
        receipts: &mut Vec<Receipt>,
    ) -> Result<(), ArrivingError> {
        let now = match step {
            Step::Began(path) => {
                self.arriving.began(&name(path));
                false
            }
            Step::Page(path, read) => {
                let (page, pages) = (read.page, read.pages);
                self.arriving
                    .page(&name(path), page, pages, read.text.as_deref())
            }
            Step::Done {
                receipt,
                done,
                total,
            } => {
                let refused = receipt
                    .as_ref()
                    .is_some_and(|receipt| receipt.status == Status::Refused);
                self.arriving.finished(done, total, refused);
                receipts.extend(receipt.map(|receipt| *receipt));
                false
            }
        };
        let waited = self
            .drawn
            .is_none_or(|drawn| drawn.elapsed() >= BETWEEN_FRAMES);
        if now || waited {
            self.draw()?;
        }
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        let seconds = self.began.elapsed().as_secs();
        let (arriving, theme) = (&self.arriving, &self.theme);
        self.guard
            .draw(|frame| ui::arriving::draw(arriving, seconds, theme, frame))?;
        self.drawn = Some(Instant::now());
        Ok(())
    }
}

fn name(path: &Path) -> String {
    reading::file_name(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Size;
    use crate::app::links::LookedThrough;
    use crate::domain::samples;
    use std::sync::mpsc::channel;

    #[test]
    fn what_fingers_did_not_do_outlasts_the_reading() {
        let (sender, queue) = channel();
        let found = LookedThrough::of(&samples::agreement("1. The network."));
        let all = [
            Input::Key(Key::char('x')),
            Input::Suspend,
            Input::Paste("words".to_owned()),
            Input::LookedThrough(Box::new(found)),
            Input::Wheel(1, 1, 3),
            Input::Resized(Size::new(80, 24)),
            Input::Over,
        ];
        for input in all {
            sender.send(input).unwrap();
        }
        drop(sender);
        let worker = Worker::new().unwrap();
        let (_, later) = listen(queue, &worker, &AtomicBool::new(false));
        assert!(!worker.cancel().is_cancelled());
        let later: Vec<&Input> = later.iter().collect();
        let [Input::Suspend, Input::LookedThrough(_), Input::Resized(_)] = later.as_slice() else {
            panic!("{later:?}");
        };
    }
}
