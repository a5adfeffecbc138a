//! Many at one workspace: two programs race for one journal, and many reviewers write at once.
//!
//! Few by default; `RAPPORTEUR_FULL=1` takes 50 writers and hundreds of races.
#![cfg(unix)]
mod common;

use common::dice::Dice;
use common::scale::{how_many, seed, tell};
use common::{Run, Workplace};
use rapporteur::domain::review::Reviewer;
use rapporteur::domain::review::{ReviewState, StoredEntry};
use rapporteur::runtime::session::{Folders, Session};
use rapporteur::store::journal::read_all;
use rapporteur::store::workspace::Workspace;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

fn start(place: &Workplace, arguments: &[&str]) -> Child {
    let mut command = place.command();
    let piped = command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    piped.spawn().expect("the program starts")
}

fn end(child: Child) -> Run {
    Run::from(child.wait_with_output().expect("the program ends"))
}

/// Whether a run saved, or else said that the journal is open elsewhere.
fn saved(run: &Run) -> bool {
    if run.code == 0 {
        assert!(run.out.contains("Saved #"), "{run:?}");
        return true;
    }
    assert!(
        run.code == 1 && run.err.contains("another window"),
        "{run:?}"
    );
    assert!(!run.out.contains("Saved #"), "{run:?}");
    false
}

#[test]
fn two_programs_never_write_to_one_journal_at_once() {
    let races = how_many("RAPPORTEUR_RACES", 12, 500);
    let place = Workplace::in_memory();
    let id = place.import_sample();
    let mut dice = Dice::new(seed());
    let (mut kept, mut both) = (Vec::new(), 0);
    for race in 0..races {
        let notes = [format!("left {race}."), format!("right {race}.")];
        let first = start(&place, &["note", &id, &notes[0]]);
        std::thread::sleep(Duration::from_micros(dice.roll(60_000) as u64));
        let second = start(&place, &["note", &id, &notes[1]]);
        let won = [saved(&end(first)), saved(&end(second))];
        assert!(won[0] || won[1], "one of them has the journal");
        both += usize::from(won[0] && won[1]);
        let won = notes.into_iter().zip(won).filter(|(_, won)| *won);
        kept.extend(won.map(|(note, _)| note));
    }
    assert_eq!(place.run(["verify"]).code, 0);
    let log = place.ok(["log", "--json"]);
    let written = log.matches("\"type\":\"note_written\"").count();
    assert_eq!(
        written,
        kept.len(),
        "what was called saved, and nothing else"
    );
    assert!(kept.iter().all(|note| log.contains(note)));
    tell(&format!(
        "{races} races for one journal: {} entries called saved, all there; in {both} races one came after the other",
        kept.len()
    ));
}

/// The key of the device, the workspace and the journal are all made at first use.
#[test]
fn programs_that_begin_a_workspace_at_once_begin_one() {
    for round in 0..how_many("RAPPORTEUR_RACES", 12, 500) / 4 {
        let place = Workplace::in_memory();
        place.write("a.txt", "Article 1\n\nThe City buys.\n");
        place.write("b.txt", "Article 1\n\nThe City sells.\n");
        let racing = ["a.txt", "b.txt", "a.txt"].map(|name| start(&place, &["import", name]));
        for run in racing.map(end) {
            let refused = run.code == 1 && run.err.contains("another window");
            assert!(run.code == 0 || refused, "round {round}: {run:?}");
        }
        // Whoever came too late comes again.
        place.ok(["import", "a.txt", "b.txt"]);
        let proof = place.json(["verify", "--json"]);
        assert_eq!(proof["ok"], true, "round {round}: {proof}");
        assert_eq!(proof["notes"], serde_json::json!([]), "round {round}");
        assert_eq!(
            place.ok(["list", "--json"]).lines().count(),
            2,
            "round {round}"
        );
    }
}

