//! A report as Markdown: reads well as plain text, renders well as a page.
//!
//! Words of documents, notes and checklists are untrusted, and so is every text of a report: all pass through `escape` and
//! can make no heading, link, picture or HTML of their own. White space is evened out; the exact text is in the JSON.

mod escape;
mod log;
mod page;

use super::report::{Bar, Block, Cell, Line, Piece, Report};
use crate::domain::translate::number;
use crate::tr;
use escape::{fit_to_begin, inline, words};
use page::Page;

pub use log::log;

/// The report as Markdown; ends in a line break.
pub fn markdown(report: &Report) -> String {
    let mut page = Page::default();
    page.heading(1, &inline(&report.title));
    for block in &report.blocks {
        write(&mut page, block);
    }
    page.finish()
}

fn write(page: &mut Page, block: &Block) {
    match block {
        Block::Heading(heading) => page.heading(heading.level.into(), &inline(&heading.words)),
        Block::Paragraph(words) => page.paragraph(&fit_to_begin(&line(words))),
        Block::List(points) => page.list(&lines(points)),
        Block::Numbered(points) => page.numbered(&lines(points)),
        Block::Notice {
            sentence, points, ..
        } => page.warning(&line(sentence), &lines(points)),
        Block::Quote(quote) => page.quote(&quote.words),
        Block::Facts(rows) => {
            let rows = rows.iter();
            let rows = rows.map(|(name, value)| vec![inline(name), line(value)]);
            page.table(&["", ""], &rows.collect::<Vec<_>>());
        }
        Block::Table(table) => {
            let head: Vec<String> = table.columns.iter().map(|(name, _)| inline(name)).collect();
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let cells = |row: &Vec<Cell>| row.iter().map(|cell| line(&cell.line)).collect();
            page.table(&head, &table.rows.iter().map(cells).collect::<Vec<_>>());
        }
        Block::Sources(sources) => {
            page.paragraph(tr!("Sources:"));
            page.list(&lines(sources));
        }
        Block::Bars(bars) => {
            let counted: Vec<String> = bars.bars.iter().map(bar).collect();
            page.paragraph(&format!("{} {}.", words(&bars.title), counted.join(", ")));
        }
        Block::Verbatim(lines) => {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            page.code(&lines);
        }
        Block::NewPage => {}
    }
}

fn bar(bar: &Bar) -> String {
    format!("{} **{}**", words(&bar.name), number(bar.count))
}

fn lines(lines: &[Line]) -> Vec<String> {
    lines.iter().map(line).collect()
}

fn line(line: &Line) -> String {
    line.0.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) | Piece::Link { words: text, .. } => words(text),
        Piece::Strong(text) => match words(text).trim() {
            "" => String::new(),
            strong => format!("**{strong}**"),
        },
        Piece::Code(text) => format!("`{}`", text.replace(['`', '|'], "'")),
    }
}
