//! What follows the findings: questions, notes, what was not read, how the document was read, the method, sign-offs and
//! the journals.

use super::block::{Block, Cell, Line, Quote, Table, Tone};
use super::findings::{notes as write_notes, on_places};
use super::words::{clauses, labels, place, which_tag};
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::summary::{Finding, NotePlace, SignOffLine, Summary, Verdict};
use crate::{tr, trn};

fn says(blocks: &mut Vec<Block>, words: impl Into<String>) {
    blocks.push(Block::Paragraph(Line::text(words)));
}

/// What to ask the ministry or city, ready to be sent.
pub fn questions(blocks: &mut Vec<Block>, summary: &Summary) {
    let title = tr!("Questions to the ministry or city");
    blocks.push(Block::heading(2, title, "questions"));
    let findings = summary.by_weight();
    let labels = labels(summary);
    let from_findings = findings.iter().filter_map(|finding| {
        let question = finding.follow_up_question.as_ref()?;
        let verdict = labels.of(finding.verdict.label());
        let line = Line::strong(format!("{verdict}:")).then(format!(" {question}"));
        Some(match not_handed_over(finding) {
            Some(what) => line.then(format!(" {what}")),
            None => line,
        })
    });
    let from_references = summary.missing.iter().map(|one| {
        let lead = Line::strong(tr!("missing:"));
        lead.then(format!(" {}", one.question))
    });
    let questions: Vec<Line> = from_findings.chain(from_references).collect();
    if questions.is_empty() {
        return says(blocks, tr!("No finding so far calls for one."));
    }
    blocks.push(Block::Numbered(questions));
}

/// What is missing was named by those who called it withheld.
fn not_handed_over(finding: &Finding) -> Option<String> {
    let named: Vec<&str> = finding
        .notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    let is_named = finding.verdict == Verdict::Withheld && !named.is_empty();
    is_named.then(|| tr!("Not handed over: {what}", what = named.join("; ")))
}

/// Notes that belong to no finding.
pub fn notes(blocks: &mut Vec<Block>, summary: &Summary) {
    blocks.push(Block::heading(2, tr!("Notes"), "notes"));
    if summary.notes.is_empty() {
        says(blocks, tr!("None besides those in the findings."));
    }
    for placed in &summary.notes {
        let what = match &placed.place {
            NotePlace::Agreement => tr!("Note on the agreement").to_owned(),
            NotePlace::Clause { clause } => tr!("Note on {clause}", clause = place(clause)),
            NotePlace::Answer { item } => tr!("Note on the answer to {item}", item),
            NotePlace::Tag {
                item,
                removed,
                clause,
                start,
                end,
                quote,
            } => {
                let which = which_tag(*removed);
                let words = tr!(
                    "{which}: {place}, characters {start}–{end}, under {item}:",
                    which,
                    place = place(clause),
                    start,
                    end,
                    item
                );
                says(blocks, words);
                blocks.push(Block::Quote(Quote {
                    words: quote.clone(),
                    language: Some(summary.agreement.language),
                    of_agreement: true,
                }));
                tr!("Note on it").to_owned()
            }
        };
        write_notes(blocks, &placed.notes, &what);
    }
}

/// What nobody read.
pub fn unread(blocks: &mut Vec<Block>, summary: &Summary) {
    blocks.push(Block::heading(2, tr!("What was not read"), "unread"));
    let unread = &summary.open.unread;
    if unread.is_empty() {
        let all = tr!("Every clause with words was marked as read or tagged.");
        return says(blocks, all);
    }
    let all = clauses(summary.counts.clauses);
    let told = trn!(
        unread.len(),
        "{n} of {all} was neither marked as read nor tagged:",
        "{n} of {all} were neither marked as read nor tagged:",
        all
    );
    says(blocks, told);
    blocks.push(Block::List(on_places(unread)));
}

