//! Reading files in with the terminal in our hands: the bar and the first page are drawn while the
//! children work, and Esc stops them.

use super::event_loop::Stage;
use super::importing::{self, End, Step};
use super::input::Input;
use super::reading;
use super::receipt::{Receipt, Status};
use super::session::{Session, SessionError};
use super::worker::Worker;
use crate::app::Key;
use crate::app::arriving::Arriving;
use crate::app::key::Code;
use crate::ui;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
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
        let mut screen = Screen {
            stage: self,
            arriving: Arriving::of(files.len()),
            began: Instant::now(),
            drawn: None,
        };
        screen.draw()?;
        let over = AtomicBool::new(false);
        let queue = std::mem::replace(&mut screen.stage.queue, std::sync::mpsc::channel().1);
        let mut receipts = Vec::new();
        let (end, queue) = std::thread::scope(|scope| {
            let listener = scope.spawn(|| listen(queue, worker, &over));
            let end = importing::run(session, worker, files, checklist, &mut |step| {
                screen.arriving.stopping = worker.cancel().is_cancelled();
                screen.take_in(step, &mut receipts)
            });
            over.store(true, Ordering::SeqCst);
            (end, listener.join())
        });
        if let Ok(queue) = queue {
            screen.stage.queue = queue;
        }
        screen.stage.guard.redraw()?;
        Ok(Arrived {
            receipts,
            end: end?,
        })
    }
}

/// Waits for a wish to stop; gives the queue back when everything was read.
fn listen(queue: Receiver<Input>, worker: &Worker, over: &AtomicBool) -> Receiver<Input> {
    while !over.load(Ordering::SeqCst) {
        match queue.recv_timeout(GLANCE) {
            Ok(input) if means_stop(&input) => worker.cancel().cancel(),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    queue
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
    stage: &'a mut Stage,
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
        let arriving = &self.arriving;
        let looks = &self.stage.looks;
        let theme = looks.shown(&looks.look);
        self.stage
            .guard
            .draw(|frame| ui::arriving::draw(arriving, seconds, &theme, frame))?;
        self.drawn = Some(Instant::now());
        Ok(())
    }
}

fn name(path: &Path) -> String {
    reading::file_name(path)
}
