//! How far each page can be trusted, and what takes the place of a page that cannot be.
//!
//! A page that is a picture, or whose letters spell nothing, is read from text recognition when that
//! is at hand. When it is not, a sentence stands in its place, so that the reader meets the gap where
//! it is. What must be said about all this is in `findings`.

use super::super::aids::{Aids, RecognisedPage};
use super::engine::{PageContent, PageSource};
use super::hidden::{self, Hidden};
use super::letters::{Letters, Words, replaced_words};
use super::painted::{Painted, Why};
use super::recognised;
use super::second::{PaintSource, differ};
use crate::domain::detect_language::detect_language;
use crate::domain::document::{LETTERS_GAP, PICTURE_GAP, gap_sentence};
use crate::domain::language::Language;
use crate::domain::margin::{PageRecord, Trust};

/// Share of a page that a picture must cover to be a picture of the page.
const WHOLE: f32 = 0.8;
/// Share of a page that pictures must cover for invisible text to be what was recognised in them.
const MOST: f32 = 0.4;
/// Letters that stamps and page numbers over a picture of a page have at most.
const STAMP: usize = 150;
/// Painted shapes that a page without letters has at most when it is blank: a frame, a rule.
const MANY_SHAPES: usize = 40;

/// A reason to doubt a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It is a picture, and was not recognised.
    Picture,
    /// Most of its letters stand for nobody knows what.
    Useless,
    /// Many of its letters do.
    Letters,
    /// Its words are of no language.
    Words,
    /// Its invisible text, laid over a picture, is of no language.
    WrongLayer,
    /// Its letters have lost their marks.
    LostMarks,
    /// Letters with marks became other letters, as in these words.
    ReplacedMarks(String),
    /// The recognition was not sure.
    Unsure(u8),
    /// Part of it could not be read.
    Incomplete,
    /// Two engines read it differently.
    Differ,
    /// Its letter map was wrong or missing; the letters are those of the font itself.
    FontLetters,
}

impl Doubt {
    /// Whether the page's own text is so poor that recognised words are better.
    const fn is_for_recognition(&self) -> bool {
        matches!(
            self,
            Self::Picture | Self::Useless | Self::Letters | Self::Words | Self::WrongLayer
        )
    }

    /// Whether the words of the page are not in the text.
    const fn is_gap(&self) -> bool {
        matches!(self, Self::Picture | Self::Useless)
    }
}

/// What is known of one page.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// Why it is doubted.
    pub doubts: Vec<Doubt>,
    /// Whether nothing stands on it.
    pub blank: bool,
    /// Whether its text is invisible and lies over a picture, or over nothing.
    pub layer: bool,
    /// Confidence and reader, when it was recognised.
    pub recognised: Option<(u8, String)>,
    letters: Letters,
    sample: String,
}

impl Judged {
    fn trust(&self) -> Trust {
        if self.blank {
            Trust::Blank
        } else if self.doubts.iter().any(Doubt::is_gap) {
            Trust::Unread
        } else if self.recognised.is_some() {
            Trust::Recognised
        } else if !self.doubts.is_empty() {
            Trust::Doubtful
        } else if self.layer {
            Trust::Recognised
        } else {
            Trust::Good
        }
    }
}

/// The judgement of every page so far.
pub struct Judge<'a> {
    source: &'a dyn PageSource,
    second: Option<&'a dyn PaintSource>,
    recognised: &'a [RecognisedPage],
    /// In order.
    pub pages: Vec<Judged>,
    /// Words that nobody can see, in the order of the pages.
    pub hidden: Vec<Hidden>,
}

impl<'a> Judge<'a> {
    /// Nothing judged yet.
    pub const fn new(
        source: &'a dyn PageSource,
        second: Option<&'a dyn PaintSource>,
        aids: &Aids<'a>,
    ) -> Self {
        Self {
            source,
            second,
            recognised: aids.recognised,
            pages: Vec::new(),
            hidden: Vec::new(),
        }
    }

