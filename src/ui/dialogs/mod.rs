//! What lies over the screens.

mod absence;
mod answer;
mod around;
mod beside;
mod bookmarks;
mod bulk;
mod compare;
mod details;
mod entries;
mod everywhere;
mod export;
mod files;
mod finder;
mod form;
mod help;
mod item;
mod languages;
mod lists;
mod look;
mod marking;
mod moving;
mod note;
mod page;
mod palette;
mod peek;
mod receipt;
mod search;
mod settle;
mod sign_off;
mod similar;
mod sources;
mod stepping;
mod warnings;

pub use moving::{fields as changed_fields, sign as fate_sign};
pub use peek::height as peek_height;
pub use search::height as search_height;

use super::canvas::Canvas;
use crate::app::Action;
use crate::app::dialogs::Dialog;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::tr;
use ratatui::layout::Rect;

/// Draws the dialog, and help over it.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model, area: Rect) {
    match (&model.dialog, &model.reading) {
        (Some(Dialog::Entries(dialog)), _) => entries::entries(canvas, model, dialog, area),
        (Some(Dialog::Entry(dialog)), _) => entries::entry(canvas, model, *dialog, area),
        (Some(Dialog::Export(dialog)), _) => export::export(canvas, model, dialog, area),
        (Some(Dialog::Look(dialog)), _) => look::look(canvas, model, dialog, area),
        (Some(Dialog::Languages(dialog)), _) => languages::languages(canvas, *dialog, area),
        (Some(Dialog::Files(dialog)), _) => files::files(canvas, dialog, area),
        (Some(Dialog::SearchAll(dialog)), _) => everywhere::everywhere(canvas, model, dialog, area),
        (Some(Dialog::Refused(dialog)), _) => files::refused(canvas, dialog, area),
        (Some(dialog), Some(reading)) => over(canvas, model, reading, dialog, area),
        _ => {}
    }
    if let Some(Dialog::Warnings(page)) = model.dialog {
        warnings::warnings(canvas, model, page, area);
    }
    if let Some(shown) = &model.palette {
        palette::palette(canvas, shown, area);
    }
    if let Some((about, page)) = model.help {
        help::help(canvas, model, about, page, area);
    }
}

/// Draws what lies over the agreement that is being read.
fn over(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, dialog: &Dialog, area: Rect) {
    match dialog {
        // These need no agreement.
        Dialog::Entries(_)
        | Dialog::Entry(_)
        | Dialog::Export(_)
        | Dialog::Warnings(_)
        | Dialog::Look(_)
        | Dialog::Files(_)
        | Dialog::Refused(_)
        | Dialog::SearchAll(_)
        | Dialog::Languages(_) => {}
        Dialog::Finder(finder) => finder::finder(canvas, reading, finder, area),
        Dialog::Assess(assess) => finder::assess(canvas, model, reading, assess, area),
        Dialog::Answer(answer) => answer::answer(canvas, model, reading, answer, area),
        Dialog::Form(form) => form::form(canvas, model, reading, form, area),
        Dialog::Absence(absence) => absence::absence(canvas, model, reading, absence, area),
        Dialog::Note(note) => note::note(canvas, model, note, area),
        Dialog::Settle(dialog) => settle::settle(canvas, dialog, area),
        Dialog::SignOff(dialog) => sign_off::sign_off(canvas, reading, dialog, area),
        Dialog::Search(line) => search::search(canvas, reading, line, area),
        Dialog::Receipt(dialog) => receipt::receipt(canvas, reading, dialog, area),
        Dialog::Details(dialog) => details::details(canvas, model, reading, *dialog, area),
        Dialog::Sources(dialog) => sources::sources(canvas, dialog, area),
        Dialog::Lists(dialog) => lists::lists(canvas, model, dialog, area),
        Dialog::Move(dialog) => moving::moving(canvas, model, dialog, area),
        Dialog::Item(_) | Dialog::Ask(_) | Dialog::ThrowAway => {
            draw_editing(canvas, model, dialog, area);
        }
        Dialog::Peek(dialog) => peek::peek(canvas, reading, dialog, area),
        Dialog::Stepping(dialog) => stepping::stepping(canvas, model, *dialog, area),
        Dialog::Marking(dialog) => marking::marking(canvas, model, dialog, area),
        Dialog::Similar(dialog) => similar::similar(canvas, model, dialog, area),
        Dialog::Bulk(dialog) => bulk::bulk(canvas, reading, dialog, area),
        Dialog::Bookmarks(dialog) => bookmarks::bookmarks(canvas, dialog, area),
        Dialog::Beside(dialog) => beside::beside(canvas, reading, dialog, area),
    }
}

/// Draws what lies over a draft of a checklist.
fn draw_editing(canvas: &mut Canvas<'_>, model: &Model, dialog: &Dialog, area: Rect) {
    let Some(editing) = &model.editing else {
        return;
    };
    match dialog {
        Dialog::Item(form) => item::item(canvas, editing, form, area),
        Dialog::Ask(ask) => item::ask(canvas, editing, ask, area),
        _ => item::throw_away(canvas, editing, area),
    }
}

/// The line that tells whether what is being decided stays out of a public summary, and the key
/// that changes it.
fn confidential(canvas: &mut Canvas<'_>, model: &Model, is: bool, (x, y, width): (u16, u16, u16)) {
    let theme = canvas.theme;
    let key = model.keymap.key_of(model.mode(), Action::Confidential);
    let (words, style) = if is {
        (
            tr!("confidential: stays out of a public summary"),
            theme.unclear,
        )
    } else {
        (tr!("not confidential"), theme.muted)
    };
    let used = canvas.put(x, y, width, key.unwrap_or_default(), theme.key);
    let room = width.saturating_sub(used + 1);
    canvas.put_cut(x + used + 1, y, room, words, style);
}
