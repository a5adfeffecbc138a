//! Writing a note: a small text, wrapped, with a cursor.

use super::confidential;
use crate::app::dialogs::NoteDialog;
use crate::app::model::Model;
use crate::tr;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::sanitise::clean;
use crate::ui::widgets::{Popup, popup};
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

pub fn note(canvas: &mut Canvas<'_>, model: &Model, note: &NoteDialog, area: Rect) {
    let theme = canvas.theme;
    let title = tr!("Note on {title}", title = note.on().title);
    let width = (area.width - 8).min(76);
    let popped = Popup {
        title: &title,
        width,
        height: (area.height / 3).clamp(7, 14),
    };
    let inside = popup(canvas, area, &popped);
    let field = Rect {
        height: inside.height - 2,
        ..inside
    };
    let (rows, cursor) = layout(note.editor.text(), note.editor.cursor(), field.width);
    let height = usize::from(field.height);
    let first = (cursor.0 + 1).saturating_sub(height);
    for (y, row) in (field.y..field.bottom()).zip(rows.iter().skip(first)) {
        canvas.put(field.x, y, field.width, row, theme.text);
    }
    let last = inside.bottom() - 1;
    if note.discarding {
        let words = tr!("What you typed is not saved yet. Save it, or throw it away?");
        canvas.put_cut(inside.x, last, inside.width, words, theme.unclear);
        return;
    }
    let place = (inside.x, last - 1, inside.width);
    confidential(canvas, model, note.confidential, place);
    if note.on.len() > 1 {
        let other = &note.on[(note.chosen + 1) % note.on.len()].title;
        let words = tr!("Tab: write it on {other} instead", other);
        canvas.put_cut(inside.x, last, inside.width, &words, theme.muted);
    }
    let row = u16::try_from(cursor.0 - first).unwrap_or(0);
    canvas.cursor(field.x + cursor.1.min(field.width - 1), field.y + row);
}

/// Rows of at most `width` columns, broken between words where there is one, and the row and
/// column of the cursor. Nothing is left out, so that the cursor can stand anywhere.
pub(super) fn layout(text: &str, cursor: usize, width: u16) -> (Vec<String>, (usize, u16)) {
    let mut rows = vec![String::new()];
    let mut used = 0;
    let mut place = (0, 0);
    for (at, word) in text.split_word_bound_indices() {
        let whole = columns(&clean(word));
        if used + whole > width && whole <= width && used > 0 && !word.trim().is_empty() {
            rows.push(String::new());
            used = 0;
        }
        for (inside, letter) in word.grapheme_indices(true) {
            let broken = letter == "\n";
            let shown = clean(letter);
            let wide = columns(&shown);
            if !broken && used + wide > width && used > 0 {
                rows.push(String::new());
                used = 0;
            }
            if at + inside == cursor {
                place = (rows.len() - 1, used);
            }
            if broken {
                rows.push(String::new());
                used = 0;
            } else if let Some(row) = rows.last_mut() {
                row.push_str(&shown);
                used += wide;
            }
        }
    }
    if cursor >= text.len() {
        place = (rows.len() - 1, used);
    }
    (rows, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_between_words_and_the_cursor_is_found() {
        let text = "one two three\nčetiri";
        let (rows, cursor) = layout(text, text.len(), 8);
        assert_eq!(rows, ["one two ", "three", "četiri"]);
        assert_eq!(cursor, (2, 6));
        let (_, cursor) = layout(text, 8, 8);
        assert_eq!(cursor, (1, 0));
        let (rows, _) = layout("abcdefghij", 0, 4);
        assert_eq!(rows, ["abcd", "efgh", "ij"]);
    }
}
