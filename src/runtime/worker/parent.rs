//! The parent's side: what is asked of children, and what their answers mean.

use super::child::{Child, Ending};
use super::limits;
use super::permits::{Permits, cores};
use super::programs::Programs;
use super::protocol::{Frame, Job, Recognise, Refusal, Task};
use super::recognition::Found;
use crate::domain::agreement::Agreement;
use crate::domain::digest::Digest;
use crate::domain::margin::View;
use crate::domain::translate::translated;
use crate::domain::wire::{ClausesFile, DocumentFile};
use crate::formats::import::{PageRead, PlacedPage, RecognisedPage};
use crate::formats::table::Table;
use crate::store::scratch::Scratch;
use crate::{text, tr};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Starts children that read files.
#[derive(Debug)]
pub struct Worker {
    program: PathBuf,
    programs: OnceLock<Programs>,
    cancel: Cancel,
    recognitions: Permits,
    /// Where the children and the programs that they start put what they need for a moment.
    scratch: Option<PathBuf>,
    made: OnceLock<Option<Scratch>>,
}

/// Asks everything that is being read to stop.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it was asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// What a file gave.
#[derive(Debug, Default)]
pub struct Answer {
    /// The agreement in it, or why there is none; nothing for a mere container.
    pub agreement: Option<Result<Agreement, Refusal>>,
    /// The files in it: their names inside it, and their bytes or why they could not be taken out.
    pub members: Vec<(String, Result<Vec<u8>, Refusal>)>,
}

/// The reading was stopped because it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

