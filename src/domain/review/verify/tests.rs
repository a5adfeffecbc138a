//! Every way in which a journal can be changed is noticed and named.

use super::*;
use crate::domain::agreement::AgreementId;
use crate::domain::digest::to_hex;
use crate::domain::review::chain::genesis;
use crate::domain::review::entry::tests::key;
use crate::domain::review::entry::{Clock, Entry, FORMAT, Heads, key_id};
use crate::domain::review::event::{
    AgreementSubject, Change, Event, JournalStarted, NoteSubject, NoteValue,
};
use crate::domain::review::people::{Moment, Reviewer};
use proptest::prelude::*;

pub(crate) const WORKSPACE: &str = "00112233445566778899aabbccddeeff";

/// A journal being written by hand.
pub(crate) struct Book {
    pub(crate) writer: WriterId,
    pub(crate) by: Reviewer,
    pub(crate) lines: Vec<String>,
}

impl Book {
    pub(crate) fn of(name: &str) -> Self {
        let by = Reviewer::named(name).expect("has letters");
        let writer = WriterId::new(&by, &key_id(&key().verifying_key()));
        let mut book = Self {
            writer,
            by,
            lines: Vec::new(),
        };
        book.write(started(WORKSPACE), |_| {});
        book
    }

    pub(crate) fn write(&mut self, event: Event, change: impl Fn(&mut Entry)) -> Digest {
        let seq = self.lines.len() as u64 + 1;
        let prev = self.lines.last().map_or_else(
            || genesis(WORKSPACE, &self.writer),
            |line| Digest::of(line.as_bytes()),
        );
        let mut entry = Entry {
            v: FORMAT,
            app: "rapporteur 0.1.0".to_owned(),
            writer: self.writer.clone(),
            seq,
            prev,
            at: Moment::from_millis(1_795_252_200_000 + i64::try_from(seq).expect("is small")),
            clock: None,
            by: self.by.clone(),
            seen: Heads::new(),
            event,
            supersedes: Vec::new(),
            key: key_id(&key().verifying_key()),
        };
        change(&mut entry);
        let line = entry.seal(&key());
        let hash = Digest::of(line.as_bytes());
        self.lines.push(line);
        hash
    }

    pub(crate) fn notes(mut self, count: usize) -> Self {
        for number in 0..count {
            self.write(note(&format!("белешка {number}")), |_| {});
        }
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.lines
            .iter()
            .flat_map(|line| [line.as_bytes(), b"\n"].concat())
            .collect()
    }

    pub(crate) fn checked(&self) -> CheckedJournal {
        check_journal(WORKSPACE, &self.writer, &self.bytes())
    }

    fn check(&self, bytes: &[u8]) -> CheckedJournal {
        check_journal(WORKSPACE, &self.writer, bytes)
    }
}

fn started(workspace: &str) -> Event {
    Event::JournalStarted(JournalStarted {
        workspace: workspace.to_owned(),
        public_key: to_hex(key().verifying_key().as_bytes()),
    })
}

pub(crate) fn note(text: &str) -> Event {
    Event::NoteWritten(Change::new(
        NoteSubject::Agreement(AgreementSubject {
            agreement: AgreementId::new("0011223344556677"),
        }),
        None,
        Some(NoteValue {
            text: text.to_owned(),
            confidential: false,
        }),
    ))
}

fn codes(journal: &CheckedJournal) -> Vec<&'static str> {
    journal
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect()
}

fn sample() -> &'static Book {
    static SAMPLE: std::sync::LazyLock<Book> =
        std::sync::LazyLock::new(|| Book::of("Ana").notes(59));
    &SAMPLE
}

#[test]
fn a_journal_as_it_was_written_fits() {
    let journal = sample().checked();
    assert_eq!(codes(&journal), [""; 0]);
    assert_eq!((journal.proven, journal.entries.len()), (60, 60));
    let last = sample().lines.last().expect("has lines");
    assert_eq!(journal.head(), Some((60, Digest::of(last.as_bytes()))));
    assert_eq!(journal.tail, Tail::None);
    assert_eq!(journal.hash_at(60), Some(journal.entries[59].hash));
    assert_eq!((journal.hash_at(0), journal.hash_at(61)), (None, None));
}

#[test]
fn an_empty_journal_fits_and_has_no_head() {
    let journal = sample().check(b"");
    assert!(journal.problems.is_empty());
    assert_eq!(journal.head(), None);
    assert_eq!(journal.root(), Digest::of(b""));
}

