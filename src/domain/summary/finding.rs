//! Findings: one item of the checklist with its verdict and everything that stands behind it.

use crate::domain::checklist::{ItemKind, ItemSeverity, Source, binding};
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use crate::domain::jurisdiction::Country;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment};
use crate::domain::review::state::{Held, Register};
use crate::domain::review::{Moment, Reviewer, WriterId};
use serde::{Deserialize, Serialize};

/// One item of the checklist and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The checklist's id.
    pub checklist: String,
    /// The item's id.
    pub item: String,
    /// Title of the group it belongs to.
    pub group: String,
    /// Whether its presence or its absence is worrying.
    pub kind: ItemKind,
    /// How much it weighs.
    pub severity: ItemSeverity,
    /// Its short name.
    pub name: String,
    /// The question.
    pub question: String,
    /// Why it is asked; may be empty.
    pub why_it_matters: String,
    /// What the review says.
    pub verdict: Verdict,
    /// Why it is not asked of this agreement, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_asked: Option<String>,
    /// The answers, earliest first; several may agree or differ.
    pub answers: Vec<Answer>,
    /// What was answered when the item asked something else; it must be confirmed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to_confirm: Vec<Answer>,
    /// Notes on the answer.
    pub notes: Vec<Note>,
    /// Passages held against the item, in the order of the text.
    pub tags: Vec<Tag>,
    /// What to ask the ministry or city, where the verdict calls for it.
    pub follow_up_question: Option<String>,
    /// Where the question comes from.
    pub sources: Vec<SourceLine>,
}

/// What a review says on an item; the weightiest is the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The agreement does what it should not, or not what it should.
    Concern,
    /// The agreement says nothing about it.
    Absent,
    /// The part that would say so was not handed over.
    Withheld,
    /// The agreement can be read both ways.
    Unclear,
    /// Reviewers differ and have not settled it.
    Disagreement,
    /// The agreement does what the item asks.
    Satisfied,
    /// The item does not fit this agreement.
    NotApplicable,
    /// Nobody has answered.
    Unanswered,
    /// The item is not asked of this agreement.
    NotAsked,
}

impl Verdict {
    /// All of them, weightiest first.
    pub const ALL: [Self; 9] = [
        Self::Concern,
        Self::Absent,
        Self::Withheld,
        Self::Unclear,
        Self::Disagreement,
        Self::Satisfied,
        Self::NotApplicable,
        Self::Unanswered,
        Self::NotAsked,
    ];

    /// What a person calls it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Concern => "concern",
            Self::Absent => "absent",
            Self::Withheld => "withheld",
            Self::Unclear => "unclear",
            Self::Disagreement => "disagreement",
            Self::Satisfied => "satisfied",
            Self::NotApplicable => "not applicable",
            Self::Unanswered => "unanswered",
            Self::NotAsked => "not asked",
        }
    }

    /// Whether the ministry or city should be asked.
    pub const fn calls_for_a_question(self) -> bool {
        matches!(
            self,
            Self::Concern | Self::Absent | Self::Withheld | Self::Unclear
        )
    }

    pub(super) fn of(register: &Register<AnswerValue>) -> Self {
        if !register.is_set() {
            return Self::Unanswered;
        }
        match register.agreed().map(|value| value.state) {
            None => Self::Disagreement,
            Some(AnswerState::Satisfied) => Self::Satisfied,
            Some(AnswerState::Concern) => Self::Concern,
            Some(AnswerState::Absent) => Self::Absent,
            Some(AnswerState::Withheld) => Self::Withheld,
            Some(AnswerState::Unclear) => Self::Unclear,
            Some(AnswerState::NotApplicable) => Self::NotApplicable,
        }
    }
}

/// What one reviewer answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The state.
    pub state: AnswerState,
    /// The value recorded for a fact.
    pub value: Option<String>,
    /// Whether it must stay out of a public edition.
    pub confidential: bool,
    /// Whether this is a public edition and its value was left out.
    #[serde(skip_serializing_if = "not")]
    pub withheld: bool,
    /// What stands behind an `absent`.
    pub absence: Option<Absence>,
    /// Who, when, and where it stands.
    pub origin: Origin,
}

