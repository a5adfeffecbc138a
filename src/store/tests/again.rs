//! What was proven before is proven again by its hash alone, and nothing is ever hidden by that.

use super::*;
use crate::domain::digest::Digest;
use crate::domain::review::trust::{CheckpointMade, CheckpointSigned, CheckpointStamped, Occasion};
use crate::store::journal::{read_all, read_trusted};
use crate::store::proofs::Proofs;
use crate::store::verify::{Before, reverify};

impl Place {
    /// A workspace with a checkpoint, of which a later entry speaks.
    fn witnessed() -> Self {
        let place = Self::full();
        let journals = read_all(&place.workspace).unwrap();
        let marks = journals.checked().into_iter().map(|one| {
            let (seq, head) = one.head().unwrap();
            (one.writer.clone(), (seq, head, one.root()))
        });
        let made = Event::CheckpointMade(CheckpointMade {
            occasion: Occasion::Asked,
            journals: marks.collect(),
        });
        place.write("Iva", made);
        place
    }

    fn write(&self, name: &str, event: Event) {
        let draft = Draft {
            event,
            supersedes: Vec::new(),
        };
        let mut journal = self.open(name);
        journal.append(vec![draft], NOW, &Heads::new()).unwrap();
    }

    fn reverify(&self, before: Before) -> Verification {
        reverify(&self.workspace, &self.home, before, None).unwrap()
    }

    /// Verifies with what is remembered; the verdict must be the one of a walk through everything.
    fn again(&self) -> Verification {
        let mut told = self.reverify(Before::Counts);
        let before = told.clone();
        told.journals
            .iter_mut()
            .for_each(|one| one.proven_before = 0);
        assert_eq!(told, self.verify());
        before
    }

    /// How many entries of each journal were proven before.
    fn before(&self) -> Vec<u64> {
        let journals = self.again().journals.into_iter();
        journals.map(|one| one.proven_before).collect()
    }

    fn all_files(&self) -> Vec<PathBuf> {
        vec![
            self.journal("ana"),
            self.journal("iva"),
            self.agreement("source.txt"),
            self.agreement("document.json"),
            self.agreement("clauses.json"),
            self.workspace.checklists_folder().join("sample@1.json"),
        ]
    }
}

#[test]
fn what_was_proven_is_not_proven_again_and_what_was_added_is() {
    let place = Place::witnessed();
    assert_eq!(place.before(), [0, 0]);
    assert_eq!(place.before(), [5, 3]);
    let heads = Heads::from([(
        place.open("Iva").writer().clone(),
        place.open("Iva").head().unwrap(),
    )]);
    run(&mut place.open("Ana"), tag("c-3"), &heads);
    assert_eq!(place.before(), [5, 3]);
    assert_eq!(place.before(), [6, 3]);
    let anew = place.reverify(Before::Forgotten);
    assert_eq!(anew, place.verify());
    assert_eq!(place.before(), [6, 3], "what was proven anew is remembered");

    // An undo of an entry that is known, and one that takes back what it cannot.
    let mut ana = place.open("Ana");
    let state = ReviewState::fold(ana.entries());
    let mut history = History::default();
    ana.entries().iter().for_each(|entry| history.apply(entry));
    let undo = history.undo(&state, None).unwrap();
    let wrong = Draft {
        supersedes: vec![ana.entries()[1].hash],
        ..undo[0].clone()
    };
    ana.append(undo, NOW, &Heads::new()).unwrap();
    assert!(place.again().ok);
    assert_eq!(place.before(), [7, 3]);
    ana.append(vec![wrong], NOW, &Heads::new()).unwrap();
    for _ in 0..2 {
        let codes: Vec<_> = place.again().problems.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["wrong-reference"]);
    }
}

