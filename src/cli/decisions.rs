//! Commands that decide: `tag`, `answer`, `note`, `read`, `undo`, `redo`. Each is journalled.

use super::args::{Answer, Note, Read, Reject, Tag};
use super::context::{Context, clause, item, open_named};
use super::failure::{Exit, Failure};
use super::output::say;
use crate::domain::absence;
use crate::domain::agreement::Agreement;
use crate::domain::checklist::Checklist;
use crate::domain::clause::Clause;
use crate::domain::pointer::Pointer;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::event::{
    AbsenceProof, AgreementSubject, AnswerState, AnswerSubject, AnswerValue, Assessment,
    NoteSubject, NoteValue, TagValue,
};
use crate::domain::review::passage::ClauseRef;
use crate::domain::review::state::TagKey;
use crate::domain::review::telling::tell;
use crate::domain::review::{Command, Coverage, Event, Refusal, StoredEntry};
use crate::domain::suggest::suggest;
use crate::domain::text::Span;
use crate::domain::visible::{says_something, visible_line};
use crate::runtime::outside::{self, Meanwhile};
use crate::runtime::session::{Opened, Session, SessionError};
use crate::runtime::signals;
use crate::runtime::worker::Cancel;
use crate::store::journal::AppendError;

/// Runs `tag`.
pub fn tag(context: &Context, arguments: &Tag) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let clause = clause(&opened, &arguments.clause)?;
    let (checklist, item) = item(&opened, &arguments.item)?;
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
    let command = settling(command, arguments.settle, arguments.reason.as_ref());
    let agreement = &opened.agreement;
    let mut written = carry_out(&mut session, command, agreement, checklist)?;
    if let Some(note) = &arguments.note {
        let place = words.unwrap_or_else(|| clause.span.trimmed(opened.agreement.text()));
        let place = opened.agreement.to_scalars(place);
        let on = NoteTarget::Tag(TagKey {
            text_sha256: opened.agreement.text_sha256,
            start: place.start,
            end: place.end,
            item: checklist.item_ref(item),
        });
        written.extend(write_note(
            &mut session,
            on,
            note,
            arguments.confidential,
            (agreement, checklist),
        )?);
    }
    saved(context, &session, &written)
}

/// Runs `reject`.
pub fn reject(context: &Context, arguments: &Reject) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let clause = clause(&opened, &arguments.clause)?;
    let (checklist, item) = item(&opened, &arguments.item)?;
    let agreement = &opened.agreement;
    let pointed = || {
        let mut pointed = suggest(agreement, checklist).into_iter();
        let found = pointed.find(|one| one.item == item);
        let pointers = found.map_or_else(Vec::new, |found| found.pointers);
        let here = |one: &Pointer| agreement.clauses.clauses()[one.clause].id == clause.id;
        let reasons = pointers
            .into_iter()
            .filter(here)
            .flat_map(|one| one.reasons);
        let mut words: Vec<String> = reasons
            .map(|reason| reason.span.of(agreement.text()).to_owned())
            .collect();
        words.dedup();
        words
    };
    let command = Command::Reject {
        clause: clause.id.clone(),
        item: item.to_owned(),
        pointed_by: (!arguments.withdraw).then(pointed),
    };
    let written = carry_out(&mut session, command, agreement, checklist)?;
    saved(context, &session, &written)
}

/// Runs `answer`.
pub fn answer(context: &Context, arguments: &Answer) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let (checklist, item) = item(&opened, &arguments.item)?;
    let value = AnswerState::parse(&arguments.state).map(|state| AnswerValue {
        // The same answer once more keeps what was recorded with it; an empty value takes it away.
        value: arguments.value.clone().or_else(|| {
            let own = own_answer(&session, &opened.agreement, checklist, item)?;
            own.value.filter(|_| own.state == state)
        }),
        confidential: arguments.confidential,
        absence: (state == AnswerState::Absent)
            .then(|| absence_proof(&session, &opened.agreement, checklist, item)),
        ..AnswerValue::new(state)
    });
    // A reason is written before what it explains, so that no answer ever stands without it.
    let mut commands = Vec::new();
    if let Some(note) = &arguments.note {
        commands.push(Command::Note {
            on: NoteTarget::Answer(item.to_owned()),
            value: Some(NoteValue {
                text: note.clone(),
                confidential: arguments.confidential,
            }),
        });
    }
    let answer = Command::Answer {
        item: item.to_owned(),
        value,
        reason: arguments.reason.clone(),
        explained: arguments
            .note
            .as_ref()
            .is_some_and(|note| says_something(note)),
    };
    commands.push(settling(
        answer,
        arguments.settle,
        arguments.reason.as_ref(),
    ));
    let mut drafts = Vec::new();
    for command in commands {
        match session.draft(command, &opened.agreement, checklist) {
            Err(SessionError::Refused(Refusal::Unchanged)) => {}
            draft => drafts.push(draft?),
        }
    }
    let written = session.append(drafts)?;
    saved(context, &session, &written)
}

