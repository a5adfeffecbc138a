//! How well pointers point: precision, hits among the first, likelihoods against what came true.

use crate::clock::timed;
use rapporteur::domain::agreement::Agreement;
use rapporteur::domain::learned::Model;
use rapporteur::domain::learned::train::{Lesson, train};
use rapporteur::domain::text::Span;
use std::time::Instant;

/// Most weights of a model.
pub const WEIGHTS: usize = 1_300_000;

/// Whose work the lessons are.
pub const CREDIT: &str = "Trained on the Contract Understanding Atticus Dataset (CUAD v1), The Atticus Project, Inc., CC BY 4.0.";

/// Of ten parts of the families, those that are tested on.
pub const TESTED: u32 = 3;

/// Into so many parts are the families divided when each is tested once, by what all others teach.
const FOLDS: u32 = 5;

/// A contract with what experts marked in it.
pub struct Contract {
    /// Contracts of one company have the same.
    pub family: String,
    pub agreement: Agreement,
    /// Subject and passage.
    pub marks: Vec<(usize, Span)>,
    /// Clause, subject and rank of the words that were found.
    pub words: Vec<(usize, usize, u32)>,
}

impl Contract {
    /// The contract as a lesson of the model of examples.
    pub fn lesson(&self) -> Lesson {
        let read = (&self.agreement.clauses, self.agreement.text());
        Lesson::new(&self.family, read, &self.marks, &self.words)
    }

    /// Whether a clause shares anything with a passage of a subject.
    pub fn truth(&self, subject: usize) -> Vec<bool> {
        let marks: Vec<Span> = self
            .marks
            .iter()
            .filter(|(one, _)| *one == subject)
            .map(|(_, mark)| *mark)
            .collect();
        let clauses = self.agreement.clauses.clauses().iter();
        clauses
            .map(|clause| marks.iter().any(|mark| mark.overlaps(clause.span)))
            .collect()
    }

    /// For each clause, the rank of the words that were found for a subject.
    pub fn words_of(&self, subject: usize) -> Vec<u32> {
        let mut ranks = vec![0; self.agreement.clauses.len()];
        for &(clause, one, rank) in &self.words {
            if one == subject {
                ranks[clause] = rank;
            }
        }
        ranks
    }
}

/// The model that is shipped: trained on everything.
pub fn trained(contracts: &[Contract], subjects: &[String]) -> Model {
    let lessons: Vec<Lesson> = contracts.iter().map(Contract::lesson).collect();
    train(
        &lessons.iter().collect::<Vec<_>>(),
        subjects,
        CREDIT,
        WEIGHTS,
    )
}

/// A clause of a tested contract: its place in an order, whether it is right, and which contract.
pub type Ranked = (f32, bool, usize);

/// How well an order fares.
#[derive(Default, Clone, Copy)]
pub struct Row {
    precision: f64,
    hits: [f64; 3],
    recall: f64,
    /// Contracts that have the category.
    having: f64,
}

impl Row {
    /// How an order fares; nothing where nothing was right.
    pub fn of(mut all: Vec<Ranked>) -> Option<Self> {
        let right = all.iter().filter(|one| one.1).count();
        if right == 0 {
            return None;
        }
        all.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut row = Self::default();
        let mut found = 0;
        for (at, one) in all.iter().enumerate() {
            if one.1 {
                found += 1;
                row.precision += f64::from(found) / (at + 1) as f64 / right as f64;
            }
        }
        all.sort_by_key(|one| one.2);
        let mut having = 0.0;
        for contract in all.chunk_by(|one, other| one.2 == other.2) {
            let right = contract.iter().filter(|one| one.1).count();
            if right == 0 {
                continue;
            }
            having += 1.0;
            let among = |count: usize| contract.iter().take(count).filter(|one| one.1).count();
            for (hit, count) in row.hits.iter_mut().zip([1, 3, 5]) {
                *hit += f64::from(u8::from(among(count) > 0));
            }
            row.recall += among(10) as f64 / right as f64;
        }
        row.having = having;
        row.recall /= having;
        row.hits = row.hits.map(|hit| hit / having);
        Some(row)
    }