/// What is done to the lines, and the first code and line that must be named.
#[test]
fn every_change_of_lines_is_named() {
    type Deed = fn(&mut Vec<String>);
    let cases: [(&str, Deed, &str, u64, u64); 9] = [
        (
            "a line deleted",
            |lines| drop(lines.remove(9)),
            "missing",
            10,
            9,
        ),
        (
            "the first line deleted",
            |lines| drop(lines.remove(0)),
            "no-key",
            1,
            0,
        ),
        (
            "a line repeated",
            |lines| lines.insert(10, lines[9].clone()),
            "out-of-order",
            11,
            10,
        ),
        (
            "two lines swapped",
            |lines| lines.swap(9, 10),
            "missing",
            10,
            9,
        ),
        (
            "a word changed",
            |lines| lines[9] = lines[9].replace("белешка", "белешкa"),
            "altered",
            10,
            9,
        ),
        (
            "a name changed",
            |lines| lines[0] = lines[0].replace("\"Ana\"", "\"Iva\""),
            "altered",
            1,
            0,
        ),
        (
            "a blank added",
            |lines| lines[9] = lines[9].replace("\"seq\":10", "\"seq\": 10"),
            "altered",
            10,
            9,
        ),
        (
            "a line emptied",
            |lines| lines[9].clear(),
            "not-an-entry",
            10,
            9,
        ),
        (
            "a line replaced",
            |lines| lines[9] = "{}".to_owned(),
            "not-an-entry",
            10,
            9,
        ),
    ];
    for (what, deed, code, line, proven) in cases {
        let mut lines = sample().lines.clone();
        deed(&mut lines);
        let bytes = format!("{}\n", lines.join("\n"));
        let journal = sample().check(bytes.as_bytes());
        let first = journal.problems.first().expect(what);
        assert_eq!(
            (first.code, first.line),
            (code, Some(line)),
            "{what}: {first:?}"
        );
        assert_eq!(journal.proven, proven, "{what}");
    }
}

#[test]
fn one_altered_line_is_one_problem_and_hides_no_other_entry() {
    let changed = String::from_utf8(sample().bytes())
        .expect("is text")
        .replace("белешка 8\"", "белешка 9\"");
    let journal = sample().check(changed.as_bytes());
    assert_eq!(codes(&journal), ["altered"]);
    assert_eq!(journal.entries.len(), 59);
    let message = &journal.problems[0].message;
    assert_eq!(
        message,
        "This entry was changed after Ana signed it: its signature does not fit. The 9 entries before it are proven."
    );
}

/// More lines than one thread judges, so that those of several are put together.
#[test]
fn many_lines_keep_their_order_and_are_told_by_their_numbers() {
    let whole = Book::of("Ana").notes(299);
    assert_eq!(codes(&whole.checked()), [""; 0]);
    for damaged in [63, 64, 65, 127, 128, 149, 150, 151, 299] {
        let mut lines = whole.lines.clone();
        lines[damaged] = lines[damaged].replace("белешка", "belеška");
        let journal = whole.check(format!("{}\n", lines.join("\n")).as_bytes());
        let told: Vec<_> = journal
            .problems
            .iter()
            .map(|one| (one.code, one.line))
            .collect();
        let line = damaged as u64 + 1;
        assert_eq!(told, [("altered", Some(line))]);
        assert_eq!((journal.proven, journal.lines.len()), (line - 1, 300));
        let read: Vec<u64> = journal.entries.iter().map(|one| one.entry.seq).collect();
        let expected: Vec<u64> = (1..=300).filter(|&seq| seq != line).collect();
        assert_eq!(read, expected);
        for (at, text) in lines.iter().enumerate() {
            let hash = journal.hash_at(at as u64 + 1);
            assert_eq!(hash, Some(Digest::of(text.as_bytes())));
        }
    }
}

#[test]
fn a_damaged_first_line_does_not_hide_the_rest() {
    let changed = String::from_utf8(sample().bytes())
        .expect("is text")
        .replacen("\"v\":1", "\"v\":x", 1);
    let journal = sample().check(changed.as_bytes());
    assert_eq!(codes(&journal), ["not-an-entry"]);
    assert_eq!((journal.proven, journal.entries.len()), (0, 59));
}

/// Signed by the owner's key and wrong all the same.
#[test]
fn entries_that_do_not_fit_are_named() {
    type Change = fn(&mut Entry);
    let cases: [(Change, &str); 8] = [
        (|entry| entry.prev = Digest::of(b"x"), "chain"),
        (|entry| entry.seq = 5, "missing"),
        (|entry| entry.seq = 1, "out-of-order"),
        (
            |entry| entry.writer = WriterId::parse("iva-fe812c12").expect("fits"),
            "other-writer",
        ),
        (|entry| entry.key = "0".repeat(32), "other-key"),
        (|entry| entry.at = Moment::from_millis(0), "time-back"),
        (|entry| entry.clock = Some(Clock::Back), "time-mark"),
        (|entry| entry.event = started(WORKSPACE), "second-start"),
    ];
    for (change, code) in cases {
        let mut book = Book::of("Ana").notes(1);
        book.write(note("x"), change);
        let journal = book.checked();
        assert_eq!(
            codes(&journal).first(),
            Some(&code),
            "{:?}",
            journal.problems
        );
        assert_eq!(journal.proven, 2);
    }
    let mut book = Book::of("Ana");
    book.write(note("x"), |entry| {
        entry.at = Moment::from_millis(0);
        entry.clock = Some(Clock::Back);
    });
    assert_eq!(codes(&book.checked()), [""; 0]);
}

