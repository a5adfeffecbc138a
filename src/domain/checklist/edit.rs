//! Changing a checklist towards its next version: adding, rewording, moving and retiring items.
//!
//! Pure: a checklist and an edit give another checklist. Knows nothing of files, of screens, or of
//! the reviews that rest on the version before; what a change means for these says `compare`.

mod naming;

pub use naming::{is_newer, next_version, short_name};

use super::{Checklist, Item, Profile, Retired};
use std::collections::BTreeMap;

/// A change of a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A new item; its id is made from its name.
    Add {
        /// The item; what stands in its `id` does not matter.
        item: Box<Item>,
        /// The item after which it stands; at the end of its group when left out.
        after: Option<String>,
    },
    /// The item with this id reads like this from now on.
    Change(Box<Item>),
    /// The item changes places with its neighbour, or goes over into the next group.
    Move {
        /// Its id.
        item: String,
        /// Towards the beginning.
        up: bool,
    },
    /// The item is no longer asked.
    Retire {
        /// Its id.
        item: String,
        /// Why.
        reason: String,
    },
    /// The item goes without a trace, as if it had never been added.
    Remove {
        /// Its id.
        item: String,
    },
}

/// Why a checklist is not changed, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditProblem {
    /// Nothing is asked.
    #[error("{}", tr!("An item needs a question. Write what it asks."))]
    NoQuestion,
    /// No name.
    #[error("{}", tr!("An item needs a short name for lists. Write one."))]
    NoName,
    /// No reason.
    #[error("{}", tr!("Say why the item is no longer asked, so that a reader of earlier reviews knows."))]
    NoReason,
    /// No such group.
    #[error("{}", tr!("The checklist has no group \"{group}\".", group = .group))]
    UnknownGroup {
        /// Its id.
        group: String,
    },
    /// No such item.
    #[error("{}", tr!("The checklist has no item \"{item}\".", item = .item))]
    UnknownItem {
        /// Its id.
        item: String,
    },
    /// Nowhere to go.
    #[error("{}", if *.up { tr!("The item stands at the beginning already.") } else { tr!("The item stands at the end already.") })]
    AtTheEnd {
        /// Whether it was to go towards the beginning.
        up: bool,
    },
    /// Nothing would be left.
    #[error("{}", tr!("This is the last item; a checklist must ask something. Add another item first."))]
    LastItem,
}

impl Checklist {
    /// Positions of the items as a person reads them: group by group.
    pub fn by_groups(&self) -> Vec<usize> {
        let place = |group: &str| {
            let mut groups = self.groups.iter();
            groups.position(|one| one.id == group).unwrap_or(usize::MAX)
        };
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_cached_key(|&at| place(&self.items[at].group));
        order
    }

    /// This checklist after an edit.
    pub fn edited(&self, edit: &Edit) -> Result<Self, EditProblem> {
        let mut after = self.clone();
        match edit {
            Edit::Add { item, after: place } => after.add(item, place.as_deref())?,
            Edit::Change(item) => after.change(item)?,
            Edit::Move { item, up } => after.shift(item, *up)?,
            Edit::Retire { item, reason } => after.retire(item, reason)?,
            Edit::Remove { item } => after.take_out(item)?,
        }
        Ok(after)
    }

    fn add(&mut self, item: &Item, after: Option<&str>) -> Result<(), EditProblem> {
        let item = Item {
            id: naming::new_id(self, &item.name),
            ..self.sound(item)?
        };
        let last = |item: &Item| {
            let mut items = self.items.iter();
            items.rposition(|one| one.group == item.group)
        };
        let place = after.and_then(|id| self.position(id).ok());
        let place = place.filter(|&at| self.items[at].group == item.group);
        let place = place
            .or_else(|| last(&item))
            .map_or(self.items.len(), |at| at + 1);
        self.items.insert(place, item);
        Ok(())
    }

    fn change(&mut self, item: &Item) -> Result<(), EditProblem> {
        let at = self.position(&item.id)?;
        let item = self.sound(item)?;
        let before = std::mem::replace(&mut self.items[at], item);
        self.drop_stale_translations(&before, at);
        Ok(())
    }

    fn shift(&mut self, id: &str, up: bool) -> Result<(), EditProblem> {
        let at = self.position(id)?;
        let order = self.by_groups();
        let shown = order.iter().position(|&one| one == at);
        let shown = shown.expect("the order holds every item");
        let next = if up {
            shown.checked_sub(1).map(|before| order[before])
        } else {
            order.get(shown + 1).copied()
        };
        match next.filter(|&next| self.items[next].group == self.items[at].group) {
            Some(next) => self.items.swap(at, next),
            None => self.shift_group(at, up)?,
        }
        Ok(())
    }

