//! Pointers from words and from examples, measured on contracts that experts have marked.
//!
//! `cargo bench --bench assistant` trains on a part of the companies and prints how the pointers fare on
//! the rest; `cargo bench --bench assistant -- train` writes the model that is shipped,
//! `assets/models/commercial-terms.model`, from all contracts, the same bytes every time. The contracts
//! are those of CUAD in the folder `RAPPORTEUR_CORPUS`, by default `../shared/corpus`.
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

mod contracts;
mod measure;
mod speed;

use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("RAPPORTEUR_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let subjects = contracts::subjects();
    let contracts = contracts::read(&corpus);
    if contracts.is_empty() {
        return;
    }
    if std::env::args().any(|argument| argument == "train") {
        let bytes = measure::trained(&contracts, &subjects).write();
        let path = root.join("assets/models/commercial-terms.model");
        match std::fs::write(&path, &bytes) {
            Ok(()) => println!("{} bytes written to {}", bytes.len(), path.display()),
            Err(error) => println!("{} could not be written: {error}", path.display()),
        }
        return;
    }
    speed::report(&contracts);
    measure::report(&contracts, &subjects);
}
