//! `export`: the summary of reviews, to a file or to standard output.

use super::args::Export;
use super::checkpoints::checkpoint;
use super::context::Context;
use super::context::agreement_id;
use super::failure::{Exit, Failure};
use super::output::say;
use super::shows::coverage;
use crate::domain::agreement::AgreementId;
use crate::domain::counted::counted;
use crate::domain::language::Language;
use crate::domain::review::heads::parse_heads;
use crate::domain::review::log;
use crate::domain::review::trust::Occasion;
use crate::domain::review::{Coverage, Problem};
use crate::domain::summary::{
    Edition, ExportFormat, Portfolio, Summary, WholeWithheld, first_words,
};
use crate::domain::visible::visible_line;
use crate::formats::export::{evidence, write_portfolio};
use crate::runtime::export::{
    ExportError, JournalStanding, bytes, in_edition, summary, write_bytes,
};
use crate::runtime::reading;
use crate::runtime::session::Session;
use crate::store::verify::{Before, reverify};
use std::path::{Path, PathBuf};

/// Runs `export`.
pub fn run(context: &Context, arguments: &Export) -> Result<Exit, Failure> {
    let now = arguments.as_of.is_none() && arguments.at.is_none();
    if now && !arguments.no_checkpoint && !arguments.preview {
        make_checkpoint(context);
    }
    let mut session = context.reading()?;
    // A preview is written in no format.
    let format = arguments.format.as_deref().unwrap_or_default();
    let format = ExportFormat::parse(format)
        .or(arguments.preview.then_some(ExportFormat::Json))
        .ok_or_else(|| Failure::usage(format!("There is no format {format}.")))?;
    for problem in must_fit(&session)? {
        let writer = problem.writer.as_ref();
        say(format!(
            "Not yet complete: the last line of the journal{} has not wholly arrived here. The summary is made from the entries before it, and says so.",
            writer.map_or_else(String::new, |writer| format!(" of {writer}"))
        ));
    }
    let mut language = context.language;
    if let Some(earlier) = &arguments.as_of {
        let of_then = turn_back(&mut session, earlier)?;
        language = language.or(of_then);
    }
    if let Some(name) = &arguments.at {
        let entry = named_entry(&session, name)?;
        session.turn_back_to(entry);
    }
    let language = language.unwrap_or(Language::English);
    let edition = Edition::parse(&arguments.edition)
        .ok_or_else(|| Failure::usage(format!("There is no edition {}.", arguments.edition)))?;
    let mut ids = chosen(&session, arguments)?;
    if arguments.preview {
        return preview(context, &session, &ids, (language, edition));
    }
    if edition == Edition::Public {
        only_open(&session, &mut ids, arguments.all)?;
    }
    if arguments.require_complete {
        must_be_complete(&session, &ids)?;
    }
    if arguments.portfolio {
        return portfolio(
            context,
            &session,
            &ids,
            (language, edition, format),
            arguments,
        );
    }
    let standing = JournalStanding::of(&session)?;
    for id in &ids {
        let opened = session.open(id)?;
        let summary = summary(&session, &standing, &opened, language);
        let failed = |error: ExportError| Failure::failed(&error).hint(error.hint());
        let summary = in_edition(&session, &opened, summary, edition)
            .map_err(failed)?
            .summary;
        let bytes = bytes(&session, &opened, &summary, format).map_err(failed)?;
        let Some(output) = &arguments.output else {
            context.output.bytes(&bytes, format.is_text())?;
            continue;
        };
        let path = file_for(output, id, format, ids.len());
        write_bytes(&bytes, &path, arguments.force).map_err(failed)?;
        say(format!("Written to {}.", path.display()));
    }
    Ok(Exit::Done)
}

/// Writes one file about all of the agreements.
fn portfolio(
    context: &Context,
    session: &Session,
    ids: &[AgreementId],
    (language, edition, format): (Language, Edition, ExportFormat),
    arguments: &Export,
) -> Result<Exit, Failure> {
    let failed = |error: ExportError| Failure::failed(&error).hint(error.hint());
    let standing = JournalStanding::of(session)?;
    let mut portfolio = Portfolio::default();
    for id in ids {
        let opened = session.open(id)?;
        let summary = summary(session, &standing, &opened, language);
        let shown = in_edition(session, &opened, summary, edition).map_err(failed)?;
        portfolio.add(&shown.summary);
    }
    let written = write_portfolio(format, &portfolio).ok_or_else(|| {
        Failure::usage(format!("There is no portfolio in the format {format}."))
            .hint("Choose markdown, html, docx, pdf or xlsx.")
    })?;
    let bytes = written.map_err(|error| failed(error.into()))?;
    let Some(output) = &arguments.output else {
        context.output.bytes(&bytes, format.is_text())?;
        return Ok(Exit::Done);
    };
    write_bytes(&bytes, output, arguments.force).map_err(failed)?;
    say(format!("Written to {}.", output.display()));
    Ok(Exit::Done)
}

