//! What colleagues write is seen by looking, and nothing that happens to a file goes unsaid.
#![expect(
    clippy::disallowed_methods,
    reason = "tests do to files what other programs do"
)]

use super::*;
use crate::domain::review::command::Draft;
use crate::domain::review::event::{AgreementSubject, Change, Event, NoteSubject, NoteValue};
use crate::domain::review::people::{Moment, Reviewer};
use crate::store::device::Home;
use crate::store::journal::{Identity, Journal};
use ed25519_dalek::SigningKey;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

const NOW: Moment = Moment::from_millis(1_795_252_200_007);

struct Place {
    folder: tempfile::TempDir,
    workspace: Workspace,
}

impl Place {
    fn new() -> Self {
        let folder = crate::store::test_folder();
        let workspace = Workspace::open_or_create(&folder.path().join("w"), NOW).unwrap();
        Self { folder, workspace }
    }

    fn journal(&self, name: &str) -> Journal {
        let home = Home::new(self.folder.path().join(name));
        let reviewer = Reviewer::named(name).unwrap();
        let seed = name.bytes().next().unwrap();
        let key = SigningKey::from_bytes(&[seed; 32]);
        let identity = Identity { reviewer, key };
        Journal::open(&self.workspace, &home, identity, NOW)
            .unwrap()
            .0
    }

    fn path(&self, journal: &Journal) -> PathBuf {
        self.workspace.journal_path(journal.writer())
    }

