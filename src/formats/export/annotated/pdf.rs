//! The PDF as it was received, with highlights on the words that reviewers marked.
//!
//! The bytes received stay as they are; what is added stands behind them, as an update that readers of PDF know. A
//! highlight covers the words, line by line, where their signs are found among those that the page paints; else the box
//! of their paragraph or row, and says so. The signs are read in a process of their own, as the file was before; here it
//! is only taken apart into objects, within the bounds of the library, and nothing of its pages is drawn.

use super::frame::Frame;
use super::remarks::{On, Remark, the_words};
use super::words::{self, Corners, Sheets};
use crate::domain::agreement::Agreement;
use crate::domain::margin::Area;
use crate::domain::text::Span;
use crate::formats::export::CannotWrite;
use crate::formats::export::report::Tone;
use crate::formats::import::PlacedPage;
use crate::tr;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, StringFormat};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Boxes are cut into stripes about as high as a line, in tenths of a point: readers round the ends of what they draw.
const STRIPE: i32 = 130;
/// Over so many pages a paragraph is followed.
const MOST_PAGES: u32 = 3;
/// The name of the file that is attached.
const HEADS_FILE: &str = "journal-heads.txt";

/// The file with annotations.
pub fn in_place(
    agreement: &Agreement,
    (source, letters): (&[u8], &[PlacedPage]),
    remarks: &[Remark],
    heads: &[String],
) -> Result<Vec<u8>, CannotWrite> {
    // Strange input must never take the program down, not even through a fault in a library.
    let written = catch_unwind(AssertUnwindSafe(|| {
        annotated(agreement, (source, letters), remarks, heads)
    }));
    written.unwrap_or_else(|_| Err(cannot(tr!("taking it apart failed"))))
}

fn annotated(
    agreement: &Agreement,
    (source, letters): (&[u8], &[PlacedPage]),
    remarks: &[Remark],
    heads: &[String],
) -> Result<Vec<u8>, CannotWrite> {
    let failed = |error: lopdf::Error| cannot(&error.to_string());
    let document = Document::load_mem(source).map_err(failed)?;
    if document.is_encrypted() || document.encryption_state.is_some() {
        return Err(cannot(tr!("it is encrypted")));
    }
    if is_certified(&document) {
        return Err(cannot(tr!("its signature forbids annotations")));
    }
    if !source.starts_with(b"%PDF") || document.xref_recovery.is_some() {
        return Err(cannot(tr!("its list of objects is damaged")));
    }
    let pages = document.get_pages();
    let mut annotations: BTreeMap<ObjectId, Vec<Dictionary>> = BTreeMap::new();
    let known = Pages {
        document: &document,
        ids: &pages,
        letters: letters.iter().map(|page| (page.page, page)).collect(),
    };
    for remark in remarks {
        for (page, spot) in known.places(agreement, remark) {
            let page = known
                .id(page)
                .ok_or_else(|| cannot(tr!("it has no pages")))?;
            let frame = Frame::of(&document, page);
            let annotation = annotation(remark, page, &frame, &spot);
            annotations.entry(page).or_default().push(annotation);
        }
    }
    let first = pages.values().next().copied();
    let first = first.ok_or_else(|| cannot(tr!("it has no pages")))?;
    let place = Frame::of(&document, first).clip();
    let mut update = IncrementalDocument::create_from(source.to_vec(), document);
    let attached = attachment(&mut update, first, place, heads);
    annotations.entry(first).or_default().push(attached);
    for (page, annotations) in annotations {
        attach(&mut update, page, annotations).map_err(failed)?;
    }
    let mut bytes = Vec::with_capacity(source.len() + remarks.len() * 1000);
    let saved = update.save_to(&mut bytes);
    saved.map_err(|error| cannot(&error.to_string()))?;
    if bytes.starts_with(source) {
        Ok(bytes)
    } else {
        Err(cannot(tr!("taking it apart failed")))
    }
}

/// Where a remark stands on a page.
#[derive(Default)]
struct Spot {
    corners: Vec<Corners>,
    /// Whether it covers more than the words, because those were not found.
    wider: bool,
}

