//! How many of the facts that lawyers marked in real contracts are found, and with which value.
//!
//! The marks are those of the Contract Understanding Atticus Dataset. A mark counts as found when a
//! fact of the right kind overlaps it; a value is right when it is the lawyers' normalised answer.

use rapporteur::domain::document::{Block, BlockKind, Document, Format};
use rapporteur::domain::facts::{Fact, FactKind, facts};
use rapporteur::domain::fold::fold;
use rapporteur::domain::margin::Margin;
use rapporteur::domain::segment::segment;
use rapporteur::domain::text::{ScalarIndex, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// Categories of marks, and the facts that answer them.
const CATEGORIES: [(&str, &[FactKind]); 6] = [
    ("Parties", &[FactKind::Party]),
    ("Agreement Date", &[FactKind::Date]),
    ("Effective Date", &[FactKind::Date]),
    ("Expiration Date", &[FactKind::Date, FactKind::Duration]),
    ("Governing Law", &[FactKind::GoverningLaw]),
    (
        "Notice Period To Terminate Renewal",
        &[FactKind::NoticePeriod],
    ),
];

/// What was counted in one category.
#[derive(Default)]
struct Tally {
    marked: usize,
    found: usize,
    answered: usize,
    right: usize,
}

/// Prints the table.
pub fn report(corpus: &Path) {
    let Ok(lines) = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")) else {
        println!("facts: skipped, cuad/contracts.jsonl is not at hand");
        return;
    };
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut kinds: BTreeMap<FactKind, usize> = BTreeMap::new();
    let (mut bytes, mut time) = (0, Duration::ZERO);
    for line in lines.lines() {
        let contract: Value = serde_json::from_str(line).expect("a line of JSON");
        let text = contract["text"].as_str().expect("a text");
        let tree = segment(&plain(text)).tree;
        let start = Instant::now();
        let found = facts(text, &tree);
        time += start.elapsed();
        bytes += text.len();
        for fact in &found {
            *kinds.entry(fact.kind).or_default() += 1;
        }
        count(&contract, text, &found, &mut tallies);
    }
    println!(
        "facts: marks of lawyers in {} contracts",
        lines.lines().count()
    );
    println!(
        "{:36} {:>6} {:>6} {:>7}  {:>7} {:>6} {:>7}",
        "category", "marks", "found", "recall", "answers", "right", "share"
    );
    for (name, _) in CATEGORIES {
        let tally = tallies.entry(name).or_default();
        println!(
            "{name:36} {:6} {:6} {:7.3}  {:7} {:6} {:7.3}",
            tally.marked,
            tally.found,
            share(tally.found, tally.marked),
            tally.answered,
            tally.right,
            share(tally.right, tally.answered),
        );
    }
    let counts: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{} {count}", kind.title()))
        .collect();
    println!("found in all: {}", counts.join(", "));
    println!("{:.1} MB in {:.2?}", megabytes(bytes), time);
}

fn count(contract: &Value, text: &str, found: &[Fact], tallies: &mut BTreeMap<&str, Tally>) {
    let scalars = ScalarIndex::new(text);
    for (name, kinds) in CATEGORIES {
        let of_kind: Vec<&Fact> = found
            .iter()
            .filter(|fact| kinds.contains(&fact.kind))
            .collect();
        let marks: Vec<Span> = marks(contract, name)
            .filter_map(|mark| scalars.to_bytes(text, mark))
            // A role such as `"Provider"` is no name of a party; neither is a sentence about both.
            .filter(|mark| name != "Parties" || is_name(mark.of(text)))
            // What says no day cannot be read as one.
            .filter(|mark| {
                !name.ends_with("Date")
                    || mark
                        .of(text)
                        .contains(|letter: char| letter.is_ascii_digit())
            })
            .collect();
        let tally = tallies.entry(name).or_default();
        tally.marked += marks.len();
        tally.found += marks
            .iter()
            .filter(|mark| hit(text, name, **mark, &of_kind))
            .count();
        let answer = contract["answers"][name].as_str().unwrap_or_default();
        if let Some(right) = judge(text, name, answer, &of_kind, &marks) {
            tally.answered += 1;
            tally.right += usize::from(right);
        }
    }
}

