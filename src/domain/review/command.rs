//! From what a person wants to what is written: `decide` turns a command into drafts of entries,
//! or refuses it with a reason. It changes nothing itself.

mod answering;
mod checklists;
mod writing;

use super::chosen::ChecklistChoice;
use super::detail::{Detail, DetailValue};
use super::entry::Heads;
use super::event::{
    AgreementSubject, AnswerState, AnswerSubject, AnswerValue, Assessment, Change,
    ConfidentialMark, ConfidentialSubject, Event, NoteValue, ReadMark, Rejection, TagSubject,
    TagValue,
};
use super::passage::{ClauseRef, Passage};
use super::people::Reviewer;
pub use super::refusal::Refusal;
use super::state::{AgreementReview, Agrees, Register, TagKey};
use crate::domain::agreement::Agreement;
use crate::domain::checklist::{Checklist, ItemRef};
use crate::domain::clause::{Clause, ClauseId};
use crate::domain::digest::Digest;
use crate::domain::text::Span;
use crate::domain::visible::says_something;
use std::sync::Arc;

/// The longest passage that can be tagged, in bytes; a longer clause is tagged by choosing words.
pub const LONGEST_QUOTE: usize = 100_000;
/// The longest note or value, in bytes.
pub const LONGEST_NOTE: usize = 100_000;

/// What a person wants to be written down about one agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Review it against this checklist, or by another profile or version of it.
    ChooseChecklist(ChecklistChoice),
    /// Review it against this checklist no longer.
    DropChecklist {
        /// The checklist's id.
        checklist: String,
    },
    /// Mark a clause as read, or as unread again.
    MarkRead {
        /// The clause.
        clause: ClauseId,
        /// Whether it was read.
        read: bool,
    },
    /// Hold a clause or words of it against an item.
    Tag {
        /// The clause.
        clause: ClauseId,
        /// The words, in bytes of the agreement's text; nothing for the whole clause.
        words: Option<Span>,
        /// The item's id.
        item: String,
        /// The assessment and what goes with it; nothing to take the tag away.
        value: Option<TagValue>,
        /// Why an earlier tag is changed.
        reason: Option<String>,
    },
    /// Say that a suggestion does not fit: the clause does not belong to the item.
    Reject {
        /// The clause.
        clause: ClauseId,
        /// The item's id.
        item: String,
        /// The words that pointed there; nothing to take the rejection back.
        pointed_by: Option<Vec<String>>,
    },
    /// Answer an item for the whole agreement.
    Answer {
        /// The item's id.
        item: String,
        /// The answer; nothing to take it away.
        value: Option<AnswerValue>,
        /// Why an earlier answer is changed.
        reason: Option<String>,
        /// Whether a note that says why is written together with it.
        explained: bool,
    },
    /// Record a particular of the agreement.
    Describe {
        /// The particular.
        detail: Detail,
        /// The value; nothing, or a blank text, to take it away.
        text: Option<String>,
        /// The words that it was taken from, in bytes of the agreement's text.
        words: Option<Span>,
        /// Whether it must stay out of a public edition.
        confidential: bool,
        /// Why an earlier value is changed.
        reason: Option<String>,
    },
    /// Settle a disagreement: an answer, a tag or a particular that takes the place of what all
    /// reviewers hold on the subject.
    Settle {
        /// The answer, the tag or the particular.
        decision: Box<Command>,
        /// Why it stands so; never empty.
        reason: String,
    },
    /// Write a note.
    Note {
        /// What it is written on.
        on: NoteTarget,
        /// The note; nothing to take it away.
        value: Option<NoteValue>,
    },
    /// Mark the agreement as a whole, a clause or words of one as confidential, or take that back.
    Confidential {
        /// The clause; nothing for the agreement as a whole.
        clause: Option<ClauseId>,
        /// Words of the clause, in bytes of the agreement's text; nothing for all that it holds.
        words: Option<Span>,
        /// Whether it must stay out of a public edition.
        confidential: bool,
        /// Why the mark is taken back.
        reason: Option<String>,
    },
    /// Sign the agreement off.
    SignOff {
        /// Every checklist that it is reviewed against.
        checklists: Vec<Arc<Checklist>>,
        /// All journals as they stand, the own one among them.
        covers: Heads,
        /// Why it is signed off although something is open.
        exception: Option<String>,
    },
    /// Take the own sign-off back.
    WithdrawSignOff {
        /// Why.
        reason: Option<String>,
    },
}

