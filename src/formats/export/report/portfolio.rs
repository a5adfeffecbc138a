//! Many reviews in one report: how each stands, every item of every agreement at a glance, what worries most often, and
//! what each public body and supplier has signed.

use super::super::plain::agreed;
use super::super::xlsx::letter;
use super::block::{Bar, Bars, Block, Cell, Line, Report, Table, Tone};
use super::words::{heading, labels};
use crate::domain::labels::Labels;
use crate::domain::review::Detail;
use crate::domain::summary::{Finding, Summary, Verdict};
use crate::domain::translate::spoken;
use crate::tr;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
pub fn of_many(summaries: &[Summary]) -> Report {
    let finished = summaries.iter().filter(|one| one.complete).count();
    let title = match summaries {
        [only] => only.agreement.title.clone(),
        several => tr!(
            "{n} agreements, {finished} of them complete",
            n = several.len(),
            finished
        ),
    };
    let mut blocks = Vec::new();
    if let Some(first) = summaries.first() {
        let labels = labels(first);
        overview(&mut blocks, labels, summaries);
        worries(&mut blocks, summaries);
        matrix(&mut blocks, labels, summaries);
        let bodies = (Detail::PublicBody, tr!("Public bodies"), "public-bodies");
        let suppliers = (Detail::Supplier, tr!("Suppliers"), "suppliers");
        by_name(&mut blocks, labels, summaries, bodies);
        by_name(&mut blocks, labels, summaries, suppliers);
        journals(&mut blocks, summaries);
    }
    Report {
        foot: title.clone(),
        title,
        language: spoken(),
        stamp: (finished < summaries.len()).then(|| tr!(stamp: "INCOMPLETE").to_owned()),
        date: summaries.iter().filter_map(|one| one.last_entry_at).max(),
        blocks,
    }
}

fn counted_columns(labels: Labels) -> impl Iterator<Item = (String, u16)> {
    let named = move |one: Verdict| (labels.heading(one.label()), 9);
    COUNTED.into_iter().map(named)
}

fn counted_cells(summaries: &[&Summary]) -> impl Iterator<Item = Cell> {
    COUNTED.into_iter().map(|verdict| {
        let count = |one: &&Summary| one.counts.answers.get(verdict);
        let count: usize = summaries.iter().map(count).sum();
        Cell {
            line: Line::text(count.to_string()),
            tone: (count > 0).then(|| verdict.into()),
        }
    })
}

