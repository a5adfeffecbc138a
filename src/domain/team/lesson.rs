//! One agreement as a lesson: what its clauses look like and what was decided about them.
//!
//! Features are kept packed, four bytes each time one was seen.

use super::judged::{Judged, Judgement, Verdict};
use super::{Example, Like};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::cite::cite;
use crate::domain::learned::{Feature, Seen};
use crate::domain::likeness::{Heard, stems};
use crate::domain::text::Span;

/// Clauses of an agreement that tell how rare words are.
const HEARD: usize = 40;

/// What can be learned from one agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    pub(super) agreement: AgreementId,
    pub(super) clauses: Vec<Packed>,
    pub(super) marks: Vec<Mark>,
    /// For each clause, whether it was read in a review that is done.
    pub(super) passed: Vec<bool>,
    /// The tagged passages, with the item's id.
    pub(super) examples: Vec<(String, Example)>,
    pub(super) heard: Vec<Heard>,
}

/// What was decided about a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub item: String,
    pub clause: usize,
    pub is_tagged: bool,
}

/// Features of a clause in their order, each as often as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    numbers: Box<[u32]>,
    /// Where each group ends.
    ends: Vec<u32>,
}

impl Lesson {
    /// Looks at an agreement and what was decided in it. What was decided on another text of it is
    /// left out.
    pub fn of(agreement: &Agreement, judged: &Judged) -> Self {
        let all = agreement.clauses.clauses();
        let seen = Seen::with(&agreement.clauses, agreement.text(), stems);
        let mut features = Vec::new();
        let packed = |clause: usize| {
            seen.features(clause, &mut features);
            Packed::of(&features)
        };
        let clauses = (0..seen.len()).map(packed).collect();
        let mut lesson = Self {
            agreement: agreement.id.clone(),
            clauses,
            marks: Vec::new(),
            passed: all
                .iter()
                .map(|clause| judged.passed.contains(&clause.id))
                .collect(),
            examples: Vec::new(),
            heard: Vec::new(),
        };
        let step = all.len().div_ceil(HEARD).max(1);
        let some = all.iter().step_by(step);
        lesson.heard = some
            .map(|clause| Heard::of(clause.span.of(agreement.text())))
            .collect();
        for judgement in &judged.judgements {
            lesson.take(agreement, judgement);
        }
        lesson
    }

    fn take(&mut self, agreement: &Agreement, judgement: &Judgement) {
        let same = judgement.text_sha256 == agreement.text_sha256;
        let place = agreement.to_bytes(judgement.place);
        let Some(place) = place.filter(|_| same) else {
            return;
        };
        let is_tagged = matches!(judgement.verdict, Verdict::Tagged(..));
        for clause in under(agreement, place) {
            self.marks.push(Mark {
                item: judgement.item.clone(),
                clause,
                is_tagged,
            });
        }
        if let Verdict::Tagged(assessment, by) = &judgement.verdict {
            let at = agreement.clauses.index_of(&judgement.clause);
            let like = Like {
                agreement: agreement.id.clone(),
                title: agreement.document.title.clone(),
                clause: judgement.clause.clone(),
                label: at.map_or_else(String::new, |at| cite(agreement, at)),
                assessment: *assessment,
                by: by.clone(),
                thousandths: 0,
            };
            let example = Example {
                item: 0,
                quote: judgement.quote.clone(),
                like,
            };
            self.examples.push((judgement.item.clone(), example));
        }
    }
}

/// The clauses of which a good part lies under a passage.
fn under(agreement: &Agreement, place: Span) -> Vec<usize> {
    let all = agreement.clauses.clauses();
    let first = all.partition_point(|clause| clause.span.end <= place.start);
    let reached = all.iter().enumerate().skip(first);
    let reached = reached.take_while(|(_, clause)| clause.span.start < place.end);
    let shares = |span: Span| {
        let shared = span.end.min(place.end) - span.start.max(place.start);
        shared >= 25 || shared * 2 >= place.len()
    };
    reached
        .filter(|(_, clause)| shares(clause.span))
        .map(|(at, _)| at)
        .collect()
}

impl Packed {
    fn of(features: &[Feature]) -> Self {
        let (mut numbers, mut ends) = (Vec::new(), Vec::new());
        let mut group = 0;
        for feature in features {
            while group < feature.group {
                ends.push(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
                group += 1;
            }
            let count = usize::from(feature.count.max(1));
            numbers.extend(std::iter::repeat_n(feature.number, count));
        }
        ends.push(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
        Self {
            numbers: numbers.into_boxed_slice(),
            ends,
        }
    }

    /// The features as they were, in order.
    pub fn unpack(&self, features: &mut Vec<Feature>) {
        features.clear();
        let mut start = 0;
        for (group, &end) in (0_u8..).zip(&self.ends) {
            let numbers = &self.numbers[start..end as usize];
            for run in numbers.chunk_by(|one, other| one == other) {
                features.push(Feature {
                    group,
                    number: run[0],
                    count: u8::try_from(run.len()).unwrap_or(u8::MAX),
                });
            }
            start = end as usize;
        }
    }
}
