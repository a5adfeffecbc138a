//! Many reviews in one report: how each stands, every item of every agreement at a glance, what worries most often, and
//! what each public body and supplier has signed.

use super::super::xlsx::letter;
use super::block::{Bar, Bars, Block, Cell, Line, Report, Table, Tone};
use super::words::heading;
use crate::domain::labels::Labels;
use crate::domain::review::Detail;
use crate::domain::summary::{Portfolio, Reviewed, Verdict};
use crate::domain::translate::spoken;
use crate::tr;
use std::cmp::Reverse;

/// Items that stand beside each other in one table; the others follow in the next.
const BESIDE: usize = 15;
/// Items in the list of what worries most often.
const MOST_WORRIES: usize = 15;
/// The verdicts that are counted beside each other.
const COUNTED: [Verdict; 6] = [
    Verdict::Concern,
    Verdict::Absent,
    Verdict::Withheld,
    Verdict::Unclear,
    Verdict::Satisfied,
    Verdict::Unanswered,
];

/// The report of many reviews.
pub fn of_many(portfolio: &Portfolio) -> Report {
    let finished = portfolio.complete();
    let title = match portfolio.agreements.as_slice() {
        [only] => only.title.clone(),
        several => tr!(
            "{n} agreements, {finished} of them complete",
            n = several.len(),
            finished
        ),
    };
    let mut blocks = Vec::new();
    let labels = Labels::new(portfolio.language());
    overview(&mut blocks, labels, &portfolio.agreements);
    worries(&mut blocks, portfolio);
    matrix(&mut blocks, labels, portfolio);
    let bodies = (Detail::PublicBody, tr!("Public bodies"), "public-bodies");
    let suppliers = (Detail::Supplier, tr!("Suppliers"), "suppliers");
    by_name(&mut blocks, labels, portfolio, bodies);
    by_name(&mut blocks, labels, portfolio, suppliers);
    journals(&mut blocks, portfolio);
    Report {
        foot: title.clone(),
        title,
        language: spoken(),
        stamp: (finished < portfolio.agreements.len()).then(|| tr!(stamp: "INCOMPLETE").to_owned()),
        date: portfolio.last_entry_at(),
        blocks,
    }
}

/// Verdicts that are counted beside each other, under their letters: their names would be torn apart.
fn counted_columns() -> impl Iterator<Item = (String, u16)> {
    COUNTED.into_iter().map(|one| (letter(one).to_owned(), 5))
}

/// What the letters stand for.
fn signs(labels: Labels, verdicts: &[Verdict]) -> Block {
    let signs = verdicts.iter();
    let signs = signs.map(|&one| format!("{}: {}", letter(one), heading(labels, one)));
    Block::Paragraph(Line::text(signs.collect::<Vec<_>>().join("; ")))
}

fn counted_cells(reviews: &[&Reviewed]) -> impl Iterator<Item = Cell> {
    COUNTED.into_iter().map(|verdict| {
        let count = reviews.iter().map(|one| one.answers.get(verdict));
        let count: usize = count.sum();
        Cell {
            line: Line::text(count.to_string()),
            tone: (count > 0).then(|| verdict.into()),
        }
    })
}

fn overview(blocks: &mut Vec<Block>, labels: Labels, reviews: &[Reviewed]) {
    blocks.push(Block::heading(2, tr!("Overview"), "overview"));
    let bars = Verdict::ALL.into_iter().map(|verdict| {
        let count = reviews.iter().map(|one| one.answers.get(verdict));
        Bar {
            name: heading(labels, verdict),
            count: count.sum(),
            tone: verdict.into(),
        }
    });
    blocks.push(Block::Bars(Bars {
        title: tr!("In all agreements").to_owned(),
        bars: bars.filter(|bar| bar.count > 0).collect(),
    }));
    blocks.push(signs(labels, &COUNTED));
    let mut columns = vec![
        (tr!("Agreement").to_owned(), 36),
        (Detail::Supplier.title().to_owned(), 18),
        (Detail::PublicBody.title().to_owned(), 18),
    ];
    columns.extend(counted_columns());
    let rows = reviews.iter().map(|one| {
        let told = |detail| Cell::from(Line::text(one.agreed(detail).unwrap_or("–")));
        let mut row = vec![
            Line::text(&one.title).into(),
            told(Detail::Supplier),
            told(Detail::PublicBody),
        ];
        row.extend(counted_cells(&[one]));
        row
    });
    blocks.push(Block::Table(Table {
        columns,
        rows: rows.collect(),
    }));
}

