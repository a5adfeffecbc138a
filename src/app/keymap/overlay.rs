//! A person's own keys laid over those that the program comes with.
//!
//! Whatever is wrong with them is told and left out; the rest works. Nobody can lock herself in.

use super::{Binding, Keymap, KeymapProblem, Pairs, is_offered, parse_keys, shown};
use crate::app::action::Action;
use crate::app::key::Key;
use crate::app::mode::Mode;

/// Actions that lead out of a mode; each keeps a key.
const WAYS_OUT: [Action; 4] = [
    Action::Cancel,
    Action::Back,
    Action::Quit,
    Action::ReturnToNow,
];

impl Keymap {
    /// This map with a person's own keys over it: a key with a meaning takes the place of what it
    /// meant in this mode, `null` takes its meaning away. All problems are reported at once.
    pub fn overlaid(self, json: &str) -> (Self, Vec<KeymapProblem>) {
        let read = serde_json::from_str::<Pairs<Pairs<Option<String>>>>(json);
        let Pairs(modes) = match read {
            Ok(pairs) => pairs,
            Err(error) => {
                let reason = error.to_string();
                return (self, vec![KeymapProblem::Malformed { reason }]);
            }
        };
        let mut map = self.clone();
        let mut problems = Vec::new();
        for (mode, Pairs(keys)) in modes {
            let Some(&found) = Mode::ALL.iter().find(|one| one.name() == mode) else {
                problems.push(KeymapProblem::UnknownMode { mode });
                continue;
            };
            let mut own = Self {
                bindings: Vec::new(),
            };
            for (key, action) in keys {
                let laid = map.lay(&mut own, &self, (found, &key, action.as_deref()));
                problems.extend(laid.err());
            }
            map.bindings.append(&mut own.bindings);
        }
        map.keep_ways_out(&self, &mut problems);
        (map, problems)
    }

    /// Takes the keys of one line out of this map, and puts their new meaning into `own`.
    fn lay(
        &mut self,
        own: &mut Self,
        before: &Self,
        (found, key, action): (Mode, &str, Option<&str>),
    ) -> Result<(), KeymapProblem> {
        let name = || (found.name().to_owned(), key.to_owned());
        let Some(keys) = parse_keys(key) else {
            let (mode, key) = name();
            return Err(KeymapProblem::UnknownKey { mode, key });
        };
        let Some(action) = action else {
            let (mode, key) = name();
            let taken = self.take(found, &keys);
            let problem = KeymapProblem::NotThere { mode, key };
            return taken.then_some(()).ok_or(problem);
        };
        let is_typed = found == Mode::Typing || found.is_typing();
        if is_typed && keys.iter().any(|key| key.typed().is_some()) {
            let (mode, key) = name();
            return Err(KeymapProblem::Typed { mode, key });
        }
        own.add(found, key, action)?;
        let Some(added) = own.bindings.last().cloned() else {
            return Ok(());
        };
        let known = before.working(found);
        if !known.iter().any(|one| one.action == added.action) {
            own.bindings.pop();
            let (mode, key) = name();
            let action = action.to_owned();
            return Err(KeymapProblem::Useless { mode, key, action });
        }
        self.take(found, &added.keys);
        Ok(())
    }

    /// Takes the meaning of keys away in their mode; says whether one of them had any.
    fn take(&mut self, mode: Mode, keys: &[Key]) -> bool {
        let mut found = false;
        let mut left = Vec::with_capacity(self.bindings.len());
        for binding in self.bindings.drain(..) {
            let touched = binding.mode == mode && binding.keys.iter().any(|key| keys.contains(key));
            if !touched {
                left.push(binding);
                continue;
            }
            found = true;
            // Of the nine digits those that are not taken keep their meaning.
            let rest = binding.keys.iter().filter(|key| !keys.contains(key));
            left.extend(rest.map(|key| Binding {
                keys: vec![*key],
                shown: shown(&[*key], false),
                ..binding
            }));
        }
        self.bindings = left;
        found
    }

    /// Tells which actions have lost their last key, and gives ways out theirs back.
    fn keep_ways_out(&mut self, before: &Self, problems: &mut Vec<KeymapProblem>) {
        for &mode in Mode::ALL {
            let mut lost: Vec<Action> = Vec::new();
            let offered = |one: &&Binding| one.mode == mode && is_offered(one.action);
            for binding in before.bindings.iter().filter(offered) {
                let action = binding.action;
                let works = self.working(mode).iter().any(|one| one.action == action);
                if !works && !lost.contains(&action) {
                    lost.push(action);
                }
            }
            for action in lost {
                let told = (mode.name().to_owned(), action.name().to_owned());
                problems.push(if WAYS_OUT.contains(&action) {
                    let keys = self.give_back(before, mode, action);
                    let (mode, action) = told;
                    KeymapProblem::NoWayOut { mode, keys, action }
                } else {
                    let (mode, action) = told;
                    KeymapProblem::Lost { mode, action }
                });
            }
        }
    }

