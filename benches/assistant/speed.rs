//! How long the model takes to load and to go through an agreement of 300 pages.

use crate::measure::Contract;
use rapporteur::domain::learned::{Model, shipped};
use std::time::Instant;

/// Letters of a page.
const PAGE: usize = 3000;

/// Pages of a long agreement.
const PAGES: usize = 300;

/// Prints size, load time, and the time for 300 pages.
pub fn report(contracts: &[Contract]) {
    let bytes = shipped().write();
    let start = Instant::now();
    let read = Model::read(&bytes).map(|model| model.features());
    println!(
        "model: {} bytes, {:?} features, read in {:.1} ms",
        bytes.len(),
        read.ok(),
        milliseconds(start)
    );
    let (mut letters, mut clauses) = (0, 0);
    let start = Instant::now();
    for contract in contracts {
        if letters >= PAGE * PAGES {
            break;
        }
        let scores = shipped().read_clauses(&contract.clauses, &contract.text);
        clauses += scores.order(0).len();
        letters += contract.text.len();
    }
    println!(
        "{clauses} clauses on {} pages: {:.1} ms",
        letters / PAGE,
        milliseconds(start)
    );
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}