#[test]
fn a_journal_of_another_workspace_or_name_is_named_so() {
    let book = Book::of("Ana").notes(2);
    let journal = check_journal(
        "ffeeddccbbaa99887766554433221100",
        &book.writer,
        &book.bytes(),
    );
    assert_eq!(codes(&journal), ["other-workspace"]);
    let iva = WriterId::parse("iva-fe812c12").expect("fits");
    let journal = check_journal(WORKSPACE, &iva, &book.bytes());
    assert_eq!(codes(&journal)[0], "other-writer");
    let mut book = Book::of("Ana");
    book.lines.clear();
    book.write(note("x"), |_| {});
    assert_eq!(codes(&book.checked()), ["no-key"]);
}

#[test]
fn a_signed_line_of_a_newer_format_is_intact_and_an_unsigned_one_is_not() {
    let mut book = Book::of("Ana").notes(1);
    book.write(note("new"), |entry| entry.v = 2);
    book.write(note("x"), |_| {});
    let journal = book.checked();
    assert_eq!(codes(&journal), ["newer-format"]);
    assert_eq!((journal.entries.len(), journal.lines.len()), (3, 4));
    book.lines[2] = book.lines[2].replace("new", "old");
    assert_eq!(codes(&book.checked()), ["altered", "chain"][..1]);
}

#[test]
fn changed_line_endings_are_recognised() {
    let crlf = String::from_utf8(sample().bytes())
        .expect("is text")
        .replace('\n', "\r\n");
    let journal = sample().check(crlf.as_bytes());
    assert_eq!(codes(&journal), ["line-endings"]);
    assert!(journal.problems[0].message.contains("nothing is lost"));
    assert_eq!(journal.entries.len(), 60);
    assert!(!journal.is_whole_but_for_its_tail());
    let journal = sample().check(crlf.replace("белешка 8\"", "белешка 9\"").as_bytes());
    assert_eq!(codes(&journal), ["line-endings", "altered"]);
}

#[test]
fn a_last_line_cut_anywhere_is_torn_and_one_without_its_end_is_whole() {
    let book = Book::of("Ana").notes(2);
    let bytes = book.bytes();
    let last = bytes.len() - book.lines[2].len() - 1;
    for end in last + 1..bytes.len() - 1 {
        let journal = book.check(&bytes[..end]);
        assert_eq!(codes(&journal), ["torn-line"], "cut at {end}");
        assert_eq!(journal.tail, Tail::Torn(last..end));
        assert_eq!((journal.lines.len(), journal.proven), (2, 2));
        assert!(journal.is_whole_but_for_its_tail());
    }
    let journal = book.check(&bytes[..bytes.len() - 1]);
    assert_eq!(codes(&journal), ["unended-line"]);
    assert_eq!(
        (journal.tail.clone(), journal.entries.len()),
        (Tail::Unended, 3)
    );
    assert_eq!(book.check(&bytes[..last]).problems, []);
}

#[test]
fn a_line_that_is_too_long_is_not_even_read() {
    let mut bytes = sample().bytes();
    bytes.extend(vec![b' '; crate::domain::review::entry::LONGEST_LINE + 1]);
    bytes.push(b'\n');
    assert_eq!(codes(&sample().check(&bytes)), ["too-long"]);
}

