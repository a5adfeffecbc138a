//! Writing the summary or the log.

use super::finder::input;
use crate::app::dialogs::{ExportDialog, Exported};
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::screens::Checked;
use crate::domain::summary::Edition;
use crate::domain::visible::visible_line;
use crate::ui::canvas::Canvas;
use crate::ui::widgets::{Popup, popup};
use crate::{tr, trn};
use ratatui::layout::Rect;

/// Formats that are shown at once.
const MOST_FORMATS: usize = 5;

pub fn export(canvas: &mut Canvas<'_>, model: &Model, export: &ExportDialog, area: Rect) {
    let theme = canvas.theme;
    let width = (area.width - 8).min(76);
    let (title, told) = match (export.what, &model.reading) {
        (Exported::Summary(_), Some(reading)) => (tr!("Write the summary"), open(reading)),
        (Exported::Summary(_), None) => return,
        (Exported::Log(_), _) => (tr!("Write the log"), shown(model)),
    };
    let choices = export.what.choices();
    let told_below = if matches!(export.what, Exported::Summary(_)) {
        edition_and_language(export)
    } else {
        Vec::new()
    };
    let rows = told.len() + choices.len().min(MOST_FORMATS) + told_below.len() + 6;
    let popped = Popup {
        title,
        width,
        height: u16::try_from(rows).unwrap_or(area.height).max(10),
    };
    let inside = popup(canvas, area, &popped);
    let (x, mut y) = (inside.x, inside.y);
    for line in told {
        let style = if doubtful(model, export.what, &line) {
            theme.unclear
        } else {
            theme.text
        };
        canvas.put_cut(x, y, inside.width, &line, style);
        y += 1;
    }
    y += 1;
    let shown = choices.len().min(MOST_FORMATS);
    let chosen = choices.iter().position(|(chosen, _)| *chosen);
    let from = chosen.unwrap_or(0).saturating_sub(MOST_FORMATS / 2);
    let from = from.min(choices.len() - shown);
    for (chosen, about) in choices.into_iter().skip(from).take(shown) {
        let sign = if chosen { "(•) " } else { "( ) " };
        let style = if chosen { theme.title } else { theme.text };
        canvas.put(x, y, inside.width, &format!("{sign}{about}"), style);
        y += 1;
    }
    for line in told_below {
        canvas.put_cut(x, y, inside.width, &line, theme.text);
        y += 1;
    }
    y += 1;
    let field = Rect::new(x, y, inside.width, 1);
    if export.replacing {
        canvas.put_cut(x, y, inside.width, export.path.text(), theme.text);
        let words = tr!("There is a file of this name already. Replace it?");
        canvas.put_cut(x, y + 1, inside.width, words, theme.unclear);
    } else {
        input(canvas, tr!("File: "), &export.path, field);
    }
}

/// In which edition and language the summary is written, and what a public one holds back.
fn edition_and_language(export: &ExportDialog) -> Vec<String> {
    let edition = match export.edition {
        Edition::Confidential => tr!("Edition (F2): confidential, with everything").to_owned(),
        Edition::Public => trn!(
            export.held_back,
            "Edition (F2): public, {n} marked place is held back",
            "Edition (F2): public, {n} marked places are held back"
        ),
    };
    let language = tr!(
        "Language (F3): {language}",
        language = export.language.name()
    );
    vec![String::new(), edition, language]
}

/// Whether a line says that something is missing or not proven.
fn doubtful(model: &Model, what: Exported, line: &str) -> bool {
    let checked = &model.journal.checked;
    let unproven = checked
        .proof()
        .is_none_or(|proof| !proof.problems.is_empty());
    match what {
        Exported::Summary(_) => line == tr!("INCOMPLETE: the summary will say so."),
        Exported::Log(_) => {
            unproven && !matches!(checked, Checked::Checking) && line == checked.headline()
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
    let mut lines = vec![tr!("INCOMPLETE: the summary will say so.").to_owned()];
    let mut add = |count: usize, words: String| {
        if count > 0 {
            lines.push(format!("  {words}"));
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
    lines
}
