//! Searching all agreements of a workspace for words, in the background: what was found so far is told while
//! the rest is read. What was read before stands on the same shelf as the passages, and is never read again to
//! be counted through.

use super::elsewhere::{BETWEEN, Looking, Place};
use super::input::Input;
use crate::app::everywhere::{Asked, Report};
use crate::domain::agreement::AgreementId;
use crate::domain::everywhere::{MOST_LISTED, Results, Search};
use crate::domain::search::Query;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Instant;

impl Place {
    /// Searches for words. `go_on` is shown what was found so far, after every agreement that was read, and says
    /// whether to go on; nothing comes of a search that was stopped.
    pub fn search(
        &self,
        query: &Query,
        go_on: &mut dyn FnMut(&Results) -> bool,
    ) -> Option<Result<Results, String>> {
        let ids = match self.library.ids() {
            Ok(ids) => ids,
            Err(why) => return Some(Err(why)),
        };
        let mut search = Search::new(query);
        let mut results = Results {
            total: ids.len(),
            ..Results::default()
        };
        for id in &ids {
            let shelf = self.shelf();
            if shelf.words.has(id) {
                results.done += 1;
                if let Some(group) = shelf.words.count(id, &mut search) {
                    results.take(group);
                }
            }
        }
        // What is known already is shown before anything else is read.
        self.gather(&search, &mut results, go_on)?;
        let lacking = |id: &&AgreementId| !self.shelf().words.has(id);
        for id in ids.iter().filter(lacking) {
            match self.library.read(id) {
                Some(agreement) => {
                    self.shelf().words.add(&agreement);
                    if let Some(group) = search.in_agreement(&agreement) {
                        results.take(group);
                    }
                }
                None => results.left_out.push(id.clone()),
            }
            results.done += 1;
            if !go_on(&results) {
                return None;
            }
        }
        self.gather(&search, &mut results, go_on)?;
        Some(Ok(results))
    }

    /// Reads the places of the first agreements that were only counted through.
    fn gather(
        &self,
        search: &Search,
        results: &mut Results,
        go_on: &mut dyn FnMut(&Results) -> bool,
    ) -> Option<()> {
        for at in 0..results.groups.len().min(MOST_LISTED) {
            if !go_on(results) {
                return None;
            }
            if !results.groups[at].places.is_empty() {
                continue;
            }
            let agreement = self.library.read(&results.groups[at].agreement);
            if let Some(group) = agreement.and_then(|read| search.in_agreement(&read)) {
                results.groups[at] = Arc::new(group);
            }
        }
        go_on(results).then_some(())
    }
}

impl Looking {
    /// Begins to search in a thread of its own; the search before ends.
    pub(super) fn begin_search(
        &mut self,
        place: Place,
        asked: Arc<Asked>,
        queue: Sender<Input>,
    ) -> io::Result<()> {
        self.start("everywhere", move |goes_on| {
            let tell = |news| {
                let asked = Arc::clone(&asked);
                // Whoever has left meanwhile needs it no more.
                drop(queue.send(Input::Everywhere(Box::new(Report { asked, news }))));
            };
            let mut told: Option<Instant> = None;
            let found = place.search(&asked.query, &mut |results| {
                let is_time = told.is_none_or(|told| told.elapsed() >= BETWEEN);
                if is_time && goes_on() {
                    told = Some(Instant::now());
                    tell(Ok((results.clone(), false)));
                }
                goes_on()
            });
            if let Some(found) = found {
                tell(found.map(|results| (results, true)));
            }
        })
    }
}

/// The same in the foreground.
pub(super) fn report(place: &Place, asked: Arc<Asked>) -> Report {
    let found = place.search(&asked.query, &mut |_| true);
    let found = found.unwrap_or_else(|| Ok(Results::default()));
    let news = found.map(|results| (results, true));
    Report { asked, news }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::Agreement;
    use crate::domain::samples::agreement;
    use crate::runtime::elsewhere::Library;
    use std::sync::Mutex;

    struct Counting {
        agreements: Vec<Agreement>,
        read: Arc<Mutex<usize>>,
    }

    impl Library for Counting {
        fn ids(&self) -> Result<Vec<AgreementId>, String> {
            let known = self.agreements.iter().map(|one| one.id.clone());
            Ok(known.chain([AgreementId::new("damaged")]).collect())
        }

        fn read(&self, id: &AgreementId) -> Option<Agreement> {
            *self.read.lock().unwrap() += 1;
            self.agreements.iter().find(|one| one.id == *id).cloned()
        }
    }

    fn place(count: usize) -> (Place, Arc<Mutex<usize>>) {
        let texts = (0..count).map(|number| {
            let also = if number % 2 == 0 { "cameras" } else { "lenses" };
            format!("Contract {number}\n\n1.1 The Supplier delivers {also} of kind {number}.\n")
        });
        let read = Arc::<Mutex<usize>>::default();
        let library = Counting {
            agreements: texts.map(|text| agreement(&text)).collect(),
            read: Arc::clone(&read),
        };
        let place = Place {
            shelf: Arc::default(),
            library: Box::new(library),
        };
        (place, read)
    }

    #[test]
    fn what_is_found_is_told_while_the_rest_is_read() {
        let (place, read) = place(10);
        let mut told = Vec::new();
        let found = place.search(&Query::of("camera"), &mut |results| {
            told.push((results.done, results.groups.len()));
            true
        });
        let found = found.expect("not stopped").expect("readable");
        assert_eq!((found.done, found.total, found.groups.len()), (11, 11, 5));
        assert_eq!(found.left_out, [AgreementId::new("damaged")]);
        assert!(told.contains(&(1, 1)) && told.contains(&(4, 2)), "{told:?}");
        assert_eq!(*read.lock().unwrap(), 11);
        // Only what is shown is read again, and what could not be read.
        let again = place.search(&Query::of("lens"), &mut |_| true);
        assert_eq!(
            again.expect("not stopped").expect("readable").groups.len(),
            5
        );
        assert_eq!(*read.lock().unwrap(), 11 + 5 + 1);
    }

    #[test]
    fn a_stopped_search_ends_and_keeps_what_it_read() {
        let (place, read) = place(10);
        let stopped = place.search(&Query::of("camera"), &mut |results| results.done < 4);
        assert_eq!(stopped, None);
        assert_eq!(*read.lock().unwrap(), 4);
        let found = place.search(&Query::of("nothing of the kind"), &mut |_| true);
        assert_eq!(found.expect("not stopped").expect("readable").groups, []);
        assert_eq!(*read.lock().unwrap(), 11);
    }

    #[test]
    fn of_very_many_agreements_all_are_counted_and_the_first_shown() {
        let (place, _) = place(MOST_LISTED * 2 + 40);
        for _ in 0..2 {
            let found = place.search(&Query::of("supplier"), &mut |_| true);
            let found = found.expect("not stopped").expect("readable");
            assert_eq!(found.counts(), (MOST_LISTED * 2 + 40, 0));
            let first = found.groups.iter().take(MOST_LISTED);
            assert!(first.clone().all(|group| group.places.len() == 1));
        }
    }
}
