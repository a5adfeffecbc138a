//! Suggestions: pointers from words, from examples and from the team as one order for each item.
//!
//! Where a model of examples knows what an item asks for and the clause is in its language, a clause
//! comes before another because it is likelier, and its score is that likelihood. Elsewhere the words
//! alone decide. What words found stays even when it is unlikely, because a person may want to see it;
//! examples alone point only above a threshold. What the team decided in other agreements moves
//! clauses up and down and points at further ones; what is ordered so has no likelihood any more.
//! Knows nothing of what a person decides here.

use super::agreement::Agreement;
use super::checklist::{Checklist, Item};
use super::language::Language;
use super::learned::{Scores, likeliest, shipped};
use super::pointer::{ItemPointers, Pointer, Pointers, Reason, ReasonKind, hull};
use super::team::{Team, TeamScores};
use super::text::Span;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Below this many thousandths examples point at nothing by themselves.
const LEAST: u32 = 120;

/// Most clauses that examples point at for one item.
const MOST: usize = 10;

/// From here on what the team decided points at a clause by itself: of clauses that say so much, one in
/// four was right after 5 agreements, half after 20, three of four after 50.
const LEAST_OF_TEAM: f32 = 0.6;

/// Most clauses of an item for which it is looked which tagged passage they are like.
const COMPARED: usize = 20;

/// Items of the built-in checklists that ask, for public bodies, what a category of the training texts
/// asks for contracts. An item can also name its category itself.
const COUNTERPARTS: [(&str, &str); 10] = [
    ("change-of-control-or-assignment", "Change of Control"),
    ("governing-law-foreign", "Governing Law"),
    ("data-ownership", "IP Ownership Assignment"),
    ("exit-plan-and-switching", "Post-Termination Services"),
    ("termination-right", "Termination for Convenience"),
    ("lock-in-exclusivity", "Exclusivity"),
    ("liability-cap", "Cap on Liability"),
    ("duration-and-renewal", "Renewal Term"),
    ("audit-right", "Audit Rights"),
    ("updates-and-support-period", "Warranty Duration"),
];

/// What examples say about an agreement; nothing when it is not in the language of the model.
pub fn examples(agreement: &Agreement) -> Option<Scores<'static>> {
    let is_english = agreement.language == Language::English;
    is_english.then(|| shipped().read_clauses(&agreement.clauses, agreement.text()))
}

/// For every item in the order of the checklist, the clauses to read first, best first.
pub fn suggest(agreement: &Agreement, checklist: &Checklist) -> Vec<ItemPointers> {
    let pointed = Pointers::new(checklist).point(&agreement.clauses, agreement.text());
    with_examples(agreement, checklist, pointed, examples(agreement).as_ref())
}

/// The same from pointers of words and scores of examples that were made before.
pub fn with_examples(
    agreement: &Agreement,
    checklist: &Checklist,
    pointed: Vec<ItemPointers>,
    examples: Option<&Scores<'_>>,
) -> Vec<ItemPointers> {
    let Some(examples) = examples else {
        return pointed;
    };
    let items: HashMap<&str, &Item> = checklist
        .items
        .iter()
        .map(|item| (item.id.as_str(), item))
        .collect();
    let joined = |found: ItemPointers| {
        let item = items.get(found.item.as_str());
        match item.and_then(|item| subject(item)) {
            Some(subject) => join(agreement, found, subject, examples),
            None => found,
        }
    };
    pointed.into_iter().map(joined).collect()
}

/// The same joined with what the team decided in other agreements. Items that it has not judged stay
/// as they are.
pub fn with_team(
    agreement: &Agreement,
    pointed: Vec<ItemPointers>,
    team: &Team,
) -> Vec<ItemPointers> {
    if team.is_empty() {
        return pointed;
    }
    let scores = team.read(agreement);
    let joined = |found: ItemPointers| match scores.item(&found.item) {
        Some(item) => join_team(agreement, found, item, &scores),
        None => found,
    };
    pointed.into_iter().map(joined).collect()
}

