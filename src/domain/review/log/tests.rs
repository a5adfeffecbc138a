//! Order, selection and proof of entries.

use super::filter::{since, until};
use super::proof::Standing;
use super::record::Titles;
use super::*;
use crate::domain::clause::ClauseId;
use crate::domain::review::Event;
use crate::domain::review::command::NoteTarget;
use crate::domain::review::crosscheck::{check_pins, check_seen};
use crate::domain::review::entry::Heads;
use crate::domain::review::event::{AnswerState, AnswerValue, Assessment, NoteValue, TagValue};
use crate::domain::review::people::Moment;
use crate::domain::review::state::ReviewState;
use crate::domain::review::trust::{CheckpointMade, Marks, Occasion};
use crate::domain::review::verify::tests::{Book, WORKSPACE, note};
use crate::domain::review::{Command, StoredEntry};
use crate::domain::samples::agreement;
use crate::domain::samples::table::Table;
use proptest::prelude::*;

/// Ana and Бојан at one agreement: imports, reading, a tag, answers, a note, an undo.
fn table() -> Table {
    let mut table = Table::new(
        agreement("1. The network.\n\n2. Remote access."),
        &["Ana Petrović", "Бојан Илић"],
    );
    table.import(0);
    let mut run = |who: usize, command: Command| table.run(who, command).expect("is allowed");
    run(0, read("c-1", true));
    run(
        0,
        Command::Tag {
            clause: ClauseId::new("c-2"),
            words: None,
            item: "remote".to_owned(),
            value: Some(TagValue {
                assessment: Assessment::Concern,
                confidential: false,
                pointed_by: Vec::new(),
            }),
            reason: None,
        },
    );
    run(1, answer("remote", AnswerState::Concern, None));
    run(
        1,
        answer("remote", AnswerState::Unclear, Some("Друго читање")),
    );
    run(
        0,
        Command::Note {
            on: NoteTarget::Answer("remote".to_owned()),
            value: Some(NoteValue {
                text: format!("Ask {} who may connect.", "again and ".repeat(20)),
                confidential: false,
            }),
        },
    );
    table.undo(1).expect("can be undone");
    table
}

fn read(clause: &str, read: bool) -> Command {
    Command::MarkRead {
        clause: ClauseId::new(clause),
        read,
    }
}

fn answer(item: &str, state: AnswerState, reason: Option<&str>) -> Command {
    Command::Answer {
        item: item.to_owned(),
        value: Some(AnswerValue {
            state,
            value: None,
            confidential: false,
            absence: None,
        }),
        reason: reason.map(str::to_owned),
        explained: false,
    }
}

#[test]
fn entries_are_selected_by_each_condition() {
    let table = table();
    let entries = &table.entries;
    let order = in_order(entries);
    let who = |name: &str| Who::named(entries, name);
    let text = |text: &str| Filter {
        text: Words::of(text),
        ..Filter::default()
    };
    let agreement = |id: &str| Filter {
        agreement: Some(crate::domain::agreement::AgreementId::new(id)),
        ..Filter::default()
    };
    let item = |name: &str| Filter {
        item: Some(name.to_owned()),
        ..Filter::default()
    };
    let by = |name: &str| Filter {
        by: Some(who(name).expect(name)),
        ..Filter::default()
    };
    let kind = |name: &str| Filter {
        kind: Some(Kind::parse(name).expect(name)),
        ..Filter::default()
    };
    let times = |from: &str, to: &str| Filter {
        since: since(from),
        until: until(to),
        ..Filter::default()
    };
    let cases = [
        (Filter::default(), 7),
        (by("ANA petrovic"), 4),
        (by("ana-petrovic"), 4),
        (by("bojan"), 3),
        (by("Bojan Ilić"), 3),
        (by("ilic"), 3),
        (by("bojan-ilic-00000000"), 3),
        (kind("answers"), 3),
        (kind("item_answered"), 3),
        (kind("reading"), 1),
        (kind("sign-off"), 0),
        (agreement(table.agreement.id.as_str()), 7),
        (agreement("0000000000000000"), 0),
        (item("remote"), 5),
        (item("sample/remote"), 5),
        (item("other/remote"), 0),
        (item("remot"), 0),
        (times("2026-11-21", "2026-11-21"), 7),
        (times("2026-11-22", "2026-11-22"), 0),
        (times("2026-11-21 09:12", "2026-11-21 09:13"), 2),
        (times("2026-11-21T09:12:00Z", "2026-11-21T09:12:00Z"), 1),
        (times("2026-11-21T10:12:00+01:00", "2026-11-21"), 5),
        (times("2026-11-21T09:12:00.008Z", "2026-11-21"), 4),
        (text("drugo citanje"), 1),
        (text("who connect AGAIN"), 1),
        (text("remote access"), 1),
        (text("bojan"), 3),
        (text("nowhere"), 0),
    ];
    for (filter, count) in cases {
        let found = filter.select(entries, &order);
        assert_eq!(found.len(), count, "{filter:?}");
        assert!(found.iter().is_sorted_by_key(|at| entries[*at].entry.at));
    }
    assert_eq!(
        who("petr"),
        who("PETROVIC").map(|_| who("petr").expect("is there"))
    );
    assert_eq!((who("Carla"), who(" ")), (None, None));
    for nonsense in ["", "yesterday", "2026-13-01", "2026-11-21 25:00"] {
        assert_eq!(
            (since(nonsense), until(nonsense)),
            (None, None),
            "{nonsense}"
        );
    }
}

