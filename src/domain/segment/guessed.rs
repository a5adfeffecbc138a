//! Headings without a number that nothing but their look gives away.
//!
//! Decides by length, letters and neighbours; where the heading goes in the tree is decided in
//! `running`.

use super::fold::is_han;
use super::headings::{Page, is_title_case};
use super::lines::{Line, ends_sentence, is_capitals, is_titlelike};
use super::opener::recognise;
use super::vocabulary::UnitKind;
use crate::domain::document::{BlockKind, Format};

/// Longest heading that is guessed, in letters.
const LONGEST: usize = 100;
/// Lines so short, one after another, are an address or a list rather than headings.
const SHORT: usize = 60;
const RUN: usize = 3;

impl Page<'_> {
    /// Whether a line without a number looks like a heading of the text below it.
    pub(super) fn is_guessed_heading(&self, line: usize) -> bool {
        self.looks_like_heading(line, true)
    }

    fn looks_like_heading(&self, line: usize, above_others: bool) -> bool {
        let (Some(this), Some(next)) = (self.lines.get(line), self.lines.get(line + 1)) else {
            return false;
        };
        if self.format == Format::Markdown
            || !self.is_plain(line)
            || this.kind != BlockKind::Paragraph
        {
            return false;
        }
        let words = self.words(line);
        let capitals = is_capitals(words);
        let stands = this.alone || (capitals && this.starts && next.starts);
        if !(stands && next.starts && is_titlelike(words, LONGEST)) || is_entry(words) {
            return false;
        }
        // An annex that opens none is an entry of a list of what is attached.
        if recognise(self.text, this.span).is_some_and(|o| o.unit() == Some(UnitKind::Annex)) {
            return false;
        }
        let leads = next.width > this.width
            || self.opener(line + 1).is_some()
            || self.is_above_the_end(line)
            || (above_others && self.looks_like_heading(line + 1, false));
        let han = words.chars().any(is_han);
        // A name above `Tel.: …` begins an address.
        let leads = leads && !is_entry(self.words(line + 1));
        let styled = han || (is_title_case(words) && leads);
        capitals || ((styled || self.opens_a_sentence(line)) && !self.is_in_a_run(line))
    }

    /// A short line between the end of one sentence and a longer one is a heading in any letters.
    fn opens_a_sentence(&self, line: usize) -> bool {
        let (this, next) = (&self.lines[line], &self.lines[line + 1]);
        let mut above = (0..line).rev().map(|above| self.words(above));
        let ended = |words: &str| ends_sentence(words) && !words.ends_with([':', '：']);
        // Two headings may stand one above the other.
        let after_sentence = above.next().is_none_or(|before| {
            ended(before) || is_titlelike(before, SHORT) && above.next().is_none_or(ended)
        });
        let words = self.words(line);
        this.alone
            && after_sentence
            && words.split_whitespace().count() <= 12
            && !words.contains(". ")
            && next.width >= this.width * 2
            && next.width > SHORT
            && next.ends_sentence(self.text)
    }

    /// Whether a line is one of several short ones, such as those of an address.
    fn is_in_a_run(&self, line: usize) -> bool {
        let short = |line: &usize| {
            let at: &Line = &self.lines[*line];
            self.is_plain(*line)
                && at.width <= SHORT
                && !at.ends_sentence(self.text)
                && !self.words(*line).contains("   ")
        };
        let before = (0..line).rev().take(RUN).take_while(short).count();
        let after = (line + 1..self.lines.len())
            .take(RUN)
            .take_while(short)
            .count();
        before + 1 + after >= RUN && !self.is_above_the_end(line)
    }

    /// Whether a line after a sentence stands above the last short lines of the document: a heading
    /// such as `Contact` above an address.
    fn is_above_the_end(&self, line: usize) -> bool {
        const LAST: usize = 12;
        let rest = self.lines.get(line + 1..).unwrap_or_default();
        let ended = line
            .checked_sub(1)
            .is_some_and(|before| ends_sentence(self.words(before)));
        let short = |line: &Line| line.width <= SHORT && !line.ends_sentence(self.text);
        ended && (RUN..=LAST).contains(&rest.len()) && rest.iter().all(short)
    }
}

/// Whether words are a form's entry, a row of columns, an address or a remark in brackets:
/// `Tel.: …`, `GA 30318`, `(signatures follow)`.
fn is_entry(words: &str) -> bool {
    let gaps = words.contains("   ") || words.contains('\t') || words.contains("__");
    let figures = words.chars().filter(char::is_ascii_digit).count() > 6
        || words
            .split(|c: char| !c.is_ascii_digit())
            .any(|figures| figures.len() > 4);
    let colon = words.split([':', '：']).nth(1);
    let bracketed = words.starts_with(['(', '（', '[']) && words.ends_with([')', '）', ']']);
    gaps || figures
        || bracketed
        || words.contains('，')
        || words.contains('@')
        || colon.is_some_and(|value| !value.trim().is_empty())
}
