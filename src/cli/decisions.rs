//! Commands that decide: `tag`, `answer`, `note`, `read`, `undo`, `redo`. Each is journalled.

use super::args::{Answer, Note, Read, Tag};
use super::context::{Context, clause, item, open_named};
use super::failure::{Exit, Failure};
use super::output::say;
use super::shows::coverage;
use crate::domain::absence;
use crate::domain::clause::Clause;
use crate::domain::fold::Folded;
use crate::domain::pointer::Pointers;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, NoteValue, TagValue};
use crate::domain::review::state::TagKey;
use crate::domain::review::telling::tell;
use crate::domain::review::{Command, Event, Refusal, StoredEntry};
use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use crate::runtime::session::{Opened, Session, SessionError};

/// Runs `tag`.
pub fn tag(context: &Context, arguments: &Tag) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let clause = clause(&opened, &arguments.clause)?;
    let item = item(&opened.checklist, &arguments.item)?;
    let words = match &arguments.quote {
        Some(quote) => Some(quoted(&opened, clause, quote)?),
        None => None,
    };
    let value = Assessment::parse(&arguments.assessment).map(|assessment| TagValue {
        confidential: arguments.confidential,
        ..TagValue::new(assessment)
    });
    let command = Command::Tag {
        clause: clause.id.clone(),
        words,
        item: item.to_owned(),
        value,
        reason: arguments.reason.clone(),
    };
    let mut written = carry_out(&mut session, command, &opened)?;
    if let Some(note) = &arguments.note {
        let place = words.unwrap_or_else(|| clause.span.trimmed(opened.agreement.text()));
        let place = opened.agreement.to_scalars(place);
        let on = NoteTarget::Tag(TagKey {
            text_sha256: opened.agreement.text_sha256,
            start: place.start,
            end: place.end,
            item: opened.checklist.item_ref(item),
        });
        written.extend(write_note(
            &mut session,
            on,
            note,
            arguments.confidential,
            &opened,
        )?);
    }
    saved(context, &session, &written)
}

/// Runs `answer`.
pub fn answer(context: &Context, arguments: &Answer) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let item = item(&opened.checklist, &arguments.item)?;
    let value = AnswerState::parse(&arguments.state).map(|state| AnswerValue {
        value: arguments.value.clone(),
        confidential: arguments.confidential,
        absence: (state == AnswerState::Absent).then(|| absence_proof(&session, &opened, item)),
        ..AnswerValue::new(state)
    });
    let command = Command::Answer {
        item: item.to_owned(),
        value,
        reason: arguments.reason.clone(),
    };
    let mut written = carry_out(&mut session, command, &opened)?;
    if let Some(note) = &arguments.note {
        let on = NoteTarget::Answer(item.to_owned());
        written.extend(write_note(
            &mut session,
            on,
            note,
            arguments.confidential,
            &opened,
        )?);
    }
    saved(context, &session, &written)
}

fn absence_proof(
    session: &Session,
    opened: &Opened,
    item: &str,
) -> crate::domain::review::event::AbsenceProof {
    let pointers = Pointers::new(&opened.checklist);
    let agreement = &opened.agreement;
    let folded = Folded::new(agreement.text());
    let pointed = pointers.point_folded(&agreement.clauses, agreement.text(), &folded);
    let mut found = absence::search(agreement, &pointers, &pointed, &folded);
    found
        .remove(item)
        .unwrap_or_default()
        .proof(&coverage(session, opened))
}

/// Runs `note`.
pub fn note(context: &Context, arguments: &Note) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let on = match (&arguments.clause, &arguments.item) {
        (Some(query), _) => NoteTarget::Clause(clause(&opened, query)?.id.clone()),
        (None, Some(id)) => NoteTarget::Answer(item(&opened.checklist, id)?.to_owned()),
        (None, None) => NoteTarget::Agreement,
    };
    let written = write_note(
        &mut session,
        on,
        &arguments.text,
        arguments.confidential,
        &opened,
    )?;
    saved(context, &session, &written)
}

fn write_note(
    session: &mut Session,
    on: NoteTarget,
    text: &str,
    confidential: bool,
    opened: &Opened,
) -> Result<Vec<StoredEntry>, Failure> {
    let value = Some(NoteValue {
        text: text.to_owned(),
        confidential,
    });
    carry_out(session, Command::Note { on, value }, opened)
}

/// Runs `read`.
pub fn read(context: &Context, arguments: &Read) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let chosen: Vec<&Clause> = if arguments.all {
        opened.agreement.clauses.clauses().iter().collect()
    } else {
        let found = arguments.clauses.iter().map(|query| clause(&opened, query));
        found.collect::<Result<_, _>>()?
    };
    let mut drafts = Vec::new();
    for clause in chosen {
        let command = Command::MarkRead {
            clause: clause.id.clone(),
            read: !arguments.unread,
        };
        match session.decide(command, &opened.agreement, &opened.checklist) {
            Ok(draft) => drafts.push(draft),
            Err(SessionError::Refused(Refusal::Unchanged)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let written = session.append(drafts)?;
    saved(context, &session, &written)
}

/// Runs `undo`.
pub fn undo(context: &Context) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let written = session.undo()?;
    saved(context, &session, &written)
}

/// Runs `redo`.
pub fn redo(context: &Context) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let written = session.redo()?;
    saved(context, &session, &written)
}

/// Decides and writes. That it stands like that already is no failure: a script may say the same
/// thing twice.
pub(super) fn carry_out(
    session: &mut Session,
    command: Command,
    opened: &Opened,
) -> Result<Vec<StoredEntry>, Failure> {
    match session.run(command, opened) {
        Err(SessionError::Refused(Refusal::Unchanged)) => Ok(Vec::new()),
        written => Ok(written?),
    }
}

/// Tells what is on the disk now.
pub(super) fn saved(
    context: &Context,
    session: &Session,
    written: &[StoredEntry],
) -> Result<Exit, Failure> {
    if let Some(warning) = session.warning() {
        say(warning);
    }
    for entry in written {
        if !matches!(entry.entry.event, Event::JournalStarted(_)) {
            context.output.line(format!(
                "Saved #{}: {}.",
                entry.entry.seq,
                visible_line(&tell(entry).line())
            ))?;
        }
    }
    if written.is_empty() {
        say("Nothing to change: it stands like that already.");
    }
    Ok(Exit::Done)
}

/// The place of quoted words in a clause; white space may differ.
pub(super) fn quoted(opened: &Opened, clause: &Clause, quote: &str) -> Result<Span, Failure> {
    let text = clause.span.of(opened.agreement.text());
    let words: Vec<String> = quote.split_whitespace().map(regex::escape).collect();
    let pattern = regex::Regex::new(&words.join(r"\s+"))
        .map_err(|_| Failure::usage("The quote is too long to be searched for."))?;
    let missing = |what: String| {
        Failure::new(Exit::NothingFound, what)
            .hint("Copy the words as `rapporteur text` prints them, from one clause only.")
    };
    let mut places = pattern.find_iter(text).filter(|found| !found.is_empty());
    let Some(found) = places.next() else {
        return Err(missing(format!(
            "The words “{quote}” do not stand in clause {}.",
            clause.id
        )));
    };
    if places.next().is_some() {
        return Err(Failure::usage(format!(
            "The words “{quote}” stand more than once in clause {}.",
            clause.id
        ))
        .hint("Quote a few words more."));
    }
    let start = clause.span.start;
    Ok(Span::new(start + found.start(), start + found.end()))
}
