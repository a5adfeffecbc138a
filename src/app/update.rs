//! The one way in: a message changes the model and asks for effects.

use super::action::Action;
use super::arrivals;
use super::dialogs::{self, Dialog, Page};
use super::elsewhere;
use super::everywhere;
use super::key::Key;
use super::lists;
use super::message::{Effect, Extent, Message, Target};
use super::mode::Mode;
use super::model::{Goal, Model, Said, Screen};
use super::palette::{self, Deed};
use super::pointed;
use super::reading::Focus;
use super::reading::Reading;
use super::screens;
use super::taught;
use super::tour;
use super::travel;
use crate::domain::translate::dates::on_screen;
use crate::tr;
use std::sync::Arc;

/// Letters that are pasted at once, at most.
const MOST_PASTED: usize = 20_000;

/// Takes in what happened.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    // What is said now is said on a screen.
    let mut effects = on_screen(|| take_in(model, message));
    effects.extend(dialogs::preview_wanted(model));
    effects.extend(dialogs::search_wanted(model));
    travel::through(model, effects)
}

fn take_in(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => return press(model, key),
        Message::Paste(text) => paste(model, &text),
        Message::Click(target) => return click(model, target),
        Message::Choose { from, to } => screens::choose_between(model, from, to),
        Message::Wheel(target, rows) => wheel(model, target, rows),
        Message::Resized(size) => model.size = size,
        Message::Shown(extent) => shown(model, extent),
        Message::DeskLoaded(Ok(rows)) => {
            model.desk.load(rows);
            model.matrix.gather(&model.desk);
        }
        Message::DeskLoaded(Err(why)) | Message::Opened(Err(why)) | Message::PlaceNotSaved(why) => {
            model.complain(why);
        }
        Message::Opened(Ok(opened)) => {
            let receipt = opened.receipt.clone();
            let first_time = opened.place.is_none();
            model.begin(*opened);
            model.said = Said::Nothing;
            let is_found = matches!(model.goal, Some((_, Goal::Found { .. })));
            model.reach_goal();
            if first_time && receipt.unseen().is_none() {
                let key = model.keymap.key_of(Mode::Reader, Action::Receipt);
                model.say(tr!(
                    "{headline} More: {key}",
                    headline = receipt.headline,
                    key = key.unwrap_or("F1")
                ));
            }
            if let Some(words) = elsewhere::way_back(model) {
                model.say(words);
            }
            if is_found {
                everywhere::tell(model);
            }
            return model.reading.as_deref().map(follow_up).unwrap_or_default();
        }
        Message::LookedThrough(found) => {
            // What comes late is about an agreement that was left.
            if let Some(reading) = &mut model.reading
                && reading.agreement.id == found.agreement
            {
                reading.links = Some(found.links);
                reading.facts = Some(found.facts);
                dialogs::offer_what_came(model);
            }
        }
        Message::SearchReady(text) => {
            if let Some(reading) = &mut model.reading {
                reading.take_ready(text);
            }
        }
        Message::Pointed(found) => pointed::take_in(model, *found),
        Message::Taught(found) => taught::take_in(model, *found),
        Message::Saved(entries) => {
            let touched = entries.iter().filter_map(|one| one.entry.event.agreement());
            model.desk.stale.extend(touched.cloned());
            return model.saved(entries);
        }
        Message::NotSaved(why) => model.not_saved(&why),
        Message::Elsewhere(answer) => elsewhere::take_in(model, *answer),
        Message::Everywhere(report) => everywhere::take_in(model, *report),
        Message::Lists(news) => return lists::take_in(model, news),
        Message::Proven(outcome) => screens::take_in_proof(model, outcome),
        Message::Arrived(arrived) => return arrivals::take_in(model, *arrived),
        Message::RowsLoaded(rows) => {
            model.desk.take(rows);
            model.matrix.gather(&model.desk);
        }
        Message::LookedInto(outcome) => dialogs::looked_into(model, outcome),
        Message::ReadIn(outcome) => return dialogs::read_in(model, outcome),
        Message::Edited(outcome) => dialogs::edited(model, outcome),
        Message::Exported(outcome) => dialogs::exported(model, outcome),
        Message::Previewed(previewed) => dialogs::previewed(model, *previewed),
        Message::Notice(notice) => model.notice = notice,
        Message::Quit => return quit(model),
    }
    Vec::new()
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let mode = model.mode();
    let over = model.overlay();
    let own = over.and_then(|over| model.keymap.own(over, key));
    let Some(action) = own.or_else(|| model.keymap.lookup(mode, key)) else {
        if let Some(character) = key.typed()
            && !model.size.is_too_small()
        {
            if model.help.is_none()
                && let Some(effects) = dialogs::press_letter(model, character)
            {
                return effects;
            }
            type_text(model, character.encode_utf8(&mut [0; 4]));
        }
        return Vec::new();
    };
    if model.size.is_too_small() && !matches!(action, Action::Quit | Action::Back | Action::Cancel)
    {
        // What cannot be seen must not be decided.
        return Vec::new();
    }
    model.said = Said::Nothing;
    act(model, action, key)
}

