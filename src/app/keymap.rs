//! Keys as data: mode, key, action. Help and the key line are looked up in reverse from here.

mod overlay;

use super::action::Action;
use super::key::{Code, Key};
use super::layout;
use super::mode::Mode;
use crate::domain::translate::SPOKEN;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::sync::LazyLock;

/// The key map that the program comes with.
const DEFAULT: &str = include_str!("../../assets/keymap/default.json");

/// One line of the key map: one key, or the nine digits with the same meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it works.
    pub mode: Mode,
    /// The keys; one, or nine for digits.
    pub keys: Vec<Key>,
    /// How it is shown, such as `j` or `1-9`.
    pub shown: String,
    /// What it does.
    pub action: Action,
}

/// What is wrong with a key map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapProblem {
    /// Not JSON of the right shape.
    #[error("the key map cannot be read: {reason}")]
    Malformed {
        /// What the reader of JSON says.
        reason: String,
    },
    /// No such mode.
    #[error("the key map names a mode {mode}, which does not exist")]
    UnknownMode {
        /// The name.
        mode: String,
    },
    /// No such key.
    #[error("the key map names a key {key} in {mode}, which does not exist")]
    UnknownKey {
        /// The mode.
        mode: String,
        /// The spelling.
        key: String,
    },
    /// No such action.
    #[error("the key map gives {key} in {mode} the meaning {action}, which does not exist")]
    UnknownAction {
        /// The mode.
        mode: String,
        /// The key.
        key: String,
        /// The name.
        action: String,
    },
    /// The same key twice in one mode.
    #[error("the key map gives {key} two meanings in {mode}")]
    Twice {
        /// The mode.
        mode: String,
        /// The key.
        key: String,
    },
    /// An action that the mode does not know.
    #[error("the key map gives {key} in {mode} the meaning {action}, which does nothing there")]
    Useless {
        /// The mode.
        mode: String,
        /// The key.
        key: String,
        /// The action.
        action: String,
    },
    /// A key that is needed for typing.
    #[error("the key map gives {key} a meaning in {mode}, where it is needed for typing")]
    Typed {
        /// The mode.
        mode: String,
        /// The key.
        key: String,
    },
    /// A key is taken away that has no meaning.
    #[error("the key map takes {key} away in {mode}, where it means nothing")]
    NotThere {
        /// The mode.
        mode: String,
        /// The key.
        key: String,
    },
    /// An action has lost its last key.
    #[error("the key map leaves {action} without a key in {mode}")]
    Lost {
        /// The mode.
        mode: String,
        /// The action.
        action: String,
    },
    /// A way out has lost its last key, and has got it back.
    #[error("the key map leaves no way out of {mode}; {keys} is still {action}")]
    NoWayOut {
        /// The mode.
        mode: String,
        /// The keys, as they are shown.
        keys: String,
        /// The action.
        action: String,
    },
}

/// All bindings, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        static READ: LazyLock<Keymap> = LazyLock::new(|| {
            Keymap::parse(DEFAULT).expect("a test reads the key map that the program comes with")
        });
        READ.clone()
    }
}

impl Keymap {
    /// Reads a key map; all problems are reported at once.
    pub fn parse(json: &str) -> Result<Self, Vec<KeymapProblem>> {
        let Pairs(modes): Pairs<Pairs<String>> = serde_json::from_str(json).map_err(|error| {
            vec![KeymapProblem::Malformed {
                reason: error.to_string(),
            }]
        })?;
        let mut map = Self {
            bindings: Vec::new(),
        };
        let mut problems = Vec::new();
        for (mode, Pairs(keys)) in modes {
            let Some(found) = Mode::ALL.iter().find(|one| one.name() == mode) else {
                problems.push(KeymapProblem::UnknownMode { mode });
                continue;
            };
            for (key, action) in keys {
                if let Err(problem) = map.add(*found, &key, &action) {
                    problems.push(problem);
                }
            }
        }
        if problems.is_empty() {
            Ok(map)
        } else {
            Err(problems)
        }
    }