/// Takes out the agreements that have no public edition, and says how many; one that was asked for by
/// name is refused.
fn only_open(session: &Session, ids: &mut Vec<AgreementId>, all: bool) -> Result<(), Failure> {
    let confidential: Vec<_> = ids
        .iter()
        .filter(|id| session.is_confidential(id))
        .collect();
    let left_out = confidential.len();
    if let Some(id) = confidential
        .first()
        .filter(|_| !all || left_out == ids.len())
    {
        let title = session.open(id)?.agreement.document.title;
        let error = ExportError::Withheld(WholeWithheld { title });
        return Err(Failure::failed(&error).hint(error.hint()));
    }
    ids.retain(|id| !session.is_confidential(id));
    if left_out > 0 {
        say(format!(
            "Left out: {} marked as confidential as a whole.",
            counted(left_out, "agreement")
        ));
    }
    Ok(())
}

/// Lists what a public edition would hold back, and writes nothing. The list itself is confidential, with the first words of
/// each text, unless the public edition of it is asked for.
fn preview(
    context: &Context,
    session: &Session,
    ids: &[AgreementId],
    (language, edition): (Language, Edition),
) -> Result<Exit, Failure> {
    let output = &context.output;
    let words = |words: &str| match edition {
        Edition::Confidential if !words.is_empty() => {
            format!(": “{}”", visible_line(&first_words(words)))
        }
        _ => String::new(),
    };
    let standing = JournalStanding::of(session)?;
    for id in ids {
        let opened = session.open(id)?;
        let redaction = session.redaction(&opened);
        let title = &opened.agreement.document.title;
        let masked = redaction.masked(title);
        let title = match edition {
            Edition::Confidential => title,
            Edition::Public => masked.as_ref().unwrap_or(title),
        };
        output.line(format!("{id}  {}", visible_line(title)))?;
        for held in redaction.held() {
            output.line(format!(
                "  {}{}; marked by {} on {}, entry {}:{} ({})",
                visible_line(&held.sentence()),
                words(held.words.as_deref().unwrap_or_default()),
                visible_line(&held.by.name),
                held.at.to_minute(),
                held.writer,
                held.seq,
                held.entry.short()
            ))?;
        }
        if redaction.is_whole() {
            output.line("  There is no public edition of it.")?;
            continue;
        }
        let summary = summary(session, &standing, &opened, language);
        let public = summary
            .public(&opened.agreement, &redaction)
            .map_err(Failure::failed)?;
        output.line(match redaction.held().len() {
            0 => "  Nothing is marked as confidential.".to_owned(),
            held => format!("  {} held back.", counted(held, "mark")),
        })?;
        if public.masked.is_empty() {
            continue;
        }
        output.line(format!(
            "  {} masked because of words that are withheld:",
            counted(public.masked.len(), "other text")
        ))?;
        for one in &public.masked {
            output.line(format!(
                "    {}{}",
                visible_line(&one.sentence()),
                words(&one.words)
            ))?;
        }
    }
    Ok(Exit::Done)
}

/// Makes a checkpoint for the summary where somebody is known who can; a summary without one is no less
/// true, and carries the newest that there is.
fn make_checkpoint(context: &Context) {
    if !context.knows_reviewer() {
        return;
    }
    let outcome = context.deciding().and_then(|mut session| {
        must_fit(&session)?;
        checkpoint(context, &mut session, Occasion::Export, true)
    });
    if let Err(failure) = outcome {
        say(format!(
            "No checkpoint was made for this summary: {}",
            failure.message
        ));
    }
}

/// A summary rests on the journals; one that does not fit must not be summed up as if it did. Gives what
/// is only not complete yet.
fn must_fit(session: &Session) -> Result<Vec<Problem>, Failure> {
    let verification = reverify(session.workspace(), session.home(), Before::Counts, None)
        .map_err(Failure::failed)?;
    let (unfinished, broken) = apart(session, verification.problems);
    let Some(problem) = broken.first() else {
        return Ok(unfinished);
    };
    Err(Failure::new(
        Exit::Integrity,
        format!("The journals do not fit: {}", problem.message),
    )
    .hint("`rapporteur verify` tells everything that does not fit. No summary was written."))
}

