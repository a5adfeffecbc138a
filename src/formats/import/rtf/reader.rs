//! The walk through a rich text file: groups, what is set in them, and where their words go.

use super::super::gather::{Gathered, Mark};
use super::super::{Refused, encoding, title};
use super::super::{numerals, symbols};
use super::alphabet::Alphabet;
use super::fonts::{Fonts, time};
use super::sink::{Setting, Sink};
use super::tokens::{Token, Tokens};
use super::words::{Becomes, Inset, Place, character, destination};
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::margin::{ChangeKind, FurnitureKind, View};
use encoding_rs::WINDOWS_1252;

/// How deep groups may stand in groups.
const DEEPEST: usize = 2_000;
/// How deep notes, frames and headers may stand in one another.
const DEEPEST_INSET: usize = 10;
/// The most authors kept.
const MOST_AUTHORS: usize = 10_000;

/// A file being read.
pub struct Reader {
    view: View,
    /// Everything found so far.
    pub found: Gathered,
    /// The title in the properties.
    pub title: Option<String>,
    /// The first short line in the middle.
    pub opening: Option<String>,
    groups: Vec<Group>,
    state: Group,
    sinks: Vec<Sink>,
    sink: Sink,
    fonts: Fonts,
    default_font: i32,
    page: Alphabet,
    authors: Vec<String>,
    /// Bytes whose letters are decided together.
    pending: Vec<u8>,
    /// The first half of a letter beyond the first plane.
    high: Option<u16>,
    /// How many characters after `\u` only stand in for it.
    skip: usize,
    /// The change that the last words belonged to.
    change: Option<Run>,
    comment: Note,
    notes: Vec<(bool, Sink)>,
    /// Numbered paragraphs that are wholly deleted.
    deleted_numbers: usize,
    unfinished: bool,
    /// The encoding that some words were read in although the file claims another.
    doubted: Option<&'static str>,
}

/// What is set inside a group.
#[derive(Debug, Clone)]
struct Group {
    place: Place,
    /// Where text goes that a nested group brings back.
    outer: Place,
    inset: Option<Inset>,
    /// Whether the next word may name a destination, and whether one that we do not know is to be
    /// left out.
    fresh: bool,
    ignorable: bool,
    font: Option<i32>,
    fallback: usize,
    look: Look,
    setting: Setting,
}

/// What is set for letters.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    hidden: bool,
    capitals: bool,
    inserted: Option<Hand>,
    deleted: Option<Hand>,
}

/// Who changed something and when, as numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Hand {
    author: i32,
    time: i32,
    moved: bool,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    kind: ChangeKind,
    hand: Hand,
    event: usize,
}

/// What is known about the comment being read.
#[derive(Debug, Default)]
struct Note {
    author: String,
    time: String,
}

impl Reader {
    /// Reads for a view.
    pub fn new(view: View) -> Self {
        Self {
            view,
            found: Gathered::default(),
            title: None,
            opening: None,
            groups: Vec::new(),
            state: Group {
                place: Place::Text,
                outer: Place::Text,
                inset: None,
                fresh: false,
                ignorable: false,
                font: None,
                fallback: 1,
                look: Look::default(),
                setting: Setting::default(),
            },
            sinks: Vec::new(),
            sink: Sink::default(),
            fonts: Fonts::default(),
            default_font: 0,
            page: Alphabet::Known(WINDOWS_1252),
            authors: Vec::new(),
            pending: Vec::new(),
            high: None,
            skip: 0,
            change: None,
            comment: Note::default(),
            notes: Vec::new(),
            deleted_numbers: 0,
            unfinished: false,
            doubted: None,
        }
    }

