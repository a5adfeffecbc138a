//! The beginning of an export before it is written, made from what stands on the disk.
//!
//! It reads the workspace by itself, so that it can be made beside the interface; nothing on the disk changes.

use super::export::{self, ExportError, JournalStanding, in_edition};
use super::log;
use super::session::{Folders, Session, SessionError};
use crate::app::{Preview, PreviewRequest};
use crate::domain::language::Language;
use crate::domain::review::log::in_order;
use crate::domain::translate::speaking;
use crate::formats::export::Glance;

/// The beginning of what would be written, or why nothing can be, in a sentence.
pub fn preview(folders: &Folders, request: &PreviewRequest) -> Result<Preview, String> {
    let session = Session::for_reading(folders).map_err(|error| sentence(&error))?;
    match request {
        PreviewRequest::Summary {
            agreement,
            format,
            edition,
            language,
        } => {
            let opened = session.open(agreement).map_err(|error| sentence(&error))?;
            let standing = JournalStanding::of(&session).map_err(|error| sentence(&error))?;
            let summary = export::summary(&session, &standing, &opened, *language);
            let failed = |error: ExportError| format!("{error} {}", error.hint());
            let shown = in_edition(&session, &opened, summary, *edition).map_err(failed)?;
            let glance = export::glance(&session, &opened, &shown.summary, *format);
            let preview = of_glance(glance.map_err(failed)?);
            Ok(Preview {
                masked: shown.masked,
                ..preview
            })
        }
        PreviewRequest::Log { filter, format } => {
            let entries = session.entries();
            let order = in_order(entries);
            let shown = filter.select(entries, &order);
            let counted = (shown.as_slice(), order.len());
            let closed = log::Closed::default();
            let made = speaking(Language::English, || {
                log::bytes(&session, filter, counted, *format, &closed)
            });
            let (bytes, _) = made.map_err(|error| sentence(&error))?;
            Ok(of_glance(Glance::of_bytes(&bytes)))
        }
    }
}

fn of_glance(glance: Glance) -> Preview {
    Preview {
        lines: glance.lines,
        more: glance.more,
        bytes: glance.bytes,
        masked: Vec::new(),
    }
}

/// What went wrong, with what to do next.
pub(super) fn sentence(error: &SessionError) -> String {
    match error.hint() {
        Some(hint) => format!("{error} {hint}"),
        None => error.to_string(),
    }
}
