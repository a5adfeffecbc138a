//! A text being typed: a line or several, moved through by what a person sees as one letter.

use super::action::Action;
use crate::domain::visible::{Sight, sight};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// A text and a cursor in it. The cursor always stands between two letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    cursor: usize,
}

impl Editor {
    /// A text with the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let cursor = text.len();
        Self { text, cursor }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Byte before which the cursor stands.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// Types at the cursor. Line ends of other systems become LF; what would command a terminal is
    /// left out.
    pub fn insert(&mut self, typed: &str) {
        let mut typed = typed.replace("\r\n", "\n").replace('\r', "\n");
        typed.retain(|one| sight(one) != Sight::Control);
        self.text.insert_str(self.cursor, &typed);
        self.cursor += typed.len();
        self.settle();
    }

    /// What stands on both sides of the cursor may have become one letter; the cursor goes after it.
    fn settle(&mut self) {
        let mut boundary = GraphemeCursor::new(self.cursor, self.text.len(), true);
        if boundary.is_boundary(&self.text, 0) != Ok(true) {
            self.cursor = self.after(self.cursor);
        }
    }

    /// The same on one line: line ends and tabs become blanks.
    pub fn insert_line(&mut self, typed: &str) {
        let line: String = typed
            .chars()
            .map(|one| if one.is_control() { ' ' } else { one })
            .collect();
        self.insert(&line);
    }

    /// Does what a key of the mode `typing` means; says whether it was one.
    pub fn act(&mut self, action: Action) -> bool {
        match action {
            Action::CursorLeft => self.cursor = self.before(self.cursor),
            Action::CursorRight => self.cursor = self.after(self.cursor),
            Action::CursorHome => self.cursor = self.line_start(),
            Action::CursorEnd => self.cursor = self.line_end(),
            Action::CursorUp => self.line_up(),
            Action::CursorDown => self.line_down(),
            Action::NewLine => self.insert("\n"),
            Action::EraseLeft => {
                let from = self.before(self.cursor);
                self.text.replace_range(from..self.cursor, "");
                self.cursor = from;
                self.settle();
            }
            Action::EraseLine => {
                let line = self.line_start()..self.line_end();
                self.cursor = line.start;
                self.text.replace_range(line, "");
                self.settle();
            }
            Action::EraseRight => {
                let to = self.after(self.cursor);
                self.text.replace_range(self.cursor..to, "");
                self.settle();
            }
            _ => return false,
        }
        true
    }

    fn before(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        cursor
            .prev_boundary(&self.text, 0)
            .ok()
            .flatten()
            .unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        let next = cursor.next_boundary(&self.text, 0).ok().flatten();
        next.unwrap_or(self.text.len())
    }

    fn head(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    fn tail(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or_default()
    }

    fn line_start(&self) -> usize {
        self.head().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let length = self.tail().find('\n').unwrap_or(self.tail().len());
        self.cursor + length
    }

    fn column(&self) -> usize {
        let line = self.text.get(self.line_start()..self.cursor);
        line.unwrap_or_default().graphemes(true).count()
    }

    fn line_up(&mut self) {
        let start = self.line_start();
        if start == 0 {
            self.cursor = 0;
            return;
        }
        let column = self.column();
        self.cursor = start - 1;
        self.cursor = self.line_start();
        self.go_to_column(column);
    }

    fn line_down(&mut self) {
        let column = self.column();
        self.cursor = self.line_end();
        if self.cursor < self.text.len() {
            self.cursor += 1;
            self.go_to_column(column);
        }
    }

    /// Moves right from the start of a line, not beyond its end.
    fn go_to_column(&mut self, column: usize) {
        let end = self.line_end();
        for _ in 0..column {
            let next = self.after(self.cursor);
            if next > end {
                break;
            }
            self.cursor = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_letter_is_what_a_person_sees() {
        let mut editor = Editor::new("čа\u{301}");
        editor.act(Action::EraseLeft);
        assert_eq!(editor.text(), "č");
        editor.insert("x\r\ny");
        assert_eq!(editor.text(), "čx\ny");
        editor.act(Action::CursorUp);
        editor.act(Action::EraseRight);
        assert_eq!(editor.text(), "č\ny");
        editor.act(Action::CursorDown);
        editor.insert_line("\t!");
        assert_eq!(editor.text(), "č\ny !");
        editor.act(Action::EraseLine);
        assert_eq!(editor.text(), "č\n");
    }

    proptest! {
        #[test]
        fn the_cursor_stays_between_letters(
            steps in prop::collection::vec(0_usize..11, 0..40),
            words in prop::collection::vec("[a\u{301}ч第🏳️‍🌈\n]{0,4}", 3),
        ) {
            let actions = [
                Action::CursorLeft, Action::CursorRight, Action::CursorHome, Action::CursorEnd,
                Action::CursorUp, Action::CursorDown, Action::NewLine, Action::EraseLeft,
            ];
            let mut editor = Editor::default();
            for step in steps {
                match actions.get(step) {
                    Some(&action) => { editor.act(action); }
                    None => editor.insert(&words[step - actions.len()]),
                }
                let boundary = editor.text.len() == editor.cursor
                    || editor.text.grapheme_indices(true).any(|(at, _)| at == editor.cursor);
                prop_assert!(boundary, "{:?}", editor);
            }
        }
    }
}
