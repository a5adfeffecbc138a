//! The proof of an absence.

use super::confidential;
use crate::app::dialogs::{AbsenceDialog, Found};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::domain::checklist::GroundRule;
use crate::domain::cite::cite;
use crate::domain::language::names_of;
use crate::domain::text::Span;
use crate::domain::translate::number;
use crate::ui::canvas::{Canvas, Run, columns, cut};
use crate::ui::flow::{self, Highlight, Line, Look, MEASURE};
use crate::ui::sanitise::clean;
use crate::ui::theme::Theme;
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

pub fn absence(
    canvas: &mut Canvas<'_>,
    model: &Model,
    reading: &Reading,
    absence: &AbsenceDialog,
    area: Rect,
) {
    let theme = canvas.theme;
    let Some(item) = reading.shown.items.get(absence.item) else {
        return;
    };
    let title = tr!("Does the agreement say nothing? {name}", name = item.name);
    let width = (area.width - 8).min(96);
    let roomy = area.height > 30;
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |words: Vec<String>, most: usize, style: Style| {
        lines.extend(words.into_iter().take(most).map(|line| (line, style)));
    };
    let most = if roomy { 6 } else { 3 };
    add(wrapped(&item.question, width), 3, theme.title);
    add(terms(absence, width, most), most, theme.text);
    let (read, style) = reading_so_far(theme, reading, absence);
    add(wrapped(&read, width), 2, style);
    add(vec![String::new(), summary(absence)], 2, theme.title);
    let above = u16::try_from(lines.len()).unwrap_or(0);
    let places_height = u16::try_from(absence.found.len())
        .unwrap_or(u16::MAX)
        .min(12);
    let quote = if absence.found.is_empty() { 0 } else { 4 };
    let height = above + places_height + quote + 1;
    let popped = Popup {
        title: &title,
        width,
        height,
    };
    let inside = popup(canvas, area, &popped);
    for (y, (line, style)) in (inside.y..inside.bottom()).zip(&lines) {
        canvas.put_cut(inside.x, y, inside.width, line, *style);
    }
    let y = (inside.y + above).min(inside.bottom());
    let last = inside.bottom() - 1;
    let rest = Rect::new(inside.x, y, inside.width, last.saturating_sub(y));
    confidential(
        canvas,
        model,
        absence.confidential,
        (inside.x, last, inside.width),
    );
    places(canvas, reading, absence, rest);
}

/// How much was read before the agreement is called silent.
fn reading_so_far(theme: &Theme, reading: &Reading, absence: &AbsenceDialog) -> (String, Style) {
    let proof = &absence.proof;
    let (read, all) = (proof.clauses_read, proof.clauses);
    if read < all && !reading.checklist.relaxes(GroundRule::ClausesRead) {
        let clauses = trn!(all, "{n} clause", "{n} clauses");
        let words = trn!(
            all - read,
            "You have read {read} of {clauses}. It can be called absent once the other {n} clause is read.",
            "You have read {read} of {clauses}. It can be called absent once the other {n} clauses are read.",
            read = number(read),
            clauses
        );
        (words, theme.concern)
    } else if read < all {
        let clauses = trn!(all, "{n} clause", "{n} clauses");
        let words = trn!(
            all - read,
            "You have read {read} of {clauses}. The summary will say that {n} was open.",
            "You have read {read} of {clauses}. The summary will say that {n} were open.",
            read = number(read),
            clauses
        );
        (words, theme.unclear)
    } else {
        let words = trn!(
            all,
            "You have read the only clause.",
            "You have read all {n} clauses."
        );
        (words, theme.ok)
    }
}

