//! A workspace from import to verification, and everything that can be done to it in between.
#![expect(clippy::disallowed_methods, reason = "tests spoil files as they like")]

use super::agreements::{self, Agreements, Saved};
use super::checklists::Checklists;
use super::device::Home;
use super::files;
use super::journal::{Identity, Journal};
use super::verify::{Verification, verify, verify_against};
use super::workspace::Workspace;
use crate::domain::checklist::Checklist;
use crate::domain::clause::ClauseId;
use crate::domain::review::command::{Command, Context, decide};
use crate::domain::review::entry::Heads;
use crate::domain::review::event::{Assessment, TagValue};
use crate::domain::review::people::{Moment, Reviewer};
use crate::domain::review::{ChecklistChoice, Draft, Event, History, ReviewState};
use crate::domain::samples;
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use std::path::PathBuf;

mod again;

const NOW: Moment = Moment::from_millis(1_795_252_200_007);
const SOURCE: &str = "1. The network.\n\n2. Remote access.\n\n3. The end.";

struct Place {
    _folder: tempfile::TempDir,
    workspace: Workspace,
    home: Home,
}

impl Place {
    /// A workspace with one agreement, one checklist, and two reviewers who both tagged.
    fn full() -> Self {
        let folder = super::test_folder();
        let workspace = Workspace::open_or_create(&folder.path().join("w"), NOW).unwrap();
        let place = Self {
            home: Home::new(folder.path().join("home")),
            workspace,
            _folder: folder,
        };
        place.fill();
        place
    }

    fn fill(&self) {
        let agreement = samples::agreement(SOURCE);
        let store = Agreements::of(&self.workspace);
        let Saved::New(digests) = store.save(&agreement, SOURCE.as_bytes()).unwrap() else {
            panic!("it is new");
        };
        let checklist = serde_json::to_vec(&samples::checklist()).unwrap();
        let chosen = Checklists::of(&self.workspace).save(&checklist).unwrap();
        let mut ana = self.open("Ana");
        let imported = Draft {
            event: Event::AgreementImported(agreements::imported(&agreement, &digests)),
            supersedes: Vec::new(),
        };
        ana.append(vec![imported], NOW, &Heads::new()).unwrap();
        run(
            &mut ana,
            Command::ChooseChecklist(ChecklistChoice::of(chosen)),
            &Heads::new(),
        );
        run(&mut ana, tag("c-1"), &Heads::new());
        run(&mut ana, tag("c-2"), &Heads::new());
        let heads = Heads::from([(ana.writer().clone(), ana.head().unwrap())]);
        run(&mut self.open("Iva"), tag("c-3"), &heads);
    }

    fn open(&self, name: &str) -> Journal {
        let identity = Identity {
            reviewer: Reviewer::named(name).unwrap(),
            key: SigningKey::from_bytes(&[7; 32]),
        };
        Journal::open(&self.workspace, &self.home, identity, NOW)
            .unwrap()
            .0
    }

    fn journal(&self, name: &str) -> PathBuf {
        let folder = self.workspace.journal_folder();
        let names = files::names_in(&folder).unwrap();
        folder.join(names.iter().find(|one| one.starts_with(name)).unwrap())
    }

    fn agreement(&self, name: &str) -> PathBuf {
        let id = samples::agreement(SOURCE).id;
        self.workspace
            .agreements_folder()
            .join(id.as_str())
            .join(name)
    }

    fn verify(&self) -> Verification {
        verify(&self.workspace, Some(&self.home)).unwrap()
    }

    fn codes(&self) -> Vec<&'static str> {
        let verification = self.verify();
        assert_eq!(verification.ok, verification.problems.is_empty());
        let problems = verification.problems.iter();
        problems.map(|problem| problem.code).collect()
    }
}

