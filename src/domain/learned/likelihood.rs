//! From a score to a likelihood: what share of the clauses that scored like this were marked.
//!
//! Looks at the score itself, at how far it stays behind the best clause of the agreement, and at
//! the same two of the words of the checklist. Fitted on agreements that the scores were not trained on.

use std::array;

/// What a likelihood is made from, for one clause and subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Evidence {
    /// Score of the examples.
    pub(super) score: f32,
    /// The best of them in the agreement.
    pub(super) best: f32,
    /// Rank of the words, 0 to 1000; 0 when none was found.
    pub(super) words: u32,
    /// The best of them in the agreement.
    pub(super) best_words: u32,
}

const COUNT: usize = 5;

impl Evidence {
    fn numbers(self) -> [f64; COUNT] {
        let behind = f64::from((self.best - self.score).clamp(0.0, 2.0));
        let words = f64::from(self.words.min(1000)) / 1000.0;
        let words_behind = f64::from(self.best_words.min(1000)) / 1000.0 - words;
        [
            1.0,
            f64::from(self.score).clamp(-3.0, 3.0),
            behind,
            words,
            words_behind,
        ]
    }
}

/// How evidence is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Likelihood {
    weights: [f64; COUNT],
}

/// Evidence whose truth is known.
pub(super) type Sample = (Evidence, bool);

impl Likelihood {
    /// How many numbers it is kept as.
    pub(super) const NUMBERS: usize = COUNT;

    /// It as numbers.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "half the digits are plenty"
    )]
    pub(super) fn numbers(self) -> [f32; COUNT] {
        self.weights.map(|weight| weight as f32)
    }

    /// It from numbers.
    pub(super) fn from_numbers(numbers: [f32; COUNT]) -> Self {
        Self {
            weights: numbers.map(f64::from),
        }
    }

    /// In thousandths.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it lies between 0 and 1000"
    )]
    pub(super) fn of(&self, evidence: Evidence) -> u32 {
        (1000.0 * self.share(&evidence.numbers())).round() as u32
    }

    fn share(&self, numbers: &[f64; COUNT]) -> f64 {
        let sum: f64 = self.weights.iter().zip(numbers).map(|(w, x)| w * x).sum();
        1.0 / (1.0 + (-sum.clamp(-30.0, 30.0)).exp())
    }

    /// The weights that fit samples best without going far from others; `loyalty` is how many
    /// samples those others are worth.
    pub(super) fn fitted(samples: &[Sample], others: Self, loyalty: f64) -> Self {
        let samples: Vec<([f64; COUNT], f64)> = samples
            .iter()
            .map(|(evidence, is_right)| (evidence.numbers(), f64::from(u8::from(*is_right))))
            .collect();
        let mut now = others;
        for _ in 0..25 {
            let mut slope = [0.0; COUNT];
            let mut bend = [[0.0; COUNT]; COUNT];
            for at in 0..COUNT {
                slope[at] = loyalty * (now.weights[at] - others.weights[at]);
                bend[at][at] = loyalty;
            }
            for (numbers, truth) in &samples {
                let share = now.share(numbers);
                let spread = (share * (1.0 - share)).max(1e-9);
                for row in 0..COUNT {
                    slope[row] += (share - truth) * numbers[row];
                    for column in 0..COUNT {
                        bend[row][column] += spread * numbers[row] * numbers[column];
                    }
                }
            }
            let step = solved(bend, slope);
            let far = step.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
            let short = if far > 2.0 { 2.0 / far } else { 1.0 };
            for (weight, step) in now.weights.iter_mut().zip(step) {
                *weight -= short * step;
            }
            if far < 1e-6 {
                break;
            }
        }
        now
    }
}

/// The solution of a small system of equations whose matrix is positive definite.
fn solved(mut left: [[f64; COUNT]; COUNT], mut right: [f64; COUNT]) -> [f64; COUNT] {
    for pivot in 0..COUNT {
        let from = left[pivot];
        let by = from[pivot].max(1e-12);
        for row in pivot + 1..COUNT {
            let factor = left[row][pivot] / by;
            for (value, from) in left[row].iter_mut().zip(from).skip(pivot) {
                *value -= factor * from;
            }
            right[row] -= factor * right[pivot];
        }
    }
    let mut found = array::from_fn(|_| 0.0);
    for row in (0..COUNT).rev() {
        let known: f64 = (row + 1..COUNT).map(|at| left[row][at] * found[at]).sum();
        found[row] = (right[row] - known) / left[row][row].max(1e-12);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_become_shares() {
        let evidence = |score: f32| Evidence {
            score,
            best: 1.0,
            words: 0,
            best_words: 0,
        };
        let samples: Vec<Sample> = (0..400_u16)
            .map(|at| {
                let high = at % 2 == 0;
                let right = if high { at % 8 != 0 } else { at % 10 == 1 };
                (evidence(if high { 1.0 } else { -1.0 }), right)
            })
            .collect();
        let fitted = Likelihood::fitted(&samples, Likelihood::default(), 0.01);
        let (high, low) = (fitted.of(evidence(1.0)), fitted.of(evidence(-1.0)));
        assert!((735..=765).contains(&high), "{high}");
        assert!((190..=210).contains(&low), "{low}");
        assert_eq!(Likelihood::default().of(evidence(0.5)), 500);
    }
}
