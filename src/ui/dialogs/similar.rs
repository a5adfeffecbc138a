//! What is like the clause in other agreements: a list with the words below it, and one of them beside
//! the clause word by word.

use super::compare;
use crate::app::Action;
use crate::app::dialogs::{Looking, SimilarDialog};
use crate::app::elsewhere::Judged;
use crate::app::message::{Extent, Target};
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::domain::visible::visible_line;
use crate::tr;
use crate::trn;
use crate::ui::canvas::{Canvas, columns, cut};
use crate::ui::widgets::{Popup, first_row, highlight_row, popup, progress, titled_rule, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns of the box, at most: lines longer than this are hard to read.
const WIDEST: u16 = 100;
/// Rows of a passage in the list.
const ROWS: u16 = 2;
/// Columns of how much a passage is like the clause.
const PERCENT: u16 = 7;
/// Rows of text below the list that must remain.
const LEAST_TEXT: u16 = 4;

/// Draws the dialog.
pub fn similar(canvas: &mut Canvas<'_>, model: &Model, dialog: &SimilarDialog, area: Rect) {
    if let (Some(compared), Some(judged)) = (&dialog.compared, dialog.chosen()) {
        compare::compare(canvas, dialog, judged, compared, area);
        return;
    }
    match &dialog.looking {
        Looking::Reading { done, total } => reading(canvas, model, dialog, (*done, *total), area),
        Looking::Failed(why) => told(canvas, dialog, &[(why.clone(), canvas.theme.concern)], area),
        Looking::Found {
            finds,
            searched,
            left_out,
        } if finds.is_empty() => {
            let mut lines = nothing(canvas, model, *searched);
            lines.extend(left_out_line(canvas, *left_out));
            told(canvas, dialog, &lines, area);
        }
        Looking::Found { left_out, .. } => found(canvas, dialog, *left_out, area),
    }
}

fn title(dialog: &SimilarDialog) -> String {
    let about = visible_line(&dialog.about);
    let count = dialog.finds().len();
    if count == 0 {
        return tr!("What is like {about}", about);
    }
    tr!(
        "What is like {about} · {cursor} of {count}",
        about,
        cursor = dialog.cursor + 1,
        count
    )
}

fn width(area: Rect) -> u16 {
    area.width.saturating_sub(8).min(WIDEST)
}

/// How far the search is.
fn reading(
    canvas: &mut Canvas<'_>,
    model: &Model,
    dialog: &SimilarDialog,
    (done, total): (usize, usize),
    area: Rect,
) {
    let theme = canvas.theme;
    let key = model.keymap.key_of(model.mode(), Action::Cancel);
    let words = tr!(
        "The agreements of this workspace are read once and remembered until you leave. {key} stops.",
        key = key.unwrap_or_default()
    );
    let lines = wrapped(&words, width(area));
    let height = u16::try_from(lines.len()).unwrap_or(1) + 2;
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title(dialog),
            width: width(area),
            height,
        },
    );
    let bar = inside.width.saturating_sub(20).min(40);
    progress(canvas, inside.x, inside.y, bar, done, total);
    for (y, line) in (inside.y + 2..inside.bottom()).zip(lines) {
        canvas.put(inside.x, y, inside.width, &line, theme.muted);
    }
}

/// Sentences instead of a list.
fn told(canvas: &mut Canvas<'_>, dialog: &SimilarDialog, said: &[(String, Style)], area: Rect) {
    let width = width(area).min(74);
    let lines: Vec<(String, Style)> = said
        .iter()
        .flat_map(|(words, style)| {
            let lines = wrapped(words, width).into_iter();
            lines.map(|line| (line, *style)).collect::<Vec<_>>()
        })
        .collect();
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title(dialog),
            width,
            height: u16::try_from(lines.len()).unwrap_or(area.height),
        },
    );
    for (y, (line, style)) in (inside.y..inside.bottom()).zip(lines) {
        canvas.put(inside.x, y, inside.width, &line, style);
    }
}

/// What is said where there is nothing like it, and what to do.
fn nothing(canvas: &Canvas<'_>, model: &Model, searched: usize) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    if searched <= 1 {
        let key = model.keymap.key_of(Mode::Desk, Action::ReadIn);
        return vec![
            (
                tr!("There is no other agreement in this workspace to compare with.").to_owned(),
                theme.title,
            ),
            (
                tr!(
                    "{key} on the desk reads more in, and so does `rapporteur import FILE…`: every agreement that was ever reviewed helps with the next one.",
                    key = key.unwrap_or(":")
                ),
                theme.text,
            ),
        ];
    }
    vec![
        (
            trn!(
                searched,
                "Nothing like it stands in the agreement of this workspace.",
                "Nothing like it stands in the {n} agreements of this workspace."
            ),
            theme.title,
        ),
        (
            tr!("Only wording is compared: the same rule in quite other words, or in another language, is not found. Choose only the words that matter, and look again.").to_owned(),
            theme.text,
        ),
    ]
}

fn left_out_line(canvas: &Canvas<'_>, left_out: usize) -> Option<(String, Style)> {
    (left_out > 0).then(|| {
        let words = trn!(
            left_out,
            "One agreement could not be read and was not searched.",
            "{n} agreements could not be read and were not searched."
        );
        (words, canvas.theme.unclear)
    })
}

