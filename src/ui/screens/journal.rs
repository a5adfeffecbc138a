//! The journal: who, when, what; and of the entry under the cursor before and after side by side,
//! the words, and what is proven of it.

use super::{body, foot};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::screens::{Checked, told};
use crate::domain::review::StoredEntry;
use crate::domain::review::entry::Clock;
use crate::domain::translate::dates;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::{Canvas, Run, columns};
use crate::ui::theme::Theme;
use crate::ui::widgets::{first_row, footer, header, highlight_row, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Columns from which before and after stand side by side.
const WIDE: u16 = 100;
/// Columns of the names of facts, with the blanks after them.
fn names() -> u16 {
    let all = [
        tr!("In"),
        tr!("About"),
        tr!("What"),
        tr!("Reason"),
        tr!("Words"),
        tr!("Proof"),
        tr!("Hash"),
        tr!("Before"),
        tr!("After"),
    ];
    all.into_iter().map(columns).max().unwrap_or(0) + 2
}

pub fn journal(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    let journal = &model.journal;
    let title = match &journal.scope {
        None => tr!("Journal of the whole workspace").to_owned(),
        Some(id) => {
            let reading = model.reading.as_ref();
            let title = reading.map(|reading| reading.agreement.document.title.clone());
            tr!(
                "Journal · {title}",
                title = title.unwrap_or_else(|| id.to_string())
            )
        }
    };
    let (shown, proven) = (journal.shown(), journal.checked.headline());
    header(canvas, model, area, &title, [&shown, &proven]);
    let inside = body(area);
    canvas.rule(inside.x, inside.y, inside.width);
    let detail = detail_rows(inside.height);
    let list = Rect::new(
        inside.x,
        inside.y + 1,
        inside.width,
        inside.height.saturating_sub(detail + 2),
    );
    rows(canvas, model, list);
    canvas.rule(inside.x, list.bottom(), inside.width);
    let below = Rect::new(inside.x + 1, list.bottom() + 1, inside.width - 2, detail);
    let current = journal.current();
    if let Some(stored) = current.and_then(|at| model.record.entries.get(at)) {
        under_cursor(canvas, model, stored, below);
    } else {
        let words = if journal.all.is_empty() {
            tr!("Nothing has been decided here yet. Whatever you save will stand here.")
        } else {
            tr!("No entry is like that. Esc shows all of them again.")
        };
        let style = canvas.theme.text;
        canvas.put(list.x + 1, list.y, list.width - 1, words, style);
    }
    footer(canvas, model, foot(area));
}

/// Rows for the entry under the cursor: half of the window where it is low, less where it is high.
fn detail_rows(height: u16) -> u16 {
    (height / 2).clamp(6, 17)
}

fn rows(canvas: &mut Canvas<'_>, model: &Model, list: Rect) {
    let theme = canvas.theme;
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let journal = &model.journal;
    let first = first_row(journal.cursor, journal.rows.len(), height);
    let wide = if list.width >= 110 { 24 } else { 12 };
    let proof = journal.checked.proof();
    for (y, (at, &row)) in (list.y..).zip(journal.rows.iter().enumerate().skip(first).take(height))
    {
        let Some(stored) = model.record.entries.get(row) else {
            continue;
        };
        let entry = &stored.entry;
        let line = Rect::new(list.x, y, list.width, 1);
        let when = entry.at.to_short_minute();
        let mut x = line.x + 1;
        canvas.put(x, y, dates::SHORT, &when, theme.muted);
        x += dates::SHORT + 1;
        canvas.put_cut(x, y, wide, &entry.by.name, theme.text);
        x += wide + 1;
        let doubt = proof.map(|proof| proof.of_entry(stored));
        if doubt.is_some_and(|one| one.is_doubtful()) {
            x += canvas.put(
                x,
                y,
                columns(tr!("NOT PROVEN ")),
                tr!("NOT PROVEN "),
                theme.concern,
            );
        }
        let sign = match (entry.event.undoes(), entry.event.redoes()) {
            (Some(_), _) => tr!("undo: "),
            (_, Some(_)) => tr!("redo: "),
            _ => "",
        };
        x += canvas.put(x, y, columns(sign), sign, theme.muted);
        let words = told(model, stored).sentence();
        canvas.put_cut(x, y, line.right().saturating_sub(x + 1), &words, theme.text);
        highlight_row(canvas, line, at == journal.cursor);
        canvas.target(line, Target::Row(at));
    }
}

/// The entry under the cursor, as far as there is room.
fn under_cursor(canvas: &mut Canvas<'_>, model: &Model, stored: &StoredEntry, area: Rect) {
    let most = if area.height < 12 { 2 } else { 4 };
    let lines = lines(model, canvas.theme, stored, area.width, Some(most));
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        canvas.put_runs(area.x, y, area.width, line);
    }
}

