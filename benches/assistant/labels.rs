//! Clauses that people have marked as right for an item, kept as positions only.
//!
//! A mark is a span of Unicode scalar values of the text as the program reads it. Where the text is
//! read differently than when it was marked, a mark is found again by its letters: their number and the
//! beginning of their SHA-256, white space left out. No word of a document is kept.

use rapporteur::domain::clause::ClauseTree;
use rapporteur::domain::digest::Digest;
use rapporteur::domain::text::{ScalarIndex, Span};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All documents that were marked for a checklist.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    pub format: String,
    pub checklist: String,
    pub profile: String,
    pub documents: Vec<Labelled>,
}

/// One document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labelled {
    /// In the folder of the corpus.
    pub file: String,
    /// Which contract of a file that holds many.
    pub contract: Option<String>,
    pub language: String,
    /// An agreement, a law and so on.
    pub kind: String,
    /// `tuned` where misses may be looked at, `kept` where they may not.
    pub half: String,
    pub text_sha256: String,
    /// By item; an item without marks has no right clause in the document.
    pub marks: BTreeMap<String, Vec<Mark>>,
}

/// A passage.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    start: usize,
    end: usize,
    /// How many letters it has, white space left out.
    letters: usize,
    /// The first sixteen digits of their SHA-256.
    digest: String,
}

impl Labels {
    pub fn read() -> Self {
        let text = include_str!("../../tests/fixtures/assistant/municipal-labels.json");
        serde_json::from_str(text).expect("a test reads it")
    }
}

impl Labelled {
    /// What a person calls it.
    pub fn name(&self) -> &str {
        let path = self.contract.as_deref().unwrap_or(&self.file);
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The marks of an item in bytes of the text, and how many could not be found.
    pub fn marks(&self, item: &str, clauses: &ClauseTree, text: &str) -> (Vec<Span>, usize) {
        let marks = self.marks.get(item).into_iter().flatten();
        let same = Digest::of(text.as_bytes()).to_string() == self.text_sha256;
        let scalars = ScalarIndex::new(text);
        let found: Vec<Option<Span>> = marks
            .map(|mark| {
                let there = scalars.to_bytes(text, Span::new(mark.start, mark.end));
                if same {
                    there
                } else {
                    mark.again(clauses, text)
                }
            })
            .collect();
        let lost = found.iter().filter(|one| one.is_none()).count();
        (found.into_iter().flatten().collect(), lost)
    }
}

impl Mark {
    /// Whether these are the words that were marked.
    pub fn fits(&self, text: &str) -> bool {
        let letters: String = text.split_whitespace().collect();
        letters.chars().count() == self.letters
            && Digest::of(letters.as_bytes())
                .to_string()
                .starts_with(&self.digest)
    }

    /// Where it stands in a text that is read differently: it begins where a clause does.
    fn again(&self, clauses: &ClauseTree, text: &str) -> Option<Span> {
        let mut starts = clauses
            .clauses()
            .iter()
            .map(|clause| clause.span.trimmed(text).start);
        starts.find_map(|start| {
            let letters = text.get(start..)?.char_indices();
            let mut letters = letters.filter(|(_, letter)| !letter.is_whitespace());
            let (last, letter) = letters.nth(self.letters.checked_sub(1)?)?;
            let span = Span::new(start, start + last + letter.len_utf8());
            self.fits(span.of(text)).then_some(span)
        })
    }
}
