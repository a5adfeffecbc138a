//! Nothing that was called saved is ever lost, whatever fails and whenever; nothing is rewritten.
#![expect(
    clippy::disallowed_methods,
    reason = "tests spoil files as they like, and run the documented commands"
)]

use super::*;
use crate::domain::agreement::AgreementId;
use crate::domain::review::event::{AgreementSubject, Change, NoteSubject, NoteValue};
use crate::domain::review::heads::head_line;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

mod garbage;
mod power;

const NOW: Moment = Moment::from_millis(1_795_252_200_007);

/// A workspace and a home that go away by themselves.
struct Place {
    folder: tempfile::TempDir,
    workspace: Workspace,
    home: Home,
}

impl Place {
    fn new() -> Self {
        let folder = crate::store::test_folder();
        let workspace = Workspace::open_or_create(&folder.path().join("w"), NOW).unwrap();
        let home = Home::new(folder.path().join("home"));
        Self {
            folder,
            workspace,
            home,
        }
    }

    fn open(&self, name: &str) -> Journal {
        let identity = identity(name);
        let (journal, _) = Journal::open(&self.workspace, &self.home, identity, NOW).unwrap();
        journal
    }

    fn open_on(&self, medium: impl Medium + 'static) -> Journal {
        let medium = Box::new(medium);
        let identity = identity("Ana");
        Journal::open_on(medium, &self.workspace, &self.home, identity, NOW)
            .unwrap()
            .0
    }

    fn path(&self) -> PathBuf {
        self.workspace.journal_path(&identity("Ana").writer())
    }

    fn bytes(&self) -> Vec<u8> {
        files::read_if_there(&self.path(), 1 << 30)
            .unwrap()
            .unwrap_or_default()
    }

    fn put(&self, bytes: &[u8]) {
        files::replace(&self.path(), bytes).unwrap();
    }

    /// Lets the device forget what it saw.
    fn forget(&self) {
        let memory = Pins::new(&self.home, self.workspace.id()).path();
        std::fs::remove_dir_all(files::folder_of(&memory)).unwrap();
    }

    fn names(&self) -> Vec<String> {
        files::names_in(&self.workspace.journal_folder()).unwrap()
    }
}

fn identity(name: &str) -> Identity {
    Identity {
        reviewer: Reviewer::named(name).unwrap(),
        key: SigningKey::from_bytes(&[7; 32]),
    }
}

fn note(text: &str) -> Draft {
    let subject = NoteSubject::Agreement(AgreementSubject {
        agreement: AgreementId::new("0011223344556677"),
    });
    let value = NoteValue {
        text: text.to_owned(),
        confidential: false,
    };
    Draft {
        event: Event::NoteWritten(Change::new(subject, None, Some(value))),
        supersedes: Vec::new(),
    }
}

fn write(journal: &mut Journal, text: &str) -> Result<Vec<StoredEntry>, AppendError> {
    journal.append(vec![note(text)], NOW, &Heads::new())
}

fn written(place: &Place, count: usize) {
    let mut journal = place.open("Ana");
    for number in 0..count {
        write(&mut journal, &format!("note {number}")).unwrap();
    }
}

fn problem_codes(journal: &Journal) -> Vec<&'static str> {
    match journal.read_only() {
        Some(ReadOnly::Defective { problems, .. }) => {
            problems.iter().map(|problem| problem.code).collect()
        }
        other => panic!("not defective: {other:?}"),
    }
}

