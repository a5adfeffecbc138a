//! Cross-references: which words of a text point at which clause.
//!
//! Finds references to clauses of the same document, to what should be in it and is not, and to
//! other laws, treaties and agreements, in every language of the vocabulary at once. Takes time
//! linear in the length of the text. Prefers silence to a wrong link: what cannot be told is left
//! alone. Knows nothing of screens or of what a clause says.
//!
//! In reading order: `words` holds the table, `mention` and `han` read what the words say, `acts`
//! tells whose clause is meant, `index` and `resolve` find it, `missing` tells what is not there.

mod acts;
mod han;
mod index;
mod mention;
mod missing;
mod resolve;
mod words;

#[cfg(test)]
mod tests;

pub use missing::{Absentee, absentees};

use super::clause::{Clause, ClauseKind, ClauseTree};
use super::fold::is_han;
use super::segment::vocabulary::Vocabulary;
use super::text::Span;
use acts::{SelfName, Side};
use index::Index;
use mention::{Grammar, Leaf, Mention, Step};
use resolve::{Found, Resolver, Standpoint};
use std::collections::HashMap;
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

    /// Whether the words are the clause's own label, or stand where a heading or an entry of a
    /// table of contents would.
    fn is_label(&self, mention: &Mention, clause: usize, side: Option<Side>) -> bool {
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
        let pinned = mention.leaves.iter().any(|leaf| leaf.path.len() > 1);
        let small = mention.span.of(text).starts_with(char::is_lowercase);
        if self.opens_division(mention)
            || leads_to_page(text, mention.span.end)
            || (!small && self.heads(mention))
        {
            return true;
        }
        side.is_none() && !pinned && !small && stands_apart(text, mention.span)
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
        if stands_apart(text, mention.span) {
            return true;
        }
        let gap = self.grammar.back_blanks(mention.span.start);
        let before = text.get(..gap).unwrap_or_default();
        let leads = self.grammar.word_before(gap).is_some_and(|(word, _)| {
            let words = self.grammar.words;
            words.of.contains(&word)
                || words.and.contains(&word)
                || words.this.contains(&word)
                || Vocabulary::get().closes(&word)
        });
        !(leads || before.ends_with([',', '(', '"', '“']))
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
            let span = self.leaf_span(mention, place);
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

    /// The words of one leaf; the first and the last one reach to the ends of the reference.
    fn leaf_span(&self, mention: &Mention, place: usize) -> Span {
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

    /// What is missing, as printed: the unit word and its number, without what is inside.
    fn printed(&self, leaf: &Leaf, mention: &Mention) -> String {
        let text = self.grammar.text;
        let span = match leaf.path.first() {
            Some(Step::Numbered { numeral, start, .. }) => Span::new(*start, numeral.end),
            _ => leaf.span,
        };
        let words: Vec<&str> = span.of(text).split_whitespace().collect();
        let words = words.join(" ");
        let han = text
            .get(span.start..)
            .is_some_and(|rest| rest.starts_with(is_han));
        if han || self.grammar.head(span.start).is_some() {
            return words;
        }
        let head = mention.span.of(text).split_whitespace().next();
        format!("{} {words}", head.unwrap_or_default())
    }

    fn side(&self, mention: &Mention) -> Option<Side> {
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
        // `člana 5. i člana 6. Zakona`: the act behind a list belongs to all of it. In languages
        // that capitalise the unit word, what can be found here is not given away so.
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

/// Annexes that the text announces without the tree holding them, and references to such.
#[derive(Default)]
struct Annexes {
    announced: HashMap<AnnexName, usize>,
    absent: Vec<(usize, AnnexName)>,
}

/// The word and number of an annex.
type AnnexName = (String, String);

impl Annexes {
    fn announce(&mut self, mention: &Mention, clause: usize) {
        if let Some(name) = annex_name(mention) {
            self.announced.entry(name).or_insert(clause);
        }
    }

    /// Remembers a reference to an annex that is not in the tree.
    fn note(&mut self, mention: &Mention, from: usize, found: &[Reference]) {
        let Some(name) = annex_name(mention) else {
            return;
        };
        if let [one] = found.get(from..).unwrap_or_default()
            && matches!(one.target, Target::Missing(_))
        {
            self.absent.push((from, name));
        }
    }

    /// What was announced after all is not missing.
    fn settle(self, found: &mut [Reference]) {
        for (at, name) in self.absent {
            if let Some(&clause) = self.announced.get(&name) {
                found[at].target = Target::Clauses(vec![clause]);
            }
        }
    }
}

fn annex_name(mention: &Mention) -> Option<AnnexName> {
    match mention.leaves.first()?.path.first()? {
        Step::Numbered {
            level: Level::Annex,
            series,
            numeral,
            ..
        } => Some((series.first()?.clone(), numeral.keys.first()?.clone())),
        _ => None,
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

/// The next place at which a reference could start: a word that means anything here, or a Chinese
/// character that opens one; and the byte after it.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let words = Words::get();
    let mut chars = text.get(from..)?.char_indices();
    let mut inside = text
        .get(..from)?
        .ends_with(|c: char| c.is_alphabetic() && !is_han(c));
    while let Some((offset, c)) = chars.next() {
        let start = from + offset;
        if is_han(c) {
            inside = false;
            if matches!(c, '第' | '本' | '前' | '上' | '附') {
                return Some((start, start + c.len_utf8()));
            }
            continue;
        }
        if c == '§' {
            return Some((start, start + c.len_utf8()));
        }
        if !c.is_alphabetic() {
            inside = false;
            continue;
        }
        if inside {
            continue;
        }
        inside = true;
        if let Some(end) = word_end(text, start, words) {
            return Some((start, end));
        }
    }
    None
}

/// The end of a word at a byte when it is a unit word.
fn word_end(text: &str, start: usize, words: &Words) -> Option<usize> {
    let bytes = text.as_bytes().get(start..)?;
    let mut low = [0u8; 16];
    let mut len = 0;
    for &byte in bytes {
        if !byte.is_ascii() {
            return slow_end(text, start, words);
        }
        if !(byte.is_ascii_alphabetic() || byte == b'-') {
            break;
        }
        if len == low.len() {
            return slow_end(text, start, words).filter(|_| bytes.len() > len && len < 24);
        }
        low[len] = byte.to_ascii_lowercase();
        len += 1;
    }
    let word = std::str::from_utf8(low.get(..len)?).ok()?;
    words.units.contains_key(word).then_some(start + len)
}

fn slow_end(text: &str, start: usize, words: &Words) -> Option<usize> {
    let (word, end) = super::segment::reading::word(text, start)?;
    words.units.contains_key(&word).then_some(end)
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
    let after = text.get(span.end..).unwrap_or_default();
    let rest = after.trim_start_matches([' ', '\u{a0}', '\t', '.', ':']);
    let runs_on = rest.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
    !runs_on
}
