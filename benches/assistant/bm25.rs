//! BM25 from a search library, beside our own pointers: the same clauses, the same words to look for.
//!
//! The library is given every advantage that costs nothing: text is folded as ours is (script, case,
//! diacritics, look-alike letters), words are cut to their beginning so that inflection does not hide
//! them, Chinese is cut into pairs of characters, and a query holds each word once.

use bm25::{Document, SearchEngine, SearchEngineBuilder, Tokenizer};
use rapporteur::domain::checklist::Checklist;
use rapporteur::domain::clause::ClauseTree;
use rapporteur::domain::fold::{fold, is_han};
use rapporteur::domain::language::Language;
use std::collections::BTreeSet;

/// Letters of a word that count.
const BEGINNING: usize = 6;

/// What is asked for each item of a checklist: its question and its indicators in every language.
pub struct Queries(Vec<String>);

impl Queries {
    pub fn new(checklist: &Checklist) -> Self {
        let languages = [
            Language::SerbianLatin,
            Language::Bosnian,
            Language::Montenegrin,
            Language::Albanian,
            Language::Macedonian,
        ];
        let asked = checklist.items.iter().map(|item| {
            let translated = languages
                .map(|language| checklist.texts(language).item(item).question.text.clone());
            let mut words: BTreeSet<String> = tokens(&item.question).into_iter().collect();
            for text in translated.iter().chain(item.indicators.values().flatten()) {
                words.extend(tokens(text));
            }
            words.into_iter().collect::<Vec<_>>().join(" ")
        });
        Self(asked.collect())
    }
}

/// The clauses of one agreement as the library keeps them.
pub struct Index(SearchEngine<u32, u32, Words>);

impl Index {
    pub fn new(clauses: &ClauseTree, text: &str) -> Self {
        let documents = (0_u32..).zip(clauses.clauses());
        let documents: Vec<Document<u32>> = documents
            .map(|(at, clause)| Document::new(at, clause.span.of(text)))
            .collect();
        Self(SearchEngineBuilder::with_tokenizer_and_documents(Words, documents).build())
    }

    /// For each item in the order of the checklist: clauses and scores, best first.
    pub fn search(&self, queries: &Queries) -> Vec<Vec<(usize, f32)>> {
        queries.0.iter().map(|query| self.one(query)).collect()
    }

    fn one(&self, query: &str) -> Vec<(usize, f32)> {
        let found = self.0.search(query, None).into_iter();
        let mut found: Vec<(usize, f32)> = found
            .map(|one| (one.document.id as usize, one.score))
            .collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found
    }
}

/// How text is cut into words.
struct Words;

impl Tokenizer for Words {
    fn tokenize(&self, text: &str) -> Vec<String> {
        tokens(text)
    }
}

fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found = Vec::new();
    for run in folded.split(|letter: char| !letter.is_alphanumeric()) {
        let letters: Vec<char> = run.chars().collect();
        for part in letters.chunk_by(|&one, &other| is_han(one) == is_han(other)) {
            if is_han(part[0]) {
                let pairs = part.windows(2.min(part.len()));
                found.extend(pairs.map(|pair| pair.iter().collect::<String>()));
            } else {
                found.push(part.iter().take(BEGINNING).collect());
            }
        }
    }
    found
}