#[test]
fn what_is_written_is_there_when_it_is_opened_again() {
    let place = Place::new();
    let mut journal = place.open("Ana");
    assert_eq!(place.names(), [""; 0], "opening writes nothing");
    let first = write(&mut journal, "one").unwrap();
    assert_eq!(first.len(), 2);
    assert!(matches!(first[0].entry.event, Event::JournalStarted(_)));
    assert_eq!(write(&mut journal, "two").unwrap().len(), 1);
    let head = journal.head();
    assert_eq!(head.map(|(seq, _)| seq), Some(3));
    let entries = journal.entries().to_vec();
    drop(journal);
    let again = place.open("Ana");
    assert_eq!(again.entries(), entries);
    assert_eq!(again.read_only(), None);
    assert_eq!(again.recovery(), None);
    let pins = Pins::new(&place.home, place.workspace.id());
    let expected = head.map(|head| Heads::from([(again.writer().clone(), head)]));
    assert_eq!(Some(pins.load().unwrap().heads()), expected);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.path())
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_clock_that_went_back_is_marked_and_heads_are_named_when_they_changed() {
    let place = Place::new();
    let mut iva = place.open("Iva");
    write(&mut iva, "x").unwrap();
    let heads =
        |journal: &Journal| Heads::from([(journal.writer().clone(), journal.head().unwrap())]);
    let mut ana = place.open("Ana");
    let earlier = Moment::from_millis(0);
    let one = ana.append(vec![note("1")], NOW, &heads(&iva)).unwrap();
    let two = ana.append(vec![note("2")], earlier, &heads(&iva)).unwrap();
    write(&mut iva, "y").unwrap();
    let three = ana
        .append(vec![note("3"), note("4")], NOW, &heads(&iva))
        .unwrap();
    assert_eq!(one[0].entry.seen.len(), 1, "named where the journal starts");
    assert!(one[1].entry.seen.is_empty() && two[0].entry.seen.is_empty());
    assert_eq!(two[0].entry.clock, Some(Clock::Back));
    assert_eq!(three[0].entry.seen, heads(&iva));
    assert!(three[1].entry.seen.is_empty());
    assert_eq!(three[0].entry.clock, None);
    drop(ana);
    assert_eq!(place.open("Ana").read_only(), None);
}

#[test]
fn the_second_to_open_only_reads() {
    let place = Place::new();
    let mut first = place.open("Ana");
    write(&mut first, "x").unwrap();
    let mut second = place.open("Ana");
    assert!(matches!(
        second.read_only(),
        Some(ReadOnly::LockedElsewhere { .. })
    ));
    assert_eq!(second.entries(), first.entries());
    let error = write(&mut second, "y").unwrap_err();
    assert!(error.to_string().contains("another window"), "{error}");
    assert_eq!(
        place.open("Iva").read_only(),
        None,
        "another writer is free"
    );
    let is_send = |_: &dyn Send| {};
    is_send(&first);
    drop((first, second));
    assert_eq!(place.open("Ana").read_only(), None);
}

#[test]
fn an_entry_that_is_too_long_is_refused_before_anything_is_written() {
    let place = Place::new();
    let mut journal = place.open("Ana");
    let error = write(&mut journal, &"x".repeat(LONGEST_LINE)).unwrap_err();
    assert!(matches!(error, AppendError::TooLong { .. }));
    assert_eq!(place.bytes(), b"");
    assert!(write(&mut journal, "short").is_ok());
}

/// A medium that fails at one step, after having written part of what it should.
struct Failing {
    inner: FileMedium,
    plan: Arc<Mutex<Plan>>,
}

struct Plan {
    steps: usize,
    /// What was asked for and not synced yet.
    loose: Vec<&'static str>,
    fail_at: usize,
    /// Of what is to be written, so many hundredths still get there.
    part: usize,
}

impl Failing {
    fn at(place: &Place, fail_at: usize, part: usize) -> (Self, Arc<Mutex<Plan>>) {
        let plan = Arc::new(Mutex::new(Plan {
            steps: 0,
            loose: Vec::new(),
            fail_at,
            part,
        }));
        let name = format!("{}.jsonl", identity("Ana").writer());
        let inner = FileMedium::new(&place.workspace.journal_folder(), &name);
        let medium = Self {
            inner,
            plan: Arc::clone(&plan),
        };
        (medium, plan)
    }

    /// Remembers that a step leaves something for a sync to do, or that it did so.
    fn loosen(&self, what: &'static str) {
        self.plan.lock().unwrap().loose.push(what);
    }