/// The items with the most concerns.
fn worries(blocks: &mut Vec<Block>, portfolio: &Portfolio) {
    let bars = portfolio.items.iter().map(|item| Bar {
        name: item.name.clone(),
        count: item.answers.concern,
        tone: Tone::Concern,
    });
    let mut bars: Vec<Bar> = bars.filter(|bar| bar.count > 0).collect();
    bars.sort_by_key(|bar| Reverse(bar.count));
    bars.truncate(MOST_WORRIES);
    if !bars.is_empty() {
        blocks.push(Block::heading(2, tr!("Most frequent concerns"), "concerns"));
        let title = tr!("Most frequent concerns").to_owned();
        blocks.push(Block::Bars(Bars { title, bars }));
    }
}

/// Agreements and items, a letter on a colour for each; items are named by number under each table.
fn matrix(blocks: &mut Vec<Block>, labels: Labels, portfolio: &Portfolio) {
    blocks.push(Block::NewPage);
    blocks.push(Block::heading(2, tr!("Matrix"), "matrix"));
    blocks.push(signs(labels, &Verdict::ALL));
    for (part, items) in portfolio.items.chunks(BESIDE).enumerate() {
        let number = |at: usize| part * BESIDE + at + 1;
        let mut columns = vec![(tr!("Agreement").to_owned(), 40)];
        columns.extend((0..items.len()).map(|at| (number(at).to_string(), 3)));
        let rows = portfolio.agreements.iter().map(|one| {
            let mut row = vec![Line::text(&one.title).into()];
            row.extend((0..items.len()).map(|at| {
                let verdict = one.verdict(part * BESIDE + at);
                verdict.map_or_else(Cell::default, |verdict| Cell {
                    line: Line::text(letter(verdict)),
                    tone: Some(verdict.into()),
                })
            }));
            row
        });
        blocks.push(Block::Table(Table {
            columns,
            rows: rows.collect(),
        }));
        let named = items.iter().enumerate();
        let named = named.map(|(at, item)| format!("{}: {}", number(at), item.name));
        let named: Vec<String> = named.collect();
        blocks.push(Block::Paragraph(Line::text(named.join("; "))));
    }
}

/// What the agreements of each public body, or of each supplier, come to.
fn by_name(
    blocks: &mut Vec<Block>,
    labels: Labels,
    portfolio: &Portfolio,
    (who, title, anchor): (Detail, &str, &str),
) {
    blocks.push(Block::heading(2, title, anchor));
    blocks.push(signs(labels, &COUNTED));
    let mut columns = vec![
        (who.title().to_owned(), 40),
        (tr!("Agreements").to_owned(), 14),
    ];
    columns.extend(counted_columns());
    let rows = portfolio.by(who).into_iter().map(|(name, of)| {
        let name = name.unwrap_or(tr!("(not recorded)"));
        let mut row = vec![
            Line::text(name).into(),
            Line::text(of.len().to_string()).into(),
        ];
        row.extend(counted_cells(&of));
        row
    });
    blocks.push(Block::Table(Table {
        columns,
        rows: rows.collect(),
    }));
}

/// The lines that programs look for, each once.
fn journals(blocks: &mut Vec<Block>, portfolio: &Portfolio) {
    blocks.push(Block::heading(2, tr!("Journals"), "journals"));
    let tokens = portfolio.agreements.iter().map(|one| &one.token);
    let heads = portfolio.journals.iter().map(|line| &line.token);
    blocks.push(Block::Verbatim(tokens.chain(heads).cloned().collect()));
}
