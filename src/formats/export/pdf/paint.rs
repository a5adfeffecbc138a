//! Draws pages of strips, with head and foot, links and the structure's leaves.

use super::super::report::{Report, Tone};
use super::compose::{Bookmark, title_of};
use super::flow::Placed;
use super::fonts::{Fonts, Look};
use super::looks::{self, Colour, Setting};
use super::shape::{Shaped, clean, shape, short};
use super::strip::{Band, Mark, Run, Shape, Strip, baseline, runs};
use super::tree::Tree;
use crate::tr;
use krilla::Document;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use std::collections::{BTreeMap, BTreeSet};

/// The most characters that are read instead of a link's words.
const MOST_READ: usize = 300;

/// A report laid on pages.
pub struct Painter<'a> {
    /// The typefaces.
    pub fonts: &'a Fonts,
    /// What is on the head and foot of each page.
    pub report: &'a Report,
    /// What is drawn.
    pub strips: &'a [Strip],
    /// Where.
    pub pages: &'a [Vec<Placed>],
    /// The headings.
    pub bookmarks: &'a [Bookmark],
}

/// A link on a page: the leaf it belongs to, where it is, where it leads, what it says.
type Linked = (usize, Rect, XyzDestination, String);

impl Painter<'_> {
    /// Draws everything.
    pub fn paint(&self, document: &mut Document, tree: &mut Tree) {
        let places = self.places();
        let mut goals = BTreeMap::new();
        for bookmark in self.bookmarks {
            if let Some(place) = places.get(&bookmark.strip) {
                goals
                    .entry(bookmark.anchor.as_str())
                    .or_insert_with(|| place.clone());
            }
        }
        for number in 0..self.pages.len() {
            self.page(document, tree, number, &goals);
        }
        document.set_outline(self.outline(&places));
    }

    /// Where the headings stand.
    fn places(&self) -> BTreeMap<usize, XyzDestination> {
        let headings: BTreeSet<usize> = self.bookmarks.iter().map(|one| one.strip).collect();
        let mut places = BTreeMap::new();
        for (page, placed) in self.pages.iter().enumerate() {
            let own = placed
                .iter()
                .filter(|one| !one.again && headings.contains(&one.strip));
            for one in own {
                let y = (looks::TOP + one.y - 10.0).max(0.0);
                let place = XyzDestination::new(page, Point::from_xy(0.0, y));
                places.insert(one.strip, place);
            }
        }
        places
    }

    fn outline(&self, places: &BTreeMap<usize, XyzDestination>) -> Outline {
        let mut open: Vec<(u8, OutlineNode)> = Vec::new();
        let mut outline = Outline::new();
        let close = |open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8| {
            while open.last().is_some_and(|last| last.0 >= level) {
                let Some((_, node)) = open.pop() else { break };
                match open.last_mut() {
                    Some((_, parent)) => parent.push_child(node),
                    None => outline.push_child(node),
                }
            }
        };
        for bookmark in self.bookmarks {
            let Some(place) = places.get(&bookmark.strip) else {
                continue;
            };
            // The title stands beside the parts, so that those are seen at once.
            let level = bookmark.level.max(2);
            close(&mut open, &mut outline, level);
            open.push((
                level,
                OutlineNode::new(bookmark.words.clone(), place.clone()),
            ));
        }
        close(&mut open, &mut outline, 0);
        outline
    }

    fn page(
        &self,
        document: &mut Document,
        tree: &mut Tree,
        number: usize,
        goals: &BTreeMap<&str, XyzDestination>,
    ) {
        let settings = PageSettings::from_wh(looks::PAGE_WIDTH, looks::PAGE_HEIGHT);
        let mut page = document.start_page_with(settings.expect("a page of A4 has a size"));
        let mut surface = page.surface();
        let mut linked: Vec<Linked> = Vec::new();
        self.bands(&mut surface, number);
        self.header(&mut surface, number);
        for placed in &self.pages[number] {
            let strip = &self.strips[placed.strip];
            let top = looks::TOP + placed.y + strip.inset;
            for mark in &strip.marks {
                let leaf = mark.leaf.filter(|_| !placed.again);
                if let Some(leaf) = leaf {
                    let tag = tag_of(mark);
                    let drawn = surface.start_tagged(tag);
                    draw(&mut surface, self.fonts, mark, top);
                    surface.end_tagged();
                    tree.drawn(leaf, drawn);
                    linked.extend(link(mark, leaf, top, strip.height, goals));
                } else {
                    let kind = if placed.again {
                        ArtifactType::PaginationOther
                    } else {
                        ArtifactType::Layout
                    };
                    artifact(&mut surface, kind, |surface| {
                        draw(surface, self.fonts, mark, top);
                    });
                }
            }
        }
        self.footer(&mut surface, number);
        surface.finish();
        for (leaf, rect, goal, words) in linked {
            let link = LinkAnnotation::new(rect, Target::Destination(goal.into()));
            tree.drawn(
                leaf,
                page.add_tagged_annotation(Annotation::new_link(link, Some(words))),
            );
        }
        page.finish();
    }

    /// What is behind the words: a band that goes on from strip to strip is drawn in one piece.
    fn bands(&self, surface: &mut Surface<'_>, number: usize) {
        let mut open: Vec<(Band, f32, f32)> = Vec::new();
        let mut done: Vec<(Band, f32, f32)> = Vec::new();
        for placed in &self.pages[number] {
            let strip = &self.strips[placed.strip];
            let mut next = Vec::new();
            for band in &strip.bands {
                let goes_on =
                    |one: &(Band, f32, f32)| one.0 == *band && (one.2 - placed.y).abs() < 0.01;
                let begin = open
                    .iter()
                    .position(goes_on)
                    .map_or(placed.y, |place| open.remove(place).1);
                next.push((*band, begin, placed.y + strip.height));
            }
            done.append(&mut open);
            open = next;
        }
        done.append(&mut open);
        if done.is_empty() {
            return;
        }
        artifact(surface, ArtifactType::Layout, |surface| {
            // A broad band is behind a narrow one.
            done.sort_by(|one, other| other.0.width.total_cmp(&one.0.width));
            for (band, begin, end) in &done {
                fill(
                    surface,
                    band.x,
                    looks::TOP + begin,
                    band.width,
                    end - begin,
                    band.colour,
                );
            }
        });
    }

    fn header(&self, surface: &mut Surface<'_>, number: usize) {
        let setting = looks::OF_FOOT;
        let stamp = self
            .report
            .stamp
            .as_deref()
            .map(clean)
            .filter(|stamp| !stamp.trim().is_empty());
        let right = looks::LEFT + looks::WIDTH;
        artifact(surface, ArtifactType::Header, |surface| {
            let mut room = looks::WIDTH;
            if let Some(stamp) = &stamp {
                let concern = looks::colour(Tone::Concern);
                let setting = Setting {
                    size: 8.5,
                    colour: concern,
                    strong: true,
                    ..setting
                };
                let shaped = self.line(stamp, setting, looks::WIDTH * 0.6);
                let width = width_of(&shaped, setting) + 14.0;
                fill(surface, right - width, 30.0, width, 17.0, concern);
                fill(
                    surface,
                    right - width + 1.0,
                    31.0,
                    width - 2.0,
                    15.0,
                    looks::tint(Tone::Concern),
                );
                self.write(surface, &shaped, right - width + 7.0, 33.0, setting);
                room -= width + 12.0;
            }
            if number > 0 {
                let shaped = self.line(&title_of(self.report), setting, room);
                self.write(surface, &shaped, looks::LEFT, 33.0, setting);
                fill(surface, looks::LEFT, 52.0, looks::WIDTH, 0.5, looks::RULE);
            }
        });
    }

    fn footer(&self, surface: &mut Surface<'_>, number: usize) {
        let setting = looks::OF_FOOT;
        let y = looks::PAGE_HEIGHT - 42.0;
        let (page, pages) = (number + 1, self.pages.len());
        let count = tr!("page {page} of {pages}", page, pages);
        artifact(surface, ArtifactType::Footer, |surface| {
            fill(
                surface,
                looks::LEFT,
                y - 5.0,
                looks::WIDTH,
                0.5,
                looks::RULE,
            );
            let count = self.line(&count, setting, looks::WIDTH / 2.0);
            let width = width_of(&count, setting);
            let foot = self.line(&self.report.foot, setting, looks::WIDTH - width - 20.0);
            self.write(surface, &foot, looks::LEFT, y, setting);
            self.write(
                surface,
                &count,
                looks::LEFT + looks::WIDTH - width,
                y,
                setting,
            );
        });
    }

    /// Words on one line, cut where they are too long: they stand in full elsewhere.
    fn line(&self, words: &str, setting: Setting, width: f32) -> Shaped {
        let look = if setting.strong {
            Look::Strong
        } else {
            Look::Plain
        };
        let words = short(words, MOST_READ);
        let shaped = shape(self.fonts, &[(&words, look)]);
        if width_of(&shaped, setting) <= width {
            return shaped;
        }
        let mut left = width - 12.0;
        let fits = shaped.letters.iter().take_while(|letter| {
            left -= letter.advance * setting.size;
            left >= 0.0
        });
        let mut cut: String = fits.map(|letter| letter.character).collect();
        cut.push('…');
        shape(self.fonts, &[(&cut, look)])
    }

    fn write(&self, surface: &mut Surface<'_>, shaped: &Shaped, x: f32, y: f32, setting: Setting) {
        for (_, run) in runs(shaped, 0..shaped.letters.len(), x, setting, &|_| {
            setting.strong
        }) {
            write(surface, self.fonts, &run, y + baseline(setting));
        }
    }
}

