//! Many files at once: read by as many children as there are cores, kept one after the other.
//!
//! What is kept is kept for good; whoever stops in the middle goes on with the same command.

mod queue;

mod scans;

mod reader;

use super::receipt::Receipt;
use super::session::{Session, SessionError};
use super::worker::{Cancelled, Worker, cores};
use crate::formats::import::PageRead;
use queue::{Job, Order, Queue};
use reader::{Outcome, Reader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, OnceLock};
use std::thread;

/// What happens while files are read in.
#[derive(Debug)]
pub enum Step<'a> {
    /// A file is being looked at.
    Began(&'a Path),
    /// A page of a file was read.
    Page(&'a Path, &'a PageRead),
    /// What became of a file. `done` of `total` files are finished; the total grows when a file
    /// turns out to hold others.
    Done {
        /// Its receipt; nothing for a mere container.
        receipt: Option<Box<Receipt>>,
        /// Files finished, this one included.
        done: usize,
        /// Files known by now.
        total: usize,
    },
}

/// How reading in came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Every file was looked at.
    Complete,
    /// It was stopped; so many files were not looked at.
    Stopped {
        /// Files that were not looked at.
        left: usize,
    },
}

/// What a reading thread tells.
enum Event {
    Began(PathBuf),
    Page(PathBuf, PageRead),
    Read(Order, Box<Outcome>, Vec<Job>),
    Stopped,
}

/// Where a reading thread tells what happens.
type Report<'a> = dyn Fn(Event) + Sync + 'a;

/// Reads files in and keeps what is in them, telling each step. Stops when `worker` is cancelled.
///
/// An error means that nothing can be kept here at all, or is the one that `tell` gave.
pub fn run<E: From<SessionError>>(
    session: &mut Session,
    worker: &Worker,
    paths: Vec<PathBuf>,
    checklist: &[u8],
    tell: &mut dyn FnMut(Step<'_>) -> Result<(), E>,
) -> Result<End, E> {
    let reader = Reader {
        worker,
        agreements: session.kept_agreements(),
        journalled: session.journalled_agreements(),
        languages: OnceLock::new(),
    };
    let threads = cores();
    let mut keeping = Keeping {
        session,
        checklist,
        queue: Queue::new(paths),
        done: 0,
        tell,
    };
    let (give, jobs) = mpsc::channel::<(Order, Job)>();
    let jobs = Mutex::new(jobs);
    let (jobs, reader) = (&jobs, &reader);
    thread::scope(move |scope| {
        let (sender, events) = mpsc::channel();
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || {
                let mut child = None;
                while let Some((order, job)) = next(jobs) {
                    // The main thread may be gone already, after an error.
                    let report = |event| {
                        let _ = sender.send(event);
                    };
                    let depth = order.len() - 1;
                    report(match reader.read(&mut child, job, depth, &report) {
                        Ok((outcome, members)) => Event::Read(order, Box::new(outcome), members),
                        Err(Cancelled) => Event::Stopped,
                    });
                }
            });
        }
        let end = keeping.run(threads, &give, &events, worker);
        if end.is_err() {
            worker.cancel().cancel();
        }
        drop(give);
        end
    })
}

/// The next job, when there is one.
fn next(jobs: &Mutex<Receiver<(Order, Job)>>) -> Option<(Order, Job)> {
    jobs.lock().ok()?.recv().ok()
}

/// The part that stays in one thread: it hands out files and keeps what comes back.
struct Keeping<'a, E> {
    session: &'a mut Session,
    checklist: &'a [u8],
    queue: Queue<Outcome>,
    done: usize,
    tell: &'a mut dyn FnMut(Step<'_>) -> Result<(), E>,
}

impl<E: From<SessionError>> Keeping<'_, E> {
    fn run(
        &mut self,
        threads: usize,
        give: &mpsc::Sender<(Order, Job)>,
        events: &Receiver<Event>,
        worker: &Worker,
    ) -> Result<End, E> {
        loop {
            while !worker.cancel().is_cancelled() && self.queue.running() < threads {
                let Some(job) = self.queue.next() else { break };
                // The threads wait for jobs until this side lets go.
                let _ = give.send(job);
            }
            if self.queue.running() == 0 {
                break;
            }
            let Ok(event) = events.recv() else { break };
            self.take_in(event)?;
        }
        for outcome in self.queue.take_finished() {
            self.keep(outcome)?;
        }
        let left = self.queue.total() - self.done;
        Ok(if left == 0 {
            End::Complete
        } else {
            End::Stopped { left }
        })
    }

    fn take_in(&mut self, event: Event) -> Result<(), E> {
        match event {
            Event::Began(path) => (self.tell)(Step::Began(&path)),
            Event::Page(path, page) => (self.tell)(Step::Page(&path, &page)),
            Event::Stopped => {
                self.queue.stopped();
                Ok(())
            }
            Event::Read(order, outcome, members) => {
                self.queue.finish(&order, *outcome, members);
                while let Some(outcome) = self.queue.take() {
                    self.keep(outcome)?;
                }
                Ok(())
            }
        }
    }

    fn keep(&mut self, outcome: Outcome) -> Result<(), E> {
        let receipt = self
            .session
            .keep(&outcome.path, outcome.came, self.checklist)?;
        self.done += 1;
        (self.tell)(Step::Done {
            receipt: receipt.map(Box::new),
            done: self.done,
            total: self.queue.total(),
        })
    }
}
