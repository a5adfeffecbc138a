//! Words of an agreement with a little of what stands around them, on one line.

use crate::domain::text::Span;
use crate::domain::visible::visible_line;
use crate::ui::canvas::Run;
use ratatui::style::Style;
use std::borrow::Cow;

/// The words of a text, drawn in the first style, with letters before them and after them within a
/// clause, drawn in the second; `letters` are the most before, between and after.
pub fn around(
    text: &str,
    (within, words): (Span, Span),
    letters: [usize; 3],
    styles: [Style; 2],
) -> Vec<Run<'static>> {
    let [most_before, most_words, most_after] = letters;
    let [style, beside] = styles;
    let before = Span::new(within.start.min(words.start), words.start);
    let after = Span::new(words.end, within.end.max(words.end));
    let last: Vec<char> = before.of(text).chars().rev().take(most_before).collect();
    let last: String = last.into_iter().rev().collect();
    let first: String = after.of(text).chars().take(most_after).collect();
    let words: String = words.of(text).chars().take(most_words).collect();
    let is_cut = !last.is_empty() && last.len() < before.len();
    let cut = if is_cut { "…" } else { "" };
    vec![
        (Cow::Owned(format!("{cut}{}", visible_line(&last))), beside),
        (Cow::Owned(visible_line(&words)), style),
        (Cow::Owned(visible_line(&first)), beside),
    ]
}
