//! Where the words of a document, a note or a text box come together: lines, cells, rows.

use super::super::assemble::{Label, Piece};
use super::super::gather::{self, Mark, Strip};
use crate::domain::document::BlockKind;
use std::collections::HashMap;

/// A heading longer than this is a clause in heading's clothes.
const LONGEST_HEADING: usize = 200;
/// The longest number before a paragraph.
const LONGEST_LABEL: usize = 60;

/// Paragraphs so far, and the one being read.
#[derive(Debug, Default)]
pub struct Sink {
    /// Finished blocks.
    pub out: Vec<Strip>,
    /// Text of the paragraph being read.
    pub text: String,
    /// Changes and comments in it.
    pub marks: Vec<Mark>,
    /// The number that the writing program left before it.
    pub label: String,
    /// Whether words of it are left out in this view.
    pub cut: bool,
    /// Blocks of the text boxes in it.
    pub frames: Vec<Strip>,
    cells: Vec<Vec<Strip>>,
    cell: Vec<Strip>,
    /// How many numbers were left out with their paragraphs, by what stands around the number.
    dropped: HashMap<(String, String), u32>,
}

/// What is set for a paragraph.
#[derive(Debug, Default, Clone, Copy)]
pub struct Setting {
    /// Its heading level, from 1.
    pub heading: Option<u8>,
    /// It stands in the middle.
    pub centered: bool,
    /// It stands in a table.
    pub table: bool,
    /// Its depth in a list.
    pub level: u8,
}

impl Sink {
    /// Ends the paragraph and puts its text boxes behind it; gives its text when it might be a
    /// title.
    pub fn paragraph(&mut self, setting: Setting) -> Option<String> {
        let opening = self.own_paragraph(setting);
        let frames = std::mem::take(&mut self.frames);
        if setting.table {
            self.cell.extend(frames);
        } else {
            self.out.extend(frames);
        }
        opening
    }

    fn own_paragraph(&mut self, setting: Setting) -> Option<String> {
        if !setting.table {
            self.row();
        }
        let text = std::mem::take(&mut self.text);
        let marks = std::mem::take(&mut self.marks);
        let label = std::mem::take(&mut self.label);
        let cut = std::mem::take(&mut self.cut);
        let blank = text.trim().is_empty();
        if blank && cut {
            self.drop_label(&label);
            return None;
        }
        let label = self.counted(label.trim());
        if blank && label.is_empty() {
            return None;
        }
        let heading = setting
            .heading
            .filter(|_| text.chars().count() <= LONGEST_HEADING);
        let kind = heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let mut strip = Strip {
            piece: Piece::new(kind, text),
            marks,
        };
        number(&mut strip, &label, setting.level);
        let short = strip.piece.text.chars().count() <= 100;
        let opens = setting.centered && !setting.table && short && self.out.len() < 15;
        let opening = (opens && strip.piece.label.is_none()).then(|| strip.piece.text.clone());
        if setting.table {
            self.cell.push(strip);
        } else {
            self.out.push(strip);
        }
        opening
    }

    /// Leaves out a number with its paragraph. The file counted it, so those after it are one too
    /// high.
    pub fn drop_label(&mut self, label: &str) {
        if let Some((before, _, after)) = parted(label.trim()) {
            let around = (before.to_owned(), after.to_owned());
            *self.dropped.entry(around).or_default() += 1;
        }
    }

    /// A number without those that were left out before it.
    fn counted(&mut self, label: &str) -> String {
        let Some((before, number, after)) = parted(label) else {
            return label.to_owned();
        };
        let around = (before.to_owned(), after.to_owned());
        let dropped = self.dropped.get(&around).copied().unwrap_or(0);
        if dropped >= number {
            // The list has begun anew.
            self.dropped.remove(&around);
            return label.to_owned();
        }
        format!("{before}{}{after}", number - dropped)
    }

    /// Ends the cell.
    pub fn end_cell(&mut self, setting: Setting) {
        self.paragraph(Setting {
            table: true,
            ..setting
        });
        let cell = std::mem::take(&mut self.cell);
        self.cells.push(cell);
    }

    /// Ends the row.
    pub fn row(&mut self) {
        let rest = std::mem::take(&mut self.cell);
        let mut cells = std::mem::take(&mut self.cells);
        if !rest.is_empty() {
            cells.push(rest);
        }
        self.out.extend(gather::row(cells));
    }

    /// Ends everything.
    pub fn finish(mut self) -> Vec<Strip> {
        let table = !self.cells.is_empty() || !self.cell.is_empty();
        self.paragraph(Setting {
            table,
            ..Setting::default()
        });
        self.row();
        self.out
    }
}

/// What stands before the last number of a label, the number, and what stands behind it.
fn parted(label: &str) -> Option<(&str, u32, &str)> {
    let end = label.rfind(|c: char| c.is_ascii_digit())? + 1;
    let head = label.get(..end)?;
    let before = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = head.get(before.len()..)?;
    // A leading zero belongs to the look of the number.
    let plain = !number.starts_with('0');
    Some((
        before,
        number.parse().ok().filter(|_| plain)?,
        label.get(end..)?,
    ))
}

/// Puts a number before a paragraph, or a bullet into it.
fn number(strip: &mut Strip, label: &str, level: u8) {
    if label.is_empty() || label.chars().count() > LONGEST_LABEL {
        return;
    }
    strip.begin_with("");
    if label.chars().any(char::is_alphanumeric) {
        strip.piece.label = Some(Label::new(label, level));
    } else if !strip.piece.text.is_empty() {
        let drawn = label == "·" || label.chars().any(is_private);
        let bullet = if drawn { "•" } else { label };
        strip.begin_with(&format!("{bullet} "));
    }
}

fn is_private(letter: char) -> bool {
    matches!(
        letter,
        '\u{e000}'..='\u{f8ff}' | char::REPLACEMENT_CHARACTER
    )
}
