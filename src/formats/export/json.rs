//! A summary as JSON, described in `docs/summary-json.md`.
//!
//! What steers a terminal or deceives the eye is written as an escape, so that the file can be
//! shown anywhere and still holds the exact words.

use crate::domain::review::checkpoint;
use crate::domain::review::heads::MARK;
use crate::domain::summary::Summary;
use crate::domain::visible::{Sight, sight};
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// The summary as JSON; fields stand in the order of the description.
pub fn json(summary: &Summary) -> String {
    pretty(summary)
}

/// A value as JSON on many lines, in which characters that are not plainly seen are escaped, and only the values of `token`
/// and `checkpoint` can be taken for heads and checkpoints of ours.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let formatter = Careful(PrettyFormatter::new());
    value
        .serialize(&mut Serializer::with_formatter(&mut bytes, formatter))
        .expect("what is written has only text keys, and memory takes every byte");
    bytes.push(b'\n');
    let json = String::from_utf8(bytes).expect("JSON is written in UTF-8");
    only_own_heads(&json)
}

/// Breaks the marks of journal heads and checkpoints wherever they are not the value of `token` or
/// `checkpoint`, so that one in the words of an agreement is not taken for ours. A quote inside a value is always escaped, so words
/// cannot imitate the field; `\/` reads back as `/`.
fn only_own_heads(json: &str) -> String {
    let marks = [
        ("\"token\": \"", MARK),
        ("\"checkpoint\": \"", checkpoint::MARK),
    ];
    marks
        .into_iter()
        .fold(json.to_owned(), |json, (field, mark)| {
            let broken = mark.replace('/', "\\/");
            json.replace(mark, &broken)
                .replace(&format!("{field}{broken}"), &format!("{field}{mark}"))
        })
}

/// A value as JSON on one line, in which characters that are not plainly seen are escaped.
pub(super) fn careful(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    value
        .serialize(&mut Serializer::with_formatter(&mut bytes, CarefulLine))
        .expect("what is written has only text keys, and memory takes every byte");
    String::from_utf8(bytes).expect("JSON is written in UTF-8")
}

/// JSON on one line, with the same escapes.
struct CarefulLine;

impl Formatter for CarefulLine {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        escaped(writer, fragment)
    }
}

/// Writes a piece of a text, with escapes for what is not plainly seen.
fn escaped<W: ?Sized + Write>(writer: &mut W, fragment: &str) -> io::Result<()> {
    for character in fragment.chars() {
        if sight(character) == Sight::Plain {
            write!(writer, "{character}")?;
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(writer, "\\u{unit:04x}")?;
        }
    }
    Ok(())
}

/// Pretty JSON in which characters that are not plainly seen are escaped.
struct Careful(PrettyFormatter<'static>);

impl Formatter for Careful {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        escaped(writer, fragment)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