fn join_team(
    agreement: &Agreement,
    found: ItemPointers,
    item: usize,
    scores: &TeamScores<'_>,
) -> ItemPointers {
    let mut pointers = found.pointers;
    for pointer in &mut pointers {
        pointer.score = rank(scores.joined(pointer.clause, item, pointer.score));
        pointer.is_likelihood = false;
    }
    let pointed: HashSet<usize> = pointers.iter().map(|one| one.clause).collect();
    let mut further: Vec<(u32, usize)> = (0..scores.len())
        .filter(|clause| !pointed.contains(clause))
        .filter(|&clause| scores.score(clause, item) >= LEAST_OF_TEAM)
        .map(|clause| (rank(scores.joined(clause, item, 0)), clause))
        .collect();
    further.sort_unstable_by_key(|&(score, clause)| (Reverse(score), clause));
    pointers.extend(
        further
            .into_iter()
            .take(MOST)
            .map(|(score, clause)| Pointer {
                clause,
                score,
                is_likelihood: false,
                span: Span::new(0, 0),
                reasons: Vec::new(),
                like: None,
            }),
    );
    pointers.sort_by_key(|one| (Reverse(one.score), one.clause));
    for pointer in pointers.iter_mut().take(COMPARED) {
        if scores.score(pointer.clause, item) > 0.0 {
            compare(agreement, pointer, item, scores);
        }
    }
    // A clause of which nothing can be shown as the reason is not pointed at.
    pointers.retain(|one| !one.reasons.is_empty());
    ItemPointers {
        item: found.item,
        pointers,
    }
}

/// Adds which tagged passage a clause is like, and the words that they share.
fn compare(agreement: &Agreement, pointer: &mut Pointer, item: usize, scores: &TeamScores<'_>) {
    let Some((like, shared)) = scores.reasons(agreement, pointer.clause, item) else {
        return;
    };
    let known: Vec<Span> = pointer.reasons.iter().map(|one| one.span).collect();
    let is_new = |one: &Reason| !known.iter().any(|span| span.overlaps(one.span));
    pointer.reasons.extend(shared.into_iter().filter(is_new));
    pointer.reasons.sort_by_key(|reason| reason.span);
    if !pointer.reasons.is_empty() {
        pointer.span = hull(&pointer.reasons);
        pointer.like = Some(like);
    }
}

/// A rank from 0 to 1000 in the order of scores.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to 1000"
)]
fn rank(score: f32) -> u32 {
    let score = score.max(0.0);
    (1000.0 * score / (1.0 + score)).round() as u32
}

/// The subject of the model that an item asks for.
fn subject(item: &Item) -> Option<usize> {
    let counterpart = || {
        let mut known = COUNTERPARTS.iter();
        known.find(|(id, _)| *id == item.id).map(|(_, name)| *name)
    };
    shipped().subject(item.cuad.as_deref().or_else(counterpart)?)
}

fn join(
    agreement: &Agreement,
    found: ItemPointers,
    subject: usize,
    examples: &Scores<'_>,
) -> ItemPointers {
    let clauses = agreement.clauses.clauses();
    let mut words: HashMap<usize, Pointer> = found
        .pointers
        .into_iter()
        .map(|one| (one.clause, one))
        .collect();
    let likelihoods = examples.likelihoods(subject, |clause| {
        words.get(&clause).map_or(0, |one| one.score)
    });
    let is_known = |clause: usize| {
        matches!(
            clauses[clause].language,
            Language::English | Language::Undetermined
        )
    };
    let likely = likeliest(&likelihoods, LEAST, MOST);
    let mut pointers: Vec<Pointer> = Vec::new();
    for clause in likely.into_iter().filter(|&clause| is_known(clause)) {
        let by_words = words.remove(&clause);
        pointers.extend(pointer(
            agreement,
            clause,
            (examples, subject),
            by_words.map_or_else(Vec::new, |one| one.reasons),
        ));
    }
    pointers.extend(words.into_values());
    for pointer in &mut pointers {
        if is_known(pointer.clause) {
            pointer.score = likelihoods[pointer.clause];
            pointer.is_likelihood = true;
        }
    }
    pointers.sort_by_key(|one| (Reverse(one.score), one.clause));
    ItemPointers {
        item: found.item,
        pointers,
    }
}

