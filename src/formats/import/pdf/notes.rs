//! Footnotes: small print at the foot of a column that begins with a number or a star.
//!
//! They would stand in the middle of a sentence that goes on in the next column or on the next page,
//! so they are read after the columns of their page, and a paragraph looks past them for its
//! beginning.

use super::columns::Part;
use super::lines::Row;
use super::paragraphs::Paragraph;

/// Size of their letters, at most, as a share of those of running text.
const SMALL: f32 = 0.93;
/// Footnotes that a paragraph looks past.
const MOST: usize = 24;

/// Puts the footnotes of several columns after the last of them.
pub fn last(parts: Vec<Part>) -> Vec<Part> {
    if parts.len() < 2 {
        return parts;
    }
    let usual = usual_size(&parts);
    let mut body = Vec::with_capacity(parts.len());
    let mut notes = Vec::new();
    for part in parts {
        match part {
            Part::Rows(mut rows) => {
                // A note that began in the column before goes on without a number.
                let start = first_note(&rows, usual, !notes.is_empty());
                let tail = rows.split_off(start);
                body.push(Part::Rows(rows));
                if !tail.is_empty() {
                    notes.push(Part::Rows(tail));
                }
            }
            parallel @ Part::Parallel(_) => body.push(parallel),
        }
    }
    body.extend(notes);
    body
}

/// Size of the letters of running text. Footnotes may fill more than half of a page.
fn usual_size(parts: &[Part]) -> f32 {
    let rows = parts.iter().flat_map(|part| match part {
        Part::Rows(rows) => rows.as_slice(),
        Part::Parallel(_) => &[],
    });
    let mut sizes: Vec<(f32, usize)> = rows
        .flatten()
        .map(|run| (run.size, run.text.len()))
        .collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = sizes.iter().map(|(_, letters)| letters).sum();
    let mut before = 0;
    let middle = sizes.iter().find(|(_, letters)| {
        before += letters;
        before * 4 >= all * 3
    });
    middle.map_or(0.0, |(size, _)| *size)
}

/// The row with which the footnotes at the end begin; past the end when there are none.
fn first_note(rows: &[Row], usual: f32, open: bool) -> usize {
    let size = |row: &Row| {
        let longest = row.iter().max_by_key(|run| run.text.len());
        longest.map_or(0.0, |run| run.size)
    };
    let small = rows
        .iter()
        .rev()
        .take_while(|row| size(row) < SMALL * usual)
        .count();
    let start = rows.len() - small;
    if open && small > 0 && start > 0 {
        return start;
    }
    let tail = rows.iter().enumerate().skip(start.max(1));
    let mut marked = tail.filter(|(_, row)| row.first().is_some_and(|run| is_marked(&run.text)));
    marked.next().map_or(rows.len(), |(index, _)| index)
}

/// Whether a line begins like a footnote.
fn is_marked(text: &str) -> bool {
    let first = text.trim_start().chars().next();
    first.is_some_and(|c| c.is_ascii_digit() || "*†‡¹²³⁴⁵⁶⁷⁸⁹".contains(c))
}

/// The last paragraph that is no footnote at the end of its page, to be gone on with.
pub fn before_notes(paragraphs: &[Paragraph]) -> Option<usize> {
    let last = paragraphs.len().checked_sub(1)?;
    let size = |at: usize| Some(paragraphs.get(at)?.lines.last()?.size);
    let end = size(last)?;
    let back = last.saturating_sub(MOST);
    let mut marked = false;
    for at in (back..=last).rev() {
        let here = size(at)?;
        if at < last && marked && end < SMALL * here {
            return Some(at);
        }
        if here > end * 1.05 {
            break;
        }
        let first = paragraphs.get(at)?.lines.first()?;
        marked = is_marked(&first.text);
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::run;
    use super::*;

    #[test]
    fn footnotes_of_columns_are_read_after_the_columns() {
        let small = |text: &str, baseline: f32| {
            let mut run = run(text, 50.0, baseline);
            run.size = 8.0;
            vec![run]
        };
        let column = |text: &str, note: &str| {
            let mut rows: Vec<Row> = (0..6_u8)
                .map(|row| vec![run(text, 50.0, 700.0 - 12.0 * f32::from(row))])
                .collect();
            rows.push(small(note, 600.0));
            rows.push(small("and its second line", 590.0));
            Part::Rows(rows)
        };
        let parts = last(vec![
            column("left text", "1 First note"),
            column("right text", "2 Second note"),
        ]);
        let firsts: Vec<&str> = parts
            .iter()
            .map(|part| match part {
                Part::Rows(rows) => rows[0][0].text.as_str(),
                Part::Parallel(_) => "",
            })
            .collect();
        assert_eq!(
            firsts,
            ["left text", "right text", "1 First note", "2 Second note"]
        );
    }
}
