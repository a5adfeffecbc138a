//! Page furniture: running heads, page numbers, marks of signing services.
//!
//! They would break sentences that go on over a page, so they are taken out of the text and kept
//! beside it. What repeats at the same height on three pages is furniture. Its numbers must repeat
//! too, or count with the pages: `Article 10` at the top of one page and `Article 24` at the top of
//! another are no running heads.

use super::frame::Frame;
use super::layout::Sheet;
use super::lines::{Line, Row, line};
use super::marks::{is_page_number, is_service_mark, patterns};
use crate::domain::margin::{Furniture, FurnitureKind};
use std::collections::{HashMap, HashSet};

/// Pages on which a line must repeat.
const FEWEST_PAGES: usize = 3;
/// Share of a page's height, at its top and bottom, where furniture stands.
const MARGIN: f32 = 0.14;

/// The same for lone numbers, which some pages carry further in.
const NUMBER_MARGIN: f32 = 0.25;

/// A line that may be furniture: a whole row, a part of one, or a run across the page.
struct Candidate {
    at: Place,
    line: Line,
    /// Whether it is the highest or lowest row of its page, well in the margin.
    outermost: bool,
}

/// Where a candidate comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Row(usize),
    /// Runs of a row, the end exclusive.
    Part(usize, usize, usize),
    Across(usize),
}

/// Takes the furniture out of the pages; in the order of the pages.
pub fn take(sheets: &mut [Sheet]) -> Vec<Furniture> {
    let candidates: Vec<Vec<Candidate>> = sheets.iter().map(candidates).collect();
    let mut seen: HashMap<(String, i32), HashSet<usize>> = HashMap::new();
    for (number, (sheet, found)) in sheets.iter().zip(&candidates).enumerate() {
        for candidate in found {
            for key in keys(sheet, candidate, number) {
                seen.entry(key).or_default().insert(number);
            }
        }
    }
    let mut all = Vec::new();
    for (number, (sheet, found)) in sheets.iter_mut().zip(candidates).enumerate() {
        let mut taken = Vec::new();
        for candidate in found {
            let inside = |whole: &Place| match (whole, candidate.at) {
                (Place::Row(row), Place::Part(of, ..)) => *row == of,
                _ => false,
            };
            let repeats = || {
                let mut keys = keys(sheet, &candidate, number).into_iter();
                keys.any(|key| seen.get(&key).is_some_and(|on| on.len() >= FEWEST_PAGES))
            };
            if !taken.iter().any(inside) && (is_alone(&candidate) || repeats()) {
                taken.push(candidate.at);
                all.push(furniture(sheet, candidate));
            }
        }
        remove(sheet, &taken);
    }
    all
}

/// Whether a line is furniture by itself, without being repeated.
fn is_alone(candidate: &Candidate) -> bool {
    let line = &candidate.line;
    let whole = !matches!(candidate.at, Place::Part(..));
    line.artifact
        || is_service_mark(&line.text)
        || (whole && candidate.outermost && is_page_number(&line.text))
}

fn furniture(sheet: &Sheet, candidate: Candidate) -> Furniture {
    let line = candidate.line;
    let middle = f32::midpoint(sheet.frame.bottom, sheet.frame.top);
    let kind = match candidate.at {
        _ if is_service_mark(&line.text) => FurnitureKind::Stamp,
        Place::Across(_) => FurnitureKind::Stamp,
        _ if is_page_number(&line.text) => FurnitureKind::PageNumber,
        _ if !is_at_edge(&sheet.frame, line.baseline, NUMBER_MARGIN) => FurnitureKind::Stamp,
        _ if line.baseline > middle => FurnitureKind::Header,
        _ => FurnitureKind::Footer,
    };
    Furniture {
        kind,
        page: Some(sheet.page),
        text: line.text,
        area: line.area,
    }
}

