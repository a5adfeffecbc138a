//! Writing the summary or the log: what is chosen, and the beginning of what will be written.

use super::finder::input;
use crate::app::action::Action;
use crate::app::dialogs::{ExportDialog, Exported, Glimpse};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::screens::Checked;
use crate::domain::redaction::HeldBack;
use crate::domain::summary::{Edition, first_words};
use crate::domain::translate::number;
use crate::domain::visible::visible_line;
use crate::ui::canvas::{Canvas, columns, cut};
use crate::ui::widgets::{Popup, first_row, popup, titled_rule, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Formats that are shown at once where there is little room.
const FEW_FORMATS: usize = 4;
/// Columns of a window that has room for the preview beside the choices.
const WIDE: u16 = 120;
/// Columns of the choices beside the preview, at least.
const BESIDE: u16 = 50;
/// Rows that tell what is open, at most, where there is little room.
const MOST_OPEN: usize = 2;

pub fn export(canvas: &mut Canvas<'_>, model: &Model, export: &ExportDialog, area: Rect) {
    let (title, told) = match (export.what, &model.reading) {
        (Exported::Summary(_), Some(reading)) => (tr!("Write the summary"), open(reading)),
        (Exported::Summary(_), None) => return,
        (Exported::Log(_), _) => (tr!("Write the log"), shown(model)),
    };
    let popped = Popup {
        title,
        width: area.width.saturating_sub(6).min(150),
        height: area.height.saturating_sub(5),
    };
    let inside = popup(canvas, area, &popped);
    if area.width >= WIDE {
        let names = export.what.choices().into_iter();
        let longest = names.map(|(_, about)| columns(about) + 6).max();
        let width = longest.unwrap_or(0).clamp(BESIDE, inside.width / 2);
        let choices = Rect { width, ..inside };
        choose(canvas, model, export, &told, (choices, true));
        let x = inside.x + width + 1;
        canvas.bar(x, inside.y, inside.height);
        let beside = Rect::new(x + 2, inside.y, inside.right() - x - 2, inside.height);
        look(canvas, model, export, beside);
        return;
    }
    let between = match export.what {
        Exported::Summary(_) => " ",
        Exported::Log(_) => " · ",
    };
    let told: Vec<String> = wrapped(&told.join(between), inside.width);
    let told: Vec<String> = told.into_iter().take(MOST_OPEN).collect();
    let y = choose(canvas, model, export, &told, (inside, false));
    let height = inside.bottom().saturating_sub(y);
    look(
        canvas,
        model,
        export,
        Rect::new(inside.x, y, inside.width, height),
    );
}

/// What is open, and everything that can be chosen; gives the row behind it.
fn choose(
    canvas: &mut Canvas<'_>,
    model: &Model,
    export: &ExportDialog,
    told: &[String],
    (area, wide): (Rect, bool),
) -> u16 {
    let theme = canvas.theme;
    let style = if is_doubtful(model, export.what) {
        theme.unclear
    } else {
        theme.text
    };
    let mut y = area.y;
    for line in told.iter().flat_map(|line| wrapped(line, area.width)) {
        canvas.put_cut(area.x, y, area.width, &line, style);
        y += 1;
    }
    y += u16::from(wide);
    y = formats(canvas, export, Rect { y, ..area }, wide);
    y += u16::from(wide);
    if matches!(export.what, Exported::Summary(_)) {
        for line in edition_and_language(export) {
            for line in wrapped(&line, area.width) {
                canvas.put_cut(area.x, y, area.width, &line, theme.text);
                y += 1;
            }
        }
        y += u16::from(wide);
    }
    let field = Rect::new(area.x, y, area.width, 1);
    if export.replacing {
        let words = tr!("There is a file of this name already. Replace it?");
        for line in wrapped(words, area.width) {
            canvas.put_cut(area.x, y, area.width, &line, theme.unclear);
            y += 1;
        }
    } else {
        input(canvas, tr!("File: "), &export.path, field);
        y += 1;
    }
    y
}

/// The formats, with the chosen one among them; gives the row behind them.
fn formats(canvas: &mut Canvas<'_>, export: &ExportDialog, area: Rect, wide: bool) -> u16 {
    let theme = canvas.theme;
    let choices = export.what.choices();
    let count = choices.len();
    let rows = if wide { count } else { FEW_FORMATS.min(count) };
    let at = choices.iter().position(|(chosen, _)| *chosen).unwrap_or(0);
    let heading = tr!("Format {at} of {count}", at = at + 1, count);
    canvas.put_cut(area.x, area.y, area.width, &heading, theme.title);
    let first = first_row(at, count, rows);
    let mut y = area.y + 1;
    for (row, (chosen, about)) in choices.into_iter().enumerate().skip(first).take(rows) {
        let sign = if chosen { "(•) " } else { "( ) " };
        let style = if chosen { theme.title } else { theme.text };
        let line = Rect::new(area.x, y, area.width, 1);
        canvas.put_cut(area.x, y, area.width - 2, &format!("{sign}{about}"), style);
        let more = match row {
            row if row == first && first > 0 => "▲",
            row if row + 1 == first + rows && first + rows < count => "▼",
            _ => "",
        };
        canvas.put_right(area.x, area.right(), y, more, theme.muted);
        canvas.target(line, Target::Row(row));
        y += 1;
    }
    y
}

/// The beginning of what will be written, as far as there is room.
fn look(canvas: &mut Canvas<'_>, model: &Model, export: &ExportDialog, area: Rect) {
    if area.height < 2 {
        return;
    }
    let theme = canvas.theme;
    let rule = Rect { height: 1, ..area };
    titled_rule(canvas, rule, &heading(export), false);
    let width = area.width;
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        lines.extend(wrapped(text, width).into_iter().map(|line| (line, style)));
    };
    match &export.glimpse {
        Glimpse::Awaited => add(tr!("One moment: it is being made."), theme.muted),
        Glimpse::Failed { why, .. } => add(why, theme.unclear),
        Glimpse::Seen { preview, .. } => {
            if matches!(export.what, Exported::Summary(_)) {
                // One row each: what matters is that all of them are seen.
                let held = held_back(export, &preview.masked).into_iter();
                lines.extend(held.map(|line| (cut(&line, width).into_owned(), theme.unclear)));
            }
            for line in &preview.lines {
                if line.is_empty() {
                    lines.push((String::new(), theme.text));
                } else {
                    let line = wrapped(&visible_line(line), width);
                    lines.extend(line.into_iter().map(|line| (line, theme.text)));
                }
            }
            if preview.more {
                lines.push((tr!("The file goes on.").to_owned(), theme.muted));
            }
        }
    }
    let rows = usize::from(area.height - 1);
    let last = lines.len().saturating_sub(rows);
    let scroll = export.page.scroll.min(last);
    for (y, (line, style)) in (area.y + 1..area.bottom()).zip(lines.iter().skip(scroll)) {
        // Words of the file stay as they are written; ours follow the signs that are drawn.
        if *style == theme.text {
            canvas.quote(area.x, y, width, line, *style);
        } else {
            canvas.put(area.x, y, width, line, *style);
        }
    }
    let key = model.keymap.key_of(model.mode(), Action::ScrollDown);
    if let Some(key) = key.filter(|_| scroll < last) {
        let words = tr!(" more: {key} ", key);
        canvas.put_right(area.x, area.right(), area.bottom(), &words, theme.selected);
    }
    canvas.extent.scroll = scroll;
    canvas.extent.list = rows;
}

