//! Commands that only show: `list`, `clauses`, `suggest`, `verify`.

use super::args::{Suggest, Verify};
use super::checklists;
use super::context::Context;
use super::context::open_named;
use super::failure::{Exit, Failure};
use super::output::say;
use super::weight;
use crate::domain::cite::cite_with_heading;
use crate::domain::counted::counted;
use crate::domain::review::{Coverage, Stage};
use crate::domain::suggest::{suggest, with_team};
use crate::domain::team::{judged, records};
use crate::domain::visible::visible_line;
use crate::domain::wire::ClausesFile;
use crate::formats::export::evidence;
use crate::runtime::desk::{self, Standing};
use crate::runtime::reading;
use crate::runtime::session::{Opened, SessionError};
use crate::runtime::settings::Settings;
use crate::runtime::team::Lessons;
use crate::store::device::Home;
use crate::store::verify::{Before, JournalProof, Verification, reverify};
use crate::store::workspace::Workspace;
use serde_json::json;
use std::sync::Arc;

/// Suggestions shown for each item when nobody asked for another number.
const TOP: usize = 5;

/// Runs `list`.
pub fn list(context: &Context, as_json: bool) -> Result<Exit, Failure> {
    let standings = desk::of_workspace(&context.folders)?;
    for standing in &standings {
        if as_json {
            context.output.json(standing)?;
        } else {
            context.output.line(list_line(standing))?;
        }
    }
    if standings.is_empty() {
        return Err(Failure::no_agreements());
    }
    Ok(Exit::Done)
}

fn list_line(standing: &Standing) -> String {
    let Standing {
        id, title, problem, ..
    } = standing;
    if let Some(problem) = problem {
        return format!("{id}  cannot be opened: {problem}");
    }
    format!(
        "{id}  {}  {} of {} read, {} of {} answered, {}{}{}{}",
        visible_line(title),
        standing.read,
        counted(standing.clauses, "clause"),
        standing.answered,
        counted(standing.items, "item"),
        counted(standing.concerns, "concern"),
        match standing.disputed {
            0 => String::new(),
            count => format!(", {} to settle", counted(count, "disagreement")),
        },
        pages_line(standing),
        stage_words(standing),
    )
}

/// Where the review stands, unless the numbers say it.
fn stage_words(standing: &Standing) -> String {
    let more = match standing.reopened_by.as_slice() {
        [] => String::new(),
        [one] => format!(": {}", one.trim_end_matches('.')),
        [one, more @ ..] => format!(": {} and {} more", one.trim_end_matches('.'), more.len()),
    };
    match standing.stage {
        Stage::Open | Stage::InReview => String::new(),
        Stage::SignedOff => format!(", signed off by {}", standing.signed_by.join(" and ")),
        stage => format!(", {}{more}", stage.label()),
    }
}

/// Pages that the text does not hold, or does not hold surely.
fn pages_line(standing: &Standing) -> String {
    let pages = |count: usize, what: &str| match count {
        0 => String::new(),
        _ => format!(", {} {what}", counted(count, "page")),
    };
    pages(standing.pages_unread, "not read") + &pages(standing.pages_doubtful, "to be checked")
}

/// Runs `clauses`.
pub fn clauses(context: &Context, agreement: &str, as_json: bool) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let agreement = open_named(&session, agreement)?.agreement;
    if as_json {
        context.output.json(&ClausesFile::of(&agreement))?;
        return Ok(Exit::Done);
    }
    for clause in agreement.clauses.clauses() {
        let indent = "  ".repeat(usize::from(clause.level));
        let name = visible_line(&agreement.clause_name(clause));
        let page = clause
            .page
            .map_or_else(String::new, |page| format!("  (page {page})"));
        context
            .output
            .line(format!("{:<24} {indent}{name}{page}", clause.id))?;
    }
    Ok(Exit::Done)
}

