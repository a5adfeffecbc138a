//! The parent's side: a child for each file, watched until it has answered.
#![expect(
    clippy::disallowed_methods,
    reason = "the program starts itself to read a file"
)]

use super::permits::{Permits, cores};
use super::programs::Programs;
use super::protocol::{Frame, Job, Recognise, Refusal, Task};
use super::recognition::Found;
use super::{ARGUMENT, limits};
use crate::domain::agreement::Agreement;
use crate::domain::digest::Digest;
use crate::domain::margin::View;
use crate::domain::translate::translated;
use crate::domain::wire::{ClausesFile, DocumentFile};
use crate::formats::import::{PageRead, PlacedPage, RecognisedPage};
use crate::formats::table::Table;
use crate::store::scratch::Scratch;
use crate::{text, tr};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// How long a child may be silent. Its computing time is limited more tightly; this is for a child
/// that waits, and for systems that limit no computing time.
const PATIENCE: Duration = Duration::from_secs(if cfg!(unix) { 75 } else { 30 });
/// How often a waiting parent looks whether it was asked to stop.
const GLANCE: Duration = Duration::from_millis(50);
/// The most bytes that a child may answer with.
const LARGEST_ANSWER: usize = 768 << 20;

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
        let job = Job {
            file_name: file_name.to_owned(),
            task: Task::Read {
                view: view.into(),
                recognised,
            },
        };
        let (mut document, mut clauses) = (None, None);
        let mut answer = Answer::default();
        let heard = self.run(&job, bytes, &mut |frame| match frame {
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
            | Frame::End => {}
        })?;
        if let (Some(document), Some(clauses)) = (document, clauses) {
            let agreement = put_together(&document, &clauses, bytes);
            answer.agreement = Some(agreement.ok_or_else(unfit));
        }
        if let Err(refusal) = heard {
            return Ok(Answer {
                agreement: Some(Err(refusal)),
                members: Vec::new(),
            });
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
        let heard = self.run(&job, bytes, &mut |frame| match (frame, &mut outcome) {
            (Frame::Choice(choice), Ok(found)) => found.choice = choice,
            (Frame::Recognised(page), Ok(found)) => found.words = Some(page),
            (Frame::Refused(refusal), outcome) => *outcome = Err(refusal),
            _ => {}
        })?;
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
        let heard = self.run(&job, bytes, &mut |frame| match frame {
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
        let _ = self.run(&job, bytes, &mut |frame| {
            if let Frame::Letters(page) = frame {
                placed.push(page);
            }
        })?;
        Ok(placed)
    }

    /// Starts a child on a job and passes on what it says, until its last word.
    fn run(
        &self,
        job: &Job,
        bytes: &[u8],
        hear: &mut dyn FnMut(Frame),
    ) -> Result<Result<(), Refusal>, Cancelled> {
        let mut child = match self.start() {
            Ok(child) => Guarded(child),
            Err(error) => return Ok(Err(not_started(&error))),
        };
        let ending = std::thread::scope(|scope| {
            let (sender, frames) = mpsc::sync_channel(16);
            let (stdin, stdout) = (child.0.stdin.take(), child.0.stdout.take());
            scope.spawn(move || {
                // A child that ends early does not take everything; its answer says why.
                let _ = stdin.map(|mut stdin| job.write(bytes, &mut stdin));
            });
            scope.spawn(move || {
                let Some(stdout) = stdout else { return };
                let mut input = io::BufReader::new(stdout);
                let mut weight = 0;
                while let Ok(frame) = Frame::read(&mut input) {
                    weight += frame.weight();
                    if weight > LARGEST_ANSWER || sender.send(frame).is_err() {
                        break;
                    }
                }
            });
            let ending = self.listen(&frames, hear);
            if ending != Ending::Finished {
                child.stop();
            }
            // Lets the threads go that wait to be heard.
            drop(frames);
            ending
        });
        match ending {
            Ending::Finished => Ok(Ok(())),
            Ending::Cancelled => Err(Cancelled),
            Ending::Silent => Ok(Err(too_long())),
            Ending::Gone => Ok(Err(child.obituary())),
        }
    }

    fn listen(&self, frames: &Receiver<Frame>, hear: &mut dyn FnMut(Frame)) -> Ending {
        let mut heard_at = Instant::now();
        loop {
            match frames.recv_timeout(GLANCE) {
                Ok(Frame::End) => return Ending::Finished,
                Ok(frame) => {
                    hear(frame);
                    heard_at = Instant::now();
                }
                Err(RecvTimeoutError::Timeout) if self.cancel.is_cancelled() => {
                    return Ending::Cancelled;
                }
                Err(RecvTimeoutError::Timeout) if heard_at.elapsed() > PATIENCE => {
                    return Ending::Silent;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ending::Gone,
            }
        }
    }

    fn start(&self) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(above) = &self.scratch {
            let made = self
                .made
                .get_or_init(|| Scratch::make(above, "reading-").ok());
            // A folder that is not there is better than one that others can read.
            let folder = made.as_ref().map_or(above.as_path(), Scratch::path);
            for name in ["TMPDIR", "TMP", "TEMP"] {
                command.env(name, folder);
            }
        }
        // What the keyboard sends to the program is not meant for the child.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.spawn()
    }
}

/// How a child came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Finished,
    Cancelled,
    Silent,
    Gone,
}

/// A child that does not outlive its job.
struct Guarded(Child);

impl Guarded {
    /// Ends the child and the programs it has started.
    fn stop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = i32::try_from(self.0.id())
            .ok()
            .and_then(rustix::process::Pid::from_raw)
        {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.0.kill();
    }

    /// Why a child ended without a last word.
    fn obituary(&mut self) -> Refusal {
        let status = self.0.wait().ok();
        let mut words = String::new();
        if let Some(stderr) = self.0.stderr.take() {
            let _ = stderr.take(4096).read_to_string(&mut words);
        }
        if words.contains("memory allocation") {
            return too_much();
        }
        match status.and_then(signal) {
            Some(CPU_TIME_OVER) => too_long(),
            _ => crashed(),
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // Usually it has ended already, and there is nothing to stop.
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            self.stop();
            let _ = self.0.wait();
        }
    }
}

/// The number of SIGXCPU on Linux and macOS.
const CPU_TIME_OVER: i32 = 24;

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
const fn signal(_status: ExitStatus) -> Option<i32> {
    None
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
        "took-too-long",
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
