//! What was used last, so that lists can show it first.
//!
//! Items are told by the person's own journal, so that they outlast the session.

use super::model::Model;
use crate::domain::review::Event;

/// Items shown first, at most.
const MOST_ITEMS: usize = 5;
/// Entries of the journals that are looked back over, at most.
const MOST_ENTRIES: usize = 2_000;

/// Positions of the items that the person tagged with or answered last, the last first.
pub fn items(model: &Model) -> Vec<usize> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let checklist = &reading.checklist;
    let mut found: Vec<usize> = Vec::new();
    for stored in model.record.entries.iter().rev().take(MOST_ENTRIES) {
        if stored.entry.writer != model.record.writer {
            continue;
        }
        let item = match &stored.entry.event {
            Event::ClauseTagged(change) => &change.subject.item,
            Event::ItemAnswered(change) => &change.subject.item,
            _ => continue,
        };
        let mut items = checklist.items.iter();
        if let Some(at) =
            items.position(|one| one.id == item.item && item.checklist == checklist.id)
            && !found.contains(&at)
        {
            found.push(at);
            if found.len() == MOST_ITEMS {
                break;
            }
        }
    }
    found
}
