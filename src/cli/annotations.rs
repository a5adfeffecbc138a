//! `annotations`: makes tags of annotations that were made elsewhere, in the name of whoever takes them in.
//!
//! An annotation fits when its words are found, and it names one item of the checklist and one assessment. What does not
//! fit is listed with the reason; nothing is guessed, and no tag of one's own is changed.

use super::args::Annotations;
use super::context::{Context, open_named};
use super::decisions::carry_out;
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::checklist::Checklist;
use crate::domain::clause::Clause;
use crate::domain::review::Command;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{Assessment, NoteValue, TagValue};
use crate::domain::review::state::TagKey;
use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use crate::formats::import::annotations::{Annotation, anchor, read};
use crate::runtime::reading;
use crate::runtime::session::{Opened, Session};
use crate::{tr, trn};
use std::collections::HashMap;

/// What an annotation comes to.
struct Fit<'a> {
    clause: &'a Clause,
    words: Span,
    checklist: &'a Checklist,
    item: &'a str,
    assessment: Assessment,
}

/// Runs `annotations`.
pub fn run(context: &Context, arguments: &Annotations) -> Result<Exit, Failure> {
    let mut session = if arguments.dry_run {
        context.reading()?
    } else {
        context.deciding()?
    };
    let opened = open_named(&session, &arguments.agreement)?;
    let file = &arguments.file;
    let bytes = reading::bytes(file).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
    let annotations = read(&bytes).map_err(|error| {
        Failure::new(Exit::Refused, format!("{}: {error}", file.display())).hint(tr!(
            "Web Annotations are JSON-LD; `rapporteur export --format web-annotation` writes such a file."
        ))
    })?;
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let (mut taken, mut stood, mut left) = (0, 0, 0);
    // What this run would have made already; on the way it is in the review.
    let mut made: HashMap<TagKey, Assessment> = HashMap::new();
    for annotation in &annotations {
        let outcome = fit(&opened, annotation).and_then(|fit| {
            let new = match made.get(&key(&opened, &fit)) {
                Some(earlier) if *earlier == fit.assessment => false,
                Some(_) => return Err(differs()),
                None => is_new(context, &session, &opened, &fit, arguments.dry_run)?,
            };
            Ok((fit, new))
        });
        match outcome {
            Err(why) => {
                left += 1;
                let told = tr!("Left out: {what}. {why}", what = called(annotation), why);
                context.output.line(visible_line(&told))?;
            }
            Ok((_, false)) => stood += 1,
            Ok((fit, true)) => {
                taken += 1;
                made.insert(key(&opened, &fit), fit.assessment);
                let told = tr!(
                    "Fits: {what}: {item}, {assessment}, in clause {clause}",
                    what = called(annotation),
                    item = fit.item,
                    assessment = fit.assessment.label(),
                    clause = fit.clause.id
                );
                context.output.line(visible_line(&told))?;
                if !arguments.dry_run {
                    write(
                        &mut session,
                        &opened,
                        &fit,
                        annotation,
                        (&name, arguments.confidential),
                    )?;
                }
            }
        }
    }
    if let Some(warning) = session.warning() {
        say(warning);
    }
    say(trn!(taken, "{n} annotation fits.", "{n} annotations fit."));
    if stood > 0 {
        say(trn!(
            stood,
            "{n} stands like that already.",
            "{n} stand like that already."
        ));
    }
    if arguments.dry_run {
        say(tr!("Nothing was written."));
    }
    if left == 0 {
        return Ok(Exit::Done);
    }
    say(trn!(
        left,
        "{n} annotation was left out.",
        "{n} annotations were left out."
    ));
    Ok(Exit::Refused)
}

/// What an annotation comes to here, or why it comes to nothing.
fn fit<'a>(opened: &'a Opened, annotation: &Annotation) -> Result<Fit<'a>, String> {
    let words =
        anchor(&opened.agreement, &annotation.target).map_err(|why| why.sentence().to_owned())?;
    let (checklist, item) = item(opened, annotation)?;
    let assessment = assessment(annotation)?;
    let clause = clause(opened, words)
        .ok_or_else(|| tr!("Its words lie in no single clause.").to_owned())?;
    Ok(Fit {
        clause,
        words,
        checklist,
        item,
        assessment,
    })
}

/// The one item that the tags name.
fn item<'a>(
    opened: &'a Opened,
    annotation: &Annotation,
) -> Result<(&'a Checklist, &'a str), String> {
    let mut found: Vec<(&Checklist, &str)> = Vec::new();
    for tag in &annotation.tags {
        let lists = opened.checklists.iter();
        let all = lists.filter_map(|list| match (&annotation.checklist, tag.split_once('/')) {
            (Some(wanted), _) if *wanted != list.id => None,
            (_, Some((wanted, item))) if wanted == list.id => {
                Some((&**list, list.item(item)?.id.as_str()))
            }
            _ => Some((&**list, list.item(tag)?.id.as_str())),
        });
        found.extend(all);
    }
    found.sort_by_key(|(list, item)| (list.id.as_str(), *item));
    found.dedup_by_key(|(list, item)| (list.id.clone(), (*item).to_owned()));
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(tr!("None of its tags is an item of the checklist.").to_owned()),
        _ => Err(tr!("Its tags name more than one item.").to_owned()),
    }
}

