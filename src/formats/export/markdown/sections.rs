//! What follows the findings: questions, notes, what was not read, how the document was read, the
//! method, and the journals.

use super::escape::inline;
use super::findings::{notes as write_notes, place};
use super::page::Page;
use crate::domain::counted::counted;
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::labels::Labels;
use crate::domain::summary::{NotePlace, Summary, Verdict};

/// What to ask the ministry or city.
pub fn questions(page: &mut Page, summary: &Summary) {
    page.heading(2, "Questions to the ministry or city");
    let findings = summary.by_weight();
    let mut questions: Vec<_> = findings
        .iter()
        .filter_map(|finding| {
            let question = finding.follow_up_question.as_ref()?;
            let verdict = Labels::new(summary.language).of(finding.verdict.label());
            let mut words = format!("**{verdict}:** {}", inline(question));
            if finding.verdict == Verdict::Withheld {
                // What is missing was named by those who called it withheld.
                let named = finding.notes.iter().map(|note| inline(&note.text));
                let named: Vec<String> = named.collect();
                if !named.is_empty() {
                    words = format!("{words} Not handed over: {}", named.join("; "));
                }
            }
            Some(words)
        })
        .collect();
    let missing = summary.missing.iter();
    questions.extend(missing.map(|one| format!("**missing:** {}", inline(&one.question))));
    if questions.is_empty() {
        page.paragraph("No finding so far calls for one.");
    }
    page.numbered(&questions);
}

/// Notes that belong to no finding.
pub fn notes(page: &mut Page, summary: &Summary) {
    page.heading(2, "Notes");
    if summary.notes.is_empty() {
        page.paragraph("None besides those in the findings.");
    }
    for placed in &summary.notes {
        match &placed.place {
            NotePlace::Agreement => write_notes(page, &placed.notes, "Note on the agreement"),
            NotePlace::Clause { clause } => {
                let what = format!("Note on {}", place(clause));
                write_notes(page, &placed.notes, &what);
            }
            NotePlace::Answer { item } => {
                let what = format!("Note on the answer to {}", inline(&item.to_string()));
                write_notes(page, &placed.notes, &what);
            }
            NotePlace::Tag { .. } => on_tag(page, &placed.place),
        }
        if let NotePlace::Tag { .. } = &placed.place {
            write_notes(page, &placed.notes, "Note on it");
        }
    }
}

fn on_tag(page: &mut Page, tag: &NotePlace) {
    let NotePlace::Tag {
        item,
        removed,
        clause,
        start,
        end,
        quote,
    } = tag
    else {
        return;
    };
    let which = if *removed {
        "A tag that was taken away since"
    } else {
        "A tag under another checklist"
    };
    page.paragraph(&format!(
        "{which}: {}, characters {start}–{end}, under {}:",
        place(clause),
        inline(&item.to_string())
    ));
    page.quote(quote);
}

/// What nobody read.
pub fn unread(page: &mut Page, summary: &Summary) {
    page.heading(2, "What was not read");
    let unread = &summary.open.unread;
    if unread.is_empty() {
        page.paragraph("Every clause with words was marked as read or tagged.");
        return;
    }
    page.paragraph(&format!(
        "{} of {} {} neither marked as read nor tagged:",
        unread.len(),
        counted(summary.counts.clauses, "clause"),
        if unread.len() == 1 { "was" } else { "were" }
    ));
    let points = unread.iter();
    page.list(
        &points
            .map(|one| format!("Clause {}", place(one)))
            .collect::<Vec<_>>(),
    );
}

/// What the import reported.
pub fn document(page: &mut Page, summary: &Summary) {
    page.heading(2, "How the document was read");
    let reader = inline(&summary.agreement.reader);
    page.paragraph(&format!("Read by {reader}."));
    if summary.diagnostics.is_empty() {
        page.paragraph("The import reported nothing unusual.");
    }
    page.list(
        &summary
            .diagnostics
            .iter()
            .map(diagnostic)
            .collect::<Vec<_>>(),
    );
}

fn diagnostic(one: &Diagnostic) -> String {
    let severity = match one.severity {
        Severity::Info => "Information",
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    };
    let page = one
        .page
        .map_or_else(String::new, |page| format!(", page {page}"));
    let place = one.place.map_or_else(String::new, |place| {
        format!(", characters {}–{}", place.start, place.end)
    });
    format!(
        "**{severity}**{page}{place}: {} ({})",
        inline(&one.message),
        inline(&one.code)
    )
}

