//! A trained model: for each subject, how much each feature speaks for a clause.
//!
//! Read strictly from bytes: the digest is checked first, then every count and order, so that damage
//! is an error and never a wrong pointer. Weights are whole numbers from -127 to 127 times a step of
//! the subject. Knows nothing of where the bytes are kept or of what a subject is called elsewhere.

use super::feature::{FORM, Feature, GROUPS, SHARES, gather};
use super::features::Seen;
use super::likelihood::Likelihood;
use super::own::{Placed, WHOLE, within};
use crate::domain::digest::Digest;

/// The first bytes of a model.
const MAGIC: &[u8] = b"rapporteur-model/1\n";

/// The longest model that is read, in bytes.
const LONGEST: usize = 16 << 20;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// They do not begin like one.
    #[error("This is not a model of examples, or one of another version.")]
    Other,
    /// They were altered or cut off.
    #[error("The model of examples is damaged: its bytes do not fit its digest.")]
    Damaged,
    /// They hold together, but say something that cannot be.
    #[error("The model of examples cannot be used: {0} cannot be right.")]
    Impossible(&'static str),
}

/// What a model can point at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Subject {
    /// Its name: a category of the training texts.
    pub(super) name: String,
    /// What a clause has before any feature is seen.
    pub(super) start: f32,
    /// What a weight of 1 is worth.
    pub(super) step: f32,
    /// How likely a score is right.
    pub(super) likelihood: Likelihood,
}

/// A trained model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Whose work it was trained on.
    pub(super) credit: String,
    pub(super) subjects: Vec<Subject>,
    pub(super) table: Table,
}

/// The features of a model in the order of their numbers, each with its weights.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Table {
    /// Numbers, ascending.
    pub(super) numbers: Vec<u32>,
    /// How rare each is, in sixteenths.
    pub(super) rarity: Vec<u8>,
    /// How many weights each has.
    pub(super) weighed: Vec<u8>,
    /// Subject and weight, one after the other.
    pub(super) subjects: Vec<u8>,
    pub(super) weights: Vec<i8>,
    /// Where the weights of each feature start.
    starts: Vec<u32>,
    /// Where numbers with the same upper half start.
    buckets: Vec<u32>,
}

impl Table {
    /// Prepares the way to each feature.
    pub(super) fn indexed(mut self) -> Self {
        let mut start = 0;
        self.starts = self
            .weighed
            .iter()
            .map(|&count| {
                let here = start;
                start += u32::from(count);
                here
            })
            .collect();
        let numbers = &self.numbers;
        let mut at = 0;
        self.buckets = (0..=65_536_u32)
            .map(|half| {
                while numbers.get(at).is_some_and(|number| number >> 16 < half) {
                    at += 1;
                }
                u32::try_from(at).unwrap_or(u32::MAX)
            })
            .collect();
        self
    }

    /// Position of a feature.
    pub(super) fn find(&self, number: u32) -> Option<usize> {
        let half = (number >> 16) as usize;
        let (from, to) = (*self.buckets.get(half)?, *self.buckets.get(half + 1)?);
        let here = self.numbers.get(from as usize..to as usize)?;
        let at = here.binary_search(&number).ok()?;
        Some(from as usize + at)
    }

    /// The subjects a feature has weights for, and the weights.
    fn weights(&self, at: usize) -> (&[u8], &[i8]) {
        let start = self.starts[at] as usize;
        let range = start..start + usize::from(self.weighed[at]);
        (&self.subjects[range.clone()], &self.weights[range])
    }
}

/// Room in which clauses are looked at one after the other.
#[derive(Default)]
pub(super) struct Room {
    own: Vec<Placed>,
    features: Vec<Feature>,
    values: Vec<(usize, f32)>,
}

/// What a clause scores for a subject, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Score {
    pub(super) value: f32,
    /// Which of its sentences does, counted from 1; 0 for the clause as a whole.
    pub(super) part: u8,
}

/// How much a feature counts by how often it was seen: 1, then more slowly.
pub(super) fn damped(count: u8) -> f32 {
    const DAMPED: [f32; 8] = [1.0, 1.69, 2.1, 2.39, 2.61, 2.79, 2.95, 3.08];
    let index = usize::from(count.saturating_sub(1));
    DAMPED.get(index).copied().unwrap_or(3.2)
}

