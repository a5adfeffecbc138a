//! Foot- and endnotes, which stand in the text with the mark that cites them: `[1]`, `[i]`.
//!
//! Part of the walk in `walk`. A footnote goes with the words that cite it; an endnote is a clause of
//! its own at the end.

use super::headings::Page;
use super::walk::Builder;
use crate::domain::clause::ClauseKind;
use std::collections::HashMap;

/// Letters of the longest mark, its brackets included.
const LONGEST: usize = 8;

/// Where in the text each mark is first cited.
pub(super) fn cited(page: &Page) -> HashMap<String, usize> {
    let mut cited = HashMap::new();
    for line in page.lines {
        let words = line.span.of(page.text);
        for (at, _) in words.match_indices('[').filter(|&(at, _)| at > 0) {
            if let Some(mark) = words.get(at..).and_then(mark) {
                cited.entry(mark.to_owned()).or_insert(line.span.start + at);
            }
        }
    }
    cited
}

/// The mark that words begin with.
fn mark(words: &str) -> Option<&str> {
    let inner = words.strip_prefix('[')?;
    let end = inner
        .char_indices()
        .take(LONGEST)
        .find(|&(_, c)| c == ']')?
        .0;
    let number = inner.get(..end)?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let roman = number.bytes().all(|byte| b"ivxlc".contains(&byte));
    (!number.is_empty() && (digits || roman)).then(|| words.get(..end + 2))?
}

impl Builder<'_> {
    /// A line that starts a note which words above cite.
    pub(super) fn note_line(&mut self, line: usize) -> bool {
        let this = self.line(line);
        let Some(mark) = mark(self.page.words(line)).filter(|_| this.starts) else {
            return false;
        };
        let Some(cited) = self.cited.get(mark).filter(|&&at| at < this.span.start) else {
            return false;
        };
        let near = self
            .outline
            .nodes
            .last()
            .is_some_and(|node| node.start <= *cited);
        if !near {
            self.push_node(line, ClauseKind::Other, mark, "");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::segment;
    use super::super::tests::{plain, sketch};

    #[test]
    fn a_footnote_belongs_to_the_words_that_cite_it_and_an_endnote_stands_at_the_end() {
        let text = "1. Fees\n\nThe City pays in a month.[1]\n\n[1] Of the invoice.\n\nInterest accrues.[i]\n\n\
            2. Term\n\nFive years. See [7] there.\n\nIN WITNESS WHEREOF the parties have signed.\n\n[i] At the legal rate.\n\n[9] Is cited nowhere.";
        let document = plain(text);
        let done = segment(&document);
        insta::assert_snapshot!(sketch(&done), @r"
        sec-1 | section | 1. | Fees
          sec-1/~10c90a | paragraph
          sec-1/~989e00 | paragraph
        sec-2 | section | 2. | Term
        sign | signature
        text-714342 | other | [i]
        ");
        let citing = done
            .tree
            .clauses()
            .iter()
            .find(|c| c.span.of(text).contains("in a month"));
        assert!(citing.is_some_and(|clause| clause.span.of(text).contains("Of the invoice")));
    }
}
