//! The program is killed at random moments, and the system fails, while a reviewer works with it: nothing that it called
//! saved is ever lost, and every journal opens again.
//!
//! Few kills by default; `RAPPORTEUR_FULL=1` makes 10 000, `RAPPORTEUR_KILLS` any other number.
//! `RAPPORTEUR_SEED` chooses another course of work; when exactly a kill strikes, no seed can say.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "these tests read and cut what the program wrote"
)]

mod calls;
#[path = "../common/mod.rs"]
mod common;
mod life;
mod screen;
mod script;

use common::dice::Dice;
use common::scale::{how_many, seed, tell};
use life::{Life, Tally};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Kills in one workspace before the next one is begun.
const IN_ONE: usize = 25;

/// How many kills all tests of this file make.
fn kills() -> usize {
    how_many("RAPPORTEUR_KILLS", 22, 10_000)
}

/// Divides kills among workspaces, several at a time, and adds up what came of them.
fn in_workspaces(all: usize, work: impl Fn(usize, usize, &mut Dice) -> Tally + Sync) -> Tally {
    let lives = all.div_ceil(IN_ONE);
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let work_off = || {
        let mut tally = Tally::default();
        loop {
            let life = next.fetch_add(1, Ordering::Relaxed);
            if life >= lives {
                return tally;
            }
            let mut dice = Dice::new(seed() * 1_000_003 + life as u64);
            let share = IN_ONE.min(all - life * IN_ONE);
            tally.add(&work(life, share, &mut dice));
            if life % 20 == 19 {
                tell(&format!("  about {} kills so far", (life + 1) * IN_ONE));
            }
        }
    };
    std::thread::scope(|scope| {
        let working: Vec<_> = (0..workers).map(|_| scope.spawn(work_off)).collect();
        let mut tally = Tally::default();
        for worker in working {
            match worker.join() {
                Ok(of_worker) => tally.add(&of_worker),
                Err(loss) => std::panic::resume_unwind(loss),
            }
        }
        tally
    })
}

fn report(what: &str, tally: &Tally, began: Instant) {
    let seconds = began.elapsed().as_secs_f64();
    tell(&format!("{what}, seed {}, {seconds:.1} s: {tally}", seed()));
}

#[test]
fn commands_that_are_killed_lose_nothing_that_they_called_saved() {
    let began = Instant::now();
    // Most work in memory, where much happens in a second; a share on the disk, where a sync takes
    // its time.
    let tally = in_workspaces(kills() * 9 / 10, |life, share, dice| {
        let mut life = Life::new(life % 5 == 4, dice);
        while life.tally.kills < share {
            life.step(dice);
        }
        life.end()
    });
    report("commands", &tally, began);
    assert!(tally.kills >= kills() * 9 / 10);
    assert!(tally.acknowledged > 0 && tally.after_writing > 0);
}

#[test]
fn an_interface_that_is_killed_loses_nothing_that_it_called_saved() {
    let began = Instant::now();
    let tally = in_workspaces((kills() / 10).max(3), |life, share, dice| {
        screen::reviewed(life % 5 == 4, share, dice)
    });
    report("interface", &tally, began);
    assert!(tally.acknowledged > 0);
}
