//! Words for the clipboard: exactly those that were asked for, with where they stand.

use super::dialogs::Dialog;
use super::message::Effect;
use super::model::Model;
use super::reading::Reading;
use super::sources::Part;
use crate::domain::cite::cite;
use crate::domain::text::Span;
use crate::domain::visible::{visible, visible_line};
use crate::{tr, trn};

/// Bytes of a text that goes to the clipboard, at most: terminals refuse longer ones silently.
const MOST_BYTES: usize = 70_000;

/// Copies the words that are chosen, else the clauses on the screen, with their citation.
pub(super) fn copy_words(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let chosen = reading.words.as_ref().map(super::words::Words::chosen);
    let text = reading.agreement.text();
    let span = chosen.unwrap_or_else(|| reading.step_span()).trimmed(text);
    let (place, page) = whereabouts(reading, span);
    let words = visible(span.of(text));
    let title = visible_line(&reading.agreement.document.title);
    let copied = format!("{words}\n({title}, {place}{page})\n");
    let letters = words.chars().count();
    give(
        model,
        copied,
        &trn!(
            letters,
            "{n} letter of {place}, with where they stand",
            "{n} letters of {place}, with where they stand",
            place
        ),
    )
}

/// Copies the addresses of the sources that are shown.
pub(super) fn copy_addresses(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Sources(sources)) = &model.dialog else {
        return Vec::new();
    };
    let mut addresses: Vec<String> = Vec::new();
    for part in &sources.parts {
        if let Part::Field { words, .. } = part
            && (words.starts_with("https://") || words.starts_with("http://"))
            && !addresses.contains(words)
        {
            addresses.push(visible_line(words));
        }
    }
    if addresses.is_empty() {
        model.say(tr!("No source of this item has an address."));
        return Vec::new();
    }
    let what = match addresses.len() {
        1 => tr!("the address of the source").to_owned(),
        count => trn!(
            count,
            "the addresses of {n} sources",
            "the addresses of {n} sources"
        ),
    };
    give(model, addresses.join("\n") + "\n", &what)
}

fn give(model: &mut Model, text: String, what: &str) -> Vec<Effect> {
    if text.len() > MOST_BYTES {
        model.complain(
            tr!("This is too long for the clipboard of a terminal. Choose words of it with v, or write the summary with x."),
        );
        return Vec::new();
    }
    // Whether the terminal takes it, nobody is told.
    model.say(tr!("Copied to the terminal's clipboard: {what}.", what));
    vec![Effect::Copy(text)]
}

/// Where words stand: clause, and page with its comma where it is known.
fn whereabouts(reading: &Reading, span: Span) -> (String, String) {
    let agreement = &reading.agreement;
    let clauses = &agreement.clauses;
    let first = clauses.index_at(span.start).unwrap_or(reading.at);
    let last = clauses
        .index_at(span.end.saturating_sub(1))
        .unwrap_or(first);
    let place = if last == first || clauses.path(last).contains(&first) {
        cite(agreement, first)
    } else {
        tr!(
            "{first} to {last}",
            first = cite(agreement, first),
            last = cite(agreement, last)
        )
    };
    let page = agreement.document.page_at(span.start);
    let page = page.map_or(String::new(), |page| tr!(", page {page}", page));
    (visible_line(&place), page)
}
