//! Small files, as several programs write them.

use super::*;
use crate::domain::margin::{ChangeKind, FurnitureKind, View};

fn open(rtf: &str, view: View) -> Result<Document, Refused> {
    let source = Source {
        file_name: "a.rtf",
        bytes: rtf.as_bytes(),
    };
    read(
        &source,
        &Aids {
            view,
            ..Aids::default()
        },
    )
}

fn text(rtf: &str) -> String {
    open(rtf, View::Final).unwrap().text
}

#[test]
fn letters_are_those_of_their_font() {
    let head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204{\\*\\falt x}Cyr;}\
        {\\f2\\fcharset238 CE;}{\\f3\\fcharset134 SimSun;}{\\f4\\fcharset2 Symbol;}}{\\stylesheet{Normal;}}";
    for (body, words) in [
        ("\\f1 \\'d7\\'eb\\'e0\\'ed", "Члан"),
        ("{\\f2 \\'c8lan} \\f0\\'e9", "Član é"),
        ("\\f3 \\'b5\\'da\\'d2\\'bb\\'cc\\'f5", "第一条"),
        ("\\f4 \\'b3", "≥"),
        (
            "\\uc1\\u1063?\\u1083 ?\\uc2\\u1072\\'81\\'40\\u1085\\'81\\'41.",
            "Члан.",
        ),
        ("\\uc0\\u-10179\\u-8702 ok", "😂ok"),
        ("a\\~b\\_c\\endash\\{d\\}\\\\", "a\u{a0}b\u{2011}c–{d}\\"),
    ] {
        assert_eq!(
            text(&format!("{head}{body}\\par}}")),
            format!("{words}\n"),
            "{body}"
        );
    }
}

#[test]
fn numbers_tables_notes_and_furniture_find_their_place() {
    let rtf = "{\\rtf1\\ansi{\\info{\\title Ugovor o nabavci}{\\author X}}{\\header\\pard Grad\\par}{\\footer\\pard{\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}\\par}\
        {\\*\\generator W;}\\pard\\outlinelevel0{\\listtext\\pard 1.\\tab}Predmet\\par\
        \\pard{\\pntext\\f4\\'b7\\tab}stavka\\par\
        \\pard Tekst{\\super\\chftn}{\\footnote\\pard{\\super\\chftn} Nota.} dalje{\\footnote\\ftnalt Kraj.}{\\v tajno}{\\*\\bkmkstart x}.\\par\
        \\trowd\\cellx1\\cellx2\\pard\\intbl a\\cell b\\par c\\cell\\row\\pard\
        {\\field{\\*\\fldinst REF x}{\\fldrslt 1.1}}{\\*\\atnauthor Ana}{\\*\\annotation{\\*\\atnref 1}\\pard Zasto?}\\bin4 {}{} kraj\\par}";
    let read = open(rtf, View::Final).unwrap();
    assert_eq!(
        read.text,
        "1. Predmet\n• stavka\nTekst[1] dalje[i].\na\tb c\n1.1 kraj\n[1] Nota.\n[i] Kraj.\n"
    );
    assert_eq!(read.title, "Ugovor o nabavci");
    assert_eq!(read.blocks[0].kind, BlockKind::Heading(1));
    let furniture: Vec<_> = read
        .margin
        .furniture
        .iter()
        .map(|f| (f.kind, &*f.text))
        .collect();
    assert_eq!(
        furniture,
        [
            (FurnitureKind::Header, "Grad"),
            (FurnitureKind::PageNumber, "3")
        ]
    );
    let comment = &read.margin.comments[0];
    assert_eq!(
        (comment.author.as_deref(), &*comment.text),
        (Some("Ana"), "Zasto?")
    );
    assert_eq!(read.diagnostics[0].code, "hidden-text");
}

const CHANGED: &str = "{\\rtf1\\ansi{\\*\\revtbl{Unknown;}{Ana;}}\\pard{\\listtext 1.\\tab}Cena je {\\deleted\\revauthdel1\\revdttmdel130089870 10}{\\revised\\revauth1 12} evra.\\par\
    {\\listtext\\deleted 2.\\tab}{\\deleted\\revauthdel1 Brisano.\\par}{\\listtext 3.\\tab}Kraj{\\revised\\par} i dodatak\\par}";

#[test]
fn changes_are_read_in_every_view() {
    for (view, expected) in [
        (View::Final, "1. Cena je 12 evra.\n2. Kraj\ni dodatak\n"),
        (
            View::Original,
            "1. Cena je 10 evra.\n2. Brisano.\n3. Kraj i dodatak\n",
        ),
        (
            View::Marked,
            "1. Cena je 1012 evra.\n2. Brisano.\n3. Kraj\ni dodatak\n",
        ),
    ] {
        let read = open(CHANGED, view).unwrap();
        let lines: Vec<&str> = read.text.lines().map(str::trim).collect();
        assert_eq!(lines.join("\n") + "\n", expected, "{view:?}");
        let change = &read.margin.changes[0];
        assert_eq!((change.kind, &*change.words), (ChangeKind::Deleted, "10"));
        assert_eq!(change.author.as_deref(), Some("Ana"));
        let there = if view == View::Final { "" } else { "10" };
        assert_eq!(change.span.of(&read.text), there);
    }
}

#[test]
fn text_boxes_stand_behind_their_paragraph() {
    let shape = "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard u kutiji\\par}}{\\shprslt drugi put}}";
    let rtf = format!("{{\\rtf1 Pre {shape}posle.\\par Kraj.\\par}}");
    assert_eq!(text(&rtf), "Pre posle.\nu kutiji\nKraj.\n");
}

#[test]
fn hostile_files_end_quickly() {
    let deep = format!("{{\\rtf1 a{}", "{".repeat(1_000_000));
    assert_eq!(open(&deep, View::Final).unwrap_err().code(), "too-large");
    let many = format!("{{\\rtf1 a{}}}", "{\\b x}".repeat(200_000));
    assert_eq!(text(&many).len(), 200_002);
    let cut = open("{\\rtf1 Clan 1.\\par Pol", View::Final).unwrap();
    assert_eq!(
        (&*cut.text, &*cut.diagnostics[0].code),
        ("Clan 1.\nPol\n", "truncated")
    );
    for empty in [
        "{\\rtf1}",
        "{\\rtf1\\bin99999999999 a}",
        "{\\rtf1{\\*\\x a}}",
    ] {
        assert_eq!(
            open(empty, View::Final).unwrap_err().code(),
            "empty",
            "{empty}"
        );
    }
}
