//! The summary: a typed report of one review, from which every export is written.
//!
//! A pure function of the review: no clock is read, so the same journals give the same summary to
//! the byte, on any machine. It knows nothing of Markdown or of files.

mod about;
mod counts;
mod finding;
mod format;
mod gather;
mod head;
mod missing;
mod notes;
mod open;
mod portfolio;
mod public;
mod signed;

pub use about::{AboutAgreement, AboutChecklist, DetailLine, Elsewhere, ImportLine};
pub use counts::{AnswerCounts, Counts, TagCounts};
pub use finding::{
    Absence, Answer, Finding, Judgement, Note, Origin, Place, Settled, SourceLine, Tag, Verdict,
};
pub use format::ExportFormat;
pub use head::{JournalHead, JournalLine};
pub use missing::Missing;
pub use notes::{NotePlace, PlacedNotes};
pub use open::{Disagreement, Groundless, Open, OpenItem, Side};
pub use portfolio::{Asked, Portfolio, Reviewed};
pub use public::{Masked, Part, Public, WholeWithheld, first_words};
pub use signed::SignOffLine;

use super::agreement::Agreement;
use super::checklist::Checklist;
use super::document::Diagnostic;
use super::language::Language;
use super::review::event::{TagSubject, TagValue};
use super::review::state::Register;
use super::review::{AgreementReview, Coverage, Lineage, Moment, Reviewer, WriterId};
use serde::Serialize;
use std::sync::Arc;

/// The report of one review. **The names of fields here are a format for others**, described in
/// `docs/summary-json.md`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Always [`Summary::FORMAT`].
    pub format: &'static str,
    /// What `start` and `end` count: always [`Summary::POSITIONS`].
    pub positions: &'static str,
    /// How much it shows.
    pub edition: Edition,
    /// The language of questions, guidance and names of answers.
    pub language: Language,
    /// Whether nothing is left open.
    pub complete: bool,
    /// Where the review stands: `open`, `in_review`, `complete`, `signed_off` or `reopened`.
    pub stage: &'static str,
    /// Who signed it off, and what was changed since; the earliest first.
    pub sign_offs: Vec<SignOffLine>,
    /// The workspace that the journals belong to.
    pub workspace: String,
    /// The newest claimed time in this review; nothing when no journal speaks of it.
    pub last_entry_at: Option<Moment>,
    /// The agreement.
    pub agreement: AboutAgreement,
    /// The checklists that it was held against, in the order in which they were chosen.
    pub checklists: Vec<AboutChecklist>,
    /// Everybody who has a say in what stands, by id.
    pub reviewers: Vec<Reviewer>,
    /// How much of what there is.
    pub counts: Counts,
    /// What is still to be done.
    pub open: Open,
    /// One for each item, in the order of the checklist.
    pub findings: Vec<Finding>,
    /// What is referred to and not in the document.
    pub missing: Vec<Missing>,
    /// Notes that belong to no finding.
    pub notes: Vec<PlacedNotes>,
    /// What the reader of the document reported.
    pub diagnostics: Vec<Diagnostic>,
    /// Decisions under other checklists, which this summary does not show.
    pub elsewhere: Vec<Elsewhere>,
    /// The journals as they stood, by writer.
    pub journals: Vec<JournalLine>,
    /// Journals of others whose last line had not wholly arrived when this was made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unfinished_journals: Vec<WriterId>,
    /// The newest checkpoint of the journals, as a signed note; nothing when none was made.
    pub checkpoint: Option<String>,
    /// In a public edition the agreement as far as it may be shown, for formats that show all of it;
    /// never written as it stands here.
    #[serde(skip)]
    pub open_agreement: Option<Arc<Agreement>>,
}

/// How much a summary shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// Everything, also what is marked as confidential.
    Confidential,
    /// No word of what is marked as confidential.
    Public,
}

