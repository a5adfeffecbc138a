//! The second engine: what is painted on a page, sign by sign, in the order of painting.
//!
//! The first engine knows words; this one knows colours, clips and what lies over what. It also gives
//! the letters that a font itself holds for its signs, for files whose own letter maps are missing or
//! wrong. Where the two engines read different words, the page must be doubted.

use super::engine::PageContent;
use super::painted::{Letter, Painted, Watcher};
use hayro_interpret::font::{Glyph, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page,
};
use skrifa::MetadataProvider;
use skrifa::raw::TableProvider;
use std::collections::HashMap;

/// How the engine is called in receipts.
pub const ENGINE: &str = "hayro-interpret 0.9.0";
/// Share of letters that two readings of a page have in common when they agree.
const SAME_LETTERS: f32 = 0.97;
/// Share of this engine's words that the first one must have found too.
const SAME_WORDS: f32 = 0.9;
/// Words of a page that are compared.
const MOST_WORDS: usize = 20_000;

/// Opens a file; nothing when this engine cannot.
pub fn open(bytes: &[u8]) -> Option<Pdf> {
    Pdf::new(bytes.to_vec()).ok()
}

/// A source of painted pages.
pub trait PaintSource {
    /// What is painted on a page, counted from 0, with the letters that the file names.
    fn page(&self, index: usize) -> Option<Painted>;
    /// The same with the letters that the fonts themselves hold, where they hold any.
    fn page_by_fonts(&self, index: usize) -> Option<Painted>;
    /// What stamps, signatures and other marks paint over the page, which is no part of its own content.
    fn marks(&self, _index: usize) -> Option<Painted> {
        None
    }
}

/// A file opened by the second engine.
pub struct Second<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
}

impl<'a> Second<'a> {
    /// Begins to read an open file.
    pub fn new(pdf: &'a Pdf) -> Self {
        Self {
            pdf,
            cache: InterpreterCache::new(),
            settings: InterpreterSettings::default(),
        }
    }

    fn watch(
        &self,
        index: usize,
        content: RenderContent,
        name: &mut dyn FnMut(&PositionedGlyph<'_>) -> String,
    ) -> Option<Painted> {
        let page = self.pdf.pages().get(index)?;
        let frame = page.intersected_crop_box();
        let frame = Rect::new(frame.x0, frame.y0, frame.x1, frame.y1);
        let mut context = Context::new(
            Affine::IDENTITY,
            frame,
            &self.cache,
            self.pdf.xref(),
            InterpreterSettings {
                render_content: content,
                ..self.settings.clone()
            },
        );
        let mut watcher = Watcher::new(frame, name);
        interpret_page(page, &mut context, &mut watcher);
        Some(watcher.finish())
    }
}

impl PaintSource for Second<'_> {
    fn page(&self, index: usize) -> Option<Painted> {
        self.watch(index, RenderContent::PAGE, &mut named)
    }

    fn page_by_fonts(&self, index: usize) -> Option<Painted> {
        let mut fonts = Fonts::default();
        self.watch(index, RenderContent::PAGE, &mut |glyph| fonts.letter(glyph))
    }

    fn marks(&self, index: usize) -> Option<Painted> {
        self.watch(index, RenderContent::ANNOTATIONS, &mut named)
    }
}

fn plain(letters: BfString) -> String {
    match letters {
        BfString::Char(letter) => letter.to_string(),
        BfString::String(letters) => letters,
    }
}

fn named(glyph: &PositionedGlyph<'_>) -> String {
    glyph.as_unicode().map(plain).unwrap_or_default()
}

/// Which letter stands for which sign, by font.
#[derive(Default)]
struct Fonts {
    known: HashMap<u128, HashMap<u32, char>>,
}

impl Fonts {
    fn letter(&mut self, glyph: &PositionedGlyph<'_>) -> String {
        let Glyph::Outline(outline) = &**glyph else {
            return named(glyph);
        };
        let Some(font) = outline.font_data() else {
            return named(glyph);
        };
        let letters = self
            .known
            .entry(font.cache_key)
            .or_insert_with(|| letters_of((*font.data).as_ref()));
        let found = letters.get(&outline.glyph_id().to_u32());
        found.map_or_else(|| named(glyph), char::to_string)
    }
}

