//! Facts of the text offered as the value of an answer. Nothing is filled in by itself: a person
//! takes an offer with a key, and can still change it.

use super::reading::Reading;
use crate::domain::checklist::Item;
use crate::domain::facts::{Fact, proposals};
use crate::domain::review::Detail;
use crate::domain::text::Span;
use crate::domain::translate::translated;

/// The most offers of one list.
const MOST: usize = 99;

/// A value that stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The value in one form for all languages.
    pub value: String,
    /// What it is said to be, else what kind of fact it is.
    pub said: String,
    /// The words, in bytes of the agreement's text.
    pub words: Span,
    /// The clause that they stand in, by position.
    pub clause: usize,
    /// How often the same stands in the text.
    pub times: usize,
}

/// What an item may be answered with, in the order of the text, each once.
pub fn offers(reading: &Reading, item: &Item) -> Vec<Offer> {
    let facts = reading.facts.as_deref().unwrap_or_default();
    once_each(proposals(item, facts).into_iter())
}

/// What may be the value of a particular of the agreement.
pub fn offers_for(reading: &Reading, detail: Detail) -> Vec<Offer> {
    let facts = reading.facts.as_deref().unwrap_or_default();
    once_each(detail.proposals(facts).into_iter())
}

fn once_each<'a>(facts: impl Iterator<Item = &'a Fact>) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for fact in facts {
        let offer = Offer::of(fact);
        let full = offers.len() == MOST;
        let same = |one: &&mut Offer| one.value == offer.value && one.said == offer.said;
        match offers.iter_mut().find(same) {
            Some(one) => one.times += 1,
            None if full => {}
            None => offers.push(offer),
        }
    }
    offers
}

impl Offer {
    fn of(fact: &Fact) -> Self {
        let kind = || translated(fact.kind.title()).to_owned();
        Self {
            value: fact.value.clone(),
            said: fact.role.clone().unwrap_or_else(kind),
            words: fact.span,
            clause: fact.clause,
            times: 1,
        }
    }
}
