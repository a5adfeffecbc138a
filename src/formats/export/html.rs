//! A report as one page for a browser, a phone or a printer: no scripts, nothing fetched, everything escaped.

use super::report::{Bars, Block, Cell, Heading, Line, Piece, Quote, Report, Table, Tone};
use crate::domain::language::Language;
use crate::domain::review::checkpoint;
use crate::domain::review::heads::MARK;
use crate::domain::summary::Summary;
use crate::domain::translate::number;
use crate::domain::visible::visible;
use crate::tr;
use std::fmt::Write;

const STYLE: &str = include_str!("html/style.css");
/// Width of the longest bar, in the units of its picture.
const LONGEST_BAR: usize = 400;
const BAR_HEIGHT: usize = 26;
/// Where bars begin, right of their names.
const BARS_FROM: usize = 190;

/// The report as HTML; ends in a line break.
pub fn html(report: &Report) -> String {
    let mut page = Page::default();
    let title = escape(&report.title);
    let language = report.language.tag();
    let stamped = report
        .stamp
        .as_deref()
        .map_or_else(String::new, stamped_pages);
    page.line(&format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n{STYLE}{stamped}</style>\n</head>\n<body>"
    ));
    if let Some(stamp) = &report.stamp {
        page.line(&format!("<p class=\"stamp\">{}</p>", escape(stamp)));
    }
    page.line(&format!("<header><h1 dir=\"auto\">{title}</h1></header>"));
    contents(&mut page, report);
    page.line("<main>");
    for block in &report.blocks {
        write(&mut page, block);
    }
    page.line(&format!(
        "</main>\n<footer dir=\"auto\">{}</footer>\n</body>\n</html>",
        escape(&report.foot)
    ));
    page.0
}

/// The stamp on top of every printed page. Letters that mean something in a style sheet cannot stand in it.
fn stamped_pages(stamp: &str) -> String {
    let is_plain = |one: &char| one.is_alphanumeric() || *one == ' ';
    let words: String = stamp.chars().filter(is_plain).collect();
    format!(
        "@page {{ @top-center {{ content: \"{words}\"; font-weight: 700; letter-spacing: .15em; color: #a01610 }} }}\n"
    )
}

/// Where the parts are; nothing of it is printed.
fn contents(page: &mut Page, report: &Report) {
    page.line(&format!("<nav aria-label=\"{}\">", escape(tr!("Contents"))));
    for block in &report.blocks {
        if let Block::Heading(Heading {
            level: 2,
            words,
            anchor,
            ..
        }) = block
        {
            page.line(&format!("<a href=\"#{anchor}\">{}</a>", escape(words)));
        }
    }
    page.line("</nav>");
}

/// A page that grows from top to bottom.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, markup: &str) {
        self.0.push_str(markup);
        self.0.push('\n');
    }
}

fn write(page: &mut Page, block: &Block) {
    match block {
        Block::Heading(heading) => write_heading(page, heading),
        Block::Paragraph(words) => page.line(&format!("<p dir=\"auto\">{}</p>", line(words))),
        Block::List(points) => list(page, "ul", points),
        Block::Numbered(points) => list(page, "ol", points),
        Block::Notice {
            tone,
            sentence,
            points,
        } => {
            page.line(&format!(
                "<div class=\"notice {}\" role=\"note\">",
                class(*tone)
            ));
            page.line(&format!("<p dir=\"auto\">{}</p>", line(sentence)));
            if !points.is_empty() {
                list(page, "ul", points);
            }
            page.line("</div>");
        }
        Block::Quote(words) => quote(page, words),
        Block::Facts(rows) => {
            page.line("<table class=\"facts\">\n<tbody>");
            for (name, value) in rows {
                let (name, value) = (escape(name), line(value));
                page.line(&format!(
                    "<tr><th scope=\"row\">{name}</th><td dir=\"auto\">{value}</td></tr>"
                ));
            }
            page.line("</tbody>\n</table>");
        }
        Block::Table(rows) => table(page, rows),
        Block::Sources(sources) => {
            page.line("<div class=\"sources\">");
            page.line(&format!("<p>{}</p>", escape(tr!("Sources:"))));
            list(page, "ul", sources);
            page.line("</div>");
        }
        Block::Bars(picture) => bars(page, picture),
        Block::Verbatim(lines) => {
            let lines: Vec<String> = lines.iter().map(|one| letters(one, false)).collect();
            page.line(&format!("<pre>{}</pre>", lines.join("\n")));
        }
        Block::NewPage => page.line("<div class=\"new-page\"></div>"),
    }
}

fn write_heading(page: &mut Page, heading: &Heading) {
    let Heading {
        level,
        words,
        anchor,
        tone,
    } = heading;
    let class = tone.map_or_else(String::new, |tone| format!(" class=\"{}\"", class(tone)));
    let words = escape(words);
    page.line(&format!(
        "<h{level} id=\"{anchor}\"{class} dir=\"auto\">{words}</h{level}>"
    ));
}

fn list(page: &mut Page, kind: &str, points: &[Line]) {
    page.line(&format!("<{kind}>"));
    for point in points {
        page.line(&format!("<li dir=\"auto\">{}</li>", line(point)));
    }
    page.line(&format!("</{kind}>"));
}