/// What is known of the pages of a file.
struct Pages<'a> {
    document: &'a Document,
    ids: &'a BTreeMap<u32, ObjectId>,
    letters: BTreeMap<u32, &'a PlacedPage>,
}

impl Pages<'_> {
    /// The page of that number; of one that is not there, the first.
    fn id(&self, page: u32) -> Option<ObjectId> {
        self.ids
            .get(&page)
            .or_else(|| self.ids.values().next())
            .copied()
    }

    fn frame(&self, page: u32) -> Option<Frame> {
        self.id(page).map(|id| Frame::of(self.document, id))
    }

    /// The places of a remark on each page; none of one that has no place.
    fn places(&self, agreement: &Agreement, remark: &Remark) -> BTreeMap<u32, Spot> {
        let mut places: BTreeMap<u32, Spot> = BTreeMap::new();
        let blocks = &agreement.document.blocks;
        for number in blocks_of(agreement, remark) {
            let block = &blocks[number];
            if let Some(words) = remark.words() {
                let start = words.start.max(block.span.start) - block.span.start;
                let end = words.end.min(block.span.end) - block.span.start;
                let text = block.span.of(agreement.text());
                if !text.get(start..end).is_some_and(words::has_letters) {
                    continue;
                }
                if let Some(found) = words::find(&self.sheets(agreement, number), text, start..end)
                {
                    for (page, corners) in found {
                        places.entry(page).or_default().corners.push(corners);
                    }
                    continue;
                }
            }
            let page = block.page.unwrap_or(1);
            let place = places.entry(page).or_default();
            place.wider |= remark.words().is_some();
            if let (Some(area), Some(frame)) = (block.area, self.frame(page)) {
                let stripes = stripes(area).map(|area| frame.corners(area));
                place.corners.extend(stripes);
            }
        }
        if places.is_empty() {
            let page = blocks_of(agreement, remark).next();
            let page = page.and_then(|number| blocks[number].page);
            let page = page.or_else(|| agreement.document.page_at(remark.start()));
            places.insert(page.unwrap_or(1), Spot::default());
        }
        places
    }

    /// The pages on which a block may stand.
    fn sheets(&self, agreement: &Agreement, number: usize) -> Sheets<'_> {
        let pages = pages_of(agreement, number);
        let first = *pages.start();
        let area = agreement.document.blocks[number].area;
        let letters = |page: u32| self.letters.get(&page).copied();
        Sheets {
            first: letters(first)
                .zip(self.frame(first))
                .map(|(page, frame)| (page, frame, area)),
            more: pages.skip(1).filter_map(letters).collect(),
        }
    }
}

/// The numbers of the blocks that a remark is about; of a clause the first.
fn blocks_of(agreement: &Agreement, remark: &Remark) -> impl Iterator<Item = usize> {
    let words = match remark.on {
        On::Agreement => Span::new(0, 0),
        On::Clause(span) | On::Words(span) => span,
    };
    let blocks = &agreement.document.blocks;
    let first = blocks.partition_point(|block| block.span.end <= words.start);
    let end = blocks.partition_point(|block| block.span.start < words.end);
    let all = if matches!(remark.on, On::Clause(_)) {
        1
    } else {
        usize::MAX
    };
    (first..end).take(all)
}

/// The pages on which a block may stand: it may go on until the next one begins.
fn pages_of(agreement: &Agreement, number: usize) -> RangeInclusive<u32> {
    let blocks = &agreement.document.blocks;
    let first = blocks[number].page.unwrap_or(1);
    let next = blocks
        .get(number + 1)
        .map_or(agreement.document.pages, |block| block.page);
    first
        ..=next
            .unwrap_or(first)
            .clamp(first, first.saturating_add(MOST_PAGES))
}

/// The pages on which words of remarks may stand.
pub fn pages_to_place(agreement: &Agreement, remarks: &[Remark]) -> Vec<u32> {
    let mut pages = BTreeSet::new();
    for remark in remarks.iter().filter(|remark| remark.words().is_some()) {
        for number in blocks_of(agreement, remark) {
            pages.extend(pages_of(agreement, number));
        }
    }
    pages.into_iter().collect()
}

