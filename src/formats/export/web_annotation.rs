//! A review as W3C Web Annotations (JSON-LD): one annotation for each entry of a journal that stands, so that other tools
//! can show it on the same words.
//!
//! Words are found by quotation and by position in Unicode scalars of the text, which is named by its SHA-256. What is said
//! of the whole agreement, such as that something is absent, has the text as its target and no selector. It writes what
//! the summary holds and takes nothing from the agreement but where its clauses stand.

mod values;

use super::json::pretty;
use super::told;
use crate::domain::agreement::Agreement;
use crate::domain::clause::ClauseId;
use crate::domain::summary::{
    Answer, DetailLine, Finding, Judgement, Note, NotePlace, Summary, Tag,
};
use serde_json::{Value, json};
use values::{
    annotation, assessing, commenting, confidential, creator, entry, position, quote, tagging,
    textual, with,
};

/// The context of the standard.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What the names of ours begin with.
const OURS: &str = "urn:rapporteur:";

/// The review as an annotation collection with a single page.
pub fn web_annotation(summary: &Summary, agreement: &Agreement) -> String {
    let items = Annotations { summary, agreement }.all();
    let about = &summary.agreement;
    let id = format!("{OURS}review:{}:{}", summary.workspace, about.id);
    let first = json!({
        "id": format!("{id}:page:1"),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    });
    let mut collection = json!({
        "@context": [CONTEXT, context()],
        "id": id,
        "type": "AnnotationCollection",
        "label": told::banner(summary),
        "total": items.len(),
        "first": first,
        "complete": summary.complete,
        "edition": summary.edition,
        "file": { "name": about.file, "sha256": about.source_sha256 },
        "checklists": summary.checklists.iter().map(|one| format!("{}@{}", one.id, one.version)).collect::<Vec<_>>(),
        "journals": summary.journals,
        "checkpoint": summary.checkpoint,
    });
    if let (Some(at), Some(fields)) = (summary.last_entry_at, collection.as_object_mut()) {
        fields.insert("modified".to_owned(), json!(at));
    }
    pretty(&collection)
}

/// Where the names of ours belong to, for readers of linked data.
fn context() -> Value {
    let names = [
        "absence",
        "checklist",
        "checklists",
        "checkpoint",
        "complete",
        "confidential",
        "disputed",
        "edition",
        "entries",
        "entry",
        "file",
        "head",
        "journals",
        "particular",
        "root",
        "seq",
        "settled",
        "sha256",
        "toConfirm",
        "token",
        "writer",
    ];
    let ours = names.map(|name| (name.to_owned(), json!(format!("rapporteur:{name}"))));
    let prefix = ("rapporteur".to_owned(), json!(OURS));
    Value::Object([prefix].into_iter().chain(ours).collect())
}

struct Annotations<'a> {
    summary: &'a Summary,
    agreement: &'a Agreement,
}