    fn add(&mut self, mode: Mode, key: &str, action: &str) -> Result<(), KeymapProblem> {
        let name = || (mode.name().to_owned(), key.to_owned());
        let Some(keys) = parse_keys(key) else {
            let (mode, key) = name();
            return Err(KeymapProblem::UnknownKey { mode, key });
        };
        let Some(action) = Action::parse(action) else {
            let (mode, key) = name();
            let action = action.to_owned();
            return Err(KeymapProblem::UnknownAction { mode, key, action });
        };
        let taken = |one: &Binding| one.mode == mode && one.keys.iter().any(|k| keys.contains(k));
        if self.bindings.iter().any(taken) {
            let (mode, key) = name();
            return Err(KeymapProblem::Twice { mode, key });
        }
        let shown = shown(&keys, false);
        self.bindings.push(Binding {
            mode,
            keys,
            shown,
            action,
        });
        Ok(())
    }

    /// The same with the names of keys as they can be drawn.
    #[must_use]
    pub fn spelled(mut self, ascii: bool) -> Self {
        self.spell(ascii);
        self
    }

    /// Names keys in letters only, or with arrows where they are named by arrows.
    pub fn spell(&mut self, ascii: bool) {
        for binding in &mut self.bindings {
            binding.shown = shown(&binding.keys, ascii);
        }
    }

    /// What a key means in a mode. A letter of another script counts as the Latin one in its place
    /// unless text is being typed.
    pub fn lookup(&self, mode: Mode, key: Key) -> Option<Action> {
        let known = |key| mode.chain().find_map(|mode| self.bound(mode, key));
        known(key).or_else(|| {
            let typed = mode.is_typing() && key.typed().is_some();
            (!typed).then(|| known(layout::same_place(key)?)).flatten()
        })
    }

    /// What a key means in a mode itself, whatever it falls back to.
    pub fn own(&self, mode: Mode, key: Key) -> Option<Action> {
        let known = |key| self.bound(mode, key);
        known(key).or_else(|| known(layout::same_place(key)?))
    }

    fn bound(&self, mode: Mode, key: Key) -> Option<Action> {
        self.bindings
            .iter()
            .find(|binding| binding.mode == mode && binding.keys.contains(&key))
            .map(|binding| binding.action)
    }

    /// The bindings that work in a mode, those it falls back to included; what a mode says of a key
    /// hides what its base says of it.
    pub fn working(&self, mode: Mode) -> Vec<&Binding> {
        self.working_if(mode, |_| true).collect()
    }

    /// Those of them that are wanted. Only of these it is asked whether something hides them: the key line looks up
    /// every key of a screen each time that it is drawn.
    fn working_if(
        &self,
        mode: Mode,
        wanted: impl Fn(&Binding) -> bool + Copy,
    ) -> impl Iterator<Item = &Binding> {
        let offered = move |own: Mode| {
            let bindings = self.bindings.iter();
            bindings.filter(move |one| one.mode == own && is_offered(one.action))
        };
        mode.chain().enumerate().flat_map(move |(depth, own)| {
            let is_hidden = move |binding: &Binding| {
                let mut nearer = mode.chain().take(depth).flat_map(offered);
                nearer.any(|one| one.keys.iter().any(|key| binding.keys.contains(key)))
            };
            offered(own).filter(move |one| wanted(one) && !is_hidden(one))
        })
    }

    /// The keys of a mode for help: one row for each action, in the order of [`Action::ALL`].
    pub fn help(&self, mode: Mode) -> Vec<(String, Action)> {
        let working = self.working(mode);
        Action::ALL
            .iter()
            .filter_map(|&action| {
                let keys: Vec<&str> = working
                    .iter()
                    .filter(|binding| binding.action == action)
                    .map(|binding| binding.shown.as_str())
                    .collect();
                (!keys.is_empty()).then(|| (keys.join(" "), action))
            })
            .collect()
    }

