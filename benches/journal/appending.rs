//! Appends a second, each synced before the next: our journal, and `SQLite` with the same lines.

use crate::made::identity;
use rapporteur::domain::agreement::AgreementId;
use rapporteur::domain::review::entry::Heads;
use rapporteur::domain::review::event::{AgreementSubject, Change, Event, NoteSubject, NoteValue};
use rapporteur::domain::review::{Draft, Moment};
use rapporteur::store::device::Home;
use rapporteur::store::journal::Journal;
use rapporteur::store::workspace::Workspace;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Commits the first lines of a file, one row each, as `SQLite` is advised to be set up for this.
const SQLITE: &str = r#"
import sqlite3, sys, time
path, lines, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(lines, "rb") as file:
    rows = [file.readline().rstrip(b"\n") for _ in range(count)]
base = sqlite3.connect(path, isolation_level=None)
base.execute("PRAGMA journal_mode=WAL")
base.execute("PRAGMA synchronous=FULL")
base.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, line BLOB NOT NULL)")
begun = time.perf_counter()
for row in rows:
    base.execute("INSERT INTO entry (line) VALUES (?)", (row,))
print(time.perf_counter() - begun)
"#;

/// Prints both.
pub fn run(large: &Workspace, folder: &Path, count: usize, lines: &Path) {
    let now = Moment::from_millis(1_800_000_000_000);
    let small = Workspace::open_or_create(&folder.join("small"), now).expect("it can be made");
    let new = ours(&small, folder, "small", count);
    println!(
        "{:<52} {new:>8.0}/s",
        format!("{count} appends, to a new journal")
    );
    let peer = sqlite(folder, count, lines);
    match peer {
        Some(peer) => {
            println!(
                "{:<52} {peer:>8.0}/s",
                "SQLite, WAL, synchronous=FULL, one row a commit"
            );
            println!("{:<52} {:>9.2}", "    ratio, ours to SQLite", new / peer);
        }
        None => println!("SQLite was left out: there is no python3 with sqlite3 here."),
    }
    let old = ours(large, folder, "large", count);
    println!(
        "{:<52} {old:>8.0}/s",
        format!("{count} appends, to the large one of writer 1")
    );
}

/// Appends a second to the journal of the first writer.
fn ours(workspace: &Workspace, folder: &Path, home: &str, count: usize) -> f64 {
    let home = Home::new(folder.join(home).join("device"));
    let now = Moment::from_millis(1_800_000_000_000);
    let opened = Journal::open(workspace, &home, identity(0), now);
    let (mut journal, _) = opened.expect("it can be opened");
    let begun = Instant::now();
    for number in 0..count {
        journal
            .append(vec![note(number)], now, &Heads::new())
            .expect("it can be written");
    }
    rate(count, begun.elapsed().as_secs_f64())
}

fn note(number: usize) -> Draft {
    let subject = NoteSubject::Agreement(AgreementSubject {
        agreement: AgreementId::new("0011223344556677"),
    });
    let value = NoteValue {
        text: format!(
            "Note {number}: who keeps the register, for how long, and who may look into it?"
        ),
        confidential: false,
    };
    Draft {
        event: Event::NoteWritten(Change::new(subject, None, Some(value))),
        supersedes: Vec::new(),
    }
}

fn sqlite(folder: &Path, count: usize, lines: &Path) -> Option<f64> {
    let output = Command::new("python3")
        .args(["-c", SQLITE])
        .arg(folder.join("peer.sqlite"))
        .arg(lines)
        .arg(count.to_string())
        .output()
        .ok()?;
    let seconds: f64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    Some(rate(count, seconds))
}

fn rate(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds
}
