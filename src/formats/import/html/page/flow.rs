//! Words of the page, and the blocks that they fall into.

use super::super::super::assemble::{Label, Piece};
use super::super::super::gather::{Mark, Strip};
use super::super::elements::Role;
use super::Page;
use crate::domain::document::BlockKind;

impl Page {
    pub(super) fn extend(&mut self, strips: Vec<Strip>) {
        if let Some(out) = self.outs.last_mut() {
            out.extend(strips);
        }
    }

    pub(super) fn is_dropped(&self) -> bool {
        self.open
            .last()
            .is_some_and(|element| element.dropped || element.hidden)
    }

    /// Words of the page.
    pub(super) fn say(&mut self, words: &str) {
        let Some(element) = self.open.last() else {
            self.flow(words, false);
            return;
        };
        if element.role == Role::Title {
            if self.title.len() < 2_000 {
                self.title.push_str(words);
            }
            return;
        }
        if element.dropped {
            return;
        }
        if element.hidden {
            self.found.hide(words);
            return;
        }
        let (plain, linked, cut) = (element.plain, element.linked, element.cut);
        let events: Vec<usize> = self
            .open
            .iter()
            .rev()
            .filter_map(|e| e.event)
            .take(4)
            .collect();
        for event in events {
            self.found.say(event, words);
        }
        if linked {
            self.linked += words.chars().filter(|c| !c.is_whitespace()).count();
        }
        if !cut {
            self.flow(words, plain);
        }
    }

    fn flow(&mut self, words: &str, plain: bool) {
        for letter in words.chars() {
            match letter {
                '\n' if plain => {
                    if self.text.ends_with('\n') {
                        self.flush();
                    } else {
                        self.text.push('\n');
                    }
                }
                '\t' | ' ' if plain => self.text.push(letter),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                        self.text.push(' ');
                    }
                }
                // A place where a line may break is no letter.
                '\u{ad}' => {}
                letter => self.text.push(letter),
            }
        }
    }

    /// Adds something that is no word of the page.
    pub(super) fn put(&mut self, text: &str) {
        let cut = self.open.last().is_some_and(|element| element.cut);
        if !self.is_dropped() && !cut {
            self.text.push_str(text);
        }
    }

    pub(super) fn mark(&mut self, event: usize) {
        let at = self.text.len();
        self.marks.push(Mark { at, event });
    }

    /// Ends the block being read.
    pub(super) fn flush(&mut self) {
        if self.text.trim().is_empty() {
            self.text.clear();
            for mark in &mut self.marks {
                mark.at = 0;
            }
            return;
        }
        let heading = self.open.iter().rev().find_map(|element| element.heading);
        let kind = heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
        let mut strip = Strip {
            piece: Piece::new(kind, std::mem::take(&mut self.text)),
            marks: std::mem::take(&mut self.marks),
        };
        if let Some((label, bullet)) = self.label.take() {
            self.number(&mut strip, label, bullet);
        }
        self.extend(vec![strip]);
    }

    pub(super) fn number(&mut self, strip: &mut Strip, label: Label, bullet: bool) {
        if bullet {
            strip.begin_with("• ");
        } else {
            strip.begin_with("");
            let place = self.outs.last().map_or(0, Vec::len);
            if let Some(list) = self.lists.last_mut().filter(|list| list.waits()) {
                list.waiting.push(place);
            }
            strip.piece.label = Some(label);
        }
    }

    /// A number with no text of its own, only a list below it.
    pub(super) fn bare_label(&mut self) {
        self.flush();
        if let Some((label, false)) = self.label.take() {
            let mut strip = Strip::from(Piece::new(BlockKind::Paragraph, ""));
            self.number(&mut strip, label, false);
            self.extend(vec![strip]);
        }
    }
}