fn width_of(shaped: &Shaped, setting: Setting) -> f32 {
    let widths = shaped.letters.iter().map(|letter| letter.advance);
    widths.sum::<f32>() * setting.size
}

fn tag_of(mark: &Mark) -> ContentTag<'static> {
    if mark
        .shapes
        .iter()
        .any(|shape| matches!(shape, Shape::Box { .. }))
    {
        ContentTag::Other
    } else {
        ContentTag::Span(SpanTag::empty())
    }
}

/// Something that is no part of what is read.
fn artifact(surface: &mut Surface<'_>, kind: ArtifactType, work: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    work(surface);
    surface.end_tagged();
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: &Mark, top: f32) {
    for shape in &mark.shapes {
        match shape {
            Shape::Run(y, run) => write(surface, fonts, run, top + y),
            Shape::Box {
                x,
                y,
                width,
                height,
                colour,
            } => fill(surface, *x, top + y, *width, *height, *colour),
        }
    }
}

fn write(surface: &mut Surface<'_>, fonts: &Fonts, run: &Run, y: f32) {
    surface.set_fill(Some(paint(run.colour)));
    surface.set_stroke(run.thick.then(|| Stroke {
        paint: colour(run.colour).into(),
        width: run.size * 0.03,
        ..Stroke::default()
    }));
    let start = Point::from_xy(run.x, y);
    surface.draw_glyphs(
        start,
        &run.letters,
        fonts.font(run.face),
        &run.text,
        run.size,
        false,
    );
    surface.set_stroke(None);
}

