//! What keys mean depends on the mode: one for each screen, dialog and part of the reader.

use crate::domain::translate::translated;
use crate::text;

/// Declares the modes with their name, what they fall back to, and what help says of them.
macro_rules! modes {
    ($($variant:ident $name:literal $base:expr, $title:expr, $explanation:expr;)*) => {
        /// What keys mean depends on this.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Mode {
            $(#[doc = $name] $variant,)*
        }

        impl Mode {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the key map.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Where a key is looked up next when this mode does not know it.
            pub const fn base(self) -> Option<Self> {
                match self { $(Self::$variant => $base,)* }
            }

            /// What a person calls it.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => translated($title),)* }
            }

            /// What help explains.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => translated($explanation),)* }
            }
        }
    };
}

modes! {
    Everywhere "everywhere" None, text!("Everywhere"), "";
    Typing "typing" Some(Self::Everywhere), text!("Typing"), "";
    Lists "lists" Some(Self::Everywhere), text!("Lists"), "";
    Desk "desk" Some(Self::Lists), text!("The desk"),
        text!("All agreements of this workspace. The bars show how many clauses were read and how many items of the checklist were answered. Type a few letters of a title to find it.");
    DeskFilter "desk-filter" Some(Self::Typing), text!("The desk: finding an agreement"),
        text!("Only agreements whose title has these letters are shown, in any script. Esc shows all of them again.");
    Matrix "matrix" Some(Self::Lists), text!("The matrix"),
        text!("Agreements downward, the items of a checklist across. + satisfied, ! concern, - absent, w withheld, ? unclear, n not applicable; ≠ reviewers differ, ~ to be confirmed, · not asked; an empty field is open. The lines below tell the field under the cursor in words. Enter goes to the item in the agreement's checklist, and Esc comes back from there.");
    Reader "reader" Some(Self::Everywhere), text!("The reader"),
        text!("Read clause by clause. What the checklist may want to know about the clause is listed with a number: press the number to tag the clause and go on. A suggestion counts for nothing until you take it. ⟨−⟩ stands where words were taken out as a tracked change. Every decision is saved at once and stands in the journal; undo adds to the journal, it never removes.");
    Outline "outline" Some(Self::Reader), text!("The reader: outline"),
        text!("How the agreement is built. ✓ was read, ! has a concern. ▸ is a folded branch: 5/12 means that 5 of its 12 clauses were read. Moving here moves the text too.");
    Items "items" Some(Self::Reader), text!("The reader: checklist"),
        text!("All items of the checklist with their answers. An item without an answer shows [ ]; that never means that all is well.");
    Words "words" Some(Self::Everywhere), text!("Choosing words"),
        text!("Move to the first word, press v, move to the last word. Then press a number to tag these words with that suggestion, or t to find another item.");
    Checklist "checklist" Some(Self::Lists), text!("The checklist"),
        text!("Every item with its answer and the clauses tagged with it. What has no answer is open. An item is called absent only with the terms that were searched and the clauses that were read. [~] was answered before its question changed and must be confirmed.");
    Checklists "checklists" Some(Self::Lists), text!("The checklists of the agreement"),
        text!("An agreement can be reviewed against several checklists, each with its own answers. Enter shows one, adds one, or shows what a move to another version would change. A profile asks only some of the items. What was answered always stays in the journal.");
    Move "move-version" Some(Self::Lists), text!("Moving to another version"),
        text!("What becomes of every item. Answers hold where the question is the same; where it reads differently they must be confirmed and show [~] until then. Nothing is changed before you press Enter, and the move stands in the journal.");
    GiveUp "give-up" Some(Self::Everywhere), text!("Giving a checklist up"),
        text!("Its items are asked no longer. What was decided under it stays in the journal, and counts again when the checklist is added again.");
    Editing "editing" Some(Self::Lists), text!("Editing a checklist"),
        text!("A draft of the next version, kept at every change; reviews change only when you save it as a version and move them there. ~ asks something else than before, so that answers must be confirmed; = is changed around the question; + is new; ↕ stands in another place.");
    ItemForm "item-form" Some(Self::Typing), text!("The form of an item"),
        text!("What is asked, how much it weighs, and what helps to answer it. Where an English text changes, its translations fall away, because they would say something else. ← and → change a choice.");
    Retire "retire" Some(Self::Typing), text!("Asking an item no longer"),
        text!("The reason is kept in the checklist, for those who read earlier reviews.");
    NewVersion "new-version" Some(Self::Typing), text!("Saving a new version"),
        text!("A version keeps its questions for good, so every save has a number of its own: letters, digits, dots and hyphens.");
    ThrowAway "throw-away" Some(Self::Everywhere), text!("Throwing a draft away"),
        text!("All changes since the last saved version are lost. Versions and reviews stay as they are.");
    Journal "journal" Some(Self::Lists), text!("The journal"),
        text!("Every decision on this agreement, or from the desk on all of them, the newest first: who, when, what stood before and what stands now, and what is proven of it. Nothing is ever removed from it. An entry is witnessed when the journal or a checkpoint of another reviewer names it, or a time stamp; until then it rests on its writer's word and on what this device remembers.");
    Entries "entries" Some(Self::Typing), text!("Which entries of the journal?"),
        text!("The list behind shows at once what is chosen. ← and → change a choice, a letter goes to the next that begins with it, Backspace takes it back. Days and times are in UTC.");
    Travel "travel" Some(Self::Reader), text!("As it stood"),
        text!("The reader, the checklist and the desk as they stood at an entry of the journal. Everything can be looked at and nothing changed; Esc comes back to now, to the place where you were.");
    Finder "finder" Some(Self::Typing), text!("Finding an item"),
        text!("Type some letters of the name or the question of an item, in any script. Enter chooses the item under the cursor.");
    Palette "palette" Some(Self::Typing), text!("Everything that can be done here"),
        text!("Type some letters of what you want to do, in any script. What you did last stands first; at the end of each line stands its key, which does the same without the list.");
    GoTo "go-to" Some(Self::Typing), text!("Going to a clause or an agreement"),
        text!("Type a number, or some letters of a heading, of the first words or of the title of an agreement, in any script. Where you were before stands first. Enter goes there; in the reader Ctrl-O comes back.");
    Assess "assess" Some(Self::Everywhere), text!("How does the passage stand?"),
        text!("A tag says how the words stand against the item. Enter takes what is marked.");
    Answer "answer" Some(Self::Everywhere), text!("Answering an item"),
        text!("An answer is about the whole agreement. Satisfied and concern need words in it; absent means that it says nothing; withheld that the part was not handed over.");
    Form "form" Some(Self::Typing), text!("Value and reason"),
        text!("What you type here is written into the journal with the answer. The reason may stay empty.");
    Offers "offers" Some(Self::Lists), text!("Values found in the text"),
        text!("What the text says that may be the value, with its clause and its words. Enter takes the one under the cursor into the line above, where you can still change it; nothing is filled in by itself.");
    Settle "settle" Some(Self::Typing), text!("Settling a disagreement"),
        text!("All sides stand here with their reasons. Choose the one that stands from now on, and type why. The decision takes the place of what all reviewers hold; what they said stays in the journal, and undo brings the disagreement back.");
    Absence "absence" Some(Self::Lists), text!("Calling an item absent"),
        text!("These terms were searched in the whole agreement. Look at the places where something similar was found before you say that the agreement is silent: Enter goes to the one under the cursor, and from there to the next. ✓ was marked as read or tagged, · was looked at from here.");
    Inspection "inspection" Some(Self::Reader), text!("Looking at places before calling an item absent"),
        text!("The places where a search found something, one after the other, with the words marked. Whatever the reader does can be done here too; Space and digits go on to the next place. What you have looked at is marked in the proof.");
    Note "note" Some(Self::Typing), text!("Writing a note"),
        text!("A note is free text. It goes into the journal and into the summary.");
    Discard "discard" Some(Self::Everywhere), text!("Leaving what is not saved"),
        text!("What you typed has not been saved yet.");
    Bulk "bulk" Some(Self::Typing), text!("Calling items not applicable"),
        text!("All marked items get this answer, each with the reason that you type. One undo takes all of them back.");
    Export "export" Some(Self::Typing), text!("Writing the summary"),
        text!("The summary has every finding with its exact words, clause and page, and says what is still open.");
    ExportLog "export-log" Some(Self::Typing), text!("Writing the log"),
        text!("The entries that the journal shows, told for readers and for programs, with what is proven of them.");
    Overwrite "overwrite" Some(Self::Everywhere), text!("Replacing a file"),
        text!("There is a file of this name already.");
    SignOff "signing-off" Some(Self::Typing), text!("Signing off"),
        text!("A sign-off says that you stand by the review as it is now. It needs every clause read and every item answered, or your words on why something stays open. Whatever anybody changes later opens exactly that again, under their name.");
    Search "search" Some(Self::Typing), text!("Searching"),
        text!("Script, accents and case do not matter, and other forms of the words are found too; they are marked with ~. Words in quotation marks are found only as they stand. Enter keeps the places marked; n and N go from one to the next.");
    SearchAll "search-all" Some(Self::Typing), text!("Searching all agreements"),
        text!("Script, accents and case do not matter, the last word may be a beginning, and other forms of the words are found too; they are marked with ~ and stand below. Words in quotation marks are found only as they stand. Enter opens the agreement at the place, and n and N go on there; the list is still here when you come back.");
    Details "particulars" Some(Self::Lists), text!("The particulars of the agreement"),
        text!("Who concludes the agreement, for how much, from when to when. Enter records one; what the text says is offered there, and nothing is filled in by itself. What you record stands in the journal and at the head of the summary.");
    Peek "peek" Some(Self::Lists), text!("Peeking"),
        text!("What the clause refers to, and how the terms are defined that it uses; below the list stand the words of the one under the cursor. Enter goes there and Ctrl-O comes back; K peeks on from what is shown, Esc takes one step back. What is not in the document cannot be judged; ask for it.");
    Marking "marking" Some(Self::Lists), text!("Marking as confidential"),
        text!("What is marked stays out of every public edition: the words themselves and wherever they are repeated. The number of the clause and the hash of the entry stay, so that both editions can be shown to come from one review. Enter marks, or takes your own mark back; undo does so too.");
    Similar "similar" Some(Self::Lists), text!("What is like the clause"),
        text!("The passages of all agreements of this workspace whose wording is nearest, with how much they are alike and how they were judged. Only wording is compared, whatever the script: what is alike need not mean the same, and what means the same need not be alike. Enter shows one beside the clause word by word; o goes there, and Ctrl-O comes back.");
    Comparison "comparison" Some(Self::Lists), text!("Two passages word by word"),
        text!("[-Only the clause says this-], [+only the other passage says this+]; what stands outside of signs both say. Script, accents, capitals and white space make no difference, numbers and punctuation do. n and N go to the next passage and the one before.");
    Stepping "stepping" Some(Self::Lists), text!("Stepping"),
        text!("What the keys of stepping go to, with how many there are. Enter chooses and goes to the next one. At the end the search goes on from the beginning, and says so.");
    Bookmarks "bookmark-list" Some(Self::Typing), text!("Bookmarks"),
        text!("A letter goes to its clause; while one is being set, the letter is given to the clause. Bookmarks are kept on this device only; nobody else sees them, and they stand in no journal.");
    Receipt "receipt" Some(Self::Lists), text!("How the file was read"),
        text!("What came in, what could not be read and what should be doubted, the worst first. Enter goes to the clause that a sentence is about; from there Ctrl-O comes back to this list.");
    Sources "sources" Some(Self::Lists), text!("What stands behind an item"),
        text!("Why the item is asked, what to look for, and its sources: how sure each is, and whether it binds in the country of the public body or is only a standard to compare with. What is to be verified was not seen in full: look it up before you rely on it. The item on the supplier's home jurisdiction goes on with the laws that can oblige a supplier to give data or help, with the same fields for every country.");
    Look "look" Some(Self::Lists), text!("How everything looks"),
        text!("What is under the cursor is shown at once; Enter keeps it on this device, Esc leaves everything as it was. Files with themes of your own lie in the folder of the settings; docs/settings.md tells how they are written.");
    Files "files" Some(Self::Typing), text!("Reading files in"),
        text!("Choose agreements in the folders of this computer: PDF, Word, text, web pages, e-mail, archives. Enter goes into a folder, or reads the file under the cursor in; marked files are read in together. Typing finds a name, Backspace without typing goes to the folder above. The files stay where they are; the workspace keeps its own copy.");
    Refused "refused" Some(Self::Lists), text!("What could not be read in"),
        text!("Why files were refused, and what to do about each. What was read in stands on the desk.");
    Languages "language-list" Some(Self::Lists), text!("The language of the program"),
        text!("What the program says of itself is said in this language from now on, and remembered on this device. Agreements stay as they are written; a checklist is shown in the language where it is translated.");
    Page "page" Some(Self::Lists), text!("Reading help"), "";
}

impl Mode {
    /// Whether keys that mean nothing else are typed into a text.
    pub const fn is_typing(self) -> bool {
        matches!(self.base(), Some(Self::Typing))
    }

    /// This mode and those it falls back to.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |mode| mode.base())
    }
}