/// What the preview shows.
fn heading(export: &ExportDialog) -> String {
    let Glimpse::Seen { preview, .. } = &export.glimpse else {
        return tr!("Preview").to_owned();
    };
    match preview.bytes {
        Some(bytes) => tr!("Preview: how the file begins, {size}", size = size(bytes)),
        None => tr!("Preview: what the file tells, as text").to_owned(),
    }
}

/// How much a file holds.
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => trn!(bytes, "{n} byte", "{n} bytes"),
        _ => tr!("{count} kB", count = number(bytes.div_ceil(1000))),
    }
}

/// What a public edition holds back, each on a line: what it is and where, and only for those who may read everything
/// with its first words.
fn held_back(export: &ExportDialog, masked: &[crate::domain::summary::Masked]) -> Vec<String> {
    let held = &export.held_back;
    if held.is_empty() && masked.is_empty() {
        return Vec::new();
    }
    let open = export.edition == Edition::Confidential;
    let words = |words: &str| match words {
        words if open && !words.is_empty() => {
            format!(": “{}”", visible_line(&first_words(words)))
        }
        _ => String::new(),
    };
    let count = held.len();
    let mut lines = vec![if open {
        trn!(
            count,
            "A public edition would hold {n} marked place back:",
            "A public edition would hold {n} marked places back:"
        )
    } else {
        trn!(
            count,
            "{n} marked place is held back:",
            "{n} marked places are held back:"
        )
    }];
    let line = |one: &HeldBack| {
        let what = visible_line(&one.sentence());
        let by = visible_line(&one.by.name);
        let words = words(one.words.as_deref().unwrap_or_default());
        format!("• {what}{words} ({by})")
    };
    lines.extend(held.iter().map(line));
    if !masked.is_empty() {
        let count = masked.len();
        lines.push(trn!(
            count,
            "{n} other text is masked, because it repeats words of these:",
            "{n} other texts are masked, because they repeat words of these:"
        ));
        lines.extend(masked.iter().map(|one| {
            let what = visible_line(&one.sentence());
            format!("• {what}{}", words(&one.words))
        }));
    }
    lines.push(String::new());
    lines
}

