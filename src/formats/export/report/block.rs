//! What a report is made of: headings, paragraphs, tables, quotations, small charts.
//!
//! Every text here is plain text, words of documents and notes among it. Nothing is escaped and nothing is hidden yet: the
//! writer of each format does that, for every text alike.

use crate::domain::language::Language;
use crate::domain::review::Moment;
use crate::domain::summary::Verdict;

/// A report that any format for people can be written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// The language of its headings and sentences.
    pub language: Language,
    /// What stands across every page, such as that the review is incomplete; nothing when it is finished.
    pub stamp: Option<String>,
    /// What stands at the foot of every page beside its number.
    pub foot: String,
    /// The newest time that it speaks of: the only date that a file made from it may carry.
    pub date: Option<Moment>,
    /// What it says, from top to bottom; the title is not among it.
    pub blocks: Vec<Block>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Line),
    /// Points under each other.
    List(Vec<Line>),
    /// Points with numbers, from 1.
    Numbered(Vec<Line>),
    /// What must not be overlooked: a sentence, and points under it.
    Notice {
        /// How it is to be taken.
        tone: Tone,
        /// The sentence.
        sentence: Line,
        /// The points.
        points: Vec<Line>,
    },
    /// Words of somebody else, exact, with their line breaks.
    Quote(Quote),
    /// Names and what they stand for, in two columns.
    Facts(Vec<(String, Line)>),
    /// A table.
    Table(Table),
    /// Where a question comes from: notes at the foot of the page where a format has them.
    Sources(Vec<Line>),
    /// Bars of different lengths.
    Bars(Bars),
    /// Lines that must stay as they are, for programs to find.
    Verbatim(Vec<String>),
    /// What follows begins on a new page, where there are pages.
    NewPage,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 for a part, 3 for a group in it, 4 for a finding.
    pub level: u8,
    /// Its words.
    pub words: String,
    /// By what [`Piece::Link`] finds it: ASCII letters, digits and hyphens; unique in a report.
    pub anchor: String,
    /// How what stands under it is to be taken.
    pub tone: Option<Tone>,
}

/// Words on one line, or of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line(pub Vec<Piece>);

/// Some words that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// Words that stand out.
    Strong(String),
    /// A hash, a name of a program or of a file: every character counts.
    Code(String),
    /// Words that lead to a heading of this report.
    Link {
        /// The anchor of the heading.
        to: String,
        /// The words.
        words: String,
    },
}

/// Words of somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words with their line breaks; empty where there are none.
    pub words: String,
    /// The language they are in, where it is known.
    pub language: Option<Language>,
    /// Whether they stand in the agreement; otherwise a reviewer wrote them.
    pub of_agreement: bool,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The heading and share of the width of each column; shares count in relation to each other.
    pub columns: Vec<(String, u16)>,
    /// The rows: one cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says.
    pub line: Line,
    /// How it is to be taken.
    pub tone: Option<Tone>,
}

/// Bars of different lengths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// What is counted, in a sentence: also what is read where nothing can be drawn.
    pub title: String,
    /// Name and number of each.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// How many.
    pub count: usize,
    /// How it is to be taken.
    pub tone: Tone,
}

/// How something is to be taken. A format may colour it; the words beside it always say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// As it should not be.
    Concern,
    /// Missing.
    Absent,
    /// Not handed over.
    Withheld,
    /// To be read in more than one way, or not agreed upon.
    Unclear,
    /// As it should be.
    Good,
    /// Not decided.
    Open,
    /// Neither good nor bad.
    Neutral,
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Concern => Self::Concern,
            Verdict::Absent => Self::Absent,
            Verdict::Withheld => Self::Withheld,
            Verdict::Unclear | Verdict::Disagreement => Self::Unclear,
            Verdict::Satisfied => Self::Good,
            Verdict::Unanswered => Self::Open,
            Verdict::NotApplicable | Verdict::NotAsked => Self::Neutral,
        }
    }
}

impl Block {
    /// A heading that nothing needs to lead to but a list of contents.
    pub fn heading(level: u8, words: impl Into<String>, anchor: impl Into<String>) -> Self {
        Self::Heading(Heading {
            level,
            words: words.into(),
            anchor: anchor.into(),
            tone: None,
        })
    }
}

impl Line {
    /// Plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self(vec![Piece::Text(words.into())])
    }

    /// Words that stand out.
    pub fn strong(words: impl Into<String>) -> Self {
        Self(vec![Piece::Strong(words.into())])
    }

    /// Characters that all count.
    pub fn code(words: impl Into<String>) -> Self {
        Self(vec![Piece::Code(words.into())])
    }

    /// Words that lead to a heading.
    pub fn link(to: impl Into<String>, words: impl Into<String>) -> Self {
        Self(vec![Piece::Link {
            to: to.into(),
            words: words.into(),
        }])
    }

    /// This line, and another one right behind it.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// This line, and plain words right behind it.
    #[must_use]
    pub fn then(self, words: impl Into<String>) -> Self {
        self.and(Self::text(words))
    }

    /// Lines with a separator between them.
    pub fn joined(lines: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut joined = Self::default();
        for line in lines {
            if !joined.0.is_empty() {
                joined = joined.then(between);
            }
            joined = joined.and(line);
        }
        joined
    }

    /// A sentence of ours in which words between two asterisks stand out, as in `**Written** by {name}`, with its gaps filled.
    /// Words of others come in through the gaps only, where asterisks and braces mean nothing.
    pub fn filled(sentence: &str, values: &[(&str, Self)]) -> Self {
        let mut line = Self::default();
        let mut strong = false;
        let mut rest = sentence;
        while let Some(at) = rest.find(['*', '{']) {
            let (before, from) = rest.split_at(at);
            line.push(before, strong);
            if let Some(after) = from.strip_prefix("**") {
                strong = !strong;
                rest = after;
            } else if let Some((value, after)) = gap(from, values) {
                for piece in value.0.iter().cloned() {
                    line.0.push(match piece {
                        Piece::Text(words) if strong => Piece::Strong(words),
                        other => other,
                    });
                }
                rest = after;
            } else {
                let (one, after) = from.split_at(1);
                line.push(one, strong);
                rest = after;
            }
        }
        line.push(rest, strong);
        line
    }

    fn push(&mut self, words: &str, strong: bool) {
        if words.is_empty() {
            return;
        }
        match (self.0.last_mut(), strong) {
            (Some(Piece::Text(before)), false) | (Some(Piece::Strong(before)), true) => {
                before.push_str(words);
            }
            (_, true) => self.0.push(Piece::Strong(words.to_owned())),
            (_, false) => self.0.push(Piece::Text(words.to_owned())),
        }
    }

    /// All words, without their looks.
    pub fn plain(&self) -> String {
        self.0.iter().map(Piece::words).collect()
    }
}

/// The value for the gap that `rest` begins with, and what follows the gap.
fn gap<'a, 'b>(rest: &'a str, values: &'b [(&str, Line)]) -> Option<(&'b Line, &'a str)> {
    let (name, after) = rest.strip_prefix('{')?.split_once('}')?;
    let (_, value) = values.iter().find(|(known, _)| *known == name)?;
    Some((value, after))
}

impl Piece {
    /// The words, without their looks.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(words)
            | Self::Strong(words)
            | Self::Code(words)
            | Self::Link { words, .. } => words,
        }
    }
}

impl From<Line> for Cell {
    fn from(line: Line) -> Self {
        Self { line, tone: None }
    }
}