#[test]
fn conditions_are_told_in_words() {
    let table = table();
    let filter = Filter {
        by: Who::named(&table.entries, "ana"),
        kind: Kind::parse("answers"),
        agreement: Some(table.agreement.id.clone()),
        item: Some("remote".to_owned()),
        since: since("2026-11-21"),
        until: until("2026-11-22"),
        text: Words::of("  network "),
    };
    let titles = Titles::of(&table.entries);
    assert_eq!(
        filter.words(|id| titles.of_agreement(id)),
        "by ana, answers, on “Sample agreement”, item remote, from 2026-11-21, until 2026-11-22, with “network”"
    );
}

#[test]
fn a_clock_that_jumps_does_not_upset_the_order_of_any_journal() {
    let mut table = Table::new(agreement("1. The network."), &["Ana", "Bojan"]);
    for turn in 0..120 {
        let command = read("c-1", turn % 4 < 2);
        table.run(turn % 2, command).expect("changes something");
    }
    let mut entries = table.entries.clone();
    for (index, stored) in entries.iter_mut().enumerate() {
        let jump = i64::try_from(index * 7919 % 101).expect("is small");
        stored.entry.at = Moment::from_millis(jump * 1000);
    }
    let order = in_order(&entries);
    assert_eq!(order.len(), entries.len());
    for writer in [&entries[0].entry.writer, &entries[1].entry.writer] {
        let own: Vec<u64> = order
            .iter()
            .map(|&at| &entries[at].entry)
            .filter(|entry| entry.writer == *writer)
            .map(|entry| entry.seq)
            .collect();
        assert_eq!(own, (1..=60).collect::<Vec<_>>(), "{writer}");
    }
}

#[test]
fn as_it_stood_is_what_was_known_then() {
    let table = table();
    let order = in_order(&table.entries);
    let mut then = ReviewState::default();
    for (count, &at) in order.iter().enumerate() {
        then.apply(&table.entries[at]);
        let past = up_to(&order, at).expect("is in the order");
        assert_eq!(past.len(), count + 1);
        let folded = ReviewState::fold(past.iter().map(|&at| &table.entries[at]));
        assert_eq!(folded, then);
    }
    assert_eq!(then, table.state);
    assert_eq!(up_to(&order, 99), None);
}

#[test]
fn an_entry_is_found_by_its_place_or_its_hash() {
    let table = table();
    let third = &table.entries[2];
    let hash = third.hash.to_string();
    let digits: String = hash.chars().take(8).collect();
    for name in [&format!("{}:3", third.entry.writer), &hash, &digits] {
        assert_eq!(find_entry(&table.entries, name), Some(2), "{name}");
    }
    for name in [
        "",
        "ana-petrovic:3",
        "0",
        "ana-petrovic-00000000:99",
        "zzzzzzzz",
    ] {
        assert_eq!(find_entry(&table.entries, name), None, "{name}");
    }
}

/// Ana's journal, and Iva's, who has seen the first three entries of it.
fn seen_by_iva() -> (Book, Book) {
    let ana = Book::of("Ana").notes(4);
    let head = (3, ana.checked().hash_at(3).expect("has three"));
    let mut iva = Book::of("Iva");
    let writer = ana.writer.clone();
    iva.write(note("read"), |entry| {
        entry.seen = Heads::from([(writer.clone(), head)]);
    });
    (ana, iva)
}

