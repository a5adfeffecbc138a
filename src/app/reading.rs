//! An agreement being read: where the person is, and what the review says about every clause.
//!
//! What the screens need on every frame is computed here once after each change, never while drawing.

use super::beside::Here;
use super::data::{Opened, OpenedList, Place, Received};
use super::inspection::{Inspection, LookedAt};
use super::links::Links;
use super::marks::{ClauseMarks, Kept, Marks, TagMark};
use super::order::Order;
use super::outline::Outline;
use super::ready::ReadyText;
use super::taught::TaughtList;
use super::trail::Trail;
use super::wording;
use super::words::Words;
use crate::domain::agreement::Agreement;
use crate::domain::checklist::{Checklist, Item, ItemRef};
use crate::domain::clause::{Clause, ClauseId};
use crate::domain::facts::Fact;
use crate::domain::pointer::Pointer;
use crate::domain::review::state::{Register, TagKey};
use crate::domain::review::{AgreementReview, Bearing};
use crate::domain::search::{Found, Query, Searchable};
use crate::domain::text::Span;
use crate::domain::translate::spoken;
use crate::domain::unit::ReviewUnits;
use crate::tr;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// The most suggestions shown for a clause: as many as there are digits.
pub const MOST_SUGGESTIONS: usize = 9;

/// The part of the reader that the keys are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The clause.
    Clause,
    /// The checklist beside it.
    Items,
    /// The outline.
    Outline,
}

impl Focus {
    /// The next part, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Clause => Self::Items,
            Self::Items => Self::Outline,
            Self::Outline => Self::Clause,
        }
    }
}

/// A suggestion for a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Position of the item.
    pub item: usize,
    /// Where and why.
    pub pointer: Pointer,
}

/// A search in the agreement.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What is searched for; empty for nothing.
    pub query: String,
    /// The places, in order.
    pub found: Vec<Found>,
    /// The place last gone to.
    pub at: Option<usize>,
    /// The text made ready, once it was needed.
    pub(super) ready: Option<Arc<Searchable>>,
}

/// An agreement being read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The agreement.
    pub agreement: Arc<Agreement>,
    /// Its checklists, with what was found for each.
    pub lists: Vec<OpenedList>,
    /// The one that is shown and asked by now.
    pub checklist: Arc<Checklist>,
    /// The same with its texts in the language that is spoken, to be shown.
    pub shown: Arc<Checklist>,
    /// All of [`Self::lists`] with their texts in that language.
    said: Vec<Arc<Checklist>>,
    /// The id of the one to be shown once they are read anew.
    pub list_to_show: Option<String>,
    /// How the file was read.
    pub receipt: Received,
    /// Words that lead to other clauses and to definitions; nothing until they were looked for.
    pub links: Option<Links>,
    /// Its facts; nothing until they were looked for.
    pub facts: Option<Vec<Fact>>,
    /// What the review says.
    pub marks: Marks,
    /// The clause being read.
    pub at: usize,
    /// Letters of a step, at most; 0 for clause by clause.
    pub mouthful: usize,
    /// The steps through the agreement.
    pub units: ReviewUnits,
    /// The order of weight, while it is the one that is stepped in.
    pub order: Option<Order>,
    /// The clauses of the step that holds it: they are on the screen together.
    pub step: Range<usize>,
    /// The tags on these clauses, in the order of the text.
    tags: Vec<TagMark>,
    /// The suggestions for these clauses, strongest first.
    suggested: Vec<Suggestion>,
    /// What stands beside it.
    pub here: Here,
    /// Rows of it scrolled past.
    pub scroll: usize,
    /// Words that the next frame brings into sight, where the clause is long.
    pub bring: Option<Span>,
    /// Words that were gone to.
    pub pointed: Option<Span>,
    /// The cursor in the list of how the file was read.
    pub remark: usize,
    /// What of the outline is folded.
    pub outline: Outline,
    /// Where the person was before.
    pub trail: Trail,
    /// The places of an absence, while they are looked at.
    pub inspection: Option<Box<Inspection>>,
    /// Those that were looked at.
    pub looked_at: LookedAt,
    /// The part that the keys are for.
    pub focus: Focus,
    /// The item under the cursor.
    pub item: usize,
    /// The chosen tag of the clause.
    pub tag: usize,
    /// Words being chosen.
    pub words: Option<Words>,
    /// The search.
    pub search: Search,
    /// The length of each clause by itself, in Unicode scalar values.
    pub letters: Vec<u64>,
    /// The minutes that the rest will take; nothing while that is not known.
    pub minutes_left: Option<u64>,
    /// The bookmarks, by their letters.
    pub bookmarks: BTreeMap<char, ClauseId>,
    /// The tag placed last, for changing it after going on.
    pub last_tag: Option<TagKey>,
    suggestions: HashMap<usize, Vec<Suggestion>>,
    /// Clauses and items of suggestions that this reviewer rejected, by position.
    rejected: HashSet<(usize, usize)>,
    /// Whether the next number rejects a suggestion.
    pub rejecting: bool,
    /// Whether what the team decided in other agreements points too.
    pub learns: bool,
}