/// Lines in the margins, and those that stand across the page.
fn candidates(sheet: &Sheet) -> Vec<Candidate> {
    let mut found = Vec::new();
    let last = sheet.rows.len().saturating_sub(1);
    // Some producers mark whole pages as decoration.
    let marked = sheet.rows.iter().flatten().filter(|run| run.artifact);
    let believed = marked.count() * 2 < sheet.rows.iter().flatten().count();
    for (index, row) in sheet.rows.iter().enumerate() {
        let outermost = index == 0 || index == last;
        if believed && row.iter().all(|run| run.artifact) {
            found.extend(line(row).map(|line| Candidate {
                at: Place::Row(index),
                line: line.placed(sheet.page, &sheet.frame),
                outermost,
            }));
            continue;
        }
        if !is_in_margin(&sheet.frame, row, MARGIN) {
            let near = outermost && is_in_margin(&sheet.frame, row, NUMBER_MARGIN);
            let number = line(row).filter(|line| near && is_page_number(&line.text));
            found.extend(number.map(|line| Candidate {
                at: Place::Row(index),
                line: line.placed(sheet.page, &sheet.frame),
                outermost: false,
            }));
            continue;
        }
        let mut add = |at: Place, line: Option<Line>| {
            found.extend(line.map(|line| Candidate {
                at,
                line: line.placed(sheet.page, &sheet.frame),
                outermost,
            }));
        };
        add(Place::Row(index), line(row));
        let parts = parts_of(row);
        if parts.len() > 1 {
            for (from, to) in parts {
                let runs = row.get(from..to).unwrap_or_default();
                add(Place::Part(index, from, to), line(runs));
            }
        }
    }
    for (index, run) in sheet.across.iter().enumerate() {
        let frame = sheet.frame.across(run.turn);
        found.extend(line(std::slice::from_ref(run)).map(|line| Candidate {
            at: Place::Across(index),
            line: line.placed(sheet.page, &frame),
            outermost: false,
        }));
    }
    found
}

/// Parts of a row that stand well apart: a name at the left, a number at the right.
fn parts_of(row: &Row) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, pair) in row.windows(2).enumerate() {
        if pair[1].left - pair[0].right > 2.0 * pair[1].size {
            parts.push((start, index + 1));
            start = index + 1;
        }
    }
    parts.push((start, row.len()));
    parts
}

fn is_in_margin(frame: &Frame, row: &Row, share: f32) -> bool {
    row.first()
        .is_some_and(|run| is_at_edge(frame, run.baseline, share))
}

fn is_at_edge(frame: &Frame, baseline: f32, share: f32) -> bool {
    let depth = (frame.top - frame.bottom) * share;
    baseline > frame.top - depth || baseline < frame.bottom + depth
}

fn remove(sheet: &mut Sheet, taken: &[Place]) {
    let mut parts: Vec<(usize, usize, usize)> = Vec::new();
    for place in taken {
        match *place {
            Place::Row(row) => parts.push((row, 0, usize::MAX)),
            Place::Part(row, from, to) => parts.push((row, from, to)),
            Place::Across(_) => {}
        }
    }
    for (row, from, to) in parts {
        if let Some(row) = sheet.rows.get_mut(row) {
            // Kept in place for now, so that the other parts keep their numbers.
            for (index, run) in row.iter_mut().enumerate() {
                if (from..to).contains(&index) {
                    run.text.clear();
                }
            }
        }
    }
    if !taken.is_empty() {
        for row in &mut sheet.rows {
            row.retain(|run| !run.text.is_empty());
        }
        sheet.rows.retain(|row| !row.is_empty());
    }
    let mut index = 0;
    sheet.across.retain(|_| {
        index += 1;
        !taken.contains(&Place::Across(index - 1))
    });
}