/// What the import reported.
pub fn document(blocks: &mut Vec<Block>, summary: &Summary) {
    let title = tr!("How the document was read");
    blocks.push(Block::heading(2, title, "document"));
    says(
        blocks,
        tr!("Read by {reader}.", reader = summary.agreement.reader),
    );
    if summary.diagnostics.is_empty() {
        return says(blocks, tr!("The import reported nothing unusual."));
    }
    let reported = summary.diagnostics.iter().map(diagnostic);
    blocks.push(Block::List(reported.collect()));
}

fn diagnostic(one: &Diagnostic) -> Line {
    let severity = match one.severity {
        Severity::Info => tr!("Information"),
        Severity::Warning => tr!("Warning"),
        Severity::Error => tr!("Error"),
    };
    let page = one.page.map(|page| tr!(", page {page}", page));
    let place = one.place.map(|place| {
        tr!(
            ", characters {start}–{end}",
            start = place.start,
            end = place.end
        )
    });
    let where_it_is = [page, place].into_iter().flatten().collect::<String>();
    Line::strong(severity).then(format!("{where_it_is}: {} ({})", one.told(), one.code))
}

/// How all this was made, and what it does not say.
pub fn method(blocks: &mut Vec<Block>, summary: &Summary) {
    blocks.push(Block::heading(2, tr!("Method"), "method"));
    says(
        blocks,
        tr!(
            "The program points to clauses by the words they contain; a person reads and judges. A suggestion counts for nothing until a reviewer accepts it. An empty field never means that all is well: it means that nobody has said anything. A finding is a question to the responsible body, not a legal opinion. The criteria concern contracts, companies and laws, and apply to every supplier from any country."
        ),
    );
    says(blocks, super::result::coverage(summary));
    for checklist in &summary.checklists {
        let words = tr!(
            "The sources of the checklist {id} were last checked on {day}. Those marked “to be verified” were cited from memory or their text was not seen; check them before relying on them.",
            id = checklist.id,
            day = checklist.as_of
        );
        says(blocks, words);
        if !checklist.relaxed_rules.is_empty() {
            let words = tr!(
                "The checklist {id} does without rules on what answers must rest on:",
                id = checklist.id
            );
            says(blocks, words);
            let rules = checklist.relaxed_rules.iter();
            blocks.push(Block::List(rules.map(Line::text).collect()));
        }
    }
    let sentence = tr!(
        "Quotations are in the language of the agreement. Characters are counted as Unicode scalar values of the text named above, from 0, the last one excluded; {command} prints that text. In this file runs of blanks in quotations may be shown as one, and characters that hide or reorder others are shown as marks such as ⟨U+202E⟩. Times are those that the reviewers' devices claimed."
    );
    let command = Line::code("rapporteur text");
    blocks.push(Block::Paragraph(Line::filled(
        sentence,
        &[("command", command)],
    )));
    for other in &summary.elsewhere {
        let words = tr!(
            "Not shown here, under the checklist {id}, version {version}: answers {answers}, tags {tags}, in disagreement {disagreements}.",
            id = other.checklist,
            version = other.version,
            answers = other.answers,
            tags = other.tags,
            disagreements = other.disagreements
        );
        says(blocks, words);
    }
}

/// Who signed the review off, and what was changed since.
pub fn sign_offs(blocks: &mut Vec<Block>, summary: &Summary) {
    if summary.sign_offs.is_empty() {
        return;
    }
    blocks.push(Block::heading(2, tr!("Sign-off"), "sign-off"));
    for line in &summary.sign_offs {
        signed(blocks, line);
    }
}

