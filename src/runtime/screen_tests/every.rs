//! Every screen and dialog in every language, theme and size: no title is cut, the bottom line says what works,
//! and all of it looks as it did, text and styles.
//!
//! What it looks like is kept as hashes in `looks.txt`, because the pictures would be megabytes; the ones to be read
//! are the snapshots beside it. By default every screen is seen in English and in one other language, with
//! `RAPPORTEUR_FULL=1` in all. `UPDATE_LOOKS=1 cargo test --lib every_look` writes the hashes anew. A look that
//! differs is written to `target/looks`, to be compared with what the commit before writes there.
#![expect(
    clippy::disallowed_methods,
    reason = "the hashes lie in the source tree, which no part of the program touches"
)]

use super::lists;
use super::similar;
use super::themes::{looks, with_theme};
use super::tongues::{MORE, WAYS};
use super::{Act, Person, scale};
use crate::app::mode::Mode;
use crate::app::tour::Tour;
use crate::app::{
    Action, Arrived, Folder, FolderEntry, Key, Message, ReadIn, Size, Target, update,
};
use crate::domain::digest::Digest;
use crate::domain::language::Language;
use crate::domain::translate::{SPOKEN, speaking};
use crate::ui;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Narrow as a terminal ever was, usual, and a whole screen.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 60)];
/// Looks that differ of which a picture is written.
const MOST_PICTURES: usize = 10;
/// Meanings of keys that the bottom line says at least, where there are so many.
const LEAST_KEYS: usize = 2;

/// Further ways, to what needs something to have happened.
const SPECIAL: &[(&str, Act)] = &[
    ("settling", |person| {
        person.presses("j j j j j j j t enter c g");
        person.is_contradicted();
        person.presses("f down enter =");
    }),
    ("files", |person| {
        person.presses("q");
        let asked = Message::Key(Key::char('i'));
        // The folders of this computer are not to be looked into.
        update(&mut person.model, asked);
        person.gets(Message::LookedInto(Ok(folder())));
    }),
    ("refused", |person| {
        person.presses("q");
        person.gets(Message::ReadIn(Ok(Box::new(ReadIn {
            refused: vec!["lease.pdf: it is locked with a password.".to_owned()],
            ..ReadIn::default()
        }))));
    }),
    ("warnings", |person| {
        person.gets(Message::Arrived(Box::new(Arrived {
            warnings: vec!["Two copies of the journal of Bojan differ.".to_owned()],
            ..Arrived::default()
        })));
        person.presses("!");
    }),
    ("tour", |person| {
        person.model.tour = Some(Tour::At { step: 7, done: 0 });
        person.presses("j c");
    }),
    ("replacing", |person| {
        person.presses("x enter x enter");
    }),
    ("leaving a note", |person| {
        person.presses("m").types("half").presses("esc");
    }),
    ("editing, form", |person| {
        person.presses("c e a").types("Is it so?");
    }),
    ("editing, retiring", |person| {
        person.presses("c e d");
    }),
    ("editing, throwing away", |person| {
        person.presses("c e J D");
    }),
    ("editing, saving", |person| {
        person.presses("c e J s");
    }),
    ("editing, moving the review", |person| {
        person.presses("c e J s enter");
    }),
    ("giving up", |person| {
        person.presses("c V down down p enter V d");
    }),
    ("travelling", |person| {
        person.presses("j j j j j j j 1 k u L right");
    }),
    ("travelling, checklist", |person| {
        person.presses("j j j j j j j 1 k u L right c");
    }),
    ("journal", |person| {
        person.presses("j j j j j j j 1 k u L");
    }),
    ("whole entry", |person| {
        person.presses("j j j j j j j 1 L space");
    }),
    ("particulars", |person| {
        person.presses("p down");
    }),
    ("peeking", |person| {
        person.presses("j j j j j j j K");
    }),
    ("tagged", |person| {
        person.presses("j j j j j j j 1 k e m").types("Why?");
    }),
    ("offers", |person| {
        person.presses("tab end up enter c tab");
    }),
    ("searching all", |person| {
        person.services.others.push(similar::neighbour());
        person.presses("ctrl-f").types("cameras").presses("down");
    }),
    ("similar", |person| {
        person.services.others.push(similar::neighbour());
        person.presses("j j j j j j j S");
    }),
    ("comparing", |person| {
        person.services.others.push(similar::neighbour());
        person.presses("j j j j j j j S enter");
    }),
    ("marking several", |person| {
        person.presses("c space space N");
    }),
    ("the log", |person| {
        person.presses("1 L x");
    }),
    ("languages", |person| {
        person.presses("f8");
    }),
    ("looks", |person| {
        person.presses("f9");
    }),
    ("nothing read in", |person| {
        person.presses("q");
        person.model.desk.rows = Some(Vec::new());
        person.presses("down");
    }),
    ("words marked", |person| {
        person.presses("j j j j j j j X");
    }),
    ("finding an agreement", |person| {
        person.presses("q").types("/a");
    }),
];