    fn settle(&self, what: &'static str) {
        self.plan
            .lock()
            .unwrap()
            .loose
            .retain(|loose| *loose != what);
    }

    /// Whether this step fails, and then how much of it is done.
    fn step(&self, whole: usize) -> Option<usize> {
        let mut plan = self.plan.lock().unwrap();
        plan.steps += 1;
        (plan.steps - 1 == plan.fail_at).then_some(whole * plan.part / 100)
    }
}

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

impl Medium for Failing {
    fn is_in_place(&mut self, length: u64) -> bool {
        self.inner.is_in_place(length)
    }

    fn check(&mut self) -> io::Result<()> {
        match self.step(0) {
            Some(_) => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
            None => self.inner.check(),
        }
    }

    fn append(&mut self, length: u64, bytes: &[u8]) -> io::Result<()> {
        if let Some(part) = self.step(bytes.len()) {
            self.inner.append(length, &bytes[..part])?;
            return Err(full());
        }
        self.loosen("bytes");
        if length == 0 {
            self.loosen("name");
        }
        self.inner.append(length, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.step(0).is_some() {
            return Err(io::Error::other("input/output error"));
        }
        self.settle("bytes");
        self.inner.sync()
    }

    fn sync_folder(&mut self) -> io::Result<()> {
        if self.step(0).is_some() {
            return Err(io::Error::other("input/output error"));
        }
        self.settle("name");
        self.inner.sync_folder()
    }

    fn set_aside(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        match self.step(0) {
            Some(_) => Err(full()),
            None => self.inner.set_aside(name, bytes),
        }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        match self.step(0) {
            Some(_) => Err(io::Error::other("input/output error")),
            None => self.inner.cut(length),
        }
    }
}

/// Opens, writes three times, and stops at the first failure. Gives what was called saved.
fn session(place: &Place, medium: Failing) -> Vec<StoredEntry> {
    let mut journal = place.open_on(medium);
    let mut saved: Vec<StoredEntry> = journal.entries().to_vec();
    if journal.read_only().is_some() {
        assert!(write(&mut journal, "no").is_err());
        return saved;
    }
    for drafts in [vec![note("1")], vec![note("2"), note("3")], vec![note("4")]] {
        match journal.append(drafts, NOW, &Heads::new()) {
            Ok(entries) => saved.extend(entries),
            Err(error) => {
                let AppendError::Failed(_) = &error else {
                    panic!("{error}");
                };
                let sentence = error.to_string();
                assert!(
                    sentence.starts_with("Not saved. Cannot write"),
                    "{sentence}"
                );
                let again = write(&mut journal, "again").unwrap_err();
                assert!(again.to_string().contains("opened again"), "{again}");
                break;
            }
        }
    }
    saved
}

#[test]
fn whatever_step_fails_nothing_that_was_saved_is_lost() {
    for torn_before in [false, true] {
        for part in [0, 3, 60, 99, 100] {
            for fail_at in 0.. {
                let place = Place::new();
                if torn_before {
                    written(&place, 1);
                    let bytes = place.bytes();
                    let torn = [&bytes[..], &bytes[bytes.len() - 300..bytes.len() - 9]].concat();
                    place.put(&torn);
                }
                let (medium, plan) = Failing::at(&place, fail_at, part);
                let saved = session(&place, medium);
                let failed = plan.lock().unwrap().steps > fail_at;

                let what = format!("step {fail_at}, {part} %, torn before: {torn_before}");
                let mut again = place.open("Ana");
                assert_eq!(again.read_only(), None, "{what}");
                assert!(again.entries().starts_with(&saved), "{what}");
                write(&mut again, "go on").unwrap();
                drop(again);
                let whole = check_journal(
                    place.workspace.id(),
                    &identity("Ana").writer(),
                    &place.bytes(),
                );
                assert_eq!(whole.problems, [], "{what}");
                if torn_before {
                    let moved = |stored: &&StoredEntry| {
                        matches!(stored.entry.event, Event::JournalRecovered(_))
                    };
                    assert!(whole.entries.iter().any(|stored| moved(&stored)), "{what}");
                }
                if !failed {
                    break;
                }
            }
        }
    }
}

#[test]
fn nothing_is_called_saved_before_its_bytes_and_its_name_are_synced() {
    let place = Place::new();
    let (medium, plan) = Failing::at(&place, usize::MAX, 0);
    let mut journal = place.open_on(medium);
    for number in 0..3 {
        write(&mut journal, &number.to_string()).unwrap();
        assert_eq!(plan.lock().unwrap().loose, [""; 0], "entry {number}");
    }
    drop(journal);
    let bytes = place.bytes();
    for torn in [&bytes[..bytes.len() - 1], &bytes[..bytes.len() - 9]] {
        place.put(torn);
        place.forget();
        let (medium, plan) = Failing::at(&place, usize::MAX, 0);
        assert!(place.open_on(medium).recovery().is_some());
        assert_eq!(plan.lock().unwrap().loose, [""; 0]);
    }
}

/// Measures; run by hand with `--ignored`.
#[test]
#[ignore = "measures, for people"]
#[expect(clippy::print_stderr, reason = "says what it measured")]
fn how_long_appending_and_opening_take() {
    let place = Place::new();
    let mut journal = place.open("Ana");
    let mut times: Vec<_> = (0..500)
        .map(|number| {
            let start = std::time::Instant::now();
            write(&mut journal, &format!("note {number}")).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    eprintln!("append: median {:?}, p99 {:?}", times[250], times[495]);
    let drafts = (0..20_000)
        .map(|number| note(&number.to_string()))
        .collect();
    journal.append(drafts, NOW, &Heads::new()).unwrap();
    drop(journal);
    let start = std::time::Instant::now();
    let entries = place.open("Ana").entries().len();
    eprintln!("open: {entries} entries in {:?}", start.elapsed());
}

#[test]
fn a_place_that_cannot_be_written_is_opened_for_reading() {
    let place = Place::new();
    written(&place, 2);
    let (medium, _) = Failing::at(&place, 0, 0);
    let mut journal = place.open_on(medium);
    assert_eq!(journal.entries().len(), 3);
    let error = write(&mut journal, "x").unwrap_err();
    let sentence = error.to_string();
    assert!(
        sentence.contains("the disk or folder is read-only"),
        "{sentence}"
    );
    assert!(error.hint().is_some());
}

#[test]
fn a_full_disk_is_called_by_its_name() {
    let place = Place::new();
    let (medium, _) = Failing::at(&place, 1, 40);
    let mut journal = place.open_on(medium);
    let error = write(&mut journal, "x").unwrap_err();
    assert!(error.to_string().ends_with("the disk is full."), "{error}");
    assert_eq!(journal.entries(), []);
}

#[test]
fn a_line_cut_at_any_byte_is_moved_aside_and_journalled() {
    let place = Place::new();
    written(&place, 1);
    let before = place.bytes();
    written(&place, 1);
    let whole = place.bytes();
    let ends = (before.len() + 1..whole.len() - 1).step_by(23);
    for end in ends.chain([whole.len() - 2]) {
        place.put(&whole[..end]);
        place.forget();
        let mut journal = place.open("Ana");
        assert_eq!(journal.read_only(), None, "cut at {end}");
        let Some(Recovery::MovedAside { file, bytes }) = journal.recovery().cloned() else {
            panic!("nothing was moved aside at {end}");
        };
        assert_eq!(bytes, (end - before.len()) as u64);
        let aside = files::read(&place.path().with_file_name(&file), 1 << 20).unwrap();
        assert_eq!(aside, &whole[before.len()..end]);
        assert!(place.bytes().starts_with(&before));
        let last = journal.entries().last().unwrap();
        let Event::JournalRecovered(event) = &last.entry.event else {
            panic!("it was not journalled at {end}");
        };
        assert_eq!((&event.file, event.sha256), (&file, Digest::of(&aside)));
        write(&mut journal, "go on").unwrap();
        drop(journal);
        assert_eq!(place.open("Ana").read_only(), None);
        std::fs::remove_file(place.path().with_file_name(&file)).unwrap();
    }
}

#[test]
fn a_last_entry_that_lacks_only_its_line_end_is_kept() {
    let place = Place::new();
    written(&place, 2);
    let whole = place.bytes();
    place.put(&whole[..whole.len() - 1]);
    let mut journal = place.open("Ana");
    assert_eq!(journal.recovery(), Some(&Recovery::LineEnded { seq: 3 }));
    assert_eq!(place.bytes(), whole);
    write(&mut journal, "go on").unwrap();
    drop(journal);
    assert_eq!(place.open("Ana").entries().len(), 4);
}

#[test]
fn a_second_torn_line_gets_a_name_of_its_own() {
    let place = Place::new();
    written(&place, 1);
    for number in 1..=2 {
        place.put(&[&place.bytes()[..], b"{\"v\":1"].concat());
        let journal = place.open("Ana");
        let Some(Recovery::MovedAside { file, .. }) = journal.recovery() else {
            panic!("nothing was moved aside");
        };
        assert!(file.ends_with(&format!(".torn-{number}")), "{file}");
    }
}

#[test]
fn saved_entries_that_are_gone_are_an_alarm_and_nothing_is_written() {
    let place = Place::new();
    written(&place, 4);
    let whole = place.bytes();
    let lines: Vec<&[u8]> = whole.split_inclusive(|&byte| byte == b'\n').collect();
    let torn = [lines[..4].concat(), lines[4][..50].to_vec()].concat();
    for short in [lines[..3].concat(), torn, Vec::new()] {
        place.put(&short);
        let mut journal = place.open("Ana");
        assert_eq!(problem_codes(&journal), ["entries-missing"]);
        assert!(write(&mut journal, "x").is_err());
        assert_eq!(place.bytes(), short);
    }
    std::fs::remove_file(place.path()).unwrap();
    assert_eq!(problem_codes(&place.open("Ana")), ["entries-missing"]);
    assert_eq!(place.names(), [""; 0]);
    place.put(&whole);
    assert_eq!(place.open("Ana").read_only(), None);
}

#[test]
fn a_journal_that_does_not_fit_is_read_and_never_written() {
    let place = Place::new();
    written(&place, 4);
    let whole = String::from_utf8(place.bytes()).unwrap();
    let entry = |line: usize| whole.split_inclusive('\n').nth(line).unwrap();
    let cases = [
        (whole.replace("note 1", "note 9"), "altered", 4),
        (whole.replace('\n', "\r\n"), "line-endings", 5),
        (whole.replace(entry(2), ""), "missing", 4),
        (
            whole.replace(entry(2), &format!("\n{}", entry(2))),
            "not-an-entry",
            5,
        ),
    ];
    for (changed, code, entries) in cases {
        place.put(changed.as_bytes());
        let mut journal = place.open("Ana");
        assert_eq!(problem_codes(&journal)[0], code);
        assert_eq!(journal.entries().len(), entries, "{code}");
        let error = write(&mut journal, "x").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("Not saved: the journal of ana-"),
            "{error}"
        );
        assert_eq!(place.bytes(), changed.as_bytes());
    }
}

#[test]
fn entries_of_a_newer_format_make_the_journal_read_only() {
    let place = Place::new();
    written(&place, 1);
    let journal = place.open("Ana");
    let last = journal.entries().last();
    let mut entry = journal.entry(note("new"), last, NOW, Heads::new());
    entry.v = 2;
    let line = format!("{}\n", entry.seal(&identity("Ana").key));
    drop(journal);
    place.put(&[&place.bytes()[..], line.as_bytes()].concat());
    let journal = place.open("Ana");
    assert_eq!(problem_codes(&journal), ["newer-format"]);
    assert_eq!(journal.entries().len(), 2);
}

#[test]
fn a_file_that_another_program_replaced_is_not_written_to() {
    let place = Place::new();
    let mut journal = place.open("Ana");
    write(&mut journal, "one").unwrap();
    let bytes = place.bytes();
    place.put(&bytes);
    #[cfg(unix)]
    {
        let error = write(&mut journal, "two").unwrap_err();
        assert!(error.to_string().contains("another program"), "{error}");
        assert_eq!(place.bytes(), bytes);
    }
    drop(journal);
    let mut journal = place.open("Ana");
    write(&mut journal, "two").unwrap();
    let longer = [&place.bytes()[..], b"{"].concat();
    std::fs::write(place.path(), &longer).unwrap();
    assert!(write(&mut journal, "three").is_err());
    assert_eq!(place.bytes(), longer);
}

#[test]
fn copies_are_known_by_what_they_hold() {
    let place = Place::new();
    written(&place, 2);
    let short = place.bytes();
    written(&place, 2);
    let whole = place.bytes();
    let copy = |bytes: &[u8]| {
        let path = place
            .workspace
            .journal_folder()
            .join("ana (conflicted copy).jsonl");
        files::replace(&path, bytes).unwrap();
    };
    copy(&short);
    let journals = read_all(&place.workspace).unwrap();
    assert_eq!((journals.problems.len(), journals.files.len()), (0, 1));
    assert_eq!(journals.notes[0].code, "copy");
    assert_eq!(place.open("Ana").read_only(), None);

    place.put(&short);
    copy(&whole);
    place.forget();
    assert_eq!(problem_codes(&place.open("Ana")), ["longer-copy"]);

    copy(&whole);
    place.forget();
    std::fs::remove_file(place.path()).unwrap();
    let journals = read_all(&place.workspace).unwrap();
    assert_eq!(journals.problems[0].code, "misnamed");
    assert_eq!(journals.entries().count(), 5);
    assert_eq!(problem_codes(&place.open("Ana")), ["misnamed"]);

    // The same journal continued in two places.
    let other = Place::new();
    let about = files::read(&place.workspace.root().join("workspace.json"), 1 << 16).unwrap();
    files::replace(&other.workspace.root().join("workspace.json"), &about).unwrap();
    let reopened = Workspace::open(other.workspace.root()).unwrap();
    let other = Place {
        workspace: reopened,
        ..other
    };
    other.put(&short);
    let mut journal = other.open("Ana");
    write(&mut journal, "something else").unwrap();
    copy(&other.bytes());
    place.put(&whole);
    let journals = read_all(&place.workspace).unwrap();
    let fork = &journals.problems[0];
    assert_eq!((fork.code, fork.line), ("fork", Some(4)));
    assert_eq!(journals.entries().count(), 9, "both are shown");
    assert_eq!(problem_codes(&place.open("Ana")), ["fork"]);
}

#[test]
fn a_neighbours_memory_stops_a_shortened_journal() {
    let place = Place::new();
    written(&place, 1);
    let short = place.bytes();
    written(&place, 1);
    let mut iva = place.open("Iva");
    let seen = iva.take_notice(&read_all(&place.workspace).unwrap());
    let (length, _) = seen[&identity("Ana").writer()];
    assert_eq!(length, 3);
    iva.append(vec![note("x")], NOW, &seen).unwrap();
    place.put(&short);
    place.forget();
    assert_eq!(problem_codes(&place.open("Ana")), ["entries-missing"]);
}

#[test]
fn memory_is_not_overwritten_by_what_it_speaks_against() {
    let place = Place::new();
    written(&place, 2);
    let pins = Pins::new(&place.home, place.workspace.id());
    let remembered = pins.load().unwrap();
    let elsewhere = Home::new(place.folder.path().join("elsewhere"));
    std::fs::remove_file(place.path()).unwrap();
    {
        let identity = identity("Ana");
        let (mut rewritten, _) =
            Journal::open(&place.workspace, &elsewhere, identity, NOW).unwrap();
        for text in ["a", "b", "c", "d"] {
            write(&mut rewritten, text).unwrap();
        }
    }
    for name in ["Ana", "Iva"] {
        place.open(name);
        assert_eq!(pins.load().unwrap(), remembered);
    }
    assert_eq!(problem_codes(&place.open("Ana")), ["pin-contradicts"]);
}

#[test]
fn a_memory_that_cannot_be_written_is_a_warning_and_the_entry_is_saved() {
    let place = Place::new();
    let mut journal = place.open("Ana");
    let heads = Pins::new(&place.home, place.workspace.id()).path();
    let last = format!("{}.last", journal.writer());
    files::create_folder(&heads.with_file_name(last)).unwrap();
    assert_eq!(write(&mut journal, "x").unwrap().len(), 2);
    assert!(journal.take_warning().is_some());
    drop(journal);
    assert_eq!(
        check_journal(
            place.workspace.id(),
            &identity("Ana").writer(),
            &place.bytes()
        )
        .proven,
        2
    );
}

/// The commands of `docs/journal-format.md`, run as they stand there.
#[cfg(target_os = "linux")]
#[test]
fn the_chain_can_be_checked_without_this_program() {
    let place = Place::new();
    written(&place, 6);
    let script = documented_script();
    let run = |path: &Path| {
        let output = std::process::Command::new("sh")
            .args(["-c", &script, "sh", place.workspace.id()])
            .arg(path.file_name().unwrap())
            .current_dir(path.parent().unwrap())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let journals = read_all(&place.workspace).unwrap();
    let checked = &journals.files[0].checked;
    let (seq, head) = checked.head().unwrap();
    assert!(
        head_line(place.workspace.id(), checked)
            .unwrap()
            .contains(&format!(" {seq} {head} "))
    );
    assert_eq!(run(&place.path()), format!("{seq} entries, head {head}\n"));
    let changed = String::from_utf8(place.bytes())
        .unwrap()
        .replace("note 1", "note 9");
    place.put(changed.as_bytes());
    assert_eq!(run(&place.path()), "line 4 does not follow line 3\n");
}

#[cfg(target_os = "linux")]
fn documented_script() -> String {
    let page = include_str!("../../../docs/journal-format.md");
    let (_, rest) = page.split_once("```sh\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// Where the child of the next test finds its workspace.
const CHILD_PLACE: &str = "RAPPORTEUR_TEST_CHILD";

/// Not a test of its own: writes until it is killed, and says what was called saved.
#[test]
#[ignore = "is started and killed by another test"]
fn child_that_writes_until_it_is_killed() {
    use std::io::Write;
    let Ok(root) = std::env::var(CHILD_PLACE) else {
        return;
    };
    let root = Path::new(&root);
    let workspace = Workspace::open(&root.join("w")).unwrap();
    let home = Home::new(root.join("home"));
    let (mut journal, _) = Journal::open(&workspace, &home, identity("Ana"), NOW).unwrap();
    assert_eq!(journal.read_only(), None);
    for number in 0..1_000_000 {
        let saved = write(&mut journal, &"x".repeat(number % 5000)).unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {}", saved.last().unwrap().hash).unwrap();
        out.flush().unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_killed_process_loses_nothing_that_it_called_saved() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let place = Place::new();
    let mut saved: Vec<Digest> = Vec::new();
    for round in 0..15u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture"])
            .arg("store::journal::tests::child_that_writes_until_it_is_killed")
            .env(CHILD_PLACE, place.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_micros(25_000 + round * 1_777));
        child.kill().unwrap();
        let mut said = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        child.wait().unwrap();
        let lines = said
            .split_inclusive('\n')
            .filter(|line| line.ends_with('\n'));
        let hashes =
            lines.filter_map(|line| Digest::parse(line.trim_end().split_once("saved ")?.1));
        saved.extend(hashes);
    }
    assert!(!saved.is_empty(), "no child lived long enough");
    let journal = place.open("Ana");
    assert_eq!(journal.read_only(), None);
    let kept: std::collections::HashSet<Digest> =
        journal.entries().iter().map(|stored| stored.hash).collect();
    assert!(saved.iter().all(|hash| kept.contains(hash)));
}
