//! The findings and notes of a public edition: what is withheld of answers, tags and notes.

use super::{Part, Veil};
use crate::domain::summary::finding::{Absence, Answer, Finding, Judgement, Note, SourceLine, Tag};
use crate::domain::summary::{Missing, NotePlace, PlacedNotes};
use crate::domain::text::Span;

impl Veil<'_> {
    pub(super) fn finding(&mut self, finding: &mut Finding) {
        let Finding {
            checklist: _,
            item,
            group: _,
            kind: _,
            severity: _,
            name: _,
            question: _,
            why_it_matters: _,
            verdict: _,
            not_asked,
            answers,
            to_confirm,
            notes,
            tags,
            follow_up_question: _,
            sources,
        } = finding;
        self.at(Part::Finding, item);
        self.optional(not_asked);
        answers.iter_mut().for_each(|one| self.answer(one));
        to_confirm.iter_mut().for_each(|one| self.answer(one));
        notes.iter_mut().for_each(|one| self.note(one));
        tags.iter_mut().for_each(|one| self.tag(one));
        for SourceLine {
            source: _,
            to_be_verified: _,
            binding,
        } in sources
        {
            self.text(binding);
        }
    }

    fn answer(&mut self, answer: &mut Answer) {
        let Answer {
            state: _,
            value,
            confidential,
            withheld,
            absence,
            origin,
        } = answer;
        *withheld = *confidential && value.is_some();
        if let Some(value) = value {
            self.marked(value, *confidential);
        }
        if let Some(absence) = absence {
            let Absence {
                // Those of the checklist.
                terms: _,
                languages: _,
                language_searched: _,
                hits,
                near_misses,
                clauses_read: _,
                clauses: _,
            } = absence;
            hits.iter_mut().for_each(|one| self.place(one));
            near_misses.iter_mut().for_each(|one| self.place(one));
        }
        self.origin(origin, *confidential);
    }

    fn note(&mut self, note: &mut Note) {
        let Note {
            text,
            confidential,
            withheld,
            origin,
        } = note;
        *withheld = *confidential;
        self.marked(text, *confidential);
        self.origin(origin, *confidential);
    }

    fn tag(&mut self, tag: &mut Tag) {
        let Tag {
            clause,
            page: _,
            start,
            end,
            quote,
            prefix,
            suffix,
            withheld,
            fits,
            disputed: _,
            judgements,
            notes,
        } = tag;
        let confidential = judgements.iter().any(|one| one.confidential);
        self.place(clause);
        let place = Span::new(*start, *end);
        *withheld = self.quote(place, (*fits, confidential), (quote, prefix, suffix));
        for Judgement {
            assessment: _,
            confidential,
            pointed_by,
            origin,
        } in judgements
        {
            if *withheld {
                // They are words of the passage.
                pointed_by.clear();
            }
            pointed_by.iter_mut().for_each(|one| self.text(one));
            self.origin(origin, *confidential);
        }
        notes.iter_mut().for_each(|one| self.note(one));
    }

    /// Whether it may be named: not if only withheld words refer to it.
    pub(super) fn missing(&mut self, missing: &mut Missing) -> bool {
        let Missing {
            name,
            clauses,
            question,
            places,
        } = missing;
        let redaction = self.redaction;
        let all = places.clone();
        places.retain(|(place, _)| !redaction.hides(*place));
        let tree = self.agreement.clauses.clauses();
        let named = |at: usize| tree.get(at).map(|clause| &clause.id);
        clauses.retain(|clause| places.iter().any(|&(_, at)| named(at) == Some(&clause.id)));
        clauses.iter_mut().for_each(|one| self.place(one));
        self.text(name);
        self.text(question);
        let first = all.first().map(|&(_, at)| at);
        let told = first.is_none_or(|at| redaction.shows_heading(self.agreement, at));
        if !told {
            // It names the first clause, maybe by its words.
            *question = tr!(
                "{name} is referred to, but is not in the document: ask for it.",
                name
            );
        }
        !places.is_empty()
    }

    pub(super) fn placed(&mut self, placed: &mut PlacedNotes) {
        let PlacedNotes { place, notes } = placed;
        self.at(
            Part::Note,
            match &*place {
                NotePlace::Agreement => "",
                NotePlace::Answer { item } | NotePlace::Tag { item, .. } => &item.item,
                NotePlace::Clause { clause } => clause.id.as_str(),
            },
        );
        match place {
            NotePlace::Agreement | NotePlace::Answer { item: _ } => {}
            NotePlace::Clause { clause } => self.place(clause),
            NotePlace::Tag {
                item: _,
                removed: _,
                clause,
                start,
                end,
                quote,
            } => {
                self.place(clause);
                let (place, text) = (Span::new(*start, *end), self.agreement.text());
                let bytes = self.agreement.to_bytes(place);
                let fits = bytes.is_some_and(|bytes| bytes.of(text) == quote);
                let once = self
                    .redaction
                    .ever_marked(self.agreement.text_sha256, place);
                let (mut prefix, mut suffix) = (String::new(), String::new());
                let words = (quote, &mut prefix, &mut suffix);
                self.quote(place, (fits, fits && once), words);
            }
        }
        notes.iter_mut().for_each(|one| self.note(one));
    }
}
