//! Signing the agreement off, or taking the own sign-off back.

use super::Dialog;
use crate::app::action::Action;
use crate::app::editor::Editor;
use crate::app::message::Effect;
use crate::app::model::{Model, Then};
use crate::domain::checklist::Checklist;
use crate::domain::review::entry::Heads;
use crate::domain::review::sign_off::Signed;
use crate::domain::review::{AgreementReview, Command, Refusal, StoredEntry};
use crate::tr;
use std::sync::Arc;

/// What stands in the way of a sign-off, who has signed, and what is typed.
#[derive(Debug, Clone)]
pub struct SignOffDialog {
    /// What is open, in words; empty when nothing is.
    pub open: Vec<String>,
    /// Who signed, and what was changed since, in sentences.
    pub signed: Vec<String>,
    /// Whether the person has signed what holds now, so that she can only take it back.
    pub withdrawing: bool,
    /// Why it is signed although something is open, or why it is taken back.
    pub words: Editor,
}

impl SignOffDialog {
    /// Whether words are asked for.
    pub const fn asks_why(&self) -> bool {
        self.withdrawing || !self.open.is_empty()
    }
}

/// Opens the dialog.
pub fn ask(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let signed = model
        .review()
        .map(AgreementReview::signed)
        .unwrap_or_default();
    let own = &model.record.reviewer.id;
    let withdrawing = signed
        .iter()
        .any(|one| one.by.id == *own && one.touched.is_empty());
    let lists = reading.lists.iter().map(|list| Arc::clone(&list.checklist));
    let open = match model.try_out(command(lists.collect(), Heads::new(), None)) {
        Err(Refusal::NotComplete { open }) => open,
        _ => Vec::new(),
    };
    model.dialog = Some(Dialog::SignOff(SignOffDialog {
        open,
        signed: signed.iter().flat_map(sentences).collect(),
        withdrawing,
        words: Editor::default(),
    }));
}

/// Who signed, and what was changed since.
fn sentences(signed: &Signed) -> Vec<String> {
    let (by, at) = (&signed.by.name, signed.at.to_minute());
    let mut lines = vec![match &signed.sign_off.exception {
        None => tr!("Signed off by {by} on {at}.", by, at),
        Some(why) => tr!(
            "Signed off by {by} on {at}, although something was open: {why}",
            by,
            at,
            why
        ),
    }];
    let since = signed.touched.iter();
    lines.extend(since.map(|one| tr!("  Since then: {change}", change = one.sentence())));
    lines
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Dialog::SignOff(dialog)) = &mut model.dialog else {
        return Vec::new();
    };
    match action {
        Action::Cancel => model.dialog = None,
        Action::Save => return save(model),
        other if dialog.asks_why() => {
            dialog.words.act(other);
        }
        _ => {}
    }
    Vec::new()
}

fn save(model: &mut Model) -> Vec<Effect> {
    let (Some(Dialog::SignOff(dialog)), Some(reading)) = (&model.dialog, &model.reading) else {
        return Vec::new();
    };
    let words = dialog.words.text().trim().to_owned();
    let words = (!words.is_empty()).then_some(words);
    let decided = if dialog.withdrawing {
        Command::WithdrawSignOff { reason: words }
    } else {
        let lists = reading.lists.iter().map(|list| Arc::clone(&list.checklist));
        command(lists.collect(), heads(&model.record.entries), words)
    };
    model.carry_out(decided, Then::Stay)
}

const fn command(
    checklists: Vec<Arc<Checklist>>,
    covers: Heads,
    exception: Option<String>,
) -> Command {
    Command::SignOff {
        checklists,
        covers,
        exception,
    }
}

/// The heads of what the person has in front of her: she signs nothing else.
fn heads(entries: &[StoredEntry]) -> Heads {
    let mut heads = Heads::new();
    for stored in entries {
        let entry = &stored.entry;
        let known = heads.get(&entry.writer);
        if known.is_none_or(|&(seq, _)| seq < entry.seq) {
            heads.insert(entry.writer.clone(), (entry.seq, stored.hash));
        }
    }
    heads
}
