//! The blocks of a report as paragraphs and tables.

use super::sheet::{contents_heading, list_number};
use super::words::{Look, Shape, paragraph, run};
use super::xml::Xml;
use crate::domain::visible::visible_line;
use crate::formats::export::report::{Block, Heading, Line, Piece, Quote, Report, Tone};
use crate::tr;
use std::collections::HashMap;

/// Headings that a list of contents has room for below the particulars on the first page; of more, only the upper
/// ones are listed.
const LISTED: usize = 14;

/// A body that was written.
pub struct Written {
    /// Paragraphs and tables.
    pub xml: Xml,
    /// Footnotes; nothing when there are none.
    pub notes: Option<Xml>,
    /// How many lists with numbers there are.
    pub lists: usize,
}

/// A body being written.
pub struct Body<'a> {
    pub(super) xml: Xml,
    /// Names of bookmarks by the anchors of headings.
    marks: HashMap<&'a str, String>,
    /// How many bookmarks were set.
    set: usize,
    notes: Xml,
    noted: usize,
    lists: usize,
    /// Whether the next paragraph begins on a new page.
    new_page: bool,
}

impl<'a> Body<'a> {
    /// Writes all blocks of a report, with its title before them and a list of contents before the first heading.
    pub fn of(report: &'a Report) -> Written {
        let mut body = Self::new(&report.blocks);
        body.line("Title", &Line::text(visible_line(&report.title)));
        if let Some(stamp) = &report.stamp {
            body.line("Stamp", &Line::text(visible_line(stamp)));
        }
        let blocks = &report.blocks;
        let contents = place_of_contents(blocks);
        for (at, block) in blocks.iter().enumerate() {
            if contents == Some(at) {
                body.contents(blocks);
            }
            let sources = match (block, blocks.get(at + 1)) {
                (_, Some(Block::Sources(lines))) if carries_notes(block) => lines.as_slice(),
                (Block::Sources(lines), _) if at == 0 || !carries_notes(&blocks[at - 1]) => {
                    body.loose_sources(lines);
                    continue;
                }
                _ => &[],
            };
            body.block(block, sources);
        }
        Written {
            notes: (body.noted > 0).then_some(body.notes),
            xml: body.xml,
            lists: body.lists,
        }
    }

    fn new(blocks: &'a [Block]) -> Self {
        let headings = headings(blocks).enumerate();
        let marks = headings.map(|(number, heading)| {
            let letters = heading.anchor.chars();
            let letters = letters.filter(char::is_ascii_alphanumeric).take(24);
            let name = format!("_part{number}_{}", letters.collect::<String>());
            (heading.anchor.as_str(), name)
        });
        Self {
            marks: marks.collect(),
            xml: Xml::fragment(),
            set: 0,
            notes: Xml::fragment(),
            noted: 0,
            lists: 0,
            new_page: false,
        }
    }