/// What has not wholly arrived of others' journals, and what does not fit.
fn apart(session: &Session, problems: Vec<Problem>) -> (Vec<Problem>, Vec<Problem>) {
    let arriving = session.unfinished();
    problems.into_iter().partition(|problem| {
        let writer = problem.writer.as_ref();
        problem.is_unfinished_tail() && writer.is_some_and(|one| arriving.contains(one))
    })
}

/// Goes back to the entries that an earlier summary was made from, once they are proven to be those;
/// gives the language that it was written in.
fn turn_back(session: &mut Session, earlier: &Path) -> Result<Option<Language>, Failure> {
    let bytes =
        reading::bytes(earlier).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    let text = evidence(&bytes);
    let (workspace, home) = (session.workspace(), session.home());
    let verification =
        reverify(workspace, home, Before::Counts, Some(&text)).map_err(Failure::failed)?;
    let (_, broken) = apart(session, verification.problems);
    if let Some(problem) = broken.first() {
        let message = format!(
            "The journals do not fit {}: {}",
            earlier.display(),
            problem.message
        );
        return Err(Failure::new(Exit::Integrity, message).hint(
            "`rapporteur verify --against` with this file tells everything that does not fit.",
        ));
    }
    let heads = parse_heads(&text);
    if heads.is_empty() {
        let message = format!(
            "{} holds no journal heads, so that it cannot be told from which entries it was made.",
            earlier.display()
        );
        return Err(Failure::new(Exit::Integrity, message));
    }
    session.turn_back(&heads);
    Ok(language_of(&text))
}

/// The entry that a person means.
fn named_entry(session: &Session, name: &str) -> Result<usize, Failure> {
    log::find_entry(session.entries(), name).ok_or_else(|| {
        Failure::new(
            Exit::NothingFound,
            format!("No single entry is called {name}."),
        )
        .hint("Name one as JOURNAL:NUMBER, or by its hash or the first eight digits of it; `rapporteur log --format jsonl` shows both.")
    })
}

/// The language that a summary says it was written in.
fn language_of(summary: &str) -> Option<Language> {
    let tag = |before: &str, after: &str| {
        let (_, rest) = summary.split_once(before)?;
        Some(rest.split_once(after)?.0)
    };
    let of_edition = |edition: Edition| {
        let before = format!("\"edition\": \"{}\",\n  \"language\": \"", edition.name());
        tag(&before, "\"")
    };
    match Edition::ALL.into_iter().find_map(of_edition) {
        Some(tag) => Language::from_tag(tag),
        None => Summary::language_in(summary),
    }
}

fn chosen(session: &Session, arguments: &Export) -> Result<Vec<AgreementId>, Failure> {
    if arguments.all {
        let all: Vec<_> = session
            .agreements()?
            .into_iter()
            .map(|listed| listed.id)
            .collect();
        return if all.is_empty() {
            Err(Failure::no_agreements())
        } else {
            Ok(all)
        };
    }
    arguments
        .agreements
        .iter()
        .map(|query| agreement_id(session, query))
        .collect()
}

fn must_be_complete(session: &Session, ids: &[AgreementId]) -> Result<(), Failure> {
    for id in ids {
        let opened = session.open(id)?;
        let coverage = coverage(session, &opened);
        if !coverage.iter().all(Coverage::is_complete) {
            let sum = |count: fn(&Coverage) -> usize| coverage.iter().map(count).sum::<usize>();
            return Err(Failure::new(
                Exit::Incomplete,
                format!(
                    "The review of “{}” is incomplete: {} unread, {} unanswered, {} to be confirmed, {} without grounds, {}.",
                    opened.agreement.document.title,
                    counted(coverage.first().map_or(0, |one| one.unread.len()), "clause"),
                    counted(sum(|one| one.unanswered.len()), "item"),
                    sum(|one| one.to_confirm.len()),
                    sum(|one| one.lacking.len()),
                    counted(
                        sum(|one| one.disputed)
                            + coverage.first().map_or(0, |one| one.disputed_details),
                        "disagreement"
                    )
                ),
            ));
        }
    }
    Ok(())
}

/// The file for one agreement: the named one, or one in the named folder.
fn file_for(output: &Path, id: &AgreementId, format: ExportFormat, agreements: usize) -> PathBuf {
    if output.is_dir() || agreements > 1 {
        output.join(format!("summary-{id}.{}", format.extension()))
    } else {
        output.to_owned()
    }
}