/// A highlight on the places, or a sign at the corner of the page where there are none.
fn annotation(remark: &Remark, page: ObjectId, frame: &Frame, spot: &Spot) -> Dictionary {
    let mut said: Vec<&str> = remark.lines().collect();
    let words = the_words(&remark.quote);
    if remark.words().is_some() {
        said.push(&words);
    }
    if spot.wider {
        said.push(tr!(
            "These words could not be found one by one on the page; more than them is marked."
        ));
    }
    let mut annotation = Dictionary::new();
    annotation.set("Type", Object::Name(b"Annot".to_vec()));
    annotation.set("P", Object::Reference(page));
    annotation.set("Contents", text(&said.join("\n")));
    annotation.set("T", text(&remark.by.name));
    annotation.set("M", ascii(&date(remark)));
    annotation.set("NM", ascii(&format!("rapporteur-{}", remark.number)));
    // It is printed with the page.
    annotation.set("F", Object::Integer(4));
    let colour = colour(remark.tone()).map(Object::Real).to_vec();
    annotation.set("C", Object::Array(colour));
    let corners = &spot.corners;
    if corners.is_empty() {
        annotation.set("Subtype", Object::Name(b"Text".to_vec()));
        annotation.set("Name", Object::Name(b"Comment".to_vec()));
        annotation.set("Rect", numbers(frame.corner()));
    } else {
        annotation.set("Subtype", Object::Name(b"Highlight".to_vec()));
        annotation.set("Rect", numbers(around(corners)));
        annotation.set("QuadPoints", numbers(corners.iter().flatten().copied()));
        annotation.set("CA", Object::Real(0.4));
    }
    annotation
}

/// A file with lines about the journals, attached to a page.
fn attachment(
    update: &mut IncrementalDocument,
    page: ObjectId,
    place: [f32; 4],
    lines: &[String],
) -> Dictionary {
    let all = lines.join("\n") + "\n";
    let mut about = Dictionary::new();
    about.set("Type", Object::Name(b"EmbeddedFile".to_vec()));
    about.set("Subtype", Object::Name(b"text/plain".to_vec()));
    // Not packed, so that whoever searches the bytes of the file finds them.
    let stream = Stream::new(about, all.into_bytes()).with_compression(false);
    let stream = update.new_document.add_object(stream);
    let mut embedded = Dictionary::new();
    embedded.set("F", Object::Reference(stream));
    let mut file = Dictionary::new();
    file.set("Type", Object::Name(b"Filespec".to_vec()));
    file.set("F", ascii(HEADS_FILE));
    file.set("UF", ascii(HEADS_FILE));
    file.set("EF", Object::Dictionary(embedded));
    let file = update.new_document.add_object(file);
    let mut annotation = Dictionary::new();
    annotation.set("Type", Object::Name(b"Annot".to_vec()));
    annotation.set("Subtype", Object::Name(b"FileAttachment".to_vec()));
    annotation.set("P", Object::Reference(page));
    annotation.set("FS", Object::Reference(file));
    annotation.set("Name", Object::Name(b"Paperclip".to_vec()));
    annotation.set("NM", ascii("rapporteur-heads"));
    let words = tr!(
        "Where the journals of the review stood: `rapporteur verify --against` with this file."
    );
    annotation.set("Contents", text(words));
    annotation.set("Rect", numbers(place));
    annotation
}

/// An area as stripes of the same height, one under the other.
fn stripes(area: Area) -> impl Iterator<Item = Area> {
    let height = area.bottom.saturating_sub(area.top).max(1);
    let count = ((height + STRIPE / 2) / STRIPE).clamp(1, 200);
    let at = move |number: i32| area.top + (height * number) / count;
    (0..count).map(move |number| Area {
        top: at(number),
        bottom: at(number + 1),
        ..area
    })
}

