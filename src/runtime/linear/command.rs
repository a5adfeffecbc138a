//! What a typed line means where the person is.

use crate::app::action::Action;
use crate::app::key::{Code, Key};
use crate::app::message::{Message, Target};
use crate::app::mode::Mode;
use crate::app::model::{Model, Screen};
use crate::app::words::Words;
use crate::domain::fold::{Folded, fold};
use crate::domain::search::find;
use crate::domain::text::Span;
use crate::tr;

/// What a line asks for.
#[derive(Debug)]
pub enum Heard {
    /// These keys, one after the other.
    Messages(Vec<Message>),
    /// Choosing a numbered row.
    Row(Box<Message>),
    /// Choosing these words of the clause.
    Words(String),
    /// Everything once more.
    Again,
    /// What can be typed here.
    Help,
    /// Nothing that is known, and a sentence about it.
    Unclear(String),
}

/// What a line means in the mode of the model.
pub fn hear(line: &str, model: &Model) -> Heard {
    let mode = model.mode();
    let word = line.trim();
    let number = word.parse::<usize>().ok().filter(|number| *number > 0);
    if let Some(number) = number {
        if mode == Mode::Reader {
            return suggestion(number);
        }
        if !mode.is_typing() || has_rows(mode) {
            return Heard::Row(Box::new(Message::Click(row(model, number))));
        }
    }
    match word {
        "?" => return Heard::Help,
        "again" => return Heard::Again,
        "" if mode == Mode::Reader => return key(Key::char(' ')),
        "" => return key(Key::plain(Code::Enter)),
        _ => {}
    }
    if mode.is_typing() {
        return typed(line, mode);
    }
    if mode == Mode::Reader
        && let Some(words) = word.strip_prefix("words ")
    {
        return Heard::Words(words.trim().to_owned());
    }
    if let Some(known) = Key::parse(word).filter(|key| model.keymap.lookup(mode, *key).is_some()) {
        return key(known);
    }
    named(word, model)
}

fn key(key: Key) -> Heard {
    Heard::Messages(vec![Message::Key(key)])
}

fn suggestion(number: usize) -> Heard {
    let digit = u32::try_from(number).ok();
    match digit.and_then(|digit| char::from_digit(digit, 10)) {
        Some(digit) => key(Key::char(digit)),
        None => Heard::Unclear(tr!("No suggestion has this number.").to_owned()),
    }
}

/// A numbered row, or an item where the rows are items.
fn row(model: &Model, number: usize) -> Target {
    match (model.mode(), model.screen) {
        (Mode::Items | Mode::Checklist, _) => Target::Item(number - 1),
        (Mode::Outline, _) => Target::Outline(number - 1),
        _ => Target::Row(number - 1),
    }
}

/// Dialogs where one types to narrow a numbered list down.
const fn has_rows(mode: Mode) -> bool {
    matches!(
        mode,
        Mode::Finder
            | Mode::DeskFilter
            | Mode::Settle
            | Mode::Palette
            | Mode::GoTo
            | Mode::SearchAll
    )
}

/// A line for a dialog that takes text: keys by their names, everything else as text.
fn typed(line: &str, mode: Mode) -> Heard {
    let command = Key::parse(line.trim()).filter(|key| key.typed().is_none());
    if let Some(command) = command {
        return key(command);
    }
    let text = Message::Paste(line.to_owned());
    if mode == Mode::Note {
        // A note goes on line by line; an empty line saves it.
        return Heard::Messages(vec![text, Message::Paste("\n".to_owned())]);
    }
    let erase = Key::parse("ctrl-u").expect("is a key");
    Heard::Messages(vec![Message::Key(erase), text])
}

/// An action by its name, or by the beginning of what it is called.
fn named(word: &str, model: &Model) -> Heard {
    let mode = model.topmost();
    let asked = fold(word);
    let works = model.keymap.help(mode);
    let called = |action: &Action, whole: bool| {
        [action.name(), action.label()].iter().any(|name| {
            let name = fold(name);
            if whole {
                name == asked
            } else {
                name.starts_with(&asked)
            }
        })
    };
    let found = [true, false].into_iter().find_map(|whole| {
        let mut found = works.iter().filter(|(_, action)| called(action, whole));
        let first = found.next()?;
        Some((first, found.next()))
    });
    match found {
        Some(((_, action), None)) => model
            .keymap
            .working(mode)
            .iter()
            .find(|binding| binding.action == *action)
            .and_then(|binding| binding.keys.first())
            .map_or_else(|| unknown(word), |first| key(*first)),
        Some(((_, one), Some((_, other)))) => Heard::Unclear(tr!(
            "{word} can mean “{one}” and “{other}”. Type more of it.",
            word,
            one = one.label(),
            other = other.label()
        )),
        None => unknown(word),
    }
}

fn unknown(word: &str) -> Heard {
    Heard::Unclear(tr!(
        "Nothing here is called {word}. Type ? for what can be typed.",
        word
    ))
}

/// What opens the row that was chosen.
pub const fn open() -> Message {
    Message::Key(Key::plain(Code::Enter))
}

/// Chooses words of the clause by typing them, so that the next tag is on them alone.
pub fn choose(model: &mut Model, words: &str) -> Result<(), String> {
    let none = || tr!("These words are not in the clause: {words}", words);
    let reading = model
        .reading
        .as_mut()
        .filter(|_| model.screen == Screen::Reader);
    let reading = reading.ok_or_else(none)?;
    let text = reading.agreement.text();
    let clauses = reading.agreement.clauses.clauses();
    for clause in clauses.get(reading.step.clone()).unwrap_or_default() {
        let within = clause.span.of(text);
        if let Some(found) = find(&Folded::new(within), words).first() {
            let start = clause.span.start;
            let chosen = Span::new(start + found.start, start + found.end);
            reading.words = Words::begin(text, clause.span).map(|begun| begun.with(chosen));
            return Ok(());
        }
    }
    Err(none())
}

/// What can be typed in this mode, a line each.
pub fn help(model: &Model) -> Vec<String> {
    let mode = model.topmost();
    let mut lines = vec![mode.title().to_owned(), mode.explanation().to_owned()];
    for (keys, action) in model.keymap.help(mode) {
        lines.push(tr!(
            "{keys}, or {name}: {sentence}",
            keys,
            name = action.label(),
            sentence = action.sentence()
        ));
    }
    lines.extend(
        [
            tr!("A number alone: choose the line with this number."),
            tr!("An empty line: read on; in a list or a form, accept."),
            tr!("words, and then words of the clause: choose these words, to tag only them."),
            tr!("again: everything once more."),
        ]
        .map(str::to_owned),
    );
    lines
}
