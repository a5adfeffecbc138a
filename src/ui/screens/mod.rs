//! The screens.

mod checklist;
mod desk;
mod editing;
mod journal;
mod matrix;
mod reader;

use crate::tr;
pub use checklist::checklist;
pub use desk::desk;
pub use editing::editing;
pub use journal::{journal, lines as entry_lines};
pub use matrix::matrix;
pub use reader::reader;

use super::canvas::Canvas;
use crate::app::key::Size;
use crate::app::reading::Reading;
use crate::app::wording;
use crate::domain::review::event::AnswerValue;
use crate::domain::review::state::Register;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of the header.
const HEADER: u16 = 2;
/// Rows of the footer.
const FOOTER: u16 = 2;

/// The area between header and footer.
fn body(area: Rect) -> Rect {
    Rect::new(
        area.x,
        area.y + HEADER,
        area.width,
        area.height.saturating_sub(HEADER + FOOTER),
    )
}

/// The area of the footer.
fn foot(area: Rect) -> Rect {
    Rect::new(area.x, area.bottom() - FOOTER, area.width, FOOTER)
}

/// What a window shows that is too small for anything.
pub fn too_small(canvas: &mut Canvas<'_>, area: Rect) {
    let style = canvas.theme.text;
    let Size { width, height } = Size::LEAST;
    let lines = [
        tr!(
            "This window is {width}×{height};",
            width = area.width,
            height = area.height
        ),
        tr!("rapporteur needs at least {width}×{height}.", width, height),
        tr!("Make it larger. Everything is saved; q leaves.").to_owned(),
    ];
    for (row, line) in (area.y..area.bottom()).zip(lines) {
        canvas.put(area.x, row, area.width, &line, style);
    }
}

/// The mark of an answer, such as `[!]`, and how it looks.
fn answer_mark(canvas: &Canvas<'_>, reading: &Reading, item: usize) -> (String, Style) {
    use crate::domain::review::event::AnswerState;
    let theme = canvas.theme;
    let coverage = &reading.marks.coverage;
    let answer = reading.marks.answers.get(item);
    let Some(answer) = answer.filter(|answer| answer.is_set()) else {
        if coverage.to_confirm.contains(&item) {
            return ("[~]".to_owned(), theme.unclear);
        }
        if coverage.skipped.iter().any(|(skipped, _)| *skipped == item) {
            return (" · ".to_owned(), theme.muted);
        }
        return ("[ ]".to_owned(), theme.text);
    };
    let Some(value) = answer.agreed() else {
        return ("[≠]".to_owned(), theme.concern);
    };
    let style = match value.state {
        AnswerState::Satisfied => theme.ok,
        AnswerState::Concern | AnswerState::Absent => theme.concern,
        AnswerState::Withheld | AnswerState::Unclear => theme.unclear,
        AnswerState::NotApplicable => theme.muted,
    };
    (format!("[{}]", wording::answer_sign(value.state)), style)
}

/// An answer in words, or that there is none.
pub fn answer_words(reading: &Reading, item: usize) -> String {
    let coverage = &reading.marks.coverage;
    let answer = reading.marks.answers.get(item);
    if coverage.to_confirm.contains(&item) {
        let before = reading.marks.to_confirm.get(item);
        return tr!("to be confirmed ({answer})", answer = held_words(before));
    }
    if coverage.skipped.iter().any(|(skipped, _)| *skipped == item) {
        return tr!("not asked").to_owned();
    }
    held_words(answer)
}

fn held_words(answer: Option<&Register<AnswerValue>>) -> String {
    let standing = answer.map(Register::standing).unwrap_or_default();
    let agreed = answer.and_then(Register::agreed);
    match (agreed, standing.as_slice()) {
        (Some(value), _) => wording::answer_words(value),
        (None, []) => tr!("not answered").to_owned(),
        (None, held) => {
            let each = held.iter().filter_map(|held| {
                let value = held.value.as_ref()?;
                Some(format!(
                    "{}: {}",
                    held.by.name,
                    wording::answer_words(value)
                ))
            });
            tr!(
                "reviewers differ ({sides})",
                sides = each.collect::<Vec<_>>().join("; ")
            )
        }
    }
}