    /// The figures in one line.
    pub fn line(self) -> String {
        let [one, three, five] = self.hits;
        format!(
            "{:.3} {one:.3} {three:.3} {five:.3} {:.3}",
            self.precision, self.recall
        )
    }
}

/// The mean of several.
pub fn mean(rows: &[Row]) -> Row {
    let count = rows.len().max(1) as f64;
    let mut mean = Row::default();
    for row in rows {
        mean.precision += row.precision / count;
        mean.recall += row.recall / count;
        for (sum, hit) in mean.hits.iter_mut().zip(row.hits) {
            *sum += hit / count;
        }
    }
    mean
}

/// Hits when every contract that has a category counts alike, however rare the category.
fn pooled(rows: &[Row]) -> String {
    let all: f64 = rows.iter().map(|row| row.having).sum();
    let hits = [0, 1, 2].map(|at| {
        let hits: f64 = rows.iter().map(|row| row.hits[at] * row.having).sum();
        format!("{:.3}", hits / all.max(1.0))
    });
    format!("      {}      ", hits.join(" "))
}

/// Trains on seven parts of ten of the families and prints how the rest fares.
pub fn report(contracts: &[Contract], subjects: &[String]) {
    let lessons: Vec<Lesson> = contracts.iter().map(Contract::lesson).collect();
    let is_tested = |at: &usize| lessons[*at].part(10) < TESTED;
    let (tested, used): (Vec<usize>, Vec<usize>) = (0..contracts.len()).partition(is_tested);
    let start = Instant::now();
    let model = train(
        &used.iter().map(|&at| &lessons[at]).collect::<Vec<_>>(),
        subjects,
        CREDIT,
        WEIGHTS,
    );
    println!(
        "trained on {} contracts in {:.1} s, tested on {} of other families; {} bytes",
        used.len(),
        start.elapsed().as_secs_f64(),
        tested.len(),
        model.write().len()
    );
    println!(
        "AP: average precision over all clauses; @k: one of the first k of a contract is right; R10: found among ten"
    );
    println!(
        "{:36} {:29} | {:29} | {:29} | {:29}",
        "", "words: AP @1 @3 @5 R10", "examples", "both", "BM25"
    );
    let queries = crate::contracts::queries();
    let (searched, times) = timed(1, || {
        let contracts = tested.iter().map(|&at| &contracts[at]);
        contracts
            .map(|contract| crate::contracts::searched(contract, &queries))
            .collect::<Vec<_>>()
    });
    let (kinds, bins) = compare(&model, contracts, &tested, subjects, Some(&searched));
    let means: Vec<String> = kinds.iter().map(|rows| mean(rows).line()).collect();
    println!("{:36} {}", "mean", means.join(" | "));
    let all: Vec<String> = kinds.iter().map(|rows| pooled(rows)).collect();
    println!(
        "{:36} {}",
        "every contract and category alike",
        all.join(" | ")
    );
    println!("BM25 took{times} for {} contracts", tested.len());
    println!("\nlikelihood said, share that was right, clauses");
    for (bin, (sum, right, count)) in bins.iter().enumerate() {
        let count_or_one = f64::from((*count).max(1));
        println!(
            "{:.1}–{:.1}  {:.3}  {:.3}  {count}",
            bin as f64 / 10.0,
            (bin + 1) as f64 / 10.0,
            sum / count_or_one,
            right / count_or_one
        );
    }
    println!("\ncontracts reviewed: examples | both");
    for count in [5, 20, 50, 150, used.len()] {
        let some: Vec<&Lesson> = used.iter().take(count).map(|&at| &lessons[at]).collect();
        let model = train(&some, subjects, CREDIT, WEIGHTS);
        let (kinds, _) = compare(&model, contracts, &tested, subjects, None);
        println!(
            "{count:4}  {} | {}",
            mean(&kinds[1]).line(),
            mean(&kinds[2]).line()
        );
    }
}

