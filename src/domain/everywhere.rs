//! Everywhere: where words stand in all agreements of a workspace.
//!
//! What is kept of an agreement are the numbers of its words, four bytes for each, so that hundreds of
//! agreements fit and are counted through in moments; the words around a place are taken from the agreement
//! itself. Knows nothing of where agreements are kept.

use super::agreement::{Agreement, AgreementId};
use super::cite::cite;
use super::clause::ClauseId;
use super::fold::Folded;
use super::search::{Found, Query, Searchable, Sought, Stemming, Vocabulary};
use super::text::Span;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// Places of an agreement that are listed at most.
pub const MOST_PLACES: usize = 20;
/// Agreements whose places are listed at most; of the others it is said how many there are.
pub const MOST_LISTED: usize = 60;
/// Bytes of text whose words are kept; what comes later is read anew for every search.
const ROOM: usize = 400_000_000;
/// Letters before and after a place.
const AROUND: [usize; 2] = [60, 160];
/// Letters of a place.
const MOST_LETTERS: usize = 200;

/// The words of many agreements.
#[derive(Debug, Default)]
pub struct Words {
    vocabularies: HashMap<Stemming, Vocabulary>,
    volumes: HashMap<AgreementId, Volume>,
    /// Bytes of text so far.
    bytes: usize,
}

/// What is kept of an agreement.
#[derive(Debug)]
struct Volume {
    title: String,
    stemming: Stemming,
    words: Box<[u32]>,
}

/// A query, and which words of each language it means.
#[derive(Debug)]
pub struct Search {
    query: Query,
    sought: HashMap<Stemming, Sought>,
}

/// What was found in an agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The agreement.
    pub agreement: AgreementId,
    /// Its title.
    pub title: String,
    /// Places where the words stand as they were typed.
    pub exact: usize,
    /// Places where they stand in other forms.
    pub forms: usize,
    /// The first of them, those as typed before the others; none while they were not gathered.
    pub places: Vec<Place>,
}

/// A place with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its clause.
    pub clause: ClauseId,
    /// How the clause is cited.
    pub label: String,
    /// Its bytes in the text.
    pub span: Span,
    /// Whether the words stand there as they were typed.
    pub is_exact: bool,
    /// What stands before it in its clause.
    pub before: String,
    /// Whether more stands before that.
    pub is_cut: bool,
    /// The words.
    pub words: String,
    /// What stands behind them in its clause.
    pub after: String,
}

/// What was found so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// By agreement: where most places are as they were typed comes first.
    pub groups: Vec<Arc<Group>>,
    /// Agreements that were searched, or could not be.
    pub done: usize,
    /// All of them.
    pub total: usize,
    /// Those that could not be read.
    pub left_out: Vec<AgreementId>,
}

impl Words {
    /// Whether the words of an agreement are kept.
    pub fn has(&self, id: &AgreementId) -> bool {
        self.volumes.contains_key(id)
    }

    /// Keeps the words of an agreement, in time linear in its text; says whether there was room.
    pub fn add(&mut self, agreement: &Agreement) -> bool {
        let text = agreement.text();
        if self.has(&agreement.id) {
            return true;
        }
        if self.bytes + text.len() > ROOM {
            return false;
        }
        self.bytes += text.len();
        let stemming = Stemming::of(agreement.language);
        let vocabulary = self.vocabularies.entry(stemming);
        let vocabulary = vocabulary.or_insert_with(|| Vocabulary::new(stemming));
        let volume = Volume {
            title: agreement.document.title.clone(),
            stemming,
            words: vocabulary.numbers(&Folded::new(text).text).into(),
        };
        self.volumes.insert(agreement.id.clone(), volume);
        true
    }

    /// How often the words stand in an agreement that is kept; nothing where they do not.
    pub fn count(&self, id: &AgreementId, search: &mut Search) -> Option<Group> {
        let volume = self.volumes.get(id)?;
        let vocabulary = self.vocabularies.get(&volume.stemming)?;
        let hits = search.in_words(volume.stemming, vocabulary, &volume.words);
        let exact = hits.iter().filter(|is_exact| **is_exact).count();
        let group = Group {
            agreement: id.clone(),
            title: volume.title.clone(),
            exact,
            forms: hits.len() - exact,
            places: Vec::new(),
        };
        (group.count() > 0).then_some(group)
    }
}

impl Search {
    /// A search for a query.
    pub fn new(query: &Query) -> Self {
        Self {
            query: query.clone(),
            sought: HashMap::new(),
        }
    }

    fn in_words(
        &mut self,
        stemming: Stemming,
        vocabulary: &Vocabulary,
        words: &[u32],
    ) -> Vec<bool> {
        let sought = self.sought.entry(stemming);
        let sought = sought.or_insert_with(|| Sought::new(&self.query, stemming));
        sought.learn(vocabulary);
        let hits = sought.find(words).into_iter();
        hits.map(|hit| hit.is_exact).collect()
    }

