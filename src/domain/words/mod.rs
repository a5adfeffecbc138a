//! A text taken apart into words, numbers and marks, each with its bytes.
//!
//! What looks for expressions in running text (defined terms, dates, amounts) goes by these rather
//! than by characters. Knows nothing of languages; `phrasebook` finds expressions of several words.

mod languages;
mod phrasebook;

use super::fold;
use super::text::Span;
pub(in crate::domain) use languages::Languages;
pub(in crate::domain) use phrasebook::{Found, Phrasebook};

/// The smallest thing that an expression is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) struct Word {
    /// Its bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: WordKind,
    /// Whether nothing but white space stands before it on its line.
    pub starts_line: bool,
    /// Whether white space or the beginning stands before it.
    pub apart: bool,
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::domain) enum WordKind {
    /// Letters of an alphabet.
    Letters,
    /// One Chinese character.
    Han,
    /// Decimal digits, full-width ones included.
    Digits,
    /// One mark of punctuation or any other sign, full-width ones made plain.
    Mark(char),
    /// A tab, which keeps the cells of a row apart.
    Tab,
}

impl Word {
    /// Whether it is this mark.
    pub fn is(self, mark: char) -> bool {
        self.kind == WordKind::Mark(mark)
    }

    /// Whether it is one of these marks.
    pub fn is_any(self, marks: &[char]) -> bool {
        matches!(self.kind, WordKind::Mark(mark) if marks.contains(&mark))
    }

    /// Whether it is made of letters or Chinese.
    pub fn is_word(self) -> bool {
        matches!(self.kind, WordKind::Letters | WordKind::Han)
    }

    /// Whether it begins with a capital.
    pub fn is_capital(self, text: &str) -> bool {
        self.kind == WordKind::Letters && self.span.of(text).starts_with(char::is_uppercase)
    }
}

/// Takes the text under `span` apart; what `words` held before is dropped. Linear in the length.
pub(in crate::domain) fn take_apart(text: &str, span: Span, words: &mut Vec<Word>) {
    words.clear();
    let (mut starts_line, mut apart) = (true, true);
    for (at, letter) in span.of(text).char_indices() {
        let at = span.start + at;
        let end = at + letter.len_utf8();
        if letter == '\n' || (letter.is_whitespace() && letter != '\t') {
            starts_line |= letter == '\n';
            apart = true;
            continue;
        }
        let kind = kind(letter);
        let goes_on = !apart && (is_inside(letter) || joins(words.last(), kind));
        if let Some(last) = words.last_mut().filter(|_| goes_on) {
            last.span.end = end;
            continue;
        }
        if is_inside(letter) {
            continue;
        }
        words.push(Word {
            span: Span::new(at, end),
            kind,
            starts_line,
            apart,
        });
        (starts_line, apart) = (false, false);
    }
}

fn joins(last: Option<&Word>, kind: WordKind) -> bool {
    matches!(kind, WordKind::Letters | WordKind::Digits)
        && last.is_some_and(|word| word.kind == kind)
}

/// Characters that are part of the word before them: combining marks, soft hyphens, zero widths.
fn is_inside(letter: char) -> bool {
    !letter.is_ascii()
        && (matches!(
            letter,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        ) || fold::is_mark(letter))
}

fn kind(letter: char) -> WordKind {
    match letter {
        '\t' => WordKind::Tab,
        '0'..='9' | '０'..='９' => WordKind::Digits,
        '\u{3400}'..='\u{9fff}' | '〇' => WordKind::Han,
        '（' => WordKind::Mark('('),
        '）' => WordKind::Mark(')'),
        '，' => WordKind::Mark(','),
        '：' => WordKind::Mark(':'),
        '；' => WordKind::Mark(';'),
        '％' => WordKind::Mark('%'),
        '－' | '\u{2010}'..='\u{2015}' | '−' => WordKind::Mark('-'),
        letter if fold::is_letter(letter) => WordKind::Letters,
        letter => WordKind::Mark(letter),
    }
}

/// Writes the folded form of one word into `out`, without allocating for plain letters.
pub(in crate::domain) fn fold_word(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.extend(
            word.bytes()
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
    } else {
        fold::fold_into(word, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        take_apart(text, Span::new(0, text.len()), &mut words);
        words
    }

    #[test]
    fn words_numbers_marks_and_chinese_stand_apart() {
        let text = "Члан 5.1(a)\n第三条，e\u{301}tat\tx";
        let found: Vec<&str> = all(text).iter().map(|word| word.span.of(text)).collect();
        let expected = [
            "Члан",
            "5",
            ".",
            "1",
            "(",
            "a",
            ")",
            "第",
            "三",
            "条",
            "，",
            "e\u{301}tat",
            "\t",
            "x",
        ];
        assert_eq!(found, expected);
        let lines = all(text).iter().filter(|word| word.starts_line).count();
        assert_eq!(lines, 2);
        assert!(all(text)[10].is(','));
    }

    proptest! {
        #[test]
        fn words_are_in_order_and_hold_all_that_is_seen(text in any::<String>()) {
            let words = all(&text);
            let mut end = 0;
            for word in &words {
                prop_assert!(word.span.start >= end && word.span.end > word.span.start);
                prop_assert!(text.get(word.span.start..word.span.end).is_some());
                end = word.span.end;
            }
            prop_assert!(end <= text.len());
        }
    }
}
