//! The receipt of an import: what came in, what could not be read, what to do next.

use super::importing::End;
use super::reading::ReadingError;
use crate::app::{ReadIn, Received, Remark, wording};
use crate::domain::agreement::{Agreement, AgreementId};
use crate::domain::document::{Diagnostic, Severity};
use crate::domain::review::StoredEntry;
use crate::store::agreements::AgreementError;
use crate::{tr, trn};
use serde::Serialize;
use std::path::Path;

/// What became of one file. The shape of `import --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The path as it was given.
    pub path: String,
    /// What became of it.
    pub status: Status,
    /// Its id in the workspace.
    pub agreement: Option<AgreementId>,
    /// Its title.
    pub title: Option<String>,
    /// Tag of its language.
    pub language: Option<String>,
    /// Format it was read as.
    pub format: Option<String>,
    /// Pages; nothing when the format has none.
    pub pages: Option<u32>,
    /// Clauses.
    pub clauses: Option<usize>,
    /// Length of the text in Unicode scalar values.
    pub characters: Option<usize>,
    /// What could not be read, or should be doubted.
    pub diagnostics: Vec<Diagnostic>,
    /// Why it was refused.
    pub error: Option<ReceiptError>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is in the workspace now.
    Imported,
    /// The same bytes were there already.
    Unchanged,
    /// It could not be read in.
    Refused,
}

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptError {
    /// A stable name for programs.
    pub code: String,
    /// One sentence for a person.
    pub message: String,
    /// What to do next.
    pub hint: String,
}

impl Receipt {
    /// The receipt for what was read.
    pub fn of(path: &Path, status: Status, agreement: &Agreement) -> Self {
        let document = &agreement.document;
        Self {
            path: path.display().to_string(),
            status,
            agreement: Some(agreement.id.clone()),
            title: Some(document.title.clone()),
            language: Some(agreement.language.tag().to_owned()),
            format: Some(document.format.name().to_owned()),
            pages: document.pages,
            clauses: Some(agreement.clauses.len()),
            characters: Some(agreement.scalars.len()),
            diagnostics: document.diagnostics.clone(),
            error: None,
        }
    }

    /// The receipt for what was refused.
    pub fn refused(path: &Path, error: ReceiptError) -> Self {
        Self {
            path: path.display().to_string(),
            status: Status::Refused,
            agreement: None,
            title: None,
            language: None,
            format: None,
            pages: None,
            clauses: None,
            characters: None,
            diagnostics: Vec::new(),
            error: Some(error),
        }
    }

    /// What a reader must know before the first clause.
    pub fn for_reader(&self) -> Received {
        let headline = tr!(
            "Read as {format}: {amounts}.",
            format = shown(self.format.as_deref().unwrap_or_default()),
            amounts = self.amounts()
        );
        let mut diagnostics: Vec<_> = self.diagnostics.iter().collect();
        diagnostics.sort_by_key(|one| std::cmp::Reverse(one.severity));
        let remark = |one: &Diagnostic| Remark {
            severity: one.severity,
            words: wording::sentence(&one.told()),
            page: one.page,
            place: one.place,
        };
        Received {
            headline,
            remarks: diagnostics.into_iter().map(remark).collect(),
            seen: false,
        }
    }

    /// Pages, clauses and characters.
    fn amounts(&self) -> String {
        let pages = self.pages.map_or_else(String::new, |pages| {
            trn!(pages, "{n} page", "{n} pages") + ", "
        });
        format!(
            "{pages}{}, {}",
            trn!(
                self.clauses.unwrap_or_default(),
                "{n} clause",
                "{n} clauses"
            ),
            trn!(
                self.characters.unwrap_or_default(),
                "{n} character",
                "{n} characters"
            )
        )
    }

    /// The receipt in lines for a person.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.headline()];
        for diagnostic in &self.diagnostics {
            let mark = match diagnostic.severity {
                Severity::Info => tr!("note"),
                Severity::Warning => tr!("warning"),
                Severity::Error => tr!("missing"),
            };
            let page = on_page(diagnostic.page);
            lines.push(format!("    {mark}: {}{page}", diagnostic.message));
        }
        if let Some(error) = &self.error {
            lines.push(format!("    {}", error.hint));
        }
        lines
    }

    fn headline(&self) -> String {
        if let Some(error) = &self.error {
            return tr!("refused    {message}", message = error.message);
        }
        let status = match self.status {
            Status::Unchanged => tr!("unchanged"),
            _ => tr!("imported "),
        };
        format!(
            "{status}  {} “{}”: {}, {}",
            self.agreement.as_ref().map_or("", AgreementId::as_str),
            self.title.as_deref().unwrap_or_default(),
            self.amounts(),
            self.language.as_deref().unwrap_or_default(),
        )
    }
}

fn on_page(page: Option<u32>) -> String {
    page.map_or_else(String::new, |page| tr!(" (page {page})", page))
}

impl From<ReadingError> for ReceiptError {
    fn from(error: ReadingError) -> Self {
        Self {
            code: error.code().to_owned(),
            hint: error.hint(),
            message: error.to_string(),
        }
    }
}

impl From<AgreementError> for ReceiptError {
    fn from(error: AgreementError) -> Self {
        Self {
            code: "kept-copy-damaged".to_owned(),
            hint: error.hint().unwrap_or_default().to_owned(),
            message: error.to_string(),
        }
    }
}

/// What came of all files, for the interface.
pub fn outcome(receipts: Vec<Receipt>, end: End, entries: Vec<StoredEntry>) -> ReadIn {
    let mut came = ReadIn {
        entries,
        left: match end {
            End::Complete => 0,
            End::Stopped { left } => left,
        },
        ..ReadIn::default()
    };
    for receipt in receipts {
        came.unchanged += usize::from(receipt.status == Status::Unchanged);
        if let Some(error) = receipt.error {
            came.refused
                .push(format!("{} {}", error.message, error.hint));
        }
        came.agreements.extend(receipt.agreement);
    }
    came
}
/// A format as people write it: most are initials.
fn shown(format: &str) -> String {
    match format {
        "text" | "markdown" | "email" => format.to_owned(),
        initials => initials.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn initials_are_written_large() {
        assert_eq!(
            [shown("pdf"), shown("docx"), shown("text")],
            ["PDF", "DOCX", "text"]
        );
    }
}
