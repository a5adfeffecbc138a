//! The Word file as it was received, with remarks as comments on the words.
//!
//! Only the main part, the comments, the list of types and the relations of the main part are written anew, and in them
//! only marks are added; every other part is copied as it is packed. The file was read and bounded before it could be
//! reviewed, and is bounded again here.

pub(super) mod parts;
mod place;
mod scan;
mod splice;
mod stream;
mod tags;

use super::comments::comment;
use super::remarks::{On, Remark, the_words};
use crate::domain::agreement::Agreement;
use crate::domain::review::{Moment, Reviewer};
use crate::domain::text::Span;
use crate::formats::export::CannotWrite;
use crate::formats::export::docx::{Xml, entry};
use crate::formats::import::docx::package::{Budget, Package};
use crate::tr;
use parts::Root;
use place::{Found, find};
use scan::Scan;
use splice::{Mark, splice};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read, Write};
use stream::OurStream;
use zip::{ZipArchive, ZipWriter};

/// Bytes of a list of types or relations that are read.
const MOST_OF_A_LIST: u64 = 16 * 1024 * 1024;

/// The file with comments.
pub fn in_place(
    agreement: &Agreement,
    source: &[u8],
    remarks: &[Remark],
    date: Option<Moment>,
) -> Result<Vec<u8>, CannotWrite> {
    let mut budget = Budget::default();
    let mut package =
        Package::open(source, &mut budget).map_err(|error| cannot(&error.to_string()))?;
    let main = package.main.clone();
    let part = text(&mut package, &main)?.ok_or_else(|| cannot(&main))?;
    let mut notes = HashMap::new();
    for (role, end) in [("footnotes", false), ("endnotes", true)] {
        for name in package.all_related(role) {
            if let Some(part) = text(&mut package, &name)? {
                scan::notes(&part, end, &mut notes);
            }
        }
    }
    let scan = scan::scan(&part, &notes).map_err(|detail| cannot(&detail))?;
    let old = package.all_related("comments").into_iter().next();
    let old = match old {
        Some(name) => text(&mut package, &name)?.map(|part| (name, part)),
        None => None,
    };
    let last = old.as_ref().and_then(|(_, part)| parts::last_comment(part));
    let next = last.max(scan.last_comment).map_or(0, |last| last + 1);
    let next =
        usize::try_from(next).map_err(|_| cannot(tr!("its comments have no numbers left")))?;

    let signature = signed(source).then(|| of_the_signature(date));
    let all: Vec<&Remark> = signature.iter().chain(remarks).collect();
    let placed = placed(agreement, &scan, &all);
    let root = Root::of(&part).ok_or_else(|| cannot(tr!("its main part is empty")))?;
    let outer = [("xmlns:w", root.space.as_str())];
    let names: &[(&str, &str)] = if root.knows_w(&root.space) {
        &[]
    } else {
        &outer
    };
    let marks: Vec<Mark<'_>> = placed
        .iter()
        .enumerate()
        .map(|(number, place)| Mark {
            id: next + number,
            letters: place.found.as_ref().map(|found| found.letters.clone()),
            quote: if place.told { "" } else { &all[number].quote },
        })
        .collect();
    let marked = splice(&part, &scan, &marks, names)
        .ok_or_else(|| cannot(tr!("its text has no place for a comment")))?;

    let inherits = old
        .as_ref()
        .is_none_or(|(_, part)| Root::of(part).is_some_and(|old| old.knows_w(&root.space)));
    let names: &[(&str, &str)] = if inherits { &[] } else { &outer };
    let mut xml = Xml::fragment();
    for (number, (remark, place)) in all.iter().zip(&placed).enumerate() {
        comment(
            &mut xml,
            next + number,
            remark,
            &place.further(remark),
            names,
        );
    }
    let comments = xml.into_text();
    let mut changed = HashMap::from([(lower(&main), marked)]);
    if all.is_empty() {
        return repacked(source, &HashMap::new(), &[]);
    }
    if let Some((name, part)) = old {
        let more = parts::with(&part, &comments).ok_or_else(|| cannot(&name))?;
        changed.insert(lower(&name), more);
        return repacked(source, &changed, &[]);
    }
    let new = new_part(&mut package, &main, &root, &mut changed)?;
    let comments = parts::new_comments(&root.space, &comments);
    let mut added = vec![(new, comments)];
    // A document without any relation has no part for them.
    let relations = relations_name(&main);
    if package.bytes(&relations).is_ok_and(|bytes| bytes.is_none())
        && let Some(part) = changed.remove(&lower(&relations))
    {
        added.push((relations, part));
    }
    repacked(source, &changed, &added)
}

/// Where a remark is put.
struct Placed {
    found: Option<Found>,
    /// Whether the comment has to say the words, because they could not be marked.
    told: bool,
}

impl Placed {
    /// What the comment says beside the remark.
    fn further(&self, remark: &Remark) -> Vec<String> {
        if !self.told || remark.words().is_none() {
            return Vec::new();
        }
        let why = match &self.found {
            Some(_) => tr!(
                "Its words stand near here, where they could not be marked, such as in a note or a text box."
            ),
            None => tr!("Its words could not be found in the running text of this file."),
        };
        vec![why.to_owned(), the_words(&remark.quote)]
    }
}

fn placed(agreement: &Agreement, scan: &Scan, remarks: &[&Remark]) -> Vec<Placed> {
    let ours = OurStream::of(agreement);
    let one = |remark: &&Remark| {
        let words = match remark.on {
            On::Agreement => None,
            On::Words(words) => Some(words),
            On::Clause(clause) => Some(opening(&ours, clause)),
        };
        let found = words.and_then(|words| find(&ours, scan, words));
        let outside = |found: &Found| scan.outside(&found.letters);
        let told = found
            .as_ref()
            .is_none_or(|found| !found.exact || outside(found));
        Placed { found, told }
    };
    remarks.iter().map(one).collect()
}

