//! Finding an item by typing, and saying how a passage stands against it.

use super::{Dialog, answer};
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::matching::{Choice, Match, matches};
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::app::reading::Reading;
use crate::app::recent;
use crate::app::screens::moved;
use crate::app::wording;
use crate::domain::clause::ClauseId;
use crate::domain::review::event::{AnswerState, Assessment, TagValue};
use crate::domain::review::state::TagKey;
use crate::domain::review::{Command, Event};
use crate::domain::text::Span;
use crate::tr;

/// What an item is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// To tag a clause, or words of it.
    Tag {
        /// The clause.
        clause: ClauseId,
        /// The words; nothing for the whole clause.
        words: Option<Span>,
    },
    /// To be answered.
    Answer(AnswerState),
}

/// The item finder.
#[derive(Debug, Clone)]
pub struct Finder {
    /// What the item is for.
    pub purpose: Purpose,
    /// What was typed.
    pub typed: Editor,
    /// The items that fit, best first, by position.
    pub found: Vec<Match>,
    /// The cursor, in those found.
    pub cursor: usize,
    /// Those used last, the last first.
    recent: Vec<usize>,
}

/// How does a passage stand against an item?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assess {
    /// The clause.
    pub clause: ClauseId,
    /// The words; nothing for the whole clause.
    pub words: Option<Span>,
    /// Position of the item.
    pub item: usize,
    /// What Enter takes.
    pub proposed: Assessment,
    /// Whether the tag stays out of a public summary.
    pub confidential: bool,
}

impl Finder {
    pub(super) fn type_text(&mut self, typed: &str, reading: Option<&Reading>) {
        self.typed.insert_line(typed);
        self.narrow(reading);
    }

    fn narrow(&mut self, reading: Option<&Reading>) {
        let items = reading.map_or(&[][..], |reading| &reading.checklist.items);
        let shown = reading.map_or(&[][..], |reading| &reading.shown.items);
        // An item is found by its name in the language that is spoken, and in the checklist's own.
        let keys: Vec<Choice> = items
            .iter()
            .zip(shown)
            .map(|(item, shown)| {
                if item.name == shown.name {
                    Choice::new(&item.name, &item.question)
                } else {
                    Choice::new(
                        &format!("{} {}", shown.name, item.name),
                        &format!("{} {}", shown.question, item.question),
                    )
                }
            })
            .collect();
        self.found = matches(&keys, self.typed.text(), &self.recent);
        for found in &mut self.found {
            // What was found in the other language cannot be shown.
            let (name, question) = shown
                .get(found.at)
                .map_or((0, 0), |item| (item.name.len(), item.question.len()));
            found.name.retain(|span| span.end <= name);
            found.more.retain(|span| span.end <= question);
        }
        self.cursor = 0;
    }
}

/// Opens the finder.
pub fn find_item(model: &mut Model, purpose: Purpose) {
    let mut finder = Finder {
        purpose,
        typed: Editor::default(),
        found: Vec::new(),
        cursor: 0,
        recent: recent::items(model),
    };
    finder.narrow(model.reading.as_deref());
    model.dialog = Some(Dialog::Finder(finder));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let Some(Dialog::Finder(finder)) = &mut model.dialog else {
        return Vec::new();
    };
    if let Some(cursor) = moved(finder.cursor, finder.found.len(), page, action) {
        finder.cursor = cursor;
        return Vec::new();
    }
    match action {
        Action::Cancel => model.dialog = None,
        Action::Accept => return choose(model),
        other => {
            if finder.typed.act(other) {
                finder.narrow(model.reading.as_deref());
            }
        }
    }
    Vec::new()
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(Dialog::Finder(finder)) = &model.dialog else {
        return Vec::new();
    };
    let Some(item) = finder.found.get(finder.cursor).map(|found| found.at) else {
        model.say(tr!("No item has these letters. Erase some of them."));
        return Vec::new();
    };
    match finder.purpose.clone() {
        Purpose::Answer(state) => answer::begin(model, item, state),
        Purpose::Tag { clause, words } => {
            let items = model.reading.as_ref().map(|one| &one.checklist.items);
            let asked = items.and_then(|items| items.get(item));
            let own = asked.and_then(|asked| model.own_tag_on(&clause, words, &asked.id));
            let confidential = own.is_some_and(|tag| tag.confidential);
            model.dialog = asked.map(|asked| asked.kind).map(|kind| {
                Dialog::Assess(Assess {
                    clause,
                    words,
                    item,
                    proposed: wording::proposed(kind),
                    confidential,
                })
            });
            Vec::new()
        }
    }
}

pub(super) fn act_assess(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::Assess(assess)) = &mut model.dialog else {
        return Vec::new();
    };
    if action == Action::Confidential {
        assess.confidential = !assess.confidential;
        return Vec::new();
    }
    let assessment = match action {
        Action::Ok => Assessment::Ok,
        Action::Concern => Assessment::Concern,
        Action::Unclear => Assessment::Unclear,
        Action::Info => Assessment::Info,
        Action::Accept => assess.proposed,
        Action::Cancel => {
            model.dialog = None;
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    let items = model.reading.as_ref().map(|one| &one.checklist.items);
    let item = items.and_then(|items| items.get(assess.item));
    let Some(item) = item.map(|item| item.id.clone()) else {
        return Vec::new();
    };
    let command = Command::Tag {
        clause: assess.clause.clone(),
        words: assess.words,
        item,
        value: Some(TagValue {
            confidential: assess.confidential,
            ..TagValue::new(assessment)
        }),
        reason: None,
    };
    let effects = model.carry_out(command, Then::Stay);
    remember_tag(model, &effects);
    effects
}

/// Keeps in mind which tag was placed last.
pub fn remember_tag(model: &mut Model, effects: &[Effect]) {
    let Some(reading) = &mut model.reading else {
        return;
    };
    for effect in effects {
        if let Effect::Append(drafts) = effect
            && let Some(Event::ClauseTagged(change)) = drafts.first().map(|draft| &draft.event)
        {
            reading.last_tag = Some(TagKey::of(&change.subject));
        }
    }
}
