//! Labels, headings and lines of a table of contents, which name a clause without referring to it.

use super::Finder;
use super::acts::Side;
use super::annexes::annex_name;
use super::build::{Mention, Step};
use super::words::Level;
use crate::domain::clause::ClauseKind;
use crate::domain::fold::is_han;
use crate::domain::segment::vocabulary::Vocabulary;
use crate::domain::text::Span;

impl Finder<'_> {
    /// Whether the words are the clause's own label, or stand where a heading or an entry of a
    /// table of contents would.
    pub(super) fn is_label(&self, mention: &Mention, clause: usize, side: Option<Side>) -> bool {
        let text = self.grammar.text;
        let own = &self.clauses()[clause];
        let before = text
            .get(own.span.start..mention.span.start)
            .unwrap_or_default();
        let numbered = mention
            .leaves
            .iter()
            .any(|leaf| matches!(leaf.path.first(), Some(Step::Numbered { .. })));
        if !numbered {
            return false;
        }
        let bare = before.chars().all(|c| !c.is_alphanumeric());
        if bare && (!own.label.is_empty() || own.kind == ClauseKind::Title) {
            let printed = mention.span.of(text);
            return own.label.is_empty()
                || own.label.len() + 3 >= printed.len()
                || printed.starts_with(own.label.trim_end_matches('.'));
        }
        if self.announces(mention) {
            return true;
        }
        // `Article 5(1)` and `Article 5 of the Law` at the start of a line open nothing, and a
        // small letter opens no heading.
        let pinned =
            annex_name(mention).is_none() && mention.leaves.iter().any(|leaf| leaf.path.len() > 1);
        let small = mention.span.of(text).starts_with(char::is_lowercase);
        if self.opens_division(mention)
            || leads_to_page(text, mention.span.end)
            || (!small && self.heads(mention))
        {
            return true;
        }
        side.is_none() && !pinned && !small && self.stands_apart(mention.span)
    }

    /// Whether words stand where a heading would, and no word before leads on to them.
    fn stands_apart(&self, span: Span) -> bool {
        let gap = self.grammar.back_blanks(span.start);
        stands_apart(self.grammar.text, span) && !self.leads_on(gap)
    }

    /// Whether the word before a byte leads on to what follows: `in`, `of`, `this`.
    fn leads_on(&self, end: usize) -> bool {
        self.grammar.word_before(end).is_some_and(|(word, _)| {
            let words = self.grammar.words;
            words.of.contains(&word)
                || words.and.contains(&word)
                || words.this.contains(&word)
                || Vocabulary::get().closes(&word)
        })
    }

    /// `PART TWO SUPPLIES CHAPTER I. TERMS` inside a line.
    fn opens_division(&self, mention: &Mention) -> bool {
        let text = self.grammar.text;
        let printed = mention.span.of(text);
        let level = mention
            .leaves
            .first()
            .and_then(|leaf| leaf.path.first()?.level());
        let capitals = |words: &str| {
            words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
        };
        let after = text.get(mention.span.end..).unwrap_or_default();
        let next = after.trim_start_matches(['.', ' ', '–', '-']);
        let next = next.split_whitespace().next().unwrap_or_default();
        level.is_some_and(|level| level <= Level::Chapter && level != Level::Annex)
            && capitals(printed)
            && next.chars().count() > 2
            && capitals(next)
    }

    /// Whether a heading stands inside a line: `… IN CAPITALS Section 5.1 Term.`
    fn heads(&self, mention: &Mention) -> bool {
        let text = self.grammar.text;
        let after = text.get(mention.span.end..).unwrap_or_default();
        let title = after.trim_start_matches(['.', ':']).trim_start();
        let [leaf] = mention.leaves.as_slice() else {
            return false;
        };
        let top = matches!(
            leaf.path.as_slice(),
            [Step::Numbered {
                level: Level::Section | Level::Article,
                ..
            }]
        );
        if !top || !title.starts_with(char::is_uppercase) || !after.starts_with([' ', '.', ':']) {
            return false;
        }
        let gap = self.grammar.back_blanks(mention.span.start);
        let before = text.get(..gap).unwrap_or_default();
        let word = before.split_whitespace().next_back().unwrap_or_default();
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let shouted = letters > 3
            && word.chars().all(|c| !c.is_lowercase())
            && !mention.span.of(text).chars().all(|c| !c.is_lowercase());
        (before.ends_with('.') && after.starts_with(' ') || shouted) && !word.is_empty()
    }

    /// Whether an annex is named in capitals where no sentence leads up to it.
    fn announces(&self, mention: &Mention) -> bool {
        let text = self.grammar.text;
        let printed = mention.span.of(text);
        let word = printed.split_whitespace().next().unwrap_or_default();
        let capitals = word.chars().filter(|c| c.is_alphabetic()).count() > 2
            && word.chars().any(char::is_uppercase)
            && word.chars().all(|c| !c.is_lowercase());
        if !capitals || annex_name(mention).is_none() {
            return false;
        }
        if self.stands_apart(mention.span) {
            return true;
        }
        let gap = self.grammar.back_blanks(mention.span.start);
        let before = text.get(..gap).unwrap_or_default();
        !(self.leads_on(gap)
            || before.ends_with([',', '(', '"', '“'])
            || runs_on(text, mention.span.end))
    }
}

/// Whether a line goes on to a page number after dots, as in a table of contents.
fn leads_to_page(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    let near = line
        .char_indices()
        .nth(120)
        .map_or(line.len(), |(at, _)| at);
    let near = line.get(..near).unwrap_or_default();
    near.contains(".....") || near.contains("……") || near.contains(". . . .")
}

/// Whether words stand where a heading would: at a line's start or after a wide gap, in capitals or
/// with nothing but a title behind them.
fn stands_apart(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    let tail: Vec<char> = before.chars().rev().take(3).collect();
    let apart = match tail.as_slice() {
        [] | ['\n' | '\t' | '\u{c}', ..] => true,
        [a, b, c] => [a, b, c].iter().all(|c| c.is_whitespace()),
        _ => tail.iter().all(|c| c.is_whitespace()),
    };
    if !apart {
        return false;
    }
    !runs_on(text, span.end)
}

/// Whether a sentence goes on behind a byte.
fn runs_on(text: &str, end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    let rest = after.trim_start_matches([' ', '\u{a0}', '\t', '.', ':']);
    after.starts_with(is_han)
        || rest.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'))
}