/// What later entries say of checkpoints is held against roots inside of what was only hashed.
#[test]
fn checkpoints_inside_of_what_is_known_are_held_against_it() {
    let place = Place::witnessed();
    assert!(place.again().ok);
    let journals = read_all(&place.workspace).unwrap();
    let iva = journals.files[1].checked.clone();
    let signed = |size: u64, root: Digest| {
        Event::CheckpointSigned(CheckpointSigned {
            size,
            root,
            public_key: "none".to_owned(),
            signature: "none".to_owned(),
        })
    };
    let codes = |place: &Place| -> Vec<&'static str> {
        place.again().problems.iter().map(|one| one.code).collect()
    };
    // A stamp at a size that nobody named before: its root was not kept.
    let stamped = Event::CheckpointStamped(CheckpointStamped {
        size: 2,
        root: iva.mark_at(2).unwrap().root,
        time: NOW,
        authority: "nobody".to_owned(),
        file: "nothing.tsr".to_owned(),
        sha256: Digest::of(b""),
    });
    place.write("Iva", stamped);
    assert_eq!(codes(&place), ["stamp-missing"]);
    place.write("Iva", signed(3, iva.root()));
    assert_eq!(codes(&place), ["stamp-missing", "signature-invalid"]);
    place.write("Iva", signed(3, Digest::of(b"other")));
    let all = [
        "stamp-missing",
        "signature-invalid",
        "checkpoint-contradicts",
    ];
    assert_eq!(codes(&place), all);
    assert_eq!(
        place.before(),
        [0, 0],
        "nothing counts where something does not fit"
    );
}

#[test]
fn a_colleague_who_is_new_and_clocks_that_differ_are_told_as_in_a_full_proof() {
    let place = Place::witnessed();
    assert!(place.again().ok);
    let head = |name: &str| {
        let journal = place.open(name);
        Heads::from([(journal.writer().clone(), journal.head().unwrap())])
    };
    let seen = head("Ana");
    let note = Draft {
        event: tagged_elsewhere(),
        supersedes: Vec::new(),
    };
    for (name, minutes) in [("Vera", 60), ("Vera", 90), ("Iva", 30)] {
        let at = Moment::from_millis(NOW.millis() - minutes * 60_000);
        let mut journal = place.open(name);
        journal.append(vec![note.clone()], at, &seen).unwrap();
        let told = place.again();
        let notes: Vec<_> = told.notes.iter().map(|note| note.code).collect();
        assert!(notes.contains(&"clocks-differ"), "{told:?}");
    }
    assert_eq!(place.before(), [5, 4, 3]);
    let told = place.again();
    assert_eq!((told.ok, told.notes.len()), (true, 2), "{told:?}");
}

/// A note on the agreement, which fits wherever it stands.
fn tagged_elsewhere() -> Event {
    use crate::domain::review::event::{AgreementSubject, Change, NoteSubject, NoteValue};
    let subject = NoteSubject::Agreement(AgreementSubject {
        agreement: samples::agreement(SOURCE).id,
    });
    let value = NoteValue {
        text: "x\",\"event\":{\"type\":\"note_written\"".to_owned(),
        confidential: false,
    };
    Event::NoteWritten(Change::new(subject, None, Some(value)))
}

#[test]
fn an_export_is_held_against_roots_inside_of_what_is_known() {
    let place = Place::witnessed();
    let journals = place.again().journals.into_iter();
    let lines: Vec<String> = journals.filter_map(|one| one.head_line).collect();
    let export = lines.join("\n");
    run(&mut place.open("Iva"), tag("c-1"), &Heads::new());
    let held = |export: &str| {
        reverify(&place.workspace, &place.home, Before::Counts, Some(export)).unwrap()
    };
    for _ in 0..2 {
        let proof = held(&export);
        assert!(proof.ok, "{proof:?}");
        assert_eq!(proof.added.len(), 1);
    }
    assert_eq!(held(&export).journals[1].proven_before, 4);
    assert!(!held(&export.replace('1', "2")).ok);
}

/// A memory that is not ours to the last letter is none: it costs time and hides nothing.
#[test]
fn a_damaged_or_foreign_memory_of_proofs_counts_for_nothing() {
    let place = Place::witnessed();
    assert!(place.again().ok);
    let path = Proofs::new(&place.home, place.workspace.id()).path();
    let memory = String::from_utf8(files::read(&path, 1 << 20).unwrap()).unwrap();
    let other = Place::witnessed();
    assert!(other.again().ok);
    let theirs = Proofs::new(&other.home, other.workspace.id()).path();
    let theirs = String::from_utf8(files::read(&theirs, 1 << 20).unwrap()).unwrap();
    for lie in [
        memory.replace("\\\"seq\\\":5", "\\\"seq\\\":4"),
        memory.replace("\\\"rules\\\":", "\\\"rules\\\":9"),
        memory.replace("\\\"lines\\\":\\\"", "\\\"lines\\\":\\\"0"),
        memory.get(1..).unwrap().to_owned(),
        String::new(),
        theirs,
    ] {
        assert_ne!(lie, memory);
        files::replace(&path, lie.as_bytes()).unwrap();
        assert_eq!(place.before(), [0, 0], "{lie}");
        assert_eq!(place.before(), [5, 3], "it was replaced");
    }
    // Another device's key has not proven it.
    place.home.renew_device_key().unwrap();
    assert_eq!(place.before(), [0, 0]);
}