/// The same in one process: whoever has the journal open writes, the others read.
#[test]
fn sessions_of_one_reviewer_take_turns() {
    let place = Workplace::in_memory();
    let id = place.import_sample();
    let folders = Folders {
        workspace: place.workspace(),
        home: place.home(),
    };
    let turns = how_many("RAPPORTEUR_RACES", 12, 500);
    let (written, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = |who: usize| {
        for turn in 0..turns {
            let reviewer = Reviewer::named("Ana").expect("has letters");
            let mut session = Session::for_writing(&folders, reviewer).expect("opens");
            if session.read_only().is_some() {
                refused.fetch_add(1, Ordering::Relaxed);
                continue;
            }
            let listed = session.agreements().expect("can be listed");
            let opened = session.open(&listed[0].id).expect("is there");
            let command = rapporteur::domain::review::Command::Note {
                on: rapporteur::domain::review::command::NoteTarget::Agreement,
                value: Some(rapporteur::domain::review::event::NoteValue {
                    text: format!("{who}: {turn}"),
                    confidential: false,
                }),
            };
            session
                .run(command, &opened.agreement, &opened.checklists[0])
                .expect("is saved");
            written.fetch_add(1, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        for who in 0..4 {
            scope.spawn(move || work(who));
        }
    });
    let log = place.ok(["log", &id, "--json"]);
    let count = log.matches("\"type\":\"note_written\"").count();
    assert_eq!(count, written.into_inner());
    assert!(count > 0);
    assert_eq!(place.run(["verify"]).code, 0);
}

/// Each reviewer has a device of her own; the folder is one.
#[test]
fn many_reviewers_write_into_one_folder_at_once() {
    let writers = how_many("RAPPORTEUR_WRITERS", 10, 50);
    let each = how_many("RAPPORTEUR_ENTRIES_EACH", 3, 20);
    let place = Workplace::in_memory();
    let id = place.import_sample();
    let began = Instant::now();
    let read_on = AtomicUsize::new(0);
    let write = |who: usize| {
        let mut dice = Dice::new(seed() * 1009 + who as u64);
        for number in 0..each {
            let mut command = place.command();
            let home = place.path(&format!("homes/{who}"));
            command
                .env("RAPPORTEUR_HOME", home)
                .env("RAPPORTEUR_REVIEWER", format!("Reviewer {who}"));
            let note = format!("by {who}, number {number}.");
            let state = ["concern", "unclear", "satisfied"][dice.roll(3)];
            match dice.roll(3) {
                0 => command.args(["answer", &id, "audit-right", state, "--note", &note]),
                _ => command.args(["note", &id, &note]),
            };
            let run = Run::from(command.output().expect("the program starts"));
            assert_eq!(run.code, 0, "{who}: {run:?}");
            // Somebody else's line may be on its way, but nothing else may be amiss.
            if dice.roll(4) == 0 {
                let run = place.run(["verify", "--json"]);
                let proof: serde_json::Value = serde_json::from_str(&run.out).expect("is JSON");
                let problems = proof["problems"].as_array().expect("is a list");
                let unfinished = |problem: &serde_json::Value| {
                    matches!(problem["code"].as_str(), Some("torn-line" | "unended-line"))
                };
                assert!(problems.iter().all(unfinished), "{proof}");
                read_on.fetch_add(usize::from(!problems.is_empty()), Ordering::Relaxed);
            }
        }
    };
    std::thread::scope(|scope| {
        for who in 0..writers {
            scope.spawn(move || write(who));
        }
    });
    let proof = place.json(["verify", "--json"]);
    assert_eq!(proof["ok"], true, "{proof}");
    assert_eq!(
        proof["journals"].as_array().map(Vec::len),
        Some(writers + 1)
    );
    let log = place.ok(["log", "--json"]);
    for who in 0..writers {
        for number in 0..each {
            assert!(
                log.contains(&format!("by {who}, number {number}.")),
                "{who}: {number}"
            );
        }
    }
    let shuffles = the_fold_is_the_same_in_any_order(&place);
    tell(&format!(
        "{writers} writers, {each} runs each, {:.1} s: every entry there, {} entries; the same state in {shuffles} orders; \
         {} times a reader saw a line on its way",
        began.elapsed().as_secs_f64(),
        log.lines().count(),
        read_on.into_inner()
    ));
}

/// Journals arrive in any order, lines of several mixed, some twice.
fn the_fold_is_the_same_in_any_order(place: &Workplace) -> usize {
    let workspace = Workspace::open(&place.workspace()).expect("is there");
    let journals = read_all(&workspace).expect("can be read");
    let entries: Vec<&StoredEntry> = journals.entries().collect();
    let state = ReviewState::fold(entries.iter().copied());
    let mut dice = Dice::new(seed());
    let times = how_many("RAPPORTEUR_SHUFFLES", 10, 1000);
    for _ in 0..times {
        let mut shuffled = entries.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, dice.roll(at + 1));
        }
        let twice = shuffled[..dice.roll(shuffled.len())].to_vec();
        shuffled.extend(twice);
        assert_eq!(ReviewState::fold(shuffled), state);
    }
    times
}
