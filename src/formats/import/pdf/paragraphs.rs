//! Lines to paragraphs, and paragraphs to headings.
//!
//! A PDF knows no paragraphs. They show by distance, by indents, by lines that end early although
//! the next word would have fitted, and by the numbers that clauses begin with.

use super::lines::Line;
use super::notes;

/// A paragraph still in lines.
#[derive(Debug)]
pub struct Paragraph {
    /// Page of its first line, counted from 1.
    pub page: u32,
    /// Every page it touches.
    pub pages: Vec<u32>,
    /// Its lines, top down; none for a row of a table.
    pub lines: Vec<Line>,
    /// The cells of a row of a table, each in lines.
    pub cells: Vec<Vec<Line>>,
}

impl Paragraph {
    /// Its lines, or those of its cells one after the other.
    pub fn all_lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(self.cells.iter().flatten())
    }
}

/// Adds the rows of a table. The first may be the rest of a row that began on the page before.
pub fn rows(table: Vec<Vec<Vec<Line>>>, page: u32, paragraphs: &mut Vec<Paragraph>) {
    for (index, cells) in table.into_iter().enumerate() {
        let open = paragraphs
            .last_mut()
            .filter(|open| index == 0 && open.page < page && is_rest(open, &cells));
        if let Some(open) = open {
            for (cell, rest) in open.cells.iter_mut().zip(cells) {
                cell.extend(rest);
            }
            open.pages.push(page);
        } else if cells.iter().any(|cell| !cell.is_empty()) {
            paragraphs.push(Paragraph {
                page,
                pages: vec![page],
                lines: Vec::new(),
                cells,
            });
        }
    }
}

/// Whether cells go on from those of the page before: some in the middle of a sentence, none anew.
fn is_rest(open: &Paragraph, cells: &[Vec<Line>]) -> bool {
    if open.cells.len() != cells.len() || cells.len() < 2 {
        return false;
    }
    let mut goes_on = false;
    for (above, below) in open.cells.iter().zip(cells) {
        let (last, next) = (above.last(), below.first());
        let lower =
            next.is_some_and(|line| line.text.chars().next().is_some_and(char::is_lowercase));
        let open_end = last.is_some_and(|line| !ends_sentence(&line.text));
        let anew = next.is_some_and(|line| marker(&line.text).is_some());
        if anew || (next.is_some() && !lower && !open_end) {
            return false;
        }
        goes_on |= lower && open_end;
    }
    goes_on
}

/// Groups the lines of one stretch of a page.
pub fn group(lines: Vec<Line>, page: u32, paragraphs: &mut Vec<Paragraph>) {
    let leading = usual_distance(&lines);
    let rights: Vec<f32> = (0..lines.len())
        .map(|index| right_edge(&lines, index))
        .collect();
    let mut first_of_stretch = true;
    // Which paragraph is open: the last, or one that footnotes part from this stretch.
    let mut at = None;
    let mut right_before = f32::MAX;
    for (line, right) in lines.into_iter().zip(rights) {
        if first_of_stretch {
            let last = paragraphs.len().checked_sub(1);
            let before = || notes::before_notes(paragraphs, page);
            let open = |at: &usize| goes_on(&paragraphs[*at], &line);
            at = last.filter(open).or_else(|| before().filter(open));
        }
        let continues = match at.and_then(|at| paragraphs.get(at)) {
            None => false,
            Some(open) if open.lines.is_empty() => false,
            Some(_) if first_of_stretch => true,
            Some(open) => !is_break(open, &line, leading, right_before),
        };
        first_of_stretch = false;
        right_before = right;
        if !continues {
            at = Some(paragraphs.len());
        }
        match at.and_then(|at| paragraphs.get_mut(at)) {
            Some(open) => {
                open.lines.push(line);
                if open.pages.last() != Some(&page) {
                    open.pages.push(page);
                }
            }
            None => paragraphs.push(Paragraph {
                page,
                pages: vec![page],
                lines: vec![line],
                cells: Vec::new(),
            }),
        }
    }
}

