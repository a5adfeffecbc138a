//! The clause being read, with as much of its neighbours as there is room for.

use super::remarks;
use crate::app::message::{Extent, Target};
use crate::app::reading::{Focus, Reading};
use crate::app::wording;
use crate::domain::text::Span;
use crate::tr;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::flow::{self, Highlight, Line, Look, MEASURE};
use crate::ui::sanitise::clean;
use crate::ui::theme::Theme;
use crate::ui::widgets::{breadcrumb, titled_rule, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Columns before the text: the bar of the current clause, a sign, a blank.
const GUTTER: u16 = 4;
/// Columns of the line above the text that its rule keeps.
const RULE: u16 = 6;
/// Rows of the clause before that are shown.
const MOST_BEFORE: usize = 5;
/// Rows that tell what stands beside the clause.
const MOST_BADGES: usize = 3;
/// Signs that mark one row at most.
const SIGNS: usize = 2;

pub fn clause(canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
    let focused = reading.focus == Focus::Clause;
    titled_rule(
        canvas,
        Rect { height: 1, ..area },
        &breadcrumb(
            &reading.agreement,
            reading.at,
            area.width.saturating_sub(RULE),
        ),
        focused,
    );
    let area = Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(1),
    );
    canvas.target(area, Target::Text);
    if reading.clause().is_none() {
        let style = canvas.theme.text;
        let words = tr!("This agreement has no clauses.");
        canvas.put(area.x + GUTTER, area.y, area.width, words, style);
        return;
    }
    let view = View::of(canvas.theme, reading, area);
    view.draw(canvas, reading, area);
    canvas.extent = Extent {
        scroll: view.scroll,
        page: usize::from(area.height).saturating_sub(view.badges.len()),
        at_end: view.at_end,
        list: canvas.extent.list,
    };
}

/// What must be known of the clause before it is read, in a few lines; the first has a sign when the
/// text may be wrong or not whole.
fn badges(theme: &Theme, reading: &Reading, width: u16) -> Vec<Line> {
    let badges = &reading.here.badges;
    let words: Vec<&str> = badges.iter().map(|badge| badge.words.as_str()).collect();
    let (sign, style) = if badges.iter().any(|badge| badge.worrying) {
        ("! ", theme.unclear)
    } else {
        ("", theme.info)
    };
    let lines = wrapped(&format!("{sign}{}", words.join(" · ")), width);
    let line = |words: String| Line {
        indent: 0,
        runs: vec![(Cow::Owned(words), style)],
        source: None,
    };
    lines.into_iter().take(MOST_BADGES).map(line).collect()
}

/// What is shown of the clause.
struct View {
    before: Vec<Line>,
    badges: Vec<Line>,
    lines: Vec<Line>,
    scroll: usize,
    at_end: bool,
    look: Style,
    muted: Style,
    width: u16,
}

