//! Words of the text that lead somewhere: references to clauses, and terms that are defined.
//!
//! Found once in the background when an agreement is opened; looked up by place while it is read.

use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::facts::{Fact, facts};
use crate::domain::references::{Target, references};
use crate::domain::terms::terms;
use crate::domain::text::Span;
use std::ops::ControlFlow;

/// Everything in a text that leads somewhere. Spans count bytes of the agreement's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    all: Vec<Link>,
    /// The terms that are defined.
    pub terms: Vec<Defined>,
    /// The longest link, in bytes.
    longest: usize,
}

/// What came of looking through an agreement in the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedThrough {
    /// The agreement.
    pub agreement: AgreementId,
    /// What its words lead to.
    pub links: Links,
    /// Its facts.
    pub facts: Vec<Fact>,
}

impl LookedThrough {
    /// Looks through an agreement. Linear in the length of its text, but not for every frame, nor
    /// for a person to wait for.
    pub fn of(agreement: &Agreement) -> Self {
        Self {
            agreement: agreement.id.clone(),
            links: Links::of(agreement),
            facts: facts(agreement.text(), &agreement.clauses),
        }
    }
}

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub span: Span,
    /// Where to.
    pub to: To,
}

/// Where words lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// Clauses of this agreement, by position.
    Clauses(Vec<usize>),
    /// Something of this agreement that is not in the text, as it is called.
    Missing(String),
    /// Something of another act.
    Outside,
    /// A defined term, by its place in [`Links::terms`].
    Term(usize),
}

/// A term that is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defined {
    /// The term as it is defined.
    pub name: String,
    /// The words that define it.
    pub definition: Span,
    /// The clause that they stand in, by position.
    pub clause: usize,
    /// How often it is used.
    pub uses: usize,
}

impl Links {
    fn of(agreement: &Agreement) -> Self {
        let (text, clauses) = (agreement.text(), &agreement.clauses);
        let references = references(text, clauses).into_iter();
        let mut links: Vec<Link> = references
            .map(|found| Link {
                span: found.span,
                to: match found.target {
                    Target::Clauses(clauses) => To::Clauses(clauses),
                    Target::Missing(name) => To::Missing(name),
                    Target::Outside => To::Outside,
                },
            })
            .collect();
        let mut defined = Vec::new();
        for term in terms(text, clauses).defined {
            let to = To::Term(defined.len());
            links.extend(term.uses.iter().map(|&span| Link {
                span,
                to: to.clone(),
            }));
            defined.push(Defined {
                name: term.name,
                definition: term.definition,
                clause: term.clause,
                uses: term.uses.len(),
            });
        }
        Self::new(links, defined)
    }

    /// Puts links in the order of the text; those that lead nowhere are left out.
    pub fn new(mut links: Vec<Link>, terms: Vec<Defined>) -> Self {
        links.retain(|link| match &link.to {
            To::Clauses(clauses) => !clauses.is_empty(),
            To::Term(term) => *term < terms.len(),
            To::Missing(_) | To::Outside => true,
        });
        links.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
        let longest = links.iter().map(|link| link.span.len()).max();
        Self {
            all: links,
            terms,
            longest: longest.unwrap_or(0),
        }
    }

    /// The links that stand in some words, or reach into them, in order.
    pub fn within(&self, words: Span) -> impl Iterator<Item = &Link> {
        let earliest = words.start.saturating_sub(self.longest);
        let first = self.all.partition_point(|link| link.span.start < earliest);
        let rest = self.all.get(first..).unwrap_or_default().iter();
        rest.take_while(move |link| link.span.start < words.end)
            .filter(move |link| link.span.overlaps(words))
    }

    /// Whether something in these words leads somewhere.
    pub fn any_within(&self, words: Span) -> bool {
        self.within(words).next().is_some()
    }

    /// The words to be marked: every reference, and each term where it is used first, so that a
    /// clause that speaks of the supplier in every line can still be read.
    pub fn marked(&self, words: Span) -> Vec<Span> {
        let mut told: Vec<usize> = Vec::new();
        let mut marked = Vec::new();
        for link in self.within(words) {
            if let To::Term(term) = link.to {
                if told.contains(&term) {
                    continue;
                }
                told.push(term);
            }
            marked.push(link.span);
        }
        marked
    }
}

