//! Checklists that are read while a person waits for something else.

use super::Session;
use crate::domain::checklist::Checklist;
use crate::domain::review::ChecklistChoice;
use crate::domain::review::event::ChecklistRef;
use crate::store::checklists::Checklists;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// How many are read: a workspace mostly has one that everything is reviewed against.
const MOST: usize = 3;

/// Checklists that are being read.
#[derive(Debug)]
pub struct Ahead(JoinHandle<Vec<(ChecklistRef, Arc<Checklist>)>>);

impl Session {
    /// Begins to read checklists that agreements are reviewed against; nothing where the system gives no thread.
    pub fn read_ahead(&self) -> Option<Ahead> {
        let reviews = self.state().agreements();
        let reviews = reviews.filter_map(|id| self.state().agreement(id));
        let chosen: BTreeSet<ChecklistRef> = reviews
            .flat_map(|review| review.chosen())
            .map(ChecklistChoice::reference)
            .collect();
        let store = Checklists::of(&self.workspace);
        let read = move || {
            let chosen = chosen.into_iter().take(MOST);
            let read = chosen.filter_map(|reference| {
                // What cannot be read is told when it is wanted.
                let checklist = store.load(&reference).ok()?;
                Some((reference, Arc::new(checklist)))
            });
            read.collect()
        };
        let thread = thread::Builder::new().name("checklists".to_owned());
        thread.spawn(read).ok().map(Ahead)
    }

    /// Has at hand what was read.
    pub fn have_at_hand(&self, ahead: Ahead) {
        let Ahead(reading) = ahead;
        if let Ok(read) = reading.join() {
            self.checklists.borrow_mut().extend(read);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::review::Reviewer;
    use crate::domain::samples;
    use crate::runtime::reading::Came;
    use crate::runtime::session::{Folders, default_checklist_bytes};
    use crate::store::files;
    use std::path::Path;

    #[test]
    fn what_was_read_ahead_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders {
            workspace: folder.path().join("w"),
            home: folder.path().join("h"),
        };
        let ana = Reviewer::named("Ana").unwrap();
        let source = "1. The network.";
        let agreement = Box::new(samples::agreement(source));
        let id = agreement.id.clone();
        let mut session = Session::for_writing(&folders, ana).unwrap();
        let bytes = source.as_bytes().to_vec();
        let came = Came::New { bytes, agreement };
        let kept = session.keep(Path::new("a.txt"), came, default_checklist_bytes());
        assert!(kept.unwrap().unwrap().error.is_none());

        let ahead = session.read_ahead().unwrap();
        session.have_at_hand(ahead);
        let lists = folders.workspace.join("checklists");
        let name = files::names_in(&lists).unwrap().remove(0);
        files::replace(&lists.join(name), b"{").unwrap();
        assert_eq!(session.open(&id).unwrap().checklists.len(), 1);
        session.checklists.borrow_mut().clear();
        assert!(session.open(&id).is_err());
    }
}
