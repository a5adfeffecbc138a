//! The agreement's text as one page: tagged words marked, remarks in the margin beside them, below them on a phone.
//!
//! No scripts, nothing fetched, everything escaped. Marks differ by colour, by line and by a letter.

use super::flow::{Para, Style, paragraphs, pieces, reaches};
use super::heads;
use super::remarks::{On, Remark};
use crate::domain::agreement::Agreement;
use crate::domain::cite::cite_with_heading;
use crate::domain::clause::Clause;
use crate::domain::summary::Summary;
use crate::formats::export::html::{escape, own_words};
use crate::formats::export::report::Tone;
use crate::{tr, trn};
use std::fmt::Write;

const STYLE: &str = include_str!("html/style.css");

/// The page; ends in a line break.
pub fn page(summary: &Summary, agreement: &Agreement, remarks: &[Remark]) -> String {
    let paras = paragraphs(agreement);
    let mut page = Page {
        agreement,
        remarks,
        language: summary.language.tag(),
        written: String::with_capacity(agreement.text().len() * 2),
    };
    page.head(summary);
    page.index();
    page.line(&format!("<main lang=\"{}\">", agreement.language.tag()));
    page.text(&paras);
    page.line(&format!(
        "</main>\n<footer>\n<p>{}</p>\n<p>{}</p>",
        escape(tr!(
            "Written from the text that was reviewed. What the file as received looks like is shown by that file alone."
        )),
        escape(tr!(
            "Where the journals of the review stood: `rapporteur verify --against` with this file."
        ))
    ));
    let lines = heads::lines(summary).join("\n");
    let lines = own_words(&lines);
    page.line(&format!(
        "<pre class=\"heads\">{lines}</pre>\n</footer>\n</body>\n</html>"
    ));
    page.written
}

struct Page<'a> {
    agreement: &'a Agreement,
    remarks: &'a [Remark],
    /// The language of remarks.
    language: &'static str,
    written: String,
}

