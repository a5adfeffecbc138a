//! The texts of the interface: every one that the code says is in every language that is offered, with its gaps and
//! forms, and none lies there unused.
//!
//! `UPDATE_TEXTS=1 cargo test --test interface` adds what is missing to the files, empty, and takes out what is unused.
#![expect(clippy::disallowed_methods, reason = "this test reads the source tree")]

use rapporteur::domain::translate::SPOKEN;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The files of `assets/interface` and how many forms a counted text has there.
const FILES: [(&str, usize); 5] = [("sr-Cyrl", 3), ("bs", 3), ("cnr", 3), ("sq", 2), ("mk", 2)];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("can be listed").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !name.contains("tests")
            && name != "translate.rs"
        {
            found.push(path);
        }
    }
}

/// The string literal at the start of some code, and the code after it.
fn literal(code: &str) -> Option<(String, &str)> {
    let code = code.trim_start().strip_prefix('"')?;
    let mut text = String::new();
    let mut letters = code.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text, code.get(at + 1..)?)),
            '\\' => match letters.next()?.1 {
                'n' => text.push('\n'),
                '\n' => while letters.next_if(|(_, next)| next.is_whitespace()).is_some() {},
                'u' => {
                    let digits = letters.by_ref().map(|(_, digit)| digit).skip(1);
                    let digits: String = digits.take_while(|digit| *digit != '}').collect();
                    text.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    None
}

/// The code after the comma that ends the first argument.
fn after_first_argument(code: &str) -> Option<&str> {
    let mut depth = 0;
    for (at, letter) in code.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => return code.get(at + 1..),
            _ => {}
        }
    }
    None
}

/// The code after each call of a macro.
fn calls<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(name).filter_map(move |(at, _)| {
        let before = code.get(..at)?.chars().next_back()?;
        let whole = !before.is_alphanumeric() && before != '_';
        whole.then(|| code.get(at + name.len()..))?
    })
}

/// The place that a text names before itself, as in `key: "read"`, the way the files write it; and the code after it.
fn placed(code: &str) -> (String, &str) {
    let word = code.find(|one: char| one != '_' && !one.is_ascii_lowercase());
    let parts = word.and_then(|end| Some((code.get(..end)?, code.get(end..)?.strip_prefix(':')?)));
    match parts {
        Some((place, rest)) if !place.is_empty() => (format!("⟨{place}⟩ "), rest),
        _ => (String::new(), code),
    }
}

/// What the code says: plain texts, and counted ones by their form for many.
#[derive(Default)]
struct Said {
    plain: BTreeSet<String>,
    counted: BTreeMap<String, String>,
}

fn said() -> Said {
    let mut paths = Vec::new();
    sources(&root().join("src"), &mut paths);
    let mut said = Said::default();
    for path in paths {
        let code = fs::read_to_string(&path).expect("a source file can be read");
        let code = code
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for code in calls(code, "tr!(").chain(calls(code, "text!(")) {
            let (place, code) = placed(code);
            let Some((text, _)) = literal(code) else {
                panic!("{}: a call without a literal text", path.display());
            };
            said.plain.insert(place + &text);
        }
        for code in calls(code, "trn!(") {
            let rest = after_first_argument(code);
            let forms = rest.and_then(literal).and_then(|(one, rest)| {
                let (many, _) = literal(rest.trim_start().strip_prefix(',')?)?;
                Some((many, one))
            });
            let Some((many, one)) = forms else {
                panic!("{}: a call without two literal texts", path.display());
            };
            said.counted.insert(many, one);
        }
    }
    said
}

fn gaps(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

fn file(language: &str) -> PathBuf {
    root().join(format!("assets/interface/{language}.json"))
}

fn read(language: &str) -> (Map<String, Value>, Map<String, Value>) {
    let json = fs::read_to_string(file(language)).expect("is there");
    let value: Value = serde_json::from_str(&json).expect("is JSON");
    let part = |name: &str| value[name].as_object().expect("is an object").clone();
    (part("texts"), part("counted"))
}

fn update(language: &str, forms: usize, said: &Said) {
    let (texts, counted) = read(language);
    let kept = |known: &Map<String, Value>, key: &String, new: Value| {
        (key.clone(), known.get(key).cloned().unwrap_or(new))
    };
    let texts: BTreeMap<_, _> = said
        .plain
        .iter()
        .map(|key| kept(&texts, key, json!("")))
        .collect();
    let empty = json!(vec![""; forms]);
    let counted: BTreeMap<_, _> = said
        .counted
        .keys()
        .map(|key| kept(&counted, key, empty.clone()))
        .collect();
    let json = serde_json::to_string_pretty(&json!({ "texts": texts, "counted": counted }));
    fs::write(file(language), json.expect("is plain") + "\n").expect("can be written");
}

#[test]
fn every_text_is_there_in_every_language_and_none_is_unused() {
    let said = said();
    if std::env::var_os("UPDATE_TEXTS").is_some() {
        for (language, forms) in FILES {
            update(language, forms, &said);
        }
    }
    let mut wrong = Vec::new();
    for (language, forms) in FILES {
        let (texts, counted) = read(language);
        let offered = SPOKEN.iter().any(|one| one.tag() == language);
        let mut say = |what: &str, text: &str| wrong.push(format!("{language}: {what}: {text:?}"));
        let mut compare = |english: &str, translated: &str| {
            if translated.is_empty() {
                if offered {
                    say("is missing", english);
                }
            } else if gaps(english) != gaps(translated) {
                say("has other gaps", english);
            } else if english.starts_with(' ') != translated.starts_with(' ')
                || english.ends_with(' ') != translated.ends_with(' ')
            {
                say("has other blanks around it", english);
            }
        };
        for text in &said.plain {
            compare(
                text,
                texts.get(text).and_then(Value::as_str).unwrap_or_default(),
            );
        }
        for many in said.counted.keys() {
            let all = counted
                .get(many)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default();
            for at in 0..forms {
                compare(
                    many,
                    all.get(at).and_then(Value::as_str).unwrap_or_default(),
                );
            }
        }
        let unused = texts.keys().filter(|text| !said.plain.contains(*text));
        let unused = unused.chain(
            counted
                .keys()
                .filter(|many| !said.counted.contains_key(*many)),
        );
        for text in unused {
            say("is used nowhere", text);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} texts:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