/// What was searched and read before an item was called absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Absence {
    /// Every term that was searched for.
    pub terms: Vec<String>,
    /// Tags of the languages that the terms are in.
    pub languages: Vec<String>,
    /// Whether the language of the agreement is among them, or one that is read like it.
    pub language_searched: bool,
    /// Clauses in which a term was found all the same.
    pub hits: Vec<Place>,
    /// Clauses in which only part of a term was found.
    pub near_misses: Vec<Place>,
    /// Clauses marked as read at that moment.
    pub clauses_read: usize,
    /// Clauses in the agreement.
    pub clauses: usize,
}

/// A passage held against an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// The clause it stands in.
    pub clause: Place,
    /// Page on which the words start; nothing when the format has no pages.
    pub page: Option<u32>,
    /// First position, in Unicode scalar values.
    pub start: usize,
    /// Position after the last one.
    pub end: usize,
    /// The exact words.
    pub quote: String,
    /// Up to 32 characters before them.
    pub prefix: String,
    /// Up to 32 characters after them.
    pub suffix: String,
    /// Whether this is a public edition and words were left out.
    #[serde(skip_serializing_if = "not")]
    pub withheld: bool,
    /// Whether the words stand in this text at this place; if not, they were tagged in another
    /// reading of the same file.
    pub fits: bool,
    /// Whether reviewers differ.
    pub disputed: bool,
    /// What reviewers think of it, earliest first.
    pub judgements: Vec<Judgement>,
    /// Notes on the tag.
    pub notes: Vec<Note>,
}

/// What one reviewer thinks of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// The assessment.
    pub assessment: Assessment,
    /// Whether it must stay out of a public edition.
    pub confidential: bool,
    /// The words that pointed here, when it began as a suggestion.
    pub pointed_by: Vec<String>,
    /// Who, when, and where it stands.
    pub origin: Origin,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Whether it must stay out of a public edition.
    pub confidential: bool,
    /// Whether this is a public edition and it was left out.
    #[serde(skip_serializing_if = "not")]
    pub withheld: bool,
    /// Who, when, and where it stands.
    pub origin: Origin,
}

/// Who said something, when, and which line of which journal says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// The reviewer.
    pub by: Reviewer,
    /// The claimed time.
    pub at: Moment,
    /// The journal.
    pub writer: WriterId,
    /// Number of the entry there.
    pub seq: u64,
    /// Hash of the entry.
    pub entry: Digest,
    /// The disagreement that it settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

/// A disagreement that was settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// Why it stands so.
    pub reason: String,
    /// Names of those who had said otherwise or the same; their own words stand in the journals.
    pub over: Vec<String>,
}

impl Origin {
    pub(super) fn of<V>(held: &Held<V>) -> Self {
        Self {
            by: held.by.clone(),
            at: held.at,
            writer: held.writer.clone(),
            seq: held.seq,
            entry: held.entry,
            settled: None,
        }
    }
}

/// A clause, named so that a person finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its id.
    pub id: ClauseId,
    /// Its label as printed; empty when it has none.
    pub label: String,
    /// What a person calls it.
    pub name: String,
    /// Page on which it starts.
    pub page: Option<u32>,
}

/// A source with what must be said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// The source as the checklist has it.
    #[serde(flatten)]
    pub source: Source,
    /// Whether it must be checked before anybody relies on it.
    pub to_be_verified: bool,
    /// Whether it binds in the country of the public body or is a standard to compare with, in a
    /// sentence.
    pub binding: String,
}

impl SourceLine {
    pub(super) fn of(source: &Source, country: Option<&Country>) -> Self {
        Self {
            binding: binding(source, country).sentence(),
            source: source.clone(),
            to_be_verified: source.to_be_verified(),
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
pub(super) const fn not(value: &bool) -> bool {
    !*value
}
