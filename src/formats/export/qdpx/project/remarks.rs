//! What is said of an agreement as a whole: answers, and judgements on words that do not stand in this text.

use crate::domain::labels::Labels;
use crate::domain::summary::{Answer, Finding, Judgement, Origin, Summary, Tag};
use crate::formats::export::qdpx::guid::guid;
use crate::formats::export::told;

/// What is said of the agreement as a whole.
pub(super) enum Remark<'a> {
    /// An answer to an item.
    Answer(&'a Answer),
    /// A judgement on words that do not stand in this text.
    Elsewhere(&'a Tag, &'a Judgement),
}

/// The remarks with their identifiers.
pub(super) fn remarks(summary: &Summary) -> Vec<(String, &Finding, Remark<'_>)> {
    let findings = summary.findings.iter();
    let all = findings.flat_map(|finding| {
        let answers = finding.answers.iter().map(Remark::Answer);
        let stray = finding.tags.iter().filter(|tag| !tag.fits);
        let stray = stray.flat_map(|tag| {
            tag.judgements
                .iter()
                .map(move |one| Remark::Elsewhere(tag, one))
        });
        answers.chain(stray).map(move |remark| {
            let id = guid(
                "note",
                &[
                    &finding.checklist,
                    &finding.item,
                    &remark.origin().entry.to_string(),
                ],
            );
            (id, finding, remark)
        })
    });
    all.collect()
}

impl Remark<'_> {
    /// Who said it, and which entry says so.
    pub(super) const fn origin(&self) -> &Origin {
        match self {
            Self::Answer(answer) => &answer.origin,
            Self::Elsewhere(_, judgement) => &judgement.origin,
        }
    }

    /// The code of what is said.
    pub(super) fn code(&self) -> String {
        match self {
            Self::Answer(answer) => guid("answer", &[answer.state.name()]),
            Self::Elsewhere(_, judgement) => guid("assessment", &[judgement.assessment.name()]),
        }
    }

    /// All that it says, a line each.
    pub(super) fn words(&self, finding: &Finding, labels: Labels) -> String {
        let mut lines = vec![finding.question.clone()];
        match self {
            Self::Answer(_) => {
                lines.extend([
                    told::answers(finding, labels),
                    told::absences(finding),
                    told::notes(&finding.notes),
                ]);
            }
            Self::Elsewhere(tag, _) => lines.extend([tag.quote.clone(), told::notes(&tag.notes)]),
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}
