//! Small texts, in each view.

use super::fixture::document;
use super::*;
use crate::domain::margin::{ChangeKind, View};

const LIST: &str = "<text:list-style style:name='L'>\
    <text:list-level-style-number text:level='1' style:num-format='1' style:num-prefix='Član ' style:num-suffix='.'/>\
    <text:list-level-style-number text:level='2' style:num-format='1' text:display-levels='2'/>\
    <text:list-level-style-number text:level='3' style:num-format='a' style:num-suffix=')'/>\
    </text:list-style><style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>";

fn open(bytes: &[u8], view: View) -> Result<Document, Refused> {
    let source = Source {
        file_name: "a.odt",
        bytes,
    };
    read(
        &source,
        &Aids {
            view,
            ..Aids::default()
        },
    )
}

fn text(body: &str, view: View) -> String {
    open(&document(body, LIST, ""), view).unwrap().text
}

#[test]
fn lists_count_restart_and_go_on() {
    let body = "<text:list xml:id='a' text:style-name='L'>\
        <text:list-header><text:p>Bez broja</text:p></text:list-header>\
        <text:list-item><text:p>Predmet</text:p><text:p>Drugi stav</text:p>\
        <text:list><text:list-item><text:p>prvo</text:p></text:list-item>\
        <text:list-item><text:p>drugo</text:p><text:list><text:list-item><text:p>slovo</text:p></text:list-item></text:list>\
        </text:list-item></text:list></text:list-item></text:list>\
        <text:p>Između</text:p>\
        <text:list text:style-name='L' text:continue-numbering='true'><text:list-item><text:p>Cena</text:p></text:list-item></text:list>\
        <text:list text:style-name='L'><text:list-item text:start-value='7'><text:p>Iznova</text:p></text:list-item></text:list>\
        <text:list text:continue-list='a' text:style-name='L'><text:list-item><text:p>Dalje</text:p></text:list-item></text:list>";
    assert_eq!(
        text(body, View::Final),
        "Bez broja\nČlan 1. Predmet\nDrugi stav\n1.1 prvo\n1.2 drugo\na) slovo\nIzmeđu\n\
         Član 2. Cena\nČlan 7. Iznova\nČlan 3. Dalje\n"
    );
}

const CHANGES: &str = "<text:tracked-changes>\
    <text:changed-region text:id='i'><text:insertion><office:change-info><dc:creator>Ana</dc:creator><dc:date>2024-03-14T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region>\
    <text:changed-region text:id='d'><text:deletion><office:change-info><dc:creator>Marko</dc:creator></office:change-info><text:p>staro</text:p></text:deletion></text:changed-region>\
    <text:changed-region text:id='w'><text:deletion><text:p>Ceo stav.</text:p><text:p/></text:deletion></text:changed-region>\
    <text:changed-region text:id='n'><text:insertion/></text:changed-region>\
    </text:tracked-changes>\
    <text:list text:style-name='L'><text:list-item><text:p>Plaća se <text:change text:change-id='d'/><text:change-start text:change-id='i'/>novo<text:change-end text:change-id='i'/>.</text:p></text:list-item>\
    <text:list-item><text:p><text:change-start text:change-id='n'/>Umetnuto.</text:p></text:list-item>\
    <text:list-item><text:p><text:change-end text:change-id='n'/><text:change text:change-id='w'/>Kraj.</text:p></text:list-item></text:list>";

#[test]
fn changes_are_read_in_every_view() {
    assert_eq!(
        text(CHANGES, View::Final),
        "Član 1. Plaća se novo.\nČlan 2. Umetnuto.\nČlan 3. Kraj.\n"
    );
    assert_eq!(
        text(CHANGES, View::Original),
        "Član 1. Plaća se staro.\nČlan 2. Ceo stav.\nČlan 3. Kraj.\n"
    );
    assert_eq!(
        text(CHANGES, View::Marked),
        "Član 1. Plaća se staronovo.\nČlan 2. Umetnuto.\nCeo stav.\nČlan 3. Kraj.\n"
    );
    for view in [View::Final, View::Original, View::Marked] {
        let read = open(&document(CHANGES, LIST, ""), view).unwrap();
        let inserted = &read
            .margin
            .changes
            .iter()
            .find(|c| c.words == "novo")
            .unwrap();
        assert_eq!(inserted.author.as_deref(), Some("Ana"));
        let there = if view == View::Original { "" } else { "novo" };
        assert_eq!(inserted.span.of(&read.text), there);
        let deleted = &read
            .margin
            .changes
            .iter()
            .find(|c| c.words == "staro")
            .unwrap();
        assert_eq!(deleted.kind, ChangeKind::Deleted);
        let there = if view == View::Final { "" } else { "staro" };
        assert_eq!(deleted.span.of(&read.text), there, "{view:?}");
        assert_eq!(read.diagnostics[0].code, "tracked-changes");
    }
}

#[test]
fn notes_comments_tables_and_hidden_text_are_told_apart() {
    let body = "<text:p>A<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>Nota.</text:p></text:note-body></text:note>\
        <text:span text:style-name='H'>tajno</text:span> b<office:annotation office:name='x'><dc:creator>Ana</dc:creator><text:p>Zašto?</text:p></office:annotation>itno<office:annotation-end office:name='x'/></text:p>\
        <table:table><table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='1000000'/></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>x</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>y<text:tab/>z</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>kutija<draw:frame><draw:text-box><text:p>u kutiji</text:p></draw:text-box></draw:frame>  posle</text:p>";
    let masters = "<style:master-page><style:header><text:p>Grad</text:p></style:header><style:footer><text:p>2</text:p></style:footer></style:master-page>";
    let read = open(&document(body, LIST, masters), View::Final).unwrap();
    assert_eq!(
        read.text,
        "A[1] bitno\nx\t\ty z\nkutija posle\nu kutiji\n[1] Nota.\n"
    );
    assert_eq!(read.margin.comments[0].text, "Zašto?");
    assert_eq!(read.margin.comments[0].span.unwrap().of(&read.text), "itno");
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
            (FurnitureKind::PageNumber, "2")
        ]
    );
    let codes: Vec<_> = read.diagnostics.iter().map(|found| &*found.code).collect();
    assert_eq!(codes, ["hidden-text", "comments", "page-furniture"]);
}

#[test]
fn a_flat_file_is_read_and_bad_ones_are_refused() {
    let flat = "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.text'>\
        <office:body><office:text><text:h text:outline-level='1'>Naslov</text:h></office:text></office:body></office:document>";
    let read = open(flat.as_bytes(), View::Final).unwrap();
    assert_eq!((&*read.text, &*read.title), ("Naslov\n", "Naslov"));
    let zip = super::super::unpack::fixture::zip;
    let sealed = zip(&[("META-INF/manifest.xml", b"<manifest:encryption-data/>")]);
    let defined = zip(&[("content.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")]);
    for (bytes, code) in [
        (sealed, "encrypted"),
        (defined, "doctype"),
        (zip(&[("a", b"")]), "damaged"),
        (document("<text:p/>", "", ""), "empty"),
    ] {
        assert_eq!(open(&bytes, View::Final).unwrap_err().code(), code);
    }
}
