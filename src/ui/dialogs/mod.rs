//! What lies over the screens.

mod absence;
mod answer;
mod export;
mod finder;
mod help;
mod note;
mod page;
mod search;

use super::canvas::Canvas;
use crate::app::dialogs::Dialog;
use crate::app::model::Model;
use ratatui::layout::Rect;

/// Draws the dialog, and help over it.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    if let (Some(dialog), Some(reading)) = (&model.dialog, &model.reading) {
        match dialog {
            Dialog::Finder(finder) => finder::finder(canvas, reading, finder, area),
            Dialog::Assess(assess) => finder::assess(canvas, model, reading, assess, area),
            Dialog::Answer(answer) => answer::answer(canvas, model, reading, answer, area),
            Dialog::Form(form) => answer::form(canvas, reading, form, area),
            Dialog::Absence(absence) => absence::absence(canvas, reading, absence, area),
            Dialog::Note(note) => note::note(canvas, note, area),
            Dialog::Export(export) => export::export(canvas, reading, export, area),
            Dialog::Search(line) => search::search(canvas, reading, line, area),
            Dialog::Receipt(page) => page::receipt(canvas, reading, *page, area),
        }
    }
    if let Some((about, page)) = model.help {
        help::help(canvas, model, about, page, area);
    }
}