    /// Gives an action the keys back that it had; says which.
    fn give_back(&mut self, before: &Self, mode: Mode, action: Action) -> String {
        let had = before.bindings.iter();
        let had: Vec<Binding> = had
            .filter(|one| one.mode == mode && one.action == action)
            .cloned()
            .collect();
        for binding in &had {
            self.take(mode, &binding.keys);
        }
        let shown: Vec<&str> = had.iter().map(|one| one.shown.as_str()).collect();
        let shown = shown.join(" ");
        self.bindings.extend(had);
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaid(json: &str) -> (Keymap, Vec<String>) {
        let (map, problems) = Keymap::default().overlaid(json);
        (map, problems.iter().map(ToString::to_string).collect())
    }

    fn means(map: &Keymap, mode: Mode, key: &str) -> Option<Action> {
        map.lookup(mode, Key::parse(key).expect(key))
    }

    #[test]
    fn own_keys_lie_over_those_of_the_program() {
        let (map, problems) = overlaid(
            r#"{"reader":{"ctrl-n":"next-clause","g":null,"s":"search"},"items":{"s":null}}"#,
        );
        assert_eq!(
            problems,
            ["the key map leaves sources without a key in items"]
        );
        assert_eq!(
            means(&map, Mode::Reader, "ctrl-n"),
            Some(Action::NextClause)
        );
        assert_eq!(means(&map, Mode::Reader, "j"), Some(Action::NextClause));
        assert_eq!(means(&map, Mode::Reader, "g"), None);
        assert_eq!(means(&map, Mode::Reader, "s"), Some(Action::Search));
        assert_eq!(means(&map, Mode::Items, "s"), Some(Action::Search));
        assert_eq!(overlaid("{}"), (Keymap::default(), Vec::new()));
    }

    #[test]
    fn a_key_gets_another_meaning_and_one_digit_can_be_taken() {
        let (map, problems) =
            overlaid(r#"{"reader":{"r":"redo","ctrl-r":"toggle-read","9":"undo"}}"#);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(means(&map, Mode::Reader, "r"), Some(Action::Redo));
        assert_eq!(
            means(&map, Mode::Reader, "ctrl-r"),
            Some(Action::ToggleRead)
        );
        assert_eq!(means(&map, Mode::Reader, "9"), Some(Action::Undo));
        assert_eq!(means(&map, Mode::Reader, "8"), Some(Action::Tag));
        assert_eq!(map.key_of(Mode::Reader, Action::Tag), Some("1"));
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_works() {
        let (map, problems) = overlaid(
            r#"{"moon":{"j":"undo"},
                "reader":{"jj":"undo","y":"fly","U":"undo","U":"redo","z":"assess-ok","ž":null},
                "note":{"x":"save","ctrl-x":"save"}}"#,
        );
        let told = problems.join("\n");
        assert_eq!(problems.len(), 7, "{told}");
        for words in [
            "moon",
            "jj",
            "fly",
            "two meanings",
            "nothing there",
            "means nothing",
            "typing",
        ] {
            assert!(told.contains(words), "{words}: {told}");
        }
        assert_eq!(means(&map, Mode::Reader, "U"), Some(Action::Undo));
        assert_eq!(means(&map, Mode::Note, "ctrl-x"), Some(Action::Save));
        assert_eq!(means(&map, Mode::Note, "x"), None);
        let (map, problems) = overlaid("{\"reader\": [");
        assert_eq!(map, Keymap::default());
        assert!(problems[0].contains("line 1"), "{problems:?}");
    }

    #[test]
    fn nobody_locks_herself_in() {
        let none: Vec<String> = Mode::ALL
            .iter()
            .map(|mode| {
                let map = Keymap::default();
                let own = map.bindings.iter().filter(|one| one.mode == *mode);
                let keys: Vec<String> = own
                    .flat_map(|one| &one.keys)
                    .filter_map(|key| spelling(*key))
                    .map(|key| format!("{key:?}:null"))
                    .collect();
                format!("{:?}:{{{}}}", mode.name(), keys.join(","))
            })
            .collect();
        let (map, problems) = overlaid(&format!("{{{}}}", none.join(",")));
        assert!(problems.len() > 30, "{problems:?}");
        let default = Keymap::default();
        for &mode in Mode::ALL {
            for action in WAYS_OUT {
                let had = default.key_of(mode, action).is_some();
                let has = map.key_of(mode, action).is_some();
                assert!(has || !had, "{} in {}", action.name(), mode.name());
            }
        }
    }

    /// How a key is written in the file, for those whose shown name is it in other letters.
    fn spelling(key: Key) -> Option<String> {
        let shown = key.in_ascii();
        [shown.clone(), shown.to_lowercase()]
            .into_iter()
            .find(|one| Key::parse(one) == Some(key))
    }
}
