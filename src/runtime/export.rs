//! The summary of a review, made from what stands on the disk, and written without ever replacing
//! a file unasked.

use super::clock;
use super::session::{Opened, Session, SessionError};
use super::worker::Worker;
use crate::domain::document::Format;
use crate::domain::language::Language;
use crate::domain::review::WriterId;
use crate::domain::summary::{Edition, ExportFormat, JournalHead, Public, Summary, WholeWithheld};
use crate::domain::translate::speaking;
use crate::formats::export::{self, CannotWrite, Glance, Subject};
use crate::formats::import::PlacedPage;
use crate::store::agreements::AgreementError;
use crate::store::files::{self, FileError};
use crate::store::scratch;
use crate::tr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why a summary was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is such a file.
    #[error("{} is there already and was not replaced.", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The format cannot hold it.
    #[error(transparent)]
    Format(#[from] CannotWrite),
    /// There is no public edition.
    #[error(transparent)]
    Withheld(#[from] WholeWithheld),
    /// The agreement's file cannot be read.
    #[error(transparent)]
    Source(#[from] AgreementError),
}

impl ExportError {
    /// What to do next.
    pub fn hint(&self) -> &str {
        match self {
            Self::Format(error) => &error.hint,
            Self::Source(_) => {
                tr!("`rapporteur verify` tells whether the agreement is still as it was imported.")
            }
            Self::Withheld(_) => tr!(
                "Write the confidential edition, or take the mark back: `rapporteur confidential AGREEMENT --lift`."
            ),
            Self::Exists { .. } => tr!("Choose another name, or replace it with --force."),
            Self::File(error) => match error.source.kind() {
                ErrorKind::NotFound => tr!("Make its folder first, or choose another one."),
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    tr!("Make room on the disk and try again.")
                }
                _ => tr!("Choose another folder or name."),
            },
        }
    }
}

/// Where the journals stand, as every summary says it. Reads all of them: found out once for all summaries that are
/// written together.
#[derive(Debug, Clone)]
pub struct JournalStanding {
    heads: Vec<JournalHead>,
    unfinished: Vec<WriterId>,
    /// The newest checkpoint.
    checkpoint: Option<String>,
}

impl JournalStanding {
    /// As the journals of a session stand now, or stood at the time that it was turned back to.
    pub fn of(session: &Session) -> Result<Self, SessionError> {
        let newest = session.checkpoints()?.into_iter().next();
        Ok(Self {
            heads: session.heads()?,
            unfinished: session.unfinished(),
            checkpoint: newest.map(|checkpoint| checkpoint.note()),
        })
    }
}

/// The summary of an opened agreement.
pub fn summary(
    session: &Session,
    standing: &JournalStanding,
    opened: &Opened,
    language: Language,
) -> Summary {
    let review = session.review(&opened.agreement.id);
    // The summary speaks its own language, whatever the screen speaks.
    let summary = speaking(language, || {
        Summary::of(
            &opened.agreement,
            &opened.checklists,
            &review,
            &standing.heads,
            session.workspace().id(),
            language,
        )
    });
    Summary {
        unfinished_journals: standing.unfinished.clone(),
        checkpoint: standing.checkpoint.clone(),
        ..summary
    }
}

/// A summary in an edition, and the texts besides those that are marked that were masked in it because they repeat
/// withheld words.
pub fn in_edition(
    session: &Session,
    opened: &Opened,
    summary: Summary,
    edition: Edition,
) -> Result<Public, ExportError> {
    match edition {
        Edition::Confidential => Ok(Public {
            summary,
            masked: Vec::new(),
        }),
        Edition::Public => {
            let redaction = session.redaction(opened);
            let language = summary.language;
            Ok(speaking(language, || {
                summary.public(&opened.agreement, &redaction)
            })?)
        }
    }
}

/// The bytes of an export of an opened agreement.
pub fn bytes(
    session: &Session,
    opened: &Opened,
    summary: &Summary,
    format: ExportFormat,
) -> Result<Vec<u8>, ExportError> {
    let agreement = &opened.agreement;
    let source = source(session, opened, summary, format)?;
    let letters = letters(session, opened, summary, (format, &source));
    let subject = Subject {
        summary,
        agreement,
        source: &source,
        letters: &letters,
    };
    Ok(export::write(format, subject)?)
}

/// The beginning of an export of an opened agreement.
pub fn glance(
    session: &Session,
    opened: &Opened,
    summary: &Summary,
    format: ExportFormat,
) -> Result<Glance, ExportError> {
    let source = source(session, opened, summary, format)?;
    Ok(export::glance(
        format,
        Subject {
            summary,
            agreement: &opened.agreement,
            source: &source,
            letters: &[],
        },
    )?)
}

/// The agreement's file as it was received, where a format is made from it.
fn source(
    session: &Session,
    opened: &Opened,
    summary: &Summary,
    format: ExportFormat,
) -> Result<Vec<u8>, ExportError> {
    let agreement = &opened.agreement;
    if format.needs_source() && summary.edition == Edition::Confidential {
        let kept = session.kept_agreements();
        return Ok(kept.source(&agreement.id, agreement.document.format)?);
    }
    Ok(Vec::new())
}

/// Where the signs stand whose words are to be marked in the file as received, read by a child as files always are.
/// Without them paragraphs are marked instead of words, and the marks say so.
fn letters(
    session: &Session,
    opened: &Opened,
    summary: &Summary,
    (format, source): (ExportFormat, &[u8]),
) -> Vec<PlacedPage> {
    let is_pdf = opened.agreement.document.format == Format::Pdf;
    if format != ExportFormat::AnnotatedPdf || !is_pdf || source.is_empty() {
        return Vec::new();
    }
    let pages = export::pages_to_place(summary, &opened.agreement);
    let worker = Worker::new().map(|worker| worker.with_scratch(&session.scratch_folder()));
    let placed = worker.map(|worker| worker.letters(source, pages));
    placed.ok().and_then(Result::ok).unwrap_or_default()
}

/// Writes bytes to a file, atomically, never over another one unasked.
pub fn write_bytes(bytes: &[u8], path: &Path, replace: bool) -> Result<(), ExportError> {
    if files::is_device(path) {
        return Ok(files::write_to_device(path, bytes)?);
    }
    scratch::sweep_parts(files::folder_of(path), clock::now());
    if replace {
        // What a link points at is replaced, not the link.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        return Ok(files::replace(&place, bytes)?);
    }
    if files::write_new(path, bytes)? {
        Ok(())
    } else {
        Err(ExportError::Exists {
            path: path.to_owned(),
        })
    }
}
