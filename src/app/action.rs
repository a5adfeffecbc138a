//! Everything a key can mean. One declaration: names for the key map, words for the key line and
//! for help all follow from it.

use crate::domain::translate::{translated, translated_as};
use crate::text;

/// Declares the actions with their name, their short label and their sentence.
macro_rules! actions {
    ($($variant:ident $name:literal $label:expr, $sentence:expr;)*) => {
        /// What a key means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $name] $variant,)*
        }

        impl Action {
            /// All of them, in the order in which help shows them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the key map.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// A word or two for the key line.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => translated_as("key", $label),)* }
            }

            /// A sentence for help.
            pub fn sentence(self) -> &'static str {
                match self { $(Self::$variant => translated($sentence),)* }
            }
        }
    };
}

actions! {
    NextClause "next-clause" text!(key: "next"), text!("Go to the next clause");
    PreviousClause "previous-clause" text!(key: "back"), text!("Go to the previous clause");
    ReadOn "read-on" text!(key: "read"), text!("Read on: show the rest of a long clause, then mark it as read and go on");
    Tag "tag" text!(key: "tag"), text!("Tag the clause with the suggestion of this number and go on");
    TagAndStay "tag-and-stay" text!(key: "tag, stay"), text!("Tag with the suggestion of this number and stay here");
    Reject "reject-suggestion" text!(key: "not this"), text!("Say that a suggestion does not fit: press its number next");
    LearnFromTeam "learn-from-team" text!(key: "team"), text!("Let what the team decided in other agreements point too, or no longer");
    FindItem "find-item" text!(key: "find item"), text!("Find an item by typing, and tag with it");
    ChooseWords "choose-words" text!(key: "words"), text!("Choose words of the clause, to tag only these");
    Note "note" text!(key: "note"), text!("Write a note on the clause, or on what is under the cursor");
    Absent "absent" text!(key: "absent"), text!("Answer an item: the agreement does not say it");
    Withheld "withheld" text!(key: "withheld"), text!("Answer an item: the part that would say it was not handed over");
    Answer "answer" text!(key: "answer"), text!("Answer the item under the cursor");
    Settle "settle" text!(key: "settle"), text!("Settle a disagreement between reviewers, with a reason");
    NextOpen "next-open" text!(key: "next open"), text!("Go to the next clause that was not read");
    PreviousOpen "previous-open" text!(key: "open before"), text!("Go to the clause before that was not read");
    NextSought "next-sought" text!(key: "step on"), text!("Step to the next place of the chosen kind: a concern at first");
    PreviousSought "previous-sought" text!(key: "step before"), text!("Step to the place of the chosen kind before");
    ChooseSought "choose-sought" text!(key: "step to"), text!("Choose what to step to: concerns, disagreements, open items, open clauses, doubts");
    SwitchOrder "switch-order" text!(key: "by weight"), text!("Step by weight, what is likely and grave first, or in reading order again");
    Bookmarks "bookmarks" text!(key: "bookmarks"), text!("Go to a bookmark by its letter, or take one away");
    SetBookmark "set-bookmark" text!(key: "set bookmark"), text!("Set a bookmark at the clause: a letter to come back by");
    RemoveBookmark "remove-bookmark" text!(key: "take away"), text!("Take the bookmark under the cursor away");
    LongerSteps "longer-steps" text!(key: "longer steps"), text!("Read more clauses in one step");
    ShorterSteps "shorter-steps" text!(key: "shorter steps"), text!("Read fewer clauses in one step, down to clause by clause");
    Similar "similar" text!(key: "similar"), text!("Show what is most like the clause in all agreements, and how it was judged there");
    Compare "compare" text!(key: "compare"), text!("Show the passage beside the clause, word by word");
    Peek "peek" text!(key: "peek"), text!("Peek at what is referred to and how terms are defined; again, peek on from there");
    StepBack "step-back" text!(key: "step back"), text!("Take one step of peeking back");
    GoBack "go-back" text!(key: "go back"), text!("Go back to where you were before the last jump");
    GoForward "go-forward" text!(key: "go forward"), text!("Go forward again, after going back");
    Search "search" text!(key: "search"), text!("Search in the agreement, whatever script or accents");
    SearchAll "search-all" text!(key: "search all"), text!("Search all agreements for words, whatever script, accents or form");
    NextMatch "next-match" text!(key: "next match"), text!("Go to the next place found");
    PreviousMatch "previous-match" text!(key: "match before"), text!("Go to the place found before");
    ChangeAssessment "change-assessment" text!(key: "ok/concern"), text!("Change a tag: ok, concern, unclear, info");
    NextTag "next-tag" text!(key: "next tag"), text!("Choose the next tag of the clause");
    PreviousTag "previous-tag" text!(key: "tag before"), text!("Choose the tag before");
    Confidential "confidential" text!(key: "confidential"), text!("Keep it out of a public summary, or let it in again");
    MarkConfidential "mark-confidential" text!(key: "confidential…"), text!("Mark words, the clause or the agreement as confidential, or take such a mark back");
    RemoveTag "remove-tag" text!(key: "untag"), text!("Take the chosen tag away");
    ToggleRead "toggle-read" text!(key: "read/unread"), text!("Mark the clause as read, or as unread again");
    Undo "undo" text!(key: "undo"), text!("Take the last decision back");
    Redo "redo" text!(key: "redo"), text!("Do again what was taken back");
    Checklist "checklist" text!(key: "checklist"), text!("Show the checklist: every item with its answer");
    NextChecklist "next-checklist" text!(key: "next list"), text!("Show the next checklist of this agreement");
    Checklists "checklists" text!(key: "checklists"), text!("Choose the checklists of this agreement and their versions");
    SwitchProfile "switch-profile" text!(key: "profile"), text!("Ask all items, or only those of a profile");
    GiveUp "give-up" text!(key: "give up"), text!("Review this agreement against the checklist no longer");
    EditChecklist "edit-checklist" text!(key: "edit"), text!("Edit the checklist: make a new version of it");
    AddItem "add-item" text!(key: "add"), text!("Add an item below the cursor");
    MoveUp "move-item-up" text!(key: "move item"), text!("Move the item up, at last into the group above");
    MoveDown "move-item-down" text!(key: "move item"), text!("Move the item down, at last into the group below");
    Retire "retire-item" text!(key: "retire"), text!("Ask the item no longer; what was answered stays in the journal");
    ThrowAway "throw-away" text!(key: "throw away"), text!("Throw the draft away");
    NextPane "next-pane" text!(key: "other part"), text!("Move between clause, checklist and outline");
    PreviousPane "previous-pane" text!(key: "part before"), text!("Move between the parts the other way");
    Outline "outline" text!(key: "outline"), text!("Show or leave the outline");
    Fold "fold" text!(key: "fold"), text!("Fold the branch; or go to what the clause belongs to");
    Unfold "unfold" text!(key: "unfold"), text!("Unfold the branch; or go into it");
    FoldAll "fold-all" text!(key: "fold all"), text!("Fold everything but the way to the clause; or unfold everything");
    Journal "journal" text!(key: "journal"), text!("Show the journal: who decided what, and when");
    ChooseEntries "choose-entries" text!(key: "filter"), text!("Choose which entries are shown: whose, of which kind, on which item, from when to when, with which words");
    WholeEntry "whole-entry" text!(key: "all of it"), text!("Show the whole entry");
    Travel "travel" text!(key: "as it stood"), text!("See the review as it stood at this entry, to look and not to change");
    Earlier "earlier" text!(key: "earlier"), text!("Go to the entry before");
    Later "later" text!(key: "later"), text!("Go to the entry after");
    ReturnToNow "return-to-now" text!(key: "back to now"), text!("Come back to now, exactly to the place before");
    Warnings "warnings" text!(key: "warnings"), text!("Read what is wrong with the journals: copies that differ, entries that are gone");
    NextPlace "next-place" text!(key: "next place"), text!("Go to the next of the places that were found");
    PreviousPlace "previous-place" text!(key: "place before"), text!("Go to the one before of the places that were found");
    BackToProof "back-to-proof" text!(key: "back to the proof"), text!("Go back to the proof of the absence, to the same place of its list");
    EndInspection "end-inspection" text!(key: "end"), text!("Look at no more of the places, and stay where you are");
    Receipt "receipt" text!(key: "receipt"), text!("List how the file was read and what was not understood, and go to it");
    Details "particulars" text!(key: "particulars"), text!("Show and record the particulars: parties, supplier, value, dates");
    Beside "beside" text!(key: "beside"), text!("Show what stands beside the clause: tracked changes, comments, how its page was read");
    Sources "sources" text!(key: "sources"), text!("Show what stands behind the item: why it is asked, its sources, the laws on the supplier");
    Export "export" text!(key: "export"), text!("Write the summary, or in the journal the log, to a file");
    SignOff "sign-off" text!(key: "sign off"), text!("Sign the review off, or take your sign-off back");
    OnlyOpen "only-open" text!(key: "only open"), text!("Show only what is still open, or everything");
    FilterItems "filter-items" text!(key: "filter"), text!("Show all items; or only what is open, a concern, absent, withheld, in dispute");
    Tick "tick" text!(key: "mark"), text!("Mark the item for an answer to several at once, or unmark it");
    TickGroup "tick-group" text!(key: "mark group"), text!("Mark all items of the group that are shown, or unmark them");
    NotApplicable "not-applicable" text!(key: "not applicable"), text!("Call the marked items not applicable, with one reason for all");
    GoThere "go-there" text!(key: "go there"), text!("Go to the clause");
    ScrollDown "scroll-down" text!(key: "down"), text!("Go one screen down");
    ScrollUp "scroll-up" text!(key: "up"), text!("Go one screen up");
    First "first" text!(key: "first"), text!("Go to the first");
    Last "last" text!(key: "last"), text!("Go to the last");
    Down "down" text!(key: "down"), text!("Move down");
    Up "up" text!(key: "up"), text!("Move up");
    Accept "accept" text!(key: "choose"), text!("Choose what is under the cursor");
    Save "save" text!(key: "save"), text!("Save");
    NextField "next-field" text!(key: "next line"), text!("Go to the next line of the form");
    PreviousField "previous-field" text!(key: "line before"), text!("Go to the line of the form before");
    Ok "assess-ok" text!(key: "ok"), text!("As it should be");
    Concern "assess-concern" text!(key: "concern"), text!("Worrying");
    Unclear "assess-unclear" text!(key: "unclear"), text!("Cannot be judged from these words");
    Info "assess-info" text!(key: "info"), text!("Worth knowing; neither good nor bad");
    AnswerSatisfied "answer-satisfied" text!(key: "satisfied"), text!("It does what the item asks");
    AnswerConcern "answer-concern" text!(key: "concern"), text!("It does what it should not, or not what it should");
    AnswerAbsent "answer-absent" text!(key: "absent"), text!("It says nothing about it");
    AnswerWithheld "answer-withheld" text!(key: "withheld"), text!("The part that would say it was not handed over");
    AnswerUnclear "answer-unclear" text!(key: "unclear"), text!("It can be read both ways");
    AnswerNotApplicable "answer-not-applicable" text!(key: "not applicable"), text!("The item does not fit this agreement");
    AnswerNone "answer-none" text!(key: "take away"), text!("Take the answer away: the item is unanswered again");
    Confirm "confirm" text!(key: "yes"), text!("Yes, do it");
    WordLeft "word-left" text!(key: "word"), text!("One word to the left");
    WordRight "word-right" text!(key: "word"), text!("One word to the right");
    ExtendLeft "extend-left" text!(key: "extend"), text!("Choose one more word to the left");
    ExtendRight "extend-right" text!(key: "extend"), text!("Choose one more word to the right");
    CharLeft "char-left" text!(key: "letter"), text!("One letter to the left");
    CharRight "char-right" text!(key: "letter"), text!("One letter to the right");
    SentenceUp "sentence-up" text!(key: "sentence"), text!("One sentence up");
    SentenceDown "sentence-down" text!(key: "sentence"), text!("One sentence down");
    Anchor "anchor" text!(key: "start here"), text!("Start choosing at this word, or start anew");
    CursorLeft "cursor-left" text!(key: "left"), text!("Move the cursor to the left");
    CursorRight "cursor-right" text!(key: "right"), text!("Move the cursor to the right");
    CursorUp "cursor-up" text!(key: "up"), text!("Move the cursor up");
    CursorDown "cursor-down" text!(key: "down"), text!("Move the cursor down");
    CursorHome "cursor-home" text!(key: "line start"), text!("Move the cursor to the start of the line");
    CursorEnd "cursor-end" text!(key: "line end"), text!("Move the cursor to the end of the line");
    EraseLeft "erase-left" text!(key: "erase"), text!("Erase the letter before the cursor");
    EraseLine "erase-line" text!(key: "erase line"), text!("Erase the whole line");
    EraseRight "erase-right" text!(key: "erase"), text!("Erase the letter under the cursor");
    EditOutside "edit-outside" text!(key: "own editor"), text!("Write it in your own editor, the one that VISUAL or EDITOR names");
    NewLine "new-line" text!(key: "new line"), text!("Begin a new line");
    ChangeFormat "change-format" text!(key: "format"), text!("Change the format");
    PreviousFormat "previous-format" text!(key: "format"), text!("Take the format before");
    ChangeEdition "change-edition" text!(key: "edition"), text!("Change the edition: confidential, or public without what is marked");
    ChangeLanguage "change-language" text!(key: "language"), text!("Change the language that the summary is written in");
    ReadIn "read-in" text!(key: "read in"), text!("Read files in: choose them in the folders of this computer");
    ChooseFile "choose-file" text!(key: "mark"), text!("Mark the file, to read it in with others, or unmark it");
    Tour "tour" text!(key: "tour"), text!("Take a tour of three minutes on a made-up agreement");
    TourOn "tour-on" text!(key: "tour on"), text!("Begin the tour, or go on to its next step");
    TourEnd "tour-end" text!(key: "end tour"), text!("End the tour, and take its lines away");
    Open "open" text!(key: "open"), text!("Open the agreement under the cursor");
    Sort "sort" text!(key: "sort"), text!("Sort the agreements by another column: title, language, read, answered, concerns, state, public body, supplier");
    OnlyState "only-state" text!(key: "state"), text!("Show only agreements whose review is in one state, or all again");
    GroupBy "group-by" text!(key: "group"), text!("Group the agreements by public body, by supplier, or not at all");
    Matrix "matrix" text!(key: "matrix"), text!("Show the matrix: all agreements and every item of a checklist");
    Filter "filter" text!(key: "filter"), text!("Show only agreements with these letters; typing starts it too");
    Copy "copy" text!(key: "copy"), text!("Copy the clause, the words chosen, or the addresses of sources, to the clipboard");
    Settings "settings" text!(key: "settings"), text!("Choose how everything looks");
    SwitchSigns "switch-signs" text!(key: "plain signs"), text!("Draw with the signs of a typewriter only, or with lines again");
    Palette "palette" text!(key: "do…"), text!("Find by its name whatever can be done here, and do it");
    GoTo "go-to" text!(key: "go to"), text!("Find a clause by its number, heading or first words, or an agreement by its title, and go there");
    Help "help" text!(key: "help"), text!("Show the keys that work here");
    Explain "explain" text!(key: "explain"), text!("Show the keys that work here and explain this screen");
    Languages "languages" text!(key: "language"), text!("Choose the language of the program");
    Cancel "cancel" text!(key: "back"), text!("Go one step back");
    Back "back" text!(key: "back"), text!("Leave this screen; everything is saved");
    Quit "quit" text!(key: "quit"), text!("Leave the program; everything is saved");
    Suspend "suspend" text!(key: "suspend"), text!("Put the program to sleep; `fg` in the shell wakes it");
    Redraw "redraw" text!(key: "redraw"), text!("Draw the screen anew");
}

impl Action {
    /// The action with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}
