//! Two passages word by word: side by side where there is room, else one above the other. What only one
//! of them has stands between `[-` and `-]` or `[+` and `+]`, so that it is seen without colours too.

use crate::app::dialogs::{Compared, SimilarDialog};
use crate::app::elsewhere::Judged;
use crate::app::message::Extent;
use crate::domain::passages::{Comparison, Kind, Run as Said};
use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::widgets::{Popup, popup, titled_rule, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Columns from which the passages stand side by side.
const BESIDE: u16 = 100;
/// Columns of a passage, at most.
const WIDEST: u16 = 70;

/// A line of a passage.
type Line = Vec<Run<'static>>;

/// Draws the passage under the cursor beside the one asked about.
pub fn compare(
    canvas: &mut Canvas<'_>,
    dialog: &SimilarDialog,
    judged: &Judged,
    compared: &Compared,
    area: Rect,
) {
    let is_wide = area.width >= BESIDE;
    let most = if is_wide { 2 * WIDEST + 3 } else { WIDEST };
    let width = area.width.saturating_sub(8).min(most);
    let column = if is_wide { (width - 3) / 2 } else { width };
    let side = |is_second: bool| flow(&marked(canvas, dialog, judged, compared, is_second), column);
    let sides = [side(false), side(true)];
    let head = head(canvas, judged, &compared.comparison, (width, area.height));
    let [first, second] = sides.each_ref().map(Vec::len);
    let rows = if is_wide {
        first.max(second) + 1
    } else {
        first + second + 3
    };
    let height = u16::try_from(head.len() + 1 + rows).unwrap_or(u16::MAX);
    let title = tr!(
        "Word by word · {cursor} of {count}",
        cursor = dialog.cursor + 1,
        count = dialog.finds().len()
    );
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title,
            width,
            height: height.min(area.height.saturating_sub(5)),
        },
    );
    let text = draw_head(canvas, head, inside);
    let names = [
        visible_line(&tr!("Here: {about}", about = dialog.about)),
        visible_line(&format!("{} · {}", judged.find.label, judged.find.title)),
    ];
    if is_wide {
        draw_beside(canvas, &names, &sides, compared, text);
    } else {
        draw_below(canvas, names, sides, compared, text);
    }
}

/// Draws both passages side by side.
fn draw_beside(
    canvas: &mut Canvas<'_>,
    names: &[String; 2],
    sides: &[Vec<Line>; 2],
    compared: &Compared,
    area: Rect,
) {
    let width = area.width.saturating_sub(3) / 2;
    let rows = usize::from(area.height).saturating_sub(1);
    let count = sides.iter().map(Vec::len).max().unwrap_or(0);
    let scroll = compared.page.scroll.min(count.saturating_sub(rows));
    canvas.bar(area.x + width + 1, area.y, area.height);
    for (x, (name, lines)) in [area.x, area.x + width + 3]
        .into_iter()
        .zip(names.iter().zip(sides))
    {
        let place = Rect { x, width, ..area };
        titled_rule(canvas, Rect { height: 1, ..place }, name, false);
        let place = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..place
        };
        draw_lines(canvas, lines, scroll, place);
    }
    tell_extent(canvas, (scroll, rows, count), area);
}

/// Draws one passage above the other.
fn draw_below(
    canvas: &mut Canvas<'_>,
    names: [String; 2],
    sides: [Vec<Line>; 2],
    compared: &Compared,
    area: Rect,
) {
    let style = canvas.theme.title;
    let mut lines: Vec<Line> = Vec::new();
    for (name, side) in names.into_iter().zip(sides) {
        if !lines.is_empty() {
            lines.push(Vec::new());
        }
        lines.push(vec![(Cow::Owned(name), style)]);
        lines.extend(side);
    }
    let rows = usize::from(area.height);
    let scroll = compared.page.scroll.min(lines.len().saturating_sub(rows));
    draw_lines(canvas, &lines, scroll, area);
    tell_extent(canvas, (scroll, rows, lines.len()), area);
}

/// Tells how far it can be scrolled, and that there is more.
fn tell_extent(canvas: &mut Canvas<'_>, (scroll, rows, count): (usize, usize, usize), area: Rect) {
    if count > scroll + rows {
        let style = canvas.theme.selected;
        let y = area.bottom();
        canvas.put_right(area.x, area.right(), y, tr!(" more: PgDn "), style);
    }
    canvas.extent = Extent {
        scroll,
        page: rows,
        at_end: canvas.extent.at_end,
        list: rows,
    };
}

/// What is shared, how it was judged and what the signs mean, in lines.
fn head(
    canvas: &Canvas<'_>,
    judged: &Judged,
    comparison: &Comparison,
    (width, height): (u16, u16),
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let alike = if comparison.is_equal() {
        tr!("Both say the same, word by word.").to_owned()
    } else {
        tr!(
            "{percent} % of the words are the same. [-only here-] [+only there+]",
            percent = comparison.percent()
        )
    };
    let mut lines: Vec<(String, Style)> = vec![(alike, theme.text)];
    for (assessment, words) in &judged.judgements {
        let style = theme.assessment(*assessment);
        let words = tr!("Judged there: {words}", words = visible_line(words));
        let words = wrapped(&words, width).into_iter();
        lines.extend(words.map(|line| (line, style)));
    }
    if judged.judgements.is_empty() {
        lines.push((tr!("Nobody has judged it there.").to_owned(), theme.muted));
    }
    lines.truncate(usize::from(height / 3).max(1));
    lines
}

