//! The desk of a large workspace without reading every entry: journals that were proven before are hashed,
//! every byte of them, and only the agreements with new entries are worked out again.
//!
//! Where anything is not as it was proven, there is no glance, and the caller reads everything.

use super::kept::{self, Keys};
use super::{Standing, sort, standing, standings};
use crate::domain::agreement::AgreementId;
use crate::runtime::session::{Folders, Session, SessionError};
use crate::store::agreements::Agreements;
use crate::store::device::Home;
use crate::store::journal::{Journals, Wanted, prints_of, read_known};
use crate::store::proofs::Proofs;
use crate::store::workspace::Workspace;
use std::collections::BTreeSet;

/// Fewer entries than these are read in a moment.
const WORTH_IT: u64 = 5_000;
/// Fewer agreements than these are worked out in a moment, and no words of them are kept for it.
const MANY: usize = 100;

/// What was seen at a glance.
#[derive(Debug)]
pub struct Glance {
    /// Where every agreement stands, in the order of titles.
    pub standings: Vec<Standing>,
    /// Entries of all journals.
    pub entries: u64,
}

/// Where every agreement of a workspace stands, in the order of titles.
pub fn of_workspace(folders: &Folders) -> Result<Vec<Standing>, SessionError> {
    of_large(folders, WORTH_IT)
}

fn of_large(folders: &Folders, worth_it: u64) -> Result<Vec<Standing>, SessionError> {
    if let Some(seen) = glance_at(folders, worth_it)? {
        return Ok(seen.standings);
    }
    let session = Session::for_reading(folders)?;
    let standings = standings(&session)?;
    let lines = session.journals().lines();
    if lines >= worth_it {
        let workspace = session.workspace();
        if let Some(keys) = Keys::of(workspace, prints_of(session.entries())) {
            kept::keep(workspace, session.home(), &keys, &standings);
        }
    }
    Ok(standings)
}

/// Where every agreement of an open workspace stands, in the order of titles: worked out again only where that
/// was not done before from the same files and entries.
pub fn of_session(session: &Session) -> Result<Vec<Standing>, SessionError> {
    of_many(session, MANY)
}

fn of_many(session: &Session, many: usize) -> Result<Vec<Standing>, SessionError> {
    let workspace = session.workspace();
    let ids = Agreements::of(workspace).ids()?;
    if ids.len() < many {
        return standings(session);
    }
    let keys = Keys::of(workspace, prints_of(session.entries()));
    let Some(keys) = keys.filter(|_| !session.is_visiting()) else {
        return standings(session);
    };
    let mut standings = kept::load(workspace, session.home(), &keys, &ids);
    let stale = stale(&ids, &standings);
    if !stale.is_empty() {
        standings.extend(stale.iter().map(|id| standing(session, id)));
        kept::keep(workspace, session.home(), &keys, &standings);
    }
    sort(&mut standings);
    Ok(standings)
}

/// The agreements of which no row was kept that still holds.
fn stale(ids: &[AgreementId], held: &[Standing]) -> BTreeSet<AgreementId> {
    let held: BTreeSet<&AgreementId> = held.iter().map(|one| &one.id).collect();
    let stale = ids.iter().filter(|id| !held.contains(id));
    stale.cloned().collect()
}

/// The same at a glance; nothing when the workspace is small, was not proven before, or is not as it was.
pub fn glance(folders: &Folders) -> Result<Option<Glance>, SessionError> {
    glance_at(folders, WORTH_IT)
}

fn glance_at(folders: &Folders, worth_it: u64) -> Result<Option<Glance>, SessionError> {
    let workspace = Workspace::open(&folders.workspace)?;
    let home = Home::new(&folders.home);
    let Some(journals) = unchanged(&workspace, &home, worth_it)? else {
        return Ok(None);
    };
    let entries = journals.lines();
    let Some(keys) = Keys::of(&workspace, journals.prints()) else {
        return Ok(None);
    };
    let ids = Agreements::of(&workspace)
        .ids()
        .map_err(SessionError::from)?;
    let mut standings = kept::load(&workspace, &home, &keys, &ids);
    let stale = stale(&ids, &standings);
    if !stale.is_empty() {
        let Some(about) = journals.about(&stale) else {
            return Ok(None);
        };
        let session = Session::of_some(workspace.clone(), folders, journals, about);
        standings.extend(stale.iter().map(|id| standing(&session, id)));
        kept::keep(&workspace, &home, &keys, &standings);
    }
    sort(&mut standings);
    Ok(Some(Glance { standings, entries }))
}

