//! Blocks as strips, with their place in the structure.
//!
//! Knows widths and heights but no pages.

use super::super::report::{Block, Heading, Line, Piece, Quote, Report, Tone};
use super::fonts::{Fonts, Look};
use super::looks::{self, Colour, Setting};
use super::shape::{clean, shape, shape_exact, short};
use super::strip::{Band, Keep, Mark, Shape, Strip, baseline, runs};
use super::tree::Tree;
use super::wrap;
use krilla::tagging::{ListNumbering, Tag};
use std::collections::BTreeSet;
use std::num::NonZeroU16;

/// The most characters of a text in an attribute, such as a bookmark; all of it stands on a page.
const MOST_SAID: usize = 300;

/// A heading in the list of bookmarks.
pub struct Bookmark {
    /// Its level, from 1.
    pub level: u8,
    /// Its words.
    pub words: String,
    /// By what links find it.
    pub anchor: String,
    /// The strip it stands on.
    pub strip: usize,
}

/// A report as strips.
pub struct Composer<'a> {
    pub(super) fonts: &'a Fonts,
    /// The structure.
    pub tree: Tree,
    /// The strips.
    pub strips: Vec<Strip>,
    /// The headings.
    pub bookmarks: Vec<Bookmark>,
    anchors: BTreeSet<&'a str>,
    pub(super) bands: Vec<Band>,
    pub(super) head: Option<usize>,
    new_page: bool,
    level: u8,
}

/// Lines that are set already, and how far it is from one to the next.
pub(super) struct Lines {
    pub lines: Vec<Vec<Mark>>,
    pub leading: f32,
}

