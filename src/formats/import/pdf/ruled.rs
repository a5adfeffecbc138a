//! Tables with drawn lines: which runs stand in which cell.
//!
//! Lines across give rows, lines down give columns; where a line down is missing in a row, the cells
//! beside it are one. A frame around a text has no line down inside it and is no table.

use super::engine::{Rule, Run};
use super::lines::{Row, by_baseline, joined};

/// Distance within which drawn lines are one.
const SAME: f32 = 2.5;
/// The most rows and columns of one table.
const MOST: usize = 2_000;

/// A table's place and lines, in the direction of reading.
#[derive(Debug)]
pub struct Grid {
    top: f32,
    bottom: f32,
    left: f32,
    right: f32,
    /// Heights between rows, top down, with both edges.
    levels: Vec<f32>,
    bars: Vec<Rule>,
}

/// A row of a table: its cells from left to right, each a list of rows of runs.
pub type Cells = Vec<Vec<Row>>;

/// The tables of a page, top down.
pub fn grids(rules: &[Rule]) -> Vec<Grid> {
    let (mut bars, beams): (Vec<Rule>, Vec<Rule>) = rules
        .iter()
        .copied()
        .partition(|rule| rule.to.1 - rule.from.1 > rule.to.0 - rule.from.0);
    bars.retain(|bar| bar.to.1 - bar.from.1 > 4.0);
    bars.sort_by(|a, b| b.to.1.total_cmp(&a.to.1));
    let mut groups: Vec<(f32, Vec<Rule>)> = Vec::new();
    for bar in bars {
        match groups.last_mut() {
            Some((bottom, group)) if bar.to.1 > *bottom - 2.0 * SAME => {
                *bottom = bottom.min(bar.from.1);
                group.push(bar);
            }
            _ => groups.push((bar.from.1, vec![bar])),
        }
    }
    groups
        .into_iter()
        .filter_map(|(bottom, bars)| grid(bottom, bars, &beams))
        .collect()
}

fn grid(bottom: f32, bars: Vec<Rule>, beams: &[Rule]) -> Option<Grid> {
    let top = bars.first()?.to.1;
    let columns = merged(bars.iter().map(|bar| bar.from.0).collect());
    let (left, right) = (*columns.first()?, *columns.last()?);
    let width = right - left;
    let inside: Vec<&Rule> = beams
        .iter()
        .filter(|beam| beam.from.1 > bottom - 2.0 * SAME && beam.from.1 < top + 2.0 * SAME)
        .filter(|beam| beam.to.0 > left - SAME && beam.from.0 < right + SAME)
        .collect();
    // Outer lines may be drawn only across; then the table is as wide as these.
    let reach = inside.iter().fold((left, right), |(left, right), beam| {
        (left.min(beam.from.0), right.max(beam.to.0))
    });
    let mut levels = merged(inside.iter().map(|beam| beam.from.1).collect());
    levels.retain(|level| {
        let here = inside
            .iter()
            .filter(|beam| (beam.from.1 - level).abs() < SAME);
        here.map(|beam| beam.to.0 - beam.from.0).sum::<f32>() > 0.4 * width
    });
    if levels.len() < 3 {
        levels = merged(bars.iter().flat_map(|bar| [bar.from.1, bar.to.1]).collect());
    }
    levels.extend([top, bottom]);
    let mut levels = merged(levels);
    levels.reverse();
    let inner = columns
        .iter()
        .filter(|at| **at > reach.0 + 4.0 * SAME && **at < reach.1 - 4.0 * SAME)
        .count();
    let sane = inner > 0 && columns.len() <= MOST && levels.len() <= MOST && width > 20.0;
    sane.then_some(Grid {
        top,
        bottom,
        left: reach.0,
        right: reach.1,
        levels,
        bars,
    })
}

/// Positions in order, each once.
fn merged(mut positions: Vec<f32>) -> Vec<f32> {
    positions.sort_by(f32::total_cmp);
    positions.dedup_by(|second, first| (*second - *first).abs() < SAME);
    positions
}

impl Grid {
    /// Whether a row of text lies at the table's height.
    pub fn is_beside(&self, row: &Row) -> bool {
        row.first().is_some_and(|run| {
            let middle = run.baseline + 0.3 * run.size;
            middle < self.top && middle > self.bottom
        })
    }

    /// Whether most of what stands at the table's height lies inside it. The outer columns of some
    /// tables have no line beside them; a column of prose beside a table has as many words as it.
    pub fn holds(&self, rows: &[Row]) -> bool {
        let (mut inside, mut beside) = (0, 0);
        for run in rows.iter().flatten() {
            let within = run.left > self.left - 4.0 && run.right < self.right + 6.0;
            *(if within { &mut inside } else { &mut beside }) += run.text.len();
        }
        beside * 2 <= inside
    }

