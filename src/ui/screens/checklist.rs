//! The checklist: every item with its answer, its evidence, and what is still open.

use super::{answer_mark, answer_words, body, foot};
use crate::app::forecast;
use crate::app::marks::notes;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::wording;
use crate::domain::checklist::Item;
use crate::domain::cite::cite;
use crate::domain::review::event::{AnswerSubject, NoteSubject};
use crate::ui::canvas::{Canvas, columns, cut};
use crate::ui::widgets::{first_row, footer, header, highlight_row, titled_rule, wrapped};
use crate::{tr, trn};
use ratatui::layout::Rect;
use ratatui::style::Style;

pub fn checklist(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, area: Rect) {
    let coverage = &reading.marks.coverage;
    let title = tr!(
        "Checklist · {title}",
        title = reading.agreement.document.title
    );
    let open = match coverage.open() {
        0 => tr!("every item is answered").to_owned(),
        count => trn!(count, "{n} item is still open", "{n} items are still open"),
    };
    let answered = tr!(
        "{answered} of {asked} answered · {open}{disputed}",
        answered = coverage.answered(),
        asked = coverage.asked(),
        open,
        disputed = match coverage.disputed {
            0 => String::new(),
            count => trn!(count, " · ≠ {n} to settle", " · ≠ {n} to settle"),
        }
    );
    let left = match area.width {
        ..110 => String::new(),
        _ => forecast::words(reading.minutes_left),
    };
    let answered = answered + &left;
    let list = match reading.list_place() {
        Some(place) => format!("{} · {place}", reading.shown.title),
        None => reading.shown.title.clone(),
    };
    header(canvas, model, area, &title, [&list, &answered]);
    let inside = body(area);
    let wide = area.width >= 110;
    let (list, below) = if wide {
        // The names of the items are long.
        let left = inside.width * 11 / 20;
        let right = Rect::new(
            inside.x + left + 1,
            inside.y,
            inside.width - left - 1,
            inside.height,
        );
        (
            Rect {
                width: left,
                ..inside
            },
            right,
        )
    } else {
        // The list takes what it needs; below it the item has room for its question and evidence.
        let items = lines(reading, &model.checklist.shown(reading)).len();
        let items = u16::try_from(items).unwrap_or(u16::MAX);
        let most = inside.height.saturating_sub(8).max(inside.height / 2);
        let height = items.saturating_add(1).clamp(2, most);
        let rest = inside.height - height;
        let below = Rect::new(inside.x, inside.y + height, inside.width, rest);
        (Rect { height, ..inside }, below)
    };
    let shown = model.checklist.shown(reading);
    rows(canvas, model, reading, &shown, list);
    if wide {
        let style = canvas.theme.frame;
        canvas.put(list.right(), list.y, 1, "┬", style);
        canvas.bar(list.right(), list.y + 1, list.height - 1);
    }
    match reading
        .cursor_item()
        .filter(|_| shown.contains(&reading.item))
    {
        Some(item) => detail(canvas, model, reading, item, below),
        None => titled_rule(canvas, below, "", false),
    }
    footer(canvas, model, foot(area));
}

fn rows(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, shown: &[usize], area: Rect) {
    let theme = canvas.theme;
    let title = model.checklist.show.title();
    titled_rule(canvas, Rect { height: 1, ..area }, title, true);
    let list = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    canvas.target(list, Target::List);
    let height = usize::from(list.height);
    canvas.extent.list = height;
    let lines = lines(reading, shown);
    let cursor = lines
        .iter()
        .position(|line| matches!(line, Line::Item(at, _) if *at == reading.item));
    let first = first_row(cursor.unwrap_or(0), lines.len(), height);
    for (y, one) in (list.y..).zip(lines.iter().skip(first).take(height)) {
        let line = Rect::new(list.x, y, list.width, 1);
        let (at, item) = match one {
            Line::Item(at, item) => (*at, *item),
            Line::Group(title) => {
                canvas.put_cut(line.x + 1, y, line.width - 2, title, theme.muted);
                continue;
            }
        };
        row(canvas, reading, (at, item), line);
        if model.checklist.ticked.contains(&at) {
            canvas.put(line.x, y, 1, "✓", theme.current);
        }
        highlight_row(canvas, line, at == reading.item);
        canvas.target(line, Target::Item(at));
    }
    if shown.is_empty() {
        let words = model.checklist.show.nothing();
        canvas.put(list.x + 2, list.y, list.width - 2, words, theme.text);
    }
}

