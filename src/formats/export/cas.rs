//! A review as UIMA CAS JSON 0.4, as `INCEpTION` and other tools of computational linguistics read it: the text, and our
//! judgements as annotations on it.
//!
//! Positions in a CAS count UTF-16 units. Types are named `webanno.custom.…`, as `INCEpTION` names layers that a project
//! defines for itself; `docs/exports.md` says which layers to define there.

use super::json::pretty;
use crate::domain::agreement::Agreement;
use crate::domain::summary::{Finding, Judgement, Note, Origin, Summary, Tag};
use crate::domain::text::Span;
use serde_json::{Value, json};

/// A passage under an item, as one reviewer judges it.
const PASSAGE: &str = "webanno.custom.RapporteurPassage";
/// What is said of the whole agreement, or of words that do not stand in this text.
const ANSWER: &str = "webanno.custom.RapporteurAnswer";
/// Where a journal stood.
const JOURNAL: &str = "webanno.custom.RapporteurJournal";
/// The number of the text among the feature structures.
const SOFA: usize = 1;

/// The review with its text.
pub fn cas_json(summary: &Summary, agreement: &Agreement) -> String {
    let units = Units::new(agreement.text());
    let mut cas = Cas::default();
    cas.add(json!({
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": "_InitialView",
        "mimeType": "text/plain",
        "sofaString": agreement.text(),
    }));
    let language = agreement
        .language
        .tag()
        .split('-')
        .next()
        .unwrap_or("x-unspecified");
    cas.add(json!({
        "%TYPE": "uima.tcas.DocumentAnnotation",
        "@sofa": SOFA,
        "begin": 0,
        "end": units.total,
        "language": language,
    }));
    for finding in &summary.findings {
        for tag in &finding.tags {
            cas.passages(finding, tag, place(&units, agreement, tag));
        }
        for answer in &finding.answers {
            let mut answered = said(finding, answer.state.name(), &answer.origin, &finding.notes);
            answered["value"] = json!(answer.value);
            cas.add_answer(answered);
        }
    }
    for line in &summary.journals {
        cas.add(json!({ "%TYPE": JOURNAL, "token": line.token }));
    }
    let members: Vec<usize> = (2..=cas.structures.len()).collect();
    pretty(&json!({
        "%TYPES": types(),
        "%FEATURE_STRUCTURES": cas.structures,
        "%VIEWS": { "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } },
    }))
}

/// The feature structures so far, numbered from 1.
#[derive(Default)]
struct Cas {
    structures: Vec<Value>,
}

impl Cas {
    /// Adds one; a feature that says nothing is left out.
    fn add(&mut self, mut structure: Value) {
        if let Some(features) = structure.as_object_mut() {
            features.retain(|_, value| !value.is_null());
        }
        structure["%ID"] = json!(self.structures.len() + 1);
        self.structures.push(structure);
    }

    fn add_answer(&mut self, mut answer: Value) {
        answer["%TYPE"] = json!(ANSWER);
        answer["@sofa"] = json!(SOFA);
        self.add(answer);
    }

    fn passages(&mut self, finding: &Finding, tag: &Tag, place: Option<Span>) {
        for judgement in &tag.judgements {
            let mut passage = judged(finding, tag, judgement);
            let Some(place) = place else {
                passage["value"] = json!(tag.quote);
                self.add_answer(passage);
                continue;
            };
            passage["%TYPE"] = json!(PASSAGE);
            passage["@sofa"] = json!(SOFA);
            (passage["begin"], passage["end"]) = (json!(place.start), json!(place.end));
            self.add(passage);
        }
    }
}

/// Where the words of a tag stand, in UTF-16 units; nothing when they do not stand in this text.
fn place(units: &Units, agreement: &Agreement, tag: &Tag) -> Option<Span> {
    let bytes = agreement
        .to_bytes(Span::new(tag.start, tag.end))
        .filter(|_| tag.fits)?;
    Some(Span::new(
        units.at(agreement.text(), bytes.start),
        units.at(agreement.text(), bytes.end),
    ))
}

fn judged(finding: &Finding, tag: &Tag, judgement: &Judgement) -> Value {
    said(
        finding,
        judgement.assessment.name(),
        &judgement.origin,
        &tag.notes,
    )
}

/// What one reviewer says, with her notes.
fn said(finding: &Finding, assessment: &str, origin: &Origin, notes: &[Note]) -> Value {
    let own = notes.iter().filter(|note| note.origin.by == origin.by);
    let own: Vec<&str> = own.map(|note| note.text.as_str()).collect();
    json!({
        "item": finding.item,
        "checklist": finding.checklist,
        "assessment": assessment,
        "reviewer": origin.by.name,
        "created": origin.at,
        "entry": origin.entry,
        "note": (!own.is_empty()).then(|| own.join("\n")),
    })
}

fn types() -> Value {
    let common = [
        "item",
        "checklist",
        "assessment",
        "reviewer",
        "created",
        "entry",
        "note",
    ];
    let mut answer = common.to_vec();
    answer.push("value");
    json!({
        PASSAGE: a_type(PASSAGE, "uima.tcas.Annotation", &common),
        ANSWER: a_type(ANSWER, "uima.cas.AnnotationBase", &answer),
        JOURNAL: a_type(JOURNAL, "uima.cas.TOP", &["token"]),
    })
}

fn a_type(name: &str, parent: &str, features: &[&str]) -> Value {
    let mut declared = json!({ "%NAME": name, "%SUPER_TYPE": parent });
    for feature in features {
        declared[*feature] = json!({ "%NAME": feature, "%RANGE": "uima.cas.String" });
    }
    declared
}

/// Counts UTF-16 units up to a byte; remembers where it has counted, so that a long text is not counted again for each.
struct Units {
    marks: Vec<usize>,
    total: usize,
}

impl Units {
    /// Bytes between two marks.
    const STEP: usize = 1024;

    fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut total = 0;
        for (at, letter) in text.char_indices() {
            while marks.len() * Self::STEP <= at {
                marks.push(total);
            }
            total += letter.len_utf16();
        }
        Self { marks, total }
    }

    /// Units before a byte, which lies between two characters.
    fn at(&self, text: &str, byte: usize) -> usize {
        if byte >= text.len() {
            return self.total;
        }
        let mark = byte / Self::STEP;
        // A mark counts up to the first character at or after its byte.
        let mut from = mark * Self::STEP;
        while from < byte && !text.is_char_boundary(from) {
            from += 1;
        }
        let counted = self.marks.get(mark).copied().unwrap_or(self.total);
        let rest = text.get(from..byte).unwrap_or_default();
        counted + rest.chars().map(char::len_utf16).sum::<usize>()
    }
}

#[cfg(test)]
mod tests;
