//! Tags and notes, under the words of the clause.

use crate::app::marks::TagMark;
use crate::app::reading::Reading;
use crate::app::wording;
use crate::domain::cite::cite_in_sentence;
use crate::domain::summary::first_words;
use crate::tr;
use crate::ui::canvas::columns;
use crate::ui::flow::Line;
use crate::ui::theme::Theme;
use crate::ui::widgets::wrapped;
use std::borrow::Cow;

/// Tags and notes, under the words of the clause.
pub fn remarks(theme: &Theme, reading: &Reading, width: u16) -> Vec<Line> {
    let marks = reading.step.clone().filter_map(|at| reading.marks_on(at));
    let notes: Vec<&String> = marks.flat_map(|marks| &marks.notes).collect();
    let tags = reading.tags_here();
    let kept = kept(theme, reading, width);
    if tags.is_empty() && notes.is_empty() && kept.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::default()];
    lines.extend(kept);
    let several = tags.len() > 1;
    for (at, tag) in tags.iter().enumerate() {
        let chosen = several && at == reading.tag;
        lines.extend(tag_lines(theme, reading, tag, chosen, width));
        for note in &tag.notes {
            lines.extend(note_lines(theme, note, 4, width));
        }
    }
    for note in notes {
        lines.extend(note_lines(theme, note, 0, width));
    }
    lines
}

/// What is kept out of public editions here, and who says so.
fn kept(theme: &Theme, reading: &Reading, width: u16) -> Vec<Line> {
    let text = reading.agreement.text();
    let whole = reading.marks.kept_whole.iter();
    let whole = whole.map(|kept| (tr!("the whole agreement").to_owned(), kept));
    let here = reading.kept_here().map(|kept| {
        let clause = &reading.agreement.clauses.clauses()[kept.clause];
        let name = if kept.span == clause.reach().trimmed(text) {
            cite_in_sentence(&reading.agreement, kept.clause)
        } else {
            format!("“{}”", first_words(kept.span.of(text)))
        };
        (name, kept)
    });
    let lines = whole.chain(here).flat_map(|(what, kept)| {
        let names: Vec<&str> = kept.by.iter().map(|by| by.name.as_str()).collect();
        let names = names.join(", ");
        let words = tr!(
            "■ stays out of public editions: {what} ({names})",
            what,
            names
        );
        wrapped(&words, width.saturating_sub(2))
    });
    let line = |words: String| Line {
        indent: 2,
        runs: vec![(Cow::Owned(words), theme.unclear)],
        source: None,
    };
    lines.map(line).collect()
}

fn tag_lines(
    theme: &Theme,
    reading: &Reading,
    tag: &TagMark,
    chosen: bool,
    width: u16,
) -> Vec<Line> {
    let style = theme.assessment(tag.assessment);
    let sign = tag.assessment.map_or('≠', wording::assessment_sign);
    let differ = || tr!("reviewers differ ({sides})", sides = tag.sides.join("; "));
    let word = tag
        .assessment
        .map_or_else(differ, |one| one.label().to_owned());
    let confidential = wording::confidential(tag.confidential);
    let name = reading.item_name(&tag.key.item);
    let words = if tag.whole && tag.clause == reading.at {
        String::new()
    } else {
        let quote = tag.span.of(reading.agreement.text()).replace('\n', " ");
        let most = usize::from(width)
            .saturating_sub(name.chars().count() + word.len() + confidential.len() + 12);
        let cut: String = quote.chars().take(most).collect();
        let more = if cut.len() < quote.len() { "…" } else { "" };
        format!(" · “{cut}{more}”")
    };
    let cursor = if chosen { "▸ " } else { "  " };
    let line = |indent, runs| Line {
        indent,
        runs,
        source: None,
    };
    let head = |said: String| {
        let said = format!("{sign} {said}");
        vec![
            (Cow::Borrowed(cursor), theme.current),
            (Cow::Owned(said), style),
        ]
    };
    let about = |name: String| {
        [
            (Cow::Owned(name), theme.title),
            (Cow::Borrowed(confidential), theme.unclear),
            (Cow::Owned(words), theme.muted),
        ]
    };
    let used = 4 + columns(&word) + 3 + columns(&name) + columns(confidential);
    if used <= width {
        let mut runs = head(word);
        runs.extend(about(format!(" · {name}")));
        return vec![line(0, runs)];
    }
    // What does not fit beside each other stands below each other.
    let mut said = wrapped(&word, width.saturating_sub(4)).into_iter();
    let mut lines = vec![line(0, head(said.next().unwrap_or_default()))];
    lines.extend(said.map(|rest| line(4, vec![(Cow::Owned(rest), style)])));
    lines.push(line(4, about(name).into()));
    lines
}

fn note_lines(theme: &Theme, note: &str, indent: u16, width: u16) -> Vec<Line> {
    let lines = wrapped(note, width.saturating_sub(indent + 4));
    let line = |(at, line): (usize, String)| Line {
        indent: indent + 2,
        runs: vec![
            (Cow::Borrowed(if at == 0 { "✎ " } else { "  " }), theme.info),
            (Cow::Owned(line), theme.text),
        ],
        source: None,
    };
    lines.into_iter().enumerate().map(line).collect()
}
