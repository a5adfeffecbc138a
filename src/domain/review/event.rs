//! What can stand in a journal. **The names and the order of fields here are the file format.**
//!
//! Every decision has the same shape: the subject, the value before, the value after, and a reason
//! where an earlier decision is changed. Taking a decision back is the same event with the values
//! swapped and `undoes` naming the entry taken back; doing it again names the undo in `redoes`.

use super::chosen::ChecklistChoice;
use super::detail::{DetailSubject, DetailValue};
use super::passage::{ClauseRef, Passage};
use super::sign_off::{SignOff, SignOffSubject};
use super::trust::{
    CheckpointMade, CheckpointSigned, CheckpointStamped, DeviceCertified, KeyRevoked, KeyVouched,
};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::ItemRef;
use crate::domain::clause::ClauseId;
use crate::domain::digest::Digest;
use serde::{Deserialize, Serialize};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The first line of every journal.
    JournalStarted(JournalStarted),
    /// A torn last line was moved aside.
    JournalRecovered(JournalRecovered),
    /// A document was read into the workspace.
    AgreementImported(AgreementImported),
    /// A particular of an agreement was recorded, changed or taken away.
    AgreementDescribed(Change<DetailSubject, DetailValue>),
    /// A checklist was chosen for an agreement, moved to another version, or given up.
    ChecklistChosen(Change<AgreementSubject, ChecklistChoice>),
    /// A clause was read, or marked unread again.
    ClauseRead(Change<ClauseRef, ReadMark>),
    /// A passage was held against an item.
    ClauseTagged(Change<TagSubject, TagValue>),
    /// A suggestion was found not to fit: the passage does not belong to the item.
    SuggestionRejected(Change<TagSubject, Rejection>),
    /// An item was answered for a whole agreement.
    ItemAnswered(Change<AnswerSubject, AnswerValue>),
    /// A note was written, changed or removed.
    NoteWritten(Change<NoteSubject, NoteValue>),
    /// An agreement as a whole, or words of it, were marked confidential, or no longer are.
    MarkedConfidential(Change<ConfidentialSubject, ConfidentialMark>),
    /// An agreement was signed off, or a sign-off was taken back.
    AgreementSignedOff(Change<SignOffSubject, SignOff>),
    /// All journals were summed up in one root.
    CheckpointMade(CheckpointMade),
    /// A checkpoint was signed with a person's own key.
    CheckpointSigned(CheckpointSigned),
    /// An outside clock confirmed a checkpoint.
    CheckpointStamped(CheckpointStamped),
    /// A person vouched for her device.
    DeviceCertified(DeviceCertified),
    /// A reviewer made sure of a colleague's key.
    KeyVouched(KeyVouched),
    /// A key was taken back.
    KeyRevoked(KeyRevoked),
}

/// A decision: what it is about, what held before and what holds after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change<S, V> {
    /// What it is about.
    pub subject: S,
    /// What this writer's view held before; `null` for nothing.
    pub before: Option<V>,
    /// What holds now; `null` when the decision was withdrawn.
    pub after: Option<V>,
    /// Why an earlier decision was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The entry that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Digest>,
    /// The undo that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redoes: Option<Digest>,
    /// Whether it settles a disagreement: it takes the place of what all reviewers hold on the subject,
    /// and has a reason. Where it `undoes` a settlement, what the others held holds again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub settles: bool,
}

impl<S, V> Change<S, V> {
    /// A change without a reason.
    pub const fn new(subject: S, before: Option<V>, after: Option<V>) -> Self {
        Self {
            subject,
            before,
            after,
            reason: None,
            undoes: None,
            redoes: None,
            settles: false,
        }
    }
}

/// Who may write to this journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalStarted {
    /// The workspace that the journal belongs to.
    pub workspace: String,
    /// The device's ed25519 public key, 64 hexadecimal digits.
    pub public_key: String,
}

/// What was moved aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalRecovered {
    /// Name of the file that now holds it, in the journal folder.
    pub file: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Digest,
}

