//! The walk through the lines of a document: what each line opens, and what stays open.
//!
//! The lines with a number are in `numbered`, those before the first clause in `opening`, headings
//! and running text in `running`; this file holds the state and asks them in turn.

use super::front::{Front, Places, is_signature};
use super::headings::{Headed, Page, tidy_span};
use super::lines::Line;
use super::notes;
use super::number::Value;
use super::opener::{Form, Opener, Sign};
use super::outline::{Node, Outline};
use super::stack::Stack;
use super::vocabulary::UnitKind;
use crate::domain::clause::ClauseKind;
use crate::domain::document::{BlockKind, is_gap_sentence};
use std::collections::HashMap;

/// The state of the walk through the lines.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent fact about the walk so far"
)]
pub(super) struct Builder<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) places: Places,
    pub(super) above: HashMap<usize, usize>,
    pub(super) supported: Vec<bool>,
    pub(super) outline: Outline,
    pub(super) stack: Stack,
    pub(super) front: Front,
    /// The title, once there is one.
    pub(super) title: Option<usize>,
    /// Where the marks of notes are first cited, in bytes.
    pub(super) cited: HashMap<String, usize>,
    /// The line of the caption of the table that was opened last.
    pub(super) captioned: Option<usize>,
    /// Inside the signature block.
    pub(super) signing: bool,
    /// Last chapter counted in Roman numbers without a word.
    pub(super) chapter: Option<Value>,
    /// Whether articles are numbered with a word, and sections stand above them.
    pub(super) articles: bool,
    pub(super) sections_outside: bool,
    /// The paragraph without a label that was opened last, if it announces a list.
    pub(super) announcing: Option<usize>,
    /// The last line that is not furniture.
    pub(super) last_line: Option<usize>,
    /// The last label stood alone: the next paragraph belongs to it.
    pub(super) label_waits: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(page: &'a Page<'a>) -> Self {
        let places = Places::of(page);
        let count = |kind| {
            (0..page.lines.len())
                .filter(|&l| page.unit(l) == Some(kind))
                .count()
        };
        Self {
            above: page.above(),
            supported: supported(page.openers),
            articles: count(UnitKind::Article) > 0,
            sections_outside: sections_outside(page),
            places,
            page,
            outline: Outline::default(),
            stack: Stack::default(),
            front: Front::Title,
            title: None,
            cited: notes::cited(page),
            captioned: None,
            signing: false,
            chapter: None,
            announcing: None,
            last_line: None,
            label_waits: false,
        }
    }

    pub(super) fn line(&self, line: usize) -> &'a Line {
        &self.page.lines[line]
    }

    /// Whether a line stands where words are missing.
    pub(super) fn is_gap(&self, line: usize) -> bool {
        is_gap_sentence(self.line(line).span.of(self.page.text))
    }

    pub(super) fn last_kind(&self) -> Option<ClauseKind> {
        self.outline.nodes.last().map(|node| node.kind)
    }

    /// Handles one line, and those that belong to it; the line to go on with.
    pub(super) fn step(&mut self, line: usize) -> usize {
        let this = self.line(line);
        if self.is_gap(line) {
            self.push_node(line, ClauseKind::Other, "", "");
            self.last_line = Some(line);
            return line + 1;
        }
        if this.furniture {
            return line + 1;
        }
        let next = self.open_line(line);
        self.last_line = Some(next - 1);
        next
    }

    pub(super) fn open_line(&mut self, line: usize) -> usize {
        let this = self.line(line);
        if this.quoted {
            self.text_line(line);
            return line + 1;
        }
        if self.note_line(line) {
            return line + 1;
        }
        if self.page.contents[line] {
            return self.contents_line(line);
        }
        if this.kind == BlockKind::TableRow {
            return self.table_line(line);
        }
        if self.caption_line(line) {
            return line + 1;
        }
        if let Some(&article) = self.above.get(&line) {
            return self.titled_article(line, article);
        }
        if self.front == Front::Done
            && !self.signing
            && is_signature(self.page, line, self.places.goes_on[line])
        {
            self.stack.open.clear();
            self.push_node(line, ClauseKind::Signature, "", "");
            self.signing = true;
            return line + 1;
        }
        if let Some(opener) = &self.page.openers[line]
            && let Some(next) = self.opener_line(line, opener)
        {
            return next;
        }
        if let Some(next) = self.bare_annex(line) {
            return next;
        }
        if self.signing && !matches!(this.kind, BlockKind::Heading(_)) {
            return line + 1;
        }
        if self.front != Front::Done
            && let Some(next) = self.front_matter(line)
        {
            return next;
        }
        if self.heading_line(line) {
            return line + 1;
        }
        self.text_line(line);
        line + 1
    }

    pub(super) fn opener_line(&mut self, line: usize, opener: &Opener) -> Option<usize> {
        match opener.sign {
            Sign::Unit(unit) => self.unit_line(line, opener, unit),
            Sign::Bare => self.bare_line(line, opener),
            Sign::Bullet => self.bullet_line(line).then_some(line + 1),
        }
    }

    pub(super) fn contents_line(&mut self, line: usize) -> usize {
        if self.last_kind() != Some(ClauseKind::Other)
            || self.last_line.is_none_or(|last| !self.page.contents[last])
        {
            self.stack.open.clear();
            let heading = tidy_span(self.page.text, self.line(line).span);
            self.push_node(line, ClauseKind::Other, "", &heading);
            if self.front == Front::Title {
                self.front = Front::Between;
            }
        }
        line + 1
    }

    pub(super) fn table_line(&mut self, line: usize) -> usize {
        let goes_on = self.last_kind() == Some(ClauseKind::Table)
            && self.last_line.is_some_and(|last| {
                self.line(last).kind == BlockKind::TableRow || self.captioned == Some(last)
            });
        if !(goes_on || self.signing) {
            self.push_node(line, ClauseKind::Table, "", "");
        }
        self.label_waits = false;
        line + 1
    }

    pub(super) fn push_opened(
        &mut self,
        start: usize,
        line: usize,
        opener: &Opener,
        kind: ClauseKind,
        headed: &Headed,
    ) -> usize {
        let label: Vec<&str> = opener.label.of(self.page.text).split_whitespace().collect();
        let node = self.push_node(line, kind, &label.join(" "), &headed.heading);
        let this = &mut self.outline.nodes[node];
        this.start = start;
        this.value = Some(opener.value().clone());
        this.open_ended = !headed.has_text;
        self.announcing = None;
        self.label_waits = false;
        node
    }

    pub(super) fn push_node(
        &mut self,
        line: usize,
        kind: ClauseKind,
        label: &str,
        heading: &str,
    ) -> usize {
        let this = self.line(line);
        let parent = match kind {
            ClauseKind::Title | ClauseKind::Signature => None,
            _ => self.stack.top(),
        };
        self.outline.nodes.push(Node {
            start: this.span.start,
            parent,
            kind,
            label: label.to_owned(),
            heading: heading.to_owned(),
            value: None,
            unit: None,
            page: this.page,
            open_ended: false,
            second: false,
            beside: None,
        });
        self.label_waits = false;
        self.outline.nodes.len() - 1
    }
}

