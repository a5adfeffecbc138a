//! The front of a report: what is still open, and what was reviewed, against what, by whom.

use super::block::{Block, Line, Tone};
use super::words::{clauses, labels, mark, marked_origin, origin, page_numbers, place};
use crate::domain::labels::Labels;
use crate::domain::language::Language;
use crate::domain::review::Stage;
use crate::domain::review::detail::Detail;
use crate::domain::summary::{
    AboutAgreement, AboutChecklist, DetailLine, Disagreement, Open, Summary,
};
use crate::domain::translate::number;
use crate::{tr, trn};

/// Clauses or questions named at the very top before the reader is sent to their own section.
const MOST_ON_TOP: usize = 4;
/// Characters of a recorded value that a table shows.
const MOST_IN_TABLE: usize = 120;

/// What is still open while anything is, and what could not be read.
pub fn warnings(blocks: &mut Vec<Block>, summary: &Summary) {
    if !summary.complete {
        blocks.push(Block::Notice {
            tone: Tone::Open,
            sentence: Line::strong(tr!("INCOMPLETE. This review is not finished. Still open:")),
            points: open_points(summary),
        });
    }
    let gaps = gaps(&summary.agreement);
    if !gaps.is_empty() {
        blocks.push(Block::Notice {
            tone: Tone::Unclear,
            sentence: Line::strong(tr!("Not the whole file could be read surely:")),
            points: gaps,
        });
    }
}

/// Pages that the review cannot rely on.
fn gaps(about: &AboutAgreement) -> Vec<Line> {
    let mut points = Vec::new();
    let mut tell = |pages: &[u32], sentence: &str| {
        if !pages.is_empty() {
            let pages = Line::text(page_numbers(pages));
            points.push(Line::filled(sentence, &[("pages", pages)]));
        }
    };
    tell(
        &about.pages_unread,
        tr!("**Pages not read: their words are not in the text:** {pages}"),
    );
    tell(
        &about.pages_doubtful,
        tr!("**Pages read unsurely: to be compared with the original:** {pages}"),
    );
    points
}

fn open_points(summary: &Summary) -> Vec<Line> {
    let Open {
        unanswered,
        unread,
        to_confirm,
        without_grounds,
        disagreements,
    } = &summary.open;
    let counts = &summary.counts;
    let mut points = Vec::new();
    let mut tell = |what: String, which: String| {
        points.push(Line::strong(what).then(format!(" {which}")));
    };
    if !unanswered.is_empty() {
        let asked = number(counts.items - counts.answers.not_asked);
        tell(
            trn!(
                unanswered.len(),
                "{n} of {asked} questions without an answer:",
                "{n} of {asked} questions without an answer:",
                asked
            ),
            first(unanswered, |item| item.question.clone(), tr!("Findings")),
        );
    }
    if !unread.is_empty() {
        let all = clauses(counts.clauses);
        tell(
            trn!(
                unread.len(),
                "{n} of {all} not read:",
                "{n} of {all} not read:",
                all
            ),
            first(unread, place, tr!("What was not read")),
        );
    }
    if !to_confirm.is_empty() {
        tell(
            trn!(
                to_confirm.len(),
                "{n} answer to be confirmed, because the question has changed since:",
                "{n} answers to be confirmed, because the questions have changed since:"
            ),
            join(to_confirm, |item| item.question.clone()),
        );
    }
    for one in without_grounds {
        tell(
            tr!(
                "An answer without grounds ({lacking}):",
                lacking = one.lacking
            ),
            one.item.question.clone(),
        );
    }
    points.extend(disagreements.iter().map(disagreement));
    points
}

/// The first of a list in words, and where all of it stands.
fn first<T>(list: &[T], in_words: impl Fn(&T) -> String, part: &str) -> String {
    let named: Vec<String> = list.iter().take(MOST_ON_TOP).map(in_words).collect();
    let words = named.join("; ");
    if list.len() <= MOST_ON_TOP {
        return words;
    }
    trn!(
        list.len() - MOST_ON_TOP,
        "{words}; and {n} more, listed under “{part}”",
        "{words}; and {n} more, listed under “{part}”",
        words,
        part
    )
}

fn disagreement(one: &Disagreement) -> Line {
    let item = one.item.as_ref().map(ToString::to_string);
    let item = item.unwrap_or_default();
    let on = match (&one.clause, one.start, one.end) {
        (Some(clause), Some(start), Some(end)) => tr!(
            "on a passage in {place}, characters {start}–{end}, under {item}",
            place = place(clause),
            start,
            end,
            item
        ),
        _ => match one.detail {
            Some(detail) => tr!("on the particular “{name}”", name = detail.title()),
            None => tr!("on the answer to {item}", item),
        },
    };
    let says = join(&one.sides, |side| format!("{}: {}", side.by, side.says));
    Line::filled(
        tr!("**Reviewers differ** {on}: {says}"),
        &[("on", Line::text(on)), ("says", Line::text(says))],
    )
}

