//! `checklist new` and `checklist schema`: the files to begin with.

use super::named::{find, parse};
use super::today;
use crate::cli::args::{ChecklistNew, ChecklistSchema};
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::{Checklist, Copied, template};
use crate::domain::counted::counted;
use crate::domain::review::people::slug;
use crate::runtime::own_checklists::{must_be_free, write};
use std::path::Path;

/// The JSON Schema of the format, as it stands in the manual.
const SCHEMA: &str = include_str!("../../../docs/checklist.schema.json");

/// Runs `checklist new`.
pub fn run(context: &Context, arguments: &ChecklistNew) -> Result<Exit, Failure> {
    must_be_free(&arguments.file)?;
    let id = id_for(arguments.id.as_deref(), &arguments.file)?;
    let wanted = Copied {
        id: &id,
        title: arguments.title.as_deref(),
        profile: arguments.profile.as_deref(),
    };
    let base = match &arguments.from {
        Some(name) => find(context.reading().ok().as_ref(), name)?.checklist,
        None => Checklist {
            as_of: today(),
            ..template()
        },
    };
    let made = base.copied(wanted).map_err(|error| {
        let failure = Failure::new(Exit::NothingFound, &error);
        if error.profiles.is_empty() {
            return failure.hint("Leave out --profile to copy all items.");
        }
        failure.hint("`rapporteur checklist show CHECKLIST` shows the profiles.")
    })?;
    keep(context, &made, &arguments.file)?;
    if !made.translations.is_empty() {
        let count = made.translations.len();
        context.output.line(format!(
            "Its translations ({count}) are unsigned: a copy is not what was signed."
        ))?;
    }
    what_next(context, &arguments.file)?;
    Ok(Exit::Done)
}

/// Writes a checklist to a new file, if it is a good one.
pub fn keep(context: &Context, made: &Checklist, file: &Path) -> Result<(), Failure> {
    let text = made.to_text();
    parse(&file.display().to_string(), text.as_bytes())?;
    write(file, &text)?;
    let items = counted(made.items.len(), "item");
    context.output.line(format!(
        "Written to {}: the checklist {}@{} with {items}.",
        file.display(),
        made.id,
        made.version
    ))
}

/// What a person does with a new checklist.
pub fn what_next(context: &Context, file: &Path) -> Result<(), Failure> {
    let file = file.display();
    for line in [
        "",
        "Next: change its texts in a text editor, and check the file:",
        &format!("  rapporteur checklist validate \"{file}\""),
        "Then review an agreement against it:",
        &format!("  rapporteur checklist use AGREEMENT \"{file}\""),
    ] {
        context.output.line(line)?;
    }
    Ok(())
}

/// The id that was asked for, or one made of the file's name.
pub fn id_for(asked: Option<&str>, file: &Path) -> Result<String, Failure> {
    if let Some(id) = asked {
        return if slug(id, 64) == id && !id.is_empty() {
            Ok(id.to_owned())
        } else {
            Err(
                Failure::usage(format!("“{id}” cannot be the id of a checklist."))
                    .hint("Use lower-case letters a to z, digits and single hyphens, at most 64."),
            )
        };
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    match slug(&stem, 64) {
        id if id.is_empty() => Err(Failure::usage(format!(
            "No id can be made of the name {}.",
            file.display()
        ))
        .hint("Give one with --id ID.")),
        id => Ok(id),
    }
}

/// Runs `checklist schema`.
pub fn schema(context: &Context, arguments: &ChecklistSchema) -> Result<Exit, Failure> {
    let Some(file) = &arguments.output else {
        context.output.exactly(SCHEMA)?;
        return Ok(Exit::Done);
    };
    write(file, SCHEMA)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    context
        .output
        .line(format!("Written to {}.", file.display()))?;
    context.output.line(format!(
        "An editor uses it for a checklist beside it whose first field is: \"$schema\": \"./{name}\","
    ))?;
    Ok(Exit::Done)
}
