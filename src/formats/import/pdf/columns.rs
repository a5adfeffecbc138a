//! Columns: which runs of a page belong together, and in which order they are read.
//!
//! A column boundary is a strip that no line crosses over a stretch of the page, with running text
//! on both sides. Numbers in the margin and tables have no running text on one of their sides, so
//! they are read line by line.

use super::engine::Run;
use super::lines::{Row, by_baseline, is_ideograph, joined};
use super::parallel;

/// Lines that a column must have.
const FEWEST_LINES: usize = 5;
/// Letters that a line of running text has on average.
const FEWEST_LETTERS: usize = 18;
/// The same for narrow columns, most of whose lines must then reach across.
const FEWEST_NARROW_LETTERS: usize = 10;
/// Columns inside columns.
const DEEPEST: usize = 3;

/// A part of a page, to be read before the next.
#[derive(Debug)]
pub enum Part {
    /// Rows to be read one after the other.
    Rows(Vec<Row>),
    /// Two texts side by side, cell by cell.
    Parallel(Vec<[Vec<Row>; 2]>),
}

/// Splits rows into parts to be read one after the other.
pub fn in_reading_order(rows: Vec<Row>) -> Vec<Part> {
    let mut parts = Vec::new();
    split(rows, 0, &mut parts);
    parts
}

fn split(rows: Vec<Row>, depth: usize, parts: &mut Vec<Part>) {
    if rows.is_empty() {
        return;
    }
    let Some(cut) = best_cut(&rows).filter(|_| depth < DEEPEST) else {
        parts.push(Part::Rows(rows));
        return;
    };
    let mut above = rows;
    let below = above.split_off(cut.end);
    let band = above.split_off(cut.start);
    split(above, depth + 1, parts);
    let (left, right) = divide(band, cut.at);
    match parallel::cells(left, right) {
        Ok(cells) => parts.push(Part::Parallel(cells)),
        Err((left, right)) => {
            split(left, depth + 1, parts);
            split(right, depth + 1, parts);
        }
    }
    split(below, depth + 1, parts);
}

/// A boundary between two columns, and the rows for which it holds.
#[derive(Debug, Clone, Copy)]
struct Cut {
    at: f32,
    start: usize,
    end: usize,
    /// Lines that it parts, then how wide it is.
    weight: (usize, f32),
}

fn best_cut(rows: &[Row]) -> Option<Cut> {
    if rows.len() < FEWEST_LINES {
        return None;
    }
    let cuts = candidates(rows).into_iter().flat_map(|at| bands(rows, at));
    cuts.max_by(|a, b| {
        a.weight
            .0
            .cmp(&b.weight.0)
            .then(a.weight.1.total_cmp(&b.weight.1))
    })
}

/// Middles of gaps that are wide enough, most frequent first, each once.
fn candidates(rows: &[Row]) -> Vec<f32> {
    let mut middles: Vec<f32> = Vec::new();
    for row in rows {
        let mut right = f32::MIN;
        for run in row {
            let gap = run.left - right;
            if right > f32::MIN && gap > 0.8 * run.size {
                middles.push(f32::midpoint(run.left, right));
            }
            right = right.max(run.right);
        }
    }
    // Columns that share no baseline show their boundary only by where lines start.
    middles.extend(
        rows.iter()
            .filter_map(|row| row.first())
            .map(|run| run.left - 2.0),
    );
    middles.sort_by(f32::total_cmp);
    let mut groups: Vec<(f32, usize)> = Vec::new();
    for middle in middles {
        match groups.last_mut() {
            Some((first, count)) if middle - *first < 4.0 => *count += 1,
            _ => groups.push((middle, 1)),
        }
    }
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups
        .into_iter()
        .take(24)
        .map(|(middle, _)| middle + 1.0)
        .collect()
}

/// Stretches of rows that the line at `at` does not cut, with columns on both sides.
fn bands(rows: &[Row], at: f32) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut start = 0;
    for (index, row) in rows.iter().enumerate() {
        if crosses(row, at) {
            cuts.extend(band(rows, at, start, index));
            start = index + 1;
        }
    }
    cuts.extend(band(rows, at, start, rows.len()));
    cuts
}

/// Whether a row goes on over a boundary: with a run across it, or with no more than a blank there.
fn crosses(row: &Row, at: f32) -> bool {
    let (before, after) = row.split_at(row.partition_point(|run| run.left < at));
    let end = before.iter().map(|run| run.right).fold(f32::MIN, f32::max);
    let start = after.first().map_or(f32::MAX, |run| run.left);
    let size = row.first().map_or(0.0, |run| run.size);
    end > at + 1.0 || start - end < 0.6 * size
}

fn band(rows: &[Row], at: f32, start: usize, end: usize) -> Option<Cut> {
    let rows = rows.get(start..end)?;
    if rows.len() < FEWEST_LINES {
        return None;
    }
    let mut sides = [Side::default(), Side::default()];
    for row in rows {
        let split = row.partition_point(|run| run.left < at);
        let (left, right) = row.split_at(split);
        sides[0].add(left);
        sides[1].add(right);
    }
    let [left, right] = &sides;
    let together = left.bottom.max(right.bottom) < left.top.min(right.top);
    let gap = right.left - left.right;
    let wide = gap > 0.6 * left.size.min(right.size);
    let overlap = left.top.min(right.top) - left.bottom.max(right.bottom);
    let shorter = (left.top - left.bottom).min(right.top - right.bottom);
    let beside = together && overlap > 0.5 * shorter;
    let columns = are_columns(left, right) && wide && beside;
    columns.then_some(Cut {
        at,
        start,
        end,
        weight: (left.lines.min(right.lines), gap),
    })
}