/// The checklists with their texts in the language that is spoken.
fn said(lists: &[OpenedList]) -> Vec<Arc<Checklist>> {
    let lists = lists.iter();
    lists.map(|list| list.checklist.said_in(spoken())).collect()
}

impl Reading {
    /// Begins to read what was opened, where it was left.
    pub fn new(opened: Opened) -> Self {
        let list = opened.lists.first().expect("an agreement has a checklist");
        let (checklist, suggestions) = (Arc::clone(&list.checklist), by_clause(list));
        let (tree, text) = (&opened.agreement.clauses, opened.agreement.text());
        let units = ReviewUnits::of(tree, text, opened.mouthful);
        let clauses = tree.clauses().iter();
        let letters = clauses.map(|clause| opened.agreement.to_scalars(clause.span).len() as u64);
        let letters = letters.collect();
        let said = said(&opened.lists);
        let shown = said
            .first()
            .map_or_else(|| Arc::clone(&checklist), Arc::clone);
        let mut reading = Self {
            shown,
            said,
            outline: Outline::new(&opened.agreement.clauses),
            trail: Trail::default(),
            inspection: None,
            looked_at: LookedAt::new(),
            bring: None,
            pointed: None,
            remark: 0,
            agreement: opened.agreement,
            checklist,
            list_to_show: None,
            lists: opened.lists,
            receipt: opened.receipt,
            links: None,
            facts: None,
            marks: Marks::default(),
            at: 0,
            mouthful: opened.mouthful,
            units,
            order: None,
            step: 0..0,
            tags: Vec::new(),
            suggested: Vec::new(),
            here: Here::default(),
            scroll: 0,
            focus: Focus::Clause,
            item: 0,
            tag: 0,
            words: None,
            search: Search::default(),
            letters,
            minutes_left: None,
            bookmarks: BTreeMap::new(),
            last_tag: None,
            suggestions,
            rejected: HashSet::new(),
            rejecting: false,
            learns: opened.learns,
        };
        let mut by_weight = false;
        let left = opened.place.and_then(|place| {
            reading.bookmarks = place.bookmarks;
            by_weight = place.by_weight;
            reading.agreement.clauses.index_of(&place.clause)
        });
        reading.go_to(left.unwrap_or(0));
        if by_weight {
            reading.order = Some(Order::of(&reading));
            reading.note_rank();
        }
        reading
    }

    /// The checklist that is shown, with what was found for it.
    pub(super) fn list(&self) -> Option<&OpenedList> {
        let mut lists = self.lists.iter();
        lists.find(|list| Arc::ptr_eq(&list.checklist, &self.checklist))
    }

