//! Headings: on the line of a number, on the line above or below it, or without any number.
//!
//! Decides by layout and length alone; words with a fixed meaning are in `front`.

use super::lines::{Line, is_capitals, is_titlelike, starts_low};
use super::opener::{Opener, Sign, Signs, Wrap, recognise};
use super::vocabulary::UnitKind;
use crate::domain::document::{BlockKind, Format};
use crate::domain::text::Span;
use std::collections::HashMap;

/// Longest heading, in letters.
const LONGEST: usize = 110;

/// All that is known of a document's lines before the tree is built.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub format: Format,
    pub lines: &'a [Line],
    pub openers: &'a [Option<Opener>],
    pub contents: &'a [bool],
}

/// The heading of a numbered clause, and how far its own lines reach.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headed {
    /// Words of the heading; empty when there is none.
    pub heading: String,
    /// Lines after the label's line that belong to the heading.
    pub more_lines: usize,
    /// Whether running text follows the label on its own line.
    pub has_text: bool,
}

impl Page<'_> {
    pub(super) fn words(&self, line: usize) -> &str {
        self.lines
            .get(line)
            .map_or("", |line| line.span.of(self.text))
    }

    pub(super) fn opener(&self, line: usize) -> Option<&Opener> {
        self.openers.get(line)?.as_ref()
    }

    /// Whether a unit word opens a clause in this line.
    pub(super) fn unit(&self, line: usize) -> Option<UnitKind> {
        self.opener(line)?.unit()
    }

    pub(super) fn is_plain(&self, line: usize) -> bool {
        let paragraph = self
            .lines
            .get(line)
            .is_some_and(|l| l.kind != BlockKind::TableRow && !l.furniture && !l.quoted);
        let opens = self.opener(line).is_some_and(|o| o.sign != Sign::Bullet);
        paragraph && !opens && !self.contents[line]
    }

    /// The heading of the clause that `opener` opens in `line`.
    pub(super) fn heading_of(&self, line: usize, opener: &Opener) -> Headed {
        let rest = opener.rest.of(self.text);
        let bare = rest.trim_matches(is_ornament);
        if bare.is_empty() {
            return self.heading_below(line, opener);
        }
        if let Some(more_lines) = self.whole_heading(line, opener) {
            let last = self.lines[line + more_lines].span.end;
            let heading = Span::new(opener.rest.start, last.max(opener.rest.end));
            return Headed {
                heading: tidy_span(self.text, heading),
                more_lines,
                has_text: false,
            };
        }
        Headed {
            heading: run_in_heading(rest),
            more_lines: 0,
            has_text: true,
        }
    }

    /// Whether the rest of the line is all heading; how many further lines the heading takes.
    fn whole_heading(&self, line: usize, opener: &Opener) -> Option<usize> {
        let rest = opener.rest.of(self.text);
        if matches!(self.lines[line].kind, BlockKind::Heading(_)) {
            return Some(0);
        }
        let bare = rest.trim_matches(is_ornament);
        // A quoted term at the start is being defined, not announced.
        let defined = bare.starts_with(['"', '“', '„', '«', '»']) && !is_capitals(bare);
        let open = bare.trim_end_matches(['?', '？']);
        let words = bare.split_whitespace().count();
        let short = is_titlelike(open, LONGEST) && !open.contains(". ") && !open.contains('，');
        let title = is_capitals(bare) || is_title_case(bare);
        // "Fees are due." is a sentence, "the Supplier shall:" announces a list.
        let stopped = rest.ends_with(['.', '。']) && !(title && words <= 8 && !is_item(opener));
        let colon = rest.ends_with([':', '：', ';', '；']) && !(words <= 3 && title);
        let item = is_item(opener) && !(title && words <= 8);
        if !short || defined || stopped || colon || item {
            return None;
        }
        self.runs_on(line)
    }

    /// How many further lines a heading takes; nothing when what follows is its sentence.
    fn runs_on(&self, line: usize) -> Option<usize> {
        let Some(next) = self.lines.get(line + 1) else {
            return Some(0);
        };
        if next.starts || self.opener(line + 1).is_some() {
            return Some(0);
        }
        let words = self.words(line + 1);
        let wide = self.lines[line].width > 50;
        let last = self.lines.get(line + 2).is_none_or(|after| after.starts);
        if wide
            && last
            && next.width < 50
            && is_titlelike(words, 60)
            && !self.lines[line].ends_sentence(self.text)
        {
            return Some(1);
        }
        (!starts_low(words) && !wide).then_some(0)
    }

    /// A heading in the line below: in brackets, or short and followed by text.
    fn heading_below(&self, line: usize, opener: &Opener) -> Headed {
        let below = line + 1;
        if !self.lines.get(below).is_some_and(|_| self.is_plain(below)) {
            return Headed::default();
        }
        let words = self.words(below).trim_matches(['*', '_', '#', ' ']);
        if opener.unit() == Some(UnitKind::Annex) && self.titles_an_annex(below) {
            return Headed {
                heading: tidy(words),
                more_lines: 1,
                has_text: false,
            };
        }
        let bracketed = words.starts_with(['(', '（']) && words.ends_with([')', '）']);
        let unit = opener.unit().is_some_and(|kind| kind != UnitKind::Annex);
        let ends = self
            .lines
            .get(below + 1)
            .is_none_or(|next| next.starts || next.width > 40);
        let followed = self.lines.get(below + 1).is_some_and(|next| {
            let listed = self
                .opener(below + 1)
                .is_some_and(|o| o.unit().is_some() && o.unit() == opener.unit());
            !(listed || next.furniture || starts_low(next.span.of(self.text)))
        });
        let short =
            is_titlelike(words, 80) && followed && self.lines[below].kind == self.lines[line].kind;
        let own_line = self.lines[below].alone || !self.lines[below].first;
        if (bracketed && words.chars().count() <= LONGEST)
            || (short && ends && own_line && (unit || is_capitals(words)))
        {
            return Headed {
                heading: tidy(words.trim_matches(['(', ')', '（', '）'])),
                more_lines: 1,
                has_text: false,
            };
        }
        Headed::default()
    }

    /// Whether a line below the label of an annex names it: a heading, or a title on its own.
    pub(super) fn titles_an_annex(&self, line: usize) -> bool {
        let Some(this) = self.lines.get(line).filter(|_| self.is_plain(line)) else {
            return false;
        };
        let followed = self.lines.get(line + 1).is_some_and(|next| next.starts);
        let styled = matches!(this.kind, BlockKind::Heading(_));
        followed && (this.alone || this.starts || styled) && is_titlelike(self.words(line), 110)
    }

    /// Headings that stand in the line above an article: the line where each starts, and the line
    /// of its article.
    pub(super) fn above(&self) -> HashMap<usize, usize> {
        let mut found = HashMap::new();
        let (mut articles, mut later) = (0, 0);
        for line in 0..self.lines.len() {
            let alone = self.opener(line).is_some_and(|o| o.rest.is_empty());
            if !(alone && self.unit(line) == Some(UnitKind::Article)) {
                continue;
            }
            let here = self.title_above(line);
            if articles > 0 {
                later += usize::from(here.is_some());
            }
            articles += 1;
            if let Some(start) = here {
                found.insert(start, line);
            }
        }
        // A habit shows in many articles; a single line above one is a heading of its own.
        if later * 4 < articles.max(2) - 1 {
            found.clear();
        }
        found
    }

    fn title_above(&self, article: usize) -> Option<usize> {
        if !self.heading_below_brackets(article) {
            return None;
        }
        let title = article.checked_sub(1)?;
        let line = &self.lines[title];
        let words = self.words(title);
        let level = |kind| match kind {
            BlockKind::Heading(level) => level,
            _ => u8::MAX,
        };
        let higher = level(line.kind) < level(self.lines[article].kind);
        let stands = line.alone
            || (!line.first && line.starts)
            || (line.first && self.lines[article].starts && !self.lines[article].first);
        let annex = recognise(self.text, line.span)
            .is_some_and(|opener| opener.unit() == Some(UnitKind::Annex));
        let fits = self.is_plain(title)
            && !annex
            && is_titlelike(words, 150)
            && !is_capitals(words)
            && !higher
            && (stands || self.is_second_line(title))
            && title > 0;
        if !fits {
            return None;
        }
        Some(if self.is_second_line(title) {
            title - 1
        } else {
            title
        })
    }

    fn heading_below_brackets(&self, article: usize) -> bool {
        !self.words(article + 1).starts_with('(') || self.opener(article + 1).is_some()
    }

    /// Whether a line is the second of a two-line heading in a block of its own.
    fn is_second_line(&self, line: usize) -> bool {
        !self.lines[line].first
            && line > 0
            && self.lines[line - 1].first
            && self.is_plain(line - 1)
            && is_titlelike(self.words(line - 1), 150)
            && self.lines.get(line + 1).is_none_or(|next| next.first)
    }
}

