//! `checklist import`: a checklist out of a spreadsheet.

use super::making::{id_for, keep, what_next};
use super::today;
use crate::cli::args::ChecklistImport;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::from_table::{self, Wanted};
use crate::domain::language::Language;
use crate::formats::table::Table;
use crate::runtime::own_checklists::{must_be_free, table};
use crate::runtime::reading::ReadingError;
use std::path::Path;

/// Runs `checklist import`.
pub fn run(context: &Context, arguments: &ChecklistImport) -> Result<Exit, Failure> {
    must_be_free(&arguments.output)?;
    let id = id_for(arguments.id.as_deref(), &arguments.output)?;
    let read = table(&arguments.file, arguments.sheet.as_deref()).map_err(|error| {
        let exit = match &error {
            ReadingError::File { .. } => Exit::Failed,
            ReadingError::Refused { .. } => Exit::Refused,
        };
        Failure::new(exit, &error).hint(error.hint())
    })?;
    let title = arguments
        .title
        .clone()
        .unwrap_or_else(|| title(&arguments.file));
    let wanted = Wanted {
        id: &id,
        title: &title,
        language: arguments.language.as_deref().and_then(Language::from_tag),
        as_of: &today(),
    };
    let made = from_table::checklist(&read.rows, &wanted).map_err(|error| {
        Failure::new(Exit::Refused, error)
            .hint("Its first row should name the columns: question, group, severity.")
    })?;
    keep(context, &made.checklist, &arguments.output)?;
    told(context, &read, &made.remarks)?;
    if arguments.language.is_none() {
        let language = made.checklist.base_language();
        context.output.line(format!(
            "- Its questions were taken to be in {}; if they are not, change \"language\" in the file.",
            language.name()
        ))?;
    }
    what_next(context, &arguments.output)?;
    Ok(Exit::Done)
}

fn told(context: &Context, read: &Table, remarks: &[String]) -> Result<(), Failure> {
    let out = &context.output;
    out.line("How the table was read:")?;
    if let Some(sheet) = read
        .sheet
        .as_ref()
        .filter(|_| !read.other_sheets.is_empty())
    {
        let others: Vec<String> = read
            .other_sheets
            .iter()
            .map(|name| format!("“{name}”"))
            .collect();
        let others = others.join(", ");
        out.line(format!(
            "- Only the sheet “{sheet}” was read, not {others}; --sheet NAME chooses another."
        ))?;
    }
    for remark in read.remarks.iter().chain(remarks) {
        out.line(format!("- {remark}"))?;
    }
    Ok(())
}

/// A title made of the file's name.
fn title(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = stem
        .split(|letter: char| {
            letter == '_' || letter == '-' || letter.is_whitespace() || letter.is_control()
        })
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        "Checklist".to_owned()
    } else {
        words.join(" ")
    }
}
