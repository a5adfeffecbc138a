//! Expressions in quotation marks of any kind.
//!
//! Knows nothing of what is said about them.

use crate::domain::text::Span;
use crate::domain::words::{Word, WordKind};

/// Words that a quoted name may have, its marks included.
const LONGEST: usize = 24;
/// Bytes that a name may have.
pub(super) const LONGEST_NAME: usize = 160;

/// A quoted expression, by positions in a list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    /// The opening mark.
    pub open: usize,
    /// The closing mark.
    pub close: usize,
    /// Bytes of what is between, without blanks and trailing commas.
    pub name: Span,
}

/// All quoted expressions that may be names, in order.
pub(super) fn quotes(text: &str, words: &[Word]) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match quote(text, words, at) {
            Some(quote) => {
                at = quote.close + 1;
                found.push(quote);
            }
            None => at += 1,
        }
    }
    found
}

fn quote(text: &str, words: &[Word], open: usize) -> Option<Quote> {
    let WordKind::Mark(mark) = words[open].kind else {
        return None;
    };
    let closers = closers(mark)?;
    if mark.is_ascii() && !opens(words, open) {
        return None;
    }
    let width = marks_at(words, open, mark);
    let mut close = open + width;
    loop {
        let word = words.get(close)?;
        if close > open + LONGEST || word.kind == WordKind::Tab {
            return None;
        }
        if let WordKind::Mark(mark) = word.kind
            && closers.contains(&mark)
            && !is_apostrophe(words, close, mark)
        {
            break;
        }
        close += 1;
    }
    let inner = words.get(open + width..close)?;
    let end = inner
        .iter()
        .rposition(|word| !word.is_any(&[',', '.', ';', ':', '*', '_', '，', '、']))?;
    let start = inner.iter().position(|word| !word.is_any(&['*', '_']))?;
    let name = Span::new(inner[start].span.start, inner.get(end)?.span.end);
    let close = close + marks_at(words, close, mark_of(words[close])) - 1;
    (is_name(text, &inner[start..=end]) && name.len() <= LONGEST_NAME).then_some(Quote {
        open,
        close,
        name,
    })
}

/// A pair of single marks stands for a double one.
fn marks_at(words: &[Word], at: usize, mark: char) -> usize {
    let twice = matches!(mark, '\'' | '‘' | '’' | '`')
        && words
            .get(at + 1)
            .is_some_and(|next| next.is(mark) && !next.apart);
    1 + usize::from(twice)
}

fn mark_of(word: Word) -> char {
    match word.kind {
        WordKind::Mark(mark) => mark,
        _ => ' ',
    }
}

/// The marks that close what a mark opens.
const fn closers(open: char) -> Option<&'static [char]> {
    Some(match open {
        '"' => &['"', '”', '“'],
        '“' | '„' | '‟' | '”' => &['”', '“', '"', '‟', '″'],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        '〝' => &['〞', '〟'],
        '\'' => &['\''],
        '‘' | '`' => &['’', '\''],
        '‚' => &['‘', '’'],
        _ => return None,
    })
}

/// Whether a plain mark can open: it touches what follows and not what is before.
fn opens(words: &[Word], at: usize) -> bool {
    let touches = words.get(at + 1).is_some_and(|next| !next.apart);
    let free = words[at].apart
        || words[..at]
            .last()
            .is_none_or(|before| matches!(before.kind, WordKind::Mark(_) | WordKind::Han));
    touches && free
}

/// Whether a mark stands inside a word: `Licensee's`.
fn is_apostrophe(words: &[Word], at: usize, mark: char) -> bool {
    matches!(mark, '\'' | '’')
        && words
            .get(at + 1)
            .is_some_and(|next| !next.apart && next.kind == WordKind::Letters)
}

/// Whether words can be a name: some letters, no end of a sentence among them.
fn is_name(text: &str, inner: &[Word]) -> bool {
    let letters: usize = inner
        .iter()
        .filter(|word| word.is_word())
        .map(|word| word.span.len())
        .sum();
    let sentence = inner
        .windows(2)
        .any(|pair| pair[0].is_any(&[';', '。', '；', '!', '?']) && pair[1].apart);
    let paragraph = inner.windows(2).any(|pair| {
        Span::new(pair[0].span.end, pair[1].span.start)
            .of(text)
            .matches('\n')
            .count()
            > 1
    });
    letters >= 2 && !sentence && !paragraph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::take_apart;

    #[test]
    fn every_kind_of_mark_is_paired() {
        for (text, names) in [
            ("the \"Supplier\" and \"Buyer,\"", "Supplier|Buyer"),
            (
                "„Naručilac“ „Grad” »Stadt« «Ville»",
                "Naručilac|Grad|Stadt|Ville",
            ),
            ("« Services » ‘Works’ 'Site'", "Services|Works|Site"),
            ("“数据”和「服务」", "数据|服务"),
            ("``Term'' and ''Fee''", "Term|Fee"),
            ("the Licensee's and the City's rights", ""),
            ("5\" pipe and 6\" pipe", ""),
            ("\"\" \" . \"", ""),
            ("\"one; two\"", ""),
        ] {
            let mut words = Vec::new();
            take_apart(text, Span::new(0, text.len()), &mut words);
            let found: Vec<&str> = quotes(text, &words)
                .iter()
                .map(|quote| quote.name.of(text))
                .collect();
            assert_eq!(found.join("|"), names, "{text}");
        }
    }
}