/// Runs `suggest`.
pub fn pointers(context: &Context, arguments: &Suggest) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let checklist = match &arguments.checklist {
        Some(name) => Arc::new(checklists::find(Some(&session), name)?.checklist),
        None => Arc::clone(&opened.checklists[0]),
    };
    let agreement = opened.agreement;
    let top = arguments.top.unwrap_or(TOP);
    let records = records(session.state(), &checklist);
    let without = arguments.without_team || Settings::load(session.home().root()).without_team;
    let decided = if without {
        Vec::new()
    } else {
        judged(session.state(), &checklist, &agreement.id)
    };
    let team = Lessons::default().learn(session.workspace(), &checklist.id, &decided);
    let pointed = with_team(&agreement, suggest(&agreement, &checklist), &team);
    if arguments.by_weight {
        let review = session.review(&agreement.id);
        let listing = weight::Listing::new(&agreement, &checklist, &review);
        return listing.print(context, &pointed, arguments);
    }
    let mut items = Vec::new();
    for item in pointed {
        let suggestions: Vec<_> = item
            .pointers
            .iter()
            .take(top)
            .map(|pointer| {
                let clause = &agreement.clauses.clauses()[pointer.clause];
                let place = agreement.to_scalars(pointer.span);
                let reasons: Vec<_> = pointer
                    .reasons
                    .iter()
                    .map(|reason| {
                        let place = agreement.to_scalars(reason.span);
                        json!({"kind": reason.kind.name(), "text": reason.span.of(agreement.text()), "indicator": reason.indicator,
                            "start": place.start, "end": place.end})
                    })
                    .collect();
                let mut told = json!({"clause": clause.id, "label": clause.label, "start": place.start, "end": place.end,
                    "score": pointer.score, "likelihood": pointer.is_likelihood, "reasons": reasons});
                if let Some(like) = &pointer.like {
                    told["like"] = json!({"agreement": like.agreement, "title": like.title, "clause": like.clause, "label": like.label,
                        "assessment": like.assessment.name(), "by": like.by, "alike": like.thousandths});
                }
                told
            })
            .collect();
        let record = records.get(&item.item).copied().unwrap_or_default();
        items.push(json!({"item": item.item, "suggestions": suggestions,
            "record": {"decided": record.decided, "accepted": record.accepted, "without": record.without}}));
        if !arguments.json {
            context.output.line(&item.item)?;
            if let Some(sentence) = record.sentence() {
                context.output.line(format!("    ({sentence})"))?;
            }
            if item.pointers.is_empty() {
                context
                    .output
                    .line("    no clause is pointed at; that proves nothing")?;
            }
            for pointer in item.pointers.iter().take(top) {
                let clause = &agreement.clauses.clauses()[pointer.clause];
                let mut words: Vec<String> = pointer
                    .reasons
                    .iter()
                    .map(|reason| visible_line(reason.span.of(agreement.text())))
                    .collect();
                words.dedup();
                if let Some(like) = &pointer.like {
                    words.insert(0, visible_line(&like.sentence()));
                }
                let name = visible_line(&cite_with_heading(&agreement, pointer.clause));
                context.output.line(format!(
                    "    {:<20} {name}: {}",
                    clause.id,
                    words.join(", ")
                ))?;
            }
        }
    }
    if arguments.json {
        context.output.json(
            &json!({"agreement": agreement.id, "checklist": checklist.id, "team": !without,
                "learned_from": decided.len(), "items": items}),
        )?;
    } else if without {
        say("Pointers from the team are off: words and examples alone point.");
    }
    Ok(Exit::Done)
}

/// Runs `verify`.
pub fn prove(context: &Context, arguments: &Verify) -> Result<Exit, Failure> {
    if let Some(file) = &arguments.proof {
        return super::checkpoints::check_proof(context, file, arguments);
    }
    let workspace = Workspace::open(&context.folders.workspace).map_err(SessionError::from)?;
    let home = Home::new(&context.folders.home);
    let export = match &arguments.against {
        None => None,
        Some(file) => {
            let bytes =
                reading::bytes(file).map_err(|error| Failure::failed(&error).hint(error.hint()))?;
            Some(evidence(&bytes))
        }
    };
    let before = if arguments.anew {
        Before::Forgotten
    } else {
        Before::Counts
    };
    let verification =
        reverify(&workspace, &home, before, export.as_deref()).map_err(SessionError::from)?;
    if arguments.json {
        context.output.json(&verification)?;
    } else {
        tell_verification(context, &verification)?;
    }
    Ok(if verification.ok {
        Exit::Done
    } else {
        Exit::Integrity
    })
}

