//! Reading all agreements of a workspace to find what is like a passage, in the background and only
//! once: agreements never change, so that what stands on the shelf stays there.

use super::input::Input;
use crate::app::elsewhere::{Answer, Finds, News};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::elsewhere::{Find, Question, Shelf};
use crate::store::agreements::Agreements;
use crate::tr;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often at most it is told how far a search is.
pub(super) const BETWEEN: Duration = Duration::from_millis(100);

/// The agreements of a workspace, to be read one by one.
pub trait Library: Send {
    /// Their ids, or why they are not known, in a sentence.
    fn ids(&self) -> Result<Vec<AgreementId>, String>;

    /// One of them; nothing when it cannot be read.
    fn read(&self, id: &AgreementId) -> Option<Agreement>;
}

impl Library for Agreements {
    fn ids(&self) -> Result<Vec<AgreementId>, String> {
        Self::ids(self).map_err(|error| error.to_string())
    }

    fn read(&self, id: &AgreementId) -> Option<Agreement> {
        self.load(id).ok()
    }
}

/// Where passages are looked for.
pub struct Place {
    /// What was read before.
    pub shelf: Arc<Mutex<Shelf>>,
    /// Where the rest is read from.
    pub library: Box<dyn Library>,
}

impl Place {
    pub(super) fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks for what is like a passage. `go_on` is told how far it is, and says whether to go on;
    /// nothing comes of a search that was stopped.
    pub fn look(
        &self,
        question: &Question,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Option<Result<Finds, String>> {
        let ids = match self.library.ids() {
            Ok(ids) => ids,
            Err(why) => return Some(Err(why)),
        };
        let mut left_out = 0;
        for (done, id) in ids.iter().enumerate() {
            if !go_on(done, ids.len()) {
                return None;
            }
            if self.shelf().has(id) {
                continue;
            }
            // Read outside of the lock, so that a new search never waits for a slow disk.
            let is_on = match self.library.read(id) {
                Some(agreement) => self.shelf().add(&agreement),
                None => false,
            };
            left_out += usize::from(!is_on);
        }
        let near = self.shelf().nearest(question);
        let mut finds: Vec<Find> = Vec::new();
        let mut last: Option<Agreement> = None;
        for one in &near {
            if !go_on(ids.len(), ids.len()) {
                return None;
            }
            if last.as_ref().is_none_or(|last| last.id != one.agreement) {
                last = self.library.read(&one.agreement);
            }
            finds.extend(
                last.as_ref()
                    .and_then(|agreement| Find::of(agreement, one, &question.words)),
            );
        }
        Some(Ok(Finds {
            finds,
            searched: ids.len().saturating_sub(left_out),
            left_out,
        }))
    }
}

/// A search that goes on in the background.
#[derive(Debug, Default)]
pub(super) struct Looking {
    stop: Arc<AtomicBool>,
}

impl Looking {
    /// Begins another search in a thread of its own; the one before ends.
    pub(super) fn begin(
        &mut self,
        place: Place,
        question: Arc<Question>,
        queue: Sender<Input>,
    ) -> io::Result<()> {
        self.start("elsewhere", move |goes_on| {
            let tell = |news| {
                let question = Arc::clone(&question);
                // Whoever has left meanwhile needs it no more.
                drop(queue.send(Input::Elsewhere(Box::new(Answer { question, news }))));
            };
            let mut told: Option<Instant> = None;
            let found = place.look(&question, &mut |done, total| {
                if told.is_none_or(|told| told.elapsed() >= BETWEEN) {
                    told = Some(Instant::now());
                    tell(Ok(News::Progress { done, total }));
                }
                goes_on()
            });
            if let Some(found) = found {
                tell(found.map(News::Found));
            }
        })
    }

    /// Does something in a thread of its own, which is told whether to go on; what went on before ends.
    pub(super) fn start(
        &mut self,
        name: &str,
        does: impl FnOnce(&dyn Fn() -> bool) + Send + 'static,
    ) -> io::Result<()> {
        self.end();
        self.stop = Arc::default();
        let stop = Arc::clone(&self.stop);
        let thread = std::thread::Builder::new().name(name.to_owned());
        let run = move || does(&|| !stop.load(Ordering::Relaxed));
        thread.spawn(run).map(drop)
    }

    /// Ends the search, if there is one.
    pub(super) fn end(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The same in the foreground.
pub(super) fn answer(place: &Place, question: Arc<Question>) -> Answer {
    let found = place.look(&question, &mut |_, _| true);
    let found = found.unwrap_or_else(|| Err(tr!("The search was stopped.").to_owned()));
    Answer {
        question,
        news: found.map(News::Found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::agreement;
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    const RULE: &str = "The Supplier may connect to the platform at any time for maintenance.";

    struct Counting {
        agreements: Vec<Agreement>,
        read: Arc<Mutex<Vec<AgreementId>>>,
    }

    impl Library for Counting {
        fn ids(&self) -> Result<Vec<AgreementId>, String> {
            let known = self.agreements.iter().map(|one| one.id.clone());
            Ok(known.chain([AgreementId::new("damaged")]).collect())
        }

        fn read(&self, id: &AgreementId) -> Option<Agreement> {
            self.read.lock().unwrap().push(id.clone());
            self.agreements.iter().find(|one| one.id == *id).cloned()
        }
    }

    #[test]
    fn each_agreement_is_put_on_the_shelf_once_and_a_stopped_search_is_gone_on_with() {
        let texts =
            (0..4).map(|number| format!("Contract {number}\n\n{RULE}\n\nOther words of {number}."));
        let agreements: Vec<Agreement> = texts.map(|text| agreement(&text)).collect();
        let own = &agreements[0];
        let clause = &own.clauses.clauses()[1];
        let question = Question::on_clause(own, clause, BTreeSet::new());
        let read = Arc::<Mutex<Vec<AgreementId>>>::default();
        let place = Place {
            shelf: Arc::default(),
            library: Box::new(Counting {
                agreements: agreements.clone(),
                read: Arc::clone(&read),
            }),
        };
        let steps = RefCell::new(Vec::new());
        let stopped = place.look(&question, &mut |done, total| {
            steps.borrow_mut().push((done, total));
            done < 2
        });
        assert_eq!(stopped, None);
        assert_eq!(steps.take(), [(0, 5), (1, 5), (2, 5)]);
        assert_eq!(place.shelf.lock().unwrap().len(), 2);
        let found = place.look(&question, &mut |_, _| true);
        let found = found.expect("not stopped").expect("readable");
        assert_eq!((found.searched, found.left_out), (4, 1));
        let ids: Vec<_> = found.finds.iter().map(|find| &find.agreement).collect();
        assert_eq!(ids.len(), 3, "all but its own");
        assert!(!ids.contains(&&own.id));
        let times = |id: &AgreementId| read.lock().unwrap().iter().filter(|one| *one == id).count();
        assert_eq!(
            times(&own.id),
            1,
            "read once for the shelf, and never to be shown"
        );
    }
}
