//! Untrusted words made harmless in Markdown, with as few backslashes as safety allows.

use crate::domain::visible::visible;

/// Characters that can begin a construct anywhere in a line, in `CommonMark`, in tables, or in the
/// extensions for strike-through, mathematics, citations and references.
const ALWAYS: &[char] = &[
    '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '$', '^', '#',
];

/// Text as one line, to stand after words of ours, in a heading or in a table cell; a dash when
/// there is nothing to show.
pub fn inline(text: &str) -> String {
    let line = evened(&visible(text));
    if line.is_empty() {
        return "–".to_owned();
    }
    escape(&line, None)
}

/// Words in the middle of a line: blanks at their ends are kept as one.
pub fn words(text: &str) -> String {
    let shown = visible(text);
    let line = evened(&shown);
    let blank = |is_there: bool| if is_there { " " } else { "" };
    if line.is_empty() {
        return blank(!shown.is_empty()).to_owned();
    }
    let before = blank(shown.starts_with(char::is_whitespace));
    let after = blank(shown.ends_with(char::is_whitespace));
    format!("{before}{}{after}", escape(&line, None))
}

/// Words that are escaped already, made fit to begin a line.
pub fn fit_to_begin(line: &str) -> String {
    match block_start(line) {
        None => line.to_owned(),
        Some(at) => {
            let (before, rest) = line.split_at(at);
            format!("{before}\\{rest}")
        }
    }
}

/// Text line by line, each fit to begin a line of its own.
pub fn lines(text: &str) -> Vec<String> {
    let shown = visible(text);
    let lines = shown.lines().map(evened);
    lines
        .map(|line| escape(&line, block_start(&line)))
        .collect()
}

/// Without white space at the ends, and with single blanks inside.
fn evened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a backslash at `block_start` and wherever something could begin.
fn escape(line: &str, block_start: Option<usize>) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, character) in line.char_indices() {
        let (before, rest) = line.split_at(at);
        if Some(at) == block_start || ALWAYS.contains(&character) || begins(before, rest) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Where a line must be broken so that it does not begin a list, a rule, an underline or a table.
fn block_start(line: &str) -> Option<usize> {
    if line.starts_with(['-', '+', '=', ':']) {
        return Some(0);
    }
    let rest = line.trim_start_matches(|one: char| one.is_ascii_digit());
    let digits = line.len() - rest.len();
    let after = rest.strip_prefix(['.', ')'])?;
    (digits > 0 && (after.is_empty() || after.starts_with(' '))).then_some(digits)
}

/// Whether `rest` begins an entity or a citation, completes a journal head, or makes an address of what stands before it that
/// some readers turn into a link by themselves.
fn begins(before: &str, rest: &str) -> bool {
    let mut rest_chars = rest.chars();
    let first = rest_chars.next();
    let next = rest_chars.next();
    match first {
        Some('&') => next.is_some_and(|next| next == '#' || next.is_ascii_alphanumeric()),
        Some('@') => !before.ends_with(char::is_alphanumeric),
        Some(':') => rest.starts_with("://"),
        // A journal head or a checkpoint in the words of an agreement must not be taken for one of ours.
        Some('/') => {
            let names = ["rapporteur", "rapporteur-head", "rapporteur-summary"];
            names.iter().any(|name| before.ends_with(name))
        }
        Some('.') => {
            let www = before.len().checked_sub(3).and_then(|at| before.get(at..));
            www.is_some_and(|www| www.eq_ignore_ascii_case("www"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_contracts_stay_readable() {
        for plain in [
            "5.2 The Supplier (the “Supplier”) shall pay EUR 1.000,00 – see Annex C; 50% & more!",
            "Члан 5. Снабдевач не сме да преноси податке у треће земље.",
            "sample@1/item, office@example.org",
            "第五条 数据应当存储在境内。",
            "e.g. end-to-end, and/or: it's \"so\" = fine + good",
        ] {
            assert_eq!(inline(plain), plain);
            assert_eq!(lines(plain), [plain]);
        }
    }

    #[test]
    fn what_could_begin_something_is_broken() {
        for (text, escaped) in [
            ("# a", r"\# a"),
            ("1. a", r"1\. a"),
            ("12) a", r"12\) a"),
            ("- a", r"\- a"),
            ("---", r"\---"),
            ("===", r"\==="),
            ("    code", "code"),
            ("<b>&lt;&amp;", r"\<b\>\&lt;\&amp;"),
            ("![x](http://y)", r"!\[x\](http\://y)"),
            ("see @smith", r"see \@smith"),
            ("WWW.example.org", r"WWW\.example.org"),
            ("a|b`c`*d*_e_~~f~~$g$", r"a\|b\`c\`\*d\*\_e\_\~\~f\~\~\$g\$"),
        ] {
            assert_eq!(lines(text), [escaped]);
        }
        assert_eq!(lines("a\n\n- b"), ["a", "", r"\- b"]);
        assert_eq!(inline(" a\n- b\t"), "a - b");
        assert_eq!(inline("\n"), "–");
        assert_eq!(inline("\u{202e}x\ry"), "⟨U+202E⟩x⟨U+000D⟩y");
    }
}
