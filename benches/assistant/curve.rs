//! What pointers learn from a team that starts from nothing, by how many contracts it has reviewed; and
//! how quickly passages like one are found among all clauses.

use crate::measure::{Contract, Ranked, Row, TESTED, mean};
use rapporteur::domain::likeness::Likeness;
use rapporteur::domain::review::event::Assessment;
use rapporteur::domain::team::{Judged, Judgement, Lesson, Team, Verdict};
use rapporteur::domain::text::Span;
use std::sync::Arc;
use std::time::Instant;

/// Contracts reviewed.
const REVIEWED: [usize; 5] = [5, 20, 50, 150, 370];

/// One of so many clauses is asked about.
const ASKED: usize = 271;

/// Prints the curve: with the words of the checklist, and the team's decisions alone.
pub fn report(contracts: &[Contract], subjects: &[String]) {
    likeness(contracts);
    let is_tested = |contract: &&Contract| contract.lesson().part(10) < TESTED;
    let (tested, used): (Vec<&Contract>, Vec<&Contract>) = contracts.iter().partition(is_tested);
    println!(
        "{} contracts to learn from, {} of other families tested",
        used.len(),
        tested.len()
    );
    println!(
        "contracts reviewed, AP @1 @3 @5 R10: team alone | words and team | seconds to learn, to point"
    );
    let lessons: Vec<Arc<Lesson>> = used
        .iter()
        .map(|contract| Arc::new(lesson(contract, subjects)))
        .collect();
    for count in REVIEWED {
        let some = lessons.get(..count).unwrap_or(&lessons);
        let start = Instant::now();
        let team = Team::learn(some);
        let learned = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let [alone, joined] = fares(&team, &tested, subjects);
        println!(
            "{:4}  {} | {} | {learned:.1} {:.1}",
            some.len(),
            mean(&alone).line(),
            mean(&joined).line(),
            start.elapsed().as_secs_f64()
        );
    }
}

/// A contract that a team has reviewed to the end: it tagged what the experts marked.
fn lesson(contract: &Contract, subjects: &[String]) -> Lesson {
    let agreement = &contract.agreement;
    let judgement = |&(subject, mark): &(usize, Span)| {
        let clause = agreement.clauses.index_at(mark.start)?;
        Some(Judgement {
            item: subjects[subject].clone(),
            text_sha256: agreement.text_sha256,
            place: agreement.to_scalars(mark),
            clause: agreement.clauses.clauses()[clause].id.clone(),
            quote: mark.of(agreement.text()).to_owned(),
            verdict: Verdict::Tagged(Assessment::Info, "An expert".to_owned()),
        })
    };
    let clauses = agreement.clauses.clauses().iter();
    let judged = Judged {
        agreement: agreement.id.clone(),
        judgements: contract.marks.iter().filter_map(judgement).collect(),
        passed: clauses.map(|clause| clause.id.clone()).collect(),
    };
    Lesson::of(agreement, &judged)
}

/// How the order by the team alone fares, and joined with words, subject by subject.
fn fares(team: &Team, tested: &[&Contract], subjects: &[String]) -> [Vec<Row>; 2] {
    let mut all: Vec<[Vec<Ranked>; 2]> = subjects.iter().map(|_| Default::default()).collect();
    for (at, contract) in tested.iter().enumerate() {
        let scores = team.read(&contract.agreement);
        for (subject, name) in subjects.iter().enumerate() {
            let (truth, words) = (contract.truth(subject), contract.words_of(subject));
            let item = scores.item(name);
            for clause in 0..truth.len() {
                let alone = item.map_or(0.0, |item| scores.score(clause, item));
                let by_words = words[clause] as f32 / 1000.0;
                let joined =
                    item.map_or(by_words, |item| scores.joined(clause, item, words[clause]));
                all[subject][0].push((alone, truth[clause], at));
                all[subject][1].push((joined, truth[clause], at));
            }
        }
    }
    let mut rows: [Vec<Row>; 2] = Default::default();
    for [alone, joined] in all {
        rows[0].extend(Row::of(alone));
        rows[1].extend(Row::of(joined));
    }
    rows
}

/// Prints how long it takes to index all clauses and to find what is like one.
fn likeness(contracts: &[Contract]) {
    let texts: Vec<&str> = contracts
        .iter()
        .flat_map(|contract| {
            let text = contract.agreement.text();
            let clauses = contract.agreement.clauses.clauses().iter();
            clauses.map(move |clause| clause.span.of(text))
        })
        .collect();
    let start = Instant::now();
    let mut index = Likeness::new();
    for (key, text) in texts.iter().enumerate() {
        index.add(key, text);
    }
    let built = start.elapsed().as_secs_f64();
    let asked = texts.iter().step_by(ASKED);
    let count = asked.len();
    let start = Instant::now();
    let found: usize = asked.map(|text| index.nearest(text, 10).len()).sum();
    println!(
        "{} clauses indexed in {built:.1} s; {count} asked about, {found} found, {:.1} ms each",
        index.len(),
        start.elapsed().as_secs_f64() * 1000.0 / count.max(1) as f64
    );
}
