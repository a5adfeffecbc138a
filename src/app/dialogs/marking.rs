//! Marking as confidential by itself, whatever is thought of it: words, a clause with all that it holds, the agreement.
//!
//! Tags, answers, notes and particulars are marked where they are made, with the same key as there.

use super::Dialog;
use crate::app::action::Action;
use crate::app::marks::Kept;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::reading::Reading;
use crate::app::screens::moved;
use crate::domain::cite::cite;
use crate::domain::clause::ClauseId;
use crate::domain::review::{Command, Reviewer};
use crate::domain::text::Span;
use crate::tr;

/// What can be marked here, and what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkingDialog {
    /// The rows; never empty.
    pub rows: Vec<MarkingRow>,
    /// The cursor.
    pub cursor: usize,
}

/// Something that can be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkingRow {
    /// What a person calls it.
    pub name: String,
    /// Whether this reviewer has marked it.
    pub own: bool,
    /// Others who have marked it.
    pub others: Vec<String>,
    what: What,
}

/// Something that can be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// Words of a clause, in bytes of the text.
    Words(ClauseId, Span),
    /// A clause with all that it holds.
    Clause(ClauseId),
    /// The agreement as a whole.
    Agreement,
}

impl What {
    fn command(self, confidential: bool) -> Command {
        let (clause, words) = match self {
            Self::Words(clause, words) => (Some(clause), Some(words)),
            Self::Clause(clause) => (Some(clause), None),
            Self::Agreement => (None, None),
        };
        Command::Confidential {
            clause,
            words,
            confidential,
            reason: None,
        }
    }
}

/// Shows what can be marked at the clause, and what is.
pub fn show(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let rows = rows(reading, &model.record.reviewer);
    if !rows.is_empty() {
        model.dialog = Some(Dialog::Marking(MarkingDialog { rows, cursor: 0 }));
    }
}

/// Marks the words that are chosen, or takes the own mark on them back.
pub fn mark_words(model: &mut Model) -> Vec<Effect> {
    let row = model.reading.as_ref().and_then(|reading| {
        let row = words_row(reading, &model.record.reviewer)?;
        Some(row.what.command(!row.own))
    });
    row.map_or_else(Vec::new, |command| model.carry_out(command, Then::Stay))
}

fn rows(reading: &Reading, me: &Reviewer) -> Vec<MarkingRow> {
    let agreement = &reading.agreement;
    let mut rows: Vec<MarkingRow> = words_row(reading, me).into_iter().collect();
    if let Some(clause) = reading.clause() {
        let all = clause.reach().trimmed(agreement.text());
        let name = cite(agreement, reading.at);
        rows.push(row(
            tr!("{clause}, with all that it holds", clause = name),
            What::Clause(clause.id.clone()),
            reading.kept_here().find(|kept| kept.span == all),
            me,
        ));
    }
    rows.push(row(
        tr!("The agreement as a whole: then there is no public edition").to_owned(),
        What::Agreement,
        reading.marks.kept_whole.as_ref(),
        me,
    ));
    // What else is marked here can be taken back here.
    for kept in reading.kept_here() {
        let clause = &agreement.clauses.clauses()[kept.clause];
        let what = What::Words(clause.id.clone(), kept.span);
        let whole = kept.span == clause.reach().trimmed(agreement.text());
        let listed = |one: &MarkingRow| {
            one.what == what || (whole && one.what == What::Clause(clause.id.clone()))
        };
        if !rows.iter().any(listed) {
            rows.push(row(quoted(reading, kept.span), what, Some(kept), me));
        }
    }
    rows
}

fn words_row(reading: &Reading, me: &Reviewer) -> Option<MarkingRow> {
    reading.words.as_ref()?;
    let (clause, words) = reading.passage()?;
    let (clause, words) = (clause.id.clone(), words?);
    let kept = reading.kept_here().find(|kept| kept.span == words);
    let name = tr!("The words {quote}", quote = quoted(reading, words));
    Some(row(name, What::Words(clause, words), kept, me))
}

fn row(name: String, what: What, kept: Option<&Kept>, me: &Reviewer) -> MarkingRow {
    let by = kept.map_or(&[][..], |kept| &kept.by);
    let others = by.iter().filter(|one| one.id != me.id);
    MarkingRow {
        name,
        own: by.iter().any(|one| one.id == me.id),
        others: others.map(|one| one.name.clone()).collect(),
        what,
    }
}

fn quoted(reading: &Reading, words: Span) -> String {
    let words = words.of(reading.agreement.text());
    format!("“{}”", crate::domain::summary::first_words(words))
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Marking(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, dialog.rows.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::Cancel => model.dialog = None,
        Action::Accept => {
            let row = dialog.rows.get(dialog.cursor).cloned();
            return row.map_or_else(Vec::new, |row| {
                model.carry_out(row.what.command(!row.own), Then::Stay)
            });
        }
        _ => {}
    }
    Vec::new()
}