    /// Shows the next of the agreement's checklists, going round at the end; says whether there is
    /// another one.
    pub fn next_list(&mut self) -> bool {
        let mut lists = self.lists.iter();
        let at = lists.position(|list| Arc::ptr_eq(&list.checklist, &self.checklist));
        let next = (at.unwrap_or(0) + 1) % self.lists.len();
        self.show_at(next);
        self.lists.len() > 1
    }

    /// Shows one of the agreement's checklists.
    pub fn show_list(&mut self, id: &str) {
        let mut lists = self.lists.iter();
        if let Some(at) = lists.position(|list| list.checklist.id == id) {
            self.show_at(at);
        }
    }

    fn show_at(&mut self, at: usize) {
        let list = &self.lists[at];
        let item = self.cursor_item().map(|item| item.id.clone());
        let same = list.checklist.id == self.checklist.id;
        let mut items = list.checklist.items.iter();
        let item = items.position(|one| same && Some(&one.id) == item.as_ref());
        self.checklist = Arc::clone(&list.checklist);
        self.shown = self
            .said
            .get(at)
            .map_or_else(|| Arc::clone(&list.checklist), Arc::clone);
        self.suggestions = by_clause(list);
        self.weigh_anew();
        self.item = item.unwrap_or(0);
        self.suggested = self.suggestions_in(self.step.clone());
    }

    /// Takes the agreement's checklists as they were read anew; the place in the text stays.
    pub fn take_lists(&mut self, lists: Vec<OpenedList>) {
        if lists.is_empty() {
            return;
        }
        let shown = self.list_to_show.take();
        let shown = shown.unwrap_or_else(|| self.checklist.id.clone());
        self.lists = lists;
        self.said = said(&self.lists);
        let mut lists = self.lists.iter();
        let at = lists.position(|list| list.checklist.id == shown);
        self.show_at(at.unwrap_or(0));
    }

    /// Takes in what the team's decisions say about its checklists.
    pub fn take_taught(&mut self, lists: Vec<(Arc<Checklist>, TaughtList)>) {
        for (checklist, taught) in lists {
            let same = |list: &&mut OpenedList| list.checklist == checklist;
            if let Some(list) = self.lists.iter_mut().find(same) {
                list.taught = taught;
            }
        }
        self.gather_suggestions();
    }

    /// Lets the other pointers stand alone.
    pub fn forget_taught(&mut self) {
        for list in &mut self.lists {
            list.taught.pointers = None;
        }
        self.gather_suggestions();
    }

    pub(super) fn gather_suggestions(&mut self) {
        if let Some(list) = self.list() {
            self.suggestions = by_clause(list);
            self.suggested = self.suggestions_in(self.step.clone());
        }
        self.weigh_with_what_was_learned();
    }

    /// How the pointers of an item have fared, in a sentence; nothing while that is not known.
    pub fn record(&self, item: &str) -> Option<String> {
        self.list()?.taught.records.get(item)?.sentence()
    }

    /// Shows its checklists in the language that is spoken by now.
    pub fn speak(&mut self) {
        self.said = said(&self.lists);
        let mut lists = self.lists.iter();
        let at = lists.position(|list| Arc::ptr_eq(&list.checklist, &self.checklist));
        if let Some(shown) = at.and_then(|at| self.said.get(at)) {
            self.shown = Arc::clone(shown);
        }
    }

    /// Which of the agreement's checklists is shown, such as `1 of 2`; nothing when there is one.
    pub fn list_place(&self) -> Option<String> {
        let count = self.lists.len();
        let mut lists = self.lists.iter();
        let at = lists.position(|list| Arc::ptr_eq(&list.checklist, &self.checklist))?;
        (count > 1).then(|| tr!("{at} of {count}", at = at + 1, count))
    }

    /// The name of an item of one of the agreement's checklists, or its id when none has it.
    pub fn item_name(&self, item: &ItemRef) -> String {
        wording::item_name(self.said.iter().map(Arc::as_ref), item)
    }