    /// Judges the next page, and gives what is to be read of it.
    pub fn next(&mut self, mut content: PageContent) -> PageContent {
        let index = self.pages.len();
        // What stops one engine, such as forms inside forms without end, must not hold up the other.
        let unseen = self.source.layers_off(index);
        if !unseen.is_empty() {
            self.hidden.push(Hidden {
                page: number(index),
                why: Why::Off,
                words: unseen.join(" "),
            });
        }
        let second = self.second.filter(|_| !content.incomplete);
        let painted = second.and_then(|second| second.page(index));
        let mut judged = match painted {
            None => self.look(index, &content, 0),
            Some(painted) => self.compare(index, &mut content, &painted),
        };
        let recognised = self
            .recognised
            .iter()
            .find(|page| number(index) == page.page);
        let poor = judged.doubts.iter().any(Doubt::is_for_recognition);
        let better = |page: &&RecognisedPage| poor && sees_more(page, &judged);
        let content = match recognised.filter(better) {
            None => with_gap(content, &judged, index),
            Some(page) => {
                judged = recognised_as(page);
                recognised::content(page, self.source.size(index))
            }
        };
        self.pages.push(judged);
        content
    }

    /// Judges a page that the second engine has seen too.
    fn compare(&mut self, index: usize, content: &mut PageContent, painted: &Painted) -> Judged {
        let differ = differ(content, &painted.letters);
        let found = hidden::take_out(content, &painted.letters, number(index));
        self.hidden.extend(found);
        hidden::mark_layer(content, &painted.letters);
        let mut judged = self.look(index, content, painted.shapes);
        let poor = |doubt: &Doubt| matches!(doubt, Doubt::Useless | Doubt::Letters | Doubt::Words);
        if judged.doubts.iter().any(poor) {
            if let Some(better) = self.by_fonts(index, content) {
                *content = better;
                judged = self.look(index, content, painted.shapes);
                judged.doubts.push(Doubt::FontLetters);
            }
        } else if differ && judged.doubts.is_empty() {
            judged.doubts.push(Doubt::Differ);
        }
        judged
    }

    /// The page with the letters of its fonts, when they spell more than those of the file.
    fn by_fonts(&self, index: usize, content: &PageContent) -> Option<PageContent> {
        let painted = self.second?.page_by_fonts(index)?;
        let better = hidden::spelled_by(content, &painted.letters)?;
        let (old, new) = (Letters::of(&text(content)), Letters::of(&text(&better)));
        let fewer = new.wrong * 2 < old.wrong || (new.wrong == 0 && old.wrong > 0);
        let likelier = old.words == Words::Unlikely && new.words == Words::Likely;
        // Blanks, too, are signs that nobody knows until they are known to be blanks.
        let whole =
            new.all * 10 >= old.all * 6 && !new.are_useless() && new.words != Words::Unlikely;
        (whole && (fewer || likelier)).then_some(better)
    }

    fn look(&self, index: usize, content: &PageContent, shapes: usize) -> Judged {
        let text = text(content);
        let letters = Letters::of(&text);
        let mut judged = Judged {
            letters,
            ..Judged::default()
        };
        let invisible = invisible(content);
        let covered = || self.source.picture_share(index);
        if letters.all == 0 {
            let drawn = content.incomplete || shapes > MANY_SHAPES || covered() > 0.01;
            judged.blank = !drawn;
            judged.doubts.extend(drawn.then_some(Doubt::Picture));
            return judged;
        }
        let layer = invisible * 2 > letters.all;
        if letters.all - invisible < STAMP && !layer && covered() > WHOLE {
            judged.doubts.push(Doubt::Picture);
        } else if letters.are_useless() {
            judged.doubts.push(Doubt::Useless);
        } else if letters.are_doubtful() {
            judged.doubts.push(Doubt::Letters);
        } else if letters.words == Words::Unlikely {
            let over = layer && covered() > MOST;
            judged.doubts.push(if over {
                Doubt::WrongLayer
            } else {
                Doubt::Words
            });
        }
        judged.layer = layer;
        if content.incomplete {
            judged.doubts.push(Doubt::Incomplete);
        }
        if letters.replaced_marks() {
            judged.sample = replaced_words(&text).join(", ");
        }
        judged
    }

