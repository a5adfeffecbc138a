//! The screens in every theme, and with the signs of a typewriter only.

use super::{Fake, Person, SCENES};
use crate::app::look::{Choice, Look};
use crate::ui::{self, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Screens whose looks are kept for every theme.
const SHOWN: [&str; 4] = ["reader-tagged", "words", "desk", "finder"];

/// The themes as a person finds them, with the one shown that the tests look at.
pub fn look() -> Look {
    let themes = ui::theme::BUILT_IN.map(|name| Choice {
        name: name.to_owned(),
        title: ui::theme::built_in(name).expect(name).title,
    });
    Look {
        at: themes.len() - 1,
        themes: themes.to_vec(),
        ..Look::default()
    }
}

impl Person {
    /// The theme that is shown.
    pub(super) fn theme(&self) -> Theme {
        let look = &self.model.look;
        let theme = Theme::built_in(look.theme()).expect("a theme of the program");
        Theme {
            ascii: look.ascii,
            ..theme
        }
    }

    fn with_theme(mut self, name: &str) -> Self {
        with_theme(&mut self, name);
        self
    }
}

/// Shows a screen in another theme.
pub(super) fn with_theme(person: &mut Person, name: &str) {
    let mut themes = person.model.look.themes.iter();
    let found = themes.position(|one| one.name == name);
    person.model.look.at = found.expect(name);
    person.look();
}

fn colour(colour: Color) -> String {
    match colour {
        Color::Reset => "-".to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        named => format!("{named:?}").to_lowercase(),
    }
}

fn modifiers(modifier: Modifier) -> String {
    let named = [
        (Modifier::BOLD, " bold"),
        (Modifier::DIM, " faint"),
        (Modifier::ITALIC, " italic"),
        (Modifier::UNDERLINED, " underlined"),
        (Modifier::REVERSED, " reversed"),
    ];
    let held = named.iter().filter(|(one, _)| modifier.contains(*one));
    held.map(|(_, name)| *name).collect()
}

/// The looks of a screen: a letter for each, and what each letter stands for.
pub(super) fn looks(buffer: &Buffer) -> String {
    let mut known: Vec<(Color, Color, Modifier)> = Vec::new();
    let mut grid = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        for x in 0..buffer.area.width {
            let cell: &Cell = &buffer[(x, y)];
            let look = (cell.fg, cell.bg, cell.modifier);
            let at = known.iter().position(|one| *one == look);
            let at = at.unwrap_or_else(|| {
                known.push(look);
                known.len() - 1
            });
            row.push(if at == 0 {
                ' '
            } else {
                char::from(b'a' + u8::try_from(at - 1).expect("few looks"))
            });
        }
        writeln!(grid, "|{}", row.trim_end()).expect("a String takes every text");
    }
    for (at, (front, ground, modifier)) in known.into_iter().enumerate() {
        let letter = if at == 0 {
            ' '
        } else {
            char::from(b'a' + u8::try_from(at - 1).expect("few looks"))
        };
        let words = modifiers(modifier);
        writeln!(
            grid,
            "{letter}= {} on {}{words}",
            colour(front),
            colour(ground)
        )
        .expect("a String takes every text");
    }
    grid
}

fn role_look(style: Style) -> String {
    let part = |part: Option<Color>| part.map_or_else(|| ".".to_owned(), colour);
    let taken = if style.sub_modifier.is_empty() {
        ""
    } else {
        " plain"
    };
    format!(
        "{} on {}{}{taken}",
        part(style.fg),
        part(style.bg),
        modifiers(style.add_modifier)
    )
}

#[test]
fn themes_look_as_they_did() {
    for name in ui::theme::BUILT_IN {
        let theme = Theme::built_in(name).expect(name);
        let mut seen = String::new();
        for (role, _) in Theme::ROLES {
            let look = role_look(theme.role(role).expect("a role"));
            writeln!(seen, "{role:<11} {look}").expect("a String takes every text");
        }
        for (scene, open, act) in SCENES.iter().filter(|(scene, ..)| SHOWN.contains(scene)) {
            let mut person = Person::with(Fake::new(), (80, 24), *open).with_theme(name);
            act(&mut person);
            let looks = looks(person.screen.backend().buffer());
            write!(seen, "\n{scene}\n{looks}").expect("a String takes every text");
        }
        insta::assert_snapshot!(format!("theme-{name}"), seen);
    }
}

