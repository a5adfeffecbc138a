//! Everything a key can mean. One declaration: names for the key map, words for the key line and
//! for help all follow from it.

/// Declares the actions with their name, their short label and their sentence.
macro_rules! actions {
    ($($variant:ident $name:literal $label:literal $sentence:literal;)*) => {
        /// What a key means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $sentence] $variant,)*
        }

        impl Action {
            /// All of them, in the order in which help shows them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the key map.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// A word or two for the key line.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// A sentence for help.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }
        }
    };
}

actions! {
    NextClause "next-clause" "next" "Go to the next clause";
    PreviousClause "previous-clause" "back" "Go to the previous clause";
    ReadOn "read-on" "read" "Read on: show the rest of a long clause, then mark it as read and go on";
    Tag "tag" "tag" "Tag the clause with the suggestion of this number and go on";
    TagAndStay "tag-and-stay" "tag, stay" "Tag with the suggestion of this number and stay here";
    FindItem "find-item" "find item" "Find an item by typing, and tag with it";
    ChooseWords "choose-words" "words" "Choose words of the clause, to tag only these";
    Note "note" "note" "Write a note on the clause, or on what is under the cursor";
    Absent "absent" "absent" "Answer an item: the agreement does not say it";
    Withheld "withheld" "withheld" "Answer an item: the part that would say it was not handed over";
    Answer "answer" "answer" "Answer the item under the cursor";
    Settle "settle" "settle" "Settle a disagreement between reviewers, with a reason";
    NextOpen "next-open" "next open" "Go to the next clause that was not read";
    PreviousOpen "previous-open" "open before" "Go to the clause before that was not read";
    LongerSteps "longer-steps" "longer steps" "Read more clauses in one step";
    ShorterSteps "shorter-steps" "shorter steps" "Read fewer clauses in one step, down to clause by clause";
    Peek "peek" "peek" "Peek at what is referred to and how terms are defined; again, peek on from there";
    StepBack "step-back" "step back" "Take one step of peeking back";
    GoBack "go-back" "go back" "Go back to where you were before the last jump";
    GoForward "go-forward" "go forward" "Go forward again, after going back";
    Search "search" "search" "Search in the agreement, whatever script or accents";
    NextMatch "next-match" "next match" "Go to the next place found";
    PreviousMatch "previous-match" "match before" "Go to the place found before";
    ChangeAssessment "change-assessment" "ok/concern" "Change a tag: ok, concern, unclear, info";
    NextTag "next-tag" "next tag" "Choose the next tag of the clause";
    PreviousTag "previous-tag" "tag before" "Choose the tag before";
    Confidential "confidential" "confidential" "Keep it out of a public summary, or let it in again";
    RemoveTag "remove-tag" "untag" "Take the chosen tag away";
    ToggleRead "toggle-read" "read/unread" "Mark the clause as read, or as unread again";
    Undo "undo" "undo" "Take the last decision back";
    Redo "redo" "redo" "Do again what was taken back";
    Checklist "checklist" "checklist" "Show the checklist: every item with its answer";
    NextChecklist "next-checklist" "next list" "Show the next checklist of this agreement";
    Checklists "checklists" "checklists" "Choose the checklists of this agreement and their versions";
    SwitchProfile "switch-profile" "profile" "Ask all items, or only those of a profile";
    GiveUp "give-up" "give up" "Review this agreement against the checklist no longer";
    EditChecklist "edit-checklist" "edit" "Edit the checklist: make a new version of it";
    AddItem "add-item" "add" "Add an item below the cursor";
    MoveUp "move-item-up" "move item" "Move the item up, at last into the group above";
    MoveDown "move-item-down" "move item" "Move the item down, at last into the group below";
    Retire "retire-item" "retire" "Ask the item no longer; what was answered stays in the journal";
    ThrowAway "throw-away" "throw away" "Throw the draft away";
    NextPane "next-pane" "other part" "Move between clause, checklist and outline";
    PreviousPane "previous-pane" "part before" "Move between the parts the other way";
    Outline "outline" "outline" "Show or leave the outline";
    Fold "fold" "fold" "Fold the branch; or go to what the clause belongs to";
    Unfold "unfold" "unfold" "Unfold the branch; or go into it";
    FoldAll "fold-all" "fold all" "Fold everything but the way to the clause; or unfold everything";
    Journal "journal" "journal" "Show the journal: who decided what, and when";
    ChooseEntries "choose-entries" "filter" "Choose which entries are shown: whose, of which kind, on which item, from when to when, with which words";
    WholeEntry "whole-entry" "all of it" "Show the whole entry";
    Travel "travel" "as it stood" "See the review as it stood at this entry, to look and not to change";
    Earlier "earlier" "earlier" "Go to the entry before";
    Later "later" "later" "Go to the entry after";
    ReturnToNow "return-to-now" "back to now" "Come back to now, exactly to the place before";
    Warnings "warnings" "warnings" "Read what is wrong with the journals: copies that differ, entries that are gone";
    Receipt "receipt" "receipt" "List how the file was read and what was not understood, and go to it";
    Details "particulars" "particulars" "Show and record the particulars: parties, supplier, value, dates";
    Beside "beside" "beside" "Show what stands beside the clause: tracked changes, comments, how its page was read";
    Sources "sources" "sources" "Show what stands behind the item: why it is asked, its sources, the laws on the supplier";
    Export "export" "export" "Write the summary, or in the journal the log, to a file";
    SignOff "sign-off" "sign off" "Sign the review off, or take your sign-off back";
    OnlyOpen "only-open" "only open" "Show only what is still open, or everything";
    GoThere "go-there" "go there" "Go to the clause";
    ScrollDown "scroll-down" "down" "Go one screen down";
    ScrollUp "scroll-up" "up" "Go one screen up";
    First "first" "first" "Go to the first";
    Last "last" "last" "Go to the last";
    Down "down" "down" "Move down";
    Up "up" "up" "Move up";
    Accept "accept" "choose" "Choose what is under the cursor";
    Save "save" "save" "Save";
    NextField "next-field" "next line" "Go to the next line of the form";
    PreviousField "previous-field" "line before" "Go to the line of the form before";
    Ok "assess-ok" "ok" "As it should be";
    Concern "assess-concern" "concern" "Worrying";
    Unclear "assess-unclear" "unclear" "Cannot be judged from these words";
    Info "assess-info" "info" "Worth knowing; neither good nor bad";
    AnswerSatisfied "answer-satisfied" "satisfied" "It does what the item asks";
    AnswerConcern "answer-concern" "concern" "It does what it should not, or not what it should";
    AnswerAbsent "answer-absent" "absent" "It says nothing about it";
    AnswerWithheld "answer-withheld" "withheld" "The part that would say it was not handed over";
    AnswerUnclear "answer-unclear" "unclear" "It can be read both ways";
    AnswerNotApplicable "answer-not-applicable" "not applicable" "The item does not fit this agreement";
    AnswerNone "answer-none" "take away" "Take the answer away: the item is unanswered again";
    Confirm "confirm" "yes" "Yes, do it";
    WordLeft "word-left" "word" "One word to the left";
    WordRight "word-right" "word" "One word to the right";
    ExtendLeft "extend-left" "extend" "Choose one more word to the left";
    ExtendRight "extend-right" "extend" "Choose one more word to the right";
    CharLeft "char-left" "letter" "One letter to the left";
    CharRight "char-right" "letter" "One letter to the right";
    SentenceUp "sentence-up" "sentence" "One sentence up";
    SentenceDown "sentence-down" "sentence" "One sentence down";
    Anchor "anchor" "start here" "Start choosing at this word, or start anew";
    CursorLeft "cursor-left" "left" "Move the cursor to the left";
    CursorRight "cursor-right" "right" "Move the cursor to the right";
    CursorUp "cursor-up" "up" "Move the cursor up";
    CursorDown "cursor-down" "down" "Move the cursor down";
    CursorHome "cursor-home" "line start" "Move the cursor to the start of the line";
    CursorEnd "cursor-end" "line end" "Move the cursor to the end of the line";
    EraseLeft "erase-left" "erase" "Erase the letter before the cursor";
    EraseLine "erase-line" "erase line" "Erase the whole line";
    EraseRight "erase-right" "erase" "Erase the letter under the cursor";
    EditOutside "edit-outside" "own editor" "Write it in your own editor, the one that VISUAL or EDITOR names";
    NewLine "new-line" "new line" "Begin a new line";
    ChangeFormat "change-format" "format" "Change the format";
    Open "open" "open" "Open the agreement under the cursor";
    Filter "filter" "filter" "Show only agreements with these letters; typing starts it too";
    Copy "copy" "copy" "Copy the clause, the words chosen, or the addresses of sources, to the clipboard";
    Settings "settings" "settings" "Choose how everything looks";
    SwitchSigns "switch-signs" "plain signs" "Draw with the signs of a typewriter only, or with lines again";
    Help "help" "help" "Show the keys that work here";
    Explain "explain" "explain" "Show the keys that work here and explain this screen";
    Cancel "cancel" "back" "Go one step back";
    Back "back" "back" "Leave this screen; everything is saved";
    Quit "quit" "quit" "Leave the program; everything is saved";
    Suspend "suspend" "suspend" "Put the program to sleep; `fg` in the shell wakes it";
    Redraw "redraw" "redraw" "Draw the screen anew";
}

impl Action {
    /// The action with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}
