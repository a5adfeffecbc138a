//! Projects read back: the order of the schema's elements, references that lead somewhere, words at their places.

use super::super::tests::{halfway, spoiled, words_tagged};
use super::*;
use crate::domain::samples::table::Table;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

fn members(table: &Table) -> BTreeMap<String, String> {
    let bytes = qdpx(&table.summary(), &table.agreement).expect("is written");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a ZIP");
    let mut members = BTreeMap::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).expect("is there");
        assert_eq!(member.last_modified(), Some(DateTime::default()));
        let mut text = String::new();
        member.read_to_string(&mut text).expect("is UTF-8");
        members.insert(member.name().expect("is UTF-8").into_owned(), text);
    }
    members
}

fn field(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).expect("is XML")?;
    Some(found.value.into_owned())
}

/// Every element with its fields.
fn elements(xml: &str) -> Vec<(String, BytesStart<'static>)> {
    let mut reader = Reader::from_str(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().expect("is XML") {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                all.push((name, start.into_owned()));
            }
            Event::Eof => return all,
            _ => {}
        }
    }
}

#[test]
fn every_reference_leads_to_something_and_every_name_is_given_once() {
    for table in [halfway(), spoiled("a<b]]>&\"'\u{0}\u{202e}\n\u{ffff}")] {
        let members = members(&table);
        let elements = elements(&members["project.qde"]);
        let mut named = BTreeSet::new();
        for (name, element) in &elements {
            if let Some(guid) = field(element, "guid") {
                assert!(guid.len() == 36 && guid.as_bytes()[14] == b'8', "{guid}");
                assert!(named.insert(guid), "{name} is named twice");
            }
        }
        for (name, element) in &elements {
            for reference in ["targetGUID", "creatingUser"] {
                if let Some(guid) = field(element, reference) {
                    assert!(named.contains(&guid), "{name} {reference}");
                }
            }
        }
        let source = elements
            .iter()
            .find(|(name, _)| name == "TextSource")
            .expect("is there");
        let path = field(&source.1, "plainTextPath").expect("has one");
        let file = path.replace("internal://", "sources/");
        assert_eq!(members[&file], table.agreement.text());
        assert_eq!(members.len(), 2);
    }
}

#[test]
fn selections_stand_on_their_words_counted_in_scalars() {
    for before in ["", "𝔸👩‍👧", "e\u{301}č", "第五条 Члан"] {
        let (table, words) = words_tagged(before);
        let members = members(&table);
        let elements = elements(&members["project.qde"]);
        let selection = elements
            .iter()
            .find(|(name, _)| name == "PlainTextSelection");
        let selection = &selection.expect("is there").1;
        let place = |name| {
            field(selection, name)
                .expect("is there")
                .parse::<usize>()
                .expect("a number")
        };
        let text = members
            .iter()
            .find(|(name, _)| name.starts_with("sources/"))
            .expect("is there")
            .1;
        let covered: String = text
            .chars()
            .take(place("endPosition"))
            .skip(place("startPosition"))
            .collect();
        assert_eq!(covered, words);
    }
}

#[test]
fn what_is_said_of_the_agreement_is_a_note_with_its_codes() {
    let members = members(&halfway());
    let project = &members["project.qde"];
    let (_, notes) = project.split_once("<Notes>").expect("has notes");
    assert!(
        notes.contains("Terms searched: network*, mreža*"),
        "{notes}"
    );
    let absent = guid("answer", &["absent"]);
    assert!(notes.contains(&format!("targetGUID=\"{absent}\"")));
    assert!(project.contains("No limit in time."));
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    let table = halfway();
    let bytes = || qdpx(&table.summary(), &table.agreement);
    assert_eq!(bytes(), bytes());
}
