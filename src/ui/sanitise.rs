//! Text of agreements is untrusted: what could command the terminal, hide or reorder words is shown
//! as a mark. Everything that is drawn goes through here.

use crate::domain::text::Span;
use crate::domain::visible::{MOST_MARKS, Sight, sight};
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// What a TAB becomes.
const TAB: &str = "    ";

/// What stands where words were taken out as a tracked change.
pub const GAP: &str = "⟨−⟩";

/// What becomes of one character.
enum Fate {
    Keep,
    Blank,
    Tab,
    SoftHyphen,
    Mark,
}

const fn fate(character: char) -> Fate {
    match character {
        '\t' => Fate::Tab,
        '\n' => Fate::Blank,
        '\u{ad}' => Fate::SoftHyphen,
        _ => match sight(character) {
            Sight::Plain => Fate::Keep,
            Sight::Control | Sight::Hidden => Fate::Mark,
        },
    }
}

/// A text as it may be drawn, and how to find its places in the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// What is drawn.
    pub text: String,
    /// The marks that stand for characters which are not drawn.
    pub marks: Vec<Span>,
    /// After each replacement: byte of the source, byte of `text`.
    edits: Vec<(usize, usize)>,
}

impl Shown {
    /// Makes a text fit to be drawn.
    pub fn of(source: &str) -> Self {
        Self::with_gaps(source, &[])
    }

    /// The same, with a mark at each of some bytes of it, in order, where words were taken out.
    pub fn with_gaps(source: &str, gaps: &[usize]) -> Self {
        let mut gaps = gaps.iter().copied().peekable();
        let mut shown = Self {
            text: String::with_capacity(source.len()),
            ..Self::default()
        };
        let mut piled = 0_usize;
        for (at, character) in source.char_indices() {
            let after = at + character.len_utf8();
            while gaps.next_if(|&gap| gap <= at).is_some() {
                shown.mark(at, GAP);
            }
            if character.width() == Some(0) {
                piled += 1;
            } else {
                piled = 0;
            }
            match fate(character) {
                Fate::Keep if piled > MOST_MARKS => shown.replace(after, ""),
                Fate::Keep => shown.text.push(character),
                Fate::Blank => shown.replace(after, " "),
                Fate::Tab => shown.replace(after, TAB),
                Fate::SoftHyphen => shown.replace(after, "¬"),
                Fate::Mark => {
                    shown.mark(after, &format!("⟨U+{:04X}⟩", u32::from(character)));
                }
            }
        }
        for _ in gaps {
            shown.mark(source.len(), GAP);
        }
        shown
    }

    /// Draws a mark; `after` is the byte of the source that comes next.
    fn mark(&mut self, after: usize, mark: &str) {
        let start = self.text.len();
        self.replace(after, mark);
        self.marks.push(Span::new(start, self.text.len()));
    }

    fn replace(&mut self, after: usize, with: &str) {
        self.text.push_str(with);
        self.edits.push((after, self.text.len()));
    }

    /// The place in `text` of a byte of the source.
    pub fn place(&self, source: usize) -> usize {
        let next = self.edits.partition_point(|&(at, _)| at <= source);
        let (from, to) = match next.checked_sub(1) {
            Some(edit) => self.edits[edit],
            None => (0, 0),
        };
        let place = (to + (source - from)).min(self.text.len());
        // A place inside what was replaced is the start of what replaces it.
        let limit = self.edits.get(next).map_or(self.text.len(), |edit| edit.1);
        let mut place = place.min(limit);
        while !self.text.is_char_boundary(place) {
            place -= 1;
        }
        place
    }

    /// The span in `text` of a span of the source.
    pub fn span(&self, source: Span) -> Span {
        Span::new(self.place(source.start), self.place(source.end))
    }
}

/// A text as it may be drawn.
pub fn clean(text: &str) -> Cow<'_, str> {
    let mut piled = 0_usize;
    let harmless = text.chars().all(|character| {
        piled = if character.width() == Some(0) {
            piled + 1
        } else {
            0
        };
        piled <= MOST_MARKS && matches!(fate(character), Fate::Keep)
    });
    if harmless {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(Shown::of(text).text)
    }
}

/// Whether one cell may be sent to the terminal.
pub fn is_harmless(symbol: &str) -> bool {
    symbol.is_ascii() && !symbol.bytes().any(|byte| byte.is_ascii_control())
        || matches!(clean(symbol), Cow::Borrowed(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_hides_or_reorders_is_shown() {
        let cases = [
            ("plain ljubav 第一条", "plain ljubav 第一条"),
            ("a\u{1b}[31mb", "a⟨U+001B⟩[31mb"),
            ("\u{9b}2J", "⟨U+009B⟩2J"),
            ("pay\u{202e}001\u{202c}", "pay⟨U+202E⟩001⟨U+202C⟩"),
            ("no\u{200b}thing", "no⟨U+200B⟩thing"),
            ("a\tb\nc", "a    b c"),
            ("tele\u{ad}com", "tele¬com"),
            ("x\u{e0041}", "x⟨U+E0041⟩"),
            ("\r", "⟨U+000D⟩"),
        ];
        for (source, shown) in cases {
            assert_eq!(clean(source), shown);
        }
        let piled = format!("a{}", "\u{301}".repeat(100));
        assert_eq!(clean(&piled).chars().count(), 1 + MOST_MARKS);
    }

    #[test]
    fn places_follow_the_replacements() {
        let source = "ab\u{202e}cd\tef";
        let shown = Shown::of(source);
        let word = source.find("ef").expect("is there");
        let span = shown.span(Span::new(word, word + 2));
        assert_eq!(span.of(&shown.text), "ef");
        let mark = shown.span(Span::new(2, 5));
        assert_eq!(mark.of(&shown.text), "⟨U+202E⟩");
        assert_eq!(shown.marks, [mark]);
    }

    #[test]
    fn places_after_a_gap_stay_true() {
        let source = "pays monthly.";
        let shown = Shown::with_gaps(source, &[0, 5, source.len()]);
        assert_eq!(shown.text, "⟨−⟩pays ⟨−⟩monthly.⟨−⟩");
        assert_eq!(shown.span(Span::new(5, 12)).of(&shown.text), "monthly");
        assert_eq!(shown.span(Span::new(0, 4)).of(&shown.text), "pays");
        assert_eq!(shown.marks.len(), 3);
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(text in "\\PC{0,20}|[\\x00-\\x9f\u{200b}-\u{206f}\u{300}a]{0,40}") {
            let shown = Shown::of(&text);
            prop_assert!(is_harmless(&shown.text), "{:?}", shown.text);
            for (at, _) in text.char_indices() {
                prop_assert!(shown.text.is_char_boundary(shown.place(at)));
            }
            prop_assert_eq!(shown.place(text.len()), shown.text.len());
        }
    }
}
