//! Many reviews beside each other. Of each is kept what is shown of it among others and no more, so that hundreds of
//! agreements, whose summaries hold every quote, take little memory.

use super::{AnswerCounts, JournalLine, Summary, Verdict};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::ItemSeverity;
use crate::domain::language::Language;
use crate::domain::review::{Detail, Moment, WriterId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Many reviews beside each other.
#[derive(Debug, Clone, Default)]
pub struct Portfolio {
    /// The agreements, as they came.
    pub agreements: Vec<Reviewed>,
    /// Every item that any of them was held against, as they came, in the order of the checklists.
    pub items: Vec<Asked>,
    /// The journals as they stood, each head once.
    pub journals: BTreeSet<JournalLine>,
    /// Journals of others whose last line had not wholly arrived.
    pub unfinished_journals: BTreeSet<WriterId>,
    /// The newest checkpoints of the journals, each once.
    pub checkpoints: BTreeSet<String>,
    language: Option<Language>,
    /// Where an item stands among `items`, by its checklist and its id.
    places: HashMap<(String, String), usize>,
}

/// One review among others.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Id of the agreement.
    pub id: AgreementId,
    /// Title of the agreement.
    pub title: String,
    /// Whether nothing is left open.
    pub complete: bool,
    /// The newest claimed time.
    pub last_entry_at: Option<Moment>,
    /// Number of clauses.
    pub clauses: usize,
    /// Clauses that were read.
    pub clauses_read: usize,
    /// Items by verdict.
    pub answers: AnswerCounts,
    /// The line by which programs know its summary.
    pub token: String,
    /// Particulars on which everybody who recorded them says the same.
    details: BTreeMap<Detail, String>,
    /// By place of the item; what was not asked of it has none, as has everything behind the last.
    verdicts: Vec<Option<Verdict>>,
}

/// An item that agreements were held against.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its short name.
    pub name: String,
    /// The question.
    pub question: String,
    /// How much it weighs.
    pub severity: ItemSeverity,
    /// What the reviews say on it.
    pub answers: AnswerCounts,
}

impl Portfolio {
    /// These reviews beside each other.
    pub fn of<'a>(summaries: impl IntoIterator<Item = &'a Summary>) -> Self {
        let mut portfolio = Self::default();
        for summary in summaries {
            portfolio.add(summary);
        }
        portfolio
    }

    /// Puts one more review beside the others.
    pub fn add(&mut self, summary: &Summary) {
        self.language.get_or_insert(summary.language);
        let mut verdicts = Vec::new();
        for finding in &summary.findings {
            let key = (finding.checklist.clone(), finding.item.clone());
            let place = *self.places.entry(key).or_insert_with(|| {
                self.items.push(Asked {
                    name: finding.name.clone(),
                    question: finding.question.clone(),
                    severity: finding.severity,
                    answers: AnswerCounts::default(),
                });
                self.items.len() - 1
            });
            self.items[place].answers.add(finding.verdict);
            verdicts.resize(verdicts.len().max(place + 1), None);
            verdicts[place] = Some(finding.verdict);
        }
        let lines = summary.agreement.details.iter();
        let agreed = lines.filter_map(|line| {
            let text = summary.agreement.agreed(line.detail)?;
            Some((line.detail, text.to_owned()))
        });
        self.agreements.push(Reviewed {
            id: summary.agreement.id.clone(),
            title: summary.agreement.title.clone(),
            complete: summary.complete,
            last_entry_at: summary.last_entry_at,
            clauses: summary.counts.clauses,
            clauses_read: summary.counts.clauses_read,
            answers: summary.counts.answers,
            token: summary.token(),
            details: agreed.collect(),
            verdicts,
        });
        self.journals.extend(summary.journals.iter().cloned());
        let unfinished = summary.unfinished_journals.iter().cloned();
        self.unfinished_journals.extend(unfinished);
        self.checkpoints.extend(summary.checkpoint.clone());
    }

    /// The language of the first.
    pub fn language(&self) -> Language {
        self.language.unwrap_or(Language::English)
    }

    /// How many reviews are complete.
    pub fn complete(&self) -> usize {
        self.agreements.iter().filter(|one| one.complete).count()
    }

    /// The newest claimed time of all.
    pub fn last_entry_at(&self) -> Option<Moment> {
        let all = self.agreements.iter();
        all.filter_map(|one| one.last_entry_at).max()
    }

    /// The agreements by what one particular says of them, in its order; those of which it is not recorded, or not agreed,
    /// stand under no name, at the end.
    pub fn by(&self, detail: Detail) -> Vec<(Option<&str>, Vec<&Reviewed>)> {
        let mut groups: BTreeMap<(bool, &str), Vec<&Reviewed>> = BTreeMap::new();
        for one in &self.agreements {
            let name = one.agreed(detail).map(str::trim).unwrap_or_default();
            groups.entry((name.is_empty(), name)).or_default().push(one);
        }
        let groups = groups.into_iter();
        groups
            .map(|((is_nobody, name), of)| ((!is_nobody).then_some(name), of))
            .collect()
    }
}

impl Reviewed {
    /// What a particular says, if everybody who recorded it says the same.
    pub fn agreed(&self, detail: Detail) -> Option<&str> {
        self.details.get(&detail).map(String::as_str)
    }

    /// What the review says on the item at a place; nothing when it was not held against it.
    pub fn verdict(&self, place: usize) -> Option<Verdict> {
        self.verdicts.get(place).copied().flatten()
    }
}