    /// What stands in an agreement, with the first places; nothing where nothing does.
    pub fn in_agreement(&self, agreement: &Agreement) -> Option<Group> {
        let text = Searchable::new(agreement.text(), Stemming::of(agreement.language));
        let mut found = text.find(&self.query);
        let exact = found.iter().filter(|one| one.is_exact).count();
        let all = found.len();
        found.sort_by_key(|one| !one.is_exact);
        found.truncate(MOST_PLACES);
        let places = found.into_iter();
        let places = places.filter_map(|found| Place::of(agreement, found));
        (all > 0).then(|| Group {
            agreement: agreement.id.clone(),
            title: agreement.document.title.clone(),
            exact,
            forms: all - exact,
            places: places.collect(),
        })
    }
}

impl Group {
    /// All places.
    pub const fn count(&self) -> usize {
        self.exact + self.forms
    }
}

impl Place {
    /// What is to be seen of a place; nothing when the agreement does not have it.
    pub fn of(agreement: &Agreement, found: Found) -> Option<Self> {
        let text = agreement.text();
        let at = agreement.clauses.index_at(found.span.start)?;
        let clause = agreement.clauses.clauses().get(at)?;
        let within = clause.span.trimmed(text);
        let before = text.get(within.start.min(found.span.start)..found.span.start)?;
        let after = text.get(found.span.end..within.end.max(found.span.end))?;
        let [most_before, most_after] = AROUND;
        let letters = before.chars().count();
        let cut = letters.saturating_sub(most_before);
        Some(Self {
            clause: clause.id.clone(),
            label: cite(agreement, at),
            span: found.span,
            is_exact: found.is_exact,
            before: before.chars().skip(cut).collect(),
            is_cut: cut > 0,
            words: found.span.of(text).chars().take(MOST_LETTERS).collect(),
            after: after.chars().take(most_after).collect(),
        })
    }
}

impl Results {
    /// Takes in what was found in another agreement, or more about one of those that were.
    pub fn take(&mut self, group: Group) {
        let order = |one: &Group| {
            let counts = (Reverse(one.exact), Reverse(one.forms));
            (counts, one.title.clone(), one.agreement.clone())
        };
        let known = self.groups.iter();
        if let Some(at) = known
            .clone()
            .position(|one| one.agreement == group.agreement)
        {
            self.groups[at] = Arc::new(group);
        } else {
            let own = order(&group);
            let at = self.groups.partition_point(|one| order(one) < own);
            self.groups.insert(at, Arc::new(group));
        }
    }

    /// All places as they were typed, and all in other forms.
    pub fn counts(&self) -> (usize, usize) {
        let groups = self.groups.iter();
        groups.fold((0, 0), |(exact, forms), group| {
            (exact + group.exact, forms + group.forms)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::agreement;

    fn results(texts: &[&str], typed: &str) -> Results {
        let mut words = Words::default();
        let mut search = Search::new(&Query::of(typed));
        let mut results = Results::default();
        for text in texts {
            let agreement = agreement(text);
            assert!(words.add(&agreement) && words.has(&agreement.id));
            let counted = words.count(&agreement.id, &mut search);
            let found = search.in_agreement(&agreement);
            let counts = |group: &Group| (group.exact, group.forms);
            assert_eq!(
                counted.as_ref().map(counts),
                found.as_ref().map(counts),
                "one way of counting is as good as the other"
            );
            if let Some(group) = found {
                results.take(group);
            }
        }
        results
    }

    const NETWORK: &str = "Network agreement\n\nArticle 1 Subject\n\n1.1 The Supplier installs cameras and every camera is tested.\n\nArticle 2 Access\n\n2.1 The Supplier may reach each camera.\n";
    const LEASE: &str = "Lease of a garden\n\nArticle 1 Subject\n\n1.1 The tenant keeps the garden, and no camera is allowed there.\n";

    #[test]
    fn what_is_found_stands_by_agreement_with_its_clause() {
        let found = results(&[LEASE, NETWORK, "Other\n\nNothing here.\n"], "cameras");
        let groups: Vec<_> = found
            .groups
            .iter()
            .map(|group| (group.exact, group.forms))
            .collect();
        assert_eq!(groups, [(1, 2), (0, 1)], "as typed comes first");
        assert_eq!(found.counts(), (1, 3));
        let places = &found.groups[0].places;
        assert!(places[0].is_exact && !places[1].is_exact);
        assert_eq!(places[0].words, "cameras");
        assert!(places[0].label.contains("1.1"), "{places:?}");
        assert!(places[0].before.ends_with("The Supplier installs "));
        assert!(places[2].label.contains("2.1"), "{places:?}");
    }

    #[test]
    fn counts_are_true_where_the_list_is_cut() {
        let text = format!("Long\n\n1.1 {}\n", "data and ".repeat(100));
        let found = results(&[&text], "data");
        assert_eq!(found.counts(), (100, 0));
        assert_eq!(found.groups[0].places.len(), MOST_PLACES);
        assert!(found.groups[0].places[19].is_cut);
    }
}
