//! Keys, clicks, sizes, pastes and late answers in any order: whatever comes, the model stays sound and can be drawn.
//!
//! A few thousand events by default; `RAPPORTEUR_EVENTS=n` makes so many, `RAPPORTEUR_FULL=1` ten million.

use super::{Person, SIZES, scale};
use crate::app::dialogs::Dialog;
use crate::app::model::Saving;
use crate::app::{Arrived, Effect, Folder, Key, Keymap, Message, Mode, Size, update};
use crate::domain::digest::Digest;
use crate::domain::language::Language;
use crate::domain::review::{Reviewer, WriterId};
use crate::domain::translate::{SPOKEN, speaking};
use crate::runtime::fake::{self, Fake};
use crate::runtime::services::perform;
use crate::ui::sanitise::is_harmless;
use dice::Dice;
use std::time::Instant;

#[path = "../../../tests/common/dice.rs"]
mod dice;

/// Events by default.
const FEW: usize = 6_000;
/// Events when everything is tried.
const ALL: usize = 10_000_000;
/// Events of one sitting: then another person sits down, so that journals do not grow for ever.
const SITTING: usize = 1_500;
/// Letters that are typed, of every script that agreements come in, and some that hide or break.
const LETTERS: [char; 16] = [
    'a', 'b', 'e', 'o', 'š', 'ž', 'ж', 'ј', 'љ', 'ç', '第', '1', ' ', '\u{301}', '\u{202e}',
    '\u{1b}',
];

/// A person whose keys fall as dice do, and answers of background work that wait to be told.
struct Chance {
    person: Person,
    dice: Dice,
    keys: Vec<Key>,
    waiting: Vec<Message>,
    arrived: u64,
}

impl Chance {
    fn sits_down(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let services = match dice.roll(4) {
            0 => Fake::with(fake::agreement_with_margin()),
            1 => Fake::with(fake::agreement("# Nothing but a title")),
            _ => Fake::new(),
        };
        let open = dice.roll(3) > 0;
        let bindings = Keymap::default();
        let known = Mode::ALL.iter().flat_map(|mode| bindings.working(*mode));
        let keys = known.flat_map(|binding| binding.keys.clone());
        // The end comes often enough as it is, and the language is the whole program's.
        let ends = ["ctrl-c", "f8"].map(|key| Key::parse(key).expect(key));
        let keys = keys.filter(|key| !ends.contains(key)).collect();
        let person = Person::with(services, SIZES[dice.roll(SIZES.len())], open);
        Self {
            person,
            dice,
            keys,
            waiting: Vec::new(),
            arrived: 0,
        }
    }

    fn has(&mut self, one_in: usize) -> bool {
        self.dice.roll(one_in) == 0
    }

    fn column(&mut self, most: u16) -> u16 {
        u16::try_from(self.dice.roll(usize::from(most.max(1)))).expect("smaller than its sides")
    }

    /// What happens next.
    fn event(&mut self) -> Message {
        if !self.waiting.is_empty() && self.has(3) {
            let at = self.dice.roll(self.waiting.len());
            return self.waiting.remove(at);
        }
        let Size { width, height } = self.person.model.size;
        match self.dice.roll(40) {
            0 => Message::Resized(Size::new(10 + self.column(200), 4 + self.column(70))),
            1 => {
                let letters = self.dice.roll(30);
                let text = (0..letters).map(|_| *self.dice.pick(&LETTERS)).collect();
                Message::Paste(text)
            }
            2..=5 => {
                let (x, y) = (self.column(width), self.column(height));
                match self.person.drawn.target_at(x, y) {
                    Some(target) if self.has(4) => {
                        let rows = i16::try_from(self.dice.roll(7)).expect("few") - 3;
                        Message::Wheel(target, rows)
                    }
                    Some(target) => Message::Click(target),
                    None => Message::Key(self.key()),
                }
            }
            6 => {
                let mut place = || {
                    let (x, y) = (self.column(width), self.column(height));
                    self.person.drawn.place_at(&self.person.model, x, y)
                };
                match (place(), place()) {
                    (Some(from), Some(to)) => Message::Choose { from, to },
                    _ => Message::Key(self.key()),
                }
            }
            7 => self.news(),
            8..=12 => Message::Key(Key::char(*self.dice.pick(&LETTERS[..13]))),
            _ => Message::Key(self.key()),
        }
    }

    fn key(&mut self) -> Key {
        *self.dice.pick(&self.keys)
    }

    /// What comes from outside without having been asked for.
    fn news(&mut self) -> Message {
        let services = &mut self.person.services;
        match self.dice.roll(6) {
            0 => Message::Notice(Some("The folder is away.".to_owned())),
            1 => Message::Notice(None),
            2 => {
                services.failure = match services.failure {
                    None => Some("The disk is full.".to_owned()),
                    Some(_) => None,
                };
                Message::Shown(self.person.drawn.extent)
            }
            3 => Message::Arrived(Box::new(Arrived {
                lists: self.dice.roll(2) == 0,
                back: self.dice.roll(2) == 0,
                warnings: vec!["Two copies of a journal differ.".to_owned()],
                ..Arrived::default()
            })),
            _ => {
                let mut entries = Vec::new();
                if let Some(mut other) = services.entries.last().cloned() {
                    let bojan = Reviewer::named("Bojan").expect("has letters");
                    self.arrived += 1;
                    other.entry.seq = self.arrived;
                    other.entry.writer = WriterId::new(&bojan, "0a0b0c0d");
                    other.entry.by = bojan;
                    other.entry.supersedes.clear();
                    other.hash = Digest::of(&self.arrived.to_be_bytes());
                    entries.push(other);
                }
                Message::Arrived(Box::new(Arrived {
                    entries,
                    ..Arrived::default()
                }))
            }
        }
    }