    fn follower(&self, own: Option<&Journal>) -> Follower {
        let journals = read_all(&self.workspace).unwrap();
        let own = own.map(|own| own.writer().clone());
        Follower::new(self.workspace.clone(), &journals, own)
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

fn write(journal: &mut Journal, texts: &[&str]) {
    let drafts = texts.iter().map(|text| note(text)).collect();
    journal.append(drafts, NOW, &Heads::new()).unwrap();
}

fn append(path: &PathBuf, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
}

fn seqs(news: &News) -> Vec<u64> {
    news.entries.iter().map(|stored| stored.entry.seq).collect()
}

#[test]
fn what_a_colleague_writes_comes_once_and_only_whole() {
    let place = Place::new();
    let mut bojan = place.journal("Bojan");
    write(&mut bojan, &["one"]);
    let mut follower = place.follower(None);
    assert_eq!(follower.look(), News::default(), "nothing changed");
    write(&mut bojan, &["two", "three"]);
    let news = follower.look();
    assert_eq!(seqs(&news), [3, 4]);
    assert_eq!(news.heads.get(bojan.writer()).copied(), bojan.head());
    assert_eq!(follower.look(), News::default());
    // An entry on its way: half of it is no entry and no fault.
    let path = place.path(&bojan);
    let before = fs::read(&path).unwrap();
    write(&mut bojan, &["four"]);
    let after = fs::read(&path).unwrap();
    let (known, rest) = after.split_at(before.len());
    fs::write(&path, known).unwrap();
    append(&path, &rest[..40]);
    assert_eq!(
        (seqs(&follower.look()), follower.look()),
        (vec![], News::default())
    );
    append(&path, &rest[40..]);
    let news = follower.look();
    assert_eq!((seqs(&news), news.warnings), (vec![5], vec![]));
    // A colleague who is new.
    let mut iva = place.journal("Iva");
    write(&mut iva, &["one"]);
    assert_eq!(seqs(&follower.look()), [1, 2]);
    write(&mut iva, &["two"]);
    assert_eq!(seqs(&follower.look()), [3]);
}

#[test]
fn a_journal_that_does_not_simply_grow_is_told_once_and_only_if_it_stays_so() {
    type Spoil = fn(&[u8]) -> Option<Vec<u8>>;
    let spoils: [(Spoil, &str); 5] = [
        (|_| None, "is gone"),
        (|_| Some(Vec::new()), "entries 1–4 are gone"),
        (
            |bytes| {
                let end = bytes.iter().rposition(|&byte| byte == b'{').unwrap();
                let cut = bytes[..end].iter().rposition(|&byte| byte == b'\n');
                Some(bytes[..=cut.unwrap()].to_vec())
            },
            "entry 4 is gone",
        ),
        (
            |bytes| {
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                Some(text.replacen("\"two\"", "\"owt\"", 1).into_bytes())
            },
            "was changed after Bojan signed it",
        ),
        (
            |bytes| {
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                Some(text.replace('\n', "\r\n").into_bytes())
            },
            "line endings",
        ),
    ];
    for (spoil, told) in spoils {
        let place = Place::new();
        let mut bojan = place.journal("Bojan");
        write(&mut bojan, &["one", "two", "three"]);
        let mut follower = place.follower(None);
        follower.look();
        let path = place.path(&bojan);
        drop(bojan);
        let whole = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        if let Some(bytes) = spoil(&whole) {
            fs::write(&path, bytes).unwrap();
        }
        assert_eq!(follower.look().warnings, [""; 0], "{told}: not at once");
        let warnings = follower.look().warnings;
        assert_eq!(warnings.len(), 1, "{told}");
        assert!(warnings[0].contains(told), "{told}: {}", warnings[0]);
        assert!(warnings[0].starts_with("The journal of Bojan changed"));
        assert_eq!(follower.look(), News::default(), "{told}: told once");
        fs::write(&path, &whole).unwrap();
        let mut warnings = follower.look().warnings;
        warnings.extend(follower.look().warnings);
        assert_eq!(warnings, ["The journal of Bojan is whole again."], "{told}");
        write(&mut place.journal("Bojan"), &["four"]);
        assert_eq!(seqs(&follower.look()), [5], "{told}: and goes on");
    }
    // Replaced in two steps, as programs that synchronise do it: nothing to tell.
    let place = Place::new();
    let mut bojan = place.journal("Bojan");
    write(&mut bojan, &["one"]);
    let mut follower = place.follower(Some(&bojan));
    follower.look();
    let path = place.path(&bojan);
    let whole = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(follower.look(), News::default());
    fs::write(&path, &whole).unwrap();
    let news = follower.look();
    assert_eq!((news.warnings, news.own_touched), (vec![], true));
}

#[test]
fn a_copy_that_appears_is_named() {
    let place = Place::new();
    let mut bojan = place.journal("Bojan");
    write(&mut bojan, &["one"]);
    let path = place.path(&bojan);
    let copy = fs::read(&path).unwrap();
    let mut follower = place.follower(None);
    follower.look();
    let beside = path.with_file_name(format!("{} (conflicted copy).jsonl", bojan.writer()));
    fs::write(&beside, &copy).unwrap();
    assert_eq!(
        follower.look().warnings,
        [""; 0],
        "an older copy is harmless"
    );
    write(&mut bojan, &["two"]);
    let ours = fs::read(&path).unwrap();
    fs::write(&path, &copy).unwrap();
    fs::remove_dir_all(place.folder.path().join("Bojan")).unwrap();
    let mut other = place.journal("Bojan");
    write(&mut other, &["another two"]);
    fs::write(&beside, &ours).unwrap();
    let mut warnings = follower.look().warnings;
    warnings.extend(follower.look().warnings);
    assert!(
        warnings.iter().any(|one| one.contains("then differ")),
        "{warnings:?}"
    );
}

#[test]
fn a_folder_that_goes_away_comes_back() {
    let place = Place::new();
    let mut bojan = place.journal("Bojan");
    write(&mut bojan, &["one"]);
    let mut follower = place.follower(None);
    follower.look();
    let (here, there) = (place.folder.path().join("w"), place.folder.path().join("x"));
    fs::rename(&here, &there).unwrap();
    // An unmounted disk leaves its folder behind.
    fs::create_dir(&here).unwrap();
    let away = follower.look().reach;
    assert!(matches!(away, Some(Reach::Away(why)) if why.contains("workspace.json")));
    assert_eq!(follower.look(), News::default(), "told once");
    // Another workspace in its place is not the one that went away.
    Workspace::open_or_create(&here, NOW).unwrap();
    assert_eq!(follower.look(), News::default());
    fs::remove_dir_all(&here).unwrap();
    fs::rename(&there, &here).unwrap();
    assert_eq!(follower.look(), News::of(Reach::Back));
    write(&mut bojan, &["two"]);
    assert_eq!(seqs(&follower.look()), [3]);
}

#[test]
fn agreements_and_checklists_that_come_are_told() {
    let place = Place::new();
    let mut follower = place.follower(None);
    follower.look();
    let folder = place.workspace.agreements_folder().join("0011223344556677");
    fs::create_dir(&folder).unwrap();
    let id = AgreementId::new("0011223344556677");
    assert_eq!(follower.look().agreements, BTreeSet::from([id.clone()]));
    fs::write(folder.join("document.json"), b"{}").unwrap();
    assert_eq!(
        follower.look().agreements,
        BTreeSet::from([id]),
        "it got a file"
    );
    fs::write(place.workspace.checklists_folder().join("a@1.json"), b"{}").unwrap();
    assert!(follower.look().checklists);
    assert_eq!(follower.look(), News::default());
}
