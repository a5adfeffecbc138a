//! How much a long test does: little by default, everything on request; and what it says of it.
#![expect(
    clippy::disallowed_methods,
    reason = "the environment says how long a test may take"
)]

/// Whether the full run was asked for, with `RAPPORTEUR_FULL=1`.
pub fn is_full() -> bool {
    std::env::var("RAPPORTEUR_FULL").is_ok_and(|value| value != "0")
}

/// How many: what a variable says, else `full` or `few`.
pub fn how_many(variable: &str, few: usize, full: usize) -> usize {
    let said = std::env::var(variable).ok();
    let said = said.and_then(|value| value.replace('_', "").parse().ok());
    said.unwrap_or(if is_full() { full } else { few })
}

/// Where the dice begin: `RAPPORTEUR_SEED`, else always the same.
pub fn seed() -> u64 {
    how_many("RAPPORTEUR_SEED", 1, 1) as u64
}

/// Says what was measured.
#[expect(clippy::print_stderr, reason = "a long test says what it found")]
pub fn tell(words: &str) {
    eprintln!("{words}");
}
