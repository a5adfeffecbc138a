//! `import`: files and folders read in, a receipt for each.

use super::args::Import;
use super::checklists;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::output::say;
use super::progress::Progress;
use crate::domain::agreement::AgreementId;
use crate::runtime::importing::{self, End, Step};
use crate::runtime::reading;
use crate::runtime::receipt::{Receipt, Status};
use crate::runtime::session::Session;
use crate::runtime::signals;
use crate::runtime::worker::Worker;
use std::path::PathBuf;

/// Runs `import`.
pub fn run(context: &Context, arguments: &Import) -> Result<Exit, Failure> {
    let mut session = context.writing()?;
    let checklist = checklists::for_import(&session, arguments.checklist.as_deref())?;
    let (mut refused, mut any) = (false, false);
    let end = receipts(&mut session, &arguments.paths, &checklist, &mut |receipt| {
        any = true;
        refused |= receipt.status == Status::Refused;
        show(context, &receipt, arguments.json)
    })?;
    match end {
        End::Stopped { left } => Err(stopped(left)),
        End::Complete if !any => Err(Failure::new(
            Exit::NothingFound,
            "There is no file to read in there.",
        )
        .hint("Hidden files are left out; name one to read it all the same.")),
        End::Complete if refused => Ok(Exit::Refused),
        End::Complete => Ok(Exit::Done),
    }
}

/// Reads files in before the interface opens as plain lines, which tell every receipt; gives the first agreement.
pub fn read_in(
    session: &mut Session,
    paths: &[PathBuf],
    checklist: &[u8],
) -> Result<Option<AgreementId>, Failure> {
    let mut first = None;
    let end = receipts(session, paths, checklist, &mut |receipt| {
        receipt.lines().iter().for_each(say);
        if first.is_none() {
            first.clone_from(&receipt.agreement);
        }
        Ok(())
    })?;
    match (first, end) {
        (Some(first), _) => Ok(Some(first)),
        (None, End::Stopped { left }) => Err(stopped(left)),
        (None, End::Complete) => Err(nothing_to_open()),
    }
}

/// What is said when no file could be read in.
pub fn nothing_to_open() -> Failure {
    Failure::new(
        Exit::Refused,
        "Nothing was read in, so there is nothing to open.",
    )
}

fn show(context: &Context, receipt: &Receipt, as_json: bool) -> Result<(), Failure> {
    if as_json {
        context.output.json(receipt)?;
        if let Some(error) = &receipt.error {
            say(format!("{} {}", error.message, error.hint));
        }
        return Ok(());
    }
    receipt
        .lines()
        .iter()
        .try_for_each(|line| context.output.line(line))
}

/// What is said when not everything was read in.
pub fn stopped(left: usize) -> Failure {
    let files = match left {
        1 => "1 file was".to_owned(),
        _ => format!("{left} files were"),
    };
    Failure::failed(format!(
        "Stopped: {files} not read in. The others are kept."
    ))
    .hint("The same command goes on where this one stopped.")
}

/// Reads files in, with a bar, and hands over the receipt of each.
fn receipts(
    session: &mut Session,
    paths: &[PathBuf],
    checklist: &[u8],
    hand_over: &mut dyn FnMut(Receipt) -> Result<(), Failure>,
) -> Result<End, Failure> {
    let worker = worker(session)?;
    let _watch = signals::on_end(worker.cancel().clone())?;
    let progress = Progress::new();
    let files = reading::files(paths);
    let total = files.len();
    progress.done(0, total);
    let mut tell = |step: Step<'_>| {
        match step {
            Step::Began(path) => progress.began(path),
            Step::Page(path, page) => progress.page(path, page),
            Step::Done {
                receipt,
                done,
                total,
            } => {
                progress.done(done, total);
                if let Some(receipt) = receipt {
                    progress.above(|| hand_over(*receipt))?;
                }
            }
        }
        Ok(())
    };
    let end = importing::run(session, &worker, files, checklist, &mut tell);
    progress.finish();
    end
}

/// What starts the children that read files.
pub fn worker(session: &Session) -> Result<Worker, Failure> {
    Worker::new()
        .map(|worker| worker.with_scratch(&session.scratch_folder()))
        .map_err(|error| Failure::failed(format!("The program cannot find its own file: {error}.")))
}