/// A clause that examples point at, with the words that it was found by, if there are any. A clause
/// of which no word can be shown as the reason is not pointed at.
fn pointer(
    agreement: &Agreement,
    clause: usize,
    (examples, subject): (&Scores<'_>, usize),
    mut reasons: Vec<Reason>,
) -> Option<Pointer> {
    let name = shipped().subjects().nth(subject)?;
    let found: Vec<Span> = reasons.iter().map(|reason| reason.span).collect();
    let more = examples.reasons(subject, &agreement.clauses, clause, agreement.text());
    let more = more
        .into_iter()
        .filter(|span| !found.iter().any(|other| other.overlaps(*span)));
    reasons.extend(more.map(|span| Reason {
        kind: ReasonKind::Example,
        indicator: name.to_owned(),
        span,
    }));
    reasons.sort_by_key(|reason| reason.span);
    (!reasons.is_empty()).then(|| Pointer {
        clause,
        score: 0,
        is_likelihood: true,
        span: hull(&reasons),
        reasons,
        like: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::built_in;
    use crate::domain::samples;

    const SAMPLE: &str = include_str!("../../assets/sample/agreement.txt");

    #[test]
    fn every_counterpart_is_an_item_and_a_subject() {
        let lists = built_in();
        let municipal = lists.iter().find(|list| list.id == "municipal-data-access");
        let municipal = municipal.expect("it is built in");
        for (id, name) in COUNTERPARTS {
            assert!(municipal.items.iter().any(|item| item.id == id), "{id}");
            assert!(shipped().subject(name).is_some(), "{name}");
        }
    }

    #[test]
    fn every_item_of_the_commercial_terms_has_examples() {
        let lists = built_in();
        let terms = lists.iter().find(|list| list.id == "commercial-terms");
        for item in &terms.expect("it is built in").items {
            assert!(subject(item).is_some(), "{}", item.id);
        }
    }

    #[test]
    fn examples_add_to_words_in_one_order_and_words_stay() {
        let agreement = samples::agreement(SAMPLE);
        let (mut likely, mut by_example) = (0, 0);
        for list in built_in() {
            let words = Pointers::new(list).point(&agreement.clauses, agreement.text());
            let both = suggest(&agreement, list);
            for (words, both) in words.iter().zip(&both) {
                assert_eq!(words.item, both.item);
                for pointer in &words.pointers {
                    assert!(both.pointers.iter().any(|one| one.clause == pointer.clause));
                }
                for pair in both.pointers.windows(2) {
                    assert!(pair[0].score >= pair[1].score);
                }
                for pointer in &both.pointers {
                    let clause = agreement.clauses.clauses()[pointer.clause].span;
                    assert!(!pointer.reasons.is_empty());
                    likely += usize::from(pointer.is_likelihood);
                    let examples = pointer.reasons.iter().map(|reason| reason.kind);
                    by_example += examples.filter(|&kind| kind == ReasonKind::Example).count();
                    assert!(
                        pointer
                            .reasons
                            .iter()
                            .all(|reason| clause.covers(reason.span))
                    );
                }
            }
        }
        assert!(likely > 0 && by_example > 0, "{likely}, {by_example}");
    }

    #[test]
    fn in_another_language_words_stand_alone() {
        let mut agreement = samples::agreement(SAMPLE);
        agreement.language = Language::SerbianLatin;
        let list = &built_in()[0];
        let words = Pointers::new(list).point(&agreement.clauses, agreement.text());
        assert_eq!(suggest(&agreement, list), words);
    }
}