impl<'a> Composer<'a> {
    /// Everything that a report says.
    pub fn compose(fonts: &'a Fonts, report: &'a Report) -> Self {
        let anchors = report.blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) => Some(heading.anchor.as_str()),
            _ => None,
        });
        let mut composer = Self {
            fonts,
            tree: Tree::default(),
            strips: Vec::new(),
            bookmarks: Vec::new(),
            anchors: anchors.collect(),
            bands: Vec::new(),
            head: None,
            new_page: false,
            level: 1,
        };
        composer.title(report);
        for block in &report.blocks {
            composer.block(block);
        }
        composer
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(line) => self.paragraph(line),
            Block::List(points) => self.list(points, false, 6.0),
            Block::Numbered(points) => self.list(points, true, 6.0),
            Block::Notice {
                tone,
                sentence,
                points,
            } => self.notice(*tone, sentence, points),
            Block::Quote(quote) => self.quote(quote),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table),
            Block::Sources(sources) => self.sources(sources),
            Block::Bars(bars) => self.bars(bars),
            Block::Verbatim(lines) => self.verbatim(lines),
            Block::NewPage => self.new_page = true,
        }
    }

    fn title(&mut self, report: &Report) {
        let words = title_of(report);
        self.bookmark(1, &words, "");
        self.tree.open(heading_tag(1, &words));
        let lines = self.words(&words, looks::LEFT, looks::WIDTH, looks::OF_TITLE);
        self.tree.close();
        self.put(lines, 0.0, Keep::Hard, "title");
        let rule = Self::box_at(looks::LEFT, looks::WIDTH, 2.0, looks::TITLE);
        self.emit("rule", 8.0, 10.0, vec![rule], Keep::Soft);
    }

    fn heading(&mut self, heading: &Heading) {
        // A level may not be left out, or the structure has a hole.
        let level = heading.level.clamp(2, 6).min(self.level + 1);
        self.level = level;
        let words = clean(&heading.words);
        let (setting, above, below) = looks::of_heading(heading.level);
        self.bookmark(level, &words, &heading.anchor);
        let (mut x, mut width) = (looks::LEFT, looks::WIDTH);
        let before = self.bands.len();
        if let Some(tone) = heading.tone {
            self.band(x, 3.0, looks::colour(tone));
            (x, width) = (x + 9.0, width - 9.0);
        }
        self.tree.open(heading_tag(level, &words));
        let lines = self.words(&words, x, width, setting);
        self.tree.close();
        let kind = match level {
            2 => "part",
            3 => "group",
            _ => "finding",
        };
        // The distance above stays white, so it is not part of the strip.
        let first = self.strips.len();
        let under_heading = self
            .strips
            .last()
            .is_some_and(|last| last.keep == Keep::Hard);
        self.put(lines, 0.0, Keep::Hard, kind);
        if let Some(strip) = self.strips.get_mut(first) {
            strip.above = if under_heading { above / 3.0 } else { above };
        }
        self.bands.truncate(before);
        if level == 2 {
            let rule = Self::box_at(looks::LEFT, looks::WIDTH, 0.6, looks::RULE);
            self.emit("rule", 2.0, 1.0, vec![rule], Keep::Hard);
        }
        self.emit("space", 0.0, below, Vec::new(), Keep::Hard);
    }

    fn bookmark(&mut self, level: u8, words: &str, anchor: &str) {
        self.bookmarks.push(Bookmark {
            level,
            words: short(words, MOST_SAID),
            anchor: anchor.to_owned(),
            strip: self.strips.len(),
        });
    }

    fn paragraph(&mut self, line: &Line) {
        if line.plain().trim().is_empty() {
            return;
        }
        self.tree.open(Tag::P);
        let lines = self.set(line, looks::LEFT, looks::WIDTH, looks::OF_TEXT);
        self.tree.close();
        self.put(lines, 6.0, Keep::Free, "text");
    }

    fn list(&mut self, points: &[Line], numbered: bool, gap: f32) {
        let (left, width) = self.inside();
        self.tree.open(Tag::L(if numbered {
            ListNumbering::Decimal
        } else {
            ListNumbering::Disc
        }));
        let digits = points.len().to_string().len();
        let indent = if numbered {
            8.0 + 6.0 * f32::from(u8::try_from(digits).unwrap_or(9))
        } else {
            14.0
        };
        for (place, point) in points.iter().enumerate() {
            let sign = if numbered {
                format!("{}. ", place + 1)
            } else {
                "• ".to_owned()
            };
            self.tree.open(Tag::LI);
            self.tree.open(Tag::Lbl);
            let mut label = self.words(&sign, left + 2.0, indent + 40.0, looks::OF_TEXT);
            self.tree.close();
            self.tree.open(Tag::LBody);
            let x = left + indent;
            let mut lines = self.set(point, x, width - indent, looks::OF_TEXT);
            self.tree.close();
            self.tree.close();
            if let (Some(first), Some(label)) = (lines.lines.first_mut(), label.lines.pop()) {
                first.splice(0..0, label);
            }
            let gap = if place == 0 { gap } else { 3.0 };
            self.put(lines, gap, Keep::Free, "point");
        }
        self.tree.close();
    }

    fn notice(&mut self, tone: Tone, sentence: &Line, points: &[Line]) {
        self.emit("space", 8.0, 0.0, Vec::new(), Keep::Soft);
        self.band(looks::LEFT, looks::WIDTH, looks::tint(tone));
        self.band(looks::LEFT, 4.0, looks::colour(tone));
        self.tree.open(Tag::Div);
        self.emit("space", 0.0, 7.0, Vec::new(), Keep::Hard);
        let (x, width) = self.inside();
        self.tree.open(Tag::P);
        let lines = self.set(
            sentence,
            x,
            width,
            Setting {
                colour: looks::colour(tone),
                ..looks::OF_NOTICE
            },
        );
        self.tree.close();
        self.put(lines, 0.0, Keep::Soft, "notice");
        if !points.is_empty() {
            self.list(points, false, 4.0);
        }
        self.tree.close();
        if let Some(last) = self.strips.last_mut() {
            last.keep = Keep::Soft;
        }
        self.emit("space", 0.0, 7.0, Vec::new(), Keep::Free);
        self.bands.clear();
        self.emit("space", 0.0, 2.0, Vec::new(), Keep::Free);
    }

    fn quote(&mut self, quote: &Quote) {
        if quote.words.trim().is_empty() {
            return;
        }
        let (colour, kind) = if quote.of_agreement {
            (looks::QUOTED, "quote")
        } else {
            (looks::NOTED, "note")
        };
        let language = quote.language.map(|language| language.tag().to_owned());
        self.emit("space", 0.0, 6.0, Vec::new(), Keep::Soft);
        self.band(looks::LEFT + 6.0, 2.5, colour);
        self.tree.open(Tag::BlockQuote.with_lang(language));
        let mut gap = 0.0;
        for words in quote.words.split('\n') {
            let words = words.trim_end_matches('\r');
            if words.trim().is_empty() {
                gap = 7.0;
                continue;
            }
            self.tree.open(Tag::P);
            let (x, width) = (looks::LEFT + 18.0, looks::WIDTH - 18.0);
            let lines = self.words(words, x, width, looks::OF_QUOTE);
            self.tree.close();
            self.put(lines, gap, Keep::Free, kind);
            gap = 1.5;
        }
        self.tree.close();
        self.bands.clear();
        self.emit("space", 0.0, 2.0, Vec::new(), Keep::Free);
    }

    fn sources(&mut self, sources: &[Line]) {
        for (place, source) in sources.iter().enumerate() {
            if source.plain().trim().is_empty() {
                continue;
            }
            self.tree.open(Tag::Note);
            self.tree.open(Tag::P);
            let (x, width) = (looks::LEFT + 18.0, looks::WIDTH - 18.0);
            let lines = self.set(source, x, width, looks::OF_SOURCE);
            self.tree.close();
            self.tree.close();
            self.put(
                lines,
                if place == 0 { 4.0 } else { 1.0 },
                Keep::Free,
                "source",
            );
        }
    }

    fn verbatim(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.emit("space", 6.0, 0.0, Vec::new(), Keep::Soft);
        self.band(looks::LEFT, looks::WIDTH, looks::SHADE);
        self.emit("space", 0.0, 4.0, Vec::new(), Keep::Hard);
        let setting = looks::OF_VERBATIM;
        for line in lines {
            self.tree.open(Tag::P);
            self.tree.open(Tag::Code);
            let shaped = shape_exact(self.fonts, line);
            let width = looks::WIDTH - 16.0;
            let mut set = Vec::new();
            for range in wrap::lines(&shaped, width, setting.size) {
                let leaf = self.tree.leaf();
                let runs = runs(&shaped, range, looks::LEFT + 8.0, setting, &|_| false);
                let drawn = runs
                    .into_iter()
                    .map(|run| Shape::Run(baseline(setting), run.1));
                set.push(vec![Mark {
                    leaf: Some(leaf),
                    link: None,
                    shapes: drawn.collect(),
                }]);
            }
            self.tree.close();
            self.tree.close();
            let lines = Lines {
                lines: set,
                leading: setting.leading,
            };
            self.put(lines, 2.0, Keep::Free, "verbatim");
        }
        self.emit("space", 0.0, 5.0, Vec::new(), Keep::Free);
        self.bands.clear();
    }
}