    /// The table's rows; nothing when the words do not fill at least two rows and columns.
    pub fn fill(&self, rows: &[Row]) -> Option<Vec<Cells>> {
        let mut bands: Vec<Vec<Run>> = vec![Vec::new(); self.levels.len() + 1];
        for run in rows.iter().flatten() {
            let middle = run.baseline + 0.3 * run.size;
            let band = self.levels.partition_point(|level| *level > middle);
            bands[band].push(run.clone());
        }
        let mut table = Vec::new();
        for (band, runs) in bands.into_iter().enumerate() {
            let bounds = band
                .checked_sub(1)
                .and_then(|above| Some((*self.levels.get(above)?, *self.levels.get(band)?)));
            if let Some((above, below)) = bounds.filter(|_| !runs.is_empty()) {
                let height = f32::midpoint(above, below);
                match lines_of_numbers(&runs) {
                    Some(lines) => {
                        let lines = lines.into_iter();
                        table.extend(lines.map(|line| self.cells(line, height)));
                    }
                    None => table.push(self.cells(runs, height)),
                }
            } else if !runs.is_empty() {
                return None;
            }
        }
        let filled = |cells: &&Cells| cells.iter().filter(|cell| !cell.is_empty()).count() > 1;
        (table.iter().filter(filled).count() > 1).then_some(table)
    }

    fn cells(&self, runs: Vec<Run>, height: f32) -> Cells {
        let here = self
            .bars
            .iter()
            .filter(|bar| bar.from.1 < height && bar.to.1 > height);
        let columns = merged(here.map(|bar| bar.from.0).collect());
        let mut cells: Vec<Vec<Run>> = vec![Vec::new(); columns.len() + 1];
        for run in runs {
            let middle = f32::midpoint(run.left, run.right);
            cells[columns.partition_point(|at| *at < middle)].push(run);
        }
        // Outside the outer lines there is no cell.
        if cells.first().is_some_and(Vec::is_empty) {
            cells.remove(0);
        }
        if cells.last().is_some_and(Vec::is_empty) {
            cells.pop();
        }
        cells
            .into_iter()
            .map(|cell| {
                by_baseline(cell)
                    .into_iter()
                    .map(|row| joined(row, &[]))
                    .collect()
            })
            .collect()
    }
}

/// The lines of a row that holds several rows of numbers, with a drawn line only every so often.
fn lines_of_numbers(runs: &[Run]) -> Option<Vec<Row>> {
    let lines = by_baseline(runs.to_vec());
    let numbers = |line: &Row| {
        let number = |run: &&Run| {
            run.text.bytes().any(|byte| byte.is_ascii_digit())
                && !run.text.chars().any(char::is_alphabetic)
        };
        line.iter().filter(number).count()
    };
    let rows = lines.iter().filter(|line| numbers(line) >= 2);
    (lines.len() > 1 && rows.count() * 5 >= lines.len() * 4).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::super::lines::line;
    use super::super::lines::tests::run;
    use super::*;

    fn rule(from: (f32, f32), to: (f32, f32)) -> Rule {
        Rule { from, to }
    }

    /// Two rows and two columns; the first row is one cell when `open`.
    fn rules(open: bool) -> Vec<Rule> {
        let middle = if open { 680.0 } else { 710.0 };
        vec![
            rule((50.0, 650.0), (50.0, 710.0)),
            rule((150.0, 650.0), (150.0, middle)),
            rule((300.0, 650.0), (300.0, 710.0)),
            rule((50.0, 710.0), (300.0, 710.0)),
            rule((50.0, 680.0), (300.0, 680.0)),
            rule((50.0, 650.0), (300.0, 650.0)),
        ]
    }

    fn texts(table: &[Cells]) -> Vec<Vec<String>> {
        let words = |cell: &Vec<Row>| {
            let lines: Vec<_> = cell.iter().filter_map(|row| line(row)).collect();
            let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
            texts.join(" ")
        };
        table
            .iter()
            .map(|cells| cells.iter().map(words).collect())
            .collect()
    }

    #[test]
    fn cells_are_whole_and_numbers_stay_apart() {
        let rows = by_baseline(vec![
            run("Fee for", 55.0, 700.0),
            run("the service", 55.0, 688.0),
            run("1,500", 155.0, 700.0),
            run("Total", 55.0, 665.0),
            run("3,000", 155.0, 665.0),
        ]);
        let grids = grids(&rules(false));
        assert_eq!(grids.len(), 1);
        assert!(grids[0].holds(&rows));
        assert_eq!(
            texts(&grids[0].fill(&rows).unwrap()),
            [["Fee for the service", "1,500"], ["Total", "3,000"]]
        );
    }

    #[test]
    fn a_frame_is_no_table_and_a_missing_line_joins_cells() {
        let frame = [
            rule((50.0, 650.0), (50.0, 710.0)),
            rule((300.0, 650.0), (300.0, 710.0)),
            rule((50.0, 710.0), (300.0, 710.0)),
            rule((50.0, 650.0), (300.0, 650.0)),
        ];
        assert!(grids(&frame).is_empty());
        let rows = by_baseline(vec![
            run("A heading over both columns", 55.0, 690.0),
            run("a", 55.0, 660.0),
            run("b", 155.0, 660.0),
        ]);
        assert!(grids(&rules(true))[0].fill(&rows).is_none());
    }
}
