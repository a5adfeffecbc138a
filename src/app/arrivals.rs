//! What colleagues write while the interface is open, and what has to be looked at before the journals
//! are relied on. Nothing that comes moves a cursor, closes a dialog or touches what is half typed.

use super::data::Arrived;
use super::dialogs::{Dialog, Page};
use super::lists;
use super::message::Effect;
use super::model::{Model, Said, Saving, Screen};
use super::screens::told as in_names;
use super::taught;
use crate::domain::agreement::AgreementId;
use crate::domain::digest::Digest;
use crate::domain::review::state::TagKey;
use crate::domain::review::telling::tell;
use crate::domain::review::{Event, StoredEntry};
use crate::{tr, trn};

/// What came and was not looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// Entries of colleagues since the journal was looked at.
    pub count: usize,
    /// The last one worth telling, in a sentence.
    pub last: String,
    /// What is wrong, in sentences, until it was looked at.
    pub warnings: Vec<String>,
}

impl Arrivals {
    /// What the message line tells of it while nothing else has just happened.
    pub fn told(&self) -> Option<String> {
        match self.count {
            0 => None,
            1 => Some(self.last.clone()),
            count => Some(trn!(
                count,
                "{n} new entry · {last}",
                "{n} new entries · {last}",
                last = self.last
            )),
        }
    }

    /// The journal was looked at.
    pub fn were_seen(&mut self) {
        self.count = 0;
        self.last.clear();
    }
}

/// Takes in what came.
pub(super) fn take_in(model: &mut Model, arrived: Arrived) -> Vec<Effect> {
    let events: Vec<Event> = arrived
        .entries
        .iter()
        .map(|stored| stored.entry.event.clone())
        .collect();
    if !arrived.entries.is_empty() {
        add(model, arrived.entries);
    }
    for warning in arrived.warnings {
        if !model.arrivals.warnings.contains(&warning) {
            model.arrivals.warnings.push(warning);
            // A warning is not hidden behind what was merely told.
            if matches!(model.said, Said::Info(_)) {
                model.said = Said::Nothing;
            }
        }
    }
    if arrived.back {
        // This is better news than the failure that stands there.
        model.say(match model.saving {
            Saving::Failed => {
                tr!("The folder is back, and your journal was verified. Press the key again to save.")
            }
            _ => tr!("The folder is back, and your journal was verified."),
        });
    }
    let mut effects = lists::follow(model, &events);
    let learn = taught::follow(model, &events).filter(|_| effects.is_empty());
    if arrived.lists && effects.is_empty() {
        effects.extend(lists::catch_up(model));
    }
    effects.extend(learn);
    let mut touched = arrived.agreements;
    touched.extend(events.iter().filter_map(Event::agreement).cloned());
    model.desk.stale.extend(touched);
    if model.screen.is_of_all() && !model.desk.stale.is_empty() {
        effects.extend(model.read_desk_anew());
    }
    effects
}

fn add(model: &mut Model, entries: Vec<StoredEntry>) {
    let own = model.record.writer.clone();
    let before = Cursors::of(model);
    let mut foreign = Vec::new();
    for stored in entries {
        let starts = matches!(stored.entry.event, Event::JournalStarted(_));
        if stored.entry.writer != own && !starts {
            foreign.push(stored.clone());
        }
        model.record.add(stored);
    }
    model.refresh();
    before.restore(model);
    let told = foreign.iter().map(|stored| sentence(model, stored));
    if let Some((_, words)) = told.max_by_key(|(weight, _)| *weight) {
        model.arrivals.count += foreign.len();
        model.arrivals.last.clone_from(&words);
        tell_calmly(model, &words);
    }
}

/// Says something without taking the place of what the person needs more: why something failed, or
/// that what she did was saved.
fn tell_calmly(model: &mut Model, words: &str) {
    let waiting = matches!(model.saving, Saving::Pending(_));
    let saved = matches!(&model.said, Said::Info(said) if said.starts_with(tr!("Saved.")));
    if !waiting && !saved && !matches!(model.said, Said::Problem(_)) {
        model.say(words);
    }
}

/// An entry in a sentence, and how much it matters that it is told.
fn sentence(model: &Model, stored: &StoredEntry) -> (u8, String) {
    let entry = &stored.entry;
    let reading = model.reading.as_ref();
    let here = reading.map(|reading| &reading.agreement.id);
    let what = if here.is_some() && entry.event.agreement() == here {
        in_names(model, stored).sentence()
    } else {
        let told = tell(stored);
        let after = match told.after.as_str() {
            "" => String::new(),
            after if after == tr!("nothing") => tr!(" – taken away").to_owned(),
            after => format!(" – {after}"),
        };
        format!("{}{after}", told.what)
    };
    let mut words = format!("{}: {what}", entry.by.name);
    if let Some(id) = entry.event.agreement().filter(|id| Some(*id) != here) {
        words = tr!("{words} (in {title})", words, title = title(model, id));
    }
    let own = &model.record.reviewer.id;
    if entry.by.id != *own && model.record.state.is_contradicted(stored, own) {
        return (2, tr!("≠ {words}. You said otherwise.", words));
    }
    let reads = matches!(entry.event, Event::ClauseRead(_));
    (u8::from(!reads), words)
}

fn title(model: &Model, id: &AgreementId) -> String {
    let rows = model.desk.rows.as_deref().unwrap_or_default();
    let row = rows.iter().find(|row| row.id == *id);
    let title = row.map(|row| format!("“{}”", row.title));
    title.unwrap_or_else(|| tr!("agreement {id}", id))
}

/// Shows what is wrong with the journals.
pub(super) fn show_warnings(model: &mut Model) {
    if model.arrivals.warnings.is_empty() {
        model.say(tr!("There is no warning about the journals."));
    } else {
        model.dialog = Some(Dialog::Warnings(Page::default()));
    }
}

/// What cursors stand on, by what it is and not by its position in a list.
struct Cursors {
    tag: Option<TagKey>,
    entry: Option<Digest>,
    item: Option<usize>,
}

impl Cursors {
    fn of(model: &Model) -> Self {
        let reading = model.reading.as_ref();
        let tag = reading.and_then(|reading| reading.tags_here().get(reading.tag));
        let row = model.journal.rows.get(model.journal.cursor);
        let entry = row.and_then(|&at| model.record.entries.get(at));
        let item = reading.filter(|reading| {
            let shown = model.checklist.shown(reading);
            model.screen == Screen::Checklist && shown.contains(&reading.item)
        });
        Self {
            tag: tag.map(|tag| tag.key.clone()),
            entry: entry.map(|stored| stored.hash),
            item: item.map(|reading| reading.item),
        }
    }

    fn restore(self, model: &mut Model) {
        if let (Some(key), Some(reading)) = (self.tag, &mut model.reading) {
            let at = reading.tags_here().iter().position(|tag| tag.key == key);
            reading.tag = at.unwrap_or(reading.tag);
        }
        let (rows, entries) = (&model.journal.rows, &model.record.entries);
        let at = self.entry.and_then(|hash| {
            let same = |&row: &usize| entries.get(row).is_some_and(|one| one.hash == hash);
            rows.iter().position(same)
        });
        // Whoever stands on the newest entry sees the newest.
        if let Some(at) = at.filter(|_| model.journal.cursor > 0) {
            model.journal.cursor = at;
        }
        model.checklist.kept = self.item;
    }
}
