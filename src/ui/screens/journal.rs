//! The journal: who, when, what, before and after.

use super::{body, foot};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::wording::Told;
use crate::domain::review::StoredEntry;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{first_row, footer, header, highlight_row, wrapped};
use ratatui::layout::Rect;

/// Rows for the entry under the cursor.
const DETAIL: u16 = 6;

pub fn journal(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, area: Rect) {
    let title = format!("Journal · {}", reading.agreement.document.title);
    let facts = match model.journal.rows.len() {
        1 => "1 entry, the newest first".to_owned(),
        count => format!("{count} entries, the newest first"),
    };
    let writer = format!("your journal: {}", model.record.writer);
    header(canvas, model, area, &title, [&facts, &writer]);
    let inside = body(area);
    let style = canvas.theme.muted;
    canvas.rule(inside.x, inside.y, inside.width, style);
    let list = Rect::new(
        inside.x,
        inside.y + 1,
        inside.width,
        inside.height.saturating_sub(DETAIL + 2),
    );
    rows(canvas, model, reading, list);
    canvas.rule(inside.x, list.bottom(), inside.width, style);
    let below = Rect::new(inside.x + 1, list.bottom() + 1, inside.width - 2, DETAIL);
    let row = model.journal.rows.get(model.journal.cursor);
    if let Some(stored) = row.and_then(|&at| model.record.entries.get(at)) {
        detail(canvas, stored, reading, below);
    } else {
        let words = "Nothing has been decided on this agreement yet.";
        let style = canvas.theme.text;
        canvas.put(list.x + 1, list.y, list.width - 1, words, style);
    }
    footer(canvas, model, foot(area));
}

fn rows(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, list: Rect) {
    let theme = canvas.theme;
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let journal = &model.journal;
    let first = first_row(journal.cursor, journal.rows.len(), height);
    let wide = if list.width >= 110 { 24 } else { 12 };
    for (y, (at, &row)) in (list.y..).zip(journal.rows.iter().enumerate().skip(first).take(height))
    {
        let Some(stored) = model.record.entries.get(row) else {
            continue;
        };
        let entry = &stored.entry;
        let line = Rect::new(list.x, y, list.width, 1);
        let when = entry.at.to_minute();
        let when = when.strip_suffix(" UTC").unwrap_or(&when);
        let mut x = line.x + 1;
        canvas.put(x, y, 17, when, theme.muted);
        x += 17;
        canvas.put_cut(x, y, wide, &entry.by.name, theme.text);
        x += wide + 1;
        let sign = match (entry.event.undoes(), entry.event.redoes()) {
            (Some(_), _) => "undo: ",
            (_, Some(_)) => "redo: ",
            _ => "",
        };
        x += canvas.put(x, y, 6, sign, theme.muted);
        let words = Told::of(&entry.event, reading).sentence();
        canvas.put_cut(x, y, line.right().saturating_sub(x + 1), &words, theme.text);
        highlight_row(canvas, line, at == journal.cursor);
        canvas.target(line, Target::Row(at));
    }
}

fn detail(canvas: &mut Canvas<'_>, stored: &StoredEntry, reading: &Reading, area: Rect) {
    let theme = canvas.theme;
    let entry = &stored.entry;
    let told = Told::of(&entry.event, reading);
    let or_nothing = |words: &str| {
        if words.is_empty() {
            "nothing".to_owned()
        } else {
            words.to_owned()
        }
    };
    let about = format!(
        "Entry {} of {} · {} · {}",
        entry.seq,
        entry.writer,
        entry.at.to_minute(),
        entry.by.name
    );
    let mut lines = vec![
        ("", about),
        ("About  ", told.subject.clone()),
        ("Before ", or_nothing(&told.before)),
        ("After  ", or_nothing(&told.after)),
    ];
    if let Some(reason) = &told.reason {
        lines.push(("Reason ", reason.clone()));
    }
    if let Some(passage) = entry.event.passage() {
        lines.push(("Words  ", format!("“{}”", passage.quote.replace('\n', " "))));
    }
    lines.push(("Hash   ", stored.hash.to_string()));
    for (y, (name, words)) in (area.y..area.bottom()).zip(lines) {
        let used = canvas.put(area.x, y, area.width, name, theme.muted);
        let room = area.width - used;
        let first = wrapped(&words.chars().take(400).collect::<String>(), room);
        let line = match first.as_slice() {
            [one] => one.clone(),
            _ => words,
        };
        canvas.put_cut(area.x + used, y, room, &line, theme.text);
    }
}
