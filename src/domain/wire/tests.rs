//! Agreements written and read back, and what must not be read.

use super::*;
use crate::domain::document::Severity;
use crate::domain::margin::{
    Change, ChangeKind, Comment, Furniture, FurnitureKind, Margin, PageRecord, Trust,
};
use crate::domain::samples;

fn agreement() -> Agreement {
    let mut agreement = samples::agreement("1. Мрежа.\n\n2. Удаљени приступ.\u{c}\n\nКрај.");
    let document = &mut agreement.document;
    document.blocks[0].kind = BlockKind::Heading(2);
    document.blocks[1].number = Some(BlockNumber {
        label: Span::new(
            document.blocks[1].span.start,
            document.blocks[1].span.start + 2,
        ),
        level: 1,
    });
    document
        .diagnostics
        .push(Diagnostic::new(Severity::Warning, "odd", "Something is odd.").at(Span::new(0, 1)));
    let area = Area {
        left: 500,
        top: 700,
        right: 3000,
        bottom: 820,
    };
    document.blocks[0].area = Some(area);
    document.margin = margin(document.blocks[1].span, area);
    agreement
}

fn margin(second: Span, area: Area) -> Margin {
    let text = "Мрежни уговор";
    Margin {
        pages: vec![PageRecord {
            page: 1,
            trust: Trust::Recognised,
            confidence: Some(93),
            recognise: true,
        }],
        furniture: vec![Furniture {
            kind: FurnitureKind::Header,
            page: Some(1),
            text: text.to_owned(),
            area: Some(area),
        }],
        changes: vec![Change {
            kind: ChangeKind::Deleted,
            author: Some("A. Writer".to_owned()),
            at: None,
            span: Span::new(second.start, second.start),
            words: "не".to_owned(),
        }],
        comments: vec![Comment {
            author: None,
            at: None,
            page: None,
            span: Some(second),
            text: "Why?".to_owned(),
        }],
        attachments: vec!["prices.xlsx".to_owned()],
    }
}

#[test]
fn a_margin_outside_the_text_is_noticed() {
    let agreement = agreement();
    let mut document = DocumentFile::of(&agreement);
    document.margin.changes[0].end = document.characters + 1;
    let read = document.agreement(ClausesFile::of(&agreement));
    assert_eq!(read, Err(WireError::Field { field: "margin" }));
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let agreement = agreement();
    let document: DocumentFile =
        serde_json::from_slice(&DocumentFile::of(&agreement).to_json()).expect("reads");
    let clauses = ClausesFile::of(&agreement).to_json();
    let clauses: ClausesFile<'_> = serde_json::from_slice(&clauses).expect("reads");
    assert_eq!(document.agreement(clauses), Ok(agreement));
}

#[test]
fn positions_count_scalars_and_clauses_stand_on_lines_of_their_own() {
    let json = String::from_utf8(ClausesFile::of(&agreement()).to_json()).expect("is text");
    assert!(json.contains("\n{\"id\":\"c-1\",\"parent\":null,\"kind\":\"paragraph\",\"label\":\"1.\",\"heading\":\"\",\"level\":0,\"start\":0,\"end\":11,\"subtree_end\":11,\"page\":1,\"text\":\"1. Мрежа.\\n\\n\"},\n"), "{json}");
}

#[test]
fn what_was_changed_by_hand_is_noticed() {
    let agreement = agreement();
    let clauses = ClausesFile::of(&agreement);
    let document = DocumentFile::of(&agreement);

    let mut changed = document.clone();
    changed.text.push('!');
    assert_eq!(
        changed.agreement(clauses.clone()),
        Err(WireError::TextDiffers)
    );

    let mut words = clauses.clone();
    words.clauses[1].text = "2. No access.".into();
    let error = document.clone().agreement(words).expect_err("differs");
    assert!(error.to_string().contains("c-2"), "{error}");

    let mut shorter = clauses.clone();
    shorter.clauses.pop();
    assert!(document.clone().agreement(shorter).is_err());

    let mut orphan = clauses;
    orphan.clauses[0].parent = Some(ClauseId::new("c-2"));
    assert!(document.agreement(orphan).is_err());
}

#[test]
fn a_parent_is_found_however_far_before_it_stands() {
    let source: Vec<String> = (1..=50).map(|number| format!("{number}. Words.")).collect();
    let agreement = samples::agreement(&source.join("\n\n"));
    let mut clauses = ClausesFile::of(&agreement);
    let ids: Vec<ClauseId> = clauses.clauses.iter().map(|one| one.id.clone()).collect();
    assert_eq!(ids.len(), 50);
    // A chain of ever deeper clauses, and at its end one directly under the first.
    for at in 1..ids.len() {
        let parent = if at + 1 == ids.len() { 0 } else { at - 1 };
        clauses.clauses[at].parent = Some(ids[parent].clone());
    }
    let tree = clauses.clone().tree(agreement.text(), &agreement.scalars);
    let tree = tree.expect("holds together");
    let parents: Vec<Option<usize>> = tree.clauses().iter().map(|one| one.parent).collect();
    assert_eq!(parents[0], None);
    assert_eq!(parents[48], Some(47));
    assert_eq!(parents[49], Some(0));

    clauses.clauses[3].parent = Some(ids[40].clone());
    let tree = clauses.tree(agreement.text(), &agreement.scalars);
    assert!(tree.is_err(), "a parent stands before its children");
}