impl Edition {
    /// The name used in JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confidential => "confidential",
            Self::Public => "public",
        }
    }

    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Confidential => tr!("confidential"),
            Self::Public => tr!("public"),
        }
    }

    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Confidential, Self::Public];

    /// The edition with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What the parts of a summary are made from.
struct Material<'a> {
    agreement: &'a Agreement,
    review: &'a AgreementReview,
    language: Language,
    lists: Vec<Listed<'a>>,
}

/// One checklist, and what the review says under it.
struct Listed<'a> {
    checklist: &'a Checklist,
    lineage: Lineage,
    tags: Vec<(TagSubject, Register<TagValue>)>,
    coverage: Coverage,
}

impl Summary {
    /// The value of [`Summary::format`].
    pub const FORMAT: &'static str = "rapporteur-summary/1";
    /// The value of [`Summary::positions`].
    pub const POSITIONS: &'static str = "unicode scalar values of the text, end exclusive";

    /// The summary of a review under its checklists, with the journals it was folded from.
    pub fn of<'a>(
        agreement: &'a Agreement,
        checklists: &'a [Arc<Checklist>],
        review: &'a AgreementReview,
        journals: &[JournalHead],
        workspace: &str,
        language: Language,
    ) -> Self {
        let lists = checklists.iter().map(|checklist| {
            let lineage = review.lineage(checklist);
            Listed {
                tags: review.tags_under(&lineage),
                coverage: Coverage::of(agreement, checklist, review),
                checklist,
                lineage,
            }
        });
        let material = Material {
            agreement,
            review,
            language,
            lists: lists.collect(),
        };
        let open = material.open();
        let findings = material.findings();
        Self {
            format: Self::FORMAT,
            positions: Self::POSITIONS,
            edition: Edition::Confidential,
            language,
            complete: material
                .lists
                .iter()
                .all(|list| list.coverage.is_complete()),
            stage: material.stage().name(),
            sign_offs: SignOffLine::all(review),
            workspace: workspace.to_owned(),
            last_entry_at: review.last_at(),
            agreement: material.about_agreement(),
            checklists: material.about_checklists(),
            reviewers: reviewers(review),
            counts: Counts::of(agreement.clauses.len(), open.unread.len(), &findings),
            open,
            findings,
            missing: material.missing(),
            notes: material.placed_notes(),
            diagnostics: agreement.document.diagnostics.clone(),
            elsewhere: material.elsewhere(),
            journals: JournalLine::all(journals, workspace),
            unfinished_journals: Vec::new(),
            checkpoint: None,
            open_agreement: None,
        }
    }

    /// A line by which programs know a summary, wherever it is printed:
    /// `rapporteur-summary/1 EDITION LANGUAGE AGREEMENT SHA-256-OF-THE-TEXT`.
    pub fn token(&self) -> String {
        format!(
            "{} {} {} {} {}",
            Self::FORMAT,
            self.edition.name(),
            self.language.tag(),
            self.agreement.id,
            self.agreement.text_sha256
        )
    }

    /// The language that a summary says it was written in, whatever its format.
    pub fn language_in(text: &str) -> Option<Language> {
        let (_, rest) = text.split_once(&format!("{} ", Self::FORMAT))?;
        Language::from_tag(rest.split_whitespace().nth(1)?)
    }

    /// Findings with the weightiest first: by verdict, then by severity, then as in the checklist.
    pub fn by_weight(&self) -> Vec<&Finding> {
        let mut findings: Vec<_> = self.findings.iter().collect();
        findings.sort_by_key(|finding| (finding.verdict, finding.severity));
        findings
    }
}

fn reviewers(review: &AgreementReview) -> Vec<Reviewer> {
    let mut reviewers: Vec<_> = review.voices().map(|(by, _)| by.clone()).collect();
    reviewers.sort_by(|a, b| (&a.id, &a.name).cmp(&(&b.id, &b.name)));
    reviewers.dedup();
    reviewers
}

#[cfg(test)]
mod tests;
