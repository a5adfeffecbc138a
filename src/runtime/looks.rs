//! Which theme is shown: as asked for, as kept on this device, or as the terminal can show it; and a
//! person's own themes and keys.
#![expect(
    clippy::disallowed_methods,
    reason = "the person's own themes are read here, and what the environment says of the terminal"
)]

use super::settings::Settings;
use crate::app::Keymap;
use crate::app::look::{Choice, Look};
use crate::domain::translate::translated;
use crate::store::files;
use crate::ui::Theme;
use crate::ui::theme::{self, Named};
use crate::{text, tr};
use std::path::{Path, PathBuf};

/// The name of no theme in particular: as the terminal can show it.
pub const AUTO: &str = "auto";
/// What a person calls that.
const AUTO_TITLE: &str = text!("By itself, as this terminal can show it");
/// The folder of a person's own themes, in the folder of the settings.
const FOLDER: &str = "themes";
/// The file of a person's own keys, there too.
const KEYS: &str = "keys.json";
/// Bytes of a file of a person's own, at most.
const MOST_BYTES: u64 = 64 * 1024;
/// Theme files that are looked at, at most.
const MOST_FILES: usize = 100;

/// What the environment says of the terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Colours are not wanted, or there are none.
    pub colourless: bool,
    /// Any colour can be shown, not only sixteen.
    pub true_colour: bool,
    /// Its ground is light, as far as it says so.
    pub light: bool,
}

impl Terminal {
    /// As this process finds it.
    pub fn here() -> Self {
        Self::of(variable)
    }

    /// As variables of the environment say.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        let shows = variable("COLORTERM").unwrap_or_default().to_lowercase();
        // Written by terminals that want to be asked about their ground: `15;0`, the ground last.
        let ground = variable("COLORFGBG").unwrap_or_default();
        let ground = ground.rsplit(';').next().and_then(|it| it.parse().ok());
        Self {
            colourless: variable("NO_COLOR").is_some() || term == "dumb",
            true_colour: matches!(shows.as_str(), "truecolor" | "24bit")
                || term.ends_with("-direct")
                || variable("WT_SESSION").is_some(),
            light: matches!(ground, Some(7_u8 | 9..=15)),
        }
    }

    /// The theme that suits it.
    pub const fn suited(self) -> &'static str {
        match self {
            Self {
                colourless: true, ..
            } => "none",
            Self {
                true_colour: false, ..
            } => "sixteen",
            Self { light: true, .. } => "light",
            Self { .. } => "dark",
        }
    }
}

/// A variable of the environment, when it is set to something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether what the terminal erases has the colour that is set, as variables of the environment say. With GNU Screen
/// it has not, unless its user has told it otherwise; tmux may go by the same name.
pub fn erases_in_colour(variable: impl Fn(&str) -> Option<String>) -> bool {
    let term = variable("TERM").unwrap_or_default();
    !term.starts_with("screen") || variable("TMUX").is_some()
}

/// What is asked for on the command line or by the environment, before all settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The name of a theme.
    pub theme: Option<String>,
    /// Only the signs of a typewriter.
    pub ascii: bool,
}

/// The themes, and how they are chosen from.
#[derive(Debug, Clone)]
pub struct Looks {
    /// The themes, in the order of `look.themes`.
    pub themes: Vec<Theme>,
    /// Which is shown.
    pub look: Look,
    /// What the keys mean for this person.
    pub keymap: Keymap,
}

/// Nothing has the name that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", tr!("There is no theme “{name}”. There are: {known}", name = .name, known = .known))]
pub struct UnknownTheme {
    name: String,
    known: String,
}

