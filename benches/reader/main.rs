//! The program as a person feels it, in a real pseudo-terminal: key to frame, bytes a frame, start to first frame and
//! memory, beside `less`, `vim -R` and `hx` in the same run where they are installed. Prints tables; never fails for
//! being slow, because machines differ.
//!
//! `cargo bench --bench reader [-- PART…]`; parts are `law` (the longest law of the corpus, or the made-up sample),
//! `large` (a made-up agreement of 5 MB and 10,000 clauses), `desk` (a desk with 1,000 made-up agreements) and
//! `start` (start to first frame). A path instead of a part is read like the law. `RAPPORTEUR_BIN` names another build,
//! `RAPPORTEUR_AGREEMENTS` how many stand on the desk. Everything made up lies in a temporary folder.
#![expect(clippy::print_stdout, reason = "a bench prints its table")]
#![expect(
    clippy::disallowed_methods,
    reason = "a bench starts programs, writes what they read and looks at the clock"
)]

#[cfg(unix)]
mod made_up;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod tables;

#[cfg(not(unix))]
fn main() {
    println!("This bench needs a Unix pseudo-terminal.");
}

#[cfg(unix)]
fn main() {
    tables::print();
}
