//! A made-up workspace with reviewed agreements: real agreements, real entries, really signed. No word of it stands in any
//! real agreement.

use rapporteur::domain::agreement::Agreement;
use rapporteur::domain::checklist::{Checklist, ItemRef, built_in, built_in_texts};
use rapporteur::domain::clause::Clause;
use rapporteur::domain::digest::Digest;
use rapporteur::domain::document::{Block, BlockKind, Document, Format};
use rapporteur::domain::margin::Margin;
use rapporteur::domain::review::event::{
    AgreementSubject, AnswerState, AnswerSubject, AnswerValue, Assessment, Change, Event,
    NoteSubject, NoteValue, TagSubject, TagValue,
};
use rapporteur::domain::review::{ChecklistChoice, Draft, Passage, Reviewer};
use rapporteur::domain::segment::segment;
use rapporteur::domain::text::Span;
use rapporteur::runtime::session::{Folders, Session};
use rapporteur::store::agreements::{Agreements, Saved, imported};
use rapporteur::store::checklists::Checklists;

/// Words that clauses are made of.
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
/// Bytes of the words of a finding, at most.
const QUOTE: usize = 160;

/// How much is reviewed.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Agreements.
    pub agreements: usize,
    /// Items with an answer in each, as far as the checklist has so many.
    pub items: usize,
    /// Tags in each: a finding each, with a note on every third.
    pub findings: usize,
}

/// Makes a workspace in a folder.
pub fn workspace(folders: &Folders, scale: Scale) {
    let reviewer = Reviewer::named("Bench").expect("has letters");
    let mut session = Session::for_writing(folders, reviewer).expect("the folder can be written");
    let checklist = Checklists::of(session.workspace())
        .save(built_in_texts()[0].as_bytes())
        .expect("the checklist can be kept");
    let store = Agreements::of(session.workspace());
    for number in 0..scale.agreements {
        let (agreement, source) = agreement(number);
        let saved = store.save(&agreement, &source).expect("it can be kept");
        let Saved::New(digests) = saved else {
            panic!("every made-up agreement is another one");
        };
        let subject = AgreementSubject {
            agreement: agreement.id.clone(),
        };
        let choice = ChecklistChoice::of(checklist.clone());
        let mut events = vec![
            Event::AgreementImported(imported(&agreement, &digests)),
            Event::ChecklistChosen(Change::new(subject, None, Some(choice))),
        ];
        decide(&agreement, &built_in()[0], scale, &mut events);
        let drafts = events.into_iter().map(|event| Draft {
            event,
            supersedes: Vec::new(),
        });
        session.append(drafts.collect()).expect("it can be written");
    }
}

/// All that is decided on an agreement.
fn decide(agreement: &Agreement, checklist: &Checklist, scale: Scale, events: &mut Vec<Event>) {
    let items = &checklist.items;
    let item = |at: usize| ItemRef {
        checklist: checklist.id.clone(),
        version: checklist.version.clone(),
        item: items[at % items.len()].id.clone(),
    };
    for at in 0..scale.items.min(items.len()) {
        // What is absent would need what was searched for.
        let states = [
            AnswerState::Concern,
            AnswerState::Satisfied,
            AnswerState::Unclear,
            AnswerState::Withheld,
        ];
        let subject = AnswerSubject {
            agreement: agreement.id.clone(),
            text_sha256: agreement.text_sha256,
            item: item(at),
        };
        let value = AnswerValue::new(states[at % states.len()]);
        events.push(Event::ItemAnswered(Change::new(subject, None, Some(value))));
    }
    let clauses = agreement.clauses.clauses();
    for at in 0..scale.findings {
        let subject = TagSubject {
            passage: words(agreement, &clauses[at % clauses.len()]),
            item: item(at % scale.items.max(1)),
        };
        let value = TagValue::new(Assessment::ALL[at % Assessment::ALL.len()]);
        let tag = Change::new(subject.clone(), None, Some(value));
        events.push(Event::ClauseTagged(tag));
        if at % 3 == 0 {
            let note = NoteValue {
                text: format!("Питање {at}: who keeps the register, and for how long? 第{at}条"),
                confidential: false,
            };
            let note = Change::new(NoteSubject::Tag(subject), None, Some(note));
            events.push(Event::NoteWritten(note));
        }
    }
}

/// The first words of a clause.
fn words(agreement: &Agreement, clause: &Clause) -> Passage {
    let span = clause.span.trimmed(agreement.text());
    let mut end = span.end.min(span.start + QUOTE);
    while !agreement.text().is_char_boundary(end) {
        end -= 1;
    }
    Passage::cut(agreement, clause, Span::new(span.start, end))
}

/// An agreement of forty articles, and its file.
fn agreement(number: usize) -> (Agreement, Vec<u8>) {
    let mut dice = Dice(0x9e37_79b9 + number as u64);
    let mut text = format!("Agreement {number} on sensors\n\n");
    for article in 1..=40 {
        text.extend(["Article ", &article.to_string(), "\n\n"]);
        for point in 1..=5 {
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
    (agreement, source)
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
