//! The beginning of an export as text, for somebody who looks at it before it is written.
//!
//! Of a text format these are the first of the very bytes. What is packed is told instead: the report in plain words,
//! or the remarks that stand in an annotated agreement. It knows nothing of screens: lines are as long as they are.

use super::annotated::remarks;
use super::report::{Bar, Block, Line, Report, Table};
use super::{CannotWrite, Subject, in_its_edition, report, write};
use crate::domain::summary::ExportFormat;
use crate::domain::translate::speaking;
use crate::{tr, trn};

/// Bytes of a text that are shown, at most.
const MOST_BYTES: usize = 48 * 1024;
/// Lines that are shown, at most.
const MOST_LINES: usize = 600;

/// The beginning of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Its lines; what steers or hides in them is still there.
    pub lines: Vec<String>,
    /// Whether more follows.
    pub more: bool,
    /// Bytes of the whole file, where the lines are its own.
    pub bytes: Option<usize>,
}

impl Glance {
    /// The beginning of a text.
    pub fn of_text(text: &str, bytes: Option<usize>) -> Self {
        let mut most = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(most) {
            most -= 1;
        }
        let begun = text.get(..most).unwrap_or_default();
        let mut lines = begun.lines().map(str::to_owned);
        let shown: Vec<String> = lines.by_ref().take(MOST_LINES).collect();
        Self {
            more: most < text.len() || lines.next().is_some(),
            lines: shown,
            bytes,
        }
    }

    /// The beginning of a file of text.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        // No letter is cut: what is behind the end of what is shown is not looked at.
        let begun = bytes.get(..MOST_BYTES + 4).unwrap_or(bytes);
        let begun = String::from_utf8_lossy(begun);
        let glance = Self::of_text(&begun, Some(bytes.len()));
        Self {
            more: glance.more || bytes.len() > begun.len(),
            ..glance
        }
    }
}

/// The beginning of an export, or why it cannot be written.
pub fn glance(format: ExportFormat, subject: Subject<'_>) -> Result<Glance, CannotWrite> {
    if format.is_text() {
        return Ok(Glance::of_bytes(&write(format, subject)?));
    }
    let subject = in_its_edition(format, subject)?;
    if format.needs_source() {
        // Whether a file can be marked is only known once it was tried.
        write(format, subject)?;
    }
    speaking(subject.summary.language, || {
        let text = if format.needs_source() {
            marked(subject)
        } else {
            told(&report(subject.summary))
        };
        Ok(Glance::of_text(&text, None))
    })
}

/// The remarks in an annotated agreement.
fn marked(subject: Subject<'_>) -> String {
    let remarks = remarks(subject.summary, subject.agreement);
    let count = remarks.len();
    let mut text = Lines::default();
    text.line(&trn!(
        count,
        "The agreement as it was received, with {n} remark on its words:",
        "The agreement as it was received, with {n} remarks on its words:"
    ));
    for remark in &remarks {
        text.gap();
        let quote = remark.quote.split_whitespace().collect::<Vec<_>>();
        if quote.is_empty() {
            text.line(&format!("{}.", remark.number));
        } else {
            text.line(&format!("{}. “{}”", remark.number, quote.join(" ")));
        }
        for said in remark.lines() {
            text.line(&format!("   {said}"));
        }
        text.line(&format!("   {}, {}", remark.by.name, remark.at.to_minute()));
    }
    text.0
}

/// A report in plain words.
pub fn told(report: &Report) -> String {
    let mut text = Lines::default();
    text.line(&report.title);
    for block in &report.blocks {
        text.block(block);
        if text.0.len() > MOST_BYTES {
            break;
        }
    }
    text.0
}

/// A text that grows line by line.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, words: &str) {
        self.0.push_str(words.trim_end());
        self.0.push('\n');
    }

    /// One empty line, however often it is asked for.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn points(&mut self, points: &[Line], sign: impl Fn(usize) -> String) {
        for (at, point) in points.iter().enumerate() {
            self.line(&format!("{} {}", sign(at), point.plain()));
        }
    }

    fn block(&mut self, block: &Block) {
        let point = |_| "•".to_owned();
        self.gap();
        match block {
            Block::Heading(heading) => {
                let signs = "#".repeat(heading.level.into());
                self.line(&format!("{signs} {}", heading.words));
            }
            Block::Paragraph(words) => self.line(&words.plain()),
            Block::List(points) => self.points(points, point),
            Block::Numbered(points) => self.points(points, |at| format!("{}.", at + 1)),
            Block::Notice {
                sentence, points, ..
            } => {
                self.line(&format!("! {}", sentence.plain()));
                self.points(points, point);
            }
            Block::Quote(quote) => {
                for line in quote.words.lines() {
                    self.line(&format!("> {line}"));
                }
            }
            Block::Facts(rows) => {
                for (name, value) in rows {
                    self.line(&format!("{name}: {}", value.plain()));
                }
            }
            Block::Table(table) => self.table(table),
            Block::Sources(sources) => {
                self.line(tr!("Sources:"));
                self.points(sources, point);
            }
            Block::Bars(bars) => {
                self.line(&bars.title);
                for Bar { name, count, .. } in &bars.bars {
                    self.line(&format!("• {name}: {count}"));
                }
            }
            Block::Verbatim(lines) => {
                for line in lines {
                    self.line(line);
                }
            }
            Block::NewPage => {}
        }
    }

    fn table(&mut self, table: &Table) {
        let heads: Vec<&str> = table
            .columns
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        self.line(&heads.join(" | "));
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|cell| cell.line.plain()).collect();
            self.line(&cells.join(" | "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_letters_and_says_so() {
        let long = "č".repeat(MOST_BYTES);
        let glance = Glance::of_bytes(long.as_bytes());
        assert!(glance.more && glance.lines.len() == 1);
        assert_eq!(glance.bytes, Some(long.len()));
        assert!(glance.lines[0].len() >= MOST_BYTES - 1 && glance.lines[0].ends_with('č'));
        let many = "a\n".repeat(MOST_LINES + 1);
        assert!(Glance::of_text(&many, None).more);
        let few = Glance::of_bytes("one\ntwo\n".as_bytes());
        assert_eq!((few.lines.len(), few.more), (2, false));
    }

    #[test]
    fn every_block_is_told_once() {
        let report = Report {
            title: "Title".to_owned(),
            language: crate::domain::language::Language::English,
            stamp: None,
            foot: String::new(),
            date: None,
            blocks: vec![
                Block::heading(2, "Part", "part"),
                Block::NewPage,
                Block::Numbered(vec![Line::text("one"), Line::text("two")]),
                Block::Facts(vec![("Value".to_owned(), Line::text("7"))]),
                Block::Table(Table {
                    columns: vec![("A".to_owned(), 1), ("B".to_owned(), 1)],
                    rows: vec![vec![Line::text("x").into(), Line::strong("y").into()]],
                }),
            ],
        };
        assert_eq!(
            told(&report),
            "Title\n\n## Part\n\n1. one\n2. two\n\nValue: 7\n\nA | B\nx | y\n"
        );
    }
}
