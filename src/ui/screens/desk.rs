//! The desk: a table of agreements.

use super::{body, foot};
use crate::app::Action;
use crate::app::data::DeskRow;
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::app::screens::{Desk, SortBy};
use crate::domain::review::Stage;
use crate::domain::text::Span;
use crate::domain::translate::number;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::widgets::{first_row, footer, header, highlight_row, progress, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;

/// Columns from which on there is room for more than is needed.
const WIDE: u16 = 96;
/// Columns that the titles have before anything takes room for itself that the table can do without.
const TITLE: u16 = 40;
/// Columns of a bar, at least and at most.
const SHORTEST_BAR: u16 = 4;
const LONGEST_BAR: u16 = 12;
/// Columns of a language.
const LANGUAGE: u16 = 20;

/// Columns of the table, from the left; a width of 0 hides one.
struct Columns {
    title: u16,
    language: u16,
    pages: u16,
    bar: u16,
    read: u16,
    answered: u16,
    concerns: u16,
    stage: u16,
}

impl Columns {
    /// Titles come first: what they leave goes to the bars and then to the language, which stands below the table
    /// as well. `clauses` are those of the longest agreement.
    fn of(width: u16, clauses: usize) -> Self {
        let pages = match width {
            WIDE.. => columns(tr!("Pages")).max(5) + 2,
            _ => 0,
        };
        let stages = Stage::ALL.map(|stage| columns(stage.label()));
        let stage = match width {
            72.. => stages.into_iter().max().unwrap_or(0) + 2,
            _ => 0,
        };
        let counts = 2 * columns(&number(clauses)) + 2;
        let read = columns(tr!("Read")).max(counts).max(10) + 1;
        // One more for the sign of the order.
        let answered = columns(tr!("Answered")).max(8) + 1;
        let concerns = columns(tr!("Concerns")).max(8) + 1;
        let rest = stage + pages + read + answered + concerns + 4;
        let left = width.saturating_sub(rest);
        let over = left.saturating_sub(TITLE);
        let bar = match over / 2 {
            half @ SHORTEST_BAR.. if width >= WIDE => half.min(LONGEST_BAR),
            _ => 0,
        };
        let language = if over >= 2 * bar + LANGUAGE {
            LANGUAGE
        } else {
            0
        };
        Self {
            title: left - 2 * bar - language,
            language,
            pages,
            bar,
            read,
            answered,
            concerns,
            stage,
        }
    }
}

pub fn desk(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let rows = model.desk.rows.as_deref();
    let count = rows.map_or(0, <[DeskRow]>::len);
    let facts = match (count, model.desk.arrangement.only) {
        (0, _) => String::new(),
        (count, None) => trn!(count, "{n} agreement", "{n} agreements"),
        (count, Some(stage)) => trn!(
            count,
            "{shown} of {n} agreement, only: {state}",
            "{shown} of {n} agreements, only: {state}",
            shown = model.desk.shown.len(),
            state = stage.label()
        ),
    };
    let order = match model.desk.arrangement.sort {
        SortBy::Title => "",
        sort => sort.words(),
    };
    header(canvas, model, area, "rapporteur", [&facts, order]);
    let inside = body(area);
    match rows {
        None => {
            let style = canvas.theme.muted;
            canvas.put(
                inside.x + 2,
                inside.y + 1,
                inside.width,
                tr!("Reading the agreements…"),
                style,
            );
        }
        Some([]) => empty(canvas, model, inside),
        Some(_) => table(canvas, model, inside),
    }
    footer(canvas, model, foot(area));
}

fn empty(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let theme = canvas.theme;
    let key = model.keymap.key_of(Mode::Desk, Action::ReadIn);
    let lines = [
        (
            tr!("There is no agreement here yet.").to_owned(),
            theme.title,
        ),
        (String::new(), theme.text),
        (
            tr!(
                "{key} lets you choose one in the folders of this computer.",
                key = key.unwrap_or(":")
            ),
            theme.text,
        ),
        (
            tr!("PDF, Word, OpenDocument, web pages, e-mail and plain text can be read.")
                .to_owned(),
            theme.text,
        ),
        (String::new(), theme.text),
        (
            tr!("Outside of this program, the same is done by typing:").to_owned(),
            theme.text,
        ),
        ("    rapporteur contract.pdf".to_owned(), theme.key),
        (String::new(), theme.text),
        (
            tr!(
                "{key} shows you around on a made-up agreement; it takes three minutes.",
                key = model.keymap.key_of(Mode::Desk, Action::Tour).unwrap_or(":")
            ),
            theme.text,
        ),
    ];
    let width = area.width.saturating_sub(6);
    let lines = lines.into_iter().flat_map(|(words, style)| {
        let whole = if columns(&words) <= width {
            vec![words]
        } else {
            wrapped(&words, width)
        };
        whole.into_iter().map(move |line| (line, style))
    });
    for (row, (line, style)) in (area.y + 2..area.bottom()).zip(lines) {
        canvas.put(area.x + 3, row, width, &line, style);
    }
}

fn table(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let theme = canvas.theme;
    let desk = &model.desk;
    let rows = desk.rows.iter().flatten();
    let longest = rows.map(|row| row.clauses).max().unwrap_or(0);
    let widths = Columns::of(area.width - 2, longest);
    canvas.rule(area.x, area.y, area.width);
    if let Some(filter) = &desk.filter {
        let x = area.x + 2;
        let used = canvas.put_cut(x, area.y, area.width / 3, tr!(" Title has: "), theme.title);
        let typed = canvas.put_cut(x + used, area.y, area.width / 2, filter.text(), theme.key);
        canvas.put(x + used + typed, area.y, 1, " ", theme.text);
        canvas.cursor(x + used + typed, area.y);
    }
    head(
        canvas,
        &widths,
        desk.arrangement.sort,
        area.x + 1,
        area.y + 1,
    );
    let list = Rect::new(
        area.x,
        area.y + 2,
        area.width,
        area.height.saturating_sub(5),
    );
    canvas.target(list, Target::List);
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let lines = lines_in_sight(desk, height);
    for (y, line) in (list.y..).zip(lines) {
        let place = Rect::new(list.x, y, list.width, 1);
        match line {
            Line::Head(name, count) => group(canvas, name, count, place),
            Line::Row(at) => {
                let Some(&row) = desk.shown.get(at) else {
                    continue;
                };
                let found = desk.found.iter().find(|found| found.at == row);
                let marks = found.map_or(&[][..], |found| &found.name);
                let Some(row) = desk.row(row) else { continue };
                agreement(canvas, &widths, row, marks, place);
                highlight_row(canvas, place, at == desk.cursor);
                canvas.target(place, Target::Row(at));
            }
        }
    }
    if desk.shown.is_empty() {
        let words = match desk.filter {
            Some(_) => tr!("No title has these letters. Esc shows all agreements again."),
            None => tr!("No agreement is in this state any more. Esc shows all agreements again."),
        };
        canvas.put(area.x + 2, list.y, area.width - 2, words, theme.text);
    }
    let y = area.bottom() - 3;
    canvas.rule(area.x, y, area.width);
    if let Some(row) = desk.current() {
        detail(canvas, row, Rect::new(area.x + 1, y + 1, area.width - 2, 2));
    }
}

/// A line of the table.
enum Line<'a> {
    /// The head of a group, and how many agreements it has.
    Head(&'a str, usize),
    /// An agreement, by its place among those shown.
    Row(usize),
}

/// The lines that have room, those around the cursor.
fn lines_in_sight(desk: &Desk, height: usize) -> Vec<Line<'_>> {
    let heads_before = desk.heads.partition_point(|head| *head <= desk.cursor);
    let count = desk.shown.len() + desk.heads.len();
    let first = first_row(desk.cursor + heads_before, count, height);
    // No line stands farther down than its agreement and all heads before it.
    let from = first.saturating_sub(heads_before.min(first));
    let mut at = from + desk.heads.partition_point(|head| *head < from);
    let mut lines = Vec::with_capacity(height);
    for row in from..desk.shown.len() {
        if lines.len() >= height {
            break;
        }
        if let Some((name, count)) = desk.head(row) {
            if at >= first {
                lines.push(Line::Head(name, count));
            }
            at += 1;
        }
        if at >= first && lines.len() < height {
            lines.push(Line::Row(row));
        }
        at += 1;
    }
    lines
}