/// The distance between most lines.
fn usual_distance(lines: &[Line]) -> f32 {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let mut distances: Vec<f32> = pairs
        .map(|(a, b)| a.baseline - b.baseline)
        .filter(|distance| *distance > 0.0)
        .collect();
    distances.sort_by(f32::total_cmp);
    // Most distances are those inside paragraphs; a low rank keeps widely spaced pages honest.
    distances
        .get(distances.len() / 3)
        .copied()
        .unwrap_or(f32::MAX)
}

/// How far lines reach around this one.
fn right_edge(lines: &[Line], index: usize) -> f32 {
    let near = lines.iter().take(index + 6).skip(index.saturating_sub(5));
    near.map(|line| line.right).fold(f32::MIN, f32::max)
}

/// Whether a paragraph goes on in the next column or on the next page.
fn goes_on(open: &Paragraph, next: &Line) -> bool {
    let Some(last) = open.lines.last() else {
        return false;
    };
    let alike = (last.size - next.size).abs() < 0.1 * last.size && last.bold == next.bold;
    let cut = last.text.ends_with(['-', '\u{2010}', '\u{AD}']);
    let lower = next.text.chars().next().is_some_and(char::is_lowercase);
    alike && !ends_sentence(&last.text) && (lower || cut) && marker(&next.text).is_none()
}

fn is_break(open: &Paragraph, next: &Line, leading: f32, right: f32) -> bool {
    let Some(last) = open.lines.last() else {
        return true;
    };
    let distance = last.baseline - next.baseline;
    if is_bare_marker(open) && distance < 2.2 * next.size.max(last.size) {
        return marker(&next.text).is_some();
    }
    // Lines further apart than double spacing are no lines of one paragraph, however few there are.
    let tight = distance <= 1.3 * leading.min(2.5 * last.size).max(last.size)
        && distance > -0.5 * last.size;
    let alike = (last.size - next.size).abs() < 0.12 * last.size.max(next.size);
    let other_level = last.heading != next.heading;
    let is_note = notes::begins_with_raised_number(&next.text);
    if !tight || !alike || other_level || is_note || looks_other(open, next) {
        return true;
    }
    let ended_early = fits(last, next, right);
    if marker(&next.text).is_some()
        && (ended_early || ends_sentence(&last.text) || is_outdented(open, next))
    {
        return true;
    }
    if ended_early && (ends_sentence(&last.text) || starts_sentence(&next.text)) {
        return true;
    }
    is_indented(open, next) && (ends_sentence(&last.text) || ended_early)
}

/// Bold lines and plain lines are different paragraphs, unless the boldness stops inside a line.
fn looks_other(open: &Paragraph, next: &Line) -> bool {
    let bold = open.lines.iter().all(|line| line.bold);
    let has_letters = next.text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    has_letters
        && bold != next.bold
        && open.lines.last().is_some_and(|last| last.bold != next.bold)
        && (bold || starts_sentence(&next.text))
}

/// Whether the next line's first word would still have fitted on the line before.
fn fits(last: &Line, next: &Line, right: f32) -> bool {
    let word = next
        .text
        .split(' ')
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    let all = next.text.chars().count().max(1);
    #[expect(clippy::cast_precision_loss, reason = "lines have few letters")]
    let share = (word + 1) as f32 / all as f32;
    let needed = share * (next.right - next.left);
    last.right + needed + 0.5 * last.size < right
}

fn is_indented(open: &Paragraph, next: &Line) -> bool {
    let edge = body_edge(open);
    next.left > edge + 0.9 * next.size && !(open.lines.len() == 1 && hangs(open))
}

fn is_outdented(open: &Paragraph, next: &Line) -> bool {
    next.left < body_edge(open) - 0.5 * next.size
}

/// Where a paragraph's lines start, apart from its first.
fn body_edge(open: &Paragraph) -> f32 {
    let rest = open
        .lines
        .get(1..)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&open.lines);
    rest.iter().map(|line| line.left).fold(f32::MAX, f32::min)
}

