//! Cross-references: which words of a text point at which clause.
//!
//! Finds references to clauses of the same document, to what should be in it and is not, and to
//! other laws, treaties and agreements, in every language of the vocabulary at once. Takes time
//! linear in the length of the text. Prefers silence to a wrong link: what cannot be told is left
//! alone. Knows nothing of screens or of what a clause says.
//!
//! In reading order: `words` holds the table, `scan` finds where to look, `mention` and `han` read
//! what the words say, `headings` leaves out what only names a clause, `acts` and `sides` tell whose
//! clause is meant, `index`, `resolve`, `relative`, `larger`, `printed` and `annexes`
//! find it, `missing` tells what is not there.

mod acts;
mod annexes;
mod build;
mod han;
mod headings;
mod index;
mod larger;
mod mention;
mod missing;
mod printed;
mod relative;
mod resolve;
mod scan;
mod sides;
mod words;

#[cfg(test)]
mod tests;

pub use missing::{Absentee, absentees};

use super::clause::{Clause, ClauseKind, ClauseTree};
use super::fold::is_han;
use super::text::Span;
use acts::{SelfName, Side};
use annexes::Annexes;
use build::{Leaf, Mention, Step};
use index::Index;
use mention::Grammar;
use resolve::{Found, Resolver, Standpoint};
use scan::next_word;
use words::{Level, Words};

/// A place where the text refers to a clause, to something that should be in the document, or to
/// another act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The words, in bytes: `Article 5(2)`.
    pub span: Span,
    /// What they point at.
    pub target: Target,
    /// Whether the text says that it speaks of this document: `of this Agreement`, `ovog člana`.
    pub own: bool,
}

/// What a reference points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Positions in the clause tree, in reading order and each once: one clause, the ends of a range
    /// and everything between them, or every member of a list.
    Clauses(Vec<usize>),
    /// What should be in this document and is not, as printed: `Annex C`, `Article 44`.
    Missing(String),
    /// Another law, treaty or agreement.
    Outside,
}

/// Every reference of a text, in order of place; they do not overlap.
pub fn references(text: &str, tree: &ClauseTree) -> Vec<Reference> {
    if tree.is_empty() {
        return Vec::new();
    }
    let index = Index::new(text, tree);
    let finder = Finder {
        grammar: Grammar {
            text,
            words: Words::get(),
        },
        resolver: Resolver { index: &index },
        own: SelfName::of(&title(text, tree)),
    };
    finder.run()
}

/// What the document calls itself: its title, or its first words.
fn title(text: &str, tree: &ClauseTree) -> String {
    let titles = tree.clauses().iter().take(20);
    let mut words: String = titles
        .filter(|clause| clause.kind == ClauseKind::Title)
        .map(|clause| clause.span.of(text).trim_start())
        .flat_map(|words| words.chars().take(250))
        .take(500)
        .collect();
    if words.trim().is_empty() {
        words = text.chars().take(300).collect();
    }
    words
}

struct Finder<'a> {
    grammar: Grammar<'a>,
    resolver: Resolver<'a>,
    own: SelfName,
}

