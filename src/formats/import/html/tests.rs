//! Small pages.

use super::*;
use crate::domain::margin::ChangeKind;

fn open(html: &str, view: View) -> Result<Document, Refused> {
    let source = Source {
        file_name: "a.html",
        bytes: html.as_bytes(),
    };
    read(
        &source,
        &Aids {
            view,
            ..Aids::default()
        },
    )
}

fn text(html: &str) -> String {
    open(html, View::Final).unwrap().text
}

#[test]
fn pages_read_as_browsers_show_them() {
    for (html, expected) in [
        (
            "<p>Član&nbsp;1. &lt;a&gt;<p>Drugi\n  red<br>nov<br><br>stav",
            "Član\u{a0}1. <a>\nDrugi red\nnov\nstav\n",
        ),
        (
            "<h1>A</h1>text<!-- no --><script>if(a<b)</script><style>p{}</style><noscript>x</noscript>",
            "A\ntext\n",
        ),
        (
            "<ol><li>a<li>b<ol type=a start=3><li>c</ol><li value=7>d</ol>",
            "1. a\n2. b\nc. c\n7. d\n",
        ),
        (
            "<ol reversed><li>a<li>b</ol><ul><li>c</ul>",
            "2. a\n1. b\n• c\n",
        ),
        (
            "<ol type=I><li><p>a</p><p>b</p><li><ol><li>c</ol></ol>",
            "I. a\nb\nII.\n1. c\n",
        ),
        ("<ol style='list-style-type: none'><li>1) a</ol>", "1) a\n"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\nc\n"),
        (
            "<p>m<sup>2</sup> word<sup><a href=#n>1</a></sup> and <q>so</q></p>",
            "m² word[1] and “so”\n",
        ),
        (
            "<table><tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>e</table>f",
            "a\tb\nc\td\n\te\nf\n",
        ),
        ("<table><tr><td colspan=2>a<td>b</table>", "a\t\tb\n"),
        (
            "<nav><a href=x>Home</a> <a>Laws</a></nav><main>Text</main>",
            "Text\n",
        ),
        (
            "<input type=checkbox checked> da <input value='x'>",
            "☒ da x\n",
        ),
    ] {
        assert_eq!(text(html), expected, "{html}");
    }
}

#[test]
fn hidden_words_and_changes_are_told_apart() {
    let html = "<title>Ugovor o nabavci</title><p>Cena je <del datetime=2024-03-14>10</del><ins>12</ins> evra\
        <span hidden>tajno</span><span style='Display : none'>skriveno</span>.</p>";
    for (view, expected) in [
        (View::Final, "Cena je 12 evra.\n"),
        (View::Original, "Cena je 10 evra.\n"),
        (View::Marked, "Cena je 1012 evra.\n"),
    ] {
        let read = open(html, view).unwrap();
        assert_eq!(read.text, expected);
        assert_eq!(read.title, "Ugovor o nabavci");
        let change = &read.margin.changes[0];
        assert_eq!((change.kind, &*change.words), (ChangeKind::Deleted, "10"));
        assert_eq!(change.at.as_deref(), Some("2024-03-14"));
        let there = if view == View::Final { "" } else { "10" };
        assert_eq!(change.span.of(&read.text), there);
        let codes: Vec<_> = read.diagnostics.iter().map(|found| &*found.code).collect();
        assert_eq!(codes, ["tracked-changes", "hidden-text"]);
    }
}

#[test]
fn encodings_are_believed_as_far_as_they_go() {
    let page = |head: &str, body: &[u8]| {
        let bytes = [head.as_bytes(), b"<p>", body].concat();
        let source = Source {
            file_name: "a.html",
            bytes: &bytes,
        };
        read(&source, &Aids::default()).unwrap().text
    };
    assert_eq!(
        page("<meta charset=windows-1250>", b"\xC8lan 1. \x9Ee"),
        "Član 1. že\n"
    );
    assert_eq!(
        page(
            "<meta charset=utf-8>",
            b"\xC8lan 1. ugovora, pla\xE6a i na\xE8in"
        ),
        "Član 1. ugovora, plaća i način\n"
    );
    let saved = "From: <Saved by Browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n\
        --x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><p>=C4=8Clan</html>\n--x--\n";
    assert_eq!(text(saved), "Član\n");
}

#[test]
fn hostile_pages_end_quickly() {
    let deep = format!("{}x{}y", "<div>".repeat(200_000), "</div>".repeat(200_000));
    assert_eq!(text(&deep), "x\ny\n");
    let spans = format!(
        "<table>{}</table>",
        "<tr><td rowspan=99999999 colspan=99999999>x<td>y".repeat(2_000)
    );
    assert!(text(&spans).len() < 3_000_000);
    let names: Vec<String> = (0..60_000).map(|number| format!(" a{number}")).collect();
    let many = names.concat();
    assert_eq!(
        open(&format!("<p{many}>x"), View::Final)
            .unwrap_err()
            .code(),
        "too-large"
    );
    assert_eq!(
        open("<p hidden>x</p>", View::Final).unwrap_err().code(),
        "empty"
    );
    assert!(text("</p></td></ol></table><td>x<li>y<tr>z").contains('x'));
}

#[test]
fn a_raised_figure_that_was_put_in_keeps_its_place() {
    let document = open("<p>m<sup><ins>2</sup> of ground</p>", View::Final).unwrap();
    assert!(document.text.starts_with("m²"), "{}", document.text);
    let put_in = document.margin.changes.first().unwrap();
    assert_eq!(put_in.kind, ChangeKind::Inserted);
    assert_eq!(put_in.span.of(&document.text), "²");
}
