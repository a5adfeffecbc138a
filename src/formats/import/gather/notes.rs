//! Marks of notes: `[1]` for footnotes, `[i]` for endnotes, each kind counted for itself.

use super::super::numerals;

/// How many notes of each kind were met.
#[derive(Debug, Default)]
pub struct NoteMarks {
    foot: u32,
    end: u32,
}

impl NoteMarks {
    /// The mark of the next footnote, or of the next endnote.
    pub fn next(&mut self, is_foot: bool) -> String {
        if is_foot {
            self.foot = self.foot.saturating_add(1);
            format!("[{}]", self.foot)
        } else {
            self.end = self.end.saturating_add(1);
            format!("[{}]", numerals::format(self.end, "lowerRoman", None))
        }
    }
}
