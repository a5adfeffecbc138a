//! Setting a slanted scan straight.
//!
//! Where lines of letters lie level, rows of dots are either full or empty; the slant at which that
//! is most so is the slant of the page. Pages that lie on their side are not known here: no row of
//! theirs says which side is up.

/// The greatest slant looked for, in degrees.
const STEEPEST: f32 = 10.0;
/// A slant that recognition does not mind.
const LEVEL: f32 = 0.12;
/// Dots of the coarse picture on which slants are tried.
const MOST_POINTS: usize = 60_000;
/// How much clearer the rows must become for the slant to be believed.
const GAIN: f64 = 1.03;

/// Rows of grey dots from the top.
pub struct Dots<'a> {
    /// Dots in a row.
    pub width: usize,
    /// The dots, 0 for black.
    pub grey: &'a [u8],
}

impl Dots<'_> {
    fn height(&self) -> usize {
        self.grey.len() / self.width.max(1)
    }

    fn at(&self, x: i64, y: i64) -> i64 {
        let inside = usize::try_from(x).ok().filter(|x| *x < self.width);
        let row = usize::try_from(y).ok().filter(|y| *y < self.height());
        match (inside, row) {
            (Some(x), Some(y)) => self
                .grey
                .get(y * self.width + x)
                .map_or(255, |dot| i64::from(*dot)),
            _ => 255,
        }
    }
}

/// By how many degrees the lines rise towards the right; nothing when they lie level or are no lines.
pub fn slant(dots: &Dots<'_>) -> Option<f32> {
    let (points, rows) = dark(dots);
    if points.len() < 500 {
        return None;
    }
    let level = sharpness(&points, rows, 0.0);
    let best = |around: f32, reach: i16, step: f32| {
        let tried = (-reach..=reach).map(|at| around + f32::from(at) * step);
        let scored = tried.map(|angle| (angle, sharpness(&points, rows, angle)));
        scored.fold((around, f64::MIN), |best, next| {
            if next.1 > best.1 { next } else { best }
        })
    };
    let (coarse, _) = best(0.0, 40, STEEPEST / 40.0);
    let (fine, clear) = best(coarse, 10, 0.025);
    (fine.abs() > LEVEL && clear > level * GAIN).then_some(fine)
}

/// Dark places of a picture made four times coarser, and its number of rows.
#[expect(
    clippy::cast_precision_loss,
    reason = "pictures have a few thousand rows"
)]
fn dark(dots: &Dots<'_>) -> (Vec<(f32, f32)>, usize) {
    const STEP: usize = 4;
    let (columns, rows) = (dots.width / STEP, dots.height() / STEP);
    let ink = ink(dots);
    let mut points = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let at = row * STEP * dots.width + column * STEP;
            // The darkest of a few dots, so that thin strokes are not lost.
            let near = [at, at + 2, at + 2 * dots.width, at + 2 * dots.width + 2];
            if near
                .iter()
                .any(|at| dots.grey.get(*at).is_some_and(|dot| *dot < ink))
            {
                points.push((column as f32, row as f32));
            }
        }
    }
    // Every so many points are as good as all of them.
    let every = points.len() / MOST_POINTS + 1;
    (points.into_iter().step_by(every).collect(), rows)
}

/// The grey below which a dot is ink: half way between the paper and the darkest dots.
fn ink(dots: &Dots<'_>) -> u8 {
    let mut counts = [0_usize; 256];
    for dot in dots.grey.iter().step_by(7) {
        counts[usize::from(*dot)] += 1;
    }
    let all: usize = counts.iter().sum();
    let rank = |share: usize| {
        let mut seen = 0;
        let found = counts.iter().position(|count| {
            seen += count;
            seen * 100 > all * share
        });
        found
            .and_then(|grey| u8::try_from(grey).ok())
            .unwrap_or(255)
    };
    u8::midpoint(rank(1), rank(50)).min(200)
}

/// How much neighbouring rows differ when the picture is read at this slant.
fn sharpness(points: &[(f32, f32)], rows: usize, degrees: f32) -> f64 {
    let rise = degrees.to_radians().tan();
    let mut counts = vec![0_i32; rows * 3 + 2];
    for (x, y) in points {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a row of the picture; what is negative counts in the first row"
        )]
        let row = (y + x * rise + rows as f32) as usize;
        if let Some(count) = counts.get_mut(row) {
            *count += 1;
        }
    }
    let pairs = counts.iter().zip(counts.iter().skip(1));
    pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum()
}

/// The picture turned about its middle so that lines rising by so many degrees lie level.
pub fn straightened(dots: &Dots<'_>, degrees: f32) -> Vec<u8> {
    // Whole numbers with sixteen bits behind the point: the same result on every machine.
    const ONE: i64 = 1 << 16;
    #[expect(clippy::cast_possible_truncation, reason = "at most one, times 65536")]
    let fixed = |value: f32| (f64::from(value) * 65_536.0) as i64;
    let (sin, cos) = (
        fixed(degrees.to_radians().sin()),
        fixed(degrees.to_radians().cos()),
    );
    let whole = |value: usize| i64::try_from(value).unwrap_or(0);
    let (middle_x, middle_y) = (whole(dots.width) / 2, whole(dots.height()) / 2);
    let mut turned = Vec::with_capacity(dots.grey.len());
    for y in 0..whole(dots.height()) {
        let down = y - middle_y;
        let mut from_x = middle_x * ONE - middle_x * cos + down * sin;
        let mut from_y = middle_y * ONE + middle_x * sin + down * cos;
        for _ in 0..dots.width {
            let (x, y) = (from_x >> 16, from_y >> 16);
            let (right, below) = (from_x & (ONE - 1), from_y & (ONE - 1));
            let upper = dots.at(x, y) * (ONE - right) + dots.at(x + 1, y) * right;
            let lower = dots.at(x, y + 1) * (ONE - right) + dots.at(x + 1, y + 1) * right;
            let dot = ((upper >> 16) * (ONE - below) + (lower >> 16) * below) >> 16;
            turned.push(u8::try_from(dot).unwrap_or(255));
            from_x += cos;
            from_y -= sin;
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of dashes, drawn level.
    fn page() -> Vec<u8> {
        let mut grey = vec![255; 600 * 800];
        for line in (60..740).step_by(24) {
            for row in line..line + 8 {
                for column in (60..540).filter(|column| column % 30 < 24) {
                    grey[row * 600 + column] = 20;
                }
            }
        }
        grey
    }

    #[test]
    fn a_slant_is_found_and_taken_away() {
        let level = page();
        let level = Dots {
            width: 600,
            grey: &level,
        };
        assert_eq!(slant(&level), None);
        for degrees in [-4.0, 1.0, 6.5] {
            let slanted = straightened(&level, -degrees);
            let slanted = Dots {
                width: 600,
                grey: &slanted,
            };
            let found = slant(&slanted).unwrap();
            // So small a picture is coarse.
            assert!((found - degrees).abs() < 0.3, "{degrees}: {found}");
            let again = straightened(&slanted, found);
            let again = slant(&Dots {
                width: 600,
                grey: &again,
            })
            .unwrap_or(0.0);
            assert!(again.abs() < 0.3, "{degrees}: {again}");
        }
    }

    #[test]
    fn an_empty_page_and_an_empty_picture_have_no_slant() {
        let blank = vec![255; 600 * 800];
        assert_eq!(
            slant(&Dots {
                width: 600,
                grey: &blank
            }),
            None
        );
        assert_eq!(
            slant(&Dots {
                width: 0,
                grey: &[]
            }),
            None
        );
    }
}
