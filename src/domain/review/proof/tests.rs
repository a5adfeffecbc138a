//! Proofs of every entry of two journals, and of what was changed in them.

use super::make::{Books, make};
use super::*;
use crate::domain::review::chain::MerkleTree;
use crate::domain::review::entry::tests::key;
use crate::domain::review::trust::{CheckpointMade, Marks, Occasion};
use crate::domain::review::verify::tests::{Book, WORKSPACE};

/// Ana's journal ends with a checkpoint that names Iva's.
fn books() -> (Book, Book, Checkpoint) {
    let iva = Book::of("Iva").notes(5);
    let mut ana = Book::of("Ana").notes(9);
    let checked = iva.checked();
    let (seq, head) = checked.head().expect("has entries");
    let event = Event::CheckpointMade(CheckpointMade {
        occasion: Occasion::Asked,
        journals: Marks::from([(iva.writer.clone(), (seq, head, checked.root()))]),
    });
    ana.write(event, |_| {});
    let mut tree = MerkleTree::default();
    ana.lines.iter().for_each(|line| tree.push(line.as_bytes()));
    let size = ana.lines.len() as u64;
    let note = checkpoint::make(WORKSPACE, &ana.writer, size, tree.root(), &key());
    (ana, iva, checkpoint::parse(&note).expect("is a checkpoint"))
}

#[test]
fn every_entry_of_every_journal_is_proven_by_one_checkpoint() {
    let (ana, iva, checkpoint) = books();
    let (of_ana, of_iva) = (ana.bytes(), iva.bytes());
    let books = Books::from([
        (ana.writer.clone(), &of_ana[..]),
        (iva.writer.clone(), &of_iva[..]),
    ]);
    for book in [&ana, &iva] {
        for (index, line) in book.lines.iter().enumerate() {
            let seq = index as u64 + 1;
            let proof = make(&books, &book.writer, seq, &checkpoint).expect("is covered");
            let json = serde_json::to_vec(&proof).expect("is plain");
            let proven = Proof::parse(&json).expect("reads back").check();
            let proven = proven.expect("is proven");
            assert_eq!(proven.entry.hash, Digest::of(line.as_bytes()));
            assert_eq!(proven.checkpoint, checkpoint);
        }
    }
    assert_eq!(make(&books, &iva.writer, 7, &checkpoint), None);
}

#[test]
fn what_was_changed_is_not_proven() {
    let (ana, iva, checkpoint) = books();
    let (of_ana, of_iva) = (ana.bytes(), iva.bytes());
    let books = Books::from([
        (ana.writer.clone(), &of_ana[..]),
        (iva.writer.clone(), &of_iva[..]),
    ]);
    let good = make(&books, &iva.writer, 3, &checkpoint).expect("is covered");
    let refused = |change: &dyn Fn(&mut Proof)| {
        let mut proof = good.clone();
        change(&mut proof);
        proof.check().expect_err("must be refused")
    };
    let other = iva.lines[3].clone();
    assert!(matches!(
        refused(&|proof| proof.steps[0].line = other.clone()),
        Unproven::LeadsNowhere { step: 1 }
    ));
    assert!(matches!(
        refused(&|proof| proof.steps[0].line = proof.steps[0].line.replace("белешка", "Белешка")),
        Unproven::Altered { step: 1, .. }
    ));
    assert!(matches!(
        refused(&|proof| proof.steps[0].path[0] = Digest::of(b"")),
        Unproven::LeadsNowhere { step: 1 }
    ));
    assert!(matches!(
        refused(&|proof| proof.steps.swap(0, 1)),
        Unproven::LeadsNowhere { step: 1 }
    ));
    assert!(matches!(
        refused(&|proof| proof.steps.truncate(1)),
        Unproven::LeadsNowhere { step: 1 }
    ));
    assert!(matches!(
        refused(&|proof| proof.checkpoint = proof.checkpoint.replace("\n11\n", "\n12\n")),
        Unproven::Checkpoint(_)
    ));
    assert!(matches!(
        refused(&|proof| proof.keys.clear()),
        Unproven::Malformed { .. }
    ));
}
