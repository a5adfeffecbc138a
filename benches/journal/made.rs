//! A made-up workspace of any size: real agreements, real entries, really signed. Only the clock and
//! the disk are spared: lines are sealed on all cores and written at once.

use ed25519_dalek::SigningKey;
use rapporteur::domain::agreement::Agreement;
use rapporteur::domain::checklist::{Checklist, ItemRef, built_in, built_in_texts};
use rapporteur::domain::clause::Clause;
use rapporteur::domain::digest::{Digest, to_hex};
use rapporteur::domain::document::{Block, BlockKind, Document, Format};
use rapporteur::domain::margin::Margin;
use rapporteur::domain::review::chain::genesis;
use rapporteur::domain::review::entry::{Entry, FORMAT, Heads, key_id};
use rapporteur::domain::review::event::{
    AgreementSubject, AnswerState, AnswerSubject, AnswerValue, Assessment, Change, ChecklistRef,
    Event, JournalStarted, NoteSubject, NoteValue, ReadMark, TagSubject, TagValue,
};
use rapporteur::domain::review::{ChecklistChoice, ClauseRef, Moment, Passage, Reviewer, WriterId};
use rapporteur::domain::segment::segment;
use rapporteur::domain::text::Span;
use rapporteur::store::agreements::{Agreements, Saved, imported};
use rapporteur::store::checklists::Checklists;
use rapporteur::store::journal::Identity;
use rapporteur::store::workspace::Workspace;
use std::collections::HashMap;
use std::path::Path;

/// Entries that each writer makes before looking at the others' journals again.
const TURN: usize = 500;
/// When the first entry is claimed to have been written.
const BEGUN: i64 = 1_795_252_200_000;
/// Words that clauses are made of; none of them from any real agreement.
const WORDS: [&str; 24] = [
    "the",
    "supplier",
    "shall",
    "keep",
    "records",
    "of",
    "every",
    "sensor",
    "in",
    "a",
    "register",
    "that",
    "city",
    "may",
    "inspect",
    "within",
    "thirty",
    "days",
    "and",
    "уговор",
    "важи",
    "без",
    "рока",
    "наручилац",
];

/// How large a workspace is made.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Entries in all journals together.
    pub entries: usize,
    /// Journals.
    pub writers: usize,
    /// Agreements.
    pub agreements: usize,
}

/// The writer with this number.
pub fn identity(number: usize) -> Identity {
    let names = [
        "Ana", "Bojan", "Vera", "Goran", "Dana", "Emil", "Iva", "Luka",
    ];
    let name = format!("{} {}", names[number % names.len()], number);
    let seed = u8::try_from(number + 1).expect("few writers are made");
    Identity {
        reviewer: Reviewer::named(&name).expect("has letters"),
        key: SigningKey::from_bytes(&[seed; 32]),
    }
}

/// Makes a workspace in a folder.
pub fn workspace(folder: &Path, scale: &Scale) -> Workspace {
    let now = Moment::from_millis(BEGUN);
    let workspace = Workspace::open_or_create(folder, now).expect("the folder can be written");
    let checklist = Checklists::of(&workspace)
        .save(built_in_texts()[0].as_bytes())
        .expect("the checklist can be kept");
    let store = Agreements::of(&workspace);
    let matters: Vec<Matter> = (0..scale.agreements)
        .map(|number| matter(&store, number, &checklist))
        .collect();
    let mut writers: Vec<Writer> = (0..scale.writers)
        .map(|number| Writer::new(&workspace, number))
        .collect();
    let each = scale.entries / scale.writers;
    let mut made = 0;
    while made < each {
        let count = TURN.min(each - made);
        let heads: Heads = writers.iter().filter_map(Writer::head).collect();
        turn(&mut writers, &matters, count, &heads);
        made += count;
    }
    std::fs::create_dir_all(workspace.journal_folder()).expect("the folder can be made");
    for writer in writers {
        let path = workspace.journal_path(&writer.name);
        std::fs::write(path, writer.bytes).expect("the journal can be written");
    }
    workspace
}

/// One turn of every writer, on all cores.
fn turn(writers: &mut [Writer], matters: &[Matter], count: usize, heads: &Heads) {
    std::thread::scope(|scope| {
        for writer in writers {
            scope.spawn(move || {
                writer.seen = heads.clone();
                for _ in 0..count {
                    writer.decide(matters);
                }
            });
        }
    });
}

