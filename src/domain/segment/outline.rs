//! The tree of clauses, built line by line.
//!
//! Every node starts at a line (or inside one) and reaches to the next node, so the clauses tile the
//! text whatever is decided here. What is decided is which lines start a node, and under which one.

use super::contents::contents;
use super::front::{Front, FrontLine, Places, front_line, is_signature};
use super::headings::{Headed, Page, tidy_span};
use super::lines::{Line, lines, starts_low};
use super::number::Value;
use super::opener::{Form, Opener, Sign, Signs, Wrap, recognise};
use super::stack::{Open, Place, Stack, rank, same_list};
use super::units::openers;
use super::vocabulary::UnitKind;
use crate::domain::clause::ClauseKind;
use crate::domain::document::{BlockKind, Document};
use crate::domain::text::Span;
use std::collections::HashMap;

/// A clause before it has an id.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// First byte.
    pub start: usize,
    /// Position of the parent.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: ClauseKind,
    /// Label as printed.
    pub label: String,
    /// Heading.
    pub heading: String,
    /// What the label counts.
    pub value: Option<Value>,
    /// The vocabulary's unit, when a unit word opened it.
    pub unit: Option<usize>,
    /// Page on which it starts.
    pub page: Option<u32>,
    /// Whether its own lines hold only label and heading, so that one paragraph may join it.
    pub open_ended: bool,
}

/// The nodes of a document, and what was seen on the way.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// In reading order, parents before children.
    pub nodes: Vec<Node>,
    /// Bytes of every place where an annex is announced, opened or not.
    pub annexes: Vec<(usize, Value)>,
}

/// Builds the outline of a document.
pub(super) fn outline(document: &Document) -> Outline {
    let text = document.text.as_str();
    let lines = lines(document);
    let contents = contents(text, &lines);
    let openers = openers(text, &lines, &contents);
    let page = Page {
        text,
        format: document.format,
        lines: &lines,
        openers: &openers,
        contents: &contents,
    };
    let mut builder = Builder::new(&page);
    let mut line = 0;
    while line < lines.len() {
        line = builder.step(line);
    }
    let Builder { mut outline, .. } = builder;
    join_single_paragraphs(&mut outline.nodes);
    if outline.nodes.is_empty() && !text.is_empty() {
        outline.nodes.push(blank_node());
    }
    outline
}

/// The only node of a text in which nothing can be told apart.
fn blank_node() -> Node {
    Node {
        start: 0,
        parent: None,
        kind: ClauseKind::Other,
        label: String::new(),
        heading: String::new(),
        value: None,
        unit: None,
        page: None,
        open_ended: false,
    }
}

/// A heading with a single paragraph below it is one clause.
fn join_single_paragraphs(nodes: &mut Vec<Node>) {
    let mut children = vec![0usize; nodes.len()];
    for node in nodes.iter() {
        if let Some(parent) = node.parent {
            children[parent] += 1;
        }
    }
    let mut places: Vec<usize> = Vec::with_capacity(nodes.len());
    let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
    for (index, node) in nodes.drain(..).enumerate() {
        let plain =
            node.kind == ClauseKind::Paragraph && node.label.is_empty() && children[index] == 0;
        let parent = node.parent.filter(|&parent| {
            plain && parent + 1 == index && children[parent] == 1 && kept[places[parent]].open_ended
        });
        if let Some(parent) = parent {
            places.push(places[parent]);
            continue;
        }
        places.push(kept.len());
        let parent = node.parent.map(|parent| places[parent]);
        kept.push(Node { parent, ..node });
    }
    *nodes = kept;
}

/// The state of the walk through the lines.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent fact about the walk so far"
)]
struct Builder<'a> {
    page: &'a Page<'a>,
    places: Places,
    above: HashMap<usize, usize>,
    supported: Vec<bool>,
    outline: Outline,
    stack: Stack,
    front: Front,
    /// Inside the signature block.
    signing: bool,
    /// Last chapter counted in Roman numbers without a word.
    chapter: Option<Value>,
    /// Whether articles are numbered with a word, and sections stand above them.
    articles: bool,
    sections_outside: bool,
    /// The paragraph without a label that was opened last, if it announces a list.
    announcing: Option<usize>,
    /// The last line that is not furniture.
    last_line: Option<usize>,
    /// The last label stood alone: the next paragraph belongs to it.
    label_waits: bool,
}

