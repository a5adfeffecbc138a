//! Headers, footers and watermarks: what stands on every page and is no part of the text.

use super::super::{Refused, title};
use super::body::Body;
use super::chunk::Chunks;
use super::comments::words;
use super::numbering::Numbering;
use super::package::Package;
use super::styles::Styles;
use crate::domain::margin::{Furniture, FurnitureKind, View};

/// Reads the headers and footers: each different line once, headers first.
pub fn read(
    package: &mut Package<'_>,
    styles: &Styles,
    numbering: &Numbering,
    view: View,
) -> Result<Vec<Furniture>, Refused> {
    let mut all: Vec<Furniture> = Vec::new();
    let nothing = Chunks::default();
    for (role, kind) in [
        ("header", FurnitureKind::Header),
        ("footer", FurnitureKind::Footer),
    ] {
        for name in package.all_related(role) {
            let Some(root) = package.lenient_part(&name)? else {
                continue;
            };
            let mut body = Body::new(view, styles, numbering, &nothing);
            body.furniture = true;
            for para in body.flow(&root) {
                keep(kind, &words(vec![para]), &mut all);
            }
            for art in std::mem::take(&mut body.words_in_art) {
                keep(FurnitureKind::Stamp, art, &mut all);
            }
        }
    }
    Ok(all)
}

fn keep(kind: FurnitureKind, text: &str, all: &mut Vec<Furniture>) {
    let text = title::tidy(text);
    let known = all
        .iter()
        .any(|known| known.kind == kind && known.text == text);
    // Documents have a handful of different lines; one with thousands is up to something.
    if !text.is_empty() && !known && all.len() < 1000 {
        all.push(Furniture {
            kind,
            page: None,
            text,
            area: None,
        });
    }
}