/// Opening with the memory gives what opening without it gives.
#[test]
fn journals_are_opened_as_they_are_read_in_full() {
    let place = Place::witnessed();
    assert!(place.again().ok);
    run(&mut place.open("Iva"), tag("c-1"), &Heads::new());
    let (all, known) = (
        read_all(&place.workspace).unwrap(),
        read_trusted(&place.workspace, &place.home).unwrap(),
    );
    assert_eq!(known.heads(), all.heads());
    for (known, all) in known.files.iter().zip(&all.files) {
        assert!(known.shelf.is_some() && all.shelf.is_none());
        assert_eq!(known.checked.entries, all.checked.entries);
        assert_eq!(known.length(), all.length());
        let lines =
            |file: &crate::store::journal::JournalFile| file.whole_lines(&place.workspace).unwrap();
        assert_eq!(lines(known), lines(all));
        for seq in 1..=all.checked.lines.len() as u64 {
            assert_eq!(known.checked.mark_at(seq), all.checked.mark_at(seq));
        }
        let (last, end) = known.shelf.as_ref().unwrap().last_line();
        assert_eq!(end, all.bytes.len() as u64);
        let last = usize::try_from(last).unwrap();
        assert_eq!(all.bytes[..last].last(), Some(&b'\n'));
        let line = all.bytes[last..].strip_suffix(b"\n");
        assert!(line.is_some_and(|line| !line.contains(&b'\n')));
    }
}

/// Something done to a file: the file, the deed, and two places in it.
fn deed() -> impl Strategy<Value = (usize, u8, prop::sample::Index, prop::sample::Index)> {
    let place = any::<prop::sample::Index>();
    (0..6usize, 0..6u8, place, any::<prop::sample::Index>())
}

fn spoilt(bytes: &[u8], deed: u8, one: prop::sample::Index, other: prop::sample::Index) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let (here, there) = (one.index(lines.len()), other.index(lines.len()));
    let at = one.index(bytes.len());
    match deed {
        0 => lines.swap(here, there),
        1 => drop(lines.remove(here)),
        2 => lines.insert(there, lines[here]),
        3 => return bytes[..at].to_vec(),
        4 => return [&bytes[..at], &bytes[at + 1..]].concat(),
        _ => {
            let mut bytes = bytes.to_vec();
            bytes[at] ^= 1 << other.index(8);
            return bytes;
        }
    }
    lines.concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// The memory of what was proven never hides anything, and never invents anything: whatever is done
    /// to the files after they were remembered, the verdict is the one of a walk through everything, with
    /// the same problems at the same lines.
    #[test]
    fn no_memory_hides_what_a_full_proof_finds((file, deed, one, other) in deed()) {
        static PLACE: std::sync::LazyLock<Place> = std::sync::LazyLock::new(|| {
            let place = Place::witnessed();
            assert!(place.again().ok);
            place
        });
        let path = &PLACE.all_files()[file];
        let whole = files::read(path, 1 << 30).unwrap();
        let bytes = spoilt(&whole, deed, one, other);
        files::replace(path, &bytes).unwrap();
        let (first, second) = (PLACE.again(), PLACE.again());
        let read = (
            read_all(&PLACE.workspace).unwrap(),
            read_trusted(&PLACE.workspace, &PLACE.home).unwrap(),
        );
        files::replace(path, &whole).unwrap();
        prop_assert_eq!(&first.problems, &second.problems);
        prop_assert_eq!(&first.notes, &second.notes);
        prop_assert_eq!(&read.0.problems, &read.1.problems);
        let problems = |journals: &crate::store::journal::Journals| -> Vec<_> {
            let files = journals.files.iter();
            files.map(|file| file.checked.problems.clone()).collect()
        };
        prop_assert_eq!(problems(&read.0), problems(&read.1));
        prop_assert!(bytes == whole || !first.ok);
        prop_assert!(PLACE.again().ok);
    }
}
