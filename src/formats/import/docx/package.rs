//! The package around a Word document: a ZIP archive whose parts refer to one another.
//!
//! Everything that is unpacked is counted against one limit, whatever the archive claims.

use super::super::{Refused, encoding};
use super::xml::{self, Element};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most that is unpacked from one file.
const MOST_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most entries an archive may list.
const MOST_ENTRIES: usize = 20_000;
/// How the file is called in sentences.
const WHAT: &str = "a Word document (DOCX)";

/// A Word package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entry number by name in lower case, without a leading slash.
    entries: HashMap<String, usize>,
    left: Cell<u64>,
    /// Name of the main part.
    pub main: String,
    /// Targets of the main part's relations, by the end of their type.
    relations: Vec<(String, String)>,
}

impl<'a> Package<'a> {
    /// Opens a package and finds its main part.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(bytes, &error))?;
        if archive.len() > MOST_ENTRIES {
            return Err(Refused::TooLarge {
                what: "The Word document's list of parts".to_owned(),
                limit: format!("{MOST_ENTRIES} parts"),
            });
        }
        let names = archive.file_names().enumerate();
        let entries = names
            .filter_map(|(index, name)| Some((normal(&name.ok()?), index)))
            .collect();
        let mut package = Self {
            archive,
            entries,
            left: Cell::new(MOST_UNPACKED),
            main: String::new(),
            relations: Vec::new(),
        };
        package.main = package.find_main()?;
        package.relations = package.relations_of(&package.main.clone())?;
        Ok(package)
    }

    /// The main part, as a tree.
    pub fn main_part(&mut self) -> Result<Element, Refused> {
        let name = self.main.clone();
        self.part(&name)?.ok_or_else(|| missing(&name))
    }

    /// The first part that the main part refers to in this role, such as `styles`.
    pub fn related(&mut self, role: &str) -> Result<Option<Element>, Refused> {
        match self.all_related(role).into_iter().next() {
            Some(name) => self.part(&name),
            None => Ok(None),
        }
    }

    /// Names of all parts that the main part refers to in this role.
    pub fn all_related(&self, role: &str) -> Vec<String> {
        let targets = self.relations.iter().filter(|(kind, _)| kind == role);
        targets.map(|(_, target)| target.clone()).collect()
    }

    /// A part as a tree; nothing when the package has none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<Element>, Refused> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let text = match encoding::decode(&bytes) {
            Some(decoded) => decoded.text,
            None => String::from_utf8_lossy(&bytes).into_owned(),
        };
        xml::parse(name, &text).map(Some)
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(&index) = self.entries.get(&normal(name)) else {
            return Ok(None);
        };
        let mut entry = self
            .archive
            .by_index(index)
            .map_err(|error| damaged(name, &error))?;
        let mut bytes = Vec::new();
        // One byte more than allowed tells a large part from one that just fits.
        let mut limited = (&mut entry).take(self.left.get() + 1);
        let read = limited
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(name, &error))?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => {
                return Err(Refused::TooLarge {
                    what: "What the Word document unpacks to".to_owned(),
                    limit: "256 MB".to_owned(),
                });
            }
        }
        Ok(Some(bytes))
    }

    fn find_main(&mut self) -> Result<String, Refused> {
        let relations = self.relations_of("")?;
        let main = relations
            .into_iter()
            .find(|(kind, _)| kind == "officeDocument");
        let name = main.map_or_else(|| "word/document.xml".to_owned(), |(_, target)| target);
        if self.entries.contains_key(&normal(&name)) {
            Ok(name)
        } else {
            Err(missing(&name))
        }
    }

    /// Where a part's relations lead, each with the last word of its type.
    fn relations_of(&mut self, part: &str) -> Result<Vec<(String, String)>, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(list) = self.part(&format!("{folder}/_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let mut relations = Vec::new();
        for relation in list.elements() {
            let (Some(kind), Some(target)) =
                (relation.attribute("Type"), relation.attribute("Target"))
            else {
                continue;
            };
            if relation.attribute("TargetMode") == Some("External") {
                continue;
            }
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            relations.push((kind, resolve(folder, target)));
        }
        Ok(relations)
    }
}

/// A target as a name from the top of the package.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        steps.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn normal(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_lowercase()
}

fn missing(name: &str) -> Refused {
    Refused::Damaged {
        what: WHAT,
        detail: format!("its main part {name} is missing"),
    }
}

fn damaged(name: &str, error: &dyn std::fmt::Display) -> Refused {
    Refused::Damaged {
        what: WHAT,
        detail: format!("its part {name} cannot be unpacked ({error})"),
    }
}

/// An archive that does not open has usually lost its end, where the list of parts stands.
fn broken(bytes: &[u8], error: &ZipError) -> Refused {
    let has_end = bytes
        .windows(4)
        .rev()
        .take(70_000)
        .any(|window| window == b"PK\x05\x06");
    if has_end {
        Refused::Damaged {
            what: WHAT,
            detail: format!("the package does not open ({error})"),
        }
    } else {
        Refused::Truncated { what: WHAT }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_from_their_folder() {
        for (folder, target, name) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../docProps/./core.xml", "docProps/core.xml"),
            ("", "word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(folder, target), name);
        }
    }
}