/// An agreement and what was written of it at its import.
struct Matter {
    agreement: Agreement,
    imported: Event,
    chosen: Event,
}

fn matter(store: &Agreements, number: usize, checklist: &ChecklistRef) -> Matter {
    let mut dice = Dice(0x9e37_79b9 + number as u64);
    let mut text = format!("Agreement {number} on sensors\n\n");
    for clause in 1..=40 {
        text.extend(["Article ", &clause.to_string(), "\n\n"]);
        for point in 1..=4 {
            text.extend([&point.to_string(), "."]);
            for _ in 0..24 + dice.below(40) {
                text.push(' ');
                text += WORDS[dice.below(WORDS.len())];
            }
            text += ".\n\n";
        }
    }
    let document = document(number, text);
    let segmented = segment(&document);
    let source = document.text.clone().into_bytes();
    let agreement = Agreement::new(
        format!("agreement-{number}.txt"),
        Digest::of(&source),
        document,
        segmented.language,
        segmented.tree,
    );
    let saved = store.save(&agreement, &source).expect("it can be kept");
    let Saved::New(digests) = saved else {
        panic!("every made-up agreement is another one");
    };
    let subject = AgreementSubject {
        agreement: agreement.id.clone(),
    };
    Matter {
        imported: Event::AgreementImported(imported(&agreement, &digests)),
        chosen: Event::ChecklistChosen(Change::new(
            subject,
            None,
            Some(ChecklistChoice::of(checklist.clone())),
        )),
        agreement,
    }
}

fn document(number: usize, text: String) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len());
        start = span.end + 2;
        if !paragraph.is_empty() {
            blocks.push(Block {
                span,
                kind: BlockKind::Paragraph,
                page: None,
                area: None,
                number: None,
            });
        }
    }
    Document {
        title: format!("Agreement {number} on sensors"),
        format: Format::Text,
        text,
        blocks,
        pages: None,
        diagnostics: Vec::new(),
        reader: "bench".to_owned(),
        margin: Margin::default(),
    }
}

/// What a writer holds on a subject: the entry, and the event that it was.
type Holding = HashMap<(usize, Topic), (Digest, Event)>;

/// What a decision is about, inside an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Topic {
    Read(usize),
    Tag(usize, usize),
    Answer(usize),
    Note(usize),
}

struct Writer {
    name: WriterId,
    identity: Identity,
    workspace: String,
    key: String,
    prev: Digest,
    seq: u64,
    seen: Heads,
    bytes: Vec<u8>,
    holds: Holding,
    dice: Dice,
    /// Agreements that it has imported.
    begun: usize,
}

impl Writer {
    fn new(workspace: &Workspace, number: usize) -> Self {
        let identity = identity(number);
        let name = identity.writer();
        let mut writer = Self {
            key: key_id(&identity.key.verifying_key()),
            prev: genesis(workspace.id(), &name),
            workspace: workspace.id().to_owned(),
            seq: 0,
            seen: Heads::new(),
            bytes: Vec::new(),
            holds: Holding::new(),
            dice: Dice(77 + number as u64),
            begun: 0,
            identity,
            name,
        };
        let started = Event::JournalStarted(JournalStarted {
            workspace: writer.workspace.clone(),
            public_key: to_hex(writer.identity.key.verifying_key().as_bytes()),
        });
        writer.write(started, Vec::new());
        writer
    }

    fn head(&self) -> Option<(WriterId, (u64, Digest))> {
        (self.seq > 0).then(|| (self.name.clone(), (self.seq, self.prev)))
    }

    fn write(&mut self, event: Event, supersedes: Vec<Digest>) -> Digest {
        self.seq += 1;
        let mut seen = std::mem::take(&mut self.seen);
        seen.remove(&self.name);
        let entry = Entry {
            v: FORMAT,
            app: "rapporteur 0.1.0".to_owned(),
            writer: self.name.clone(),
            seq: self.seq,
            prev: self.prev,
            at: Moment::from_millis(BEGUN + i64::try_from(self.seq).expect("fits") * 17_003),
            clock: None,
            by: self.identity.reviewer.clone(),
            seen,
            event,
            supersedes,
            key: self.key.clone(),
        };
        let line = entry.seal(&self.identity.key);
        self.prev = Digest::of(line.as_bytes());
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.push(b'\n');
        self.prev
    }

