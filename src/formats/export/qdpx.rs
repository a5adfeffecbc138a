//! A review as a REFI-QDA project (QDPX), which `NVivo`, MAXQDA, ATLAS.ti, `QualCoder` and others of qualitative research open:
//! a ZIP with `project.qde` and the text of the agreement.
//!
//! Checklists become code books, tags become codings of selections, reviewers become users; what is said of the whole
//! agreement becomes a note with the same codes. Positions count Unicode scalars of the text, which is written with LF and
//! without a byte order mark. Identifiers follow from what they name, so that the same review gives the same bytes.

mod guid;
mod project;

use super::CannotWrite;
use crate::domain::agreement::Agreement;
use crate::domain::summary::Summary;
use crate::tr;
use guid::guid;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The project of one review.
pub fn qdpx(summary: &Summary, agreement: &Agreement) -> Result<Vec<u8>, CannotWrite> {
    let text = guid("text", &[&summary.agreement.text_sha256.to_string()]);
    let project = project::project(summary, &text);
    let files = [
        ("project.qde".to_owned(), project.as_bytes()),
        (format!("sources/{text}.txt"), agreement.text().as_bytes()),
    ];
    zipped(&files).map_err(|error| CannotWrite {
        message: tr!("The project could not be packed: {error}.", error),
        hint: tr!("Choose another format, such as JSON.").to_owned(),
    })
}

/// A ZIP that holds no time and no owner.
fn zipped(files: &[(String, &[u8])]) -> Result<Vec<u8>, zip::result::ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