#[test]
fn many_problems_are_told_briefly() {
    let bytes = [sample().bytes(), b"x\n".repeat(100)].concat();
    let journal = sample().check(&bytes);
    assert_eq!(journal.problems.len(), 21);
    assert!(journal.problems[20].message.starts_with("80 more"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_changed_byte_is_noticed(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut bytes = sample().bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(!sample().check(&bytes).problems.is_empty(), "byte {}", at);
    }

    #[test]
    fn any_line_taken_repeated_moved_or_swapped_is_noticed(deed in 0..4, one in 0usize..60, other in 0usize..60) {
        let mut lines = sample().lines.clone();
        match deed {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one].clone()),
            2 => {
                let line = lines.remove(one);
                lines.insert(other, line);
            }
            _ => lines.swap(one, other),
        }
        prop_assume!(lines != sample().lines);
        let journal = sample().check(format!("{}\n", lines.join("\n")).as_bytes());
        // Only the end can be taken away without a trace in the journal itself; its head shows it.
        let end_taken = (deed, one) == (0, 59);
        prop_assert_eq!(journal.problems.is_empty(), end_taken);
        prop_assert!(journal.head() != sample().checked().head() || !journal.problems.is_empty());
    }

    #[test]
    fn any_bytes_are_judged_without_a_panic(lines in proptest::collection::vec(".{0,40}", 0..6), at in 0usize..3) {
        let mut all = sample().lines[..at].to_vec();
        all.extend(lines);
        let bytes = all.join("\n").into_bytes();
        let journal = sample().check(&bytes);
        prop_assert!(journal.proven <= journal.lines.len() as u64);
        check_journal(WORKSPACE, &sample().writer, &bytes.repeat(2));
    }
}

/// Every byte of every kind of line, not only of a random sample.
#[test]
fn every_byte_of_a_short_journal_counts() {
    let book = Book::of("Ana").notes(2);
    let bytes = book.bytes();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(!book.check(&changed).problems.is_empty(), "byte {at}");
    }
}

#[test]
fn marks_of_version_control_are_known_for_what_they_are() {
    let book = Book::of("Ana").notes(2);
    let lines = &book.lines;
    let merged = format!(
        "{}\n<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n",
        lines[0], lines[1], lines[2]
    );
    let checked = book.check(merged.as_bytes());
    assert_eq!(checked.problems[0].code, "merge-marks");
    assert_eq!((checked.problems[0].line, checked.proven), (Some(2), 1));
    assert_eq!(
        checked.entries.len(),
        3,
        "what was signed is read all the same"
    );
    let from_the_start = format!("<<<<<<< HEAD\n{merged}");
    let checked = book.check(from_the_start.as_bytes());
    assert_eq!(checked.problems[0].code, "merge-marks");
}

/// Lines are sorted by agreement without being parsed.
#[test]
fn the_agreement_of_a_line_is_found_whatever_it_says() {
    let passage = serde_json::json!({
        "agreement": "0a", "text_sha256": "0".repeat(64), "clause": "c-1", "label": "\"agreement\":\"0b\"",
        "page": null, "start": 0, "end": 3, "quote": "The", "prefix": "", "suffix": ""
    });
    let mut words = passage.clone();
    words["what"] = "words".into();
    let item = serde_json::json!({"checklist": "own", "version": "1", "item": "who"});
    let text = serde_json::json!("0".repeat(64));
    let subjects = [
        (
            "agreement_described",
            serde_json::json!({"agreement": "0a", "detail": "supplier"}),
        ),
        ("checklist_chosen", serde_json::json!({"agreement": "0a"})),
        (
            "clause_read",
            serde_json::json!({"agreement": "0a", "text_sha256": text, "clause": "c-1", "label": "1."}),
        ),
        (
            "clause_tagged",
            serde_json::json!({"passage": passage, "item": item}),
        ),
        (
            "item_answered",
            serde_json::json!({"agreement": "0a", "text_sha256": text, "item": item}),
        ),
        (
            "agreement_signed_off",
            serde_json::json!({"agreement": "0a", "text_sha256": text}),
        ),
        (
            "note_written",
            serde_json::json!({"on": "agreement", "agreement": "0a"}),
        ),
        (
            "note_written",
            serde_json::json!({"on": "clause", "agreement": "0a", "text_sha256": text, "clause": "c-1", "label": "1."}),
        ),
        (
            "note_written",
            serde_json::json!({"on": "tag", "passage": passage, "item": item}),
        ),
        (
            "note_written",
            serde_json::json!({"on": "answer", "agreement": "0a", "text_sha256": text, "item": item}),
        ),
        (
            "marked_confidential",
            serde_json::json!({"what": "agreement", "agreement": "0a"}),
        ),
        ("marked_confidential", words),
    ];
    let mut book = Book::of("Ana");
    book.by.name = r#"Ana "event":{"type":"clause_read","agreement":"0c""#.to_owned();
    for (kind, subject) in subjects {
        let event =
            serde_json::json!({"type": kind, "subject": subject, "before": null, "after": null});
        let event: Event = serde_json::from_value(event).unwrap();
        assert_eq!(
            event.agreement().map(AgreementId::as_str),
            Some("0a"),
            "{kind}"
        );
        book.write(event, |_| {});
        let line = book.lines.last().unwrap();
        assert_eq!(agreement_in(line.as_bytes()), Some("0a"), "{line}");
    }
    assert_eq!(agreement_in(book.lines[0].as_bytes()), None);
}
