//! Checkpoints: one root over every journal, made at sign-off and export.

use super::{Session, SessionError};
use crate::domain::review::command::Draft;
use crate::domain::review::event::Event;
use crate::domain::review::trust::{CheckpointMade, Marks, Occasion};
use crate::domain::review::{CheckedJournal, StoredEntry};
use crate::store::checkpoints::{Checkpoints, Part};
use crate::store::journal::{Journals, Sealed, read_heads};

impl Session {
    /// Makes a checkpoint of all journals, or gives the last one when nothing was written since.
    pub fn checkpoint(&mut self, occasion: Occasion) -> Result<Sealed, SessionError> {
        let journals = read_heads(&self.workspace, &self.home)?;
        let made = self.last_checkpoint(&journals);
        let sealed = if let Some(size) = made {
            self.journal_to_write().seal_up_to(size)?
        } else {
            let event = Event::CheckpointMade(CheckpointMade {
                occasion,
                journals: marks(&journals),
            });
            let draft = Draft {
                event,
                supersedes: Vec::new(),
            };
            self.append(vec![draft])?;
            self.journal_to_write().seal_up()?
        };
        let writer = self.journal_to_write().writer();
        let kept = Checkpoints::of(&self.workspace);
        kept.save(writer, sealed.size, Part::Text, sealed.body.as_bytes())?;
        kept.save(writer, sealed.size, Part::Note, sealed.note.as_bytes())?;
        Ok(sealed)
    }

    /// The number of the own last checkpoint, when no journal has grown since but by what was said of it.
    fn last_checkpoint(&self, journals: &Journals) -> Option<u64> {
        let own = self.journal_to_write();
        let about_it = |stored: &&StoredEntry| {
            let event = &stored.entry.event;
            matches!(
                event,
                Event::CheckpointSigned(_) | Event::CheckpointStamped(_)
            )
        };
        let last = own
            .entries()
            .iter()
            .rev()
            .find(|stored| !about_it(stored))?;
        let Event::CheckpointMade(made) = &last.entry.event else {
            return None;
        };
        let mut others = marks(journals);
        let mut then = made.journals.clone();
        others.remove(own.writer());
        then.remove(own.writer());
        (others == then).then_some(last.entry.seq)
    }
}

/// Every sound journal as it stands.
fn marks(journals: &Journals) -> Marks {
    let mut marks = Marks::new();
    let sound = journals.checked().into_iter();
    for journal in sound.filter(|journal| journal.is_whole_but_for_its_tail()) {
        let Some((seq, head)) = journal.head() else {
            continue;
        };
        let mark = (seq, head, CheckedJournal::root(journal));
        let longer = |known: &(u64, _, _)| known.0 >= seq;
        if !marks.get(&journal.writer).is_some_and(longer) {
            marks.insert(journal.writer.clone(), mark);
        }
    }
    marks
}
