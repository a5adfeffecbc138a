//! What the parts of a finding say in a cell of a table: one text for each part, one line for each person.
//!
//! The texts are plain; the writers of tables make them harmless.

use crate::domain::labels::Labels;
use crate::domain::summary::{
    Absence, Answer, Finding, Judgement, Note, NotePlace, Origin, Place, Summary,
};
use crate::tr;

/// What somebody answered, one line for each answer; why nothing was, where that is known.
pub(super) fn answers(finding: &Finding, labels: Labels) -> String {
    let mut lines: Vec<String> = finding.not_asked.iter().cloned().collect();
    lines.extend(finding.answers.iter().map(|one| answer(one, labels)));
    lines.extend(finding.to_confirm.iter().map(|one| {
        let answer = answer(one, labels);
        tr!(
            "To be confirmed, the question has changed since: {answer}",
            answer
        )
    }));
    lines.join("\n")
}

fn answer(answer: &Answer, labels: Labels) -> String {
    let state = labels
        .of(&answer.state.name().replace('_', " "))
        .into_owned();
    let said = match &answer.value {
        Some(value) => format!("{state}, {value}"),
        None => state,
    };
    let said = by(&answer.origin, &marked(said, answer.confidential));
    match &answer.origin.settled {
        Some(settled) => {
            let reason = &settled.reason;
            format!("{said} ({})", tr!("settled: {reason}", reason))
        }
        None => said,
    }
}

/// What was searched and read behind every `absent`.
pub(super) fn absences(finding: &Finding) -> String {
    let proofs = finding
        .answers
        .iter()
        .filter_map(|one| one.absence.as_ref());
    proofs.map(absence).collect::<Vec<_>>().join("\n")
}

fn absence(proof: &Absence) -> String {
    let names = |places: &[Place]| match places {
        [] => "–".to_owned(),
        places => places
            .iter()
            .map(|one| one.name.clone())
            .collect::<Vec<_>>()
            .join("; "),
    };
    tr!(
        "Terms searched: {terms}. Found in: {hits}. Partly found in: {near}. Clauses read then: {read} of {all}.",
        terms = proof.terms.join(", "),
        hits = names(&proof.hits),
        near = names(&proof.near_misses),
        read = proof.clauses_read,
        all = proof.clauses,
    )
}

/// The notes, one line for each.
pub(super) fn notes(notes: &[Note]) -> String {
    let lines = notes
        .iter()
        .map(|note| by(&note.origin, &marked(note.text.clone(), note.confidential)));
    lines.collect::<Vec<_>>().join("\n")
}

/// What reviewers think of a passage, one line for each.
pub(super) fn judgements(judgements: &[Judgement], labels: Labels) -> String {
    let lines = judgements.iter().map(|one| {
        let said = labels.of(one.assessment.name()).into_owned();
        by(&one.origin, &marked(said, one.confidential))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where the question comes from, with what must be checked.
pub(super) fn sources(finding: &Finding) -> String {
    let lines = finding.sources.iter().map(|line| {
        let source = &line.source;
        let pin = source
            .pin
            .as_ref()
            .map_or_else(String::new, |pin| format!(", {pin}"));
        format!("{}{pin} ({})", source.citation, source.sureness())
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Where a passage stands: the clauses that tags of a finding are in, each once.
pub(super) fn places(finding: &Finding) -> String {
    let mut names: Vec<&str> = finding
        .tags
        .iter()
        .map(|tag| tag.clause.name.as_str())
        .collect();
    names.dedup();
    names.join("; ")
}

/// What a note outside the findings is written on.
pub(super) fn subject(place: &NotePlace) -> String {
    match place {
        NotePlace::Agreement => tr!("The agreement").to_owned(),
        NotePlace::Clause { clause } => clause.name.clone(),
        NotePlace::Tag {
            item,
            removed,
            clause,
            quote,
            ..
        } => {
            let (clause, item) = (&clause.name, &item.item);
            if *removed {
                tr!(
                    "A tag that was taken away, in {clause}, {item}: “{quote}”",
                    clause,
                    item,
                    quote
                )
            } else {
                tr!("A tag in {clause}, {item}: “{quote}”", clause, item, quote)
            }
        }
        NotePlace::Answer { item } => item.to_string(),
    }
}

/// Whether anything about a finding must stay out of a public edition.
pub(super) fn is_confidential(finding: &Finding) -> bool {
    finding.answers.iter().any(|one| one.confidential)
        || finding.notes.iter().any(|one| one.confidential)
        || finding.tags.iter().any(|tag| {
            tag.judgements.iter().any(|one| one.confidential)
                || tag.notes.iter().any(|one| one.confidential)
        })
}

/// `yes`, or nothing.
pub(super) fn yes(is: bool) -> String {
    if is {
        tr!("yes").to_owned()
    } else {
        String::new()
    }
}

/// What stands above every table: what was reviewed, and that it is not finished while it is not.
pub(super) fn banner(summary: &Summary) -> String {
    let title = &summary.agreement.title;
    let edition = match summary.edition.name() {
        "confidential" => tr!("confidential edition"),
        _ => tr!("public edition"),
    };
    if summary.complete {
        return tr!("Review of “{title}”, {edition}", title, edition);
    }
    tr!("INCOMPLETE: Review of “{title}”, {edition}", title, edition)
}

fn by(origin: &Origin, said: &str) -> String {
    format!("{}: {said}", origin.by.name)
}

fn marked(said: String, confidential: bool) -> String {
    if confidential {
        return format!("{said} ({})", tr!("confidential"));
    }
    said
}
