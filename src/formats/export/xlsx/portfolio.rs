//! Many agreements in one workbook: an overview, the matrix of agreements and items, what worries most often, and what
//! each public body and supplier has signed.

use super::super::CannotWrite;
use super::super::report::Tone;
use super::book::{Book, Cell, Table};
use super::sheets::{headed, journals, state};
use crate::domain::checklist::ItemSeverity;
use crate::domain::labels::Labels;
use crate::domain::review::Detail;
use crate::domain::summary::{Asked, Portfolio, Reviewed, Verdict};
use crate::tr;
use std::cmp::Reverse;

/// Items that one sheet holds beside each other; no checklist has more that anybody would answer.
const MOST_ITEMS: usize = 16_000;

/// The reviews of many agreements as a workbook.
pub fn portfolio(portfolio: &Portfolio) -> Result<Vec<u8>, CannotWrite> {
    let banner = tr!(
        "{n} agreements, {finished} of them complete",
        n = portfolio.agreements.len(),
        finished = portfolio.complete()
    );
    let mut book = Book::new(&banner, portfolio.last_entry_at())?;
    let labels = Labels::new(portfolio.language());
    let all = &portfolio.agreements;
    let asked = portfolio
        .items
        .get(..MOST_ITEMS)
        .unwrap_or(&portfolio.items);
    for table in [
        overview(all, labels, &banner),
        matrix(all, asked, &banner),
        legend(all, labels, &banner),
        worries(asked, labels, &banner),
        by_name(portfolio, Detail::PublicBody, tr!("Public bodies"), &banner),
        by_name(portfolio, Detail::Supplier, tr!("Suppliers"), &banner),
        journals(portfolio, &banner),
    ] {
        book.add(&table)?;
    }
    book.bytes()
}

/// The verdicts that are counted beside each other.
const COUNTED: [Verdict; 7] = [
    Verdict::Concern,
    Verdict::Absent,
    Verdict::Withheld,
    Verdict::Unclear,
    Verdict::Disagreement,
    Verdict::Satisfied,
    Verdict::Unanswered,
];

fn overview(all: &[Reviewed], labels: Labels, banner: &str) -> Table {
    let mut columns = headed(&[
        (tr!("Agreement"), 46.0),
        (tr!("State"), 18.0),
        (Detail::PublicBody.title(), 28.0),
        (Detail::Supplier.title(), 28.0),
        (Detail::HomeJurisdiction.title(), 18.0),
        (Detail::Value.title(), 18.0),
        (Detail::SignedOn.title(), 13.0),
    ]);
    columns.extend(COUNTED.map(|verdict| (labels.heading(verdict.label()), 12.0)));
    columns.extend(headed(&[
        (tr!("Clauses read"), 9.0),
        (tr!("Clauses"), 9.0),
        (tr!("Newest entry (UTC, claimed)"), 17.0),
        (tr!("Id"), 20.0),
    ]));
    let rows = all.iter().map(|one| {
        let told = |detail| one.agreed(detail).map_or(Cell::Empty, Cell::value);
        let mut row = vec![
            Cell::words(&one.title),
            state(one.complete),
            told(Detail::PublicBody),
            told(Detail::Supplier),
            told(Detail::HomeJurisdiction),
            told(Detail::Value),
            told(Detail::SignedOn),
        ];
        row.extend(COUNTED.map(|verdict| tinted(one.answers.get(verdict), verdict)));
        row.extend([
            Cell::count(one.clauses_read),
            Cell::count(one.clauses),
            one.last_entry_at.map_or(Cell::Empty, Cell::Time),
            Cell::words(one.id.as_str()),
        ]);
        row
    });
    Table {
        name: tr!("Overview"),
        banner: banner.to_owned(),
        columns,
        frozen: 1,
        upright: false,
        printed: None,
        rows: rows.collect(),
    }
}

/// A number on the colour of what it counts; none stands out less.
fn tinted(count: usize, verdict: Verdict) -> Cell {
    match count {
        0 => Cell::Number(0.0),
        _ => Cell::Count(Cell::small(count), Tone::from(verdict)),
    }
}