    /// The first key of an action in a mode, as it is shown.
    pub fn key_of(&self, mode: Mode, action: Action) -> Option<&str> {
        let binding = self.binding_of(mode, action);
        binding.map(|binding| binding.shown.as_str())
    }

    /// The first binding of an action in a mode, for the key line.
    pub fn binding_of(&self, mode: Mode, action: Action) -> Option<&Binding> {
        self.working_if(mode, |binding| binding.action == action)
            .next()
    }
}

/// How the keys of a binding are shown.
fn shown(keys: &[Key], ascii: bool) -> String {
    let spelled = |key: &Key| {
        if ascii {
            key.in_ascii()
        } else {
            key.to_string()
        }
    };
    match (keys.first(), keys.len()) {
        (Some(first), 2..) => format!("{}-9", spelled(first)),
        (Some(only), _) => spelled(only),
        _ => String::new(),
    }
}

/// Whether an action has anything to act on: where one language is spoken, there is none to choose.
fn is_offered(action: Action) -> bool {
    action != Action::Languages || SPOKEN.len() > 1
}

fn parse_keys(text: &str) -> Option<Vec<Key>> {
    let Some(modifiers) = text.strip_suffix("1-9") else {
        return Some(vec![Key::parse(text)?]);
    };
    ('1'..='9')
        .map(|digit| Key::parse(&format!("{modifiers}{digit}")))
        .collect()
}

/// The digit of a key, from 1.
pub const fn digit(key: Key) -> Option<usize> {
    match key.code {
        Code::Char(character @ '1'..='9') => Some(character as usize - '0' as usize),
        _ => None,
    }
}

/// A JSON object as pairs in the order of the file, so that a key given twice is noticed.
struct Pairs<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for InOrder<V> {
            type Value = Pairs<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder(std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_key_and_every_mode_knows_its_keys() {
        let map = Keymap::default();
        for &action in Action::ALL {
            let bound = map.bindings.iter().any(|one| one.action == action);
            assert!(bound, "{} has no key", action.name());
        }
        for &mode in Mode::ALL {
            let bound = map.bindings.iter().any(|one| one.mode == mode);
            assert!(bound, "{} has no keys", mode.name());
        }
    }

    #[test]
    fn help_lists_exactly_what_works() {
        let map = Keymap::default();
        for &mode in Mode::ALL {
            let mut told: Vec<String> = Vec::new();
            for (keys, action) in map.help(mode) {
                for shown in keys.split(' ') {
                    let binding = map
                        .working(mode)
                        .into_iter()
                        .find(|one| one.shown == shown)
                        .expect(shown);
                    for key in &binding.keys {
                        assert_eq!(map.lookup(mode, *key), Some(action), "{shown}");
                    }
                    told.push(shown.to_owned());
                }
            }
            assert_eq!(told.len(), map.working(mode).len(), "{}", mode.name());
        }
    }

    #[test]
    fn a_letter_in_the_same_place_works_but_is_typed_as_it_is() {
        let map = Keymap::default();
        assert_eq!(
            map.lookup(Mode::Reader, Key::char('ј')),
            Some(Action::NextClause)
        );
        assert_eq!(
            map.lookup(Mode::Reader, Key::char('ђ')),
            Some(Action::NextOpen)
        );
        let redo = Key::parse("ctrl-р").expect("a key");
        assert_eq!(map.lookup(Mode::Reader, redo), Some(Action::Redo));
        let save = Key::parse("ctrl-с").expect("a key");
        assert_eq!(map.lookup(Mode::Note, save), Some(Action::Save));
        assert_eq!(map.lookup(Mode::Finder, Key::char('ј')), None);
        assert_eq!(map.lookup(Mode::Note, Key::char('љ')), None);
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let json = r#"{"reader":{"j":"next-clause","j":"undo","jj":"undo","k":"fly"},"moon":{}}"#;
        let problems = Keymap::parse(json).expect_err("four mistakes");
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(Keymap::parse("[]").is_err());
    }
}
