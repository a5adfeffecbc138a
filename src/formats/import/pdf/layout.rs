//! A page's rows as stretches in reading order: lines of text, and tables.
//!
//! Drawn tables first, then columns, then tables without lines. What stands across the page comes
//! last.

use super::aligned::{self, Stretch as Aligned};
use super::columns::{self, Part};
use super::engine::{PageContent, Rule, Run};
use super::frame::Frame;
use super::lines::{Line, Row, by_baseline, joined, line};
use super::ruled;

/// A page in rows, before furniture is taken out.
#[derive(Debug)]
pub struct Sheet {
    /// Which page, counted from 1.
    pub page: u32,
    /// Its edges.
    pub frame: Frame,
    /// Its rows, top down.
    pub rows: Vec<Row>,
    /// What stands across the direction of most of it.
    pub across: Vec<Run>,
    rules: Vec<Rule>,
}

/// Part of a page, to be read before the next.
#[derive(Debug)]
pub enum Stretch {
    /// Lines of one column.
    Lines(Vec<Line>),
    /// Rows of a table; each cell is a list of lines.
    Table(Vec<Vec<Vec<Line>>>),
}

impl Sheet {
    /// Puts the runs of a page in rows.
    pub fn of(content: PageContent, page: u32) -> Self {
        let (across, along): (Vec<_>, Vec<_>) =
            content.runs.into_iter().partition(|run| run.turned);
        let rules = content.rules;
        let bars: Vec<Rule> = rules
            .iter()
            .copied()
            .filter(|rule| rule.to.1 - rule.from.1 > rule.to.0 - rule.from.0)
            .collect();
        let rows = by_baseline(along).into_iter();
        Self {
            page,
            frame: content.frame,
            rows: rows.map(|row| joined(row, &bars)).collect(),
            across,
            rules,
        }
    }

    /// The page in reading order.
    pub fn stretches(self) -> Vec<Stretch> {
        let (page, frame) = (self.page, self.frame);
        let mut stretches = Vec::new();
        let dividers = dividers(&self.rules, &self.rows);
        let mut rows = self.rows;
        for grid in ruled::grids(&self.rules) {
            let start = rows.iter().position(|row| grid.is_beside(row));
            let Some(start) = start else { continue };
            let beside = rows.iter().skip(start);
            let end = start + beside.take_while(|row| grid.is_beside(row)).count();
            let inside = rows.get(start..end).unwrap_or_default();
            if !grid.holds(inside) {
                continue;
            }
            let Some(table) = grid.fill(inside) else {
                continue;
            };
            let below = rows.split_off(end);
            rows.truncate(start);
            divided(rows, &dividers, page, &frame, &mut stretches);
            for cells in table {
                let cell = |cell: Vec<Row>| lines(&cell, page, &frame);
                let mut cells: Vec<Vec<Line>> = cells.into_iter().map(cell).collect();
                match (cells.len(), stretches.last_mut()) {
                    // A cell as wide as the table is a heading or a remark.
                    (0 | 1, _) => stretches.push(Stretch::Lines(cells.pop().unwrap_or_default())),
                    (_, Some(Stretch::Table(open))) => open.push(cells),
                    _ => stretches.push(Stretch::Table(vec![cells])),
                }
            }
            rows = below;
        }
        divided(rows, &dividers, page, &frame, &mut stretches);
        for run in self.across {
            let frame = frame.across(run.turn);
            let line = line(std::slice::from_ref(&run)).map(|line| line.placed(page, &frame));
            stretches.push(Stretch::Lines(line.into_iter().collect()));
        }
        stretches
    }

    /// The page's lines in reading order, as a first look.
    pub fn preview(&self) -> String {
        let copy = Self {
            page: self.page,
            frame: self.frame,
            rows: self.rows.clone(),
            across: Vec::new(),
            rules: self.rules.clone(),
        };
        let mut text = String::new();
        for stretch in copy.stretches() {
            let lines = match stretch {
                Stretch::Lines(lines) => lines,
                Stretch::Table(rows) => rows.into_iter().flatten().flatten().collect(),
            };
            for line in lines {
                text.push_str(line.text.trim_end_matches('\u{AD}'));
                text.push('\n');
            }
        }
        text
    }
}

/// Heights of the lines drawn right across the page's text, top down. Columns end at such a line.
fn dividers(rules: &[Rule], rows: &[Row]) -> Vec<f32> {
    let runs = || rows.iter().flatten();
    let left = runs().map(|run| run.left).fold(f32::MAX, f32::min);
    let right = runs().map(|run| run.right).fold(f32::MIN, f32::max);
    let across = |rule: &&Rule| {
        let flat = rule.to.1 - rule.from.1 < 2.0;
        flat && rule.to.0.min(right) - rule.from.0.max(left) > 0.9 * (right - left)
    };
    let mut heights: Vec<f32> = rules
        .iter()
        .filter(across)
        .map(|rule| rule.from.1)
        .collect();
    heights.sort_by(|a, b| b.total_cmp(a));
    heights.dedup_by(|second, first| (*first - *second).abs() < 4.0);
    heights
}

/// Rows between one line across the page and the next.
fn divided(
    mut rows: Vec<Row>,
    dividers: &[f32],
    page: u32,
    frame: &Frame,
    stretches: &mut Vec<Stretch>,
) {
    for divider in dividers {
        let above = |row: &Row| row.first().is_some_and(|run| run.baseline > *divider);
        let end = rows.partition_point(above);
        let below = rows.split_off(end);
        running(std::mem::replace(&mut rows, below), page, frame, stretches);
    }
    running(rows, page, frame, stretches);
}

/// What is no drawn table: columns, and in them text and tables without lines.
fn running(rows: Vec<Row>, page: u32, frame: &Frame, stretches: &mut Vec<Stretch>) {
    for part in columns::in_reading_order(rows) {
        match part {
            Part::Parallel(cells) => {
                let row = |sides: [Vec<Row>; 2]| {
                    let sides = sides.iter().map(|side| lines(side, page, frame));
                    sides.collect::<Vec<_>>()
                };
                stretches.push(Stretch::Table(cells.into_iter().map(row).collect()));
            }
            Part::Rows(rows) => {
                for stretch in aligned::stretches(rows) {
                    stretches.push(match stretch {
                        Aligned::Text(rows) => Stretch::Lines(lines(&rows, page, frame)),
                        Aligned::Table(rows) => {
                            let cell = |cell: Row| lines(&[cell], page, frame);
                            let row = |cells: Vec<Row>| cells.into_iter().map(cell).collect();
                            Stretch::Table(rows.into_iter().map(row).collect())
                        }
                    });
                }
            }
        }
    }
}

fn lines(rows: &[Row], page: u32, frame: &Frame) -> Vec<Line> {
    let parts = rows.iter().flat_map(by_size);
    let lines = parts.filter_map(line);
    lines.map(|line| line.placed(page, frame)).collect()
}

/// Parts of a row that stand apart in letters of very different size: a name of a paper in large
/// letters and its number in small ones.
fn by_size(row: &Row) -> impl Iterator<Item = &[Run]> {
    row.chunk_by(|a, b| {
        let (small, large) = (a.size.min(b.size), a.size.max(b.size));
        large < 1.5 * small || b.left - a.right < large
    })
}