    /// What can only be said once the whole text is known.
    pub fn finish(&mut self, text: &str) {
        let south_slavic = matches!(
            detect_language(text),
            Language::SerbianLatin | Language::Bosnian | Language::Montenegrin | Language::Croatian
        );
        let unlikely = |page: &&Judged| page.letters.words == Words::Unlikely;
        let likely = |page: &&Judged| page.letters.words == Words::Likely;
        let ciphered = self.pages.iter().filter(unlikely).count();
        let spread = ciphered > self.pages.iter().filter(likely).count();
        for page in &mut self.pages {
            let own = page.recognised.is_none();
            if own && south_slavic && page.letters.replaced_marks() {
                page.doubts.push(Doubt::ReplacedMarks(page.sample.clone()));
            } else if own && south_slavic && page.letters.lost_marks() {
                page.doubts.push(Doubt::LostMarks);
            }
            // A short page in a document of ciphers is no better than the rest of it.
            let short = page.letters.all > 0 && page.letters.words == Words::Few;
            if own && spread && short && page.doubts.is_empty() {
                page.doubts.push(Doubt::Words);
            }
        }
    }

    /// Whether no page has words that were read.
    pub fn has_nothing(&self) -> bool {
        let mut trusts = self.pages.iter().map(Judged::trust);
        trusts.all(|trust| matches!(trust, Trust::Unread | Trust::Blank))
    }

    /// Whether letters that cannot be read are the reason for that.
    pub fn is_unreadable(&self) -> bool {
        let useless = |page: &Judged| page.doubts.contains(&Doubt::Useless);
        self.has_nothing() && self.pages.iter().any(useless)
    }

    /// A record for every page.
    pub fn records(&self) -> Vec<PageRecord> {
        let record = |(index, page): (usize, &Judged)| PageRecord {
            page: number(index),
            trust: page.trust(),
            confidence: page.recognised.as_ref().map(|(confidence, _)| *confidence),
            recognise: page.doubts.iter().any(Doubt::is_for_recognition),
        };
        self.pages.iter().enumerate().map(record).collect()
    }
}

/// Whether the picture of a page gave more than its letters do. Letters in fonts that the file leaves
/// out are missing in the picture; where only some cannot be read, the rest is not given up for less.
fn sees_more(page: &RecognisedPage, judged: &Judged) -> bool {
    let words = page.words.iter().map(|word| word.text.chars().count());
    let recognised: usize = words.sum();
    let readable = judged.letters.all.saturating_sub(judged.letters.wrong);
    let some = judged.doubts.contains(&Doubt::Letters);
    recognised > 0 && (!some || recognised * 10 >= readable * 9)
}

fn recognised_as(page: &RecognisedPage) -> Judged {
    let words: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
    let unsure = page.confidence < PageRecord::SURE;
    Judged {
        doubts: unsure
            .then_some(Doubt::Unsure(page.confidence))
            .into_iter()
            .collect(),
        recognised: Some((page.confidence, page.reader.clone())),
        letters: Letters::of(&words.join(" ")),
        ..Judged::default()
    }
}

/// The page with a sentence in the place of what could not be read.
fn with_gap(mut content: PageContent, judged: &Judged, index: usize) -> PageContent {
    let page = number(index);
    let sentence = if judged.doubts.contains(&Doubt::Picture) {
        gap_sentence(page, PICTURE_GAP)
    } else if judged.doubts.contains(&Doubt::Useless) {
        content.runs.clear();
        gap_sentence(page, LETTERS_GAP)
    } else {
        return content;
    };
    recognised::say(&mut content, &sentence);
    content
}

fn text(content: &PageContent) -> String {
    let mut text = String::new();
    let mut last: Option<(f32, f32)> = None;
    for run in &content.runs {
        let goes_on = last.is_some_and(|(right, baseline)| {
            (run.baseline - baseline).abs() < 0.2 * run.size
                && (-0.5..0.15).contains(&((run.left - right) / run.size))
        });
        if !goes_on {
            text.push(' ');
        }
        text.push_str(&run.text);
        last = Some((run.right, run.baseline));
    }
    text
}

fn invisible(content: &PageContent) -> usize {
    let runs = content.runs.iter().filter(|run| run.invisible);
    runs.flat_map(|run| run.text.chars())
        .filter(|c| !c.is_whitespace())
        .count()
}

/// A page's number, counted from 1.
pub fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
