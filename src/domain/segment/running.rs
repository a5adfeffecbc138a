//! Lines without a number: headings, bullets and running text.
//!
//! Part of the walk in `walk`. Running text goes on with what is open, or is a paragraph of its own.

use super::front::Front;
use super::headings::tidy_span;
use super::lines::{is_capitals, starts_low};
use super::opener::Sign;
use super::stack::{Open, rank, same_list};
use super::vocabulary::UnitKind;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use crate::domain::document::BlockKind;

impl Builder<'_> {
    /// A heading without a number.
    pub(super) fn heading_line(&mut self, line: usize) -> bool {
        let this = self.line(line);
        let level = match this.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        };
        if level.is_none() && !self.page.is_guessed_heading(line) {
            return false;
        }
        let unit_next = self
            .page
            .unit(line + 1)
            .is_some_and(|kind| kind != UnitKind::Annex)
            || self.above.contains_key(&(line + 1));
        let operative =
            self.places.unnumbered && self.places.first_clause.is_some_and(|first| first <= line);
        if matches!(self.front, Front::Preamble | Front::Loose)
            && !(level.is_some() || unit_next || operative)
        {
            self.text_line(line);
            return true;
        }
        if level.is_some() || unit_next || operative {
            self.end_front();
            self.signing = false;
        }
        let capitals = is_capitals(this.span.of(self.page.text));
        let depth = match (unit_next, capitals) {
            (true, _) => rank::GROUP,
            (_, true) => rank::SOFT,
            _ => rank::SOFTER,
        };
        match level {
            Some(level) => self.stack.close_heading(level),
            None if unit_next => self.stack.close_to(rank::GROUP),
            None => self.close_soft(depth),
        }
        let heading = tidy_span(self.page.text, this.span);
        let node = self.push_node(line, ClauseKind::Other, "", &heading);
        self.outline.nodes[node].open_ended = true;
        let depth = if level.is_some() {
            depth.min(rank::GROUP)
        } else {
            depth
        };
        self.stack.open.push(Open {
            heading: level,
            indent: this.indent,
            headed: true,
            ..Open::unnumbered(node, depth)
        });
        true
    }

    /// A heading that is only guessed ends the one before it that is no higher, and the points of a
    /// list.
    fn close_soft(&mut self, depth: u8) {
        self.stack.pause_lists();
        let open = &mut self.stack.open;
        let inner = open.iter().rposition(|open| open.rank < rank::SOFT);
        let first = inner.map_or(0, |unit| unit + 1);
        let soft = (first..open.len()).find(|&at| (depth..rank::TEXT).contains(&open[at].rank));
        if let Some(at) = soft {
            open.truncate(at);
        }
    }

    pub(super) fn bullet_line(&mut self, line: usize) -> bool {
        let this = self.line(line);
        let after = self.last_line.map(|last| self.line(last));
        let listed = this.starts || after.is_none_or(|before| before.ends_sentence(self.page.text));
        if !listed || self.signing || self.front == Front::Title || self.front == Front::Parties {
            return false;
        }
        if let Some(node) = self.announcing
            && self.outline.nodes[node].parent == self.stack.top()
        {
            let bullet = self.push_node(line, ClauseKind::Point, "", "");
            self.outline.nodes[bullet].parent = Some(node);
            self.announcing = Some(node);
            return true;
        }
        let node = self.push_node(line, ClauseKind::Point, "", "");
        self.announcing = None;
        self.outline.nodes[node].open_ended = false;
        true
    }

    /// Running text: goes on with what is open, or starts a paragraph of its own.
    pub(super) fn text_line(&mut self, line: usize) {
        let this = self.line(line);
        let words = this.span.of(self.page.text);
        let ended = self
            .last_line
            .is_none_or(|last| self.line(last).ends_sentence(self.page.text));
        let goes_on = !this.starts || (starts_low(words) && !ended);
        let waits = std::mem::take(&mut self.label_waits);
        let in_parties = self.front == Front::Parties;
        // Nobody knows what stood in a gap, so nothing goes on after it.
        let gap = self.last_line.is_some_and(|last| self.is_gap(last));
        if !gap && !self.outline.nodes.is_empty() && (goes_on || waits || in_parties) {
            self.note_announcement(line);
            return;
        }
        match self.list_goes_on(line) {
            Some(at) => self.stack.open.truncate(at + 1),
            None => self.stack.pause_lists(),
        }
        self.push_node(line, ClauseKind::Paragraph, "", "");
        self.note_announcement(line);
    }

    /// The open point whose list goes on after the text in `line`: the text belongs to that point.
    pub(super) fn list_goes_on(&self, line: usize) -> Option<usize> {
        const FAR: usize = 40;
        if !self.stack.open.last().is_some_and(|open| open.point) {
            return None;
        }
        let opener = self
            .page
            .openers
            .iter()
            .skip(line + 1)
            .take(FAR)
            .find_map(|found| found.as_ref().filter(|o| o.sign != Sign::Bullet))?;
        let open = self.stack.open.iter().enumerate().rev();
        let mut points = open.take_while(|(_, open)| open.point);
        let found = points.find(|(_, open)| {
            opener.readings.iter().any(|reading| {
                let same = open.form.is_some_and(|form| same_list(form, reading.form));
                same && open
                    .value
                    .as_ref()
                    .is_some_and(|v| reading.value.follows(v))
            })
        });
        found.map(|(at, _)| at)
    }

    /// Keeps or drops the last paragraph as the one that announces a list.
    pub(super) fn note_announcement(&mut self, line: usize) {
        let last = self.outline.nodes.len().checked_sub(1);
        let words = self.page.words(line);
        let colon = words.ends_with([':', '：', '—', '–']);
        let plain = last.filter(|&node| {
            let node = &self.outline.nodes[node];
            node.kind == ClauseKind::Paragraph && node.label.is_empty()
        });
        self.announcing = plain.filter(|_| colon);
    }
}