impl Page<'_> {
    fn line(&mut self, markup: &str) {
        self.written.push_str(markup);
        self.written.push('\n');
    }

    fn head(&mut self, summary: &Summary) {
        let about = &summary.agreement;
        let (title, language) = (escape(&about.title), self.language);
        self.line(&format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>"
        ));
        if !summary.complete {
            let stamp = escape(tr!("REVIEW INCOMPLETE"));
            self.line(&format!("<p class=\"stamp\">{stamp}</p>"));
        }
        let own = about.language.tag();
        self.line(&format!(
            "<header>\n<h1 lang=\"{own}\" dir=\"auto\">{title}</h1>"
        ));
        let file = tr!(
            "File: {file} · SHA-256 {hash}",
            file = about.file,
            hash = about.source_sha256
        );
        self.line(&format!(
            "<p class=\"about\" dir=\"auto\">{}</p>",
            escape(&file)
        ));
        if let Some(at) = summary.last_entry_at {
            let at = tr!("As of {time}", time = at.to_minute());
            self.line(&format!("<p class=\"about\">{}</p>", escape(&at)));
        }
        self.line("</header>");
    }

    /// All remarks, with links to the words; those on the agreement as a whole stand here.
    fn index(&mut self) {
        let count = self.remarks.len();
        let heading = trn!(count, "{n} remark", "{n} remarks");
        self.line(&format!(
            "<section class=\"index\" aria-label=\"{0}\">\n<h2>{0}</h2>",
            escape(&heading)
        ));
        let remarks = self.remarks;
        let whole = |remark: &&Remark| remark.on == On::Agreement;
        for remark in remarks.iter().filter(whole) {
            self.aside(remark);
        }
        self.line("<ul>");
        for remark in remarks.iter().filter(|remark| !whole(remark)) {
            let said = remark
                .question
                .split_once(": ")
                .map_or("", |(name, _)| name);
            let said = if said.is_empty() { tr!("note") } else { said };
            self.line(&format!(
                "<li class=\"{}\" dir=\"auto\"><a class=\"sign\" href=\"#remark-{}\">{}</a> {} · {} <span class=\"who\">({})</span></li>",
                class(remark.tone()),
                remark.number,
                sign(remark),
                escape(&self.clause_of(remark)),
                escape(said),
                escape(&remark.by.name)
            ));
        }
        self.line("</ul>\n</section>");
    }

    fn clause_of(&self, remark: &Remark) -> String {
        let at = match remark.on {
            On::Agreement => return String::new(),
            On::Clause(span) | On::Words(span) => span.start,
        };
        let index = self.agreement.clauses.index_at(at);
        index.map_or_else(String::new, |index| {
            cite_with_heading(self.agreement, index)
        })
    }

    fn text(&mut self, paras: &[Para]) {
        let reaches = reaches(paras, self.remarks);
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); paras.len()];
        for (number, (remark, reach)) in self.remarks.iter().zip(&reaches).enumerate() {
            if remark.on != On::Agreement
                && let Some(here) = beside.get_mut(reach.0)
            {
                here.push(number);
            }
        }
        let mut open = false;
        for (para, beside) in paras.iter().zip(beside) {
            let clause = self.agreement.clauses.clauses().get(para.clause);
            if para.first {
                if open {
                    self.line("</div>");
                }
                open = true;
                self.section(clause);
            }
            self.row(para, &beside);
        }
        if open {
            self.line("</div>");
        }
    }

    fn section(&mut self, clause: Option<&Clause>) {
        let Some(clause) = clause else {
            return self.line("<div>");
        };
        let language = if clause.language == self.agreement.language {
            String::new()
        } else {
            format!(" lang=\"{}\"", clause.language.tag())
        };
        let id = escape(clause.id.as_str());
        self.line(&format!("<div id=\"{id}\"{language}>"));
    }

    fn row(&mut self, para: &Para, beside: &[usize]) {
        self.line("<div class=\"row\">\n<div class=\"text\">");
        if let Some(page) = para.page {
            let page = tr!("Page {page}", page = page);
            let language = self.language;
            let page = escape(&page);
            self.line(&format!("<p class=\"page\" lang=\"{language}\">{page}</p>"));
        }
        let (name, class) = match para.style {
            Style::Title => ("h2", String::new()),
            Style::Heading(1) => ("h3", String::new()),
            Style::Heading(2) => ("h4", String::new()),
            Style::Heading(3) => ("h5", String::new()),
            Style::Heading(_) => ("h6", String::new()),
            Style::Body(0) => ("p", String::new()),
            Style::Body(level) => ("p", format!(" class=\"in{}\"", level.min(4))),
            Style::Row => ("p", " class=\"cells\"".to_owned()),
        };
        let words = self.words(para);
        self.line(&format!(
            "<{name}{class} dir=\"auto\">{words}</{name}>\n</div>"
        ));
        if !beside.is_empty() {
            let language = self.language;
            self.line(&format!("<div class=\"margin\" lang=\"{language}\">"));
            for number in beside {
                self.aside(&self.remarks[*number]);
            }
            self.line("</div>");
        }
        self.line("</div>");
    }

    /// The words of a paragraph with marks; each remark has its sign where its words end.
    fn words(&self, para: &Para) -> String {
        let mut words = String::new();
        for piece in pieces(para.span, self.remarks) {
            let text = escape(piece.span.of(self.agreement.text()));
            let about = || piece.about.iter().map(|place| &self.remarks[*place]);
            let Some(tone) = about().map(Remark::tone).min() else {
                words.push_str(&text);
                continue;
            };
            let tone = class(tone);
            write!(words, "<mark class=\"{tone}\">{text}</mark>").expect("text takes everything");
            for remark in about() {
                let ends = remark
                    .words()
                    .is_some_and(|span| span.end == piece.span.end);
                if ends {
                    let (number, sign) = (remark.number, sign(remark));
                    write!(
                        words,
                        "<sup id=\"words-{number}\"><a href=\"#remark-{number}\">{sign}</a></sup>"
                    )
                    .expect("text takes everything");
                }
            }
        }
        words
    }

    fn aside(&mut self, remark: &Remark) {
        let (number, class) = (remark.number, class(remark.tone()));
        let sign = sign(remark);
        let sign = match remark.words() {
            Some(_) => format!("<a class=\"sign\" href=\"#words-{number}\">{sign}</a>"),
            None => format!("<span class=\"sign\">{sign}</span>"),
        };
        self.line(&format!(
            "<aside id=\"remark-{number}\" class=\"{class}\">\n{sign} <span class=\"who\" dir=\"auto\">{}, {}</span>",
            escape(&remark.by.name),
            escape(&remark.at.to_minute())
        ));
        for line in remark.lines() {
            self.line(&format!("<p dir=\"auto\">{}</p>", escape(line)));
        }
        self.line("</aside>");
    }
}

/// A letter for the assessment, and the number of the remark.
fn sign(remark: &Remark) -> String {
    let name = remark.assessment.map_or_else(
        || tr!("note"),
        crate::domain::review::event::Assessment::label,
    );
    let letter: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
    format!("{}{}", escape(&letter), remark.number)
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Concern => "concern",
        Tone::Unclear => "unclear",
        Tone::Good => "good",
        _ => "neutral",
    }
}
