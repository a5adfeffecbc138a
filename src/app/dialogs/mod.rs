//! Dialogs over the screens: the state of each, what opens it, what its keys do.
//!
//! A dialog that leads to a decision stays open until the decision is saved, so that nothing typed
//! is lost when saving fails.

mod absence;
mod answer;
mod bookmarks;
mod bulk;
mod details;
mod entries;
mod everywhere;
mod export;
mod files;
mod finder;
mod languages;
mod lists;
mod look;
mod marking;
mod moving;
mod note;
mod page;
mod peek;
mod receipt;
mod search;
mod settle;
mod sign_off;
mod similar;
mod sources;
mod stepping;

use crate::tr;
pub use absence::{AbsenceDialog, Found};
pub use answer::{About, AnswerDialog, Field, Form};
pub use bookmarks::{Bookmark, BookmarksDialog};
pub use bulk::BulkDialog;
pub use details::DetailsDialog;
pub use entries::{Choice, EntriesDialog, Line};
pub use everywhere::{SearchAllDialog, Stop};
pub use export::{ExportDialog, Exported, Glimpse};
pub use files::{FilesDialog, FilesRow, RefusedDialog};
pub use finder::{Assess, Finder, Purpose};
pub use languages::LanguagesDialog;
pub use lists::{ListRow, ListsDialog, Standing};
pub use look::LookDialog;
pub use marking::{MarkingDialog, MarkingRow};
pub use moving::MoveDialog;
pub use note::{NoteDialog, NoteOn};
pub use page::Page;
pub use peek::{
    PeekDialog, Step as PeekStep, clause_of as peek_clause, shown as peek_shown, why_not,
};
pub use receipt::{Entry as ReceiptEntry, ReceiptDialog};
pub use search::SearchLine;
pub use settle::{SettleDialog, Side};
pub use sign_off::SignOffDialog;
pub use similar::{Compared, Looking, SimilarDialog};
pub use sources::SourcesDialog;
pub use stepping::SteppingDialog;

pub(super) use absence::ask as ask_absence;
pub(super) use answer::offer_what_came;
pub(super) use answer::{
    ask as ask_answer, begin as begin_answer, change_confidential as change_answer_confidential,
};
pub(super) use bookmarks::{press_letter, show as show_bookmarks};
pub(super) use bulk::ask as ask_not_applicable;
pub(super) use details::show as show_details;
pub(super) use entries::choose as choose_entries;
pub(super) use everywhere::{ask as ask_search_all, search_wanted};
pub(super) use export::{ask as ask_export, ask_log as ask_export_log, preview_wanted, previewed};
pub(super) use files::{ask as ask_files, looked_into, read_in};
pub(super) use finder::{find_item, remember_tag};
pub(super) use languages::show as show_languages;
pub(super) use lists::show as show_lists;
pub(super) use look::{close as close_look, show as show_look};
pub(super) use marking::{mark_words, show as show_marking};
pub(super) use moving::preview as preview_move;
pub(super) use note::{
    draft_of_typed, take_back as edited, write as write_note,
    write_on_answer as write_note_on_answer,
};
pub(super) use peek::peek;
pub(super) use receipt::{places as receipt_places, show as show_receipt};
pub(super) use search::{ask as ask_search, tell_matches};
pub(super) use settle::{ask_on_detail, ask_on_item, ask_on_tag};
pub(super) use sign_off::ask as ask_sign_off;
pub(super) use similar::show as show_similar;
pub(super) use sources::show as show_sources;
pub(super) use stepping::show as show_stepping;

use super::action::Action;
use super::beside::{Section, sections};
use super::data::{ExportProblem, Written};
use super::editing::{self, Ask, ItemForm};
use super::message::Effect;
use super::mode::Mode;
use super::model::Model;
use super::travel;
use crate::domain::review::Detail;
use crate::domain::translate::SPOKEN;