impl<'a> Builder<'a> {
    fn new(page: &'a Page<'a>) -> Self {
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
            signing: false,
            chapter: None,
            announcing: None,
            last_line: None,
            label_waits: false,
        }
    }

    fn line(&self, line: usize) -> &'a Line {
        &self.page.lines[line]
    }

    fn last_kind(&self) -> Option<ClauseKind> {
        self.outline.nodes.last().map(|node| node.kind)
    }

    /// Handles one line, and those that belong to it; the line to go on with.
    fn step(&mut self, line: usize) -> usize {
        let this = self.line(line);
        if this.furniture {
            return line + 1;
        }
        let next = self.open_line(line);
        self.last_line = Some(next - 1);
        next
    }

    fn open_line(&mut self, line: usize) -> usize {
        let this = self.line(line);
        if self.page.contents[line] {
            return self.contents_line(line);
        }
        if this.kind == BlockKind::TableRow {
            return self.table_line(line);
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

    fn opener_line(&mut self, line: usize, opener: &Opener) -> Option<usize> {
        match opener.sign {
            Sign::Unit(unit) => self.unit_line(line, opener, unit),
            Sign::Bare => self.bare_line(line, opener),
            Sign::Bullet => self.bullet_line(line).then_some(line + 1),
        }
    }

    fn contents_line(&mut self, line: usize) -> usize {
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

    fn table_line(&mut self, line: usize) -> usize {
        let goes_on = self.last_kind() == Some(ClauseKind::Table)
            && self
                .last_line
                .is_some_and(|last| self.line(last).kind == BlockKind::TableRow);
        if !(goes_on || self.signing) {
            self.push_node(line, ClauseKind::Table, "", "");
        }
        self.label_waits = false;
        line + 1
    }

    /// An article whose heading stands in the line above it.
    fn titled_article(&mut self, line: usize, article: usize) -> usize {
        let Some(opener) = &self.page.openers[article] else {
            return line + 1;
        };
        let Sign::Unit(unit) = opener.sign else {
            return line + 1;
        };
        let title = Span::new(self.line(line).span.start, self.line(article - 1).span.end);
        let headed = Headed {
            heading: tidy_span(self.page.text, title),
            ..Headed::default()
        };
        self.open_unit(self.line(line).span.start, article, opener, unit, &headed);
        article + 1
    }

    fn unit_line(&mut self, line: usize, opener: &Opener, unit: usize) -> Option<usize> {
        let kind = opener.unit()?;
        if kind == UnitKind::Annex {
            self.outline.annexes.push((unit, opener.value().clone()));
            let in_front = self.front != Front::Done
                && self.places.first_clause.is_none_or(|first| line < first);
            if in_front || self.is_same_annex(unit, opener) {
                return None;
            }
        }
        let headed = self.page.heading_of(line, opener);
        let more = headed.more_lines;
        self.open_unit(opener.label.start, line, opener, unit, &headed);
        Some(line + 1 + more)
    }

    /// A running head repeats the annex that is open.
    fn is_same_annex(&self, unit: usize, opener: &Opener) -> bool {
        self.stack.open.first().is_some_and(|open| {
            let node = &self.outline.nodes[open.node];
            node.unit == Some(unit) && node.value.as_ref() == Some(opener.value())
        })
    }

    fn open_unit(
        &mut self,
        start: usize,
        line: usize,
        opener: &Opener,
        unit: usize,
        headed: &Headed,
    ) {
        let Some(kind) = opener.unit() else { return };
        self.end_front();
        self.signing = false;
        if kind == UnitKind::Annex {
            self.chapter = None;
        }
        if let BlockKind::Heading(level) = self.line(line).kind {
            self.stack.close_heading(level);
        }
        let depth = self.unit_rank(kind, opener.value());
        self.stack.close_to(depth);
        let node = self.push_opened(start, line, opener, clause_kind(kind), headed);
        self.outline.nodes[node].unit = Some(unit);
        self.push_open(node, depth, line, opener, 0, headed);
    }

    fn unit_rank(&self, kind: UnitKind, value: &Value) -> u8 {
        match kind {
            UnitKind::Annex => rank::ANNEX,
            UnitKind::Part => rank::PART,
            UnitKind::Title => rank::TITLE,
            UnitKind::Chapter => rank::CHAPTER,
            UnitKind::Article => rank::ARTICLE,
            UnitKind::Section if value.parts().len() > 1 || !self.sections_outside => {
                rank::SUBSECTION
            }
            UnitKind::Section => rank::SECTION,
        }
    }

    fn bare_line(&mut self, line: usize, opener: &Opener) -> Option<usize> {
        if self.signing && self.line(line).number.is_none() {
            return None;
        }
        let before_units = self.places.first_unit.is_none_or(|first| line < first);
        let in_front = matches!(self.front, Front::Parties | Front::Preamble)
            && (self.places.first_unit.is_some() && before_units || !is_counted(opener));
        let headed = self.page.heading_of(line, opener);
        if self.is_chapter(line, opener, &headed) {
            return Some(self.open_chapter(line, opener, &headed));
        }
        if matches!(self.front, Front::Title | Front::Between)
            && self.places.first_clause.is_some_and(|first| line < first)
        {
            return None;
        }
        let place = self.place(line, opener, &headed);
        let keep = self.stack.open.clone();
        if !in_front && self.front != Front::Done {
            self.stack.open.clear();
        }
        let announced = self.announce(opener);
        let Some(reading) = self.stack.place(opener, place) else {
            self.stack.open = keep;
            return None;
        };
        if announced.is_some() && !opener.readings[reading].value.is_first() {
            // The list was announced by nobody: the paragraph before it is not its parent.
            self.stack.open.retain(|open| Some(open.node) != announced);
        }
        if !in_front {
            self.end_front_state();
        }
        if let BlockKind::Heading(level) = self.line(line).kind {
            self.stack.close_heading(level);
        }
        let more = headed.more_lines;
        self.open_bare(opener.label.start, line, opener, reading, &headed);
        Some(line + 1 + more)
    }

    /// Puts the paragraph that announces a list on the stack, when the list starts.
    fn announce(&mut self, opener: &Opener) -> Option<usize> {
        let node = self.announcing.take()?;
        let starts = opener
            .readings
            .iter()
            .any(|reading| reading.value.is_first());
        let parent = self.outline.nodes[node].parent;
        // At the top, "the parties agree as follows:" announces sections, not points of its own.
        let sections = parent.is_none() && is_counted(opener);
        if !starts || sections || is_dotted(opener) || parent != self.stack.top() {
            return None;
        }
        self.stack.open.push(Open {
            node,
            rank: rank::TEXT,
            form: None,
            value: None,
            heading: None,
            auto: None,
            indent: 0,
            headed: false,
            point: false,
            paused: Vec::new(),
        });
        Some(node)
    }

    fn place(&self, line: usize, opener: &Opener, headed: &Headed) -> Place {
        let this = self.line(line);
        let before = self.last_line.map(|last| self.line(last));
        let rest = opener.rest.of(self.page.text);
        Place {
            starts: this.starts,
            after_sentence: before.is_none_or(|before| before.ends_sentence(self.page.text)),
            certain: this.number.is_some(),
            auto: this.number.map(|number| number.level),
            inside: this.weak,
            supported: self.supported[line],
            indent: this.indent,
            headed: !headed.heading.is_empty() && !headed.has_text,
            low: starts_low(rest),
        }
    }

    /// `II. НАЧЕЛА` in a document of articles is a chapter.
    fn is_chapter(&self, line: usize, opener: &Opener, headed: &Headed) -> bool {
        let Some(reading) = roman_reading(opener) else {
            return false;
        };
        let value = &opener.readings[reading].value;
        let next = self
            .chapter
            .as_ref()
            .is_some_and(|before| value.follows(before));
        let opens_article =
            (line + 1..line + 5).any(|l| self.page.unit(l) == Some(UnitKind::Article));
        let titled = !headed.has_text && !headed.heading.is_empty();
        let vouched = next || opens_article || (value.is_first() && self.line(line).alone);
        self.articles && self.line(line).starts && titled && vouched
    }

    fn open_chapter(&mut self, line: usize, opener: &Opener, headed: &Headed) -> usize {
        self.end_front();
        if let BlockKind::Heading(level) = self.line(line).kind {
            self.stack.close_heading(level);
        }
        self.stack.close_to(rank::CHAPTER);
        let reading = roman_reading(opener).unwrap_or(0);
        self.chapter = Some(opener.readings[reading].value.clone());
        let node = self.push_opened(
            opener.label.start,
            line,
            opener,
            ClauseKind::Chapter,
            headed,
        );
        self.outline.nodes[node].value.clone_from(&self.chapter);
        self.push_open(node, rank::CHAPTER, line, opener, reading, headed);
        line + 1 + headed.more_lines
    }

    fn open_bare(
        &mut self,
        start: usize,
        line: usize,
        opener: &Opener,
        reading: usize,
        headed: &Headed,
    ) {
        let form = opener.readings[reading].form;
        let parent = self.stack.top().map(|node| self.outline.nodes[node].kind);
        let kind = bare_kind(form, parent, self.articles);
        let node = self.push_opened(start, line, opener, kind, headed);
        self.outline.nodes[node].value = Some(opener.readings[reading].value.clone());
        self.push_open(node, rank::BARE, line, opener, reading, headed);
        self.label_waits = !headed.has_text && headed.heading.is_empty();
    }

    fn push_open(
        &mut self,
        node: usize,
        depth: u8,
        line: usize,
        opener: &Opener,
        reading: usize,
        headed: &Headed,
    ) {
        let this = self.line(line);
        let reading = &opener.readings[reading];
        self.stack.open.push(Open {
            node,
            rank: depth,
            form: Some(reading.form),
            value: Some(reading.value.clone()),
            heading: match this.kind {
                BlockKind::Heading(level) => Some(level),
                _ => None,
            },
            auto: this.number.map(|number| number.level),
            indent: this.indent,
            headed: !headed.heading.is_empty() && !headed.has_text,
            point: self.outline.nodes[node].kind == ClauseKind::Point,
            paused: Vec::new(),
        });
    }

    /// Handles a line of title, parties or preamble; nothing when it is none of these.
    fn front_matter(&mut self, line: usize) -> Option<usize> {
        let this = self.line(line);
        if !this.starts {
            return None;
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

    /// More of the title; its heading is what names the document, not `Exhibit 10.1` above it.
    fn title_line(&mut self, line: usize) {
        if self.outline.nodes.is_empty() {
            self.push_node(line, ClauseKind::Title, "", "");
        }
        let words = tidy_span(self.page.text, self.line(line).span);
        let exhibit = recognise(self.page.text, self.line(line).span)
            .is_some_and(|opener| opener.unit() == Some(UnitKind::Annex));
        let heading = &mut self.outline.nodes[0].heading;
        let short = heading.split_whitespace().count() < 3;
        if !exhibit && short {
            format!("{heading} {words}").trim().clone_into(heading);
        }
    }

    /// Text of the front matter that no fixed word announces.
    fn front_text(&mut self, line: usize) -> Option<usize> {
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
            && self.front != Front::Preamble
            && !heading
            && !self.page.is_guessed_heading(line)
        {
            self.front_node(line, ClauseKind::Preamble, "", Front::Preamble);
            return Some(line + 1);
        }
        if !before_clauses {
            self.end_front();
        }
        None
    }

    fn front_node(&mut self, line: usize, kind: ClauseKind, heading: &str, front: Front) -> usize {
        self.stack.open.clear();
        self.front = front;
        let node = self.push_node(line, kind, "", heading);
        self.stack.open.push(Open {
            node,
            rank: rank::FRONT,
            form: None,
            value: None,
            heading: None,
            auto: None,
            indent: 0,
            headed: false,
            point: false,
            paused: Vec::new(),
        });
        node
    }

    /// The operative text begins: nothing of the front matter stays open.
    fn end_front(&mut self) {
        if self.front != Front::Done {
            self.stack.open.clear();
        }
        self.end_front_state();
    }

    const fn end_front_state(&mut self) {
        self.front = Front::Done;
    }

    /// A heading without a number.
    fn heading_line(&mut self, line: usize) -> bool {
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
        if self.front == Front::Preamble && level.is_none() && !unit_next {
            self.text_line(line);
            return true;
        }
        if level.is_some() || unit_next {
            self.end_front();
            self.signing = false;
        }
        let depth = if unit_next { rank::GROUP } else { rank::SOFT };
        match level {
            Some(level) => self.stack.close_heading(level),
            None if unit_next => self.stack.close_to(rank::GROUP),
            None => self.close_soft(),
        }
        let heading = tidy_span(self.page.text, this.span);
        let node = self.push_node(line, ClauseKind::Other, "", &heading);
        self.outline.nodes[node].open_ended = true;
        self.stack.open.push(Open {
            node,
            rank: if level.is_some() {
                depth.min(rank::GROUP)
            } else {
                depth
            },
            form: None,
            value: None,
            heading: level,
            auto: None,
            indent: this.indent,
            headed: true,
            point: false,
            paused: Vec::new(),
        });
        true
    }

    /// A heading that is only guessed ends the one before it, and the points of a list.
    fn close_soft(&mut self) {
        self.stack.pause_lists();
        let soft = self
            .stack
            .open
            .iter()
            .rposition(|open| open.rank == rank::SOFT);
        let unit = self
            .stack
            .open
            .iter()
            .rposition(|open| open.rank < rank::SOFT);
        if let Some(at) = soft.filter(|&at| unit.is_none_or(|unit| unit < at)) {
            self.stack.open.truncate(at);
        }
    }

    fn bullet_line(&mut self, line: usize) -> bool {
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
    fn text_line(&mut self, line: usize) {
        let this = self.line(line);
        let words = this.span.of(self.page.text);
        let ended = self
            .last_line
            .is_none_or(|last| self.line(last).ends_sentence(self.page.text));
        let goes_on = !this.starts || (starts_low(words) && !ended);
        let waits = std::mem::take(&mut self.label_waits);
        let in_parties = self.front == Front::Parties;
        if !self.outline.nodes.is_empty() && (goes_on || waits || in_parties) {
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
    fn list_goes_on(&self, line: usize) -> Option<usize> {
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
    fn note_announcement(&mut self, line: usize) {
        let last = self.outline.nodes.len().checked_sub(1);
        let words = self.page.words(line);
        let colon = words.ends_with([':', '：', '—', '–']);
        let plain = last.filter(|&node| {
            let node = &self.outline.nodes[node];
            node.kind == ClauseKind::Paragraph && node.label.is_empty()
        });
        self.announcing = plain.filter(|_| colon);
    }

    fn push_opened(
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

    fn push_node(&mut self, line: usize, kind: ClauseKind, label: &str, heading: &str) -> usize {
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
        });
        self.label_waits = false;
        self.outline.nodes.len() - 1
    }
}

const fn clause_kind(kind: UnitKind) -> ClauseKind {
    match kind {
        UnitKind::Article => ClauseKind::Article,
        UnitKind::Section => ClauseKind::Section,
        UnitKind::Chapter => ClauseKind::Chapter,
        UnitKind::Title | UnitKind::Part => ClauseKind::Part,
        UnitKind::Annex => ClauseKind::Annex,
    }
}

/// What a bare number opens, by its shape and by what it stands in.
fn bare_kind(form: Form, parent: Option<ClauseKind>, articles: bool) -> ClauseKind {
    use ClauseKind as Kind;
    let outer = matches!(
        parent,
        None | Some(Kind::Part | Kind::Chapter | Kind::Annex | Kind::Other | Kind::Title)
    );
    let numbered = matches!(parent, Some(Kind::Article | Kind::Section));
    match (form.signs, form.wrap) {
        (Signs::Dotted, _) => Kind::Paragraph,
        (Signs::Digits | Signs::Chinese, Wrap::Dot | Wrap::Blank) if outer => Kind::Section,
        (Signs::Chinese, Wrap::Both) if parent == Some(Kind::Article) => Kind::Point,
        (Signs::Digits | Signs::Chinese, _) if outer || numbered => Kind::Paragraph,
        (Signs::RomanUpper, Wrap::Dot) if outer && articles => Kind::Chapter,
        (Signs::Upper | Signs::RomanUpper, Wrap::Dot) if outer => Kind::Section,
        _ => Kind::Point,
    }
}

fn is_dotted(opener: &Opener) -> bool {
    opener.value().parts().len() > 1
}

/// Numbers that can start the operative text, as against letters of recitals.
fn is_counted(opener: &Opener) -> bool {
    let form = opener.readings[0].form;
    matches!(form.signs, Signs::Digits | Signs::Dotted | Signs::Chinese) && form.wrap != Wrap::Both
}

fn roman_reading(opener: &Opener) -> Option<usize> {
    opener.readings.iter().position(|reading| {
        reading.form.signs == Signs::RomanUpper && reading.form.wrap == Wrap::Dot
    })
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