/// Something that the links of some words lead to, once, however many links do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// The first words that lead there.
    pub words: Span,
    /// How many do.
    pub times: usize,
    /// Where to.
    pub to: Goal,
}

/// Where one line of a list leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// A clause of this agreement.
    Clause(usize),
    /// A defined term, by its place in [`Links::terms`].
    Term(usize),
    /// Something that is not in the text, as it is called.
    Missing(String),
    /// Another act.
    Outside,
}

/// The most leads that are listed.
const MOST: usize = 200;

/// What some words lead to, in the order of the text; `but` is left out.
pub fn leads(links: &Links, text: &str, words: Span, but: &Goal) -> Vec<Lead> {
    let mut leads: Vec<Lead> = Vec::new();
    for link in links.within(words) {
        let goals = match &link.to {
            To::Clauses(clauses) => clauses.iter().copied().map(Goal::Clause).collect(),
            To::Term(term) => vec![Goal::Term(*term)],
            To::Missing(name) => vec![Goal::Missing(name.clone())],
            To::Outside => vec![Goal::Outside],
        };
        for goal in goals.into_iter().filter(|goal| goal != but) {
            if add(&mut leads, text, link.span, goal).is_break() {
                return leads;
            }
        }
    }
    leads
}

fn add(leads: &mut Vec<Lead>, text: &str, words: Span, to: Goal) -> ControlFlow<()> {
    let same = |lead: &&mut Lead| {
        // Two other acts are told apart by their words.
        lead.to == to && (to != Goal::Outside || lead.words.of(text) == words.of(text))
    };
    if let Some(lead) = leads.iter_mut().find(same) {
        lead.times += 1;
        return ControlFlow::Continue(());
    }
    leads.push(Lead {
        words,
        times: 1,
        to,
    });
    if leads.len() < MOST {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(of: &[(usize, usize, To)]) -> Links {
        let link = |(start, end, to): &(usize, usize, To)| Link {
            span: Span::new(*start, *end),
            to: to.clone(),
        };
        let term = Defined {
            name: "Data".to_owned(),
            definition: Span::new(0, 1),
            clause: 0,
            uses: 2,
        };
        Links::new(of.iter().map(link).collect(), vec![term])
    }

    #[test]
    fn links_are_found_by_place() {
        let links = links(&[
            (20, 24, To::Term(0)),
            (2, 12, To::Outside),
            (4, 6, To::Clauses(vec![1])),
            (8, 9, To::Clauses(Vec::new())),
            (9, 10, To::Term(7)),
            (30, 34, To::Term(0)),
        ]);
        let starts = |from, to| -> Vec<usize> {
            let found = links.within(Span::new(from, to));
            found.map(|link| link.span.start).collect()
        };
        assert_eq!(starts(0, 40), [2, 4, 20, 30]);
        assert_eq!(starts(11, 20), [2], "it reaches into the words");
        assert_eq!(starts(24, 30), [0_usize; 0]);
        let marked = links.marked(Span::new(10, 40));
        assert_eq!(marked, [Span::new(2, 12), Span::new(20, 24)]);
    }

    #[test]
    fn each_goal_is_led_to_once() {
        let text = "Law A. Law B. Law A. Article 1. Annex C. Data. Data.";
        let at = |words: &str| {
            let start = text.find(words).expect("is there");
            (start, start + words.len())
        };
        let [a, b, one, c, data] = ["Law A", "Law B", "Article 1", "Annex C", "Data"].map(at);
        let links = links(&[
            (a.0, a.1, To::Outside),
            (b.0, b.1, To::Outside),
            (14, 19, To::Outside),
            (one.0, one.1, To::Clauses(vec![1, 2])),
            (c.0, c.1, To::Missing("Annex C".to_owned())),
            (data.0, data.1, To::Term(0)),
            (47, 51, To::Term(0)),
        ]);
        let all = Span::new(0, text.len());
        let found = leads(&links, text, all, &Goal::Clause(2));
        let told: Vec<(&str, usize)> = found
            .iter()
            .map(|lead| (lead.words.of(text), lead.times))
            .collect();
        let wanted = [
            ("Law A", 2),
            ("Law B", 1),
            ("Article 1", 1),
            ("Annex C", 1),
            ("Data", 2),
        ];
        assert_eq!(told, wanted);
    }
}
