//! A journal of many kinds of entries with two neighbours, what this device remembers of it, and an
//! export that was made before its end.

use crate::common::Workplace;
use ed25519_dalek::SigningKey;
use rapporteur::domain::agreement::AgreementId;
use rapporteur::domain::review::command::NoteTarget;
use rapporteur::domain::review::crosscheck::{check_pins, check_seen};
use rapporteur::domain::review::entry::{Entry, Heads, read_line};
use rapporteur::domain::review::event::{
    AnswerState, AnswerValue, Assessment, NoteValue, TagValue,
};
use rapporteur::domain::review::heads::{HeadClaim, check_against, parse_heads};
use rapporteur::domain::review::{CheckedJournal, Command, Reviewer, WriterId, check_journal};
use rapporteur::runtime::session::{Folders, Opened, Session};
use rapporteur::store::device::Home;
use rapporteur::store::journal::read_all;
use rapporteur::store::pins::Pins;
use rapporteur::store::workspace::Workspace;
use std::fs;

/// Two clauses are enough: what is tampered with is the journal.
const AGREEMENT: &str = "Article 1\n\nThe City buys a traffic platform.\n\nArticle 2\n\nThe Supplier keeps all data in the country; članak, Члан.\n";

/// A workspace whose longest journal is Ana's.
pub struct Sample {
    pub place: Workplace,
    pub agreement: AgreementId,
    pub workspace: Workspace,
    pub home: Home,
    pub key: SigningKey,
    pub ana: WriterId,
    /// Ana's lines, without their LF.
    pub lines: Vec<Vec<u8>>,
    /// The journals of Iva and Bojan.
    pub neighbours: Vec<CheckedJournal>,
    /// The last of Ana's entries that a neighbour names.
    pub seen: usize,
    /// What this device remembers.
    pub pins: Heads,
    /// The export, and how many of Ana's entries it was made with.
    pub export: String,
    pub exported: usize,
}

impl Sample {
    /// Ana writes until her journal has `length` lines. At four tenths Iva looks, at seven tenths
    /// Bojan, and at eight and a half the export is made.
    pub fn new(length: usize) -> Self {
        let place = Workplace::in_memory();
        place.write("agreement.txt", AGREEMENT);
        let receipt = place.json(["import", "agreement.txt", "--json"]);
        let agreement = AgreementId::new(receipt["agreement"].as_str().expect("has an id"));
        let part = |percent: usize| length * percent / 100;
        let mut work = Work {
            place: &place,
            agreement: &agreement,
            number: 0,
        };
        work.as_reviewer("Ana", part(40));
        work.as_reviewer("Iva", 12);
        work.as_reviewer("Ana", part(70));
        work.as_reviewer("Bojan", 12);
        work.as_reviewer("Ana", part(85));
        let export = place.ok([
            "export",
            agreement.as_str(),
            "--format",
            "json",
            "--no-checkpoint",
        ]);
        work.as_reviewer("Ana", length);

        let workspace = Workspace::open(&place.workspace()).expect("is there");
        let home = Home::new(place.home());
        let key = home.device_key().expect("is there");
        let journals = read_all(&workspace).expect("can be read");
        let name = Reviewer::named("Ana").expect("has letters");
        let ana = WriterId::new(&name, &home.device_key_id().expect("is there"));
        let (own, neighbours): (Vec<_>, Vec<_>) = journals
            .files
            .into_iter()
            .partition(|file| file.checked.writer == ana);
        let lines = own[0].bytes.split(|&byte| byte == b'\n');
        let mut lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
        lines.pop();
        let neighbours: Vec<_> = neighbours.into_iter().map(|file| file.checked).collect();
        let named = neighbours.iter().flat_map(|journal| &journal.entries);
        let named = named.filter_map(|stored| stored.entry.seen.get(&ana));
        let seen = named
            .map(|head| usize::try_from(head.0).expect("is small"))
            .max();
        let pins = Pins::new(&home, workspace.id())
            .load()
            .expect("can be read")
            .heads();
        Self {
            seen: seen.expect("a neighbour saw it"),
            exported: part(85),
            place,
            agreement,
            workspace,
            home,
            key,
            ana,
            lines,
            neighbours,
            pins,
            export,
        }
    }