/// Who besides its own device speaks for a journal, and up to where.
fn vouched(journal: &JournalProof) -> String {
    let mut words = Vec::new();
    match (&journal.certified_by, journal.signed) {
        (None, 0) => words.push("no person's key has certified the device".to_owned()),
        (Some(key), 0) => words.push(format!("device certified with the SSH key {key}")),
        (_, signed) => words.push(format!("signed by the person up to entry {signed}")),
    }
    if let Some(stamp) = &journal.stamped {
        let (entries, at) = (stamp.entries, stamp.at.to_minute());
        let by = visible_line(&stamp.authority);
        words.push(format!("stamped up to entry {entries} on {at} by {by}"));
    }
    let outside = journal
        .witnessed
        .max(journal.stamped.as_ref().map_or(0, |stamp| stamp.entries));
    words.push(match journal.witnessed {
        0 => "not seen by any other reviewer".to_owned(),
        seen => format!("seen by other reviewers up to entry {seen}"),
    });
    let alone = journal.entries.saturating_sub(outside);
    if alone > 0 {
        words.push(match alone {
            1 => "1 entry rests on the word of its writer alone".to_owned(),
            _ => format!("{alone} entries rest on the word of their writer alone"),
        });
    }
    words.join("; ")
}

fn tell_verification(context: &Context, verification: &Verification) -> Result<(), Failure> {
    let out = &context.output;
    for journal in &verification.journals {
        let head = journal
            .head
            .map_or_else(|| "empty".to_owned(), |head| head.to_string());
        let before = match journal.proven_before {
            0 => String::new(),
            before => format!(
                " ({before} before on this device and unchanged since, {} now)",
                journal.proven.saturating_sub(before)
            ),
        };
        out.line(format!(
            "{}: {} of {} proven{before}; head {head}",
            journal.writer,
            journal.proven,
            counted(journal.entries, "entry")
        ))?;
        out.line(format!("    {}", vouched(journal)))?;
    }
    for note in &verification.notes {
        out.line(format!("note: {}", note.message))?;
    }
    let added = verification.added.iter().filter(|_| verification.ok);
    for added in added {
        out.line(format!(
            "{}: {} added since the export.",
            added.writer,
            counted(added.entries, "entry")
        ))?;
    }
    for problem in &verification.problems {
        let writer = problem
            .writer
            .as_ref()
            .map_or_else(String::new, |writer| format!("{writer}, "));
        let line = problem
            .line
            .map_or_else(String::new, |line| format!("line {line}: "));
        // Nothing is said against any entry by one that has not wholly arrived.
        let what = if problem.is_unfinished_tail() {
            "UNFINISHED"
        } else {
            "PROBLEM"
        };
        out.line(format!(
            "{what} {writer}{line}{} [{}]",
            problem.message, problem.code
        ))?;
    }
    out.line(match (verification.ok, verification.journals.is_empty()) {
        (true, true) => "There is no journal yet, so there is nothing to prove.",
        (true, false) => "Everything fits: no entry was altered, dropped or put in later.",
        (false, _) => {
            "Something does not fit. Keep the folder as it is, and compare it with a backup."
        }
    })?;
    Ok(())
}

/// How much of a review is done.
pub fn coverage(session: &crate::runtime::session::Session, opened: &Opened) -> Vec<Coverage> {
    let review = session.review(&opened.agreement.id);
    let lists = opened.checklists.iter();
    lists
        .map(|list| Coverage::of(&opened.agreement, list, &review))
        .collect()
}
