//! `search`: where words stand in all agreements of the workspace, or in one.

use super::args::Search;
use super::context::{Context, agreement_id};
use super::failure::{Exit, Failure};
use super::output::say;
use super::progress::Progress;
use crate::domain::agreement::Agreement;
use crate::domain::cite::cite_with_heading;
use crate::domain::counted::counted;
use crate::domain::search::{Found, Query, Searchable, Stemming};
use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use serde_json::json;

/// Characters of context shown on either side of a place, in Unicode scalar values.
const CONTEXT: usize = 40;

/// Runs `search`.
pub fn run(context: &Context, arguments: &Search) -> Result<Exit, Failure> {
    let session = context.reading()?;
    let typed = arguments.query.join(" ");
    let query = Query::of(&typed);
    let query = if arguments.exact {
        query.exactly()
    } else {
        query
    };
    if query.is_empty() {
        return Err(Failure::usage("There is nothing to search for.")
            .hint("Name a word, such as `rapporteur search biometric`."));
    }
    let ids = match &arguments.agreement {
        Some(named) => vec![agreement_id(&session, named)?],
        None => session
            .agreements()?
            .into_iter()
            .map(|one| one.id)
            .collect(),
    };
    let kept = session.kept_agreements();
    let bar = Progress::new();
    let (mut searched, mut left_out, mut places) = (0, 0, 0);
    for (done, id) in ids.iter().enumerate() {
        bar.done(done, ids.len());
        let agreement = match kept.load(id) {
            Ok(agreement) => agreement,
            Err(error) => {
                left_out += 1;
                bar.above(|| say(format!("{id} was not searched: {error}")));
                continue;
            }
        };
        searched += 1;
        let text = Searchable::new(agreement.text(), Stemming::of(agreement.language));
        let found = text.find(&query);
        places += found.len();
        bar.above(|| {
            found
                .iter()
                .try_for_each(|one| tell(context, &agreement, *one, arguments.json))
        })?;
    }
    bar.finish();
    if left_out > 0 {
        say(format!(
            "{} could not be read and were not searched.",
            counted(left_out, "agreement")
        ));
    }
    if places > 0 {
        return Ok(Exit::Done);
    }
    if ids.is_empty() {
        return Err(Failure::no_agreements());
    }
    let words = visible_line(&typed);
    let message = match searched {
        1 => format!("“{words}” stands nowhere in the agreement that was searched."),
        _ => format!("“{words}” stands in none of the {searched} agreements searched."),
    };
    Err(Failure::new(Exit::NothingFound, message)
    .hint("The words must follow each other. Try fewer of them, or the beginning of one; script, case and diacritics do not matter."))
}

/// Prints a place, with `~` where the words stand in other forms.
fn tell(
    context: &Context,
    agreement: &Agreement,
    found: Found,
    as_json: bool,
) -> Result<(), Failure> {
    let text = agreement.text();
    let span = found.span;
    let at = agreement.clauses.index_at(span.start);
    let clause = at.map(|index| &agreement.clauses.clauses()[index]);
    let (before, after) = around(text, span);
    if as_json {
        let place = agreement.to_scalars(span);
        return context.output.json(
            &json!({"agreement": agreement.id, "title": agreement.document.title,
            "clause": clause.map(|clause| &clause.id), "label": clause.map(|clause| &clause.label),
            "page": agreement.document.page_at(span.start), "start": place.start, "end": place.end,
            "text": span.of(text), "before": before, "after": after, "exact": found.is_exact}),
        );
    }
    let name = at.map_or_else(String::new, |index| {
        visible_line(&cite_with_heading(agreement, index))
    });
    let words = visible_line(&format!("{before}[{}]{after}", span.of(text)));
    let sign = if found.is_exact { " " } else { "~" };
    context
        .output
        .line(format!("{} {sign} {name}: …{words}…", agreement.id))
}

/// Some characters before and after a span.
fn around(text: &str, span: Span) -> (String, &str) {
    let before = text.get(..span.start).unwrap_or_default();
    let mut before: Vec<char> = before.chars().rev().take(CONTEXT).collect();
    before.reverse();
    let after = text.get(span.end..).unwrap_or_default();
    let end = after
        .char_indices()
        .nth(CONTEXT)
        .map_or(after.len(), |(at, _)| at);
    (
        before.into_iter().collect(),
        after.get(..end).unwrap_or_default(),
    )
}
