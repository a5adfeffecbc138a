//! From a place on the screen back to the words that stand there.

use super::Drawn;
use super::canvas::columns;
use super::sanitise::Shown;
use crate::app::model::Model;
use crate::domain::text::Span;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

impl Drawn {
    /// The byte of the agreement's text that a place in the clauses being read shows; the nearest one
    /// where none stands there. In a table it is found in the first column only.
    pub fn place_at(&self, model: &Model, x: u16, y: u16) -> Option<usize> {
        let reading = model.reading.as_ref()?;
        let (area, source) = self.line_at(y)?;
        let gaps = &reading.here.gaps;
        let gaps = gaps
            .iter()
            .filter(|&&gap| gap >= source.start && gap <= source.end);
        let gaps: Vec<usize> = gaps.map(|gap| gap - source.start).collect();
        let words = source.of(reading.agreement.text());
        let column = match area.y.cmp(&y) {
            std::cmp::Ordering::Less => u16::MAX,
            std::cmp::Ordering::Equal => x.saturating_sub(area.x),
            std::cmp::Ordering::Greater => 0,
        };
        Some(source.start + byte_at(words, &gaps, column))
    }

    /// The line of text in a row, else the nearest above, else the first.
    fn line_at(&self, y: u16) -> Option<(Rect, Span)> {
        let above = self.lines.iter().rev().find(|(area, _)| area.y <= y);
        above.or_else(|| self.lines.first()).copied()
    }
}

/// The byte of a line that is drawn over a column.
fn byte_at(words: &str, gaps: &[usize], column: u16) -> usize {
    let shown = Shown::with_gaps(words, gaps);
    let mut last = 0;
    let mut drawn = 0;
    let mut used = 0_u16;
    for (at, _) in words.grapheme_indices(true) {
        let place = shown.place(at);
        let before = shown.text.get(drawn..place).unwrap_or_default();
        used = used.saturating_add(columns(before));
        drawn = place;
        if used > column {
            break;
        }
        last = at;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lead_back_to_bytes() {
        for (words, gaps, column, byte) in [
            ("plain words", &[][..], 0, 0),
            ("plain words", &[], 6, 6),
            ("plain words", &[], 99, 10),
            ("第一条 a", &[], 2, 3),
            ("第一条 a", &[], 3, 3),
            ("e\u{301}x", &[], 1, 3),
            ("a\tb", &[], 3, 1),
            ("a\tb", &[], 5, 2),
            ("ab\u{202e}cd", &[], 10, 5),
            ("pays", &[0], 3, 0),
            ("pays", &[0], 4, 1),
        ] {
            assert_eq!(byte_at(words, gaps, column), byte, "{words:?} {column}");
        }
    }
}
