//! In a language that nobody speaks, no word of the screens is left in English: whatever is, was forgotten.

use super::{Person, SIZES};
use crate::domain::checklist::Checklist;
use crate::domain::language::Language;
use crate::domain::translate::{SPOKEN, pseudo, speaking};
use crate::runtime::fake;
use crate::runtime::services::Services;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Words that stay as they are in every language: keys, names of programs, formats and files, units.
const KEPT: &str = "Enter Esc Tab Space Del Home End PgUp PgDn Ctrl Alt Shift Backspace \
    rapporteur verify VISUAL EDITOR Reader summary log UTC Up Down txt md xyz \
    markdown Nov November";

/// What leads to the screens and dialogs, from the reader of the sample.
pub(super) const WAYS: &[&str] = &[
    "",
    "?",
    "tab",
    "tab enter",
    "tab enter c",
    "tab enter n",
    "tab s",
    "tab tab",
    "space space",
    "1",
    "1 u",
    "1 e e",
    "1 m x esc",
    "t",
    "t enter",
    "v",
    "v v right ?",
    "a",
    "a enter",
    "c home a enter",
    "c home a enter ?",
    "c home a enter ] space a",
    "w enter",
    "c",
    "c ?",
    "c tab",
    "c V",
    "c e",
    "c e a",
    "1 L",
    "1 L f",
    "1 L space",
    "1 L right",
    "K",
    ":",
    "ctrl-g",
    ": x y z",
    "p enter",
    "F",
    "q M",
    "q S S",
    "q G G F F",
    "q G S",
    "q M ?",
    "1 q M right enter esc",
];

/// More of them, which need nothing but a look.
pub(super) const MORE: &[&str] = &[
    "c space N",
    "c f f f",
    "f",
    "\"",
    "\" b '",
    "}",
    "i",
    "b",
    "/",
    "/ x y z enter",
    "x",
    "m",
    "=",
    "d",
    "C",
    "q",
];

/// The words of a text, those of one letter left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|one: char| !one.is_ascii_alphabetic())
        .filter(|word| word.len() > 1)
}

/// Words of the agreement, of its checklist and of those who write, which no language changes.
fn given(person: &mut Person) -> BTreeSet<String> {
    let mut text = format!("{KEPT} {} ", person.services.agreement.text());
    let document = &person.services.agreement.document;
    write!(text, "{:?} {:?} ", document.title, document.margin).expect("text takes everything");
    write!(text, "{:?} ", fake::reviewer()).expect("text takes everything");
    write!(text, "{:?} ", person.services.desk()).expect("text takes everything");
    let receipt = person.model.reading.as_ref().map(|one| &one.receipt);
    write!(text, "{receipt:?} ").expect("text takes everything");
    for part in texts(&fake::checklist()) {
        text.push_str(&part);
        text.push(' ');
    }
    words(&text).map(str::to_owned).collect()
}

fn texts(list: &Checklist) -> Vec<String> {
    let mut texts = vec![list.id.clone(), list.title.clone(), list.about.clone()];
    texts.extend(list.groups.iter().map(|group| group.title.clone()));
    for item in &list.items {
        texts.extend([&item.id, &item.name, &item.question].map(Clone::clone));
        texts.extend([&item.why_it_matters, &item.follow_up_question].map(Clone::clone));
        texts.extend(item.what_to_look_for.iter().cloned());
        texts.push(format!("{:?}", item.indicators));
    }
    texts.push(format!("{:?}", list.sources));
    texts
}

#[test]
fn no_word_is_left_in_english() {
    let mut left: BTreeSet<String> = BTreeSet::new();
    pseudo::speaking(|| {
        for way in WAYS.iter().chain(MORE) {
            let mut person = Person::reads(SIZES[SIZES.len() - 1]);
            let known = given(&mut person);
            person.presses(way);
            let seen = person.sees();
            let forgotten: Vec<&str> = words(&seen)
                // Words of the agreement may be cut at an edge.
                .filter(|word| !known.iter().any(|one| one.contains(*word)))
                .filter(|word| !is_look(word))
                .collect();
            if !forgotten.is_empty() {
                left.insert(format!("{way:?}: {}", forgotten.join(" ")));
            }
        }
    });
    assert!(
        left.is_empty(),
        "{}",
        left.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// Rows of a screen where words of the interface end too early; those of the agreement may.
fn cut<'a>(screen: &'a str, agreement: &str) -> Vec<&'a str> {
    let own = |row: &&str| {
        let parts: Vec<&str> = row.split('…').collect();
        let (_, before) = parts.split_last().expect("there is always one");
        before.iter().any(|part| {
            let last = part.trim_start().rsplit("  ").next().unwrap_or_default();
            let from = last.char_indices().rev().nth(7).map_or(0, |(at, _)| at);
            let end = last.get(from..).unwrap_or_default().trim();
            !end.is_empty() && !agreement.contains(end)
        })
    };
    screen.lines().filter(own).collect()
}

#[test]
fn nothing_is_cut_in_any_language_that_is_whole_in_english() {
    let mut wrong: BTreeSet<String> = BTreeSet::new();
    // The palette says behind each name as much as there is room for.
    let ways = WAYS.iter().chain(MORE).filter(|way| !way.starts_with(':'));
    for way in ways {
        let seen = |language| {
            speaking(language, || {
                let mut person = Person::reads(SIZES[0]);
                person.presses(way);
                person.sees()
            })
        };
        let english = seen(Language::English);
        for &language in SPOKEN {
            let screen = seen(language);
            let rows = cut(&screen, fake::SAMPLE);
            if rows.len() > cut(&english, fake::SAMPLE).len() {
                wrong.insert(format!("{language} {way:?}:\n{}", rows.join("\n")));
            }
        }
    }
    let told: Vec<String> = wrong.into_iter().collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn days_and_numbers_are_written_as_in_the_language() {
    let mut long = String::from("# Many\n\n");
    for number in 1..=10_001 {
        writeln!(long, "{number}.1 Short.\n").expect("text takes everything");
    }
    let long = fake::agreement(&long);
    for (language, day, count) in [
        (Language::English, "21 Nov 2026 09:11", "10,003"),
        (Language::SerbianCyrillic, "21.11.2026. 09:11", "10.003"),
        (Language::SerbianLatin, "21.11.2026. 09:11", "10.003"),
        (Language::Bosnian, "21.11.2026. 09:11", "10.003"),
        (Language::Montenegrin, "21.11.2026. 09:11", "10.003"),
        (Language::Albanian, " 21.11.2026 09:11", "10\u{a0}003"),
        (Language::Macedonian, " 21.11.2026 09:11", "10.003"),
    ] {
        speaking(language, || {
            let mut person = Person::with(fake::Fake::with(long.clone()), SIZES[0], true);
            assert!(person.sees().contains(count), "{language}");
            person.presses("r L");
            let seen = person.sees();
            assert!(seen.contains(day), "{language}:\n{seen}");
            assert!(!seen.contains("2026-11"), "{language}:\n{seen}");
        });
    }
}

/// The letters under a row that tell how it looks.
fn is_look(word: &str) -> bool {
    word.chars().all(|one| "bur".contains(one))
}
