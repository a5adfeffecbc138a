//! What the review says about every clause and item, computed once after each change.

use super::wording;
use crate::domain::agreement::Agreement;
use crate::domain::checklist::Checklist;
use crate::domain::review::event::{
    AnswerValue, Assessment, ConfidentialSubject, NoteSubject, TagValue,
};
use crate::domain::review::state::{Register, TagKey};
use crate::domain::review::{AgreementReview, Coverage, Reviewer};
use crate::domain::text::Span;
use std::collections::HashMap;

/// A tag that stands on a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagMark {
    /// What identifies it.
    pub key: TagKey,
    /// The words, in bytes of the agreement's text.
    pub span: Span,
    /// Position of the clause.
    pub clause: usize,
    /// Whether the words are all of the clause's own, or all that it holds.
    pub whole: bool,
    /// The assessment; nothing when reviewers differ.
    pub assessment: Option<Assessment>,
    /// Who says what, where reviewers differ; else nothing.
    pub sides: Vec<String>,
    /// Whether somebody keeps it out of a public summary.
    pub confidential: bool,
    /// Its notes.
    pub notes: Vec<String>,
}

impl TagMark {
    /// Whether it is a concern, or reviewers differ on it.
    pub const fn is_worrying(&self) -> bool {
        matches!(self.assessment, Some(Assessment::Concern) | None)
    }
}

/// What somebody keeps out of public editions, whatever is thought of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The words, in bytes of the agreement's text; all of it for the agreement as a whole.
    pub span: Span,
    /// Position of the clause.
    pub clause: usize,
    /// Who says so, the earliest first; never empty.
    pub by: Vec<Reviewer>,
}

/// What the review says about one clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClauseMarks {
    /// Tags, in the order of the text.
    pub tags: Vec<TagMark>,
    /// Notes on the clause.
    pub notes: Vec<String>,
}

/// What the review says, ready to be shown.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// What was covered.
    pub coverage: Coverage,
    /// Which clauses were read or tagged, by position.
    pub read: Vec<bool>,
    /// Clauses with tags or notes, by position.
    pub clauses: HashMap<usize, ClauseMarks>,
    /// Words and clauses that are kept out of public editions, in the order of the text.
    pub kept: Vec<Kept>,
    /// The agreement as a whole, where somebody keeps it out of public editions.
    pub kept_whole: Option<Kept>,
    /// For each item, the clauses tagged with it: clause and number of the tag there.
    pub evidence: Vec<Vec<(usize, usize)>>,
    /// For each item, its answer.
    pub answers: Vec<Register<AnswerValue>>,
    /// For each item, what was answered when it asked something else and must be confirmed.
    pub to_confirm: Vec<Register<AnswerValue>>,
}

impl Marks {
    /// What a review says.
    pub fn of(agreement: &Agreement, checklist: &Checklist, review: &AgreementReview) -> Self {
        let coverage = Coverage::of(agreement, checklist, review);
        let mut read = vec![true; agreement.clauses.len()];
        for &clause in &coverage.unread {
            read[clause] = false;
        }
        let mut marks = Self {
            coverage,
            read,
            clauses: HashMap::new(),
            kept: Vec::new(),
            kept_whole: None,
            evidence: vec![Vec::new(); checklist.items.len()],
            answers: Vec::new(),
            to_confirm: Vec::new(),
        };
        let lineage = review.lineage(checklist);
        for item in &checklist.items {
            marks.answers.push(review.answer(&lineage, &item.id));
            marks.to_confirm.push(review.to_confirm(&lineage, &item.id));
        }
        marks.add_tags(agreement, checklist, review);
        marks.add_kept(agreement, review);
        for (subject, register) in &review.notes {
            if let NoteSubject::Clause(clause) = subject
                && register.is_set()
                && let Some(index) = agreement.clauses.index_of(&clause.clause)
            {
                let notes = notes(review, subject);
                marks.clauses.entry(index).or_default().notes = notes;
            }
        }
        marks
    }

