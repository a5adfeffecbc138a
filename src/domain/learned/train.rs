//! Training: a model from agreements in which people have marked passages.
//!
//! A linear classifier for each subject (squared hinge loss, by coordinate descent in the dual), with
//! weights rounded to whole numbers. Nothing is left to chance: the same lessons in the same order
//! give the same bytes. Knows nothing of files.

use super::feature::{FORM, Feature, gather};
use super::features::Seen;
use super::likelihood::{Evidence, Likelihood, Sample};
use super::model::{Model, Subject, Table, values};
use super::own::{Placed, WHOLE, within};
use crate::domain::clause::ClauseTree;
use crate::domain::text::Span;
use std::collections::HashMap;

/// How much a mistake costs beside the size of the weights.
const COST: f32 = 0.2;

/// How often all clauses are gone through.
const ROUNDS: usize = 10;

/// In how many agreements a feature must stand to be looked at.
const FEWEST: u32 = 3;

/// Parts of the lessons that are left out in turn to learn what a score is worth.
const PARTS: u32 = 3;

/// Scores below this were never marked; nothing is learned from them about likelihood.
const HOPELESS: f32 = -1.4;

/// One agreement with what was marked in it.
#[derive(Debug, Clone)]
pub struct Lesson {
    family: u32,
    /// What is seen in each clause as a whole and in each of its sentences, one after the other.
    rows: Vec<Vec<Feature>>,
    /// For each row, the subjects marked in it.
    marked: Vec<Vec<usize>>,
    /// The row of each clause as a whole; those of its sentences follow.
    starts: Vec<usize>,
    /// For each clause, subjects with the rank of the words that were found.
    words: Vec<Vec<(usize, u32)>>,
}

impl Lesson {
    /// Looks at an agreement. `marks` are passages with the subject they were marked as, `words` are
    /// clause, subject and the rank of what was found by words. Agreements of one `family` are like
    /// each other, and are never on both sides of a test.
    pub fn new(
        family: &str,
        (clauses, text): (&ClauseTree, &str),
        marks: &[(usize, Span)],
        words: &[(usize, usize, u32)],
    ) -> Self {
        let seen = Seen::new(clauses, text);
        let mut lesson = Self {
            family: super::words::number(family),
            rows: Vec::new(),
            marked: Vec::new(),
            starts: Vec::new(),
            words: vec![Vec::new(); seen.len()],
        };
        for (index, clause) in clauses.clauses().iter().enumerate() {
            let (mut found, mut around) = (Vec::new(), Vec::new());
            seen.around(index, &mut around);
            gather(&mut around);
            let own: Vec<Placed> = seen.own(index).collect();
            lesson.starts.push(lesson.rows.len());
            within(&own, WHOLE, &mut found);
            lesson.put([&found[..], &around].concat(), clause.span, marks);
            for sentence in seen.sentences(index) {
                within(&own, sentence.words.clone(), &mut found);
                lesson.put([&found[..], &around].concat(), sentence.span, marks);
            }
        }
        for &(clause, subject, rank) in words {
            if let Some(here) = lesson.words.get_mut(clause) {
                here.push((subject, rank));
            }
        }
        lesson
    }

    /// Puts a clause or sentence behind those there are.
    fn put(&mut self, features: Vec<Feature>, span: Span, marks: &[(usize, Span)]) {
        let mut marked = Vec::new();
        for &(subject, mark) in marks.iter().filter(|(_, mark)| mark.overlaps(span)) {
            let shared = span.end.min(mark.end) - span.start.max(mark.start);
            let counts = shared >= 25 || shared * 2 >= mark.len();
            if counts && !marked.contains(&subject) {
                marked.push(subject);
            }
        }
        self.rows.push(features);
        self.marked.push(marked);
    }

    /// Which of so many parts it belongs to.
    pub const fn part(&self, parts: u32) -> u32 {
        (self.family ^ (self.family >> 16)) % parts
    }

    fn words_of(&self, clause: usize, subject: usize) -> u32 {
        let found = self.words[clause].iter().find(|(one, _)| *one == subject);
        found.map_or(0, |(_, rank)| *rank)
    }
}

/// Trains a model that points at these subjects, 255 at most. No more than `most` weights are kept.
pub fn train(lessons: &[&Lesson], subjects: &[String], credit: &str, most: usize) -> Model {
    let subjects = subjects.get(..255).unwrap_or(subjects);
    let mut samples: Vec<Vec<Sample>> = vec![Vec::new(); subjects.len()];
    for part in 0..PARTS {
        let (left_out, used): (Vec<&Lesson>, Vec<&Lesson>) = lessons
            .iter()
            .partition(|lesson| lesson.part(PARTS) == part);
        let model = scorer(&used, subjects, most);
        for lesson in left_out {
            sample(&model, lesson, &mut samples);
        }
    }
    let all: Vec<Sample> = samples.iter().flatten().copied().collect();
    let usual = Likelihood::fitted(&all, Likelihood::default(), 1.0);
    let mut model = scorer(lessons, subjects, most);
    credit.clone_into(&mut model.credit);
    for (subject, samples) in model.subjects.iter_mut().zip(&samples) {
        subject.likelihood = Likelihood::fitted(samples, usual, 2.0);
    }
    model
}