/// Setting lines and emitting strips, for every kind of block.
impl Composer<'_> {
    /// Plain words on lines.
    pub(super) fn words(&mut self, words: &str, x: f32, width: f32, setting: Setting) -> Lines {
        self.set(&Line::text(words), x, width, setting)
    }

    /// A line of a report on as many lines as it takes, at least one.
    pub(super) fn set(&mut self, line: &Line, x: f32, width: f32, setting: Setting) -> Lines {
        let look = |piece: &Piece| match piece {
            Piece::Code(_) => Look::Code,
            Piece::Strong(_) => Look::Strong,
            _ if setting.strong => Look::Strong,
            _ => Look::Plain,
        };
        let parts: Vec<(&str, Look)> = line.0.iter().map(|one| (one.words(), look(one))).collect();
        let shaped = shape(self.fonts, &parts);
        let mut ranges = wrap::lines(&shaped, width, setting.size);
        if ranges.is_empty() {
            ranges.push(0..0);
        }
        let strong = |part: usize| parts.get(part).is_some_and(|part| part.1 == Look::Strong);
        let mut lines = Vec::with_capacity(ranges.len());
        for range in ranges {
            let mut marks: Vec<Mark> = Vec::new();
            let mut linked = None;
            for (part, mut run) in runs(&shaped, range, x, setting, &strong) {
                let goal = self.link(line.0.get(part));
                if marks.is_empty()
                    || goal.is_some() && linked != Some(part)
                    || goal.is_none() && linked.is_some()
                {
                    marks.push(self.mark(goal.as_ref()));
                    linked = goal.as_ref().map(|_| part);
                }
                let y = baseline(setting);
                if let Some(mark) = marks.last_mut() {
                    if goal.is_some() {
                        run.colour = looks::LINK;
                        mark.shapes.push(underline(&run.text, run.x, run.width, y));
                    }
                    mark.shapes.push(Shape::Run(y, run));
                }
            }
            if marks.is_empty() {
                marks.push(self.mark(None));
            }
            lines.push(marks);
        }
        Lines {
            lines,
            leading: setting.leading,
        }
    }

    fn mark(&mut self, link: Option<&String>) -> Mark {
        if link.is_some() {
            self.tree.open(Tag::Link);
        }
        let leaf = Some(self.tree.leaf());
        if link.is_some() {
            self.tree.close();
        }
        Mark {
            leaf,
            link: link.cloned(),
            shapes: Vec::new(),
        }
    }

    /// Where a piece leads; nowhere if there is no such heading.
    fn link(&self, piece: Option<&Piece>) -> Option<String> {
        match piece {
            Some(Piece::Link { to, .. }) if self.anchors.contains(to.as_str()) => Some(to.clone()),
            _ => None,
        }
    }

    /// Where text stands: farther inside when it has something behind it.
    fn inside(&self) -> (f32, f32) {
        if self.bands.is_empty() {
            (looks::LEFT, looks::WIDTH)
        } else {
            (looks::LEFT + 14.0, looks::WIDTH - 26.0)
        }
    }

    pub(super) fn band(&mut self, x: f32, width: f32, colour: Colour) {
        self.bands.push(Band { x, width, colour });
    }

    /// A rectangle that says nothing.
    pub(super) fn box_at(x: f32, width: f32, height: f32, colour: Colour) -> Mark {
        Mark {
            leaf: None,
            link: None,
            shapes: vec![Shape::Box {
                x,
                y: 0.0,
                width,
                height,
                colour,
            }],
        }
    }

    /// Strips for lines, of which no single one stands alone at the end or the beginning of a page.
    pub(super) fn put(&mut self, lines: Lines, gap: f32, last: Keep, kind: &'static str) {
        let count = lines.lines.len();
        for (place, marks) in lines.lines.into_iter().enumerate() {
            let keep = match count - place {
                1 => last,
                2 => Keep::Soft,
                _ if place == 0 => Keep::Soft,
                _ if last == Keep::Hard => Keep::Soft,
                _ => Keep::Free,
            };
            let gap = if place == 0 { gap } else { 0.0 };
            self.emit(kind, gap, lines.leading, marks, keep);
        }
    }

    /// A strip. Where there are bands, the distance above it is coloured too.
    pub(super) fn emit(
        &mut self,
        kind: &'static str,
        gap: f32,
        height: f32,
        marks: Vec<Mark>,
        keep: Keep,
    ) {
        let inset = if self.bands.is_empty() { 0.0 } else { gap };
        self.strips.push(Strip {
            kind,
            above: gap - inset,
            height: height + inset,
            inset,
            keep,
            new_page: std::mem::take(&mut self.new_page),
            head: self.head,
            bands: self.bands.clone(),
            marks,
        });
    }
}

/// The title; a file must have one.
pub fn title_of(report: &Report) -> String {
    let title = clean(&report.title);
    if title.trim().is_empty() {
        "rapporteur".to_owned()
    } else {
        title
    }
}

fn heading_tag(level: u8, words: &str) -> krilla::tagging::TagKind {
    let level = NonZeroU16::new(u16::from(level)).unwrap_or(NonZeroU16::MIN);
    let words = short(words, MOST_SAID);
    let words = if words.trim().is_empty() {
        "–".to_owned()
    } else {
        words
    };
    Tag::Hn(level, Some(words)).into()
}

/// A thin line under words that lead somewhere, not under the blank behind them.
fn underline(text: &str, x: f32, width: f32, y: f32) -> Shape {
    let width = if text.ends_with(' ') {
        width - 2.5
    } else {
        width
    };
    Shape::Box {
        x,
        y: y + 1.4,
        width: width.max(0.0),
        height: 0.5,
        colour: looks::LINK,
    }
}
