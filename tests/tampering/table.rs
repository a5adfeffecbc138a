//! What was tampered with, how often, and who noticed.

use crate::common::scale::tell;
use crate::sample::Noticed;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One kind of tampering.
#[derive(Debug, Clone)]
pub struct Row {
    pub what: String,
    /// The way it went: which check, on what.
    pub through: &'static str,
    pub made: usize,
    pub itself: usize,
    pub neighbours: usize,
    pub memory: usize,
    pub export: usize,
    /// Those that nobody noticed.
    pub missed: usize,
}

impl Row {
    pub fn new(what: impl Into<String>, through: &'static str) -> Self {
        Self {
            what: what.into(),
            through,
            made: 0,
            itself: 0,
            neighbours: 0,
            memory: 0,
            export: 0,
            missed: 0,
        }
    }

    pub fn count(&mut self, noticed: Noticed) {
        let Noticed {
            itself,
            neighbours,
            memory,
            export,
        } = noticed;
        self.made += 1;
        self.itself += usize::from(itself);
        self.neighbours += usize::from(neighbours);
        self.memory += usize::from(memory);
        self.export += usize::from(export);
        self.missed += usize::from(!(itself || neighbours || memory || export));
    }

    pub fn add(&mut self, other: &Self) {
        self.made += other.made;
        self.itself += other.itself;
        self.neighbours += other.neighbours;
        self.memory += other.memory;
        self.export += other.export;
        self.missed += other.missed;
    }

    pub fn print(&self) {
        tell(&format!(
            "{:<58} {:>9} made | noticed by the journal itself {:>9}, neighbours {:>5}, this device {:>5}, \
             --against {:>5} | by nobody {} | {}",
            self.what,
            self.made,
            self.itself,
            self.neighbours,
            self.memory,
            self.export,
            self.missed,
            self.through
        ));
    }
}

/// Does a piece of work for each number below `count`, several at a time, and adds up the rows.
pub fn each(row: Row, count: usize, work: impl Fn(usize, &mut Row) + Sync) -> Row {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(row);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut own = Row::new("", "");
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    work(number, &mut own);
                }
                sum.lock().expect("no worker failed").add(&own);
            });
        }
    });
    let row = sum.into_inner().expect("no worker failed");
    row.print();
    row
}
