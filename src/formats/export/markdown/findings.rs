//! The findings, weightiest first, each with everything that stands behind it.

use super::escape::inline;
use super::page::Page;
use crate::domain::checklist::{Confidence, ItemKind};
use crate::domain::labels::Labels;
use crate::domain::summary::{
    Absence, Answer, Finding, Judgement, Note, Origin, Place, SourceLine, Summary, Tag, Verdict,
};

/// All findings, under one heading for each verdict that occurs.
pub fn all(page: &mut Page, summary: &Summary) {
    page.heading(2, "Findings");
    let findings = summary.by_weight();
    let labels = Labels::new(summary.language);
    if findings.is_empty() {
        page.paragraph("The checklist has no questions.");
    }
    let mut number = 0;
    for verdict in Verdict::ALL {
        let of_verdict: Vec<_> = findings
            .iter()
            .filter(|finding| finding.verdict == verdict)
            .collect();
        if of_verdict.is_empty() {
            continue;
        }
        let title = heading(labels, verdict);
        page.heading(3, &format!("{title} ({})", of_verdict.len()));
        page.paragraph(meaning(verdict));
        for finding in of_verdict {
            number += 1;
            one(page, labels, number, finding);
        }
    }
}

/// The heading of a verdict's findings, and its name in tables.
pub fn heading(labels: Labels, verdict: Verdict) -> String {
    match verdict {
        Verdict::Unanswered => labels.of(verdict.label()).to_uppercase(),
        _ => labels.heading(verdict.label()),
    }
}

const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Concern => "The agreement does what it should not, or not what it should.",
        Verdict::Absent => {
            "The agreement says nothing about it. What was searched and read stands with each."
        }
        Verdict::Withheld => "The part that would say so was not handed over.",
        Verdict::Unclear => "The agreement can be read both ways.",
        Verdict::Disagreement => "Reviewers differ and have not settled it.",
        Verdict::Satisfied => "The agreement does what the question asks for.",
        Verdict::NotApplicable => "The question does not fit this agreement.",
        Verdict::Unanswered => {
            "Nobody has answered these questions. Nothing may be concluded from that."
        }
        Verdict::NotAsked => {
            "These questions were left out for the reason given with each; nobody has answered them."
        }
    }
}

fn one(page: &mut Page, labels: Labels, number: usize, finding: &Finding) {
    page.heading(4, &format!("{number}. {}", inline(&finding.question)));
    page.paragraph(&format!(
        "Verdict: **{}**. Kind: {}. Severity: {}. Group: {}. Item: {}.",
        labels.of(finding.verdict.label()),
        labels.of(finding.kind.name()),
        labels.of(finding.severity.name()),
        inline(&finding.group),
        inline(&finding.item),
    ));
    if finding.verdict == Verdict::Absent && finding.kind == ItemKind::RedFlag {
        page.paragraph("A red flag is worrying where it is present; here nothing was found of it.");
    }
    if !finding.why_it_matters.is_empty() {
        page.paragraph(&format!(
            "Why it matters: {}",
            inline(&finding.why_it_matters)
        ));
    }
    if let Some(reason) = &finding.not_asked {
        page.paragraph(&format!("Not asked: {}", inline(reason)));
    }
    for answer in &finding.answers {
        self::answer(page, labels, answer);
    }
    if !finding.to_confirm.is_empty() {
        page.paragraph(
            "**To be confirmed: the question has changed since it was answered. Before, the answer was:**",
        );
    }
    for answer in &finding.to_confirm {
        self::answer(page, labels, answer);
    }
    notes(page, &finding.notes, "Note on the answer");
    for tag in &finding.tags {
        self::tag(page, labels, tag);
    }
    if finding.tags.is_empty() {
        page.paragraph("No passage was tagged.");
    }
    if let Some(question) = &finding.follow_up_question {
        page.paragraph(&format!("To be asked: {}", inline(question)));
    }
    sources(page, &finding.sources);
}

fn answer(page: &mut Page, labels: Labels, answer: &Answer) {
    page.paragraph(&format!(
        "Answer: **{}**{}, {}.",
        labels.of(answer.state.label()),
        mark(answer.confidential),
        origin(&answer.origin),
    ));
    if let Some(value) = &answer.value {
        page.paragraph("Value recorded:");
        page.quote(value);
    }
    if let Some(absence) = &answer.absence {
        page.list(&absence_proof(absence));
        if !absence.language_searched {
            page.paragraph(
                "**No words in the language of the agreement were searched for: only the reading counts.**",
            );
        }
    }
}