/// The first block of a clause that has words of its own, and not only a number.
fn opening(ours: &OurStream<'_>, clause: Span) -> Span {
    let first = ours.block_at(clause.start).unwrap_or(0);
    let blocks = (first..ours.blocks()).map(|number| ours.block(number));
    let mut here = blocks.take_while(|block| block.start < clause.end);
    let worded = here.find_map(|block| {
        let start = block.start.max(clause.start);
        let part = Span::new(start, block.end.min(clause.end));
        (!ours.needle(part)[0].is_empty()).then_some(part)
    });
    worded.unwrap_or(clause)
}

impl Scan {
    /// Whether any of some letters stand outside the running text.
    fn outside(&self, letters: &std::ops::Range<usize>) -> bool {
        let at = |letter: usize| self.pieces.partition_point(|piece| piece.at <= letter);
        let first = at(letters.start).saturating_sub(1);
        let last = at(letters.end.saturating_sub(1));
        let pieces = self.pieces.get(first..last).unwrap_or_default();
        pieces.iter().any(|piece| piece.outside)
    }
}

/// Names a new part for comments, and writes its type and its relation.
fn new_part(
    package: &mut Package<'_>,
    main: &str,
    root: &Root,
    changed: &mut HashMap<String, String>,
) -> Result<String, CannotWrite> {
    const TYPES: &str = "[Content_Types].xml";
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let within = |file: &str| match folder {
        "" => file.to_owned(),
        folder => format!("{folder}/{file}"),
    };
    let mut file = "comments.xml".to_owned();
    for number in 1.. {
        match package.bytes(&within(&file)) {
            Ok(None) => break,
            Ok(Some(_)) => file = format!("comments-{number}.xml"),
            Err(error) => return Err(cannot(&error.to_string())),
        }
    }
    let types = text(package, TYPES)?.ok_or_else(|| cannot(TYPES))?;
    let types = parts::with_type(&types, &within(&file)).ok_or_else(|| cannot(TYPES))?;
    let name = relations_name(main);
    let relations = text(package, &name)?;
    let strict = root.space.contains("purl.oclc.org");
    let relations = parts::with_relation(relations.as_deref(), &file, strict);
    changed.insert(lower(TYPES), types);
    changed.insert(lower(&name), relations.ok_or_else(|| cannot(&name))?);
    Ok(within(&file))
}

fn relations_name(main: &str) -> String {
    match main.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{main}.rels"),
    }
}

/// The archive with some parts written anew, by name in lower case, and some added; all others as they are packed.
fn repacked(
    source: &[u8],
    changed: &HashMap<String, String>,
    added: &[(String, String)],
) -> Result<Vec<u8>, CannotWrite> {
    let failed = |error: zip::result::ZipError| cannot(&error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(source)).map_err(failed)?;
    let mut written = ZipWriter::new(Cursor::new(Vec::with_capacity(source.len())));
    let put = |written: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &str| {
        written.start_file(name, entry()).map_err(failed)?;
        let all = written.write_all(part.as_bytes());
        all.map_err(|error| cannot(&error.to_string()))
    };
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(failed)?;
        let name = file.name().map_err(failed)?.into_owned();
        match changed.get(&lower(&name)) {
            Some(part) => put(&mut written, &name, part)?,
            None => written.raw_copy_file(file).map_err(failed)?,
        }
    }
    for (name, part) in added {
        put(&mut written, name, part)?;
    }
    Ok(written.finish().map_err(failed)?.into_inner())
}

fn lower(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_lowercase()
}

/// A part as text.
fn text(package: &mut Package<'_>, name: &str) -> Result<Option<String>, CannotWrite> {
    let bytes = package
        .bytes(name)
        .map_err(|error| cannot(&error.to_string()))?;
    let Some(bytes) = bytes else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(|_| cannot(name))?;
    // Places are counted from after a mark of byte order.
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

/// A member of an archive as text, by its name in any case.
pub(super) fn text_of(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let known = archive.file_names().flatten();
    let known: Vec<String> = known.map(Cow::into_owned).collect();
    let name = known.iter().find(|one| one.eq_ignore_ascii_case(name))?;
    let member = archive.by_name(name).ok()?;
    let mut text = String::new();
    // The file was bounded when it was read; these parts are small in every file that is none of an attacker.
    member.take(MOST_OF_A_LIST).read_to_string(&mut text).ok()?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}

/// Whether somebody signed the file itself.
fn signed(source: &[u8]) -> bool {
    let archive = ZipArchive::new(Cursor::new(source));
    let is = |name: &str| name.to_lowercase().contains("_xmlsignatures/");
    archive.is_ok_and(|archive| archive.file_names().flatten().any(|name| is(&name)))
}

/// The comment that says that a signature does not hold any more.
fn of_the_signature(date: Option<Moment>) -> Remark {
    let said = tr!(
        "This file was signed digitally. With comments in it that signature does not hold; the file as received does."
    );
    Remark {
        number: 0,
        on: On::Agreement,
        quote: String::new(),
        assessment: None,
        by: Reviewer::named("rapporteur").expect("it has letters"),
        at: date.unwrap_or(Moment::from_millis(0)),
        question: String::new(),
        said: vec![said.to_owned()],
    }
}

fn cannot(detail: &str) -> CannotWrite {
    CannotWrite {
        message: tr!(
            "The comments could not be written into the file as received ({detail}).",
            detail = detail
        ),
        hint: tr!("Choose annotated-html, which is written from the text that was reviewed.")
            .to_owned(),
    }
}

#[cfg(test)]
mod tests;
