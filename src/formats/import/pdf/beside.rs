//! What a PDF holds beside the words on its pages: comments, form fields, attachments, bookmarks.
//!
//! The value of a field that is shown on the page is read like any other words there; one that is
//! not shown becomes a note. Nothing is followed: attachments are named, not opened.

use super::engine::{Bookmark, Run};
use super::frame::{Frame, upright};
use super::painted::Painted;
use super::second::text_of;
use crate::domain::margin::Area;
use pdfboss_core::{
    Annotation, DestinationPage, Document, FieldType, FormField, ObjRef, Object, OutlineItem, Page,
    Rect,
};
use std::collections::{HashMap, HashSet};

/// The most notes, attachments and bookmarks read.
const MOST: usize = 20_000;
/// The most letters of one note.
const LONGEST: usize = 20_000;

/// A comment, the value of a form field that is not shown, or what a stamp says.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Who wrote it.
    pub author: Option<String>,
    /// When.
    pub at: Option<String>,
    /// Where it points.
    pub area: Option<Area>,
    /// Its words.
    pub text: String,
    /// The name of the file that is pinned to the page here.
    pub attached: Option<String>,
    /// Whether it is the value of a form field that the page does not show.
    pub unseen: bool,
    /// Where its words are painted, in the file's own coordinates, when the file says them nowhere else.
    pub painted: Option<Rect>,
}

/// The values of form fields by the place where they are shown.
#[derive(Debug, Default)]
pub struct Fields {
    values: HashMap<ObjRef, Value>,
    signatures: HashSet<ObjRef>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    name: String,
    words: String,
    /// The options of a list whose options all stand on the page, chosen or not.
    offered: Vec<String>,
}

impl Fields {
    /// Reads the form, if there is one.
    pub fn of(document: &Document) -> Self {
        let mut values = HashMap::new();
        let mut signatures = HashSet::new();
        for field in document.form_fields().into_iter().take(MOST) {
            let name = field.alternate_name.as_ref().unwrap_or(&field.name);
            for widget in &field.widgets {
                let words = match field.field_type {
                    Some(FieldType::Text) if field.flags.password() => continue,
                    Some(FieldType::Text) => field.value.as_ref().map(words).unwrap_or_default(),
                    Some(FieldType::Choice) => chosen(&field),
                    Some(FieldType::Button) if widget.on_state.is_some() => {
                        let on = widget.appearance_state == widget.on_state;
                        if on { "☒" } else { "☐" }.to_owned()
                    }
                    Some(FieldType::Signature) => {
                        signatures.insert(widget.object);
                        continue;
                    }
                    _ => continue,
                };
                let offered = offered(&field);
                if !(words.trim().is_empty() && offered.is_empty()) {
                    let value = Value {
                        name: name.clone(),
                        words,
                        offered,
                    };
                    values.insert(widget.object, value);
                }
            }
        }
        Self { values, signatures }
    }

    /// The values shown on a page, as words that stand where their field does, and its notes.
    pub fn on(
        &self,
        document: &Document,
        page: &Page,
        frame: &Frame,
        turn: i32,
    ) -> (Vec<Run>, Vec<Note>) {
        let (mut runs, mut notes) = (Vec::new(), Vec::new());
        if page.dict().get("Annots").is_none() {
            return (runs, notes);
        }
        for annotation in document.annotations(page).into_iter().take(MOST) {
            if annotation.subtype == "Widget" {
                let value = annotation.object.and_then(|it| self.values.get(&it));
                if let Some(value) = value {
                    place(value, &annotation, frame, turn, &mut runs, &mut notes);
                }
                let signed = annotation
                    .object
                    .is_some_and(|it| self.signatures.contains(&it));
                if signed {
                    notes.extend(mark("Signature", &annotation, frame, turn));
                }
            } else {
                notes.extend(note(&annotation, frame, turn));
            }
        }
        (runs, notes)
    }
}

/// The options chosen in a list, as the page shows them: the file may keep other words for them.
fn chosen(field: &FormField) -> String {
    let shown = |name: String| {
        let option = field.options.iter().find(|it| it.export_value == name);
        option.map_or(name, |it| it.name.clone())
    };
    let names = field.selected().into_iter().take(100).map(shown);
    names.collect::<Vec<_>>().join(", ")
}

/// The options of a list that shows them all, other than one that shows what was chosen.
fn offered(field: &FormField) -> Vec<String> {
    let is_list = field.field_type == Some(FieldType::Choice) && !field.flags.combo();
    let options = field.options.iter().filter(|_| is_list);
    options
        .take(100)
        .map(|option| option.name.clone())
        .collect()
}

