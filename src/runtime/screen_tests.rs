//! Keystrokes in, screens out: the whole interface on services in memory.

mod answering;
mod arranging;
mod editing;
mod every;
mod everywhere;
mod exporting;
mod finding;
mod guided;
mod inspecting;
mod journal;
mod later;
mod lists;
mod marking;
mod matrix;
mod moving;
mod particulars;
mod peeking;
mod pointing;
mod random;
mod similar;
mod sources;
mod stepping;
mod steps;
mod team;
mod themes;
mod together;
mod tongues;
mod tour;
mod weighing;

#[path = "../../tests/common/scale.rs"]
mod scale;

use super::fake::{self, Fake};
use super::services::perform;
use crate::app::key::Size;
use crate::app::model::{Said, Saving, Screen};
use crate::app::{Arrived, Effect, Key, Keymap, Message, Model, Start, Target, update};
use crate::domain::digest::Digest;
use crate::domain::review::event::{Assessment, Event};
use crate::domain::review::{Reviewer, WriterId};
use crate::ui::{self, Drawn};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;
use std::collections::VecDeque;
use std::fmt::Write;

/// A person at a terminal.
struct Person {
    services: Fake,
    model: Model,
    screen: Terminal<TestBackend>,
    drawn: Drawn,
    has_left: bool,
}

impl Person {
    fn sits_down(size: (u16, u16)) -> Self {
        Self::with(Fake::new(), size, false)
    }

    fn reads(size: (u16, u16)) -> Self {
        Self::with(Fake::new(), size, true)
    }

    fn with(services: Fake, (width, height): (u16, u16), open: bool) -> Self {
        let (model, effects) = Model::start(Start {
            size: Size::new(width, height),
            reviewer: fake::reviewer(),
            writer: fake::writer(),
            entries: services.entries.clone(),
            open: open.then(|| services.agreement.id.clone()),
            keymap: Keymap::default(),
            look: themes::look(),
            tour: false,
        });
        let backend = TestBackend::new(width, height);
        let mut person = Self {
            services,
            model,
            screen: Terminal::new(backend).expect("a test screen"),
            drawn: Drawn::default(),
            has_left: false,
        };
        person.perform(effects);
        person.look();
        person
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            self.has_left |= effect == Effect::Quit;
            for message in perform(&mut self.services, effect) {
                waiting.extend(update(&mut self.model, message));
            }
        }
    }

    fn look(&mut self) {
        let (model, theme) = (&self.model, self.theme());
        let mut drawn = Drawn::default();
        self.screen
            .draw(|frame| drawn = ui::draw(model, &theme, frame))
            .expect("a test screen takes every frame");
        update(&mut self.model, Message::Shown(drawn.extent));
        self.drawn = drawn;
    }

    fn gets(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.perform(effects);
        self.look();
    }

    fn presses(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.gets(Message::Key(Key::parse(key).expect(key)));
        }
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.gets(Message::Key(Key::char(character)));
        }
        self
    }

    /// A colleague holds the words that were tagged last to be in order.
    fn is_contradicted(&mut self) {
        let mut other = self.services.entries.last().expect("saved").clone();
        let bojan = Reviewer::named("Bojan").expect("has letters");
        other.entry.writer = WriterId::new(&bojan, "0a0b0c0d");
        other.entry.by = bojan;
        other.hash = Digest::of(b"another");
        let Event::ClauseTagged(change) = &mut other.entry.event else {
            panic!("a tag was saved last");
        };
        change.after.as_mut().expect("set").assessment = Assessment::Ok;
        self.gets(Message::Arrived(Box::new(Arrived {
            entries: vec![other],
            ..Arrived::default()
        })));
    }

    fn clicks(&mut self, x: u16, y: u16) -> &mut Self {
        if let Some(target) = self.drawn.target_at(x, y) {
            self.gets(Message::Click(target));
        }
        self
    }

    /// The screen as text; under a row whose look matters, the look: b(old), u(nderlined),
    /// r(eversed).
    fn sees(&self) -> String {
        let buffer = self.screen.backend().buffer();
        let mut seen = String::new();
        for y in 0..buffer.area.height {
            let mut text = String::new();
            let mut looks = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let cell = &buffer[(x, y)];
                looks.push(look_of(cell.modifier));
                if skip == 0 {
                    text.push_str(cell.symbol());
                    skip = unicode_width::UnicodeWidthStr::width(cell.symbol());
                }
                skip = skip.saturating_sub(1);
            }
            writeln!(seen, "{}", text.trim_end()).expect("a String takes every text");
            if looks.contains(['u', 'r']) {
                writeln!(seen, "~{}", looks.trim_end()).expect("a String takes every text");
            }
        }
        seen
    }

    fn is_told(&self) -> &str {
        match &self.model.said {
            Said::Nothing => "",
            Said::Info(words) | Said::Problem(words) => words,
        }
    }

    fn at(&self) -> usize {
        self.model
            .reading
            .as_ref()
            .expect("an agreement is open")
            .at
    }
}