/// Known features of one clause with what each is worth, group by group of the same length.
pub(in crate::domain) fn values(
    features: &[Feature],
    known: impl Fn(&Feature) -> Option<(usize, u8)>,
    found: &mut Vec<(usize, f32)>,
) {
    found.clear();
    let mut from = 0;
    for (group, share) in (0_u8..).zip(SHARES).take(GROUPS) {
        let start = found.len();
        let mut squares = 0.0;
        while let Some(feature) = features.get(from).filter(|one| one.group == group) {
            from += 1;
            let Some((at, rarity)) = known(feature) else {
                continue;
            };
            let rarity = if group == FORM {
                1.0
            } else {
                f32::from(rarity) / 16.0
            };
            let value = damped(feature.count) * rarity;
            squares += value * value;
            found.push((at, value));
        }
        if squares > 0.0 {
            let scale = share / f32::sqrt(squares);
            for (_, value) in &mut found[start..] {
                *value *= scale;
            }
        }
    }
}

impl Model {
    /// Names of what it can point at, in order.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.subjects.iter().map(|subject| subject.name.as_str())
    }

    /// Whose work it was trained on, to be named wherever it is used.
    pub fn credit(&self) -> &str {
        &self.credit
    }

    /// How many features it knows.
    pub const fn features(&self) -> usize {
        self.table.numbers.len()
    }

    /// The scores of one clause for every subject: of its sentences and of the whole the best.
    pub(super) fn scores(&self, seen: &Seen<'_>, index: usize, room: &mut Room) -> Vec<Score> {
        let Room {
            own,
            features,
            values,
        } = room;
        // Each word is looked up once, for the clause and for its sentence.
        own.clear();
        own.extend(self.known_of(seen.own(index)));
        within(own, WHOLE, features);
        let whole = self.sums(features, values).into_iter();
        let mut best: Vec<Score> = whole.map(|value| Score { value, part: 0 }).collect();
        for (part, sentence) in (1..).zip(seen.sentences(index)) {
            within(own, sentence.words.clone(), features);
            let sums = self.sums(features, values);
            for (best, value) in best.iter_mut().zip(sums) {
                if value > best.value {
                    *best = Score { value, part };
                }
            }
        }
        // What is around the words is the same for all of them.
        features.clear();
        seen.around(index, features);
        let mut around: Vec<Feature> = features.iter().filter_map(|one| self.known(*one)).collect();
        gather(&mut around);
        let around = self.sums(&around, values);
        for ((score, around), subject) in best.iter_mut().zip(around).zip(&self.subjects) {
            score.value = subject.start + (score.value + around) * subject.step;
        }
        best
    }

    /// The same feature with its place in the table for a number, if the model knows it.
    pub(super) fn known(&self, feature: Feature) -> Option<Feature> {
        let at = self.table.find(feature.number)?;
        let number = u32::try_from(at).ok()?;
        Some(Feature { number, ..feature })
    }

    /// The same for words and pairs; what is not known is left out.
    pub(super) fn known_of(
        &self,
        own: impl Iterator<Item = Placed>,
    ) -> impl Iterator<Item = Placed> {
        own.filter_map(|(place, feature)| Some((place, self.known(feature)?)))
    }

    /// What known features come to for every subject, in steps.
    pub(super) fn sums(&self, known: &[Feature], values: &mut Vec<(usize, f32)>) -> Vec<f32> {
        let rarity = |feature: &Feature| {
            let at = feature.number as usize;
            Some((at, self.table.rarity[at]))
        };
        self::values(known, rarity, values);
        let mut sums = vec![0.0_f32; self.subjects.len()];
        for &(at, value) in values.iter() {
            let (subjects, weights) = self.table.weights(at);
            for (&subject, &weight) in subjects.iter().zip(weights) {
                sums[usize::from(subject)] += f32::from(weight) * value;
            }
        }
        sums
    }

    /// The weight of a known feature for one subject, by how rare it is; 0 when it has none.
    pub(super) fn worth(&self, known: Feature, subject: usize) -> f32 {
        let at = known.number as usize;
        let (subjects, weights) = self.table.weights(at);
        let mut weights = subjects.iter().zip(weights);
        let weight = weights.find(|(one, _)| usize::from(**one) == subject);
        weight.map_or(0.0, |(_, &weight)| {
            f32::from(weight) * f32::from(self.table.rarity[at])
        })
    }

    /// The model as bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_text(&mut out, &self.credit);
        out.push(u8::try_from(self.subjects.len()).expect("training allows no more than 255"));
        for subject in &self.subjects {
            put_text(&mut out, &subject.name);
            let numbers = [subject.start, subject.step];
            for number in numbers.into_iter().chain(subject.likelihood.numbers()) {
                out.extend(number.to_le_bytes());
            }
        }
        let table = &self.table;
        put_count(&mut out, table.numbers.len());
        put_count(&mut out, table.weights.len());
        for number in &table.numbers {
            out.extend(number.to_le_bytes());
        }
        out.extend(&table.rarity);
        out.extend(&table.weighed);
        out.extend(&table.subjects);
        out.extend(table.weights.iter().map(|weight| weight.cast_unsigned()));
        let digest = Digest::of(&out);
        out.extend(digest.bytes());
        out
    }

    /// Reads a model.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) || bytes.len() > LONGEST {
            return Err(ModelError::Other);
        }
        let (body, digest) = bytes.split_last_chunk::<32>().ok_or(ModelError::Damaged)?;
        if Digest::of(body).bytes() != digest {
            return Err(ModelError::Damaged);
        }
        let mut rest = Rest(body.get(MAGIC.len()..).ok_or(ModelError::Damaged)?);
        let credit = rest.text()?;
        let count = rest.byte()?;
        let subjects = (0..count)
            .map(|_| rest.subject())
            .collect::<Result<Vec<_>, _>>()?;
        let table = rest.table(subjects.len())?;
        if !rest.0.is_empty() {
            return Err(ModelError::Impossible("its length"));
        }
        Ok(Self {
            credit,
            subjects,
            table,
        })
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_count(out, text.len());
    out.extend(text.as_bytes());
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    let count = u32::try_from(count).expect("training makes models of a few megabytes");
    out.extend(count.to_le_bytes());
}