/// Whether a paragraph begins with a number, so that its other lines may stand further in.
fn hangs(open: &Paragraph) -> bool {
    open.lines
        .first()
        .is_some_and(|line| marker(&line.text).is_some())
}

/// A number that stands alone on its line, its text on the next.
fn is_bare_marker(open: &Paragraph) -> bool {
    match open.lines.as_slice() {
        [only] => marker(&only.text).is_some_and(|mark| mark.len() == only.text.len()),
        _ => false,
    }
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '“', ')', ']', '’', '»', '）', '」']);
    text.ends_with(['.', ';', ':', '!', '?', '。', '；', '：', '？', '！'])
}

fn starts_sentence(text: &str) -> bool {
    let first = text.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| !c.is_lowercase())
}

/// The clause number at the start of a line: `1.`, `1.1`, `(a)`, `•`.
pub fn marker(text: &str) -> Option<&str> {
    let word = text.split(' ').next().unwrap_or_default();
    let inner = word
        .trim_start_matches('(')
        .trim_end_matches([')', '.', ':']);
    let length = inner.chars().count();
    let closed = inner.len() < word.len();
    let dotted = inner.split('.').all(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    let roman = length <= 5 && inner.chars().all(|c| "ivxIVX".contains(c)) && length > 0;
    let letter = length == 1 && inner.chars().all(char::is_alphabetic);
    let bullet = length == 1 && inner.chars().all(|c| "•●▪■–—-·○◦☐☒☑§".contains(c));
    let number = dotted && (closed || inner.contains('.'));
    (number || (closed && (roman || letter)) || bullet).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, baseline: f32) -> Line {
        let letters = u16::try_from(text.chars().count()).unwrap();
        let right = left + 5.0 * f32::from(letters);
        Line {
            text: text.to_owned(),
            left,
            right,
            baseline,
            size: 10.0,
            bold: false,
            artifact: false,
            heading: None,
            page: 1,
            area: None,
        }
    }

    fn starts(lines: Vec<Line>) -> Vec<String> {
        let mut paragraphs = Vec::new();
        group(lines, 1, &mut paragraphs);
        paragraphs
            .iter()
            .map(|paragraph| paragraph.lines[0].text.clone())
            .collect()
    }

    #[test]
    fn paragraphs_break_at_numbers_gaps_and_short_lines() {
        let lines = vec![
            line("1.1 The provider shall keep all data in the", 50.0, 700.0),
            line("country and shall not move it abroad.", 75.0, 688.0),
            line(
                "1.2 The city may audit the provider at any time,",
                50.0,
                676.0,
            ),
            line("without notice.", 75.0, 664.0),
            line("Short closing line.", 75.0, 652.0),
            line(
                "Another paragraph begins here although the rest",
                50.0,
                640.0,
            ),
            line("of the page goes on below it.", 50.0, 628.0),
            line("After a gap.", 50.0, 600.0),
        ];
        assert_eq!(
            starts(lines),
            [
                "1.1 The provider shall keep all data in the",
                "1.2 The city may audit the provider at any time,",
                "Short closing line.",
                "Another paragraph begins here although the rest",
                "After a gap.",
            ]
        );
    }

    #[test]
    fn a_number_on_its_own_line_takes_its_text() {
        let lines = vec![
            line("4.1.", 50.0, 700.0),
            line(
                "Payment is due within 60 days of the invoice and",
                80.0,
                692.0,
            ),
            line("not before.", 80.0, 680.0),
        ];
        assert_eq!(starts(lines).len(), 1);
    }

    #[test]
    fn markers_are_numbers_not_words() {
        for (text, mark) in [
            ("1. Fees", Some("1.")),
            ("12.3.4 Fees", Some("12.3.4")),
            ("(iv) fees", Some("(iv)")),
            ("b) fees", Some("b)")),
            ("• fees", Some("•")),
            ("2025 fees", None),
            ("a fee", None),
            ("Mix. fees", None),
            ("", None),
        ] {
            assert_eq!(marker(text), mark, "{text}");
        }
    }
}