/// A line of the list.
enum Line<'a> {
    /// The title above the items of a group.
    Group(&'a str),
    /// An item, by position.
    Item(usize, &'a Item),
}

/// The items shown, under the titles of their groups where there is more than one.
fn lines<'a>(reading: &'a Reading, shown: &[usize]) -> Vec<Line<'a>> {
    let groups = &reading.shown.groups;
    let mut before = None;
    let mut lines = Vec::new();
    for &at in shown {
        let Some(item) = reading.shown.items.get(at) else {
            continue;
        };
        if groups.len() > 1 && before != Some(&item.group) {
            let group = groups.iter().find(|group| group.id == item.group);
            lines.extend(group.map(|group| Line::Group(&group.title)));
            before = Some(&item.group);
        }
        lines.push(Line::Item(at, item));
    }
    lines
}

fn row(canvas: &mut Canvas<'_>, reading: &Reading, (at, item): (usize, &Item), line: Rect) {
    let theme = canvas.theme;
    let (mark, style) = answer_mark(canvas, reading, at);
    canvas.put(line.x + 1, line.y, 3, &mark, style);
    let tags = reading.marks.evidence.get(at).map_or(0, Vec::len);
    let tags = match tags {
        0 => String::new(),
        count => trn!(count, "{n} tag", "{n} tags"),
    };
    let right = line.right() - 1;
    let wide = columns(&trn!(10, "{n} tag", "{n} tags")).max(7) + 1;
    canvas.put_right(right - wide, right, line.y, &tags, theme.muted);
    let x = right - wide;
    let words = answer_words(reading, at);
    let room = line.width / 3;
    let x = canvas.put_right(
        x.saturating_sub(room),
        x.saturating_sub(2),
        line.y,
        &words,
        style,
    );
    let room = x.saturating_sub(line.x + 7);
    canvas.put_cut(line.x + 5, line.y, room, &item.name, theme.text);
}

/// Columns of a line with a title that its rule keeps.
const RULE: u16 = 4;

fn detail(canvas: &mut Canvas<'_>, model: &Model, reading: &Reading, item: &Item, area: Rect) {
    let (kind, severity) = (item.kind.name(), item.severity.name());
    // How grave it is is never cut off; what kind it is gives way before.
    let whole = format!("{} · {kind} · {severity}", item.name);
    let room = area.width.saturating_sub(RULE);
    let title = if columns(&whole) <= room {
        whole
    } else {
        let end = format!(" · {severity}");
        format!(
            "{}{end}",
            cut(&item.name, room.saturating_sub(columns(&end)))
        )
    };
    titled_rule(canvas, Rect { height: 1, ..area }, &title, false);
    let width = area.width.saturating_sub(4);
    let lines = detail_lines(canvas, model, reading, item, width);
    for (y, (line, style)) in (area.y + 1..area.bottom()).zip(lines) {
        canvas.put_cut(area.x + 2, y, width, &line, style);
    }
}