/// The list, and the words of the passage under the cursor.
fn found(canvas: &mut Canvas<'_>, dialog: &SimilarDialog, left_out: usize, area: Rect) {
    let finds = dialog.finds();
    let (shown, height) = rows(finds, left_out > 0, area);
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title(dialog),
            width: width(area),
            height,
        },
    );
    let first = first_row(dialog.cursor, finds.len(), usize::from(shown));
    let rows = finds.iter().enumerate().skip(first);
    for (y, (at, judged)) in (inside.y..)
        .step_by(usize::from(ROWS))
        .zip(rows.take(usize::from(shown)))
    {
        let place = Rect::new(inside.x, y, inside.width, ROWS.min(inside.bottom() - y));
        draw_find(canvas, judged, place);
        for row in place.y..place.bottom() {
            let line = Rect::new(place.x, row, place.width, 1);
            highlight_row(canvas, line, at == dialog.cursor);
        }
        canvas.target(place, Target::Row(at));
    }
    let y = inside.y + shown * ROWS;
    let below = Rect::new(inside.x, y, inside.width, inside.bottom().saturating_sub(y));
    if let Some(judged) = dialog.chosen() {
        draw_words(canvas, judged, left_out, below);
    }
    canvas.extent = Extent {
        list: usize::from(shown),
        ..canvas.extent
    };
}

/// How many passages are listed, and the rows of the box: as many as the longest of the passages needs,
/// so that nothing moves with the cursor.
fn rows(finds: &[Judged], is_warned: bool, area: Rect) -> (u16, u16) {
    let most = area.height.saturating_sub(7);
    let room = most.saturating_sub(LEAST_TEXT + 1) / ROWS;
    let half = (most / ROWS / 2).max(2).min(room).max(1);
    let shown = u16::try_from(finds.len()).unwrap_or(u16::MAX).min(half);
    let longest = finds
        .iter()
        .map(|judged| lines(judged, width(area), most).len());
    let longest = u16::try_from(longest.max().unwrap_or(0)).unwrap_or(most);
    let text = longest.max(LEAST_TEXT) + 1 + u16::from(is_warned);
    (shown, (shown * ROWS + text).min(most))
}

/// The words of a passage in lines, little more than fit.
fn lines(judged: &Judged, width: u16, rows: u16) -> Vec<String> {
    let letters = usize::from(width) * usize::from(rows + 1);
    let words: String = judged.find.words.chars().take(letters).collect();
    wrapped(&words, width)
}

/// How much it is alike, where it stands, and how it was judged.
fn draw_find(canvas: &mut Canvas<'_>, judged: &Judged, area: Rect) {
    let theme = canvas.theme;
    let find = &judged.find;
    let percent = format!("{:>3} % ", find.percent());
    canvas.put(area.x, area.y, PERCENT, &percent, theme.title);
    let x = area.x + PERCENT;
    let room = area.width - PERCENT;
    let label = visible_line(&find.label);
    let label = cut(&label, room / 2);
    let used = canvas.put(x, area.y, room, &label, theme.title);
    let rest = room.saturating_sub(used + 3);
    canvas.put(x + used, area.y, 3, " · ", theme.muted);
    let title = visible_line(&find.title);
    canvas.put_cut(x + used + 3, area.y, rest, &title, theme.text);
    if area.height < ROWS {
        return;
    }
    let y = area.y + 1;
    let mut at = x;
    for (place, (assessment, words)) in judged.judgements.iter().enumerate() {
        let words = visible_line(words);
        let gap = if place > 0 { "; " } else { "" };
        at += canvas.put(at, y, area.right().saturating_sub(at), gap, theme.muted);
        let style = theme.assessment(*assessment);
        let room = area.right().saturating_sub(at);
        if columns(&words) > room && place > 0 {
            canvas.put_cut(at, y, room, "…", theme.muted);
            break;
        }
        at += canvas.put_cut(at, y, room, &words, style);
    }
    if judged.judgements.is_empty() {
        canvas.put_cut(x, y, room, tr!("not judged by anybody"), theme.muted);
    }
}

fn draw_words(canvas: &mut Canvas<'_>, judged: &Judged, left_out: usize, area: Rect) {
    if area.height < 2 {
        return;
    }
    let theme = canvas.theme;
    let find = &judged.find;
    let page = find.page.map(|page| tr!(" · page {page}", page));
    let place = visible_line(&find.label) + page.as_deref().unwrap_or_default();
    titled_rule(canvas, Rect { height: 1, ..area }, &place, false);
    let warning = left_out_line(canvas, left_out);
    let bottom = area.bottom() - u16::from(warning.is_some());
    let lines = lines(judged, area.width, area.height);
    let room = bottom.saturating_sub(area.y + 1);
    let is_cut = lines.len() > usize::from(room);
    for (y, line) in (area.y + 1..bottom).zip(lines) {
        canvas.quote(area.x, y, area.width, &line, theme.text);
    }
    if is_cut {
        let more = tr!(" more when compared ");
        canvas.put_right(area.x, area.right(), bottom - 1, more, theme.selected);
    }
    if let Some((words, style)) = warning {
        canvas.put_cut(area.x, bottom, area.width, &words, style);
    }
}