/// A document as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementImported {
    /// Its id in the workspace.
    pub agreement: AgreementId,
    /// Its title.
    pub title: String,
    /// Name of the file, without folders.
    pub file: String,
    /// Format it was read as.
    pub format: String,
    /// What read it.
    pub reader: String,
    /// SHA-256 of the file as received.
    pub source_sha256: Digest,
    /// SHA-256 of the text in UTF-8.
    pub text_sha256: Digest,
    /// SHA-256 of `clauses.json`.
    pub clauses_sha256: Digest,
    /// SHA-256 of `document.json`, with the receipt of reading it; nothing in entries of programs that
    /// did not write it down yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_sha256: Option<Digest>,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Length of the text in Unicode scalar values.
    pub characters: usize,
    /// Number of clauses.
    pub clauses: usize,
}

/// A whole agreement as the subject of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementSubject {
    /// The agreement.
    pub agreement: AgreementId,
}

/// A version of a checklist, by name and content.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistRef {
    /// The checklist's id.
    pub checklist: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of `checklists/ID@VERSION.json`.
    pub sha256: Digest,
}

/// That a clause was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadMark {
    /// It was read.
    Read,
}

/// A passage held against an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagSubject {
    /// The words.
    pub passage: Passage,
    /// The item.
    pub item: ItemRef,
}

/// What a reviewer thinks of a passage under an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagValue {
    /// The assessment.
    pub assessment: Assessment,
    /// Whether the tag must stay out of a public edition.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confidential: bool,
    /// The words that pointed here, when the tag began as a suggestion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pointed_by: Vec<String>,
}

/// That a suggestion does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// The words that pointed there.
    pub pointed_by: Vec<String>,
}

/// How a passage stands against an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assessment {
    /// As it should be.
    Ok,
    /// Worrying.
    Concern,
    /// Cannot be judged from these words.
    Unclear,
    /// Worth knowing; neither good nor bad.
    Info,
}

impl Assessment {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Concern, Self::Unclear, Self::Info];

    /// The name used in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Concern => "concern",
            Self::Unclear => "unclear",
            Self::Info => "info",
        }
    }

    /// The name used on screens.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ok => tr!("ok"),
            Self::Concern => tr!("concern"),
            Self::Unclear => tr!("unclear"),
            Self::Info => tr!("info"),
        }
    }

    /// The assessment with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// An item of a checklist for a whole agreement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSubject {
    /// The agreement.
    pub agreement: AgreementId,
    /// SHA-256 of the agreement's text in UTF-8.
    pub text_sha256: Digest,
    /// The item.
    pub item: ItemRef,
}

/// The answer to an item.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerValue {
    /// The state.
    pub state: AnswerState,
    /// The value recorded for a `fact`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether the answer must stay out of a public edition.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confidential: bool,
    /// What was searched and read before the item was called absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absence: Option<AbsenceProof>,
}

/// The state of an item for a whole agreement. No answer at all is *unanswered*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// The agreement does what the item asks.
    Satisfied,
    /// The agreement does what it should not, or not what it should.
    Concern,
    /// The agreement says nothing about it.
    Absent,
    /// The part that would say so was not handed over.
    Withheld,
    /// The agreement can be read both ways.
    Unclear,
    /// The item does not fit this agreement.
    NotApplicable,
}

impl AnswerState {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Satisfied,
        Self::Concern,
        Self::Absent,
        Self::Withheld,
        Self::Unclear,
        Self::NotApplicable,
    ];

    /// The name used in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Concern => "concern",
            Self::Absent => "absent",
            Self::Withheld => "withheld",
            Self::Unclear => "unclear",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The name used on screens and in summaries.
    pub fn label(self) -> &'static str {
        match self {
            Self::Satisfied => tr!("satisfied"),
            Self::Concern => tr!("concern"),
            Self::Absent => tr!("absent"),
            Self::Withheld => tr!("withheld"),
            Self::Unclear => tr!("unclear"),
            Self::NotApplicable => tr!("not applicable"),
        }
    }

    /// The state with this name; `not-applicable` is understood too.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What stands behind an `absent`: the terms searched, the clauses read, the near misses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsenceProof {
    /// Every term that was searched for.
    pub terms: Vec<String>,
    /// Tags of the languages that the terms are in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Clauses in which a term was found all the same.
    pub hits: Vec<ClauseId>,
    /// Clauses in which only part of a term was found.
    pub near_misses: Vec<ClauseId>,
    /// Clauses marked as read at that moment.
    pub clauses_read: usize,
    /// Clauses in the agreement.
    pub clauses: usize,
}

