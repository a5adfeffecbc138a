//! The child's side: one job after the other, as long as they are light.

use super::conversion::Office;
use super::limits;
use super::programs::Programs;
use super::protocol::{Frame, Job, Refusal, Task};
use super::recognition::{self, Found};
use crate::domain::document::Format;
use crate::domain::wire::{ClausesFile, DocumentFile};
use crate::formats::import::{
    Aids, Conversion, Converter, Member, PageRead, Refused, Source, letters, unpack,
};
use crate::formats::table;
use crate::runtime::reading;
use std::io::{self, StdoutLock, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// The first argument that makes the program a child.
pub const ARGUMENT: &str = "__read-files";

/// How many files one child reads at most. The time that a start takes is nothing among so many, and
/// no memory stays taken for long.
const MOST_FILES: usize = 32;
/// The most bytes of a file after which a child may read another.
const LIGHT: usize = 1 << 20;

/// Does the jobs that stand on standard input.
pub fn serve() -> ExitCode {
    std::panic::set_hook(Box::new(|_| ()));
    let mut input = io::stdin().lock();
    for left in (0..MOST_FILES).rev() {
        limits::set(limits::MEMORY, limits::SECONDS);
        let Ok((job, bytes)) = Job::read(&mut input) else {
            return ExitCode::FAILURE;
        };
        let done = catch_unwind(AssertUnwindSafe(|| answer(&job, &bytes)));
        let ready = match done {
            Ok(Ok(after)) => after == After::Another && bytes.len() <= LIGHT && left > 0,
            // The parent is gone, and nobody is there to be told.
            Ok(Err(_)) => return ExitCode::FAILURE,
            Err(_) if say(&Frame::Refused(failed())).is_err() => return ExitCode::FAILURE,
            Err(_) => false,
        };
        match say(&Frame::End { ready }) {
            Ok(()) if ready => {}
            Ok(()) => break,
            Err(_) => return ExitCode::FAILURE,
        }
    }
    ExitCode::SUCCESS
}

/// What a child does after a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// It may do another: what it read was sound, and read by our own readers.
    Another,
    /// It ends.
    End,
}

fn answer(job: &Job, bytes: &[u8]) -> io::Result<After> {
    let source = Source {
        file_name: &job.file_name,
        bytes,
    };
    match &job.task {
        Task::Read { view, recognised } => {
            let on_page = |page: &PageRead| {
                // A parent that is gone is noticed at the next frame that matters.
                let _ = say(&Frame::Page(page.clone()));
            };
            let office = Programs::office().map(|program| Limited(Office { program }));
            let aids = Aids {
                view: (*view).into(),
                recognised,
                converter: office.as_ref().map(|office| office as &dyn Converter),
                on_page: &on_page,
            };
            return read(&source, &aids);
        }
        Task::Recognise(wanted) => {
            limits::set(limits::MEMORY, limits::SECONDS_OF_PROGRAMS);
            match recognition::recognise(&source, wanted) {
                Ok(Found { choice, words }) => {
                    say(&Frame::Choice(choice))?;
                    words.map_or(Ok(()), |page| say(&Frame::Recognised(page)))?;
                }
                Err(refusal) => say(&Frame::Refused(refusal))?,
            }
        }
        Task::Table { sheet } => say(&match table::read(bytes, sheet.as_deref()) {
            Ok(table) => Frame::Table(serde_json::to_vec(&table)?),
            Err(refused) => Frame::Refused(Refusal::from(&refused)),
        })?,
        Task::Letters { pages } => {
            let mut placed = letters(bytes, pages).into_iter();
            placed.try_for_each(|page| say(&Frame::Letters(page)))?;
        }
    }
    Ok(After::End)
}

/// The files in a file and the agreement in it: an e-mail has both.
fn read(source: &Source<'_>, aids: &Aids<'_>) -> io::Result<After> {
    let members = match unpack(source) {
        Ok(members) => members.unwrap_or_default(),
        Err(refused) => {
            say(&Frame::Refused(Refusal::from(&refused)))?;
            return Ok(After::End);
        }
    };
    for member in &members {
        say_member(member)?;
    }
    match reading::agreement(source, aids) {
        Ok(agreement) => {
            say(&Frame::Document(DocumentFile::of(&agreement).to_json()))?;
            say(&Frame::Clauses(ClausesFile::of(&agreement).to_json()))?;
            let by_others = agreement.document.format == Format::Pdf;
            return Ok(if by_others {
                After::End
            } else {
                After::Another
            });
        }
        // A mere container says nothing itself.
        Err(_) if !members.is_empty() => {}
        Err(refused) => say(&Frame::Refused(Refusal::from(&refused)))?,
    }
    Ok(After::End)
}

fn say_member(member: &Member) -> io::Result<()> {
    say(&Frame::MemberName(member.name.clone()))?;
    say(&match &member.refused {
        Some(refused) => Frame::MemberRefused(Refusal::from(refused)),
        None => Frame::MemberBytes(member.bytes.clone()),
    })
}

fn say(frame: &Frame) -> io::Result<()> {
    let mut output: StdoutLock<'_> = io::stdout().lock();
    frame.write(&mut output)?;
    output.flush()
}

/// What is said of a fault of our own.
fn failed() -> Refusal {
    Refusal::from(&Refused::Damaged {
        what: "of a kind that should be readable",
        detail: "reading it failed in an unexpected way".to_owned(),
    })
}

/// LibreOffice gets more memory and time than our own readers.
struct Limited(Office);

impl Converter for Limited {
    fn to_docx(&self, bytes: &[u8], extension: &str) -> Result<Conversion, String> {
        limits::set(limits::MEMORY_OF_OFFICE, limits::SECONDS_OF_PROGRAMS);
        let made = self.0.to_docx(bytes, extension);
        limits::set(limits::MEMORY, limits::SECONDS);
        made
    }
}
