//! Value and reason of an answer, and the values that stand in the text.

use super::around::around;
use super::confidential;
use super::finder::input;
use crate::app::dialogs::{About, Field, Form};
use crate::app::facts::Offer;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::domain::cite::whereabouts;
use crate::domain::review::event::{AnswerState, AnswerValue};
use crate::domain::visible::visible_line;
use crate::tr;
use crate::ui::canvas::{Canvas, Run};
use crate::ui::widgets::{Popup, first_row, highlight_row, popup};
use ratatui::layout::Rect;

/// The most values in sight.
const MOST_OFFERS: u16 = 6;
/// Letters shown before and after the words of a value.
const AROUND: usize = 30;

pub fn form(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, form: &Form, area: Rect) {
    let theme = canvas.theme;
    let Some(title) = title(reading, &form.about) else {
        return;
    };
    let listed = match u16::try_from(form.offers.len()) {
        Ok(0) => 0,
        Ok(count) => count.min(MOST_OFFERS),
        Err(_) => MOST_OFFERS,
    };
    let more = if listed == 0 { 0 } else { listed + 2 };
    let rows = |shown: bool| if shown { 3 } else { 0 };
    let fields = [&form.value, &form.grounds, &form.reason];
    let height = 1
        + more
        + fields
            .iter()
            .map(|field| rows(field.is_some()))
            .sum::<u16>();
    let popped = Popup {
        title: &title,
        width: (area.width - 8).min(76),
        height: height.max(7),
    };
    let inside = popup(canvas, area, &popped);
    let mut y = inside.y;
    let fields = [
        (
            Field::Value,
            &form.value,
            tr!("What does the agreement say?"),
        ),
        (Field::Grounds, &form.grounds, grounds_question(&form.about)),
        (
            Field::Reason,
            &form.reason,
            tr!("Why do you change it? (may stay empty)"),
        ),
    ];
    for (field, editor, question) in fields {
        let Some(editor) = editor else { continue };
        canvas.put(inside.x, y, inside.width, question, theme.text);
        let line = Rect::new(inside.x, y + 1, inside.width, 1);
        if field == form.field {
            input(canvas, "▸ ", editor, line);
        } else {
            canvas.put_cut(
                line.x + 2,
                line.y,
                line.width - 2,
                editor.text(),
                theme.muted,
            );
        }
        y += 3;
        if field == Field::Value && listed > 0 {
            let list = Rect::new(inside.x, y - 1, inside.width, listed + 3);
            offers(canvas, reading, form, list);
            y += more;
        }
    }
    if let Some(is) = form.about.confidential() {
        let place = (inside.x, inside.bottom() - 1, inside.width);
        confidential(canvas, model, is, place);
    }
}

/// What is asked for where an answer has no grounds yet.
fn grounds_question(about: &About) -> &'static str {
    let withheld = |answer: &AnswerValue| answer.state == AnswerState::Withheld;
    match about {
        About::Answer { answer, .. } if answer.as_ref().is_some_and(withheld) => {
            tr!("What is missing? It becomes a question to the ministry or city.")
        }
        _ => tr!("What does it rest on? No passage is tagged with this item yet."),
    }
}

fn title(reading: &Reading, about: &About) -> Option<String> {
    match about {
        About::Answer { item, answer } => {
            let item = reading.shown.items.get(*item)?;
            let state = answer.as_ref().map(|answer| answer.state.label());
            Some(format!(
                "{}: {}",
                item.name,
                state.unwrap_or(tr!("no answer"))
            ))
        }
        About::Detail { detail, .. } => Some(detail.title().to_owned()),
    }
}

/// The values that stand in the text, and the words around the one under the cursor.
fn offers(canvas: &mut Canvas<'_>, reading: &Reading, form: &Form, area: Rect) {
    let theme = canvas.theme;
    let chosen = form.field == Field::Offers;
    let words = if chosen {
        tr!("Found in the text. Enter takes one into the line above:")
    } else {
        tr!("Found in the text. ↓ goes there to take one:")
    };
    canvas.put_cut(area.x, area.y, area.width, words, theme.muted);
    let rows = usize::from(area.height - 3);
    canvas.extent.list = rows;
    let first = first_row(form.cursor, form.offers.len(), rows);
    let shown = form.offers.iter().enumerate().skip(first).take(rows);
    for (y, (at, offer)) in (area.y + 1..).zip(shown) {
        let line = Rect::new(area.x, y, area.width, 1);
        draw_offer(canvas, reading, offer, line);
        highlight_row(canvas, line, chosen && at == form.cursor);
        canvas.target(line, Target::Row(at));
    }
    if let Some(offer) = form.offers.get(form.cursor).filter(|_| chosen) {
        let y = area.bottom() - 2;
        let runs = beside(canvas, reading, offer);
        canvas.put_runs(area.x + 2, y, area.width - 2, &runs);
    }
}

/// The value, what it is said to be, how often it stands there, and where first.
fn draw_offer(canvas: &mut Canvas<'_>, reading: &Reading, offer: &Offer, line: Rect) {
    let theme = canvas.theme;
    let half = line.width / 2;
    let value = visible_line(&offer.value);
    canvas.put_cut(line.x + 2, line.y, half - 3, &value, theme.title);
    let times = match offer.times {
        1 => String::new(),
        times => format!(" ×{times}"),
    };
    let place = whereabouts(&reading.agreement, offer.clause);
    let said = visible_line(&format!("{} · {place}{times}", offer.said));
    let x = line.x + half;
    canvas.put_cut(x, line.y, line.width - half, &said, theme.muted);
}

/// The words as they are printed, with a little of what stands around them.
fn beside(canvas: &Canvas<'_>, reading: &Reading, offer: &Offer) -> Vec<Run<'static>> {
    let theme = canvas.theme;
    let text = reading.agreement.text();
    let clauses = reading.agreement.clauses.clauses();
    let whole = clauses
        .get(offer.clause)
        .map_or(offer.words, |clause| clause.span.trimmed(text));
    let letters = [AROUND, 2 * AROUND, 3 * AROUND];
    let styles = [theme.hint, theme.muted];
    around(text, (whole, offer.words), letters, styles)
}
