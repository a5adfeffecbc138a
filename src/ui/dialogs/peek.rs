//! Peeking: a list of what a clause leads to, and the words of the one under the cursor.

use crate::app::dialogs::{PeekDialog, PeekStep, peek_clause, peek_shown, why_not};
use crate::app::links::{Goal, Lead};
use crate::app::message::{Extent, Target};
use crate::app::reading::Reading;
use crate::domain::cite::{cite_in_sentence, cite_with_heading, whereabouts};
use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use crate::ui::canvas::{Canvas, columns, cut};
use crate::ui::flow::{self, Highlight, Line, Look, MEASURE};
use crate::ui::theme::Theme;
use crate::ui::widgets::{
    Popup, breadcrumb, first_row, highlight_row, popup, titled_rule, wrapped,
};
use crate::{tr, trn};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The most rows of the list.
const MOST_LISTED: u16 = 6;
/// The most letters of words that lead somewhere.
const LONGEST: usize = 60;
/// Bytes of a target in which words that lead on are marked; nobody scrolls further in a dialog.
const MOST_MARKED: usize = 20_000;
/// Columns of the words that lead somewhere.
const WORDS: u16 = 30;

/// Rows of the whole dialog in a window: the clause above it stays in sight.
pub fn height(area: Rect) -> u16 {
    (area.height * 3 / 5).max(12)
}

/// Draws the dialog.
pub fn peek(canvas: &mut Canvas<'_>, reading: &Reading, peek: &PeekDialog, area: Rect) {
    let width = (area.width - 8).min(MEASURE + 4);
    let title = title(reading, peek);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title,
            width,
            height: height(area) - 2,
        },
    );
    let step = &peek.step;
    let count = u16::try_from(step.leads.len()).unwrap_or(MOST_LISTED);
    let list = Rect {
        height: count.min(MOST_LISTED).min(inside.height / 2),
        ..inside
    };
    let rows = usize::from(list.height);
    let first = first_row(step.cursor, step.leads.len(), rows);
    for (y, (at, lead)) in (list.y..).zip(step.leads.iter().enumerate().skip(first).take(rows)) {
        let line = Rect::new(list.x, y, list.width, 1);
        draw_lead(canvas, reading, lead, line);
        highlight_row(canvas, line, at == step.cursor);
        canvas.target(line, Target::Row(at));
    }
    let below = Rect {
        y: list.bottom(),
        height: inside.height - list.height,
        ..inside
    };
    if let Some(lead) = step.lead() {
        draw_goal(canvas, reading, step, &lead.to, below);
    }
}

/// The way that was peeked: `this clause › “System Data” › Article 3`.
fn title(reading: &Reading, peek: &PeekDialog) -> String {
    let steps = peek.before().iter().chain([&peek.step]).skip(1);
    let names: Vec<String> = steps.map(|step| name(reading, &step.from)).collect();
    let keep = names.len().saturating_sub(4);
    let mut path = tr!("this clause").to_owned();
    for name in names.iter().skip(keep) {
        path.push_str(" › ");
        path.push_str(name);
    }
    tr!("What {path} leads to", path)
}

fn name(reading: &Reading, goal: &Goal) -> String {
    let name = match goal {
        Goal::Clause(clause) => cite_in_sentence(&reading.agreement, *clause),
        Goal::Term(term) => {
            let term = reading.term(*term);
            term.map_or_else(String::new, |term| format!("“{}”", term.name))
        }
        Goal::Missing(name) => name.clone(),
        Goal::Outside => String::new(),
    };
    cut(&visible_line(&name), WORDS).into_owned()
}

/// The words that lead somewhere, how often they do, and where to.
fn draw_lead(canvas: &mut Canvas<'_>, reading: &Reading, lead: &Lead, line: Rect) {
    let theme = canvas.theme;
    let words = lead.words.of(reading.agreement.text());
    let words: String = words.chars().take(LONGEST).collect();
    let times = match lead.times {
        1 => String::new(),
        times => format!(" ×{times}"),
    };
    let (goal, style) = match &lead.to {
        Goal::Clause(clause) => (
            format!("→ {}", cite_with_heading(&reading.agreement, *clause)),
            theme.text,
        ),
        Goal::Term(term) => (defined(reading, *term), theme.text),
        Goal::Missing(_) => (tr!("! not in this document").to_owned(), theme.concern),
        Goal::Outside => (tr!("another act").to_owned(), theme.muted),
    };
    let room = (line.width / 2).min(WORDS);
    // Where it leads to says more than the words that stand in the clause above anyhow.
    let wanted = line.width.saturating_sub(columns(&goal) + 3);
    let x = line.x + 3 + room.min(wanted.max(room / 2));
    let left = (x - line.x - 3).saturating_sub(columns(&times));
    let used = canvas.put_cut(line.x + 1, line.y, left, &visible_line(&words), theme.title);
    canvas.put(line.x + 1 + used, line.y, 6, &times, theme.muted);
    canvas.put_cut(x, line.y, line.right().saturating_sub(x), &goal, style);
}