/// What the keys mean for this person, and what is wrong with her own keys, in sentences.
pub fn keys(home: &Path) -> (Keymap, Vec<String>) {
    let path = home.join(KEYS);
    let map = Keymap::default();
    if !path.exists() {
        return (map, Vec::new());
    }
    let told = |what: String| format!("In {}: {what}.", path.display());
    let json = files::read(&path, MOST_BYTES)
        .map_err(|error| error.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is no UTF-8 text".to_owned()));
    match json {
        Ok(json) => {
            let (map, problems) = map.overlaid(&json);
            let problems = problems.iter().map(|one| told(one.to_string()));
            (map, problems.collect())
        }
        Err(why) => (map, vec![told(why)]),
    }
}

/// The folder of a person's own themes.
pub fn folder(home: &Path) -> PathBuf {
    home.join(FOLDER)
}

impl Looks {
    /// All themes, with the one that is asked for, else the one that was kept, else the one that suits
    /// the terminal. Where colours are not wanted, only a wish for now brings them back.
    pub fn load(home: &Path, terminal: Terminal, asked: &Asked) -> Result<Self, UnknownTheme> {
        let (named, mut problems) = all(home, terminal);
        let (keymap, wrong_keys) = keys(home);
        problems.extend(wrong_keys);
        let at = |name: &str| named.iter().position(|one| one.name == name);
        let settings = Settings::load(home);
        let kept = settings.theme.filter(|_| !terminal.colourless);
        let chosen = match (&asked.theme, kept) {
            (Some(name), _) => at(name).ok_or_else(|| unknown(name, &named))?,
            (None, Some(name)) => at(&name).unwrap_or_else(|| {
                problems.push(unknown(&name, &named).to_string());
                0
            }),
            (None, None) => 0,
        };
        let themes = named.iter().map(|one| one.theme).collect();
        let choices = named.into_iter().map(|one| Choice {
            name: one.name,
            title: one.title,
        });
        let look = Look {
            themes: choices.collect(),
            at: chosen,
            ascii: asked.ascii || settings.ascii,
            problems,
        };
        Ok(Self {
            themes,
            look,
            keymap,
        })
    }

    /// The theme that is shown.
    pub fn shown(&self, look: &Look) -> Theme {
        let theme = self.themes.get(look.at).copied().unwrap_or_default();
        Theme {
            ascii: look.ascii,
            ..theme
        }
    }
}

fn unknown(name: &str, known: &[Named]) -> UnknownTheme {
    let known: Vec<&str> = known.iter().map(|one| one.name.as_str()).collect();
    UnknownTheme {
        name: name.to_owned(),
        known: known.join(", "),
    }
}

/// All themes, the one that suits the terminal first, and what is wrong with the person's own.
fn all(home: &Path, terminal: Terminal) -> (Vec<Named>, Vec<String>) {
    let mut all = Vec::new();
    all.push(Named {
        name: AUTO.to_owned(),
        title: translated(AUTO_TITLE).to_owned(),
        theme: Theme::built_in(terminal.suited()).unwrap_or_default(),
    });
    all.extend(theme::BUILT_IN.into_iter().filter_map(theme::built_in));
    let mut problems = Vec::new();
    for path in own_files(home) {
        match own(&path) {
            Ok(named) if all.iter().any(|one| one.name == named.name) => problems.push(tr!("The theme file {path} is not used: another theme has this name. Give the file another one.", path = path.display())),
            Ok(named) => all.push(named),
            Err(why) => problems.push(tr!("The theme file {path} is not used: {why}.", path = path.display(), why)),
        }
    }
    (all, problems)
}

fn own_files(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder(home)) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let is_theme = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "json");
    let mut paths: Vec<PathBuf> = paths.filter(is_theme).take(MOST_FILES).collect();
    paths.sort();
    paths
}

