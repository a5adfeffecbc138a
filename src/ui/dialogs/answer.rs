//! Answering an item.

use super::confidential;
use crate::app::Action;
use crate::app::dialogs::AnswerDialog;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::wording;
use crate::domain::review::event::AnswerState;
use crate::ui::canvas::{Canvas, columns};
use crate::ui::widgets::{Popup, highlight_row, popup, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;

/// The answers with their keys.
const CHOICES: [(Action, AnswerState); 6] = [
    (Action::AnswerSatisfied, AnswerState::Satisfied),
    (Action::AnswerConcern, AnswerState::Concern),
    (Action::AnswerAbsent, AnswerState::Absent),
    (Action::AnswerWithheld, AnswerState::Withheld),
    (Action::AnswerUnclear, AnswerState::Unclear),
    (Action::AnswerNotApplicable, AnswerState::NotApplicable),
];

pub fn answer(
    canvas: &mut Canvas<'_>,
    model: &Model,
    reading: &Reading,
    answer: &AnswerDialog,
    area: Rect,
) {
    let theme = canvas.theme;
    let Some(item) = reading.shown.items.get(answer.item) else {
        return;
    };
    let width = (area.width - 8).min(76);
    let question = wrapped(&item.question, width);
    let tags = reading.marks.evidence.get(answer.item).map_or(0, Vec::len);
    let evidence = if tags == 0 {
        tr!("No clause is tagged with this item.").to_owned()
    } else {
        trn!(
            tags,
            "One clause is tagged with this item.",
            "{n} passages are tagged with this item."
        )
    };
    let register = reading.marks.answers.get(answer.item);
    let disputed = register.is_some_and(crate::domain::review::state::Register::is_disputed);
    let key = model.keymap.key_of(Mode::Answer, Action::Settle);
    let (evidence, style) = if disputed {
        let words = super::super::screens::answer_words(reading, answer.item);
        let key = key.unwrap_or("F1");
        (
            tr!("≠ {words}. {key} settles it.", words, key),
            theme.concern,
        )
    } else {
        (evidence, theme.muted)
    };
    let height = u16::try_from(question.len()).unwrap_or(3) + 10;
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &item.name,
            width,
            height,
        },
    );
    let mut y = inside.y;
    for line in question {
        canvas.put(inside.x, y, inside.width, &line, theme.title);
        y += 1;
    }
    canvas.put_cut(inside.x, y, inside.width, &evidence, style);
    y += 2;
    // Columns of the longest answer, with its sign and blanks.
    let widest = CHOICES.map(|(_, state)| columns(state.label()));
    let widest = widest.into_iter().max().unwrap_or(0) + 6;
    for (action, state) in CHOICES {
        let key = model.keymap.key_of(Mode::Answer, action).unwrap_or(" ");
        let line = Rect::new(inside.x, y, inside.width, 1);
        canvas.put(line.x + 1, y, 3, key, theme.key);
        let words = format!("[{}] {}", wording::answer_sign(state), state.label());
        canvas.put(line.x + 4, y, widest, &words, theme.text);
        let room = line.width.saturating_sub(widest + 4);
        canvas.put_cut(line.x + widest + 4, y, room, action.sentence(), theme.text);
        highlight_row(canvas, line, answer.before == Some(state));
        y += 1;
    }
    y += 1;
    confidential(
        canvas,
        model,
        answer.confidential,
        (inside.x, y, inside.width),
    );
    if answer.before.is_some() {
        canvas.put(
            inside.x,
            y + 1,
            inside.width,
            tr!("Your answer so far is marked."),
            theme.muted,
        );
    }
}