/// Whether a fact overlaps a mark. A party counts wherever it is named, because the marks of this
/// category point at the first place with the same letters.
fn hit(text: &str, category: &str, mark: Span, facts: &[&Fact]) -> bool {
    if category == "Parties" {
        let marked = fold(mark.of(text));
        return facts.iter().any(|fact| {
            let named = fold(&fact.value);
            named.contains(&marked) || marked.contains(&named)
        });
    }
    facts.iter().any(|fact| fact.span.overlaps(mark))
}

/// Whether the lawyers' answer is among the values; nothing when it has no one form.
fn judge(
    text: &str,
    category: &str,
    answer: &str,
    facts: &[&Fact],
    marks: &[Span],
) -> Option<bool> {
    let touching = || {
        facts
            .iter()
            .filter(|fact| marks.iter().any(|mark| mark.overlaps(fact.span)))
    };
    match category {
        "Agreement Date" | "Effective Date" | "Expiration Date" => {
            let day = day(answer)?;
            // A day that the text only implies cannot be read from it.
            let printed = marks.iter().any(|mark| has_day(mark.of(text)));
            printed.then(|| touching().any(|fact| fact.value == day))
        }
        "Governing Law" => {
            let answer = fold(answer);
            let known = !answer.is_empty() && !marks.is_empty();
            known.then(|| {
                touching().any(|fact| {
                    let value = fold(&fact.value);
                    value.contains(&answer)
                        || answer.contains(&value)
                        || answer.contains(value.trim_start_matches("republic of "))
                })
            })
        }
        "Notice Period To Terminate Renewal" => {
            let known = answer.split_whitespace().count() == 2 && !marks.is_empty();
            let plain = |value: &str| fold(value).trim_end_matches('s').to_owned();
            known.then(|| {
                touching().any(|fact| plain(&fact.value).replace("business ", "") == plain(answer))
            })
        }
        _ => None,
    }
}

/// `10/1/19` as `2019-10-01`.
fn day(answer: &str) -> Option<String> {
    let parts: Vec<u32> = answer
        .trim()
        .split('/')
        .map_while(|part| part.parse().ok())
        .collect();
    let [month, day, year] = parts[..] else {
        return None;
    };
    let year = match year {
        0..40 => 2000 + year,
        40..100 => 1900 + year,
        _ => year,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether words hold a year and a day.
fn has_day(words: &str) -> bool {
    let numbers = words.split(|letter: char| !letter.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    numbers.len() >= 2 && numbers.iter().any(|number| number.len() == 4)
}

/// Whether a mark is the name of a party.
fn is_name(words: &str) -> bool {
    let role = words.contains(['"', '“', '”']) || words.split_whitespace().count() < 2;
    !role && words.chars().count() < 90 && !words.contains(" or ")
}

fn marks(contract: &Value, category: &str) -> impl Iterator<Item = Span> {
    let all = contract["annotations"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    all.iter()
        .filter(move |mark| mark["category"] == category)
        .filter_map(|mark| {
            let place = |name: &str| usize::try_from(mark[name].as_u64()?).ok();
            Some(Span::new(place("start")?, place("end")?))
        })
}

/// A text as the reader of plain files would give it.
pub fn plain(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut at = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let span = Span::new(at, at + paragraph.len()).trimmed(text);
        at += paragraph.len();
        if !span.is_empty() {
            blocks.push(Block {
                span,
                kind: BlockKind::Paragraph,
                page: None,
                area: None,
                number: None,
            });
        }
    }
    Document {
        title: String::new(),
        format: Format::Text,
        text: text.to_owned(),
        blocks,
        pages: None,
        diagnostics: Vec::new(),
        reader: String::new(),
        margin: Margin::default(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "shares and sizes for people")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "shares and sizes for people")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
