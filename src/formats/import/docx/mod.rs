//! Word documents, as the person reading them in Word sees them: automatic numbers in place,
//! tracked changes as if accepted, hidden text left out.
//!
//! Whatever differs between this text and the file is reported. Word files have no pages until a
//! printer makes them, so none are claimed.

mod body;
mod findings;
mod numbering;
mod numerals;
mod package;
mod paragraph;
mod styles;
mod symbols;
mod table;
mod xml;

#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod tests;

use super::assemble::{Assembly, Piece};
use super::{Aids, PROGRAM, Refused, Source, title};
use crate::domain::document::{BlockKind, Document, Format};
use body::Body;
use package::Package;
use xml::Element;

/// Reads a Word document.
pub fn read(source: &Source<'_>, _aids: &Aids<'_>) -> Result<Document, Refused> {
    let mut package = Package::open(source.bytes)?;
    let main = package.main_part()?;
    let styles = package.related("styles")?;
    let numbering = package.related("numbering")?;
    let footnotes = package.related("footnotes")?;
    let endnotes = package.related("endnotes")?;
    let comments = package.related("comments")?;
    let mut body = Body::new(styles.as_ref(), numbering.as_ref());
    body.notes.footnotes = footnotes.as_ref();
    body.notes.endnotes = endnotes.as_ref();
    let pieces = body.read(main.child("body").unwrap_or(&main));
    let mut assembly = Assembly::default();
    for piece in &pieces {
        assembly.push(piece);
    }
    if assembly.is_blank() {
        return Err(Refused::Empty);
    }
    let mut found = std::mem::take(&mut body.found);
    found.comments = comments.map_or(0, |part| part.elements().count());
    found.furniture = furniture(&mut package)?;
    Ok(Document {
        title: name(&mut package, &body, &pieces)?,
        format: Format::Docx,
        text: assembly.text,
        blocks: assembly.blocks,
        pages: None,
        diagnostics: found.diagnostics(),
        reader: format!("{PROGRAM} (zip, quick-xml)"),
        margin: crate::domain::margin::Margin::default(),
    })
}

/// What stands in headers and footers: different texts only, in order.
fn furniture(package: &mut Package<'_>) -> Result<Vec<String>, Refused> {
    let mut texts: Vec<String> = Vec::new();
    let mut parts = package.all_related("header");
    parts.extend(package.all_related("footer"));
    for part in parts {
        let Some(root) = package.part(&part)? else {
            continue;
        };
        let mut runs = Vec::new();
        root.descendants("t", &mut runs);
        let text: String = runs.iter().map(|run| run.text()).collect();
        let text = title::tidy(&text);
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Ok(texts)
}

/// The title paragraph, the title in the properties, the first heading without a number, or the
/// first line in the middle.
fn name(package: &mut Package<'_>, body: &Body<'_>, pieces: &[Piece]) -> Result<String, Refused> {
    let core = package.part("docProps/core.xml")?;
    let claimed = core
        .as_ref()
        .and_then(|core| core.child("title"))
        .map(Element::text);
    let is_heading =
        |piece: &&Piece| matches!(piece.kind, BlockKind::Heading(_)) && piece.label.is_none();
    let heading = pieces
        .iter()
        .find(is_heading)
        .map(|piece| piece.text.clone());
    let choices = [body.title.clone(), claimed, heading, body.opening.clone()];
    Ok(choices
        .into_iter()
        .flatten()
        .find_map(|claim| title::sensible(&claim))
        .unwrap_or_default())
}
