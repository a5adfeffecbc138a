//! How the desk arranges its agreements: in which order, of which state, in which groups.
//!
//! Knows rows, not the screen. An order is made once when it is chosen or rows come, never for a frame.

use crate::app::data::DeskRow;
use crate::domain::fold::fold;
use crate::domain::review::Stage;
use crate::tr;
use std::cmp::Reverse;

/// What the agreements are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// The title.
    #[default]
    Title,
    /// The language.
    Language,
    /// How much of the clauses was read, the least first.
    Read,
    /// How many of the items were answered, the least first.
    Answered,
    /// How many concerns there are, the most first.
    Concerns,
    /// Where the review stands.
    State,
    /// The public body.
    PublicBody,
    /// The supplier.
    Supplier,
}

impl SortBy {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Language,
        Self::Read,
        Self::Answered,
        Self::Concerns,
        Self::State,
        Self::PublicBody,
        Self::Supplier,
    ];

    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Whether what is greatest stands first.
    pub const fn is_downward(self) -> bool {
        matches!(self, Self::Concerns)
    }

    /// The order in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Title => tr!("by title"),
            Self::Language => tr!("by language"),
            Self::Read => tr!("least read first"),
            Self::Answered => tr!("least answered first"),
            Self::Concerns => tr!("most concerns first"),
            Self::State => tr!("by state of the review"),
            Self::PublicBody => tr!("by public body"),
            Self::Supplier => tr!("by supplier"),
        }
    }

    fn key(self, row: &DeskRow) -> Key {
        match self {
            // The rows come in the order of titles.
            Self::Title => Key::Number(0),
            Self::Language => text(&row.language),
            Self::Read => Key::Number(share(row.read, row.clauses)),
            Self::Answered => Key::Number(share(row.answered, row.items)),
            Self::Concerns => Key::Downward(Reverse(row.concerns + row.disputed)),
            Self::State => Key::Number(place(row.stage)),
            Self::PublicBody => text(&row.public_body),
            Self::Supplier => text(&row.supplier),
        }
    }
}

/// What the agreements are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupBy {
    /// Nothing: one list.
    #[default]
    Nothing,
    /// The public body.
    PublicBody,
    /// The supplier.
    Supplier,
}

impl GroupBy {
    /// The next one, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Nothing => Self::PublicBody,
            Self::PublicBody => Self::Supplier,
            Self::Supplier => Self::Nothing,
        }
    }

    /// What is recorded of an agreement; empty where nothing is.
    pub fn of(self, row: &DeskRow) -> &str {
        match self {
            Self::Nothing => "",
            Self::PublicBody => &row.public_body,
            Self::Supplier => &row.supplier,
        }
    }
}

/// How the desk is arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arrangement {
    /// The order.
    pub sort: SortBy,
    /// The only state that is shown; nothing for all.
    pub only: Option<Stage>,
    /// The groups.
    pub group: GroupBy,
}

impl Arrangement {
    /// Whether an agreement is shown.
    pub fn shows(self, row: &DeskRow) -> bool {
        self.only
            .is_none_or(|stage| row.problem.is_none() && row.stage == stage)
    }

    /// Brings positions of rows into order.
    pub fn sort(self, shown: &mut [usize], rows: &[DeskRow]) {
        shown.sort_by_cached_key(|&at| {
            let row = rows.get(at);
            row.map(|row| (text(self.group.of(row)), self.sort.key(row), at))
        });
    }

    /// Where groups begin among those shown; none where there is one list.
    pub fn heads(self, shown: &[usize], rows: &[DeskRow]) -> Vec<usize> {
        if self.group == GroupBy::Nothing {
            return Vec::new();
        }
        let of = |at: usize| Some(fold(self.group.of(rows.get(*shown.get(at)?)?)));
        let mut heads = Vec::new();
        let mut before = None;
        for at in 0..shown.len() {
            let here = of(at);
            if before != Some(here.clone()) {
                heads.push(at);
                before = Some(here);
            }
        }
        heads
    }

    /// The next state that some agreement is in, and all of them at last.
    pub fn next_state(&mut self, rows: &[DeskRow]) {
        let at = self
            .only
            .and_then(|only| Stage::ALL.iter().position(|one| *one == only));
        let from = at.map_or(0, |at| at + 1);
        let is_there = |stage: &Stage| {
            let with = Self {
                only: Some(*stage),
                ..Self::default()
            };
            rows.iter().any(|row| with.shows(row))
        };
        self.only = Stage::ALL.into_iter().skip(from).find(is_there);
    }
}

/// What is sorted by; what is not recorded stands last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(bool, String),
    Number(usize),
    Downward(Reverse<usize>),
}

fn text(words: &str) -> Key {
    Key::Text(words.is_empty(), fold(words))
}

/// Thousandths of a whole; an empty whole is done.
fn share(done: usize, all: usize) -> usize {
    done.saturating_mul(1000).checked_div(all).unwrap_or(1000)
}

fn place(stage: Stage) -> usize {
    Stage::ALL.iter().position(|one| *one == stage).unwrap_or(0)
}
