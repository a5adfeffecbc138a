//! From what a person wants to the journal and back: decide, append, and only then show as saved.

use super::dialogs;
use super::inspection;
use super::lists;
use super::message::Effect;
use super::model::{Model, Pending, Saving, Screen, Then};
use super::order;
use super::wording::{self, Told};
use crate::domain::clause::ClauseId;
use crate::domain::review::command::Context;
use crate::domain::review::event::{AnswerSubject, AnswerValue, NoteSubject, NoteValue, TagValue};
use crate::domain::review::grounds::{Lack, Standing};
use crate::domain::review::log::about;
use crate::domain::review::state::{Register, TagKey};
use crate::domain::review::{AgreementReview, Command, Draft, Event, Refusal, StoredEntry, decide};
use crate::domain::text::Span;
use crate::{tr, trn};

impl Model {
    /// Decides, and asks for the decision to be saved. What to say and where to go waits until it is.
    pub fn carry_out(&mut self, command: Command, then: Then) -> Vec<Effect> {
        let decided = self.try_out(command);
        let Some(reading) = &self.reading else {
            return Vec::new();
        };
        match decided {
            Ok(draft) => {
                let said = Told::of(&draft.event, reading).sentence();
                self.append(vec![draft], tr!("Saved. {said}", said), then)
            }
            Err(Refusal::Unchanged) => {
                self.say(tr!("It stands like that already."));
                self.dialog = None;
                Vec::new()
            }
            Err(refusal) => {
                self.complain(refused(&refusal));
                Vec::new()
            }
        }
    }

    /// What would come of a command; nothing is written.
    pub fn try_out(&self, command: Command) -> Result<Draft, Refusal> {
        let Some(reading) = &self.reading else {
            return Err(Refusal::Unchanged);
        };
        let context = Context {
            agreement: &reading.agreement,
            checklist: &reading.checklist,
            review: self.review(),
            reviewer: &self.record.reviewer,
        };
        decide(command, &context)
    }

    /// Carries out several commands of one kind at once; those that change nothing are left out.
    pub fn carry_out_all(&mut self, commands: Vec<Command>, then: Then) -> Vec<Effect> {
        let Some(reading) = &self.reading else {
            return Vec::new();
        };
        let context = Context {
            agreement: &reading.agreement,
            checklist: &reading.checklist,
            review: self.review(),
            reviewer: &self.record.reviewer,
        };
        let decided: Vec<Result<Draft, Refusal>> = commands
            .into_iter()
            .map(|command| decide(command, &context))
            .filter(|decided| *decided != Err(Refusal::Unchanged))
            .collect();
        match decided.into_iter().collect::<Result<Vec<Draft>, Refusal>>() {
            Ok(drafts) if drafts.is_empty() => {
                self.say(tr!("It stands like that already."));
                Vec::new()
            }
            Ok(drafts) => {
                let said = self.told(&drafts);
                self.append(drafts, tr!("Saved. {said}", said), then)
            }
            Err(refusal) => {
                self.complain(refused(&refusal));
                Vec::new()
            }
        }
    }

    /// What drafts written together say, in a sentence.
    fn told(&self, drafts: &[Draft]) -> String {
        let (Some(reading), Some(first)) = (&self.reading, drafts.first()) else {
            return String::new();
        };
        let reads = |draft: &Draft| matches!(draft.event, Event::ClauseRead(_));
        let answers = |draft: &Draft| matches!(draft.event, Event::ItemAnswered(_));
        if drafts.len() > 1 && drafts.iter().all(answers) {
            let told = Told::of(&first.event, reading).sentence();
            return trn!(
                drafts.len() - 1,
                "{told}, with {n} further item.",
                "{told}, with {n} further items.",
                told = told.trim_end_matches('.')
            );
        }
        if let Some(last) = drafts.last().filter(|last| !reads(last)) {
            return Told::of(&last.event, reading).sentence();
        }
        let here = reading.clause().map(|clause| &clause.id);
        let mut about = drafts.iter();
        let about = about.find(|draft| clause_of(&draft.event) == here);
        let event = &about.unwrap_or(first).event;
        let told = Told::of(event, reading).sentence();
        match drafts.len() {
            1 => told,
            count => trn!(
                count - 1,
                "{told}, with {n} further clause.",
                "{told}, with {n} further clauses.",
                told = told.trim_end_matches('.')
            ),
        }
    }

