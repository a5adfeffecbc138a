//! The front of a summary: the title, what is still open, what was reviewed, and the result on one
//! page.

use super::escape::inline;
use super::findings::{heading, origin, place};
use super::page::Page;
use crate::domain::counted::counted;
use crate::domain::labels::Labels;
use crate::domain::language::Language;
use crate::domain::summary::{
    AboutChecklist, DetailLine, Disagreement, Finding, ImportLine, Open, Place, Summary,
};

/// Clauses named at the very top before the reader is sent to their own section.
const MOST_ON_TOP: usize = 12;
/// Characters of a recorded value that the table of results shows.
const MOST_IN_TABLE: usize = 120;

/// The title, and what is still open while anything is.
pub fn title(page: &mut Page, summary: &Summary) {
    let stamp = if summary.complete { "" } else { "INCOMPLETE: " };
    let title = inline(&summary.agreement.title);
    page.heading(1, &format!("{stamp}Review of “{title}”"));
    if !summary.complete {
        page.warning(
            "**INCOMPLETE. This review is not finished. Still open:**",
            &open_points(summary),
        );
    }
    let gaps = gaps(summary);
    if !gaps.is_empty() {
        page.warning("**Not the whole file could be read surely:**", &gaps);
    }
    let edition = summary.edition.name();
    page.paragraph(&format!(
        "Edition: **{edition}**. It shows everything, also what is marked “(confidential)”."
    ));
}

/// Pages that the review cannot rely on.
fn gaps(summary: &Summary) -> Vec<String> {
    let about = &summary.agreement;
    let kinds = [
        (
            &about.pages_unread,
            "not read: their words are not in the text",
        ),
        (
            &about.pages_doubtful,
            "read unsurely: to be compared with the original",
        ),
    ];
    let told = kinds.into_iter().filter(|(pages, _)| !pages.is_empty());
    told.map(|(pages, what)| format!("**Pages {what}:** {}", numbers(pages)))
        .collect()
}

/// Page numbers, neighbours as ranges.
fn numbers(pages: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &page in pages {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    let range = |&(first, last): &(u32, u32)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}–{last}"),
    };
    ranges.iter().map(range).collect::<Vec<_>>().join(", ")
}

fn open_points(summary: &Summary) -> Vec<String> {
    let Open {
        unanswered,
        unread,
        to_confirm,
        without_grounds,
        disagreements,
    } = &summary.open;
    let counts = &summary.counts;
    let mut points = Vec::new();
    if !unanswered.is_empty() {
        points.push(format!(
            "**{} of {} questions without an answer:** {}",
            unanswered.len(),
            counts.items - counts.answers.not_asked,
            join(unanswered, |item| inline(&item.question)),
        ));
    }
    if !unread.is_empty() {
        points.push(format!(
            "**{} of {} not read:** {}",
            unread.len(),
            counted(counts.clauses, "clause"),
            first_places(unread),
        ));
    }
    if !to_confirm.is_empty() {
        points.push(format!(
            "**{} to be confirmed, because the question has changed since:** {}",
            counted(to_confirm.len(), "answer"),
            join(to_confirm, |item| inline(&item.question)),
        ));
    }
    points.extend(without_grounds.iter().map(|one| {
        let question = inline(&one.item.question);
        format!(
            "**An answer without grounds ({}):** {question}",
            one.lacking
        )
    }));
    points.extend(disagreements.iter().map(disagreement));
    points
}

fn first_places(places: &[Place]) -> String {
    let named = places.iter().take(MOST_ON_TOP).map(place);
    let mut words = named.collect::<Vec<_>>().join("; ");
    if places.len() > MOST_ON_TOP {
        let more = places.len() - MOST_ON_TOP;
        words = format!("{words}; and {more} more, listed under “What was not read”");
    }
    words
}

fn disagreement(one: &Disagreement) -> String {
    let item = one.item.as_ref().map(|item| inline(&item.to_string()));
    let item = item.unwrap_or_default();
    let on = match (&one.clause, one.start, one.end) {
        (Some(clause), Some(start), Some(end)) => {
            format!(
                "on a passage in {}, characters {start}–{end}, under {item}",
                place(clause)
            )
        }
        _ => match one.detail {
            Some(detail) => format!("on the particular “{}”", detail.title()),
            None => format!("on the answer to {item}"),
        },
    };
    let says = join(&one.sides, |side| {
        format!("{}: {}", inline(&side.by), inline(&side.says))
    });
    format!("**Reviewers differ** {on}: {says}")
}

