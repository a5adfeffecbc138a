//! Theme files: colours with names, and for each role its look in words.

use super::Theme;
use super::style::{Palette, colour, style};
use crate::domain::translate::translated;
use crate::text;
use ratatui::style::Color;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The files of the themes that the program comes with, by name.
const FILES: [(&str, &str); 5] = [
    ("dark", include_str!("../../../assets/themes/dark.json")),
    ("light", include_str!("../../../assets/themes/light.json")),
    (
        "high-contrast",
        include_str!("../../../assets/themes/high-contrast.json"),
    ),
    (
        "sixteen",
        include_str!("../../../assets/themes/sixteen.json"),
    ),
    ("none", include_str!("../../../assets/themes/none.json")),
];

/// What these files call their themes.
const TITLES: [&str; 5] = [
    text!("Dark"),
    text!("Light"),
    text!("High contrast"),
    text!("The terminal's own sixteen colours"),
    text!("No colour"),
];

/// What a theme is called in the language that is spoken: a person's own theme as she calls it.
pub fn said_title(title: &str) -> &str {
    let known = TITLES.iter().find(|known| **known == title);
    known.map_or(title, |known| translated(known))
}

/// The theme that a file goes by where it says nothing.
const BASE: &str = "dark";

/// A theme with what a person calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name to choose it by.
    pub name: String,
    /// What a person calls it.
    pub title: String,
    /// How things look in it.
    pub theme: Theme,
}

/// What is wrong with a theme file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeProblem {
    /// Not JSON of the right shape.
    #[error("it cannot be read as a theme: {reason}")]
    Malformed {
        /// What the reader of JSON says, with line and column.
        reason: String,
    },
    /// It goes by a theme that the program does not come with.
    #[error("it is based on “{base}”, which is none of dark, light, high-contrast, sixteen, none")]
    UnknownBase {
        /// The name.
        base: String,
    },
    /// A colour is none.
    #[error("the colour “{name}” is “{value}”, but must be like #86b9ea or a name like bright-red")]
    NotAColour {
        /// Its name in the file.
        name: String,
        /// What stands there.
        value: String,
    },
    /// No such role.
    #[error("there is no role “{role}”")]
    UnknownRole {
        /// The name.
        role: String,
    },
    /// A word that means nothing.
    #[error(
        "in the role “{role}” the word “{word}” is no colour, is none of those under “colours” and means nothing else"
    )]
    UnknownWord {
        /// The role.
        role: String,
        /// The word.
        word: String,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Option<String>,
    based_on: Option<String>,
    #[serde(default)]
    colours: BTreeMap<String, String>,
    #[serde(default)]
    roles: BTreeMap<String, String>,
}

/// A theme that the program comes with.
pub fn built_in(name: &str) -> Option<Named> {
    let (name, json) = FILES.iter().find(|(known, _)| *known == name)?;
    let file = parse(json).ok()?;
    resolved(name, file).ok()
}

/// Reads a theme file; all problems are reported at once. What it does not say is as in the theme
/// that it is based on; a colour that it changes changes in every role.
pub fn read(name: &str, json: &str) -> Result<Named, Vec<ThemeProblem>> {
    let file = parse(json)?;
    let base = file.based_on.as_deref().unwrap_or(BASE);
    let Some((_, base)) = FILES.iter().find(|(known, _)| *known == base) else {
        let base = base.to_owned();
        return Err(vec![ThemeProblem::UnknownBase { base }]);
    };
    let mut whole = parse(base)?;
    whole.title = file.title.or_else(|| Some(name.to_owned()));
    whole.colours.extend(file.colours);
    whole.roles.extend(file.roles);
    resolved(name, whole)
}

fn parse(json: &str) -> Result<File, Vec<ThemeProblem>> {
    serde_json::from_str(json).map_err(|error| {
        let reason = error.to_string();
        vec![ThemeProblem::Malformed { reason }]
    })
}

fn resolved(name: &str, file: File) -> Result<Named, Vec<ThemeProblem>> {
    let mut problems = Vec::new();
    let mut palette = Palette::new();
    for (name, value) in file.colours {
        // A wrong colour is told once, not in every role that uses it.
        let known = colour(&value);
        palette.insert(name.clone(), known.unwrap_or(Color::Reset));
        if known.is_none() {
            problems.push(ThemeProblem::NotAColour { name, value });
        }
    }
    let mut theme = Theme::default();
    for (role, words) in file.roles {
        match style(&words, &palette) {
            Err(word) => {
                let word = word.to_owned();
                problems.push(ThemeProblem::UnknownWord { role, word });
            }
            Ok(look) if theme.set(&role, look) => {}
            Ok(_) => problems.push(ThemeProblem::UnknownRole { role }),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Named {
        name: name.to_owned(),
        title: file.title.unwrap_or_else(|| name.to_owned()),
        theme,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_that_the_program_comes_with_says_how_every_role_looks() {
        assert_eq!(FILES.map(|(name, _)| name), crate::ui::theme::BUILT_IN);
        for (name, json) in FILES {
            let named = built_in(name).expect(name);
            assert!(TITLES.contains(&named.title.as_str()), "{name}");
            let file = parse(json).expect(name);
            for (role, _) in Theme::ROLES {
                assert!(file.roles.contains_key(*role), "{name} lacks {role}");
            }
            assert_eq!(file.roles.len(), Theme::ROLES.len(), "{name}");
        }
    }

    #[test]
    fn a_file_changes_only_what_it_says() {
        let json = r##"{"title":"Mine","based_on":"light","colours":{"accent":"#102030"},"roles":{"title":"accent"}}"##;
        let mine = read("mine", json).expect("a good file");
        let light = Theme::built_in("light").expect("is there");
        let own = Color::Rgb(0x10, 0x20, 0x30);
        assert_eq!(mine.title, "Mine");
        assert_eq!(mine.theme.title.fg, Some(own));
        assert_eq!(mine.theme.key.fg, Some(own), "a colour changes everywhere");
        assert_eq!(mine.theme.ground, light.ground);
    }

    #[test]
    fn all_problems_are_told_at_once_and_say_where() {
        let json = r#"{"colours":{"accent":"blu"},"roles":{"key":"bold akcent","kez":"red"}}"#;
        let problems = read("mine", json).expect_err("three mistakes");
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        for (told, words) in told.iter().zip(["accent", "akcent", "kez"]) {
            assert!(told.contains(words), "{told}");
        }
        let broken = read("mine", "{\n  \"roles\": [").expect_err("broken");
        assert!(broken[0].to_string().contains("line 2"), "{broken:?}");
        for json in [r#"{"based_on":"moon"}"#, r#"{"rolls":{}}"#, "[]", ""] {
            assert!(read("mine", json).is_err(), "{json}");
        }
    }
}
