//! The same in the interface: what counts as saved is what stands on the screen.

use crate::common::dice::Dice;
use crate::common::pty::Terminal;
use crate::life::{Life, Tally};
use std::fs;
use std::time::{Duration, Instant};

/// How long the program may take to show its first clause.
const START: Duration = Duration::from_secs(30);

/// Kills the interface so many times in one workspace.
pub fn reviewed(on_disk: bool, kills: usize, dice: &mut Dice) -> Tally {
    let mut life = Life::new(on_disk, dice);
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample/agreement.txt");
    for round in 0..kills {
        let before = Counts::of(&life);
        let mut terminal = Terminal::open(&life.place, 160, 45, &[sample]);
        // One in ten is killed while it opens.
        let span = Duration::from_millis(dice.roll(900) as u64);
        let said = if dice.roll(10) == 0 {
            terminal.shows(Instant::now() + span / 2, |_| false);
            terminal.kill();
            Counts::default()
        } else {
            assert!(terminal.shows(Instant::now() + START, |screen| {
                read_count(screen).is_some()
            }));
            work(&mut terminal, Instant::now() + span, round, dice)
        };
        drop(terminal);
        life.tally.kills += 1;
        life.tally.acknowledged += said.notes.len() + said.read + said.undone;
        life.reopen();
        let after = Counts::of(&life);
        for token in &said.notes {
            let kept = after.text.contains(token);
            assert!(kept, "lost: the screen called the note {token} saved");
        }
        assert!(after.read >= before.read + said.read, "a mark was lost");
        assert!(
            after.undone >= before.undone + said.undone,
            "an undo was lost"
        );
        life.tally.after_writing += usize::from(after.text.len() > before.text.len());
    }
    life.end()
}

/// What is in a journal, or what the screen says is.
#[derive(Debug, Default)]
struct Counts {
    text: String,
    notes: Vec<String>,
    read: usize,
    undone: usize,
}

impl Counts {
    fn of(life: &Life) -> Self {
        let text = fs::read_to_string(life.place.journal()).expect("is there");
        Self {
            notes: Vec::new(),
            read: text.matches("\"before\":null,\"after\":\"read\"").count(),
            undone: text.matches("\"undoes\":\"").count(),
            text,
        }
    }
}

/// Decides this and that until the time is over, and is killed; gives what the screen said.
fn work(terminal: &mut Terminal, end: Instant, round: usize, dice: &mut Dice) -> Counts {
    let mut said = Counts::default();
    let mut number = 0;
    let mut waited = Waited::Nothing;
    while Instant::now() < end {
        let screen = terminal.text();
        number += 1;
        waited = match dice.roll(3) {
            0 if screen.contains("Saved. ") => {
                terminal.keys("u");
                Waited::Undone
            }
            1 => {
                let token = format!("said-{round}-{number}-{}", dice.roll(1_000_000));
                terminal.keys("jm");
                if !terminal.shows(end, |screen| screen.contains("Alt-Enter")) {
                    break;
                }
                terminal.keys(&format!("{token}\r"));
                Waited::Note(token)
            }
            _ => {
                terminal.keys(" ");
                Waited::Read(read_count(&screen).unwrap_or(0))
            }
        };
        if !terminal.shows(end, |screen| {
            waited.stands(screen) || screen.contains("no next")
        }) {
            break;
        }
        waited.count(&terminal.text(), &mut said);
        waited = Waited::Nothing;
    }
    terminal.kill();
    // What it had written before it was killed counts too.
    waited.count(&terminal.text(), &mut said);
    said
}

/// What the screen is to say next.
#[derive(Debug)]
enum Waited {
    Nothing,
    Undone,
    Note(String),
    /// More clauses read than so many.
    Read(usize),
}

impl Waited {
    fn stands(&self, screen: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Undone => screen.contains("Taken back."),
            Self::Note(token) => {
                let closed = !screen.contains("Alt-Enter");
                closed && screen.contains("Saved. Note on") && screen.contains(token)
            }
            Self::Read(before) => read_count(screen).is_some_and(|now| now > *before),
        }
    }

    fn count(self, screen: &str, said: &mut Counts) {
        if !self.stands(screen) {
            return;
        }
        match self {
            Self::Nothing => {}
            Self::Undone => said.undone += 1,
            Self::Note(token) => said.notes.push(token),
            Self::Read(before) => said.read += read_count(screen).unwrap_or(0) - before,
        }
    }
}

/// How many clauses the screen says were read.
fn read_count(screen: &str) -> Option<usize> {
    screen.lines().find_map(|line| {
        let (before, _) = line.split_once(" read ·")?;
        let (before, _) = before.rsplit_once(" of ")?;
        before.rsplit(' ').next()?.parse().ok()
    })
}