    /// Moves an item from the edge of its group into the neighbouring one.
    fn shift_group(&mut self, at: usize, up: bool) -> Result<(), EditProblem> {
        let here = &self.items[at].group;
        let group = self.groups.iter().position(|one| one.id == *here);
        let next = if up {
            group.and_then(|group| group.checked_sub(1))
        } else {
            group.map(|group| group + 1)
        };
        let next = next.and_then(|next| self.groups.get(next));
        let Some(group) = next.map(|next| next.id.clone()) else {
            return Err(EditProblem::AtTheEnd { up });
        };
        let mut item = self.items.remove(at);
        let fits = |one: &Item| one.group == group;
        let place = if up {
            self.items.iter().rposition(fits).map(|last| last + 1)
        } else {
            self.items.iter().position(fits)
        };
        item.group = group;
        self.items.insert(place.unwrap_or(at), item);
        Ok(())
    }

    fn retire(&mut self, id: &str, reason: &str) -> Result<(), EditProblem> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(EditProblem::NoReason);
        }
        self.take_out(id)?;
        self.retired.push(Retired {
            id: id.to_owned(),
            reason: reason.to_owned(),
        });
        Ok(())
    }

    /// Takes an item out with all that names it.
    fn take_out(&mut self, id: &str) -> Result<(), EditProblem> {
        let at = self.position(id)?;
        if self.items.len() == 1 {
            return Err(EditProblem::LastItem);
        }
        self.items.remove(at);
        // A profile of this item alone would ask nothing.
        let alone = |profile: &Profile| profile.items.iter().all(|item| item == id);
        let (gone, mut kept): (Vec<Profile>, Vec<Profile>) = std::mem::take(&mut self.profiles)
            .into_iter()
            .partition(|profile| !profile.items.is_empty() && alone(profile));
        for profile in &mut kept {
            profile.items.retain(|item| item != id);
        }
        self.profiles = kept;
        for translation in self.translations.values_mut() {
            translation.items.remove(id);
            translation
                .profiles
                .retain(|id, _| !gone.iter().any(|profile| profile.id == *id));
        }
        Ok(())
    }

    fn position(&self, id: &str) -> Result<usize, EditProblem> {
        let found = self.items.iter().position(|item| item.id == id);
        found.ok_or_else(|| EditProblem::UnknownItem {
            item: id.to_owned(),
        })
    }

    /// The item without blanks around its texts, when it says what every item must say.
    fn sound(&self, item: &Item) -> Result<Item, EditProblem> {
        let trimmed = |text: &str| text.trim().to_owned();
        let look_for = item.what_to_look_for.iter().map(|line| trimmed(line));
        let item = Item {
            name: trimmed(&item.name),
            question: trimmed(&item.question),
            why_it_matters: trimmed(&item.why_it_matters),
            what_to_look_for: look_for.filter(|line| !line.is_empty()).collect(),
            follow_up_question: trimmed(&item.follow_up_question),
            ..item.clone()
        };
        if item.question.is_empty() {
            return Err(EditProblem::NoQuestion);
        }
        if item.name.is_empty() {
            return Err(EditProblem::NoName);
        }
        if !self.groups.iter().any(|group| group.id == item.group) {
            return Err(EditProblem::UnknownGroup { group: item.group });
        }
        Ok(item)
    }

    /// Takes away the translations of every text that reads differently now: a stale one would say
    /// something else than the item asks. The other texts keep theirs, and a signature goes on
    /// answering for them.
    fn drop_stale_translations(&mut self, before: &Item, at: usize) {
        let item = &self.items[at];
        for translation in self.translations.values_mut() {
            let Some(texts) = translation.items.get_mut(&item.id) else {
                continue;
            };
            if item.name != before.name {
                texts.name = None;
            }
            if item.question != before.question {
                texts.question = None;
            }
            if item.why_it_matters != before.why_it_matters {
                texts.why_it_matters = None;
            }
            if item.what_to_look_for != before.what_to_look_for {
                texts.what_to_look_for.clear();
            }
            if item.follow_up_question != before.follow_up_question {
                texts.follow_up_question = None;
            }
            if *texts == super::ItemTexts::default() {
                translation.items.remove(&item.id);
            }
        }
        let said = |translation: &super::Translation| {
            *translation
                != super::Translation {
                    signed: translation.signed.clone(),
                    ..super::Translation::default()
                }
        };
        let kept = std::mem::take(&mut self.translations).into_iter();
        let kept: BTreeMap<_, _> = kept.filter(|(_, texts)| said(texts)).collect();
        self.translations = kept;
    }
}

#[cfg(test)]
mod tests;
