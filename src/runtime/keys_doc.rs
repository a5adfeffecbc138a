//! The page of keys, written from the key map, and the test that keeps it so.
//!
//! Knows nothing of drawing: help on the screen is made from the same map in `ui`.

use crate::app::{Keymap, Mode};
use crate::domain::translate::SPOKEN;
use std::fmt::Write;
use std::path::Path;

/// What stands before the tables.
const HEAD: &str = "\
# Keys

This page is written from the key map, `assets/keymap/default.json`; `UPDATE_DOCS=1 cargo test --lib keys_doc` writes it anew.
On the screen the bottom line shows the most useful keys, and `?` or `F1` shows all that work.

On a Cyrillic layout the key in the same place does the same. The mouse works too: a click chooses, a second click opens,
the wheel scrolls, dragging over the text of a clause chooses words, and a click on a key in the bottom line presses it.

Other keys can be chosen in a file of your own: see [settings](settings.md). The names of modes (behind the titles) and of
meanings (in the last column) are those that this file is written with.
";

/// The page for a key map.
fn page(map: &Keymap) -> String {
    let mut page = HEAD.to_owned();
    for &mode in Mode::ALL {
        if mode == Mode::Languages && SPOKEN.len() < 2 {
            continue;
        }
        let shared = matches!(mode, Mode::Everywhere | Mode::Typing | Mode::Lists);
        let base = mode.base().filter(|_| !shared);
        let of_base = base.map_or_else(Vec::new, |base| map.help(base));
        let own = map
            .help(mode)
            .into_iter()
            .filter(|binding| !of_base.contains(binding));
        let (title, name) = (mode.title(), mode.name());
        write!(page, "\n## {title} (`{name}`)\n\n").expect("a String takes every text");
        if !mode.explanation().is_empty() {
            write!(page, "{}\n\n", mode.explanation()).expect("a String takes every text");
        }
        page.push_str("| Keys | | Meaning |\n|---|---|---|\n");
        for (keys, action) in own {
            let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
            let (keys, name) = (keys.join(" "), action.name());
            writeln!(page, "| {keys} | {} | `{name}` |", action.sentence())
                .expect("a String takes every text");
        }
        if let Some(base) = base {
            let title = base.title();
            write!(page, "\nAnd the keys of “{title}”.\n").expect("a String takes every text");
        }
    }
    page
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the page lies in the source tree, which no part of the program touches"
)]
fn the_page_of_keys_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let wanted = page(&Keymap::default());
    if std::env::var("UPDATE_DOCS").is_ok() {
        std::fs::write(&path, &wanted).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found.replace("\r\n", "\n") == wanted,
        "docs/keys.md differs from the key map. Run: UPDATE_DOCS=1 cargo test --lib keys_doc"
    );
}
