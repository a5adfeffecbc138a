//! The command line, declared once: parsing, `--help`, completions and the manual page follow.

mod checklists;
mod sealing;
mod trust;

pub use checklists::*;
pub use sealing::*;
pub use trust::*;

use crate::domain::language::Language;
use crate::domain::summary::{Edition, ExportFormat};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Read agreements clause by clause against a checklist, and keep a record that others can trust.
///
/// With files, reads them in and opens the first; without, opens the desk. Nothing leaves this
/// machine.
#[derive(Debug, Parser)]
#[command(name = "rapporteur", version)]
#[command(
    override_usage = "rapporteur [OPTIONS] [PATHS]...\n       rapporteur [OPTIONS] <COMMAND>"
)]
#[command(after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do; without a command the terminal interface opens.
    #[command(subcommand)]
    pub command: Option<Task>,
    /// Files or folders to read in; the first is opened.
    pub paths: Vec<PathBuf>,
    /// Checklist for agreements that are read in: the id of a known one, or a JSON file.
    #[arg(long, value_name = "ID|FILE")]
    pub checklist: Option<String>,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 failed; 2 wrong usage; 3 some inputs refused; 4 nothing found;
5 integrity problem; 6 review incomplete (with --require-complete).

AGREEMENT is an id, a unique beginning of one, or words of a title that fit only one.";

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// Folder that holds agreements, checklists and journals.
    #[arg(long, global = true, value_name = "DIR", env = "RAPPORTEUR_WORKSPACE")]
    pub workspace: Option<PathBuf>,
    /// Your name, as it will stand in the journal.
    #[arg(long, global = true, value_name = "NAME", env = "RAPPORTEUR_REVIEWER")]
    pub reviewer: Option<String>,
    /// Language of questions, guidance and names of answers in summaries, and of the interface, which speaks en, sr-Cyrl, sr-Latn, bs, cnr, sq and mk.
    // The same type as where a command means another language by it: clap hands values up.
    #[arg(long, global = true, value_name = "TAG", value_parser = language_tags())]
    pub lang: Option<String>,
    /// The interface as plain lines that are only ever added to, for screen readers.
    #[arg(long, global = true, env = "RAPPORTEUR_LINEAR", value_parser = clap::builder::FalseyValueParser::new())]
    pub linear: bool,
    /// How the interface looks: auto, dark, light, high-contrast, sixteen, none, or a theme of your own.
    #[arg(long, global = true, value_name = "NAME", env = "RAPPORTEUR_THEME")]
    pub theme: Option<String>,
    /// Draw the interface with the signs of a typewriter only, without lines, bars and arrows.
    #[arg(
        long,
        global = true,
        env = "RAPPORTEUR_ASCII",
        value_parser = clap::builder::FalseyValueParser::new()
    )]
    pub ascii: bool,
    /// Folder for this device's key, settings and memory, outside every workspace.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "RAPPORTEUR_HOME",
        hide = true
    )]
    pub home: Option<PathBuf>,
}

/// What can be done without the terminal interface.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Open the interface on a made-up sample agreement, in a workspace that is thrown away.
    Demo,
    /// Read files or folders; one bad file never stops the rest.
    Import(Import),
    /// List agreements with progress and open points.
    List(Json),
    /// Print an agreement's text, exactly what positions count in.
    Text(Text),
    /// List what stands beside the text: tracked changes, comments, how each page was read.
    Beside(OneJson),
    /// Print the clauses of an agreement.
    Clauses(OneJson),
    /// Checklists: the questions that agreements are held against.
    #[command(subcommand)]
    Checklist(ChecklistTask),
    /// Show the laws of a country that can oblige a supplier to give data or help.
    Laws(Laws),
    /// Show which clauses to look at for each item, and why.
    Suggest(Suggest),
    /// Show what is most like a clause in all agreements, and how it was judged there.
    Similar(Similar),
    /// Search all agreements for words, whatever script, diacritics or form.
    Search(Search),
    /// Hold a clause, or words of it, against an item.
    Tag(Tag),
    /// Say that a suggestion does not fit: the clause does not belong to the item.
    Reject(Reject),
    /// Make tags of annotations that were made elsewhere (W3C Web Annotation); what does not fit is listed.
    Annotations(Annotations),
    /// Answer an item for a whole agreement.
    Answer(Answer),
    /// Write a note on an agreement, a clause or an answer.
    Note(Note),
    /// Show or record the particulars of an agreement: parties, supplier, value, dates.
    Describe(Describe),
    /// Mark an agreement, a clause or words of one as what no public edition may show.
    Confidential(Confidential),
    /// Mark clauses as read.
    Read(Read),
    /// Take back your last decision.
    Undo,
    /// Do again what was last undone.
    Redo,
    /// Sign the review of an agreement off, once nothing is open or with a stated exception.
    SignOff(SignOff),
    /// Show the journal.
    Log(Log),
    /// Prove the journals, and name the first entry that does not fit.
    Verify(Verify),
    /// Checkpoints: one root over all journals, for minutes, letters and time stamps.
    #[command(subcommand)]
    Checkpoint(CheckpointTask),
    /// Prove one entry without showing the others.
    Prove(Prove),
    /// Keys: which speak for whom, using your own, and what to do when one is lost or stolen.
    #[command(subcommand)]
    Keys(KeysTask),
    /// Write the summary of a review.
    Export(Export),
    /// Seal the workspace into one file that only a passphrase or a private key opens; the plain
    /// workspace is removed.
    ///
    /// The file is in the age format, over a tar archive: `age -d FILE | tar x` opens it too. It is
    /// read back and compared before anything is removed.
    Seal(Seal),
    /// Open a sealed workspace.
    Open(Open),
    /// Say what works on this machine, and what to do about the rest.
    Doctor(Json),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// Only `--json`.
