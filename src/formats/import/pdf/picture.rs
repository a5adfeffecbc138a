//! Pages as grey pictures, for text recognition.
//!
//! A scan that lies slantwise is set straight, because lines and columns are found by level
//! baselines. Places recognised in the picture are therefore those of the straightened page, a few
//! points away from those of the slanted one. Knows no recognition program.

use super::super::Refused;
use super::engine::Engine;
use super::straight::{Dots, slant, straightened};
use pdfboss_render::{GlyphPainting, Pixmap, RenderOptions, render_page_with_options};
use serde::{Deserialize, Serialize};

/// The most dots a picture may have.
const MOST_DOTS: f32 = 25_000_000.0;
/// The least and the most dots an inch that make sense for letters.
const DPI: std::ops::RangeInclusive<u32> = 72..=600;

/// A page as a grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its size.
    pub frame: PictureFrame,
    /// Rows of dots from the top, 0 for black, 255 for white.
    grey: Vec<u8>,
}

/// How large a picture is, and how fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureFrame {
    /// Dots in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Dots an inch; fewer than asked for when the page is very large.
    pub dpi: u32,
}

impl Picture {
    /// A strip of it below the head of the page, some lines high.
    #[must_use]
    pub fn strip(&self) -> Self {
        self.rows(7, 4)
    }

    /// A higher one, nearly half of the page.
    #[must_use]
    pub fn high_strip(&self) -> Self {
        self.rows(7, 2)
    }

    /// The rows from one part of the height to another.
    fn rows(&self, from: u32, to: u32) -> Self {
        let PictureFrame { width, height, dpi } = self.frame;
        let (from, to) = (height / from, height / to);
        let dots = |rows: u32| usize::try_from(u64::from(rows) * u64::from(width));
        let rows = dots(from).ok().zip(dots(to).ok());
        let grey = rows.and_then(|(from, to)| self.grey.get(from..to));
        let height = if grey.is_some() { to - from } else { 0 };
        Self {
            frame: PictureFrame { width, height, dpi },
            grey: grey.unwrap_or_default().to_vec(),
        }
    }

    /// The picture as a portable grey map (PGM, `P5`).
    pub fn pgm(&self) -> Vec<u8> {
        let PictureFrame { width, height, .. } = self.frame;
        let mut file = format!("P5\n{width} {height}\n255\n").into_bytes();
        file.extend_from_slice(&self.grey);
        file
    }
}

impl Engine {
    /// A page, counted from 1, as it is displayed.
    pub fn picture(&self, page: u32, dpi: u32) -> Result<Picture, Refused> {
        let index = usize::try_from(page).unwrap_or(usize::MAX);
        let found = index
            .checked_sub(1)
            .and_then(|index| self.document.page(index).ok());
        let page = found.ok_or_else(|| broken(format!("it has no page {page}")))?;
        let (scale, dpi) = scale(page.crop_box.width(), page.crop_box.height(), dpi);
        let options = RenderOptions {
            glyph_painting: GlyphPainting::AllEmbedded,
            ..RenderOptions::default()
        };
        let drawn = render_page_with_options(&self.document, &page, scale, &options);
        let drawn = drawn.map_err(|error| broken(error.to_string()))?;
        Ok(straight(grey(&drawn, dpi)))
    }
}

fn straight(picture: Picture) -> Picture {
    let dots = Dots {
        width: usize::try_from(picture.frame.width).unwrap_or(0),
        grey: &picture.grey,
    };
    match slant(&dots) {
        None => picture,
        Some(degrees) => Picture {
            frame: picture.frame,
            grey: straightened(&dots, degrees),
        },
    }
}

fn broken(detail: String) -> Refused {
    Refused::Damaged {
        what: "a PDF",
        detail,
    }
}

/// Dots a point, and the same in whole dots an inch, so that the picture stays within bounds.
fn scale(width: f32, height: f32, dpi: u32) -> (f32, u32) {
    let dpi = dpi.clamp(*DPI.start(), *DPI.end());
    let area = (width.abs() * height.abs()).max(1.0);
    let most = (MOST_DOTS / area).sqrt() * 72.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and a cast of what is too large stops at the largest number"
    )]
    let dpi = dpi.min(most as u32).max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most 600")]
    let scale = dpi as f32 / 72.0;
    (scale, dpi)
}

fn grey(drawn: &Pixmap, dpi: u32) -> Picture {
    let luma = |dot: &[u8; 4]| {
        let [red, green, blue, _] = dot.map(u32::from);
        u8::try_from((299 * red + 587 * green + 114 * blue) / 1000).unwrap_or(u8::MAX)
    };
    Picture {
        frame: PictureFrame {
            width: drawn.width,
            height: drawn.height,
            dpi,
        },
        grey: drawn.data.as_chunks().0.iter().map(luma).collect(),
    }
}