fn act(model: &mut Model, action: Action, key: Key) -> Vec<Effect> {
    let mode = model.mode();
    let effects = act_on(model, action, key);
    tour::look_on(model, mode, action, &effects);
    effects
}

fn act_on(model: &mut Model, action: Action, key: Key) -> Vec<Effect> {
    match action {
        Action::TourOn if model.tour.is_some() => {
            tour::go_on(model);
            Vec::new()
        }
        Action::TourEnd if model.tour.take().is_some() => Vec::new(),
        Action::TourOn | Action::TourEnd => {
            let key = model.keymap.key_of(Mode::Desk, Action::Tour);
            model.say(tr!(
                "The tour begins with {key} on the desk.",
                key = key.unwrap_or(":")
            ));
            Vec::new()
        }
        Action::Quit => quit(model),
        Action::Suspend => vec![Effect::Suspend],
        Action::Redraw => vec![Effect::Redraw],
        Action::Languages
            if model.help.is_none() && model.palette.is_none() && model.dialog.is_none() =>
        {
            dialogs::show_languages(model);
            Vec::new()
        }
        Action::Warnings
            if model.help.is_none() && model.palette.is_none() && model.dialog.is_none() =>
        {
            arrivals::show_warnings(model);
            Vec::new()
        }
        Action::SearchAll
            if model.help.is_none()
                && model.palette.is_none()
                && matches!(model.dialog, None | Some(Dialog::Search(_))) =>
        {
            dialogs::ask_search_all(model);
            Vec::new()
        }
        Action::Palette | Action::GoTo => {
            model.help = None;
            let about = model.topmost();
            match action {
                Action::Palette => palette::open(model, about),
                _ => palette::go_to(model),
            }
            Vec::new()
        }
        Action::Settings => {
            model.help = None;
            model.palette = None;
            dialogs::show_look(model);
            Vec::new()
        }
        Action::Help | Action::Explain => {
            let about = model
                .help
                .map_or_else(|| model.topmost(), |(about, _)| about);
            model.help = Some((about, Page::default()));
            Vec::new()
        }
        _ if model.help.is_some() => act_in_help(model, action),
        _ if model.palette.is_some() => act_in_palette(model, action),
        _ if model.dialog.is_some() => dialogs::act(model, action),
        _ => screens::act(model, action, key),
    }
}

fn act_in_palette(model: &mut Model, action: Action) -> Vec<Effect> {
    match palette::act(model, action) {
        None => Vec::new(),
        Some(Deed::Act(action, key)) => act(model, action, key),
        Some(Deed::Clause(clause)) => palette::show_clause(model, clause),
        Some(Deed::Agreement(id)) => palette::open_agreement(model, id),
    }
}

fn act_in_help(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    if action == Action::Cancel {
        model.help = None;
    } else if let Some((_, help)) = &mut model.help {
        help.act(action, page);
    }
    Vec::new()
}

/// Types into whatever takes text now; on the desk typing begins to filter.
fn type_text(model: &mut Model, typed: &str) {
    if model.help.is_some() {
        return;
    }
    if let Some(palette) = &mut model.palette {
        palette.type_text(typed);
    } else if model.dialog.is_some() {
        Dialog::type_text(model, typed);
    } else if model.screen == Screen::Desk {
        model.desk.type_text(typed);
    }
}