/// Most words of three letters or more start with a capital, or there are only a few words.
pub(super) fn is_title_case(words: &str) -> bool {
    let long = words
        .split_whitespace()
        .filter(|word| word.chars().count() > 3);
    let (mut all, mut capital) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all <= 4 || capital * 2 >= all
}

/// Whether a number is that of an item of a list, which has a heading less often than a section.
fn is_item(opener: &Opener) -> bool {
    let form = opener.readings[0].form;
    opener.sign == Sign::Bare
        && (matches!(form.signs, Signs::Lower | Signs::Twice | Signs::RomanLower)
            || form.wrap != Wrap::Dot)
        && form.wrap != Wrap::Blank
}

/// The heading before the text on the same line: `DEFINITIONS. Capitalised terms …`.
pub(super) fn run_in_heading(rest: &str) -> String {
    let rest = rest.trim_start_matches(is_ornament);
    let Some(end) = rest.char_indices().take(90).find_map(|(at, c)| {
        let after = rest.get(at + c.len_utf8()..)?;
        let stop =
            matches!(c, '.' | ':') && (after.starts_with(char::is_whitespace) || after.is_empty());
        (stop || after.starts_with("   ")).then_some(at)
    }) else {
        return String::new();
    };
    let head = rest
        .get(..end)
        .unwrap_or_default()
        .trim_end_matches(is_ornament);
    let words = head.split_whitespace().count();
    let capital = head
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .all(|word| !word.starts_with(char::is_lowercase));
    let fits = words <= 9 && is_titlelike(head, 80) && (capital || is_capitals(head));
    if fits { tidy(head) } else { String::new() }
}

fn is_ornament(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ':' | '-' | '–' | '—' | '*' | '_' | '#' | '：')
}

/// A heading without ornaments around it and line breaks inside.
pub(super) fn tidy(heading: &str) -> String {
    let heading = heading.trim_matches(|c: char| is_ornament(c));
    let inner = heading
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .filter(|inner| !inner.contains(['(', ')']))
        .unwrap_or(heading);
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of several lines as one heading.
pub(super) fn tidy_span(text: &str, span: Span) -> String {
    tidy(span.of(text))
}