/// A field's value as text; several chosen options one after the other.
fn words(value: &Object) -> String {
    match value {
        Object::Array(parts) => {
            let parts: Vec<String> = parts.iter().take(100).map(words).collect();
            parts.join(", ")
        }
        Object::Name(name) => name.0.clone(),
        other => other.as_str_bytes().map(text).unwrap_or_default(),
    }
}

/// A string of the file as text: UTF-16 or UTF-8 with a mark, else one byte a letter.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        other => encoding_rs::WINDOWS_1252.decode(other).0.into_owned(),
    }
}

/// Puts a value where its field stands, or among the notes when it is not shown.
fn place(
    value: &Value,
    annotation: &Annotation,
    frame: &Frame,
    turn: i32,
    runs: &mut Vec<Run>,
    notes: &mut Vec<Note>,
) {
    let hidden = annotation.flags.hidden() || annotation.flags.no_view();
    let shown = annotation
        .rect
        .filter(|rect| !hidden && rect.width() > 1.0 && rect.height() > 1.0);
    let Some(rect) = shown else {
        if !matches!(value.words.as_str(), "☒" | "☐") {
            notes.push(Note {
                author: None,
                at: None,
                area: annotation.rect.map(|rect| area(rect, frame, turn)),
                text: format!(
                    "Value of the form field “{}”, not shown on the page: {}",
                    value.name,
                    short(&value.words)
                ),
                attached: None,
                unseen: true,
                painted: None,
            });
        }
        return;
    };
    let (a, b) = (
        upright(turn, rect.x0, rect.y0),
        upright(turn, rect.x1, rect.y1),
    );
    let (left, right) = (a.0.min(b.0), a.0.max(b.0));
    let (bottom, top) = (a.1.min(b.1), a.1.max(b.1));
    if !value.offered.is_empty() {
        let chosen = match value.words.as_str() {
            "" => "nothing is chosen".to_owned(),
            chosen => format!("“{chosen}” is chosen"),
        };
        notes.push(Note {
            author: None,
            at: None,
            area: Some(area(rect, frame, turn)),
            text: short(&format!(
                "In the list “{}” {chosen}; it shows: {}",
                value.name,
                value.offered.join(" · ")
            )),
            attached: None,
            unseen: false,
            painted: None,
        });
    }
    let lines: Vec<&str> = value.words.lines().take(500).collect();
    #[expect(clippy::cast_precision_loss, reason = "a field has few lines")]
    let step = (top - bottom) / lines.len().max(1) as f32;
    let size = (0.7 * step).clamp(1.0, 11.0);
    let mut baseline = top - 0.5 * step - 0.3 * size;
    for line in lines {
        #[expect(clippy::cast_precision_loss, reason = "values are short")]
        let letters = line.chars().count() as f32;
        runs.push(Run {
            text: line.to_owned(),
            left,
            // What stands in a wide field is not set wide.
            right: right.min(left + 0.6 * size * letters),
            baseline,
            size,
            ..Run::default()
        });
        baseline -= step;
    }
}

/// A comment's words, author and date; nothing for links, windows and empty marks.
fn note(annotation: &Annotation, frame: &Frame, turn: i32) -> Option<Note> {
    let kinds = [
        "Text",
        "FreeText",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Caret",
        "Stamp",
        "Square",
        "Circle",
        "Line",
        "Polygon",
        "PolyLine",
        "Ink",
        "Redact",
        "FileAttachment",
    ];
    if !kinds.contains(&annotation.subtype.as_str()) {
        return None;
    }
    let contents = annotation.contents.as_deref().unwrap_or_default().trim();
    let attached = attached(annotation);
    if contents.is_empty() && attached.is_none() {
        let paints_words = matches!(annotation.subtype.as_str(), "Stamp" | "FreeText");
        return paints_words.then(|| mark("Stamp", annotation, frame, turn))?;
    }
    Some(Note {
        author: author(annotation),
        at: annotation.modified.as_deref().map(date),
        area: annotation.rect.map(|rect| area(rect, frame, turn)),
        text: short(contents),
        attached,
        unseen: false,
        painted: None,
    })
}

fn author(annotation: &Annotation) -> Option<String> {
    let name = annotation.markup.as_ref()?.title.clone()?;
    Some(name).filter(|name| !name.trim().is_empty())
}

/// A mark that says nothing but what it paints over the page; its words are put in by `with_words`.
fn mark(what: &str, annotation: &Annotation, frame: &Frame, turn: i32) -> Option<Note> {
    let hidden = annotation.flags.hidden() || annotation.flags.no_view();
    let rect = annotation.rect.filter(|_| !hidden)?;
    Some(Note {
        author: author(annotation),
        at: annotation.modified.as_deref().map(date),
        area: Some(area(rect, frame, turn)),
        text: what.to_owned(),
        attached: None,
        unseen: false,
        painted: Some(rect),
    })
}

