//! What is painted on a page, and which of its letters nobody can see.
//!
//! A letter is hidden when it has the colour of its ground, when something opaque is painted over it
//! afterwards, when it lies outside the page or its clip, when it is never painted, or when it is too
//! small to read. White letters on a dark ground are not hidden. Where the ground is a pattern or a
//! picture, letters count as visible.

use hayro_interpret::font::{GlyphRun, PositionedGlyph};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

/// The most letters kept of a page.
const MOST_LETTERS: usize = 200_000;
/// The most painted areas kept of a page.
const MOST_AREAS: usize = 5_000;
/// The most comparisons made for a page.
const MOST_WORK: usize = 20_000_000;
/// Difference of two colours, of 255, under which nobody tells them apart.
const SAME: u8 = 24;
/// Letters smaller than this, in points, cannot be read.
const SMALLEST: f64 = 1.0;
/// Lower areas, in points, are rules, and cover nothing.
const THIN: f64 = 3.0;
/// Share of the page from which a picture is a picture of the page.
const LARGE: f64 = 0.2;

/// Why nobody sees a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// It has the colour of its ground.
    Ground,
    /// Something opaque is painted over it.
    Covered,
    /// It lies outside the page, or outside what may be painted.
    Outside,
    /// It is never painted.
    Unpainted,
    /// It is too small.
    Small,
    /// It lies on a layer that is switched off.
    Off,
    /// It lies under or over a large picture, and is not painted: recognised in it, as a rule.
    Layer,
}

/// A letter and where it stands, in the file's own coordinates.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// What it stands for; several letters for a ligature, none when nobody knows.
    pub text: String,
    /// Where it begins on its baseline.
    pub from: (f32, f32),
    /// Where the next one would begin.
    pub to: (f32, f32),
    /// Its size in points.
    pub size: f32,
    /// Why it cannot be seen; nothing when it can.
    pub hidden: Option<Why>,
}

/// What is painted on a page.
#[derive(Debug, Default)]
pub struct Painted {
    /// Its letters, without blanks.
    pub letters: Vec<Letter>,
    /// Paths and pictures painted, letters apart.
    pub shapes: usize,
}

/// What lies on a part of the page.
#[derive(Debug, Clone, Copy)]
enum Ground {
    Colour([u8; 3]),
    Mixed,
    /// Large picture.
    Picture,
}

/// Names the letters of a sign.
type Namer<'n> = &'n mut dyn FnMut(&PositionedGlyph<'_>) -> String;

/// Watches a page being painted.
pub struct Watcher<'n> {
    frame: Rect,
    name: Namer<'n>,
    /// Parts of the page that may be painted, the last one valid; and whether each is a rectangle.
    clips: Vec<(Rect, bool)>,
    /// Opacity of the groups that are open.
    groups: Vec<f32>,
    areas: Vec<(Rect, Ground)>,
    painted: Painted,
    work: usize,
}

impl<'n> Watcher<'n> {
    /// Watches a page with that frame.
    pub fn new(frame: Rect, name: Namer<'n>) -> Self {
        Self {
            frame,
            name,
            clips: Vec::new(),
            groups: Vec::new(),
            areas: Vec::new(),
            painted: Painted::default(),
            work: 0,
        }
    }

    /// What was seen.
    pub fn finish(self) -> Painted {
        self.painted
    }

    fn clip(&self) -> (Rect, bool) {
        self.clips.last().copied().unwrap_or((self.frame, true))
    }

    fn opacity(&self) -> f32 {
        self.groups.iter().product()
    }

    /// Something painted on a part of the page. `solid` when nothing under it shows.
    fn area(&mut self, area: Rect, ground: Ground, solid: bool) {
        self.painted.shapes += 1;
        let (clip, square) = self.clip();
        let area = area.intersect(clip);
        let finite = area.is_finite() && area.width() > THIN && area.height() > THIN;
        if !finite {
            return;
        }
        if solid && square {
            self.cover(area, ground);
        }
        if self.areas.len() < MOST_AREAS {
            let ground = if solid && square {
                ground
            } else {
                Ground::Mixed
            };
            self.areas.push((area, ground));
        }
    }

    /// Hides the letters that lie under an area.
    fn cover(&mut self, area: Rect, ground: Ground) {
        self.work += self.painted.letters.len();
        if self.work > MOST_WORK {
            return;
        }
        let why = match ground {
            Ground::Picture => Why::Layer,
            _ => Why::Covered,
        };
        for letter in &mut self.painted.letters {
            if letter.hidden.is_none() && area.contains(middle(letter)) {
                letter.hidden = Some(why);
            }
        }
    }

    /// What lies under a point.
    fn ground(&mut self, point: Point) -> Ground {
        self.work += self.areas.len();
        if self.work > MOST_WORK {
            return Ground::Mixed;
        }
        let areas = self.areas.iter().rev();
        let under = areas.into_iter().find(|(area, _)| area.contains(point));
        under.map_or(Ground::Colour([255; 3]), |(_, ground)| *ground)
    }

    fn why_hidden(&mut self, letter: &Letter, ink: Ink) -> Option<Why> {
        let point = middle(letter);
        let (clip, _) = self.clip();
        let reach = f64::from(letter.size).max(1.0) * 0.25;
        if !clip
            .intersect(self.frame)
            .inflate(reach, reach)
            .contains(point)
        {
            return Some(Why::Outside);
        }
        if ink == Ink::None || self.opacity() < 0.05 {
            let over = self
                .areas
                .iter()
                .any(|(area, ground)| matches!(ground, Ground::Picture) && area.contains(point));
            return Some(if over { Why::Layer } else { Why::Unpainted });
        }
        if f64::from(letter.size) < SMALLEST {
            return Some(Why::Small);
        }
        let Ink::Colour(ink) = ink else { return None };
        match self.ground(point) {
            Ground::Colour(ground) => {
                let same = ink.iter().zip(ground).all(|(a, b)| a.abs_diff(b) < SAME);
                same.then_some(Why::Ground)
            }
            Ground::Mixed | Ground::Picture => None,
        }
    }
}

