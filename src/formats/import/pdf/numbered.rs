//! Numbers of lines in the margin, as on pleadings and drafts of laws.
//!
//! They stand in one strip beside the text, evenly spaced, and count by one or by five, from one on
//! every page or on through the document. The first column of a table may look so on one page; so
//! two pages must agree, and numbers that go on through the pages must count by five or more.

use super::layout::Sheet;
use super::lines::line;
use crate::domain::margin::{Furniture, FurnitureKind};

/// Numbers that a page must have.
const FEWEST: usize = 5;

/// What was found on a page: which rows begin or end with the number of their line.
struct Strip {
    rows: Vec<usize>,
    at_start: bool,
    first: u32,
    step: u32,
    place: f32,
}

/// Takes the numbers of lines out of the pages.
pub fn take(sheets: &mut [Sheet]) -> Vec<Furniture> {
    let strips: Vec<Option<Strip>> = sheets.iter().map(strip).collect();
    let agreed: Vec<bool> = strips
        .iter()
        .map(|strip| {
            strip
                .as_ref()
                .is_some_and(|strip| is_agreed(strip, &strips))
        })
        .collect();
    let mut all = Vec::new();
    for ((sheet, strip), _) in sheets
        .iter_mut()
        .zip(strips)
        .zip(agreed)
        .filter(|(_, agreed)| *agreed)
    {
        let Some(strip) = strip else { continue };
        for index in strip.rows {
            let Some(row) = sheet.rows.get_mut(index) else {
                continue;
            };
            let run = if strip.at_start {
                row.remove(0)
            } else {
                match row.pop() {
                    Some(run) => run,
                    None => continue,
                }
            };
            let line =
                line(std::slice::from_ref(&run)).map(|it| it.placed(sheet.page, &sheet.frame));
            all.extend(line.map(|line| Furniture {
                kind: FurnitureKind::LineNumber,
                page: Some(sheet.page),
                text: line.text,
                area: line.area,
            }));
        }
        sheet.rows.retain(|row| !row.is_empty());
    }
    all
}

/// Whether another page has its numbers in the same strip and begins again or counts in steps.
fn is_agreed(strip: &Strip, all: &[Option<Strip>]) -> bool {
    let alike = all.iter().flatten().filter(|other| {
        let near = (other.place - strip.place).abs() < 20.0;
        let same = other.step == strip.step && other.at_start == strip.at_start;
        near && same && (other.first == strip.first || strip.step >= 5)
    });
    alike.count() > 1
}

fn strip(sheet: &Sheet) -> Option<Strip> {
    [true, false]
        .into_iter()
        .find_map(|at_start| strip_at(sheet, at_start))
}

fn strip_at(sheet: &Sheet, at_start: bool) -> Option<Strip> {
    let mut found: Vec<(usize, u32, f32, f32)> = Vec::new();
    for (index, row) in sheet.rows.iter().enumerate() {
        let run = if at_start { row.first() } else { row.last() };
        let number = run.and_then(|run| run.text.trim().parse::<u32>().ok());
        if let (Some(run), Some(number)) = (run, number.filter(|number| *number < 100_000)) {
            // Numbers are flush right in most margins.
            found.push((index, number, run.right, run.baseline));
        }
    }
    let text_edge = |row: usize| {
        let row = sheet.rows.get(row)?;
        let next = if at_start {
            row.get(1)?
        } else {
            row.get(row.len().checked_sub(2)?)?
        };
        Some(if at_start { next.left } else { next.right })
    };
    if found.len() < FEWEST {
        return None;
    }
    let step = found.get(1)?.1.checked_sub(found.first()?.1)?;
    let counts = found
        .windows(2)
        .all(|pair| pair[1].1.checked_sub(pair[0].1) == Some(step));
    let gaps: Vec<f32> = found.windows(2).map(|pair| pair[0].3 - pair[1].3).collect();
    let (least, most) = gaps
        .iter()
        .fold((f32::MAX, f32::MIN), |(least, most), gap| {
            (least.min(*gap), most.max(*gap))
        });
    let even = least > 0.0 && most < 1.25 * least;
    let places = found.iter().map(|it| it.2);
    let (near, far) = places.fold((f32::MAX, f32::MIN), |(a, b), at| (a.min(at), b.max(at)));
    let beside = found.iter().filter_map(|it| Some((it.2, text_edge(it.0)?)));
    let apart = beside.clone().all(|(number, text)| {
        if at_start {
            text - number > 4.0
        } else {
            number - text > 4.0
        }
    });
    let tall = found.first()?.3 - found.last()?.3;
    let whole = sheet.rows.first()?.first()?.baseline - sheet.rows.last()?.first()?.baseline;
    let sane = counts && step > 0 && even && far - near < 12.0 && apart && tall > 0.5 * whole;
    // Where every row has its number and nothing else beside it, it is a list.
    let used = beside.count();
    (sane && used > 0).then_some(Strip {
        rows: found.iter().map(|it| it.0).collect(),
        at_start,
        first: found.first()?.1,
        step,
        place: near,
    })
}

#[cfg(test)]
mod tests {
    use super::super::engine::PageContent;
    use super::super::lines::tests::run;
    use super::*;

    fn sheet(page: u32, first: u16, step: u16) -> Sheet {
        let mut runs = Vec::new();
        for line in 0..30_u16 {
            let height = 700.0 - 20.0 * f32::from(line);
            runs.push(run("words of the text", 100.0, height));
            if line % step == step - 1 {
                let number = (first + line).to_string();
                runs.push(run(&number, 60.0, height));
            }
        }
        let content = PageContent {
            runs,
            ..PageContent::default()
        };
        Sheet::of(content, page)
    }

    #[test]
    fn numbers_in_the_margin_go_when_two_pages_agree() {
        for (sheets, taken) in [
            (vec![sheet(1, 1, 1), sheet(2, 1, 1)], 60),
            (vec![sheet(1, 1, 5), sheet(2, 31, 5)], 12),
            (vec![sheet(1, 1, 1)], 0),
            // A list that goes on over the page.
            (vec![sheet(1, 1, 1), sheet(2, 31, 1)], 0),
        ] {
            let mut sheets = sheets;
            let furniture = take(&mut sheets);
            assert_eq!(furniture.len(), taken);
            assert!(
                furniture
                    .iter()
                    .all(|it| it.kind == FurnitureKind::LineNumber)
            );
            let words = sheets.iter().flat_map(|sheet| &sheet.rows).flatten();
            let texts = words.filter(|run| run.text == "words of the text");
            assert_eq!(texts.count(), 30 * sheets.len());
        }
    }
}