    /// One more decision, on an agreement that the writer has come to by now.
    fn decide(&mut self, matters: &[Matter]) {
        if self.begun < matters.len() && self.seq > self.begun as u64 * 60 {
            let matter = &matters[self.begun];
            self.begun += 1;
            self.write(matter.imported.clone(), Vec::new());
            self.write(matter.chosen.clone(), Vec::new());
            return;
        }
        let at = self.dice.below(self.begun.max(1));
        let agreement = &matters[at].agreement;
        let checklist = &built_in()[0];
        let clause = self.dice.below(agreement.clauses.clauses().len());
        let item = self.dice.below(checklist.items.len());
        let topic = match self.dice.below(100) {
            0..25 => Topic::Read(clause),
            25..60 => Topic::Tag(clause, item),
            60..80 => Topic::Answer(item),
            _ => Topic::Note(clause),
        };
        let before = self.holds.get(&(at, topic)).cloned();
        let turn = self.dice.below(1_000_000);
        let (supersedes, old) = match before {
            Some((hash, event)) => (vec![hash], Some(event)),
            None => (Vec::new(), None),
        };
        let event = event(agreement, checklist, topic, turn, old.as_ref());
        let hash = self.write(event.clone(), supersedes);
        self.holds.insert((at, topic), (hash, event));
    }
}

fn event(
    agreement: &Agreement,
    checklist: &Checklist,
    topic: Topic,
    turn: usize,
    old: Option<&Event>,
) -> Event {
    match topic {
        Topic::Read(clause) => {
            let before = match old {
                Some(Event::ClauseRead(change)) => change.after,
                _ => None,
            };
            let after = before.is_none().then_some(ReadMark::Read);
            let subject = ClauseRef::to(agreement, clause_at(agreement, clause));
            Event::ClauseRead(Change::new(subject, before, after))
        }
        Topic::Tag(clause, item) => {
            let clause = clause_at(agreement, clause);
            let subject = TagSubject {
                passage: Passage::cut(agreement, clause, words(agreement, clause)),
                item: item_at(checklist, item),
            };
            let before = match old {
                Some(Event::ClauseTagged(change)) => change.after.clone(),
                _ => None,
            };
            let after = TagValue {
                assessment: Assessment::ALL[turn % Assessment::ALL.len()],
                confidential: false,
                pointed_by: Vec::new(),
            };
            Event::ClauseTagged(Change::new(subject, before, Some(after)))
        }
        Topic::Answer(item) => {
            let subject = AnswerSubject {
                agreement: agreement.id.clone(),
                text_sha256: agreement.text_sha256,
                item: item_at(checklist, item),
            };
            let before = match old {
                Some(Event::ItemAnswered(change)) => change.after.clone(),
                _ => None,
            };
            let after = AnswerValue {
                state: AnswerState::ALL[turn % AnswerState::ALL.len()],
                value: None,
                confidential: false,
                absence: None,
            };
            Event::ItemAnswered(Change::new(subject, before, Some(after)))
        }
        Topic::Note(clause) => {
            let subject = ClauseRef::to(agreement, clause_at(agreement, clause));
            let before = match old {
                Some(Event::NoteWritten(change)) => change.after.clone(),
                _ => None,
            };
            let after = NoteValue {
                text: format!("Питање {turn}: who keeps the register, and for how long?"),
                confidential: false,
            };
            Event::NoteWritten(Change::new(
                NoteSubject::Clause(subject),
                before,
                Some(after),
            ))
        }
    }
}

fn clause_at(agreement: &Agreement, index: usize) -> &Clause {
    &agreement.clauses.clauses()[index]
}

/// The first hundred bytes or so of a clause's own words.
fn words(agreement: &Agreement, clause: &Clause) -> Span {
    let span = clause.span.trimmed(agreement.text());
    let mut end = span.end.min(span.start + 100);
    while !agreement.text().is_char_boundary(end) {
        end -= 1;
    }
    Span::new(span.start, end)
}

fn item_at(checklist: &Checklist, index: usize) -> ItemRef {
    ItemRef {
        checklist: checklist.id.clone(),
        version: checklist.version.clone(),
        item: checklist.items[index].id.clone(),
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % limit as u64).expect("is below the limit")
    }
}
