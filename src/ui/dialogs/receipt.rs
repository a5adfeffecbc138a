//! How the file was read: a list of sentences of different heights.

use crate::app::dialogs::{ReceiptDialog, ReceiptEntry};
use crate::app::message::{Extent, Target};
use crate::app::reading::Reading;
use crate::domain::document::Severity;
use crate::tr;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Popup, highlight_row, popup, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of what kind a remark is, with the blanks after it.
fn kinds() -> u16 {
    let all = [tr!("! missing"), tr!("! warning"), tr!("  note")];
    all.into_iter().map(columns).max().unwrap_or(0) + 2
}

/// Words, and where they are about.
type Line = (String, String);

/// Draws the dialog.
pub fn receipt(canvas: &mut Canvas<'_>, reading: &Reading, dialog: &ReceiptDialog, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(74);
    let mut head: Vec<(String, Style)> = Vec::new();
    for (text, style) in [
        (&reading.agreement.file_name, theme.title),
        (&reading.receipt.headline, theme.text),
    ] {
        head.extend(wrapped(text, width).into_iter().map(|line| (line, style)));
    }
    if dialog.entries.is_empty() {
        let words = tr!("Nothing was left out, and nothing is doubtful.");
        head.push((String::new(), theme.text));
        head.push((words.to_owned(), theme.ok));
    }
    let most = usize::from(area.height)
        .saturating_sub(5 + head.len())
        .max(2);
    let shown = Window::around(dialog, width - 2, most);
    let rows = head.len() + shown.rows;
    let title = match dialog.entries.len() {
        0 | 1 => tr!("How the file was read").to_owned(),
        count => tr!(
            "How the file was read · {cursor} of {count}",
            cursor = dialog.cursor + 1,
            count
        ),
    };
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title,
            width,
            height: u16::try_from(rows).unwrap_or(u16::MAX),
        },
    );
    let mut y = inside.y;
    for (line, style) in head {
        canvas.put(inside.x, y, inside.width, &line, style);
        y += 1;
    }
    for (at, lines) in shown.entries {
        y += 1;
        let Some(entry) = dialog.entries.get(at) else {
            continue;
        };
        let height = u16::try_from(lines.len()).unwrap_or(0);
        let height = height.min(inside.bottom().saturating_sub(y));
        let place = Rect::new(inside.x, y, inside.width, height);
        draw_entry(canvas, entry, &lines, place);
        for row in y..y + height {
            let line = Rect::new(inside.x, row, inside.width, 1);
            highlight_row(canvas, line, at == dialog.cursor);
        }
        canvas.target(place, Target::Row(at));
        y += height;
    }
    canvas.extent = Extent {
        list: most,
        ..canvas.extent
    };
}

fn draw_entry(canvas: &mut Canvas<'_>, entry: &ReceiptEntry, lines: &[Line], area: Rect) {
    let theme = canvas.theme;
    let (word, style) = kind(theme, entry);
    canvas.put(area.x + 1, area.y, kinds(), word, style);
    let x = area.x + 1 + kinds();
    for (y, (words, place)) in (area.y..area.bottom()).zip(lines) {
        let used = canvas.put(x, y, area.right() - x, words, theme.text);
        canvas.put_cut(x + used, y, area.right() - x - used, place, theme.muted);
    }
}

fn kind(theme: &Theme, entry: &ReceiptEntry) -> (&'static str, Style) {
    match entry.severity {
        Some(Severity::Error) => (tr!("! missing"), theme.concern),
        Some(Severity::Warning) => (tr!("! warning"), theme.unclear),
        Some(Severity::Info) => (tr!("  note"), theme.muted),
        None => ("✎", theme.info),
    }
}

/// Where it is: `page 7 · Article 5 (2)`; empty for the file as a whole.
fn place_words(entry: &ReceiptEntry) -> String {
    let page = entry.page.map(|page| tr!("page {page}", page));
    let cited = (!entry.cited.is_empty()).then(|| entry.cited.clone());
    let parts: Vec<String> = page.into_iter().chain(cited).collect();
    parts.join(" · ")
}

/// Its lines, at most `most`; the last one says where it is.
fn lines_of(entry: &ReceiptEntry, width: u16, most: usize) -> Vec<Line> {
    let room = width.saturating_sub(kinds());
    let mut lines: Vec<Line> = wrapped(&entry.words, room)
        .into_iter()
        .map(|words| (words, String::new()))
        .collect();
    let place = place_words(entry);
    let last = lines.last().map_or(room, |(words, _)| columns(words));
    if last.saturating_add(columns(&place)).saturating_add(2) <= room {
        if let Some((_, end)) = lines.last_mut() {
            *end = format!("  {place}");
        }
    } else if !place.is_empty() {
        lines.push((String::new(), place));
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some((words, _)) = lines.last_mut() {
            words.push('…');
        }
    }
    lines
}

/// The entries in sight, each with its lines.
struct Window {
    entries: Vec<(usize, Vec<Line>)>,
    /// Rows of all of them, a blank one before each included.
    rows: usize,
}

impl Window {
    /// Those around the cursor, which is near the middle. Only they are laid out.
    fn around(dialog: &ReceiptDialog, width: u16, most: usize) -> Self {
        let mut shown = Self {
            entries: Vec::new(),
            rows: 0,
        };
        let count = dialog.entries.len();
        let (mut first, mut next) = (dialog.cursor, dialog.cursor);
        while next < count && (next == dialog.cursor || shown.rows < most / 2) {
            shown.push(dialog, next, (width, most));
            next += 1;
        }
        while let Some(before) = first.checked_sub(1) {
            if !shown.fits_before(dialog, before, (width, most)) {
                break;
            }
            first = before;
        }
        while next < count && shown.rows < most {
            shown.push(dialog, next, (width, most));
            next += 1;
        }
        shown.rows = shown.rows.min(most);
        shown
    }

    fn push(&mut self, dialog: &ReceiptDialog, at: usize, (width, most): (u16, usize)) {
        if let Some(entry) = dialog.entries.get(at) {
            let lines = lines_of(entry, width, most - 1);
            self.rows += lines.len() + 1;
            self.entries.push((at, lines));
        }
    }

    fn fits_before(
        &mut self,
        dialog: &ReceiptDialog,
        at: usize,
        (width, most): (u16, usize),
    ) -> bool {
        let Some(entry) = dialog.entries.get(at) else {
            return false;
        };
        let lines = lines_of(entry, width, most - 1);
        let fits = self.rows + lines.len() < most;
        if fits {
            self.rows += lines.len() + 1;
            self.entries.insert(0, (at, lines));
        }
        fits
    }
}