#[test]
fn every_entry_says_what_is_proven_of_it_and_by_whom() {
    let (ana, iva) = seen_by_iva();
    let (ana, iva) = (ana.checked(), iva.checked());
    let pins = Heads::from([(ana.writer.clone(), (4, ana.hash_at(4).expect("has four")))]);
    let proof = Proof::of(WORKSPACE, &[&ana, &iva], &pins, (&[], &[]));
    let told: Vec<_> = ana
        .entries
        .iter()
        .map(|stored| {
            let entry = proof.of_entry(stored);
            (entry.standing, entry.witnessed_by(), entry.remembered)
        })
        .collect();
    let iva = vec!["Iva".to_owned()];
    assert_eq!(told[2], (Standing::Proven, iva, true));
    assert_eq!(told[3], (Standing::Proven, Vec::new(), true));
    assert_eq!(told[4], (Standing::Proven, Vec::new(), false));
    let last = proof.of_entry(&ana.entries[4]).sentences().join(" ");
    assert!(last.contains("Self-signed only"), "{last}");
    assert_eq!(proof.headline(), "All 7 entries are proven.");
    let journal = proof.journal(&ana.writer).expect("is there");
    let said = journal.sentences().join(" ");
    assert!(said.contains("Seen up to entry 3 by Iva"), "{said}");
    assert!(said.contains("the last 1 entry,"), "{said}");
    let mut later: StoredEntry = ana.entries[4].clone();
    later.entry.seq = 6;
    assert_eq!(proof.of_entry(&later).standing, Standing::Unchecked);
}

#[test]
fn checkpoints_signatures_and_stamps_bear_witness() {
    let ana = Book::of("Ana").notes(4);
    let mark = |book: &Book, seq| {
        let mark = book.checked().mark_at(seq).expect("is there");
        (seq, mark.hash, mark.root)
    };
    let made =
        |occasion, journals: Marks| Event::CheckpointMade(CheckpointMade { occasion, journals });
    let mut iva = Book::of("Iva");
    let named = Marks::from([(ana.writer.clone(), mark(&ana, 3))]);
    iva.write(made(Occasion::Export, named.clone()), |_| {});
    let mut ana = ana;
    ana.write(made(Occasion::Asked, Marks::new()), |_| {});
    ana.write(note("after it"), |_| {});
    let vouch = |book: &Book, size, means| Vouch {
        writer: book.writer.clone(),
        size,
        means,
        at: Moment::from_millis(1_795_300_000_000),
    };
    let key = || Means::Signature("SHA256:abc".to_owned());
    let vouches = [
        vouch(&iva, 2, key()),
        vouch(&ana, 6, key()),
        vouch(&iva, 2, Means::Stamp("The Clock".to_owned())),
    ];
    let (ana, iva) = (ana.checked(), iva.checked());
    let proof = Proof::of(WORKSPACE, &[&ana, &iva], &Heads::new(), (&[], &vouches));
    let told = |seq: usize| proof.of_entry(&ana.entries[seq - 1]).vouched().join(" ");
    let third = told(3);
    for words in [
        "In the checkpoint that Iva made for an export, ",
        "Signed by Iva with the SSH key SHA256:abc, ",
        "Stamped by the clock of The Clock, ",
        "In the checkpoint that Ana made on request, ",
    ] {
        assert!(third.contains(words), "{words}: {third}");
    }
    assert!(!third.contains("Self-signed"), "{third}");
    assert_eq!(
        proof.of_entry(&ana.entries[2]).witnessed_by(),
        ["Iva", "The Clock"]
    );
    // Her own checkpoint and her own signature are told, and are nobody else's word.
    let fifth = told(5);
    assert!(
        fifth.contains("a witness for whoever was given it"),
        "{fifth}"
    );
    assert!(fifth.contains("Signed by Ana"), "{fifth}");
    assert!(fifth.contains("Self-signed only"), "{fifth}");
    assert!(told(7).starts_with("Self-signed only"), "{}", told(7));
    let journal = proof.journal(&ana.writer).expect("is there");
    assert_eq!(journal.witnessed(), 3);
    let said = journal.sentences().join(" ");
    assert!(
        said.contains("Self-signed only: the last 4 entries"),
        "{said}"
    );

    // A checkpoint of another journal than the one that lies here bears no witness.
    let other = Book::of("Ana").notes(1).checked();
    let proof = Proof::of(
        WORKSPACE,
        &[&other, &iva],
        &Heads::new(),
        (&[], &vouches[..1]),
    );
    assert!(proof.of_entry(&other.entries[1]).witnesses.is_empty());
}

