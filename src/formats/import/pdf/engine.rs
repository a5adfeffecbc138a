//! Where pages come from: a trait of ours, and the one engine behind it.
//!
//! The engine is asked for runs of text with their boxes and nothing else. Lines, columns and
//! paragraphs are made from them elsewhere, so that another engine can take its place.

use super::super::Refused;
use super::beside::{self, Fields, Note};
use super::frame::{Frame, upright};
use super::mended::Mended;
use pdfboss_core::{Document, Error, Immediate, OcState, StructureTree, block_on};
use pdfboss_text::{
    ArtifactKind, ExtractReport, FontCache, ReadingOrder, Ruling, SkippedTextKind, StandardType,
    TextSpan,
};
use std::cell::Cell;
use std::collections::HashSet;

/// How the engine is called in receipts.
pub const ENGINE: &str = "pdfboss 2.16.1";

/// Pages up to which the tags of a file are looked at.
const MOST_TAGGED_PAGES: usize = 60;

/// Pages after which tags that have named no heading are given up.
const TAGGED_PAGES_TRIED: usize = 3;

/// A source of pages.
pub trait PageSource {
    /// How many pages there are.
    fn pages(&self) -> usize;
    /// How many pages the file says it has.
    fn claimed_pages(&self) -> usize;
    /// One page, counted from 0.
    fn page(&self, index: usize) -> PageContent;
    /// Which share of a page pictures cover, from 0 to 1.
    fn picture_share(&self, index: usize) -> f32;
    /// Words of a page on layers that are switched off.
    fn layers_off(&self, index: usize) -> Vec<String>;
    /// Width and height of a page as it is displayed.
    fn size(&self, index: usize) -> (f32, f32);
    /// The title in the file's properties.
    fn title(&self) -> Option<String>;
    /// Names of the files attached to this one.
    fn attachments(&self) -> Vec<String> {
        Vec::new()
    }
    /// The bookmarks, in order.
    fn bookmarks(&self) -> Vec<Bookmark> {
        Vec::new()
    }
}

/// An entry of the file's own table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// Page it leads to, counted from 1.
    pub page: u32,
    /// Depth, counted from 0.
    pub depth: u8,
    /// Its words.
    pub title: String,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub struct PageContent {
    /// Where the page's edges are, in the direction of reading.
    pub frame: Frame,
    /// Runs of text, in the order of the file.
    pub runs: Vec<Run>,
    /// Lines drawn along and across the direction of reading.
    pub rules: Vec<Rule>,
    /// Comments and the values of form fields.
    pub notes: Vec<Note>,
    /// Whether some of the page's content could not be read.
    pub incomplete: bool,
}

/// A run of text on one baseline, turned so that it reads from left to right.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts about how it is printed"
)]
pub struct Run {
    /// Its characters.
    pub text: String,
    /// Where it starts.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// Its height on the page; greater is higher.
    pub baseline: f32,
    /// Size of its letters.
    pub size: f32,
    /// Whether its letters are bold.
    pub bold: bool,
    /// Whether it is not painted.
    pub invisible: bool,
    /// Whether the file itself says that it is a running head, a page number or a watermark.
    pub artifact: bool,
    /// Whether it stands across the direction of most of the page.
    pub turned: bool,
    /// By how many degrees.
    pub turn: i32,
    /// The level of the heading that the file itself says it belongs to.
    pub heading: Option<u8>,
}

/// A drawn line, from the lower or left end to the upper or right one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The left or lower end.
    pub from: (f32, f32),
    /// The other end.
    pub to: (f32, f32),
}

/// A PDF opened by the engine.
pub struct Engine {
    pub(super) document: Document,
    fonts: FontCache,
    layers: Option<OcState>,
    /// The tags that say what is a heading, when there are any.
    tags: Option<StructureTree>,
    /// Whether the tags have named a heading so far.
    useful: Cell<bool>,
    fields: Fields,
    /// Whether some of the layers are switched off.
    some_off: bool,
    pages: usize,
    claimed: usize,
}