/// What a model says about a lesson it has not seen, with the truth.
fn sample(model: &Model, lesson: &Lesson, samples: &mut [Vec<Sample>]) {
    let mut values = Vec::new();
    let ends = lesson.starts.iter().skip(1).copied();
    let ends = ends.chain([lesson.rows.len()]);
    let mut scores: Vec<Vec<f32>> = Vec::new();
    for (&start, end) in lesson.starts.iter().zip(ends) {
        let mut best = vec![f32::MIN; model.subjects.len()];
        for row in &lesson.rows[start..end] {
            let known: Vec<Feature> = row.iter().filter_map(|one| model.known(*one)).collect();
            let sums = model.sums(&known, &mut values).into_iter();
            for ((best, sum), subject) in best.iter_mut().zip(sums).zip(&model.subjects) {
                *best = best.max(subject.start + sum * subject.step);
            }
        }
        scores.push(best);
    }
    for (subject, samples) in samples.iter_mut().enumerate() {
        let best = scores
            .iter()
            .fold(f32::MIN, |best, one| best.max(one[subject]));
        let all_words = (0..scores.len()).map(|clause| lesson.words_of(clause, subject));
        let best_words = all_words.max().unwrap_or_default();
        for (clause, scores) in scores.iter().enumerate() {
            let evidence = Evidence {
                score: scores[subject],
                best,
                words: lesson.words_of(clause, subject),
                best_words,
            };
            if evidence.score > HOPELESS || evidence.words > 0 {
                let row = lesson.starts[clause];
                samples.push((evidence, lesson.marked[row].contains(&subject)));
            }
        }
    }
}

/// A model without likelihoods.
fn scorer(lessons: &[&Lesson], subjects: &[String], most: usize) -> Model {
    let rows = Rows::new(lessons);
    let weights: Vec<Vec<f32>> = (0..subjects.len())
        .map(|subject| rows.weights(lessons, subject))
        .collect();
    let largest: Vec<f32> = weights
        .iter()
        .map(|all| {
            all[1..]
                .iter()
                .fold(0.0, |most, weight| f32::max(most, weight.abs()))
        })
        .collect();
    let steps: Vec<f32> = largest.iter().map(|most| most / 127.0).collect();
    let table = rows.table(&weights, &steps, most);
    let named = subjects.iter().zip(steps).zip(&weights);
    let subjects = named.map(|((name, step), weights)| Subject {
        name: name.clone(),
        start: weights[0],
        step,
        likelihood: Likelihood::default(),
    });
    Model {
        credit: String::new(),
        subjects: subjects.collect(),
        table,
    }
}

/// All clauses as values of known features.
struct Rows {
    /// Known features in order, and how rare they are.
    numbers: Vec<u32>,
    rarity: Vec<u8>,
    /// Where each clause starts in the next two; one more at the end.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    /// Lesson of each row, and which of its rows it is.
    origin: Vec<(usize, usize)>,
}

impl Rows {
    fn new(lessons: &[&Lesson]) -> Self {
        let (numbers, rarity) = known(lessons);
        let position: HashMap<u32, usize> = (0..)
            .zip(&numbers)
            .map(|(at, &number)| (number, at))
            .collect();
        let mut rows = Self {
            starts: vec![0],
            columns: Vec::new(),
            values: Vec::new(),
            origin: Vec::new(),
            numbers,
            rarity,
        };
        let mut found = Vec::new();
        for (index, lesson) in lessons.iter().enumerate() {
            for (row, features) in lesson.rows.iter().enumerate() {
                let known = |feature: &Feature| {
                    let at = *position.get(&feature.number)?;
                    Some((at, rows.rarity[at]))
                };
                values(features, known, &mut found);
                for &(at, value) in &found {
                    // The first weight of all is the one before any feature.
                    rows.columns
                        .push(u32::try_from(at + 1).expect("a few hundred thousand"));
                    rows.values.push(value);
                }
                rows.starts.push(rows.columns.len());
                rows.origin.push((index, row));
            }
        }
        rows
    }

    fn row(&self, row: usize) -> impl Iterator<Item = (usize, f32)> {
        let range = self.starts[row]..self.starts[row + 1];
        let columns = self.columns[range.clone()]
            .iter()
            .map(|&column| column as usize);
        columns.zip(self.values[range].iter().copied())
    }