/// Draws these lines; gives the place below.
fn draw_head(canvas: &mut Canvas<'_>, head: Vec<(String, Style)>, inside: Rect) -> Rect {
    let mut y = inside.y;
    for (line, style) in head {
        canvas.put_cut(inside.x, y, inside.width, &line, style);
        y += 1;
    }
    Rect {
        y: y + 1,
        height: inside.bottom().saturating_sub(y + 1),
        ..inside
    }
}

fn draw_lines(canvas: &mut Canvas<'_>, lines: &[Line], scroll: usize, area: Rect) {
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(scroll)) {
        canvas.quote_runs(area.x, y, area.width, line);
    }
}

/// The words of one passage with the signs around what the other does not have.
fn marked(
    canvas: &Canvas<'_>,
    dialog: &SimilarDialog,
    judged: &Judged,
    compared: &Compared,
    is_second: bool,
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let words = if is_second {
        &judged.find.words
    } else {
        &dialog.question.words
    };
    let place = |run: &Said| if is_second { run.second } else { run.first };
    let mut pieces = Vec::new();
    let mut done = 0;
    for run in &compared.comparison.runs {
        let span = place(run);
        if span.is_empty() {
            continue;
        }
        // White space between runs, and what was dropped in folding.
        let gap = Span::new(done, span.start.max(done)).of(words);
        pieces.push((gap.to_owned(), theme.text));
        let said = span.of(words);
        pieces.push(match run.kind {
            Kind::Equal => (said.to_owned(), theme.text),
            Kind::Removed => (format!("[-{said}-]"), theme.concern),
            Kind::Inserted => (format!("[+{said}+]"), theme.inserted),
        });
        done = span.end;
    }
    pieces
}

/// Words in lines of a width, blanks and line ends as single blanks.
fn flow(pieces: &[(String, Style)], width: u16) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![Vec::new()];
    let mut used = 0;
    let mut word: Vec<(String, Style)> = Vec::new();
    let mut gap = None;
    let put = |lines: &mut Vec<Line>,
               used: &mut u16,
               word: &mut Vec<(String, Style)>,
               gap: &mut Option<Style>| {
        let length: u16 = word.iter().map(|(text, _)| columns(text)).sum();
        if length == 0 {
            return;
        }
        let blank = u16::from(gap.is_some() && *used > 0);
        if *used > 0 && *used + blank + length > width {
            lines.push(Vec::new());
            *used = 0;
        } else if let (Some(style), Some(line), 1) = (*gap, lines.last_mut(), blank) {
            line.push((Cow::Borrowed(" "), style));
            *used += 1;
        }
        *gap = None;
        for (text, style) in word.drain(..) {
            for letter in text.graphemes(true) {
                let wide = columns(letter);
                // Longer than a line, or a script without blanks.
                if *used + wide > width {
                    lines.push(Vec::new());
                    *used = 0;
                }
                *used += wide;
                let line = lines.last_mut().expect("there is always a line");
                match line.last_mut() {
                    Some((Cow::Owned(last), of)) if *of == style => last.push_str(letter),
                    _ => line.push((Cow::Owned(letter.to_owned()), style)),
                }
            }
        }
    };
    for (text, style) in pieces {
        for piece in text.split_inclusive(char::is_whitespace) {
            let bare = piece.trim_end_matches(char::is_whitespace);
            if !bare.is_empty() {
                word.push((bare.to_owned(), *style));
            }
            if bare.len() < piece.len() {
                put(&mut lines, &mut used, &mut word, &mut gap);
                gap = Some(*style);
            }
        }
    }
    put(&mut lines, &mut used, &mut word, &mut gap);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces, a width, and the lines that come of them.
    type Case<'a> = (&'a [(&'a str, Style)], u16, &'a [&'a str]);

    fn told(pieces: &[(&str, Style)], width: u16) -> Vec<String> {
        let pieces: Vec<(String, Style)> = pieces
            .iter()
            .map(|(text, style)| ((*text).to_owned(), *style))
            .collect();
        let lines = flow(&pieces, width).into_iter();
        lines
            .map(|line| line.iter().map(|(text, _)| text.as_ref()).collect())
            .collect()
    }

    #[test]
    fn words_stay_together_across_pieces_and_long_ones_are_cut() {
        let (one, two) = (Style::new(), Style::new().bold());
        let cases: [Case<'_>; 5] = [
            (
                &[("the quick  brown\nfox", one)],
                10,
                &["the quick", "brown fox"],
            ),
            (
                &[("pays ", one), ("[-30-]", two), (".", one)],
                11,
                &["pays", "[-30-]."],
            ),
            (&[("one", one), (" ", one), ("two", two)], 20, &["one two"]),
            (
                &[("incomprehensible", one)],
                6,
                &["incomp", "rehens", "ible"],
            ),
            (&[("个人信息保护", one)], 5, &["个人", "信息", "保护"]),
        ];
        for (pieces, width, expected) in cases {
            assert_eq!(told(pieces, width), expected);
        }
    }
}
