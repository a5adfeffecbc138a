//! Choosing which entries of the journal are shown; the list behind follows at once.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::domain::agreement::AgreementId;
use crate::domain::fold::fold;
use crate::domain::review::StoredEntry;
use crate::domain::review::log::filter::{since, until};
use crate::domain::review::log::kind::FAMILIES;
use crate::domain::review::log::{Family, Filter, Kind, Who, Words, about};
use crate::domain::translate::translated;
use crate::tr;
use std::collections::{BTreeMap, BTreeSet};

/// Of more entries than these the list follows only when the dialog is closed: nobody waits for a
/// letter to appear.
const FOLLOWED: usize = 50_000;

/// A line of the dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Words to look for.
    Text,
    /// The reviewer.
    Who,
    /// The kind.
    Kind,
    /// The item.
    Item,
    /// The agreement.
    Agreement,
    /// The first day.
    Since,
    /// The last day.
    Until,
}

/// The dialog.
#[derive(Debug, Clone)]
pub struct EntriesDialog {
    /// The lines, in their order.
    pub lines: Vec<Line>,
    /// The one that the keys are for.
    pub at: usize,
    /// Words to look for.
    pub text: Editor,
    /// The first day or moment.
    pub since: Editor,
    /// The last one.
    pub until: Editor,
    /// Reviewers by id and name; the first choice is anybody.
    pub people: Choice<String>,
    /// Kinds.
    pub kinds: Choice<&'static Family>,
    /// Items by id.
    pub items: Choice<String>,
    /// Agreements by id and title.
    pub agreements: Choice<AgreementId>,
    /// What was shown before.
    before: Filter,
    cursor: usize,
}

/// One of several values, or none of them.
#[derive(Debug, Clone)]
pub struct Choice<T> {
    /// What can be chosen, with its name.
    pub from: Vec<(T, String)>,
    /// The one chosen; nothing for all.
    pub chosen: Option<usize>,
}

impl<T> Choice<T> {
    const fn of(from: Vec<(T, String)>, chosen: Option<usize>) -> Self {
        Self { from, chosen }
    }

    /// The value chosen.
    pub fn value(&self) -> Option<&T> {
        Some(&self.from.get(self.chosen?)?.0)
    }

    /// What the choice is called; nothing for all.
    pub fn name(&self) -> Option<&str> {
        Some(&self.from.get(self.chosen?)?.1)
    }

    /// Goes on to the next choice or back to the one before, with “all” between last and first.
    fn turn(&mut self, forward: bool) {
        let count = self.from.len();
        self.chosen = match (self.chosen, forward) {
            (None, true) => (count > 0).then_some(0),
            (None, false) => count.checked_sub(1),
            (Some(at), true) => Some(at + 1).filter(|next| *next < count),
            (Some(at), false) => at.checked_sub(1),
        };
    }

    /// Goes to the next choice whose name has this letter at the beginning of a word.
    fn letter(&mut self, typed: &str) {
        let wanted = fold(typed);
        let begins = |name: &str| {
            let name = fold(name);
            name.split_whitespace()
                .any(|word| word.starts_with(&wanted))
        };
        let count = self.from.len();
        let first = self.chosen.map_or(0, |at| at + 1);
        let mut places = (0..count).map(|step| (first + step) % count.max(1));
        if !wanted.trim().is_empty()
            && let Some(found) = places.find(|&at| begins(&self.from[at].1))
        {
            self.chosen = Some(found);
        }
    }
}

impl EntriesDialog {
    /// The line that the keys are for.
    pub fn line(&self) -> Line {
        self.lines.get(self.at).copied().unwrap_or(Line::Text)
    }

    /// The text that is typed into, if it is one.
    pub const fn editor(&mut self, line: Line) -> Option<&mut Editor> {
        match line {
            Line::Text => Some(&mut self.text),
            Line::Since => Some(&mut self.since),
            Line::Until => Some(&mut self.until),
            _ => None,
        }
    }

    /// Whether a time was typed that is none.
    pub fn is_no_time(&self, line: Line) -> bool {
        let (typed, read) = match line {
            Line::Since => (&self.since, since(self.since.text())),
            Line::Until => (&self.until, until(self.until.text())),
            _ => return false,
        };
        !typed.text().trim().is_empty() && read.is_none()
    }

    fn filter(&self) -> Filter {
        let who = self.people.value().zip(self.people.name());
        Filter {
            by: who.map(|(id, name)| Who::Reviewers([id.clone()].into(), name.to_owned())),
            agreement: self.agreements.value().cloned(),
            item: self.items.value().cloned(),
            kind: self.kinds.value().map(|family| Kind::Family(family)),
            since: since(self.since.text()),
            until: until(self.until.text()),
            text: Words::of(self.text.text()),
        }
    }

    /// Types into the line.
    pub(super) fn type_text(&mut self, typed: &str) {
        let line = self.line();
        match line {
            Line::Who => self.people.letter(typed),
            Line::Kind => self.kinds.letter(typed),
            Line::Item => self.items.letter(typed),
            Line::Agreement => self.agreements.letter(typed),
            Line::Text | Line::Since | Line::Until => {
                if let Some(editor) = self.editor(line) {
                    editor.insert_line(typed);
                }
            }
        }
    }

    fn turn(&mut self, forward: bool) {
        match self.line() {
            Line::Who => self.people.turn(forward),
            Line::Kind => self.kinds.turn(forward),
            Line::Item => self.items.turn(forward),
            Line::Agreement => self.agreements.turn(forward),
            Line::Text | Line::Since | Line::Until => {}
        }
    }
}

