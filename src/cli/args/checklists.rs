//! The arguments of `checklist` and what stands behind it.

use super::{Json, language_tags};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be done with checklists.
#[derive(Debug, Subcommand)]
pub enum ChecklistTask {
    /// List the checklists that are built in or were used in this workspace.
    List(Json),
    /// Show a checklist, also in another language.
    Show(ChecklistShow),
    /// Write a new checklist file to begin one's own with: a small template, or a copy.
    New(ChecklistNew),
    /// Make a checklist file of a spreadsheet with one question a row.
    Import(ChecklistImport),
    /// Check checklists and report everything that is wrong with them.
    Validate(ChecklistValidate),
    /// Tell what changed between two versions of a checklist, item by item.
    Diff(ChecklistDiff),
    /// Record in a checklist file that a person answers for a translation.
    Sign(ChecklistSign),
    /// Print the JSON Schema of checklist files, which editors use to help with writing.
    Schema(ChecklistSchema),
    /// Review an agreement against a checklist too, or by another profile of it.
    Use {
        /// The agreement.
        agreement: String,
        /// Id of a known checklist, `ID@VERSION`, or a JSON file.
        checklist: String,
        /// Ask only the items of this profile, such as `core`; without it, all of them.
        #[arg(long)]
        profile: Option<String>,
    },
    /// Move the review of an agreement to another version of its checklist, and tell item by item
    /// what is kept, what must be confirmed, and what is new.
    Move(MoveChecklist),
    /// Review an agreement against a checklist no longer.
    Drop {
        /// The agreement.
        agreement: String,
        /// Id of the checklist.
        checklist: String,
    },
}

/// Arguments of `checklist move`.
#[derive(Debug, Args)]
pub struct MoveChecklist {
    /// The agreement.
    pub agreement: String,
    /// The version to go to: `ID@VERSION`, or a JSON file.
    pub checklist: String,
    /// Only tell what would become of every item.
    #[arg(long)]
    pub plan: bool,
}

/// Arguments of `checklist show`.
#[derive(Debug, Args)]
pub struct ChecklistShow {
    /// Id of a known checklist, `ID@VERSION`, or a JSON file.
    pub checklist: String,
    /// Language of the texts; what is not translated is shown as it is, with a mark such as `[en]`.
    #[arg(long, value_name = "TAG", value_parser = language_tags())]
    pub lang: Option<String>,
    /// Print JSON for programs, with the texts in all languages.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `checklist new`.
#[derive(Debug, Args)]
pub struct ChecklistNew {
    /// The file to write; one that is there is never replaced.
    pub file: PathBuf,
    /// Copy this checklist instead of the template: an id, `ID@VERSION`, or a JSON file.
    #[arg(long, value_name = "ID|FILE")]
    pub from: Option<String>,
    /// Copy only the items of this profile.
    #[arg(long, value_name = "PROFILE", requires = "from")]
    pub profile: Option<String>,
    /// Id of the new checklist; made of the file's name without it.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Title of the new checklist.
    #[arg(long, value_name = "TITLE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub title: Option<String>,
}

/// Arguments of `checklist import`.
#[derive(Debug, Args)]
pub struct ChecklistImport {
    /// The spreadsheet: CSV or XLSX. Its first row names the columns: question, group, severity,
    /// kind, name, why, look for, follow-up, id; only the question must be there.
    pub file: PathBuf,
    /// The checklist file to write; one that is there is never replaced.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Sheet of a workbook; the first without it.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Id of the new checklist; made of the name of the file to write without it.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Title of the new checklist; the name of the spreadsheet without it.
    #[arg(long, value_name = "TITLE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub title: Option<String>,
    /// Language of the questions; found out without it.
    #[arg(long, value_name = "TAG", value_parser = language_tags())]
    pub language: Option<String>,
}

/// Arguments of `checklist validate`.
#[derive(Debug, Args)]
pub struct ChecklistValidate {
    /// JSON files, or ids of known checklists, or `ID@VERSION`.
    #[arg(required = true, value_name = "FILE|ID")]
    pub checklists: Vec<String>,
    /// Print one JSON object a line for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `checklist diff`.
#[derive(Debug, Args)]
pub struct ChecklistDiff {
    /// The older one: a JSON file, `ID@VERSION`, or the id of a known checklist.
    pub old: String,
    /// The newer one.
    pub new: String,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `checklist sign`.
#[derive(Debug, Args)]
pub struct ChecklistSign {
    /// The JSON file; nothing else in it is changed.
    pub file: PathBuf,
    /// Language of the translation.
    #[arg(long, value_name = "TAG", value_parser = language_tags())]
    pub language: String,
    /// Name of the person who has read the translation and answers for it.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Also raise the checklist to this version, which it needs when it is in use already.
    #[arg(long = "version", value_name = "VERSION")]
    pub version: Option<String>,
}

/// Arguments of `checklist schema`.
#[derive(Debug, Args)]
pub struct ChecklistSchema {
    /// File to write; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
