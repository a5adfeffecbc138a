//! Footnotes: small print at the foot of a column that begins with a number or a star.
//!
//! They would stand in the middle of a sentence that goes on on the next page, so the rest of a
//! paragraph looks past them for its beginning. In columns they stay where they are: each column is
//! read whole.

use super::paragraphs::Paragraph;

/// Size of their letters, at most, as a share of those of running text.
const SMALL: f32 = 0.93;
/// Footnotes that a paragraph looks past.
const MOST: usize = 24;

/// Whether a line begins like a footnote.
fn is_marked(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| c.is_ascii_digit() || "*†‡¹²³⁴⁵⁶⁷⁸⁹".contains(c))
}

/// Whether a line begins with a raised number, as nothing but a note does.
pub fn begins_with_raised_number(text: &str) -> bool {
    text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'])
}

/// The paragraph before the footnotes of the page before.
pub fn before_notes(paragraphs: &[Paragraph], page: u32) -> Option<usize> {
    let last = paragraphs.len().checked_sub(1)?;
    if paragraphs.get(last)?.page >= page {
        return None;
    }
    let size = |at: usize| Some(paragraphs.get(at)?.lines.last()?.size);
    let end = size(last)?;
    let back = last.saturating_sub(MOST);
    let mut marked = false;
    for at in (back..=last).rev() {
        let here = size(at)?;
        if at < last && marked && end < SMALL * here && here < 1.5 * end {
            return Some(at);
        }
        if here > end * 1.05 {
            break;
        }
        let first = paragraphs.get(at)?.lines.first()?;
        marked = is_marked(&first.text);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::lines::Line;
    use super::*;

    fn paragraph(text: &str, size: f32, page: u32) -> Paragraph {
        Paragraph {
            page,
            pages: vec![page],
            lines: vec![Line {
                text: text.to_owned(),
                left: 50.0,
                right: 300.0,
                baseline: 100.0,
                size,
                bold: false,
                artifact: false,
                heading: None,
                page,
                area: None,
            }],
            cells: Vec::new(),
        }
    }

    #[test]
    fn a_sentence_goes_on_past_the_footnotes_of_its_page() {
        let paragraphs = [
            paragraph("The provider shall keep", 10.0, 1),
            paragraph("1 See Annex 2,", 8.0, 1),
            paragraph("and Annex 3.", 8.0, 1),
        ];
        assert_eq!(before_notes(&paragraphs, 2), Some(0));
        assert_eq!(before_notes(&paragraphs, 1), None);
        let plain = [
            paragraph("A heading", 12.0, 1),
            paragraph("The provider shall keep", 10.0, 1),
        ];
        assert_eq!(before_notes(&plain, 2), None);
    }
}
