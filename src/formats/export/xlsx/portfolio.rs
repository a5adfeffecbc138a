//! Many agreements in one workbook: an overview, the matrix of agreements and items, what worries most often, and what
//! each public body and supplier has signed.

use super::super::CannotWrite;
use super::super::plain::agreed;
use super::super::report::Tone;
use super::book::{Book, Cell, Table};
use super::sheets::{headed, journals, state};
use crate::domain::checklist::ItemSeverity;
use crate::domain::labels::Labels;
use crate::domain::language::Language;
use crate::domain::review::Detail;
use crate::domain::summary::{AnswerCounts, Finding, Summary, Verdict};
use crate::tr;
use std::collections::{BTreeMap, HashMap};

/// Items that one sheet holds beside each other; no checklist has more that anybody would answer.
const MOST_ITEMS: usize = 16_000;

/// The summaries of many agreements as a workbook.
pub fn portfolio(summaries: &[Summary]) -> Result<Vec<u8>, CannotWrite> {
    let all: Vec<&Summary> = summaries.iter().collect();
    let finished = all.iter().filter(|one| one.complete).count();
    let banner = tr!(
        "{n} agreements, {finished} of them complete",
        n = all.len(),
        finished
    );
    let dated = all.iter().filter_map(|one| one.last_entry_at).max();
    let mut book = Book::new(&banner, dated)?;
    let asked = Asked::by(&all);
    for table in [
        overview(&all, &banner),
        matrix(&all, &asked, &banner),
        legend(&all, &banner),
        worries(&all, &asked, &banner),
        by_name(&all, Detail::PublicBody, tr!("Public bodies"), &banner),
        by_name(&all, Detail::Supplier, tr!("Suppliers"), &banner),
        journals(&all, &banner),
    ] {
        book.add(&table)?;
    }
    book.bytes()
}

/// An item by its checklist and its id.
type Key<'a> = (&'a str, &'a str);

/// Every item that any of the agreements was held against, in the order of the checklists.
struct Asked<'a> {
    items: Vec<&'a Finding>,
    places: HashMap<Key<'a>, usize>,
}

impl<'a> Asked<'a> {
    fn by(summaries: &[&'a Summary]) -> Self {
        let mut asked = Self {
            items: Vec::new(),
            places: HashMap::new(),
        };
        for finding in summaries.iter().flat_map(|one| &one.findings) {
            let next = asked.items.len();
            if next < MOST_ITEMS && !asked.places.contains_key(&key(finding)) {
                asked.places.insert(key(finding), next);
                asked.items.push(finding);
            }
        }
        asked
    }
}

fn key(finding: &Finding) -> Key<'_> {
    (&finding.checklist, &finding.item)
}

fn labels(summaries: &[&Summary]) -> Labels {
    let language = summaries
        .first()
        .map_or(Language::English, |one| one.language);
    Labels::new(language)
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

fn overview(summaries: &[&Summary], banner: &str) -> Table {
    let labels = labels(summaries);
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
    let rows = summaries.iter().map(|one| {
        let told = |detail| agreed(one, detail).map_or(Cell::Empty, Cell::value);
        let mut row = vec![
            Cell::words(&one.agreement.title),
            state(one),
            told(Detail::PublicBody),
            told(Detail::Supplier),
            told(Detail::HomeJurisdiction),
            told(Detail::Value),
            told(Detail::SignedOn),
        ];
        row.extend(COUNTED.map(|verdict| tinted(one.counts.answers.get(verdict), verdict)));
        row.extend([
            Cell::count(one.counts.clauses_read),
            Cell::count(one.counts.clauses),
            one.last_entry_at.map_or(Cell::Empty, Cell::Time),
            Cell::words(one.agreement.id.as_str()),
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

fn matrix(summaries: &[&Summary], asked: &Asked<'_>, banner: &str) -> Table {
    let mut columns = headed(&[(tr!("Agreement"), 46.0)]);
    columns.extend(asked.items.iter().map(|item| (item.name.clone(), 4.5)));
    let rows = summaries.iter().map(|one| {
        let mut row = vec![Cell::Empty; asked.items.len() + 1];
        row[0] = Cell::words(&one.agreement.title);
        for finding in &one.findings {
            if let Some(place) = asked.places.get(&key(finding)) {
                let letter = letter(finding.verdict).to_owned();
                row[place + 1] = Cell::Toned(letter, Tone::from(finding.verdict));
            }
        }
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

fn legend(summaries: &[&Summary], banner: &str) -> Table {
    let labels = labels(summaries);
    let rows = Verdict::ALL.map(|verdict| {
        let count = |one: &&Summary| one.counts.answers.get(verdict);
        vec![
            Cell::Toned(letter(verdict).to_owned(), Tone::from(verdict)),
            Cell::words(labels.heading(verdict.label())),
            Cell::count(summaries.iter().map(count).sum()),
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
fn worries(summaries: &[&Summary], asked: &Asked<'_>, banner: &str) -> Table {
    let labels = labels(summaries);
    let mut counted = vec![AnswerCounts::default(); asked.items.len()];
    for finding in summaries.iter().flat_map(|one| &one.findings) {
        if let Some(counts) = asked
            .places
            .get(&key(finding))
            .and_then(|&at| counted.get_mut(at))
        {
            counts.add(finding.verdict);
        }
    }
    let mut items: Vec<_> = asked.items.iter().zip(counted).collect();
    let weight = |counts: &AnswerCounts| {
        (
            counts.concern,
            counts.absent,
            counts.withheld,
            counts.unclear,
        )
    };
    items.sort_by_key(|(_, counts)| std::cmp::Reverse(weight(counts)));
    let mut columns = headed(&[
        (tr!("Item"), 26.0),
        (tr!("Question"), 70.0),
        (tr!("Severity"), 12.0),
    ]);
    columns.extend(COUNTED.map(|verdict| (labels.heading(verdict.label()), 12.0)));
    let rows = items.into_iter().map(|(item, counts)| {
        let mut row = vec![
            Cell::words(&item.name),
            Cell::words(&item.question),
            severity(item.severity, labels),
        ];
        row.extend(COUNTED.map(|verdict| tinted(counts.get(verdict), verdict)));
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

/// What the agreements of each public body, or of each supplier, come to. Agreements of which it is not recorded, or not
/// agreed, stand under no name, at the end.
fn by_name(summaries: &[&Summary], who: Detail, name: &'static str, banner: &str) -> Table {
    let labels = labels(summaries);
    let mut groups: BTreeMap<(bool, &str), Vec<&Summary>> = BTreeMap::new();
    for one in summaries {
        let who = agreed(one, who).map(str::trim).unwrap_or_default();
        groups.entry((who.is_empty(), who)).or_default().push(one);
    }
    let mut columns = headed(&[
        (who.title(), 40.0),
        (tr!("Agreements"), 12.0),
        (tr!("Complete"), 12.0),
    ]);
    columns.extend(COUNTED.map(|verdict| (labels.heading(verdict.label()), 12.0)));
    columns.push((tr!("Titles").to_owned(), 90.0));
    let rows = groups.into_iter().map(|((_, who), of)| {
        let named = if who.is_empty() {
            tr!("(not recorded)")
        } else {
            who
        };
        let mut row = vec![
            Cell::words(named),
            Cell::count(of.len()),
            Cell::count(of.iter().filter(|one| one.complete).count()),
        ];
        row.extend(COUNTED.map(|verdict| {
            let count = of.iter().map(|one| one.counts.answers.get(verdict)).sum();
            tinted(count, verdict)
        }));
        let titles: Vec<&str> = of.iter().map(|one| one.agreement.title.as_str()).collect();
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
