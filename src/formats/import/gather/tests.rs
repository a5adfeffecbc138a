//! Marks and their places.

use super::super::assemble::Label;
use super::*;
use crate::domain::document::BlockKind;

fn strip(text: &str, marks: &[(usize, usize)]) -> Strip {
    let mut strip = Strip::from(Piece::new(BlockKind::Paragraph, text));
    strip.marks = marks
        .iter()
        .map(|&(at, event)| Mark { at, event })
        .collect();
    strip
}

#[test]
fn marks_find_their_place_behind_numbers_and_in_rows() {
    let mut gathered = Gathered::default();
    let put = gathered
        .change(ChangeKind::Inserted, Some("Ana".into()), None)
        .unwrap();
    let said = gathered.comment(None, None).unwrap();
    gathered.say(put, "new");
    gathered.say(said, "why?");
    let mut first = strip("\nthe new fee ", &[(5, put), (8, put)]);
    first.piece.label = Some(Label::new("1.", 0));
    let cells = vec![
        vec![strip("a", &[])],
        vec![strip(" b\nc ", &[(1, said), (99, said)])],
    ];
    gathered.strips.push(first);
    gathered.strips.extend(row(cells));
    let laid = gathered.lay(View::Final);
    assert_eq!(laid.text, "1. the new fee\na\tb c\n");
    assert_eq!(laid.margin.changes[0].span.of(&laid.text), "new");
    assert_eq!(laid.margin.comments[0].span.unwrap().of(&laid.text), "b c");
    let codes: Vec<_> = laid.diagnostics.iter().map(|found| &*found.code).collect();
    assert_eq!(codes, ["tracked-changes", "comments"]);
}