fn detail_lines(
    canvas: &Canvas<'_>,
    model: &Model,
    reading: &Reading,
    item: &Item,
    width: u16,
) -> Vec<(String, Style)> {
    let theme = canvas.theme;
    let mut lines: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        lines.extend(wrapped(text, width).into_iter().map(|line| (line, style)));
    };
    add(&item.question, theme.title);
    let at = reading.item;
    add(
        &tr!("Answer: {answer}", answer = answer_words(reading, at)),
        theme.text,
    );
    for line in standing_lines(reading, at) {
        add(&line, theme.unclear);
    }
    let answer = reading.marks.answers.get(at);
    let absence = answer.and_then(|answer| answer.agreed()?.absence.as_ref());
    if let Some(proof) = absence {
        let words = trn!(
            proof.terms.len(),
            "Searched for {n} term, read {read} of {clauses}.",
            "Searched for {n} terms, read {read} of {clauses}.",
            read = proof.clauses_read,
            clauses = trn!(proof.clauses, "{n} clause", "{n} clauses")
        );
        add(&words, theme.muted);
    }
    if let Some(review) = model.review() {
        let subject = NoteSubject::Answer(AnswerSubject {
            agreement: reading.agreement.id.clone(),
            text_sha256: reading.agreement.text_sha256,
            item: reading.checklist.item_ref(&item.id),
        });
        for note in notes(review, &subject) {
            add(&tr!("Note: {note}", note), theme.text);
        }
    }
    for line in evidence_lines(reading, item) {
        add(&line, theme.text);
    }
    if !item.why_it_matters.is_empty() {
        add(&tr!("Why: {why}", why = item.why_it_matters), theme.muted);
    }
    if !item.what_to_look_for.is_empty() {
        let signs = item.what_to_look_for.join("; ");
        add(&tr!("Look for: {signs}", signs), theme.muted);
    }
    if answer.is_none_or(|answer| !answer.is_set()) && !item.follow_up_question.is_empty() {
        add(
            &tr!(
                "If it is not there, ask: {question}",
                question = item.follow_up_question
            ),
            theme.muted,
        );
    }
    lines
}

/// What has to be known of an item besides its answer: that it is not asked, must be confirmed, or
/// that its answer lacks grounds.
fn standing_lines(reading: &Reading, at: usize) -> Vec<String> {
    let coverage = &reading.marks.coverage;
    let mut lines = Vec::new();
    let skipped = coverage.skipped.iter().find(|(item, _)| *item == at);
    lines.extend(skipped.map(|(_, reason)| tr!("Not asked: {reason}", reason)));
    if coverage.to_confirm.contains(&at) {
        let words = tr!(
            "The question has changed since it was answered. Answer it again, or press the key of the same answer to confirm it."
        );
        lines.push(words.to_owned());
    }
    let lack = coverage.lacking.iter().find(|(item, _)| *item == at);
    lines.extend(lack.map(|(_, lack)| {
        tr!(
            "Open: {short}. {hint}",
            short = lack.short(),
            hint = lack.hint()
        )
    }));
    lines
}

/// The tags of an item: how they stand, where, and their first words.
fn evidence_lines(reading: &Reading, item: &Item) -> Vec<String> {
    let at = reading.shown.items.iter().position(|one| one.id == item.id);
    let evidence = at.and_then(|at| reading.marks.evidence.get(at));
    let mut lines = Vec::new();
    for &(clause, tag) in evidence.into_iter().flatten() {
        let Some(tag) = reading
            .marks_on(clause)
            .and_then(|marks| marks.tags.get(tag))
        else {
            continue;
        };
        let page = reading.agreement.document.page_at(tag.span.start);
        let page = page.map_or(String::new(), |page| tr!(", page {page}", page));
        let sign = tag.assessment.map_or('≠', wording::assessment_sign);
        let quote = first_words(tag.span.of(reading.agreement.text()));
        let name = cite(&reading.agreement, clause);
        lines.push(format!("{sign} {name}{page}: “{quote}”"));
        if !tag.sides.is_empty() {
            lines.push(tr!(
                "  Reviewers differ ({sides})",
                sides = tag.sides.join("; ")
            ));
        }
        lines.extend(tag.notes.iter().map(|note| tr!("  Note: {note}", note)));
    }
    lines
}

/// The first words of a quote on one line.
fn first_words(quote: &str) -> String {
    let mut first = String::new();
    for word in quote.split_whitespace() {
        if first.chars().count() + word.chars().count() > 90 {
            first.extend(word.chars().take(if first.is_empty() { 90 } else { 0 }));
            first.push('…');
            return first;
        }
        if !first.is_empty() {
            first.push(' ');
        }
        first.push_str(word);
    }
    first
}