    /// The clause being read; nothing in an agreement without clauses.
    pub fn clause(&self) -> Option<&Clause> {
        self.agreement.clauses.clauses().get(self.at)
    }

    /// The item under the cursor; nothing in an empty checklist.
    pub fn cursor_item(&self) -> Option<&Item> {
        self.shown.items.get(self.item)
    }

    /// The suggestions for the clauses on the screen, strongest first.
    pub fn suggestions_here(&self) -> &[Suggestion] {
        &self.suggested
    }

    /// What the review says about a clause.
    pub fn marks_on(&self, clause: usize) -> Option<&ClauseMarks> {
        self.marks.clauses.get(&clause)
    }

    /// Whether reviewers differ on the answer to an item, or on a passage tagged with it.
    pub fn is_disputed(&self, item: usize) -> bool {
        let answer = self.marks.answers.get(item);
        let tags = self.marks.evidence.get(item).into_iter().flatten();
        let differs = |&(clause, tag): &(usize, usize)| {
            let tags = self.marks_on(clause).map(|marks| &marks.tags);
            tags.and_then(|tags| tags.get(tag))
                .is_some_and(|tag| !tag.sides.is_empty())
        };
        answer.is_some_and(Register::is_disputed) || tags.clone().any(differs)
    }

    /// The tags of the clauses on the screen.
    pub fn tags_here(&self) -> &[TagMark] {
        &self.tags
    }

    /// Words and clauses on the screen that are kept out of public editions.
    pub fn kept_here(&self) -> impl Iterator<Item = &Kept> {
        let here = self.step_span();
        let kept = self.marks.kept.iter();
        kept.filter(move |kept| kept.span.overlaps(here))
    }

    /// Whether all clauses on the screen were read or tagged.
    pub fn is_step_read(&self) -> bool {
        self.step.clone().all(|clause| self.is_read(clause))
    }

    /// The bytes of the clauses on the screen.
    pub fn step_span(&self) -> Span {
        let clauses = self.agreement.clauses.clauses();
        let clauses = clauses.get(self.step.clone()).unwrap_or_default();
        match (clauses.first(), clauses.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::new(0, 0),
        }
    }

    /// The clause and the words that a tag placed now is about: the words chosen; else all that is on
    /// the screen, when it belongs to the clause being read; else that clause's own words.
    pub fn passage(&self) -> Option<(&Clause, Option<Span>)> {
        let here = self.clause()?;
        let shown = self.step_span();
        let chosen = self.words.as_ref().map(Words::chosen);
        if let Some(words) = chosen {
            let clauses = &self.agreement.clauses.clauses()[self.step.clone()];
            let inner = clauses
                .iter()
                .rev()
                .find(|clause| clause.span.covers(words));
            let outer = || {
                clauses
                    .iter()
                    .rev()
                    .find(|clause| clause.reach().covers(words))
            };
            return Some((inner.or_else(outer)?, Some(words)));
        }
        let all = Span::new(here.span.start, shown.end);
        let own = self.at == self.units.main(self.units.position(self.at));
        if own && all != here.span && here.reach().covers(all) {
            return Some((here, Some(all.trimmed(self.agreement.text()))));
        }
        Some((here, None))
    }

    /// Whether a clause was read or tagged, or has nothing to read.
    pub fn is_read(&self, clause: usize) -> bool {
        self.marks.read.get(clause).copied().unwrap_or(true)
    }

    /// Goes to a clause, to its beginning.
    pub fn go_to(&mut self, clause: usize) {
        self.at = clause.min(self.agreement.clauses.len().saturating_sub(1));
        self.scroll = 0;
        self.tag = 0;
        self.words = None;
        self.step = self.units.clauses(self.units.position(self.at));
        self.note_rank();
        let shown = self.clause().map(|clause| Clause {
            span: self.step_span(),
            ..clause.clone()
        });
        let here = shown.map(|shown| Here::of(&self.agreement, &shown));
        self.here = here.unwrap_or_default();
        self.suggested = self.suggestions_in(self.step.clone());
        self.gather_tags();
        self.outline.reveal(self.at);
        self.point_at(None);
        if self.at > self.step.start {
            self.bring = self.clause().map(|clause| clause.span);
        }
    }

