//! The findings, weightiest first, each with everything that stands behind it.

use super::block::{Block, Heading, Line, Quote, Tone};
use super::words::{finding_anchor, heading, labels, mark, marked_origin, place, places, quoted};
use crate::domain::checklist::{Confidence, ItemKind};
use crate::domain::labels::Labels;
use crate::domain::language::{Language, names_of};
use crate::domain::summary::{
    Absence, Answer, Finding, Judgement, Note, SourceLine, Summary, Tag, Verdict,
};
use crate::tr;

/// All findings, under one heading for each verdict that occurs.
pub fn all(blocks: &mut Vec<Block>, summary: &Summary) {
    blocks.push(Block::NewPage);
    blocks.push(Block::heading(2, tr!("Findings"), "findings"));
    let findings = summary.by_weight();
    let mut writer = Writer {
        blocks,
        labels: labels(summary),
        language: summary.agreement.language,
    };
    if findings.is_empty() {
        writer.says(tr!("The checklist has no questions."));
    }
    let mut number = 0;
    for of_verdict in findings.chunk_by(|one, next| one.verdict == next.verdict) {
        let Some(first) = of_verdict.first() else {
            continue;
        };
        writer.verdict(first.verdict, of_verdict.len());
        for finding in of_verdict {
            number += 1;
            writer.finding(number, finding);
        }
    }
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Concern => tr!("The agreement does what it should not, or not what it should."),
        Verdict::Absent => {
            tr!("The agreement says nothing about it. What was searched and read stands with each.")
        }
        Verdict::Withheld => tr!("The part that would say so was not handed over."),
        Verdict::Unclear => tr!("The agreement can be read both ways."),
        Verdict::Disagreement => tr!("Reviewers differ and have not settled it."),
        Verdict::Satisfied => tr!("The agreement does what the question asks for."),
        Verdict::NotApplicable => tr!("The question does not fit this agreement."),
        Verdict::Unanswered => {
            tr!("Nobody has answered these questions. Nothing may be concluded from that.")
        }
        Verdict::NotAsked => tr!(
            "These questions were left out for the reason given with each; nobody has answered them."
        ),
    }
}

/// Writes findings.
struct Writer<'a> {
    blocks: &'a mut Vec<Block>,
    labels: Labels,
    /// The language of the agreement.
    language: Language,
}

impl Writer<'_> {
    fn verdict(&mut self, verdict: Verdict, count: usize) {
        let title = heading(self.labels, verdict);
        self.blocks.push(Block::Heading(Heading {
            level: 3,
            words: format!("{title} ({count})"),
            anchor: format!("verdict-{}", verdict.label().replace(' ', "-")),
            tone: Some(verdict.into()),
        }));
        self.says(meaning(verdict));
    }

    fn finding(&mut self, number: usize, finding: &Finding) {
        self.blocks.push(Block::Heading(Heading {
            level: 4,
            words: format!("{number}. {}", finding.question),
            anchor: finding_anchor(number),
            tone: Some(finding.verdict.into()),
        }));
        self.kind(finding);
        for answer in &finding.answers {
            self.answer(answer);
        }
        if !finding.to_confirm.is_empty() {
            self.warns(tr!(
                "To be confirmed: the question has changed since it was answered. Before, the answer was:"
            ));
        }
        for answer in &finding.to_confirm {
            self.answer(answer);
        }
        notes(self.blocks, &finding.notes, tr!("Note on the answer"));
        for tag in &finding.tags {
            self.tag(tag);
        }
        if finding.tags.is_empty() {
            self.says(tr!("No passage was tagged."));
        }
        if let Some(question) = &finding.follow_up_question {
            self.says(tr!("To be asked: {question}", question));
        }
        let sources: Vec<Line> = finding.sources.iter().map(source).collect();
        if !sources.is_empty() {
            self.blocks.push(Block::Sources(sources));
        }
    }

    /// What was asked, and why.
    fn kind(&mut self, finding: &Finding) {
        let verdict = Line::strong(self.labels.of(finding.verdict.label()));
        let values = [
            ("verdict", verdict),
            ("kind", Line::text(self.labels.of(finding.kind.name()))),
            (
                "severity",
                Line::text(self.labels.of(finding.severity.name())),
            ),
            ("group", Line::text(&finding.group)),
            ("item", Line::text(&finding.item)),
        ];
        self.blocks.push(Block::Paragraph(Line::filled(
            tr!("Verdict: {verdict}. Kind: {kind}. Severity: {severity}. Group: {group}. Item: {item}."),
            &values,
        )));
        if finding.verdict == Verdict::Absent && finding.kind == ItemKind::RedFlag {
            self.says(tr!(
                "A red flag is worrying where it is present; here nothing was found of it."
            ));
        }
        if !finding.why_it_matters.is_empty() {
            self.says(tr!("Why it matters: {why}", why = finding.why_it_matters));
        }
        if let Some(reason) = &finding.not_asked {
            self.says(tr!("Not asked: {reason}", reason));
        }
    }

    fn answer(&mut self, answer: &Answer) {
        let state = Line::strong(self.labels.of(answer.state.label()));
        self.blocks.push(Block::Paragraph(Line::filled(
            tr!("Answer: {answer}, {who}."),
            &[
                ("answer", state.then(mark(answer.confidential))),
                (
                    "who",
                    Line::text(marked_origin(&answer.origin, answer.confidential)),
                ),
            ],
        )));
        if let Some(value) = &answer.value {
            self.says(tr!("Value recorded:"));
            self.blocks.push(Block::Quote(said(value)));
        }
        if let Some(absence) = &answer.absence {
            self.blocks.push(Block::List(absence_proof(absence)));
            if !absence.language_searched {
                self.warns(tr!(
                    "No words in the language of the agreement were searched for: only the reading counts."
                ));
            }
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let at = tr!("characters {start}–{end}", start = tag.start, end = tag.end);
        let passage = match tag.page {
            Some(page) => tr!(
                "Passage in “{clause}”, page {page}, {at}.",
                clause = tag.clause.name,
                page,
                at
            ),
            None => tr!("Passage in “{clause}”, {at}.", clause = tag.clause.name, at),
        };
        let judgements = tag.judgements.iter().map(|one| self.judgement(one));
        let judgements = Line::joined(judgements, " ");
        let line = Line::text(passage).then(" ").and(judgements);
        self.blocks.push(Block::Paragraph(line));
        if tag.disputed {
            self.warns(tr!("Reviewers differ on this passage."));
        }
        if !tag.fits {
            self.warns(tr!(
                "These words do not stand at this place of the text named above: they were tagged in another reading of the same file."
            ));
        }
        self.blocks.push(Block::Quote(Quote {
            words: tag.quote.clone(),
            language: Some(self.language),
            of_agreement: true,
        }));
        notes(self.blocks, &tag.notes, tr!("Note on the passage"));
    }

    fn judgement(&self, judgement: &Judgement) -> Line {
        let assessment = Line::strong(self.labels.of(judgement.assessment.name()));
        let values = [
            ("assessment", assessment.then(mark(judgement.confidential))),
            (
                "who",
                Line::text(marked_origin(&judgement.origin, judgement.confidential)),
            ),
            ("words", Line::text(quoted(&judgement.pointed_by))),
        ];
        if judgement.pointed_by.is_empty() {
            return Line::filled(tr!("Tagged {assessment}, {who}."), &values);
        }
        Line::filled(
            tr!("Tagged {assessment}, {who}, pointed to by {words}."),
            &values,
        )
    }

    fn says(&mut self, words: impl Into<String>) {
        self.blocks.push(Block::Paragraph(Line::text(words)));
    }

    fn warns(&mut self, words: &str) {
        self.blocks.push(Block::Notice {
            tone: Tone::Unclear,
            sentence: Line::strong(words),
            points: Vec::new(),
        });
    }
}

