//! Facts at a glance: dates, amounts, durations, notice periods, percentages, the governing law and
//! the parties, each with its place and a value in one form for all languages.
//!
//! A fact is an offer to a person, never an answer. What can be read in two ways (`3/4/2026`) keeps
//! the words as they are printed. Time is linear in the length of the text. Knows nothing of
//! checklists but for `proposals`, which says what may answer an item.
//!
//! In reading order: `vocabulary` holds the words, `page` is one clause taken apart, `number`,
//! `date`, `amount`, `duration`, `law` and `party` each find their kind, `role` says what a fact is
//! said to be, `proposals` offers facts to items of a checklist.

mod amount;
mod date;
mod duration;
mod law;
mod number;
mod page;
mod party;
mod proposals;
mod role;
mod vocabulary;

#[cfg(test)]
mod tests;

use super::clause::ClauseTree;
use super::text::Span;
use super::words::Languages;
use page::Page;
pub use proposals::proposals;
use serde::{Deserialize, Serialize};

/// Facts that are kept; no agreement has more that anybody would read.
const MOST_FACTS: usize = 50_000;

/// What kind of fact it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// A party to the agreement.
    Party,
    /// A day.
    Date,
    /// A sum of money.
    Amount,
    /// A length of time.
    Duration,
    /// A length of time before which notice is given.
    NoticePeriod,
    /// The law that governs the agreement.
    GoverningLaw,
    /// A percentage.
    Percentage,
}

impl FactKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Party,
        Self::Date,
        Self::Amount,
        Self::Duration,
        Self::NoticePeriod,
        Self::GoverningLaw,
        Self::Percentage,
    ];

    /// The name used in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Duration => "duration",
            Self::NoticePeriod => "notice_period",
            Self::GoverningLaw => "governing_law",
            Self::Percentage => "percentage",
        }
    }

    /// What a person calls it, in English; it is translated where it is shown.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Party => text!("party"),
            Self::Date => text!("date"),
            Self::Amount => text!("amount"),
            Self::Duration => text!("duration"),
            Self::NoticePeriod => text!("notice period"),
            Self::GoverningLaw => text!("governing law"),
            Self::Percentage => text!("percentage"),
        }
    }
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What kind it is.
    pub kind: FactKind,
    /// Bytes of its words.
    pub span: Span,
    /// Position of its clause in the tree.
    pub clause: usize,
    /// The same in one form for all languages: `2026-03-01`, `1200000.00 EUR`, `36 months`,
    /// `Republic of Serbia`, `7.5 %`. What cannot be told for sure stays as printed.
    pub value: String,
    /// What it is said to be: `effective`, `Supplier`; nothing where nothing is said.
    pub role: Option<String>,
}

/// A fact as the finders give it.
struct Found {
    kind: FactKind,
    /// First word.
    start: usize,
    /// Word after the last one.
    end: usize,
    value: String,
}

/// Finds the facts of a text that is cut into these clauses, in order of place.
pub fn facts(text: &str, tree: &ClauseTree) -> Vec<Fact> {
    let languages = Languages::of(text);
    let mut all = party::parties(text, tree, languages);
    for (index, clause) in tree.clauses().iter().enumerate() {
        let page = Page::new(text, clause.span, languages);
        let mut at = 0;
        while at < page.words.len() && all.len() < MOST_FACTS {
            let may = page.may_begin(at);
            let Some(found) = may.then(|| find(&page, at)).flatten() else {
                at += 1;
                continue;
            };
            all.push(Fact {
                role: role::of(&page, &found),
                kind: found.kind,
                span: page.span(found.start, found.end),
                clause: index,
                value: found.value,
            });
            at = found.end.max(at + 1);
        }
    }
    all.sort_by_key(|fact| (fact.span, fact.kind));
    all
}

/// The fact that starts at a word.
fn find(page: &Page, at: usize) -> Option<Found> {
    date::date(page, at)
        .or_else(|| amount::amount(page, at))
        .or_else(|| amount::percentage(page, at))
        .or_else(|| duration::duration(page, at))
        .or_else(|| law::law(page, at))
}