/// What lies on one side of a boundary.
#[derive(Debug)]
struct Side {
    lines: usize,
    letters: usize,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    size: f32,
    ends: Vec<f32>,
}

impl Default for Side {
    fn default() -> Self {
        Self {
            lines: 0,
            letters: 0,
            left: f32::MAX,
            right: f32::MIN,
            top: f32::MIN,
            bottom: f32::MAX,
            size: f32::MAX,
            ends: Vec::new(),
        }
    }
}

impl Side {
    fn add(&mut self, runs: &[Run]) {
        let Some(first) = runs.first() else {
            return;
        };
        self.lines += 1;
        let characters = runs.iter().flat_map(|run| run.text.chars());
        for character in characters.filter(|c| c.is_alphabetic()) {
            // An ideograph is as wide as two letters.
            self.letters += 1 + usize::from(is_ideograph(character));
        }
        let longest = runs.iter().max_by_key(|run| run.text.len());
        let end = runs.iter().map(|run| run.right).fold(f32::MIN, f32::max);
        self.left = self.left.min(first.left);
        self.right = self.right.max(end);
        self.top = self.top.max(first.baseline);
        self.bottom = self.bottom.min(first.baseline);
        self.size = self.size.min(longest.map_or(f32::MAX, |run| run.size));
        self.ends.push(end);
    }

    const fn has(&self, letters: usize) -> bool {
        self.lines >= FEWEST_LINES && self.letters >= letters * self.lines
    }

    /// Lines that reach well across, in percent.
    fn reaching(&self) -> usize {
        let across = self.left + 0.65 * (self.right - self.left);
        let reaching = self.ends.iter().filter(|end| **end > across).count();
        reaching * 100 / self.lines.max(1)
    }
}

/// Whether both sides hold running text. Pairs such as `Name: | City of X` do not: few of their
/// lines reach across.
fn are_columns(left: &Side, right: &Side) -> bool {
    let sure = left.has(FEWEST_LETTERS) && right.has(FEWEST_LETTERS);
    let narrow = left.has(FEWEST_NARROW_LETTERS) && right.has(FEWEST_NARROW_LETTERS);
    let long = left.lines.min(right.lines) > FEWEST_LINES + 2;
    sure || (narrow && long && left.reaching() + right.reaching() > 80)
}

fn divide(rows: Vec<Row>, at: f32) -> (Vec<Row>, Vec<Row>) {
    let mut left = Vec::new();
    let mut right = Vec::new();
    for mut row in rows {
        let split = row.partition_point(|run| run.left < at);
        let end = row.split_off(split);
        left.push(row);
        right.push(end);
    }
    (regrouped(left), regrouped(right))
}

/// The rows of one column for themselves: lines of the other may have stood a little higher.
fn regrouped(rows: Vec<Row>) -> Vec<Row> {
    let rows = by_baseline(rows.into_iter().flatten().collect());
    rows.into_iter().map(|row| joined(row, &[])).collect()
}

#[cfg(test)]
mod tests {
    use super::super::lines::line;
    use super::super::lines::tests::run;
    use super::*;

    fn read(runs: Vec<Run>) -> Vec<String> {
        let parts = in_reading_order(by_baseline(runs));
        let rows = parts.iter().flat_map(|part| match part {
            Part::Rows(rows) => rows.iter().collect(),
            Part::Parallel(cells) => cells.iter().flatten().flatten().collect::<Vec<_>>(),
        });
        rows.filter_map(|row| line(row))
            .map(|line| line.text)
            .collect()
    }

    const HEIGHTS: [f32; 6] = [700.0, 688.0, 676.0, 664.0, 652.0, 640.0];

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let mut runs = vec![run(
            "A heading right across the page, over both columns of it",
            60.0,
            720.0,
        )];
        for baseline in HEIGHTS {
            runs.push(run("left column of running text", 50.0, baseline));
            runs.push(run("right column of running text", 200.0, baseline));
        }
        runs.push(run(
            "A footing right across the page, under both columns of it",
            60.0,
            600.0,
        ));
        let lines = read(runs);
        assert!(lines[0].starts_with("A heading"));
        assert!(
            lines[1..7].iter().all(|line| line.starts_with("left")),
            "{lines:?}"
        );
        assert!(
            lines[7..13].iter().all(|line| line.starts_with("right")),
            "{lines:?}"
        );
        assert!(lines[13].starts_with("A footing"));
    }

    #[test]
    fn numbers_in_the_margin_stay_with_their_lines() {
        let mut runs = Vec::new();
        for baseline in HEIGHTS {
            runs.push(run("1.1", 50.0, baseline));
            runs.push(run("the text of a clause that is long", 100.0, baseline));
        }
        assert!(
            read(runs)
                .iter()
                .all(|line| line == "1.1 the text of a clause that is long")
        );
    }
}