/// What was reviewed, against what, by whom: the title page.
pub fn about(blocks: &mut Vec<Block>, summary: &Summary) {
    let agreement = &summary.agreement;
    let mut rows: Vec<(String, Line)> = Vec::new();
    let mut row = |name: &str, value: Line| rows.push((name.to_owned(), value));
    row(tr!("Agreement"), Line::text(&agreement.title));
    for detail in Detail::ALL {
        let lines = agreement.details.iter().filter(|one| one.detail == detail);
        let lines: Vec<Line> = lines.map(recorded).collect();
        if !lines.is_empty() {
            row(detail.title(), Line::joined(lines, "; "));
        } else if is_expected(detail) {
            row(detail.title(), Line::text(tr!("not recorded")));
        }
    }
    let stage = Stage::ALL
        .into_iter()
        .find(|one| one.name() == summary.stage);
    let stage = stage.map_or(summary.stage, Stage::label);
    row(tr!("State of the review"), Line::text(stage));
    let names = join(&summary.reviewers, |one| one.name.clone());
    row(tr!("Reviewers"), Line::text(names));
    for list in &summary.checklists {
        row(tr!("Checklist"), checklist(labels(summary), list));
    }
    if summary.language != Language::English {
        let words = format!("{} ({})", summary.language.name(), summary.language.tag());
        row(tr!("Language of questions"), Line::text(words));
    }
    let last = summary.last_entry_at.map_or_else(
        || "–".to_owned(),
        |at| tr!("{time} (claimed time)", time = at.to_minute()),
    );
    row(tr!("Last entry"), Line::text(last));
    row(
        tr!("File"),
        Line::text(format!("{} ({})", agreement.file, agreement.format.name())),
    );
    row(tr!("Language"), Line::text(agreement.language.name()));
    row(tr!("Extent"), Line::text(extent(agreement)));
    for import in &agreement.imported {
        let words = tr!(
            "as {file} by {who}",
            file = import.file,
            who = origin(&import.origin)
        );
        row(tr!("Imported"), Line::text(words));
    }
    let digest = |digest: &dyn ToString| Line::code(digest.to_string());
    row(tr!("SHA-256 of the file"), digest(&agreement.source_sha256));
    row(tr!("SHA-256 of the text"), digest(&agreement.text_sha256));
    blocks.push(Block::Facts(rows));
}

/// Particulars without which a committee does not know what it has before it.
const fn is_expected(detail: Detail) -> bool {
    matches!(
        detail,
        Detail::PublicBody | Detail::Supplier | Detail::HomeJurisdiction
    )
}

fn extent(agreement: &AboutAgreement) -> String {
    let clauses = clauses(agreement.clauses);
    let characters = trn!(agreement.characters, "{n} character", "{n} characters");
    match agreement.pages {
        Some(pages) => format!(
            "{}, {clauses}, {characters}",
            trn!(pages, "{n} page", "{n} pages")
        ),
        None => format!("{clauses}, {characters}"),
    }
}

/// Which version of a checklist, how much of it, and how the review came to it.
fn checklist(labels: Labels, about: &AboutChecklist) -> Line {
    let mut line = Line::text(tr!(
        "{title} ({id}, version {version}, sources as of {day})",
        title = about.title,
        id = about.id,
        version = about.version,
        day = about.as_of
    ));
    if about.translation_drafted {
        let drafted = labels.drafted().trim_end_matches('.').to_owned();
        line = line.then(". ").and(Line::strong(drafted));
    } else if let Some(signed) = &about.translation_signed {
        let words = tr!(
            "Translation read by {name} on {day}",
            name = signed.by,
            day = signed.on
        );
        line = line.then(format!(". {words}"));
    }
    if let Some(profile) = &about.profile {
        let words = tr!("Only these of its items are asked: {profile}", profile);
        line = line.then(format!(". {words}"));
    }
    if let Some(moved) = &about.moved {
        let words = tr!(
            "The review came here from version {version}: items kept {kept}, asked anew {changed}, new {new}, no longer asked {gone}",
            version = moved.from,
            kept = moved.kept.len(),
            changed = moved.changed.len(),
            new = moved.new.len(),
            gone = moved.gone.len()
        );
        line = line.then(format!(". {words}"));
    }
    line
}

/// What a reviewer recorded, from which words, and who.
fn recorded(line: &DetailLine) -> Line {
    let value = Line::strong(&line.text).then(mark(line.confidential));
    let who = Line::text(marked_origin(&line.origin, line.confidential));
    let Some(passage) = &line.passage else {
        return value.then(", ").and(who);
    };
    let words = Line::text(beginning(&passage.quote));
    Line::filled(
        tr!("{value}, from “{words}”, {who}"),
        &[("value", value), ("words", words), ("who", who)],
    )
}

/// A text as far as it fits into a table; the whole stands in the finding.
pub fn beginning(value: &str) -> String {
    if value.chars().count() <= MOST_IN_TABLE {
        return value.to_owned();
    }
    let beginning: String = value.chars().take(MOST_IN_TABLE).collect();
    format!("{beginning}…")
}

/// Words of several, with semicolons between.
pub fn join<T>(list: &[T], words: impl Fn(&T) -> String) -> String {
    list.iter().map(words).collect::<Vec<_>>().join("; ")
}
