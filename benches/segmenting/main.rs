//! Clauses, references, terms and facts, measured against truth. Prints tables for each language;
//! never fails for being slow or wrong, because this is where it is looked at.
//!
//! `cargo bench --bench segmenting [PART…]`, the parts being `articles`, `structure`, `marked`,
//! `references`, `terms`, `facts` and `speed`; without one all are measured. The files are those of the folder in
//! `RAPPORTEUR_CORPUS`, by default `../shared/corpus`, and those in `tests/fixtures/clauses`.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench reads files and the clock"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "counts and times are divided for a table"
)]

mod articles;
mod facts;
mod marked;
mod references;
mod score;
mod speed;
mod structure;
mod terms;

use std::path::{Path, PathBuf};

/// A part: its name and what measures it.
type Part = (&'static str, fn(&Path));

const PARTS: &[Part] = &[
    ("articles", articles::report),
    ("structure", structure::report),
    ("marked", marked::report),
    ("references", references::report),
    ("facts", facts::report),
    ("terms", terms::report),
    ("speed", speed::report),
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("RAPPORTEUR_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    let arguments = std::env::args().skip(1);
    let wanted: Vec<String> = arguments.filter(|one| !one.starts_with("--")).collect();
    let unknown = |name: &&String| !PARTS.iter().any(|(part, _)| part == name);
    if let Some(name) = wanted.iter().find(unknown) {
        let parts: Vec<_> = PARTS.iter().map(|(part, _)| *part).collect();
        println!("There is no part {name}; there are: {}.", parts.join(", "));
        return;
    }
    println!("files: {}", corpus.display());
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|one| one == name) {
            println!("\n== {name}");
            measure(&corpus);
        }
    }
}
