//! `OpenDocument` texts, as the person reading them in an office program sees them: list numbers in
//! place, tracked changes as the view asks, hidden text left out.
//!
//! A package and a flat file (`.fodt`) are read alike. Pages are known only where the office
//! program left its page breaks in the file, and are claimed only when they add up.

mod body;
mod inline;
mod items;
mod lists;
mod package;
mod paragraph;
mod styles;
mod table;

#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
mod tests;

use super::xml::Element;
use super::{Aids, PROGRAM, Refused, Source, title};
use crate::domain::document::{BlockKind, Document, Format};
use crate::domain::margin::FurnitureKind;
use body::Body;
use styles::Styles;

/// How the file is called in sentences.
const WHAT: &str = "an OpenDocument text (ODT)";

/// Reads an `OpenDocument` text.
pub fn read(source: &Source<'_>, aids: &Aids<'_>) -> Result<Document, Refused> {
    let parts = package::open(source.bytes)?;
    let mut styles = Styles::default();
    for root in parts.styles.iter().chain([&parts.content]) {
        styles.read(root);
    }
    let mut body = Body::new(styles, aids.view);
    if let Some(text) = parts
        .content
        .child("body")
        .and_then(|body| body.child("text"))
    {
        body.read(text);
    }
    for root in parts.styles.iter().chain([&parts.content]) {
        furniture(root, &mut body);
    }
    let meta = parts.meta.as_ref().unwrap_or(&parts.content).child("meta");
    let pages = pages(meta, &body);
    if pages.is_none() {
        body.forget_pages();
    }
    let title = name(meta, &body);
    let laid = body.found.lay(aids.view);
    if laid.text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    Ok(Document {
        title,
        format: Format::Odt,
        text: laid.text,
        blocks: laid.blocks,
        pages,
        diagnostics: laid.diagnostics,
        reader: format!("{PROGRAM} (zip, quick-xml)"),
        margin: laid.margin,
    })
}

/// What stands in headers and footers.
fn furniture<'a>(root: &'a Element, body: &mut Body<'a>) {
    let masters = root.child("master-styles").into_iter();
    let pages = masters
        .flat_map(Element::elements)
        .filter(|page| &*page.name == "master-page");
    for part in pages.flat_map(Element::elements) {
        let kind = match &*part.name {
            name if name.starts_with("header") => FurnitureKind::Header,
            name if name.starts_with("footer") => FurnitureKind::Footer,
            _ => continue,
        };
        for line in body.furniture(part) {
            body.found.furnish(kind, &line);
        }
    }
}

/// The number of pages, when the document counted them and its page breaks say the same.
fn pages(meta: Option<&Element>, body: &Body<'_>) -> Option<u32> {
    let statistic = meta?.child("document-statistic")?;
    let claimed: u32 = statistic.attribute("page-count")?.parse().ok()?;
    (body.page > 1 && claimed == body.page).then_some(claimed)
}

/// The title paragraph, the title in the properties, the first heading without a number, or the
/// first line in the middle.
fn name(meta: Option<&Element>, body: &Body<'_>) -> String {
    let claimed = meta.and_then(|meta| meta.child("title")).map(Element::text);
    let pieces = body.found.strips.iter().map(|strip| &strip.piece);
    let mut headings =
        pieces.filter(|piece| matches!(piece.kind, BlockKind::Heading(_)) && piece.label.is_none());
    let heading = headings.next().map(|piece| piece.text.clone());
    let choices = [body.title.clone(), claimed, heading, body.opening.clone()];
    let mut claims = choices.into_iter().flatten();
    claims
        .find_map(|claim| title::sensible(&claim))
        .unwrap_or_default()
}