    /// Cuts the agreement into steps of another length.
    pub fn cut_steps(&mut self, mouthful: usize) {
        let (tree, text) = (&self.agreement.clauses, self.agreement.text());
        self.units = ReviewUnits::of(tree, text, mouthful);
        self.mouthful = mouthful;
        self.weigh_anew();
        self.go_to(self.at);
    }

    /// Goes a step on or back, in the order that is stepped in; says whether there was one.
    pub fn go_step(&mut self, forward: bool) -> bool {
        if let Some(order) = &self.order {
            let there = order.step(self, forward);
            self.keep_order();
            if let Some(clause) = there {
                self.go_to(clause);
            }
            return there.is_some();
        }
        let unit = self.units.position(self.at);
        let next = if forward {
            unit + 1
        } else {
            unit.saturating_sub(1)
        };
        if next == unit || next >= self.units.len() {
            return false;
        }
        self.go_to(self.units.main(next));
        self.bring = None;
        true
    }

    fn gather_tags(&mut self) {
        let marks = self.step.clone().filter_map(|clause| self.marks_on(clause));
        self.tags = marks.flat_map(|marks| marks.tags.iter().cloned()).collect();
    }

    fn suggestions_in(&self, clauses: Range<usize>) -> Vec<Suggestion> {
        let found = clauses.filter_map(|clause| self.suggestions.get(&clause));
        let mut all: Vec<Suggestion> = Vec::new();
        let rejected = |one: &&Suggestion| self.rejected.contains(&(one.pointer.clause, one.item));
        for one in found.flatten().filter(|one| !rejected(one)) {
            match all.iter_mut().find(|other| other.item == one.item) {
                Some(other) if other.pointer.score < one.pointer.score => *other = one.clone(),
                Some(_) => {}
                None => all.push(one.clone()),
            }
        }
        all.sort_by_key(|one| (std::cmp::Reverse(one.pointer.score), one.item));
        all.truncate(MOST_SUGGESTIONS);
        all
    }

    /// Marks words of the clause and brings them into sight.
    pub const fn point_at(&mut self, words: Option<Span>) {
        self.pointed = words;
        self.bring = words;
    }

    /// The place to come back to.
    pub fn place(&self) -> Option<Place> {
        Some(Place {
            agreement: self.agreement.id.clone(),
            clause: self.clause()?.id.clone(),
            bookmarks: self.bookmarks.clone(),
            by_weight: self.order.is_some(),
        })
    }

    /// The clause nearest in one direction that was not read, going round at the end; by weight first
    /// one that something points at, where that is the order.
    pub fn open_clause(&self, forward: bool) -> Option<usize> {
        let by_weight = self.order.as_ref();
        if let Some(clause) = by_weight.and_then(|order| order.open(self, forward)) {
            return Some(clause);
        }
        let unread = &self.marks.coverage.unread;
        if forward {
            let next = unread.iter().find(|&&clause| clause >= self.step.end);
            next.or_else(|| unread.first()).copied()
        } else {
            let before = unread
                .iter()
                .rev()
                .find(|&&clause| clause < self.step.start);
            before.or_else(|| unread.last()).copied()
        }
    }

    /// Computes what the screens show, after the review has changed.
    pub fn refresh(&mut self, review: Option<&AgreementReview>, reviewer: &str) {
        let nothing = AgreementReview::default();
        let review = review.unwrap_or(&nothing);
        self.marks = Marks::of(&self.agreement, &self.checklist, review);
        self.rejected = self.rejected_by(reviewer, review);
        self.suggested = self.suggestions_in(self.step.clone());
        self.outline.refresh(&self.marks);
        self.gather_tags();
        self.tag = self.tag.min(self.tags_here().len().saturating_sub(1));
    }

