//! What is referred to and not there: once for each thing, with the places counted.

use super::{Reference, Target};
use crate::domain::segment::reading::folded;
use crate::domain::text::Span;
use std::collections::HashMap;

/// Something that the text refers to and does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absentee {
    /// As printed where it is named first.
    pub name: String,
    /// The bytes of every place that names it, in order.
    pub places: Vec<Span>,
}

/// What is referred to and not there, in the order in which it is first named.
pub fn missing(references: &[Reference]) -> Vec<Absentee> {
    let mut all: Vec<Absentee> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for reference in references {
        let Target::Missing(name) = &reference.target else {
            continue;
        };
        let key = folded(name);
        if let Some(&at) = known.get(&key) {
            all[at].places.push(reference.span);
            continue;
        }
        known.insert(key, all.len());
        all.push(Absentee {
            name: name.clone(),
            places: vec![reference.span],
        });
    }
    all
}