/// The one assessment that it gives, as such or as a tag.
fn assessment(annotation: &Annotation) -> Result<Assessment, String> {
    let said = annotation.assessments.iter().chain(&annotation.tags);
    let mut found: Vec<Assessment> = said
        .filter_map(|one| Assessment::parse(one.trim()))
        .collect();
    found.dedup();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(tr!("It gives no assessment: ok, concern, unclear or info.").to_owned()),
        _ => Err(tr!("It gives more than one assessment.").to_owned()),
    }
}

/// The innermost clause that holds the words.
fn clause(opened: &Opened, words: Span) -> Option<&Clause> {
    let tree = &opened.agreement.clauses;
    let path = tree.path(tree.index_at(words.start)?);
    let clauses = path
        .into_iter()
        .rev()
        .filter_map(|at| tree.clauses().get(at));
    clauses
        .into_iter()
        .find(|clause| clause.reach().covers(words))
}

/// Whether the tag would be new; refused where the person holds these words differently.
fn is_new(
    context: &Context,
    session: &Session,
    opened: &Opened,
    fit: &Fit<'_>,
    dry: bool,
) -> Result<bool, String> {
    let own = match session.journal() {
        Some(journal) => journal.reviewer().id.clone(),
        None if dry && !context.knows_reviewer() => return Ok(true),
        None => context.reviewer().map_err(|failure| failure.message)?.id,
    };
    let review = session.review(&opened.agreement.id);
    let Some((_, register)) = review.tags.get(&key(opened, fit)) else {
        return Ok(true);
    };
    let mut held = register
        .of_reviewer(&own)
        .filter_map(|held| held.value.as_ref());
    match held.next() {
        None => Ok(true),
        Some(value) if value.assessment == fit.assessment => Ok(false),
        Some(_) => Err(differs()),
    }
}

fn differs() -> String {
    tr!("You have assessed these words differently; your own tag stays.").to_owned()
}

fn key(opened: &Opened, fit: &Fit<'_>) -> TagKey {
    let place = opened.agreement.to_scalars(fit.words);
    TagKey {
        text_sha256: opened.agreement.text_sha256,
        start: place.start,
        end: place.end,
        item: fit.checklist.item_ref(fit.item),
    }
}

/// The tag, and a note on it that says where it came from.
fn write(
    session: &mut Session,
    opened: &Opened,
    fit: &Fit<'_>,
    annotation: &Annotation,
    (file, confidential): (&str, bool),
) -> Result<(), Failure> {
    let value = TagValue {
        confidential,
        ..TagValue::new(fit.assessment)
    };
    let tag = Command::Tag {
        clause: fit.clause.id.clone(),
        words: Some(fit.words),
        item: fit.item.to_owned(),
        value: Some(value),
        reason: None,
    };
    carry_out(session, tag, &opened.agreement, fit.checklist)?;
    let note = NoteValue {
        text: origin(annotation, file),
        confidential,
    };
    let note = Command::Note {
        on: NoteTarget::Tag(key(opened, fit)),
        value: Some(note),
    };
    carry_out(session, note, &opened.agreement, fit.checklist)?;
    Ok(())
}

/// Where an annotation came from and who made it, then what it says.
fn origin(annotation: &Annotation, file: &str) -> String {
    let unknown = |text: &String| match text.as_str() {
        "" => tr!("(not said)").to_owned(),
        text => text.to_owned(),
    };
    let (by, at, id) = (
        unknown(&annotation.by),
        unknown(&annotation.created),
        unknown(&annotation.id),
    );
    let mut lines = vec![tr!(
        "Taken over from {file}: made by {by}, {at}, {id}.",
        file,
        by,
        at,
        id
    )];
    lines.extend(annotation.notes.iter().cloned());
    lines.join("\n")
}

/// What a person calls an annotation: its words, else its name.
fn called(annotation: &Annotation) -> String {
    const MOST: usize = 60;
    let quote = annotation.target.quote.as_ref();
    let said = annotation
        .tags
        .iter()
        .chain(&annotation.assessments)
        .chain(&annotation.notes);
    let said = said.map(String::as_str).collect::<Vec<_>>().join(", ");
    let words = match quote {
        Some(quote) => &quote.exact,
        None if said.is_empty() => &annotation.id,
        None => &said,
    };
    let mut shown: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.chars().count() > MOST {
        shown = shown.chars().take(MOST).collect::<String>() + "…";
    }
    format!("“{shown}”")
}
