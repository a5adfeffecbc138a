//! Reading files in, measured: what is found, in which order, and what it costs, beside `pdftotext`,
//! `mutool`, `pandoc`, `soffice` and `tesseract` in the same run, whichever of them is installed.
//! Prints tables; never fails for being slow, because machines differ.
//!
//! `cargo bench --bench reading [PART…]`, the parts being `passages`, `order`, `docx`, `pages`, `folder`
//! and `scans`; without one all are measured. The files are those of the folder in `RAPPORTEUR_CORPUS`,
//! by default `../shared/corpus`; the program is this crate's, or the one in `RAPPORTEUR_BIN`.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench starts programs and reads files"
)]
#![expect(
    clippy::cast_precision_loss,
    reason = "counts and times are divided for a table"
)]

mod found;
mod made;
mod order;
mod program;
mod scans;
mod speed;
mod terminal;
mod words;

use program::ours;
use std::path::{Path, PathBuf};

/// A part: its name and what measures it.
type Part = (&'static str, fn(&Path));

const PARTS: &[Part] = &[
    ("passages", found::passages),
    ("order", order::order),
    ("docx", speed::docx),
    ("pages", speed::pages),
    ("folder", speed::folder),
    ("scans", scans::scans),
];

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("RAPPORTEUR_CORPUS")
        .map_or_else(|| root.join("../shared/corpus"), PathBuf::from);
    if !corpus.is_dir() {
        println!("Nothing measured: there is no folder {}.", corpus.display());
        return;
    }
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let unknown = |name: &&String| !PARTS.iter().any(|(part, _)| part == name);
    if let Some(name) = wanted.iter().find(unknown) {
        let parts: Vec<_> = PARTS.iter().map(|(part, _)| *part).collect();
        println!("There is no part {name}; there are: {}.", parts.join(", "));
        return;
    }
    println!("program: {}", ours().display());
    println!("files:   {}", corpus.display());
    for (name, measure) in PARTS {
        if wanted.is_empty() || wanted.iter().any(|one| one == name) {
            println!("\n== {name}");
            measure(&corpus);
        }
    }
}