impl Engine {
    /// Opens a file. The number of pages is looked at before any of them is read.
    pub fn open(bytes: &[u8], most_pages: usize) -> Result<Self, Refused> {
        let document = Document::load(bytes.to_vec()).map_err(|error| refused(&error))?;
        if document.is_locked() {
            return Err(Refused::Encrypted { what: "a PDF" });
        }
        let claimed = document.page_count();
        let too_many = || Refused::TooLarge {
            what: "The PDF's number of pages".to_owned(),
            limit: format!("{most_pages} pages"),
        };
        if claimed > most_pages {
            return Err(too_many());
        }
        let pages = document.flattened_page_count();
        if pages > most_pages {
            return Err(too_many());
        }
        let layers = document.oc_state();
        // Reading the tags takes longer than reading the pages; a long document has bookmarks.
        let tags = document
            .structure_tree()
            .filter(|_| pages <= MOST_TAGGED_PAGES);
        let fields = Fields::of(&document);
        let groups = document.optional_content_groups(None);
        let some_off = layers
            .as_ref()
            .is_some_and(|layers| groups.iter().any(|group| layers.hidden(group.reference)));
        Ok(Self {
            document,
            fonts: FontCache::default(),
            layers,
            tags,
            useful: Cell::new(false),
            fields,
            some_off,
            pages,
            claimed,
        })
    }
}

fn refused(error: &Error) -> Refused {
    match error {
        Error::Encrypted => Refused::Encrypted { what: "a PDF" },
        other => Refused::Damaged {
            what: "a PDF",
            detail: other.to_string(),
        },
    }
}

impl PageSource for Engine {
    fn pages(&self) -> usize {
        self.pages
    }

    fn claimed_pages(&self) -> usize {
        self.claimed
    }

    fn page(&self, index: usize) -> PageContent {
        let broken = PageContent {
            incomplete: true,
            ..PageContent::default()
        };
        let Ok(page) = self.document.page(index) else {
            return broken;
        };
        let tags = self
            .tags
            .as_ref()
            .filter(|_| self.useful.get() || index < TAGGED_PAGES_TRIED);
        let order = if tags.is_some() {
            ReadingOrder::StructureTree
        } else {
            ReadingOrder::Content
        };
        let spans = block_on(
            pdfboss_text::extract_spans_and_rulings_reporting_cached_with(
                Immediate(Mended(&self.document)),
                &page,
                &self.fonts,
                self.layers.as_ref(),
                tags,
                order,
            ),
        );
        let Ok((spans, rulings, report)) = spans else {
            return broken;
        };
        let turn = main_turn(&spans);
        let frame = Frame::of(&page, turn);
        let mut runs: Vec<Run> = spans
            .into_iter()
            .filter_map(|span| run(span, turn))
            .collect();
        if runs.iter().any(|run| run.heading.is_some()) {
            self.useful.set(true);
        }
        let (values, notes) = self.fields.on(&self.document, &page, &frame, turn);
        runs.extend(values);
        PageContent {
            frame,
            runs,
            rules: rules(&rulings, turn),
            notes,
            incomplete: lost_text(&report),
        }
    }

    fn picture_share(&self, index: usize) -> f32 {
        let Ok(page) = self.document.page(index) else {
            return 0.0;
        };
        let Ok(images) = pdfboss_text::placed_images(&self.document, &page) else {
            return 0.0;
        };
        let frame = page.crop_box;
        let area = frame.width() * frame.height();
        let parts = images
            .iter()
            .filter_map(|image| image.bbox.intersect(frame));
        let covered: f32 = parts.map(|part| part.width() * part.height()).sum();
        if area > 0.0 {
            (covered / area).min(1.0)
        } else {
            0.0
        }
    }

