//! Search inside a text the way a person types: without diacritics, in either script, before the last word is
//! finished, and whatever form a word has.
//!
//! Knows texts and their languages, nothing of screens. What the forms of a word are is in `stems`.

mod query;
mod stems;
mod words;

pub use query::Query;
pub use stems::Stemming;
pub use words::{Sought, Vocabulary};

use super::fold::{Folded, fold};
use super::text::Span;

/// A text made ready for searching. Building takes time linear in its length; keep it.
#[derive(Debug, Clone)]
pub struct Searchable {
    folded: Folded,
    vocabulary: Vocabulary,
    stemming: Stemming,
    /// The words by their numbers, and the bytes of the folded text at which they begin.
    numbers: Vec<u32>,
    starts: Vec<u32>,
}

/// A place that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its bytes.
    pub span: Span,
    /// Whether the words stand there as they were typed, and not in other forms.
    pub is_exact: bool,
}

impl Searchable {
    /// Takes a text in a language.
    pub fn new(text: &str, stemming: Stemming) -> Self {
        let folded = Folded::new(text);
        let mut vocabulary = Vocabulary::new(stemming);
        let (mut numbers, mut starts) = (Vec::new(), Vec::new());
        for (start, word) in words::words(&folded.text) {
            numbers.push(vocabulary.number(word));
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        }
        Self {
            folded,
            vocabulary,
            stemming,
            numbers,
            starts,
        }
    }

    /// Every place of the query, in order and without overlaps. A word that was only begun is covered as far
    /// as it was typed.
    pub fn find(&self, query: &Query) -> Vec<Found> {
        let mut sought = Sought::new(query, self.stemming);
        sought.learn(&self.vocabulary);
        let hits = sought.find(&self.numbers).into_iter();
        let found = hits.filter_map(|hit| {
            let start = self.start(hit.at)?;
            let last = self.start(hit.at + query.words.len() - 1)?;
            let word = words::words(self.folded.text.get(last..)?).next()?.1;
            let typed = query.words.last()?;
            let length = if word.starts_with(typed.as_str()) {
                typed.len()
            } else {
                word.len()
            };
            let span = self.folded.source_span(Span::new(start, last + length));
            Some(Found {
                span,
                is_exact: hit.is_exact,
            })
        });
        found.collect()
    }

    fn start(&self, word: usize) -> Option<usize> {
        self.starts.get(word).map(|start| *start as usize)
    }
}

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

    fn places(text: &str, stemming: Stemming, typed: &str) -> Vec<(String, bool)> {
        let found = Searchable::new(text, stemming).find(&Query::of(typed));
        let found = found.into_iter();
        found
            .map(|one| (one.span.of(text).to_owned(), one.is_exact))
            .collect()
    }

    fn told(places: &[(String, bool)]) -> Vec<(&str, bool)> {
        let places = places.iter();
        places
            .map(|(words, exact)| (words.as_str(), *exact))
            .collect()
    }

    #[test]
    fn other_forms_of_a_word_are_found_and_told_apart() {
        let text = "Ugovor je zaključen. Уговором се уређује заштита података; ugovarač plaća.";
        assert_eq!(
            told(&places(text, Stemming::Serbian, "ugovora")),
            [("Ugovor", false), ("Уговором", false)]
        );
        assert_eq!(
            told(&places(text, Stemming::Serbian, "ugovor")),
            [("Ugovor", true), ("Уговор", true)]
        );
        assert_eq!(
            told(&places(text, Stemming::Serbian, "zaštite podaci")),
            [("заштита података", false)]
        );
        assert_eq!(places(text, Stemming::None, "ugovora"), []);
        let text = "Each camera stores data. Cameras\nare kept.";
        assert_eq!(
            told(&places(text, Stemming::English, "cameras")),
            [("camera", false), ("Cameras", true)]
        );
    }

    #[test]
    fn in_quotation_marks_only_the_words_themselves_are_found() {
        let text = "The cameras and the camera; a camera's lens; “camera” data, camera-data.";
        let exact = |typed| places(text, Stemming::English, typed).len();
        assert_eq!(exact("camera"), 5, "beginnings and forms");
        assert_eq!(exact("\"camera\""), 4);
        assert_eq!(exact("„camera“"), 4);
        assert_eq!(exact("\"cam\""), 0);
        assert_eq!(exact("\"cam"), 5, "not finished yet");
        assert_eq!(exact("\"cam*\""), 5);
        assert_eq!(exact("\"the cameras\""), 1);
        assert_eq!(exact("camera-data"), 1);
        assert_eq!(exact("\""), 0);
    }

    #[test]
    fn signs_and_figures_are_found_as_they_stand() {
        let text = "2.2 Until 31.12.2026, EUR 240,000; see 2, 2 and 第三条\n个人信息。";
        for (typed, count) in [
            ("2.2", 1),
            ("31.12", 1),
            ("240,000", 1),
            ("人信", 1),
            ("eur 24", 1),
            ("40,000", 0),
        ] {
            assert_eq!(places(text, Stemming::None, typed).len(), count, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_stands_there_is_found_as_it_was_typed(
            text in "[abčćđлдњ 中,.\u{301}\n]{0,60}", query in "[abčlдđ中,]{1,3}"
        ) {
            let places = Searchable::new(&text, Stemming::Serbian).find(&Query::of(&query));
            let starts: Vec<usize> = places.iter().filter(|one| one.is_exact).map(|one| one.span.start).collect();
            for span in find(&Folded::new(&text), &query).iter().take(1) {
                prop_assert!(starts.contains(&span.start), "{starts:?} {span:?}");
            }
        }

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
