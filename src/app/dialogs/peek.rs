//! Peeking: what a clause refers to and how its terms are defined, without leaving it.
//!
//! From what is shown one can peek on; each step can be taken back.

use super::{Dialog, Page};
use crate::app::action::Action;
use crate::app::links::{Defined, Goal, Lead, leads};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::reading::Reading;
use crate::app::screens::moved;
use crate::app::words::Words;
use crate::domain::text::Span;
use crate::tr;

/// The most steps that are remembered.
const MOST: usize = 50;

/// The steps taken, the first from the clause being read; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeekDialog {
    before: Vec<Step>,
    /// The step on the screen.
    pub step: Step,
}

/// What some words lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was peeked at when it was taken; the clause being read at first.
    pub from: Goal,
    /// What there is.
    pub leads: Vec<Lead>,
    /// The cursor, in those.
    pub cursor: usize,
    /// How far what is shown was scrolled.
    pub page: Page,
}

impl Step {
    /// The lead under the cursor.
    pub fn lead(&self) -> Option<&Lead> {
        self.leads.get(self.cursor)
    }
}

impl PeekDialog {
    /// The steps before the one on the screen, the first first.
    pub fn before(&self) -> &[Step] {
        &self.before
    }
}

impl Reading {
    /// A defined term by its place in the list of them.
    pub fn term(&self, term: usize) -> Option<&Defined> {
        self.links.as_ref()?.terms.get(term)
    }
}

/// The words that a goal shows, in bytes of the text; nothing where there are none.
pub fn shown(reading: &Reading, goal: &Goal) -> Option<Span> {
    match goal {
        Goal::Clause(clause) => {
            let clause = reading.agreement.clauses.clauses().get(*clause)?;
            Some(Span::new(clause.span.start, clause.subtree_end))
        }
        Goal::Term(term) => Some(reading.term(*term)?.definition),
        Goal::Missing(_) | Goal::Outside => None,
    }
}

/// The clause that a goal stands in.
pub fn clause_of(reading: &Reading, goal: &Goal) -> Option<usize> {
    match goal {
        Goal::Clause(clause) => Some(*clause),
        Goal::Term(term) => Some(reading.term(*term)?.clause),
        Goal::Missing(_) | Goal::Outside => None,
    }
}

/// Peeks from the clause being read, or from the words chosen in it.
pub fn peek(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let Some(links) = &reading.links else {
        model.say(tr!(
            "References and terms are still being looked for. Press the key again."
        ));
        return;
    };
    let chosen = reading.words.as_ref().filter(|words| words.is_anchored());
    let words = chosen.map(Words::chosen);
    let within = words.unwrap_or_else(|| reading.step_span());
    let from = Goal::Clause(reading.at);
    let leads = leads(links, reading.agreement.text(), within, &from);
    if leads.is_empty() {
        model.say(if words.is_some() {
            tr!("These words refer to nothing and use no defined term.")
        } else {
            tr!("This clause refers to no other clause and uses no defined term.")
        });
        return;
    }
    let cursor = near(reading).map_or(0, |near| {
        let at = leads.iter().position(|lead| lead.words.end > near);
        at.unwrap_or(0)
    });
    model.dialog = Some(Dialog::Peek(PeekDialog {
        before: Vec::new(),
        step: Step {
            from,
            leads,
            cursor,
            page: Page::default(),
        },
    }));
}

/// The byte that the person is looking at, as far as it is known.
fn near(reading: &Reading) -> Option<usize> {
    let words = reading.words.as_ref().map(|words| words.cursor().start);
    let pointed = reading.pointed.map(|words| words.start);
    let search = &reading.search;
    let found = search.at.and_then(|at| search.found.get(at));
    let shown = reading.step_span();
    let near = words
        .or(pointed)
        .or_else(|| found.map(|found| found.span.start));
    let near = near.filter(|&near| shown.contains(near));
    near.or_else(|| Some(reading.clause()?.span.start))
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    let (Some(Dialog::Peek(peek)), Some(reading)) = (&mut model.dialog, &model.reading) else {
        return Vec::new();
    };
    let step = &mut peek.step;
    match action {
        Action::ScrollDown | Action::ScrollUp => {
            step.page.act(action, page);
            return Vec::new();
        }
        Action::Peek => {
            let lead = step.lead().cloned();
            walk_on(model, lead);
            return Vec::new();
        }
        Action::StepBack => {
            match peek.before.pop() {
                Some(before) => peek.step = before,
                None => model.dialog = None,
            }
            return Vec::new();
        }
        Action::GoThere => {
            let lead = step.lead().cloned();
            let clause = lead.as_ref().and_then(|lead| clause_of(reading, &lead.to));
            let words = lead.as_ref().and_then(|lead| match lead.to {
                Goal::Term(_) => shown(reading, &lead.to),
                _ => None,
            });
            go_there(model, lead, clause, words);
            return Vec::new();
        }
        Action::Cancel => {
            model.dialog = None;
            return Vec::new();
        }
        _ => {}
    }
    if let Some(cursor) = moved(step.cursor, step.leads.len(), page, action)
        && cursor != step.cursor
    {
        step.cursor = cursor;
        step.page = Page::default();
    }
    Vec::new()
}

/// Peeks from what is shown.
fn walk_on(model: &mut Model, lead: Option<Lead>) {
    let (Some(Dialog::Peek(peek)), Some(reading)) = (&mut model.dialog, &model.reading) else {
        return;
    };
    let Some(lead) = lead else {
        return;
    };
    let (Some(within), Some(links)) = (shown(reading, &lead.to), &reading.links) else {
        model.say(why_not(&lead.to));
        return;
    };
    let leads = leads(links, reading.agreement.text(), within, &lead.to);
    if leads.is_empty() {
        model.say(tr!(
            "Nothing leads on from here: these words refer to nothing else."
        ));
        return;
    }
    if peek.before.len() == MOST {
        model.say(tr!(
            "This is far enough. Press Esc to go back step by step."
        ));
        return;
    }
    let next = Step {
        from: lead.to,
        leads,
        cursor: 0,
        page: Page::default(),
    };
    let before = std::mem::replace(&mut peek.step, next);
    peek.before.push(before);
}

fn go_there(model: &mut Model, lead: Option<Lead>, clause: Option<usize>, words: Option<Span>) {
    let Some(lead) = lead else {
        return;
    };
    let Some(clause) = clause else {
        model.say(why_not(&lead.to));
        return;
    };
    model.show_clause(clause);
    if let Some(reading) = &mut model.reading {
        reading.point_at(words);
    }
    let back = model.keymap.key_of(model.mode(), Action::GoBack);
    if let Some(back) = back {
        model.say(tr!("{back} goes back to where you were.", back));
    }
}

/// Why nothing can be shown of something.
pub fn why_not(goal: &Goal) -> String {
    match goal {
        Goal::Missing(name) => tr!(
            "{name} is not in this document. What it says cannot be judged until it is handed over.",
            name
        ),
        _ => tr!("This is about another act, which is not part of this document.").to_owned(),
    }
}
