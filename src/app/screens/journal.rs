//! The journal of one agreement, or of the whole workspace: the newest entry first.

use super::moved;
use crate::app::action::Action;
use crate::app::dialogs;
use crate::app::message::Effect;
use crate::app::model::{Goal, Model, Screen};
use crate::app::travel;
use crate::app::wording;
use crate::domain::agreement::AgreementId;
use crate::domain::review::StoredEntry;
use crate::domain::review::log::record::Titles;
use crate::domain::review::log::{Filter, Proof, about, in_order, told_whole};
use crate::domain::translate::number;
use crate::{tr, trn};
use std::sync::Arc;

/// The journal screen.
#[derive(Debug, Clone, Default)]
pub struct JournalScreen {
    /// The agreement whose entries are shown; nothing for all of the workspace.
    pub scope: Option<AgreementId>,
    /// Which of them are shown.
    pub filter: Filter,
    /// The entries shown, by position in the record, the newest first.
    pub rows: Vec<usize>,
    /// The cursor, in those shown.
    pub cursor: usize,
    /// Entries that there are to choose from, in the order of the log, the oldest first.
    pub all: Vec<usize>,
    /// What is proven.
    pub checked: Checked,
    /// Titles of the agreements.
    pub titles: Titles,
    /// The screen that it was opened from.
    from: Option<Screen>,
}

/// Whether it is known what is proven.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Checked {
    /// The journals are being checked.
    #[default]
    Checking,
    /// They were checked.
    Known(Arc<Proof>),
    /// They could not be checked, and why.
    Failed(String),
}

impl Checked {
    /// What is proven, once it is known.
    pub fn proof(&self) -> Option<&Proof> {
        match self {
            Self::Known(proof) => Some(proof),
            _ => None,
        }
    }

    /// The whole in a few words.
    pub fn headline(&self) -> String {
        match self {
            Self::Checking => tr!("Checking what is proven…").to_owned(),
            Self::Known(proof) => proof.in_short(),
            Self::Failed(why) => tr!("NOT CHECKED: {why}", why),
        }
    }
}

impl JournalScreen {
    /// Takes in the entries; the cursor stays on the one it was on.
    pub fn refresh(&mut self, entries: &[StoredEntry]) {
        self.titles = Titles::of(entries);
        let scope = self.scope.as_ref();
        let ours = |at: &usize| scope.is_none() || entries[*at].entry.event.agreement() == scope;
        self.all = in_order(entries).into_iter().filter(ours).collect();
        self.narrow(entries);
    }

    /// Shows only some of the entries.
    pub fn show_only(&mut self, filter: Filter, entries: &[StoredEntry]) {
        self.filter = filter;
        self.narrow(entries);
    }

    fn narrow(&mut self, entries: &[StoredEntry]) {
        let under_cursor = self.rows.get(self.cursor).copied();
        self.rows = self.filter.select(entries, &self.all);
        self.rows.reverse();
        let again = self.rows.iter().position(|&at| Some(at) == under_cursor);
        let last = self.rows.len().saturating_sub(1);
        self.cursor = again.unwrap_or(self.cursor).min(last);
    }

    /// What the entries shown are like, the agreement included.
    pub fn selection(&self) -> Filter {
        let agreement = self.scope.clone().or_else(|| self.filter.agreement.clone());
        Filter {
            agreement,
            ..self.filter.clone()
        }
    }

    /// The entry under the cursor, by position in the record.
    pub fn current(&self) -> Option<usize> {
        self.rows.get(self.cursor).copied()
    }

    /// Which entries are shown, and how many of how many.
    pub fn shown(&self) -> String {
        let (shown, all) = (self.rows.len(), self.all.len());
        if self.filter.is_empty() {
            return trn!(
                all,
                "{n} entry, the newest first",
                "{n} entries, the newest first"
            );
        }
        let words = self.filter.words(|id| self.titles.of_agreement(id));
        tr!(
            "{shown} of {all}: {words}",
            shown = number(shown),
            all = number(all),
            words
        )
    }
}

