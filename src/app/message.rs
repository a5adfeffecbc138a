//! What the model is told, and what it wants done.

use super::data::{
    Arrived, DeskRow, ExportProblem, ExportRequest, Folder, LogRequest, Opened, Place,
    PreviewRequest, Previewed, ReadIn, Written,
};
use super::elsewhere::Answer;
use super::everywhere::{Asked, Report};
use super::key::{Key, Size};
use super::links::LookedThrough;
use super::lists::{ListNews, ListTask};
use super::pointed::FoundPointers;
use super::ready::ReadyText;
use super::taught::{Learning, Taught};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::checklist::Checklist;
use crate::domain::elsewhere::Question;
use crate::domain::language::Language;
use crate::domain::review::log::Proof;
use crate::domain::review::{Draft, ReviewState, StoredEntry};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Something that happened outside.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// Something drawn was clicked.
    Click(Target),
    /// The mouse was dragged over the text of the clause, from this byte of it to that one.
    Choose {
        /// Where the button went down.
        from: usize,
        /// Where the mouse is now.
        to: usize,
    },
    /// The wheel was turned over something drawn: rows down, or up when negative.
    Wheel(Target, i16),
    /// The window has a new size.
    Resized(Size),
    /// What the last frame showed of the text.
    Shown(Extent),
    /// The desk was read.
    DeskLoaded(Result<Vec<DeskRow>, String>),
    /// An agreement was opened.
    Opened(Result<Box<Opened>, String>),
    /// An agreement was looked through in the background.
    LookedThrough(Box<LookedThrough>),
    /// The text of an agreement was made ready for searching in the background.
    SearchReady(ReadyText),
    /// What the checklists of an agreement point to was found in the background.
    Pointed(Box<FoundPointers>),
    /// What the team's decisions say was learned in the background.
    Taught(Box<Taught>),
    /// Decisions stand in the journal.
    Saved(Vec<StoredEntry>),
    /// Nothing was saved, and why, in a sentence.
    NotSaved(String),
    /// The summary or the log was written to this file, or not.
    Exported(Result<Written, ExportProblem>),
    /// The beginning of what would be written, or why nothing can be, in a sentence.
    Previewed(Box<Previewed>),
    /// The person's own editor gave this text back, or why it did not.
    Edited(Result<String, String>),
    /// What came of looking for passages like one.
    Elsewhere(Box<Answer>),
    /// What a search of all agreements found so far.
    Everywhere(Box<Report>),
    /// What came of something about checklists.
    Lists(ListNews),
    /// Something came from outside.
    Arrived(Box<Arrived>),
    /// Some rows of the desk were read anew.
    RowsLoaded(Vec<DeskRow>),
    /// A folder was looked into, or why not, in a sentence.
    LookedInto(Result<Folder, String>),
    /// Files were read in, or why nothing could be kept, in a sentence.
    ReadIn(Result<Box<ReadIn>, String>),
    /// The place could not be kept.
    PlaceNotSaved(String),
    /// The journals were checked.
    Proven(Result<Arc<Proof>, String>),
    /// Why nothing can be saved, when that is so.
    Notice(Option<String>),
    /// The program is asked to end.
    Quit,
}

/// Something drawn that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A row of the list of the screen or dialog, by its position in the list.
    Row(usize),
    /// A clause, by its position.
    Clause(usize),
    /// A clause in the outline, by its position.
    Outline(usize),
    /// The sign in the outline that folds the branch of a clause.
    Fold(usize),
    /// An item of the checklist, by its position.
    Item(usize),
    /// A field of the matrix: the row and the item, by their positions.
    Cell(usize, usize),
    /// A suggestion, by its number from 1.
    Suggestion(usize),
    /// The text of the clause.
    Text,
    /// A key in the line at the bottom.
    Key(Key),
    /// A list, outside its rows.
    List,
    /// A place that only swallows the click.
    Nothing,
}

/// How much of something long the last frame showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Rows scrolled past, after the scroll was cut to what there is.
    pub scroll: usize,
    /// Rows of the view.
    pub page: usize,
    /// Whether the last row was visible.
    pub at_end: bool,
    /// Rows of the list of the screen or dialog.
    pub list: usize,
}

impl Default for Extent {
    /// Before anything was drawn.
    fn default() -> Self {
        Self {
            scroll: 0,
            page: 10,
            at_end: true,
            list: 10,
        }
    }
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Read the desk.
    LoadDesk,
    /// Read these rows of the desk anew.
    LoadRows(BTreeSet<AgreementId>),
    /// Open an agreement.
    Open(AgreementId),
    /// Look through an agreement in the background.
    LookThrough(Arc<Agreement>),
    /// Look for what these checklists of an agreement point to, in the background.
    Point(Arc<Agreement>, Vec<Arc<Checklist>>),
    /// Make the text of an agreement ready for searching, in the background.
    ReadySearch(Arc<Agreement>),
    /// Look into a folder in the background; into the one the program was started in where none is named.
    LookInto(Option<PathBuf>),
    /// Read these files and folders in.
    ReadIn(Vec<PathBuf>),
    /// Learn from the team's decisions in the background.
    Learn(Learning),
    /// Look for passages like one in all agreements, in the background.
    LookElsewhere(Arc<Question>),
    /// Search all agreements for words, in the background; a search that goes on ends.
    SearchEverywhere(Arc<Asked>),
    /// Stop looking for anything in all agreements.
    StopLooking,
    /// Append to the journal.
    Append(Vec<Draft>),
    /// Keep the place.
    SavePlace(Place),
    /// Keep in mind that the warnings about an agreement's file were looked at.
    SaveReceiptSeen(AgreementId),
    /// Keep how long a step through an agreement may be, in letters.
    SaveMouthful(usize),
    /// Keep whether what the team decided in other agreements points too.
    SaveTeam(bool),
    /// Keep how everything looks: the name of the theme, and whether only plain signs are drawn.
    SaveLook {
        /// The name of the theme.
        theme: String,
        /// Whether only the signs of a typewriter are drawn.
        ascii: bool,
    },
    /// Keep which language the program speaks.
    SaveLanguage(Language),
    /// Write a summary.
    Export(ExportRequest),
    /// Write the log.
    ExportLog(LogRequest),
    /// Make the beginning of what would be written, in the background.
    Preview(PreviewRequest),
    /// Something about checklists.
    Lists(ListTask),
    /// Check the journals in the background.
    Prove,
    /// Do something with the review as it stood.
    AsItStood(Arc<ReviewState>, Box<Self>),
    /// Give a text to the person's own editor.
    EditOutside(String),
    /// Sleep until woken.
    Suspend,
    /// Give a text to the clipboard of the terminal.
    Copy(String),
    /// Draw everything anew.
    Redraw,
    /// End.
    Quit,
}
