//! Checklists in memory: the sample counts as built in, all others as kept.

use super::{Fake, checklist, reviewer};
use crate::app::lists::{Catalogue, Known};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::Checklist;
use crate::domain::digest::Digest;
use crate::domain::review::chosen::Moved;
use crate::domain::review::command::{Context, decide};
use crate::domain::review::event::ChecklistRef;
use crate::domain::review::{ChecklistChoice, Command, ReviewState, StoredEntry};
use crate::runtime::Services;
use crate::runtime::checklists::Checklists;
use std::sync::Arc;

impl Fake {
    /// The checklists that the agreement is reviewed against.
    pub(super) fn chosen_lists(&self) -> Vec<Checklist> {
        let state = ReviewState::fold(self.known());
        let review = state.agreement(&self.agreement.id);
        let chosen = review.map(|review| review.chosen()).unwrap_or_default();
        let lists: Vec<Checklist> = chosen
            .into_iter()
            .map(|choice| self.version(&choice.reference()).expect("it is kept"))
            .collect();
        if lists.is_empty() {
            vec![checklist()]
        } else {
            lists
        }
    }

    fn all(&self) -> impl Iterator<Item = Checklist> + '_ {
        std::iter::once(checklist()).chain(self.kept.iter().cloned())
    }

    fn version(&self, wanted: &ChecklistRef) -> Option<Checklist> {
        self.all().find(|list| reference(list) == *wanted)
    }

    fn run(&mut self, command: Command) -> Result<Vec<StoredEntry>, String> {
        let state = ReviewState::fold(&self.entries);
        let list = checklist();
        let context = Context {
            agreement: &self.agreement,
            checklist: &list,
            review: state.agreement(&self.agreement.id),
            reviewer: &reviewer(),
        };
        let draft = decide(command, &context).map_err(|refusal| refusal.to_string())?;
        self.append(vec![draft])
    }

    fn choice(&self, id: &str) -> Option<ChecklistChoice> {
        let state = ReviewState::fold(&self.entries);
        state.agreement(&self.agreement.id)?.choice(id).cloned()
    }
}

impl Checklists for Fake {
    fn catalogue(&mut self) -> Result<Catalogue, String> {
        let known = self.all().enumerate().map(|(at, list)| Known {
            list: reference(&list),
            checklist: Arc::new(list),
            built_in: at == 0,
        });
        Ok(Catalogue {
            known: known.collect(),
            drafts: self.drafts.iter().cloned().map(Arc::new).collect(),
        })
    }

    fn use_list(
        &mut self,
        _: &AgreementId,
        list: &ChecklistRef,
        profile: Option<&str>,
    ) -> Result<Vec<StoredEntry>, String> {
        let before = self.choice(&list.checklist);
        let mut written = Vec::new();
        if before.is_none() && list.checklist != checklist().id && self.choice("sample").is_none() {
            // An import chooses the first checklist.
            let first = ChecklistChoice::of(reference(&checklist()));
            written = self.run(Command::ChooseChecklist(first))?;
        }
        let choice = ChecklistChoice {
            profile: profile.map(str::to_owned),
            moved: before.and_then(|before| before.moved),
            ..ChecklistChoice::of(list.clone())
        };
        written.extend(self.run(Command::ChooseChecklist(choice))?);
        Ok(written)
    }

    fn move_list(
        &mut self,
        _: &AgreementId,
        list: &ChecklistRef,
    ) -> Result<Vec<StoredEntry>, String> {
        let new = self.version(list).ok_or("There is no such version.")?;
        let mut chosen = self.chosen_lists().into_iter();
        let old = chosen.find(|one| one.id == new.id);
        let old = old.ok_or("It is not chosen.")?;
        let choice = ChecklistChoice {
            moved: Some(Moved::between(&old, &new)),
            ..ChecklistChoice::of(list.clone())
        };
        self.run(Command::ChooseChecklist(choice))
    }

    fn drop_list(&mut self, _: &AgreementId, list: &str) -> Result<Vec<StoredEntry>, String> {
        self.run(Command::DropChecklist {
            checklist: list.to_owned(),
        })
    }

    fn keep_draft(&mut self, draft: &Checklist) -> Result<(), String> {
        self.drop_draft(&draft.id)?;
        self.drafts.push(draft.clone());
        Ok(())
    }

    fn drop_draft(&mut self, list: &str) -> Result<(), String> {
        self.drafts.retain(|draft| draft.id != list);
        Ok(())
    }

    fn save_version(&mut self, list: &Checklist) -> Result<Known, String> {
        if self
            .all()
            .any(|one| (&one.id, &one.version) == (&list.id, &list.version))
        {
            return Err("This version was used before. Choose another one.".to_owned());
        }
        self.kept.push(list.clone());
        self.drop_draft(&list.id)?;
        Ok(Known {
            list: reference(list),
            checklist: Arc::new(list.clone()),
            built_in: false,
        })
    }
}

fn reference(list: &Checklist) -> ChecklistRef {
    ChecklistRef {
        checklist: list.id.clone(),
        version: list.version.clone(),
        sha256: Digest::of(list.to_text().as_bytes()),
    }
}
