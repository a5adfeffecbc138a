//! Search inside a text the way a person types: without diacritics, in either script, and before
//! the last word is finished.
//!
//! Knows folded text only, nothing of documents or screens.

use super::fold::{Folded, fold};
use super::text::Span;

/// Every place of `query` in `haystack`, as spans of bytes of the original text, in order and
/// without overlaps.
///
/// The words of the query must follow each other. The first must start a word; the last may be
/// the beginning of one, and then only what was typed is covered. A query of blanks finds nothing.
pub fn find(haystack: &Folded, query: &str) -> Vec<Span> {
    let folded = fold(query);
    let needle = folded.trim().trim_end_matches('*').trim_end();
    if needle.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = haystack.text.get(from..).and_then(|rest| rest.find(needle)) {
        let start = from + at;
        let end = start + needle.len();
        if haystack.is_boundary(start) {
            found.push(haystack.source_span(Span::new(start, end)));
            from = end;
        } else {
            let skipped = needle.chars().next().map_or(1, char::len_utf8);
            from = start + skipped;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_found_whatever_its_dress() {
        let cases: [(&str, &str, &[&str]); 9] = [
            (
                "Лични подаци и lični podaci",
                "licni pod",
                &["Лични под", "lični pod"],
            ),
            ("Биометрија", "biometrija", &["Биометрија"]),
            ("Remote\n  Access", "remote access", &["Remote\n  Access"]),
            ("inaccessible access", "access", &["access"]),
            ("data, DATABASE", "Data", &["data", "DATA"]),
            ("个人信息\n保护法", "信息保护", &["信息\n保护"]),
            ("vendor’s", "vendor's", &["vendor’s"]),
            ("confidentiality", "confidential*", &["confidential"]),
            ("anything", "  ", &[]),
        ];
        for (text, query, expected) in cases {
            let spans = find(&Folded::new(text), query);
            let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
            assert_eq!(words, expected, "{query} in {text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_found_folds_to_what_was_typed(
            text in "[abčćđлдњ中\u{301}\n]{0,80}", query in "[abčlдđ中]{1,3}"
        ) {
            for span in find(&Folded::new(&text), &query) {
                let words = span.of(&text);
                // A span may end inside what one letter became, so it folds to no less.
                prop_assert!(fold(words).contains(&fold(&query)), "{words}");
            }
        }
    }
}