    /// Takes the last decision on this agreement back, or does it again.
    pub fn take_back(&mut self, again: bool) -> Vec<Effect> {
        let Some(reading) = &self.reading else {
            return Vec::new();
        };
        let only = Some(&reading.agreement.id);
        let record = &self.record;
        let drafts = if again {
            record.history.redo(&record.state, only)
        } else {
            record.history.undo(&record.state, only)
        };
        match drafts {
            Ok(drafts) => {
                let what = self.told(&drafts);

                let clause = drafts.first().and_then(|draft| clause_of(&draft.event));
                let there = clause.and_then(|id| reading.agreement.clauses.index_of(id));
                let then = there.map_or(Then::Stay, Then::GoTo);
                let said = if again {
                    tr!("Done again. {what}", what)
                } else {
                    tr!("Taken back. {what}", what)
                };
                self.append(drafts, said, then)
            }
            Err(refusal) => {
                self.complain(refused(&refusal));
                Vec::new()
            }
        }
    }

    fn append(&mut self, drafts: Vec<Draft>, said: String, then: Then) -> Vec<Effect> {
        if let Some(travel) = &self.travel {
            let words = travel.banner();
            self.complain(words + ".");
            return Vec::new();
        }
        if matches!(self.saving, Saving::Pending(_)) {
            self.complain(tr!(
                "The decision before is still being saved. Press the key again."
            ));
            return Vec::new();
        }
        self.saving = Saving::Pending(Pending { said, then });
        vec![Effect::Append(drafts)]
    }

    /// The decisions stand in the journal: now they count.
    pub fn saved(&mut self, entries: Vec<StoredEntry>) -> Vec<Effect> {
        let events: Vec<Event> = entries.iter().map(|one| one.entry.event.clone()).collect();
        for entry in entries {
            self.record.add(entry);
        }
        self.refresh();
        let saving = std::mem::take(&mut self.saving);
        if let Saving::Pending(pending) = saving {
            self.dialog = None;
            self.say(pending.said);
            self.follow(pending.then);
            self.choose_last_tag();
        }
        let place = self.reading.as_ref().and_then(|reading| reading.place());
        let place = place.map(Effect::SavePlace).into_iter();
        place.chain(lists::follow(self, &events)).collect()
    }

    /// Nothing was saved: what was typed stays where it is.
    pub fn not_saved(&mut self, why: &str) {
        self.saving = Saving::Failed;
        self.complain(if why.starts_with(tr!("Not saved")) {
            why.to_owned()
        } else {
            tr!("Not saved. {why}", why)
        });
    }

    fn follow(&mut self, then: Then) {
        if let Then::Particulars(detail) = then {
            dialogs::show_details(self, detail as usize);
            return;
        }
        let Some(reading) = &mut self.reading else {
            return;
        };
        match then {
            Then::Stay | Then::Particulars(_) => {}
            Then::GoTo(clause) if reading.step.contains(&clause) => {}
            Then::GoTo(clause) => reading.jump(clause),
            Then::GoOn => {
                reading.words = None;
                if !inspection::go_on(self) {
                    self.go_on();
                }
            }
        }
    }