/// Signs and letters of a font file; the first letter of each sign, symbols last.
fn letters_of(font: &[u8]) -> HashMap<u32, char> {
    let mut letters = HashMap::new();
    let Ok(font) = skrifa::FontRef::new(font) else {
        return letters;
    };
    if font.cmap().is_err() {
        // Nothing is left but the order that most fonts share. Whether it was right shows in the
        // words that come of it.
        return (0..STANDARD_SIGNS)
            .filter_map(|sign| Some((sign, standard(sign)?)))
            .collect();
    }
    let map = font.charmap();
    if map.is_symbol() {
        return letters;
    }
    // No font has more signs than sixteen bits number.
    for (code, sign) in map.mappings().take(70_000) {
        let letter = char::from_u32(code).filter(|c| !c.is_control());
        if let Some(letter) = letter.filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c)) {
            letters.entry(sign.to_u32()).or_insert(letter);
        }
    }
    letters
}

/// Signs in the order that Macintosh fonts began with and most fonts have kept.
const STANDARD_SIGNS: u32 = 258;

/// The letter of a sign in the standard order.
fn standard(sign: u32) -> Option<char> {
    const LAST: &str = "ŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ";
    match sign {
        3..=97 => char::from_u32(sign + 29),
        98..=225 => {
            let byte = [u8::try_from(sign + 30).ok()?];
            let (letter, _) = encoding_rs::MACINTOSH.decode_without_bom_handling(&byte);
            letter.chars().next()
        }
        _ => LAST
            .chars()
            .nth(usize::try_from(sign.checked_sub(226)?).ok()?),
    }
}

/// Whether the engines read different words. Words that only the first engine has do not count: it
/// reads more kinds of font, and the values of forms.
pub fn differ(content: &PageContent, letters: &[Letter]) -> bool {
    let seen = letters.iter().map(|letter| letter.text.as_str());
    let read = content.runs.iter().map(|run| run.text.as_str());
    if alike(read, seen) >= SAME_LETTERS {
        return false;
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    for word in words(content.runs.iter().map(|run| {
        (
            run.text.as_str(),
            run.left,
            run.right,
            run.baseline,
            run.size,
        )
    })) {
        *known.entry(word).or_default() += 1;
    }
    let (mut all, mut found) = (0_u16, 0_u16);
    for word in words(letters.iter().map(place))
        .into_iter()
        .take(MOST_WORDS)
    {
        all += 1;
        if let Some(left) = known.get_mut(&word).filter(|left| **left > 0) {
            *left -= 1;
            found += 1;
        }
    }
    all >= 20 && f32::from(found) < SAME_WORDS * f32::from(all)
}

/// Which part of the letters of the second reading the first one has, in whatever order.
fn alike<'a>(read: impl Iterator<Item = &'a str>, seen: impl Iterator<Item = &'a str>) -> f32 {
    let mut counts: HashMap<char, i32> = HashMap::new();
    for letter in read.flat_map(str::chars).filter(|c| c.is_alphanumeric()) {
        *counts.entry(letter).or_default() += 1;
    }
    let (mut all, mut found) = (0_u32, 0_u32);
    for letter in seen.flat_map(str::chars).filter(|c| c.is_alphanumeric()) {
        all += 1;
        if let Some(count) = counts.get_mut(&letter).filter(|count| **count > 0) {
            *count -= 1;
            found += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    let share = if all == 0 {
        1.0
    } else {
        found as f32 / all as f32
    };
    share
}

/// A piece of text with its place: left, right, height, size.
type Piece<'a> = (&'a str, f32, f32, f32, f32);

fn place(letter: &Letter) -> Piece<'_> {
    let (x, y) = letter.from;
    (letter.text.as_str(), x, letter.to.0, y, letter.size)
}

/// The text of letters in the order in which they were painted.
pub fn text_of<'a>(letters: impl Iterator<Item = &'a Letter>) -> String {
    text(letters.map(place))
}

fn words<'a>(pieces: impl Iterator<Item = Piece<'a>>) -> Vec<String> {
    let text = text(pieces);
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn text<'a>(pieces: impl Iterator<Item = Piece<'a>>) -> String {
    let mut text = String::new();
    let mut last: Option<(f32, f32)> = None;
    for (piece, left, right, height, size) in pieces {
        let apart = last.is_some_and(|(end, at)| {
            (at - height).abs() > 0.3 * size || left - end > 0.15 * size || left < end - size
        });
        if apart {
            text.push(' ');
        }
        text.push_str(piece);
        last = Some((right, height));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_without_a_map_are_read_in_the_standard_order() {
        for (sign, letter) in [
            (2, None),
            (3, Some(' ')),
            (36, Some('A')),
            (97, Some('~')),
            (98, Some('Ä')),
            (181, Some('”')),
            (228, Some('Š')),
            (257, Some('đ')),
            (258, None),
        ] {
            assert_eq!(standard(sign), letter, "{sign}");
        }
    }
}
