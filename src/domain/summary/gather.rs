//! How findings are put together from what the reviewers hold.

use super::finding::{
    Absence, Answer, Finding, Judgement, Note, Origin, Place, Settled, SourceLine, Tag, Verdict,
};
use super::{Listed, Material};
use crate::domain::checklist::{Item, ItemRef};
use crate::domain::cite::cite_with_heading;
use crate::domain::clause::ClauseId;
use crate::domain::language::Language;
use crate::domain::review::Circumstances;
use crate::domain::review::event::{AnswerValue, NoteSubject, NoteValue, TagSubject, TagValue};
use crate::domain::review::state::{Agrees, Register, TagKey};

impl Material<'_> {
    pub(super) fn findings(&self) -> Vec<Finding> {
        let lists = self.lists.iter();
        let findings = lists.flat_map(|list| {
            let items = list.checklist.items.iter();
            items.map(|item| self.finding(list, item))
        });
        findings.collect()
    }

    fn finding(&self, list: &Listed<'_>, item: &Item) -> Finding {
        let wording = list.checklist.texts(self.language).item(item);
        let sources = list.checklist.sources_of(item);
        let country = Circumstances::of(self.review).country();
        let answer = self.review.answer(&list.lineage, &item.id);
        let to_confirm = self.review.to_confirm(&list.lineage, &item.id);
        let skipped = self.review.skips(list.checklist, item);
        let skipped = skipped.filter(|_| !answer.is_set() && !to_confirm.is_set());
        let verdict = match &skipped {
            Some(_) => Verdict::NotAsked,
            None => Verdict::of(&answer),
        };
        Finding {
            checklist: list.checklist.id.clone(),
            item: item.id.clone(),
            group: list.group(&item.group, self.language),
            kind: item.kind,
            severity: item.severity,
            name: wording.name.marked(),
            question: wording.question.marked(),
            why_it_matters: wording.why_it_matters.marked(),
            verdict,
            not_asked: skipped,
            answers: voices(&answer, |value, origin| self.answer(value, origin)),
            to_confirm: voices(&to_confirm, |value, origin| self.answer(value, origin)),
            notes: self.notes_where(|on| match on {
                NoteSubject::Answer(answer) => list.bears_on(&answer.item, &item.id),
                _ => false,
            }),
            tags: list
                .tags
                .iter()
                .filter(|(subject, _)| subject.item.item == item.id)
                .map(|(subject, register)| self.tag(list, subject, register))
                .collect(),
            follow_up_question: (verdict.calls_for_a_question()
                && !item.follow_up_question.is_empty())
            .then(|| wording.follow_up_question.marked()),
            sources: sources
                .iter()
                .map(|one| SourceLine::of(one, country))
                .collect(),
        }
    }

    fn answer(&self, value: &AnswerValue, origin: Origin) -> Answer {
        let places = |ids: &[ClauseId]| ids.iter().map(|id| self.place(id, "")).collect();
        Answer {
            state: value.state,
            value: value.value.clone(),
            confidential: value.confidential,
            withheld: false,
            absence: value.absence.as_ref().map(|proof| Absence {
                terms: proof.terms.clone(),
                languages: proof.languages.clone(),
                language_searched: was_searched(&proof.languages, self.agreement.language),
                hits: places(&proof.hits),
                near_misses: places(&proof.near_misses),
                clauses_read: proof.clauses_read,
                clauses: proof.clauses,
            }),
            origin,
        }
    }

    fn tag(&self, list: &Listed<'_>, subject: &TagSubject, register: &Register<TagValue>) -> Tag {
        let passage = &subject.passage;
        let key = TagKey::of(subject);
        Tag {
            clause: self.place(&passage.clause, &passage.label),
            page: passage.page,
            start: passage.start,
            end: passage.end,
            quote: passage.quote.clone(),
            prefix: passage.prefix.clone(),
            suffix: passage.suffix.clone(),
            withheld: false,
            fits: passage.fits(self.agreement),
            disputed: register.is_disputed(),
            judgements: voices(register, |value, origin| Judgement {
                assessment: value.assessment,
                confidential: value.confidential,
                pointed_by: value.pointed_by.clone(),
                origin,
            }),
            notes: self.notes_where(|on| match on {
                NoteSubject::Tag(tag) => {
                    let other = TagKey::of(tag);
                    (other.start, other.end) == (key.start, key.end)
                        && list.bears_on(&other.item, &key.item.item)
                }
                _ => false,
            }),
        }
    }

    fn notes_where(&self, fits: impl Fn(&NoteSubject) -> bool) -> Vec<Note> {
        let notes = self.review.notes.iter().filter(|(on, _)| fits(on));
        notes.flat_map(|(_, register)| notes_of(register)).collect()
    }

    /// A clause of this text by its id; one of another reading keeps the label it had there.
    pub(super) fn place(&self, id: &ClauseId, label: &str) -> Place {
        let clauses = &self.agreement.clauses;
        match clauses.index_of(id) {
            Some(at) => Place {
                id: id.clone(),
                label: clauses.clauses()[at].label.clone(),
                name: cite_with_heading(self.agreement, at),
                page: clauses.clauses()[at].page,
            },
            None => Place {
                id: id.clone(),
                label: label.to_owned(),
                name: if label.is_empty() { id.as_str() } else { label }.to_owned(),
                page: None,
            },
        }
    }
}

impl Listed<'_> {
    /// Whether a decision under `decided` is one on this item of this checklist.
    fn bears_on(&self, decided: &ItemRef, item: &str) -> bool {
        decided.item == item && self.lineage.bearing(decided).is_some()
    }

    fn group(&self, id: &str, language: Language) -> String {
        let groups = &self.checklist.groups;
        let group = groups.iter().find(|group| group.id == id);
        let title = |group| self.checklist.texts(language).group(group).marked();
        group.map_or_else(|| id.to_owned(), title)
    }
}

/// Whether terms in these languages can find words of a language: they are in it, or share most
/// words with it, whatever the script. Of a language that is not known nothing can be said.
fn was_searched(languages: &[String], language: Language) -> bool {
    let shared = |one: Language| {
        matches!(
            one,
            Language::SerbianLatin
                | Language::SerbianCyrillic
                | Language::Bosnian
                | Language::Montenegrin
                | Language::Croatian
        )
    };
    let mut searched = languages.iter().filter_map(|tag| Language::from_tag(tag));
    language == Language::Undetermined
        || searched.any(|one| one == language || (shared(one) && shared(language)))
}

/// The notes that stand on one subject.
pub(super) fn notes_of(register: &Register<NoteValue>) -> Vec<Note> {
    voices(register, |value, origin| Note {
        text: value.text.clone(),
        confidential: value.confidential,
        withheld: false,
        origin,
    })
}

/// What somebody holds, with where it comes from, earliest claimed time first.
pub(super) fn voices<V: Agrees, T>(
    register: &Register<V>,
    make: impl Fn(&V, Origin) -> T,
) -> Vec<T> {
    register
        .standing()
        .into_iter()
        .filter_map(|held| {
            let settled = held.settles.then(|| Settled {
                reason: held.reason.clone().unwrap_or_default(),
                over: register.settled().map(|one| one.by.name.clone()).collect(),
            });
            let origin = Origin {
                settled,
                ..Origin::of(held)
            };
            Some(make(held.value.as_ref()?, origin))
        })
        .collect()
}