/// An entry in lines of at most `width` columns; with at most so many lines of each text.
pub fn lines(
    model: &Model,
    theme: &Theme,
    stored: &StoredEntry,
    width: u16,
    most: Option<usize>,
) -> Vec<Vec<Run<'static>>> {
    let entry = &stored.entry;
    let told = told(model, stored);
    let back = match entry.clock {
        Some(Clock::Back) => tr!(" (the clock had gone back)"),
        None => "",
    };
    let who = tr!(
        "Entry {seq} of {writer} · {time}{back} · {name}",
        seq = entry.seq,
        writer = entry.writer,
        // Short, because the name of the journal is long.
        time = format!("{} UTC", entry.at.to_short_minute().trim_start()),
        back,
        name = entry.by.name
    );
    let title = wrapped(&visible_line(&who), width).into_iter();
    let mut lines: Vec<Vec<Run<'static>>> = title
        .map(|line| vec![(Cow::Owned(line), theme.title)])
        .collect();
    let text = theme.text;
    let fact = |name: &'static str, words: &str, style: Style, most: Option<usize>| {
        let lines = limited(wrapped(words, width.saturating_sub(names())), most);
        named(theme, name, lines, style)
    };
    let on = entry.event.agreement();
    if model.journal.scope.is_none()
        && let Some(id) = on
    {
        let title = model.journal.titles.of_agreement(id);
        lines.extend(fact(tr!("In"), &title, text, Some(1)));
    }
    lines.extend(fact(tr!("About"), &told.subject, text, most));
    let (before, after) = (or_nothing(&told.before), or_nothing(&told.after));
    if entry.event.is_decision() {
        lines.extend(pair(theme, before, after, width, most));
    } else if !told.after.is_empty() {
        lines.extend(fact(tr!("What"), &told.after, text, most));
    }
    if let Some(reason) = &told.reason {
        lines.extend(fact(tr!("Reason"), reason, text, most));
    }
    let quote = entry.event.passage().map(|passage| passage.quote.as_str());
    if let Some(quote) = quote {
        let words = format!("“{}”", quote.replace('\n', " "));
        lines.extend(fact(tr!("Words"), &words, text, most));
    }
    let (proven, style) = proven(model, theme, stored);
    lines.extend(fact(tr!("Proof"), &proven, style, most));
    lines.extend(fact(
        tr!("Hash"),
        &stored.hash.to_string(),
        theme.muted,
        most,
    ));
    lines
}

fn proven(model: &Model, theme: &Theme, stored: &StoredEntry) -> (String, Style) {
    match &model.journal.checked {
        Checked::Checking => (tr!("checking…").to_owned(), theme.muted),
        Checked::Failed(why) => (tr!("not checked: {why}", why), theme.unclear),
        Checked::Known(proof) => {
            let entry = proof.of_entry(stored);
            let style = if entry.is_doubtful() {
                theme.concern
            } else {
                theme.text
            };
            (entry.sentences().join(" "), style)
        }
    }
}

/// Before and after: side by side where there is room, else one above the other.
fn pair(
    theme: &Theme,
    before: &str,
    after: &str,
    width: u16,
    most: Option<usize>,
) -> Vec<Vec<Run<'static>>> {
    if width + 2 < WIDE {
        let room = width.saturating_sub(names());
        let mut lines = named(
            theme,
            tr!("Before"),
            limited(wrapped(before, room), most),
            theme.text,
        );
        let after = limited(wrapped(after, room), most);
        lines.extend(named(theme, tr!("After"), after, theme.text));
        return lines;
    }
    let half = (width - 3) / 2;
    let left = limited(wrapped(before, half), most);
    let right = limited(wrapped(after, half), most);
    let mut lines = vec![vec![
        padded(tr!("Before"), half, theme.muted),
        (Cow::Borrowed(" │ "), theme.muted),
        (Cow::Borrowed(tr!("After")), theme.muted),
    ]];
    for row in 0..left.len().max(right.len()) {
        let cell = |side: &[String]| side.get(row).cloned().unwrap_or_default();
        lines.push(vec![
            padded(&cell(&left), half, theme.text),
            (Cow::Borrowed(" │ "), theme.muted),
            (Cow::Owned(cell(&right)), theme.text),
        ]);
    }
    lines
}

fn padded(words: &str, width: u16, style: Style) -> Run<'static> {
    let pad = usize::from(width.saturating_sub(columns(words)));
    (Cow::Owned(format!("{words}{}", " ".repeat(pad))), style)
}

/// Lines with a name before the first.
fn named(
    theme: &Theme,
    name: &'static str,
    lines: Vec<String>,
    style: Style,
) -> Vec<Vec<Run<'static>>> {
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(row, line)| {
            let name = if row == 0 { name } else { "" };
            vec![
                padded(name, names(), theme.muted),
                (Cow::Owned(line), style),
            ]
        })
        .collect()
}

/// At most so many lines, the last with a mark where more follows.
fn limited(mut lines: Vec<String>, most: Option<usize>) -> Vec<String> {
    let Some(most) = most else {
        return lines;
    };
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.pop();
            last.push('…');
        }
    }
    lines
}

fn or_nothing(words: &str) -> &str {
    if words.is_empty() {
        tr!("nothing")
    } else {
        words
    }
}
