//! `describe`: the particulars of an agreement, what the text offers for them, and recording one.

use super::args::Describe;
use super::context::{Context, clause, open_named};
use super::decisions::{carry_out, first, quoted, saved, settling};
use super::failure::{Exit, Failure};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::cite::whereabouts;
use crate::domain::clause::ClauseId;
use crate::domain::facts::{Fact, facts};
use crate::domain::review::{Command, Detail};
use crate::domain::text::Span;
use crate::runtime::session::{Opened, Session};
use serde::Serialize;

/// The most values of the text that are offered for one particular.
const MOST_OFFERED: usize = 20;

/// The shape of `describe --json`.
#[derive(Serialize)]
struct Record<'a> {
    agreement: &'a AgreementId,
    details: Vec<DetailRecord<'a>>,
}

#[derive(Serialize)]
struct DetailRecord<'a> {
    detail: &'static str,
    values: Vec<ValueRecord>,
    found: Vec<FoundRecord<'a>>,
}

#[derive(Serialize)]
struct ValueRecord {
    text: String,
    by: String,
    confidential: bool,
}

/// A value that the text gives; `start` and `end` count Unicode scalar values.
#[derive(Serialize)]
struct FoundRecord<'a> {
    value: &'a str,
    kind: &'static str,
    role: Option<&'a str>,
    clause: &'a ClauseId,
    start: usize,
    end: usize,
}

/// Runs `describe`.
pub fn run(context: &Context, arguments: &Describe) -> Result<Exit, Failure> {
    let (Some(detail), Some(text)) = (&arguments.detail, &arguments.text) else {
        if arguments.detail.is_some() {
            return Err(Failure::usage("What is to be recorded?")
                .hint("Write the value behind the name; \"\" takes it away."));
        }
        return show(context, arguments);
    };
    let Some(detail) = Detail::parse(detail) else {
        let known: Vec<&str> = Detail::ALL.iter().map(|one| one.name()).collect();
        return Err(
            Failure::usage(format!("An agreement has no particular “{detail}”."))
                .hint(format!("There are: {}.", known.join(", "))),
        );
    };
    let mut session = context.deciding()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let command = Command::Describe {
        detail,
        text: Some(text.clone()),
        words: words(&opened, arguments)?,
        confidential: arguments.confidential,
        reason: arguments.reason.clone(),
    };
    let command = settling(command, arguments.settle, arguments.reason.as_ref());
    let written = carry_out(&mut session, command, &opened.agreement, first(&opened))?;
    saved(context, &session, &written)
}

/// The words that a value is taken from.
fn words(opened: &Opened, arguments: &Describe) -> Result<Option<Span>, Failure> {
    match (&arguments.clause, &arguments.quote) {
        (Some(id), Some(quote)) => Ok(Some(quoted(opened, clause(opened, id)?, quote)?)),
        _ => Ok(None),
    }
}

fn show(context: &Context, arguments: &Describe) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let opened = open_named(&session, &arguments.agreement)?;
    let agreement = &opened.agreement;
    let facts = facts(agreement.text(), &agreement.clauses);
    let details = Detail::ALL.map(|detail| DetailRecord {
        detail: detail.name(),
        values: values(&session, agreement, detail),
        found: found(agreement, &facts, detail),
    });
    if arguments.json {
        context.output.json(&Record {
            agreement: &agreement.id,
            details: details.into(),
        })?;
        return Ok(Exit::Done);
    }
    for (detail, record) in Detail::ALL.into_iter().zip(details) {
        for value in &record.values {
            let mark = if value.confidential {
                " (confidential)"
            } else {
                ""
            };
            context.output.line(format!(
                "{}: {}{mark} ({})",
                detail.name(),
                value.text,
                value.by
            ))?;
        }
        if record.values.is_empty() {
            context
                .output
                .line(format!("{}: not recorded", detail.name()))?;
            tell_found(context, agreement, &record)?;
        }
    }
    Ok(Exit::Done)
}

fn tell_found(
    context: &Context,
    agreement: &Agreement,
    record: &DetailRecord<'_>,
) -> Result<(), Failure> {
    for found in &record.found {
        let index = agreement.clauses.index_of(found.clause);
        let place = index.map_or_else(String::new, |at| whereabouts(agreement, at));
        let said = found.role.unwrap_or(found.kind);
        context.output.line(format!(
            "    found: {} ({said}, {place})",
            found.value.replace('\n', " ")
        ))?;
    }
    Ok(())
}

fn values(session: &Session, agreement: &Agreement, detail: Detail) -> Vec<ValueRecord> {
    let review = session.review(&agreement.id);
    let register = review.details.get(&detail);
    let standing = register.map_or_else(Vec::new, |register| register.standing());
    let values = standing.into_iter().filter_map(|held| {
        let value = held.value.as_ref()?;
        Some(ValueRecord {
            text: value.text.clone(),
            by: held.by.name.clone(),
            confidential: value.confidential,
        })
    });
    values.collect()
}

fn found<'a>(agreement: &'a Agreement, facts: &'a [Fact], detail: Detail) -> Vec<FoundRecord<'a>> {
    let clauses = agreement.clauses.clauses();
    let mut records: Vec<FoundRecord<'_>> = Vec::new();
    for fact in detail.proposals(facts) {
        let role = fact.role.as_deref();
        let known = |one: &FoundRecord<'_>| one.value == fact.value && one.role == role;
        let Some(clause) = clauses.get(fact.clause) else {
            continue;
        };
        if records.iter().any(known) {
            continue;
        }
        let place = agreement.to_scalars(fact.span);
        records.push(FoundRecord {
            value: &fact.value,
            kind: fact.kind.name(),
            role,
            clause: &clause.id,
            start: place.start,
            end: place.end,
        });
        if records.len() == MOST_OFFERED {
            break;
        }
    }
    records
}
