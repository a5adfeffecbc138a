//! A language that nobody speaks, for tests: what goes through the translation is written in Armenian letters, so that
//! whatever is left in Latin ones was forgotten.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

thread_local! {
    static SPOKEN: Cell<bool> = const { Cell::new(false) };
}

/// Lets this thread speak it while it does something.
pub fn speaking<T>(work: impl FnOnce() -> T) -> T {
    SPOKEN.set(true);
    let made = work();
    SPOKEN.set(false);
    made
}

/// The text in this language, when it is spoken here.
pub fn said(english: &'static str) -> Option<&'static str> {
    static KNOWN: LazyLock<Mutex<HashMap<&'static str, &'static str>>> =
        LazyLock::new(Mutex::default);
    if !SPOKEN.get() {
        return None;
    }
    let mut known = KNOWN.lock().expect("no test panics with it");
    let said = *known
        .entry(english)
        .or_insert_with(|| Box::leak(in_other_letters(english).into_boxed_str()));
    Some(said)
}

/// Gaps stay as they are.
fn in_other_letters(english: &str) -> String {
    let mut gap = false;
    let letters = english.chars().map(|letter| {
        gap = letter == '{' || (gap && letter != '}');
        let base = match letter {
            'a'..='z' => u32::from(letter) - u32::from('a') + 0x561,
            'A'..='Z' => u32::from(letter) - u32::from('A') + 0x531,
            _ => return letter,
        };
        let other = char::from_u32(base).filter(|_| !gap);
        other.unwrap_or(letter)
    });
    letters.collect()
}
