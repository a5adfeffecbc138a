//! The item finder, and the question how a passage stands.

use super::confidential;
use crate::app::dialogs::{Assess, Finder, Purpose};
use crate::app::message::Target;
use crate::app::mode::Mode;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::{Action, wording};
use crate::domain::review::event::Assessment;
use crate::tr;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{
    Popup, assessment_width, first_row, highlight_row, popup, put_wrapped, wrapped,
};
use ratatui::layout::Rect;

pub fn finder(canvas: &mut Canvas<'_>, reading: &Reading, finder: &Finder, area: Rect) {
    let theme = canvas.theme;
    let title = match &finder.purpose {
        Purpose::Tag { words: None, .. } => tr!("Tag this clause with…").to_owned(),
        Purpose::Tag { .. } => tr!("Tag these words with…").to_owned(),
        Purpose::Answer(state) => tr!("Which item is {state}?", state = state.label()),
    };
    let count = u16::try_from(reading.shown.items.len()).unwrap_or(u16::MAX);
    let width = (area.width - 8).min(96);
    let height = count.clamp(4, 16) + 5;
    let inside = popup(
        canvas,
        area,
        &Popup {
            title: &title,
            width,
            height,
        },
    );
    input(
        canvas,
        tr!("Item: "),
        &finder.typed,
        Rect {
            height: 1,
            ..inside
        },
    );
    canvas.rule(inside.x, inside.y + 1, inside.width);
    let list = Rect::new(
        inside.x,
        inside.y + 2,
        inside.width,
        inside.height.saturating_sub(5),
    );
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let first = first_row(finder.cursor, finder.found.len(), height);
    for (y, (at, found)) in (list.y..).zip(finder.found.iter().enumerate().skip(first).take(height))
    {
        let Some(item) = reading.shown.items.get(found.at) else {
            continue;
        };
        let line = Rect::new(list.x, y, list.width, 1);
        let kind = item.kind.name();
        let x = canvas.put_right(line.x, line.right() - 1, y, kind, theme.muted);
        let room = x.saturating_sub(line.x + 2);
        let place = (line.x + 1, y);
        canvas.put_marked(place, room, &item.name, &found.name, theme.text);
        highlight_row(canvas, line, at == finder.cursor);
        canvas.target(line, Target::Row(at));
    }
    canvas.rule(list.x, list.bottom(), list.width);
    let current = finder.found.get(finder.cursor);
    let question = current
        .and_then(|found| reading.shown.items.get(found.at))
        .map_or(tr!("No item has these letters."), |item| {
            item.question.as_str()
        });
    let below = Rect {
        y: list.bottom() + 1,
        height: 2,
        ..inside
    };
    put_wrapped(canvas, below.intersection(inside), question, theme.text);
}

/// A line being typed into, with its cursor; a long text shows its end.
pub fn input(canvas: &mut Canvas<'_>, name: &str, editor: &crate::app::editor::Editor, area: Rect) {
    let theme = canvas.theme;
    let used = canvas.put(area.x, area.y, area.width, name, theme.title);
    let room = usize::from((area.width - used).saturating_sub(2));
    let head = editor.text().get(..editor.cursor()).unwrap_or_default();
    let skip = head.chars().count().saturating_sub(room);
    let visible: String = editor.text().chars().skip(skip).collect();
    let before: String = head.chars().skip(skip).collect();
    let x = area.x + used;
    let width = area.width - used;
    canvas.put(x, area.y, width, &visible, theme.text);
    let offset = crate::ui::canvas::columns(&crate::ui::sanitise::clean(&before));
    canvas.cursor((x + offset).min(area.right() - 1), area.y);
}

pub fn assess(
    canvas: &mut Canvas<'_>,
    model: &Model,
    reading: &Reading,
    assess: &Assess,
    area: Rect,
) {
    let theme = canvas.theme;
    let Some(item) = reading.shown.items.get(assess.item) else {
        return;
    };
    let width = (area.width - 8).min(64);
    let question = wrapped(&item.question, width);
    let height = u16::try_from(question.len()).unwrap_or(3) + 7;
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
        canvas.put(inside.x, y, inside.width, &line, theme.text);
        y += 1;
    }
    y += 1;
    let choices = [
        (Action::Ok, Assessment::Ok),
        (Action::Concern, Assessment::Concern),
        (Action::Unclear, Assessment::Unclear),
        (Action::Info, Assessment::Info),
    ];
    for (action, assessment) in choices {
        let key = model.keymap.key_of(Mode::Assess, action).unwrap_or(" ");
        let proposed = assessment == assess.proposed;
        let line = Rect::new(inside.x, y, inside.width, 1);
        canvas.put(line.x + 1, y, 3, key, theme.key);
        let sign = wording::assessment_sign(assessment);
        let style = theme.assessment(Some(assessment));
        let words = format!("{sign} {}", assessment.label());
        let signed = assessment_width() + 2;
        canvas.put(line.x + 4, y, signed, &words, style);
        let room = line.width.saturating_sub(signed + 7);
        canvas.put_cut(line.x + signed + 7, y, room, action.sentence(), theme.text);
        highlight_row(canvas, line, proposed);
        y += 1;
    }
    let place = (inside.x, y + 1, inside.width);
    confidential(canvas, model, assess.confidential, place);
}