/// Opens the journal: of the agreement that is being read, or from the desk of the whole workspace.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let reading = model.reading.as_ref();
    let reading = reading.filter(|_| !model.screen.is_of_all());
    let scope = reading.map(|reading| reading.agreement.id.clone());
    model.journal = JournalScreen {
        scope,
        from: Some(model.screen),
        ..JournalScreen::default()
    };
    model.screen = Screen::Journal;
    model.arrivals.were_seen();
    model.journal.refresh(&model.record.entries);
    vec![Effect::Prove]
}

/// The journals were checked; what does not fit is told at once.
pub fn take_in_proof(model: &mut Model, outcome: Result<Arc<Proof>, String>) {
    model.journal.checked = match outcome {
        Ok(proof) => Checked::Known(proof),
        Err(why) => Checked::Failed(why),
    };
    let proof = model.journal.checked.proof();
    if let Some(first) = proof.and_then(|proof| proof.problems.first()) {
        let words = tr!(
            "{message} `rapporteur verify` tells everything.",
            message = first.message
        );
        model.complain(words);
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let journal = &mut model.journal;
    if let Some(cursor) = moved(journal.cursor, journal.rows.len(), page, action) {
        journal.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::GoThere => return go_there(model),
        Action::Travel => return travel::begin(model),
        Action::ChooseEntries => dialogs::choose_entries(model),
        Action::WholeEntry => dialogs::show_entry(model),
        Action::Export => dialogs::ask_export_log(model),
        Action::Undo | Action::Redo if journal.scope.is_none() => {
            model.say(tr!("Open an agreement to take a decision back."));
        }
        Action::Undo => return model.take_back(false),
        Action::Redo => return model.take_back(true),
        Action::Cancel if !journal.filter.is_empty() => {
            let entries = &model.record.entries;
            journal.show_only(Filter::default(), entries);
            model.say(tr!("All entries are shown again."));
        }
        Action::Cancel => model.screen = journal.from.unwrap_or(Screen::Reader),
        _ => {}
    }
    Vec::new()
}

/// Goes to the clause that the entry is about, also in another agreement.
fn go_there(model: &mut Model) -> Vec<Effect> {
    let entry = model.journal.current();
    let Some(stored) = entry.and_then(|at| model.record.entries.get(at)) else {
        return Vec::new();
    };
    let event = &stored.entry.event;
    let clause = about::clause(event).map(|(id, _)| id.clone());
    let Some(id) = event.agreement().cloned() else {
        model.say(tr!(
            "This entry is about the journal itself, not about an agreement."
        ));
        return Vec::new();
    };
    let open = model.reading.as_ref().map(|reading| &reading.agreement);
    let Some(agreement) = open.filter(|open| open.id == id) else {
        model.goal = clause.map(|clause| (id.clone(), Goal::Clause(clause)));
        return vec![Effect::Open(id)];
    };
    match clause.and_then(|clause| agreement.clauses.index_of(&clause)) {
        Some(clause) => model.show_clause(clause),
        None if model.journal.scope.is_none() => model.screen = Screen::Reader,
        None => model.say(tr!(
            "This entry is about the agreement as a whole, not about one clause."
        )),
    }
    Vec::new()
}

/// An entry in words: as the agreement tells it while that is open, else by itself.
pub fn told(model: &Model, stored: &StoredEntry) -> wording::Told {
    let event = &stored.entry.event;
    let reading = model.reading.as_ref();
    let open = reading.filter(|reading| event.agreement() == Some(&reading.agreement.id));
    if let Some(reading) = open {
        return wording::Told::of(event, reading);
    }
    let told = told_whole(stored);
    let value = |words: String| {
        if words == tr!("nothing") {
            String::new()
        } else {
            words
        }
    };
    wording::Told {
        subject: wording::sentence(&told.what)
            .trim_end_matches('.')
            .to_owned(),
        before: value(told.before),
        after: value(told.after),
        reason: told.reason,
    }
}
