//! What is set inside a group of a rich text file, and what a nested group inherits.

use super::super::sink::Setting;
use super::super::words::{Inset, Place};
use crate::domain::margin::ChangeKind;

/// What is set inside a group.
#[derive(Debug, Clone)]
pub struct Group {
    pub place: Place,
    /// Where text goes that a nested group brings back.
    pub outer: Place,
    pub inset: Option<Inset>,
    /// Whether the next word may name a destination, and whether one that we do not know is to be
    /// left out.
    pub fresh: bool,
    pub ignorable: bool,
    pub font: Option<i32>,
    pub fallback: usize,
    pub look: Look,
    pub setting: Setting,
}

/// What is set for letters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    pub hidden: bool,
    pub capitals: bool,
    pub inserted: Option<Hand>,
    pub deleted: Option<Hand>,
}

/// Who changed something and when, as numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hand {
    pub author: i32,
    pub time: i32,
    pub moved: bool,
}

/// The change that the last words belonged to.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub kind: ChangeKind,
    pub hand: Hand,
    pub event: usize,
}

/// What is known about the comment being read.
#[derive(Debug, Default)]
pub struct Note {
    pub author: String,
    pub time: String,
}

/// Sets who changed something, or when; nothing when nobody did.
pub fn set(hand: &mut Option<Hand>, author: bool, value: i32) {
    if let Some(hand) = hand {
        if author {
            hand.author = value;
        } else {
            hand.time = value;
        }
    }
}
