//! How much of what a review has, for the page that everybody reads.

use super::finding::{Finding, Tag, Verdict};
use crate::domain::review::event::Assessment;
use serde::Serialize;

/// The counts of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Clauses in the agreement.
    pub clauses: usize,
    /// Clauses that were marked as read or tagged, or have no words.
    pub clauses_read: usize,
    /// Items in the checklist.
    pub items: usize,
    /// Items by verdict; they add up to `items`.
    pub answers: AnswerCounts,
    /// Tags by assessment.
    pub tags: TagCounts,
    /// Tags that began as a suggestion.
    pub suggestions_accepted: usize,
}

/// Items by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AnswerCounts {
    /// See [`Verdict::Concern`].
    pub concern: usize,
    /// See [`Verdict::Absent`].
    pub absent: usize,
    /// See [`Verdict::Withheld`].
    pub withheld: usize,
    /// See [`Verdict::Unclear`].
    pub unclear: usize,
    /// See [`Verdict::Disagreement`].
    pub disagreement: usize,
    /// See [`Verdict::Satisfied`].
    pub satisfied: usize,
    /// See [`Verdict::NotApplicable`].
    pub not_applicable: usize,
    /// See [`Verdict::Unanswered`].
    pub unanswered: usize,
    /// See [`Verdict::NotAsked`].
    pub not_asked: usize,
}

/// Tags of this checklist by assessment; they add up to `total`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TagCounts {
    /// All of them.
    pub total: usize,
    /// As it should be.
    pub ok: usize,
    /// Worrying.
    pub concern: usize,
    /// Cannot be judged from these words.
    pub unclear: usize,
    /// Worth knowing.
    pub info: usize,
    /// Reviewers differ.
    pub disagreement: usize,
}

impl Counts {
    pub(super) fn of(clauses: usize, unread: usize, findings: &[Finding]) -> Self {
        let mut answers = AnswerCounts::default();
        let mut tags = TagCounts::default();
        let mut suggestions_accepted = 0;
        for finding in findings {
            answers.add(finding.verdict);
            for tag in &finding.tags {
                tags.add(tag);
                let accepted = |one: &super::Judgement| !one.pointed_by.is_empty();
                suggestions_accepted += usize::from(tag.judgements.iter().any(accepted));
            }
        }
        Self {
            clauses,
            clauses_read: clauses - unread,
            items: findings.len(),
            answers,
            tags,
            suggestions_accepted,
        }
    }
}

impl AnswerCounts {
    /// The count of one verdict.
    pub fn get(mut self, verdict: Verdict) -> usize {
        *self.slot(verdict)
    }

    /// Counts one more item with this verdict.
    pub fn add(&mut self, verdict: Verdict) {
        *self.slot(verdict) += 1;
    }

    /// The result in one line: `3 concerns, 1 absent, …; 0 unanswered`.
    pub fn in_words(self) -> String {
        let plural = if self.concern == 1 { "" } else { "s" };
        let mut words = format!(
            "{} concern{plural}, {} absent, {} withheld, {} unclear, {} satisfied, {} not applicable; {} unanswered",
            self.concern,
            self.absent,
            self.withheld,
            self.unclear,
            self.satisfied,
            self.not_applicable,
            self.unanswered,
        );
        if self.not_asked > 0 {
            words = format!("{words}, {} not asked", self.not_asked);
        }
        if self.disagreement > 0 {
            words = format!("{words}, {} in disagreement", self.disagreement);
        }
        words
    }

    const fn slot(&mut self, verdict: Verdict) -> &mut usize {
        match verdict {
            Verdict::Concern => &mut self.concern,
            Verdict::Absent => &mut self.absent,
            Verdict::Withheld => &mut self.withheld,
            Verdict::Unclear => &mut self.unclear,
            Verdict::Disagreement => &mut self.disagreement,
            Verdict::Satisfied => &mut self.satisfied,
            Verdict::NotApplicable => &mut self.not_applicable,
            Verdict::Unanswered => &mut self.unanswered,
            Verdict::NotAsked => &mut self.not_asked,
        }
    }
}

impl TagCounts {
    fn add(&mut self, tag: &Tag) {
        self.total += 1;
        let first = tag.judgements.first().map(|one| one.assessment);
        *match first.filter(|_| !tag.disputed) {
            None => &mut self.disagreement,
            Some(Assessment::Ok) => &mut self.ok,
            Some(Assessment::Concern) => &mut self.concern,
            Some(Assessment::Unclear) => &mut self.unclear,
            Some(Assessment::Info) => &mut self.info,
        } += 1;
    }
}
