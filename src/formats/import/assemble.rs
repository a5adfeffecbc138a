//! Putting a document's text together block by block.
//!
//! Blocks stand on lines of their own, one LF apart; whatever a format has in mind, positions are
//! given here and nowhere else.

use crate::domain::document::{Block, BlockKind, BlockNumber};
use crate::domain::text::Span;

/// An automatic number to stand before a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The number as printed, such as `1.1` or `Article 3`.
    pub text: String,
    /// Depth in its list, counted from 0.
    pub level: u8,
    /// Whether the text follows without a blank, as in `第一条`.
    pub tight: bool,
}

impl Label {
    /// A number that a blank parts from its text.
    pub fn new(text: impl Into<String>, level: u8) -> Self {
        Self {
            text: text.into(),
            level,
            tight: false,
        }
    }
}

/// A block before it has a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its automatic number, not yet part of the text.
    pub label: Option<Label>,
    /// Its text, without the number.
    pub text: String,
    /// What the source says it is.
    pub kind: BlockKind,
    /// Page on which it starts.
    pub page: Option<u32>,
}

impl Piece {
    /// A block without number and page.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self {
            label: None,
            text: text.into(),
            kind,
            page: None,
        }
    }
}

/// The text and blocks so far.
#[derive(Debug, Default)]
pub struct Assembly {
    /// Everything, each block followed by LF.
    pub text: String,
    /// In order.
    pub blocks: Vec<Block>,
}

impl Assembly {
    /// Adds a block; one without any text or number is left out.
    pub fn push(&mut self, piece: &Piece) {
        let body = piece.text.trim_end().trim_start_matches('\n');
        if body.trim().is_empty() && piece.label.is_none() {
            return;
        }
        let start = self.text.len();
        let number = piece.label.as_ref().map(|label| {
            self.text.push_str(&label.text);
            BlockNumber {
                label: Span::new(start, self.text.len()),
                level: label.level,
            }
        });
        let tight = piece.label.as_ref().is_some_and(|label| label.tight);
        if number.is_some() && !body.is_empty() && !tight {
            self.text.push(' ');
        }
        self.text.push_str(body);
        self.blocks.push(Block {
            span: Span::new(start, self.text.len()),
            kind: piece.kind,
            page: piece.page,
            area: None,
            number,
        });
        self.text.push('\n');
    }

    /// Whether nothing that could be read was added.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_part_of_the_text_and_blank_blocks_are_not() {
        let mut assembly = Assembly::default();
        assembly.push(&Piece::new(BlockKind::Paragraph, " \n"));
        let mut piece = Piece::new(BlockKind::Heading(1), "Предмет ");
        piece.label = Some(Label::new("Члан 1.", 0));
        assembly.push(&piece);
        assert_eq!(assembly.text, "Члан 1. Предмет\n");
        let block = &assembly.blocks[0];
        assert_eq!(block.span.of(&assembly.text), "Члан 1. Предмет");
        let number = block.number.unwrap();
        assert_eq!(number.label.of(&assembly.text), "Члан 1.");
        assert_eq!(assembly.blocks.len(), 1);
    }
}
