//! Opening the terminal interface: on the desk, on files, or on the sample.

use super::args::Common;
use super::context::Context;
use super::failure::{Exit, Failure};
use std::io::IsTerminal;
use std::path::PathBuf;

/// Opens the interface; with paths, reads them in first and opens the first.
pub fn open(
    _context: &Context,
    _paths: &[PathBuf],
    _checklist: Option<&str>,
) -> Result<Exit, Failure> {
    must_be_a_terminal()?;
    Ok(Exit::Done)
}

/// Opens the interface on the sample in a workspace that is thrown away.
pub fn demo(_context: &Context, _common: &Common) -> Result<Exit, Failure> {
    must_be_a_terminal()?;
    Ok(Exit::Done)
}

fn must_be_a_terminal() -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Failure::usage("The interface needs a terminal, and this is none.").hint(
        "Without one, use the commands: `rapporteur import FILE`, `rapporteur suggest AGREEMENT`, `rapporteur export …`; `rapporteur --help` lists all of them.",
    ))
}
