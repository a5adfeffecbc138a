//! How the file was read: everything that a reader must know, as a list that leads to the clauses.

use super::Dialog;
use crate::app::action::Action;
use crate::app::data::Remark;
use crate::app::marks::notes;
use crate::app::message::Effect;
use crate::app::model::{Model, Screen};
use crate::app::reading::{Focus, Reading};
use crate::app::screens::moved;
use crate::app::trail::Over;
use crate::app::wording;
use crate::domain::cite::cite_in_sentence;
use crate::domain::document::Severity;
use crate::domain::review::event::{AgreementSubject, NoteSubject};
use crate::domain::text::Span;
use crate::tr;

/// How the file was read, as it was when the dialog was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptDialog {
    /// What there is to know, the worst first.
    pub entries: Vec<Entry>,
    /// The cursor, in those.
    pub cursor: usize,
}

/// Something to know about how the file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How much it matters; nothing for a note of a reviewer.
    pub severity: Option<Severity>,
    /// A sentence.
    pub words: String,
    /// The page it is about.
    pub page: Option<u32>,
    /// The clause it is about.
    pub clause: Option<usize>,
    /// That clause as a person cites it; empty without one.
    pub cited: String,
    /// The words it is about, in bytes of the agreement's text.
    pub place: Option<Span>,
}

impl Entry {
    fn of(remark: &Remark, reading: &Reading) -> Self {
        let agreement = &reading.agreement;
        let place = remark.place.and_then(|place| agreement.to_bytes(place));
        let at_place = place.and_then(|place| agreement.clauses.index_at(place.start));
        let on_page = || first_on_page(reading, remark.page?);
        let clause = at_place.or_else(on_page);
        Self {
            severity: Some(remark.severity),
            words: wording::sentence(&remark.words),
            page: remark.page,
            clause,
            cited: clause.map_or_else(String::new, |clause| cite_in_sentence(agreement, clause)),
            place,
        }
    }

    const fn note(words: String) -> Self {
        Self {
            severity: None,
            words,
            page: None,
            clause: None,
            cited: String::new(),
            place: None,
        }
    }
}

/// The clause that a page begins with, or begins in.
fn first_on_page(reading: &Reading, page: u32) -> Option<usize> {
    let clauses = reading.agreement.clauses.clauses();
    let starts = |on: &dyn Fn(u32) -> bool| {
        let mut pages = clauses.iter().map(|clause| clause.page);
        pages.position(|start| start.is_some_and(on))
    };
    let after = starts(&|start| start > page);
    let here = starts(&|start| start == page);
    here.or_else(|| after?.checked_sub(1)).or_else(|| {
        let known = clauses.iter().any(|clause| clause.page.is_some());
        clauses.len().checked_sub(1).filter(|_| known)
    })
}

/// The clauses that warnings about the file are about, each with the words.
pub fn places(reading: &Reading) -> Vec<(usize, Option<Span>)> {
    let remarks = reading.receipt.remarks.iter();
    let doubts = remarks.filter(|remark| remark.severity > Severity::Info);
    let places = doubts.filter_map(|remark| {
        let entry = Entry::of(remark, reading);
        Some((entry.clause?, entry.place))
    });
    places.collect()
}

/// Shows how the file was read. Its warnings count as seen from then on.
pub fn show(model: &mut Model) -> Vec<Effect> {
    let Some(reading) = &model.reading else {
        return Vec::new();
    };
    let remarks = reading.receipt.remarks.iter();
    let mut entries: Vec<Entry> = remarks.map(|one| Entry::of(one, reading)).collect();
    let subject = NoteSubject::Agreement(AgreementSubject {
        agreement: reading.agreement.id.clone(),
    });
    let written = model.review().map(|review| notes(review, &subject));
    let note = |note| Entry::note(tr!("Note on the agreement: {note}", note));
    entries.extend(written.unwrap_or_default().into_iter().map(note));
    let cursor = reading.remark.min(entries.len().saturating_sub(1));
    model.dialog = Some(Dialog::Receipt(ReceiptDialog { entries, cursor }));
    let Some(reading) = &mut model.reading else {
        return Vec::new();
    };
    if reading.receipt.unseen().is_none() {
        return Vec::new();
    }
    reading.receipt.seen = true;
    vec![Effect::SaveReceiptSeen(reading.agreement.id.clone())]
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    // An entry takes about two rows and a blank one.
    let page = model.extent.list / 3;
    let (Some(Dialog::Receipt(dialog)), Some(reading)) = (&mut model.dialog, &mut model.reading)
    else {
        return Vec::new();
    };
    if let Some(cursor) = moved(dialog.cursor, dialog.entries.len(), page, action) {
        dialog.cursor = cursor;
        reading.remark = cursor;
        return Vec::new();
    }
    match action {
        Action::GoThere => go_there(model),
        Action::Cancel | Action::GoBack => model.dialog = None,
        _ => {}
    }
    Vec::new()
}

fn go_there(model: &mut Model) {
    let (Some(Dialog::Receipt(dialog)), Some(reading)) = (&model.dialog, &mut model.reading) else {
        return;
    };
    let Some(entry) = dialog.entries.get(dialog.cursor) else {
        return;
    };
    let Some(clause) = entry.clause else {
        model.say(tr!(
            "This is about the file as a whole, not about one clause."
        ));
        return;
    };
    let here = reading.spot(Over::Receipt);
    reading.trail.leave(here);
    reading.go_to(clause);
    reading.point_at(entry.place);
    reading.focus = Focus::Clause;
    let words = entry.words.clone();
    model.screen = Screen::Reader;
    model.dialog = None;
    model.say(words);
}