fn group(canvas: &mut Canvas<'_>, name: &str, count: usize, place: Rect) {
    let theme = canvas.theme;
    let name = if name.is_empty() {
        tr!("not recorded")
    } else {
        name
    };
    let x = place.x + 1;
    let count = trn!(count, "{n} agreement", "{n} agreements");
    let room = place.width.saturating_sub(columns(&count) + 5);
    let used = canvas.put_cut(x, place.y, room, name, theme.title);
    let rest = place.width - 1 - used;
    canvas.put_cut(x + used, place.y, rest, &format!(" · {count}"), theme.muted);
}

/// The head of a column, with the sign of the order where it is sorted by it.
fn titled(title: &str, own: SortBy, sort: SortBy) -> String {
    match (own == sort, sort.is_downward()) {
        (false, _) => title.to_owned(),
        (true, false) => format!("{title}▲"),
        (true, true) => format!("{title}▼"),
    }
}

fn head(canvas: &mut Canvas<'_>, widths: &Columns, sort: SortBy, x: u16, y: u16) {
    let style = canvas.theme.muted;
    let titled = |title: &str, own: SortBy| titled(title, own, sort);
    let agreement = titled(tr!("Agreement"), SortBy::Title);
    canvas.put(x, y, widths.title, &agreement, style);
    let mut x = x + widths.title;
    let language = titled(tr!("Language"), SortBy::Language);
    canvas.put(x, y, widths.language, &language, style);
    x += widths.language;
    canvas.put_right(x, x + widths.pages, y, tr!("Pages"), style);
    x += widths.pages + 2;
    canvas.put(x, y, 20, &titled(tr!("Read"), SortBy::Read), style);
    x += widths.bar + widths.read;
    let answered = titled(tr!("Answered"), SortBy::Answered);
    canvas.put(x, y, 20, &answered, style);
    x += widths.bar + widths.answered;
    let concerns = titled(tr!("Concerns"), SortBy::Concerns);
    canvas.put(x + 1, y, widths.concerns, &concerns, style);
    x += widths.concerns;
    canvas.put(
        x + 2,
        y,
        widths.stage.saturating_sub(2),
        &titled(tr!("Review"), SortBy::State),
        style,
    );
}