impl View {
    fn of(theme: &Theme, reading: &Reading, area: Rect) -> Self {
        let width = area.width.saturating_sub(GUTTER + 1).clamp(1, MEASURE);
        let badges = badges(theme, reading, width);
        let height = usize::from(area.height).saturating_sub(badges.len());
        let highlights = highlights(theme, reading);
        let look = Look {
            width,
            text: theme.text,
            muted: theme.muted,
            highlights: &highlights,
            gaps: &reading.here.gaps,
        };
        let scroll = reading.bring.map_or(reading.scroll, |words| {
            let lines = step_lines(reading, look);
            scroll_to(lines, words, reading.scroll, height)
        });
        let wanted = scroll.saturating_add(height).saturating_add(1);
        let mut lines: Vec<Line> = step_lines(reading, look).take(wanted).collect();
        let whole = lines.len() < wanted;
        if whole {
            lines.extend(remarks::remarks(theme, reading, width));
        }
        let scroll = scroll.min(lines.len().saturating_sub(height));
        let room = height.saturating_sub(lines.len());
        let most = room.min(MOST_BEFORE).min(height / 4);
        let before = before(theme, reading, width, most);
        let at_end = whole && lines.len() - scroll <= height;
        Self {
            before,
            badges,
            lines,
            scroll,
            at_end,
            look: theme.text,
            muted: theme.muted,
            width,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, reading: &Reading, area: Rect) {
        let mut rows = area.y..area.bottom();
        for line in &self.before {
            let Some(y) = rows.next() else { return };
            put_line(canvas, area, y, line);
        }
        if let Some(before) = reading.step.start.checked_sub(1) {
            let height = u16::try_from(self.before.len()).unwrap_or(0);
            canvas.target(Rect { height, ..area }, Target::Clause(before));
        }
        // They stay where they are while a long clause is scrolled.
        for line in &self.badges {
            let Some(y) = rows.next() else { return };
            canvas.put(area.x, y, 1, "▌", canvas.theme.current);
            put_line(canvas, area, y, line);
        }
        for line in self.lines.iter().skip(self.scroll) {
            let Some(y) = rows.next() else { break };
            canvas.put(area.x, y, 1, "▌", canvas.theme.current);
            put_signs(canvas, reading, area.x + 1, y, line);
            put_line(canvas, area, y, line);
            if let Some(source) = line.source {
                let x = area.x + GUTTER + line.indent;
                let width = area.right().saturating_sub(x);
                canvas.line(Rect::new(x, y, width, 1), source);
            }
        }
        if !self.at_end {
            let y = area.bottom() - 1;
            let words = tr!(" more: Space ");
            let x = area.right().saturating_sub(columns(words) + 1);
            let style = canvas.theme.selected;
            canvas.put(x, y, columns(words), words, style);
            return;
        }
        self.after(canvas, reading, area, rows);
    }

    /// The clauses that follow, as far as there is room.
    fn after(
        &self,
        canvas: &mut Canvas<'_>,
        reading: &Reading,
        area: Rect,
        mut rows: std::ops::Range<u16>,
    ) {
        let look = Look {
            width: self.width,
            text: self.look.patch(self.muted),
            muted: self.muted,
            highlights: &[],
            gaps: &[],
        };
        let clauses = reading.agreement.clauses.clauses();
        for (at, clause) in clauses.iter().enumerate().skip(reading.step.end) {
            rows.next();
            let start = rows.start;
            for line in flow::lines(&reading.agreement, clause, look).take(rows.len()) {
                let Some(y) = rows.next() else { break };
                put_line(canvas, area, y, &line);
            }
            let height = rows.start.saturating_sub(start);
            canvas.target(
                Rect {
                    y: start,
                    height,
                    ..area
                },
                Target::Clause(at),
            );
            if rows.is_empty() {
                return;
            }
        }
    }
}

/// The lines of the clauses on the screen together, a blank one between two.
fn step_lines<'a>(reading: &'a Reading, look: Look<'a>) -> impl Iterator<Item = Line> + 'a {
    let clauses = reading.agreement.clauses.clauses();
    let step = clauses.get(reading.step.clone()).unwrap_or_default();
    step.iter().enumerate().flat_map(move |(at, clause)| {
        let gap = (at > 0).then(Line::default);
        gap.into_iter()
            .chain(flow::lines(&reading.agreement, clause, look))
    })
}

/// Rows to scroll past so that words are in sight; as few as before where they are already.
fn scroll_to(
    mut lines: impl Iterator<Item = Line>,
    words: Span,
    scroll: usize,
    height: usize,
) -> usize {
    let shows = |line: Line| line.source.is_some_and(|source| source.end > words.start);
    match lines.position(shows) {
        None => scroll,
        Some(row) if (scroll..scroll.saturating_add(height)).contains(&row) => scroll,
        Some(row) => row.saturating_sub(height / 3),
    }
}

fn before(theme: &Theme, reading: &Reading, width: u16, most: usize) -> Vec<Line> {
    let before = reading.step.start.checked_sub(1);
    let Some(before) = before.filter(|_| most >= 2) else {
        return Vec::new();
    };
    let look = Look {
        width,
        text: theme.muted,
        muted: theme.muted,
        highlights: &[],
        gaps: &[],
    };
    let clause = &reading.agreement.clauses.clauses()[before];
    let mut lines = flow::last_lines(&reading.agreement, clause, look, most - 1);
    lines.push(Line::default());
    lines
}

/// The words of the clause that look different, the least important first.
fn highlights(theme: &Theme, reading: &Reading) -> Vec<Highlight> {
    let here = reading.step_span();
    let links = reading.links.as_ref();
    let marked = links.map(|links| links.marked(here));
    let mut highlights: Vec<Highlight> = marked
        .unwrap_or_default()
        .into_iter()
        .map(|span| Highlight {
            span,
            style: theme.link,
        })
        .collect();
    highlights.extend(reading.here.inserted.iter().map(|&span| Highlight {
        span,
        style: theme.inserted,
    }));
    for suggestion in reading.suggestions_here() {
        let reasons = suggestion.pointer.reasons.iter();
        highlights.extend(reasons.map(|reason| Highlight {
            span: reason.span,
            style: theme.hint,
        }));
    }
    for tag in reading.tags_here().iter().filter(|tag| !tag.whole) {
        highlights.push(Highlight {
            span: tag.span,
            style: theme.tagged,
        });
    }
    highlights.extend(reading.kept_here().map(|kept| Highlight {
        span: kept.span,
        style: theme.unclear,
    }));
    let found = &reading.search.found;
    let first = found.partition_point(|found| found.span.end <= here.start);
    for (at, found) in found.iter().enumerate().skip(first) {
        if found.span.start >= here.end {
            break;
        }
        let current = reading.search.at == Some(at);
        let style = if current {
            theme.found_here
        } else {
            theme.found
        };
        highlights.push(Highlight {
            span: found.span,
            style,
        });
    }
    let inspected = reading.inspection.iter();
    let inspected = inspected.flat_map(|inspection| inspection.words());
    highlights.extend(inspected.chain(&reading.pointed).map(|&span| Highlight {
        span,
        style: theme.found_here,
    }));
    highlights.extend(reading.here.strangers.iter().map(|&span| Highlight {
        span,
        style: theme.stranger,
    }));
    if let Some(words) = &reading.words {
        highlights.push(Highlight {
            span: words.chosen(),
            style: theme.chosen,
        });
    }
    highlights
}

fn put_line(canvas: &mut Canvas<'_>, area: Rect, y: u16, line: &Line) {
    let x = area.x + GUTTER + line.indent;
    let room = area.right().saturating_sub(x);
    if line.source.is_some() {
        canvas.quote_runs(x, y, room, &line.runs);
    } else {
        canvas.put_runs(x, y, room, &line.runs);
    }
}

/// The signs of the tags whose words begin or stand on this line.
fn put_signs(canvas: &mut Canvas<'_>, reading: &Reading, x: u16, y: u16, line: &Line) {
    let Some(source) = line.source else { return };
    let whole = reading.step_span().trimmed(reading.agreement.text());
    let mut signs = 0;
    // What is kept out of public editions is said on every line of it.
    let kept = reading.marks.kept_whole.is_some()
        || reading.kept_here().any(|kept| kept.span.overlaps(source));
    if kept {
        canvas.put(x + 1, y, 1, "■", canvas.theme.unclear);
    }
    let most = if kept { SIGNS - 1 } else { SIGNS };
    for tag in reading.tags_here() {
        let on_line = if tag.whole {
            source.start == tag.span.start
        } else {
            tag.span.overlaps(source)
        };
        if on_line && signs < most {
            let sign = tag.assessment.map_or('≠', wording::assessment_sign);
            let style = canvas.theme.assessment(tag.assessment);
            let offset = u16::try_from(signs).unwrap_or(0);
            canvas.put(x + offset, y, 1, &clean(&sign.to_string()), style);
            signs += 1;
        }
    }
    if signs == 0 && source.start == whole.start && reading.is_step_read() {
        let style = canvas.theme.ok;
        canvas.put(x, y, 1, "✓", style);
    }
}