impl Finder<'_> {
    fn run(&self) -> Vec<Reference> {
        let text = self.grammar.text;
        let mut found: Vec<Reference> = Vec::new();
        let mut annexes = Annexes::default();
        let mut room = text.len() + 1000;
        let (mut at, mut clause) = (0, 0);
        while let Some((start, end)) = next_word(text, at) {
            at = end;
            let Some(mention) = self.read(start) else {
                continue;
            };
            let from = found.last().map_or(0, |last| last.span.end);
            if mention.span.start < from {
                continue;
            }
            clause = self.clause_at(mention.span.start, clause);
            at = at.max(mention.span.end);
            let side = self.side(&mention);
            if self.is_label(&mention, clause, side) {
                annexes.announce(&mention, clause);
                continue;
            }
            let before = found.len();
            self.resolve(&mention, clause, side, &mut room, &mut found);
            annexes.note(&mention, before, &found);
        }
        annexes.settle(&mut found);
        found
    }

    fn read(&self, start: usize) -> Option<Mention> {
        if self.grammar.char_at(start).is_some_and(is_han) {
            self.grammar.han_mention(start)
        } else {
            self.grammar.mention(start)
        }
    }

    fn clauses(&self) -> &[Clause] {
        self.resolver.index.tree.clauses()
    }

    /// The clause at a byte, at or after one that is known to start before it.
    fn clause_at(&self, byte: usize, from: usize) -> usize {
        let clauses = self.clauses();
        let mut at = from;
        while clauses
            .get(at + 1)
            .is_some_and(|next| next.span.start <= byte)
        {
            at += 1;
        }
        at
    }

    fn resolve(
        &self,
        mention: &Mention,
        clause: usize,
        side: Option<Side>,
        room: &mut usize,
        found: &mut Vec<Reference>,
    ) {
        if side == Some(Side::Other) {
            found.push(Reference {
                span: mention.span,
                target: Target::Outside,
                own: false,
            });
            return;
        }
        let from = Standpoint {
            clause,
            own: side == Some(Side::Own),
            amends: self.own.amends,
        };
        let mut before: Option<usize> = None;
        let first = found.len();
        for (place, leaf) in mention.leaves.iter().enumerate() {
            let result = self.resolver.leaf(leaf, from);
            let targets = match (result, before) {
                (Found::Clause(at), Some(start)) if leaf.through => {
                    *room = room.saturating_sub(at.abs_diff(start));
                    self.resolver.between(start, at, *room)
                }
                (Found::Clause(at), _) => {
                    let mut all = Vec::new();
                    if let Some(count) = several(leaf) {
                        all.extend(self.earlier(leaf, count, from));
                    }
                    all.push(at);
                    all
                }
                _ => Vec::new(),
            };
            before = match result {
                Found::Clause(at) => Some(at),
                _ => None,
            };
            let span = leaf_span(mention, place);
            let target = match result {
                Found::Clause(_) => Target::Clauses(targets),
                Found::Missing => Target::Missing(self.printed(leaf, mention)),
                Found::Outside => Target::Outside,
                Found::Nothing => continue,
            };
            join(
                found,
                first,
                Reference {
                    span,
                    target,
                    own: from.own,
                },
            );
        }
    }

    /// `前两款`: the paragraphs before the last one that is meant.
    fn earlier(&self, leaf: &Leaf, count: usize, from: Standpoint) -> Vec<usize> {
        let Some(Step::Previous { level, series, .. }) = leaf.path.first() else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for count in (1..count).rev() {
            let leaf = Leaf {
                path: vec![Step::Previous {
                    level: *level,
                    series: series.clone(),
                    count,
                }],
                ..leaf.clone()
            };
            if let Found::Clause(at) = self.resolver.leaf(&leaf, from) {
                all.push(at);
            }
        }
        all
    }

    /// What is missing, as printed: the unit word and its number, without what is inside.
    fn printed(&self, leaf: &Leaf, mention: &Mention) -> String {
        let text = self.grammar.text;
        let span = match leaf.path.first() {
            Some(Step::Numbered { numeral, start, .. }) => Span::new(*start, numeral.end),
            _ => leaf.span,
        };
        let words: Vec<&str> = span.of(text).split_whitespace().collect();
        let words = words.join(" ");
        if let Some(name) = self.listed_annex(leaf, mention) {
            return name;
        }
        let han = text
            .get(span.start..)
            .is_some_and(|rest| rest.starts_with(is_han));
        if han || self.grammar.head(span.start).is_some() {
            return words;
        }
        let head = mention.span.of(text).split_whitespace().next();
        format!("{} {words}", head.unwrap_or_default())
    }

    /// A member of `Annexes B and C` by its own name.
    fn listed_annex(&self, leaf: &Leaf, mention: &Mention) -> Option<String> {
        let Step::Numbered {
            level: Level::Annex,
            numeral,
            start,
            ..
        } = leaf.path.first()?
        else {
            return None;
        };
        let text = self.grammar.text;
        let head = self.grammar.head(mention.span.start)?;
        if mention.leaves.len() < 2 || head.word.is_empty() {
            return None;
        }
        let from = if *start < head.span.end {
            self.grammar.skip_blanks(head.span.end)
        } else {
            *start
        };
        let number = Span::new(from, numeral.end.max(from)).of(text);
        Some(format!("{} {number}", head.word))
    }
}

/// How many clauses before are meant, when it is more than one.
fn several(leaf: &Leaf) -> Option<usize> {
    match leaf.path.as_slice() {
        [Step::Previous { count, .. }] if *count > 1 => Some(*count),
        _ => None,
    }
}

/// Adds to the reference before when both lead to clauses: a list is one reference.
fn join(found: &mut Vec<Reference>, first: usize, next: Reference) {
    if found.len() > first
        && let Some(last) = found.last_mut()
    {
        match (&mut last.target, &next.target) {
            (Target::Clauses(all), Target::Clauses(more)) => {
                all.extend(more);
                all.sort_unstable();
                all.dedup();
                last.span.end = next.span.end;
                return;
            }
            (Target::Outside, Target::Outside) => {
                last.span.end = next.span.end;
                return;
            }
            _ => {}
        }
    }
    found.push(next);
}

/// The words of one leaf; the first and the last one reach to the ends of the reference.
fn leaf_span(mention: &Mention, place: usize) -> Span {
    let leaf = &mention.leaves[place];
    let start = if place == 0 {
        mention.span.start
    } else {
        leaf.span.start
    };
    let end = if place + 1 == mention.leaves.len() {
        mention.span.end
    } else {
        leaf.span.end.min(mention.leaves[place + 1].span.start)
    };
    Span::new(start, end)
}