    fn layers_off(&self, index: usize) -> Vec<String> {
        let Some(layers) = self.layers.as_ref().filter(|_| self.some_off) else {
            return Vec::new();
        };
        let Ok(page) = self.document.page(index) else {
            return Vec::new();
        };
        let spans = |layers: Option<&OcState>| {
            let found = block_on(pdfboss_text::extract_spans_reporting_cached_with(
                Immediate(Mended(&self.document)),
                &page,
                &self.fonts,
                layers,
                None,
                ReadingOrder::Content,
            ));
            found.map(|(spans, _)| spans).unwrap_or_default()
        };
        let place = |span: &TextSpan| (span.text.clone(), span.x.to_bits(), span.y.to_bits());
        let seen: HashSet<_> = spans(Some(layers)).iter().map(place).collect();
        let all = spans(None).into_iter();
        let off = all.filter(|span| !span.text.trim().is_empty() && !seen.contains(&place(span)));
        off.map(|span| span.text).collect()
    }

    fn size(&self, index: usize) -> (f32, f32) {
        let Ok(page) = self.document.page(index) else {
            return (0.0, 0.0);
        };
        let (width, height) = (page.crop_box.width(), page.crop_box.height());
        match page.rotate.rem_euclid(180) {
            0 => (width, height),
            _ => (height, width),
        }
    }

    fn title(&self) -> Option<String> {
        self.document.metadata().title
    }

    fn attachments(&self) -> Vec<String> {
        beside::attachments(&self.document)
    }

    fn bookmarks(&self) -> Vec<Bookmark> {
        beside::bookmarks(&self.document, self.pages)
    }
}

fn lost_text(report: &ExtractReport) -> bool {
    let mut skipped = report.skipped.iter();
    skipped.any(|skipped| {
        matches!(
            skipped.kind,
            SkippedTextKind::PageContents | SkippedTextKind::Form
        )
    })
}

/// The direction in which most of a page's letters stand.
fn main_turn(spans: &[TextSpan]) -> i32 {
    let letters = |turn: i32| -> usize {
        let turned = spans.iter().filter(|span| span.rotate == turn);
        turned.map(|span| span.text.len()).sum()
    };
    // Upright wins a tie.
    [270, 180, 90, 0]
        .into_iter()
        .max_by_key(|turn| letters(*turn))
        .unwrap_or(0)
}

/// The most drawn lines looked at on a page; more are a drawing, not a table.
const MOST_RULES: usize = 20_000;

fn rules(rulings: &[Ruling], turn: i32) -> Vec<Rule> {
    if rulings.len() > MOST_RULES {
        return Vec::new();
    }
    let rule = |ruling: &Ruling| {
        let a = upright(turn, ruling.start.x, ruling.start.y);
        let b = upright(turn, ruling.end.x, ruling.end.y);
        let finite = [a.0, a.1, b.0, b.1].iter().all(|value| value.is_finite());
        finite.then_some(Rule {
            from: (a.0.min(b.0), a.1.min(b.1)),
            to: (a.0.max(b.0), a.1.max(b.1)),
        })
    };
    rulings.iter().filter_map(rule).collect()
}

fn run(span: TextSpan, turn: i32) -> Option<Run> {
    if span.text.trim().is_empty() {
        return None;
    }
    let (start, baseline) = upright(span.rotate, span.x, span.y);
    let (end, _) = upright(span.rotate, span.end_x, span.end_y);
    let finite =
        start.is_finite() && end.is_finite() && baseline.is_finite() && span.size.is_finite();
    if !finite {
        return None;
    }
    let kind = span.artifact.as_ref().map(|artifact| artifact.kind);
    Some(Run {
        left: start.min(end),
        right: start.max(end),
        baseline,
        size: span.size.abs().max(0.1),
        bold: span.bold,
        invisible: span.invisible,
        artifact: kind == Some(ArtifactKind::Pagination),
        turned: span.rotate != turn || span.vertical,
        turn: span.rotate - turn,
        heading: heading(&span),
        text: span.text,
    })
}

/// The level of the heading that the tags put a span in.
fn heading(span: &TextSpan) -> Option<u8> {
    let structure = span.structure.as_ref()?;
    structure.path.iter().rev().find_map(|element| {
        Some(match element.standard_type {
            StandardType::H1 | StandardType::H => 1,
            StandardType::H2 => 2,
            StandardType::H3 => 3,
            StandardType::H4 => 4,
            StandardType::H5 => 5,
            StandardType::H6 => 6,
            _ => return None,
        })
    })
}
