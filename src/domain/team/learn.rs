//! From lessons to weights, one weight for each feature and item.
//!
//! A clause speaks for an item as far as it lies towards the middle of the tagged clauses, away from the
//! middle of all; that is right from the first tag on. Then the weights are corrected on the clauses
//! that were passed over though they lie there, and on those that were rejected (squared hinge loss, by
//! coordinate descent in the dual). Lessons are gone through in the order of their agreements' ids, and
//! only sums, products and roots are taken: the same lessons give the same bits everywhere.

use super::lesson::Lesson;
use super::{Example, Taught, Team};
use crate::domain::learned::{Chance, FORM, rarity, values};
use crate::domain::likeness::Likeness;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// In how many agreements a feature must stand to be looked at, once there are enough of them.
const FEWEST: u32 = 3;

/// How much the way to the middle of the tagged clauses counts beside the corrections.
const MIDDLE: f32 = 4.0;

/// How much the way to the middle of the rejected clauses counts against.
const REJECTED: f32 = 2.0;

/// What a clause has before any feature, while nothing was passed over or rejected.
const UNSURE: f32 = -0.7;

/// Clauses passed over that are looked at for an item: those most like the tagged ones, at least so
/// many and three for each tagged one, and as many of the others at equal distances.
const LOOKED_AT: usize = 300;

/// How often these are gone through.
const ROUNDS: usize = 10;

/// How much a mistake costs beside the size of the weights: on what a person tagged or rejected, and on
/// what was only passed over.
const COST: f32 = 0.2;
const COST_OF_REJECTED: f32 = 0.4;

/// What a row is for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Tagged,
    Rejected,
    Passed,
}

/// All clauses of all lessons as values of known features.
struct Rows {
    /// Where each clause starts in `values`; one more at the end.
    starts: Vec<usize>,
    values: Vec<(u32, f32)>,
    /// Whether the clause was read in a review that is done.
    passed: Vec<bool>,
    features: usize,
}

/// Learns from lessons, in whatever order they come.
pub(super) fn learn(lessons: &[Arc<Lesson>]) -> Team {
    let mut lessons: Vec<&Lesson> = lessons.iter().map(Arc::as_ref).collect();
    lessons.sort_by(|one, other| one.agreement.cmp(&other.agreement));
    let known = known(&lessons);
    let rows = Rows::new(&lessons, &known);
    let items: BTreeSet<&str> = lessons
        .iter()
        .flat_map(|lesson| lesson.marks.iter().map(|mark| mark.item.as_str()))
        .collect();
    let middle = rows.middle(0..rows.len());
    let sides: Vec<BTreeMap<usize, Side>> =
        items.iter().map(|item| sides(&lessons, item)).collect();
    let mut weights = vec![0.0; rows.features * items.len()];
    let mut taught = Vec::new();
    for (at, (item, sides)) in items.iter().zip(&sides).enumerate() {
        let (start, own) = rows.learn_item(sides, &middle);
        for (feature, weight) in own.into_iter().enumerate() {
            weights[feature * items.len() + at] = weight;
        }
        let tagged = sides.values().filter(|side| **side == Side::Tagged);
        taught.push(Taught {
            item: (*item).to_owned(),
            tagged: tagged.count(),
            start,
        });
    }
    let (examples, likeness) = examples(&lessons, &taught);
    Team {
        items: taught,
        known,
        weights,
        examples,
        likeness,
    }
}

/// The tagged passages in the order of agreements and text, and what finds them.
fn examples(lessons: &[&Lesson], taught: &[Taught]) -> (Vec<Example>, Likeness<usize>) {
    let position = |item: &str| taught.iter().position(|one| one.item == item);
    let (mut examples, mut likeness) = (Vec::new(), Likeness::new());
    for lesson in lessons {
        for heard in &lesson.heard {
            likeness.hear(heard);
        }
        for (item, example) in &lesson.examples {
            if let Some(item) = position(item) {
                likeness.add(examples.len(), &example.quote);
                examples.push(Example {
                    item,
                    ..example.clone()
                });
            }
        }
    }
    (examples, likeness)
}

/// What the rows are for an item; the others are only there.
fn sides(lessons: &[&Lesson], item: &str) -> BTreeMap<usize, Side> {
    let mut sides = BTreeMap::new();
    let mut first = 0;
    for lesson in lessons {
        for mark in lesson.marks.iter().filter(|mark| mark.item == item) {
            let row = first + mark.clause;
            if mark.is_tagged {
                sides.insert(row, Side::Tagged);
            } else {
                sides.entry(row).or_insert(Side::Rejected);
            }
        }
        first += lesson.clauses.len();
    }
    sides
}