/// Height from the lower edge in steps of four points, twice, so that neighbours meet; what stands
/// across the page has its place along the side.
fn steps(sheet: &Sheet, candidate: &Candidate) -> [i32; 2] {
    let (height, side) = match candidate.at {
        Place::Across(_) => (candidate.line.left, 4_000_000),
        _ => (candidate.line.baseline - sheet.frame.bottom, 0),
    };
    let height = height / 4.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "pages are far smaller than i32 points"
    )]
    let steps = [
        (height.floor() as i32).saturating_add(side),
        (height.round() as i32).saturating_sub(1_000_000 + side),
    ];
    steps
}

/// What must be the same on several pages.
fn keys(sheet: &Sheet, candidate: &Candidate, page: usize) -> Vec<(String, i32)> {
    let steps = steps(sheet, candidate);
    let mut patterns = patterns(&candidate.line.text, page);
    if let (Place::Part(..), false) = (
        candidate.at,
        candidate.line.text.chars().any(char::is_alphabetic),
    ) {
        // A number of a table may repeat; one that counts with the pages is theirs.
        patterns.remove(0);
    }
    patterns
        .into_iter()
        .flat_map(|pattern| steps.map(|step| (pattern.clone(), step)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::run;
    use super::*;

    fn frame() -> Frame {
        Frame {
            top: 800.0,
            right: 600.0,
            ..Frame::default()
        }
    }

    fn sheet(page: u32, rows: &[(&str, f32)]) -> Sheet {
        let runs = rows.iter().map(|(text, height)| run(text, 50.0, *height));
        let content = super::super::engine::PageContent {
            frame: frame(),
            runs: runs.collect(),
            ..Default::default()
        };
        Sheet::of(content, page)
    }

    fn left(sheets: &[Sheet]) -> Vec<String> {
        let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
        rows.filter_map(|row| line(row))
            .map(|line| line.text)
            .collect()
    }

    #[test]
    fn repeated_heads_and_page_numbers_go_and_text_stays() {
        let page = |number: u32| {
            let head = format!("Agreement 12/2025 – sheet {number}");
            let foot = format!("- {number} -");
            let text = format!("text {}", ["one", "two", "three"][number as usize]);
            let rows = [
                (head.as_str(), 780.0),
                ("Same words in the middle", 400.0),
                (text.as_str(), 100.0),
                (foot.as_str(), 20.0),
            ];
            sheet(number + 1, &rows)
        };
        let mut sheets = [page(0), page(1), page(2)];
        let taken = take(&mut sheets);
        let kinds: Vec<_> = taken.iter().map(|it| (it.page, it.kind)).collect();
        let (head, number) = (FurnitureKind::Header, FurnitureKind::PageNumber);
        let expected = (1..4).flat_map(|page| [(Some(page), head), (Some(page), number)]);
        assert_eq!(kinds, expected.collect::<Vec<_>>());
        assert_eq!(taken[1].text, "- 0 -");
        assert_eq!(left(&sheets).len(), 6, "{sheets:?}");
    }

    #[test]
    fn parts_of_a_line_repeat_although_the_rest_changes() {
        let page = |number: u32, name: &str| {
            let mut sheet = sheet(number, &[("Framework agreement", 780.0), ("text", 400.0)]);
            sheet.rows[0].push(run(name, 400.0, 780.0));
            sheet
        };
        let mut sheets = [page(1, "Fees"), page(2, "Data"), page(3, "Term")];
        assert_eq!(take(&mut sheets).len(), 3);
        assert_eq!(
            left(&sheets),
            ["Fees", "text", "Data", "text", "Term", "text"]
        );
    }

    #[test]
    fn headings_at_the_top_of_pages_stay() {
        for tops in [
            ["Član 10", "Član 24", "Član 29"],
            ["Annex 1", "Annex 2", "Annex 3"],
        ] {
            let mut sheets = tops.map(|top| sheet(1, &[(top, 780.0), ("text", 400.0)]));
            assert!(take(&mut sheets).is_empty(), "{tops:?}");
        }
    }
}