fn quote(page: &mut Page, quote: &Quote) {
    let language = quote.language.map(Language::tag);
    let language = language.map_or_else(String::new, |tag| format!(" lang=\"{tag}\""));
    let class = if quote.of_agreement { "words" } else { "note" };
    let words = match quote.words.trim() {
        "" => escape(tr!("(no words)")),
        words => escape(words).replace('\n', "<br>\n"),
    };
    page.line(&format!(
        "<blockquote class=\"{class}\"{language} dir=\"auto\">{words}</blockquote>"
    ));
}

fn table(page: &mut Page, table: &Table) {
    page.line("<div class=\"wide\">\n<table>\n<colgroup>");
    let shares: u32 = table
        .columns
        .iter()
        .map(|(_, share)| u32::from(*share))
        .sum();
    for (_, share) in &table.columns {
        let percent = u32::from(*share) * 100 / shares.max(1);
        page.line(&format!("<col style=\"width: {percent}%\">"));
    }
    page.line("</colgroup>\n<thead>\n<tr>");
    for (name, _) in &table.columns {
        page.line(&format!("<th scope=\"col\">{}</th>", escape(name)));
    }
    page.line("</tr>\n</thead>\n<tbody>");
    for row in &table.rows {
        let cells: String = row.iter().zip(&table.columns).map(cell).collect();
        page.line(&format!("<tr>{cells}</tr>"));
    }
    page.line("</tbody>\n</table>\n</div>");
}

/// A cell; on a phone it says itself which column it is of.
fn cell((cell, (column, _)): (&Cell, &(String, u16))) -> String {
    let tone = cell.tone.map(class);
    let tone = tone.map_or_else(String::new, |tone| format!(" class=\"{tone}\""));
    format!(
        "<td data-column=\"{}\"{tone} dir=\"auto\">{}</td>",
        escape(column),
        line(&cell.line)
    )
}

/// Bars as a picture made of lines, which says its numbers in words too.
fn bars(page: &mut Page, bars: &Bars) {
    let longest = bars.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let height = bars.bars.len() * BAR_HEIGHT;
    let said: Vec<String> = bars
        .bars
        .iter()
        .map(|bar| format!("{} {}", bar.name, number(bar.count)))
        .collect();
    let said = format!("{} {}.", bars.title, said.join(", "));
    let mut picture = format!(
        "<figure>\n<figcaption dir=\"auto\">{}</figcaption>\n<svg role=\"img\" viewBox=\"0 0 640 {height}\" aria-label=\"{}\">\n",
        escape(&bars.title),
        escape(&said)
    );
    for (place, bar) in bars.bars.iter().enumerate() {
        let top = place * BAR_HEIGHT;
        let long = (bar.count * LONGEST_BAR)
            .checked_div(longest)
            .unwrap_or(0)
            .max(2);
        let (name, tone) = (escape(&bar.name), class(bar.tone));
        let (middle, after) = (top + 18, BARS_FROM + long + 8);
        writeln!(
            picture,
            "<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{name}</text><rect class=\"{tone}\" x=\"{BARS_FROM}\" y=\"{}\" width=\"{long}\" height=\"18\"/><text x=\"{after}\" y=\"{middle}\">{}</text>",
            BARS_FROM - 8,
            top + 4,
            number(bar.count)
        )
        .expect("text takes everything");
    }
    page.line(&format!("{picture}</svg>\n</figure>"));
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Concern => "concern",
        Tone::Absent => "absent",
        Tone::Withheld => "withheld",
        Tone::Unclear => "unclear",
        Tone::Good => "good",
        Tone::Open => "open",
        Tone::Neutral => "neutral",
    }
}

fn line(line: &Line) -> String {
    line.0.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(words) => escape(words),
        Piece::Strong(words) => format!("<strong>{}</strong>", escape(words)),
        Piece::Code(words) => format!("<code>{}</code>", escape(words)),
        Piece::Link { to, words } => format!("<a href=\"#{to}\">{}</a>", escape(words)),
    }
}

/// Words as HTML: nothing in them is markup, hidden, or a line that programs look for.
pub fn escape(text: &str) -> String {
    letters(text, true)
}

/// Words of ours as HTML, with the lines in them that programs look for.
pub fn own_words(text: &str) -> String {
    letters(text, false)
}

/// Letters as HTML; whether marks that programs look for are broken.
fn letters(text: &str, is_foreign: bool) -> String {
    let shown = visible(text);
    let mut escaped = String::with_capacity(shown.len() + 16);
    let marks = [MARK, checkpoint::MARK, Summary::FORMAT];
    for (at, character) in shown.char_indices() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '/' if is_foreign && completes_a_mark(&shown, at, &marks) => escaped.push_str("&#47;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Whether the slash at a place stands in a mark that programs look for.
fn completes_a_mark(text: &str, at: usize, marks: &[&str]) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut names = marks.iter().filter_map(|mark| mark.split_once('/'));
    names.any(|(name, _)| before.ends_with(name))
}

#[cfg(test)]
mod tests;
