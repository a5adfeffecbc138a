//! Strips: what a report is cut into so that it can be laid on pages, each as wide as the page and never parted.

use super::fonts::Face;
use super::looks::{Colour, Setting};
use super::shape::{Letter, SOFT_HYPHEN, Shaped};
use krilla::surface::Location;
use krilla::text::GlyphId;
use std::ops::Range;

/// Whether a strip stays with the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// It may be the last of its page.
    Free,
    /// It stays with the next one unless what belongs together is higher than a page.
    Soft,
    /// It stays with the next one even then.
    Hard,
}

/// A strip.
#[derive(Debug)]
pub struct Strip {
    /// What it is part of, for whoever looks at the layout.
    #[cfg_attr(not(test), expect(dead_code, reason = "said for tests of the layout"))]
    pub kind: &'static str,
    /// Distance to the strip above it; none at the top of a page.
    pub above: f32,
    /// Its height.
    pub height: f32,
    /// How far below its top the marks begin.
    pub inset: f32,
    /// Whether it stays with the next one.
    pub keep: Keep,
    /// Whether it begins a page.
    pub new_page: bool,
    /// The strips that are shown again above it where it begins a page: the head of its table.
    pub head: Option<usize>,
    /// Coloured bands behind it, from top to bottom.
    pub bands: Vec<Band>,
    /// What is drawn on it.
    pub marks: Vec<Mark>,
}

/// A coloured band behind strips.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Where it begins.
    pub x: f32,
    /// How wide it is.
    pub width: f32,
    /// Its colour.
    pub colour: Colour,
}

/// Something that is drawn.
#[derive(Debug)]
pub struct Mark {
    /// Where it belongs in the order of reading; nothing for ornaments.
    pub leaf: Option<usize>,
    /// Where it leads.
    pub link: Option<String>,
    /// What is drawn.
    pub shapes: Vec<Shape>,
}

/// What can be drawn.
#[derive(Debug)]
pub enum Shape {
    /// Letters on a base line that far below.
    Run(f32, Run),
    /// A filled rectangle.
    Box {
        /// Its left edge.
        x: f32,
        /// Its upper edge.
        y: f32,
        /// Its width.
        width: f32,
        /// Its height.
        height: f32,
        /// Its colour.
        colour: Colour,
    },
}

/// Letters of one typeface behind each other.
#[derive(Debug)]
pub struct Run {
    /// The typeface.
    pub face: Face,
    /// Whether they are thickened, for want of a bold typeface.
    pub thick: bool,
    /// Their size.
    pub size: f32,
    /// Their colour.
    pub colour: Colour,
    /// Where they begin.
    pub x: f32,
    /// How wide they are together.
    pub width: f32,
    /// What they say.
    pub text: String,
    /// The letters.
    pub letters: Vec<Drawn>,
}

/// A letter of a run.
#[derive(Debug, Clone)]
pub struct Drawn {
    id: u16,
    at: u32,
    length: u8,
    advance: f32,
    shift: (f32, f32),
}

impl krilla::text::Glyph for Drawn {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.id))
    }

    fn text_range(&self) -> Range<usize> {
        let at = usize::try_from(self.at).unwrap_or_default();
        at..at + usize::from(self.length)
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.shift.0 * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.shift.1 * size
    }

    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}

/// How far below the top of a line its letters stand.
pub fn baseline(setting: Setting) -> f32 {
    f32::midpoint(setting.leading, setting.size * 0.714)
}

/// The runs of a line, one for each part and typeface, with the part that each belongs to.
pub fn runs(
    shaped: &Shaped,
    line: Range<usize>,
    x: f32,
    setting: Setting,
    is_strong: &dyn Fn(usize) -> bool,
) -> Vec<(usize, Run)> {
    let letters = shaped.letters.get(line).unwrap_or_default();
    let mut runs: Vec<(usize, Run)> = Vec::new();
    let mut end = x;
    for (place, letter) in letters.iter().enumerate() {
        // Seen only where the line ends at it.
        if letter.character == SOFT_HYPHEN && place + 1 < letters.len() {
            continue;
        }
        let fits = |run: &(usize, Run)| run.0 == letter.part && run.1.face == letter.face;
        if !runs.last().is_some_and(fits) {
            let thick = matches!(letter.face, Face::Symbols | Face::Chinese);
            let run = Run {
                face: letter.face,
                thick: thick && is_strong(letter.part),
                size: setting.size,
                colour: setting.colour,
                x: end,
                width: 0.0,
                text: String::new(),
                letters: Vec::new(),
            };
            runs.push((letter.part, run));
        }
        if let Some((_, run)) = runs.last_mut() {
            run.put(letter);
            end = run.x + run.width;
        }
    }
    runs
}

impl Run {
    fn put(&mut self, letter: &Letter) {
        let length = letter.character.len_utf8();
        self.letters.push(Drawn {
            id: letter.id,
            at: u32::try_from(self.text.len()).unwrap_or(u32::MAX),
            length: u8::try_from(length).unwrap_or_default(),
            advance: letter.advance,
            shift: letter.shift,
        });
        self.text.push(letter.character);
        self.width += letter.advance * self.size;
    }
}

impl Mark {
    /// The same, that far below.
    pub fn lowered(mut self, by: f32) -> Self {
        for shape in &mut self.shapes {
            match shape {
                Shape::Run(y, _) | Shape::Box { y, .. } => *y += by,
            }
        }
        self
    }
}