/// What a note is written on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "snake_case")]
pub enum NoteSubject {
    /// The agreement as a whole.
    Agreement(AgreementSubject),
    /// A clause.
    Clause(ClauseRef),
    /// A tag.
    Tag(TagSubject),
    /// An answer.
    Answer(AnswerSubject),
}

/// The text of a note.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteValue {
    /// The text; lines end in LF.
    pub text: String,
    /// Whether the note must stay out of a public edition.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confidential: bool,
}

/// What is marked confidential by itself, whatever is thought of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConfidentialSubject {
    /// The agreement as a whole: no public edition of its review is made.
    Agreement(AgreementSubject),
    /// A clause, or words of one.
    Words(Passage),
}

impl ConfidentialSubject {
    /// The agreement it is about.
    pub const fn agreement(&self) -> &AgreementId {
        match self {
            Self::Agreement(subject) => &subject.agreement,
            Self::Words(passage) => &passage.agreement,
        }
    }
}

/// That something must stay out of a public edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfidentialMark {
    /// It must.
    Confidential,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
pub(super) const fn is_false(value: &bool) -> bool {
    !*value
}

/// Applies one expression to the change inside a decision; other events give the fallback.
macro_rules! with_change {
    ($event:expr, $change:ident => $body:expr, else $fallback:expr) => {
        match $event {
            Event::AgreementDescribed($change) => $body,
            Event::ChecklistChosen($change) => $body,
            Event::ClauseRead($change) => $body,
            Event::ClauseTagged($change) => $body,
            Event::SuggestionRejected($change) => $body,
            Event::ItemAnswered($change) => $body,
            Event::NoteWritten($change) => $body,
            Event::MarkedConfidential($change) => $body,
            Event::AgreementSignedOff($change) => $body,
            Event::JournalStarted(_)
            | Event::JournalRecovered(_)
            | Event::AgreementImported(_)
            | Event::CheckpointMade(_)
            | Event::CheckpointSigned(_)
            | Event::CheckpointStamped(_)
            | Event::DeviceCertified(_)
            | Event::KeyVouched(_)
            | Event::KeyRevoked(_) => $fallback,
        }
    };
}

impl Event {
    /// Whether a person decided this, so that it can be undone.
    pub const fn is_decision(&self) -> bool {
        with_change!(self, _change => true, else false)
    }

    /// The entry that this one takes back.
    pub const fn undoes(&self) -> Option<Digest> {
        with_change!(self, change => change.undoes, else None)
    }

    /// The undo that this one takes back.
    pub const fn redoes(&self) -> Option<Digest> {
        with_change!(self, change => change.redoes, else None)
    }

    /// Whether it settles a disagreement, or takes such a settlement back.
    pub const fn settles(&self) -> bool {
        with_change!(self, change => change.settles, else false)
    }

    /// Why an earlier decision was changed, or a disagreement settled so.
    pub fn reason(&self) -> Option<&str> {
        with_change!(self, change => change.reason.as_deref(), else None)
    }

    /// The same decision turned round: after becomes before. Nothing for what is no decision.
    #[must_use]
    pub fn reversed(&self) -> Option<Self> {
        let mut event = self.clone();
        with_change!(&mut event, change => {
            std::mem::swap(&mut change.before, &mut change.after);
            change.reason = None;
            change.undoes = None;
            change.redoes = None;
            Some(())
        }, else None)?;
        Some(event)
    }

    /// The same decision marked as an undo of `entry`.
    #[must_use]
    pub fn undoing(mut self, entry: Digest) -> Self {
        with_change!(&mut self, change => change.undoes = Some(entry), else ());
        self
    }

    /// The same decision marked as taking back the undo `entry`.
    #[must_use]
    pub fn redoing(mut self, entry: Digest) -> Self {
        with_change!(&mut self, change => change.redoes = Some(entry), else ());
        self
    }

