//! The sentences of a long clause.
//!
//! A sentence ends where a sign that can end one is followed by a space; abbreviations part it too soon, which costs little.

use crate::domain::text::Span;

/// Shorter clauses are looked at as a whole only, in bytes.
const LONG: usize = 400;

/// A shorter sentence is looked at together with the next, in bytes.
const SHORTEST: usize = 80;

/// Most sentences of one clause; the last holds the rest.
const MOST: usize = 200;

/// The sentences of a folded clause, in bytes of it; none when it is short or has only one.
pub(super) fn sentences(clause: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if clause.len() < LONG {
        return found;
    }
    let mut start = 0;
    let mut letters = clause.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let is_end = matches!(letter, '.' | ';' | ':' | '!' | '?')
            && letters.peek().is_some_and(|next| next.1.is_whitespace());
        let is_whole = end - start >= SHORTEST && clause.len() - end >= SHORTEST;
        if is_end && is_whole && found.len() + 1 < MOST {
            found.push(Span::new(start, end));
            start = end;
        }
    }
    if !found.is_empty() {
        found.push(Span::new(start, clause.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_clause_is_parted_at_the_ends_of_its_sentences() {
        let first = format!("{} may look at the records of Mill Inc.", "a ".repeat(60));
        let second = format!(
            " So be it. {} and then the flour is delivered;",
            "b ".repeat(60)
        );
        let third = format!(" {}.", "c".repeat(120));
        let clause = [first.as_str(), &second, &third].concat();
        let parts = sentences(&clause);
        let words: Vec<&str> = parts.iter().map(|span| span.of(&clause)).collect();
        assert_eq!(words, [first.as_str(), &second, &third]);
        assert_eq!(sentences(&first), []);
        assert_eq!(sentences(&"x".repeat(1000)), []);
        assert!(sentences(&"Хлеб се пече. ".repeat(2000)).len() <= MOST);
    }
}
