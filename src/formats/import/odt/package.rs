//! The package around an `OpenDocument` text, or the single file that holds the same.

use super::super::xml::{self, Element};
use super::super::{Refused, encoding};
use super::WHAT;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most that is unpacked from one file.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most entries a package may list.
const MOST_ENTRIES: usize = 20_000;

/// The parts of a document that are read.
pub struct Parts {
    /// The text, with the styles made for it.
    pub content: Element,
    /// Named styles, and pages with their headers and footers.
    pub styles: Option<Element>,
    /// What the document says about itself.
    pub meta: Option<Element>,
}

/// Opens a package or a flat file.
pub fn open(bytes: &[u8]) -> Result<Parts, Refused> {
    if !bytes.starts_with(b"PK") {
        let content = parse("the document", bytes)?;
        return Ok(Parts {
            content,
            styles: None,
            meta: None,
        });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        let ends = bytes
            .windows(4)
            .rev()
            .take(70_000)
            .any(|end| end == b"PK\x05\x06");
        if ends {
            damaged(&format!("the package does not open ({error})"))
        } else {
            Refused::Truncated { what: WHAT }
        }
    })?;
    if archive.len() > MOST_ENTRIES {
        return Err(too_large("The document's list of parts", "20000 parts"));
    }
    let mut left = MOST_UNPACKED;
    let manifest = unpacked(&mut archive, "META-INF/manifest.xml", &mut left)?;
    let sealed = manifest.is_some_and(|manifest| {
        manifest
            .windows(16)
            .any(|window| window == b":encryption-data")
    });
    if sealed {
        return Err(Refused::Encrypted { what: WHAT });
    }
    let content = part(&mut archive, "content.xml", &mut left)?
        .ok_or_else(|| damaged("its main part content.xml is missing"))?;
    Ok(Parts {
        content,
        styles: part(&mut archive, "styles.xml", &mut left)?,
        meta: part(&mut archive, "meta.xml", &mut left)?,
    })
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn part(archive: &mut Archive<'_>, name: &str, left: &mut u64) -> Result<Option<Element>, Refused> {
    let bytes = unpacked(archive, name, left)?;
    bytes.map(|bytes| parse(name, &bytes)).transpose()
}

fn unpacked(
    archive: &mut Archive<'_>,
    name: &str,
    left: &mut u64,
) -> Result<Option<Vec<u8>>, Refused> {
    let Some(index) = archive.index_for_name(name) else {
        return Ok(None);
    };
    let unreadable = |error: &dyn std::fmt::Display| {
        damaged(&format!("its part {name} cannot be unpacked ({error})"))
    };
    let mut entry = archive
        .by_index(index)
        .map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells a large part from one that just fits.
    let read = (&mut entry).take(*left + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| unreadable(&error))?;
    *left = left
        .checked_sub(read as u64)
        .ok_or_else(|| too_large("What the document unpacks to", "256 MB"))?;
    Ok(Some(bytes))
}

fn parse(name: &str, bytes: &[u8]) -> Result<Element, Refused> {
    let text = match encoding::decode(bytes) {
        Some(decoded) => decoded.text,
        None => String::from_utf8_lossy(bytes).into_owned(),
    };
    xml::parse(name, &text, &mut { xml::MOST_NODES }).map_err(|refused| match refused {
        Refused::Damaged { detail, .. } => Refused::Damaged { what: WHAT, detail },
        Refused::TooLarge { limit, .. } => {
            too_large(&format!("The part {name} of the document"), &limit)
        }
        other => other,
    })
}

fn too_large(what: &str, limit: &str) -> Refused {
    Refused::TooLarge {
        what: what.to_owned(),
        limit: limit.to_owned(),
    }
}

fn damaged(detail: &str) -> Refused {
    Refused::Damaged {
        what: WHAT,
        detail: detail.to_owned(),
    }
}