fn run(journal: &mut Journal, command: Command, seen: &Heads) {
    let agreement = samples::agreement(SOURCE);
    let checklist: Checklist = samples::checklist();
    let state = ReviewState::fold(journal.entries());
    let context = Context {
        agreement: &agreement,
        checklist: &checklist,
        review: state.agreement(&agreement.id),
        reviewer: journal.reviewer(),
    };
    let draft = decide(command, &context).unwrap();
    journal.append(vec![draft], NOW, seen).unwrap();
}

fn tag(clause: &str) -> Command {
    Command::Tag {
        clause: ClauseId::new(clause),
        words: None,
        item: "network".to_owned(),
        value: Some(TagValue::new(Assessment::Concern)),
        reason: None,
    }
}

#[test]
fn a_review_as_it_was_made_verifies_and_has_the_promised_shape() {
    let place = Place::full();
    assert_eq!(place.codes(), [""; 0]);
    let verification = place.verify();
    assert_eq!(verification.notes, []);
    let ana = &verification.journals[0];
    assert_eq!((ana.entries, ana.proven, ana.witnessed), (5, 5, 5));
    let json = serde_json::to_value(&verification).unwrap();
    assert_eq!(json["ok"], true);
    assert_eq!(json["journals"][0]["entries"], 5);
    assert_eq!(json["journals"][0]["head"].as_str().unwrap().len(), 64);
    assert_eq!(json["problems"], serde_json::json!([]));
}

#[test]
fn undo_and_redo_over_sessions_verify() {
    let place = Place::full();
    for redo in [false, true] {
        let mut journal = place.open("Ana");
        let state = ReviewState::fold(journal.entries());
        let mut history = History::default();
        for entry in journal.entries() {
            history.apply(entry);
        }
        let drafts = if redo {
            history.redo(&state, None)
        } else {
            history.undo(&state, None)
        };
        journal.append(drafts.unwrap(), NOW, &Heads::new()).unwrap();
    }
    assert_eq!(place.codes(), [""; 0]);
}

#[test]
fn what_was_done_to_the_files_is_named() {
    type Deed = fn(&Place);
    fn edit(path: &std::path::Path, from: &str, to: &str) {
        let old = String::from_utf8(files::read(path, 1 << 30).unwrap()).unwrap();
        assert!(old.contains(from), "{old}");
        files::replace(path, old.replace(from, to).as_bytes()).unwrap();
    }
    let cases: [(&str, Deed, &[&str]); 9] = [
        (
            "the source replaced",
            |place| files::replace(&place.agreement("source.txt"), b"other").unwrap(),
            &["source-differs", "agreement-differs"],
        ),
        (
            "a label changed in the clauses",
            |place| {
                edit(
                    &place.agreement("clauses.json"),
                    r#""label":"2.""#,
                    r#""label":"3.""#,
                );
            },
            &["agreement-differs", "quote-differs"],
        ),
        (
            "a word changed in the text",
            |place| edit(&place.agreement("document.json"), "Remote", "remote"),
            &["agreement-damaged"],
        ),
        (
            "the title changed",
            |place| edit(&place.agreement("document.json"), "Sample", "Simple"),
            &["agreement-differs"],
        ),
        (
            "the agreement taken away",
            |place| {
                let folder = place.agreement("x");
                std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
            },
            &["agreement-missing", "agreement-missing"],
        ),
        (
            "the checklist changed",
            |place| {
                let path = place.workspace.checklists_folder().join("sample@1.json");
                edit(&path, "remotely", "at all");
            },
            &["checklist-differs"],
        ),
        (
            "a neighbour's journal taken away",
            |place| std::fs::remove_file(place.journal("iva")).unwrap(),
            &["entries-missing"],
        ),
        (
            "the memory damaged",
            |place| {
                let folder = place.home.state_folder(place.workspace.id());
                files::replace(&folder.join("heads.json"), b"{").unwrap();
            },
            &["memory-damaged"],
        ),
        (
            "an unfinished line",
            |place| {
                let path = place.journal("ana");
                let bytes = files::read(&path, 1 << 30).unwrap();
                files::replace(&path, &[&bytes[..], b"{\"v\""].concat()).unwrap();
            },
            &["torn-line"],
        ),
    ];
    for (what, deed, expected) in cases {
        let place = Place::full();
        deed(&place);
        assert_eq!(place.codes(), expected, "{what}: {:?}", place.verify());
    }
}