/// The features that are looked at: position and how rare each is, in sixteenths.
fn known(lessons: &[&Lesson]) -> HashMap<u32, (usize, u8)> {
    struct Count {
        group: u8,
        clauses: u32,
        lessons: u32,
        last: usize,
    }
    let mut counts: HashMap<u32, Count> = HashMap::new();
    let (mut all, mut features) = (0_u32, Vec::new());
    for (index, lesson) in lessons.iter().enumerate() {
        for packed in &lesson.clauses {
            all = all.saturating_add(1);
            packed.unpack(&mut features);
            for feature in &features {
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
    let lessons = u32::try_from(lessons.len()).unwrap_or(u32::MAX);
    let fewest = FEWEST.min(lessons.div_ceil(2));
    let mut kept: Vec<(u32, u8)> = counts
        .into_iter()
        .filter(|(_, count)| count.lessons >= fewest)
        .map(|(number, count)| {
            let is_form = count.group == FORM;
            let rarity = if is_form {
                16
            } else {
                rarity(all, count.clauses)
            };
            (number, rarity)
        })
        .collect();
    kept.sort_unstable();
    let placed = kept.into_iter().enumerate();
    placed
        .map(|(at, (number, rarity))| (number, (at, rarity)))
        .collect()
}

impl Rows {
    fn new(lessons: &[&Lesson], known: &HashMap<u32, (usize, u8)>) -> Self {
        let mut rows = Self {
            starts: vec![0],
            values: Vec::new(),
            passed: Vec::new(),
            features: known.len(),
        };
        let (mut features, mut found) = (Vec::new(), Vec::new());
        for lesson in lessons {
            for (packed, passed) in lesson.clauses.iter().zip(&lesson.passed) {
                packed.unpack(&mut features);
                values(&features, |one| known.get(&one.number).copied(), &mut found);
                rows.values.extend(found.iter().map(|&(at, value)| {
                    let at = u32::try_from(at).expect("a few hundred thousand");
                    (at, value)
                }));
                rows.starts.push(rows.values.len());
                rows.passed.push(*passed);
            }
        }
        rows
    }

    const fn len(&self) -> usize {
        self.passed.len()
    }

    fn row(&self, row: usize) -> &[(u32, f32)] {
        &self.values[self.starts[row]..self.starts[row + 1]]
    }

    fn product(&self, row: usize, weights: &[f32]) -> f32 {
        let row = self.row(row).iter();
        row.map(|&(at, value)| weights[at as usize] * value).sum()
    }

    /// The middle of some clauses.
    fn middle(&self, rows: impl Iterator<Item = usize>) -> Vec<f32> {
        let mut sum = vec![0.0; self.features];
        let mut count = 0.0_f32;
        for row in rows {
            count += 1.0;
            for &(at, value) in self.row(row) {
                sum[at as usize] += value;
            }
        }
        for one in &mut sum {
            *one /= count.max(1.0);
        }
        sum
    }

    /// The way from the middle of all clauses to that of some, by the features that these have.
    fn way(&self, sides: &BTreeMap<usize, Side>, side: Side, middle: &[f32]) -> Vec<f32> {
        let some = sides.iter().filter(|(_, one)| **one == side);
        let mut way = self.middle(some.map(|(row, _)| *row));
        for (one, middle) in way.iter_mut().zip(middle) {
            if *one != 0.0 {
                *one -= middle;
            }
        }
        way
    }

    /// What every clause has for an item before any feature, and the weights.
    fn learn_item(&self, sides: &BTreeMap<usize, Side>, middle: &[f32]) -> (f32, Vec<f32>) {
        let towards = self.way(sides, Side::Tagged, middle);
        let away = self.way(sides, Side::Rejected, middle);
        let (start, mut weights) = self.corrections(&self.looked_at(sides, &towards));
        for ((weight, towards), away) in weights.iter_mut().zip(towards).zip(away) {
            *weight += MIDDLE * towards - REJECTED * away;
        }
        (start, weights)
    }

    /// The clauses to learn corrections from.
    fn looked_at(&self, sides: &BTreeMap<usize, Side>, towards: &[f32]) -> Vec<(usize, Side)> {
        let passed = (0..self.len()).filter(|row| self.passed[*row] && !sides.contains_key(row));
        let mut passed: Vec<(f32, usize)> = passed
            .map(|row| (self.product(row, towards), row))
            .collect();
        passed.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let tagged = sides.values().filter(|side| **side == Side::Tagged).count();
        let near = LOOKED_AT.max(3 * tagged).min(passed.len());
        let step = ((passed.len() - near) / LOOKED_AT).max(1);
        let far = passed.iter().skip(near).step_by(step);
        let mut rows: Vec<(usize, Side)> = passed
            .iter()
            .take(near)
            .chain(far)
            .map(|(_, row)| (*row, Side::Passed))
            .chain(sides.iter().map(|(row, side)| (*row, *side)))
            .collect();
        rows.sort_unstable_by_key(|(row, _)| *row);
        rows
    }

    fn corrections(&self, rows: &[(usize, Side)]) -> (f32, Vec<f32>) {
        let mut weights = vec![0.0_f32; self.features];
        let has = |tagged: bool| rows.iter().any(|(_, one)| (*one == Side::Tagged) == tagged);
        if !has(true) || !has(false) {
            return (UNSURE, weights);
        }
        let square = |row: usize| -> f32 { self.row(row).iter().map(|one| one.1 * one.1).sum() };
        let squares: Vec<f32> = rows.iter().map(|(row, _)| 1.0 + square(*row)).collect();
        let mut pull = vec![0.0_f32; rows.len()];
        let mut active: Vec<usize> = (0..rows.len()).collect();
        let mut chance = Chance(12_345);
        let mut start = 0.0_f32;
        for round in 0..ROUNDS {
            chance.shuffle(&mut active);
            active.retain(|&at| {
                let (row, one) = rows[at];
                let (side, cost) = match one {
                    Side::Tagged => (1.0, COST),
                    Side::Rejected => (-1.0, COST_OF_REJECTED),
                    Side::Passed => (-1.0, COST),
                };
                let score = start + self.product(row, &weights);
                let slope = side * score - 1.0 + pull[at] / (2.0 * cost);
                // What is far on its own side for a while stays there.
                if pull[at] == 0.0 && slope > 0.3 && round > 1 {
                    return false;
                }
                let before = pull[at];
                pull[at] = (before - slope / (squares[at] + 0.5 / cost)).max(0.0);
                let change = side * (pull[at] - before);
                if change != 0.0 {
                    start += change;
                    for &(feature, value) in self.row(row) {
                        weights[feature as usize] += change * value;
                    }
                }
                true
            });
        }
        (start, weights)
    }
}