fn signed(blocks: &mut Vec<Block>, line: &SignOffLine) {
    let read = Line::text(tr!(
        "{read} of {all} read",
        read = line.read,
        all = clauses(line.clauses)
    ));
    let words = Line::filled(
        tr!("Signed off by **{name}** on {time}: {read}."),
        &[
            ("name", Line::text(&line.by.name)),
            ("time", Line::text(line.at.to_minute())),
            ("read", read),
        ],
    );
    let words = match &line.exception {
        Some(why) => words.then(format!(
            " {}",
            tr!("Although something was open: “{why}”.", why)
        )),
        None => words,
    };
    blocks.push(Block::Paragraph(words));
    if !line.changed_since.is_empty() {
        blocks.push(Block::Notice {
            tone: Tone::Open,
            sentence: Line::filled(tr!("**Reopened.** Changed since this signature:"), &[]),
            points: line.changed_since.iter().map(Line::text).collect(),
        });
    }
}

/// Where the journals stood, and where to sign.
pub fn journals(blocks: &mut Vec<Block>, summary: &Summary) {
    blocks.push(Block::heading(2, tr!("Journals"), "journals"));
    if summary.journals.is_empty() {
        let words = tr!("No journal stands behind this summary; it cannot be checked.");
        return says(blocks, words);
    }
    let words = tr!(
        "This summary was made from these journals of workspace {id} as they stood then:",
        id = summary.workspace
    );
    says(blocks, words);
    let heads = summary.journals.iter().map(|line| &line.head);
    let rows = heads.map(|head| -> Vec<Cell> {
        vec![
            Line::text(head.writer.as_str()).into(),
            Line::text(head.entries.to_string()).into(),
            Line::code(head.head.to_string()).into(),
            Line::code(head.root.to_string()).into(),
        ]
    });
    blocks.push(Block::Table(Table {
        columns: vec![
            (tr!("Journal").to_owned(), 14),
            (tr!("Entries").to_owned(), 8),
            (tr!("Hash of the last entry").to_owned(), 33),
            (tr!("Root (RFC 6962)").to_owned(), 33),
        ],
        rows: rows.collect(),
    }));
    if !summary.unfinished_journals.is_empty() {
        let writers = summary.unfinished_journals.iter();
        blocks.push(Block::Notice {
            tone: Tone::Open,
            sentence: Line::filled(
                tr!(
                    "**Not yet complete.** The last line of these journals had not wholly arrived when this summary was made; what it says is not in here:"
                ),
                &[],
            ),
            points: writers.map(|one| Line::text(one.as_str())).collect(),
        });
    }
    let sentence = tr!(
        "To check that nothing was altered or cut off since: {command}, which looks for these lines:"
    );
    let command = Line::code("rapporteur verify --against THIS-FILE");
    blocks.push(Block::Paragraph(Line::filled(
        sentence,
        &[("command", command)],
    )));
    let mut tokens = vec![summary.token()];
    tokens.extend(summary.journals.iter().map(|line| line.token.clone()));
    blocks.push(Block::Verbatim(tokens));
    if let Some(checkpoint) = &summary.checkpoint {
        let words = tr!(
            "The newest checkpoint: one root over all journals, signed by the device that made it. Copied into minutes or a letter, it shows later that nothing before it was changed; the same command finds it in any text."
        );
        says(blocks, words);
        let lines = checkpoint.lines().map(str::to_owned);
        blocks.push(Block::Verbatim(lines.collect()));
    }
    signatures(blocks, summary);
}

/// Where the reviewers sign on paper.
fn signatures(blocks: &mut Vec<Block>, summary: &Summary) {
    if summary.reviewers.is_empty() {
        return;
    }
    blocks.push(Block::heading(2, tr!("Signatures"), "signatures"));
    let rows = summary.reviewers.iter().map(|one| -> Vec<Cell> {
        vec![
            Line::text(&one.name).into(),
            Line::text("\u{a0}").into(),
            Line::text("\u{a0}").into(),
        ]
    });
    blocks.push(Block::Table(Table {
        columns: vec![
            (tr!("Reviewer").to_owned(), 30),
            (tr!("Date").to_owned(), 20),
            (tr!("Signature").to_owned(), 40),
        ],
        rows: rows.collect(),
    }));
}
