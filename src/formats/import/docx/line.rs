//! Text that knows where things in it begin and end: tracked changes, comments.
//!
//! Text is moved on its way from runs to the document: joined, trimmed, put into rows. The places
//! move with it.

use super::super::assemble::Piece;

/// Something with a place in the text; see [`super::ledger`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place(pub usize);

/// A point in a text that belongs to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// Byte of the text.
    pub at: usize,
    /// What it is the beginning or the end of, or a point inside.
    pub place: Place,
}

/// Text with places in it. Anchors are in order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Points in it.
    pub anchors: Vec<Anchor>,
}

/// A block on its way into the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Para {
    /// The block; its text is that of the line.
    pub piece: Piece,
    /// Points in its text, without the label.
    pub anchors: Vec<Anchor>,
}

impl Line {
    /// Text without places.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            anchors: Vec::new(),
        }
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Notes that a place touches the end of the text so far.
    pub fn anchor(&mut self, place: Place) {
        let anchor = Anchor {
            at: self.text.len(),
            place,
        };
        // Insertions inside deletions leave two places at the same point, hardly more.
        let mut latest = self.anchors.iter().rev().take(3);
        if !latest.any(|known| *known == anchor) {
            self.anchors.push(anchor);
        }
    }

    /// Adds a text with its places.
    pub fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.anchors.iter().map(|anchor| Anchor {
            at: anchor.at + shift,
            ..*anchor
        });
        self.anchors.extend(moved);
    }

    /// Puts words before the text.
    pub fn prepend(&mut self, words: &str) {
        self.text.insert_str(0, words);
        for anchor in &mut self.anchors {
            anchor.at += words.len();
        }
    }

    /// Takes blanks away before the text.
    pub fn trim_start(&mut self) {
        let gone = self.text.len() - self.text.trim_start().len();
        self.text.drain(..gone);
        for anchor in &mut self.anchors {
            anchor.at = anchor.at.saturating_sub(gone);
        }
    }

    /// Takes blanks away after the text, and line ends before it.
    pub fn tidy(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        let gone = self.text.len() - self.text.trim_start_matches('\n').len();
        self.text.drain(..gone);
        for anchor in &mut self.anchors {
            anchor.at = anchor.at.saturating_sub(gone).min(self.text.len());
        }
    }

    /// Takes away what was added since the text had this length.
    pub fn cut_back(&mut self, length: usize) {
        if self.text.is_char_boundary(length) {
            self.text.truncate(length);
        }
        for anchor in &mut self.anchors {
            anchor.at = anchor.at.min(self.text.len());
        }
    }

    /// The text on one line, with single blanks.
    pub fn folded(&self) -> Self {
        let mut folded = Self::default();
        let mut anchors = self.anchors.iter().peekable();
        let mut gap = false;
        for (at, character) in self.text.char_indices() {
            while let Some(anchor) = anchors.next_if(|anchor| anchor.at <= at) {
                folded.anchor(anchor.place);
            }
            if character.is_whitespace() {
                gap = !folded.text.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                folded.text.push(' ');
            }
            folded.text.push(character);
        }
        for anchor in anchors {
            folded.anchor(anchor.place);
        }
        folded
    }
}

impl Para {
    /// A block of this kind.
    pub fn new(piece: Piece, anchors: Vec<Anchor>) -> Self {
        Self { piece, anchors }
    }

    /// Its text with its places.
    pub fn into_line(self) -> Line {
        Line {
            text: self.piece.text,
            anchors: self.anchors,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(line: &Line) -> Vec<(usize, usize)> {
        line.anchors.iter().map(|a| (a.at, a.place.0)).collect()
    }

    #[test]
    fn places_move_with_their_text() {
        let mut line = Line::plain("  a ");
        line.anchor(Place(1));
        line.anchor(Place(1));
        line.text.push_str("\n b  ");
        line.anchor(Place(2));
        assert_eq!(places(&line), [(4, 1), (9, 2)]);
        let folded = line.folded();
        assert_eq!(
            (folded.text.as_str(), places(&folded)),
            ("a b", vec![(1, 1), (3, 2)])
        );
        line.trim_start();
        line.tidy();
        assert_eq!(
            (line.text.as_str(), places(&line)),
            ("a \n b", vec![(2, 1), (5, 2)])
        );
        let mut whole = Line::plain("č");
        whole.append(&line);
        whole.prepend("x ");
        assert_eq!(places(&whole), [(6, 1), (9, 2)]);
        whole.cut_back(4);
        assert_eq!(
            (whole.text.as_str(), places(&whole)),
            ("x č", vec![(4, 1), (4, 2)])
        );
    }
}