    /// The weights for one subject; the first is what a clause has before any feature.
    fn weights(&self, lessons: &[&Lesson], subject: usize) -> Vec<f32> {
        let mut weights = vec![0.0; self.numbers.len() + 1];
        let is_marked =
            |&(lesson, row): &(usize, usize)| lessons[lesson].marked[row].contains(&subject);
        let marked: Vec<bool> = self.origin.iter().map(is_marked).collect();
        if !marked.contains(&true) {
            weights[0] = -1.0;
            return weights;
        }
        let squares: Vec<f32> = (0..marked.len())
            .map(|row| 1.0 + self.row(row).map(|(_, value)| value * value).sum::<f32>())
            .collect();
        let mut pull = vec![0.0_f32; marked.len()];
        let mut active: Vec<usize> = (0..marked.len()).collect();
        let mut chance = Chance(12_345);
        for round in 0..ROUNDS {
            chance.shuffle(&mut active);
            active.retain(|&row| {
                let side = if marked[row] { 1.0 } else { -1.0 };
                let score: f32 = weights[0]
                    + self
                        .row(row)
                        .map(|(at, value)| weights[at] * value)
                        .sum::<f32>();
                let slope = side * score - 1.0 + pull[row] / (2.0 * COST);
                // What is far on its own side for a while stays there.
                if pull[row] == 0.0 && slope > 0.3 && round > 1 {
                    return false;
                }
                let before = pull[row];
                pull[row] = (before - slope / (squares[row] + 0.5 / COST)).max(0.0);
                let change = side * (pull[row] - before);
                if change != 0.0 {
                    weights[0] += change;
                    for (at, value) in self.row(row) {
                        weights[at] += change * value;
                    }
                }
                true
            });
        }
        weights
    }

    /// The weights as whole numbers, the smallest left out.
    fn table(&self, weights: &[Vec<f32>], steps: &[f32], most: usize) -> Table {
        let rounded = |subject: usize, at: usize| whole(weights[subject][at + 1], steps[subject]);
        let mut sizes = [0_usize; 128];
        for (subject, _) in weights.iter().enumerate() {
            for at in 0..self.numbers.len() {
                sizes[usize::from(rounded(subject, at).unsigned_abs().min(127))] += 1;
            }
        }
        let mut least = 127;
        let mut kept = sizes[127];
        while least > 1 && kept + sizes[least - 1] <= most {
            least -= 1;
            kept += sizes[least];
        }
        let mut table = Table::default();
        for (at, &number) in self.numbers.iter().enumerate() {
            let first = table.weights.len();
            for subject in 0..weights.len() {
                let weight = rounded(subject, at);
                if usize::from(weight.unsigned_abs()) >= least {
                    table
                        .subjects
                        .push(u8::try_from(subject).expect("at most 255 subjects"));
                    table.weights.push(weight);
                }
            }
            // A known feature without weights still shares in the length of its group.
            let count = table.weights.len() - first;
            table.numbers.push(number);
            table.rarity.push(self.rarity[at]);
            table
                .weighed
                .push(u8::try_from(count).expect("at most 255 subjects"));
        }
        table.indexed()
    }
}

/// The features that are looked at, in order, and how rare each is in sixteenths.
fn known(lessons: &[&Lesson]) -> (Vec<u32>, Vec<u8>) {
    struct Count {
        group: u8,
        clauses: u32,
        lessons: u32,
        last: usize,
    }
    let mut counts: HashMap<u32, Count> = HashMap::new();
    let mut all = 0_u32;
    for (index, lesson) in lessons.iter().enumerate() {
        for features in &lesson.rows {
            all = all.saturating_add(1);
            for feature in features {
                let count = counts.entry(feature.number).or_insert(Count {
                    group: feature.group,
                    clauses: 0,
                    lessons: 0,
                    last: usize::MAX,
                });
                count.clauses += 1;
                if count.last != index {
                    count.last = index;
                    count.lessons += 1;
                }
            }
        }
    }
    let fewest = FEWEST.min(u32::try_from(lessons.len()).unwrap_or(FEWEST).div_ceil(2));
    let mut kept: Vec<(u32, u8)> = counts
        .into_iter()
        .filter(|(_, count)| count.lessons >= fewest)
        .map(|(number, count)| {
            let rarity = if count.group == FORM {
                16
            } else {
                rarity(all, count.clauses)
            };
            (number, rarity)
        })
        .collect();
    kept.sort_unstable();
    kept.into_iter().unzip()
}

/// 16 times the binary logarithm of how rare something is, straight between powers of two.
pub(in crate::domain) fn rarity(all: u32, having: u32) -> u8 {
    let share = (u64::from(all) + 1) * 16 / (u64::from(having) + 1);
    let whole = share.max(16).ilog2();
    let power = 1_u64 << whole;
    let sixteenths = u64::from(whole - 4) * 16 + 16 * (share.max(16) - power) / power;
    u8::try_from(sixteenths.max(1)).unwrap_or(u8::MAX)
}

#[expect(clippy::cast_possible_truncation, reason = "held between -127 and 127")]
fn whole(weight: f32, step: f32) -> i8 {
    if step <= 0.0 {
        return 0;
    }
    (weight / step).round().clamp(-127.0, 127.0) as i8
}

/// An order that looks like chance and is always the same.
pub(in crate::domain) struct Chance(pub(in crate::domain) u64);

impl Chance {
    pub(in crate::domain) fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from((self.0 >> 33) % (at as u64 + 1)).unwrap_or(at);
            order.swap(at, other);
        }
    }
}