impl Annotations<'_> {
    fn all(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for finding in &self.summary.findings {
            for tag in &finding.tags {
                self.passage(finding, tag, &mut all);
            }
            let answers = finding.answers.iter().map(|one| (one, false));
            let answers = answers.chain(finding.to_confirm.iter().map(|one| (one, true)));
            all.extend(answers.map(|(answer, confirm)| self.answer(finding, answer, confirm)));
            all.extend(finding.notes.iter().map(|note| {
                let body = vec![tagging(&finding.item), commenting(&note.text)];
                let annotation = annotation(&note.origin, "commenting", &body, &self.text());
                with(
                    annotation,
                    &[
                        ("checklist", json!(finding.checklist)),
                        confidential(note.confidential),
                    ],
                )
            }));
        }
        all.extend(
            self.summary
                .agreement
                .details
                .iter()
                .map(|line| self.particular(line)),
        );
        for placed in &self.summary.notes {
            all.extend(
                placed
                    .notes
                    .iter()
                    .map(|note| self.note(&placed.place, note)),
            );
        }
        all
    }

    /// One annotation for each judgement, with the notes of whoever judged; notes of others stand on their own.
    fn passage(&self, finding: &Finding, tag: &Tag, all: &mut Vec<Value>) {
        let mut told = Vec::new();
        for judgement in &tag.judgements {
            let by = &judgement.origin.by;
            let own = !told.contains(&by);
            let notes: Vec<&Note> = tag
                .notes
                .iter()
                .filter(|note| own && note.origin.by == *by)
                .collect();
            told.push(by);
            all.push(self.judgement(finding, tag, judgement, &notes));
        }
        let others = tag
            .notes
            .iter()
            .filter(|note| !told.contains(&&note.origin.by));
        all.extend(others.map(|note| {
            let body = vec![tagging(&finding.item), commenting(&note.text)];
            let annotation = annotation(&note.origin, "commenting", &body, &self.tagged(tag));
            with(
                annotation,
                &[
                    ("checklist", json!(finding.checklist)),
                    confidential(note.confidential),
                ],
            )
        }));
    }

    fn judgement(
        &self,
        finding: &Finding,
        tag: &Tag,
        judgement: &Judgement,
        notes: &[&Note],
    ) -> Value {
        let mut body = vec![
            tagging(&finding.item),
            assessing(judgement.assessment.name()),
        ];
        body.extend(notes.iter().map(|note| {
            let fields = [
                ("entry", entry(&note.origin)),
                ("created", json!(note.origin.at)),
                ("creator", creator(&note.origin)),
                confidential(note.confidential),
            ];
            with(commenting(&note.text), &fields)
        }));
        let annotation = annotation(&judgement.origin, "assessing", &body, &self.tagged(tag));
        let fields = [
            ("checklist", json!(finding.checklist)),
            ("disputed", tag.disputed.then_some(true).into()),
            confidential(judgement.confidential),
        ];
        with(annotation, &fields)
    }

    fn answer(&self, finding: &Finding, answer: &Answer, to_confirm: bool) -> Value {
        let mut body = vec![tagging(&finding.item), assessing(answer.state.name())];
        body.extend(
            answer
                .value
                .iter()
                .map(|value| textual("describing", value)),
        );
        let annotation = annotation(&answer.origin, "assessing", &body, &self.text());
        let fields = [
            ("checklist", json!(finding.checklist)),
            ("absence", json!(answer.absence)),
            ("toConfirm", to_confirm.then_some(true).into()),
            confidential(answer.confidential),
        ];
        with(annotation, &fields)
    }

    fn particular(&self, line: &DetailLine) -> Value {
        let body = vec![textual("identifying", &line.text)];
        let target = match &line.passage {
            Some(passage) => {
                let quote = quote(&passage.quote, &passage.prefix, &passage.suffix);
                let source = format!("urn:sha256:{}", passage.text_sha256);
                let place = position(passage.start, passage.end);
                if line.withheld {
                    json!({ "source": source, "selector": place })
                } else {
                    json!({ "source": source, "selector": [quote, place] })
                }
            }
            None => self.text(),
        };
        let annotation = annotation(&line.origin, "identifying", &body, &target);
        with(
            annotation,
            &[
                ("particular", json!(line.detail)),
                confidential(line.confidential),
            ],
        )
    }

    fn note(&self, place: &NotePlace, note: &Note) -> Value {
        let mut body = Vec::new();
        let mut checklist = None;
        let target = match place {
            NotePlace::Agreement => self.text(),
            NotePlace::Clause { clause } => self.clause(&clause.id),
            NotePlace::Tag {
                item,
                start,
                end,
                quote: words,
                ..
            } => {
                body.push(tagging(&item.item));
                checklist = Some(&item.checklist);
                let selectors = [quote(words, "", ""), position(*start, *end)];
                json!({ "source": self.text(), "selector": selectors })
            }
            NotePlace::Answer { item } => {
                body.push(tagging(&item.item));
                checklist = Some(&item.checklist);
                self.text()
            }
        };
        body.push(commenting(&note.text));
        let annotation = annotation(&note.origin, "commenting", &body, &target);
        with(
            annotation,
            &[
                ("checklist", json!(checklist)),
                confidential(note.confidential),
            ],
        )
    }

    /// The whole text.
    fn text(&self) -> Value {
        json!(format!("urn:sha256:{}", self.summary.agreement.text_sha256))
    }

    /// The words of a tag. Those of another reading of the file are found by quotation only, in the file.
    fn tagged(&self, tag: &Tag) -> Value {
        let quote = quote(&tag.quote, &tag.prefix, &tag.suffix);
        if !tag.fits {
            let file = format!("urn:sha256:{}", self.summary.agreement.source_sha256);
            return json!({ "source": file, "selector": quote });
        }
        let place = position(tag.start, tag.end);
        if tag.withheld {
            // The mark is no quotation.
            return json!({ "source": self.text(), "selector": place });
        }
        json!({ "source": self.text(), "selector": [quote, place] })
    }

    /// Where a clause stands; one that is not in this text is the whole text.
    fn clause(&self, id: &ClauseId) -> Value {
        let clauses = &self.agreement.clauses;
        let found = clauses
            .index_of(id)
            .and_then(|at| clauses.clauses().get(at));
        let Some(clause) = found else {
            return self.text();
        };
        let place = self
            .agreement
            .to_scalars(clause.span.trimmed(self.agreement.text()));
        json!({ "source": self.text(), "selector": position(place.start, place.end) })
    }
}

#[cfg(test)]
mod tests;
