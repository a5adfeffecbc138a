//! Agreements that were cut by hand, in eleven languages, against what the program makes of them.
#![expect(
    clippy::print_stdout,
    reason = "the measure prints what differs when asked"
)]
#![expect(clippy::disallowed_methods, reason = "fixtures are read from files")]
#![expect(clippy::cast_precision_loss, reason = "counts are divided for a share")]

#[path = "../benches/segmenting/marked.rs"]
#[expect(dead_code, reason = "its table is for the bench")]
mod marked;
#[path = "../benches/segmenting/score.rs"]
mod score;

/// Of every hundred clauses that a lawyer marked, as many are found, under the right parent.
const AIM: usize = 97;

#[test]
fn clauses_are_those_that_were_marked_by_hand() {
    let scores = marked::scores();
    assert!(scores.len() >= 19, "{} fixtures", scores.len());
    for (file, _, score) in scores {
        let (right, truth) = (score.right, score.truth);
        assert!(truth >= 15, "{file} has {truth} marks");
        // One slip in a short agreement is more than three in a hundred.
        let allowed = (truth * (100 - AIM)).div_ceil(100).max(1);
        assert!(truth - right <= allowed, "{file}: {right} of {truth} found");
        assert!(
            score.found - right <= allowed,
            "{file}: {} found, {right} right",
            score.found
        );
        assert!(
            score.placed - score.well_placed <= allowed,
            "{file}: {score:?}"
        );
    }
}