/// What lies over the screen.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// Finding an item.
    Finder(Finder),
    /// How does the passage stand against the item?
    Assess(Assess),
    /// Answering an item.
    Answer(AnswerDialog),
    /// Value and reason of an answer.
    Form(Form),
    /// Calling an item absent.
    Absence(AbsenceDialog),
    /// Writing a note.
    Note(NoteDialog),
    /// Writing the summary or the log.
    Export(ExportDialog),
    /// Signing the agreement off.
    SignOff(SignOffDialog),
    /// Searching in the agreement.
    Search(SearchLine),
    /// Searching all agreements.
    SearchAll(Box<SearchAllDialog>),
    /// How the file was read.
    Receipt(ReceiptDialog),
    /// What stands beside the clause.
    Beside(BesideDialog),
    /// Which entries of the journal are shown.
    Entries(Box<EntriesDialog>),
    /// One entry of the journal in full.
    Entry(EntryPage),
    /// What the clause refers to.
    Peek(PeekDialog),
    /// The particulars of the agreement.
    Details(DetailsDialog),
    /// What stands behind an item.
    Sources(SourcesDialog),
    /// The checklists of the agreement.
    Lists(ListsDialog),
    /// A move to another version of a checklist.
    Move(MoveDialog),
    /// The form of an item of a checklist.
    Item(Box<ItemForm>),
    /// A line that is asked for while a checklist is edited.
    Ask(Ask),
    /// Whether a draft is thrown away.
    ThrowAway,
    /// What is wrong with the journals.
    Warnings(Page),
    /// Settling a disagreement.
    Settle(SettleDialog),
    /// How everything looks.
    Look(LookDialog),
    /// Choosing files to read in.
    Files(Box<FilesDialog>),
    /// Why files were not read in.
    Refused(RefusedDialog),
    /// The languages that the program speaks.
    Languages(LanguagesDialog),
    /// What is like the clause elsewhere.
    Similar(Box<SimilarDialog>),
    /// What the keys of stepping step to.
    Stepping(SteppingDialog),
    /// Calling several items not applicable.
    Bulk(BulkDialog),
    /// What is marked as confidential here, and what can be.
    Marking(MarkingDialog),
    /// The bookmarks, or the letter of a new one.
    Bookmarks(BookmarksDialog),
}

/// What stands beside the clause, as it was when the dialog was opened.
#[derive(Debug, Clone, Default)]
pub struct BesideDialog {
    /// What there is, by kinds.
    pub sections: Vec<Section>,
    /// Names of files attached to the agreement's file.
    pub attachments: Vec<String>,
    /// How far it was scrolled.
    pub page: Page,
}

/// One entry of the journal, read in full.
#[derive(Debug, Clone, Copy)]
pub struct EntryPage {
    /// Its position in the record.
    pub entry: usize,
    /// How far it was scrolled.
    pub page: Page,
}

impl Dialog {
    /// What keys mean in it.
    pub const fn mode(&self) -> Mode {
        match self {
            Self::Finder(_) => Mode::Finder,
            Self::Assess(_) => Mode::Assess,
            Self::Answer(_) => Mode::Answer,
            Self::Form(form) if matches!(form.field, Field::Offers) => Mode::Offers,
            Self::Form(_) => Mode::Form,
            Self::Absence(_) => Mode::Absence,
            Self::Note(note) if note.discarding => Mode::Discard,
            Self::Note(_) => Mode::Note,
            Self::Export(export) if export.replacing => Mode::Overwrite,
            Self::Export(export) => export.what.mode(),
            Self::SignOff(_) => Mode::SignOff,
            Self::Search(_) => Mode::Search,
            Self::SearchAll(_) => Mode::SearchAll,
            Self::Receipt(_) => Mode::Receipt,
            Self::Entries(_) => Mode::Entries,
            Self::Beside(_) | Self::Entry(_) | Self::Warnings(_) => Mode::Page,
            Self::Peek(_) => Mode::Peek,
            Self::Details(_) => Mode::Details,
            Self::Sources(_) => Mode::Sources,
            Self::Lists(lists) if lists.giving_up => Mode::GiveUp,
            Self::Lists(_) => Mode::Checklists,
            Self::Move(_) => Mode::Move,
            Self::Item(form) if form.discarding => Mode::Discard,
            Self::Item(_) => Mode::ItemForm,
            Self::Ask(ask) => match ask.asked {
                editing::Asked::Reason { .. } => Mode::Retire,
                editing::Asked::Version => Mode::NewVersion,
            },
            Self::ThrowAway => Mode::ThrowAway,
            Self::Settle(_) => Mode::Settle,
            Self::Look(_) => Mode::Look,
            Self::Files(_) => Mode::Files,
            Self::Refused(_) => Mode::Refused,
            Self::Languages(_) => Mode::Languages,
            Self::Similar(dialog) if dialog.compared.is_some() => Mode::Comparison,
            Self::Similar(_) => Mode::Similar,
            Self::Stepping(_) => Mode::Stepping,
            Self::Bookmarks(_) => Mode::Bookmarks,
            Self::Bulk(_) => Mode::Bulk,
            Self::Marking(_) => Mode::Marking,
        }
    }