fn folder() -> Folder {
    let entry = |name: &str, is_folder, bytes| FolderEntry {
        name: name.to_owned(),
        path: Path::new("/in").join(name),
        is_folder,
        bytes,
    };
    Folder {
        path: PathBuf::from("/in"),
        above: Some(PathBuf::from("/")),
        entries: vec![
            entry("annexes", true, 0),
            entry("lease.pdf", false, 1_234_567),
        ],
        more: 0,
    }
}

/// All ways by name.
fn ways() -> Vec<(&'static str, Option<Act>)> {
    let pressed = WAYS.iter().chain(MORE).map(|way| (*way, None));
    let special = SPECIAL.iter().map(|(name, act)| (*name, Some(*act)));
    pressed.chain(special).collect()
}

/// A person who has gone a way.
fn gone(way: &str, act: Option<Act>) -> Person {
    let mut person = lists::person(SIZES[0]);
    match act {
        Some(act) => act(&mut person),
        None => {
            person.presses(way);
        }
    }
    person
}

/// What one language shows: a line of hashes for each way, what is wrong, and what is cut where.
#[derive(Default)]
struct Shown {
    lines: BTreeMap<String, Vec<String>>,
    wrong: Vec<String>,
    cut: BTreeMap<String, Vec<String>>,
    modes: BTreeSet<Mode>,
}

/// Every way is gone once; then the window gets its other sizes, and each is seen in every theme.
fn shown_in(language: Language, all: bool) -> Shown {
    let mut shown = Shown::default();
    let place = SPOKEN.iter().position(|one| *one == language).unwrap_or(0);
    let share = SPOKEN.len() - 1;
    for (number, (way, act)) in ways().into_iter().enumerate() {
        // By default every way is gone in English and in one other language.
        if !all && place > 0 && number % share != place - 1 {
            continue;
        }
        let mut person = gone(way, act);
        shown.modes.insert(person.model.topmost());
        let mut hashes = Vec::new();
        for size in SIZES {
            resize(&mut person, size);
            let key = format!("{way} | {}x{}", size.0, size.1);
            if let Some(words) = bottom(&person) {
                shown.wrong.push(format!("{key} | {language}: {words}"));
            }
            shown.cut.insert(key, cut_titles(&person.sees()));
            hashes.extend(ui::theme::BUILT_IN.map(|theme| {
                with_theme(&mut person, theme);
                hash(&person)
            }));
            with_theme(&mut person, ui::theme::BUILT_IN[0]);
        }
        shown.lines.insert(format!("{way} | {language}"), hashes);
    }
    shown
}

/// Titles in the upper edge of something that end in points, once for each of the points.
fn cut_titles(screen: &str) -> Vec<String> {
    let titles = screen.lines().filter_map(|row| {
        let popup = row
            .split_once("╭─")
            .and_then(|(_, rest)| rest.split_once('╮'));
        let rule = row.starts_with('─').then_some(row);
        popup.map(|(title, _)| title).or(rule)
    });
    let cut = titles.flat_map(|title| title.matches('…').map(move |_| title.to_owned()));
    cut.collect()
}

fn resize(person: &mut Person, (width, height): (u16, u16)) {
    person.screen.backend_mut().resize(width, height);
    person.gets(Message::Resized(Size::new(width, height)));
}

/// A few digits that change with any letter and any look on the screen.
fn hash(person: &Person) -> String {
    let mut seen = Vec::new();
    let mut look = None;
    for cell in &person.screen.backend().buffer().content {
        let own = (cell.fg, cell.bg, cell.modifier);
        if look != Some(own) {
            seen.extend(format!("{own:?}").bytes());
            look = Some(own);
        }
        seen.extend(cell.symbol().bytes());
    }
    let digest = Digest::of(&seen).to_string();
    digest.chars().take(8).collect()
}

/// The screen as text, and how every part of it looks.
fn picture(person: &Person) -> String {
    person.sees() + &looks(person.screen.backend().buffer())
}

/// What is wrong with the bottom line.
fn bottom(person: &Person) -> Option<String> {
    let buffer = person.screen.backend().buffer();
    let last = buffer.area.height - 1;
    let row: String = (0..buffer.area.width)
        .map(|x| buffer[(x, last)].symbol())
        .collect();
    let meanings = row.split("  ").filter(|part| !part.trim().is_empty());
    let keys = person.drawn.targets.iter();
    let keys = keys.filter(|(area, target)| area.y == last && matches!(target, Target::Key(_)));
    if meanings.count() < LEAST_KEYS || keys.count() < LEAST_KEYS {
        return Some(format!("says too little: {row:?}"));
    }
    // A label may end in three points of its own, where more is asked for.
    let mut rest = row.clone();
    for action in [Action::Palette, Action::MarkConfidential] {
        rest = rest.replace(action.label(), "");
    }
    rest.contains('…').then(|| format!("is cut: {row:?}"))
}

