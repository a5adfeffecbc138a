//! Bookmarks: a letter set at a clause, to come back to it. They belong to the device; nobody else
//! sees them, and they stand in no journal.

use super::Dialog;
use crate::app::action::Action;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::reading::{Focus, Reading};
use crate::app::screens::moved;
use crate::domain::cite::cite_in_sentence;
use crate::tr;

/// The most bookmarks of one agreement.
pub const MOST: usize = 60;

/// The list of bookmarks, or the question for the letter of a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookmarksDialog {
    /// The bookmarks, by letter.
    pub rows: Vec<Bookmark>,
    /// The cursor, in those.
    pub cursor: usize,
    /// Whether the next letter is set at the clause; else it is gone to.
    pub setting: bool,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Its letter or digit.
    pub letter: char,
    /// Position of the clause.
    pub clause: usize,
    /// The clause as a person cites it.
    pub cited: String,
}

/// The bookmarks of an agreement whose clauses are still there.
fn rows(reading: &Reading) -> Vec<Bookmark> {
    let rows = reading.bookmarks.iter().filter_map(|(&letter, id)| {
        let clause = reading.agreement.clauses.index_of(id)?;
        let cited = cite_in_sentence(&reading.agreement, clause);
        Some(Bookmark {
            letter,
            clause,
            cited,
        })
    });
    rows.collect()
}

/// Shows the bookmarks; `setting` asks for the letter of a new one.
pub fn show(model: &mut Model, setting: bool) {
    if let Some(reading) = &model.reading {
        let rows = rows(reading);
        if rows.is_empty() && !setting {
            let key = model
                .keymap
                .key_of(model.mode(), Action::SetBookmark)
                .unwrap_or("F1");
            let words = tr!("There is no bookmark yet: {key} and a letter set one.", key);
            model.say(words);
            return;
        }
        model.dialog = Some(Dialog::Bookmarks(BookmarksDialog {
            rows,
            cursor: 0,
            setting,
        }));
    }
}

/// Sets the bookmark of this letter, or goes to it; nothing where no letter is asked for.
pub fn press_letter(model: &mut Model, typed: char) -> Option<Vec<Effect>> {
    let Some(Dialog::Bookmarks(dialog)) = &model.dialog else {
        return None;
    };
    let letter = typed.to_lowercase().next().unwrap_or(typed);
    if dialog.setting {
        return Some(set(model, letter));
    }
    let found = dialog.rows.iter().find(|one| one.letter == letter);
    match found.map(|one| one.clause) {
        Some(clause) => go(model, clause),
        None => model.say(tr!("There is no bookmark {letter}.", letter)),
    }
    Some(Vec::new())
}

fn set(model: &mut Model, letter: char) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    if !letter.is_alphanumeric() {
        model.say(tr!("A bookmark is one letter or digit."));
        return Vec::new();
    }
    let Some(clause) = reading.clause().map(|clause| clause.id.clone()) else {
        return Vec::new();
    };
    if reading.bookmarks.len() == MOST && !reading.bookmarks.contains_key(&letter) {
        model.say(tr!(
            "There are {most} bookmarks already; take one away first.",
            most = MOST
        ));
        return Vec::new();
    }
    reading.bookmarks.insert(letter, clause);
    let place = cite_in_sentence(&reading.agreement, reading.at);
    let kept = reading.place().map(Effect::SavePlace);
    model.dialog = None;
    model.say(tr!("Bookmark {letter} is set at {place}.", letter, place));
    kept.into_iter().collect()
}

fn go(model: &mut Model, clause: usize) {
    if let Some(reading) = &mut model.reading {
        reading.jump(clause);
        reading.focus = Focus::Clause;
    }
    model.dialog = None;
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Bookmarks(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, dialog.rows.len(), page, action) {
        dialog.cursor = cursor;
        return Vec::new();
    }
    let chosen = dialog.rows.get(dialog.cursor).cloned();
    match (action, chosen) {
        (Action::GoThere, Some(bookmark)) => {
            if dialog.setting {
                return set(model, bookmark.letter);
            }
            go(model, bookmark.clause);
        }
        (Action::RemoveBookmark, Some(bookmark)) => return remove(model, bookmark.letter),
        (Action::Cancel, _) => model.dialog = None,
        _ => {}
    }
    Vec::new()
}

fn remove(model: &mut Model, letter: char) -> Vec<Effect> {
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    reading.bookmarks.remove(&letter);
    let rows = rows(reading);
    let kept = reading.place().map(Effect::SavePlace);
    match &mut model.dialog {
        Some(_) if rows.is_empty() => model.dialog = None,
        Some(Dialog::Bookmarks(dialog)) => {
            dialog.cursor = dialog.cursor.min(rows.len() - 1);
            dialog.rows = rows;
        }
        _ => {}
    }
    model.say(tr!("Bookmark {letter} is gone.", letter));
    kept.into_iter().collect()
}
