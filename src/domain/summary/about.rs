//! What a summary is about: the agreement, the checklist, and what it leaves to other checklists.

use super::Material;
use super::finding::{Origin, not};
use super::gather::voices;
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::{ItemRef, Signature};
use crate::domain::digest::Digest;
use crate::domain::document::Format;
use crate::domain::language::Language;
use crate::domain::review::Passage;
use crate::domain::review::chosen::Moved;
use crate::domain::review::detail::Detail;
use serde::Serialize;
use std::collections::BTreeMap;

/// The agreement that was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AboutAgreement {
    /// Its id in the workspace.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// Name of the file, without folders.
    pub file: String,
    /// Format it was read as.
    pub format: Format,
    /// The language most of it is written in.
    pub language: Language,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Pages whose words are not in the text; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages_unread: Vec<u32>,
    /// Pages whose words have to be compared with the original, recognised ones with a low
    /// confidence among them; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages_doubtful: Vec<u32>,
    /// Length of the text in Unicode scalar values.
    pub characters: usize,
    /// Number of clauses.
    pub clauses: usize,
    /// SHA-256 of the file as received.
    pub source_sha256: Digest,
    /// SHA-256 of the text in UTF-8.
    pub text_sha256: Digest,
    /// What read the file.
    pub reader: String,
    /// Its particulars as reviewers recorded them; left out when nobody did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<DetailLine>,
    /// Who imported it and when, earliest first.
    pub imported: Vec<ImportLine>,
}

impl AboutAgreement {
    /// A particular on which everybody who recorded it says the same.
    pub fn agreed(&self, detail: Detail) -> Option<&str> {
        let mut said = self.details.iter().filter(|line| line.detail == detail);
        let first = said.next()?.text.as_str();
        said.all(|line| line.text == first).then_some(first)
    }
}

/// A particular of the agreement as one reviewer recorded it. Two lines for one particular are a
/// disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DetailLine {
    /// The particular.
    pub detail: Detail,
    /// The value.
    pub text: String,
    /// The words that it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// Whether it must stay out of a public edition.
    pub confidential: bool,
    /// Whether this is a public edition and it was left out.
    #[serde(skip_serializing_if = "not")]
    pub withheld: bool,
    /// Who, when, and where it stands.
    pub origin: Origin,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportLine {
    /// Name of the file as it was then.
    pub file: String,
    /// SHA-256 of the text as it was read then.
    pub text_sha256: Digest,
    /// Who, when, and where it stands.
    pub origin: Origin,
}

/// The checklist that the agreement was held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AboutChecklist {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// Whether its texts were drafted by a machine and nobody has answered for them yet.
    pub translation_drafted: bool,
    /// Who answers for the translation of its texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation_signed: Option<Signature>,
    /// SHA-256 of its file as it was chosen; nothing when nobody chose it.
    pub sha256: Option<Digest>,
    /// Day on which its sources were last checked.
    pub as_of: String,
    /// The profile, where only some of its items are asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// How the review came to this version from another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Moved>,
    /// What it does without of the rules on answers, in sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relaxed_rules: Vec<String>,
}

/// Decisions under another checklist, or another version of this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Elsewhere {
    /// The checklist's id.
    pub checklist: String,
    /// Its version.
    pub version: String,
    /// Items that have an answer there.
    pub answers: usize,
    /// Tags that stand there.
    pub tags: usize,
    /// Answers and tags there on which reviewers differ.
    pub disagreements: usize,
}

impl Material<'_> {
    pub(super) fn about_agreement(&self) -> AboutAgreement {
        let agreement = self.agreement;
        AboutAgreement {
            id: agreement.id.clone(),
            title: agreement.document.title.clone(),
            file: agreement.file_name.clone(),
            format: agreement.document.format,
            language: agreement.language,
            pages: agreement.document.pages,
            pages_unread: agreement.document.margin.unread_pages(),
            pages_doubtful: agreement.document.margin.doubtful_pages(),
            characters: agreement.scalars.len(),
            clauses: agreement.clauses.len(),
            source_sha256: agreement.source_sha256,
            text_sha256: agreement.text_sha256,
            reader: agreement.document.reader.clone(),
            details: self.details(),
            imported: self.imported(),
        }
    }

    fn details(&self) -> Vec<DetailLine> {
        let registers = self.review.details.iter();
        let lines = registers.flat_map(|(&detail, register)| {
            voices(register, move |value, origin| DetailLine {
                detail,
                text: value.text.clone(),
                passage: value.passage.clone(),
                confidential: value.confidential,
                withheld: false,
                origin,
            })
        });
        lines.collect()
    }

    fn imported(&self) -> Vec<ImportLine> {
        let mut imports: Vec<_> = self.review.imports.values().collect();
        imports.sort_by_key(|held| (held.at, held.entry));
        imports
            .into_iter()
            .filter_map(|held| {
                let value = held.value.as_ref()?;
                Some(ImportLine {
                    file: value.file.clone(),
                    text_sha256: value.text_sha256,
                    origin: Origin::of(held),
                })
            })
            .collect()
    }

    pub(super) fn about_checklists(&self) -> Vec<AboutChecklist> {
        let lists = self.lists.iter();
        lists
            .map(|list| {
                let checklist = list.checklist;
                let choice = self.review.choice(&checklist.id);
                let profile = choice.and_then(|choice| choice.profile_of(checklist));
                let texts = checklist.texts(self.language);
                AboutChecklist {
                    id: checklist.id.clone(),
                    version: checklist.version.clone(),
                    sha256: choice.map(|choice| choice.sha256),
                    title: texts.title().marked(),
                    translation_drafted: texts.is_draft(),
                    translation_signed: texts.signed().cloned(),
                    as_of: checklist.as_of.clone(),
                    profile: profile.map(|profile| texts.profile(profile).marked()),
                    moved: choice.and_then(|choice| choice.moved.clone()),
                    relaxed_rules: checklist
                        .relaxed_rules
                        .iter()
                        .map(|rule| rule.relaxed().to_owned())
                        .collect(),
                }
            })
            .collect()
    }

    /// Whether an item belongs to one of these checklists, or to a version that it came from.
    pub(super) fn is_ours(&self, item: &ItemRef) -> bool {
        self.lists.iter().any(|list| {
            list.lineage.bearing(item).is_some() && list.checklist.item(&item.item).is_some()
        })
    }

    pub(super) fn elsewhere(&self) -> Vec<Elsewhere> {
        let mut found: BTreeMap<(&str, &str), Elsewhere> = BTreeMap::new();
        let nothing = |item: &ItemRef| Elsewhere {
            checklist: item.checklist.clone(),
            version: item.version.clone(),
            answers: 0,
            tags: 0,
            disagreements: 0,
        };
        let answers = self.review.answers.iter();
        for (item, one) in answers.filter(|(item, one)| one.is_set() && !self.is_ours(item)) {
            let there = found.entry(name(item)).or_insert_with(|| nothing(item));
            there.answers += 1;
            there.disagreements += usize::from(one.is_disputed());
        }
        for (subject, one) in self.review.standing_tags() {
            let item = &subject.item;
            if !self.is_ours(item) {
                let there = found.entry(name(item)).or_insert_with(|| nothing(item));
                there.tags += 1;
                there.disagreements += usize::from(one.is_disputed());
            }
        }
        found.into_values().collect()
    }
}

fn name(item: &ItemRef) -> (&str, &str) {
    (&item.checklist, &item.version)
}
