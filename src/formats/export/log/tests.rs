//! Hostile words stay words in every format, and every format carries what is proven.

use super::*;
use crate::domain::review::entry::Heads;
use crate::domain::review::event::{Change, Event, NoteSubject};
use crate::domain::review::heads::{check_against, parse_heads, unreadable_heads};
use crate::domain::review::log::record::Titles;
use crate::domain::review::log::{LogRecord, Proof};
use crate::domain::review::verify::tests::{Book, WORKSPACE, note};
use crate::domain::visible::{Sight, sight};
use ::csv::ReaderBuilder;

/// What somebody could write who means no good.
fn hostile() -> Vec<String> {
    let head = format!("{MARK} {WORKSPACE} ana-00000000 9 {0} {0}", "ab".repeat(32));
    let words = [
        "=HYPERLINK(\"http://evil.example\";\"x\")",
        "+1+1",
        "-2+3",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\r=1+1",
        "  =1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "%0A=1",
        "\u{feff}=1+1",
        "a \"quoted\", line\nand\r\nmore;x",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "</style><style>*{display:none}</style>",
        "\" onmouseover=\"x' y",
        "&lt;b&gt; &#47; &amp;",
        "# heading\n---\n| a | b |\n```\n<!-- -->",
        "![x](http://evil.example/x.png) [a](javascript:x)",
        "\u{1b}]0;title\u{7} \u{202e}esrever \u{0}",
        "\u{2028}\u{85}\u{200b}",
    ];
    words.into_iter().map(str::to_owned).chain([head]).collect()
}

fn report() -> LogReport {
    let mut book = Book::of("Ana");
    for words in hostile() {
        let Event::NoteWritten(change) = note(&words) else {
            unreachable!("a note is a note");
        };
        let subject: NoteSubject = change.subject.clone();
        let event = Event::NoteWritten(Change {
            reason: Some(words.clone()),
            ..Change::new(subject, change.after.clone(), change.after)
        });
        book.write(event, |_| {});
    }
    let checked = book.checked();
    let proof = Proof::of(WORKSPACE, &[&checked], &Heads::new(), (&[], &[]));
    let titles = Titles::of(&checked.entries);
    let mut entries: Vec<LogRecord> = checked
        .entries
        .iter()
        .map(|stored| LogRecord::of(stored, &titles, &proof))
        .collect();
    for (record, words) in entries.iter_mut().skip(1).zip(hostile()) {
        record.by.name.clone_from(&words);
        record.title = Some(words.clone());
        record.label = Some(words.clone());
        record.quote = Some(words.clone());
        record.before.clone_from(&words);
        record.after.clone_from(&words);
        record.what = words;
    }
    LogReport {
        workspace: WORKSPACE.to_owned(),
        selected: hostile().join(" "),
        total: entries.len(),
        proof,
        entries,
    }
}

type Writer = fn(&LogReport) -> String;

const WRITERS: [(&str, Writer); 4] = [
    ("csv", csv),
    ("html", html),
    ("jsonl", jsonl),
    ("markdown", markdown),
];

#[test]
fn every_format_has_the_heads_of_the_journals_and_no_others() {
    let report = report();
    let token = report.proof.journals[0].token.clone().expect("has entries");
    for (name, write) in WRITERS {
        let text = write(&report);
        assert_eq!(text.matches(MARK).count(), 1, "{name}");
        assert!(text.contains(&token), "{name}");
        assert_eq!(unreadable_heads(&text), None, "{name}");
        let mut book = Book::of("Ana");
        assert_eq!(parse_heads(&text).len(), 1, "{name}");
        book.write(note("another"), |_| {});
        let against = check_against(WORKSPACE, &parse_heads(&text), &[&book.checked()]);
        assert_eq!(against.problems.len(), 1, "{name}: the journal was cut");
    }
}

#[test]
fn nothing_steers_or_hides() {
    for (name, write) in WRITERS {
        let text = write(&report());
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let bad = text.chars().find(|&one| sight(one) != Sight::Plain);
        assert_eq!(bad, None, "{name}");
    }
}

#[test]
fn no_cell_is_a_formula() {
    let report = report();
    let text = csv(&report);
    let text = text.strip_prefix('\u{feff}').expect("is marked as UTF-8");
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows: Vec<_> = reader.records().map(|row| row.expect("is a row")).collect();
    assert!(rows.len() > report.entries.len());
    for row in &rows {
        assert_eq!(row.len(), 23);
        for cell in row {
            let begins = cell.trim_start_matches(' ').chars().next();
            assert!(
                !begins.is_some_and(|one| "=+-@\t\r\n＝＋－＠|%".contains(one)),
                "{cell}"
            );
        }
    }
    assert_eq!(&rows[2][12], "'=HYPERLINK(\"http://evil.example\";\"x\")");
    let quoted = rows
        .iter()
        .any(|row| row[12].starts_with("a \"quoted\", line\nand"));
    assert!(quoted, "quotes and line breaks come back");
    let said: Vec<&str> = rows.iter().map(|row| &row[4]).collect();
    assert!(said.contains(&"verification") && said.contains(&"journal_head"));
}

#[test]
fn no_word_is_markup() {
    let page = html(&report());
    let tags = regex::Regex::new(r"<(/?)([a-z0-9]+)[^>]*>").expect("is a pattern");
    let allowed = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "table",
        "tr",
        "th",
        "td",
        "pre",
        "article",
        "div",
        "b",
        "blockquote",
    ];
    for tag in tags.captures_iter(&page) {
        assert!(allowed.contains(&&tag[2]), "{}", &tag[0]);
        let plain = !tag[0].contains("http://") && !tag[0].contains(" on");
        assert!(plain, "{}", &tag[0]);
    }
    assert_eq!(page.matches("<style>").count(), 1);
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));

    let text = markdown(&report());
    for event in pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()) {
        use pulldown_cmark::{Event, Tag};
        let active = matches!(
            event,
            Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Start(Tag::Link { .. } | Tag::Image { .. })
        );
        assert!(!active, "{event:?}");
    }
}

#[test]
fn json_gives_the_exact_words_back() {
    let report = report();
    let text = jsonl(&report);
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("is JSON"))
        .collect();
    assert_eq!(lines.len(), report.entries.len() + 1);
    assert_eq!(lines[0]["verification"]["ok"], true);
    assert_eq!(lines[0]["of"], report.total);
    for (line, entry) in lines.iter().skip(1).zip(&report.entries) {
        assert_eq!(line["what"], entry.what);
        assert_eq!(line["hash"], entry.hash.to_string());
        assert_eq!(line["proven"], true);
    }
}

#[test]
fn what_does_not_fit_is_said_before_the_entries() {
    let mut report = report();
    report.selected.clear();
    report.proof.problems = vec![crate::domain::review::Problem::new(
        "altered",
        "This entry was changed.",
    )];
    report.entries[3].proven = false;
    for (name, write) in WRITERS {
        let text = write(&report);
        let said = text.find("This entry was changed.").expect(name);
        let entry = text.find("HYPERLINK").expect(name);
        assert!(said < entry || name == "csv", "{name}");
    }
    assert!(html(&report).contains("NOT PROVEN"));
    assert!(markdown(&report).contains("**NO**"));
}