fn quit(model: &mut Model) -> Vec<Effect> {
    // What is kept on leaving is where the person is now, not where the past was looked at.
    travel::return_to_now(model);
    dialogs::close_look(model);
    let mut effects = dialogs::draft_of_typed(model);
    let place = model.reading.as_ref().and_then(|reading| reading.place());
    if !model.screen.is_of_all() {
        effects.extend(place.map(Effect::SavePlace));
    }
    effects.push(Effect::Quit);
    effects
}

/// Types what was pasted; of something very long only the beginning, and says so.
fn paste(model: &mut Model, text: &str) {
    let cut = text.char_indices().nth(MOST_PASTED).map(|(at, _)| at);
    type_text(
        model,
        text.get(..cut.unwrap_or(text.len())).unwrap_or_default(),
    );
    if cut.is_some() {
        model.complain(tr!(
            "What was pasted is very long: only its first {most} letters were taken.",
            most = MOST_PASTED
        ));
    }
}

fn click(model: &mut Model, target: Target) -> Vec<Effect> {
    if let Target::Key(key) = target {
        return press(model, key);
    }
    model.said = Said::Nothing;
    if model.help.is_some() {
        model.help = None;
        return Vec::new();
    }
    if let Some(palette) = &mut model.palette {
        return match target {
            Target::Row(row) if palette.point_at(row) => act_in_palette(model, Action::Accept),
            _ => Vec::new(),
        };
    }
    if model.dialog.is_some() {
        return click_dialog(model, target);
    }
    match (model.screen, target) {
        (Screen::Desk, Target::Row(row)) => click_row(model, row),
        (Screen::Matrix, Target::Row(_) | Target::Cell(..)) => screens::click_cell(model, target),
        (Screen::Reader, Target::Fold(clause)) => {
            if let Some(reading) = &mut model.reading {
                screens::click_fold(reading, clause);
            }
            Vec::new()
        }
        (Screen::Reader, Target::Clause(clause) | Target::Outline(clause)) => {
            if let Some(reading) = &mut model.reading
                && reading.at != clause
            {
                reading.jump(clause);
            }
            Vec::new()
        }
        (Screen::Reader, Target::Text) => focus(model, Focus::Clause),
        (Screen::Reader, Target::List) => focus(model, Focus::Items),
        (Screen::Reader, Target::Suggestion(number)) => {
            let digit = u32::try_from(number).ok();
            let digit = digit.and_then(|digit| char::from_digit(digit, 10));
            digit.map_or_else(Vec::new, |digit| {
                screens::act(model, Action::TagAndStay, Key::char(digit))
            })
        }
        (Screen::Reader | Screen::Checklist, Target::Item(item)) => click_item(model, item),
        (Screen::Editing, Target::Row(row)) => {
            if let Some(editing) = &mut model.editing
                && row < editing.order.len()
            {
                editing.cursor = row;
            }
            Vec::new()
        }
        (Screen::Journal, Target::Row(row)) => {
            if row < model.journal.rows.len() {
                model.journal.cursor = row;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn click_dialog(model: &mut Model, target: Target) -> Vec<Effect> {
    let chosen = match &model.dialog {
        Some(Dialog::Receipt(receipt)) => Some(receipt.cursor),
        Some(Dialog::Peek(peek)) => Some(peek.step.cursor),
        Some(Dialog::Stepping(dialog)) => Some(dialog.cursor),
        Some(Dialog::Bookmarks(dialog)) => Some(dialog.cursor),
        Some(Dialog::SearchAll(dialog)) => Some(dialog.cursor),
        _ => None,
    };
    if let (Target::Row(row), Some(Dialog::Form(form))) = (target, &model.dialog)
        && (form.cursor, form.field) == (row, dialogs::Field::Offers)
    {
        return dialogs::act(model, Action::Accept);
    }
    if let (Target::Row(row), Some(Dialog::Look(look))) = (target, &model.dialog)
        && look.cursor == row
    {
        return dialogs::act(model, Action::Accept);
    }
    if let (Target::Row(row), Some(Dialog::Details(details))) = (target, &model.dialog)
        && details.cursor == row
    {
        return dialogs::act(model, Action::Accept);
    }
    if let (Target::Row(row), Some(Dialog::Lists(lists))) = (target, &model.dialog)
        && lists.cursor == row
        && !lists.giving_up
    {
        return dialogs::act(model, Action::Accept);
    }
    if let (Target::Row(row), Some(Dialog::Marking(marking))) = (target, &model.dialog)
        && marking.cursor == row
    {
        return dialogs::act(model, Action::Accept);
    }
    if let (Target::Row(row), Some(Dialog::Similar(dialog))) = (target, &model.dialog)
        && dialog.cursor == row
    {
        return dialogs::act(model, Action::Compare);
    }
    if let Target::Row(row) = target
        && chosen == Some(row)
    {
        return dialogs::act(model, Action::GoThere);
    }
    if let Target::Row(row) = target
        && dialogs::point_at(model, row)
        && matches!(model.dialog, Some(Dialog::Finder(_)))
    {
        return dialogs::act(model, Action::Accept);
    }
    Vec::new()
}

/// The first click chooses an agreement, the next one opens it.
fn click_row(model: &mut Model, row: usize) -> Vec<Effect> {
    if row >= model.desk.shown.len() {
        return Vec::new();
    }
    if model.desk.cursor == row {
        return screens::act(model, Action::Open, Key::char(' '));
    }
    model.desk.cursor = row;
    Vec::new()
}

/// The first click chooses an item, the next one answers it.
fn click_item(model: &mut Model, item: usize) -> Vec<Effect> {
    let reader = model.screen == Screen::Reader;
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    if item >= reading.checklist.items.len() {
        return Vec::new();
    }
    let again = reading.item == item && (!reader || reading.focus == Focus::Items);
    reading.item = item;
    if reader {
        reading.focus = Focus::Items;
    }
    if again && !travel::refuses(model, Action::Answer) {
        dialogs::ask_answer(model, item);
    }
    Vec::new()
}

fn focus(model: &mut Model, focus: Focus) -> Vec<Effect> {
    if let Some(reading) = &mut model.reading {
        reading.focus = focus;
    }
    Vec::new()
}

/// What is done in the background once an agreement can be read; what is waited for most comes first.
fn follow_up(reading: &Reading) -> Vec<Effect> {
    let point = reading.ask_for_pointers().into_iter();
    let look = Effect::LookThrough(Arc::clone(&reading.agreement));
    point.chain([look, reading.learn()]).collect()
}

fn wheel(model: &mut Model, target: Target, rows: i16) {
    let by = usize::from(rows.unsigned_abs());
    let action = if rows > 0 { Action::Down } else { Action::Up };
    let over_text = matches!(target, Target::Text) && model.screen == Screen::Reader;
    let is_free = model.help.is_none() && model.palette.is_none() && model.dialog.is_none();
    if is_free && over_text {
        if let Some(reading) = &mut model.reading {
            reading.scroll = match rows {
                0.. => reading.scroll.saturating_add(by),
                _ => reading.scroll.saturating_sub(by),
            };
        }
        return;
    }
    for _ in 0..by {
        wheel_list(model, target, action);
    }
}

fn wheel_list(model: &mut Model, target: Target, action: Action) {
    if model.help.is_some() {
        act_in_help(model, action);
    } else if model.palette.is_some() {
        act_in_palette(model, action);
    } else if model.dialog.is_some() {
        if !matches!(model.dialog, Some(Dialog::Note(_))) {
            dialogs::act(model, action);
        }
    } else if model.screen != Screen::Reader {
        screens::act(model, action, Key::char(' '));
    } else if let Some(reading) = &mut model.reading {
        let last = reading.checklist.items.len().saturating_sub(1);
        match (target, action) {
            (Target::Outline(_) | Target::Fold(_), _) => screens::wheel_outline(reading, action),
            (Target::Clause(_), _) => {
                reading.go_step(action == Action::Down);
            }
            (_, Action::Down) => reading.item = (reading.item + 1).min(last),
            _ => reading.item = reading.item.saturating_sub(1),
        }
    }
}

/// What the last frame showed: scrolling past the end is taken back.
fn shown(model: &mut Model, extent: Extent) {
    model.extent = extent;
    if let Some((_, help)) = &mut model.help {
        help.scroll = help.scroll.min(extent.scroll);
    } else if let Some(page) = model.dialog.as_mut().and_then(Dialog::page_mut) {
        page.scroll = page.scroll.min(extent.scroll);
    } else if model.screen == Screen::Reader
        && model.dialog.is_none()
        && let Some(reading) = &mut model.reading
    {
        reading.scroll = match reading.bring.take() {
            Some(_) => extent.scroll,
            None => reading.scroll.min(extent.scroll),
        };
    }
}
