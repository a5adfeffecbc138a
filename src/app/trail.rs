//! The way back: where a person was before each jump.
//!
//! Steps to the next clause are no jumps. Walking through the outline is one, however far it goes.

use super::reading::Reading;

/// The most places that are remembered.
const MOST: usize = 200;

/// A place in the agreement being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Position of the clause.
    pub clause: usize,
    /// Rows of it scrolled past.
    pub scroll: usize,
    /// What lay over it.
    pub over: Over,
}

/// What lay over a place when it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing.
    Nothing,
    /// The receipt with its list.
    Receipt,
}

/// Where a person was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    /// The clause that a walk has come to.
    walked_to: Option<usize>,
}

impl Trail {
    /// Remembers a place that is being left.
    pub fn leave(&mut self, spot: Spot) {
        self.walked_to = None;
        self.forward.clear();
        if self.back.last().map(|last| (last.clause, last.over)) == Some((spot.clause, spot.over)) {
            self.back.pop();
        }
        if self.back.len() == MOST {
            self.back.remove(0);
        }
        self.back.push(spot);
    }

    /// Remembers where a walk began; `spot` is left for the clause `to`.
    fn walk(&mut self, spot: Spot, to: usize) {
        if self.walked_to != Some(spot.clause) {
            self.leave(spot);
        }
        self.walked_to = Some(to);
    }

    /// The place before, or the one gone back from; `here` is left for it.
    fn follow(&mut self, here: Spot, forward: bool) -> Option<Spot> {
        self.walked_to = None;
        let (from, to) = if forward {
            (&mut self.forward, &mut self.back)
        } else {
            (&mut self.back, &mut self.forward)
        };
        let there = from.pop()?;
        to.push(here);
        Some(there)
    }

    /// The clauses that were left by a jump, the last first; some more than once.
    pub fn left(&self) -> impl Iterator<Item = usize> {
        self.back.iter().rev().map(|spot| spot.clause)
    }

    /// Whether there is a place to go back to.
    pub const fn leads_back(&self) -> bool {
        !self.back.is_empty()
    }
}

impl Reading {
    /// Where the person is.
    pub const fn spot(&self, over: Over) -> Spot {
        Spot {
            clause: self.at,
            scroll: self.scroll,
            over,
        }
    }

    /// Goes to a clause from which there is a way back here.
    pub fn jump(&mut self, clause: usize) {
        if clause != self.at {
            let here = self.spot(Over::Nothing);
            self.trail.leave(here);
        }
        self.go_to(clause);
    }

    /// Goes a step of a walk, from which there is a way back to where it began.
    pub fn walk(&mut self, clause: usize) {
        if clause != self.at {
            let here = self.spot(Over::Nothing);
            self.trail.walk(here, clause);
            self.go_to(clause);
        }
    }

    /// Goes back to where the last jump began, or forward again; says what lay over that place.
    pub fn follow_trail(&mut self, forward: bool) -> Option<Over> {
        let here = self.spot(Over::Nothing);
        let there = self.trail.follow(here, forward)?;
        self.go_to(there.clause);
        self.scroll = there.scroll;
        Some(there.over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn spot(clause: usize) -> Spot {
        Spot {
            clause,
            scroll: 0,
            over: Over::Nothing,
        }
    }

    #[test]
    fn jumps_are_gone_back_and_forth() {
        let mut trail = Trail::default();
        assert_eq!(trail.follow(spot(0), false), None);
        trail.leave(spot(1));
        trail.leave(spot(5));
        assert_eq!(trail.follow(spot(9), false), Some(spot(5)));
        assert_eq!(trail.follow(spot(5), false), Some(spot(1)));
        assert_eq!(trail.follow(spot(1), false), None);
        assert_eq!(trail.follow(spot(1), true), Some(spot(5)));
        trail.leave(spot(5));
        assert_eq!(trail.follow(spot(7), true), None, "another way was taken");
        assert_eq!(trail.follow(spot(7), false), Some(spot(5)));
    }

    #[test]
    fn a_walk_is_one_jump() {
        let mut trail = Trail::default();
        for clause in 1..6 {
            trail.walk(spot(clause), clause + 1);
        }
        assert_eq!(trail.follow(spot(6), false), Some(spot(1)));
        assert!(!trail.leads_back());
        trail.walk(spot(1), 2);
        trail.walk(spot(8), 9);
        assert_eq!(trail.back, [spot(1), spot(8)], "another walk");
    }

    #[test]
    fn the_way_back_has_an_end() {
        let mut trail = Trail::default();
        for clause in 0..MOST + 7 {
            trail.leave(spot(clause));
            trail.leave(spot(clause));
        }
        assert_eq!(trail.back.len(), MOST);
        assert_eq!(trail.back.first(), Some(&spot(7)));
    }
}