/// A row under the cursor is of one piece in every theme: one ground, one colour of letters.
#[test]
fn the_row_under_the_cursor_is_of_one_piece() {
    for name in ui::theme::BUILT_IN {
        for (scene, open, act) in SCENES {
            let mut person = Person::with(Fake::new(), (80, 24), open).with_theme(name);
            act(&mut person);
            let buffer = person.screen.backend().buffer();
            let selected = person.theme().selected;
            let is = |cell: &Cell| {
                let ground = selected.bg.is_none_or(|ground| cell.bg == ground);
                let front = selected.fg.is_none_or(|front| cell.fg == front);
                ground && front && cell.modifier.contains(selected.add_modifier)
            };
            for y in 0..buffer.area.height {
                let row: Vec<bool> = (0..80).map(|x| is(&buffer[(x, y)])).collect();
                let first = row.iter().position(|is| *is);
                let last = row.iter().rposition(|is| *is);
                if let (Some(first), Some(last)) = (first, last)
                    && last - first > 30
                    && name != "none"
                    && name != "sixteen"
                {
                    assert!(
                        row[first..=last].iter().all(|is| *is),
                        "{name}, {scene}, row {y}"
                    );
                }
            }
        }
    }
}

/// With plain signs only, no sign that is not of a typewriter is drawn but those that the agreements
/// are written with, and nothing stands elsewhere than before.
#[test]
fn plain_signs_are_enough() {
    let mut wrong = BTreeSet::new();
    for (scene, open, act) in SCENES {
        for size in super::SIZES {
            let draw = |ascii: bool| {
                let mut person = Person::with(Fake::new(), size, open);
                if ascii {
                    person.presses("f9 space enter");
                    assert_eq!(person.services.look, Some(("none".to_owned(), true)));
                }
                person.model.said = crate::app::model::Said::Nothing;
                person.look();
                act(&mut person);
                person
            };
            let person = draw(true);
            let written = person.services.agreement.text();
            let buffer = person.screen.backend().buffer();
            let signs = buffer.content.iter().flat_map(|cell| cell.symbol().chars());
            let odd = signs
                .filter(|one| !one.is_ascii() && !one.is_alphanumeric() && !written.contains(*one));
            wrong.extend(odd.map(|one| (scene, one)));
            let before = draw(false);
            let filled = |person: &Person| -> Vec<bool> {
                let cells = person.screen.backend().buffer().content.iter();
                cells.map(|cell| cell.symbol() == " ").collect()
            };
            if !matches!(scene, "help") {
                let rows = usize::from(size.1 - 1) * usize::from(size.0);
                assert_eq!(filled(&before)[..rows], filled(&person)[..rows], "{scene}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_theme_is_shown_at_once_and_kept_only_when_told() {
    let mut person = Person::reads((80, 24));
    person.presses("m").types("half a thought").presses("f9");
    let before = person.theme();
    person.presses("home");
    assert_eq!(person.theme(), Theme::built_in("dark").expect("is there"));
    person.presses("esc");
    assert_eq!(person.theme(), before);
    assert_eq!(person.services.look, None);
    assert!(
        person.sees().contains("half a thought"),
        "the note is still there"
    );
    person.presses("f9 home down enter");
    assert_eq!(person.services.look, Some(("light".to_owned(), false)));
    assert!(person.sees().contains("half a thought"));
}

#[test]
fn a_mistake_in_the_settings_is_told_until_it_was_looked_at() {
    let mut person = Person::reads((80, 24));
    let told = "The theme file x.json is not used: there is no role “kez”.";
    person.model.look.problems = vec![told.to_owned()];
    person.presses("j");
    assert!(
        person
            .sees()
            .contains("Your settings have a mistake. F9 shows all.")
    );
    person.presses("f9");
    assert!(person.sees().contains("no role “kez”"), "{}", person.sees());
    person.presses("esc j");
    assert!(!person.sees().contains("mistake"));
}
