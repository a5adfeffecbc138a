//! Whose clause a whole reference means, with the list in which it stands looked at.

use super::Finder;
use super::acts::Side;
use super::build::{Mention, Step};
use super::resolve::{Found, Standpoint};
use super::words::Words;
use crate::domain::segment::reading::folded;
use crate::domain::text::Span;

/// Bytes before a reference in which a sentence may say that it ends an act.
const NEAR: usize = 400;

impl Finder<'_> {
    pub(super) fn side(&self, mention: &Mention) -> Option<Side> {
        let relative = mention
            .leaves
            .iter()
            .any(|leaf| !matches!(leaf.path.first(), Some(Step::Numbered { .. })));
        if relative {
            return Some(Side::Own);
        }
        let gap = self.grammar.back_blanks(mention.span.start);
        if let Some((word, _)) = self.grammar.word_before(gap)
            && self.grammar.words.this.contains(&word)
        {
            return Some(Side::Own);
        }
        if let Some(side) = self.grammar.side_before(mention.span.start) {
            return Some(side);
        }
        let behind = self.act_behind(mention);
        if behind.is_none() && self.repealed(mention.span.start) {
            return Some(Side::Other);
        }
        behind
    }

    /// `člana 5. i člana 6. Zakona`: the act behind a list belongs to all of it. In languages that
    /// capitalise the unit word, what can be found here is not given away so.
    fn act_behind(&self, mention: &Mention) -> Option<Side> {
        let mut end = mention.span.end;
        for hop in 0..6 {
            let words = Span::new(mention.span.start, end);
            if let Some(side) = self.grammar.side_behind(words, &self.own) {
                let sure = hop == 0 || side == Side::Own || self.is_loose(mention);
                return sure.then_some(side);
            }
            end = self.grammar.next_in_list(end)?;
        }
        None
    }

    /// `prestaje da važi Zakon o radu, osim člana 5`: the clause of an act that is ended.
    fn repealed(&self, start: usize) -> bool {
        let grammar = &self.grammar;
        let from = grammar.text.floor_char_boundary(start.saturating_sub(NEAR));
        let before = folded(Span::new(from, start).of(grammar.text));
        let clause = before.rsplit('\n').next().unwrap_or(&before);
        grammar.words.repeals.iter().any(|phrase| {
            let behind = clause.rsplit_once(phrase.as_str()).map(|(_, rest)| rest);
            let word = behind.and_then(|rest| rest.split_whitespace().next());
            word.is_some_and(|word| grammar.words.acts.contains(word))
        })
    }

    /// Whether a reference may belong to an act that is named further on.
    fn is_loose(&self, mention: &Mention) -> bool {
        let head = self.grammar.head(mention.span.start);
        let english = head.is_some_and(|head| Words::get().is_english(head.language));
        let from = Standpoint {
            clause: self
                .resolver
                .index
                .tree
                .index_at(mention.span.start)
                .unwrap_or(0),
            own: false,
            amends: false,
        };
        !english
            || mention
                .leaves
                .iter()
                .any(|leaf| !matches!(self.resolver.leaf(leaf, from), Found::Clause(_)))
    }
}
