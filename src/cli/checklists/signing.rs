//! `checklist sign`: a person answers for a translation.

use super::named::{file_bytes, with_mistakes};
use super::today;
use crate::cli::args::ChecklistSign;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::checklist::Signature;
use crate::domain::checklist::sign::{NotSigned, Signing, sign};
use crate::domain::language::Language;
use crate::runtime::own_checklists::rewrite;

/// Runs `checklist sign`.
pub fn run(context: &Context, arguments: &ChecklistSign) -> Result<Exit, Failure> {
    let file = &arguments.file;
    let bytes = file_bytes(file)?;
    let by = arguments
        .by
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if by.is_empty() {
        return Err(
            Failure::usage("Nobody is named who answers for the translation.")
                .hint("Write the name behind --by."),
        );
    }
    let signing = Signing {
        language: &arguments.language,
        signature: Signature { by, on: today() },
        version: arguments.version.as_deref(),
    };
    let (written, list) =
        sign(&bytes, &signing).map_err(|error| failure(&error, &file.display().to_string()))?;
    rewrite(file, &written)?;
    let language = Language::from_tag(&arguments.language).map_or("", Language::name);
    context.output.line(format!(
        "Saved in {}: {} answers for the texts in {language} of {}@{} since {}.",
        file.display(),
        signing.signature.by,
        list.id,
        list.version,
        signing.signature.on
    ))?;
    if arguments.version.is_none() {
        context.output.line(format!(
            "If agreements are reviewed against version {} already, raise the version too: sign again with --version NEW.",
            list.version
        ))?;
    }
    Ok(Exit::Done)
}

fn failure(error: &NotSigned, name: &str) -> Failure {
    match error {
        NotSigned::Mistakes(problems) => with_mistakes(name, problems),
        NotSigned::WouldMistake(problems) => {
            let told: Vec<String> = problems.iter().map(|one| one.message.clone()).collect();
            Failure::usage(format!("Nothing was signed. {}", told.join(" ")))
        }
        NotSigned::NoTranslation { asked, .. } => {
            let failure = Failure::new(Exit::NothingFound, error);
            if asked == Language::SerbianLatin.tag() {
                return failure.hint(
                    "Serbian in Latin script is made from the Cyrillic texts: sign sr-Cyrl.",
                );
            }
            failure.hint("`rapporteur checklist show CHECKLIST` lists the translations.")
        }
    }
}