    /// The words chosen are tagged now, and the tag just placed is the one that keys act on.
    fn choose_last_tag(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.words = None;
            let tags = reading.tags_here();
            let last = tags
                .iter()
                .position(|tag| Some(&tag.key) == reading.last_tag.as_ref());
            reading.tag = last.unwrap_or(reading.tag);
        }
    }

    /// Goes to the next clause, or says that there is none.
    pub fn go_on(&mut self) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if reading.go_step(true) {
            return;
        }
        let open = reading.marks.coverage.unread.len();
        if reading.order.is_some() {
            let words = order::nothing_lighter(self, open);
            self.say(words);
            return;
        }
        self.say(if open == 0 {
            tr!("This is the last clause, and every clause is read.").to_owned()
        } else {
            trn!(
                open,
                "This is the last clause. One clause is still open.",
                "This is the last clause. {n} clauses are still open."
            )
        });
    }

    /// The answer that this reviewer holds on an item, also when it is still to be confirmed.
    pub fn own_answer(&self, item: &str) -> Option<AnswerValue> {
        let reading = self.reading.as_ref()?;
        let at = reading
            .checklist
            .items
            .iter()
            .position(|one| one.id == item)?;
        let own = |held: &Vec<Register<AnswerValue>>| {
            let mut own = held.get(at)?.of_reviewer(&self.record.reviewer.id);
            own.find_map(|held| held.value.clone())
        };
        own(&reading.marks.answers).or_else(|| own(&reading.marks.to_confirm))
    }

    /// The tag that this reviewer holds.
    pub fn own_tag(&self, key: &TagKey) -> Option<&TagValue> {
        let review = self.review()?;
        let (_, register) = review.tags.get(key)?;
        register
            .of_reviewer(&self.record.reviewer.id)
            .find_map(|held| held.value.as_ref())
    }

    /// The tag that this reviewer holds on a clause, or on words of it.
    pub fn own_tag_on(
        &self,
        clause: &ClauseId,
        words: Option<Span>,
        item: &str,
    ) -> Option<&TagValue> {
        let reading = self.reading.as_ref()?;
        let clause = reading.agreement.clauses.get(clause)?;
        let whole = clause.span.trimmed(reading.agreement.text());
        let span = words.unwrap_or(whole);
        let mut tags = reading.tags_here().iter();
        let tag = tags.find(|tag| tag.span == span && tag.key.item.item == item)?;
        self.own_tag(&tag.key)
    }

    /// What an answer to an item needs and does not have.
    pub fn lack(&self, item: &str, answer: &AnswerValue) -> Option<Lack> {
        let reading = self.reading.as_ref()?;
        let nothing = AgreementReview::default();
        let standing = Standing {
            agreement: &reading.agreement,
            checklist: &reading.checklist,
            review: self.review().unwrap_or(&nothing),
            unread: reading.marks.coverage.unread.len(),
        };
        standing.lack(item, answer, false)
    }

    /// The note that this reviewer holds on the answer to an item.
    pub fn own_note_on_answer(&self, item: &str) -> Option<&NoteValue> {
        let reading = self.reading.as_ref()?;
        self.own_note(&NoteSubject::Answer(AnswerSubject {
            agreement: reading.agreement.id.clone(),
            text_sha256: reading.agreement.text_sha256,
            item: reading.checklist.item_ref(item),
        }))
    }

    /// The note that this reviewer holds on a subject.
    pub fn own_note(&self, subject: &NoteSubject) -> Option<&NoteValue> {
        let register = self.review()?.notes.get(subject)?;
        register
            .of_reviewer(&self.record.reviewer.id)
            .find_map(|held| held.value.as_ref())
    }

    /// Goes to a clause in the reader, from wherever it was asked.
    pub fn show_clause(&mut self, clause: usize) {
        if let Some(reading) = &mut self.reading {
            reading.jump(clause);
            reading.focus = super::reading::Focus::Clause;
            self.screen = Screen::Reader;
            self.dialog = None;
        }
    }
}

/// Why a command is not carried out, and what to do.
fn refused(refusal: &Refusal) -> String {
    let mut words = wording::sentence(&refusal.to_string());
    if let Refusal::TooLong { .. } = refusal
        && let Some(hint) = refusal.hint()
    {
        words.push(' ');
        words.push_str(hint);
    }
    words
}

/// The clause that an event is about.
pub fn clause_of(event: &Event) -> Option<&ClauseId> {
    about::clause(event).map(|(id, _)| id)
}