    fn block(&mut self, block: &Block, sources: &[Line]) {
        match block {
            Block::Heading(heading) => self.heading(heading, sources),
            Block::Paragraph(line) => self.lines("Normal", None, [line], sources),
            Block::List(lines) => self.lines("ListBullet", None, lines, sources),
            Block::Numbered(lines) => {
                let list = list_number(self.lists);
                self.lists += 1;
                self.lines("ListNumber", Some(list), lines, sources);
            }
            Block::Notice {
                tone,
                sentence,
                points,
            } => self.notice(*tone, sentence, points, sources),
            Block::Quote(quote) => self.quote(quote, sources),
            Block::Verbatim(lines) => {
                for line in lines {
                    self.line("Verbatim", &Line::text(line.as_str()));
                }
                self.gap();
            }
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table),
            Block::Bars(bars) => self.bars(bars),
            Block::NewPage => self.new_page = true,
            // They stand at the block before them.
            Block::Sources(_) => {}
        }
    }

    /// A shape, on a new page where one was asked for.
    pub(super) fn shape<'s>(&mut self, style: &'s str) -> Shape<'s> {
        Shape {
            new_page: std::mem::take(&mut self.new_page),
            ..Shape::of(style)
        }
    }

    fn heading(&mut self, heading: &Heading, sources: &[Line]) {
        let style = format!("Heading{}", heading.level.clamp(2, 5) - 1);
        let shape = Shape {
            tone: heading.tone,
            side: true,
            ..self.shape(&style)
        };
        self.set += 1;
        let id = self.set.to_string();
        let name = self.marks.get(heading.anchor.as_str());
        let name = name.cloned().unwrap_or_default();
        let first = self.note(sources);
        paragraph(&mut self.xml, shape, |xml| {
            xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
            run(xml, &visible_line(&heading.words), Look::default());
            xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
            refer(xml, first, sources.len());
        });
    }

    /// A paragraph in a style.
    pub(super) fn line(&mut self, style: &str, line: &Line) {
        self.lines(style, None, [line], &[]);
    }

    /// A paragraph for each line; the last one refers to the sources.
    fn lines<'l>(
        &mut self,
        style: &str,
        list: Option<usize>,
        lines: impl IntoIterator<Item = &'l Line>,
        sources: &[Line],
    ) {
        let first = self.note(sources);
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let shape = Shape {
                list,
                ..self.shape(style)
            };
            let is_end = lines.peek().is_none();
            let marks = &self.marks;
            paragraph(&mut self.xml, shape, |xml| {
                pieces(xml, line, Look::default(), marks);
                refer(xml, first, if is_end { sources.len() } else { 0 });
            });
        }
    }

    fn notice(&mut self, tone: Tone, sentence: &Line, points: &[Line], sources: &[Line]) {
        let first = self.note(sources);
        let styles = std::iter::once("Notice").chain(std::iter::repeat("NoticePoint"));
        let lines = std::iter::once(sentence).chain(points);
        for (number, (style, line)) in styles.zip(lines).enumerate() {
            let shape = Shape {
                tone: Some(tone),
                ..self.shape(style)
            };
            let marks = &self.marks;
            paragraph(&mut self.xml, shape, |xml| {
                pieces(xml, line, Look::default(), marks);
                refer(
                    xml,
                    first,
                    if number == points.len() {
                        sources.len()
                    } else {
                        0
                    },
                );
            });
        }
        // Without anything between them two notices would be one.
        self.gap();
    }

    fn quote(&mut self, quote: &Quote, sources: &[Line]) {
        let style = if quote.of_agreement {
            "Quote"
        } else {
            "ReviewerWords"
        };
        let shape = self.shape(style);
        let first = self.note(sources);
        let look = Look {
            language: quote.language,
            ..Look::default()
        };
        paragraph(&mut self.xml, shape, |xml| {
            match quote.words.trim() {
                "" => run(xml, tr!("(no words)"), Look::default()),
                _ => run(xml, &quote.words, look),
            }
            refer(xml, first, sources.len());
        });
    }

    /// A little room, which also keeps tables apart.
    pub(super) fn gap(&mut self) {
        let shape = self.shape("AfterTable");
        paragraph(&mut self.xml, shape, |_| {});
    }

    /// Words with their looks, in a paragraph that was begun.
    pub(super) fn pieces(&mut self, line: &Line) {
        pieces(&mut self.xml, line, Look::default(), &self.marks);
    }

    /// Writes sources as footnotes; gives the number of the first.
    fn note(&mut self, sources: &[Line]) -> usize {
        let first = self.noted + 1;
        for source in sources {
            self.noted += 1;
            let id = self.noted.to_string();
            let marks = &self.marks;
            self.notes.within("w:footnote", &[("w:id", &id)], |xml| {
                paragraph(xml, Shape::of("FootnoteText"), |xml| {
                    reference(xml, |xml| xml.empty("w:footnoteRef", &[]));
                    run(xml, " ", Look::default());
                    pieces(xml, source, Look::default(), marks);
                });
            });
        }
        first
    }

    /// Sources of something that is no paragraph.
    fn loose_sources(&mut self, sources: &[Line]) {
        let line = Line::text(format!("{} ", tr!("Sources:")));
        self.lines("Caption", None, [&line], sources);
    }

    /// The list of contents: a field that is already filled in. Page numbers are left to whoever lays the pages out.
    fn contents(&mut self, blocks: &[Block]) {
        let of_level = |most: u8| -> Vec<&Heading> {
            let headings = headings(blocks);
            headings.filter(|heading| heading.level <= most).collect()
        };
        let fine = of_level(3);
        let is_fine = fine.len() <= LISTED;
        let listed = if is_fine { fine } else { of_level(2) };
        if listed.len() < 2 {
            return;
        }
        self.line("TOCHeading", &Line::text(contents_heading()));
        for (number, heading) in listed.iter().enumerate() {
            let style = if heading.level == 3 { "TOC2" } else { "TOC1" };
            let anchor = self.marks.get(heading.anchor.as_str());
            let anchor = anchor.map_or("", String::as_str);
            paragraph(&mut self.xml, Shape::of(style), |xml| {
                if number == 0 {
                    begin_contents(xml, if is_fine { 2 } else { 1 });
                }
                let link = [("w:anchor", anchor), ("w:history", "1")];
                xml.within("w:hyperlink", &link, |xml| {
                    run(xml, &visible_line(&heading.words), Look::default());
                });
                if number + 1 == listed.len() {
                    field_mark(xml, "end");
                }
            });
        }
    }
}