    /// The bytes of a journal of these lines.
    pub fn join<T: AsRef<[u8]>>(lines: &[T]) -> Vec<u8> {
        let ended = lines.iter().map(|line| [line.as_ref(), b"\n"].concat());
        ended.flatten().collect()
    }

    /// Ana's journal, checked with these bytes in its place.
    pub fn check(&self, bytes: &[u8]) -> CheckedJournal {
        check_journal(self.workspace.id(), &self.ana, bytes)
    }

    pub fn claims(&self) -> Vec<HeadClaim> {
        parse_heads(&self.export)
    }

    /// Who notices that these bytes are not what Ana wrote.
    pub fn noticed(&self, bytes: &[u8]) -> Noticed {
        let own = self.check(bytes);
        let mut all = vec![&own];
        all.extend(&self.neighbours);
        Noticed {
            itself: !own.problems.is_empty(),
            neighbours: !check_seen(&all).is_empty(),
            memory: !check_pins(&all, &self.pins).is_empty(),
            export: !check_against(self.workspace.id(), &self.claims(), &all)
                .problems
                .is_empty(),
        }
    }

    /// The lines as the owner of the key would write them anew from line `from` on, counted from 0.
    pub fn rewritten(&self, from: usize) -> Vec<Vec<u8>> {
        let mut lines = self.lines[..from].to_vec();
        for line in &self.lines[from..] {
            let entry = read_line(line).expect("is an entry").entry;
            let prev = lines.last().map_or(entry.prev, |line| {
                rapporteur::domain::digest::Digest::of(line)
            });
            let app = "rapporteur 0.0.9".to_owned();
            lines.push(Entry { prev, app, ..entry }.seal(&self.key).into_bytes());
        }
        lines
    }

    /// Puts bytes in the place of Ana's journal.
    pub fn put(&self, bytes: &[u8]) {
        fs::write(self.workspace.journal_path(&self.ana), bytes).expect("can be written");
    }
}

/// Who notices a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four who notice or do not, each by itself"
)]
pub struct Noticed {
    /// The journal alone.
    pub itself: bool,
    /// What other reviewers' entries name as seen.
    pub neighbours: bool,
    /// What this device remembers.
    pub memory: bool,
    /// The export.
    pub export: bool,
}

/// Work in the workspace.
struct Work<'a> {
    place: &'a Workplace,
    agreement: &'a AgreementId,
    number: usize,
}

impl Work<'_> {
    /// Decides this and that in the name of a reviewer until her journal has so many lines.
    fn as_reviewer(&mut self, name: &str, until: usize) {
        let folders = Folders {
            workspace: self.place.workspace(),
            home: self.place.home(),
        };
        let reviewer = Reviewer::named(name).expect("has letters");
        let mut session = Session::for_writing(&folders, reviewer).expect("opens");
        let opened = session.open(self.agreement).expect("is there");
        while session.journal().expect("is open").entries().len() < until {
            self.number += 1;
            let command = self.command(&opened);
            let checklist = &opened.checklists[0];
            // The same decision once more is refused, which is no harm here.
            let _ = session.run(command, &opened.agreement, checklist);
        }
    }

    fn command(&self, opened: &Opened) -> Command {
        let number = self.number;
        let clauses = opened.agreement.clauses.clauses();
        let clause = clauses[number % clauses.len()].id.clone();
        let items = &opened.checklists[0].items;
        let item = items[number / 7 % items.len()].id.clone();
        let reason = Some(format!("reason {number}"));
        match number % 7 {
            0 => Command::MarkRead {
                clause,
                read: (number / 7).is_multiple_of(2),
            },
            1 | 2 => Command::Tag {
                clause,
                words: None,
                item,
                value: Some(TagValue::new(
                    Assessment::ALL[number % Assessment::ALL.len()],
                )),
                reason,
            },
            3 | 4 => Command::Answer {
                item,
                value: Some(AnswerValue::new(
                    [AnswerState::Concern, AnswerState::Unclear][number % 2],
                )),
                reason,
                explained: true,
            },
            _ => Command::Note {
                on: if number.is_multiple_of(2) {
                    NoteTarget::Agreement
                } else {
                    NoteTarget::Clause(clause)
                },
                value: Some(NoteValue {
                    text: format!("Белешка {number}: čitati \"član\" \\ opet\n\u{301}"),
                    confidential: number.is_multiple_of(3),
                }),
            },
        }
    }
}
