//! Word documents, as the person reading them in Word sees them: automatic numbers in place,
//! tracked changes in the state that is asked for, hidden text left out.
//!
//! Whatever differs between this text and the file is reported; changes, comments, headers and
//! footers are kept beside the text. Word files have no pages until a printer makes them, and the
//! breaks that Word notes for itself are those of its last window: none are claimed.

mod autonumber;
mod block;
mod body;
mod chunk;
mod comments;
mod field;
mod findings;
mod furniture;
mod ledger;
mod line;
mod look;
mod math;
mod notes;
mod numbering;
pub(in crate::formats) mod package;
mod properties;
mod reference;
mod run;
mod styles;
mod table;

#[cfg(test)]
mod corpus;
#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod tests;

use super::assemble::Assembly;
use super::xml::Element;
use super::{Aids, PROGRAM, Refused, Source, title};
use crate::domain::document::{BlockKind, Document, Format};
use crate::domain::margin::Margin;
use crate::domain::text::Span;
use body::Body;
use chunk::Chunks;
use line::Para;
use notes::NoteKind;
use numbering::Numbering;
use package::{Budget, Package};
use reference::Targets;
use styles::Styles;

/// Reads a Word document.
pub fn read(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    read_within(source.bytes, aids, &mut Budget::default(), 0)
}

/// The parts of a document beside its main one.
#[derive(Default)]
struct Parts {
    styles: Styles,
    numbering: Numbering,
    footnotes: Option<Element>,
    endnotes: Option<Element>,
    comments: Option<Element>,
    answers: Option<Element>,
    settings: Option<Element>,
    chunks: Chunks,
}

/// Reads a Word document that may itself stand inside another one.
fn read_within(
    bytes: &[u8],
    aids: &Aids<'_>,
    budget: &mut Budget,
    depth: usize,
) -> Result<Document, Refused> {
    let mut package = Package::open(bytes, budget)?;
    let main = package.main_part()?;
    let content = main.child("body").unwrap_or(&main);
    let beside = Parts::read(&mut package, aids, depth)?;
    let mut body = beside.body(content, aids);
    let mut paras = body.read(content);
    if let Some(targets) = worth_resolving(&mut body) {
        body = beside.body(content, aids);
        body.targets = Some(targets);
        paras = body.read(content);
    }
    let mut assembly = Assembly::default();
    for para in &paras {
        let before = assembly.blocks.len();
        assembly.push(&para.piece);
        // A block ends with its text and a line end, however long its label is.
        let length = para.piece.text.len() + 1;
        let start = assembly.text.len();
        if assembly.blocks.len() > before {
            body.ledger
                .settle(&para.anchors, start.saturating_sub(length));
        } else {
            body.loose
                .extend(para.anchors.iter().map(|anchor| anchor.place));
        }
    }
    if assembly.is_blank() {
        return Err(Refused::Empty);
    }
    settle_rest(&mut body, &assembly);
    check_references(&mut body);
    let title = name(&mut package, &body, &paras)?;
    let furniture = furniture::read(&mut package, &beside.styles, &beside.numbering, aids.view)?;
    let mut found = std::mem::take(&mut body.found);
    found.comments = comment_count(beside.comments.as_ref());
    found.lost = package.take_lost();
    let (changes, comments) = std::mem::take(&mut body.ledger).into_margin();
    found.hidden_at = comments
        .iter()
        .find(|comment| comment.text.starts_with(ledger::HIDDEN))
        .and_then(|comment| before(&assembly.text, comment.span?));
    Ok(Document {
        title,
        format: Format::Docx,
        diagnostics: found.diagnostics(&changes, &furniture, aids.view),
        text: assembly.text,
        blocks: assembly.blocks,
        pages: None,
        reader: format!("{PROGRAM} (zip, quick-xml)"),
        margin: Margin {
            furniture,
            changes,
            comments,
            attachments: attachments(&package),
            ..Margin::default()
        },
    })
}