impl Worker {
    /// Children of this very program.
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            program: own_program()?,
            programs: OnceLock::new(),
            cancel: Cancel::default(),
            recognitions: Permits::new(cores()),
            scratch: None,
            made: OnceLock::new(),
        })
    }

    /// The same, with a folder for temporary files: they are for nobody else's eyes, and go away with
    /// the worker. Where nothing can be written, files that need another program are not read.
    #[must_use]
    pub fn with_scratch(self, folder: &Path) -> Self {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        Self {
            scratch: Some(folder),
            ..self
        }
    }

    /// What stops everything that is being read.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// The programs of the system that can help.
    pub fn programs(&self) -> &Programs {
        self.programs.get_or_init(Programs::find)
    }

    /// Whether a child can be started and answers.
    pub fn greets(&self) -> bool {
        let read = self.read(
            "greeting.txt",
            b"1. Hello.",
            View::Final,
            Vec::new(),
            &mut |_| (),
        );
        read.is_ok_and(|answer| matches!(answer.agreement, Some(Ok(_))))
    }

    /// Reads a file.
    pub fn read(
        &self,
        file_name: &str,
        bytes: &[u8],
        view: View,
        recognised: Vec<RecognisedPage>,
        on_page: &mut dyn FnMut(PageRead),
    ) -> Result<Answer, Cancelled> {
        let job = reading(file_name, view, recognised);
        self.read_by(&mut None, &job, bytes, on_page)
    }

    /// Reads a file, one of many: by the `child` that read the one before, where it is there, and
    /// leaves the one that will read the next.
    pub fn read_next(
        &self,
        child: &mut Option<Child>,
        file_name: &str,
        bytes: &[u8],
        recognised: Vec<RecognisedPage>,
        on_page: &mut dyn FnMut(PageRead),
    ) -> Result<Answer, Cancelled> {
        let job = reading(file_name, View::Final, recognised);
        self.read_by(child, &job, bytes, on_page)
    }

    fn read_by(
        &self,
        child: &mut Option<Child>,
        job: &Job,
        bytes: &[u8],
        on_page: &mut dyn FnMut(PageRead),
    ) -> Result<Answer, Cancelled> {
        let is_practised = child.is_some();
        let (mut document, mut clauses) = (None, None);
        let mut answer = Answer::default();
        let heard = self.run(child, job, bytes, &mut |frame| match frame {
            Frame::Page(page) => on_page(page),
            Frame::Document(bytes) => document = Some(bytes),
            Frame::Clauses(bytes) => clauses = Some(bytes),
            Frame::MemberName(name) => answer.members.push((name, Ok(Vec::new()))),
            Frame::MemberBytes(bytes) => {
                if let Some(member) = answer.members.last_mut() {
                    member.1 = Ok(bytes);
                }
            }
            Frame::MemberRefused(refusal) => {
                if let Some(member) = answer.members.last_mut() {
                    member.1 = Err(refusal);
                }
            }
            Frame::Refused(refusal) => answer.agreement = Some(Err(refusal)),
            Frame::Choice(_)
            | Frame::Recognised(_)
            | Frame::Table(_)
            | Frame::Letters(_)
            | Frame::End { .. } => {}
        })?;
        if let Err(refusal) = heard {
            // What a child has read before is not to decide what is said of this file.
            if is_practised && refusal.code != TOOK_TOO_LONG {
                return self.read_by(child, job, bytes, on_page);
            }
            return Ok(Answer {
                agreement: Some(Err(refusal)),
                members: Vec::new(),
            });
        }
        if let (Some(document), Some(clauses)) = (document, clauses) {
            let agreement = put_together(&document, &clauses, bytes);
            answer.agreement = Some(agreement.ok_or_else(unfit));
        }
        Ok(answer)
    }

    /// What text recognition finds on one page.
    pub fn recognise(
        &self,
        file_name: &str,
        bytes: &[u8],
        page: Recognise,
    ) -> Result<Result<Found, Refusal>, Cancelled> {
        let _permit = self.recognitions.take();
        let job = Job {
            file_name: file_name.to_owned(),
            task: Task::Recognise(page),
        };
        let mut outcome = Ok(Found::default());
        let heard = self.run(
            &mut None,
            &job,
            bytes,
            &mut |frame| match (frame, &mut outcome) {
                (Frame::Choice(choice), Ok(found)) => found.choice = choice,
                (Frame::Recognised(page), Ok(found)) => found.words = Some(page),
                (Frame::Refused(refusal), outcome) => *outcome = Err(refusal),
                _ => {}
            },
        )?;
        Ok(heard.and(outcome))
    }

    /// The table in a file: of a workbook the named sheet, or its first.
    pub fn table(
        &self,
        bytes: &[u8],
        sheet: Option<&str>,
    ) -> Result<Result<Table, Refusal>, Cancelled> {
        let job = Job {
            file_name: String::new(),
            task: Task::Table {
                sheet: sheet.map(str::to_owned),
            },
        };
        let mut outcome = Err(unfit());
        let heard = self.run(&mut None, &job, bytes, &mut |frame| match frame {
            Frame::Table(bytes) => outcome = serde_json::from_slice(&bytes).map_err(|_| unfit()),
            Frame::Refused(refusal) => outcome = Err(refusal),
            _ => {}
        })?;
        Ok(heard.and(outcome))
    }

    /// The signs of these pages of a PDF with their places, as far as they can be read.
    pub fn letters(&self, bytes: &[u8], pages: Vec<u32>) -> Result<Vec<PlacedPage>, Cancelled> {
        if pages.is_empty() {
            return Ok(Vec::new());
        }
        let job = Job {
            file_name: String::new(),
            task: Task::Letters { pages },
        };
        let mut placed = Vec::new();
        // Of a child that failed halfway the pages before are as good as ever.
        let _ = self.run(&mut None, &job, bytes, &mut |frame| {
            if let Frame::Letters(page) = frame {
                placed.push(page);
            }
        })?;
        Ok(placed)
    }

    /// Gives a job to a child, a new one where there is none, and passes on what it says. The child
    /// stays when it is ready for another job.
    fn run(
        &self,
        child: &mut Option<Child>,
        job: &Job,
        bytes: &[u8],
        hear: &mut dyn FnMut(Frame),
    ) -> Result<Result<(), Refusal>, Cancelled> {
        let mut at_work = match child.take().map_or_else(|| self.start(), Ok) {
            Ok(child) => child,
            Err(error) => return Ok(Err(not_started(&error))),
        };
        match at_work.ask(job, bytes, &self.cancel, hear) {
            Ending::Finished { ready } => {
                *child = ready.then_some(at_work);
                Ok(Ok(()))
            }
            Ending::Cancelled => Err(Cancelled),
            Ending::TookTooLong => Ok(Err(too_long())),
            Ending::TookTooMuch => Ok(Err(too_much())),
            Ending::Crashed => Ok(Err(crashed())),
        }
    }

    fn start(&self) -> io::Result<Child> {
        let scratch = self.scratch.as_ref().map(|above| {
            let made = self
                .made
                .get_or_init(|| Scratch::make(above, "reading-").ok());
            // A folder that is not there is better than one that others can read.
            made.as_ref().map_or(above.as_path(), Scratch::path)
        });
        Child::start(&self.program, scratch)
    }
}

fn reading(file_name: &str, view: View, recognised: Vec<RecognisedPage>) -> Job {
    Job {
        file_name: file_name.to_owned(),
        task: Task::Read {
            view: view.into(),
            recognised,
        },
    }
}

/// This program, also after its file was replaced by a newer one.
fn own_program() -> io::Result<PathBuf> {
    let alive = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && alive.exists() {
        return Ok(alive);
    }
    std::env::current_exe()
}