/// With what letters are painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    None,
    Colour([u8; 3]),
    Mixed,
}

impl Ink {
    fn of(props: &DrawProps<'_>, mode: &DrawMode) -> Self {
        match (&props.paint, mode) {
            (_, DrawMode::Invisible) => Self::None,
            _ if props.soft_mask.is_some() || props.blend_mode != BlendMode::Normal => Self::Mixed,
            (Paint::Color(colour), _) => {
                let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
                match alpha {
                    0..=12 => Self::None,
                    13..=250 => Self::Mixed,
                    _ => Self::Colour([red, green, blue]),
                }
            }
            (Paint::Pattern(_), _) => Self::Mixed,
        }
    }
}

/// The middle of a letter, a third of its size above the baseline.
fn middle(letter: &Letter) -> Point {
    let (x, y) = (letter.from.0 + letter.to.0, letter.from.1 + letter.to.1);
    let (along, up) = (letter.to.0 - letter.from.0, letter.to.1 - letter.from.1);
    let length = along.hypot(up).max(0.01);
    let rise = 0.3 * letter.size / length;
    Point::new(
        f64::from(x / 2.0 - up * rise),
        f64::from(y / 2.0 + along * rise),
    )
}

#[expect(clippy::cast_possible_truncation, reason = "places on a page")]
fn pair(point: Point) -> (f32, f32) {
    (point.x as f32, point.y as f32)
}

fn letter(text: String, glyph: &PositionedGlyph<'_>, base: Affine) -> Option<Letter> {
    let place = base * glyph.transform();
    let width = match &**glyph {
        hayro_interpret::font::Glyph::Outline(outline) => outline.advance_width(),
        hayro_interpret::font::Glyph::Type3(drawn) => drawn.advance_width(),
    };
    let from = place * Point::ZERO;
    let to = place * Point::new(f64::from(width.unwrap_or(500.0).max(1.0)), 0.0);
    let up = place * Point::new(0.0, 1000.0) - from;
    let finite = from.is_finite() && to.is_finite() && up.is_finite();
    #[expect(clippy::cast_possible_truncation, reason = "a size in points")]
    let size = up.hypot() as f32;
    finite.then(|| Letter {
        text,
        from: pair(from),
        to: pair(to),
        size,
        hidden: None,
    })
}

impl<'a> Device<'a> for Watcher<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let area = props.transform.transform_rect_bbox(path.bounding_box());
        let stroke = matches!(mode, DrawMode::Stroke(_) | DrawMode::Invisible);
        // A path that fills its box is a rectangle, whatever it is made of.
        let inner = (path.area() * props.transform.determinant()).abs();
        let square = inner > 0.97 * area.area();
        self.shape(area, &props, square && !stroke, stroke);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let area = props.transform.transform_rect_bbox(*rect);
        let stroke = matches!(mode, DrawMode::Stroke(_) | DrawMode::Invisible);
        let turned = props.transform.as_coeffs();
        let square =
            turned[1].abs() + turned[2].abs() < 1e-6 || turned[0].abs() + turned[3].abs() < 1e-6;
        self.shape(area, &props, square && !stroke, stroke);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let area = clip.path.bounding_box();
        let square = clip.path.area().abs() > 0.97 * area.area();
        let (outer, outer_square) = self.clip();
        self.clips
            .push((outer.intersect(area), outer_square && square));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend: BlendMode,
    ) {
        let plain = mask.is_none() && blend == BlendMode::Normal;
        self.groups
            .push(if plain { opacity } else { opacity.min(0.5) });
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let ink = Ink::of(&props, mode);
        for glyph in run.glyphs() {
            if self.painted.letters.len() >= MOST_LETTERS {
                return;
            }
            let text = (self.name)(glyph);
            if text.chars().all(char::is_whitespace) && !text.is_empty() {
                continue;
            }
            if let Some(mut letter) = letter(text, glyph, props.transform) {
                letter.hidden = self.why_hidden(&letter, ink);
                self.painted.letters.push(letter);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(
            0.0,
            0.0,
            f64::from(image.width()),
            f64::from(image.height()),
        );
        let area = props.transform.transform_rect_bbox(size);
        let large = area.intersect(self.frame).area() > LARGE * self.frame.area();
        let solid = match &image {
            Image::Stencil(_) => false,
            Image::Raster(raster) => {
                let about = raster.stream().dict();
                !about.contains_key(b"SMask") && !about.contains_key(b"Mask")
            }
        };
        let ground = if large {
            Ground::Picture
        } else {
            Ground::Mixed
        };
        if large && !solid {
            // What is not solid covers nothing, but letters over it may come from it.
            self.painted.shapes += 1;
            if self.areas.len() < MOST_AREAS {
                self.areas.push((area, Ground::Picture));
            }
            return;
        }
        self.area(area, ground, solid && self.opacity() > 0.99);
    }
}

impl Watcher<'_> {
    fn shape(&mut self, area: Rect, props: &DrawProps<'_>, square: bool, stroke: bool) {
        if stroke {
            self.painted.shapes += 1;
            return;
        }
        let ground = match Ink::of(props, &DrawMode::Fill(hayro_interpret::FillRule::NonZero)) {
            Ink::None => return,
            Ink::Mixed => Ground::Mixed,
            Ink::Colour(colour) => Ground::Colour(colour),
        };
        let solid = square && matches!(ground, Ground::Colour(_)) && self.opacity() > 0.99;
        self.area(area, ground, solid);
    }
}