#[derive(Debug, Args)]
pub struct Json {
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `text`.
#[derive(Debug, Args)]
pub struct Text {
    /// The agreement.
    pub agreement: String,
    /// With tracked changes: all accepted, all rejected, or both with `[+put in+]` and
    /// `[-taken out-]`. Positions count in the final text only.
    #[arg(long, value_name = "VIEW", value_enum, default_value_t = TextView::Final)]
    pub view: TextView,
}

/// Which state of a text with tracked changes is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextView {
    /// Every change accepted: what is kept and reviewed.
    Final,
    /// Every change rejected: the text before the changes.
    Original,
    /// Both, with marks.
    Marked,
}

/// One agreement, as JSON if asked.
#[derive(Debug, Args)]
pub struct OneJson {
    /// The agreement.
    pub agreement: String,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Files or folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Checklist for what is read in: the id of a known one, or a JSON file.
    #[arg(long, value_name = "ID|FILE")]
    pub checklist: Option<String>,
    /// Print one JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// The tags of all languages that a checklist can be written in.
fn language_tags() -> clap::builder::PossibleValuesParser {
    Language::ALL.map(Language::tag).into()
}

fn export_formats() -> clap::builder::PossibleValuesParser {
    ExportFormat::ALL.map(ExportFormat::name).into()
}

fn editions() -> clap::builder::PossibleValuesParser {
    Edition::ALL.map(Edition::name).into()
}

/// Arguments of `laws`.
#[derive(Debug, Args)]
pub struct Laws {
    /// The country, by code or name; without it, the countries are listed that there are data for.
    pub country: Option<String>,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `suggest`.
#[derive(Debug, Args)]
pub struct Suggest {
    /// The agreement.
    pub agreement: String,
    /// Checklist, if not the agreement's own: an id, `ID@VERSION`, or a JSON file.
    #[arg(long, value_name = "ID|FILE")]
    pub checklist: Option<String>,
    /// The clauses themselves, the heaviest first: what is likely and grave before what is not.
    #[arg(long)]
    pub by_weight: bool,
    /// Suggestions for each item, 5 when nothing is said; with --by-weight clauses, all of them.
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,
    /// Let words and examples alone point, not what was tagged and rejected in other agreements.
    #[arg(long)]
    pub without_team: bool,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `similar`.
#[derive(Debug, Args)]
pub struct Similar {
    /// The agreement.
    pub agreement: String,
    /// Id or label of the clause.
    pub clause: String,
    /// Only these words of the clause, as `rapporteur text` prints them.
    #[arg(long, value_name = "TEXT")]
    pub quote: Option<String>,
    /// Passages to show.
    #[arg(long, value_name = "N", default_value_t = crate::domain::elsewhere::MOST)]
    pub top: usize,
    /// Compare each with the clause word by word: `[-only in the clause-]`, `[+only in the other+]`.
    #[arg(long)]
    pub compare: bool,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// The words, which must follow each other; the last one may be a beginning. Other forms of them are found too, and marked with ~.
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Only the words exactly as they stand here: no beginnings and no other forms. Quotation marks around the words say the same.
    #[arg(long)]
    pub exact: bool,
    /// Only in this agreement.
    #[arg(long, value_name = "AGREEMENT")]
    pub agreement: Option<String>,
    /// Print one JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `tag`.
#[derive(Debug, Args)]
pub struct Tag {
    /// The agreement.
    pub agreement: String,
    /// Id or label of the clause.
    pub clause: String,
    /// Id of the item.
    pub item: String,
    /// How the clause stands against the item.
    #[arg(long, value_name = "ok|concern|unclear|info|none", value_parser = ["ok", "concern", "unclear", "info", "none"])]
    pub assessment: String,
    /// Only these words of the clause, as `rapporteur text` prints them.
    #[arg(long, value_name = "TEXT")]
    pub quote: Option<String>,
    /// A note on the tag.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Settle a disagreement: it takes the place of what all reviewers hold. Needs --reason.
    #[arg(long)]
    pub settle: bool,
    /// Why an earlier tag is changed, or a disagreement settled so.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Keep it out of any public edition.
    #[arg(long)]
    pub confidential: bool,
}

/// Arguments of `reject`.
#[derive(Debug, Args)]
pub struct Reject {
    /// The agreement.
    pub agreement: String,
    /// Id or label of the clause.
    pub clause: String,
    /// Id of the item.
    pub item: String,
    /// Take your rejection back.
    #[arg(long)]
    pub withdraw: bool,
}

/// Arguments of `annotations`.
#[derive(Debug, Args)]
pub struct Annotations {
    /// The file: JSON-LD.
    pub file: PathBuf,
    /// The agreement that the annotations stand on.
    #[arg(long)]
    pub agreement: String,
    /// Only say what fits; write nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Keep the tags out of any public edition.
    #[arg(long)]
    pub confidential: bool,
}

/// Arguments of `answer`.
#[derive(Debug, Args)]
pub struct Answer {
    /// The agreement.
    pub agreement: String,
    /// Id of the item.
    pub item: String,
    /// The answer; `none` takes an answer away.
    #[arg(value_name = "STATE", value_parser = ["satisfied", "concern", "absent", "withheld", "unclear", "not_applicable", "none"])]
    pub state: String,
    /// The value of a fact.
    #[arg(long, value_name = "TEXT")]
    pub value: Option<String>,
    /// A note on the answer: the reason, or the name of what is missing.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Settle a disagreement: it takes the place of what all reviewers hold. Needs --reason.
    #[arg(long)]
    pub settle: bool,
    /// Why an earlier answer is changed, or a disagreement settled so.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Keep it out of any public edition.
    #[arg(long)]
    pub confidential: bool,
}

/// Arguments of `note`.
#[derive(Debug, Args)]
pub struct Note {
    /// The agreement.
    pub agreement: String,
    /// The text; an empty text takes the note away.
    #[arg(required_unless_present = "edit", conflicts_with = "edit")]
    pub text: Option<String>,
    /// Write it in your own editor, the one that VISUAL or EDITOR names; it begins with the note that
    /// stands there.
    #[arg(long)]
    pub edit: bool,
    /// Write it on this clause.
    #[arg(long, value_name = "CLAUSE", conflicts_with = "item")]
    pub clause: Option<String>,
    /// Write it on the answer to this item.
    #[arg(long, value_name = "ITEM")]
    pub item: Option<String>,
    /// Keep it out of any public edition.
    #[arg(long)]
    pub confidential: bool,
}

/// Arguments of `describe`.
#[derive(Debug, Args)]
pub struct Describe {
    /// The agreement.
    pub agreement: String,
    /// The particular, such as `supplier` or `value`; without it all of them are shown, with what the
    /// text gives for those that are not recorded.
    pub detail: Option<String>,
    /// Its value; an empty text takes it away.
    pub text: Option<String>,
    /// The clause with the words that it is taken from.
    #[arg(long, value_name = "CLAUSE", requires = "quote")]
    pub clause: Option<String>,
    /// These words, as `rapporteur text` prints them.
    #[arg(long, value_name = "TEXT", requires = "clause")]
    pub quote: Option<String>,
    /// Settle a disagreement: it takes the place of what all reviewers hold. Needs --reason.
    #[arg(long)]
    pub settle: bool,
    /// Why an earlier value is changed, or a disagreement settled so.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Keep it out of any public edition.
    #[arg(long)]
    pub confidential: bool,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `confidential`.
#[derive(Debug, Args)]
pub struct Confidential {
    /// The agreement; without a clause it is marked as a whole, and has no public edition at all.
    pub agreement: String,
    /// Id or label of the clause.
    pub clause: Option<String>,
    /// Only these words of the clause, as `rapporteur text` prints them.
    #[arg(long, value_name = "TEXT", requires = "clause")]
    pub quote: Option<String>,
    /// Take your mark back.
    #[arg(long)]
    pub lift: bool,
    /// Why it is taken back.
    #[arg(long, value_name = "TEXT", requires = "lift")]
    pub reason: Option<String>,
}

/// Arguments of `read`.
#[derive(Debug, Args)]
pub struct Read {
    /// The agreement.
    pub agreement: String,
    /// Ids or labels of clauses.
    #[arg(required_unless_present = "all")]
    pub clauses: Vec<String>,
    /// Every clause of the agreement.
    #[arg(long, conflicts_with = "clauses")]
    pub all: bool,
    /// Mark them as unread again.
    #[arg(long)]
    pub unread: bool,
}

/// Arguments of `sign-off`.
#[derive(Debug, Args)]
pub struct SignOff {
    /// The agreement.
    pub agreement: String,
    /// Why it is signed off although something is open.
    #[arg(long, value_name = "TEXT", conflicts_with = "withdraw")]
    pub exception: Option<String>,
    /// Take your sign-off back.
    #[arg(long, requires = "reason")]
    pub withdraw: bool,
    /// Why it is taken back.
    #[arg(long, value_name = "TEXT", requires = "withdraw")]
    pub reason: Option<String>,
}

/// Arguments of `log`.
#[derive(Debug, Args)]
pub struct Log {
    /// Only this agreement.
    pub agreement: Option<String>,
    /// Only what this reviewer wrote: a name, a part of one, an id or a journal.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Only on this item: its id, or CHECKLIST/ITEM.
    #[arg(long, value_name = "ITEM")]
    pub item: Option<String>,
    /// Only entries of this kind: reading, tags, answers, notes, particulars, confidentiality,
    /// checklists, imports, sign-off, keys, checkpoints, journals, or a type such as `item_answered`.
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only from this time on: 2026-11-21, or 2026-11-21 09:30, in UTC.
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Only until this time; a day counts to its end.
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Only with these words, whatever script or diacritics.
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// `text` for reading here; `markdown` and `html` are reports with what is proven; `csv` is for
    /// spreadsheets, `jsonl` for programs; `lines` are the signed lines of the journals as they stand.
    #[arg(long, value_name = "text|markdown|html|csv|jsonl|lines", default_value = "text",
        value_parser = ["text", "markdown", "html", "csv", "jsonl", "lines"])]
    pub format: String,
    /// Print every entry as it stands in its journal, one JSON object a line.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// The edition; in `public`, entries with words of what is marked confidential are withheld.
    #[arg(long, value_name = "EDITION", value_parser = editions(), default_value = Edition::Confidential.name())]
    pub edition: String,
    /// File to write; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that exists.
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Also prove that the journals still begin as this exported summary says.
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Prove every entry anew, also those that were proven before on this device and are unchanged since.
    #[arg(long)]
    pub anew: bool,
    /// Check the proof of one entry instead; this needs no workspace.
    #[arg(long, value_name = "FILE")]
    pub proof: Option<PathBuf>,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub struct Export {
    /// The agreements.
    #[arg(required_unless_present = "all")]
    pub agreements: Vec<String>,
    /// Every agreement of the workspace.
    #[arg(long, conflicts_with = "agreements")]
    pub all: bool,
    /// The format.
    #[arg(long, value_name = "FORMAT", value_parser = export_formats(), required_unless_present = "preview")]
    pub format: Option<String>,
    /// The edition; `confidential` has everything, `public` no word of what is marked confidential.
    #[arg(long, value_name = "EDITION", value_parser = editions(), default_value = Edition::Confidential.name())]
    pub edition: String,
    /// Write nothing; list what the public edition would hold back.
    #[arg(long, conflicts_with_all = ["output", "force", "require_complete"])]
    pub preview: bool,
    /// One file about all of the agreements together: a matrix, what worries most often, public bodies and suppliers.
    #[arg(long, conflicts_with_all = ["preview", "as_of", "at"])]
    pub portfolio: bool,
    /// File to write, or a folder for several agreements; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that exists.
    #[arg(long)]
    pub force: bool,
    /// Write nothing, and end with exit code 6, while anything is open.
    #[arg(long)]
    pub require_complete: bool,
    /// Write the summary anew as it stood when this one was written, from the entries of then.
    #[arg(long, value_name = "SUMMARY", conflicts_with = "all")]
    pub as_of: Option<PathBuf>,
    /// Make no checkpoint; the summary then carries the newest one that there is.
    #[arg(long)]
    pub no_checkpoint: bool,
    /// Write the summary as the review stood at this entry: JOURNAL:NUMBER, or its hash, as `log`
    /// shows them.
    #[arg(long, value_name = "ENTRY", conflicts_with = "as_of")]
    pub at: Option<String>,
}