#[test]
fn what_does_not_fit_is_not_proven() {
    let (mut ana, iva) = seen_by_iva();
    let iva = iva.checked();
    let whole = ana.checked();
    let pins = Heads::from([(
        whole.writer.clone(),
        (2, whole.hash_at(2).expect("has two")),
    )]);

    // Altered in the middle.
    let mut altered = ana.lines.clone();
    altered[3] = altered[3].replace("белешка", "beleška");
    let bytes: Vec<u8> = altered
        .iter()
        .flat_map(|line| [line.as_bytes(), b"\n"].concat())
        .collect();
    let checked = crate::domain::review::check_journal(WORKSPACE, &ana.writer, &bytes);
    let proof = Proof::of(
        WORKSPACE,
        &[&checked, &iva],
        &pins,
        (&checked.problems, &[]),
    );
    let standing = |proof: &Proof, at: usize| proof.of_entry(&whole.entries[at]).standing;
    assert_eq!(standing(&proof, 2), Standing::Proven);
    assert_eq!(standing(&proof, 3), Standing::NotProven { from: 4 });
    assert!(!proof.is_whole());

    // Written anew from the second note on, against what Iva has seen: only what this device
    // remembers is sure.
    ana.lines.truncate(2);
    let rewritten = ana.notes(3).checked();
    assert_ne!(rewritten.hash_at(3), whole.hash_at(3));
    let mut problems = check_seen(&[&rewritten, &iva]);
    problems.extend(check_pins(&[&rewritten], &pins));
    assert_eq!(problems.len(), 1, "{problems:?}");
    let proof = Proof::of(WORKSPACE, &[&rewritten, &iva], &pins, (&problems, &[]));
    let third = proof.of_entry(&rewritten.entries[2]);
    assert_eq!(third.standing, Standing::NotProven { from: 3 });
    assert_eq!(third.problems.len(), 1);
    assert!(third.witnesses.is_empty(), "what Iva saw is another entry");
    let second = proof.of_entry(&rewritten.entries[1]);
    assert_eq!(
        (second.standing, second.remembered),
        (Standing::Proven, true)
    );
}

#[test]
fn heads_of_then_are_those_of_the_journals() {
    let (ana, iva) = seen_by_iva();
    let (ana, iva) = (ana.checked(), iva.checked());
    let entries: Vec<StoredEntry> = [&ana.entries[..], &iva.entries[..]].concat();
    let order = in_order(&entries);
    let at = find_entry(&entries, &format!("{}:2", ana.writer)).expect("is there");
    let past = up_to(&order, at).expect("is there");
    let heads = heads_at(WORKSPACE, &entries, past, &[&ana, &iva]);
    let told: Vec<_> = heads
        .iter()
        .map(|head| (head.writer.clone(), head.seq))
        .collect();
    assert_eq!(told, [(ana.writer.clone(), 2), (iva.writer.clone(), 1)]);
    assert_eq!(Some(heads[0].head), ana.hash_at(2));
    assert_eq!(heads[0].root, ana.mark_at(2).expect("is there").root);
}

#[test]
fn texts_are_told_in_full() {
    let table = table();
    let titles = Titles::of(&table.entries);
    let records: Vec<LogRecord> = table
        .entries
        .iter()
        .map(|stored| LogRecord::of(stored, &titles, &Proof::default()))
        .collect();
    assert!(records[5].after.ends_with("again and  who may connect.”"));
    assert_eq!(records[5].item.as_deref(), Some("sample@1/remote"));
    assert_eq!(records[2].quote.as_deref(), Some("2. Remote access."));
    assert_eq!(records[4].reason.as_deref(), Some("Друго читање"));
    assert_eq!(
        (records[4].before.as_str(), records[4].after.as_str()),
        ("concern", "unclear")
    );
    assert_eq!(records[6].undoes, Some(table.entries[4].hash));
    assert_eq!(records[0].title.as_deref(), Some("Sample agreement"));
}

proptest! {
    #[test]
    fn the_order_depends_on_the_set_alone(
        times in prop::collection::vec(0_i64..6, 14),
        places in prop::collection::vec(any::<prop::sample::Index>(), 14),
    ) {
        let mut entries: Vec<StoredEntry> = table().entries;
        for (stored, at) in entries.iter_mut().zip(&times) {
            stored.entry.at = Moment::from_millis(*at);
        }
        let told = |entries: &[StoredEntry]| -> Vec<_> {
            in_order(entries).into_iter().map(|at| entries[at].hash).collect()
        };
        let expected = told(&entries);
        // Shuffled, and some of them twice.
        let mut shuffled = entries.clone();
        for (at, place) in places.iter().enumerate() {
            let at = at % shuffled.len();
            let other = place.index(shuffled.len());
            shuffled.swap(at, other);
            shuffled.push(shuffled[other].clone());
        }
        prop_assert_eq!(told(&shuffled), expected);
    }
}
