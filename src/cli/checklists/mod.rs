//! `checklist`: list, show, use, and writing one's own: new, import, validate, diff, sign.

mod comparing;
mod importing;
mod listing;
mod making;
mod named;
mod showing;
mod signing;
mod using;
mod validating;

pub use named::{find, for_import};

use super::args::ChecklistTask;
use super::context::Context;
use super::failure::{Exit, Failure};
use crate::runtime::clock;
use crate::runtime::own_checklists::WritingError;

/// Runs a `checklist` command.
pub fn run(context: &Context, task: &ChecklistTask) -> Result<Exit, Failure> {
    match task {
        ChecklistTask::List(options) => listing::run(context, options.json),
        ChecklistTask::Show(arguments) => showing::run(context, arguments),
        ChecklistTask::New(arguments) => making::run(context, arguments),
        ChecklistTask::Import(arguments) => importing::run(context, arguments),
        ChecklistTask::Validate(arguments) => validating::run(context, arguments),
        ChecklistTask::Diff(arguments) => comparing::run(context, arguments),
        ChecklistTask::Sign(arguments) => signing::run(context, arguments),
        ChecklistTask::Schema(arguments) => making::schema(context, arguments),
        ChecklistTask::Use {
            agreement,
            checklist,
            profile,
        } => using::run(context, agreement, checklist, profile.as_deref()),
        ChecklistTask::Move(arguments) => using::move_to(context, arguments),
        ChecklistTask::Drop {
            agreement,
            checklist,
        } => using::drop(context, agreement, checklist),
    }
}

/// The day, `YYYY-MM-DD`, in UTC.
fn today() -> String {
    clock::now().to_string().chars().take(10).collect()
}

impl From<WritingError> for Failure {
    fn from(error: WritingError) -> Self {
        Self::failed(&error).hint(error.hint())
    }
}