fn agreement(canvas: &mut Canvas<'_>, widths: &Columns, row: &DeskRow, marks: &[Span], line: Rect) {
    let theme = canvas.theme;
    let x = line.x + 1;
    let title = widths.title.saturating_sub(1);
    if row.problem.is_some() {
        canvas.put_marked((x, line.y), title, &row.title, marks, theme.muted);
        let x = x + widths.title;
        let words = tr!("cannot be opened; see below");
        canvas.put_cut(x, line.y, line.right() - x, words, theme.concern);
        return;
    }
    canvas.put_marked((x, line.y), title, &row.title, marks, theme.text);
    let mut x = x + widths.title;
    let language = widths.language.saturating_sub(1);
    canvas.put_cut(x, line.y, language, &row.language, theme.text);
    x += widths.language;
    let pages = row
        .pages
        .map_or_else(|| "–".to_owned(), |pages| pages.to_string());
    canvas.put_right(x, x + widths.pages, line.y, &pages, theme.text);
    x += widths.pages + 2;
    progress(canvas, x, line.y, widths.bar, row.read, row.clauses);
    x += widths.bar + widths.read;
    progress(canvas, x, line.y, widths.bar, row.answered, row.items);
    x += widths.bar + widths.answered;
    let concerns = match (row.concerns, row.disputed) {
        (0, 0) => String::new(),
        (concerns, 0) => format!("! {concerns}"),
        (0, disputed) => format!("≠ {disputed}"),
        (concerns, disputed) => format!("! {concerns} ≠{disputed}"),
    };
    if !concerns.is_empty() {
        canvas.put_right(x, x + widths.concerns, line.y, &concerns, theme.concern);
    }
    x += widths.concerns;
    let style = match row.stage {
        Stage::SignedOff | Stage::Complete => theme.ok,
        Stage::Reopened => theme.unclear,
        Stage::Open | Stage::InReview => theme.text,
    };
    let width = widths.stage.saturating_sub(2);
    canvas.put_cut(x + 2, line.y, width, row.stage.label(), style);
}

/// What the table has no room for, about the agreement under the cursor.
fn detail(canvas: &mut Canvas<'_>, row: &DeskRow, area: Rect) {
    let theme = canvas.theme;
    let used = canvas.put_cut(area.x, area.y, area.width, &row.title, theme.title);
    let sides = [&row.public_body, &row.supplier].map(String::as_str);
    let sides = sides.into_iter().filter(|side| !side.is_empty());
    let sides: String = sides.flat_map(|side| [" · ", side]).collect();
    canvas.put_cut(area.x + used, area.y, area.width - used, &sides, theme.text);
    let y = area.y + 1;
    if let Some(problem) = &row.problem {
        canvas.put_cut(area.x, y, area.width, problem, theme.concern);
        return;
    }
    let open = row.clauses - row.read.min(row.clauses);
    let unanswered = row.items - row.answered.min(row.items);
    let pages = row.pages.map_or(String::new(), |pages| {
        trn!(pages, " · {n} page", " · {n} pages")
    });
    let unread = match (row.pages_unread, row.pages_doubtful) {
        (0, 0) => String::new(),
        (0, doubtful) => trn!(
            doubtful,
            " · ! {n} page to be checked",
            " · ! {n} pages to be checked"
        ),
        (unread, _) => trn!(unread, " · ! {n} page not read", " · ! {n} pages not read"),
    };
    let disputed = match row.disputed {
        0 => String::new(),
        disputed => trn!(
            disputed,
            " · ≠ {n} disagreement to settle",
            " · ≠ {n} disagreements to settle"
        ),
    };
    let state = if !row.stage_words.is_empty() {
        row.stage_words.clone()
    } else if open == 0 && unanswered == 0 && row.disputed > 0 {
        tr!("every clause is read and every item answered").to_owned()
    } else if open == 0 && unanswered == 0 {
        tr!("nothing is open").to_owned()
    } else {
        tr!(
            "still open: {clauses} and {items}",
            clauses = trn!(open, "{n} clause", "{n} clauses"),
            items = trn!(unanswered, "{n} item", "{n} items")
        )
    };
    let words = format!(
        "{}{pages}{unread} · {} · {state}{disputed}",
        row.language,
        trn!(row.clauses, "{n} clause", "{n} clauses")
    );
    canvas.put_cut(area.x, y, area.width, &words, theme.text);
}
