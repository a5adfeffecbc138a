//! The log as one page for a browser or a printer: no scripts, nothing fetched, everything escaped.

use super::{CLAIMS, selection, verdict, without_heads};
use crate::domain::review::log::{LogRecord, LogReport};
use crate::domain::visible::visible;
use std::fmt::Write as _;

const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
<meta name=\"referrer\" content=\"no-referrer\">\n<title>Log of the review</title>\n<style>\n";

const STYLE: &str = "\
:root { color-scheme: light dark }
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h2 { border-bottom: 1px solid; margin-top: 2.5rem }
article { border-top: 1px solid #8888; padding: .6rem 0; break-inside: avoid }
article h3 { font-size: 1rem; margin: 0 }
p, blockquote { margin: .3rem 0; overflow-wrap: anywhere; white-space: pre-wrap }
blockquote { border-inline-start: 3px solid #8888; padding-inline-start: .8rem }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.pair p { border: 1px solid #8888; padding: .3rem .5rem; margin: 0 }
.pair b, .small { font-size: .8rem }
.small, code { overflow-wrap: anywhere }
.no { font-weight: bold; border: 2px solid; padding: .2rem .5rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .75rem }
table { border-collapse: collapse } td, th { border: 1px solid #8888; padding: .2rem .5rem; text-align: start; vertical-align: top }
@media print { body { margin: 0; max-width: none; font-size: 10pt } h2 { break-after: avoid } }
@media (max-width: 40rem) { .pair { grid-template-columns: 1fr } }
";

/// The log as HTML; ends in a line break.
pub fn html(report: &LogReport) -> String {
    let mut page = Page(format!("{HEAD}{STYLE}</style>\n</head>\n<body>\n"));
    page.element("h1", "", "Log of the review");
    page.element("p", "", &selection(report));
    proven(&mut page, report);
    let mut day = String::new();
    for entry in &report.entries {
        let on: String = entry.at.to_string().chars().take(10).collect();
        if on != day {
            page.element("h2", "", &on);
            day = on;
        }
        one(&mut page, entry);
    }
    page.0.push_str("</body>\n</html>\n");
    page.0
}

/// A page that grows from top to bottom. Words pass through `escape`, markup does not.
struct Page(String);

impl Page {
    /// An element with nothing but words in it, whoever wrote them.
    fn element(&mut self, name: &str, class: &str, words: &str) {
        let class = match class {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        let words = escape(words);
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "<{name}{class} dir=\"auto\">{words}</{name}>");
    }

    fn markup(&mut self, markup: &str) {
        self.0.push_str(markup);
        self.0.push('\n');
    }
}

fn proven(page: &mut Page, report: &LogReport) {
    page.element("h2", "", "What is proven");
    for (at, sentence) in verdict(report).iter().enumerate() {
        let class = if at < 2 && !report.proof.is_whole() {
            "no"
        } else {
            ""
        };
        page.element("p", class, sentence);
    }
    for problem in &report.proof.problems {
        let writer = problem.writer.as_ref().map(|one| format!("{one}: "));
        let words = format!(
            "Does not fit: {}{} ({})",
            writer.unwrap_or_default(),
            problem.message,
            problem.code
        );
        page.element("p", "no", &words);
    }
    page.markup("<table>\n<tr><th>Reviewer</th><th>Journal</th><th>What is proven of it</th></tr>");
    for journal in &report.proof.journals {
        page.markup("<tr>");
        let by = journal.by.as_ref().map_or("", |by| by.name.as_str());
        page.element("td", "", by);
        page.element("td", "small", journal.writer.as_str());
        page.element("td", "", &journal.sentences().join(" "));
        page.markup("</tr>");
    }
    page.markup("</table>");
    page.element("p", "small", CLAIMS);
    page.markup("<pre>");
    for token in report
        .proof
        .journals
        .iter()
        .filter_map(|one| one.token.as_deref())
    {
        // A head of ours has letters, digits, blanks, hyphens and its slash.
        page.markup(token);
    }
    page.markup("</pre>");
}

fn one(page: &mut Page, entry: &LogRecord) {
    let time: String = entry.at.to_string().chars().skip(11).take(8).collect();
    let back = if entry.clock_back {
        ", the clock had gone back"
    } else {
        ""
    };
    page.markup("<article>");
    page.element(
        "h3",
        "",
        &format!("{time} UTC{back} · {}, entry {}", entry.by.name, entry.seq),
    );
    page.element("p", "", &entry.what);
    if let Some(title) = &entry.title {
        page.element("p", "small", &format!("Agreement: {title}"));
    }
    if !entry.after.is_empty() {
        page.markup("<div class=\"pair\">\n<div><b>Before</b>");
        page.element("p", "", &entry.before);
        page.markup("</div>\n<div><b>After</b>");
        page.element("p", "", &entry.after);
        page.markup("</div>\n</div>");
    }
    if let Some(reason) = &entry.reason {
        page.element("p", "", &format!("Reason: {reason}"));
    }
    if let Some(quote) = &entry.quote {
        page.element("blockquote", "", quote);
    }
    if !entry.proven {
        page.element("p", "no", "NOT PROVEN");
    }
    page.element("p", "small", &foot(entry));
    page.markup("</article>");
}

/// What identifies an entry and bears witness to it.
fn foot(entry: &LogRecord) -> String {
    let mut parts = Vec::new();
    if entry.proven {
        parts.push("Proven".to_owned());
    }
    if !entry.vouched.is_empty() {
        parts.push(entry.vouched.join(" "));
    }
    parts.push(format!("journal {}", entry.writer));
    parts.push(format!("hash {}", entry.hash));
    parts.join(" · ")
}

/// Words as HTML: nothing in them is markup, hidden, or a journal head.
fn escape(text: &str) -> String {
    let shown = without_heads(&visible(text), "\u{0}");
    let mut escaped = String::with_capacity(shown.len() + 16);
    for character in shown.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Where the slash of a journal head stood: shown as one, and not read as one.
            '\u{0}' => escaped.push_str("&#47;"),
            other => escaped.push(other),
        }
    }
    escaped
}