fn fill(surface: &mut Surface<'_>, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
    let Some(rect) = Rect::from_xywh(x, y, width, height) else {
        return;
    };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(paint(colour)));
        surface.draw_path(&path);
    }
}

fn paint(ink: Colour) -> Fill {
    Fill {
        paint: colour(ink).into(),
        ..Fill::default()
    }
}

fn colour(colour: Colour) -> rgb::Color {
    rgb::Color::new(colour.0, colour.1, colour.2)
}

fn link(
    mark: &Mark,
    leaf: usize,
    top: f32,
    height: f32,
    goals: &BTreeMap<&str, XyzDestination>,
) -> Option<Linked> {
    let goal = goals.get(mark.link.as_deref()?)?;
    let runs = mark.shapes.iter().filter_map(|shape| match shape {
        Shape::Run(_, run) => Some(run),
        Shape::Box { .. } => None,
    });
    let (mut left, mut right, mut words) = (f32::MAX, f32::MIN, String::new());
    for run in runs {
        left = left.min(run.x);
        right = right.max(run.x + run.width);
        words.push_str(&run.text);
    }
    let rect = Rect::from_ltrb(left, top, right, top + height)?;
    let words = short(&words, MOST_READ);
    let words = if words.trim().is_empty() {
        "→".to_owned()
    } else {
        words
    };
    Some((leaf, rect, goal.clone(), words))
}