fn absence_proof(absence: &Absence) -> Vec<Line> {
    vec![
        Line::text(tr!(
            "Absence proof, terms searched ({languages}): {terms}",
            languages = names_of(&absence.languages),
            terms = quoted(&absence.terms)
        )),
        Line::text(tr!(
            "A term was found all the same in: {clauses}",
            clauses = places(&absence.hits)
        )),
        Line::text(tr!(
            "Part of a term was found in: {clauses}",
            clauses = places(&absence.near_misses)
        )),
        Line::text(tr!(
            "Clauses read or tagged at that moment: {read} of {all}",
            read = absence.clauses_read,
            all = absence.clauses
        )),
    ]
}

/// Notes, each under a line that says on what it is and whose.
pub fn notes(blocks: &mut Vec<Block>, notes: &[Note], what: &str) {
    for note in notes {
        blocks.push(Block::Paragraph(Line::text(tr!(
            "{what}{mark}, {who}:",
            what,
            mark = mark(note.confidential),
            who = marked_origin(&note.origin, note.confidential)
        ))));
        blocks.push(Block::Quote(said(&note.text)));
    }
}

/// What a reviewer wrote.
fn said(words: &str) -> Quote {
    Quote {
        words: words.to_owned(),
        language: None,
        of_agreement: false,
    }
}

fn source(line: &SourceLine) -> Line {
    let source = &line.source;
    let mut words = tr!(
        "Source {id}: {citation}",
        id = source.id,
        citation = source.citation
    );
    let pin = source.pin.as_ref();
    if let Some(pin) = pin.filter(|pin| !source.citation.contains(*pin)) {
        words = format!("{words}, {pin}");
    }
    if let Some(status) = &source.status {
        words = format!("{words}; {status}");
    }
    let told = Line::text(format!("{words}. {}", line.binding));
    if !line.to_be_verified {
        return told;
    }
    let why = match source.confidence {
        Confidence::Memory => tr!("(to be verified: cited from memory)"),
        Confidence::Checked => tr!("(to be verified: its text was not seen)"),
    };
    told.then(" ").and(Line::strong(why))
}

/// The clauses that something is on, in one line.
pub fn on_places(list: &[crate::domain::summary::Place]) -> Vec<Line> {
    let each = list.iter();
    each.map(|one| Line::text(tr!("Clause {place}", place = place(one))))
        .collect()
}
