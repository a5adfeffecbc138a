//! What can be found: the actions that work somewhere, the clauses of the agreement, all agreements.

use super::{Deed, Row};
use crate::app::action::Action;
use crate::app::keymap::Binding;
use crate::app::keymap::digit;
use crate::app::mode::Mode;
use crate::app::model::{Model, Screen};
use crate::app::reading::Reading;
use crate::app::travel::only_looks;
use crate::domain::agreement::Agreement;
use crate::domain::cite::{cite, cite_with_heading};
use crate::domain::clause::Clause;
use crate::tr;

/// Letters of a clause that are shown, at most.
const MOST_LETTERS: usize = 160;
/// Places that a person was at before, shown first.
const MOST_RECENT: usize = 5;

/// Everything that works in a mode, in the order of help; a suggestion by the name of its item.
pub fn actions(model: &Model, mode: Mode) -> Vec<Row> {
    let mut rows = Vec::new();
    for (keys, action) in model.keymap.help(mode) {
        if action == Action::Palette || (model.travel.is_some() && !only_looks(action)) {
            continue;
        }
        let Some(binding) = model.keymap.binding_of(mode, action) else {
            continue;
        };
        match binding.keys.as_slice() {
            [key] => rows.push(Row {
                name: action.label().to_owned(),
                more: action.sentence().to_owned(),
                aside: keys,
                deed: Deed::Act(action, *key),
            }),
            _ => rows.extend(suggestions(model, binding)),
        }
    }
    rows
}

/// What nine digits do, as far as there are suggestions.
fn suggestions(model: &Model, binding: &Binding) -> Vec<Row> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let here = reading.suggestions_here();
    let keys = binding.keys.iter().filter_map(|key| {
        let suggestion = here.get(digit(*key)?.checked_sub(1)?)?;
        let item = reading.shown.items.get(suggestion.item)?;
        Some(Row {
            name: format!("{}: {}", binding.action.label(), item.name),
            more: String::new(),
            aside: key.to_string(),
            deed: Deed::Act(binding.action, *key),
        })
    });
    keys.collect()
}

/// The clauses of the agreement being read and all agreements, and those of them, by position, that
/// the person was at before, the last first.
pub fn places(model: &Model) -> (Vec<Row>, Vec<usize>) {
    let mut rows = Vec::new();
    let mut recent = Vec::new();
    let reading = model.reading.as_deref();
    if let Some(reading) = reading.filter(|_| model.screen != Screen::Desk) {
        rows.extend(clauses(&reading.agreement));
        recent = before(reading);
    }
    for row in model.desk.rows.iter().flatten() {
        if reading.is_some_and(|reading| reading.agreement.id == row.id) && rows.is_empty() {
            // From the desk the way leads back to what was read last.
            recent.push(rows.len());
        }
        rows.push(Row {
            name: row.title.clone(),
            more: String::new(),
            aside: tr!("agreement").to_owned(),
            deed: Deed::Agreement(row.id.clone()),
        });
    }
    (rows, recent)
}

/// The clauses left by a jump, the last first.
fn before(reading: &Reading) -> Vec<usize> {
    let mut before: Vec<usize> = Vec::new();
    for clause in reading.trail.left().filter(|at| *at != reading.at) {
        if !before.contains(&clause) {
            before.push(clause);
        }
        if before.len() == MOST_RECENT {
            break;
        }
    }
    before
}

fn clauses(agreement: &Agreement) -> impl Iterator<Item = Row> {
    let clauses = agreement.clauses.clauses().iter().enumerate();
    clauses.map(|(at, clause)| {
        let (name, more) = called(agreement, at, clause);
        Row {
            name,
            more,
            aside: clause
                .page
                .map_or_else(String::new, |page| tr!("page {page}", page)),
            deed: Deed::Clause(at),
        }
    })
}

/// What a clause is called, and its first words where these are not its name.
fn called(agreement: &Agreement, at: usize, clause: &Clause) -> (String, String) {
    let words = agreement.words(clause);
    let mut rest = words.trim_start();
    for known in [&clause.label, &clause.heading] {
        if let Some(after) = rest.strip_prefix(known.as_str()) {
            // Between a number and its heading there may stand a dash.
            rest =
                after.trim_start_matches(|one: char| one.is_whitespace() || "–—-.:".contains(one));
        }
    }
    let mut first = String::new();
    for word in rest.split_whitespace() {
        if first.len() > MOST_LETTERS {
            break;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.extend(word.chars().take(MOST_LETTERS));
    }
    if clause.label.is_empty() && clause.heading.is_empty() {
        (first, String::new())
    } else if clause.heading.is_empty() {
        (format!("{} {first}", cite(agreement, at)), String::new())
    } else {
        (cite_with_heading(agreement, at), first)
    }
}