/// The journals of a large workspace, if everything that was proven before is as it was and nothing is wrong
/// with what was added.
fn unchanged(
    workspace: &Workspace,
    home: &Home,
    worth_it: u64,
) -> Result<Option<Journals>, SessionError> {
    let wanted = Wanted {
        roots: false,
        entries: false,
        about: true,
    };
    let known = Proofs::new(home, workspace.id()).load();
    let Some(known) = known.filter(|known| {
        let lines = known.journals.values().map(|one| one.seq);
        lines.sum::<u64>() >= worth_it
    }) else {
        return Ok(None);
    };
    let journals = read_known(workspace, &known.journals, wanted)?;
    Ok(journals.filter(|journals| {
        let fit = journals.files.iter();
        let mut fit = fit.map(|file| file.checked.problems.is_empty());
        journals.problems.is_empty() && fit.all(|fits| fits)
    }))
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "tests do to files what other programs do"
)]
mod tests {
    use super::*;
    use crate::domain::review::Reviewer;
    use crate::domain::review::command::Command;
    use crate::domain::review::event::{
        AgreementSubject, AnswerState, AnswerValue, Change, NoteSubject, NoteValue,
    };
    use crate::domain::review::{Draft, Event, ReviewState};
    use crate::domain::samples;
    use crate::runtime::reading::Came;
    use crate::runtime::session::default_checklist_bytes;
    use crate::store::rows::Rows;
    use crate::store::verify::{Before, reverify};
    use std::fs;
    use std::path::PathBuf;

    const SOURCES: [&str; 2] = [
        "1. The network.\n\n2. Remote access.\n\n3. The end.",
        "1. The cameras.\n\n2. Who may look.\n\n3. The end.",
    ];

    struct Place {
        _folder: tempfile::TempDir,
        folders: Folders,
        ids: Vec<AgreementId>,
    }

    impl Place {
        /// Two agreements; on the first two reviewers differ. Everything is proven.
        fn proven() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let folders = Folders {
                workspace: folder.path().join("w"),
                home: folder.path().join("h"),
            };
            let mut place = Self {
                _folder: folder,
                folders,
                ids: Vec::new(),
            };
            let mut ana = place.session("Ana");
            for source in SOURCES {
                let agreement = Box::new(samples::agreement(source));
                place.ids.push(agreement.id.clone());
                let bytes = source.as_bytes().to_vec();
                let came = Came::New { bytes, agreement };
                let path = PathBuf::from("a.txt");
                let kept = ana.keep(&path, came, default_checklist_bytes()).unwrap();
                assert!(kept.unwrap().error.is_none());
            }
            drop(ana);
            place.answer("Ana", 0, AnswerState::Satisfied);
            place.answer("Bojan", 0, AnswerState::Concern);
            place.prove();
            place
        }

        fn session(&self, name: &str) -> Session {
            let reviewer = Reviewer::named(name).unwrap();
            Session::for_writing(&self.folders, reviewer).unwrap()
        }

        fn answer(&self, name: &str, agreement: usize, state: AnswerState) {
            let mut session = self.session(name);
            let opened = session.open(&self.ids[agreement]).unwrap();
            let list = &opened.checklists[0];
            let command = Command::Answer {
                item: list.items[0].id.clone(),
                value: Some(AnswerValue {
                    state,
                    value: None,
                    confidential: false,
                    absence: None,
                }),
                reason: Some("Read again.".to_owned()),
                explained: true,
            };
            session.run(command, &opened.agreement, list).unwrap();
        }

        fn prove(&self) {
            let workspace = Workspace::open(&self.folders.workspace).unwrap();
            let home = Home::new(&self.folders.home);
            let proven = reverify(&workspace, &home, Before::Counts, None).unwrap();
            assert!(proven.ok, "{:?}", proven.problems);
        }

        /// The rows as they are worked out from every entry.
        fn eager(&self) -> String {
            let session = Session::for_reading(&self.folders).unwrap();
            told(&standings(&session).unwrap())
        }

        /// The rows as an open session gives them.
        fn opened(&self) -> String {
            let session = Session::for_reading(&self.folders).unwrap();
            told(&of_many(&session, 0).unwrap())
        }

        fn glanced(&self) -> Option<String> {
            let seen = glance_at(&self.folders, 0).unwrap();
            seen.map(|seen| told(&seen.standings))
        }

