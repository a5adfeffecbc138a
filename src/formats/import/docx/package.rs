//! The package around a Word document: a ZIP archive whose parts refer to one another.
//!
//! Everything that is unpacked is counted against one limit, whatever the archive claims.

use super::super::xml::{self, Element};
use super::super::{Refused, encoding};
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
    budget: &'a mut Budget,
    /// Parts that could not be read.
    lost: Vec<String>,
    /// Name of the main part.
    pub main: String,
    /// Where the main part's relations lead.
    relations: Vec<Relation>,
}

/// What may still be unpacked and read, for a file and all that is packed inside it.
#[derive(Debug)]
pub struct Budget {
    bytes: u64,
    nodes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self::new(MOST_UNPACKED, xml::MOST_NODES)
    }
}

impl Budget {
    /// So many unpacked bytes, and so many elements and texts.
    pub const fn new(bytes: u64, nodes: usize) -> Self {
        Self { bytes, nodes }
    }
}

/// A relation of a part to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What the part calls it.
    pub id: String,
    /// The last word of its type, which is the same in both dialects of the format.
    pub role: String,
    /// The other part, named from the top of the package; of outer ones, what is written.
    pub target: String,
    /// Whether it leads out of the package. Such a relation is never followed.
    pub outer: bool,
}

impl<'a> Package<'a> {
    /// Opens a package and finds its main part.
    pub fn open(bytes: &'a [u8], budget: &'a mut Budget) -> Result<Self, Refused> {
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
            budget,
            lost: Vec::new(),
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
            Some(name) => self.lenient_part(&name),
            None => Ok(None),
        }
    }

    /// Names of all parts that the main part refers to in this role.
    pub fn all_related(&self, role: &str) -> Vec<String> {
        let found = self
            .relations
            .iter()
            .filter(|relation| relation.role == role && !relation.outer);
        found.map(|relation| relation.target.clone()).collect()
    }

    /// All relations of the main part, also those that lead out of the package.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// A part as a tree; nothing when the package has none of that name.
    pub fn part(&mut self, name: &str) -> Result<Option<Element>, Refused> {
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => match encoding::decode(error.as_bytes()) {
                Some(decoded) => decoded.text,
                None => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            },
        };
        let text = text.trim_start_matches('\u{FEFF}');
        xml::parse(name, text, &mut self.budget.nodes).map(Some)
    }

    /// A part as a tree; when it is damaged, nothing, with a note of its name.
    pub fn lenient_part(&mut self, name: &str) -> Result<Option<Element>, Refused> {
        match self.part(name) {
            Err(Refused::Damaged { .. }) => {
                self.lost.push(name.to_owned());
                Ok(None)
            }
            other => other,
        }
    }

    /// Names of the parts that could not be read.
    pub fn take_lost(&mut self) -> Vec<String> {
        std::mem::take(&mut self.lost)
    }

    /// What may still be unpacked and read.
    pub fn budget(&mut self) -> &mut Budget {
        self.budget
    }

    /// A part as it is; nothing when the package has none of that name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let Some(&index) = self.entries.get(&normal(name)) else {
            return Ok(None);
        };
        let mut entry = self
            .archive
            .by_index(index)
            .map_err(|error| damaged(name, &error))?;
        let mut bytes = Vec::new();
        // One byte more than allowed tells a large part from one that just fits.
        let mut limited = (&mut entry).take(self.budget.bytes + 1);
        let read = limited
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(name, &error))?;
        match self.budget.bytes.checked_sub(read as u64) {
            Some(left) => self.budget.bytes = left,
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
            .find(|relation| relation.role == "officeDocument" && !relation.outer);
        let name = main.map_or_else(
            || "word/document.xml".to_owned(),
            |relation| relation.target,
        );
        if self.entries.contains_key(&normal(&name)) {
            Ok(name)
        } else {
            Err(missing(&name))
        }
    }

    /// The relations of a part; those of the package itself for an empty name.
    fn relations_of(&mut self, part: &str) -> Result<Vec<Relation>, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(list) = self.part(&format!("{folder}/_rels/{file}.rels"))? else {
            return Ok(Vec::new());
        };
        let relation = |element: &Element| {
            let kind = element.attribute("Type")?;
            let target = element.attribute("Target")?;
            let outer = element.attribute("TargetMode") == Some("External");
            Some(Relation {
                id: element.attribute("Id").unwrap_or_default().to_owned(),
                role: kind.rsplit('/').next().unwrap_or(kind).to_owned(),
                target: if outer {
                    target.to_owned()
                } else {
                    resolve(folder, target)
                },
                outer,
            })
        };
        Ok(list.elements().filter_map(relation).collect())
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