    /// Reads a whole file.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut tokens = Tokens::new(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Byte(byte) => self.byte(byte),
                Token::Open => self.open()?,
                Token::Close => self.close(),
                Token::Symbol(symbol) => self.symbol(symbol),
                Token::Word("bin", Some(count)) => {
                    // A count that fits no number is as long as the file.
                    tokens.pass_over(usize::try_from(count).unwrap_or(usize::MAX));
                }
                Token::Word(word, number) => self.word(word, number),
            }
        }
        self.flush();
        self.unfinished = !self.groups.is_empty();
        while !self.groups.is_empty() {
            self.close();
        }
        self.end();
        Ok(())
    }

    /// What the reader must be told besides what every format tells.
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        if self.unfinished {
            let message =
                "The file is cut off: its end is missing, and so is the rest of the text.";
            all.push(Diagnostic::new(Severity::Error, "truncated", message));
        }
        if let Some(name) = self.doubted {
            let message = format!(
                "Some words were read as {name}, although the file claims otherwise for them. Check that their letters look right."
            );
            all.push(Diagnostic::new(Severity::Info, "encoding", message));
        }
        if self.deleted_numbers > 0 {
            let message = format!(
                "{} numbered paragraphs are not in this state of the text; the numbers after them were counted on without them. Check them against the original.",
                self.deleted_numbers
            );
            all.push(Diagnostic::new(
                Severity::Warning,
                "numbers-with-deletions",
                message,
            ));
        }
        all
    }

    fn end(&mut self) {
        let sink = std::mem::take(&mut self.sink);
        self.found.strips = sink.finish();
        let mut counts = [0_u32; 2];
        for (foot, note) in std::mem::take(&mut self.notes) {
            let count = &mut counts[usize::from(foot)];
            *count += 1;
            let mark = note_mark(foot, *count);
            let mut strips = note.finish();
            if let Some(first) = strips.first_mut() {
                let lead = first.piece.text.len() - first.piece.text.trim_start().len();
                first.piece.text = format!("{mark} {}", first.piece.text.trim_start());
                for place in &mut first.marks {
                    place.at = place.at.saturating_sub(lead) + mark.len() + 1;
                }
            }
            self.found.strips.extend(strips);
        }
    }

    fn open(&mut self) -> Result<(), Refused> {
        self.flush();
        self.skip = 0;
        if self.groups.len() >= DEEPEST {
            return Err(Refused::TooLarge {
                what: "The nesting of groups in the rich text file".to_owned(),
                limit: format!("{DEEPEST} levels"),
            });
        }
        let inner = Group {
            inset: None,
            fresh: true,
            ignorable: false,
            ..self.state.clone()
        };
        self.groups.push(std::mem::replace(&mut self.state, inner));
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let Some(outer) = self.groups.pop() else {
            return;
        };
        let inner = std::mem::replace(&mut self.state, outer);
        if let Some(inset) = inner.inset {
            self.leave(inset, inner.look);
        }
    }

    fn symbol(&mut self, symbol: u8) {
        if symbol == b'*' {
            self.state.ignorable = self.state.fresh;
            return;
        }
        self.flush();
        self.state.fresh = false;
        if self.skipped() {
            return;
        }
        match symbol {
            b'~' => self.say("\u{a0}"),
            b'_' => self.say("\u{2011}"),
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'\r' | b'\n' => self.paragraph(),
            b'\t' => self.say("\t"),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        self.state.fresh = false;
        if !self.skipped() {
            self.pending.push(byte);
        }
    }

    /// Whether this only stands in for a letter that was given as a number.
    fn skipped(&mut self) -> bool {
        let skipped = self.skip > 0;
        self.skip -= usize::from(skipped);
        skipped
    }

    /// Turns the bytes that wait into letters.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.fonts.get(self.state.font.unwrap_or(self.default_font));
        let own = font.and_then(|font| font.alphabet);
        let named = matches!(self.state.place, Place::Text | Place::Label);
        let alphabet = own.filter(|_| named).unwrap_or(self.page);
        let mut words = alphabet.read(&bytes);
        if let (None, Alphabet::Known(claimed)) = (own, alphabet)
            && let Some(better) = encoding::far_better(&bytes, claimed)
        {
            words = better.read(&bytes);
            self.doubted.get_or_insert(better.name());
        }
        if alphabet == Alphabet::Symbols {
            let name = font.map(|font| font.name.as_str()).unwrap_or_default();
            words = words
                .chars()
                .map(|c| {
                    if c == ' ' {
                        c
                    } else {
                        symbols::resolve(name, u32::from(c))
                    }
                })
                .collect();
        }
        self.say(&words);
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        self.flush();
        let fresh = std::mem::take(&mut self.state.fresh);
        let ignorable = std::mem::take(&mut self.state.ignorable);
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return;
        }
        if self.skipped() {
            return;
        }
        if fresh || ignorable {
            if let Some(becomes) = destination(word) {
                self.enter(word, becomes);
                return;
            }
            if ignorable {
                self.state.place = Place::Nowhere;
                return;
            }
        }
        if let Some(character) = character(word) {
            self.say(character.encode_utf8(&mut [0; 4]));
        } else if !self.letters(word, number) {
            self.lines(word, number);
        }
    }

    /// A letter given by its number.
    fn unicode(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number & 0xFFFF) else {
            return;
        };
        let units = [self.high.take(), Some(unit)];
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            let letters: Vec<u16> = units.into_iter().flatten().collect();
            let mut letters = String::from_utf16_lossy(&letters);
            let font = self.fonts.get(self.state.font.unwrap_or(self.default_font));
            if (0xF000..=0xF0FF).contains(&unit) {
                let name = font.map(|font| font.name.as_str()).unwrap_or_default();
                letters = symbols::resolve(name, u32::from(unit)).to_string();
            }
            self.say(&letters);
        }
        self.skip = self.state.fallback;
    }

    /// A group turns out to be something else than running text.
    fn enter(&mut self, word: &str, becomes: Becomes) {
        let place = self.state.place;
        match becomes {
            Becomes::Goes(Place::Text) if word == "ud" => self.state.place = self.state.outer,
            // What stands in something that is left out is left out.
            _ if place == Place::Nowhere && word != "title" => {
                if word == "result" {
                    self.state.place = Place::Text;
                }
            }
            Becomes::Goes(Place::Text) => {}
            Becomes::Goes(to) => {
                self.state.outer = place;
                self.state.place = to;
                self.found.pictures += usize::from(word == "pict");
            }
            Becomes::Holds(inset) if self.sinks.len() < DEEPEST_INSET => {
                self.state.place = Place::Text;
                self.state.inset = Some(inset);
                self.state.setting = Setting::default();
                self.change = None;
                if inset == Inset::Comment {
                    self.state.look = Look::default();
                }
                self.sinks.push(std::mem::take(&mut self.sink));
            }
            Becomes::Holds(_) => self.state.place = Place::Nowhere,
        }
    }

    /// A note, a frame or a header ends.
    fn leave(&mut self, inset: Inset, look: Look) {
        self.change = None;
        let outer = self.sinks.pop().unwrap_or_default();
        let inner = std::mem::replace(&mut self.sink, outer);
        let lines = |sink: Sink| sink.finish().into_iter().map(|strip| strip.piece.text);
        match inset {
            Inset::Header | Inset::Footer => {
                let kind = if inset == Inset::Header {
                    FurnitureKind::Header
                } else {
                    FurnitureKind::Footer
                };
                for line in lines(inner) {
                    self.found.furnish(kind, &line);
                }
            }
            Inset::Note => self.note(inner, look),
            Inset::Comment => {
                let about = std::mem::take(&mut self.comment);
                if let Some(event) = self.found.comment(Some(about.author), Some(about.time)) {
                    let text: Vec<String> = lines(inner).collect();
                    self.found.say(event, &text.join("\n"));
                    let at = self.sink.text.len();
                    self.sink.marks.push(Mark { at, event });
                }
            }
            Inset::Frame => {
                let strips = inner.finish();
                self.sink.frames.extend(strips);
            }
        }
    }

    fn note(&mut self, note: Sink, look: Look) {
        if look.hidden || !self.is_shown(look) {
            return;
        }
        // The words of an endnote group begin with a mark of their own.
        let foot = !note.label.starts_with('\u{1}');
        let mut note = note;
        note.label.clear();
        self.notes.push((foot, note));
        let same = self.notes.iter().filter(|(kind, _)| *kind == foot).count();
        let mark = note_mark(foot, u32::try_from(same).unwrap_or(u32::MAX));
        self.sink.text.push_str(&mark);
    }

    /// Words about letters; false when it is none of them.
    fn letters(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        let look = &mut self.state.look;
        match word {
            "f" if self.state.place == Place::Fonts => self.fonts.begin(value),
            "f" => self.state.font = number,
            "fcharset" => self.fonts.alphabet(Alphabet::of_charset(value)),
            "cpg" => self.fonts.alphabet(Alphabet::of_code_page(value)),
            "uc" => self.state.fallback = usize::try_from(value).unwrap_or(1).min(64),
            "v" => look.hidden = on,
            "caps" => look.capitals = on,
            "revised" => look.inserted = on.then(Hand::default),
            "deleted" => look.deleted = on.then(Hand::default),
            "mvt" => {
                look.inserted = on.then(|| Hand {
                    moved: true,
                    ..Hand::default()
                });
            }
            "mvf" => {
                look.deleted = on.then(|| Hand {
                    moved: true,
                    ..Hand::default()
                });
            }
            "revauth" | "revdttm" => set(&mut look.inserted, word == "revauth", value),
            "revauthdel" | "revdttmdel" => set(&mut look.deleted, word == "revauthdel", value),
            "mvauth" | "mvdate" => {
                let author = word == "mvauth";
                set(&mut look.inserted, author, value);
                set(&mut look.deleted, author, value);
            }
            "plain" => {
                *look = Look::default();
                self.state.font = None;
            }
            _ => return false,
        }
        true
    }

    /// Words about paragraphs, tables and the document.
    fn lines(&mut self, word: &str, number: Option<i32>) {
        let setting = &mut self.state.setting;
        let small = |number: Option<i32>| number.and_then(|n| u8::try_from(n).ok());
        match word {
            "par" | "sect" | "column" | "nestcell" | "nestrow" => self.paragraph(),
            "page" => self.say("\n"),
            "cell" | "row" if self.state.place != Place::Text => {}
            "cell" => {
                self.change = None;
                self.sink.end_cell(self.state.setting);
            }
            "row" => {
                self.change = None;
                self.sink.row();
            }
            "pard" => *setting = Setting::default(),
            "intbl" => setting.table = true,
            "qc" => setting.centered = true,
            "outlinelevel" => {
                setting.heading = small(number)
                    .filter(|&level| level < 9)
                    .map(|level| level + 1);
            }
            "ilvl" => setting.level = small(number).unwrap_or(0),
            "ansicpg" => {
                self.page = number.and_then(Alphabet::of_code_page).unwrap_or(self.page);
            }
            "mac" => self.page = Alphabet::of_code_page(10_000).unwrap_or(self.page),
            "pc" | "pca" => self.page = Alphabet::Cp852,
            "deff" => self.default_font = number.unwrap_or(0),
            "ftnalt" if self.state.inset == Some(Inset::Note) => {
                "\u{1}".clone_into(&mut self.sink.label);
            }
            _ => {}
        }
    }

    fn is_shown(&self, look: Look) -> bool {
        match self.view {
            View::Final => look.deleted.is_none(),
            View::Original => look.inserted.is_none(),
            View::Marked => true,
        }
    }

    /// Words for wherever the group sends them.
    fn say(&mut self, words: &str) {
        match self.state.place {
            Place::Text => self.text(words),
            Place::Label => {
                let look = self.state.look;
                if self.is_shown(look) && !look.hidden && self.sink.label.len() < 200 {
                    self.sink.label.push_str(words);
                } else if !look.hidden && !words.trim().is_empty() {
                    self.deleted_numbers += 1;
                    self.sink.drop_label(words);
                    self.sink.cut = true;
                }
            }
            Place::Fonts => self.fonts.name(words),
            Place::Title => self.title.get_or_insert_default().push_str(words),
            Place::Authors => {
                if self.authors.len() < MOST_AUTHORS {
                    let names = words.split(';').map(title::tidy);
                    self.authors.extend(names.filter(|name| !name.is_empty()));
                }
            }
            Place::CommentAuthor => self.comment.author.push_str(words),
            Place::CommentTime => {
                let packed = words.trim().parse().ok();
                self.comment.time = packed.and_then(time).unwrap_or_default();
            }
            Place::CommentNumber | Place::Nowhere | Place::Shape => {}
        }
    }

    fn text(&mut self, words: &str) {
        let look = self.state.look;
        if look.hidden {
            self.found.hide(words);
            return;
        }
        let words = if look.capitals {
            words.to_uppercase()
        } else {
            words.to_owned()
        };
        let event = self.run_of(look);
        if let Some(event) = event {
            self.found.say(event, &words);
        }
        if self.is_shown(look) {
            self.sink.text.push_str(&words);
        } else {
            self.sink.cut = true;
        }
        if let Some(event) = event {
            self.mark(event);
        }
    }

    /// The change that words with this look belong to.
    fn run_of(&mut self, look: Look) -> Option<usize> {
        let (kind, hand) = match (look.deleted, look.inserted) {
            (Some(hand), _) if hand.moved => (ChangeKind::MovedFrom, hand),
            (Some(hand), _) => (ChangeKind::Deleted, hand),
            (None, Some(hand)) if hand.moved => (ChangeKind::MovedTo, hand),
            (None, Some(hand)) => (ChangeKind::Inserted, hand),
            (None, None) => {
                self.change = None;
                return None;
            }
        };
        if let Some(run) = self
            .change
            .filter(|run| run.kind == kind && run.hand == hand)
        {
            return Some(run.event);
        }
        let author = usize::try_from(hand.author).ok();
        let author = author.and_then(|index| self.authors.get(index)).cloned();
        let event = self.found.change(kind, author, time(hand.time))?;
        self.change = Some(Run { kind, hand, event });
        self.mark(event);
        Some(event)
    }

    /// Notes how far a change goes; only its first and last place count.
    fn mark(&mut self, event: usize) {
        let at = self.sink.text.len();
        let marks = &mut self.sink.marks;
        match marks.as_mut_slice() {
            [.., before, last] if before.event == event && last.event == event => last.at = at,
            _ => marks.push(Mark { at, event }),
        }
    }

    fn paragraph(&mut self) {
        if self.state.place != Place::Text {
            return;
        }
        let look = self.state.look;
        let changed = look.deleted.is_some() || look.inserted.is_some();
        if changed && let Some(event) = self.run_of(look) {
            self.found.say(event, "\n");
            self.mark(event);
        }
        if !self.is_shown(look) {
            // The paragraph goes on: its end was taken out, or is not there yet.
            if self.sink.text.trim().is_empty() {
                let label = std::mem::take(&mut self.sink.label);
                self.deleted_numbers += usize::from(!label.trim().is_empty());
                self.sink.drop_label(&label);
            }
            return;
        }
        let opening = self.sink.paragraph(self.state.setting);
        if self.opening.is_none() && self.sinks.is_empty() {
            self.opening = opening;
        }
    }
}

fn set(hand: &mut Option<Hand>, author: bool, value: i32) {
    if let Some(hand) = hand {
        if author {
            hand.author = value;
        } else {
            hand.time = value;
        }
    }
}

/// The mark of a note: `[1]` for footnotes, `[i]` for endnotes.
fn note_mark(foot: bool, count: u32) -> String {
    if foot {
        format!("[{count}]")
    } else {
        format!("[{}]", numerals::format(count, "lowerRoman", None))
    }
}