/// How all this was made, and what it does not say.
pub fn method(page: &mut Page, summary: &Summary) {
    page.heading(2, "Method");
    page.paragraph(
        "The program points to clauses by the words they contain; a person reads and judges. A suggestion counts for nothing until a reviewer accepts it. An empty field never means that all is well: it means that nobody has said anything. A finding is a question to the responsible body, not a legal opinion. The criteria concern contracts, companies and laws, and apply to every supplier from any country.",
    );
    for checklist in &summary.checklists {
        page.paragraph(&format!(
            "The sources of the checklist {} were last checked on {}. Those marked “to be verified” were cited from memory or their text was not seen; check them before relying on them.",
            inline(&checklist.id),
            inline(&checklist.as_of)
        ));
        if !checklist.relaxed_rules.is_empty() {
            page.paragraph(&format!(
                "The checklist {} does without rules on what answers must rest on:",
                inline(&checklist.id)
            ));
            page.list(&checklist.relaxed_rules);
        }
    }
    page.paragraph(
        "Quotations are in the language of the agreement. Characters are counted as Unicode scalar values of the text named above, from 0, the last one excluded; `rapporteur text` prints that text. In this file runs of blanks in quotations are shown as one, and characters that hide or reorder others are shown as marks such as ⟨U+202E⟩. Times are those that the reviewers' devices claimed.",
    );
    for other in &summary.elsewhere {
        page.paragraph(&format!(
            "Not shown here: {} answers and {} tags under the checklist {}, version {}; reviewers differ on {} of them.",
            other.answers,
            other.tags,
            inline(&other.checklist),
            inline(&other.version),
            other.disagreements
        ));
    }
}

/// Where the journals stood.
pub fn journals(page: &mut Page, summary: &Summary) {
    page.heading(2, "Journals");
    if summary.journals.is_empty() {
        page.paragraph("No journal stands behind this summary; it cannot be checked.");
        return;
    }
    page.paragraph(&format!(
        "This summary was made from these journals of workspace {} as they stood then:",
        inline(&summary.workspace)
    ));
    let heads = summary.journals.iter().map(|line| &line.head);
    let rows: Vec<_> = heads
        .map(|head| {
            vec![
                inline(head.writer.as_str()),
                head.entries.to_string(),
                format!("`{}`", head.head),
                format!("`{}`", head.root),
            ]
        })
        .collect();
    page.table(
        &[
            "Journal",
            "Entries",
            "Hash of the last entry",
            "Root (RFC 6962)",
        ],
        &rows,
    );
    if !summary.unfinished_journals.is_empty() {
        let writers = summary.unfinished_journals.iter();
        let writers: Vec<String> = writers.map(|one| inline(one.as_str())).collect();
        page.warning(
            "**Not yet complete.** The last line of these journals had not wholly arrived when this summary was made; what it says is not in here:",
            &writers,
        );
    }
    page.paragraph(
        "To check that nothing was altered or cut off since: `rapporteur verify --against THIS-FILE`, which looks for these lines:",
    );
    let tokens = summary.journals.iter().map(|line| line.token.as_str());
    page.code(&tokens.collect::<Vec<_>>());
    if let Some(checkpoint) = &summary.checkpoint {
        page.paragraph(
            "The newest checkpoint: one root over all journals, signed by the device that made it. Copied into minutes or a letter, it shows later that nothing before it was changed; the same command finds it in any text.",
        );
        page.code(&checkpoint.lines().collect::<Vec<_>>());
    }
}

/// Who signed the review off, and what was changed since.
pub fn sign_offs(page: &mut Page, summary: &Summary) {
    if summary.sign_offs.is_empty() {
        return;
    }
    page.heading(2, "Sign-off");
    for line in &summary.sign_offs {
        let (by, at) = (inline(&line.by.name), line.at.to_minute());
        let mut words = format!(
            "Signed off by **{by}** on {at}: {} of {} read.",
            line.read,
            counted(line.clauses, "clause")
        );
        if let Some(why) = &line.exception {
            words = format!("{words} Although something was open: “{}”.", inline(why));
        }
        page.paragraph(&words);
        if !line.changed_since.is_empty() {
            page.paragraph("**Reopened.** Changed since this signature:");
            let since: Vec<String> = line.changed_since.iter().map(|one| inline(one)).collect();
            page.list(&since);
        }
    }
}
