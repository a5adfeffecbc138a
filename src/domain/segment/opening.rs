//! Lines before the first clause: title, parties, preamble.
//!
//! Part of the walk in `walk`; what a line says is judged in `front`.

use super::front::{Front, FrontLine, front_line};
use super::headings::tidy_span;
use super::lines::{is_capitals, is_titlelike};
use super::opener::recognise;
use super::stack::{Open, rank};
use super::vocabulary::UnitKind;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use crate::domain::document::BlockKind;
use crate::domain::text::Span;

impl Builder<'_> {
    /// Handles a line of title, parties or preamble; nothing when it is none of these.
    pub(super) fn front_matter(&mut self, line: usize) -> Option<usize> {
        let this = self.line(line);
        if !this.starts {
            return None;
        }
        if self.front == Front::Loose && self.title.is_none() && self.is_late_title(line) {
            self.stack.open.clear();
            self.name_loose_text();
            self.front = Front::Title;
            self.title_line(line);
            return Some(line + 1);
        }
        match front_line(self.page, line, self.front, self.places.first_clause) {
            FrontLine::Title => {
                self.title_line(line);
                Some(line + 1)
            }
            FrontLine::Parties => {
                self.front_node(line, ClauseKind::Parties, "", Front::Parties);
                Some(line + 1)
            }
            FrontLine::PreambleHeading if self.front != Front::Preamble => {
                let heading = tidy_span(self.page.text, this.span);
                let node = self.front_node(line, ClauseKind::Preamble, &heading, Front::Preamble);
                self.outline.nodes[node].open_ended = true;
                Some(line + 1)
            }
            FrontLine::Preamble => {
                self.front_node(line, ClauseKind::Preamble, "", Front::Preamble);
                Some(line + 1)
            }
            _ => self.front_text(line),
        }
    }

    /// A title below a notice: short, near the top, not a sentence.
    fn is_late_title(&self, line: usize) -> bool {
        let words = self.page.words(line);
        let opener = self.page.opener(line);
        let amends = opener.is_some_and(|o| {
            o.unit() == Some(UnitKind::Annex) && is_capitals(self.page.words(line + 1))
        });
        line < 8 && is_titlelike(words, 110) && (opener.is_none() || amends)
    }

    /// More of the title; its heading is what names the document, not `Exhibit 10.1` above it.
    pub(super) fn title_line(&mut self, line: usize) {
        if self
            .title
            .is_some_and(|title| self.is_notice_above(title, line))
        {
            self.name_notice();
        }
        let title = match self.title {
            Some(title) => title,
            None => self.push_node(line, ClauseKind::Title, "", ""),
        };
        self.title = Some(title);
        let words = tidy_span(self.page.text, self.line(line).span);
        let exhibit = recognise(self.page.text, self.line(line).span)
            .is_some_and(|opener| opener.unit() == Some(UnitKind::Annex));
        let heading = &mut self.outline.nodes[title].heading;
        let short = heading.split_whitespace().count() < 3;
        if !exhibit && short {
            format!("{heading} {words}").trim().clone_into(heading);
        }
    }

    /// Whether what was taken for the title is a notice above it: small letters over capitals.
    fn is_notice_above(&self, title: usize, line: usize) -> bool {
        let node = &self.outline.nodes[title];
        let before = Span::new(node.start, self.line(line).span.start).of(self.page.text);
        let exhibit = recognise(
            self.page.text,
            Span::new(node.start, self.line(line).span.start),
        );
        exhibit.is_none() && is_capitals(self.page.words(line)) && !is_capitals(before)
    }

    fn name_notice(&mut self) {
        if let Some(title) = self.title.take() {
            let node = &mut self.outline.nodes[title];
            node.kind = ClauseKind::Other;
            node.heading.clear();
        }
    }

    /// Text of the front matter that no fixed word announces.
    pub(super) fn front_text(&mut self, line: usize) -> Option<usize> {
        let this = self.line(line);
        let before_clauses = self.places.first_clause.is_some_and(|first| line < first);
        if self.front == Front::Parties && this.width < 260 && before_clauses {
            return Some(line + 1);
        }
        if self.front == Front::Title {
            self.front = Front::Between;
        }
        let heading = matches!(this.kind, BlockKind::Heading(_));
        if before_clauses
            && !matches!(self.front, Front::Preamble | Front::Loose)
            && !heading
            && !self.page.is_guessed_heading(line)
        {
            self.front_node(line, ClauseKind::Preamble, "", Front::Loose);
            return Some(line + 1);
        }
        if !before_clauses {
            self.end_front();
        }
        None
    }

    pub(super) fn front_node(
        &mut self,
        line: usize,
        kind: ClauseKind,
        heading: &str,
        front: Front,
    ) -> usize {
        self.stack.open.clear();
        self.name_loose_text();
        self.front = front;
        let node = self.push_node(line, kind, "", heading);
        self.stack.open.push(Open::unnumbered(node, rank::FRONT));
        node
    }

    /// What stood before an announced title, preamble or list of parties is none of these itself.
    fn name_loose_text(&mut self) {
        if self.front == Front::Loose {
            let loose = self.outline.nodes.iter_mut().rev();
            for node in loose.filter(|node| node.kind == ClauseKind::Preamble) {
                node.kind = ClauseKind::Other;
            }
        }
    }

    /// The operative text begins: nothing of the front matter stays open.
    pub(super) fn end_front(&mut self) {
        if self.front != Front::Done {
            self.stack.open.clear();
        }
        self.end_front_state();
    }

    pub(super) const fn end_front_state(&mut self) {
        self.front = Front::Done;
    }
}