        fn kept(&self) -> PathBuf {
            let workspace = Workspace::open(&self.folders.workspace).unwrap();
            let home = Home::new(&self.folders.home);
            Rows::new(&workspace, &home).path().unwrap()
        }
    }

    fn told(standings: &[Standing]) -> String {
        let rows = standings.iter().map(|one| {
            let json = serde_json::to_string(one).unwrap();
            format!("{json} {:?} {:?}\n", one.sides, one.grids)
        });
        rows.collect()
    }

    #[test]
    fn a_glance_says_what_all_entries_say_with_and_without_rows() {
        let place = Place::proven();
        let eager = place.eager();
        assert!(eager.contains("\"disagreements\""), "{eager}");
        assert_eq!(place.glanced().as_ref(), Some(&eager), "worked out");
        assert!(place.kept().is_file());
        assert_eq!(place.glanced().as_ref(), Some(&eager), "kept");
        let old = fs::read(place.kept()).unwrap();
        // New entries about one agreement, and rows from before them.
        place.answer("Bojan", 1, AnswerState::Unclear);
        let eager = place.eager();
        for _ in 0..2 {
            assert_eq!(place.glanced().as_ref(), Some(&eager), "with what is new");
        }
        place.prove();
        fs::write(place.kept(), &old).unwrap();
        assert_eq!(place.glanced().as_ref(), Some(&eager), "stale rows");
        let whole = fs::read(place.kept()).unwrap();
        assert_ne!(whole, old, "the newer ones are kept");
        for end in [0, 10, 130, whole.len() / 2, whole.len() - 1] {
            fs::write(place.kept(), &whole[..end]).unwrap();
            assert_eq!(place.glanced().as_ref(), Some(&eager), "cut at {end}");
        }
        let false_rows = String::from_utf8(whole)
            .unwrap()
            .replace("\"answered\":1", "\"answered\":9");
        fs::write(place.kept(), false_rows).unwrap();
        assert_eq!(place.glanced().as_ref(), Some(&eager), "other rows");
        fs::remove_dir_all(place.kept().parent().unwrap()).unwrap();
        assert_eq!(place.glanced().as_ref(), Some(&eager), "no rows");
    }

    #[test]
    fn a_session_says_what_all_entries_say_with_and_without_rows() {
        let place = Place::proven();
        let eager = place.eager();
        assert_eq!(place.opened(), eager, "worked out");
        let old = fs::read(place.kept()).unwrap();
        assert_eq!(place.opened(), eager, "kept");
        assert_eq!(
            fs::read(place.kept()).unwrap(),
            old,
            "nothing was worked out"
        );
        place.answer("Bojan", 1, AnswerState::Unclear);
        let later = place.eager();
        assert_ne!(later, eager);
        assert_eq!(place.opened(), later, "with what is new");
        fs::write(place.kept(), &old).unwrap();
        assert_eq!(place.opened(), later, "stale rows");
        // As it stood before the last entry.
        let mut session = Session::for_reading(&place.folders).unwrap();
        let whole = session.entries().len();
        session.visit(Some(std::sync::Arc::new(ReviewState::fold(
            &session.entries()[..whole - 1],
        ))));
        assert_eq!(
            told(&of_many(&session, 0).unwrap()),
            told(&standings(&session).unwrap())
        );
        assert_ne!(told(&of_many(&session, 0).unwrap()), later);
    }

    #[test]
    fn nothing_is_seen_at_a_glance_where_an_old_byte_was_changed() {
        let place = Place::proven();
        assert!(place.glanced().is_some());
        let folder = place.folders.workspace.join("journal");
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let whole = fs::read(&path).unwrap();
            for at in (0..whole.len()).step_by(97) {
                let mut other = whole.clone();
                other[at] ^= 1;
                fs::write(&path, other).unwrap();
                assert_eq!(place.glanced(), None, "byte {at}");
            }
            fs::write(&path, &whole).unwrap();
        }
        assert!(place.glanced().is_some());
        // An agreement that was damaged is told of, whatever rows are kept.
        let files = place.folders.workspace.join("agreements");
        let document = files.join(place.ids[0].as_str()).join("document.json");
        fs::write(&document, b"{}").unwrap();
        let eager = place.eager();
        assert!(eager.contains("cannot be read"), "{eager}");
        assert_eq!(place.glanced(), Some(eager));
    }

    #[test]
    fn opening_alone_makes_a_glance_possible_the_next_time() {
        let place = Place::proven();
        let workspace = Workspace::open(&place.folders.workspace).unwrap();
        let home = Home::new(&place.folders.home);
        let memory = Proofs::new(&home, workspace.id());
        memory.forget().unwrap();
        drop(place.session("Ana"));
        assert_eq!(memory.load(), None, "a few entries are proven in a moment");
        let subject = NoteSubject::Agreement(AgreementSubject {
            agreement: place.ids[1].clone(),
        });
        let note = |number: usize| {
            let value = NoteValue {
                text: format!("Note {number}."),
                confidential: false,
            };
            let change = Change::new(subject.clone(), None, Some(value));
            Draft {
                event: Event::NoteWritten(change),
                supersedes: Vec::new(),
            }
        };
        let notes = (0..2_000).map(note).collect();
        place.session("Ana").append(notes).unwrap();
        assert_eq!(place.glanced(), None);
        let eager = place.eager();
        assert!(memory.load().is_some());
        assert_eq!(place.glanced(), Some(eager));
        // Nothing that does not fit is remembered.
        let writer = place.session("Ana").journal().unwrap().writer().clone();
        memory.forget().unwrap();
        let path = workspace.journal_path(&writer);
        let whole = fs::read(&path).unwrap();
        let changed = String::from_utf8(whole)
            .unwrap()
            .replace("Note 7.", "Note 8.");
        fs::write(&path, changed).unwrap();
        place.eager();
        assert_eq!(memory.load(), None);
    }

    #[test]
    fn small_workspaces_keep_no_rows() {
        let place = Place::proven();
        let all = of_workspace(&place.folders).unwrap();
        assert_eq!(told(&all), place.eager());
        assert!(!place.kept().exists());
        assert_eq!(told(&of_large(&place.folders, 1).unwrap()), place.eager());
        assert!(place.kept().exists());
    }
}
