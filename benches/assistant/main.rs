//! Pointers from words and from examples, measured on contracts that experts have marked, on documents
//! marked by hand, and beside BM25 from a search library.
//!
//! `cargo bench --bench assistant [-- PART…]`, the parts being
//!
//! - `speed`: how long suggestions take for 300 pages, step by step, and the memory used;
//! - `municipal`: the ten core items on documents that were marked by hand; with `misses`, where the
//!   first clause is not right, in the half of the documents that may be looked at;
//! - `cuad`: trains on a part of the companies and prints how the pointers fare on the rest; with a
//!   number, only so many contracts;
//! - `folds`: tests every contract once, on what the contracts of other companies teach;
//! - `curve`: what pointers learn from a team that starts from nothing;
//! - `train`: writes the model that is shipped, `assets/models/commercial-terms.model`, from all
//!   contracts, the same bytes every time. Only when it is asked for.
//!
//! Without a part the first five are measured. The files are those of the folder `RAPPORTEUR_CORPUS`, by
//! default `../shared/corpus`.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench reads files and the clock"
)]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts, shares and times are turned into each other for a table"
)]

mod bm25;
mod clock;
mod contracts;
mod curve;
mod labels;
mod measure;
mod municipal;
mod speed;

use std::path::{Path, PathBuf};

/// What can be asked for.
const PARTS: [&str; 7] = [
    "speed",
    "municipal",
    "cuad",
    "folds",
    "curve",
    "train",
    "misses",
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("RAPPORTEUR_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let arguments = std::env::args().skip(1);
    let (counts, wanted): (Vec<String>, Vec<String>) = arguments
        .filter(|one| !one.starts_with("--"))
        .partition(|one| one.parse::<usize>().is_ok());
    if let Some(name) = wanted.iter().find(|name| !PARTS.contains(&name.as_str())) {
        println!("There is no part {name}; there are: {}.", PARTS.join(", "));
        return;
    }
    let first = counts.first().and_then(|count| count.parse().ok());
    let asked = |part: &str| wanted.iter().any(|one| one == part);
    let all = !PARTS.iter().take(6).any(|part| asked(part));
    if all || asked("speed") {
        println!("\n== speed");
        speed::report(&corpus);
    }
    if all || asked("municipal") {
        println!("\n== municipal");
        municipal::report(root, &corpus, asked("misses"));
    }
    if all || ["cuad", "folds", "curve", "train"].into_iter().any(asked) {
        let (subjects, contracts) = (contracts::subjects(), contracts::read(&corpus, first));
        if !contracts.is_empty() && (all || asked("cuad")) {
            println!("\n== cuad");
            measure::report(&contracts, &subjects);
        }
        if !contracts.is_empty() && (all || asked("folds")) {
            println!("\n== folds");
            measure::report_folds(&contracts, &subjects);
        }
        if !contracts.is_empty() && (all || asked("curve")) {
            println!("\n== curve");
            curve::report(&contracts, &subjects);
        }
        if !contracts.is_empty() && asked("train") {
            write(
                &root.join("assets/models/commercial-terms.model"),
                &contracts,
                &subjects,
            );
        }
    }
}

fn write(path: &Path, contracts: &[measure::Contract], subjects: &[String]) {
    let bytes = measure::trained(contracts, subjects).write();
    match std::fs::write(path, &bytes) {
        Ok(()) => println!("{} bytes written to {}", bytes.len(), path.display()),
        Err(error) => println!("{} could not be written: {error}", path.display()),
    }
}