    /// How far its text was scrolled, when it is a text to read.
    pub(super) const fn page_mut(&mut self) -> Option<&mut Page> {
        match self {
            Self::Beside(beside) => Some(&mut beside.page),
            Self::Entry(entry) => Some(&mut entry.page),
            Self::Warnings(page) => Some(page),
            Self::Refused(refused) => Some(&mut refused.page),
            Self::Peek(peek) => Some(&mut peek.step.page),
            Self::Similar(dialog) => match &mut dialog.compared {
                Some(compared) => Some(&mut compared.page),
                None => None,
            },
            Self::Sources(sources) => Some(&mut sources.page),
            Self::Move(moving) => Some(&mut moving.page),
            Self::Export(export) => Some(&mut export.page),
            _ => None,
        }
    }

    /// Types into it.
    pub(super) fn type_text(model: &mut Model, typed: &str) {
        let Some(dialog) = &mut model.dialog else {
            return;
        };
        match dialog {
            Self::Files(files) => files.type_text(typed),
            Self::Finder(finder) => finder.type_text(typed, model.reading.as_deref()),
            Self::Form(form) => form.type_text(typed),
            Self::Note(note) if !note.discarding => note.editor.insert(typed),
            Self::Export(export) if !export.replacing => export.path.insert_line(typed),
            Self::SignOff(dialog) if dialog.asks_why() => dialog.words.insert_line(typed),
            Self::Search(_) => search::type_text(model, typed),
            Self::SearchAll(dialog) => everywhere::type_text(dialog, typed),
            Self::Entries(_) => entries::type_text(model, typed),
            Self::Ask(ask) => ask.line.insert_line(typed),
            Self::Bulk(dialog) => dialog.reason.insert_line(typed),
            Self::Settle(settle) => settle.reason.insert_line(typed),
            Self::Item(form) if !form.discarding => {
                let groups = model.editing.as_ref();
                let groups = groups.map_or(0, |editing| editing.draft.groups.len());
                form.type_text(typed, groups);
            }
            _ => {}
        }
    }
}

/// Does what a key means in the dialog.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let looks = matches!(model.dialog, Some(Dialog::Look(_)));
    if !looks && travel::refuses(model, action) {
        return Vec::new();
    }
    match &model.dialog {
        None => Vec::new(),
        Some(Dialog::Finder(_)) => finder::act(model, action),
        Some(Dialog::Assess(_)) => finder::act_assess(model, action),
        Some(Dialog::Answer(_)) => answer::act(model, action),
        Some(Dialog::Form(_)) => answer::act_form(model, action),
        Some(Dialog::Absence(_)) => absence::act(model, action),
        Some(Dialog::Note(_)) => note::act(model, action),
        Some(Dialog::Export(_)) => export::act(model, action),
        Some(Dialog::SignOff(_)) => sign_off::act(model, action),
        Some(Dialog::Search(_)) => search::act(model, action),
        Some(Dialog::SearchAll(_)) => everywhere::act(model, action),
        Some(Dialog::Receipt(_)) => receipt::act(model, action),
        Some(Dialog::Entries(_)) => entries::act(model, action),
        Some(Dialog::Files(_)) => files::act(model, action),
        Some(Dialog::Beside(_) | Dialog::Entry(_) | Dialog::Refused(_)) => act_page(model, action),
        Some(Dialog::Settle(_)) => settle::act(model, action),
        Some(Dialog::Look(_)) => look::act(model, action),
        Some(Dialog::Languages(_)) => languages::act(model, action),
        Some(Dialog::Similar(_)) => similar::act(model, action),
        Some(Dialog::Stepping(_)) => stepping::act(model, action),
        Some(Dialog::Bulk(_)) => bulk::act(model, action),
        Some(Dialog::Marking(_)) => marking::act(model, action),
        Some(Dialog::Bookmarks(_)) => bookmarks::act(model, action),
        Some(Dialog::Warnings(_)) => {
            if action == Action::Cancel {
                // They were looked at.
                model.arrivals.warnings.clear();
            }
            act_page(model, action)
        }
        Some(Dialog::Peek(_)) => peek::act(model, action),
        Some(Dialog::Details(_)) => details::act(model, action),
        Some(Dialog::Sources(_)) => sources::act(model, action),
        Some(Dialog::Lists(_)) => lists::act(model, action),
        Some(Dialog::Move(_)) => moving::act(model, action),
        Some(Dialog::Item(_)) => editing::act_form(model, action),
        Some(Dialog::Ask(_)) => editing::act_ask(model, action),
        Some(Dialog::ThrowAway) => editing::act_throw_away(model, action),
    }
}

