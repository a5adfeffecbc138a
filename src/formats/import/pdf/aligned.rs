//! Tables without drawn lines: rows of short pieces that stand under each other.
//!
//! Only what cannot be running text is taken for a table: at least three columns over at least three
//! rows. A clause number before its text makes no column, and neither does a page number after dots.

use super::engine::Run;
use super::lines::{Row, line};
use super::paragraphs::marker;

/// Rows that such a table must have.
const FEWEST_ROWS: usize = 3;
/// Columns that it must have.
const FEWEST_COLUMNS: usize = 3;
/// Letters that a cell has at most, on average.
const MOST_LETTERS: usize = 32;

/// A stretch of rows.
#[derive(Debug)]
pub enum Stretch {
    /// Running text.
    Text(Vec<Row>),
    /// Rows of cells; an empty cell has no runs.
    Table(Vec<Vec<Row>>),
}

/// Parts rows into running text and tables.
pub fn stretches(rows: Vec<Row>) -> Vec<Stretch> {
    let many: Vec<bool> = rows.iter().map(has_pieces).collect();
    let mut stretches = Vec::new();
    let mut text: Vec<Row> = Vec::new();
    let mut candidates: Vec<Row> = Vec::new();
    for (row, many) in rows.into_iter().zip(many) {
        if many {
            candidates.push(row);
        } else {
            close(&mut candidates, &mut text, &mut stretches);
            text.push(row);
        }
    }
    close(&mut candidates, &mut text, &mut stretches);
    if !text.is_empty() {
        stretches.push(Stretch::Text(text));
    }
    stretches
}

/// Ends a stretch of rows that may be a table.
fn close(candidates: &mut Vec<Row>, text: &mut Vec<Row>, stretches: &mut Vec<Stretch>) {
    let rows = std::mem::take(candidates);
    match table(&rows) {
        Some(cells) => {
            if !text.is_empty() {
                stretches.push(Stretch::Text(std::mem::take(text)));
            }
            stretches.push(Stretch::Table(cells));
        }
        None => text.extend(rows),
    }
}

fn is_wide(gap: f32, run: &Run) -> bool {
    gap > 0.9 * run.size
}

/// Whether a row falls into enough pieces to be one of a table.
fn has_pieces(row: &Row) -> bool {
    let mut pieces = 1;
    let mut before: Option<&Run> = None;
    for run in row {
        if before.is_some_and(|before| is_wide(run.left - before.right, run)) {
            pieces += 1;
        }
        before = Some(run);
    }
    if pieces < FEWEST_COLUMNS {
        return false;
    }
    let first = row.first().map_or("", |run| run.text.trim());
    let digits = first.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let numbered = digits || marker(first).is_some_and(|mark| mark.len() == first.len());
    pieces - usize::from(numbered) >= FEWEST_COLUMNS
}

/// The cells of the rows, when their pieces stand under each other.
fn table(rows: &[Row]) -> Option<Vec<Vec<Row>>> {
    if rows.len() < FEWEST_ROWS {
        return None;
    }
    let columns = columns(rows);
    if columns.len() < FEWEST_COLUMNS {
        return None;
    }
    let mut letters = 0;
    let mut filled = 0;
    let mut table = Vec::new();
    for row in rows {
        let mut cells: Vec<Row> = vec![Vec::new(); columns.len()];
        for run in row {
            let at = columns.partition_point(|(_, right)| *right < run.left);
            cells.get_mut(at)?.push(run.clone());
        }
        let full = cells.iter().filter(|cell| !cell.is_empty());
        filled += full.clone().count();
        let texts = full.filter_map(|cell| line(cell));
        letters += texts.map(|line| line.text.chars().count()).sum::<usize>();
        table.push(cells);
    }
    let dense = filled * 2 >= rows.len() * columns.len();
    (dense && letters <= MOST_LETTERS * filled).then_some(table)
}

/// What lies between the strips that no row crosses.
fn columns(rows: &[Row]) -> Vec<(f32, f32)> {
    let mut pieces: Vec<(f32, f32)> = rows
        .iter()
        .flatten()
        .map(|run| (run.left, run.right))
        .collect();
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    let size = rows
        .iter()
        .flatten()
        .map(|run| run.size)
        .fold(f32::MAX, f32::min);
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in pieces {
        match columns.last_mut() {
            Some((_, end)) if left < *end + 0.3 * size => *end = end.max(right),
            _ => columns.push((left, right)),
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::super::lines::by_baseline;
    use super::super::lines::tests::run;
    use super::*;

    fn tables(runs: Vec<Run>) -> Vec<Vec<Vec<String>>> {
        let words = |cell: &Row| line(cell).map(|line| line.text).unwrap_or_default();
        let rows = |table: &Vec<Vec<Row>>| {
            let texts = table.iter().map(|cells| cells.iter().map(words).collect());
            texts.collect()
        };
        stretches(by_baseline(runs))
            .iter()
            .filter_map(|stretch| match stretch {
                Stretch::Table(table) => Some(rows(table)),
                Stretch::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn short_pieces_under_each_other_are_a_table() {
        let mut runs = vec![run(
            "Fees for the years to come are as follows",
            50.0,
            700.0,
        )];
        for (index, year) in ["in 2024", "in 2025", "in 2026"].into_iter().enumerate() {
            let height = 680.0 - 12.0 * f32::from(u8::try_from(index).unwrap());
            runs.push(run(year, 50.0, height));
            let what = if index == 1 { "yearly" } else { "setup" };
            runs.push(run(what, 120.0, height));
            runs.push(run("1,000", 250.0, height));
        }
        assert_eq!(
            tables(runs),
            [[
                ["in 2024", "setup", "1,000"],
                ["in 2025", "yearly", "1,000"],
                ["in 2026", "setup", "1,000"]
            ]]
        );
    }

    #[test]
    fn clauses_and_pairs_are_no_tables() {
        let mut runs = Vec::new();
        for height in [700.0, 688.0, 676.0, 664.0] {
            runs.push(run("1.1", 50.0, height));
            runs.push(run("the text of a clause", 100.0, height));
            runs.push(run("12", 300.0, height));
            runs.push(run("3", 50.0, height - 100.0));
            runs.push(run("an entry of the contents", 100.0, height - 100.0));
            runs.push(run("12", 300.0, height - 100.0));
        }
        assert!(tables(runs).is_empty());
    }
}