/// In which edition and language the summary is written, and what a public one holds back.
fn edition_and_language(export: &ExportDialog) -> Vec<String> {
    let held = export.held_back.len();
    let edition = match export.edition {
        Edition::Confidential => tr!("Edition (F2): confidential, with everything").to_owned(),
        Edition::Public => trn!(
            held,
            "Edition (F2): public, {n} marked place is held back",
            "Edition (F2): public, {n} marked places are held back"
        ),
    };
    let language = tr!(
        "Language (F3): {language}",
        language = export.language.name()
    );
    vec![edition, language]
}

/// Whether something is missing or not proven.
fn is_doubtful(model: &Model, what: Exported) -> bool {
    let checked = &model.journal.checked;
    match (what, &model.reading) {
        (Exported::Summary(_), Some(reading)) => !reading.marks.coverage.is_complete(),
        (Exported::Summary(_), None) => false,
        (Exported::Log(_), _) => {
            let proof = checked.proof();
            let unproven = proof.is_none_or(|proof| !proof.problems.is_empty());
            unproven && !matches!(checked, Checked::Checking)
        }
    }
}

/// Which entries of the journal are written, and what is proven of them.
fn shown(model: &Model) -> Vec<String> {
    let journal = &model.journal;
    vec![visible_line(&journal.shown()), journal.checked.headline()]
}

/// What is still open, in words.
fn open(reading: &Reading) -> Vec<String> {
    let coverage = &reading.marks.coverage;
    if coverage.is_complete() {
        return vec![tr!("The review is complete: nothing is open.").to_owned()];
    }
    let mut counts = Vec::new();
    let mut add = |count: usize, words: String| {
        if count > 0 {
            counts.push(words);
        }
    };
    let unread = coverage.unread.len();
    add(
        unread,
        trn!(unread, "{n} clause is not read", "{n} clauses are not read"),
    );
    let unanswered = coverage.unanswered.len();
    add(
        unanswered,
        trn!(
            unanswered,
            "{n} item has no answer",
            "{n} items have no answer"
        ),
    );
    let disputed = coverage.disputed + coverage.disputed_details;
    add(
        disputed,
        trn!(
            disputed,
            "{n} answer, tag or particular is disputed",
            "{n} answers, tags or particulars are disputed"
        ),
    );
    let mut lines = vec![tr!("INCOMPLETE: the summary will say so.").to_owned()];
    if !counts.is_empty() {
        lines.push(counts.join("; ") + ".");
    }
    lines
}