/// What was reviewed, against what, by whom.
pub fn about(page: &mut Page, summary: &Summary) {
    let agreement = &summary.agreement;
    let mut rows = vec![
        ("Agreement", inline(&agreement.title)),
        (
            "File",
            format!("{} ({})", inline(&agreement.file), agreement.format.name()),
        ),
        ("Language", agreement.language.name().to_owned()),
        (
            "Extent",
            format!(
                "{}{}, {}",
                agreement
                    .pages
                    .map_or_else(String::new, |pages| counted(pages, "page") + ", "),
                counted(agreement.clauses, "clause"),
                counted(agreement.characters, "character")
            ),
        ),
    ];
    let details = agreement.details.iter();
    rows.extend(details.map(|one| (one.detail.title(), recorded(one))));
    let imports = agreement.imported.iter();
    rows.extend(imports.map(|one| ("Imported", import(one))));
    let lists = summary.checklists.iter();
    let labels = Labels::new(summary.language);
    rows.extend(lists.map(|one| ("Checklist", checklist(labels, one))));
    if summary.language != Language::English {
        let language = summary.language;
        let words = format!("{} ({})", language.name(), language.tag());
        rows.push(("Language of questions", words));
    }
    rows.extend([
        (
            "Reviewers",
            inline(&join(&summary.reviewers, |one| one.name.clone())),
        ),
        (
            "Last entry",
            summary.last_entry_at.map_or_else(
                || "–".to_owned(),
                |at| format!("{} (claimed time)", at.to_minute()),
            ),
        ),
        (
            "SHA-256 of the file",
            format!("`{}`", agreement.source_sha256),
        ),
        (
            "SHA-256 of the text",
            format!("`{}`", agreement.text_sha256),
        ),
    ]);
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, value)| vec![name.to_owned(), value])
        .collect();
    page.table(&["", ""], &rows);
}

/// Which version of a checklist, how much of it, and how the review came to it.
fn checklist(labels: Labels, about: &AboutChecklist) -> String {
    let mut words = format!(
        "{} ({}, version {}, sources as of {})",
        inline(&about.title),
        inline(&about.id),
        inline(&about.version),
        inline(&about.as_of)
    );
    if about.translation_drafted {
        words = format!("{words}. **{}**", labels.drafted().trim_end_matches('.'));
    } else if let Some(signed) = &about.translation_signed {
        words = format!(
            "{words}. Translation read by {} on {}",
            inline(&signed.by),
            inline(&signed.on)
        );
    }
    if let Some(profile) = &about.profile {
        words = format!(
            "{words}. Only these of its items are asked: {}",
            inline(profile)
        );
    }
    if let Some(moved) = &about.moved {
        words = format!(
            "{words}. The review came here from version {}: {} kept, {} asked anew, {} new, {} no longer asked",
            inline(&moved.from),
            counted(moved.kept.len(), "item"),
            moved.changed.len(),
            moved.new.len(),
            moved.gone.len()
        );
    }
    words
}

/// What a reviewer recorded, from which words, and who.
fn recorded(line: &DetailLine) -> String {
    let mark = if line.confidential {
        " (confidential)"
    } else {
        ""
    };
    let words = line.passage.as_ref().map_or_else(String::new, |passage| {
        format!(", from “{}”", beginning(&passage.quote))
    });
    format!(
        "{}{mark}{words}, {}",
        inline(&line.text),
        origin(&line.origin)
    )
}

fn import(import: &ImportLine) -> String {
    format!("as {} by {}", inline(&import.file), origin(&import.origin))
}

/// The result on one page.
pub fn result(page: &mut Page, summary: &Summary) {
    let stamp = if summary.complete {
        ""
    } else {
        " (INCOMPLETE)"
    };
    page.heading(2, &format!("Result on one page{stamp}"));
    let counts = &summary.counts;
    page.paragraph(&format!("**{}.**", counts.answers.in_words()));
    let findings = summary.by_weight();
    let labels = Labels::new(summary.language);
    let rows: Vec<_> = findings
        .iter()
        .enumerate()
        .map(|(index, finding)| result_row(labels, index + 1, finding))
        .collect();
    page.table(
        &[
            "No.",
            "Verdict",
            "Severity",
            "Kind",
            "Question",
            "Value and place",
        ],
        &rows,
    );
    page.paragraph(&format!(
        "Clauses read: {} of {}. Passages tagged: {} ({} ok, {} concern, {} unclear, {} info, {} in disagreement); {} of them began as a suggestion that a reviewer accepted.",
        counts.clauses_read,
        counts.clauses,
        counts.tags.total,
        counts.tags.ok,
        counts.tags.concern,
        counts.tags.unclear,
        counts.tags.info,
        counts.tags.disagreement,
        counts.suggestions_accepted,
    ));
}

fn result_row(labels: Labels, number: usize, finding: &Finding) -> Vec<String> {
    let values = finding
        .answers
        .iter()
        .filter_map(|one| one.value.as_deref());
    let places = finding.tags.iter().map(|tag| place(&tag.clause));
    let mut shown: Vec<_> = values.map(beginning).chain(places).collect();
    shown.dedup();
    if shown.is_empty() {
        shown.push("–".to_owned());
    }
    vec![
        number.to_string(),
        format!("**{}**", heading(labels, finding.verdict)),
        labels.of(finding.severity.name()).into_owned(),
        labels.of(finding.kind.name()).into_owned(),
        inline(&finding.question),
        shown.join("; "),
    ]
}

/// A value as far as it fits into a table; the whole stands in the finding.
fn beginning(value: &str) -> String {
    if value.chars().count() <= MOST_IN_TABLE {
        return inline(value);
    }
    let beginning: String = value.chars().take(MOST_IN_TABLE).collect();
    format!("{}…", inline(&beginning))
}

fn join<T>(list: &[T], words: impl Fn(&T) -> String) -> String {
    list.iter().map(words).collect::<Vec<_>>().join("; ")
}
