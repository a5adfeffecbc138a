//! Commands about what stands beside the text: `text` with its views, and `beside`.

use super::args::{Text, TextView};
use super::context::{Context, open_named};
use super::failure::{Exit, Failure};
use super::imports;
use super::output::say;
use crate::app::beside::{change_words, comment_words, furniture_words, page_words};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::cite::cite_with_heading;
use crate::domain::document::Format;
use crate::domain::margin::{Change, ChangeKind, View};
use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use crate::domain::wire::MarginRecord;
use crate::runtime::session::{Session, SessionError};
use serde::Serialize;

/// Runs `text`.
pub fn text(context: &Context, arguments: &Text) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let kept = open_named(&session, &arguments.agreement)?.agreement;
    let view = match arguments.view {
        TextView::Final => None,
        TextView::Original => Some(View::Original),
        TextView::Marked => Some(View::Marked),
    };
    let Some(view) = view else {
        context.output.exactly(kept.text())?;
        return Ok(Exit::Done);
    };
    if !knows_changes(kept.document.format) {
        say("This kind of file has no tracked changes; this is its only text.");
        context.output.exactly(kept.text())?;
        return Ok(Exit::Done);
    }
    let seen = read_again(&session, &kept, view)?;
    if seen.document.margin.changes.is_empty() && kept.document.margin.changes.is_empty() {
        say("The file has no tracked changes; this is its only text.");
    }
    if view == View::Marked {
        context.output.exactly(&marked(&seen))?;
    } else {
        context.output.exactly(seen.text())?;
    }
    Ok(Exit::Done)
}

/// Whether a format can hold tracked changes.
const fn knows_changes(format: Format) -> bool {
    matches!(
        format,
        Format::Docx | Format::Odt | Format::Rtf | Format::Doc | Format::Html
    )
}

/// The kept file, read in another view.
fn read_again(session: &Session, kept: &Agreement, view: View) -> Result<Agreement, Failure> {
    let bytes = session
        .kept_agreements()
        .source(&kept.id, kept.document.format)
        .map_err(SessionError::from)?;
    let worker = imports::worker(session)?;
    let answer = worker.read(&kept.file_name, &bytes, view, Vec::new(), &mut |_| ());
    match answer.ok().and_then(|answer| answer.agreement) {
        Some(Ok(agreement)) => Ok(agreement),
        Some(Err(refusal)) => Err(Failure::new(Exit::Refused, refusal.message).hint(refusal.hint)),
        None => Err(Failure::failed("The kept file was not read.")
            .hint("`rapporteur text AGREEMENT` prints the text that is kept.")),
    }
}

/// A text that holds what was put in and what was taken out, each in its marks.
fn marked(agreement: &Agreement) -> String {
    let text = agreement.text();
    let mut marks = Vec::new();
    for (index, change) in agreement.document.margin.changes.iter().enumerate() {
        let (open, close) = match change.kind {
            ChangeKind::Inserted | ChangeKind::MovedTo => ("[+", "+]"),
            ChangeKind::Deleted | ChangeKind::MovedFrom => ("[-", "-]"),
        };
        let Span { start, end } = change.span;
        if !change.span.is_empty() {
            // What begins later ends earlier, so that marks lie in each other.
            marks.push((
                (end, 0, usize::MAX - start, usize::MAX - index),
                close.to_owned(),
            ));
            marks.push(((start, 2, usize::MAX - end, index), open.to_owned()));
        } else if !change.words.is_empty() {
            let words = format!("{open}{}{close}", change.words);
            marks.push(((start, 1, 0, index), words));
        }
    }
    marks.sort_unstable();
    let mut out = String::with_capacity(text.len() + 4 * marks.len());
    let mut done = 0;
    for ((at, ..), mark) in marks {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push_str(&mark);
        done = at;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The shape of `beside --json`.
#[derive(Serialize)]
struct Record<'a> {
    agreement: &'a AgreementId,
    #[serde(flatten)]
    margin: MarginRecord,
}

/// Runs `beside`.
pub fn beside(context: &Context, agreement: &str, as_json: bool) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let agreement = open_named(&session, agreement)?.agreement;
    let margin = &agreement.document.margin;
    if as_json {
        context.output.json(&Record {
            agreement: &agreement.id,
            margin: MarginRecord::of(margin, agreement.text(), &agreement.scalars),
        })?;
        return Ok(Exit::Done);
    }
    let changes = margin
        .changes
        .iter()
        .map(|one| placed_change(&agreement, one));
    let comments = margin.comments.iter().map(|one| {
        let place = one.span.map_or_else(
            || {
                one.page
                    .map_or_else(String::new, |page| format!("page {page}: "))
            },
            |span| place(&agreement, span),
        );
        format!("{place}{}", comment_words(one))
    });
    let sections: [(&str, Vec<String>); 5] = [
        ("Tracked changes", changes.collect()),
        ("Comments", comments.collect()),
        ("Pages", margin.pages.iter().map(page_words).collect()),
        (
            "Left out of the text",
            margin.furniture.iter().map(furniture_words).collect(),
        ),
        (
            "Attached files",
            margin
                .attachments
                .iter()
                .map(|name| visible_line(name))
                .collect(),
        ),
    ];
    if sections.iter().all(|(_, lines)| lines.is_empty()) {
        context.output.line("Nothing stands beside the text.")?;
    }
    for (title, lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
        context.output.line(format!("{title} ({})", lines.len()))?;
        for line in lines {
            context.output.line(format!("    {line}"))?;
        }
    }
    Ok(Exit::Done)
}

fn placed_change(agreement: &Agreement, change: &Change) -> String {
    format!("{}{}", place(agreement, change.span), change_words(change))
}

/// The clause in which something stands, as the beginning of a line.
fn place(agreement: &Agreement, span: Span) -> String {
    let at = agreement.clauses.index_at(span.start);
    at.map_or_else(String::new, |index| {
        format!("{}: ", visible_line(&cite_with_heading(agreement, index)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::agreement;

    #[test]
    fn marks_lie_in_each_other() {
        let mut agreement = agreement("The City pays now.");
        let change = |kind, start, end, words: &str| Change {
            kind,
            author: None,
            at: None,
            span: Span::new(start, end),
            words: words.to_owned(),
        };
        agreement.document.margin.changes = vec![
            change(ChangeKind::Inserted, 4, 13, "City pays"),
            change(ChangeKind::Deleted, 9, 13, "pays"),
            change(ChangeKind::Deleted, 13, 13, " early"),
            change(ChangeKind::MovedTo, 13, 17, " now"),
        ];
        assert_eq!(
            marked(&agreement),
            "The [+City [-pays-]+][- early-][+ now+]."
        );
    }
}
