//! What one journal or the workspace says against another journal is noticed.

use super::*;
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::clause::ClauseId;
use crate::domain::review::ChecklistChoice;
use crate::domain::review::command::{Command, Context, NoteTarget, decide};
use crate::domain::review::detail::{Detail, DetailSubject, DetailValue};
use crate::domain::review::entry::Entry;
use crate::domain::review::event::{
    AbsenceProof, AgreementImported, AnswerState, AnswerValue, Assessment, Change, ChecklistRef,
    NoteValue, TagValue,
};
use crate::domain::review::passage::Passage;
use crate::domain::review::verify::tests::{Book, note};
use crate::domain::samples;

fn codes(problems: &[Problem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

fn head_of(book: &Book) -> (u64, Digest) {
    book.checked().head().expect("has entries")
}

#[test]
fn a_cut_end_is_known_from_memory_and_from_neighbours() {
    let ana = Book::of("Ana").notes(5);
    let mut iva = Book::of("Iva");
    let head = head_of(&ana);
    iva.write(note("x"), |entry| {
        entry.seen = Heads::from([(ana.writer.clone(), head)]);
    });
    let pins = Heads::from([(ana.writer.clone(), head)]);
    let (whole, iva) = (ana.checked(), iva.checked());
    assert_eq!(check_pins(&[&whole, &iva], &pins), []);
    assert_eq!(check_seen(&[&whole, &iva]), []);

    let mut cut = Book::of("Ana").notes(5);
    cut.lines.truncate(4);
    let cut = cut.checked();
    assert!(cut.problems.is_empty(), "its own chain cannot show it");
    let found = check_pins(&[&cut], &pins);
    assert_eq!(codes(&found), ["entries-missing"]);
    assert_eq!(
        found[0].message,
        "Entries 5–6, saved on this device, are gone."
    );
    let found = check_seen(&[&cut, &iva]);
    assert_eq!(codes(&found), ["entries-missing"]);
    assert!(
        found[0]
            .message
            .starts_with("Entries 5–6, which Iva had seen (entry 2 of iva-")
    );
    assert_eq!(codes(&check_seen(&[&iva])), ["entries-missing"]);

    let mut rewritten = Book::of("Ana").notes(4);
    rewritten.write(note("rewritten"), |_| {});
    rewritten.write(note("more"), |_| {});
    let rewritten = rewritten.checked();
    assert_eq!(
        codes(&check_pins(&[&rewritten], &pins)),
        ["pin-contradicts"]
    );
    assert_eq!(
        codes(&check_seen(&[&rewritten, &iva])),
        ["seen-contradicts"]
    );
    // A copy that still has the entry settles it.
    assert_eq!(check_pins(&[&rewritten, &whole], &pins), []);
}

/// A workspace as it is kept, and a book whose entries fit it.
struct Desk {
    kept: Kept,
    agreement: Agreement,
    book: Book,
    last: Option<Digest>,
}

impl Desk {
    fn new() -> Self {
        let agreement = samples::agreement("1. The network.\n\n2. Remote access.");
        let checklist = samples::checklist();
        let mut kept = Kept::default();
        kept.agreements.insert(
            agreement.id.clone(),
            KeptAgreement {
                agreement: agreement.clone(),
                source_sha256: agreement.source_sha256,
                clauses_sha256: Digest::of(b"clauses"),
                document_sha256: Digest::of(b"document"),
            },
        );
        kept.checklists.insert(
            ("sample".to_owned(), "1".to_owned()),
            KeptChecklist {
                checklist,
                sha256: Digest::of(b"checklist"),
            },
        );
        Self {
            kept,
            agreement,
            book: Book::of("Ana"),
            last: None,
        }
    }

    fn run(&mut self, command: Command) -> Digest {
        let checklist = samples::checklist();
        let context = Context {
            agreement: &self.agreement,
            checklist: &checklist,
            review: None,
            reviewer: &self.book.by,
        };
        let event = decide(command, &context).expect("can be done").event;
        self.write(event, |_| {})
    }

    fn write(&mut self, event: Event, change: impl Fn(&mut Entry)) -> Digest {
        let hash = self.book.write(event, change);
        self.last = Some(hash);
        hash
    }

    fn imported(&self) -> AgreementImported {
        let agreement = &self.agreement;
        AgreementImported {
            agreement: agreement.id.clone(),
            title: agreement.document.title.clone(),
            file: agreement.file_name.clone(),
            format: agreement.document.format.name().to_owned(),
            reader: agreement.document.reader.clone(),
            source_sha256: agreement.source_sha256,
            text_sha256: agreement.text_sha256,
            clauses_sha256: Digest::of(b"clauses"),
            document_sha256: Some(Digest::of(b"document")),
            pages: agreement.document.pages,
            characters: agreement.scalars.len(),
            clauses: 2,
        }
    }

    fn check(&self) -> Vec<&'static str> {
        codes(&check_references(&[&self.book.checked()], &self.kept))
    }
}

fn tag(clause: &str) -> Command {
    Command::Tag {
        clause: ClauseId::new(clause),
        words: None,
        item: "network".to_owned(),
        value: Some(TagValue::new(Assessment::Ok)),
        reason: None,
    }
}

fn absent(hit: &str) -> Command {
    let value = AnswerValue {
        absence: Some(AbsenceProof {
            terms: vec!["network".to_owned()],
            languages: vec!["en".to_owned()],
            hits: vec![ClauseId::new(hit)],
            near_misses: Vec::new(),
            clauses_read: 2,
            clauses: 2,
        }),
        ..AnswerValue::new(AnswerState::Absent)
    };
    Command::Answer {
        item: "network".to_owned(),
        value: Some(value),
        reason: None,
        explained: false,
    }
}

fn full() -> Desk {
    let mut desk = Desk::new();
    let imported = desk.imported();
    desk.write(Event::AgreementImported(imported), |_| {});
    desk.run(Command::ChooseChecklist(ChecklistChoice::of(
        ChecklistRef {
            checklist: "sample".to_owned(),
            version: "1".to_owned(),
            sha256: Digest::of(b"checklist"),
        },
    )));
    desk.run(Command::MarkRead {
        clause: ClauseId::new("c-1"),
        read: true,
    });
    desk.run(absent("c-1"));
    desk.run(Command::Note {
        on: NoteTarget::Clause(ClauseId::new("c-2")),
        value: Some(NoteValue {
            text: "odd".to_owned(),
            confidential: false,
        }),
    });
    desk.run(tag("c-2"));
    desk
}

#[test]
fn references_that_hold_are_no_problem() {
    assert_eq!(full().check(), [""; 0]);
}

#[test]
fn an_agreement_or_checklist_that_changed_is_noticed() {
    type Change = fn(&mut Kept);
    fn one(kept: &mut Kept) -> &mut KeptAgreement {
        kept.agreements.values_mut().next().expect("has one")
    }
    let cases: [(Change, &[&str]); 8] = [
        (|kept| kept.agreements.clear(), &["agreement-missing"]),
        (|kept| kept.checklists.clear(), &["checklist-missing"]),
        (
            |kept| one(kept).source_sha256 = Digest::of(b"x"),
            &["agreement-differs"],
        ),
        (
            |kept| one(kept).clauses_sha256 = Digest::of(b"x"),
            &["agreement-differs"],
        ),
        (
            |kept| one(kept).document_sha256 = Digest::of(b"x"),
            &["agreement-differs"],
        ),
        (
            |kept| one(kept).agreement.document.title.push('!'),
            &["agreement-differs"],
        ),
        (
            |kept| {
                for checklist in kept.checklists.values_mut() {
                    checklist.sha256 = Digest::of(b"x");
                }
            },
            &["checklist-differs"],
        ),
        (
            |kept| {
                for checklist in kept.checklists.values_mut() {
                    checklist.checklist.items.remove(0);
                }
            },
            &["item-missing"],
        ),
    ];
    for (change, expected) in cases {
        let mut desk = full();
        change(&mut desk.kept);
        assert_eq!(desk.check(), expected);
    }
    let mut desk = full();
    desk.kept.agreements.clear();
    desk.kept.broken.insert(desk.agreement.id.clone());
    assert_eq!(desk.check(), [""; 0], "is told elsewhere");
}

#[test]
fn words_that_do_not_stand_there_are_noticed() {
    type Change = fn(&mut Passage);
    let cases: [(Change, &str); 6] = [
        (
            |passage| passage.quote = "2. No access.".to_owned(),
            "quote-differs",
        ),
        (|passage| passage.start += 1, "quote-differs"),
        (|passage| passage.prefix.clear(), "quote-differs"),
        (
            |passage| passage.clause = ClauseId::new("c-1"),
            "quote-differs",
        ),
        (
            |passage| passage.clause = ClauseId::new("c-9"),
            "clause-missing",
        ),
        (
            |passage| passage.text_sha256 = Digest::of(b"x"),
            "text-differs",
        ),
    ];
    for (change, code) in cases {
        let mut desk = full();
        let checked = desk.book.checked();
        let mut event = checked
            .entries
            .last()
            .expect("is a tag")
            .entry
            .event
            .clone();
        let Event::ClauseTagged(tagged) = &mut event else {
            panic!("not a tag");
        };
        change(&mut tagged.subject.passage);
        desk.write(event, |_| {});
        assert_eq!(desk.check(), [code]);
    }
    let mut desk = full();
    desk.run(absent("c-9"));
    assert_eq!(desk.check(), ["clause-missing"]);
}

#[test]
fn entries_that_replace_or_take_back_what_they_cannot_are_noticed() {
    let mut desk = full();
    let tagged = desk.last.expect("was written");
    let event = desk
        .book
        .checked()
        .entries
        .last()
        .expect("a tag")
        .entry
        .event
        .clone();
    let undo = event.reversed().expect("is a decision").undoing(tagged);
    let undone = desk.write(undo.clone(), |entry| entry.supersedes = vec![tagged]);
    let redo = undo.reversed().expect("is a decision").redoing(undone);
    desk.write(redo.clone(), |entry| entry.supersedes = vec![undone]);
    assert_eq!(desk.check(), [""; 0]);

    let nobody = Digest::of(b"nobody");
    let first = desk.book.checked().entries[1].hash;
    let cases: [(Event, Vec<Digest>, &[&str]); 6] = [
        (
            note("x"),
            vec![nobody],
            &["unknown-entry", "agreement-missing"],
        ),
        (event.clone(), vec![first], &["wrong-reference"]),
        (undo.clone(), vec![], &["wrong-reference"]),
        (
            redo.clone().redoing(tagged),
            vec![tagged],
            &["wrong-reference"],
        ),
        (
            undo.clone().undoing(first),
            vec![tagged],
            &["wrong-reference"],
        ),
        (undo.undoing(nobody), vec![tagged], &["unknown-entry"]),
    ];
    for (event, supersedes, expected) in cases {
        desk.write(event, |entry| entry.supersedes.clone_from(&supersedes));
        assert_eq!(desk.check(), expected);
        desk.book.lines.pop();
    }
}

#[test]
fn what_is_missing_is_told_once() {
    let book = Book::of("Ana").notes(7);
    let problems = check_references(&[&book.checked()], &Kept::default());
    assert_eq!(codes(&problems), ["agreement-missing"]);
    assert!(
        problems[0].message.ends_with("6 more entries."),
        "{problems:?}"
    );
    let mut broken = Kept::default();
    broken.broken.insert(AgreementId::new("0011223344556677"));
    assert_eq!(check_references(&[&book.checked()], &broken), []);
}

/// A supplier that is recorded.
fn supplier(text: &str) -> Event {
    let subject = DetailSubject {
        agreement: AgreementId::new("0011223344556677"),
        detail: Detail::Supplier,
    };
    let value = DetailValue {
        text: text.to_owned(),
        passage: None,
        confidential: false,
    };
    Event::AgreementDescribed(Change::new(subject, None, Some(value)))
}

#[test]
fn what_another_reviewer_holds_is_replaced_only_by_a_settlement_with_a_reason() {
    let mut kept = Kept::default();
    kept.broken.insert(AgreementId::new("0011223344556677"));
    let check = |event: fn(&str) -> Event, settles: bool, reason: Option<&str>| {
        let mut ana = Book::of("Ana");
        let held = ana.write(event("one"), |_| {});
        let mut bojan = Book::of("Bojan");
        bojan.write(event("another"), |entry| {
            entry.supersedes = vec![held];
            match &mut entry.event {
                Event::NoteWritten(change) => {
                    change.settles = settles;
                    change.reason = reason.map(str::to_owned);
                }
                Event::AgreementDescribed(change) => {
                    change.settles = settles;
                    change.reason = reason.map(str::to_owned);
                }
                _ => {}
            }
        });
        let journals = [ana.checked(), bojan.checked()];
        codes(&check_references(&journals.each_ref(), &kept))
    };
    assert_eq!(check(supplier, false, None), ["wrong-reference"]);
    assert_eq!(check(supplier, true, None), ["no-reason"]);
    assert_eq!(check(supplier, true, Some("  ")), ["no-reason"]);
    assert_eq!(check(supplier, true, Some("read together")), [""; 0]);
    // A note is nobody's but its writer's.
    assert_eq!(
        check(note, true, Some("read together")),
        ["wrong-reference"]
    );
}
