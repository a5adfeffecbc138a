//! From a paragraph's line to a block: its number, its kind, and whether it is the title.

use super::super::assemble::{Label, Piece};
use super::body::Body;
use super::ledger::State;
use super::line::{Line, Para};
use super::numbering::{Mark, Numbered};
use super::properties::Properties;
use super::reference::Chain;
use crate::domain::document::BlockKind;
use crate::domain::margin::View;

/// A heading longer than this is a clause in heading's clothes.
const LONGEST_HEADING: usize = 200;

/// A line in the middle longer than this is no title.
const LONGEST_OPENING: usize = 100;

impl Body<'_> {
    /// Finishes a paragraph whose mark is under no change.
    pub(super) fn finish(&mut self, line: Line, own: &Properties<'_>, paras: &mut Vec<Para>) {
        self.finish_as(line, own, State::default(), paras);
    }

    /// Gives a paragraph its number and its kind.
    pub(super) fn finish_as(
        &mut self,
        mut line: Line,
        own: &Properties<'_>,
        mark: State,
        paras: &mut Vec<Para>,
    ) {
        self.paragraphs += 1;
        let numbered = self.number(own, mark);
        self.remember(numbered.as_ref());
        let label = match numbered.map(|numbered| numbered.mark) {
            Some(Mark::Number(label)) => {
                // A tab or blanks after the number are the number's own distance.
                if !label.tight {
                    line.trim_start();
                }
                Some(label)
            }
            Some(Mark::Bullet(bullet)) if !line.is_blank() => {
                line.trim_start();
                line.prepend(&format!("{bullet} "));
                None
            }
            _ => None,
        };
        line.tidy();
        if line.is_blank() && label.is_none() {
            self.loosen(&line);
            return;
        }
        self.note_title(&line, label.as_ref(), own, paras.len());
        let short = line.text.chars().count() <= LONGEST_HEADING;
        let heading = own.heading.filter(|_| short);
        let kind = heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let mut text = Line::default();
        for place in self.loose.drain(..) {
            text.anchor(place);
        }
        text.append(&line);
        let mut piece = Piece::new(kind, text.text);
        piece.label = label;
        paras.push(Para::new(piece, text.anchors));
    }

    /// Counts a paragraph. Where both states are shown, what stays has its final number and what
    /// was taken out the one it had.
    fn number(&mut self, own: &Properties<'_>, mark: State) -> Option<Numbered> {
        let (numbering, styles) = (self.numbering, self.styles);
        let taken_out = mark.deleted.is_some() && self.view == View::Marked;
        let put_in = mark.inserted.is_some();
        let mut earlier = None;
        if self.view == View::Marked && !put_in {
            earlier = numbering.next(&mut self.earlier, own, styles);
        }
        if taken_out {
            return earlier;
        }
        numbering.next(&mut self.counters, own, styles)
    }

    /// Notes the number under the names that references know it by.
    fn remember(&mut self, numbered: Option<&Numbered>) {
        let asked = self.references.last();
        let asks = asked.is_some_and(|asked| asked.paragraph + 1 == self.paragraphs);
        if self.bookmarks.is_empty() && !asks {
            return;
        }
        let chain = numbered.map_or_else(Chain::default, |numbered| {
            self.numbering.chain(&self.counters, numbered)
        });
        let paragraph = self.paragraphs - 1;
        for name in self.bookmarks.drain(..) {
            self.seen
                .named
                .entry(name)
                .or_insert((paragraph, chain.clone()));
        }
        if asks {
            self.seen.sources.insert(paragraph, chain);
        }
    }

    fn note_title(
        &mut self,
        line: &Line,
        label: Option<&Label>,
        own: &Properties<'_>,
        before: usize,
    ) {
        let is_title = own
            .style
            .as_deref()
            .is_some_and(|id| self.styles.is_title(id));
        if self.title.is_none() && is_title {
            self.title = Some(line.text.clone());
        }
        let short = line.text.chars().count() <= LONGEST_OPENING && label.is_none();
        if self.opening.is_none() && own.centered && short && before < 15 {
            self.opening = Some(line.text.clone());
        }
    }
}
