//! Two texts side by side, cell by cell, without drawn lines: a treaty in two languages.
//!
//! Columns of prose and such a table look alike at first. In the table both sides begin each cell at
//! the same height, and the shorter cell leaves a gap; in prose the paragraphs of one column know
//! nothing of those of the other.

use super::lines::{Row, line};

/// Heights at which both sides must begin together.
const FEWEST_STARTS: usize = 3;

/// The two sides, when they are no cells.
type Sides = (Vec<Row>, Vec<Row>);

/// The cells of two sides, row by row; the sides themselves when they are columns of prose.
pub fn cells(left: Vec<Row>, right: Vec<Row>) -> Result<Vec<[Vec<Row>; 2]>, Sides> {
    let Some(starts) = starts(&left, &right) else {
        return Err((left, right));
    };
    let mut cells: Vec<[Vec<Row>; 2]> = Vec::new();
    cells.resize_with(starts.len(), Default::default);
    for (side, rows) in [left, right].into_iter().enumerate() {
        for row in rows {
            let height = row.first().map_or(0.0, |run| run.baseline);
            let size = row.first().map_or(0.0, |run| run.size);
            let at = starts.partition_point(|start| *start + 0.3 * size >= height);
            if let Some(cell) = cells.get_mut(at.saturating_sub(1)) {
                cell[side].push(row);
            }
        }
    }
    Ok(cells)
}

/// Heights at which cells begin, top down; nothing when the sides are prose.
fn starts(left: &[Row], right: &[Row]) -> Option<Vec<f32>> {
    let sides = [after_gaps(left), after_gaps(right)];
    let (mut together, mut alone) = (Vec::new(), 0_usize);
    for (own, other) in [(0, right), (1, left)] {
        for start in &sides[own] {
            if beginning_at(other, *start) {
                together.push(*start);
            } else {
                alone += 1;
            }
        }
    }
    together.sort_by(|a, b| b.total_cmp(a));
    together.dedup_by(|second, first| (*first - *second).abs() < 2.0);
    let first = |rows: &[Row]| {
        rows.first()
            .and_then(|row| row.first())
            .map(|run| run.baseline)
    };
    let (a, b) = (first(left)?, first(right)?);
    // The rest of a cell from the page before may stand on one side alone.
    let rest = usize::from((a - b).abs() > 2.0);
    let enough = together.len() >= FEWEST_STARTS + rest && alone * 7 <= together.len();
    let few_but_clear = together.len() + 1 == FEWEST_STARTS && rest + alone == 0;
    if !enough && !few_but_clear {
        return None;
    }
    let mut starts = vec![a.max(b)];
    starts.extend(together);
    Some(starts)
}

/// Heights of the lines that stand further below the line before than lines usually do.
fn after_gaps(rows: &[Row]) -> Vec<f32> {
    let heights: Vec<f32> = rows
        .iter()
        .filter_map(|row| Some(row.first()?.baseline))
        .collect();
    let steps: Vec<f32> = heights.windows(2).map(|pair| pair[0] - pair[1]).collect();
    let mut sorted = steps.clone();
    sorted.sort_by(f32::total_cmp);
    let Some(usual) = sorted.get(sorted.len() / 3) else {
        return Vec::new();
    };
    let after = steps.iter().zip(heights.iter().skip(1));
    after
        .filter(|(step, _)| **step > 1.12 * usual)
        .map(|(_, height)| *height)
        .collect()
}

/// Whether a line that looks like a beginning stands at this height.
fn beginning_at(rows: &[Row], height: f32) -> bool {
    let place =
        rows.partition_point(|row| row.first().is_some_and(|run| run.baseline > height + 2.0));
    let Some(row) = rows.get(place) else {
        return false;
    };
    let near = row
        .first()
        .is_some_and(|run| (run.baseline - height).abs() <= 2.0);
    let words = line(row).map(|line| line.text).unwrap_or_default();
    let letter = words.chars().find(|c| c.is_alphabetic());
    let marked = super::paragraphs::marker(&words).is_some();
    near && (marked || letter.is_none_or(|c| !c.is_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::run;
    use super::*;

    fn side(left: f32, lines: &[(f32, &str)]) -> Vec<Row> {
        let row = |(baseline, text): &(f32, &str)| vec![run(text, left, *baseline)];
        lines.iter().map(row).collect()
    }

    #[test]
    fn cells_that_begin_together_stay_whole() {
        let left = side(
            50.0,
            &[
                (700.0, "Члан 1"),
                (685.0, "Предмет уговора је"),
                (673.0, "услуга."),
                (646.0, "Члан 2"),
                (631.0, "Цена."),
            ],
        );
        let right = side(
            300.0,
            &[
                (700.0, "Article 1"),
                (685.0, "The subject matter"),
                (673.0, "is the service as"),
                (661.0, "described."),
                (646.0, "Article 2"),
                (631.0, "The price is"),
                (619.0, "fixed."),
            ],
        );
        let cells = cells(left, right).unwrap();
        let texts: Vec<[String; 2]> = cells
            .iter()
            .map(|cell| {
                cell.each_ref().map(|rows| {
                    let lines: Vec<_> = rows.iter().map(|row| line(row).unwrap().text).collect();
                    lines.join(" ")
                })
            })
            .collect();
        assert_eq!(texts[0], ["Члан 1", "Article 1"]);
        assert_eq!(
            texts[1][1],
            "The subject matter is the service as described."
        );
        assert_eq!(texts[3], ["Цена.", "The price is fixed."]);
    }

    #[test]
    fn prose_in_columns_is_no_table() {
        let left = side(
            50.0,
            &[
                (700.0, "First paragraph of"),
                (688.0, "some length."),
                (670.0, "Second one that"),
                (658.0, "goes on and on"),
                (640.0, "Third."),
            ],
        );
        let right = side(
            300.0,
            &[
                (700.0, "goes on in the next"),
                (688.0, "column for a while"),
                (676.0, "and ends."),
                (658.0, "Another begins at"),
                (646.0, "another height."),
            ],
        );
        assert!(cells(left, right).is_err());
    }
}