impl Command {
    /// Keeps what is decided out of any public edition.
    pub fn make_confidential(&mut self) {
        match self {
            Self::Settle { decision, .. } => decision.make_confidential(),
            Self::Tag {
                value: Some(value), ..
            } => value.confidential = true,
            Self::Answer {
                value: Some(value), ..
            } => value.confidential = true,
            Self::Note {
                value: Some(value), ..
            } => value.confidential = true,
            Self::Describe { confidential, .. } => *confidential = true,
            _ => {}
        }
    }
}

/// What a note is to be written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteTarget {
    /// The agreement as a whole.
    Agreement,
    /// A clause.
    Clause(ClauseId),
    /// A tag that stands.
    Tag(TagKey),
    /// The answer to an item, by the item's id.
    Answer(String),
}

/// An entry before the journal gives it its number, time and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What happened.
    pub event: Event,
    /// Entries that it replaces.
    pub supersedes: Vec<Digest>,
}

/// What a decision is taken in view of.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The agreement.
    pub agreement: &'a Agreement,
    /// The checklist it is reviewed against.
    pub checklist: &'a Checklist,
    /// Its review so far; nothing when no journal speaks of it.
    pub review: Option<&'a AgreementReview>,
    /// Who decides.
    pub reviewer: &'a Reviewer,
}

/// What must be written for a command to be carried out.
pub fn decide(command: Command, context: &Context<'_>) -> Result<Draft, Refusal> {
    decide_as(command, context, Manner::Own)
}

/// Whether a decision is one's own, or settles what all differ on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// One's own.
    Own,
    /// For all.
    Settling,
}

fn decide_as(command: Command, context: &Context<'_>, manner: Manner) -> Result<Draft, Refusal> {
    match command {
        Command::Settle { decision, reason } => context.settle(*decision, &reason),
        Command::ChooseChecklist(choice) => context.choose_checklist(choice),
        Command::DropChecklist { checklist } => context.drop_checklist(&checklist),
        Command::MarkRead { clause, read } => context.mark_read(&clause, read),
        Command::Tag {
            clause,
            words,
            item,
            value,
            reason,
        } => context.tag((&clause, words), &item, value, (reason, manner)),
        Command::Reject {
            clause,
            item,
            pointed_by,
        } => context.reject(&clause, &item, pointed_by),
        Command::Answer {
            item,
            value,
            reason,
            explained,
        } => context.answer(&item, value, explained, (reason, manner)),
        Command::Describe {
            detail,
            text,
            words,
            confidential,
            reason,
        } => {
            let text = text.unwrap_or_default();
            let passage = words.map(|words| context.passage(words)).transpose()?;
            let value = DetailValue {
                text,
                passage,
                confidential,
            };
            context.describe(detail, value, (reason, manner))
        }
        Command::Note { on, value } => context.note(on, value),
        Command::Confidential {
            clause,
            words,
            confidential,
            reason,
        } => context.mark_confidential((clause.as_ref(), words), confidential, reason),
        Command::SignOff {
            checklists,
            covers,
            exception,
        } => context.sign_off(&checklists, covers, exception),
        Command::WithdrawSignOff { reason } => context.withdraw_sign_off(reason),
    }
}

impl<'a> Context<'a> {
    fn mark_read(&self, clause: &ClauseId, read: bool) -> Result<Draft, Refusal> {
        let clause = self.clause(clause)?;
        let register = self.review.and_then(|review| review.reads.get(&clause.id));
        let subject = ClauseRef::to(self.agreement, clause);
        let value = read.then_some(ReadMark::Read);
        self.change(
            register,
            subject,
            value,
            (None, Manner::Own),
            Event::ClauseRead,
        )
    }