/// Hangs annotations on a page, behind those that it has.
fn attach(
    update: &mut IncrementalDocument,
    page: ObjectId,
    annotations: Vec<Dictionary>,
) -> lopdf::Result<()> {
    update.opt_clone_object_to_new_document(page)?;
    let mut new: Vec<Object> = Vec::with_capacity(annotations.len());
    for annotation in annotations {
        new.push(Object::Reference(
            update.new_document.add_object(annotation),
        ));
    }
    let known = update.new_document.get_dictionary(page)?.get(b"Annots");
    let known = known.cloned().unwrap_or(Object::Array(Vec::new()));
    let all = match known {
        Object::Reference(id) => {
            let known = update.get_prev_documents().get_object(id);
            known
                .and_then(Object::as_array)
                .cloned()
                .unwrap_or_default()
        }
        Object::Array(known) => known,
        _ => Vec::new(),
    };
    let all = all.into_iter().chain(new).collect();
    let page = update.new_document.get_object_mut(page)?;
    page.as_dict_mut()?.set("Annots", Object::Array(all));
    Ok(())
}

/// Whether the author of the file allowed no annotations when he certified it.
fn is_certified(document: &Document) -> bool {
    let follow = |within: &Dictionary, key: &[u8]| -> Option<Dictionary> {
        let (_, value) = document.dereference(within.get(key).ok()?).ok()?;
        value.as_dict().ok().cloned()
    };
    let certificate = document
        .catalog()
        .ok()
        .and_then(|catalog| follow(catalog, b"Perms"))
        .and_then(|permissions| follow(&permissions, b"DocMDP"));
    let Some(certificate) = certificate else {
        return false;
    };
    let references = certificate.get(b"Reference").and_then(Object::as_array);
    let allows = references.is_ok_and(|references| {
        references.iter().any(|one| {
            let one = document.dereference(one).ok();
            let parameters = one
                .and_then(|(_, one)| one.as_dict().ok())
                .and_then(|one| follow(one, b"TransformParams"));
            let level = parameters.and_then(|one| one.get(b"P").and_then(Object::as_i64).ok());
            level == Some(3)
        })
    });
    !allows
}

fn around(corners: &[[f32; 8]]) -> [f32; 4] {
    let pick = |odd: usize| {
        let all = corners.iter().flatten().enumerate();
        all.filter(move |(place, _)| place % 2 == odd)
            .map(|(_, value)| *value)
    };
    [
        pick(0).fold(f32::MAX, f32::min),
        pick(1).fold(f32::MAX, f32::min),
        pick(0).fold(f32::MIN, f32::max),
        pick(1).fold(f32::MIN, f32::max),
    ]
}

fn numbers(all: impl IntoIterator<Item = f32>) -> Object {
    Object::Array(all.into_iter().map(Object::Real).collect())
}

/// A text in any script: UTF-16 with its mark. What steers or hides is a mark that can be seen.
fn text(words: &str) -> Object {
    let words = crate::domain::visible::visible(words);
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn ascii(words: &str) -> Object {
    Object::String(words.as_bytes().to_vec(), StringFormat::Literal)
}

/// The claimed time: `D:20260304050607Z`.
fn date(remark: &Remark) -> String {
    let digits: String = remark
        .at
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .take(14)
        .collect();
    format!("D:{digits}Z")
}

const fn colour(tone: Tone) -> [f32; 3] {
    match tone {
        Tone::Concern => [0.96, 0.45, 0.42],
        Tone::Unclear => [0.98, 0.83, 0.35],
        Tone::Good => [0.52, 0.80, 0.56],
        _ => [0.55, 0.72, 0.90],
    }
}

fn cannot(detail: &str) -> CannotWrite {
    CannotWrite {
        message: tr!(
            "The annotations could not be added to the PDF as received ({detail}).",
            detail = detail
        ),
        hint: tr!("Choose annotated-docx or annotated-html, which are written from the text that was reviewed.").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripes_cover_an_area_without_gaps() {
        let area = Area {
            left: 1,
            top: 100,
            right: 9,
            bottom: 501,
        };
        let all: Vec<_> = stripes(area).map(|one| (one.top, one.bottom)).collect();
        assert_eq!(all, [(100, 233), (233, 367), (367, 501)]);
        assert_eq!(stripes(Area { bottom: 90, ..area }).count(), 1);
    }
}
