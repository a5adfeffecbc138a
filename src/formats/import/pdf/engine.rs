//! Where pages come from: a trait of ours, and the one engine behind it.
//!
//! The engine is asked for runs of text with their boxes and nothing else. Lines, columns and
//! paragraphs are made from them elsewhere, so that another engine can take its place.

use super::super::Refused;
use pdfboss_core::{Document, Error, Immediate, OcState, block_on};
use pdfboss_text::{
    ArtifactKind, ExtractReport, FontCache, ReadingOrder, SkippedTextKind, TextSpan,
};

/// How the engine is called in receipts.
pub const ENGINE: &str = "pdfboss 2.16.1";

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
    /// Height of a page as it is displayed.
    fn height(&self, index: usize) -> f32;
    /// The title in the file's properties.
    fn title(&self) -> Option<String>;
}

/// What stands on a page.
#[derive(Debug, Default)]
pub struct PageContent {
    /// Lowest and highest position on the page, in the direction of reading.
    pub bottom: f32,
    /// See `bottom`.
    pub top: f32,
    /// Runs of text, in the order of the file.
    pub runs: Vec<Run>,
    /// Whether some of the page's content could not be read.
    pub incomplete: bool,
}

/// A run of text on one baseline, turned so that it reads from left to right.
#[derive(Debug, Clone, PartialEq)]
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
    /// Which way up it stands: 0 for the direction of most of the page.
    pub turned: bool,
}

/// A PDF opened by the engine.
pub struct Engine {
    pub(super) document: Document,
    fonts: FontCache,
    layers: Option<OcState>,
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
        Ok(Self {
            document,
            fonts: FontCache::default(),
            layers,
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
        let spans = block_on(pdfboss_text::extract_spans_reporting_cached_with(
            Immediate(&self.document),
            &page,
            &self.fonts,
            self.layers.as_ref(),
            None,
            ReadingOrder::Content,
        ));
        let Ok((spans, report)) = spans else {
            return broken;
        };
        let turn = main_turn(&spans);
        let frame = page.crop_box;
        let corners = [
            upright(turn, frame.x0, frame.y0).1,
            upright(turn, frame.x1, frame.y1).1,
        ];
        PageContent {
            bottom: corners[0].min(corners[1]),
            top: corners[0].max(corners[1]),
            runs: spans
                .into_iter()
                .filter_map(|span| run(span, turn))
                .collect(),
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

    fn height(&self, index: usize) -> f32 {
        let Ok(page) = self.document.page(index) else {
            return 0.0;
        };
        match page.rotate.rem_euclid(180) {
            0 => page.crop_box.height(),
            _ => page.crop_box.width(),
        }
    }

    fn title(&self) -> Option<String> {
        self.document.metadata().title
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

/// A point of the page as it lies when text of that direction reads from left to right.
fn upright(turn: i32, x: f32, y: f32) -> (f32, f32) {
    match turn {
        90 => (y, -x),
        180 => (-x, -y),
        270 => (-y, x),
        _ => (x, y),
    }
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
        text: span.text,
    })
}