    /// Takes in an event; what has to be done for it is done now, and told now or later.
    fn goes_on(&mut self) {
        // What is chosen there would be spoken by all tests.
        let message = match self.person.model.dialog {
            Some(Dialog::Languages(_)) => Message::Key(Key::parse("esc").expect("a key")),
            _ => self.event(),
        };
        let mut effects = update(&mut self.person.model, message);
        while let Some(effect) = effects.pop() {
            let at_once = matches!(effect, Effect::Append(_));
            self.person.has_left |= effect == Effect::Quit;
            let told = match effect {
                // The folders of this computer are not to be looked into.
                Effect::LookInto(_) => vec![Message::LookedInto(Ok(Folder::default()))],
                Effect::LookElsewhere(_) if !self.has(8) => Vec::new(),
                effect => perform(&mut self.person.services, effect),
            };
            if at_once && self.dice.roll(2) == 0 {
                for message in told {
                    effects.extend(update(&mut self.person.model, message));
                }
            } else {
                self.waiting.extend(told);
            }
        }
    }

    fn is_sound(&self) {
        let model = &self.person.model;
        let within = |at: usize, count: usize| at < count.max(1);
        assert!(within(model.desk.cursor, model.desk.shown.len()));
        assert!(within(model.matrix.cursor, model.matrix.rows.len()));
        assert!(within(model.journal.cursor, model.journal.rows.len()));
        if let Some(reading) = &model.reading {
            assert!(within(reading.at, reading.agreement.clauses.len()));
            assert!(within(reading.item, reading.checklist.items.len()));
            assert!(within(reading.tag, reading.tags_here().len()));
            assert!(reading.step.contains(&reading.at));
        }
        if let Some(palette) = &model.palette {
            assert!(within(palette.cursor, palette.found.len()));
        }
        let (cursor, count) = match &model.dialog {
            Some(Dialog::Absence(one)) => (one.cursor, one.found.len()),
            Some(Dialog::Finder(one)) => (one.cursor, one.found.len()),
            Some(Dialog::Peek(one)) => (one.step.cursor, one.step.leads.len()),
            Some(Dialog::Receipt(one)) => (one.cursor, one.entries.len()),
            Some(Dialog::Lists(one)) => (one.cursor, one.rows.len()),
            Some(Dialog::Marking(one)) => (one.cursor, one.rows.len()),
            Some(Dialog::Bookmarks(one)) => (one.cursor, one.rows.len()),
            Some(Dialog::Settle(one)) => (one.cursor, one.sides.len()),
            Some(Dialog::Form(one)) => (one.cursor, one.offers.len()),
            _ => (0, 0),
        };
        assert!(within(cursor, count), "{:?}", model.dialog);
        let answered = |one: &Message| matches!(one, Message::Saved(_) | Message::NotSaved(_));
        if !self.waiting.iter().any(answered) {
            assert!(
                !matches!(model.saving, Saving::Pending(_)),
                "waits for nothing"
            );
            let own =
                |one: &&crate::domain::review::StoredEntry| one.entry.writer == fake::writer();
            let known = model.record.entries.iter().filter(own).count();
            assert_eq!(known, self.person.services.entries.len());
        }
    }

    fn is_looked_at(&mut self) {
        let Size { width, height } = self.person.model.size;
        self.person.screen.backend_mut().resize(width, height);
        self.person.look();
        for cell in &self.person.screen.backend().buffer().content {
            assert!(is_harmless(cell.symbol()), "{:?}", cell.symbol());
        }
    }
}

#[test]
fn whatever_happens_the_model_stays_sound() {
    let wanted = scale::how_many("RAPPORTEUR_EVENTS", FEW, ALL);
    let (first, begun) = (scale::seed(), Instant::now());
    let (mut done, mut frames, mut sittings) = (0, 0, 0);
    while done < wanted {
        let language = SPOKEN[sittings % SPOKEN.len()];
        speaking(language, || {
            let mut chance = Chance::sits_down(first + sittings as u64);
            let _told = Told(first + sittings as u64);
            let last = (done + SITTING).min(wanted);
            while done < last && !chance.person.has_left {
                chance.goes_on();
                chance.is_sound();
                done += 1;
                if chance.has(24) {
                    chance.is_looked_at();
                    frames += 1;
                }
            }
        });
        sittings += 1;
        if sittings % 1000 == 0 {
            tell(done, frames, begun);
        }
    }
    tell(done, frames, begun);
    assert_eq!(crate::domain::translate::spoken(), Language::English);
    assert!(frames > 0 && sittings > 1);
}

fn tell(done: usize, frames: usize, begun: Instant) {
    let seconds = begun.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / seconds.max(0.001);
    scale::tell(&format!(
        "{done} events, {frames} frames, {seconds:.0} s, {rate:.0} events/s"
    ));
}

/// Says in which sitting something went wrong.
struct Told(u64);

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let again = "RAPPORTEUR_SEED begins with that sitting";
            scale::tell(&format!("in the sitting of seed {}; {again}", self.0));
        }
    }
}