impl Parts {
    fn read(package: &mut Package<'_>, aids: &Aids<'_>, depth: usize) -> Result<Self, Refused> {
        let styles = package.related("styles")?;
        let numbering = package.related("numbering")?;
        Ok(Self {
            styles: styles
                .map(|part| Styles::read(&part, aids.view))
                .unwrap_or_default(),
            numbering: numbering
                .map(|part| Numbering::read(&part))
                .unwrap_or_default(),
            footnotes: package.related("footnotes")?,
            endnotes: package.related("endnotes")?,
            comments: package.related("comments")?,
            answers: package.related("commentsExtended")?,
            settings: package.related("settings")?,
            chunks: Chunks::read(package, aids, depth)?,
        })
    }

    /// A reader for a text with these parts.
    fn body<'a>(&'a self, content: &Element, aids: &Aids<'_>) -> Body<'a> {
        let new = || Body::new(aids.view, &self.styles, &self.numbering, &self.chunks);
        let mut body = new();
        for (kind, part) in [
            (NoteKind::Foot, &self.footnotes),
            (NoteKind::End, &self.endnotes),
        ] {
            if let Some(part) = part {
                body.notes.add(kind, part);
            }
        }
        for shape in self.settings.iter().chain(content.child("sectPr")) {
            body.notes.shape(shape);
        }
        if let Some(part) = &self.comments {
            let comments = comments::read(part, self.answers.as_ref(), &mut new());
            body.ledger.comments(comments);
        }
        body
    }
}

/// What references lead to, when any of them shows nothing and can be worked out.
fn worth_resolving(body: &mut Body<'_>) -> Option<Targets> {
    let targets = std::mem::take(&mut body.seen);
    let missing = body.references.iter().filter(|asked| asked.missing);
    let mut found = missing.map(|asked| targets.resolve(&asked.reference, asked.paragraph));
    let worth = found.any(|found| found.is_some());
    if worth {
        return Some(targets);
    }
    body.seen = targets;
    None
}

/// Finds references that show another number than the clause has.
fn check_references(body: &mut Body<'_>) {
    let targets = body.targets.as_ref().unwrap_or(&body.seen);
    for asked in body.references.iter().filter(|asked| !asked.missing) {
        if let Some(real) = targets.contradicts(&asked.reference, &asked.shown) {
            body.found
                .wrong_references
                .push((asked.shown.clone(), real));
        }
    }
}

/// Points for which no block came stand at the end of the last one.
fn settle_rest(body: &mut Body<'_>, assembly: &Assembly) {
    let end = assembly.blocks.last().map_or(0, |block| block.span.end);
    let rest: Vec<line::Anchor> = std::mem::take(&mut body.loose)
        .into_iter()
        .map(|place| line::Anchor { at: 0, place })
        .collect();
    body.ledger.settle(&rest, end);
}

/// The place of a point among the characters of a text.
fn before(text: &str, point: Span) -> Option<Span> {
    let count = text.get(..point.start)?.chars().count();
    Some(Span::new(count, count))
}

fn comment_count(part: Option<&Element>) -> usize {
    let comments = part.map(|part| {
        part.elements()
            .filter(|element| &*element.name == "comment")
    });
    comments.map_or(0, Iterator::count)
}

/// Names of files that the document carries inside.
fn attachments(package: &Package<'_>) -> Vec<String> {
    let inside = package
        .relations()
        .iter()
        .filter(|relation| matches!(relation.role.as_str(), "package" | "oleObject"));
    inside
        .filter(|relation| !relation.outer)
        .filter_map(|relation| relation.target.rsplit('/').next())
        .map(str::to_owned)
        .collect()
}

/// The title paragraph, the title in the properties, the first heading without a number, or the
/// first line in the middle.
fn name(package: &mut Package<'_>, body: &Body<'_>, paras: &[Para]) -> Result<String, Refused> {
    let core = package.lenient_part("docProps/core.xml")?;
    let claimed = core
        .as_ref()
        .and_then(|core| core.child("title"))
        .map(Element::text);
    let is_heading = |para: &&Para| {
        matches!(para.piece.kind, BlockKind::Heading(_)) && para.piece.label.is_none()
    };
    let heading = paras
        .iter()
        .find(is_heading)
        .map(|para| para.piece.text.clone());
    let choices = [body.title.clone(), claimed, heading, body.opening.clone()];
    Ok(choices
        .into_iter()
        .flatten()
        .find_map(|claim| title::sensible(&claim))
        .unwrap_or_default())
}
