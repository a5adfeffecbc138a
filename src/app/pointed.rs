//! Where the checklists of the agreement that is read point to in its text.
//!
//! Of a short agreement that is known when it is opened. A long one can be read before: what is
//! pointed at is looked for in the background and comes when it is ready.

use super::data::OpenedList;
use super::message::Effect;
use super::model::Model;
use super::reading::Reading;
use crate::domain::absence::{self, Absence};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::fold::Folded;
use crate::domain::pointer::{ItemPointers, Pointers};
use crate::domain::suggest;
use std::collections::HashMap;
use std::sync::Arc;

/// What the program found for a checklist in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointed {
    /// Suggestions: for each item, where to look.
    pub pointers: Vec<ItemPointers>,
    /// What a search for each item's terms found, by item id.
    pub absences: HashMap<String, Absence>,
}

/// What came of looking in the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPointers {
    /// The agreement.
    pub agreement: AgreementId,
    /// One for each of its checklists.
    pub lists: Vec<(Arc<Checklist>, Pointed)>,
}

impl FoundPointers {
    /// Looks for what some checklists point to, in time linear in the text.
    pub fn of(agreement: &Agreement, lists: &[Arc<Checklist>]) -> Self {
        let folded = Folded::new(agreement.text());
        let examples = suggest::examples(agreement);
        let find = |list: &Arc<Checklist>| {
            let pointers = Pointers::new(list);
            let searched = pointers.search(&agreement.clauses, agreement.text(), &folded);
            let words = searched.point();
            let pointed = Pointed {
                absences: absence::of_all(agreement, &searched, &words),
                pointers: suggest::with_examples(agreement, list, words, examples.as_ref()),
            };
            (Arc::clone(list), pointed)
        };
        Self {
            agreement: agreement.id.clone(),
            lists: lists.iter().map(find).collect(),
        }
    }
}

impl Reading {
    /// Asks for what the checklists point to, where that is not known yet.
    pub(super) fn ask_for_pointers(&self) -> Option<Effect> {
        let unknown = self.lists.iter().filter(|list| list.pointed.is_none());
        let unknown: Vec<_> = unknown.map(|list| Arc::clone(&list.checklist)).collect();
        (!unknown.is_empty()).then(|| Effect::Point(Arc::clone(&self.agreement), unknown))
    }

    /// Whether it is known what the checklist that is shown points to.
    pub fn is_pointed(&self) -> bool {
        self.list().is_some_and(|list| list.pointed.is_some())
    }

    /// What a search for an item's terms found; searched for now where the search in the background has
    /// not come so far.
    pub fn absence(&self, item: &str) -> Absence {
        let pointed = self.list().and_then(|list| list.pointed.as_ref());
        match pointed {
            Some(pointed) => pointed.absences.get(item).cloned().unwrap_or_default(),
            None => absence::search(&self.agreement, &self.checklist, item),
        }
    }

    fn take_pointed(&mut self, lists: Vec<(Arc<Checklist>, Pointed)>) {
        for (checklist, pointed) in lists {
            let same = |list: &&mut OpenedList| list.checklist == checklist;
            if let Some(list) = self.lists.iter_mut().find(same) {
                list.pointed = Some(pointed);
            }
        }
        self.gather_suggestions();
        // What was stepped in before had nothing in it.
        self.weigh_anew();
    }
}

/// Takes in what was found; what comes late is about an agreement that was left.
pub(super) fn take_in(model: &mut Model, found: FoundPointers) {
    if let Some(reading) = &mut model.reading
        && reading.agreement.id == found.agreement
    {
        reading.take_pointed(found.lists);
    }
}