const fn look_of(modifier: Modifier) -> char {
    if modifier.contains(Modifier::REVERSED) {
        'r'
    } else if modifier.contains(Modifier::UNDERLINED) {
        'u'
    } else if modifier.contains(Modifier::BOLD) {
        'b'
    } else {
        ' '
    }
}

const SIZES: [(u16, u16); 2] = [(80, 24), (140, 45)];

/// What a person does, and the name of the screen that it leads to.
type Scene = (&'static str, bool, fn(&mut Person));

const SCENES: [Scene; 18] = [
    ("desk", false, |_| {}),
    ("desk-filter", false, |person| {
        person.types("болн");
    }),
    ("reader", true, |person| {
        person.presses("space space space space space space space");
    }),
    ("reader-tagged", true, |person| {
        person.presses("space space space space space space space 2 k e");
    }),
    ("reader-table", true, |person| {
        person.presses("end k k k k k k");
    }),
    ("words", true, |person| {
        person.presses("j j j j j j j v right right v right");
    }),
    ("outline", true, |person| {
        person.presses("space space o");
    }),
    ("items", true, |person| {
        person.presses("j j j j j j j tab down");
    }),
    ("finder", true, |person| {
        person.presses("t").types("foreign");
    }),
    ("assess", true, |person| {
        person.presses("t").types("foreign").presses("enter");
    }),
    ("note", true, |person| {
        person.presses("m").types("Who signed this?").presses("esc");
    }),
    ("search", true, |person| {
        person.presses("/").types("access");
    }),
    ("checklist", true, |person| {
        person
            .presses("j j j j j j j 1 c a y down w enter s")
            .types("After a second look")
            .presses("enter up up");
    }),
    ("absence", true, |person| {
        person.presses("c end a");
    }),
    ("export", true, |person| {
        person.presses("x tab");
    }),
    ("receipt", true, |person| {
        person.presses("i");
    }),
    ("help", true, |person| {
        person.presses("?");
    }),
    ("journal", true, |person| {
        person
            .presses("space space space space space space space 1 k u")
            .presses("L");
    }),
];

#[test]
fn screens_look_as_they_did() {
    for (name, open, act) in SCENES {
        for size in SIZES {
            let mut person = Person::with(Fake::new(), size, open);
            act(&mut person);
            let name = format!("{name}-{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, person.sees());
        }
    }
}

/// What a person does.
type Act = fn(&mut Person);

/// What a person does with an agreement that has something beside its text.
const BESIDE: &[(&str, Act)] = &[
    ("beside-badges", |person| {
        person.presses("j j j j j j j");
    }),
    ("beside", |person| {
        person.presses("j j j j j j j b");
    }),
    ("beside-unread", |person| {
        person.presses("end k k k k k");
    }),
];

#[test]
fn what_stands_beside_a_clause_is_shown() {
    for (name, act) in BESIDE {
        for size in SIZES {
            let services = Fake::with(fake::agreement_with_margin());
            let mut person = Person::with(services, size, true);
            act(&mut person);
            let name = format!("{name}-{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, person.sees());
        }
    }
}

#[test]
fn the_dialog_scrolls_to_its_end_and_says_when_there_is_nothing() {
    let services = Fake::with(fake::agreement_with_margin());
    let mut person = Person::with(services, (80, 24), true);
    person.presses("j j j j j j j b pagedown pagedown pagedown");
    assert!(person.sees().contains("running foot"), "{}", person.sees());
    person.presses("esc");
    assert!(person.sees().contains("b beside"), "the key is shown");
    let mut other = Person::reads((80, 24));
    other.presses("j b");
    assert!(
        other.sees().contains("Nothing stands beside this clause"),
        "{}",
        other.sees()
    );
    other.presses("esc");
    assert!(!other.sees().contains("b beside"), "{}", other.sees());
}

/// The window is often smaller before the program is told of it.
#[test]
fn a_window_that_shrinks_before_a_frame_is_drawn_is_no_harm() {
    for keys in ["", "f1", "t", "c", "c a", ":", "f8"] {
        let mut person = Person::reads((140, 45));
        person.presses(keys);
        for size in [(1, 1), (7, 45), (140, 2), (40, 9), (80, 24), (30, 12)] {
            person.screen = Terminal::new(TestBackend::new(size.0, size.1)).expect("in memory");
            person.look();
        }
    }
}

#[test]
fn a_window_that_is_too_small_says_so_and_can_be_left() {
    let mut person = Person::reads((50, 10));
    insta::assert_snapshot!("too-small", person.sees());
    person.presses("1 space t x");
    assert!(person.services.entries.is_empty());
    person.presses("q q");
    assert!(person.has_left);
}

#[test]
fn an_empty_desk_says_what_to_do() {
    let mut person = Person::sits_down((80, 24));
    person.gets(Message::DeskLoaded(Ok(Vec::new())));
    insta::assert_snapshot!("desk-empty", person.sees());
}

#[test]
fn a_decision_is_called_saved_only_when_it_is() {
    let mut person = Person::reads((80, 24));
    person.presses("m").types("first line").presses("alt-enter");
    person.types("друга");
    person.services.failure = Some("The disk is full.".to_owned());
    person.presses("enter");
    assert_eq!(person.is_told(), "Not saved. The disk is full.");
    assert_eq!(person.model.saving, Saving::Failed);
    assert!(person.sees().contains("NOT SAVED"));
    assert!(person.sees().contains("друга"), "what was typed stays");
    person.services.failure = None;
    person.presses("enter");
    assert!(
        person.is_told().starts_with("Saved."),
        "{}",
        person.is_told()
    );
    assert_eq!(person.services.entries.len(), 1);
    assert!(person.model.dialog.is_none());
}

#[test]
fn a_review_goes_from_key_to_journal_and_back() {
    let mut person = Person::reads((80, 24));
    person.presses("j j j j j j j");
    let clause = person.at();
    person.presses("1");
    assert_eq!(person.at(), clause + 1, "the screen goes on");
    person.presses("k v right right v right right 1");
    assert_eq!(person.at(), clause);
    let tags = |person: &Person| {
        let reading = person.model.reading.as_ref().expect("open");
        reading.marks_on(clause).map_or(0, |marks| marks.tags.len())
    };
    assert_eq!(tags(&person), 2);
    person.presses("u");
    assert!(
        person.is_told().starts_with("Taken back."),
        "{}",
        person.is_told()
    );
    assert_eq!(tags(&person), 1);
    person.presses("ctrl-r");
    assert_eq!(tags(&person), 2);
    person.presses("q");
    assert_eq!(person.model.screen, Screen::Desk);
    person.presses("enter");
    assert_eq!(person.at(), clause, "the place is kept");
    person.presses("ctrl-c");
    assert!(person.has_left);
}

#[test]
fn warnings_about_the_file_stand_until_they_were_looked_at() {
    let mut person = Person::reads((80, 24));
    let warns = |person: &Person| person.sees().contains("! 2 warnings about how this file");
    assert!(warns(&person));
    person.presses("j j");
    assert!(warns(&person), "stepping on does not hide them");
    person.presses("i");
    assert!(person.sees().contains("Annex C is cited"));
    person.presses("esc j");
    assert!(!warns(&person));
    person.presses("q enter");
    assert!(!warns(&person), "seen is seen");
}

#[test]
fn what_is_confidential_says_so_and_stays_so() {
    let mut person = Person::reads((80, 24));
    let told = |person: &Person, words: &str| {
        assert!(person.is_told().ends_with(words), "{}", person.is_told());
    };
    person.presses("j j j j j j j 1 k f2");
    told(&person, "(confidential)");
    person.presses("e");
    told(&person, "(confidential)");
    person.presses("m").types("Only for us").presses("f2 enter");
    assert!(person.sees().contains("Only for us (confidential)"));
    person.presses("m").types("!").presses("enter");
    assert!(person.sees().contains("Only for us! (confidential)"));
    person.presses("c home enter f2 w");
    told(&person, "withheld (confidential)");
    person.presses("f2");
    told(&person, "→ withheld");
}

#[test]
fn a_note_on_the_whole_agreement_is_found_with_the_receipt() {
    let mut person = Person::reads((80, 24));
    person.presses("m tab").types("On all of it");
    person.presses("enter i");
    assert!(
        person
            .sees()
            .contains("Note on the agreement: On all of it")
    );
}

#[test]
fn an_absence_shows_the_words_that_were_found() {
    let mut person = Person::reads((80, 24));
    person.presses("c down a");
    let seen = person.sees();
    assert!(seen.contains("Does the agreement say nothing?"), "{seen}");
    let row = seen.lines().find(|line| line.contains("term  "));
    assert!(
        row.is_some_and(|row| row.contains("Remote access")),
        "{seen}"
    );
}

#[test]
fn an_interrupted_note_is_saved() {
    let mut person = Person::reads((80, 24));
    person.presses("m").types("half a thou");
    person.gets(Message::Quit);
    assert!(person.has_left);
    assert_eq!(person.services.entries.len(), 1);
}

#[test]
fn keys_of_another_script_step_and_tag() {
    let mut person = Person::reads((80, 24));
    person.presses("ј ј к");
    assert_eq!(person.at(), 1);
    person.presses("т").types("податак");
    assert!(person.sees().contains("податак"), "typed as it stands");
}

#[test]
fn a_long_clause_is_read_to_its_end_first() {
    let long = format!(
        "# Long\n\n1.1 {}\n\n1.2 Short.",
        "Words go on. ".repeat(300)
    );
    let mut person = Person::with(Fake::with(fake::agreement(&long)), (80, 24), true);
    person.presses("j space");
    assert_eq!(person.at(), 1);
    assert!(person.services.entries.is_empty(), "not read yet");
    for _ in 0..6 {
        person.presses("space");
    }
    assert_eq!(person.at(), 2);
    assert!(!person.services.entries.is_empty());
}

#[test]
fn a_file_is_not_replaced_unasked() {
    let mut person = Person::reads((80, 24));
    person.presses("x enter x enter");
    assert!(person.sees().contains("Replace it?"));
    person.presses("n esc");
    assert_eq!(person.services.files.len(), 1);
    person.presses("x enter y");
    assert_eq!(person.services.files.len(), 2);
}

#[test]
fn the_mouse_finds_what_was_drawn() {
    let mut person = Person::reads((140, 45));
    person.clicks(5, 9);
    assert_eq!(person.at(), 6);
    let (area, target) = *person
        .drawn
        .targets
        .iter()
        .find(|(_, target)| matches!(target, Target::Suggestion(1)))
        .expect("has a suggestion");
    assert_eq!(target, Target::Suggestion(1));
    person.clicks(area.x + 1, area.y);
    assert_eq!(person.services.entries.len(), 1);
}

#[test]
fn ten_thousand_clauses_are_drawn_at_once() {
    let mut text = String::from("# Many\n\n");
    for number in 1..=10_000 {
        write!(
            text,
            "{number}.1 The network of the supplier, number {number}.\n\n"
        )
        .expect("fits");
    }
    let mut person = Person::with(Fake::with(fake::agreement(&text)), (140, 45), true);
    person.presses("end k");
    assert!(person.sees().contains("clause 10,001 of 10,002"));
}

fn any_key() -> impl Strategy<Value = Key> {
    let keys = [
        "j",
        "k",
        "space",
        "1",
        "2",
        "9",
        "alt-1",
        "t",
        "v",
        "m",
        "a",
        "w",
        "y",
        "n",
        "]",
        "[",
        "/",
        "N",
        "e",
        "d",
        "r",
        "u",
        "ctrl-r",
        "c",
        "tab",
        "shift-tab",
        "o",
        "L",
        "i",
        "x",
        "pagedown",
        "pageup",
        "home",
        "end",
        "?",
        "f1",
        "esc",
        "q",
        "enter",
        "up",
        "down",
        "left",
        "right",
        "shift-right",
        "h",
        "l",
        "s",
        "f",
        "backspace",
        "delete",
        "alt-enter",
        "f2",
        "ж",
        "ј",
        "第",
    ];
    prop::sample::select(keys.to_vec()).prop_map(|key| Key::parse(key).expect(key))
}

fn any_message() -> impl Strategy<Value = Message> {
    prop_oneof![
        20 => any_key().prop_map(Message::Key),
        1 => (20_u16..160, 5_u16..50).prop_map(|(w, h)| Message::Resized(Size::new(w, h))),
        1 => "[a-z\\x00-\\x1f\u{202e}\u{301}第 ]{0,30}".prop_map(Message::Paste),
        2 => (0_usize..40).prop_map(|row| Message::Click(Target::Row(row))),
        1 => (0_usize..40).prop_map(|row| Message::Click(Target::Clause(row))),
        1 => (0_usize..10).prop_map(|row| Message::Click(Target::Item(row))),
        1 => (0_usize..10).prop_map(|row| Message::Click(Target::Suggestion(row))),
        1 => (-3_i16..4).prop_map(|rows| Message::Wheel(Target::Text, rows)),
        1 => (-3_i16..4).prop_map(|rows| Message::Wheel(Target::List, rows)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_pressed_the_screen_stays_sound(
        messages in prop::collection::vec(any_message(), 1..80),
        failing in any::<bool>(),
    ) {
        let mut person = Person::reads((80, 24));
        if failing {
            person.services.failure = Some("The disk is full.".to_owned());
        }
        for message in messages {
            if let Message::Resized(size) = &message {
                person.screen.backend_mut().resize(size.width, size.height);
            }
            person.gets(message);
            let reading = person.model.reading.as_ref().expect("stays open");
            prop_assert!(reading.at < reading.agreement.clauses.len());
            prop_assert!(reading.item < reading.checklist.items.len());
            prop_assert!(reading.tag == 0 || reading.tag < reading.tags_here().len());
            prop_assert!(person.model.journal.cursor <= person.model.journal.rows.len());
            prop_assert!(!matches!(person.model.saving, Saving::Pending(_)));
            prop_assert_eq!(person.model.record.entries.len(), person.services.entries.len());
            for cell in &person.screen.backend().buffer().content {
                prop_assert!(ui::sanitise::is_harmless(cell.symbol()), "{:?}", cell.symbol());
            }
        }
    }
}