fn overview(blocks: &mut Vec<Block>, labels: Labels, summaries: &[Summary]) {
    blocks.push(Block::heading(2, tr!("Overview"), "overview"));
    let bars = Verdict::ALL.into_iter().map(|verdict| {
        let count = |one: &Summary| one.counts.answers.get(verdict);
        Bar {
            name: heading(labels, verdict),
            count: summaries.iter().map(count).sum(),
            tone: verdict.into(),
        }
    });
    blocks.push(Block::Bars(Bars {
        title: tr!("In all agreements").to_owned(),
        bars: bars.filter(|bar| bar.count > 0).collect(),
    }));
    let mut columns = vec![
        (tr!("Agreement").to_owned(), 26),
        (Detail::Supplier.title().to_owned(), 14),
        (Detail::PublicBody.title().to_owned(), 14),
    ];
    columns.extend(counted_columns(labels));
    let rows = summaries.iter().map(|one| {
        let told = |detail| Cell::from(Line::text(agreed(one, detail).unwrap_or("–")));
        let mut row = vec![
            Line::text(&one.agreement.title).into(),
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

/// An item by its checklist and its id.
fn key(finding: &Finding) -> (&str, &str) {
    (&finding.checklist, &finding.item)
}

/// Every item that any of the agreements was held against, in the order of the checklists.
fn items(summaries: &[Summary]) -> Vec<&Finding> {
    let mut known = BTreeSet::new();
    let all = summaries.iter().flat_map(|one| &one.findings);
    all.filter(|finding| known.insert(key(finding))).collect()
}

/// The items with the most concerns.
fn worries(blocks: &mut Vec<Block>, summaries: &[Summary]) {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for finding in summaries.iter().flat_map(|one| &one.findings) {
        *counts.entry(key(finding)).or_default() +=
            usize::from(finding.verdict == Verdict::Concern);
    }
    let mut bars: Vec<Bar> = items(summaries)
        .into_iter()
        .map(|item| Bar {
            name: item.name.clone(),
            count: counts.get(&key(item)).copied().unwrap_or(0),
            tone: Tone::Concern,
        })
        .filter(|bar| bar.count > 0)
        .collect();
    bars.sort_by_key(|bar| Reverse(bar.count));
    bars.truncate(MOST_WORRIES);
    if !bars.is_empty() {
        blocks.push(Block::heading(2, tr!("Most frequent concerns"), "concerns"));
        let title = tr!("Most frequent concerns").to_owned();
        blocks.push(Block::Bars(Bars { title, bars }));
    }
}

/// Agreements and items, a letter on a colour for each; items are named by number under each table.
fn matrix(blocks: &mut Vec<Block>, labels: Labels, summaries: &[Summary]) {
    blocks.push(Block::NewPage);
    blocks.push(Block::heading(2, tr!("Matrix"), "matrix"));
    let signs = Verdict::ALL.into_iter();
    let signs = signs.map(|one| format!("{} {}", letter(one), heading(labels, one)));
    let signs: Vec<String> = signs.collect();
    blocks.push(Block::Paragraph(Line::text(signs.join(" · "))));
    let said = |one: &Summary| -> HashMap<(String, String), Verdict> {
        let findings = one.findings.iter();
        let owned = |(checklist, item): (&str, &str)| (checklist.to_owned(), item.to_owned());
        findings
            .map(|finding| (owned(key(finding)), finding.verdict))
            .collect()
    };
    let said: Vec<HashMap<(String, String), Verdict>> = summaries.iter().map(said).collect();
    for (part, items) in items(summaries).chunks(BESIDE).enumerate() {
        let number = |at: usize| part * BESIDE + at + 1;
        let mut columns = vec![(tr!("Agreement").to_owned(), 40)];
        columns.extend((0..items.len()).map(|at| (number(at).to_string(), 3)));
        let rows = summaries.iter().zip(&said).map(|(one, said)| {
            let mut row = vec![Line::text(&one.agreement.title).into()];
            row.extend(items.iter().map(|item| {
                let key = (item.checklist.clone(), item.item.clone());
                said.get(&key).map_or_else(Cell::default, |&verdict| Cell {
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
    summaries: &[Summary],
    (who, title, anchor): (Detail, &str, &str),
) {
    let mut groups: BTreeMap<(bool, &str), Vec<&Summary>> = BTreeMap::new();
    for one in summaries {
        let name = agreed(one, who).map(str::trim).unwrap_or_default();
        groups.entry((name.is_empty(), name)).or_default().push(one);
    }
    blocks.push(Block::heading(2, title, anchor));
    let mut columns = vec![
        (who.title().to_owned(), 30),
        (tr!("Agreements").to_owned(), 9),
    ];
    columns.extend(counted_columns(labels));
    let rows = groups.into_iter().map(|((is_nobody, name), of)| {
        let name = if is_nobody {
            tr!("(not recorded)")
        } else {
            name
        };
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
fn journals(blocks: &mut Vec<Block>, summaries: &[Summary]) {
    blocks.push(Block::heading(2, tr!("Journals"), "journals"));
    let mut tokens: Vec<String> = summaries.iter().map(Summary::token).collect();
    let heads = summaries.iter().flat_map(|one| &one.journals);
    let heads: BTreeSet<&String> = heads.map(|line| &line.token).collect();
    tokens.extend(heads.into_iter().cloned());
    blocks.push(Block::Verbatim(tokens));
}