fn own(path: &Path) -> Result<Named, String> {
    let name = path.file_stem().and_then(|stem| stem.to_str());
    let name = name.ok_or(tr!("its name is no text"))?;
    let bytes = files::read(path, MOST_BYTES).map_err(|error| error.to_string())?;
    let json = String::from_utf8(bytes).map_err(|_| tr!("it is no UTF-8 text"))?;
    theme::read(name, &json).map_err(|problems| {
        let each: Vec<String> = problems.iter().map(ToString::to_string).collect();
        each.join("; ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(variables: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        }
    }

    fn terminal(variables: &[(&str, &str)]) -> Terminal {
        Terminal::of(set(variables))
    }

    #[test]
    fn a_theme_suits_its_terminal() {
        let true_colour = ("COLORTERM", "truecolor");
        for (variables, suited) in [
            (&[][..], "sixteen"),
            (&[true_colour], "dark"),
            (&[("COLORTERM", "24bit"), ("COLORFGBG", "0;15")], "light"),
            (&[true_colour, ("COLORFGBG", "15;default;0")], "dark"),
            (&[true_colour, ("COLORFGBG", "nonsense")], "dark"),
            (&[true_colour, ("NO_COLOR", "1")], "none"),
            (&[true_colour, ("TERM", "dumb")], "none"),
            (&[("TERM", "xterm-direct")], "dark"),
            (&[("TERM", "linux"), ("COLORTERM", "yes")], "sixteen"),
        ] {
            assert_eq!(terminal(variables).suited(), suited, "{variables:?}");
        }
    }

    #[test]
    fn only_gnu_screen_erases_without_colour() {
        for (variables, in_colour) in [
            (&[][..], true),
            (&[("TERM", "xterm-256color")], true),
            (&[("TERM", "screen-256color")], false),
            (&[("TERM", "screen-256color"), ("TMUX", "/tmp/x,1,0")], true),
        ] {
            assert_eq!(erases_in_colour(set(variables)), in_colour, "{variables:?}");
        }
    }

    #[test]
    fn a_wish_goes_before_what_was_kept_and_that_before_the_terminal() {
        let home = tempfile::tempdir().unwrap();
        let rich = terminal(&[("COLORTERM", "truecolor")]);
        let none = terminal(&[("NO_COLOR", "1")]);
        let shown = |terminal, theme: Option<&str>| {
            let asked = Asked {
                theme: theme.map(ToOwned::to_owned),
                ascii: false,
            };
            let looks = Looks::load(home.path(), terminal, &asked).expect("is there");
            looks.shown(&looks.look)
        };
        let theme = |name| Theme::built_in(name).expect("is there");
        assert_eq!(shown(rich, None), theme("dark"));
        assert_eq!(shown(none, Some("light")), theme("light"));
        let settings = Settings {
            theme: Some("high-contrast".to_owned()),
            ..Settings::default()
        };
        settings.save(home.path()).unwrap();
        assert_eq!(shown(rich, None), theme("high-contrast"));
        assert_eq!(shown(rich, Some("auto")), theme("dark"));
        assert_eq!(shown(none, None), theme("none"));
        let asked = Asked {
            theme: Some("moon".to_owned()),
            ascii: false,
        };
        let error = Looks::load(home.path(), rich, &asked).expect_err("no such theme");
        assert!(error.to_string().contains("high-contrast"), "{error}");
    }

    #[test]
    fn own_keys_are_found_and_their_mistakes_told_with_the_file() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(keys(home.path()), (Keymap::default(), Vec::new()));
        let json = br#"{"reader":{"f5":"undo","f6":"fly"}}"#;
        files::replace(&home.path().join(KEYS), json).unwrap();
        let (map, problems) = keys(home.path());
        assert_ne!(map, Keymap::default());
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains("keys.json") && problems[0].contains("fly"));
        files::replace(&home.path().join(KEYS), &[0xff]).unwrap();
        assert_eq!(keys(home.path()).1.len(), 1);
    }

    #[test]
    fn own_themes_are_found_and_faulty_ones_told() {
        let home = tempfile::tempdir().unwrap();
        let put = |name: &str, json: &str| {
            files::create_folder(&folder(home.path())).unwrap();
            files::replace(&folder(home.path()).join(name), json.as_bytes()).unwrap();
        };
        put(
            "mine.json",
            r#"{"title":"Mine","based_on":"none","roles":{"key":"red"}}"#,
        );
        put("dark.json", "{}");
        put("broken.json", "{");
        put("wrong.json", r#"{"roles":{"key":"akcent"}}"#);
        put("notes.txt", "no theme");
        let settings = Settings {
            theme: Some("broken".to_owned()),
            ascii: true,
            ..Settings::default()
        };
        settings.save(home.path()).unwrap();
        let looks = Looks::load(home.path(), Terminal::default(), &Asked::default()).unwrap();
        let names: Vec<&str> = looks.look.themes.iter().map(|one| &*one.name).collect();
        let wanted = [
            "auto",
            "dark",
            "light",
            "high-contrast",
            "sixteen",
            "none",
            "mine",
        ];
        assert_eq!(names, wanted);
        assert_eq!((looks.look.at, looks.look.ascii), (0, true));
        let told = looks.look.problems.join("\n");
        assert_eq!(looks.look.problems.len(), 4, "{told}");
        for words in ["broken.json", "line 1", "akcent", "dark.json"] {
            assert!(told.contains(words), "{told}");
        }
    }
}
