//! Which keys of a mode are worth showing, and what they are called where there is little room.

use crate::app::action::Action;
use crate::app::mode::Mode;
use crate::tr;

/// The keys worth showing, the most useful first. What has no key in the map is not shown.
const WORTH_SHOWING: &[(Mode, &[Action])] = &[
    (
        Mode::Desk,
        &[
            Action::Up,
            Action::Down,
            Action::Open,
            Action::ReadIn,
            Action::Filter,
            Action::Matrix,
            Action::Quit,
            Action::SearchAll,
            Action::Sort,
            Action::Journal,
            Action::OnlyState,
            Action::GroupBy,
        ],
    ),
    (
        Mode::Matrix,
        &[
            Action::Down,
            Action::Up,
            Action::CursorLeft,
            Action::CursorRight,
            Action::GoThere,
            Action::NextChecklist,
            Action::Cancel,
            Action::ScrollDown,
            Action::CursorEnd,
        ],
    ),
    (
        Mode::DeskFilter,
        &[
            Action::Open,
            Action::Up,
            Action::Down,
            Action::Cancel,
            Action::SearchAll,
        ],
    ),
    (
        Mode::Reader,
        &[
            Action::NextClause,
            Action::PreviousClause,
            Action::Tag,
            Action::ReadOn,
            Action::Peek,
            Action::Beside,
            Action::GoBack,
            Action::FindItem,
            Action::Note,
            Action::Undo,
            Action::Checklist,
            Action::NextChecklist,
            Action::ChooseWords,
            Action::Search,
            Action::SearchAll,
            Action::Absent,
            Action::Withheld,
            Action::PreviousOpen,
            Action::NextOpen,
            Action::NextPane,
            Action::Export,
            Action::SignOff,
            Action::Back,
        ],
    ),
    (
        Mode::Outline,
        &[
            Action::NextClause,
            Action::PreviousClause,
            Action::Fold,
            Action::Unfold,
            Action::FoldAll,
            Action::GoThere,
            Action::GoBack,
            Action::NextOpen,
            Action::NextPane,
            Action::Cancel,
        ],
    ),
    (
        Mode::Items,
        &[
            Action::Down,
            Action::Up,
            Action::Answer,
            Action::Settle,
            Action::Absent,
            Action::Withheld,
            Action::Sources,
            Action::NextPane,
            Action::Note,
            Action::Cancel,
        ],
    ),
    (
        Mode::Words,
        &[
            Action::WordLeft,
            Action::WordRight,
            Action::SentenceDown,
            Action::Anchor,
            Action::Tag,
            Action::FindItem,
            Action::Confidential,
            Action::CharRight,
            Action::Cancel,
        ],
    ),
    (
        Mode::Marking,
        &[Action::Accept, Action::Down, Action::Up, Action::Cancel],
    ),
    (
        Mode::Checklist,
        &[
            Action::Answer,
            Action::Settle,
            Action::Absent,
            Action::Withheld,
            Action::Sources,
            Action::Note,
            Action::FilterItems,
            Action::Tick,
            Action::NotApplicable,
            Action::NextChecklist,
            Action::GoThere,
            Action::Checklists,
            Action::Undo,
            Action::Export,
            Action::SignOff,
            Action::Cancel,
        ],
    ),
    (
        Mode::Checklists,
        &[
            Action::Accept,
            Action::Down,
            Action::Up,
            Action::SwitchProfile,
            Action::EditChecklist,
            Action::GiveUp,
            Action::Cancel,
        ],
    ),
    (
        Mode::Move,
        &[Action::Accept, Action::Cancel, Action::Down, Action::Up],
    ),
    (Mode::GiveUp, &[Action::Confirm, Action::Cancel]),
    (
        Mode::Editing,
        &[
            Action::Accept,
            Action::AddItem,
            Action::Retire,
            Action::Save,
            Action::Cancel,
            Action::MoveDown,
            Action::MoveUp,
            Action::Undo,
            Action::ThrowAway,
        ],
    ),
    (
        Mode::ItemForm,
        &[
            Action::Save,
            Action::NextField,
            Action::PreviousField,
            Action::Cancel,
        ],
    ),
    (Mode::Retire, &[Action::Save, Action::Cancel]),
    (Mode::NewVersion, &[Action::Save, Action::Cancel]),
    (Mode::ThrowAway, &[Action::Confirm, Action::Cancel]),
    (
        Mode::Journal,
        &[
            Action::Down,
            Action::Up,
            Action::ChooseEntries,
            Action::Travel,
            Action::GoThere,
            Action::Cancel,
            Action::WholeEntry,
            Action::Export,
            Action::Undo,
        ],
    ),
    (
        Mode::Entries,
        &[
            Action::Accept,
            Action::NextField,
            Action::PreviousField,
            Action::CursorLeft,
            Action::CursorRight,
            Action::Cancel,
        ],
    ),
    (
        Mode::Travel,
        &[Action::Earlier, Action::Later, Action::ReturnToNow],
    ),
    (
        Mode::Inspection,
        &[
            Action::NextPlace,
            Action::PreviousPlace,
            Action::BackToProof,
            Action::EndInspection,
        ],
    ),
    (
        Mode::Finder,
        &[Action::Accept, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::Palette,
        &[Action::Accept, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::GoTo,
        &[Action::Accept, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::Assess,
        &[
            Action::Ok,
            Action::Concern,
            Action::Unclear,
            Action::Info,
            Action::Accept,
            Action::Cancel,
        ],
    ),
    (
        Mode::Answer,
        &[
            Action::Sources,
            Action::AnswerSatisfied,
            Action::AnswerConcern,
            Action::AnswerAbsent,
            Action::AnswerWithheld,
            Action::AnswerUnclear,
            Action::AnswerNotApplicable,
            Action::AnswerNone,
            Action::Cancel,
        ],
    ),
    (
        Mode::Form,
        &[Action::Save, Action::NextField, Action::Cancel],
    ),
    (
        Mode::Offers,
        &[
            Action::Accept,
            Action::Down,
            Action::Up,
            Action::NextField,
            Action::Save,
            Action::Cancel,
        ],
    ),
    (
        Mode::Absence,
        &[
            Action::Confirm,
            Action::Down,
            Action::Up,
            Action::GoThere,
            Action::Cancel,
        ],
    ),
    (
        Mode::Note,
        &[
            Action::Save,
            Action::NewLine,
            Action::EditOutside,
            Action::NextField,
            Action::Cancel,
        ],
    ),
    (
        Mode::Discard,
        &[Action::Save, Action::Confirm, Action::Cancel],
    ),
    (
        Mode::Files,
        &[
            Action::Accept,
            Action::ChooseFile,
            Action::Up,
            Action::Down,
            Action::EraseLeft,
            Action::Cancel,
        ],
    ),
    (Mode::Refused, &[Action::Up, Action::Down, Action::Cancel]),
    (
        Mode::Export,
        &[
            Action::Save,
            Action::ChangeFormat,
            Action::ChangeEdition,
            Action::ChangeLanguage,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (
        Mode::ExportLog,
        &[
            Action::Save,
            Action::ChangeFormat,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (Mode::SignOff, &[Action::Save, Action::Cancel]),
    (Mode::Overwrite, &[Action::Confirm, Action::Cancel]),
    (
        Mode::Search,
        &[
            Action::Accept,
            Action::Up,
            Action::Down,
            Action::SearchAll,
            Action::Cancel,
        ],
    ),
    (
        Mode::SearchAll,
        &[Action::GoThere, Action::Up, Action::Down, Action::Cancel],
    ),
    (
        Mode::Details,
        &[
            Action::Accept,
            Action::Down,
            Action::Up,
            Action::RemoveTag,
            Action::Cancel,
        ],
    ),
    (
        Mode::Peek,
        &[
            Action::Down,
            Action::Up,
            Action::GoThere,
            Action::Peek,
            Action::StepBack,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (
        Mode::Receipt,
        &[Action::Down, Action::Up, Action::GoThere, Action::Cancel],
    ),
    (
        Mode::Sources,
        &[
            Action::Down,
            Action::Up,
            Action::ScrollDown,
            Action::Details,
            Action::Cancel,
        ],
    ),
    (
        Mode::Settle,
        &[Action::Up, Action::Down, Action::Save, Action::Cancel],
    ),
    (
        Mode::Look,
        &[
            Action::Down,
            Action::Up,
            Action::SwitchSigns,
            Action::Accept,
            Action::Cancel,
        ],
    ),
    (
        Mode::Similar,
        &[
            Action::Compare,
            Action::GoThere,
            Action::Down,
            Action::Up,
            Action::Cancel,
        ],
    ),
    (
        Mode::Comparison,
        &[
            Action::NextMatch,
            Action::PreviousMatch,
            Action::GoThere,
            Action::ScrollDown,
            Action::Cancel,
        ],
    ),
    (Mode::Page, &[Action::Down, Action::Up, Action::Cancel]),
    (
        Mode::Languages,
        &[Action::Accept, Action::Down, Action::Up, Action::Cancel],
    ),
    (
        Mode::Stepping,
        &[Action::GoThere, Action::Down, Action::Up, Action::Cancel],
    ),
    (
        Mode::Bookmarks,
        &[
            Action::GoThere,
            Action::Down,
            Action::Up,
            Action::RemoveBookmark,
            Action::Cancel,
        ],
    ),
    (Mode::Bulk, &[Action::Save, Action::Cancel]),
];

/// The keys of a mode that are worth showing, the most useful first; none of a mode that others fall back to.
pub fn worth_showing(mode: Mode) -> &'static [Action] {
    let shown = WORTH_SHOWING.iter().find(|(shown, _)| *shown == mode);
    shown.map_or(&[], |(_, actions)| actions)
}

/// What a key is called in the key line, where the mode makes it clearer than its general name.
pub fn label(mode: Mode, action: Action) -> &'static str {
    match (mode, action) {
        (Mode::Discard, Action::Confirm) => tr!(key: "throw away"),
        (Mode::Discard, Action::Cancel) => tr!(key: "go on writing"),
        (Mode::Absence, Action::Confirm) => tr!(key: "yes, absent"),
        (Mode::Palette, Action::Accept) => tr!(key: "do it"),
        (Mode::GoTo, Action::Accept) => tr!(key: "go there"),
        (Mode::Overwrite, Action::Confirm) => tr!(key: "replace it"),
        (Mode::Checklists, Action::EditChecklist) => tr!(key: "edit as a new version"),
        (Mode::Move, Action::Accept) => tr!(key: "move the review"),
        (Mode::Move, Action::Cancel) => tr!(key: "change nothing"),
        (Mode::GiveUp, Action::Confirm) => tr!(key: "give it up"),
        (Mode::Overwrite | Mode::GiveUp | Mode::ThrowAway, Action::Cancel) => tr!(key: "keep it"),
        (Mode::ThrowAway, Action::Confirm) => tr!(key: "throw it away"),
        (Mode::Editing, Action::MoveUp | Action::MoveDown) => tr!(key: "move it"),
        (Mode::Editing, Action::Accept) => tr!(key: "edit"),
        (Mode::Editing, Action::Save) => tr!(key: "save version"),
        (Mode::Editing, Action::Cancel) => tr!(key: "leave"),
        (Mode::ItemForm, Action::Save) => tr!(key: "into the draft"),
        (Mode::ItemForm | Mode::Entries, Action::NextField | Action::PreviousField) => {
            tr!(key: "other line")
        }
        (Mode::Entries, Action::CursorLeft | Action::CursorRight) => tr!(key: "change"),
        (Mode::Entries, Action::Accept) => tr!(key: "show these"),
        (Mode::Entries | Mode::Look, Action::Cancel) => tr!(key: "as before"),
        (Mode::Travel, Action::Earlier | Action::Later) => tr!(key: "earlier, later"),
        (Mode::Inspection, Action::NextPlace | Action::PreviousPlace) => {
            tr!(key: "next, previous place")
        }
        (Mode::Export | Mode::ExportLog, Action::Save) => tr!(key: "write"),
        (Mode::Files, Action::Accept) => tr!(key: "open, read in"),
        (Mode::Files, Action::EraseLeft) => tr!(key: "folder above"),
        (Mode::SignOff, Action::Save) => tr!(key: "sign"),
        (Mode::Note, Action::NextField) => tr!(key: "about what"),
        (Mode::Words, Action::SentenceDown) => tr!(key: "next sentence"),
        (Mode::DeskFilter, Action::Cancel) => tr!(key: "show all"),
        (
            Mode::Page
            | Mode::Refused
            | Mode::Receipt
            | Mode::Peek
            | Mode::Details
            | Mode::Sources
            | Mode::Similar
            | Mode::SearchAll,
            Action::Cancel,
        ) => tr!(key: "close"),
        (Mode::Items, Action::NextPane) => tr!(key: "next part"),
        (Mode::Peek, Action::Peek) => tr!(key: "peek on"),
        (Mode::Comparison, Action::NextMatch | Action::PreviousMatch) => {
            tr!(key: "other passages")
        }
        (Mode::Peek | Mode::Sources | Mode::Comparison, Action::ScrollDown) => tr!(key: "more"),
        (Mode::Details, Action::Accept) => tr!(key: "record"),
        (Mode::Details, Action::RemoveTag) => tr!(key: "take away"),
        (Mode::Offers, Action::Accept) => tr!(key: "take this value"),
        (Mode::Search, Action::Accept) => tr!(key: "keep marked"),
        (Mode::Look, Action::Accept) => tr!(key: "keep it so"),
        (_, Action::Up | Action::Down) => tr!(key: "move"),
        (Mode::Outline, Action::Fold | Action::Unfold) => tr!(key: "fold, unfold"),
        (_, Action::NextClause | Action::PreviousClause) => tr!(key: "clause"),
        (_, Action::NextOpen | Action::PreviousOpen) => tr!(key: "open clause"),
        _ => action.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_that_a_person_is_in_says_what_works_there() {
        for mode in Mode::ALL {
            let is_base = matches!(mode, Mode::Everywhere | Mode::Typing | Mode::Lists);
            assert_eq!(worth_showing(*mode).is_empty(), is_base, "{}", mode.name());
        }
    }
}
