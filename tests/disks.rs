//! Disks that are full and folders that go away under the running program: each said in a sentence,
//! and nothing that was saved is lost.
//!
//! A small disk in memory stands for a full one; only root may have one, so elsewhere these tests say
//! that they were skipped.
#![cfg(target_os = "linux")]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests fill disks and take folders away"
)]

mod common;

use common::pty::Terminal;
use common::scale::tell;
use common::{Run, Workplace};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A disk of a few hundred kilobytes, in memory.
struct SmallDisk {
    place: PathBuf,
}

impl SmallDisk {
    /// Nothing where none can be had.
    fn at(place: PathBuf, kilobytes: usize) -> Option<Self> {
        fs::create_dir_all(&place).expect("can be made");
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(&place)
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { place });
        }
        tell("skipped: a small disk can only be had by root");
        None
    }

    /// Leaves no more than so many bytes, and gives the file that is in the way.
    fn fill(&self, free: usize) -> PathBuf {
        let filler = self.place.join("filler");
        let mut length = 1 << 24;
        while fs::write(&filler, vec![0; length]).is_err() {
            length = length * 63 / 64;
        }
        let mut file = fs::OpenOptions::new()
            .append(true)
            .open(&filler)
            .expect("is there");
        // What the last step left is filled to the last byte.
        while file.write_all(&[0; 256]).is_ok() {}
        let whole = fs::metadata(&filler).expect("is there").len();
        file.set_len(whole.saturating_sub(free as u64))
            .expect("can be shortened");
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.place).status();
    }
}

fn note(place: &Workplace, id: &str, number: usize) -> Run {
    let words = format!("note {number}. {}", "long ".repeat(300));
    place.run(["note", id, &words])
}

fn assert_full(run: &Run) {
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("ot saved"), "{run:?}");
    assert!(run.err.contains("the disk is full"), "{run:?}");
    assert!(!run.err.contains("panicked"), "{run:?}");
}

fn is_kept(place: &Workplace, notes: usize) {
    let log = place.ok(["log", "--json"]);
    for number in 0..notes {
        assert!(log.contains(&format!("note {number}. ")), "note {number}");
    }
}

#[test]
fn a_disk_that_fills_up_loses_nothing_and_is_written_to_again() {
    let place = Workplace::new();
    let inside = place.path("disk/w");
    let place = place.with_workspace(inside);
    let Some(disk) = SmallDisk::at(place.path("disk"), 1500) else {
        return;
    };
    let id = place.import_sample();
    let filler = disk.fill(30_000);
    let mut saved = 0;
    let full = loop {
        let run = note(&place, &id, saved);
        if run.code != 0 {
            break run;
        }
        saved += 1;
        assert!(saved < 100, "the disk never filled up");
    };
    assert!(saved > 0);
    assert_full(&full);
    // While it is full: everything can be read, nothing is written.
    for _ in 0..2 {
        is_kept(&place, saved);
        assert_eq!(place.run(["list"]).code, 0);
        let run = note(&place, &id, saved);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.err.contains("ot saved"), "{run:?}");
    }
    let import = place.path("more.txt");
    fs::write(&import, "Article 1\n\nMore.\n".repeat(9000)).expect("can be written");
    let run = place.run(["import", import.to_str().expect("is text")]);
    assert!(matches!(run.code, 1 | 3), "{run:?}");
    assert!(
        run.err.contains("the disk is full") || run.out.contains("the disk is full"),
        "{run:?}"
    );
    fs::remove_file(filler).expect("is there");
    let again = note(&place, &id, saved);
    assert_eq!(again.code, 0, "{again:?}");
    is_kept(&place, saved + 1);
    let proof = place.json(["verify", "--json"]);
    assert_eq!(
        (&proof["ok"], &proof["notes"]),
        (&true.into(), &serde_json::json!([]))
    );
}

#[test]
fn a_device_whose_own_disk_is_full_saves_and_remembers_in_the_room_it_has() {
    let place = Workplace::new();
    let Some(disk) = SmallDisk::at(place.home(), 200) else {
        return;
    };
    let id = place.import_sample();
    disk.fill(0);
    let run = note(&place, &id, 0);
    assert_eq!(run.code, 0, "{run:?}");
    is_kept(&place, 1);
    assert_eq!(place.run(["verify"]).code, 0);
    let whole = fs::read_to_string(place.journal()).expect("is there");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let cut = lines.get(..lines.len() - 1).expect("has lines").concat();
    fs::write(place.journal(), cut).expect("can be written");
    let told = place.json_with_code(["verify", "--json"], 5);
    assert_eq!(told["problems"][0]["code"], "entries-missing", "{told}");
}

