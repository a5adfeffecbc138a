//! The typefaces that a PDF carries, and which of them has a character.
//!
//! They are built in, so that the same review looks the same everywhere; `assets/fonts/README.md` says where they come
//! from. Knows nothing of lines and pages.

use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// For running text: Latin, Cyrillic and Greek.
    Regular,
    /// The same, bold.
    Bold,
    /// The same with letters of one width.
    Mono,
    /// Arrows, ticks, boxes, mathematics.
    Symbols,
    /// Chinese characters and their punctuation.
    Chinese,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// As running text.
    Plain,
    /// Bold.
    Strong,
    /// In letters of one width.
    Code,
}

/// A character as a typeface draws it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The typeface.
    pub face: Face,
    /// Its number in it.
    pub id: u16,
    /// Its width, in parts of the size of the letters.
    pub advance: f32,
}

/// What is built in, in the order of [`Face`].
const FILES: [&[u8]; 5] = [
    include_bytes!("../../../../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansMono-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/DejaVuSans-Symbols.ttf"),
    include_bytes!("../../../../assets/fonts/DroidSansFallback.ttf"),
];

/// Characters that no typeface has, and the one of the same shape that is drawn; the text keeps what was written.
const ALIKE: [(char, char); 2] = [('〈', '⟨'), ('〉', '⟩')];

/// The typefaces, open.
pub struct Fonts {
    open: Vec<Open>,
}

struct Open {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    em: f32,
}

impl Fonts {
    /// Opens what is built in.
    pub fn open() -> Self {
        let open = FILES.into_iter().map(|bytes| {
            let file = FontRef::new(bytes).expect("the built-in typefaces are sound");
            let font = Font::new(bytes.into(), 0).expect("the built-in typefaces are sound");
            Open {
                em: font.units_per_em(),
                font,
                letters: file.charmap(),
                widths: file.glyph_metrics(Size::unscaled(), LocationRef::default()),
            }
        });
        Self {
            open: open.collect(),
        }
    }

    /// A typeface for the writer of PDF.
    pub fn font(&self, face: Face) -> Font {
        self.face(face).font.clone()
    }

    /// How a character is drawn; nothing where no typeface has it.
    pub fn find(&self, character: char, look: Look) -> Option<Glyph> {
        let faces: &[Face] = match look {
            Look::Plain => &[Face::Regular, Face::Symbols, Face::Chinese],
            Look::Strong => &[Face::Bold, Face::Symbols, Face::Chinese],
            Look::Code => &[Face::Mono, Face::Regular, Face::Symbols, Face::Chinese],
        };
        let found = faces.iter().find_map(|face| self.glyph(*face, character));
        found.or_else(|| {
            let alike = ALIKE.iter().find(|(one, _)| *one == character)?;
            self.glyph(Face::Symbols, alike.1)
        })
    }

    /// Where a glyph is drawn: its middle, right of its place, and its lower edge, in parts of the size.
    pub fn place(&self, glyph: Glyph) -> Option<(f32, f32)> {
        let open = self.face(glyph.face);
        let drawn = open.widths.bounds(GlyphId::new(u32::from(glyph.id)))?;
        let middle = f32::midpoint(drawn.x_min, drawn.x_max);
        Some((middle / open.em, drawn.y_min / open.em))
    }

    fn glyph(&self, face: Face, character: char) -> Option<Glyph> {
        let open = self.face(face);
        let id = open.letters.map(character)?;
        let number = u16::try_from(id.to_u32()).ok().filter(|id| *id > 0)?;
        let advance = open.widths.advance_width(id)? / open.em;
        Some(Glyph {
            face,
            id: number,
            advance,
        })
    }

    fn face(&self, face: Face) -> &Open {
        let place = match face {
            Face::Regular => 0,
            Face::Bold => 1,
            Face::Mono => 2,
            Face::Symbols => 3,
            Face::Chinese => 4,
        };
        &self.open[place]
    }
}
