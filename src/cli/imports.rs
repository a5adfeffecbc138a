//! `import`: files and folders read in, a receipt for each.

use super::args::Import;
use super::checklists;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::agreement::AgreementId;
use crate::runtime::reading;
use crate::runtime::receipt::{Receipt, Status};
use crate::runtime::session::Session;
use std::path::PathBuf;

/// Runs `import`.
pub fn run(context: &Context, arguments: &Import) -> Result<Exit, Failure> {
    let mut session = context.writing()?;
    let checklist = checklists::for_import(&session, arguments.checklist.as_deref())?;
    let (mut refused, mut any) = (false, false);
    for receipt in receipts(&mut session, &arguments.paths, &checklist) {
        let receipt = receipt?;
        any = true;
        refused |= receipt.status == Status::Refused;
        if arguments.json {
            context.output.json(&receipt)?;
        } else {
            for line in receipt.lines() {
                context.output.line(line)?;
            }
        }
        if let (true, Some(error)) = (arguments.json, &receipt.error) {
            say(format!("{} {}", error.message, error.hint));
        }
    }
    if !any {
        return Err(
            Failure::new(Exit::NothingFound, "There is no file to read in there.")
                .hint("Hidden files are left out; name one to read it all the same."),
        );
    }
    Ok(if refused { Exit::Refused } else { Exit::Done })
}

/// Reads files in one after the other, each when its receipt is asked for.
pub fn receipts<'a>(
    session: &'a mut Session,
    paths: &[PathBuf],
    checklist: &'a [u8],
) -> impl Iterator<Item = Result<Receipt, Failure>> + 'a {
    reading::files(paths)
        .into_iter()
        .map(|path| Ok(session.import(&path, checklist)?))
}

/// Reads files in and gives the first agreement, telling what was refused.
pub fn first(
    session: &mut Session,
    paths: &[PathBuf],
    checklist: &[u8],
) -> Result<AgreementId, Failure> {
    let mut first = None;
    for receipt in receipts(session, paths, checklist) {
        let receipt = receipt?;
        if receipt.status == Status::Refused {
            for line in receipt.lines() {
                say(line);
            }
        }
        first = first.or(receipt.agreement);
    }
    first.ok_or_else(|| {
        Failure::new(
            Exit::Refused,
            "Nothing was read in, so there is nothing to open.",
        )
    })
}