/// Opens the dialog on what is shown now.
pub fn choose(model: &mut Model) {
    let journal = &model.journal;
    let filter = &journal.filter;
    let entries = || {
        journal
            .all
            .iter()
            .filter_map(|&at| model.record.entries.get(at))
    };
    let mut lines = vec![Line::Text, Line::Who, Line::Kind, Line::Item];
    if journal.scope.is_none() {
        lines.push(Line::Agreement);
    }
    lines.extend([Line::Since, Line::Until]);
    let people: BTreeMap<&String, &String> = entries()
        .map(|stored| (&stored.entry.by.id, &stored.entry.by.name))
        .collect();
    let items: BTreeSet<&String> = entries()
        .filter_map(|stored| about::item(&stored.entry.event))
        .map(|item| &item.item)
        .collect();
    let agreements: BTreeSet<&AgreementId> = entries()
        .filter_map(|stored| stored.entry.event.agreement())
        .collect();
    let kinds: Vec<(&Family, String)> = kinds(entries());
    let people: Vec<_> = people
        .into_iter()
        .map(|(id, name)| (id.clone(), name.clone()))
        .collect();
    let items: Vec<_> = items
        .into_iter()
        .map(|id| (id.clone(), id.clone()))
        .collect();
    let agreements: Vec<_> = agreements
        .into_iter()
        .map(|id| (id.clone(), journal.titles.of_agreement(id)))
        .collect();
    let who = match &filter.by {
        Some(Who::Reviewers(ids, _)) => people.iter().position(|(id, _)| ids.contains(id)),
        _ => None,
    };
    let kind = filter.kind;
    let kind = kinds
        .iter()
        .position(|(one, _)| kind == Some(Kind::Family(one)));
    let item = items
        .iter()
        .position(|(one, _)| Some(one) == filter.item.as_ref());
    let on = filter.agreement.as_ref();
    let on = agreements.iter().position(|(one, _)| Some(one) == on);
    let time = |moment: Option<crate::domain::review::Moment>| {
        Editor::new(moment.map(|moment| moment.to_string()).unwrap_or_default())
    };
    let dialog = EntriesDialog {
        at: 0,
        text: Editor::new(filter.text.typed()),
        since: time(filter.since),
        until: time(filter.until),
        people: Choice::of(people, who),
        kinds: Choice::of(kinds, kind),
        items: Choice::of(items, item),
        agreements: Choice::of(agreements, on),
        before: filter.clone(),
        cursor: journal.cursor,
        lines,
    };
    model.dialog = Some(Dialog::Entries(Box::new(dialog)));
}

/// The kinds that there are.
fn kinds<'a>(entries: impl Iterator<Item = &'a StoredEntry>) -> Vec<(&'static Family, String)> {
    let there: BTreeSet<&str> = entries
        .map(|stored| Family::of(&stored.entry.event).name)
        .collect();
    let known = FAMILIES.iter().filter(|family| there.contains(family.name));
    known
        .map(|family| {
            (
                family,
                format!("{} ({})", family.label(), translated(family.about)),
            )
        })
        .collect()
}

pub(super) fn type_text(model: &mut Model, typed: &str) {
    if let Some(Dialog::Entries(dialog)) = &mut model.dialog {
        dialog.type_text(typed);
        follow(model);
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Entries(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    let count = dialog.lines.len();
    let line = dialog.line();
    match action {
        Action::Cancel => {
            let (before, cursor) = (dialog.before.clone(), dialog.cursor);
            model.dialog = None;
            model.journal.show_only(before, &model.record.entries);
            model.journal.cursor = cursor.min(model.journal.rows.len().saturating_sub(1));
        }
        Action::Accept => {
            let wrong = [Line::Since, Line::Until].into_iter();
            let wrong = wrong.filter(|line| dialog.is_no_time(*line)).count();
            if wrong > 0 {
                model.complain(tr!(
                    "Write a day or a time in UTC, such as 2026-11-21 or 2026-11-21 09:30."
                ));
                return Vec::new();
            }
            let filter = dialog.filter();
            model.dialog = None;
            model.journal.show_only(filter, &model.record.entries);
        }
        Action::NextField => dialog.at = (dialog.at + 1) % count,
        Action::PreviousField => dialog.at = (dialog.at + count - 1) % count,
        Action::CursorLeft | Action::CursorRight if dialog.editor(line).is_none() => {
            dialog.turn(action == Action::CursorRight);
            follow(model);
        }
        other => {
            let editor = dialog.editor(line);
            if editor.is_some_and(|editor| editor.act(other)) {
                follow(model);
            } else if matches!(
                other,
                Action::EraseLeft | Action::EraseRight | Action::EraseLine
            ) {
                forget(dialog, line);
                follow(model);
            }
        }
    }
    Vec::new()
}

/// Takes a choice back.
fn forget(dialog: &mut EntriesDialog, line: Line) {
    match line {
        Line::Who => dialog.people.chosen = None,
        Line::Kind => dialog.kinds.chosen = None,
        Line::Item => dialog.items.chosen = None,
        Line::Agreement => dialog.agreements.chosen = None,
        Line::Text | Line::Since | Line::Until => {}
    }
}

/// The list behind the dialog shows what is chosen.
fn follow(model: &mut Model) {
    if let Some(Dialog::Entries(dialog)) = &model.dialog
        && model.journal.all.len() <= FOLLOWED
    {
        let filter = dialog.filter();
        model.journal.show_only(filter, &model.record.entries);
        model.journal.cursor = 0;
    }
}