/// For every line, whether the next number of the same shape starts one of the lines to come.
fn supported(openers: &[Option<Opener>]) -> Vec<bool> {
    let mut coming: HashMap<Form, Vec<Value>> = HashMap::new();
    let mut marks = vec![false; openers.len()];
    for (line, found) in openers.iter().enumerate().rev() {
        let Some(opener) = found.as_ref().filter(|o| o.sign == Sign::Bare) else {
            continue;
        };
        for reading in &opener.readings {
            let values = coming.entry(reading.form).or_default();
            let next = values.iter().rev().take(8);
            marks[line] |= next.into_iter().any(|value| value.follows(&reading.value));
            values.push(reading.value.clone());
        }
    }
    marks
}

/// Whether sections hold articles (as in laws) rather than the other way round (as in contracts).
fn sections_outside(page: &Page) -> bool {
    let (mut outside, mut inside) = (0, 0);
    let mut before: Option<(UnitKind, usize)> = None;
    let mut first = None;
    for line in 0..page.lines.len() {
        let Some(kind @ (UnitKind::Article | UnitKind::Section)) = page.unit(line) else {
            continue;
        };
        first.get_or_insert(kind);
        // Only a heading right above another shows which holds which.
        let above = before.filter(|&(_, at)| {
            let headed = page.opener(at).map(|opener| page.heading_of(at, opener));
            headed.is_some_and(|headed| !headed.has_text && at + headed.more_lines + 1 >= line)
        });
        if let Some((other, _)) = above {
            outside += usize::from((other, kind) == (UnitKind::Section, UnitKind::Article));
            inside += usize::from((other, kind) == (UnitKind::Article, UnitKind::Section));
        }
        before = Some((kind, line));
    }
    outside > inside || (outside == inside && first == Some(UnitKind::Section))
}