/// Moves the cursor of a list in the dialog to a row that was clicked; says whether it has one.
pub(super) fn point_at(model: &mut Model, row: usize) -> bool {
    match &mut model.dialog {
        Some(Dialog::Finder(finder)) if row < finder.found.len() => finder.cursor = row,
        Some(Dialog::Receipt(receipt)) if row < receipt.entries.len() => receipt.cursor = row,
        Some(Dialog::Details(details)) if row < Detail::ALL.len() => details.cursor = row,
        Some(Dialog::Lists(lists)) if row < lists.rows.len() && !lists.giving_up => {
            lists.cursor = row;
        }
        Some(Dialog::Form(form)) if row < form.offers.len() => {
            form.cursor = row;
            form.field = Field::Offers;
        }
        Some(Dialog::Peek(peek)) if row < peek.step.leads.len() => {
            peek.step.cursor = row;
            peek.step.page = Page::default();
        }
        Some(Dialog::Files(files)) if row < files.rows.len() => files.cursor = row,
        Some(Dialog::Languages(dialog)) if row < SPOKEN.len() => dialog.cursor = row,
        Some(Dialog::Similar(dialog)) if row < dialog.finds().len() => dialog.cursor = row,
        Some(Dialog::Stepping(dialog)) if row < dialog.counts.len() => dialog.cursor = row,
        Some(Dialog::Marking(dialog)) if row < dialog.rows.len() => dialog.cursor = row,
        Some(Dialog::Bookmarks(dialog)) if row < dialog.rows.len() => dialog.cursor = row,
        Some(Dialog::Settle(settle)) if row < settle.sides.len() => settle.cursor = row,
        Some(Dialog::Absence(absence)) if row < absence.found.len() => absence.cursor = row,
        Some(Dialog::Entries(dialog)) if row < dialog.lines.len() => dialog.at = row,
        Some(Dialog::Look(dialog)) if row < model.look.rows() => {
            dialog.cursor = row;
            look::preview(&mut model.look, row);
        }
        Some(Dialog::Search(_)) => return search::point_at(model, row),
        Some(Dialog::SearchAll(dialog)) => return everywhere::point_at(dialog, row),
        Some(Dialog::Export(export)) if !export.replacing => return export.point_at(row),
        _ => return false,
    }
    true
}

/// Shows the entry under the cursor of the journal in full.
pub(super) fn show_entry(model: &mut Model) {
    if let Some(entry) = model.journal.current() {
        let page = Page::default();
        model.dialog = Some(Dialog::Entry(EntryPage { entry, page }));
    }
}

/// Shows what stands beside the clause.
pub(super) fn show_beside(model: &mut Model) {
    let Some(reading) = &model.reading else {
        return;
    };
    let agreement = &reading.agreement;
    let here = reading.clause().map(|clause| sections(agreement, clause));
    model.dialog = Some(Dialog::Beside(BesideDialog {
        sections: here.unwrap_or_default(),
        attachments: agreement.document.margin.attachments.clone(),
        page: Page::default(),
    }));
}

fn act_page(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = model.extent.list;
    if action == Action::Cancel {
        model.dialog = None;
    } else if let Some(text) = model.dialog.as_mut().and_then(Dialog::page_mut) {
        text.act(action, page);
    }
    Vec::new()
}

/// A path of which nothing but the middle is left out where it is too long: the folder and the ending tell where it is.
fn both_ends(path: &str, most: usize) -> String {
    let count = path.chars().count();
    if count <= most || most < 8 {
        return path.to_owned();
    }
    let end = most / 2;
    let begin = most - end - 1;
    let head: String = path.chars().take(begin).collect();
    let tail: String = path.chars().skip(count - end).collect();
    format!("{head}…{tail}")
}

/// The summary or the log was written, or not.
pub(super) fn exported(model: &mut Model, outcome: Result<Written, ExportProblem>) {
    match outcome {
        Ok(written) => {
            let what = match model.dialog.take() {
                Some(Dialog::Export(export)) => export.what.name(),
                _ => tr!("summary"),
            };
            for entry in written.entries {
                model.record.add(entry);
            }
            model.refresh();
            let said = |path: &str| tr!("The {what} was written to {path}", what, path);
            let room = usize::from(model.size.width).saturating_sub(2);
            let room = room.saturating_sub(said("").chars().count());
            model.say(said(&both_ends(&written.path, room)));
        }
        Err(ExportProblem::Exists) => {
            if let Some(Dialog::Export(export)) = &mut model.dialog {
                export.replacing = true;
            }
        }
        Err(ExportProblem::Failed(why)) => {
            if let Some(Dialog::Export(export)) = &mut model.dialog {
                export.replacing = false;
            }
            model.complain(why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_keeps_both_ends() {
        assert_eq!(both_ends("/home/a/b.md", 40), "/home/a/b.md");
        let long = format!("/home/ana/{}.md", "č".repeat(90));
        let cut = both_ends(&long, 30);
        assert_eq!(cut.chars().count(), 30);
        assert!(
            cut.starts_with("/home/ana/") && cut.ends_with("č.md"),
            "{cut}"
        );
        assert_eq!(both_ends(&long, 3), long);
    }
}