#[test]
fn an_export_onto_a_full_disk_leaves_the_old_one() {
    let place = Workplace::new();
    let Some(disk) = SmallDisk::at(place.path("stick"), 1500) else {
        return;
    };
    let id = place.import_sample();
    let export = [
        "export",
        &id,
        "--format",
        "json",
        "--force",
        "-o",
        "stick/out.json",
    ];
    place.ok(export);
    let before = fs::read(place.path("stick/out.json")).expect("is there");
    disk.fill(0);
    place.ok(["note", &id, "Something new."]);
    let run = place.run(export);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("the disk is full"), "{run:?}");
    assert_eq!(
        fs::read(place.path("stick/out.json")).expect("is there"),
        before
    );
    let left = fs::read_dir(place.path("stick")).expect("is there").count();
    assert_eq!(left, 2, "the old summary and what fills the disk");
}

/// The interface, with the sample open at its first clause.
fn opened(place: &Workplace) -> Terminal {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
    let mut terminal = Terminal::open(place, 120, 30, &[sample]);
    terminal.wait("the first clause", |screen| screen.contains(" read ·"));
    terminal
}

/// Tries to write a note in the interface, and waits for what it says.
fn note_on_screen(terminal: &mut Terminal, words: &str, answer: &str) {
    terminal.keys("m");
    terminal.wait_for("Alt-Enter");
    // Pasted, as a long text would be.
    terminal.keys(&format!("\u{1b}[200~{words}\u{1b}[201~"));
    terminal.keys("\r");
    terminal.wait_for(answer);
}

#[test]
fn the_interface_says_that_the_disk_is_full_and_that_it_was_not_saved() {
    let place = Workplace::new();
    let inside = place.path("disk/w");
    let place = place.with_workspace(inside);
    let Some(disk) = SmallDisk::at(place.path("disk"), 1500) else {
        return;
    };
    let mut terminal = opened(&place);
    note_on_screen(&mut terminal, "kept words", "Saved. Note on");
    let filler = disk.fill(0);
    terminal.keys("j");
    let mut words = "w".repeat(5000);
    words.push('!');
    note_on_screen(&mut terminal, &words, "Not saved");
    terminal.wait_for("full");
    drop(terminal);
    fs::remove_file(filler).expect("is there");
    place.ok(["note", &agreement_of(&place), "afterwards"]);
    let log = place.ok(["log", "--json"]);
    assert!(log.contains("kept words") && log.contains("afterwards") && !log.contains(&words));
    assert_eq!(place.run(["verify"]).code, 0);
}

fn agreement_of(place: &Workplace) -> String {
    let folder = fs::read_dir(place.workspace().join("agreements")).expect("is there");
    let names = folder.map(|entry| entry.expect("can be listed").file_name());
    let names: Vec<_> = names.filter_map(|name| name.into_string().ok()).collect();
    names
        .iter()
        .find(|name| !name.starts_with('.'))
        .expect("has one")
        .clone()
}

/// A share that is unmounted, a stick that is pulled out: what vanished is not begun anew.
#[test]
fn a_folder_that_vanishes_is_named_and_not_made_anew() {
    // In the first case nothing was written since the program was started, so that no file is open.
    for (what, with_journal) in [
        ("workspace", false),
        ("workspace/journal", false),
        ("workspace", true),
        ("workspace/journal", true),
    ] {
        let place = Workplace::new();
        place.import_sample();
        let mut terminal = opened(&place);
        if with_journal {
            note_on_screen(&mut terminal, "kept words", "Saved. Note on");
            terminal.keys("j");
        }
        let (here, away) = (place.path(what), place.path("away"));
        fs::rename(&here, &away).expect("can be moved");
        note_on_screen(&mut terminal, "lost words", "Not saved");
        assert!(!here.exists(), "{what} was made anew: {:?}", list(&here));
        drop(terminal);
        assert!(!here.exists(), "{what} was made anew at the end");
        fs::rename(&away, &here).expect("can be moved back");
        place.ok(["note", &agreement_of(&place), "afterwards"]);
        let log = place.ok(["log", "--json"]);
        assert_eq!(log.contains("kept words"), with_journal, "{what}");
        assert!(
            log.contains("afterwards") && !log.contains("lost words"),
            "{what}"
        );
        assert_eq!(place.run(["verify"]).code, 0, "{what}");
    }
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// A journal that is taken away under the program is not continued from nothing.
#[test]
fn a_journal_that_vanishes_is_not_begun_anew() {
    let place = Workplace::new();
    let mut terminal = opened(&place);
    note_on_screen(&mut terminal, "kept words", "Saved. Note on");
    let (journal, away) = (place.journal(), place.path("away"));
    fs::rename(&journal, &away).expect("can be moved");
    terminal.keys("j");
    note_on_screen(&mut terminal, "lost words", "Not saved");
    assert!(!journal.exists());
    drop(terminal);
    let run = place.run(["note", &agreement_of(&place), "too early"]);
    assert_eq!(run.code, 5, "{run:?}");
    assert!(!journal.exists());
    fs::rename(&away, &journal).expect("can be moved back");
    place.ok(["note", &agreement_of(&place), "afterwards"]);
    assert_eq!(place.run(["verify"]).code, 0);
}