    /// A decision that settles a disagreement.
    fn settle(&self, decision: Command, reason: &str) -> Result<Draft, Refusal> {
        if !says_something(reason) {
            return Err(Refusal::SettledWithoutReason);
        }
        let mut decision = decision;
        match &mut decision {
            Command::Tag {
                reason: why, value, ..
            } if value.is_some() => *why = Some(reason.to_owned()),
            Command::Answer {
                reason: why, value, ..
            } if value.is_some() => *why = Some(reason.to_owned()),
            Command::Describe {
                reason: why, text, ..
            } if text.as_deref().is_some_and(says_something) => *why = Some(reason.to_owned()),
            _ => return Err(Refusal::NothingToSettle),
        }
        decide_as(decision, self, Manner::Settling)
    }

    fn tag(
        &self,
        (clause, words): (&ClauseId, Option<Span>),
        item: &str,
        value: Option<TagValue>,
        why: (Option<String>, Manner),
    ) -> Result<Draft, Refusal> {
        let subject = TagSubject {
            passage: self.words_of(clause, words)?,
            item: self.item(item)?,
        };
        let register = self.over_versions(&subject.item, |review, item| {
            let key = TagKey {
                item,
                ..TagKey::of(&subject)
            };
            review.tags.get(&key).map(|(_, register)| register)
        });
        self.change(register.as_ref(), subject, value, why, Event::ClauseTagged)
    }

    fn reject(
        &self,
        clause: &ClauseId,
        item: &str,
        pointed_by: Option<Vec<String>>,
    ) -> Result<Draft, Refusal> {
        let subject = TagSubject {
            passage: self.words_of(clause, None)?,
            item: self.item(item)?,
        };
        let register = self.over_versions(&subject.item, |review, item| {
            let key = TagKey {
                item,
                ..TagKey::of(&subject)
            };
            review.rejections.get(&key).map(|(_, register)| register)
        });
        let rejection = pointed_by.map(|pointed_by| Rejection { pointed_by });
        let why = (None, Manner::Own);
        self.change(
            register.as_ref(),
            subject,
            rejection,
            why,
            Event::SuggestionRejected,
        )
    }

    /// A clause, or words of it, as a passage.
    fn words_of(&self, clause: &ClauseId, words: Option<Span>) -> Result<Passage, Refusal> {
        let clause = self.clause(clause)?;
        let passage = match words {
            None => Passage::whole(self.agreement, clause),
            Some(words) if clause.reach().covers(words) && !words.is_empty() => {
                Passage::cut(self.agreement, clause, words)
            }
            Some(_) => {
                return Err(Refusal::WordsOutsideClause {
                    clause: clause.id.clone(),
                });
            }
        };
        short_enough(tr!("the passage"), passage.quote.len(), LONGEST_QUOTE)?;
        Ok(passage)
    }

    fn mark_confidential(
        &self,
        (clause, words): (Option<&ClauseId>, Option<Span>),
        confidential: bool,
        reason: Option<String>,
    ) -> Result<Draft, Refusal> {
        let subject = match clause {
            Some(clause) => {
                // All that it holds: nobody means the number and heading of an article alone.
                let reach = self.clause(clause)?.reach().trimmed(self.agreement.text());
                ConfidentialSubject::Words(self.words_of(clause, Some(words.unwrap_or(reach)))?)
            }
            None => ConfidentialSubject::Agreement(AgreementSubject {
                agreement: self.agreement.id.clone(),
            }),
        };
        let register = self
            .review
            .and_then(|review| review.confidential.get(&subject));
        self.change(
            register,
            subject,
            confidential.then_some(ConfidentialMark::Confidential),
            (reason, Manner::Own),
            Event::MarkedConfidential,
        )
    }

