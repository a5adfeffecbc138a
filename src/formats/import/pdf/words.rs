//! Joining the end of one line to the beginning of the next.
//!
//! A hyphen at a line's end may belong to the word or to the typesetter. The rest of the document
//! knows how the word is written; only where it is silent is the hyphen taken for the typesetter's.

use super::lines::is_ideograph;
use std::collections::HashSet;

/// The words of a document, in lower case, as they stand inside lines.
#[derive(Debug, Default)]
pub struct Vocabulary {
    hyphenated: HashSet<String>,
    plain: HashSet<String>,
}

impl Vocabulary {
    /// Learns the words of a line. Its last word may be cut and is left out.
    pub fn learn(&mut self, line: &str) {
        let mut words = line.split_whitespace().map(bare).peekable();
        while let Some(word) = words.next() {
            if words.peek().is_none() {
                break;
            }
            let hyphens = word.contains('-');
            let set = if hyphens {
                &mut self.hyphenated
            } else {
                &mut self.plain
            };
            set.insert(word);
        }
    }

    /// Adds a line to the text of its paragraph.
    pub fn join(&self, text: &mut String, next: &str) {
        let first = next.chars().next();
        if text.ends_with('\u{AD}') {
            text.pop();
        } else if is_cut_address(text, first) {
            // A hyphen in an address is its own.
        } else if let Some(cut) = cut_word(text) {
            let lower = first.is_some_and(char::is_lowercase);
            if lower && !self.keeps_hyphen(cut, next) {
                text.pop();
            } else if !first.is_some_and(char::is_alphanumeric) {
                text.push(' ');
            }
        } else if !joins_without_blank(text, first) && !is_cut_token(text, first) {
            text.push(' ');
        }
        text.push_str(next);
    }

    fn keeps_hyphen(&self, cut: &str, next: &str) -> bool {
        let head = bare(cut);
        let tail = bare(next.split_whitespace().next().unwrap_or_default());
        if self.plain.contains(&format!("{head}{tail}")) {
            return false;
        }
        self.hyphenated.contains(&format!("{head}-{tail}"))
    }
}

/// The word before a hyphen at the end of the text, when it is a word.
fn cut_word(text: &str) -> Option<&str> {
    let before = text.strip_suffix(['-', '\u{2010}'])?;
    let word = before.rsplit(char::is_whitespace).next()?;
    word.chars().next_back().filter(|c| c.is_alphanumeric())?;
    Some(word)
}

/// Whether the line ends inside an address, at a sign after which addresses are cut:
/// `https://example.org/`, `www.example.org/terms-`.
fn is_cut_address(text: &str, next: Option<char>) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let address = word.contains("://") || word.starts_with("www.");
    address
        && word.ends_with(['/', '-', '_', '=', '&', '?', '%'])
        && next.is_some_and(|c| c.is_ascii_alphanumeric() || "%_#?&=~".contains(c))
}

/// Whether the line ends inside a mail address, or after the dash of a number or a range: `name@`,
/// `737–`, `FAA–`.
fn is_cut_token(text: &str, next: Option<char>) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let address = word.len() > 1 && word.ends_with('@');
    let before = word.strip_suffix('–').and_then(|it| it.chars().next_back());
    // A dash that touches its word is no pause; after capitals it leads to a number: `M–30`.
    let number = before.is_some_and(|c| c.is_ascii_digit() || c.is_uppercase());
    (address && next.is_some_and(char::is_alphanumeric))
        || (number && next.is_some_and(|c| c.is_ascii_digit()))
}

fn joins_without_blank(text: &str, next: Option<char>) -> bool {
    let last = text.chars().next_back();
    text.is_empty() || (last.is_some_and(is_ideograph) && next.is_some_and(is_ideograph))
}

/// A word in lower case without the signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_go_only_when_they_belong_to_the_typesetter() {
        let mut words = Vocabulary::default();
        words.learn("a third-party licence and the co-operation x");
        for (text, next, joined) in [
            ("the pro-", "vider shall", "the provider shall"),
            ("any third-", "party, or", "any third-party, or"),
            ("Non-", "Disclosure", "Non-Disclosure"),
            ("2020-", "2021", "2020-2021"),
            ("fees -", "none", "fees - none"),
            ("do\u{AD}", "kument", "dokument"),
            ("obra-", "đivač", "obrađivač"),
            ("第一", "条", "第一条"),
            ("two", "words", "two words"),
            ("737–8 and 737–", "9", "737–8 and 737–9"),
            ("the fee –", "9 euro", "the fee – 9 euro"),
            ("see https://", "example.org", "see https://example.org"),
            ("(www.example.org/a/", "b.pdf)", "(www.example.org/a/b.pdf)"),
            (
                "at https://example.org/terms-",
                "of-use.html",
                "at https://example.org/terms-of-use.html",
            ),
            (
                "https://example.org/a%20-",
                "%20b",
                "https://example.org/a%20-%20b",
            ),
            (
                "https://example.org/",
                "– the site",
                "https://example.org/ – the site",
            ),
            ("yes and/", "or no", "yes and/ or no"),
            ("Room M–", "30, West", "Room M–30, West"),
            ("of FAA–2020–", "0686;", "of FAA–2020–0686;"),
            ("from May–", "2 of them", "from May– 2 of them"),
            (
                "mail to office@",
                "example.org",
                "mail to office@example.org",
            ),
        ] {
            let mut line = text.to_owned();
            words.join(&mut line, next);
            assert_eq!(line, joined);
        }
    }
}
