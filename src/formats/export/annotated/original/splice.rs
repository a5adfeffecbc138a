//! Marks put into a part between its letters: runs are parted where words begin or end inside them, and keep their looks.

use super::scan::{Piece, Scan, TextAt};
use super::stream;
use crate::formats::export::annotated::comments::{begin, end};
use crate::formats::export::docx::Xml;
use std::collections::BTreeMap;
use std::ops::Range;

/// A comment to be marked.
pub struct Mark<'a> {
    /// Its number.
    pub id: usize,
    /// Bytes of the stream; nothing for the beginning of the document.
    pub letters: Option<Range<usize>>,
    /// The words with their punctuation.
    pub quote: &'a str,
}

/// Where a mark goes.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// At a byte between runs.
    Between(usize),
    /// At a byte inside the text of a piece.
    Inside(usize, usize),
}

impl Cut {
    const fn byte(self) -> usize {
        match self {
            Self::Between(byte) | Self::Inside(byte, _) => byte,
        }
    }
}

/// All marks at one byte.
#[derive(Debug, Default)]
struct Here {
    inside: Option<usize>,
    ends: Vec<usize>,
    points: Vec<usize>,
    starts: Vec<usize>,
}

/// The part with these marks; nothing where it has no place for one.
pub fn splice(
    part: &str,
    scan: &Scan,
    marks: &[Mark<'_>],
    names: &[(&str, &str)],
) -> Option<String> {
    let splicer = Splicer { part, scan };
    let mut cuts: BTreeMap<usize, Here> = BTreeMap::new();
    for mark in marks {
        let Some(letters) = &mark.letters else {
            let here = cuts.entry(scan.opening?).or_default();
            here.points.push(mark.id);
            continue;
        };
        let (first, last) = splicer.edges(letters, mark.quote)?;
        at(&mut cuts, first).starts.push(mark.id);
        at(&mut cuts, last).ends.push(mark.id);
    }
    Some(splicer.write(&cuts, names))
}

fn at(cuts: &mut BTreeMap<usize, Here>, cut: Cut) -> &mut Here {
    match cut {
        Cut::Between(byte) => cuts.entry(byte).or_default(),
        Cut::Inside(byte, piece) => {
            let here = cuts.entry(byte).or_default();
            here.inside = Some(piece);
            here
        }
    }
}

struct Splicer<'a> {
    part: &'a str,
    scan: &'a Scan,
}