    /// Suggestions that a reviewer rejected, also under an earlier version that asks the same.
    fn rejected_by(&self, reviewer: &str, review: &AgreementReview) -> HashSet<(usize, usize)> {
        let lineage = review.lineage(&self.checklist);
        let mut rejected = HashSet::new();
        for (subject, register) in review.rejections.values() {
            let stands = register
                .of_reviewer(reviewer)
                .any(|held| held.value.is_some());
            let holds = lineage.bearing(&subject.item) == Some(Bearing::Holds);
            let same = subject.passage.text_sha256 == self.agreement.text_sha256;
            let mut items = self.checklist.items.iter();
            let item = items.position(|item| item.id == subject.item.item);
            let clause = self.agreement.clauses.index_of(&subject.passage.clause);
            if let (true, Some(clause), Some(item)) = (stands && holds && same, clause, item) {
                rejected.insert((clause, item));
            }
        }
        rejected
    }

    /// Searches for other words.
    pub fn look_for(&mut self, query: &str) {
        self.search.found.clear();
        if !query.is_empty() {
            let agreement = &self.agreement;
            let ready = &mut self.search.ready;
            let ready = ready.get_or_insert_with(|| ReadyText::of(agreement).text);
            self.search.found = ready.find(&Query::of(query));
        }
        query.clone_into(&mut self.search.query);
        self.search.at = None;
    }

    /// Goes to the first place found at or after the clause being read: to one as it was typed, where there is
    /// one, rather than to another form.
    pub fn go_to_match_from_here(&mut self) {
        let start = self.clause().map_or(0, |clause| clause.span.start);
        let found = &self.search.found;
        if !found.is_empty() {
            let first = found.partition_point(|found| found.span.start < start);
            let mut round = (first..found.len()).chain(0..first);
            let exact = round.clone().find(|at| found[*at].is_exact);
            self.go_to_match(exact.or_else(|| round.next()).unwrap_or(0));
        }
    }

    /// Goes to the next place found, or the one before, going round at the end.
    pub fn step_match(&mut self, forward: bool) {
        let count = self.search.found.len();
        match (count, self.search.at) {
            (0, _) => {}
            (_, None) => self.go_to_match_from_here(),
            (_, Some(at)) if forward => self.go_to_match((at + 1) % count),
            (_, Some(at)) => self.go_to_match((at + count - 1) % count),
        }
    }

    /// Goes to a place found.
    pub fn go_to_match(&mut self, index: usize) {
        let Some(found) = self.search.found.get(index).copied() else {
            return;
        };
        self.search.at = Some(index);
        if let Some(clause) = self.agreement.clauses.index_at(found.span.start) {
            self.go_to(clause);
            self.bring = Some(found.span);
        }
    }
}

fn by_clause(list: &OpenedList) -> HashMap<usize, Vec<Suggestion>> {
    let mut suggestions: HashMap<usize, Vec<Suggestion>> = HashMap::new();
    for pointers in list.shown_pointers() {
        let found = |item: &Item| item.id == pointers.item;
        let Some(item) = list.checklist.items.iter().position(found) else {
            continue;
        };
        for pointer in &pointers.pointers {
            let here = suggestions.entry(pointer.clause).or_default();
            match here.iter_mut().find(|one| one.item == item) {
                // One number for one item: of two passages in a clause the stronger stands.
                Some(one) if one.pointer.score < pointer.score => one.pointer = pointer.clone(),
                Some(_) => {}
                None => here.push(Suggestion {
                    item,
                    pointer: pointer.clone(),
                }),
            }
        }
    }
    for here in suggestions.values_mut() {
        here.sort_by_key(|one| (std::cmp::Reverse(one.pointer.score), one.item));
        here.truncate(MOST_SUGGESTIONS);
    }
    suggestions
}
