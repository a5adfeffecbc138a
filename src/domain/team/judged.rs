//! What the team decided about passages under a checklist, gathered from all journals.
//!
//! A tag speaks for its passage, a rejected suggestion and a tag that was taken away against it. What
//! was only undone at once counts as never done. What was judged under another version of the
//! checklist counts where the item asks the same.

use crate::domain::agreement::AgreementId;
use crate::domain::checklist::{Checklist, ItemRef};
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use crate::domain::review::chosen::Moves;
use crate::domain::review::event::{Assessment, TagSubject};
use crate::domain::review::state::{Agrees, Held, Register};
use crate::domain::review::{AgreementReview, Bearing, Lineage, ReviewState};
use crate::domain::text::Span;
use std::collections::BTreeSet;

/// What was decided in one agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The agreement.
    pub agreement: AgreementId,
    /// In the order of the text, then of items.
    pub judgements: Vec<Judgement>,
    /// Clauses that were read in an agreement whose review is done: what was not tagged there was
    /// passed over. Empty for a review on its way.
    pub passed: BTreeSet<ClauseId>,
}

/// What was decided about a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The item's id.
    pub item: String,
    /// The text in which the place counts.
    pub text_sha256: Digest,
    /// The place, in Unicode scalar values.
    pub place: Span,
    /// The clause.
    pub clause: ClauseId,
    /// The words.
    pub quote: String,
    /// What was decided.
    pub verdict: Verdict,
}

/// A decision about a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was tagged so, by the reviewer of this name.
    Tagged(Assessment, String),
    /// It does not belong to the item.
    Rejected,
}

/// Everything that was decided under a checklist, agreement by agreement in the order of their ids;
/// one agreement is left out.
pub fn judged(state: &ReviewState, checklist: &Checklist, except: &AgreementId) -> Vec<Judged> {
    let lineage = lineage(state, checklist);
    let others = state.agreements().filter(|id| *id != except);
    let reviews = others.filter_map(|id| Some((id, state.agreement(id)?)));
    reviews
        .map(|(id, review)| of_review(id, review, checklist, &lineage))
        .filter(|judged| !judged.judgements.is_empty())
        .collect()
}

/// The versions of a checklist, by the way of any agreement.
pub(super) fn lineage(state: &ReviewState, checklist: &Checklist) -> Lineage {
    let mut moves = Moves::new();
    let reviews = state.agreements().filter_map(|id| state.agreement(id));
    for (to, ways) in reviews.flat_map(|review| &review.moves) {
        let all = moves.entry(to.clone()).or_default();
        all.extend(ways.iter().map(|(when, moved)| (*when, moved.clone())));
    }
    Lineage::of(&moves, &checklist.id, &checklist.version)
}

/// Whether a decision on an item was one on what the checklist asks.
pub(super) fn holds(lineage: &Lineage, item: &ItemRef) -> bool {
    lineage.bearing(item) == Some(Bearing::Holds)
}

/// Whether somebody took a value away for good, and not only undid what he had just done.
pub(super) fn was_withdrawn<V: Agrees>(register: &Register<V>) -> bool {
    let taken = |held: &Held<V>| held.value.is_none() && !held.takes_back;
    !register.is_set() && register.held().any(taken)
}

fn of_review(
    id: &AgreementId,
    review: &AgreementReview,
    checklist: &Checklist,
    lineage: &Lineage,
) -> Judged {
    let mut judgements = Vec::new();
    for (subject, register) in review.tags.values() {
        if !holds(lineage, &subject.item) {
            continue;
        }
        let standing = register.standing();
        let first = standing.iter().find_map(|held| {
            let value = held.value.as_ref()?;
            Some(Verdict::Tagged(value.assessment, held.by.name.clone()))
        });
        let rejected = || was_withdrawn(register).then_some(Verdict::Rejected);
        judgements.extend(first.or_else(rejected).map(|one| judgement(subject, one)));
    }
    for (subject, register) in review.rejections.values() {
        let tagged = |one: &Judgement| {
            let place = Span::new(subject.passage.start, subject.passage.end);
            one.item == subject.item.item && one.place.overlaps(place)
        };
        if holds(lineage, &subject.item) && register.is_set() && !judgements.iter().any(tagged) {
            judgements.push(judgement(subject, Verdict::Rejected));
        }
    }
    judgements.sort_by(|one, other| {
        let place = one.place.cmp(&other.place);
        let text = one.text_sha256.cmp(&other.text_sha256).then(place);
        let rejected = |one: &Judgement| one.verdict == Verdict::Rejected;
        let order = text.then_with(|| one.item.cmp(&other.item));
        order.then(rejected(one).cmp(&rejected(other)))
    });
    // The same under two versions of the checklist is one.
    judgements.dedup_by(|next, one| {
        (&next.item, next.place, next.text_sha256) == (&one.item, one.place, one.text_sha256)
    });
    let read = review
        .reads
        .iter()
        .filter(|(_, register)| register.is_set());
    let passed = if is_done(review, checklist, lineage) {
        read.map(|(clause, _)| clause.clone()).collect()
    } else {
        BTreeSet::new()
    };
    Judged {
        agreement: id.clone(),
        judgements,
        passed,
    }
}

fn judgement(subject: &TagSubject, verdict: Verdict) -> Judgement {
    let passage = &subject.passage;
    Judgement {
        item: subject.item.item.clone(),
        text_sha256: passage.text_sha256,
        place: Span::new(passage.start, passage.end),
        clause: passage.clause.clone(),
        quote: passage.quote.clone(),
        verdict,
    }
}

/// Whether everything was answered, or the agreement was signed off.
fn is_done(review: &AgreementReview, checklist: &Checklist, lineage: &Lineage) -> bool {
    let answered = |item: &str| review.answer(lineage, item).is_set();
    let mut items = checklist.items.iter();
    review.sign_offs.is_set()
        || items.all(|item| answered(&item.id) || review.skips(checklist, item).is_some())
}