impl Splicer<'_> {
    /// Where the marks of some letters go.
    fn edges(&self, letters: &Range<usize>, quote: &str) -> Option<(Cut, Cut)> {
        let first = self.piece_at(letters.start)?;
        let last_letter = self.letter_before(letters.end)?;
        let mut last = self.piece_at(last_letter)?;
        let mut last_letter = last_letter;
        let outside = |piece: usize| self.scan.pieces[piece].outside;
        // Words that go on in a note are marked as far as they stand in the text.
        while last > first && outside(last) && !outside(first) {
            last_letter = self.letter_before(self.scan.pieces[last].at)?;
            last = self.piece_at(last_letter)?.min(last - 1);
        }
        let from = match &self.scan.pieces[first].text {
            None => Cut::Between(self.owner(first).start),
            Some(text) => {
                let byte = self.byte_of(first, text, letters.start).start;
                let led = quote.chars().take_while(|letter| !letter.is_alphanumeric());
                self.start(first, text, self.backwards(text, byte, led.collect()))
            }
        };
        let to = match &self.scan.pieces[last].text {
            None => Cut::Between(self.owner(last).end),
            Some(text) => {
                let byte = self.byte_of(last, text, last_letter).end;
                let after = quote.chars().rev();
                let after = after.take_while(|letter| !letter.is_alphanumeric());
                self.forwards(last, text, byte, after.collect())
            }
        };
        if from.byte() > to.byte() {
            let whole = self.owner(first);
            return Some((Cut::Between(whole.start), Cut::Between(whole.end)));
        }
        Some((from, to))
    }

    /// Where the letter before a byte of the stream begins.
    fn letter_before(&self, byte: usize) -> Option<usize> {
        let before = self.scan.stream.get(..byte)?;
        Some(before.char_indices().next_back()?.0)
    }

    fn owner(&self, piece: usize) -> Range<usize> {
        let owner = self.scan.pieces[piece].owner;
        self.scan.owners[owner].whole.clone()
    }

    /// The piece that a letter of the stream came from.
    fn piece_at(&self, letter: usize) -> Option<usize> {
        let next = self.scan.pieces.partition_point(|piece| piece.at <= letter);
        next.checked_sub(1)
    }

    /// The bytes of the part that a letter of the stream came from.
    fn byte_of(&self, piece: usize, text: &TextAt, letter: usize) -> Range<usize> {
        let raw = self.raw(text);
        if raw.starts_with('&') {
            return text.raw.clone();
        }
        let wanted = letter - self.scan.pieces[piece].at;
        let mut so_far = String::new();
        for (place, character) in raw.char_indices() {
            stream::add_letter(character, &mut so_far);
            if so_far.len() > wanted {
                let start = text.raw.start + place;
                return start..start + character.len_utf8();
            }
        }
        text.raw.clone()
    }

    fn raw(&self, text: &TextAt) -> &str {
        self.part.get(text.raw.clone()).unwrap_or_default()
    }

    /// Moves a beginning back over the punctuation that the words begin with, as far as it stands in the same text.
    fn backwards(&self, text: &TextAt, byte: usize, led: Vec<char>) -> usize {
        let before = self.part.get(text.raw.start..byte).unwrap_or_default();
        let mut characters = before.char_indices().rev().peekable();
        let mut start = byte;
        for wanted in led.into_iter().rev().filter(|one| !one.is_whitespace()) {
            while characters.next_if(|(_, one)| one.is_whitespace()).is_some() {}
            match characters.next_if(|(_, one)| *one == wanted) {
                Some((place, _)) => start = text.raw.start + place,
                None => break,
            }
        }
        start
    }

    /// Moves an end on over the punctuation that the words end with, also into the runs that follow at once.
    fn forwards(&self, piece: usize, text: &TextAt, byte: usize, after: Vec<char>) -> Cut {
        let mut best = (piece, text, byte);
        let (mut number, mut at, mut byte) = (piece, text, byte);
        for wanted in after.into_iter().rev().filter(|one| !one.is_whitespace()) {
            loop {
                let rest = self.part.get(byte..at.raw.end).unwrap_or_default();
                let trimmed = rest.trim_start();
                if let Some(behind) = trimmed.strip_prefix(wanted) {
                    byte = at.raw.end - behind.len();
                    best = (number, at, byte);
                    break;
                }
                match self.next(number).filter(|_| trimmed.is_empty()) {
                    Some((next, text)) => (number, at, byte) = (next, text, text.raw.start),
                    None => return self.end(best.0, best.1, best.2),
                }
            }
        }
        self.end(best.0, best.1, best.2)
    }

    /// The piece after one in the same paragraph.
    fn next(&self, number: usize) -> Option<(usize, &TextAt)> {
        let paragraph = |piece: &Piece| self.scan.owners[piece.owner].paragraph;
        let next = self.scan.pieces.get(number + 1)?;
        let same = paragraph(next) == paragraph(&self.scan.pieces[number]) && !next.outside;
        let text = next.text.as_ref().filter(|_| same)?;
        (!self.raw(text).starts_with('&')).then_some((number + 1, text))
    }

    /// At the very beginning of a run the mark stands before it.
    fn start(&self, piece: usize, text: &TextAt, byte: usize) -> Cut {
        let owner = &self.scan.owners[self.scan.pieces[piece].owner];
        let first = byte == text.raw.start && text.tag.end == byte;
        if first && text.tag.start == owner.properties.end {
            return Cut::Between(owner.whole.start);
        }
        Cut::Inside(byte, piece)
    }

    /// At the very end of a run the mark stands after it.
    fn end(&self, piece: usize, text: &TextAt, byte: usize) -> Cut {
        let owner = &self.scan.owners[self.scan.pieces[piece].owner];
        let closing = closing(self.name(&text.tag)) + &closing(self.name(&owner.tag));
        let rest = self.part.get(byte..owner.whole.end).unwrap_or_default();
        if rest == closing {
            return Cut::Between(owner.whole.end);
        }
        Cut::Inside(byte, piece)
    }

    fn name(&self, tag: &Range<usize>) -> &str {
        let tag = self.part.get(tag.clone()).unwrap_or_default();
        let end = tag.find(|one: char| one.is_whitespace() || matches!(one, '>' | '/'));
        tag.get(1..end.unwrap_or(tag.len())).unwrap_or_default()
    }

    fn write(&self, cuts: &BTreeMap<usize, Here>, names: &[(&str, &str)]) -> String {
        let mut edits: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for (byte, here) in cuts {
            let mut xml = Xml::fragment();
            for id in &here.ends {
                end(&mut xml, *id, names);
            }
            for id in &here.points {
                begin(&mut xml, *id, names);
                end(&mut xml, *id, names);
            }
            for id in &here.starts {
                begin(&mut xml, *id, names);
            }
            let marks = xml.into_text();
            let text = here.inside.and_then(|piece| {
                let text = self.scan.pieces[piece].text.as_ref()?;
                Some((piece, text))
            });
            let marks = match text {
                Some((piece, text)) => {
                    self.keep_blanks(text, *byte, &mut edits);
                    self.parted(piece, text, &marks)
                }
                None => marks,
            };
            edits.insert(*byte, (*byte, marks));
        }
        apply(self.part, &edits)
    }

    /// A run ends, marks, and the run begins again with the same looks.
    fn parted(&self, piece: usize, text: &TextAt, marks: &str) -> String {
        let owner = &self.scan.owners[self.scan.pieces[piece].owner];
        let of = |range: &Range<usize>| self.part.get(range.clone()).unwrap_or_default();
        let (text_end, run_end) = (
            closing(self.name(&text.tag)),
            closing(self.name(&owner.tag)),
        );
        let (run, looks) = (of(&owner.tag), of(&owner.properties));
        let tag = keeping(of(&text.tag));
        format!("{text_end}{run_end}{marks}{run}{looks}{tag}")
    }

    /// Blanks before a cut would be lost if their element did not say that they count; those at its beginning, which
    /// never counted, go.
    fn keep_blanks(&self, text: &TextAt, cut: usize, edits: &mut BTreeMap<usize, (usize, String)>) {
        let of = |range: Range<usize>| self.part.get(range).unwrap_or_default();
        let tag = of(text.tag.clone());
        if tag.contains("xml:space") || !of(text.raw.start..cut).ends_with(char::is_whitespace) {
            return;
        }
        edits.insert(text.tag.start, (text.tag.end, keeping(tag)));
        let raw = self.raw(text);
        let blanks = raw.len() - raw.trim_start().len();
        if text.raw.start == text.tag.end && blanks > 0 && text.raw.start + blanks < cut {
            let end = text.raw.start + blanks;
            edits.insert(text.raw.start, (end, String::new()));
        }
    }
}

fn closing(name: &str) -> String {
    format!("</{name}>")
}

/// A start tag that says that blanks count.
fn keeping(tag: &str) -> String {
    match tag.strip_suffix('>') {
        Some(open) if !tag.contains("xml:space") => format!("{open} xml:space=\"preserve\">"),
        _ => tag.to_owned(),
    }
}

/// The part with pieces of it replaced.
fn apply(part: &str, edits: &BTreeMap<usize, (usize, String)>) -> String {
    let mut written = String::with_capacity(part.len() + edits.len() * 200);
    let mut last = 0;
    for (start, (end, words)) in edits {
        written.push_str(part.get(last..*start).unwrap_or_default());
        written.push_str(words);
        last = (*end).max(*start);
    }
    written.push_str(part.get(last..).unwrap_or_default());
    written
}
