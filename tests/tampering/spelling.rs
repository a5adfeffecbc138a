//! The same meaning spelt otherwise is noticed too, even when the owner of the key signs it so.

use crate::sample::Sample;
use ed25519_dalek::Signer;
use rapporteur::domain::digest::to_hex;

/// What another spelling does to a line, if it does anything to it.
type Deed = fn(&str) -> String;

/// Meaning the same, or nearly, in other bytes.
const SPELLINGS: &[(&str, Deed)] = &[
    ("a blank behind a colon", |line| {
        line.replacen("\"seq\":", "\"seq\": ", 1)
    }),
    ("a blank at the end", |line| format!("{line} ")),
    ("a tab in front", |line| format!("\t{line}")),
    ("a byte order mark", |line| format!("\u{feff}{line}")),
    ("a key twice", |line| {
        line.replacen("\"seq\":", "\"seq\":2,\"seq\":", 1)
    }),
    ("a key twice, deeper", |line| {
        line.replacen("\"name\":", "\"name\":\"Iva\",\"name\":", 1)
    }),
    ("an unknown key", |line| {
        line.replacen("\"by\":", "\"mood\":\"good\",\"by\":", 1)
    }),
    ("an unknown key, deeper", |line| {
        line.replacen("\"type\":", "\"mood\":\"good\",\"type\":", 1)
    }),
    ("capital digits", |line| {
        let (start, rest) = line.split_at(line.find("\"prev\":\"").map_or(0, |at| at + 8));
        let (hash, rest) = rest.split_at(64.min(rest.len()));
        format!("{start}{}{rest}", hash.to_uppercase())
    }),
    ("an escape that need not be", |line| {
        line.replacen("rapporteur", "r\\u0061pporteur", 1)
    }),
    ("an escaped slash", |line| {
        line.replacen("\"v\":1", "\"v\":1,\"x\":\"\\/\"", 1)
    }),
    ("letters taken apart", |line| line.replace('č', "c\u{30c}")),
    ("letters put together", |line| {
        line.replace("\\n\u{301}", "\\ń")
    }),
    ("a look-alike letter", |line| line.replace('Б', "B")),
    ("a number with a fraction", |line| {
        line.replacen("\"v\":1", "\"v\":1.0", 1)
    }),
    ("a number with an exponent", |line| {
        line.replacen("\"v\":1", "\"v\":1e0", 1)
    }),
    ("a number as text", |line| {
        line.replacen("\"v\":1", "\"v\":\"1\"", 1)
    }),
    ("keys in another order", |line| {
        line.replacen(
            "\"v\":1,\"app\":\"rapporteur 0.1.0\"",
            "\"app\":\"rapporteur 0.1.0\",\"v\":1",
            1,
        )
    }),
    ("an empty list that is left out", |line| {
        line.replacen(",\"key\":", ",\"supersedes\":[],\"key\":", 1)
    }),
    ("null for what is left out", |line| {
        line.replacen("\"by\":", "\"clock\":null,\"by\":", 1)
    }),
    ("a time in another zone", |line| {
        line.replacen("Z\",\"by\"", "+00:00\",\"by\"", 1)
    }),
    ("two objects on a line", |line| format!("{line}{line}")),
];

#[test]
fn another_spelling_is_noticed() {
    let sample = Sample::new(24);
    for (what, deed) in SPELLINGS {
        let mut spelt = 0;
        for at in 0..sample.lines.len() {
            let line = String::from_utf8(sample.lines[at].clone()).expect("is text");
            let changed = deed(&line);
            if changed == line {
                continue;
            }
            spelt += 1;
            let mut lines = sample.lines.clone();
            lines[at] = changed.into_bytes();
            let problems = sample.check(&Sample::join(&lines)).problems;
            let named = problems.first().and_then(|problem| problem.line);
            assert_eq!(named, Some(at as u64 + 1), "{what}: {problems:?}");
        }
        assert!(spelt > 0, "{what}: in no line");
    }
}

/// The last line, so that no chain tells: only the spelling can.
#[test]
fn another_spelling_is_noticed_even_with_a_good_signature() {
    let sample = Sample::new(24);
    let whole = Sample::join(&sample.lines);
    for (what, deed) in SPELLINGS {
        let line = |at: usize| String::from_utf8(sample.lines[at].clone()).expect("is text");
        let unsigned = |line: &str| line.split(",\"sig\":\"").next().map(str::to_owned);
        let spelt = |at: &usize| {
            let old = unsigned(&line(*at)).expect("is signed");
            (deed(&old) != old).then(|| deed(&old))
        };
        // The last line in which it can be spelt so, as the last of a shorter journal.
        let Some((at, signed)) = (1..sample.lines.len())
            .rev()
            .find_map(|at| Some((at, spelt(&at)?)))
        else {
            panic!("{what}: in no line");
        };
        let message = [b"rapporteur-entry-v1\0", signed.as_bytes()].concat();
        let signature = to_hex(&sample.key.sign(&message).to_bytes());
        let line = format!("{signed},\"sig\":\"{signature}\"}}\n");
        let bytes = [Sample::join(&sample.lines[..at]), line.into_bytes()].concat();
        let problems = sample.check(&bytes).problems;
        // Other letters are other words, which their author may sign.
        let words = matches!(*what, "letters taken apart" | "a look-alike letter");
        assert_eq!(problems.is_empty(), words, "{what}: {problems:?}");
    }
    assert!(sample.check(&whole).problems.is_empty());
}

#[test]
fn changed_line_ends_marks_and_blanks_around_lines_are_noticed() {
    let sample = Sample::new(24);
    let whole = Sample::join(&sample.lines);
    let text = String::from_utf8(whole).expect("is text");
    let first_end = text.find('\n').expect("has lines") + 1;
    let (first, rest) = text.split_at(first_end);
    let cases = [
        ("CR LF", text.replace('\n', "\r\n")),
        ("one CR LF", text.replacen('\n', "\r\n", 1)),
        ("CR", text.replace('\n', "\r")),
        ("no last LF", text.trim_end().to_owned()),
        ("an empty line at the end", format!("{text}\n")),
        ("an empty line within", format!("{first}\n{rest}")),
        ("an empty line in front", format!("\n{text}")),
        ("a blank line at the end", format!("{text} \n")),
        ("blanks at the end", format!("{text}  ")),
        ("a byte order mark", format!("\u{feff}{text}")),
        ("a NUL at the end", format!("{text}\0")),
        ("a line separator", text.replace('\n', "\u{2028}")),
    ];
    for (what, bytes) in cases {
        assert!(
            !sample.check(bytes.as_bytes()).problems.is_empty(),
            "{what}"
        );
    }
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(!sample.check(&utf16).problems.is_empty(), "UTF-16");
}