/// The notes with the words that marks paint over the page; marks that paint none are left out.
pub fn with_words(notes: Vec<Note>, marks: impl FnOnce() -> Option<Painted>) -> Vec<Note> {
    if notes.iter().all(|note| note.painted.is_none()) {
        return notes;
    }
    let letters = marks().map(|painted| painted.letters).unwrap_or_default();
    let with_words = |mut note: Note| {
        let Some(rect) = note.painted.take() else {
            return Some(note);
        };
        let inside = letters.iter().filter(|letter| {
            let (x, y) = letter.from;
            letter.hidden.is_none() && x >= rect.x0 && x <= rect.x1 && y >= rect.y0 && y <= rect.y1
        });
        let words = text_of(inside);
        let words = words.trim();
        note.text = format!("{} on the page: {}", note.text, short(words));
        (!words.is_empty()).then_some(note)
    };
    notes.into_iter().filter_map(with_words).collect()
}

fn short(words: &str) -> String {
    words.chars().take(LONGEST).collect()
}

fn area(rect: Rect, frame: &Frame, turn: i32) -> Area {
    let (a, b) = (
        upright(turn, rect.x0, rect.y0),
        upright(turn, rect.x1, rect.y1),
    );
    frame.area(a.0.min(b.0), a.1.min(b.1), a.0.max(b.0), a.1.max(b.1))
}

/// `D:20240314101500+01'00'` as `2024-03-14T10:15:00+01:00`; anything else as it stands.
fn date(written: &str) -> String {
    let plain: String = written.trim_start_matches("D:").replace('\'', ":");
    let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize| plain.get(from..to).unwrap_or_default();
    let day = format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8));
    let zone = plain
        .get(digits..)
        .unwrap_or_default()
        .trim_end_matches(':');
    match digits {
        8 => day,
        14 => format!(
            "{day}T{}:{}:{}{zone}",
            part(8, 10),
            part(10, 12),
            part(12, 14)
        ),
        _ => written.to_owned(),
    }
}

/// Names of attached files: those of the file and those pinned to its pages.
pub fn attachments(document: &Document) -> Vec<String> {
    let mut seen = HashSet::new();
    let files = document.embedded_files().into_iter().take(MOST);
    let named = files.map(|file| {
        let name = file.spec.name();
        if name.trim().is_empty() {
            file.name
        } else {
            name
        }
    });
    named.filter(|name| seen.insert(name.clone())).collect()
}

/// The name of the file that an annotation carries.
fn attached(annotation: &Annotation) -> Option<String> {
    let file = annotation.file.as_ref()?;
    let name = file.name();
    (annotation.subtype == "FileAttachment" && !name.trim().is_empty()).then_some(name)
}

/// The bookmarks that lead to a page of this file.
pub fn bookmarks(document: &Document, pages: usize) -> Vec<Bookmark> {
    let outline = document.outline();
    if outline.is_empty() {
        return Vec::new();
    }
    let mut numbers = HashMap::new();
    for index in 0..pages {
        if let Some(object) = document.page(index).ok().and_then(|page| page.object_ref()) {
            numbers.insert(object, u32::try_from(index + 1).unwrap_or(u32::MAX));
        }
    }
    let mut found = Vec::new();
    let mut open: Vec<(&OutlineItem, u8)> = outline.iter().rev().map(|item| (item, 0)).collect();
    while let Some((item, depth)) = open.pop() {
        let page = item.destination.and_then(|to| match to.page {
            DestinationPage::Object(object) => numbers.get(&object).copied(),
            DestinationPage::Number(number) => number.checked_add(1),
        });
        if let Some(page) = page.filter(|_| found.len() < MOST) {
            found.push(Bookmark {
                page,
                depth,
                title: item.title.clone(),
            });
        }
        let deeper = depth.saturating_add(1);
        open.extend(item.children.iter().rev().map(|child| (child, deeper)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_notes_read_like_dates() {
        for (written, read) in [
            ("D:20240314101500+01'00'", "2024-03-14T10:15:00+01:00"),
            ("D:20240314101500Z", "2024-03-14T10:15:00Z"),
            ("20240314", "2024-03-14"),
            ("last week", "last week"),
            ("", ""),
        ] {
            assert_eq!(date(written), read);
        }
    }

    #[test]
    fn strings_of_the_file_are_text() {
        for (bytes, read) in [
            (b"\xFE\xFF\x04\x27\x04\x3B".as_slice(), "Чл"),
            (b"\xEF\xBB\xBF\xC4\x8D".as_slice(), "č"),
            (b"caf\xE9".as_slice(), "café"),
        ] {
            assert_eq!(text(bytes), read);
        }
    }
}