    /// What is held on an item under this version of the checklist and under those before, whatever
    /// they asked: what is decided now takes the place of all that.
    fn over_versions<V: Clone + Agrees + 'a>(
        &self,
        item: &ItemRef,
        find: impl Fn(&'a AgreementReview, ItemRef) -> Option<&'a Register<V>>,
    ) -> Option<Register<V>> {
        let review = self.review?;
        let lineage = review.lineage(self.checklist);
        let items = lineage.of_item(&item.item);
        let registers = items.filter_map(|(item, _)| find(review, item));
        Some(Register::joined(registers))
    }

    /// The passage under words that lie in one clause.
    fn passage(&self, words: Span) -> Result<Passage, Refusal> {
        let clauses = &self.agreement.clauses;
        let found = clauses.index_at(words.start);
        let clause = found.and_then(|at| clauses.clauses().get(at));
        let clause = clause.ok_or(Refusal::WordsNowhere)?;
        if words.is_empty() || !clause.reach().covers(words) {
            return Err(Refusal::WordsOutsideClause {
                clause: clause.id.clone(),
            });
        }
        short_enough(tr!("the passage"), words.len(), LONGEST_QUOTE)?;
        Ok(Passage::cut(self.agreement, clause, words))
    }

    fn answer_subject(&self, item: ItemRef) -> AnswerSubject {
        AnswerSubject {
            agreement: self.agreement.id.clone(),
            text_sha256: self.agreement.text_sha256,
            item,
        }
    }

    /// The draft that puts `after` in the place of what this reviewer held, or of what all hold where
    /// it settles a disagreement.
    pub(super) fn change<S, V: Clone + Agrees>(
        &self,
        register: Option<&Register<V>>,
        subject: S,
        after: Option<V>,
        (reason, manner): (Option<String>, Manner),
        event: impl FnOnce(Change<S, V>) -> Event,
    ) -> Result<Draft, Refusal> {
        let settles = manner == Manner::Settling;
        if settles && !register.is_some_and(Register::is_disputed) {
            return Err(Refusal::NothingToSettle);
        }
        let registers = || register.into_iter();
        let own: Vec<_> = registers()
            .flat_map(|register| register.of_reviewer(&self.reviewer.id))
            .collect();
        let before = own.iter().find_map(|held| held.value.clone());
        if before == after && own.len() <= 1 && !settles {
            return Err(Refusal::Unchanged);
        }
        let reason = reason
            .map(|reason| reason.trim().to_owned())
            .filter(|reason| !reason.is_empty() && (before.is_some() || settles));
        let change = Change {
            reason,
            settles,
            ..Change::new(subject, before, after)
        };
        let supersedes = if settles {
            let all = registers().flat_map(Register::held);
            all.map(|held| held.entry).collect()
        } else {
            // What a settlement stands over must not come back beside what is said now.
            let settled = registers().flat_map(|register| register.settled_of(&self.reviewer.id));
            own.iter().map(|held| held.entry).chain(settled).collect()
        };
        Ok(Draft {
            event: event(change),
            supersedes,
        })
    }

    fn clause(&self, id: &ClauseId) -> Result<&'a Clause, Refusal> {
        self.agreement
            .clauses
            .get(id)
            .ok_or_else(|| Refusal::UnknownClause { clause: id.clone() })
    }

    fn item(&self, id: &str) -> Result<ItemRef, Refusal> {
        match self.checklist.item(id) {
            Some(item) => Ok(self.checklist.item_ref(&item.id)),
            None => Err(Refusal::UnknownItem {
                checklist: self.checklist.id.clone(),
                item: id.to_owned(),
            }),
        }
    }
}

impl TagValue {
    /// A tag with an assessment and nothing else.
    pub const fn new(assessment: Assessment) -> Self {
        Self {
            assessment,
            confidential: false,
            pointed_by: Vec::new(),
        }
    }
}

impl AnswerValue {
    /// An answer with a state and nothing else.
    pub const fn new(state: AnswerState) -> Self {
        Self {
            state,
            value: None,
            confidential: false,
            absence: None,
        }
    }
}

pub(super) const fn short_enough(
    what: &'static str,
    length: usize,
    most: usize,
) -> Result<(), Refusal> {
    if length > most {
        return Err(Refusal::TooLong { what, length, most });
    }
    Ok(())
}