/// What has not been read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], ModelError> {
        let missing = ModelError::Impossible("its length");
        let (taken, rest) = self.0.split_at_checked(count).ok_or(missing)?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, ModelError> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn four(&mut self) -> Result<[u8; 4], ModelError> {
        let bytes = self.take(4)?;
        Ok([bytes[0], bytes[1], bytes[2], bytes[3]])
    }

    fn count(&mut self) -> Result<usize, ModelError> {
        let count = u32::from_le_bytes(self.four()?);
        // Whatever is counted takes a byte at least.
        let fits = usize::try_from(count)
            .ok()
            .filter(|&count| count <= self.0.len());
        fits.ok_or(ModelError::Impossible("a count"))
    }

    fn text(&mut self) -> Result<String, ModelError> {
        let count = self.count()?;
        let text = std::str::from_utf8(self.take(count)?);
        text.map(str::to_owned)
            .map_err(|_| ModelError::Impossible("a name"))
    }

    fn number(&mut self) -> Result<f32, ModelError> {
        let number = f32::from_le_bytes(self.four()?);
        let usable = number.is_finite() && number.abs() < 1e6;
        usable
            .then_some(number)
            .ok_or(ModelError::Impossible("a number"))
    }

    fn subject(&mut self) -> Result<Subject, ModelError> {
        let name = self.text()?;
        let (start, step) = (self.number()?, self.number()?);
        let mut numbers = [0.0; Likelihood::NUMBERS];
        for number in &mut numbers {
            *number = self.number()?;
        }
        Ok(Subject {
            name,
            start,
            step,
            likelihood: Likelihood::from_numbers(numbers),
        })
    }

    fn table(&mut self, subjects: usize) -> Result<Table, ModelError> {
        let (features, weights) = (self.count()?, self.count()?);
        let numbers = self.take(features.saturating_mul(4))?.chunks_exact(4);
        let table = Table {
            numbers: numbers
                .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
                .collect(),
            rarity: self.take(features)?.to_vec(),
            weighed: self.take(features)?.to_vec(),
            subjects: self.take(weights)?.to_vec(),
            weights: self
                .take(weights)?
                .iter()
                .map(|byte| byte.cast_signed())
                .collect(),
            ..Table::default()
        };
        let all: usize = table.weighed.iter().map(|&count| usize::from(count)).sum();
        let ordered = table.numbers.windows(2).all(|pair| pair[0] < pair[1]);
        let known = table
            .subjects
            .iter()
            .all(|&one| usize::from(one) < subjects);
        if all != weights || !ordered || !known {
            return Err(ModelError::Impossible("its table"));
        }
        Ok(table.indexed())
    }
}