#[test]
fn an_import_that_nobody_journalled_is_noted() {
    let place = Place::full();
    let other = samples::agreement("Other words.");
    let store = Agreements::of(&place.workspace);
    store.save(&other, b"Other words.").unwrap();
    let verification = place.verify();
    assert!(verification.ok);
    assert_eq!(verification.notes[0].code, "not-journalled");
}

#[test]
fn an_export_tells_what_was_cut_or_added_even_where_nothing_else_remembers() {
    let place = Place::full();
    let lines = |place: &Place| -> String {
        let journals = place.verify().journals;
        let heads = journals.into_iter().filter_map(|one| one.head_line);
        heads.collect::<Vec<_>>().join("</li>\n<li>")
    };
    let export = lines(&place);
    let against =
        |place: &Place, export: &str| verify_against(&place.workspace, None, export).unwrap();
    let same = against(&place, &export);
    assert!(same.ok && same.added.is_empty(), "{same:?}");

    let path = place.journal("iva");
    let before = files::read(&path, 1 << 30).unwrap();
    run(&mut place.open("Iva"), tag("c-1"), &Heads::new());
    let added = against(&place, &export);
    assert!(added.ok);
    assert_eq!(added.added.len(), 1);
    assert_eq!(added.added[0].entries, 1);

    let later = lines(&place);
    files::replace(&path, &before).unwrap();
    let cut = against(&place, &later);
    assert!(!cut.ok);
    assert_eq!(cut.problems[0].code, "shorter-than-export");
    assert!(!against(&place, "no heads").ok);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Nobody needs to look for it: where the end is cut, memory or a neighbour tells.
    #[test]
    fn any_truncation_is_noticed(at in any::<prop::sample::Index>(), remembers in any::<bool>()) {
        static PLACE: std::sync::LazyLock<Place> = std::sync::LazyLock::new(Place::full);
        let path = PLACE.journal("ana");
        let whole = files::read(&path, 1 << 30).unwrap();
        files::replace(&path, &whole[..at.index(whole.len())]).unwrap();
        let home = remembers.then_some(&PLACE.home);
        let verification = verify(&PLACE.workspace, home).unwrap();
        files::replace(&path, &whole).unwrap();
        prop_assert!(!verification.ok);
    }
}

/// A new code needs a line in the documentation, and one that is gone must leave it.
#[test]
fn the_documented_codes_are_those_of_the_program() {
    let sources = [
        include_str!("../domain/review/verify.rs"),
        include_str!("../domain/review/verify/judge.rs"),
        include_str!("../domain/review/verify/walk.rs"),
        include_str!("../domain/review/crosscheck.rs"),
        include_str!("../domain/review/crosscheck/kept.rs"),
        include_str!("../domain/review/crosscheck/trust.rs"),
        "\"clocks-differ\" \"conflict-copy\"",
        include_str!("../domain/review/heads.rs"),
        include_str!("journal/read.rs"),
        include_str!("verify.rs"),
    ]
    .concat();
    let page = include_str!("../../docs/journal-format.md");
    let (_, section) = page.split_once("## What `verify` names").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let hyphenated = regex::Regex::new(r#""([a-z]+(?:-[a-z]+)+)""#).unwrap();
    for found in hyphenated.captures_iter(&sources) {
        let code = format!("`{}`", &found[1]);
        assert!(section.contains(&code), "{code} is not documented");
    }
    for code in section.split('`').skip(1).step_by(2) {
        let literal = format!("\"{code}\"");
        assert!(sources.contains(&literal), "{code} is not a code any more");
    }
}
