//! What the program says, in the language of whoever reads it.
//!
//! Texts stand in the code in English, in `tr!` and `trn!`; `assets/interface/LANGUAGE.json` has them in the other
//! languages, keyed by the English text. What is not translated is said in English. Serbian in Latin script is written
//! out of Cyrillic. Knows nothing of where texts are shown, nor of the languages of agreements.

mod catalogue;
pub mod dates;
#[cfg(test)]
pub mod pseudo;

use super::language::Language;
use catalogue::{Catalogue, catalogue};
use std::cell::Cell;
use std::fmt::{Display, Write};
use std::sync::atomic::{AtomicU8, Ordering};

/// The languages that the program speaks, in the order in which they are offered: those whose file is complete.
pub const SPOKEN: &[Language] = &[
    Language::English,
    Language::SerbianCyrillic,
    Language::SerbianLatin,
    Language::Bosnian,
    Language::Montenegrin,
    Language::Albanian,
    Language::Macedonian,
];

/// Place in [`SPOKEN`] of the language that the whole program speaks.
static CHOSEN: AtomicU8 = AtomicU8::new(0);

thread_local! {
    /// The language of what this thread writes just now, such as a summary for somebody else.
    static WITHIN: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The language that is spoken here and now.
pub fn spoken() -> Language {
    WITHIN
        .get()
        .unwrap_or_else(|| SPOKEN[usize::from(CHOSEN.load(Ordering::Relaxed))])
}

/// Lets the whole program speak a language from now on; says whether it can.
pub fn speak(language: Language) -> bool {
    let place = SPOKEN.iter().position(|one| *one == language);
    if let Some(place) = place.and_then(|place| u8::try_from(place).ok()) {
        CHOSEN.store(place, Ordering::Relaxed);
    }
    place.is_some()
}

/// Lets this thread speak a language while it does something.
pub fn speaking<T>(language: Language, work: impl FnOnce() -> T) -> T {
    /// Puts the language of before back, also when the work panics.
    struct Back(Option<Language>);
    impl Drop for Back {
        fn drop(&mut self) {
            WITHIN.set(self.0);
        }
    }
    let _back = Back(WITHIN.replace(Some(language)));
    work()
}

/// A text in the language that is spoken, or in English where nobody has translated it.
pub fn translated(english: &'static str) -> &'static str {
    #[cfg(test)]
    if let Some(said) = pseudo::said(english) {
        return said;
    }
    spoken_catalogue()
        .and_then(|catalogue| catalogue.text(english))
        .unwrap_or(english)
}

/// A text that means something else in another place, such as `read` on a key, which is to be done and is not done yet.
/// The files have it as `⟨key⟩ read`; where they lack it, the text without a place is taken.
pub fn translated_as(place: &str, english: &'static str) -> &'static str {
    #[cfg(test)]
    if let Some(said) = pseudo::said(english) {
        return said;
    }
    spoken_catalogue()
        .and_then(|catalogue| catalogue.text_in(place, english))
        .unwrap_or_else(|| translated(english))
}

/// The form of a text that fits a number.
pub fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    #[cfg(test)]
    if let Some(said) = pseudo::said(if count == 1 { one } else { many }) {
        return said;
    }
    let translated = spoken_catalogue().and_then(|catalogue| catalogue.plural(many, count));
    translated.unwrap_or(if count == 1 { one } else { many })
}

/// A text with its gaps, such as `{title}`, filled. What is filled in is never searched for gaps.
pub fn filled(pattern: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let gap = after.split_once('}').and_then(|(name, after)| {
            let value = values.iter().find(|(known, _)| *known == name)?.1;
            Some((value, after))
        });
        if let Some((value, after)) = gap {
            write!(text, "{value}").expect("text takes everything");
            rest = after;
        } else {
            text.push('{');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

/// A number of things as it chooses the form of a text.
pub fn count(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(usize::MAX)
}

/// A whole number as it is written in the language that is spoken: 12,000 or 12.000.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    // Four digits are read as they are, and years and articles are never torn.
    if digits.len() < 5 {
        return digits;
    }
    let mark = match spoken() {
        Language::English => ',',
        Language::Albanian => '\u{a0}',
        _ => '.',
    };
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

fn spoken_catalogue() -> Option<&'static Catalogue> {
    catalogue(spoken())
}

/// A text in the language that is spoken. Without values it is a `&'static str`; with values for its gaps, as in
/// `tr!("{title} is signed off", title)` or `tr!("read as {format}", format = kind.name())`, a `String`. A text that means
/// something else elsewhere says where it stands: `tr!(key: "read")`.
#[macro_export]
macro_rules! tr {
    ($place:ident: $english:literal) => {
        $crate::domain::translate::translated_as(stringify!($place), $english)
    };
    ($english:literal) => {
        $crate::domain::translate::translated($english)
    };
    ($english:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        $crate::domain::translate::filled(
            $crate::domain::translate::translated($english),
            &[$((stringify!($name), &$crate::tr!(@value $name $(= $value)?))),+],
        )
    };
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
}

/// A text that counts something, as in `trn!(count, "{n} clause", "{n} clauses")`: `{n}` is the number, and the form fits it.
#[macro_export]
macro_rules! trn {
    ($count:expr, $one:literal, $many:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        let count = $crate::domain::translate::count($count);
        $crate::domain::translate::filled(
            $crate::domain::translate::plural(count, $one, $many),
            &[("n", &$crate::domain::translate::number(count)) $(, (stringify!($name), &$crate::tr!(@value $name $(= $value)?)))*],
        )
    }};
}

/// Marks a text that is translated where it is shown, with [`translated`], or
/// [`translated_as`] where it says its place.
#[macro_export]
macro_rules! text {
    ($english:literal) => {
        $english
    };
    ($place:ident: $english:literal) => {
        $english
    };
}

#[cfg(test)]
mod tests;
