//! How quickly one person reads, from when she marked what, and how long the rest will take her.
//!
//! Does not know journals or screens: it is given moments and lengths.

/// A gap longer than this between two marks is a break, in milliseconds.
const BREAK: i64 = 5 * 60_000;

/// The fewest readings that a pace is told from.
const FEWEST: usize = 10;

/// The most readings that count, the latest: a pace changes with the day and with the text.
pub const MOST: usize = 200;

/// Letters that are counted for the shortest reading, so that a heading does not look like a page.
const LEAST_LETTERS: u64 = 40;

/// One reading: when it was marked, and how long it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// When it was marked as read, in milliseconds since 1970.
    pub at: i64,
    /// Its length, in Unicode scalar values.
    pub letters: u64,
}

/// How quickly somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Milliseconds for a thousand letters.
    per_thousand: u64,
}

impl Pace {
    /// The pace of readings in the order in which they were marked; nothing when there are too few
    /// of them that follow one another without a break. Readings marked at one time are one.
    pub fn of(readings: &[Timed]) -> Option<Self> {
        let mut steps: Vec<Timed> = Vec::new();
        for reading in readings {
            match steps.last_mut().filter(|last| last.at == reading.at) {
                Some(last) => last.letters = last.letters.saturating_add(reading.letters),
                None => steps.push(*reading),
            }
        }
        let timed = steps.windows(2).filter_map(|pair| {
            let [before, read] = pair else { return None };
            let took = read.at.checked_sub(before.at)?;
            let took = u64::try_from(took).ok().filter(|_| took <= BREAK)?;
            Some(1000 * took / read.letters.max(LEAST_LETTERS))
        });
        let mut timed: Vec<u64> = timed.collect();
        if timed.len() < FEWEST {
            return None;
        }
        let middle = timed.len() / 2;
        let (_, median, _) = timed.select_nth_unstable(middle);
        Some(Self {
            per_thousand: *median,
        })
    }

    /// The minutes that so many letters will take, at least one; rounded to fives from a half hour
    /// on, since nobody knows it better.
    pub fn minutes(self, letters: u64) -> u64 {
        let millis = self.per_thousand.saturating_mul(letters) / 1000;
        let minutes = millis.div_ceil(60_000).max(1);
        if minutes < 30 {
            minutes
        } else {
            minutes.saturating_add(2) / 5 * 5
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(seconds: &[i64], letters: u64) -> Vec<Timed> {
        let mut at = 1_000_000;
        let timed = seconds.iter().map(|gap| {
            at += gap * 1000;
            Timed { at, letters }
        });
        timed.collect()
    }

    #[test]
    fn the_pace_is_the_median_of_what_was_read_without_a_break() {
        // 30 s for 500 letters: a minute for a thousand. A break of an hour and a slip change nothing.
        let seconds = [0, 30, 30, 30, 30, 3600, 30, 30, 1, 30, 30, 30, 30, 290];
        let pace = Pace::of(&every(&seconds, 500)).expect("enough");
        assert_eq!(pace.minutes(10_000), 10);
        assert_eq!(pace.minutes(0), 1);
        assert_eq!(pace.minutes(41_000), 40);
        assert_eq!(pace.minutes(43_000), 45);
    }

    #[test]
    fn a_few_readings_tell_nothing() {
        assert_eq!(Pace::of(&every(&[30; FEWEST], 500)), None);
        assert!(Pace::of(&every(&[30; FEWEST + 1], 500)).is_some());
        assert_eq!(Pace::of(&every(&[400; 50], 500)), None, "only breaks");
        assert_eq!(Pace::of(&[]), None);
    }

    #[test]
    fn what_is_marked_at_one_time_was_read_together() {
        let twice = every(&[30; 12], 250);
        let twice: Vec<Timed> = twice.iter().flat_map(|one| [*one, *one]).collect();
        let once = Pace::of(&every(&[30; 12], 500));
        assert_eq!(Pace::of(&twice), once);
    }

    #[test]
    fn a_clock_that_went_back_and_huge_numbers_do_no_harm() {
        let mut wild = every(&[-10; 20], u64::MAX / 100);
        wild.push(Timed {
            at: i64::MIN,
            letters: 0,
        });
        wild.push(Timed {
            at: i64::MAX,
            letters: 7,
        });
        assert_eq!(Pace::of(&wild), None);
        let pace = Pace::of(&every(&[200; 20], 1)).expect("enough");
        assert!(pace.minutes(u64::MAX) > 0);
    }
}
