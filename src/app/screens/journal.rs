//! The journal of one agreement, the newest entry first.

use super::moved;
use crate::app::action::Action;
use crate::app::decisions::clause_of;
use crate::app::message::Effect;
use crate::app::model::{Model, Screen};
use crate::domain::agreement::AgreementId;
use crate::domain::review::StoredEntry;

/// The journal screen.
#[derive(Debug, Clone, Default)]
pub struct JournalScreen {
    /// The entries shown, by position in the record.
    pub rows: Vec<usize>,
    /// The cursor, in those shown.
    pub cursor: usize,
}

impl JournalScreen {
    /// Takes in the entries on an agreement. Order is by claimed time, then by journal and number.
    pub fn refresh(&mut self, entries: &[StoredEntry], agreement: &AgreementId) {
        self.rows = (0..entries.len())
            .filter(|&at| entries[at].entry.event.agreement() == Some(agreement))
            .collect();
        self.rows.sort_by_key(|&at| {
            let entry = &entries[at].entry;
            std::cmp::Reverse((entry.at, entry.writer.clone(), entry.seq))
        });
        self.cursor = self.cursor.min(self.rows.len().saturating_sub(1));
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
        Action::GoThere => go_there(model),
        Action::Undo => return model.take_back(false),
        Action::Redo => return model.take_back(true),
        Action::Cancel => model.screen = Screen::Reader,
        _ => {}
    }
    Vec::new()
}

fn go_there(model: &mut Model) {
    let row = model.journal.rows.get(model.journal.cursor);
    let entry = row.and_then(|&at| model.record.entries.get(at));
    let clause = entry.and_then(|stored| clause_of(&stored.entry.event));
    let there = clause.and_then(|id| {
        let reading = model.reading.as_ref()?;
        reading.agreement.clauses.index_of(id)
    });
    match there {
        Some(clause) => model.show_clause(clause),
        None => model.say("This entry is about the agreement as a whole, not about one clause."),
    }
}