    fn add_kept(&mut self, agreement: &Agreement, review: &AgreementReview) {
        for (subject, register) in &review.confidential {
            let held = register.standing().into_iter();
            let by: Vec<Reviewer> = held.map(|held| held.by.clone()).collect();
            if by.is_empty() {
                continue;
            }
            match subject {
                ConfidentialSubject::Agreement(_) => {
                    let span = Span::new(0, agreement.text().len());
                    let clause = 0;
                    self.kept_whole = Some(Kept { span, clause, by });
                }
                ConfidentialSubject::Words(passage) => {
                    let words = Span::new(passage.start, passage.end);
                    let clause = agreement.clauses.index_of(&passage.clause);
                    let span = agreement.to_bytes(words);
                    if let (Some(clause), Some(span), true) =
                        (clause, span, passage.fits(agreement))
                    {
                        self.kept.push(Kept { span, clause, by });
                    }
                }
            }
        }
        self.kept
            .sort_by_key(|kept| (kept.span.start, kept.span.end));
    }

    fn add_tags(&mut self, agreement: &Agreement, checklist: &Checklist, review: &AgreementReview) {
        let lineage = review.lineage(checklist);
        // Tags under other checklists are shown too, each by itself.
        let elsewhere = review
            .standing_tags()
            .filter(|(subject, _)| lineage.bearing(&subject.item).is_none())
            .map(|(subject, register)| (subject.clone(), register.clone()));
        let mut tags = review.tags_under(&lineage);
        tags.extend(elsewhere);
        tags.sort_by_cached_key(|(subject, _)| TagKey::of(subject));
        for (subject, register) in &tags {
            let passage = &subject.passage;
            let words = Span::new(passage.start, passage.end);
            let Some(clause) = agreement.clauses.index_of(&passage.clause) else {
                continue;
            };
            let Some(span) = agreement.to_bytes(words) else {
                continue;
            };
            let tags = &mut self.clauses.entry(clause).or_default().tags;
            let item = &subject.item.item;
            let ours = lineage.bearing(&subject.item).is_some();
            let position = checklist.items.iter().position(|one| one.id == *item);
            let position = position.filter(|_| ours);
            if let Some(evidence) = position.and_then(|at| self.evidence.get_mut(at)) {
                evidence.push((clause, tags.len()));
            }
            tags.push(TagMark {
                key: TagKey::of(subject),
                span,
                clause,
                whole: is_whole(agreement, clause, span),
                sides: sides(register),
                assessment: register.agreed().map(|tag| tag.assessment),
                confidential: register
                    .standing()
                    .iter()
                    .any(|held| held.value.as_ref().is_some_and(|tag| tag.confidential)),
                notes: notes(review, &NoteSubject::Tag(subject.clone())),
            });
        }
    }
}

/// Who says what of a passage, where reviewers differ.
fn sides(register: &Register<TagValue>) -> Vec<String> {
    if !register.is_disputed() {
        return Vec::new();
    }
    let standing = register.standing().into_iter();
    let sides = standing.filter_map(|held| {
        let value = held.value.as_ref()?;
        Some(format!("{}: {}", held.by.name, value.assessment.label()))
    });
    sides.collect()
}

/// Whether words are all of a clause, white space aside.
fn is_whole(agreement: &Agreement, clause: usize, words: Span) -> bool {
    let text = agreement.text();
    let clause = &agreement.clauses.clauses()[clause];
    words == clause.span.trimmed(text) || words == clause.reach().trimmed(text)
}

/// The texts of the notes on a subject, earliest first.
pub fn notes(review: &AgreementReview, subject: &NoteSubject) -> Vec<String> {
    let held = review.notes_on(subject).into_iter();
    held.filter_map(|held| held.value.as_ref())
        .map(|note| note.text.clone() + wording::confidential(note.confidential))
        .collect()
}