    /// Whether what was confidential before would no longer be, though something still stands.
    pub fn drops_confidentiality(&self) -> bool {
        let drops = |before: Option<bool>, after: Option<bool>| {
            before == Some(true) && after == Some(false)
        };
        match self {
            Self::ClauseTagged(change) => drops(
                change.before.as_ref().map(|tag| tag.confidential),
                change.after.as_ref().map(|tag| tag.confidential),
            ),
            Self::ItemAnswered(change) => drops(
                change.before.as_ref().map(|answer| answer.confidential),
                change.after.as_ref().map(|answer| answer.confidential),
            ),
            Self::AgreementDescribed(change) => drops(
                change.before.as_ref().map(|value| value.confidential),
                change.after.as_ref().map(|value| value.confidential),
            ),
            Self::NoteWritten(change) => drops(
                change.before.as_ref().map(|note| note.confidential),
                change.after.as_ref().map(|note| note.confidential),
            ),
            _ => false,
        }
    }

    /// The agreement it is about.
    pub const fn agreement(&self) -> Option<&AgreementId> {
        match self {
            Self::JournalStarted(_)
            | Self::JournalRecovered(_)
            | Self::CheckpointMade(_)
            | Self::CheckpointSigned(_)
            | Self::CheckpointStamped(_)
            | Self::DeviceCertified(_)
            | Self::KeyVouched(_)
            | Self::KeyRevoked(_) => None,
            Self::AgreementSignedOff(change) => Some(&change.subject.agreement),
            Self::AgreementImported(event) => Some(&event.agreement),
            Self::AgreementDescribed(change) => Some(&change.subject.agreement),
            Self::ChecklistChosen(change) => Some(&change.subject.agreement),
            Self::ClauseRead(change) => Some(&change.subject.agreement),
            Self::ClauseTagged(change) => Some(&change.subject.passage.agreement),
            Self::SuggestionRejected(change) => Some(&change.subject.passage.agreement),
            Self::ItemAnswered(change) => Some(&change.subject.agreement),
            Self::NoteWritten(change) => Some(change.subject.agreement()),
            Self::MarkedConfidential(change) => Some(change.subject.agreement()),
        }
    }

    /// The passage whose words it shows.
    pub const fn passage(&self) -> Option<&Passage> {
        match self {
            Self::ClauseTagged(change) => Some(&change.subject.passage),
            Self::SuggestionRejected(change) => Some(&change.subject.passage),
            Self::AgreementDescribed(change) => match &change.after {
                Some(value) => value.passage.as_ref(),
                None => None,
            },
            Self::NoteWritten(change) => match &change.subject {
                NoteSubject::Tag(tag) => Some(&tag.passage),
                _ => None,
            },
            Self::MarkedConfidential(change) => match &change.subject {
                ConfidentialSubject::Words(passage) => Some(passage),
                ConfidentialSubject::Agreement(_) => None,
            },
            _ => None,
        }
    }

    /// The name of its type, as in the journal.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::JournalStarted(_) => "journal_started",
            Self::JournalRecovered(_) => "journal_recovered",
            Self::AgreementImported(_) => "agreement_imported",
            Self::AgreementDescribed(_) => "agreement_described",
            Self::ChecklistChosen(_) => "checklist_chosen",
            Self::ClauseRead(_) => "clause_read",
            Self::ClauseTagged(_) => "clause_tagged",
            Self::SuggestionRejected(_) => "suggestion_rejected",
            Self::ItemAnswered(_) => "item_answered",
            Self::NoteWritten(_) => "note_written",
            Self::MarkedConfidential(_) => "marked_confidential",
            Self::AgreementSignedOff(_) => "agreement_signed_off",
            Self::CheckpointMade(_) => "checkpoint_made",
            Self::CheckpointSigned(_) => "checkpoint_signed",
            Self::CheckpointStamped(_) => "checkpoint_stamped",
            Self::DeviceCertified(_) => "device_certified",
            Self::KeyVouched(_) => "key_vouched",
            Self::KeyRevoked(_) => "key_revoked",
        }
    }
}

impl NoteSubject {
    /// The agreement it is about.
    pub const fn agreement(&self) -> &AgreementId {
        match self {
            Self::Agreement(subject) => &subject.agreement,
            Self::Clause(clause) => &clause.agreement,
            Self::Tag(tag) => &tag.passage.agreement,
            Self::Answer(answer) => &answer.agreement,
        }
    }
}