/// A decision, or one that settles a disagreement.
pub(super) fn settling(decision: Command, settles: bool, reason: Option<&String>) -> Command {
    if !settles {
        return decision;
    }
    Command::Settle {
        decision: Box::new(decision),
        reason: reason.cloned().unwrap_or_default(),
    }
}

/// What this reviewer answered before, also to an earlier wording of the item.
fn own_answer(
    session: &Session,
    agreement: &Agreement,
    checklist: &Checklist,
    item: &str,
) -> Option<AnswerValue> {
    let review = session.review(&agreement.id);
    let lineage = review.lineage(checklist);
    let reviewer = &session.journal()?.reviewer().id;
    let held = [
        review.answer(&lineage, item),
        review.to_confirm(&lineage, item),
    ];
    held.iter().find_map(|register| {
        let mut own = register.of_reviewer(reviewer);
        own.find_map(|held| held.value.clone())
    })
}

/// The checklist under which decisions are taken that concern no item.
pub(super) fn first(opened: &Opened) -> &Checklist {
    &opened.checklists[0]
}

fn absence_proof(
    session: &Session,
    agreement: &Agreement,
    checklist: &Checklist,
    item: &str,
) -> AbsenceProof {
    absence::search(agreement, checklist, item).proof(&Coverage::of(
        agreement,
        checklist,
        &session.review(&agreement.id),
    ))
}

/// Runs `note`.
pub fn note(context: &Context, arguments: &Note) -> Result<Exit, Failure> {
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let mut checklist = first(&opened);
    let (on, subject) = match (&arguments.clause, &arguments.item) {
        (Some(query), _) => {
            let clause = clause(&opened, query)?;
            let subject = NoteSubject::Clause(ClauseRef::to(&opened.agreement, clause));
            (NoteTarget::Clause(clause.id.clone()), subject)
        }
        (None, Some(name)) => {
            let (list, id) = item(&opened, name)?;
            checklist = list;
            let subject = NoteSubject::Answer(AnswerSubject {
                agreement: opened.agreement.id.clone(),
                text_sha256: opened.agreement.text_sha256,
                item: list.item_ref(id),
            });
            (NoteTarget::Answer(id.to_owned()), subject)
        }
        (None, None) => {
            let agreement = opened.agreement.id.clone();
            let subject = NoteSubject::Agreement(AgreementSubject { agreement });
            (NoteTarget::Agreement, subject)
        }
    };
    let text = match &arguments.text {
        Some(text) => text.clone(),
        None => edited(&session, &opened.agreement, &subject)?,
    };
    let written = write_note(
        &mut session,
        on,
        &text,
        arguments.confidential,
        (&opened.agreement, checklist),
    );
    if arguments.edit && written.is_err() && !text.is_empty() {
        say("It was not saved. What you wrote:");
        say(&text);
    }
    let written = written?;
    saved(context, &session, &written)
}

/// The note that stands there, as the person's own editor gave it back.
fn edited(
    session: &Session,
    agreement: &Agreement,
    subject: &NoteSubject,
) -> Result<String, Failure> {
    if let Some(reason) = session.read_only() {
        return Err(SessionError::Append(AppendError::ReadOnly(reason.clone())).into());
    }
    let review = session.review(&agreement.id);
    let reviewer = session
        .journal()
        .map(|journal| journal.reviewer().id.clone());
    let before = review.notes.get(subject).zip(reviewer);
    let before = before.and_then(|(register, id)| {
        register
            .of_reviewer(&id)
            .find_map(|held| held.value.clone())
    });
    let before = before.map(|note| note.text).unwrap_or_default();
    let end = Cancel::default();
    let _listener = signals::on_stop(end.clone())?;
    let cache = session.scratch_folder();
    let edited = outside::edit(&before, &cache, &mut || {
        std::thread::sleep(outside::GLANCE);
        if end.is_cancelled() {
            Meanwhile::End
        } else {
            Meanwhile::Wait
        }
    });
    let edited = edited.map_err(Failure::failed)?;
    if let Some(left) = edited.left {
        say(left);
    }
    Ok(edited.text)
}

fn write_note(
    session: &mut Session,
    on: NoteTarget,
    text: &str,
    confidential: bool,
    (agreement, checklist): (&Agreement, &Checklist),
) -> Result<Vec<StoredEntry>, Failure> {
    let value = Some(NoteValue {
        text: text.to_owned(),
        confidential,
    });
    carry_out(session, Command::Note { on, value }, agreement, checklist)
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
        match session.decide(command, &opened.agreement, first(&opened)) {
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
    agreement: &Agreement,
    checklist: &Checklist,
) -> Result<Vec<StoredEntry>, Failure> {
    match session.run(command, agreement, checklist) {
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