fn defined(reading: &Reading, term: usize) -> String {
    let Some(term) = reading.term(term) else {
        return String::new();
    };
    let place = whereabouts(&reading.agreement, term.clause);
    match term.uses {
        0 => tr!("defined {place}", place),

        uses => trn!(
            uses,
            "defined {place}, used once",
            "defined {place}, used {n} times",
            place
        ),
    }
}

/// The words of what is peeked at.
fn draw_goal(canvas: &mut Canvas<'_>, reading: &Reading, step: &PeekStep, goal: &Goal, area: Rect) {
    let theme = canvas.theme;
    let clause = peek_clause(reading, goal);
    let path = clause.map(|clause| {
        let room = area.width.saturating_sub(16);
        let page = reading.agreement.clauses.clauses()[clause].page;
        let page = page.map_or_else(String::new, |page| tr!(" · page {page}", page));
        breadcrumb(&reading.agreement, clause, room) + &page
    });
    let rule = Rect { height: 1, ..area };
    titled_rule(canvas, rule, &path.unwrap_or_default(), false);
    let area = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let rows = usize::from(area.height);
    let wanted = step.page.scroll.saturating_add(rows).saturating_add(1);
    let lines = lines(theme, reading, goal, area.width.min(MEASURE), wanted);
    let scroll = step.page.scroll.min(lines.len().saturating_sub(rows));
    for (y, line) in (area.y..area.bottom()).zip(lines.iter().skip(scroll)) {
        let x = area.x + line.indent;
        canvas.quote_runs(x, y, area.right().saturating_sub(x), &line.runs);
    }
    if lines.len() > scroll + rows {
        let style = theme.selected;
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

/// What leads on from here; and the definition, where its clause says more.
fn highlights(theme: &Theme, reading: &Reading, clause: usize, shown: Span) -> Vec<Highlight> {
    let text = reading.agreement.text();
    let whole = reading.agreement.clauses.clauses()[clause].span;
    let near = Span::new(shown.start, shown.end.min(shown.start + MOST_MARKED));
    let links = reading.links.iter().flat_map(|links| links.marked(near));
    let mut highlights: Vec<Highlight> = links
        .map(|span| Highlight {
            span,
            style: theme.link,
        })
        .collect();
    if whole.covers(shown) && whole.trimmed(text) != shown.trimmed(text) {
        highlights.push(Highlight {
            span: shown,
            style: theme.title,
        });
    }
    highlights
}

/// At most `most` lines: the clause with everything under it, or the clause that defines a term from
/// the definition on.
fn lines(theme: &Theme, reading: &Reading, goal: &Goal, width: u16, most: usize) -> Vec<Line> {
    let Some(clause) = peek_clause(reading, goal) else {
        let told = wrapped(&why_not(goal), width).into_iter();
        let line = |words| Line {
            indent: 0,
            runs: vec![(Cow::Owned(words), theme.text)],
            source: None,
        };
        return told.map(line).collect();
    };
    let shown = peek_shown(reading, goal).unwrap_or(Span::new(0, 0));
    let defines = matches!(goal, Goal::Term(_));
    let highlights = highlights(theme, reading, clause, shown);
    let look = Look {
        width,
        text: theme.text,
        muted: theme.muted,
        highlights: &highlights,
        gaps: &[],
    };
    let clauses = reading.agreement.clauses.clauses().iter().skip(clause);
    let inside = clauses.take_while(|one| one.span.start < shown.end);
    let flowing = inside.enumerate().flat_map(|(at, one)| {
        let gap = (at > 0).then(Line::default);
        gap.into_iter()
            .chain(flow::lines(&reading.agreement, one, look))
    });
    let begins = |line: &Line| {
        let source = line.source;
        !defines || source.is_some_and(|source| source.end > shown.start)
    };
    flowing
        .skip_while(|line| !begins(line))
        .take(most)
        .collect()
}