/// The field that lists headings down to this level, as the styles count them.
fn begin_contents(xml: &mut Xml, deepest: u8) {
    field_mark(xml, "begin");
    xml.within("w:r", &[], |xml| {
        let code = format!(r#" TOC \o "1-{deepest}" \h \z \n "#);
        xml.within("w:instrText", &[("xml:space", "preserve")], |xml| {
            xml.words(&code);
        });
    });
    field_mark(xml, "separate");
}

fn field_mark(xml: &mut Xml, kind: &str) {
    xml.within("w:r", &[], |xml| {
        xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
    });
}

fn headings(blocks: &[Block]) -> impl Iterator<Item = &Heading> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading),
        _ => None,
    })
}

/// Before the first heading, and before the new page that it begins on.
fn place_of_contents(blocks: &[Block]) -> Option<usize> {
    let first = blocks
        .iter()
        .position(|block| matches!(block, Block::Heading(_)))?;
    let before = first
        .checked_sub(1)
        .filter(|at| blocks[*at] == Block::NewPage);
    Some(before.unwrap_or(first))
}

/// Whether footnotes can hang on the end of a block.
fn carries_notes(block: &Block) -> bool {
    match block {
        Block::List(lines) | Block::Numbered(lines) => !lines.is_empty(),
        Block::Heading(_) | Block::Paragraph(_) | Block::Notice { .. } | Block::Quote(_) => true,
        _ => false,
    }
}

/// Words with their looks.
fn pieces(xml: &mut Xml, line: &Line, look: Look<'_>, marks: &HashMap<&str, String>) {
    for piece in &line.0 {
        let styled = |style| Look {
            style: Some(style),
            ..look
        };
        match piece {
            Piece::Text(words) => run(xml, words, look),
            Piece::Strong(words) => run(xml, words, styled("Strong")),
            Piece::Code(words) => run(xml, words, styled("CodeWords")),
            Piece::Link { to, words } => match marks.get(to.as_str()) {
                Some(mark) => {
                    let target = [("w:anchor", mark.as_str()), ("w:history", "1")];
                    xml.within("w:hyperlink", &target, |xml| {
                        run(xml, words, styled("Hyperlink"));
                    });
                }
                None => run(xml, words, look),
            },
        }
    }
}

/// References to footnotes, the first of which has this number.
fn refer(xml: &mut Xml, first: usize, count: usize) {
    for number in first..first + count {
        if number > first {
            reference(xml, |xml| xml.within("w:t", &[], |xml| xml.words(",")));
        }
        let id = number.to_string();
        reference(xml, |xml| {
            xml.empty("w:footnoteReference", &[("w:id", &id)]);
        });
    }
}

fn reference(xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:r", &[], |xml| {
        xml.within("w:rPr", &[], |xml| {
            xml.value("w:rStyle", "FootnoteReference");
        });
        inside(xml);
    });
}
