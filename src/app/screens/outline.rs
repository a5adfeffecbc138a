//! The outline in the reader: moving over its rows, folding and unfolding.

use super::moved;
use crate::app::action::Action;
use crate::app::reading::{Focus, Reading};

/// Does what a key means in the outline; says whether it was one for it. `page` is the rows it has.
pub(super) fn act(reading: &mut Reading, action: Action, page: usize) -> bool {
    if reading.focus != Focus::Outline {
        return false;
    }
    let to = match action {
        Action::Fold => reading.outline.fold(reading.at),
        Action::Unfold => reading.outline.unfold(reading.at),
        Action::FoldAll => {
            reading.outline.fold_all(reading.at);
            reading.at
        }
        Action::NextClause => reading.outline.stepped(reading.at, true),
        Action::PreviousClause => reading.outline.stepped(reading.at, false),
        other => {
            let rows = reading.outline.rows();
            let row = reading.outline.row_of(reading.at);
            let to = moved(row, rows.len(), page, other);
            let Some(&to) = to.and_then(|row| rows.get(row)) else {
                return false;
            };
            to
        }
    };
    reading.walk(to);
    true
}

/// Folds or unfolds a branch that was clicked. The clause being read is never hidden: the text then
/// shows what it was folded into.
pub(in crate::app) fn click_fold(reading: &mut Reading, clause: usize) {
    reading.outline.toggle(clause);
    let row = reading.outline.row_of(reading.at);
    let shown = reading.outline.rows().get(row).copied();
    if let Some(shown) = shown {
        reading.walk(shown);
    }
}

/// Moves one row down or up, as the wheel says.
pub(in crate::app) fn wheel(reading: &mut Reading, action: Action) {
    let to = reading.outline.stepped(reading.at, action == Action::Down);
    reading.walk(to);
}