/// The agreement that a child has read, when everything it said fits together and the source.
fn put_together(document: &[u8], clauses: &[u8], source: &[u8]) -> Option<Agreement> {
    let document: DocumentFile = serde_json::from_slice(document).ok()?;
    let clauses: ClausesFile = serde_json::from_slice(clauses).ok()?;
    let agreement = document.agreement(clauses).ok()?;
    (agreement.source_sha256 == Digest::of(source)).then_some(agreement)
}

/// The code of the refusal of a file whose reading took too long.
const TOOK_TOO_LONG: &str = "took-too-long";

const ADVICE: &str = text!(
    "It may be damaged, or made to stop programs that read it. Open it in the program that made it, save it again as PDF or DOCX, and import that."
);

fn refusal(code: &str, message: String) -> Refusal {
    Refusal {
        code: code.to_owned(),
        message,
        hint: translated(ADVICE).to_owned(),
        scanned_pages: None,
    }
}

fn too_long() -> Refusal {
    let seconds = limits::SECONDS;
    refusal(
        TOOK_TOO_LONG,
        tr!(
            "Reading the file took more than {seconds} seconds of computing, and was stopped.",
            seconds
        ),
    )
}

fn too_much() -> Refusal {
    refusal(
        "too-much-memory",
        tr!("Reading the file needed more than 1 GiB of memory, and was stopped.").to_owned(),
    )
}

fn crashed() -> Refusal {
    refusal(
        "reader-failed",
        tr!("The part of the program that reads files failed on this file and was ended; nothing else was touched.").to_owned(),
    )
}

fn unfit() -> Refusal {
    refusal(
        "reader-failed",
        tr!("What was read from the file does not fit together, and was not kept.").to_owned(),
    )
}

fn not_started(error: &io::Error) -> Refusal {
    Refusal {
        hint: tr!(
            "Close other programs and try again; if that does not help, start the program anew."
        )
        .to_owned(),
        ..refusal(
            "reader-not-started",
            tr!(
                "The part of the program that reads files could not be started: {error}.",
                error
            ),
        )
    }
}

#[cfg(test)]
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "the children are scripts")]
mod tests {
    use super::*;
    use std::fs;
    use std::process::Command;

    /// Says that a job is done, and that another is welcome.
    const DONE: &str = r"printf 'E\001\000\000\000\001'";

    /// A worker whose children do as this shell script says, and each leave a line in `started`.
    fn worker(folder: &Path, script: &str) -> Worker {
        let program = folder.join("child");
        let started = folder.join("started");
        let script = format!("#!/bin/sh\necho >> '{}'\n{script}\n", started.display());
        // Written by another process: a file that this one has open for writing could not be started by
        // a test beside this one.
        let written = Command::new("sh")
            .args(["-c", r#"printf %s "$1" > "$0" && chmod 700 "$0""#])
            .arg(&program)
            .arg(script)
            .status()
            .unwrap();
        assert!(written.success());
        Worker {
            program,
            ..Worker::new().unwrap()
        }
    }

    fn started(folder: &Path) -> usize {
        fs::read_to_string(folder.join("started"))
            .unwrap()
            .lines()
            .count()
    }

    fn read_two(worker: &Worker) -> [Answer; 2] {
        let mut child = None;
        ["a.txt", "b.txt"].map(|name| {
            worker
                .read_next(&mut child, name, b"1. A.", Vec::new(), &mut |_| ())
                .unwrap()
        })
    }

    #[test]
    fn a_child_that_is_ready_reads_the_next_file_too() {
        let folder = tempfile::tempdir().unwrap();
        let worker = worker(folder.path(), &format!("{DONE}\n{DONE}\ncat > /dev/null"));
        assert!(
            read_two(&worker)
                .iter()
                .all(|answer| answer.agreement.is_none())
        );
        assert_eq!(started(folder.path()), 1);
    }

    #[test]
    fn a_file_is_not_blamed_for_what_its_child_read_before() {
        let folder = tempfile::tempdir().unwrap();
        let worker = worker(folder.path(), &format!("{DONE}\nexit 3"));
        assert!(
            read_two(&worker)
                .iter()
                .all(|answer| answer.agreement.is_none())
        );
        assert_eq!(started(folder.path()), 2);
    }

    #[test]
    fn a_new_child_that_fails_is_a_refusal() {
        let folder = tempfile::tempdir().unwrap();
        let worker = worker(folder.path(), "exit 3");
        for answer in read_two(&worker) {
            let refusal = answer.agreement.unwrap().unwrap_err();
            assert_eq!(refusal.code, "reader-failed");
        }
        assert_eq!(started(folder.path()), 2);
    }
}
