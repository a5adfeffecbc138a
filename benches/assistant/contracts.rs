//! The contracts of CUAD as the program reads them, with what experts marked in them.

use crate::bm25::{Index, Queries};
use crate::measure::Contract;
use rapporteur::domain::agreement::Agreement;
use rapporteur::domain::checklist::{Checklist, built_in};
use rapporteur::domain::digest::Digest;
use rapporteur::domain::pointer::Pointers;
use rapporteur::domain::segment::segment;
use rapporteur::domain::text::{ScalarIndex, Span};
use rapporteur::formats::import::{Aids, Source, import};
use std::path::Path;

/// The checklist whose items are asked by the categories of CUAD.
pub fn checklist() -> &'static Checklist {
    let lists = built_in().iter();
    let mut lists = lists.filter(|list| list.id == "commercial-terms");
    lists.next().expect("it is built in")
}

/// The categories, in the order of the checklist.
pub fn subjects() -> Vec<String> {
    let items = checklist().items.iter();
    items.filter_map(|item| item.cuad.clone()).collect()
}

/// What the search library is asked for each category.
pub fn queries() -> Queries {
    let mut list = checklist().clone();
    list.items.retain(|item| item.cuad.is_some());
    Queries::new(&list)
}

/// For each category, what the search library finds in a contract.
pub fn searched(contract: &Contract, queries: &Queries) -> Vec<Vec<(usize, f32)>> {
    let agreement = &contract.agreement;
    Index::new(&agreement.clauses, agreement.text()).search(queries)
}

/// The text of one contract of a file of many.
pub fn text(path: &Path, id: &str) -> Option<String> {
    let lines = std::fs::read_to_string(path).ok()?;
    let mut told = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let contract = told.find(|told| told["id"] == id)?;
    contract["text"].as_str().map(str::to_owned)
}

/// Contracts one after the other until there are so many bytes.
pub fn joined(corpus: &Path, bytes: usize) -> Option<String> {
    let lines = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")).ok()?;
    let mut all = String::new();
    for line in lines.lines() {
        let told: serde_json::Value = serde_json::from_str(line).ok()?;
        all.push_str(told["text"].as_str()?);
        all.push_str("\n\n");
        if all.len() >= bytes {
            break;
        }
    }
    Some(all)
}

/// The first contracts, all when none are counted; none when the corpus is not there.
pub fn read(corpus: &Path, first: Option<usize>) -> Vec<Contract> {
    let Ok(lines) = std::fs::read_to_string(corpus.join("cuad/contracts.jsonl")) else {
        println!("skipped, not there: the contracts of CUAD");
        return Vec::new();
    };
    let (subjects, pointers) = (subjects(), Pointers::new(checklist()));
    let contracts = lines.lines().take(first.unwrap_or(usize::MAX));
    contracts
        .filter_map(|line| contract(line, &subjects, &pointers))
        .collect()
}

fn contract(line: &str, subjects: &[String], pointers: &Pointers) -> Option<Contract> {
    let told: serde_json::Value = serde_json::from_str(line).ok()?;
    let source = Source {
        file_name: "contract.txt",
        bytes: told["text"].as_str()?.as_bytes(),
    };
    let document = import(&source, &Aids::default()).ok()?;
    let scalars = ScalarIndex::new(&document.text);
    let subject = |name: &str| {
        subjects
            .iter()
            .position(|one| one.eq_ignore_ascii_case(name))
    };
    let mark = |mark: &serde_json::Value| {
        let place = |field: &str| usize::try_from(mark[field].as_u64()?).ok();
        let span = Span::new(place("start")?, place("end")?);
        Some((
            subject(mark["category"].as_str()?)?,
            scalars.to_bytes(&document.text, span)?,
        ))
    };
    let marks = told["annotations"]
        .as_array()?
        .iter()
        .filter_map(mark)
        .collect();
    let segmented = segment(&document);
    let found = pointers.point(&segmented.tree, &document.text);
    let asked = checklist()
        .items
        .iter()
        .zip(found)
        .filter(|(item, _)| item.cuad.is_some());
    let mut words = Vec::new();
    for (subject, (_, found)) in asked.enumerate() {
        words.extend(
            found
                .pointers
                .iter()
                .map(|one| (one.clause, subject, one.score)),
        );
    }
    words.sort_unstable();
    Some(Contract {
        family: family(told["id"].as_str()?),
        agreement: Agreement::new(
            "contract.txt",
            Digest::of(source.bytes),
            document,
            segmented.language,
            segmented.tree,
        ),
        marks,
        words,
    })
}

/// The company, as the name of a contract begins with it.
fn family(id: &str) -> String {
    let company = id.split('_').next().unwrap_or(id).chars();
    let letters = company.filter(char::is_ascii_alphabetic);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