/// Tests every contract once, on a model that learned from the contracts of other families.
pub fn report_folds(contracts: &[Contract], subjects: &[String]) {
    let lessons: Vec<Lesson> = contracts.iter().map(Contract::lesson).collect();
    let mut orders: Vec<Orders> = vec![Orders::default(); subjects.len()];
    for fold in 0..FOLDS {
        let is_tested = |at: &usize| lessons[*at].part(FOLDS) == fold;
        let (tested, used): (Vec<usize>, Vec<usize>) = (0..contracts.len()).partition(is_tested);
        let used: Vec<&Lesson> = used.iter().map(|&at| &lessons[at]).collect();
        let model = train(&used, subjects, CREDIT, WEIGHTS);
        let (ordered, _) = order(&model, contracts, &tested, subjects, None);
        for (all, more) in orders.iter_mut().zip(ordered) {
            for (all, more) in all.iter_mut().zip(more) {
                all.extend(more);
            }
        }
        println!("part {}: {} contracts tested", fold + 1, tested.len());
    }
    let kinds = rows(orders);
    for (name, kind) in ["words", "examples", "both"].iter().zip(&kinds) {
        println!(
            "{name:10} {} | every contract and category alike {}",
            mean(kind).line(),
            pooled(kind)
        );
    }
}

/// For each subject, what the search library found in a contract.
type Found = Vec<Vec<(usize, f32)>>;

/// Sum of likelihoods, of what was right, and how many.
type Bin = (f64, f64, u32);

/// The clauses of a subject as words, examples, both and the search library order them.
type Orders = [Vec<Ranked>; 4];

/// How each kind of order fares, a row for each subject that is in any contract.
fn rows(orders: Vec<Orders>) -> [Vec<Row>; 4] {
    let mut kinds: [Vec<Row>; 4] = Default::default();
    for all in orders {
        let rows = all.into_iter().filter_map(Row::of);
        for (kind, row) in kinds.iter_mut().zip(rows) {
            kind.push(row);
        }
    }
    kinds
}

fn compare(
    model: &Model,
    contracts: &[Contract],
    tested: &[usize],
    subjects: &[String],
    searched: Option<&[Found]>,
) -> ([Vec<Row>; 4], [Bin; 10]) {
    let (orders, bins) = order(model, contracts, tested, subjects, searched);
    if searched.is_some() {
        for (name, all) in subjects.iter().zip(&orders) {
            let rows = all.iter().cloned().filter_map(Row::of);
            let lines: Vec<String> = rows.map(Row::line).collect();
            println!("{name:36} {}", lines.join(" | "));
        }
    }
    (rows(orders), bins)
}

fn order(
    model: &Model,
    contracts: &[Contract],
    tested: &[usize],
    subjects: &[String],
    searched: Option<&[Found]>,
) -> (Vec<Orders>, [Bin; 10]) {
    let scores: Vec<_> = tested
        .iter()
        .map(|&at| {
            let agreement = &contracts[at].agreement;
            model.read_clauses(&agreement.clauses, agreement.text())
        })
        .collect();
    let mut orders = Vec::new();
    let mut bins = [(0.0, 0.0, 0); 10];
    for subject in 0..subjects.len() {
        let mut all = Orders::default();
        for (test, (&at, scores)) in tested.iter().zip(&scores).enumerate() {
            let mut search = vec![0.0_f32; contracts[at].agreement.clauses.len()];
            let found = searched.and_then(|searched| searched[test].get(subject));
            for &(clause, score) in found.into_iter().flatten() {
                search[clause] = score;
            }
            let contract = &contracts[at];
            let (truth, words) = (contract.truth(subject), contract.words_of(subject));
            let likelihoods = scores.likelihoods(subject, |clause| words[clause]);
            for clause in 0..truth.len() {
                let both = f64::from(likelihoods[clause]) / 1000.0;
                let bin = &mut bins[((both * 10.0) as usize).min(9)];
                *bin = (
                    bin.0 + both,
                    bin.1 + f64::from(u8::from(truth[clause])),
                    bin.2 + 1,
                );
                let example = scores.score(clause, subject);
                // Among equal likelihoods the score decides.
                let fine = both as f32 + example * 1e-5;
                let places = [words[clause] as f32, example, fine, search[clause]];
                for (ranked, place) in all.iter_mut().zip(places) {
                    ranked.push((place, truth[clause], at));
                }
            }
        }
        orders.push(all);
    }
    (orders, bins)
}
