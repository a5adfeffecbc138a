//! ZIP archives of files, as opposed to the packages that office documents are.

use super::super::{LARGEST_FILE, Refused, encoding};
use super::{MOST_MEMBERS, MOST_UNPACKED, Member, harmless, is_litter};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// What is unpacked from a member without asking how small it was packed.
const FREE: u64 = 16 * 1024 * 1024;
/// How many times its packed size a larger member may have. Contracts shrink to a tenth, scans
/// hardly at all; only bombs come near what the format allows.
const LARGEST_RATIO: u64 = 250;
/// How the file is called in sentences.
const WHAT: &str = "a ZIP archive";

/// The names in an archive; those in front of the members when its list is lost.
pub fn entry_names(bytes: &[u8]) -> Vec<String> {
    if let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) {
        let names = archive.file_names_raw();
        return names
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect();
    }
    let mut names = Vec::new();
    let starts = bytes.windows(4).enumerate();
    for (at, _) in starts.filter(|(_, window)| *window == b"PK\x03\x04") {
        let size = |from: usize| bytes.get(at + from).map_or(0, |byte| usize::from(*byte));
        let length = size(26) + 256 * size(27);
        if let Some(name) = bytes.get(at + 30..at + 30 + length) {
            names.push(String::from_utf8_lossy(name).into_owned());
        }
        if names.len() == MOST_MEMBERS {
            break;
        }
    }
    names
}

/// What a package says it is, in the member that some formats put in front for this.
pub fn declared_kind(bytes: &[u8]) -> String {
    let mut kind = Vec::new();
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) {
        if let Ok(mut entry) = archive.by_name("mimetype") {
            // What cannot be read says nothing.
            let _ = (&mut entry).take(100).read_to_end(&mut kind);
        }
    } else if bytes.get(30..38) == Some(b"mimetype") {
        // A damaged package still begins with it, as it is never packed.
        kind.extend_from_slice(bytes.get(38..138).unwrap_or_default());
    }
    String::from_utf8_lossy(&kind).trim().to_owned()
}

/// Unpacks an archive.
pub fn members(bytes: &[u8]) -> Result<Vec<Member>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_MEMBERS {
        return Err(Refused::TooLarge {
            what: "The ZIP archive's list of files".to_owned(),
            limit: format!("{MOST_MEMBERS} files"),
        });
    }
    let mut left = MOST_UNPACKED;
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let Some(name) = file_name(&mut archive, index)? else {
            continue;
        };
        let (bytes, refused) = match content(&mut archive, index, &mut left) {
            Ok(bytes) => (bytes, None),
            Err(refused) if left == 0 => return Err(refused),
            Err(refused) => (Vec::new(), Some(refused)),
        };
        members.push(Member {
            name,
            bytes,
            refused,
        });
    }
    Ok(members)
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The name of an entry; nothing for folders, links, and what systems leave for themselves.
fn file_name(archive: &mut Archive<'_>, index: usize) -> Result<Option<String>, Refused> {
    let entry = archive
        .by_index_raw(index)
        .map_err(|error| damaged(&error))?;
    let name = harmless(&encoding::file_name(entry.name_raw()));
    let skipped = entry.is_dir() || entry.is_symlink() || is_litter(&name);
    Ok((!skipped).then_some(name))
}

fn content(archive: &mut Archive<'_>, index: usize, left: &mut u64) -> Result<Vec<u8>, Refused> {
    let mut entry = archive.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refused::Encrypted {
            what: "in a ZIP archive",
        },
        error => damaged(&error),
    })?;
    let fair = FREE.max(entry.compressed_size().saturating_mul(LARGEST_RATIO));
    let limit = (LARGEST_FILE as u64).min(fair).min(*left);
    let mut bytes = Vec::new();
    // One byte more than allowed tells a large member from one that just fits.
    let read = (&mut entry).take(limit + 1).read_to_end(&mut bytes);
    *left = left.saturating_sub(bytes.len() as u64);
    read.map_err(|error| damaged(&error))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(limit, fair, *left));
    }
    Ok(bytes)
}

fn too_large(limit: u64, fair: u64, left: u64) -> Refused {
    let (what, limit) = match () {
        () if left == 0 => ("What the ZIP archive unpacks to", "256 MB".to_owned()),
        () if limit == fair => (
            "What a file in the ZIP archive unpacks to",
            format!("{LARGEST_RATIO} times its packed size"),
        ),
        () => ("A file in the ZIP archive", "100 MB".to_owned()),
    };
    Refused::TooLarge {
        what: what.to_owned(),
        limit,
    }
}

fn damaged(error: &dyn std::fmt::Display) -> Refused {
    Refused::Damaged {
        what: WHAT,
        detail: format!("it cannot be unpacked ({error})"),
    }
}