fn absence_proof(absence: &Absence) -> Vec<String> {
    vec![
        format!(
            "Absence proof, terms searched ({}): {}",
            inline(&absence.languages.join(", ")),
            quoted(&absence.terms)
        ),
        format!(
            "A term was found all the same in: {}",
            places(&absence.hits)
        ),
        format!(
            "Part of a term was found in: {}",
            places(&absence.near_misses)
        ),
        format!(
            "Clauses read or tagged at that moment: {} of {}",
            absence.clauses_read, absence.clauses
        ),
    ]
}

fn tag(page: &mut Page, labels: Labels, tag: &Tag) {
    let judgements = tag.judgements.iter().map(|one| judgement(labels, one));
    let judgements: Vec<_> = judgements.collect();
    page.paragraph(&format!(
        "Passage in “{}”, {}characters {}–{}. {}",
        inline(&tag.clause.name),
        tag.page
            .map_or_else(String::new, |page| format!("page {page}, ")),
        tag.start,
        tag.end,
        judgements.join(" "),
    ));
    if tag.disputed {
        page.paragraph("**Reviewers differ on this passage.**");
    }
    if !tag.fits {
        page.paragraph(
            "**These words do not stand at this place of the text named above: they were tagged in another reading of the same file.**",
        );
    }
    page.quote(&tag.quote);
    notes(page, &tag.notes, "Note on the passage");
}

fn judgement(labels: Labels, judgement: &Judgement) -> String {
    let pointed = match judgement.pointed_by.as_slice() {
        [] => String::new(),
        words => format!(", pointed to by {}", quoted(words)),
    };
    format!(
        "Tagged **{}**{}, {}{pointed}.",
        labels.of(judgement.assessment.name()),
        mark(judgement.confidential),
        origin(&judgement.origin),
    )
}

/// Notes, each under a line that says whose it is.
pub fn notes(page: &mut Page, notes: &[Note], what: &str) {
    for note in notes {
        page.paragraph(&format!(
            "{what}{}, {}:",
            mark(note.confidential),
            origin(&note.origin)
        ));
        page.quote(&note.text);
    }
}

fn sources(page: &mut Page, sources: &[SourceLine]) {
    if sources.is_empty() {
        return;
    }
    page.paragraph("Sources:");
    page.list(&sources.iter().map(source).collect::<Vec<_>>());
}

fn source(line: &SourceLine) -> String {
    let source = &line.source;
    let mut words = format!(
        "Source {}: {}",
        inline(&source.id),
        inline(&source.citation)
    );
    if let Some(pin) = source
        .pin
        .as_ref()
        .filter(|pin| !source.citation.contains(*pin))
    {
        words = format!("{words}, {}", inline(pin));
    }
    if let Some(status) = &source.status {
        words = format!("{words}; {}", inline(status));
    }
    words = format!("{words}. {}", inline(&line.binding));
    if line.to_be_verified {
        let why = match source.confidence {
            Confidence::Memory => "cited from memory",
            Confidence::Checked => "its text was not seen",
        };
        words = format!("{words} **(to be verified: {why})**");
    }
    words
}

/// Who said it, when, and where it stands.
pub fn origin(origin: &Origin) -> String {
    let settled = origin.settled.as_ref().map_or_else(String::new, |settled| {
        let over = inline(&settled.over.join(", "));
        let with = if over.is_empty() {
            String::new()
        } else {
            format!(" with {over}")
        };
        let reason = inline(&settled.reason);
        format!(", settling the disagreement{with}, reason: “{reason}”")
    });
    format!(
        "{}, {} (entry {} of {}){settled}",
        inline(&origin.by.name),
        origin.at.to_minute(),
        origin.seq,
        inline(origin.writer.as_str()),
    )
}

/// A clause with its page.
pub fn place(place: &Place) -> String {
    let page = place
        .page
        .map_or_else(String::new, |page| format!(" (page {page})"));
    format!("“{}”{page}", inline(&place.name))
}

fn places(list: &[Place]) -> String {
    if list.is_empty() {
        return "no clause".to_owned();
    }
    list.iter().map(place).collect::<Vec<_>>().join("; ")
}

fn quoted(words: &[String]) -> String {
    if words.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<_> = words
        .iter()
        .map(|word| format!("“{}”", inline(word)))
        .collect();
    quoted.join(", ")
}

const fn mark(confidential: bool) -> &'static str {
    if confidential { " (confidential)" } else { "" }
}