/// The terms that were searched, in so many lines.
fn terms(absence: &AbsenceDialog, width: u16, most: usize) -> Vec<String> {
    let terms = &absence.proof.terms;
    if terms.is_empty() {
        return vec![tr!("This item has no search terms; only your reading counts.").to_owned()];
    }
    let languages = names_of(&absence.proof.languages);
    let all = trn!(
        terms.len(),
        "Searched for {n} term in {languages}: {terms}",
        "Searched for {n} terms in {languages}: {terms}",
        languages,
        terms = terms.join(", ")
    );
    let mut lines = wrapped(&all, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

fn summary(absence: &AbsenceDialog) -> String {
    let whole = absence.found.iter().filter(|found| found.whole).count();
    let near = absence.found.len() - whole;
    let clauses = |count: usize| trn!(count, "{n} clause", "{n} clauses");
    match (whole, near) {
        (0, 0) => tr!("None of the terms, nor a part of one, was found.").to_owned(),
        (0, near) => tr!(
            "No term was found, but parts of one in {clauses}:",
            clauses = clauses(near)
        ),
        (whole, 0) => tr!(
            "A term was found all the same in {clauses}:",
            clauses = clauses(whole)
        ),
        (whole, near) => {
            tr!(
                "A term was found all the same in {clauses}, a part in {near} more:",
                clauses = clauses(whole),
                near
            )
        }
    }
}

/// The places, and the words at the one under the cursor.
fn places(canvas: &mut Canvas<'_>, reading: &Reading, absence: &AbsenceDialog, area: Rect) {
    let theme = canvas.theme;
    let quote = if area.height >= 8 {
        3
    } else {
        area.height.min(2)
    };
    let height = usize::from(area.height - quote).min(absence.found.len());
    canvas.extent.list = height;
    let first = first_row(absence.cursor, absence.found.len(), height);
    let shown = absence.found.iter().enumerate().skip(first).take(height);
    let names = absence
        .found
        .iter()
        .map(|found| columns(&clean(&cite(&reading.agreement, found.clause))));
    let names = names.max().unwrap_or(0).min(area.width / 4);
    // Columns of the words before the names, and where the names begin.
    let signs = columns(tr!("term")).max(columns(tr!("part")));
    let before = signs + 5;
    let mut y = area.y;
    for (at, found) in shown {
        let clause = &reading.agreement.clauses.clauses()[found.clause];
        let line = Rect::new(area.x, y, area.width, 1);
        let (sign, style) = if found.whole {
            (tr!("term"), theme.concern)
        } else {
            (tr!("part"), theme.unclear)
        };
        canvas.put(line.x + 3, y, signs, sign, style);
        let (mark, look) = if reading.is_read(found.clause) {
            ("✓", theme.ok)
        } else if found.looked_at {
            ("·", theme.text)
        } else {
            (" ", theme.text)
        };
        canvas.put(line.x + 1, y, 1, mark, look);
        let page = clause
            .page
            .map_or(String::new(), |page| tr!("page {page}", page));
        let x = canvas.put_right(line.x, line.right() - 1, y, &page, theme.muted);
        let name = cite(&reading.agreement, found.clause);
        let room = x.saturating_sub(line.x + before + 1);
        let used = canvas.put_cut(line.x + before, y, room.min(names), &name, theme.text);
        let x = line.x + before + names.max(used) + 2;
        let room = (line.x + before + room).saturating_sub(x);
        if let Some(&words) = found.words.first() {
            let runs = snippet(theme, reading, clause.span, words, room);
            canvas.put_runs(x, y, room, &runs);
        }
        highlight_row(canvas, line, at == absence.cursor);
        canvas.target(line, Target::Row(at));
        y += 1;
    }
    if let Some(found) = absence.found.get(absence.cursor) {
        let rest = Rect::new(area.x, y, area.width, area.bottom().saturating_sub(y));
        context(canvas, reading, found, rest);
    }
}

/// The words found, with what stands before and after them, on one line.
fn snippet(
    theme: &Theme,
    reading: &Reading,
    clause: Span,
    words: Span,
    width: u16,
) -> Vec<Run<'static>> {
    let text = reading.agreement.text();
    let plain = |span: Span| {
        clean(
            &span
                .of(text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        )
        .into_owned()
    };
    let found = plain(words);
    let before = plain(Span::new(clause.start, words.start.max(clause.start)));
    let room = width.saturating_sub(columns(&found)) / 3;
    let mut head = String::new();
    for word in before.split(' ').rev().filter(|word| !word.is_empty()) {
        if columns(&head) + columns(word) + 3 > room {
            head.insert_str(0, "… ");
            break;
        }
        head.insert_str(0, &format!("{word} "));
    }
    let after = Span::new(words.end, clause.end.max(words.end));
    let gap = if after.of(text).starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let tail = format!("{gap}{}", plain(after));
    let rest = width.saturating_sub(columns(&head) + columns(&found));
    let tail = cut(&tail, rest).into_owned();
    vec![
        (Cow::Owned(head), theme.muted),
        (Cow::Owned(found), theme.hint),
        (Cow::Owned(tail), theme.muted),
    ]
}

/// The clause from the line on where something was first found, with the words marked.
fn context(canvas: &mut Canvas<'_>, reading: &Reading, found: &Found, area: Rect) {
    let theme = canvas.theme;
    let clause = &reading.agreement.clauses.clauses()[found.clause];
    let marked = found.words.iter().map(|&span| Highlight {
        span,
        style: theme.hint,
    });
    let highlights: Vec<Highlight> = marked.collect();
    let look = Look {
        width: area.width.saturating_sub(2).clamp(1, MEASURE),
        text: theme.text,
        muted: theme.muted,
        highlights: &highlights,
        gaps: &[],
    };
    let first = found.words.first().map_or(0, |words| words.start);
    let before = |line: &Line| line.source.is_none_or(|source| source.end <= first);
    let lines = flow::lines(&reading.agreement, clause, look).skip_while(before);
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        let x = area.x + 1 + line.indent;
        canvas.quote_runs(x, y, area.right().saturating_sub(x), &line.runs);
    }
}