fn table(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn every_look_is_as_it_was() {
    let renewed = std::env::var_os("UPDATE_LOOKS").is_some();
    let whole = renewed || scale::is_full();
    let all: Vec<(Language, Shown)> = std::thread::scope(|scope| {
        let threads: Vec<_> = SPOKEN
            .iter()
            .map(|&language| {
                scope.spawn(move || speaking(language, || (language, shown_in(language, whole))))
            })
            .collect();
        let joined = threads.into_iter();
        joined
            .map(|thread| thread.join().expect("draws everything"))
            .collect()
    });
    let mut wrong: Vec<String> = Vec::new();
    let mut lines = String::new();
    let themes = ui::theme::BUILT_IN.join(", ");
    let sizes = SIZES
        .map(|(width, height)| format!("{width}x{height}"))
        .join(", ");
    writeln!(
        lines,
        "# screen | language | in {themes} at each of {sizes}"
    )
    .expect("a String takes every text");
    let english = all.iter().find(|(one, _)| *one == Language::English);
    let (_, english) = english.expect("is spoken");
    for (language, shown) in &all {
        wrong.extend(shown.wrong.iter().cloned());
        for (way, rows) in &shown.cut {
            if rows.len() > english.cut[way].len() {
                wrong.push(format!("{way} | {language}: is cut\n{}", rows.join("\n")));
            }
        }
        for (name, hashes) in &shown.lines {
            writeln!(lines, "{name} | {}", hashes.join(" ")).expect("a String takes every text");
        }
    }
    let never: Vec<&str> = Mode::ALL
        .iter()
        .filter(|mode| !english.modes.contains(mode))
        .filter(|mode| !matches!(mode, Mode::Everywhere | Mode::Typing | Mode::Lists))
        .map(|mode| mode.name())
        .collect();
    if !never.is_empty() {
        wrong.push(format!("no way leads to {never:?}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let path = table("src/runtime/screen_tests/looks.txt");
    if renewed {
        std::fs::write(&path, &lines).expect("the table can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let kept = kept.replace("\r\n", "\n");
    let known: BTreeSet<&str> = kept.lines().collect();
    let same = lines.lines().all(|line| known.contains(line));
    let fewer = whole && kept.lines().count() > lines.lines().count();
    assert!(same && !fewer, "{}", differences(&kept, &lines));
}

/// Which looks differ, in words, with a picture of the first of them.
fn differences(kept: &str, now: &str) -> String {
    let known: BTreeSet<&str> = kept.lines().collect();
    let other: Vec<&str> = now.lines().filter(|line| !known.contains(line)).collect();
    let folder = table("target/looks");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let mut told = format!(
        "{} looks differ from looks.txt, or some are gone. If that is meant: UPDATE_LOOKS=1 cargo test --lib every_look\n\
         The first of them are pictured here; the same test at the commit before, with looks.txt emptied, pictures them as they were.\n",
        other.len()
    );
    for line in other.iter().take(MOST_PICTURES) {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [way, language, now] = parts.as_slice() else {
            continue;
        };
        let found = ways().into_iter().find(|(name, _)| name == way);
        let spoken = SPOKEN.iter().find(|one| one.to_string() == *language);
        let (Some((_, act)), Some(&spoken)) = (found, spoken) else {
            continue;
        };
        let before = format!("{way} | {language} | ");
        let before = known.iter().find_map(|line| line.strip_prefix(&before));
        let at = before.map_or(0, |before| {
            let mut both = before.split(' ').zip(now.split(' '));
            both.position(|(one, other)| one != other).unwrap_or(0)
        });
        let themes = ui::theme::BUILT_IN;
        let (theme, size) = (themes[at % themes.len()], SIZES[at / themes.len()]);
        let seen = speaking(spoken, || {
            let mut person = gone(way, act);
            with_theme(&mut person, theme);
            resize(&mut person, size);
            picture(&person)
        });
        let name = format!("{way} {}x{} {theme} {language}", size.0, size.1);
        let name = name.replace(|one: char| !one.is_alphanumeric(), "-");
        let path = folder.join(name + ".txt");
        std::fs::write(&path, seen).expect("a picture can be written");
        writeln!(told, "{line}\n  {}", path.display()).expect("a String takes every text");
    }
    told
}