fn matrix(all: &[Reviewed], asked: &[Asked], banner: &str) -> Table {
    let mut columns = headed(&[(tr!("Agreement"), 46.0)]);
    columns.extend(asked.iter().map(|item| (item.name.clone(), 4.5)));
    let rows = all.iter().map(|one| {
        let mut row = vec![Cell::words(&one.title)];
        row.extend((0..asked.len()).map(|place| {
            let verdict = one.verdict(place);
            verdict.map_or(Cell::Empty, |verdict| {
                Cell::Toned(letter(verdict).to_owned(), Tone::from(verdict))
            })
        }));
        row
    });
    Table {
        name: tr!("Matrix"),
        banner: banner.to_owned(),
        columns,
        frozen: 1,
        upright: true,
        printed: None,
        rows: rows.collect(),
    }
}

/// The sign of a verdict in the matrix; `legend` says what it stands for.
pub const fn letter(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Concern => "C",
        Verdict::Absent => "A",
        Verdict::Withheld => "W",
        Verdict::Unclear => "U",
        Verdict::Disagreement => "D",
        Verdict::Satisfied => "S",
        Verdict::NotApplicable => "–",
        Verdict::Unanswered => "?",
        Verdict::NotAsked => "·",
    }
}

fn legend(all: &[Reviewed], labels: Labels, banner: &str) -> Table {
    let rows = Verdict::ALL.map(|verdict| {
        let count = all.iter().map(|one| one.answers.get(verdict));
        vec![
            Cell::Toned(letter(verdict).to_owned(), Tone::from(verdict)),
            Cell::words(labels.heading(verdict.label())),
            Cell::count(count.sum()),
        ]
    });
    Table {
        name: tr!("Legend"),
        banner: banner.to_owned(),
        columns: headed(&[
            (tr!("Sign"), 8.0),
            (tr!("Verdict"), 30.0),
            (tr!("In all agreements"), 18.0),
        ]),
        frozen: 0,
        upright: false,
        printed: None,
        rows: rows.into(),
    }
}

/// The items with the most concerns first; among equals those with most that is absent or withheld.
fn worries(asked: &[Asked], labels: Labels, banner: &str) -> Table {
    let mut items: Vec<&Asked> = asked.iter().collect();
    items.sort_by_key(|item| {
        let counts = &item.answers;
        Reverse((
            counts.concern,
            counts.absent,
            counts.withheld,
            counts.unclear,
        ))
    });
    let mut columns = headed(&[
        (tr!("Item"), 26.0),
        (tr!("Question"), 70.0),
        (tr!("Severity"), 12.0),
    ]);
    columns.extend(COUNTED.map(|verdict| (labels.heading(verdict.label()), 12.0)));
    let rows = items.into_iter().map(|item| {
        let mut row = vec![
            Cell::words(&item.name),
            Cell::words(&item.question),
            severity(item.severity, labels),
        ];
        row.extend(COUNTED.map(|verdict| tinted(item.answers.get(verdict), verdict)));
        row
    });
    Table {
        name: tr!("Most frequent concerns"),
        banner: banner.to_owned(),
        columns,
        frozen: 1,
        upright: false,
        printed: None,
        rows: rows.collect(),
    }
}

fn severity(severity: ItemSeverity, labels: Labels) -> Cell {
    Cell::words(labels.heading(severity.name()))
}

/// What the agreements of each public body, or of each supplier, come to.
fn by_name(portfolio: &Portfolio, who: Detail, name: &'static str, banner: &str) -> Table {
    let labels = Labels::new(portfolio.language());
    let mut columns = headed(&[
        (who.title(), 40.0),
        (tr!("Agreements"), 12.0),
        (tr!("Complete"), 12.0),
    ]);
    columns.extend(COUNTED.map(|verdict| (labels.heading(verdict.label()), 12.0)));
    columns.push((tr!("Titles").to_owned(), 90.0));
    let rows = portfolio.by(who).into_iter().map(|(who, of)| {
        let named = who.unwrap_or(tr!("(not recorded)"));
        let mut row = vec![
            Cell::words(named),
            Cell::count(of.len()),
            Cell::count(of.iter().filter(|one| one.complete).count()),
        ];
        row.extend(COUNTED.map(|verdict| {
            let count = of.iter().map(|one| one.answers.get(verdict)).sum();
            tinted(count, verdict)
        }));
        let titles: Vec<&str> = of.iter().map(|one| one.title.as_str()).collect();
        row.push(Cell::words(titles.join("\n")));
        row
    });
    Table {
        name,
        banner: banner.to_owned(),
        columns,
        frozen: 1,
        upright: false,
        printed: None,
        rows: rows.collect(),
    }
}
